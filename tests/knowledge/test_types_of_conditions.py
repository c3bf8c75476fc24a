"""A name that several types share gives them to choose from; a type that the store lacks is told as unknown."""

from __future__ import annotations

import pytest

from bot.nlu.condition_finder import entities_of
from knowledge.name_index import NameIndex
from knowledge.store import ConditionName

OWN_NAMES = (
    "Usher syndrome, type 1B",
    "Usher syndrome, type 1C",
    "Usher syndrome, type 2A",
    "Tuberous sclerosis, type 1",
    "Tuberous sclerosis, type 2",
    "Marfan syndrome",
    "Hemophilia A",
    "Hemophilia B",
    *(f"Spinocerebellar ataxia {number}" for number in (2, 3, 10, 11, 12, 13)),
    "Mucopolysaccharidosis type IV",
    "Mucopolysaccharidosis type VI",
)


def slug_of(name: str) -> str:
    return name.lower().replace(",", "").replace(" ", "-")


INDEX = NameIndex(ConditionName(slug_of(name), name, True) for name in OWN_NAMES)


def entities(text: str) -> list[tuple[str, object]]:
    return [(entity["entity"], entity["value"]) for entity in entities_of(text, INDEX)]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("what is tuberous sclerosis", ["tuberous-sclerosis-type-1", "tuberous-sclerosis-type-2"]),
        ("usher syndrome type 1", ["usher-syndrome-type-1b", "usher-syndrome-type-1c"]),
        ("usher syndrome type 2", ["usher-syndrome-type-2a"]),
        ("usher", ["usher-syndrome-type-1b", "usher-syndrome-type-1c", "usher-syndrome-type-2a"]),
        ("is hemophilia a genetic disease", ["hemophilia-a", "hemophilia-b"]),
        ("tuberos sclerosis", ["tuberous-sclerosis-type-1", "tuberous-sclerosis-type-2"]),
        ("what is MPS", ["mucopolysaccharidosis-type-iv", "mucopolysaccharidosis-type-vi"]),
    ],
)
def test_a_name_that_types_share_gives_the_types(text: str, slugs: list[str]) -> None:
    assert entities(text) == [("condition_candidates", slugs)]


def test_the_shortest_names_of_types_come_first_and_all_are_reached() -> None:
    ((_, slugs),) = entities("what is spinocerebellar ataxia")
    assert slugs == [f"spinocerebellar-ataxia-{number}" for number in (2, 3, 10, 11, 12, 13)]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Usher syndrome 1B", "usher-syndrome-type-1b"),
        ("type 2A usher syndrome", "usher-syndrome-type-2a"),
        ("hemophilia A", "hemophilia-a"),
        ("hemophilia a?", "hemophilia-a"),
        ("mucopolysaccharidosis 4", "mucopolysaccharidosis-type-iv"),
        ("diagnosed with Marfan syndrome 2 years ago", "marfan-syndrome"),
        ("Marfan syndrome 1 in 5000 people", "marfan-syndrome"),
    ],
)
def test_a_type_is_found_however_it_is_written(text: str, slug: str) -> None:
    assert entities(text) == [("condition", slug)]


@pytest.mark.parametrize(
    "name",
    [
        "usher syndrome type 3",
        "usher type 3",
        "tuberous sclerosis type 5",
        "tuberos sclerosis type 5",
        "spinocerebellar ataxia 99",
        "Marfan syndrome type 2",
        "Marfan Foobar type",
        "mucopolysaccharidosis type IX",
    ],
)
def test_a_type_that_the_store_lacks_is_unknown_and_not_its_sister(name: str) -> None:
    assert entities(f"what is {name}?") == [("unknown_condition", name)]
