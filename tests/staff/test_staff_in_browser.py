"""What operators meet in a real browser, under the site's own content security policy."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from handoff.requests.presence import note_leaving, note_visits
from handoff.requests.records import Request
from staff.canned_responses import CannedResponse
from tests.staff.cast import PASSWORD, Cast
from tests.staff.running_site import RunningSite

RUN = Path(__file__).parent / "browser" / "run.mjs"
PICTURES = Path(__file__).resolve().parents[2] / "test-artifacts" / "staff"
EMAIL = "noor@larkfield.example"
OTHER = "robin@larkfield.example"
SENTENCE = "The approved words on the overview of Velmont syndrome."
Play = Callable[..., Any]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[RunningSite]:
    with RunningSite(Cast(tmp_path, time.time)) as running:
        running.cast.account(EMAIL, "administrator", "Noor")
        running.cast.account(OTHER, "operator", "Robin")
        yield running


@pytest.fixture
def play(site: RunningSite, built_widget: Path, chromium: str) -> Play:
    return play_at(site, built_widget, chromium)


def play_at(site: RunningSite, built_widget: Path, chromium: str) -> Play:
    """Play scenarios; `visitor` does what the scenario asks for meanwhile and answers with a line."""

    def play_scenario(name: str, visitor: Callable[[str], str] = str, **given: Any) -> Any:
        arguments = json.dumps({"email": EMAIL, "other": OTHER, "password": PASSWORD, **given})
        command = ["node", str(RUN), name, site.url, str(built_widget), chromium, str(PICTURES), arguments]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as played:
            assert played.stdin is not None
            assert played.stdout is not None
            assert played.stderr is not None
            said = ""
            for said in played.stdout:
                if said.startswith("do "):
                    played.stdin.write(visitor(said.removeprefix("do ").strip()) + "\n")
                    played.stdin.flush()
            problem = played.stderr.read()
        assert played.returncode == 0, problem
        result = json.loads(said)
        assert result["trouble"] == {"errors": [], "foreign_requests": []}
        return result["seen"]

    return play_scenario


def visitor_of(cast: Cast, conversation: str) -> Callable[[str], str]:
    """The visitor at the other end of a talk."""

    def do(what: str) -> str:
        verb, _, words = what.partition(" ")
        if verb == "say":
            cast.desk.from_visitors.say(conversation, words)
        elif verb == "type":
            cast.desk.transcript.typing(conversation, "visitor")
        elif verb == "alarm":
            cast.desk.from_visitors.raise_alarm(conversation, "I cannot breathe.")
        elif verb == "forget":
            cast.desk.expiry.forget(conversation)
        elif verb == "request":
            return cast.request(conversation).number
        elif verb == "disable":
            cast.accounts.set_active(cast.accounts.by_email(OTHER).id, False)
        return "done"

    return do


@pytest.fixture
def request_(site: RunningSite) -> Request:
    return site.cast.request("conversation-1")


def test_a_request_shows_up_by_itself_and_is_announced(play: Play, site: RunningSite) -> None:
    seen = play("queue", visitor_of(site.cast, "conversation-1"))

    assert seen["before"]["title"] == "Queue – RareGuide staff"
    assert "Nobody is waiting." in seen["before"]["empty"]
    assert seen["after"] == {
        "title": "(1) Queue – RareGuide staff",
        "announced": "A new request is waiting.",
        "waiting": [seen["number"]],
    }
    assert seen["alarmed"] == f"An emergency in request {seen['number']}."


def test_an_alarm_in_a_chat_reaches_who_looks_elsewhere(play: Play, site: RunningSite, request_: Request) -> None:
    site.cast.desk.claims.claim(request_.number, site.cast.accounts.by_email(EMAIL).id, "Noor")
    site.cast.request("conversation-2")

    seen = play("alarms", visitor_of(site.cast, "conversation-1"))

    words = f"An emergency in request {request_.number}."
    # Without `renotify` a browser puts it silently in the place of the last one.
    shown = [{"body": words, "tag": "rareguide-queue", "renotify": True}]
    assert seen["atTheQueue"] == seen["atTheAnswers"] == seen["elsewhere"] == {"announced": words, "shown": shown}


def test_words_in_a_chat_of_mine_are_told_on_every_page_until_they_are_read(
    play: Play, site: RunningSite, request_: Request
) -> None:
    site.cast.desk.claims.claim(request_.number, site.cast.accounts.by_email(EMAIL).id, "Noor")

    seen = play("unread", visitor_of(site.cast, "conversation-1"), number=request_.number)

    told = {"announced": f"New words in your request {request_.number}.", "rung": True}
    assert seen["atThePassword"] == {**told, "title": "(1)", "count": "1 unread"}
    assert seen["atTheAccounts"] == {**told, "title": "(2)", "count": "2 unread"}
    assert "2 unread" in seen["card"]
    assert "Visitor, less than a minute ago: Hello?" in seen["card"]
    assert (seen["atTheRequest"], seen["left"]) == (0, 0)


def test_a_page_that_cannot_be_fetched_anew_says_so_and_mends_itself(play: Play, site: RunningSite) -> None:
    assert "This page is not following" in play("oldPage", visitor_of(site.cast, "conversation-1"))["told"]


def test_a_talk_goes_both_ways(play: Play, site: RunningSite, request_: Request) -> None:
    greeting = CannedResponse("Greeting", "Hello {visitor}, about {telephone}.")
    site.cast.services.responses.save(greeting, lambda _connection, _id: None)

    seen = play("talk", visitor_of(site.cast, "conversation-1"), number=request_.number)

    assert seen["hasContactBefore"] is False
    assert seen["marked"] == "{telephone}"
    assert seen["asked"].startswith("Write the contact's telephone number in place of {telephone}")
    assert seen["offered"] == ["Greeting"] + [
        f"What about the {part} of Velmont syndrome?" for part in ("overview", "causes", "treatment")
    ]
    assert seen["attached"] == "What about the overview of Velmont syndrome?"
    assert seen["focused"] == "text"
    assert SENTENCE in seen["section"]
    assert "last updated 2024-03-09 · Source: Larkfield Library (CC BY 4.0)" in seen["section"]
    assert "Larkfield on the overview of Velmont syndrome." in seen["section"]
    assert seen["kept"] == "half a"
    assert "maria@larkfield.example" in seen["contact"]
    assert seen["stays"] is True
    pushed = [message for message in site.cast.desk.transcript.pushed_after("conversation-1", 0) if message.turn]
    assert pushed[0].turn is not None
    assert [part["section"] for part in pushed[0].turn["sections"]] == ["overview"]


def test_what_a_visitor_writes_stays_text(play: Play, site: RunningSite) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    request = site.cast.request("conversation-1", question=hostile)

    seen = play("hostile", visitor_of(site.cast, "conversation-1"), number=request.number)

    assert seen == {"inQueue": hostile, "said": f"{hostile}<script>alert(2)</script>", "images": 0, "scripts": 0}


@pytest.mark.parametrize("look", ["light", "dark", "narrow"])
def test_axe_finds_nothing_and_nothing_stands_out(play: Play, site: RunningSite, request_: Request, look: str) -> None:
    mine = site.cast.request("conversation-2")
    site.cast.desk.claims.claim(mine.number, site.cast.accounts.by_email(EMAIL).id, "Noor")
    quality = "/feedback /unanswered /deliveries /deliveries/1"
    pages = f"/queue /requests?words=maria /answers?words=velmont {quality} /audit /accounts /password /second-factor"
    requests = [
        f"/requests/{request_.number}",
        f"/requests/{mine.number}",
        f"/answers?words=velmont&request={mine.number}",
    ]
    wanted = [*pages.split(), *requests]

    found = play("axe", pages=wanted, look=look)

    assert len(found) == len(wanted) + 2
    assert {page: problems for page, problems in found.items() if problems != [0]} == {}


def test_everything_but_live_updating_works_without_scripts(play: Play, site: RunningSite, request_: Request) -> None:
    seen = play("withoutScripts", visitor_of(site.cast, "conversation-1"), number=request_.number)

    assert "closed" in seen["badges"]


def test_the_second_of_two_is_told_who_has_it(play: Play, request_: Request) -> None:
    assert play("two", number=request_.number) == {"told": "Noor has this request already."}


def test_an_open_page_does_not_keep_what_was_forgotten(play: Play, site: RunningSite, request_: Request) -> None:
    seen = play("forgotten", visitor_of(site.cast, "conversation-1"), number=request_.number)

    assert "maria@larkfield.example" not in seen["left"]
    assert "Can my daughter fly" not in seen["left"]
    assert seen["notes"] == 0


def test_an_open_page_ends_with_its_session(play: Play, site: RunningSite) -> None:
    assert play("ended", visitor_of(site.cast, ""), email=OTHER) == {"address": "/log-in"}


def test_the_page_says_when_it_is_not_following_and_goes_on_by_itself(play: Play, site: RunningSite) -> None:
    seen = play("notFollowing", visitor_of(site.cast, "conversation-1"))

    assert "This page is not following" in seen["told"]
    assert seen["after"] == {"hidden": True, "waiting": [seen["number"]]}
    assert seen["address"] == "/queue"


QUESTIONS = {
    "Maria": "Can my daughter fly after her surgery?",
    "Ines": "When may he go back to school?",
    "Tom": "Which hospital knows Velmont syndrome?",
}


def test_a_morning_of_two_people_as_the_documentation_tells_it(
    tmp_path: Path, built_widget: Path, chromium: str
) -> None:
    mails = {"smtp_url": "smtp://127.0.0.1:9", "imap_url": "imap://u:p@127.0.0.1:9", "mail_from": "d@larkfield.example"}
    with RunningSite(Cast(tmp_path, time.time, **mails)) as site:
        cast = site.cast
        cast.account(EMAIL, "administrator", "Noor")
        cast.account(OTHER, "operator", "Robin")

        def visitor(what: str) -> str:
            verb, name, *words = what.split(" ", 2)
            if verb == "arrive":
                number = cast.request(name, question=QUESTIONS[name]).number
                note_visits(cast.services.engine, [name], time.time())
                return number
            if verb == "alarm":
                cast.desk.from_visitors.raise_alarm(name, "He cannot breathe well.")
            elif verb == "leave":
                note_leaving(cast.services.engine, name, time.time())
            else:
                cast.desk.from_visitors.say(name, words[0])
            return "done"

        seen = play_at(site, built_widget, chromium)("morning", visitor)

    assert seen["alarmed"] == f"An emergency in request {seen['tom']}."
    assert seen["first"] == seen["tom"]
    assert seen["goesByMail"] is True
    assert seen["left"][0] == "Nobody is waiting."
