"""What operators do with requests, and what stays out of their sight."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy.exc import OperationalError

from conversations.encryption import FieldCipher, make_key
from handoff.requests import lookup
from handoff.requests.history import HistoryEntry, context_of, entry_of
from handoff.requests.presence import TYPING_SECONDS
from handoff.requests.pushed import conversations_typed_in
from handoff.tables import handoff_outbox, handoff_request
from knowledge.records import section_data
from rareguide.turn import ConditionRef, turn_validator
from staff.account_fields import UnfitAccount
from staff.tables import staff_audit
from tests.staff.cast import Cast, Person

ASKED = "Can my daughter fly after her surgery?"
MAIL = "maria@larkfield.example"


def test_of_two_who_take_a_request_the_second_is_told_who_has_it(cast: Cast, noor: Person, robin: Person) -> None:
    number = cast.request().number

    first = noor.send(f"/requests/{number}/claim")
    second = robin.send(f"/requests/{number}/claim")

    assert (first.status_code, first.headers["location"]) == (303, f"/requests/{number}")
    assert second.status_code == 409
    assert "Noor has this request already." in second.text
    assert cast.desk.lookup.request(number).operator_id == noor.id


def test_the_queue_has_emergencies_first_then_the_oldest(cast: Cast, noor: Person) -> None:
    numbers = []
    for place in range(3):
        numbers.append(cast.request(f"conversation-{place}").number)
        cast.clock.now += 60
    cast.desk.from_visitors.raise_alarm("conversation-2", "I cannot breathe.")

    page = noor.see("/queue")

    places = [page.index(f'data-number="{number}"') for number in (numbers[2], numbers[0], numbers[1])]
    assert places == sorted(places)
    assert "Velmont syndrome" in page
    assert "3 minutes" in page
    assert "English" in page


@pytest.mark.parametrize("typed", ["{}", "{lower}", "{bare}", " {bare} ", "{misread}"])
def test_a_request_is_found_by_its_number_as_people_type_it(cast: Cast, noor: Person, typed: str) -> None:
    number = cast.request().number
    words = typed.format(
        number,
        lower=number.lower(),
        bare=number.removeprefix("RG-"),
        misread=number.translate(str.maketrans("01", "OL")),
    )

    found = noor.client.get("/requests", params={"words": words}, follow_redirects=False)

    assert found.headers["location"] == f"/requests/{number}"
    assert "Nothing found." in noor.see("/requests?words=rg-oooooooo")


@pytest.mark.parametrize(
    "words", ["Maria", "maria lopez", "MARIA@larkfield", "velmont", "fly surgery", "lopez scuba", "english maria"]
)
def test_a_request_is_found_by_name_contact_condition_and_words(cast: Cast, noor: Person, words: str) -> None:
    number = cast.request().number
    other = cast.request("conversation-2", question="Ostrava?", condition="Ostrava fever").number
    cast.desk.from_visitors.say("conversation-1", "And go scuba diving?")
    cast.desk.requests.withdraw("conversation-2")

    page = noor.see(f"/requests?{urlencode({'words': words})}")

    assert f'data-number="{number}"' in page
    assert other not in page
    assert MAIL not in page, "contact details are shown to whoever has the request"
    assert cast.audited()[-1] == ("search requests", None)
    assert "Nothing found." in noor.see(f"/requests?{urlencode({'words': f'{words} zebra'})}")


def test_a_long_list_is_searched_part_by_part_the_newest_first(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "ROWS_AT_A_TIME", 2)
    numbers = []
    for place in range(7):
        cast.clock.now += 1
        numbers.append(cast.request(f"conversation-{place}").number)
        if place % 2:
            cast.desk.from_visitors.say(f"conversation-{place}", "And go scuba diving?")

    def found(words: str, limit: int = 100) -> list[str]:
        return [one.number for one in cast.desk.lookup.find(lookup.Wanted(words, frozenset({"queued"})), limit)]

    assert found("maria scuba") == [numbers[5], numbers[3], numbers[1]]
    assert found("scuba", limit=2) == [numbers[5], numbers[3]]
    assert found("") == found("velmont") == numbers[::-1]
    assert found("", limit=3) == numbers[:3:-1]


def test_requests_are_found_by_state_and_day(cast: Cast, noor: Person) -> None:
    first = cast.request("conversation-1").number
    cast.clock.now += 3 * 86_400
    second = cast.request("conversation-2").number
    cast.desk.claims.claim(second, noor.id, "Noor")
    day = datetime.fromtimestamp(cast.clock.now, timezone.utc).date()
    robin = cast.person("administrator")

    def found(**asked: str) -> list[str]:
        page = robin.see(f"/requests?{urlencode(asked)}")
        return [number for number in (first, second) if f'data-number="{number}"' in page]

    assert found(state="queued") == [first]
    assert found(state="with_operator") == [second]
    assert found(first_day=day.isoformat()) == [second]
    assert found(last_day=str(day - timedelta(1))) == [first]
    assert found(first_day=str(day - timedelta(3)), last_day=day.isoformat()) == [first, second]
    assert found() == []
    for wrong in ({"state": "lost"}, {"first_day": "soon"}, {"last_day": "9999-12-31"}):
        assert robin.client.get("/requests", params=wrong).status_code == 422


def test_an_export_has_no_person_and_no_formula(cast: Cast, noor: Person) -> None:
    boss = cast.person("administrator")
    number = cast.request(condition="=1+1").number
    cast.desk.claims.close(number, noor.id, "+1 answered")

    table = boss.see("/requests.csv?words=maria")

    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["number"], row["condition"], row["reason"]) for row in rows] == [(number, "'=1+1", "'+1 answered")]
    assert not any(secret in table for secret in (MAIL, "Maria", ASKED))
    assert cast.audited()[-1] == ("export requests", None)
    assert noor.client.get("/requests.csv").status_code == 403


def test_the_page_has_the_conversation_and_what_was_shown(cast: Cast, noor: Person) -> None:
    page = noor.see(f"/requests/{cast.request().number}")

    assert ASKED in page
    assert "This is what I have about Velmont syndrome." in page
    assert "last updated 2024-03-09 · Larkfield Library" in page
    assert "Questions that found no answer" in page


def test_the_page_has_the_sections_as_the_visitor_read_them(cast: Cast, noor: Person) -> None:
    (stored,) = cast.services.store.sections("velmont-syndrome", ["causes"])
    shown = section_data(ConditionRef("velmont-syndrome", "Velmont syndrome"), stored.section)
    sentence = "The approved words on the causes of Velmont syndrome."
    turn: dict[str, Any] = {"kind": "answer", "text": "Here it is.", "sections": [{**shown, "highlights": [sentence]}]}
    changed = {**shown, "last_updated": "2020-01-01"}
    entries = [
        HistoryEntry("visitor", "What causes it?", at=1_789_999_000.0),
        entry_of(turn),
        HistoryEntry("visitor", "gargle"),
        entry_of({"kind": "clarify", "text": "What do you mean?"}),
        entry_of({**turn, "sections": [changed]}),
    ]

    page = noor.see(f"/requests/{cast.request(**context_of(entries)).number}")

    assert f"<mark>{sentence}</mark>" in page
    assert "Larkfield on the causes of Velmont syndrome." in page
    assert page.count("<summary>What about the causes of Velmont syndrome?</summary>") == 2
    assert page.count("The page has changed since") == 1
    assert "Visitor · <time" in page
    assert "<strong>Did not understand</strong>" in page


def test_contact_details_are_for_who_has_the_request_and_audited(cast: Cast, noor: Person, robin: Person) -> None:
    number = cast.request().number
    assert MAIL not in noor.see(f"/requests/{number}")
    assert noor.send(f"/requests/{number}/contact").status_code == 403

    noor.send(f"/requests/{number}/claim")

    assert MAIL not in noor.see(f"/requests/{number}")
    assert MAIL in noor.send(f"/requests/{number}/contact").text
    assert robin.send(f"/requests/{number}/contact").status_code == 403
    assert cast.audited().count(("see contact details", number)) == 1


def test_a_section_is_sent_word_for_word_in_the_contracts_form(cast: Cast, noor: Person) -> None:
    number = cast.request().number
    noor.send(f"/requests/{number}/claim")

    answer = noor.send(f"/requests/{number}/reply", section="velmont-syndrome|causes|0")

    assert answer.status_code == 303
    message = cast.desk.transcript.messages(number)[-1]
    assert message.turn is not None
    (part,) = message.turn["sections"]
    section = turn_validator().evolve(schema={**turn_validator().schema["$defs"]["section"]})
    section_schema = {**section.schema, "$defs": turn_validator().schema["$defs"]}
    assert list(turn_validator().evolve(schema=section_schema).iter_errors(part)) == []
    assert part["body"] == "The approved words on the causes of Velmont syndrome.[1]"
    assert part["last_updated"] == "2024-03-09"
    assert part["source"]["name"] == "Larkfield Library"
    assert part["references"][0]["citation"] == "Larkfield on the causes of Velmont syndrome."
    assert message.text == "This is from our pages:"
    (stored,) = cast.services.store.sections("velmont-syndrome", ["causes"])
    assert part == section_data(ConditionRef("velmont-syndrome", "Velmont syndrome"), stored.section)


@pytest.mark.parametrize("key", ["velmont-syndrome|causes|7", "nothing|causes|0", "velmont-syndrome", "||"])
def test_a_section_that_the_store_lacks_is_not_sent(cast: Cast, noor: Person, key: str) -> None:
    number = cast.request().number
    noor.send(f"/requests/{number}/claim")

    assert noor.send(f"/requests/{number}/reply", section=key).status_code == 422


def test_sections_of_any_condition_are_found(noor: Person) -> None:
    assert "What about the symptoms of Ostrava fever?" in noor.see("/answers?words=symptoms+ostrava")
    assert "What about the causes of Ostrava fever?" not in noor.see("/answers?words=symptoms+ostrava")
    assert "Nothing found." in noor.see("/answers?words=larkfield+nowhere")


@pytest.mark.parametrize(
    "words",
    [
        "what causes velmont",
        "Velmont's causes",
        "velmonts causes",
        "cause of Velmont syndrome?",
        "causes velm",
        "why? causes, Velmont!",
    ],
)
def test_sections_are_found_by_the_words_of_people(noor: Person, words: str) -> None:
    page = noor.see(f"/answers?{urlencode({'words': words})}")
    assert "What about the causes of Velmont syndrome?" in page
    assert "overview of Velmont" not in page
    assert "Ostrava" not in page


def test_a_condition_that_is_named_comes_before_the_one_that_is_talked_of(cast: Cast, noor: Person) -> None:
    number = cast.request().number
    offered = noor.see(f"/choices?{urlencode({'request': number, 'words': 'ostrava'})}")
    assert "causes of Ostrava fever" in offered
    assert "Velmont" not in offered


def test_the_reply_box_offers_the_condition_that_is_talked_of_first(cast: Cast, noor: Person) -> None:
    number = cast.request().number

    offered = noor.see(f"/choices?request={number}&words=causes")

    assert offered.index("causes of Velmont syndrome") > 0
    assert "overview of Velmont" not in offered


def test_the_whole_course_of_a_request(cast: Cast, noor: Person, robin: Person) -> None:
    number = cast.request().number
    steps = [
        (noor, "claim", {}, "with_operator"),
        (noor, "reply", {"text": "Hello"}, "with_operator"),
        (robin, "note", {"text": "I know her."}, "with_operator"),
        (noor, "transfer", {"to": str(robin.id)}, "with_operator"),
        (robin, "release", {}, "queued"),
        (noor, "claim", {}, "with_operator"),
        (noor, "hand-back", {}, "resolved"),
        (robin, "reopen", {}, "with_operator"),
        (robin, "close", {"reason": "answered"}, "resolved"),
    ]

    for person, action, fields, state in steps:
        assert person.send(f"/requests/{number}/{action}", **fields).status_code == 303, action
        assert cast.desk.lookup.request(number).state == state, action

    assert cast.desk.lookup.request(number).reason == "answered"
    assert "I know her." not in [message.text for message in cast.desk.transcript.pushed_after("conversation-1", 0)]
    changes = cast.desk.lookup.changes(number)
    handed = [(one.operator_id, one.to_operator_id) for one in changes if one.action == "transfer"]
    assert handed == [(noor.id, robin.id)]
    assert [one.reason for one in changes if one.reason] == ["handed back", "answered"]
    done = [action for action, of in cast.audited() if of == number]
    assert done == "claim,reply,add note,transfer,release,claim,hand back,reopen,close".split(",")


def test_only_who_has_a_request_works_on_it(cast: Cast, noor: Person, robin: Person) -> None:
    number = cast.request().number
    noor.send(f"/requests/{number}/claim")
    editor = cast.account("ed@larkfield.example", "editor")

    for action, fields in (
        ("reply", {"text": "Hello"}),
        ("release", {}),
        ("hand-back", {}),
        ("transfer", {"to": str(robin.id)}),
        ("close", {"reason": "mine"}),
    ):
        assert robin.send(f"/requests/{number}/{action}", **fields).status_code == 409, action
    assert noor.send(f"/requests/{number}/transfer", to=str(editor)).status_code == 422


def test_an_open_page_learns_what_changes_and_nothing_that_is_said(cast: Cast, noor: Person) -> None:
    number = cast.request().number
    before = noor.client.get(f"/live/now?request={number}").json()
    noor.send(f"/requests/{number}/claim")
    cast.clock.now += 1
    cast.desk.from_visitors.say("conversation-1", "A secret.")
    cast.desk.transcript.typing("conversation-1", "visitor")

    after = noor.client.get(f"/live/now?request={number}").json()

    assert before["waiting"] == [{"number": number, "priority": "normal"}]
    assert after["waiting"] == []
    assert after["request"] != before["request"]
    assert (before["typing"], after["typing"]) == (False, True)
    assert "secret" not in json.dumps(after)


def test_an_alarm_rings_wherever_it_is_raised_but_not_at_a_colleagues(cast: Cast, noor: Person, robin: Person) -> None:
    """A waiting request and a chat that had another alarm moved up in silence."""
    number = cast.request().number

    def alarms(person: Person) -> list[int]:
        raised = person.client.get("/live/now").json()["alarms"]
        assert {alarm["number"] for alarm in raised} <= {number}
        return [alarm["sequence"] for alarm in raised]

    assert (alarms(noor), alarms(robin)) == ([], [])
    cast.desk.from_visitors.raise_alarm("conversation-1", "I cannot breathe.")
    first = alarms(noor)
    assert len(first) == 1
    assert alarms(robin) == first
    noor.send(f"/requests/{number}/claim")
    cast.desk.from_visitors.raise_alarm("conversation-1", "It is worse.")
    assert alarms(noor) > first
    assert alarms(robin) == []


def test_words_that_are_sent_again_because_the_answer_was_lost_are_sent_once(cast: Cast, noor: Person) -> None:
    number = cast.request().number
    noor.send(f"/requests/{number}/claim")

    for _ in range(2):
        assert noor.send(f"/requests/{number}/reply", text="Yes.", key="one form").status_code == 303
        assert noor.send(f"/requests/{number}/note", text="Yes.", key="another form").status_code == 303
    noor.send(f"/requests/{number}/reply", text="Yes, he may.", key="one form")
    noor.send(f"/requests/{number}/reply", text="Yes.", key="the next form")

    written = [(one.author, one.text) for one in cast.desk.transcript.messages(number) if one.author != "notice"]
    assert written == [("operator", "Yes."), ("note", "Yes."), ("operator", "Yes, he may."), ("operator", "Yes.")]


def test_words_that_are_sent_again_are_audited_once(cast: Cast, noor: Person) -> None:
    number = cast.request().number
    noor.send(f"/requests/{number}/claim")

    for _ in range(2):
        noor.send(f"/requests/{number}/reply", text="Yes.", key="one form")
        noor.send(f"/requests/{number}/note", text="She asked twice.", key="another form")

    assert [action for action, of in cast.audited() if of == number] == ["claim", "reply", "add note"]


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("reply", {"text": "Yes."}),
        ("note", {"text": "She asked twice."}),
        ("release", {}),
        ("hand-back", {}),
        ("close", {"reason": "answered"}),
    ],
)
def test_what_cannot_be_audited_is_not_done(cast: Cast, noor: Person, action: str, fields: dict[str, str]) -> None:
    """Else what is tried again would be done twice, and the first time without a line."""
    number = cast.request().number
    noor.send(f"/requests/{number}/claim")
    before = cast.desk.transcript.messages(number), cast.desk.lookup.changes(number)
    staff_audit.drop(cast.services.engine)

    with pytest.raises(OperationalError):
        noor.send(f"/requests/{number}/{action}", **fields)

    assert (cast.desk.transcript.messages(number), cast.desk.lookup.changes(number)) == before


def test_every_form_of_words_has_a_key_of_its_own(cast: Cast, noor: Person) -> None:
    number = cast.request().number
    noor.send(f"/requests/{number}/claim")
    keys = re.findall(r'name="key" value="([^"]{16,})"', noor.see(f"/requests/{number}"))
    assert len(set(keys)) == len(keys) == 2


def test_a_delivery_whose_key_is_missing_hides_no_other(cast: Cast) -> None:
    boss = cast.person("administrator")
    cast.request("conversation-1")
    sealed = FieldCipher(make_key())
    with cast.services.engine.begin() as connection:
        row = connection.execute(handoff_outbox.select()).one()
        closed = sealed.encrypt_payload(row.payload)
        connection.execute(handoff_outbox.update().where(handoff_outbox.c.id == row.id).values(payload=closed))
    other = cast.request("conversation-2").number

    page = boss.see("/deliveries")

    assert "its key is missing" in page
    assert other in page
    assert "RAREGUIDE_HANDOFF_KEY" in boss.see(f"/deliveries/{row.id}")


def test_a_request_whose_key_is_missing_hides_no_other(cast: Cast, noor: Person) -> None:
    sealed, other = cast.request("conversation-1").number, cast.request("conversation-2").number
    with cast.services.engine.begin() as connection:
        named = handoff_request.update().where(handoff_request.c.number == sealed)
        connection.execute(named.values(name=FieldCipher(make_key()).encrypt("Maria Lopez")))

    queue = noor.see("/queue")

    assert sealed in queue
    assert other in queue
    noor.send(f"/requests/{sealed}/claim")
    page = noor.see(f"/requests/{sealed}")
    assert "They were encrypted with a key that is missing now." in page
    assert "Show contact details" not in page
    noor.send(f"/requests/{sealed}/reply", text="I am here.")
    assert "I am here." in noor.see(f"/requests/{sealed}")


def test_typing_reaches_the_visitor(cast: Cast, noor: Person) -> None:
    number = cast.request().number
    noor.send(f"/requests/{number}/claim")

    noor.send(f"/requests/{number}/typing")

    assert conversations_typed_in(cast.services.engine, "operator", cast.clock.now - TYPING_SECONDS) == [
        "conversation-1"
    ]


def test_what_would_have_been_sent_is_shown_and_looking_at_it_audited(cast: Cast) -> None:
    boss = cast.person("administrator")
    number = cast.request().number
    (delivery,) = cast.desk.outbox.deliveries("unconfigured")

    assert "This is what would have been sent." in boss.see("/deliveries")
    assert MAIL not in boss.see("/deliveries")
    assert MAIL in boss.see(f"/deliveries/{delivery.id}")
    assert cast.audited()[-1] == ("see delivery", number)
    assert boss.send(f"/deliveries/{delivery.id}/retry").status_code == 303
    assert [one.id for one in cast.desk.outbox.deliveries("waiting")] == [delivery.id]


def test_a_delivery_is_shown_however_many_are_newer(cast: Cast) -> None:
    boss = cast.person("administrator")
    cast.request()
    (first,) = cast.desk.outbox.deliveries("unconfigured")
    with cast.services.engine.begin() as connection:
        row = dict(connection.execute(handoff_outbox.select()).mappings().one())
        del row["id"]
        connection.execute(handoff_outbox.insert(), [{**row, "key": f"later:{place}"} for place in range(1100)])

    assert MAIL in boss.see(f"/deliveries/{first.id}")
    assert boss.send(f"/deliveries/{first.id}/retry").status_code == 303
    assert boss.client.get("/deliveries/99999").status_code == 404


def test_the_audit_and_the_logs_have_no_content(cast: Cast, noor: Person, caplog: pytest.LogCaptureFixture) -> None:
    boss = cast.person("administrator")
    number = cast.request().number
    with caplog.at_level(logging.DEBUG):
        noor.send(f"/requests/{number}/claim")
        noor.send(f"/requests/{number}/reply", text="Something private.")
        noor.send(f"/requests/{number}/reply", text="x" * 100_000)
        noor.send(f"/requests/{number}/contact")
        page = boss.see("/audit")

    own = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith(("staff", "handoff")))
    for secret in ("Something private.", MAIL, "Maria", ASKED):
        assert secret not in page
        assert secret not in own
    assert number in page


def test_a_failure_shows_no_trace(cast: Cast, noor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(cast.desk.queue, "outlines", fail)
    noor.client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]

    answer = noor.client.get("/queue")

    assert answer.status_code == 500
    assert "Something went wrong here." in answer.text
    assert "secret" not in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_the_page_of_a_conflict_leads_back_to_the_request(cast: Cast, noor: Person, robin: Person) -> None:
    number = cast.request().number
    noor.send(f"/requests/{number}/claim")
    assert f'href="/requests/{number}"' in robin.send(f"/requests/{number}/claim").text


def test_what_a_help_desk_has_can_be_taken_over_or_closed(cast: Cast, noor: Person, robin: Person) -> None:
    number = cast.request().number
    cast.desk.from_operators.receive("chatwoot", "1", number, "Al", "Good morning.")
    page = noor.see(f"/requests/{number}")
    assert "Take it over" in page
    assert "Close with a reason" in page

    assert noor.send(f"/requests/{number}/claim").status_code == 303

    assert cast.desk.lookup.request(number).operator_id == noor.id
    assert robin.send(f"/requests/{number}/claim").status_code == 409


def test_no_note_is_added_to_a_request_whose_content_is_gone(cast: Cast, noor: Person) -> None:
    number = cast.request().number
    cast.desk.expiry.forget("conversation-1")

    answer = noor.send(f"/requests/{number}/note", text="She lives in Larkfield.")

    assert answer.status_code == 409
    assert "has been deleted" in answer.text
    assert cast.desk.transcript.messages(number) == []


def test_an_open_page_learns_that_an_old_request_was_erased(cast: Cast, noor: Person) -> None:
    number = cast.request().number
    cast.desk.claims.close(number, noor.id, "answered")
    cast.clock.now += 900
    before = noor.client.get(f"/live/now?request={number}").json()["request"]
    cast.desk.expiry.forget("conversation-1")
    assert noor.client.get(f"/live/now?request={number}").json()["request"] != before


@pytest.mark.parametrize("before", ["99999999999999999999", "²", "-1", "2147483648"])
def test_ids_that_no_table_has_are_not_found(cast: Cast, before: str) -> None:
    boss = cast.person("administrator")
    assert boss.client.get("/audit", params={"before": before}).status_code == 404


def test_an_account_with_an_id_that_no_table_has_is_not_found(cast: Cast) -> None:
    boss = cast.person("administrator")
    assert boss.send(f"/accounts/{10**20}", action="disable").status_code == 404
    assert boss.client.get(f"/deliveries/{10**20}").status_code == 404


@pytest.mark.parametrize("name", ["No\u202eor", "No\u0007or", "No\u200for", "No\nor"])
def test_a_name_has_no_characters_that_hide(cast: Cast, name: str) -> None:
    with pytest.raises(UnfitAccount):
        cast.accounts.add("x@larkfield.example", name, "operator")
    cast.accounts.add("y@larkfield.example", "Żółć O\u2019Neil", "operator")


def test_looking_at_visitors_words_is_audited(cast: Cast) -> None:
    editor = cast.person("editor")
    editor.see("/feedback")
    editor.see("/unanswered")
    assert [action for action, _ in cast.audited()][-2:] == ["see feedback", "see unanswered questions"]
