"""Figures: how long people waited, and that none of them points to a visitor."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.figures import ALL_OTHERS, SMALLEST_GROUP, HandledRequest, by_condition, by_day, figures_of
from tests.staff.cast import Cast, Person

MONTH = "2026-09"
"""Of the cast's clock."""


@pytest.fixture
def boss(cast: Cast) -> Person:
    return cast.person("administrator", name="Noor")


def handled(
    condition: str = "", made_at: float = 0.0, waited: float | None = None, is_erased: bool = False
) -> HandledRequest:
    return HandledRequest(made_at, condition, waited, waited, 1 if waited else None, is_erased)


def test_times_and_shares_are_of_the_requests(cast: Cast, boss: Person) -> None:
    for place, minutes in enumerate((2, 4, 20)):
        number = cast.request(f"conversation-{place}").number
        cast.clock.now += 60 * minutes
        boss.send(f"/requests/{number}/claim")
        cast.clock.now += 60
        if place:
            boss.send(f"/requests/{number}/reply", text="Hello")

    page = boss.see(f"/figures?month={MONTH}")

    row = re.search(r'<th scope="row">Noor</th>(.*?)</tr>', page)
    assert row is not None
    assert re.findall("<td>(.*?)</td>", row[1]) == ["3", "3", "4.0", "20.0", "67 %", "1.0", "1.0"]
    assert "Velmont" not in page
    assert "Shown when the month is over." in page
    assert page.count("<svg") == 3
    assert " style=" not in page, "the content security policy lets none through"


def test_conditions_are_shown_once_the_month_is_over_and_small_groups_together(cast: Cast, boss: Person) -> None:
    for place in range(12):
        cast.request(f"conversation-{place}", condition="Velmont syndrome" if place < 6 else f"Rare {place}")
    assert boss.client.get(f"/figures.csv?month={MONTH}&by=condition").status_code == 422
    cast.clock.now += 40 * 86_400
    cast.log_in(boss.client, boss.email)

    table = list(csv.DictReader(io.StringIO(boss.client.get(f"/figures.csv?month={MONTH}&by=condition").text)))

    assert [(row["condition"], row["requests"]) for row in table] == [("Velmont syndrome", "6"), (ALL_OTHERS, "6")]
    assert "Rare 7" not in boss.see(f"/figures?month={MONTH}")
    assert cast.audited()[-2][0] == "export figures"
    for query in ("month=x", "month=9999-12", "month=2026-13&by=day", f"month={MONTH}&by=visitor"):
        assert boss.client.get(f"/figures.csv?{query}").status_code == 422


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60))
def test_no_small_group_is_shown_nor_can_be_worked_out(conditions: list[str]) -> None:
    shown = by_condition(handled(condition) for condition in conditions)

    assert all(one.requests >= SMALLEST_GROUP for one in shown)
    left = len(conditions) - sum(one.requests for one in shown)
    assert left == 0 or not shown, "what is left of the sum would be a small group"


def test_a_request_whose_words_are_deleted_counts_for_waiting_alone() -> None:
    figures = figures_of("all", [handled(waited=60.0), handled(), handled(is_erased=True)])
    assert (figures.requests, figures.taken, figures.answered_share) == (3, 1, 0.5)
    assert figures_of("none", []).answered_share is None


def test_days_are_those_of_the_time_zone() -> None:
    late = 1_790_035_199.0  # 23:59:59 UTC
    days = [date(2026, 9, 21), date(2026, 9, 22)]
    asked = [handled(made_at=late), handled(made_at=late + 1)]
    assert [one.requests for one in by_day(asked, days, ZoneInfo("UTC"))] == [1, 1]
    assert [one.requests for one in by_day(asked, days, ZoneInfo("Asia/Tokyo"))] == [0, 2]
