"""Names are completed while they are typed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.name_completion import NameCompletion
from knowledge.name_search import NameSearch
from knowledge.spelling import Spelling
from knowledge.store import ConditionName

STORED = {
    "rett": ["Rett syndrome", "Autism-dementia-ataxia-loss of purposeful hand use syndrome"],
    "atypical-rett": ["Atypical Rett syndrome"],
    "retinoblastoma": ["Retinoblastoma"],
    "gaucher": ["Gaucher disease", "Glucocerebrosidase deficiency"],
    "gaucher-1": ["Gaucher disease type 1"],
    "menieres": ["Ménière’s disease"],
}
NAMES = [ConditionName(slug, name, not place) for slug, names in STORED.items() for place, name in enumerate(names)]
MOST_SECONDS = 0.05
"""Of processor time that the server may take for the names of 15,000 conditions."""


def completion_of(names: list[ConditionName]) -> NameCompletion:
    return NameCompletion(names, NameSearch(names, Spelling({w for one in names for w in one.name.lower().split()})))


COMPLETION = completion_of(NAMES)


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("ret", ["rett", "retinoblastoma", "atypical-rett"]),
        ("Rett s", ["rett", "atypical-rett"]),
        ("syndrome rett", ["rett", "atypical-rett"]),
        ("gaucher", ["gaucher", "gaucher-1"]),
        ("menieres", ["menieres"]),
        ("menière", ["menieres"]),
        ("loss of purp", ["rett"]),
        ("gauchre diseas", ["gaucher", "gaucher-1"]),
        ("", []),
        ("!?", []),
    ],
)
def test_begun_partly_and_wrongly_typed_names_are_found(typed: str, slugs: list[str]) -> None:
    assert [one.slug for one in COMPLETION.complete(typed, 8)][: len(slugs) or None] == slugs


def test_names_that_are_only_like_what_is_typed_are_no_match_beside_those_that_begin_so() -> None:
    assert [one.slug for one in COMPLETION.complete("disease type", 8)] == ["gaucher-1"]


def test_another_name_is_shown_beside_the_condition_s_own() -> None:
    (found,) = COMPLETION.complete("glucocereb", 8)

    assert (found.slug, found.name, found.also) == ("gaucher", "Gaucher disease", "Glucocerebrosidase deficiency")


@given(st.text(max_size=30), st.integers(1, 8))
def test_whatever_is_typed_conditions_come_once_and_no_more_than_wanted(typed: str, limit: int) -> None:
    slugs = [one.slug for one in COMPLETION.complete(typed, limit)]

    assert len(slugs) == len(set(slugs)) <= limit


@given(st.sampled_from(NAMES), st.integers(2, 30))
def test_every_beginning_of_a_name_finds_something_that_goes_on_so(entry: ConditionName, length: int) -> None:
    assert entry.slug in [one.slug for one in COMPLETION.complete(entry.name[:length], 8)]


def test_fifteen_thousand_conditions_are_searched_at_once() -> None:
    names = [ConditionName(f"c{i}", f"{'bdgk'[i % 4]}a{i:x}o{i % 97} syndrome", is_own=True) for i in range(15_000)]
    completion = completion_of(names)
    for typed in ("s", "syndrome", "ba", "ba1", "ka3a7o12 syndrmoe"):
        taken = []
        for _ in range(3):
            began = time.process_time()
            assert completion.complete(typed, 8)
            taken.append(time.process_time() - began)
        assert min(taken) < MOST_SECONDS, typed
