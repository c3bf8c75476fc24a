"""All who look at the queue at the same moment share one reading, and nobody sees one that is older than the look."""

from __future__ import annotations

import itertools
import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from conversations.database import open_conversations
from handoff.requests.desk import Desk
from handoff.requests.presence import note_leaving, note_visits
from handoff.requests.records import NotYours
from handoff.requests.states import NotAllowed
from staff.queue_view import QueueReader, QueueView, SharedReading
from tests.staff.cast import Cast, Person

SAID = "Zuleika-Quokka asks whether her daughter may fly"
CONVERSATIONS = [f"conversation-{place}" for place in range(6)]


@pytest.fixture
def elsewhere(cast: Cast) -> Desk:
    """The desk of another process, with connections of its own."""
    settings = cast.settings
    return Desk(open_conversations(settings.conversations_url, settings.handoff_key), settings, cast.clock)


def test_those_who_ask_during_a_reading_share_the_next_one() -> None:
    begun, may_end, all_ask = threading.Event(), threading.Event(), threading.Barrier(7)
    count = itertools.count(1)

    def read() -> int:
        begun.set()
        may_end.wait(5)
        return next(count)

    shared = SharedReading(read)

    def ask() -> int:
        all_ask.wait(5)
        return shared.newest()

    with ThreadPoolExecutor(7) as threads:
        first = threads.submit(shared.newest)
        begun.wait(5)
        later = [threads.submit(ask) for _ in range(6)]
        all_ask.wait(5)
        time.sleep(0.05)
        may_end.set()
        assert first.result() == 1
        # Who was late to ask may have found the second reading under way.
        assert {2} <= {one.result() for one in later} <= {2, 3}


def test_no_reading_is_older_than_the_question_for_it() -> None:
    written = 0
    shared = SharedReading(lambda: written)
    with ThreadPoolExecutor(6) as threads:
        for _ in range(500):
            threads.submit(shared.newest)
        for place in range(1, 500):
            written = place
            assert shared.newest() == place


def test_a_reading_that_fails_is_nobody_elses() -> None:
    answers: list[Any] = [RuntimeError("the disk is full"), "read"]

    def read() -> str:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    shared = SharedReading(read)
    with pytest.raises(RuntimeError):
        shared.newest()
    assert shared.newest() == "read"


def test_what_another_process_has_taken_is_not_free(cast: Cast, noor: Person, robin: Person, elsewhere: Desk) -> None:
    number = cast.request(question=SAID).number
    take = f'formaction="/requests/{number}/claim"'
    assert take in noor.see("/queue")

    elsewhere.claims.claim(number, robin.id, "Robin")

    for page in (noor.see("/queue"), noor.see("/queue?all=1"), robin.see("/queue")):
        assert take not in page
        assert "<dt>With</dt><dd>Robin</dd>" in page
    elsewhere.claims.release(number, robin.id)
    assert take in noor.see("/queue")


def test_each_operator_sees_what_is_theirs(cast: Cast, noor: Person, robin: Person, elsewhere: Desk) -> None:
    number = cast.request(question=SAID).number
    elsewhere.claims.claim(number, noor.id, "Noor")
    cast.clock.now += 1
    elsewhere.from_visitors.say("conversation-1", "Are you there?")

    for person, mine, unread in ((noor, 1, True), (robin, 0, False)):
        page = person.see("/queue")
        assert re.search(r'id="mine">Mine <span class="count">(\d)', page)[1] == str(mine)  # type: ignore[index]
        assert ("1 unread" in page) is unread
        assert "Are you there?" in page


def test_forms_of_the_queue_carry_the_token_of_whoever_sees_them(cast: Cast, noor: Person, robin: Person) -> None:
    number = cast.request().number
    for person in (noor, robin):
        page = person.see("/queue")
        form = re.search(r'<form id="take" method="post"[^>]*><input type="hidden" name="token" value="(\w+)"', page)
        assert form is not None
        assert form[1] == person.token()
    data = {"token": noor.token("/queue")}
    assert noor.client.post(f"/requests/{number}/claim", data=data, follow_redirects=False).status_code == 303


def test_what_is_deleted_stays_in_no_card(cast: Cast, noor: Person, elsewhere: Desk) -> None:
    cast.request(question=SAID)
    reader = QueueReader(cast.desk, cast.services.templates, is_whole=False)
    assert SAID in str(shown(reader.read()))

    elsewhere.expiry.forget("conversation-1")

    assert SAID not in str(shown(reader.read()))
    assert SAID not in str(reader._cards)


def test_cards_that_stay_are_not_opened_again(cast: Cast, noor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    number = cast.request(question=SAID).number
    cast.request("conversation-2")
    reader = QueueReader(cast.desk, cast.services.templates, is_whole=False)
    reader.read()
    opened: list[str] = []
    open_them = cast.desk.lookup.opened

    def note(outlines: Any) -> Any:
        outlines = list(outlines)
        opened.extend(one.number for one in outlines)
        return open_them(outlines)

    monkeypatch.setattr(cast.desk.lookup, "opened", note)
    reader.read()
    assert opened == []
    cast.desk.claims.claim(number, noor.id, "Noor")
    reader.read()
    assert set(opened) == {number}


def shown(view: QueueView) -> tuple[Any, ...]:
    """All that pages show of a view, for two operators."""
    lines = [(line.count, line.number, list(line.cards)) for line in view.lines]
    seen = [(view.mine(operator), view.taken_for(operator)) for operator in (1, 2)]
    return view.waiting, lines, view.further, len(view.taken), list(view.closed), view.present, seen


def do_anything(
    chance: random.Random, cast: Cast, elsewhere: Desk, numbers: list[str], operators: list[tuple[int, str]]
) -> None:
    """Do one of all things that a card may show, to one of the requests; some of them are refused."""
    number, conversation = chance.choice(list(zip(numbers, CONVERSATIONS, strict=True)))
    (operator, name), (other, others_name) = chance.choice(operators), chance.choice(operators)
    now = cast.clock.now
    acts = (
        lambda: elsewhere.claims.claim(number, operator, name),
        lambda: elsewhere.claims.release(number, operator),
        lambda: elsewhere.claims.transfer(number, operator, other, others_name),
        lambda: elsewhere.claims.close(number, operator, chance.choice(["answered", "left"])),
        lambda: elsewhere.claims.reopen(number, operator, name),
        lambda: elsewhere.from_visitors.say(conversation, f"Word {chance.random()}"),
        lambda: elsewhere.from_operators.reply(number, operator, f"Answer {chance.random()}"),
        lambda: elsewhere.from_visitors.raise_alarm(conversation, "I cannot breathe."),
        lambda: elsewhere.transcript.mark_read(number, operator, 10_000),
        lambda: elsewhere.operators.present(operator),
        lambda: note_visits(elsewhere.engine, [conversation], now),
        lambda: note_leaving(elsewhere.engine, conversation, now),
        lambda: setattr(cast.clock, "now", now + chance.choice([1, 40, 70, 4000])),
        lambda: elsewhere.expiry.forget(conversation) if chance.random() < 0.2 else None,
    )
    with suppress(NotAllowed, NotYours, LookupError):
        chance.choice(acts)()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_cards_that_are_kept_are_those_that_would_be_made_anew(
    cast: Cast, noor: Person, robin: Person, elsewhere: Desk, seed: int
) -> None:
    chance = random.Random(seed)
    numbers = [cast.request(conversation).number for conversation in CONVERSATIONS]
    readers = {whole: QueueReader(cast.desk, cast.services.templates, whole) for whole in (False, True)}

    for _ in range(60):
        do_anything(chance, cast, elsewhere, numbers, [(noor.id, "Noor"), (robin.id, "Robin")])
        for whole, reader in readers.items():
            anew = QueueReader(elsewhere, cast.services.templates, whole)
            assert shown(reader.read()) == shown(anew.read())
