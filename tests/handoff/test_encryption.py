"""Names, addresses and what is to be sent cannot be read in the database while a key is set."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Engine

from conversations.encryption import CannotDecrypt, FieldCipher, make_key, rotate_keys
from tests.handoff.conftest import Clock, desk_with, form
from tests.handoff.test_time import everything

CONSENT = "Maria Lopez, maria@larkfield.example: yes."
SECRET = ("Maria", "maria@", "201-555")


def test_what_is_sealed_is_not_in_the_database(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, handoff_key=make_key())
    filled = form(phone="+1 201-555-0100")
    desk.forms.save(filled)
    assert [part for part in SECRET if part in everything(engine)] == []
    kept = desk.forms.of("c1")
    assert kept is not None
    assert (kept.name, kept.email, kept.phone) == (filled.name, filled.email, filled.phone)

    request = desk.requests.submit(replace(kept, context=filled.context), CONSENT)

    assert [part for part in SECRET if part in everything(engine)] == []
    assert (request.name, request.email, request.consent_text) == (filled.name, filled.email, CONSENT)
    assert desk.lookup.request(request.number).phone == filled.phone
    assert desk.outbox.deliveries()[0].payload["request"]["name"] == "Maria Lopez"


def test_without_a_key_it_is_stored_as_it_is(engine: Engine, clock: Clock) -> None:
    desk_with(engine, clock).requests.submit(form(), CONSENT)
    assert "maria@larkfield.example" in everything(engine)


LOOK_SEALED = {
    "the start alone": "gAAAAAbel",
    "the mark alone": "plain: Maria",
    "both": "plain:gAAAAAbel",
    "sealed by somebody else": FieldCipher(make_key()).encrypt("Maria"),
}


@pytest.mark.parametrize("name", LOOK_SEALED.values(), ids=LOOK_SEALED)
def test_a_name_that_looks_sealed_is_a_name(engine: Engine, clock: Clock, name: str) -> None:
    """It was taken for sealed without a key: all turns of its visitor failed, and no key could be set any more."""
    without_key = desk_with(engine, clock)
    without_key.forms.save(form(name=name))
    kept = without_key.forms.of("c1")
    assert kept is not None
    assert kept.name == name
    number = without_key.requests.submit(kept, CONSENT).number

    key = make_key()
    rotate_keys(engine, FieldCipher(key))

    assert name not in everything(engine)
    assert desk_with(engine, clock, handoff_key=key).lookup.request(number).name == name


def test_a_new_key_seals_everything_anew(engine: Engine, clock: Clock) -> None:
    old, new = make_key(), make_key()
    plain = desk_with(engine, clock).requests.submit(form("c0"), CONSENT)
    sealed = desk_with(engine, clock, handoff_key=old).requests.submit(form("c1"), CONSENT)
    desk_with(engine, clock, handoff_key=old).forms.save(form("c2"))

    assert rotate_keys(engine, FieldCipher(f"{new},{old}")) == 5

    with_new = desk_with(engine, clock, handoff_key=new)
    assert [part for part in SECRET if part in everything(engine)] == []
    assert [with_new.lookup.request(one.number).email for one in (plain, sealed)] == ["maria@larkfield.example"] * 2
    kept = with_new.forms.of("c2")
    assert kept is not None
    assert kept.name == "Maria Lopez"
    assert {one.payload["request"]["name"] for one in with_new.outbox.deliveries()} == {"Maria Lopez"}
    assert desk_with(engine, clock, handoff_key=old).lookup.request(sealed.number).is_sealed


def test_a_rotation_without_the_old_key_changes_nothing(engine: Engine, clock: Clock) -> None:
    old = make_key()
    desk_with(engine, clock).requests.submit(form("c0"), CONSENT)
    desk_with(engine, clock, handoff_key=old).requests.submit(form("c1"), CONSENT)
    before = everything(engine)
    with pytest.raises(CannotDecrypt):
        rotate_keys(engine, FieldCipher(make_key()))
    assert everything(engine) == before


def test_a_request_whose_key_is_missing_is_answered_all_the_same(engine: Engine, clock: Clock) -> None:
    key = make_key()
    number = desk_with(engine, clock, handoff_key=key).requests.submit(form("c0"), CONSENT).number
    without = desk_with(engine, clock)

    found = without.requests.of("c0")
    assert found is not None
    assert (found.is_sealed, found.name, found.email) == (True, "", None)
    without.claims.claim(number, 1, "Noor")
    without.from_visitors.say("c0", "Are you there?")
    without.from_operators.reply(number, 1, "I am.")

    assert [one.text for one in without.transcript.pushed_after("c0", 0)][-1] == "I am."
    assert desk_with(engine, clock, handoff_key=key).lookup.request(number).email == "maria@larkfield.example"


def test_a_form_whose_key_is_missing_is_not_taken_for_none(engine: Engine, clock: Clock) -> None:
    # Else the address that comes next would go on to Rasa, as if it were a question.
    desk_with(engine, clock, handoff_key=make_key()).forms.save(form("c0"))
    with pytest.raises(CannotDecrypt, match="handoff_key is empty"):
        desk_with(engine, clock).forms.of("c0")


def test_a_key_that_is_none_ends_the_start(engine: Engine, clock: Clock) -> None:
    with pytest.raises(ValueError, match="Fernet key"):
        desk_with(engine, clock, handoff_key="secret")
