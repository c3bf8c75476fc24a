"""The figures that measurements come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.evaluation.metrics import Bin, Share, calibration_error, percentile, reliability

ANSWERS = st.lists(st.tuples(st.floats(0, 1), st.booleans()))


def test_a_share_is_told_with_what_it_is_a_share_of() -> None:
    assert Share(3, 4).as_text() == "75.0% (3 of 4)"
    assert Share(0, 0).as_text() == "none to measure"
    assert Share(0, 0).value == 0.0


def test_the_interval_is_wilsons() -> None:
    low, high = Share(81, 263).interval()

    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_holds_the_share(right: int, of: int) -> None:
    share = Share(min(right, of), of)
    low, high = share.interval()

    assert 0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1


@pytest.mark.parametrize(("percent", "expected"), [(50, 3.0), (95, 5.0), (99, 5.0), (20, 1.0), (21, 2.0)])
def test_percentiles_are_values_that_were_measured(percent: int, expected: float) -> None:
    assert percentile([5.0, 1.0, 4.0, 2.0, 3.0], percent) == expected


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="a percentile of nothing"):
        percentile([], 50)


def test_answers_are_sorted_into_bins_by_confidence() -> None:
    bins = reliability([0.05, 0.91, 0.99, 1.0], [False, True, True, False])

    assert bins == [Bin(0.0, 0.1, 1, 0.05, 0.0), Bin(0.9, 1.0, 3, pytest.approx(2.9 / 3), pytest.approx(2 / 3))]


def test_the_calibration_error_is_the_mean_difference() -> None:
    bins = [Bin(0.0, 0.1, 1, 0.05, 0.0), Bin(0.9, 1.0, 3, 0.95, 0.75)]

    assert calibration_error(bins) == pytest.approx((0.05 + 3 * 0.2) / 4)
    assert calibration_error([]) == 0.0


@given(ANSWERS)
def test_no_answer_is_lost_between_bins(answers: list[tuple[float, bool]]) -> None:
    bins = reliability([confidence for confidence, _ in answers], [is_right for _, is_right in answers])

    assert sum(one.count for one in bins) == len(answers)
    assert round(sum(one.count * one.right for one in bins)) == sum(is_right for _, is_right in answers)
    assert 0 <= calibration_error(bins) <= 1
