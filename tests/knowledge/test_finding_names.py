"""Names of conditions are found in what people write, and names that the store lacks are recognised."""

from __future__ import annotations

import string
import time
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from knowledge.group_members import ONLY_NAME, TEXT
from knowledge.name_index import Mention, NameIndex
from knowledge.name_keys import KIND_WORDS, KIND_WORDS_ELSEWHERE, TYPE_WORDS, plain_key
from knowledge.names import normalise_name
from knowledge.store import ConditionName


def index(**names: str | tuple[str, ...]) -> NameIndex:
    """An index of conditions by slug; of several names the first is the condition's own."""
    every = [(slug, (name,) if isinstance(name, str) else name) for slug, name in names.items()]
    return NameIndex(
        ConditionName(slug, name, place == 0) for slug, given_names in every for place, name in enumerate(given_names)
    )


CONDITIONS = index(
    fabry="Fabry disease",
    usher="Usher syndrome",
    usher2="Usher syndrome type II",
    als=("Amyotrophic lateral sclerosis", "ALS", "Lou Gehrig's disease"),
    meniere="Ménière's disease",
    graves="Graves disease",
    glycogen="Glycogen storage diseases",
    narcolepsy="Narcolepsy",
    was=("Wiskott-Aldrich syndrome", "WAS"),
)


def find_unknown_name(text: str) -> str | None:
    """The first name in a text that the store does not have, as it is written."""
    unknown = CONDITIONS.read(text).unknown
    return text[unknown[0].start : unknown[0].end] if unknown else None


def found(text: str, names: NameIndex = CONDITIONS) -> list[tuple[str, str]]:
    """The first condition of each name found, and how it was found."""
    return [(mention.slugs[0], mention.match) for mention in names.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "What is Fabry disease?",
        "fabry disease",
        "FABRY DISEASE!",
        "…is it «Fabry  disease»?",
        "Fabry-disease",
        "(fabry\ndisease)",
        "does fabry disease run in families",
    ],
)
def test_a_name_is_found_however_it_is_set(text: str) -> None:
    assert found(text) == [("fabry", "name")]


def test_a_mention_says_where_it_stands_in_the_text() -> None:
    text = "Tell me, is Ménière’s disease bad?"
    assert CONDITIONS.find(text) == [Mention(12, 29, "Ménière’s disease", ("meniere",), "name")]
    assert text[12:29] == "Ménière’s disease"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_may_be_composed_or_not(form: str) -> None:
    """A name with its accents as characters of their own, as macOS writes them, fell into pieces."""
    text = unicodedata.normalize(form, "What is Ménière's disease?")
    (mention,) = CONDITIONS.find(text)
    assert (mention.slugs, mention.match) == (("meniere",), "name")
    assert unicodedata.normalize("NFC", mention.text) == "Ménière's disease"


def test_other_names_lead_to_the_condition() -> None:
    assert found("Lou Gehrig’s disease and ALS") == [("als", "synonym"), ("als", "synonym")]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Fabry's disease", "fabry"),
        ("Fabry’s syndrome", "fabry"),
        ("fabrys disease", "fabry"),
        ("Grave's disease", "graves"),
        ("grave disease", "graves"),
        ("usher syndrome type 2", "usher2"),
        ("Usher disease type ii", "usher2"),
        ("a glycogen storage disease", "glycogen"),
        ("Lou Gehrig disease", "als"),
    ],
)
def test_possessives_plurals_and_numerals_do_not_matter(text: str, slug: str) -> None:
    assert [mention.slugs for mention in CONDITIONS.find(text)] == [(slug,)]


def test_a_reworded_name_is_told_as_such() -> None:
    assert found("Fabry syndrome") == [("fabry", "reworded")]


def test_the_longest_name_is_taken_first() -> None:
    assert found("Usher syndrome type II or Usher syndrome") == [("usher2", "name"), ("usher", "name")]


def test_an_own_name_beats_another_condition_s_synonym() -> None:
    names = index(a=("Ashby disease", "Velmont syndrome"), b="Velmont syndrome")
    assert names.find("Velmont syndrome")[0].slugs == ("b",)
    assert names.named("velmont SYNDROME") == ("b",)


def test_a_shared_synonym_gives_every_condition() -> None:
    names = index(a=("Ashby disease", "Velmont syndrome"), b=("Bexley disease", "Velmont syndrome"))
    (mention,) = names.find("what about velmont syndrome")
    assert (mention.slugs, mention.is_ambiguous, mention.match) == (("a", "b"), True, "synonym")


def test_a_name_as_it_stands_beats_another_reworded() -> None:
    names = index(a="Velmont disease", b="Velmont syndrome")
    assert found("velmont disease, velmont syndrome", names) == [("a", "name"), ("b", "name")]


@pytest.mark.parametrize(
    "text", ["what was that", "Was it bad?", "I was told so", "a", "", "?!", "🙂", "syndrome", "disease"]
)
def test_everyday_words_are_no_names(text: str) -> None:
    assert CONDITIONS.find(text) == []


def test_an_acronym_is_a_name_when_it_is_written_as_one() -> None:
    assert found("my son has WAS, was it from me?") == [("was", "synonym")]


def test_in_a_shouted_message_capitals_say_nothing() -> None:
    assert CONDITIONS.find("WHAT WAS THAT ABOUT HIM") == []


def test_part_of_a_word_is_no_name() -> None:
    assert CONDITIONS.find("antinarcolepsydrug") == []
    assert found("narcolepsy-related") == [("narcolepsy", "name")]


def test_names_without_letters_are_left_out() -> None:
    assert index(a="???", b="…").find("??? …") == []
    assert index(a="???").named("!") == ()


def test_an_empty_index_finds_nothing() -> None:
    assert NameIndex([]).find("Fabry disease") == []


PIECES_OF_NAMES = st.text(st.sampled_from("aefirstuy 12-'."), max_size=60)


@given(st.text(max_size=200) | PIECES_OF_NAMES)
@example("A2")
def test_offsets_point_at_the_text_and_mentions_do_not_overlap(text: str) -> None:
    end = 0
    for mention in CONDITIONS.find(text):
        assert mention.text == text[mention.start : mention.end]
        assert mention.slugs
        assert end <= mention.start < mention.end
        end = mention.end


NAMES = {
    "fabry": "Fabry disease",
    "usher": "Usher syndrome",
    "als": "Lou Gehrig's disease",
    "meniere": "Ménière's disease",
}
BETWEEN = st.text(st.sampled_from(" .,;:!?-()\n\t🙂"), max_size=20)


@given(st.lists(st.tuples(BETWEEN, st.sampled_from(sorted(NAMES))), min_size=1, max_size=5), BETWEEN)
def test_every_name_in_a_text_is_found_where_it_stands(parts: list[tuple[str, str]], end: str) -> None:
    text, places = "", []
    for filler, slug in parts:
        text += f"{filler} "
        places.append((len(text), len(text) + len(NAMES[slug]), slug))
        text += f"{NAMES[slug]} "
    found_places = [(mention.start, mention.end, mention.slugs[0]) for mention in CONDITIONS.find(text + end)]
    assert found_places == places


WORDS = st.lists(st.sampled_from("my son has xx and then also got some of these qzq why".split()), max_size=6).map(
    " ".join
)


@given(WORDS, st.sampled_from(sorted(NAMES)), WORDS)
def test_words_around_a_name_do_not_hide_it(before: str, slug: str, after: str) -> None:
    text = f"{before} {NAMES[slug]} {after}"
    (mention,) = CONDITIONS.find(text)
    assert mention.slugs == (slug,)
    assert NAMES[slug] in mention.text


# "Syndrome disease", "síndrome disease" and "variant disease" name none: they say nothing but that it is an illness.
telling_words = st.text(string.ascii_lowercase, min_size=6, max_size=12).filter(
    lambda word: word not in KIND_WORDS | TYPE_WORDS | KIND_WORDS_ELSEWHERE.keys()
)


@given(telling_words, st.sampled_from(["disease", "syndrome", "disorder"]))
def test_any_name_is_found_in_any_case(word: str, kind: str) -> None:
    names = index(one=f"{word} {kind}")
    for text in (f"{word} {kind}", f"{word} {kind}".upper(), f"{word} {kind}".title()):
        assert [mention.slugs for mention in names.find(f"1. {text}?")] == [("one",)]


@given(st.text(max_size=60))
def test_a_normalised_name_stays_as_it_is(name: str) -> None:
    normalised = normalise_name(name)
    assert normalise_name(normalised) == normalised
    assert set(normalised) <= set(string.ascii_lowercase + string.digits + " ")


@given(st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=8), max_size=5))
def test_the_plain_key_has_no_small_words(words: list[str]) -> None:
    assume("of" not in words)
    assert plain_key([*words, "of"]) == plain_key(words)


# Names that the store does not have


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What is Zorbling syndrome?", "Zorbling syndrome"),
        ("what are the symptoms of zorbling disease", "zorbling disease"),
        ("what causes blorgitis", "blorgitis"),
        ("my son has foobarosis", "foobarosis"),
        ("What is Krelmont?", "Krelmont"),
        ("the doctor keeps saying ZRVQ", "ZRVQ"),
        ("my aunt thinks it is ZRVQ", "ZRVQ"),
        ("the nurse told us that it was ZRVQ", "ZRVQ"),
        ("the consultant wrote down ZRVQ", "ZRVQ"),
        ("our son was diagnosed with ZRVQLA1 last week", "ZRVQLA1"),
        ("retrograde blorgopharyngeus dysfunction", "retrograde blorgopharyngeus dysfunction"),
        ("TREATMENT FOR ZORBLING DISEASE", "ZORBLING DISEASE"),
        ("what is good for Zorbling disease", "Zorbling disease"),
    ],
)
def test_an_unknown_name_is_told_as_it_was_written(text: str, name: str) -> None:
    assert find_unknown_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello there",
        "thank you very much",
        "what are the symptoms",
        "is it curable?",
        "🙂",
        "what is this disease",
        "the nurse told us to wait",
        "he keeps saying NO",
        "the doctor said FYI",
        "he has erectile dysfunction",
    ],
)
def test_what_names_nothing_has_no_unknown_name(text: str) -> None:
    assert find_unknown_name(text) is None


@given(st.text(max_size=200))
def test_an_unknown_name_stands_in_the_text(text: str) -> None:
    name = find_unknown_name(text)
    assert name is None or (name.strip() and " ".join(name.split()) in " ".join(text.split()))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("what are the symptoms of diabetes", "diabetes"),
        ("tell me about autism", "autism"),
        ("covid symptoms", "covid"),
        ("how is migraine treated", "migraine"),
        ("what is the treatment for type 2 diabetes", "type 2 diabetes"),
        ("asthma", "asthma"),
        ("fragile x life expectancy?", "fragile x"),
    ],
)
def test_a_common_illness_is_unknown_when_it_is_asked_about(text: str, name: str) -> None:
    assert find_unknown_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "does it cause migraine",
        "can it lead to diabetes",
        "my son has asthma",
        "what are teh symtoms",
        "whats the prognsis",
        "FBN1 mutation",
        "what is an FBN1 mutation",
        "what is the ICD code",
    ],
)
def test_what_is_not_asked_about_has_no_unknown_name(text: str) -> None:
    assert find_unknown_name(text) is None


@pytest.mark.parametrize("what", ["of the kind that comes by itself", "of the sort that runs in families"])
def test_a_kind_told_behind_a_name_is_no_part_of_it(what: str) -> None:
    text = f"He has Fabry disease, {what}."
    (mention,) = CONDITIONS.read(text).mentions
    assert mention.text == "Fabry disease"
    assert find_unknown_name(text) is None


def test_an_unknown_name_keeps_its_type() -> None:
    assert find_unknown_name("what is zorbling syndrome type 3?") == "zorbling syndrome type 3"


KNOWN = [
    ConditionName("velmosis", "Velmosis", True, ONLY_NAME),
    ConditionName("ashby-palsy", "Ashby palsy", True, TEXT),
    ConditionName("tarn-palsy", "Tarn palsy", True, ONLY_NAME),
    ConditionName("acute-tarn-palsy", "Acute tarn palsy", True, TEXT),
    ConditionName("late-tarn-palsy", "Late tarn palsy", True, ONLY_NAME),
    ConditionName("quelvitis", "Quelvitis", True, ONLY_NAME),
    ConditionName("ostrava-fever", "Ostrava fever", True, TEXT),
    ConditionName("ostrava-fever", "Larkfield fever", False, TEXT),
    ConditionName("larkfield-fever", "Larkfield fever", True, ONLY_NAME),
]


@pytest.mark.parametrize(
    ("text", "match", "slugs"),
    [
        ("what is velmosis?", "group", ("ashby-palsy", "quelvitis")),
        ("what is tarn palsy?", "only_name", ("acute-tarn-palsy", "tarn-palsy")),
        ("what is quelvitis?", "name", ("quelvitis",)),
        ("what is larkfield fever?", "name", ("ostrava-fever", "larkfield-fever")),
    ],
    ids=["a group", "its words name others", "the name alone", "another is called so too"],
)
def test_a_name_without_a_text_leads_to_what_the_store_can_tell_of(
    text: str, match: str, slugs: tuple[str, ...]
) -> None:
    (mention,) = NameIndex(KNOWN, {"velmosis": ("ashby-palsy", "quelvitis")}).find(text)
    assert (mention.match, mention.slugs) == (match, slugs)


@pytest.mark.parametrize("piece", ["ABCD ", "1 2 a b ", "usher ", "Usher syndrome type 2 ", "x", "of the "])
def test_a_letter_of_any_words_is_read_in_time(piece: str) -> None:
    """20,000 characters, in under four seconds of processor time."""
    begin = time.process_time()
    CONDITIONS.read(piece * (20_000 // len(piece)))
    assert time.process_time() - begin < 4


def test_of_a_group_those_that_are_called_by_its_name_come_first() -> None:
    names = NameIndex(
        [
            ConditionName("tarn-palsy", "Tarn palsy", True, ONLY_NAME),
            ConditionName("ashby-disease", "Ashby disease", True, TEXT),
            ConditionName("quelvitis", "Quelvitis", True, TEXT),
            ConditionName("quelvitis", "Tarn palsy of the young", False, TEXT),
        ],
        {"tarn-palsy": ("ashby-disease", "quelvitis")},
    )
    assert names.find("tarn palsy")[0].slugs == ("quelvitis", "ashby-disease")


def test_what_types_share_leads_to_all_that_hold_it() -> None:
    names = index(one="Velmont fever type 1", two="Velmont fever type 2", late="Late Velmont fever")
    (mention,) = names.find("velmont fever")
    assert (mention.match, mention.slugs) == ("type", ("one", "two", "late"))


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("who is in charge here", False),
        ("may I speak with the person in charge?", False),
        ("what is charge", True),
        ("the CHARGE clinic sent us", True),
        ("charge", True),
    ],
)
def test_an_everyday_word_that_is_a_name_is_one_where_it_is_meant_so(text: str, is_named: bool) -> None:
    names = index(charge=("Coloboma-heart-atresia syndrome", "charge"))
    assert bool(names.find(text)) is is_named


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Mi hija tiene síndrome de Usher. How is it diagnosed?", "usher"),
        ("syndrome de Usher", "usher"),
        ("Usher Syndrom", "usher"),
        ("my son has Morbus Fabry", "fabry"),
        ("mon fils a la maladie de Fabry", "fabry"),
        ("enfermedad de Fabry treatment", "fabry"),
    ],
)
def test_the_word_for_an_illness_may_be_of_another_language(text: str, slug: str) -> None:
    assert [one.slugs[0] for one in CONDITIONS.find(text)] == [slug]


def test_a_name_behind_a_word_of_another_language_is_missed_whole() -> None:
    assert find_unknown_name("Mi hija tiene síndrome de Zorbax. How is it diagnosed?") == "síndrome de Zorbax"
    assert CONDITIONS.find("Mi hija tiene síndrome de Zorbax.") == []


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("my sister has tarn palsy and i need to know which doctor she should see", ("tarn-1", "tarn-2")),
        ("Tarn palsy I mean", ("tarn-1", "tarn-2")),
        ("tarn palsy I symptoms", ("tarn-1",)),
        ("what is tarn palsy type i and how is it treated", ("tarn-1",)),
        ("Tarn palsy I", ("tarn-1",)),
    ],
)
def test_who_speaks_is_no_type(text: str, slugs: tuple[str, ...]) -> None:
    index = NameIndex(
        [ConditionName("tarn-1", "Tarn palsy type 1", True), ConditionName("tarn-2", "Tarn palsy type 2", True)]
    )

    assert [one.slugs for one in index.find(text)] == [slugs]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("can he have sweets at a party", []),
        ("Sweet's, symptoms", ["sweet"]),
        ("what is sweet syndrome", ["sweet"]),
        ("she has wilson", ["wilson"]),
        ("symptoms of williams", ["williams"]),
    ],
)
def test_a_thing_of_everyday_is_no_condition_that_sounds_like_it(text: str, slugs: list[str]) -> None:
    names = {"sweet": "Sweet syndrome", "wilson": "Wilson disease", "williams": "Williams syndrome"}
    index = NameIndex([ConditionName(slug, name, True) for slug, name in names.items()])

    assert [slug for one in index.find(text) for slug in one.slugs] == slugs
