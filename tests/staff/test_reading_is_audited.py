"""Whatever shows what a visitor wrote leaves a line in the audit, whichever way it is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert

from conversations.tables import answered_message, feedback
from staff.app import PAGES
from staff.audit import READ_ON_SECONDS
from tests.staff.cast import Cast, Person

SAID = "Zuleika-Quokka asks whether her daughter may fly"
CONDITION = "Velmont syndrome"
MAIL = "maria@larkfield.example"
BY_SCRIPT = {"x-by-script": "1"}
JSON = {"accept": "application/json"}
ENDLESS = "/live"


@pytest.fixture
def boss(cast: Cast) -> Person:
    return cast.person("administrator")


def plant(cast: Cast, boss: Person) -> str:
    """Put a visitor's words everywhere that a page could show them; return the number of a request that is taken."""
    turn: dict[str, Any] = {"kind": "no_answer", "text": SAID, "sections": [], "missing": []}
    opinion = {"turn_id": "1", "conversation": "c", "is_helpful": False, "comment": SAID, "message": SAID, "turn": turn}
    answer = {"key": "1", "conversation": "c", "turn_id": "1", "message": SAID, "turn": turn, "is_private": False}
    with cast.services.engine.begin() as connection:
        connection.execute(insert(feedback).values(**opinion, given_at=cast.clock.now))
        connection.execute(insert(answered_message).values(**answer, answered_at=cast.clock.now))
    number = cast.request(question=SAID).number
    cast.request("conversation-2", question=SAID)
    boss.send(f"/requests/{number}/claim")
    return number


@pytest.mark.parametrize("headers", [{}, BY_SCRIPT, JSON, {**BY_SCRIPT, **JSON}], ids=str)
def test_every_page_that_shows_what_a_visitor_wrote_leaves_a_line(
    cast: Cast, boss: Person, headers: dict[str, str]
) -> None:
    number = plant(cast, boss)
    token, shown = boss.token(), set()

    for method, path, _, _ in PAGES:
        address = path.replace("{number}", number).replace("{id:int}", "1")
        if address in (ENDLESS, "/log-out"):
            continue
        before = len(cast.audited())
        if method == "GET":
            answer = boss.client.get(address, params={"request": number}, headers=headers, follow_redirects=False)
        else:
            sent = {"token": token, "to": str(boss.id), "action": "none"}
            answer = boss.client.post(address, data=sent, headers=headers, follow_redirects=False)
        if any(secret in answer.text for secret in (SAID, MAIL, CONDITION)):
            shown.add(path)
            assert len(cast.audited()) > before, f"{method} {path} shows what a visitor wrote, and no line says so"

    assert shown >= {
        *("/queue", "/requests/{number}", "/requests/{number}/contact", "/answers", "/choices", "/feedback"),
        *("/unanswered", "/deliveries/{id:int}"),
    }


def test_what_follows_by_itself_has_nothing_that_a_visitor_wrote(cast: Cast, boss: Person) -> None:
    """The stream gives what `/live/now` does (`staff/pages/live.py`), so neither needs a line."""
    number = plant(cast, boss)
    cast.desk.from_visitors.say("conversation-1", SAID)

    news = boss.client.get("/live/now", params={"request": number}).text

    assert number in news
    assert not any(secret in news for secret in (SAID, MAIL, CONDITION))


def test_a_request_read_with_the_scripts_header_alone_is_audited(cast: Cast, boss: Person) -> None:
    number = cast.request().number

    boss.client.get(f"/requests/{number}", headers=BY_SCRIPT)

    assert cast.audited()[-1] == ("open request", number)


def test_a_page_that_reads_on_leaves_a_line_every_five_minutes(cast: Cast, boss: Person) -> None:
    number, other = cast.request().number, cast.request("conversation-2").number
    for _ in range(30):
        boss.client.get(f"/requests/{number}", headers=BY_SCRIPT)
        boss.client.get(f"/requests/{other}", headers=BY_SCRIPT)
        cast.clock.now += READ_ON_SECONDS / 10
    colleague = cast.person("operator")
    colleague.client.get(f"/requests/{number}", headers=BY_SCRIPT)

    assert cast.audited().count(("open request", number)) == 4
    assert cast.audited().count(("open request", other)) == 3


def test_a_person_who_opens_a_request_again_leaves_a_line_each_time(cast: Cast, boss: Person) -> None:
    number = cast.request().number
    for _ in range(3):
        boss.see(f"/requests/{number}")

    assert cast.audited().count(("open request", number)) == 3


def test_what_cannot_be_audited_is_not_shown(cast: Cast, boss: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    number = plant(cast, boss)

    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("staff.audit.write_line", fail)
    boss.client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]

    for path in (f"/requests/{number}", "/queue", f"/choices?request={number}", "/feedback"):
        answer = boss.client.get(path, headers=BY_SCRIPT)
        assert (answer.status_code, SAID in answer.text) == (500, False), path
