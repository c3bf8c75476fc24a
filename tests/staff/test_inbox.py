"""Nobody who waits stays unseen: what is unread, who is there, who is away, and who takes over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from handoff.requests.presence import VISIT_SECONDS, note_leaving, note_visits
from handoff.requests.states import QUEUED, WITH_OPERATOR
from handoff.tables import handoff_read, handoff_visit
from staff.queue_view import MOST_LINES, MOST_OF_A_CROWD
from tests.staff.cast import Cast, Person

MAIL = "desk@larkfield.example"


def news(person: Person, number: str = "") -> dict[str, Any]:
    answer: dict[str, Any] = person.client.get(f"/live/now?request={number}").json()
    return answer


def unread(person: Person) -> dict[str, int]:
    return {one["number"]: one["count"] for one in news(person)["unread"]}


def taken(cast: Cast, person: Person, conversation: str = "conversation-1") -> str:
    number = cast.request(conversation).number
    person.send(f"/requests/{number}/claim")
    return number


def test_words_in_a_chat_of_mine_are_unread_until_i_have_seen_them(cast: Cast, noor: Person, robin: Person) -> None:
    number = taken(cast, noor)
    assert unread(noor) == {}

    cast.desk.from_visitors.say("conversation-1", "Are you there?")
    cast.desk.from_visitors.say("conversation-1", "Hello?")

    assert (unread(noor), unread(robin)) == ({number: 2}, {})
    card = re.search(rf'data-number="{number}".*?</li>', noor.see("/queue"), re.DOTALL)
    assert card is not None
    assert "2 unread" in card[0]
    assert "Hello?" in card[0]
    noor.client.get(f"/requests/{number}", headers={"x-by-script": "1"})
    assert unread(noor) == {number: 2}, "a page that follows by itself is seen by nobody"
    noor.see(f"/requests/{number}")
    assert unread(noor) == {}


def test_a_page_says_up_to_where_it_has_been_seen(cast: Cast, noor: Person) -> None:
    number = taken(cast, noor)
    first = cast.desk.from_visitors.say("conversation-1", "One.")
    cast.desk.from_visitors.say("conversation-1", "Two.")

    assert noor.send(f"/requests/{number}/read", sequence=str(first.sequence)).status_code == 204
    assert unread(noor) == {number: 1}
    noor.send(f"/requests/{number}/read", sequence="1")
    assert unread(noor) == {number: 1}, "what was seen stays seen"
    assert noor.send(f"/requests/{number}/read", sequence="²").status_code == 422


def test_a_request_that_is_handed_to_me_is_unread_even_when_nothing_was_said(
    cast: Cast, noor: Person, robin: Person
) -> None:
    number = taken(cast, noor)
    robin.see(f"/requests/{number}")
    noor.send(f"/requests/{number}/transfer", to=str(robin.id))
    assert (unread(noor), unread(robin)) == ({}, {number: 1})


@pytest.mark.parametrize("page", ["/queue", "/answers", "/password", "/second-factor"])
def test_every_page_follows(noor: Person, page: str) -> None:
    shown = noor.see(page)
    assert re.search(r'<main[^>]* data-token="\w+"[^>]* data-page="\w+" data-url="/', shown)
    assert 'id="connection"' in shown
    assert 'id="count"' in shown


def test_a_page_of_a_refusal_follows_too(noor: Person) -> None:
    assert "data-page=" in noor.client.get("/requests/RG-00000000").text


def test_pages_of_those_who_see_no_requests_do_not_follow(cast: Cast) -> None:
    assert "data-page=" not in cast.person("editor").see("/answers")
    assert "data-page=" not in cast.browser().get("/log-in").text


def test_live_visitors_stand_above_tickets_and_each_by_waiting_time(cast: Cast, noor: Person) -> None:
    numbers = {"ticket": cast.request("ticket").number}  # nobody was there
    cast.desk.operators.present(noor.id)
    for name in ("first", "second"):
        cast.clock.now += 10
        numbers[name] = cast.request(name).number
    page = noor.see("/queue")
    places = [page.index(f'data-number="{numbers[name]}"') for name in ("first", "second", "ticket")]
    assert places == sorted(places)


def test_it_is_seen_whether_the_visitor_is_there(cast: Cast, noor: Person) -> None:
    number, engine, clock = taken(cast, noor), cast.services.engine, cast.clock
    assert news(noor, number)["visitor"] == ""

    note_visits(engine, ["conversation-1", "another"], clock.now)
    assert news(noor, number)["visitor"] == "The visitor is here."
    note_leaving(engine, "conversation-1", clock.now)
    clock.now += 120
    assert news(noor, number)["visitor"] == "The visitor left 2 minutes ago."
    assert "The visitor left 2 minutes ago." in noor.see("/queue")
    note_visits(engine, ["conversation-1"], clock.now)
    assert news(noor, number)["visitor"] == "The visitor came back less than a minute ago."
    clock.now += VISIT_SECONDS + 60
    assert news(noor, number)["visitor"] == "The visitor left 1 minute ago.", "whose window said nothing when it closed"


def test_a_page_that_is_loaded_anew_is_no_coming_back(cast: Cast, noor: Person) -> None:
    number, engine, clock = taken(cast, noor), cast.services.engine, cast.clock
    note_visits(engine, ["conversation-1"], clock.now)
    note_leaving(engine, "conversation-1", clock.now)
    clock.now += 3
    note_visits(engine, ["conversation-1"], clock.now)
    assert news(noor, number)["visitor"] == "The visitor is here."


def test_typing_ends_with_the_words(cast: Cast, noor: Person) -> None:
    number = taken(cast, noor)
    cast.desk.transcript.typing("conversation-1", "visitor")
    assert news(noor, number)["typing"] is True
    cast.desk.from_visitors.say("conversation-1", "Hello?")
    assert news(noor, number)["typing"] is False


def test_a_colleague_takes_over_with_a_reason_that_stays(cast: Cast, noor: Person, robin: Person) -> None:
    number = taken(cast, noor)
    assert robin.send(f"/requests/{number}/take-over").status_code == 422

    assert robin.send(f"/requests/{number}/take-over", reason="no answer").status_code == 303

    assert cast.desk.lookup.request(number).operator_id == robin.id
    assert "take over <span" in robin.see(f"/requests/{number}")
    robin.send(f"/requests/{number}/hand-back", reason="answered")
    assert [one.reason for one in cast.desk.lookup.changes(number) if one.reason] == ["no answer", "answered"]
    assert ("take over", number) in cast.audited()
    assert noor.send(f"/requests/{number}/reply", text="Hello").status_code == 409


def test_an_alarm_is_taken_by_anybody_at_once(cast: Cast, noor: Person, robin: Person) -> None:
    number = taken(cast, noor)
    cast.desk.from_visitors.raise_alarm("conversation-1", "I cannot breathe.")
    assert robin.send(f"/requests/{number}/take-over").status_code == 303
    assert cast.desk.lookup.request(number).operator_id == robin.id


def test_what_nobody_has_is_not_taken_over(cast: Cast, noor: Person) -> None:
    assert noor.send(f"/requests/{cast.request().number}/take-over", reason="x").status_code == 409


def test_who_is_away_gets_no_talks_and_gives_theirs_back(cast: Cast, noor: Person, robin: Person) -> None:
    robin.see("/queue")
    number = taken(cast, noor)
    assert cast.desk.lookup.request(number).mode == "live"

    assert noor.send("/away", minutes="15").status_code == 303

    assert cast.desk.lookup.request(number).state == QUEUED
    assert cast.desk.operators.all_present() == [robin.id]
    assert "You are away until" in noor.see("/queue")
    assert cast.desk.operators.all_present() == [robin.id], "an open page does not call anybody back"
    cast.clock.now += 16 * 60
    noor.see("/queue")
    assert noor.id in cast.desk.operators.all_present()
    noor.send("/away", minutes="60")
    noor.send("/away", minutes="0")
    assert noor.id in cast.desk.operators.all_present()
    assert noor.send("/away", minutes="-1").status_code == 422
    assert [action for action, _ in cast.audited()][-2:] == ["be away for 60 minutes", "be back"]


def test_what_was_seen_and_why_goes_with_the_content(cast: Cast, noor: Person, robin: Person) -> None:
    number = taken(cast, noor)
    note_visits(cast.services.engine, ["conversation-1"], cast.clock.now)
    robin.send(f"/requests/{number}/take-over", reason="Maria asked for me")
    assert cast.desk.lookup.request(number).state == WITH_OPERATOR

    cast.desk.expiry.forget("conversation-1")

    assert [one.reason for one in cast.desk.lookup.changes(number) if one.reason not in (None, "forgotten")] == []
    with cast.services.engine.connect() as connection:
        for table in (handoff_read, handoff_visit):
            assert connection.execute(table.select()).all() == []


def test_a_ticket_says_where_an_answer_goes(cast: Cast, noor: Person, tmp_path: Path) -> None:
    """Else it would be sent and reach nobody."""
    number = taken(cast, noor)
    assert "stands in the chat alone" in noor.see(f"/requests/{number}")
    (tmp_path / "mailing").mkdir()
    mailing = Cast(
        tmp_path / "mailing", smtp_url="smtp://127.0.0.1:9", mail_from=MAIL, imap_url="imap://u:p@127.0.0.1:9"
    )
    robin = mailing.person("operator")
    number = taken(mailing, robin)
    page = robin.see(f"/requests/{number}")
    assert 'name="by_mail" value="1" checked' in page
    assert "The address is not proven yet" in page

    robin.send(f"/requests/{number}/reply", text="She may.", by_mail="1")
    robin.send(f"/requests/{number}/reply", text="In the chat alone.")

    answers = {one.text: one.is_mail for one in mailing.desk.transcript.messages(number) if one.author == "operator"}
    assert answers == {"She may.": True, "In the chat alone.": False}
    assert "Noor, by e-mail" not in robin.see(f"/requests/{number}")
    assert "Operator, by e-mail" in robin.see(f"/requests/{number}")
    assert "She may." not in str([one.payload for one in mailing.desk.outbox.deliveries()]), (
        "nobody has proven the address"
    )


def test_of_a_burst_only_the_first_are_shown_until_all_are_asked_for(cast: Cast, noor: Person) -> None:
    numbers = [cast.request(f"conversation-{place}").number for place in range(MOST_OF_A_CROWD + 5)]

    page, whole = noor.see("/queue"), noor.see("/queue?all=1")

    assert f"{len(numbers)} requests came within seconds" in page
    assert "5 more of them: show all" in page
    assert sum(f'data-number="{number}"' in page for number in numbers) == MOST_OF_A_CROWD
    assert all(f'data-number="{number}"' in whole for number in numbers)


def test_a_long_queue_is_shown_in_part_and_nobody_urgent_is_left_out(cast: Cast, noor: Person) -> None:
    numbers = []
    for place in range(MOST_LINES + 3):
        numbers.append(cast.request(f"conversation-{place}").number)
        cast.clock.now += 61
    cast.desk.from_visitors.raise_alarm(f"conversation-{MOST_LINES + 2}", "I cannot breathe.")
    robin = cast.person("administrator")

    page, whole = robin.see("/queue"), robin.see("/queue?all=1")

    assert page.index(f'data-number="{numbers[-1]}"') < page.index(f'data-number="{numbers[0]}"')
    assert "3 more wait: show all" in page
    assert f'<span class="count">{len(numbers)}</span>' in page
    assert all(f'data-number="{number}"' in whole for number in numbers)
