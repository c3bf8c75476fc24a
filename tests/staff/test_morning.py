"""A morning of two people and twelve visitors: nobody waits unseen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from handoff.requests.presence import note_leaving, note_visits
from handoff.requests.states import QUEUED, RESOLVED, TIMED_OUT, WITH_OPERATOR
from tests.staff.cast import Cast, Person

ALARMED, LEAVES, BY_MAIL = 4, 7, 10


@pytest.fixture
def people(cast: Cast) -> list[Person]:
    return [cast.person("operator", f"{name}@larkfield.example", name.title()) for name in ("noor", "robin")]


def news(person: Person) -> dict[str, Any]:
    told: dict[str, Any] = person.client.get("/live/now").json()
    return told


def check_that_nobody_is_unseen(
    cast: Cast, people: list[Person], numbers: dict[int, str], seen: dict[str, int]
) -> None:
    """Whoever waits, or has written to somebody, stands in what the pages of those who can act are told.

    `seen` has the last message of each request that the person who has it has had on a page.
    """
    told = [news(person) for person in people]
    for number in numbers.values():
        request = cast.desk.lookup.request(number)
        if request.state in (QUEUED, TIMED_OUT):
            assert all(number in [one["number"] for one in each["waiting"]] for each in told), number
        said = [one for one in cast.desk.transcript.messages(number) if one.author in ("visitor", "operator")]
        if request.state == WITH_OPERATOR and said and said[-1].sequence > seen.get(number, 0):
            mine = next(each for person, each in zip(people, told, strict=True) if person.id == request.operator_id)
            assert number in [one["number"] for one in mine["unread"]], number


def arrivals() -> Iterator[list[int]]:
    for first in range(0, 12, 3):
        yield [first, first + 1, first + 2]


def test_twelve_visitors_three_at_a_time(cast: Cast, people: list[Person]) -> None:
    numbers: dict[int, str] = {}
    seen: dict[str, int] = {}
    for group in arrivals():
        for visitor in group:
            conversation = f"conversation-{visitor}"
            numbers[visitor] = cast.request(conversation).number
            note_visits(cast.services.engine, [conversation], cast.clock.now)
            cast.clock.now += 10
            check_that_nobody_is_unseen(cast, people, numbers, seen)
        if ALARMED in group:
            cast.desk.from_visitors.raise_alarm(f"conversation-{ALARMED}", "I cannot breathe.")
            assert all(numbers[ALARMED] in [one["number"] for one in news(person)["alarms"]] for person in people)
            assert news(people[0])["waiting"][0]["number"] == numbers[ALARMED], "an alarm stands first"
        for place in range(3):
            first = news(people[place % 2])["waiting"][0]["number"]
            assert people[place % 2].send(f"/requests/{first}/claim").status_code == 303
            people[place % 2].see(f"/requests/{first}")
            seen[first] = max([one.sequence for one in cast.desk.transcript.messages(first)], default=0)
            check_that_nobody_is_unseen(cast, people, numbers, seen)
        for visitor in group:
            cast.desk.from_visitors.say(f"conversation-{visitor}", "May she fly?")
            check_that_nobody_is_unseen(cast, people, numbers, seen)
        if LEAVES in group:
            note_leaving(cast.services.engine, f"conversation-{LEAVES}", cast.clock.now)
        for visitor in group:
            number = numbers[visitor]
            person = next(one for one in people if one.id == cast.desk.lookup.request(number).operator_id)
            if visitor != LEAVES:
                note_visits(cast.services.engine, [f"conversation-{visitor}"], cast.clock.now)
            page = person.see(f"/requests/{number}")
            seen[number] = cast.desk.transcript.messages(number)[-1].sequence
            assert "May she fly?" in page
            assert ("The visitor left" in page) == (visitor == LEAVES)
            if visitor == BY_MAIL:
                person.send(f"/requests/{number}/release")
                cast.clock.now += cast.settings.handoff_wait_minutes * 60 + 1
                for one in people:
                    one.see("/queue")
                cast.desk.expiry.tick()
                assert cast.desk.lookup.request(number).mode == "ticket"
                check_that_nobody_is_unseen(cast, people, numbers, seen)
                person.see("/queue")
                person.send(f"/requests/{number}/claim")
            person.send(f"/requests/{number}/reply", text="She may.")
            assert person.send(f"/requests/{number}/close", reason="answered").status_code == 303

    assert len({cast.desk.lookup.request(number).state for number in numbers.values()} - {RESOLVED}) == 0
    assert all(news(person)["waiting"] == news(person)["unread"] == [] for person in people)
    answered = [
        any(one.author == "operator" for one in cast.desk.transcript.messages(number)) for number in numbers.values()
    ]
    assert answered == [True] * 12
