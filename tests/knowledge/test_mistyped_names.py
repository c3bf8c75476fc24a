"""Mistyped, misheard and reworded names lead to their condition, and never to its neighbour."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.name_index import NameIndex
from knowledge.store import ConditionName

OWN_NAMES = (
    "Gaucher disease",
    "Ehlers-Danlos syndrome",
    "Huntington disease",
    "Tay-Sachs disease",
    "Marfan syndrome",
    "Neonatal Marfan syndrome",
    "Duchenne muscular dystrophy",
    "Charcot-Marie-Tooth disease",
    "Sjogren syndrome",
    "Choroideremia",
    "Loeys-Dietz syndrome",
    "Hyperkalemic periodic paralysis",
    "Macrocephaly",
    "Factor V deficiency",
    "Trisomy 18",
    "Spinocerebellar ataxia 2",
    "Spinocerebellar ataxia 3",
    "IgA nephropathy",
    "Familial heart block",
    "Postural orthostatic tachycardia syndrome",
    "Benign familial infantile seizures",
)


def slug_of(name: str) -> str:
    return name.lower().replace(" ", "-")


INDEX = NameIndex(ConditionName(slug_of(name), name, True) for name in OWN_NAMES)


def found(text: str) -> list[tuple[str, ...]]:
    return [mention.slugs for mention in INDEX.find(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("what is gosher disease", "Gaucher disease"),
        ("gacher disease", "Gaucher disease"),
        ("ehler danlos", "Ehlers-Danlos syndrome"),
        ("ehlersdanlos syndrom", "Ehlers-Danlos syndrome"),
        ("huntingtons", "Huntington disease"),
        ("what are the symptoms of hutingtons diseaes", "Huntington disease"),
        ("tay sacks", "Tay-Sachs disease"),
        ("Tay-Sachs", "Tay-Sachs disease"),
        ("taysachs disease", "Tay-Sachs disease"),
        ("amrfan syndrome", "Marfan syndrome"),
        ("does marfans run in families", "Marfan syndrome"),
        ("syndrome of Marfan", "Marfan syndrome"),
        ("Marfan disease", "Marfan syndrome"),
        ("muscular dystrophy, Duchenne type", "Duchenne muscular dystrophy"),
        ("duchene muscular distrophy", "Duchenne muscular dystrophy"),
        ("charcoal marie tooth", "Charcot-Marie-Tooth disease"),
        ("Sjögren’s", "Sjogren syndrome"),
        ("is there a cure for koroideremia", "Choroideremia"),
        ("loeysdietz syndrome", "Loeys-Dietz syndrome"),
        ("spinocerebelar ataxia type 3", "Spinocerebellar ataxia 3"),
        ("factor 5 deficiency", "Factor V deficiency"),
    ],
)
def test_a_name_is_recognised_as_people_write_it(text: str, name: str) -> None:
    assert found(text) == [(slug_of(name),)]


@pytest.mark.parametrize(
    "text",
    [
        "hypokalemic periodic paralysis",
        "microcephaly",
        "factor VI deficiency",
        "trisomy 13",
        "spinocerebellar ataxia 4",
        "spinocerebelar ataxia type 1",
        "IgG nephropathy",
        "Usher syndrome",
    ],
)
def test_a_neighbour_is_not_taken_for_another(text: str) -> None:
    """A number, a letter or the opposite word makes another condition, however near it is spelled."""
    assert found(f"what is {text}?") == []


def test_a_name_inside_a_longer_one_is_not_found_beside_it() -> None:
    assert found("is neonatal marfan syndrome rare") == [("neonatal-marfan-syndrome",)]
    assert found("is neonatel marfan syndrome rare") == [("neonatal-marfan-syndrome",)]


def test_a_hyphen_ties_a_name_to_another_one() -> None:
    assert found("what is Blorgen-Marfan syndrome") == []


def test_a_word_that_became_another_one_makes_a_guess_of_the_name() -> None:
    names = INDEX.read("familial hear block")
    assert (names.mentions, [one.guesses for one in names.unknown]) == ([], [("familial-heart-block",)])


def test_a_name_with_a_word_missing_is_asked_about() -> None:
    (mention,) = INDEX.find("do benign infantile seizures go away")
    assert (mention.slugs, mention.match) == (("benign-familial-infantile-seizures",), "part")
    assert mention.is_ambiguous


@pytest.mark.parametrize("text", ["hears and blocks", "a wheelchair ramp", "thanks, that helps", "my tooth hurts"])
def test_everyday_words_are_not_corrected_into_names(text: str) -> None:
    assert found(text) == []


@given(
    st.sampled_from([name for name in OWN_NAMES if name[-1].isalpha()]),
    st.integers(0, 60),
    st.sampled_from(string.ascii_lowercase),
    st.sampled_from(["left out", "put in", "wrong"]),
)
def test_one_mistake_never_leads_to_another_condition(name: str, place: int, letter: str, kind: str) -> None:
    place %= len(name)
    after = name[place + 1 :] if kind != "put in" else name[place:]
    written = name[:place] + ("" if kind == "left out" else letter) + after
    shorter = {slug_of(other) for other in OWN_NAMES if other.lower() in name.lower()}
    for slugs in found(f"what are the symptoms of {written}?"):
        assert slug_of(name) in slugs or set(slugs) <= shorter
