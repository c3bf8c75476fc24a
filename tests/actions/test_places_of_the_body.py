"""A sign is pointed to where it is at the place of the body that is asked about, in whatever words, or at none."""

from __future__ import annotations

import pytest

from actions.decision import Decider
from actions.reading import Reading
from actions.state import DialogueState
from knowledge.passage_rules import passage_rules
from rareguide.texts import load_texts
from rareguide.turn import Draft
from tests.support.made_up_store import store_of_texts

DORNE, PELL = "dorne-disease", "pell-disease"
SECTIONS = {
    DORNE: {
        "overview": "Dorne disease is a condition of the connective tissue. Treatment may include physiotherapy.",
        "symptoms": "Signs and symptoms\n\n- Abdominal pain\n- Achromatic retinal patches\n- Gingival bleeding\n"
        "- Hypomelanotic macule\n- Nephrolithiasis\n- Pain in the hands and feet\n- Renal cell carcinoma\n"
        "- Skin ulcer\n- Verrucae\n- Xerostomia",
    },
    PELL: {"overview": "Pell disease is a cancer of the blood.", "symptoms": "- Chest pain\n- Epistaxis\n- Polydipsia"},
}


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    return Decider(store_of_texts(tmp_path_factory.mktemp("places"), SECTIONS), load_texts())


def asked(decider: Decider, text: str, section: str = "symptoms", slug: str = DORNE) -> Draft:
    clauses, shares = {section: text}, {section: 0.6}
    reading = Reading(text, f"ask_{section}", 0.6, (section,), masked=text, clauses=clauses, shares=shares)
    return decider.decide(reading, DialogueState(condition=slug))[0]


def pointed_out(draft: Draft) -> list[str]:
    return [sentence for section in draft.sections for sentence in section["highlights"]]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("pain in the fingers?", "Pain in the hands and feet"),
        ("her tummy hurts, is that part of it?", "Abdominal pain"),
        ("his gums bleed, does that come from it?", "Gingival bleeding"),
        ("she has white patches on her leg, is that it?", "Hypomelanotic macule"),
        ("the sores on my skin, do they come from it?", "Skin ulcer"),
        ("do kidney stones come from it?", "Nephrolithiasis"),
        ("his mouth is so dry, is that part of it?", "Xerostomia"),
        ("are the warts part of it?", "Verrucae"),
    ],
)
def test_the_sign_at_the_place_asked_about_is_pointed_to(decider: Decider, text: str, sign: str) -> None:
    assert pointed_out(asked(decider, text)) == [sign]


@pytest.mark.parametrize(
    "text", ["chest pain?", "my shoulder hurts, is that part of it?", "do her ears bleed from it?"]
)
def test_a_sign_at_another_place_is_not(decider: Decider, text: str) -> None:
    assert not pointed_out(asked(decider, text))


def test_that_it_may_bring_a_cancer_does_not_tell_whether_it_is_one(decider: Decider) -> None:
    assert not pointed_out(asked(decider, "so is it cancer or isn't it?", "overview"))
    assert pointed_out(asked(decider, "can it cause cancer?")) == ["Renal cell carcinoma"]
    assert pointed_out(asked(decider, "so is it cancer or isn't it?", "overview", PELL)) == [
        "Pell disease is a cancer of the blood."
    ]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("my nose bled again, is that part of it?", "Epistaxis"),
        ("he drinks litres of water, is that part of it?", "Polydipsia"),
    ],
)
def test_a_sign_told_in_several_words_is_found_by_its_name(decider: Decider, text: str, sign: str) -> None:
    assert pointed_out(asked(decider, text, slug=PELL)) == [sign]


@pytest.mark.parametrize(("text", "signs"), [("my tummy aches again", ["Abdominal pain"]), ("he put a hand on it", [])])
def test_what_is_told_of_the_body_is_answered_where_it_is_a_sign(decider: Decider, text: str, signs: list[str]) -> None:
    draft, _ = decider.decide(Reading(text, "inform", 0.8, masked=text), DialogueState(condition=DORNE))
    assert pointed_out(draft) == signs


def test_what_help_is_named_that_the_page_has_not_is_said_where_the_treatment_is_told_elsewhere(
    decider: Decider,
) -> None:
    draft = asked(decider, "do crystals help against it?", "treatment")
    assert "I found nothing on just this" in draft.text
    assert pointed_out(draft) == ["Treatment may include physiotherapy."]


def test_what_stands_beside_the_name_of_a_missing_section_is_nothing_asked_for(decider: Decider) -> None:
    draft = asked(decider, "how is it treated in poland?", "treatment")
    assert "I found nothing on just this" not in draft.text
    assert pointed_out(draft) == ["Treatment may include physiotherapy."]


def test_words_for_one_place_agree_and_for_two_do_not() -> None:
    rules = passage_rules()
    for one, other in (("heart", "chest"), ("kidneys", "abdominal"), ("toes", "feet"), ("retinal", "eyes")):
        assert rules.places_in(one) & rules.places_in(other)
    for one, other in (("hands", "chest"), ("nose", "gums"), ("retinal", "leg"), ("renal", "heart")):
        assert not rules.places_in(one) & rules.places_in(other)
    assert not rules.places_in("the skin, the joints and the muscles of early life")


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("she wants me on losartan, is it forever?", "prognosis"),
        ("does atenolol make the feet swell?", "complications"),
        ("what does physiotherapy do, and is infliximab for life?", "prognosis"),
    ],
)
def test_what_is_asked_of_a_medicine_asks_for_the_treatment(decider: Decider, text: str, section: str) -> None:
    draft = asked(decider, text, section)
    assert draft.missing == ("treatment",)
    assert "its outlook" not in draft.text


def test_what_a_medicine_is_or_costs_does_not(decider: Decider) -> None:
    rule = passage_rules().asked_as["treatment"]
    assert not rule.search("what is losartan?")
    assert not rule.search("how much does losartan cost?")
    assert not rule.search("he will be four in april, and she is a person of few words")


def test_what_percentage_it_is_only_a_sentence_tells_that_has_a_share(decider: Decider) -> None:
    assert not pointed_out(asked(decider, "what % of people have kidney stones?"))
