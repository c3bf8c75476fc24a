"""Everyday words and surnames are names of conditions only where they are meant as such."""

from __future__ import annotations

import pytest

from bot.nlu.condition_finder import entities_of
from knowledge.name_index import NameIndex
from knowledge.store import ConditionName
from tests.knowledge.test_finding_names import index

NAMES = {
    "ms": ("Multiple sclerosis", "MS"),
    "eds": ("Ehlers-Danlos syndrome", "EDS"),
    "pots": ("Postural orthostatic tachycardia syndrome", "POTS"),
    "icd": ("I cell disease", "ICD"),
    "angelman": ("Angelman syndrome",),
    "marfan": ("Marfan syndrome",),
    "turner": ("Turner syndrome",),
    "noonan": ("Noonan syndrome",),
    "down": ("Down syndrome",),
    "lupus": ("Lupus",),
    "sjogren": ("Sjogren syndrome",),
    "hht": ("Hereditary hemorrhagic telangiectasia",),
    "aat": ("Alpha-1 antitrypsin deficiency",),
    "sca3": ("Spinocerebellar ataxia 3",),
    "nf1": ("Neurofibromatosis type 1",),
    "fop": ("Fibrodysplasia ossificans progressiva",),
    "fpp": ("Familial periodic paralysis",),
    "fpp2": ("Fictional pulmonary proteinosis",),
    "child": ("Children's interstitial lung disease", "chILD"),
}
INDEX = NameIndex(
    ConditionName(slug, name, place == 0) for slug, names in NAMES.items() for place, name in enumerate(names)
)


def found(text: str) -> list[tuple[str, ...]]:
    return [mention.slugs for mention in INDEX.find(text)]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("my mom has ms, what are the symptoms", "ms"),
        ("is ms hereditary", "ms"),
        ("does eds hurt", "eds"),
        ("pots treatment", "pots"),
        ("what about eds?", "eds"),
        ("ms", "ms"),
        ("I have turner, what now", "turner"),
        ("my son has downs", "down"),
        ("what are the symptoms of noonan's", "noonan"),
        ("same for marfan", "marfan"),
        ("is angelman curable", "angelman"),
        ("turner maths", "turner"),
        ("turner in girls", "turner"),
    ],
)
def test_an_everyday_word_is_a_name_where_it_is_meant_as_an_illness(text: str, slug: str) -> None:
    """Acronyms in small letters gave nothing, so that the answer was about the condition talked of before."""
    assert found(text) == [(slug,)]


@pytest.mark.parametrize(
    "text",
    [
        "pots and pans",
        "I bought pots at the market",
        "Ms Turner called",
        "what is the ICD code",
        "the ICD-10 number",
        "my brother has an ICD",
        "My name is Angelman",
        "I'm Marfan",
        "Mr Turner",
        "Best regards, Noonan",
        "This is John Noonan.",
        "we live in Turner street",
        "I feel down",
        "my child's school",
    ],
)
def test_another_use_of_the_word_is_no_name(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("what is HHT", ("hht",)),
        ("hht symptoms", ("hht",)),
        ("my son has FOP", ("fop",)),
        ("SCA3", ("sca3",)),
        ("SCA type 3", ("sca3",)),
        ("NF-1", ("nf1",)),
        ("what is FPP", ("fpp", "fpp2")),
        ("can alpha-1 skip a generation?", ("aat",)),
        ("I was diagnosed with alpha 1 last week", ("aat",)),
    ],
)
def test_initials_stand_for_the_conditions_whose_names_begin_so(text: str, slugs: tuple[str, ...]) -> None:
    assert found(text) == [slugs]


@pytest.mark.parametrize(
    "text", ["what is a HHT mutation", "alpha-1 blockers", "an alpha 2", "SCA4", "we saw a hht", "NHS", "HTH"]
)
def test_what_only_looks_like_initials_is_no_name(text: str) -> None:
    assert found(text) == []


def entities(text: str) -> list[tuple[str, object]]:
    return [(entity["entity"], entity["value"]) for entity in entities_of(text, INDEX)]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("it's not sjogrens, it is lupus", "lupus"),
        ("She had what was called MS at the time, but it is lupus.", "lupus"),
        ("They first thought it was lupus. Now they say Sjogren syndrome.", "sjogren"),
        ("lupus was ruled out, so Marfan syndrome it is", "marfan"),
        ("forget lupus, what about Marfan syndrome?", "marfan"),
        ("Enough about lupus. Is Marfan syndrome inherited?", "marfan"),
        ("He was wrongly diagnosed with lupus. He has Marfan syndrome.", "marfan"),
        ("I had lupus but it was a wrong diagnosis. I have Marfan syndrome now.", "marfan"),
        ("They suspected lupus before, now it is Marfan syndrome.", "marfan"),
        ("Please leave the lupus out. Only Marfan syndrome.", "marfan"),
        ("You gave me lupus again. What causes Marfan syndrome?", "marfan"),
        ("It could have been lupus, but the test ruled that out. It is Marfan syndrome.", "marfan"),
    ],
)
def test_a_name_that_is_set_aside_is_left_out(text: str, slug: str) -> None:
    assert entities(text) == [("condition", slug)]


WITH_ASTHMA = index(asthma="Asthma", lupus="Lupus", west=("West syndrome", "IS"), oi=("Osteogenesis imperfecta", "OI"))


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("My sister has asthma. I was told that it is lupus. How is it treated?", ["lupus"]),
        ("what about asthma and lupus?", ["asthma", "lupus"]),
        ("my sister has asthma", ["asthma"]),
    ],
)
def test_a_common_illness_that_is_only_told_of_is_left_out_beside_another(text: str, slugs: list[str]) -> None:
    assert [entity["value"] for entity in entities_of(text, WITH_ASTHMA)] == slugs


def test_of_a_few_words_all_in_capitals_the_everyday_ones_are_no_initials() -> None:
    assert [mention.slugs for mention in WITH_ASTHMA.find("WHAT IS OI")] == [("oi",)]
    assert [mention.slugs for mention in WITH_ASTHMA.find("my son has IS")] == [("west",)]


def test_what_is_set_aside_is_told_of_what_is_meant() -> None:
    (entity,) = entities_of("it is not lupus, it is Marfan syndrome", INDEX)
    assert entity["aside"] == ["lupus"]


def test_what_somebody_does_not_have_is_ruled_out() -> None:
    ruled_out = [
        "My consultant says it isn't lupus after all.",
        "I was told I had lupus but the doctor says it is not that",
    ]
    assert [entity.get("role") for text in ruled_out for entity in entities_of(text, INDEX)] == ["ruled_out"] * 2


def test_a_name_that_is_set_aside_is_kept_when_it_is_the_only_one() -> None:
    assert entities("is it not lupus?") == [("condition", "lupus")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("is Blorgen syndrome related to Marfan syndrome", "Blorgen syndrome"),
        ("Is Blorgen dystrophy the same as Marfan syndrome?", "Blorgen dystrophy"),
        ("my son has Blorgen syndrome and Marfan syndrome", "Blorgen syndrome"),
        ("is Marfan syndrome the same as Zorblatt", "Zorblatt"),
        ("marfan vs blorgitis", "blorgitis"),
        ("what is the treatment for Marfan syndrome and gastroparesis", "gastroparesis"),
        ("symptoms of Marfan syndrome or ZQKH", "ZQKH"),
        ("Marfan syndrome and Kennedy disease: which of them is inherited?", "Kennedy disease"),
        ("I've got Marfan syndrome and small fibre neuropathy, what helps?", "small fibre neuropathy"),
    ],
)
def test_an_unknown_name_beside_a_known_one_is_told_too(text: str, name: str) -> None:
    assert sorted(entities(text)) == [("condition", "marfan"), ("unknown_condition", name)]


@pytest.mark.parametrize(
    "text",
    [
        "does Marfan cause migraine",
        "Can Marfan syndrome lead to heart disease or scoliosis?",
        "my son has Marfan syndrome and asthma",
        "what are teh symtoms of marfan",
    ],
)
def test_a_sign_of_a_condition_is_no_other_condition(text: str) -> None:
    assert entities(text) == [("condition", "marfan")]


@pytest.mark.parametrize(
    "text",
    [
        "can it turn into lupus",
        "does it protect against lupus?",
        "does the disease lead to severe lupus",
        "does it have anything to do with lupus",
        "can lupus cause it?",
        "how is lupus treated in it",
    ],
)
def test_what_may_come_of_the_condition_spoken_of_is_not_asked_about(text: str) -> None:
    """Else "it" is lost, and the next questions with it."""
    assert entities(text) == [("effect", "lupus")]


@pytest.mark.parametrize(
    "text", ["is it lupus", "what causes lupus", "Is this lupus? Can it be treated?", "can Marfan syndrome cause lupus"]
)
def test_an_illness_that_is_asked_about_is_named(text: str) -> None:
    assert {"lupus"} <= {entity["value"] for entity in entities_of(text, INDEX)}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("at what age does the lupus come", "part"),
        ("can she get lupus later", "part"),
        ("is lupus likely", "part"),
        ("what about lupus", "maybe_topic"),
        ("lupus?", "maybe_topic"),
        ("lupus symptoms", "topic"),
        ("no, I mean lupus", "topic"),
        ("treatment of lupus", "topic"),
        ("my aunt has lupus", "topic"),
        ("what is lupus", None),
    ],
)
def test_it_is_told_how_an_illness_stands_beside_one_talked_of(text: str, role: str | None) -> None:
    assert [entity.get("role") for entity in entities_of(text, INDEX)] == [role]


def test_a_part_of_a_longer_name_beside_a_known_one_is_told_with_the_longer_one() -> None:
    index = NameIndex(
        [
            ConditionName("marfan", "Marfan syndrome", True),
            ConditionName("clonal", "Clonal glarbic zerbis syndrome", True),
        ]
    )
    found = entities_of("what are the symptoms of Marfan and glarbic zerbis syndrome?", index)
    assert [(one["entity"], one["value"]) for one in found] == [
        ("condition", "marfan"),
        ("unknown_condition", "glarbic zerbis syndrome"),
    ]
    assert found[1]["guesses"] == ["clonal"]


STORY = " He is nine years old and loves the sea, and we would be glad of a word about what can be done for him now."


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("The doctor on the ward calls it spontaneous hypotension.", "spontaneous hypotension"),
        ("Not lupus after all. Blorgen-induced osteomalacia, she says.", "Blorgen-induced osteomalacia"),
        ("At last the hand surgeon agreed: Zerbuyt contracture.", "Zerbuyt contracture"),
        ("The letter says zerbophonia.", "zerbophonia"),
    ],
)
def test_a_letter_tells_what_an_illness_is_called_though_no_name_has_its_words(told: str, name: str) -> None:
    assert ("unknown_condition", name) in entities(told + STORY)


@pytest.mark.parametrize(
    "told", ["The neurologist said nothing.", "Blisters. My doctor shrugs.", "She is a seamstress."]
)
def test_what_else_a_letter_tells_is_no_name(told: str) -> None:
    assert entities(told + STORY) == []


@pytest.mark.parametrize("told", ["We lost our son to {}.", "My mother passed away from {} in June."])
def test_an_illness_that_somebody_died_of_is_named(told: str) -> None:
    assert entities(told.format("Marfan syndrome") + " Is it inherited?") == [("condition", "marfan")]
    unknown = [("unknown_condition", "Zerbuyt disease")]
    assert entities(told.format("Zerbuyt disease") + " Is it inherited?") == unknown


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("My wife has lupus. May the numb hand be a sign of MS?", ["lupus"]),
        ("She has HHT and sleeps badly. Could it be a symptom of POTS, or of MS? Regards", ["hht"]),
        ("My wife has lupus. What are the signs of MS?", ["lupus", "ms"]),
        ("Could the numb hand be a sign of MS?", ["ms"]),
    ],
)
def test_what_signs_may_be_of_is_not_what_a_letter_is_about(text: str, named: list[str]) -> None:
    assert [one["value"] for one in entities_of(text, INDEX) if one["entity"] == "condition"] == named
