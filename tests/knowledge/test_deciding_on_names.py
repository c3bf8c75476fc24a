"""A name is taken, offered as what may be meant, or said not to be there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asked_names import asked_phrases
from knowledge.asked_terms import terms_asked_for, word_asked_for
from knowledge.match_confidence import TRUSTED, confidence
from knowledge.name_index import NameIndex, Names
from knowledge.name_keys import tokens_of
from knowledge.name_search import NameSearch
from knowledge.spelling import Spelling
from knowledge.store import ConditionName

STORED = {
    "oca1": ["Oculocutaneous albinism type 1"],
    "oca2": ["Oculocutaneous albinism type 2"],
    "ocular-albinism": ["Ocular albinism"],
    "nodosum": ["Erythema nodosum, idiopathic"],
    "sjogren": ["Sjogren syndrome"],
    "meige": ["Meige syndrome"],
    "robinow": ["Robinow syndrome"],
    "gaucher": ["Gaucher disease"],
    "duchenne": ["Duchenne muscular dystrophy"],
    "lgmd2a": ["Limb-girdle muscular dystrophy type 2A", "LGMD2A"],
    "noncompaction": ["Left ventricular noncompaction"],
    "rett": ["Rett syndrome"],
    "fabry": ["Fabry disease"],
    "turner": ["Turner syndrome"],
    "bowen": ["Bowen syndrome"],
    "hypokalemic": ["Hypokalemic periodic paralysis"],
    "hyperkalemic": ["Hyperkalemic periodic paralysis"],
}
NAMES = [
    ConditionName(slug, name, place == 0)
    for slug, given_names in STORED.items()
    for place, name in enumerate(given_names)
]
INDEX = NameIndex(NAMES)
SEARCH = NameSearch(NAMES, Spelling({word for entry in NAMES for word in entry.name.lower().split()}))


def not_there(text: str, names: Names) -> list[tuple[str, tuple[str, ...]]]:
    """The names that are said not to be there, with what may be meant by each."""
    return [(text[one.start : one.end], one.guesses) for one in names.unknown]


@pytest.mark.parametrize(
    ("text", "part", "slugs"),
    [
        ("albinism", "albinism", {"oca1", "oca2", "ocular-albinism"}),
        ("what are the symptoms of albinism?", "albinism", {"oca1", "oca2", "ocular-albinism"}),
        ("oculocutaneous albinism", "oculocutaneous albinism", {"oca1", "oca2"}),
        ("how is erythema nodosum treated?", "erythema nodosum", {"nodosum"}),
        ("muscular dystrophy", "muscular dystrophy", {"duchenne", "lgmd2a"}),
        ("does periodic paralysis run in families?", "periodic paralysis", {"hypokalemic", "hyperkalemic"}),
    ],
)
def test_of_a_part_of_names_every_condition_that_has_it_is_offered(text: str, part: str, slugs: set[str]) -> None:
    names = INDEX.read(text)

    assert [(one.text, set(one.slugs)) for one in names.mentions] == [(part, slugs)]
    assert names.mentions[0].is_ambiguous
    assert names.unknown == []


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("might my son with duchenne need a ventilator", ["duchenne"]),
        ("I am so scared about my son's duchenne", ["duchenne"]),
        ("Fabry disease vs duchenne, inheritance", ["fabry", "duchenne"]),
        ("then Turner and Fabry disease? only inheritance", ["turner", "fabry"]),
        ("bowen. there, I said it", ["bowen"]),
        ("Gaucher disease or turner?", ["gaucher", "turner"]),
        ("Regards, Turner", []),
        ("my turner and Fabry disease", ["fabry"]),
        ("Turner, inheritance?", ["turner"]),
        ("she asks about the family, Turner recurrence risk?", ["turner"]),
        ("and turner? fertility in both", ["turner"]),
        ("Turner: dx?", ["turner"]),
        ("Turner - infertility?", ["turner"]),
        ("the letter says Turner's. Is there a diet", ["turner"]),
    ],
)
def test_a_short_form_that_one_condition_has_is_its_name(text: str, slugs: list[str]) -> None:
    names = INDEX.read(text)

    assert [slug for one in names.mentions for slug in one.slugs] == slugs
    assert not any(one.is_ambiguous for one in names.mentions)


@pytest.mark.parametrize(
    ("text", "slugs", "missing"),
    [
        ("Becker and Duchenne", ["duchenne"], ["Becker"]),
        ("duchenne vs becker then", ["duchenne"], ["becker"]),
        ("Duchenne/Becker life expectancy of each", ["duchenne"], ["Becker"]),
        ("Turner or Kabuki diagnosis", ["turner"], ["Kabuki"]),
        ("Turner/Gaucher", ["turner", "gaucher"], []),
        ("my son has Fabry disease and asthma", ["fabry"], []),
        ("Turner and fertility", ["turner"], []),
        ("sorry, pompe not gaucher", ["gaucher"], ["pompe"]),
    ],
)
def test_two_names_joined_are_each_looked_up(text: str, slugs: list[str], missing: list[str]) -> None:
    names = INDEX.read(text)

    assert [slug for one in names.mentions for slug in one.slugs] == slugs
    assert [text[one.start : one.end] for one in names.unknown] == missing


@pytest.mark.parametrize(
    "text", ["Hunter - life expectancy", "Becker diagnosis?", "crouzon, inheritance?", "Kabuki: symptoms"]
)
def test_an_eponym_beside_a_section_is_not_there_rather_than_no_name(text: str) -> None:
    (unknown,) = INDEX.read(text).unknown

    assert text.startswith(text[unknown.start : unknown.end])


def test_a_synonym_without_its_syndrome_is_what_other_names_hold_as_well() -> None:
    stored = {
        "rhyns": ["RHYNS syndrome", "Retinitis pigmentosa syndrome"],
        "deafness": ["Retinitis pigmentosa and deafness"],
        "narp": ["Neuropathy, ataxia, retinitis pigmentosa"],
    }
    index = NameIndex(
        ConditionName(slug, name, place == 0) for slug, names in stored.items() for place, name in enumerate(names)
    )

    (mention,) = index.find("retinitis pigmentosa")

    assert mention.is_ambiguous
    assert set(mention.slugs) == set(stored)
    assert [one.slugs for one in index.find("retinitis pigmentosa syndrome")] == [("rhyns",)]


@pytest.mark.parametrize(
    "text",
    [
        'now the fourth says "maybe erythema nodosum". do you at least know what that is',
        "great. so read my message. erythema nodosum. what is it",
        "I JUST TOLD YOU the name. erythema nodosum!!!",
    ],
)
def test_a_part_of_a_name_that_is_a_clause_by_itself_is_offered(text: str) -> None:
    (mention,) = INDEX.read(text).mentions

    assert (mention.text, mention.slugs, mention.is_ambiguous) == ("erythema nodosum", ("nodosum",), True)


@pytest.mark.parametrize(
    ("text", "name", "guess"),
    [
        ("Sjogren-Larsson syndrome", "Sjogren-Larsson syndrome", "sjogren"),
        ("what is Meigs syndrome?", "Meigs syndrome", "meige"),
        ("Robinow-like syndrome", "Robinow-like syndrome", "robinow"),
        ("Atypical Rett syndrome", "Atypical Rett syndrome", "rett"),
        ("what causes Gaucher disease type II?", "Gaucher disease type II", "gaucher"),
        ("Lethal left ventricular non-compaction-seizures syndrome", None, "noncompaction"),
        ("Fabry disease with kidney failure", "Fabry disease with kidney failure", "fabry"),
        ("what is Bowen disease of the skin?", "Bowen disease of the skin", "bowen"),
        ("what is Parietal foramina with Bowen syndrome?", "Parietal foramina with Bowen syndrome", "bowen"),
    ],
)
def test_a_name_with_more_in_it_is_repeated_whole_and_the_nearest_is_a_guess(
    text: str, name: str | None, guess: str
) -> None:
    names = INDEX.read(text)

    assert names.mentions == []
    assert [(one, guesses[0]) for one, guesses in not_there(text, names)] == [(name or text, guess)]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("is Fabry disease hereditary?", ["fabry"]),
        ("treatment of fabry disease of my son", ["fabry"]),
        ("Fabry disease in children", ["fabry"]),
        ("severe Fabry disease", ["fabry"]),
        ("Turner syndrome and pregnancy", ["turner"]),
        ("do Fabry disease and Turner syndrome go together?", ["fabry", "turner"]),
        ("is it Gosher disease?", ["gaucher"]),
        ("idiopathic erythema nodosum", ["nodosum"]),
    ],
)
def test_words_that_are_said_of_any_illness_leave_a_name_what_it_is(text: str, slugs: list[str]) -> None:
    names = INDEX.read(text)

    assert [slug for one in names.mentions for slug in one.slugs if not one.is_ambiguous] == slugs
    assert names.unknown == []


@pytest.mark.parametrize(
    "text",
    ["my son has a headache", "thank you very much", "when are you open on Sunday?", "is it a disease?",
     "is it more like a cold", "something like that", "is it different from last time"],
)  # fmt: skip
def test_an_ordinary_sentence_names_nothing(text: str) -> None:
    names = INDEX.read(text)

    assert (names.mentions, names.unknown) == ([], [])


@pytest.mark.parametrize("text", ["what is Blarquin syndrome?", "Blarquin syndrome", "how is Quelvosis treated?"])
def test_a_name_like_none_of_the_store_is_not_there_and_nothing_is_guessed(text: str) -> None:
    assert [guesses for _, guesses in not_there(text, INDEX.read(text))] == [()]


@pytest.mark.parametrize(
    ("text", "name"),
    [("how do people with QVBZ cope", "QVBZ"), ("can somebody with ZKV eat meat?", "ZKV"), ("what is QVB 2?", "QVB 2")],
)
def test_an_acronym_that_is_not_there_is_repeated_without_what_follows(text: str, name: str) -> None:
    assert not_there(text, INDEX.read(text)) == [(name, ())]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("CTNNB1 mutation", ["CTNNB1"]),
        ("what does a mutation in the MEFV do?", ["MEFV"]),
        ("does the C9orf72 gene matter?", ["C9orf72"]),
        ("what is a greenish birthmark?", ["greenish birthmark"]),
        ("what is it about?", []),
    ],
)
def test_a_gene_or_another_term_is_what_is_asked_about(text: str, terms: list[str]) -> None:
    assert terms_asked_for(text, tokens_of(text)) == terms


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("I don't understand the word enzyme", "enzyme"),
        ("what does ‘autosomal’ mean here?", "autosomal"),
        ("what do they mean by onset in that text", "onset"),
        ("I have no idea what a lysosome is", "lysosome"),
        ("what does dominant inheritance mean", "dominant inheritance"),
        ("what is a lysosome?", "lysosome"),
        ("what is a safe dose?", None),
        ("what's a symptom", None),
        ("what does it mean for my kids", None),
        ("what does heterozygous mean for my sons", None),
        ("I am not sure what is going on", None),
        ("and the long-term neuropathies / trials", None),
        ("long term hematuria", None),
        ("my doctor couldn't say what it is", None),
    ],
)
def test_the_word_whose_meaning_is_asked_for_is_found(text: str, word: str | None) -> None:
    assert word_asked_for(text) == word


def test_a_word_whose_meaning_is_asked_for_is_no_unknown_name() -> None:
    names = INDEX.read("what is meant by the word tarnulin")
    assert (not_there("what is meant by the word tarnulin", names), names.terms, names.asks_meaning) == (
        [],
        ["tarnulin"],
        True,
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("what's quelvosis", "quelvosis"),
        ("my niece has Quarvel syndrome", "Quarvel syndrome"),
        ("his cousin Quarvel disease", "Quarvel disease"),
        ("little boy with Quarvel disease", "Quarvel disease"),
        ("is it like Quarvel disease?", "Quarvel disease"),
        ("same thing as quelvosis", "quelvosis"),
    ],
)
def test_what_stands_before_a_name_that_is_not_there_is_no_part_of_it(text: str, name: str) -> None:
    assert not_there(text, INDEX.read(text)) == [(name, ())]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("What is congenital tarn palsy?", ["congenital tarn palsy"]),
        ("tarn palsy symptoms", ["tarn palsy"]),
        ("hello, tarn palsy please", ["tarn palsy"]),
        ("Is tarn palsy hereditary?", ["tarn palsy"]),
        ("symptoms of tarn palsy due to frostbite. It hurts.", ["tarn palsy due to frostbite"]),
        ("tell me about tarn palsy, and what causes velmont fever?", ["tarn palsy", "velmont fever"]),
        ("we went home", []),
    ],
)
def test_what_stands_where_a_condition_is_named_is_asked_for_whole(text: str, phrases: list[str]) -> None:
    tokens = tokens_of(text)
    rare = {"tarn", "velmont"}
    found = asked_phrases(text, tokens, lambda token: token.normal in rare)

    assert [text[tokens[one.first].start : tokens[one.last].end] for one in found] == phrases


def test_the_search_ranks_by_what_is_covered_and_never_crosses_opposites() -> None:
    assert [name.slug for name in SEARCH.find(["albinism"])] == ["ocular-albinism", "oca1", "oca2"]
    assert SEARCH.find(["albinism"])[0].covers_all
    assert "hyperkalemic" not in {name.slug for name in SEARCH.find(["hypokalemic", "periodic", "paralysis"])}
    assert not any(name.covers_all for name in SEARCH.find(["ocular", "blarquin"]))
    assert SEARCH.find(["of", "the"]) == SEARCH.find([]) == []


def test_a_condition_without_something_is_not_called_by_it() -> None:
    names = [
        ConditionName("cystinosis", "Nephropathic cystinosis", True),
        ConditionName("fanconi", "Fanconi syndrome without cystinosis", True),
        ConditionName("atrophy", "Optic atrophy with or without deafness", True),
    ]
    search = NameSearch(names, Spelling(set()))
    assert [one.slug for one in search.find(["cystinosis"])] == ["cystinosis"]
    assert search.find("fanconi syndrome without cystinosis".split())[0].slug == "fanconi"
    assert [one.slug for one in search.find(["deafness"])] == ["atrophy"]


def test_a_word_tells_the_more_of_a_name_the_rarer_it_is_in_english() -> None:
    assert SEARCH.lift("noncompaction") > SEARCH.lift("syndrome") > SEARCH.lift("left")
    assert SEARCH.lift("quelvosis") == 0


@pytest.mark.parametrize(
    ("cost", "written", "name", "is_trusted"),
    [
        (0, "fabry disease", "fabry disease", True),
        (1, "fabri disease", "fabry disease", True),
        (1, "duchene muscular dystrophy", "duchenne muscular dystrophy", True),
        (1, "meigs syndrome", "meige syndrome", False),
        (2, "turnip syndrome", "turner syndrome", False),
        (1, "49 xxxxy syndrome", "49 xxxxx syndrome", False),
    ],
)
def test_a_mistake_is_trusted_unless_what_is_written_is_a_word_of_its_own(
    cost: int, written: str, name: str, is_trusted: bool
) -> None:
    assert (confidence(cost, written.split(), name.split()) >= TRUSTED) is is_trusted


# Words of no language, unlike each other, so that none is another one mistyped.
TELLING = ["quelvar", "brontoxil", "saperdine", "mulhavec", "ictorupha", "wendoligm", "foskatry", "zibelurno"]
telling_words = st.lists(st.sampled_from(TELLING), min_size=1, max_size=3, unique=True)
kinds = st.sampled_from(["syndrome", "disease", "disorder"])
stores = st.lists(st.tuples(telling_words, kinds), min_size=1, max_size=6)
leads = st.sampled_from(["", "what is ", "symptoms of ", "how do you treat ", "tell me about "])


def index_of(store: list[tuple[list[str], str]]) -> NameIndex:
    return NameIndex(
        ConditionName(f"slug-{place}", f"{' '.join(words)} {kind}", True) for place, (words, kind) in enumerate(store)
    )


@given(store=stores, chosen=st.data(), lead=leads)
def test_what_names_of_the_store_have_is_never_said_not_to_be_there(
    store: list[tuple[list[str], str]], chosen: st.DataObject, lead: str
) -> None:
    place = chosen.draw(st.integers(0, len(store) - 1))
    asked = chosen.draw(st.lists(st.sampled_from(store[place][0]), min_size=1, unique=True))
    names = index_of(store).read(f"{lead}{' '.join(asked)}?")

    assert names.unknown == []
    reached = {slug for one in names.mentions for slug in one.slugs}
    has_all = {f"slug-{number}" for number, (words, _) in enumerate(store) if set(words) >= set(asked)}
    as_asked = {f"slug-{number}" for number, (words, _) in enumerate(store) if words == asked}
    exact = as_asked or {f"slug-{number}" for number, (words, _) in enumerate(store) if set(words) == set(asked)}
    assert reached >= (exact or has_all)
    assert reached <= has_all


@given(store=stores, asked=telling_words, kind=kinds, lead=leads)
def test_no_condition_is_taken_without_the_telling_words_of_its_name(
    store: list[tuple[list[str], str]], asked: list[str], kind: str, lead: str
) -> None:
    names = index_of(store).read(f"{lead}{' '.join(asked)} {kind}?")

    for one in names.mentions:
        if not one.is_ambiguous:
            words, _ = store[int(one.slugs[0].removeprefix("slug-"))]
            assert set(words) == set(asked)


def test_what_is_asked_about_a_name_is_no_part_of_it() -> None:
    names = INDEX.read("hypokalemic periodic paralysis risk of heart failure and of tumours")

    assert [mention.slugs for mention in names.mentions] == [("hypokalemic",)]
    assert not names.unknown


@pytest.mark.parametrize(
    "text", ["triple A", "she was told she has triple A", "does triple a get worse", "triple a syndrome"]
)
def test_the_letter_a_before_syndrome_belongs_to_the_name(text: str) -> None:
    index = NameIndex(
        [ConditionName("triple-a", "Triple A syndrome", True), ConditionName("rett", "Rett syndrome", True)]
    )

    assert [mention.slugs for mention in index.find(text)] == [("triple-a",)]
    assert index.find("is it a syndrome or a triple whammy") == []


def test_a_word_that_tells_only_how_an_illness_came_about_is_no_reason_for_a_guess() -> None:
    text = "same as idiopathic hypersomnia?"

    assert not_there(text, INDEX.read(text)) == [("idiopathic hypersomnia", ())]


@pytest.mark.parametrize(
    ("text", "name", "guesses"),
    [
        ("what is ocular myelitis?", "ocular myelitis", ()),
        ("symptoms of Meige-Rett disease", "Meige-Rett disease", ("meige", "rett")),
        ("what is juvenile Fabry disease", "juvenile Fabry disease", ("fabry",)),
        ("Left ventricular myelitis", "Left ventricular myelitis", ()),
    ],
)
def test_no_guess_lacks_the_illness_that_a_name_tells(text: str, name: str, guesses: tuple[str, ...]) -> None:
    ((found, may_be_meant),) = not_there(text, INDEX.read(text))

    assert (found, set(may_be_meant)) == (name, set(guesses))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Next bed, inflamed ears, query VEXAS syndrome. Anything on that?", "VEXAS syndrome"),
        ("poss Susac syndrome? thanks", "Susac syndrome"),
        ("at first somebody suggested blorgitis", "blorgitis"),
        ("I need a refresher on Susac syndrome.", "Susac syndrome"),
        ("Compare it with variegate Fabry disease, skin findings in particular", "variegate Fabry disease"),
        ("and how does variegate albinism differ?", "variegate albinism"),
    ],
)
def test_what_leads_to_a_name_or_is_asked_about_it_is_no_part_of_it(text: str, name: str) -> None:
    assert [found for found, _ in not_there(text, INDEX.read(text))] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the neurologist also said gefs+ at some point", ["gefs"]),
        ("my doctor said it may hurt", []),
        ("what is pian", []),
        ("C1-INH vs icatibant, doses", ["icatibant"]),
    ],
)
def test_a_short_word_that_nobody_writes_is_a_name_where_one_is_told(text: str, names: list[str]) -> None:
    assert [found for found, _ in not_there(text, INDEX.read(text))] == names


def test_letters_tied_to_others_are_no_initials() -> None:
    index = NameIndex([ConditionName("palsy", "Quelvar bolmer palsy", True)])

    assert index.find("C1-QBP for the attack") == []
    assert [mention.slugs for mention in index.find("what is QBP")] == [("palsy",)]


@pytest.mark.parametrize(
    ("text", "slugs", "missing"),
    [
        ("My son has Duchenne, and my cousin's boy has Becker.", ["duchenne"], ["Becker"]),
        ("either Fabry disease or tuberculosis, they said", ["fabry"], ["tuberculosis"]),
        ("my son has Fabry disease and tuberculosis", ["fabry"], []),
        ("my son has Fabry disease, his teacher is Becker", ["fabry"], []),
        ("k and fibromyalgia?", [], ["fibromyalgia"]),
    ],
)
def test_what_is_told_beside_a_name_is_one_by_its_surname_or_its_joint(
    text: str, slugs: list[str], missing: list[str]
) -> None:
    names = INDEX.read(text)

    assert [slug for one in names.mentions for slug in one.slugs] == slugs
    assert [found for found, _ in not_there(text, names)] == missing


def test_a_pronoun_is_no_name_though_an_illness_is_called_so() -> None:
    index = NameIndex([ConditionName("gsd6", "Glycogen storage disease type 6", True),
                       ConditionName("gsd6", "Hers disease", False)])  # fmt: skip

    assert index.find("a girl has it, is hers milder?") == []
    assert [mention.slugs for mention in index.find("what is Hers disease?")] == [("gsd6",)]


def test_a_long_name_that_only_ends_in_a_phrase_is_no_guess_at_it() -> None:
    index = NameIndex(
        [
            ConditionName(
                "dysplasia", "Hypohidrotic ectodermal dysplasia with hypothyroidism and ciliary dyskinesia", True
            )
        ]
    )
    text = "what is primary ciliary dyskinesia"

    assert not_there(text, index.read(text)) == [("primary ciliary dyskinesia", ())]


def test_a_bare_type_is_no_name_where_more_of_one_is_said_beside() -> None:
    text = (
        "Is that the same thing as the bendy type? My friend has juvenile Gaucher-Weaver syndrome and she lives with it"
    )

    assert [name for name, _ in not_there(text, INDEX.read(text))] == ["juvenile Gaucher-Weaver syndrome"]
    alone = "Is that the same thing as the bendy type?"
    assert [name for name, _ in not_there(alone, INDEX.read(alone))] == ["bendy type"]


def test_sickness_is_an_everyday_word_for_a_disease() -> None:
    assert [one.slugs for one in INDEX.read("hello i have fabry sickness, what to do").mentions] == [("fabry",)]
    assert not INDEX.read("is it a bad sickness").unknown


@pytest.mark.parametrize(
    "text", ["my baby has ventricular left disease", "my baby have left ventricular disease doctor say"]
)
def test_words_of_one_name_before_disease_are_that_name_wherever_they_stand(text: str) -> None:
    assert [one.slugs for one in INDEX.read(text).mentions] == [("noncompaction",)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("my nephew with the liver thing, blorgitis velmosa I mean, what are the signs", "blorgitis velmosa"),
        ("her baby was born with the gut outside, quorphalos they call it. Is it treated?", "quorphalos"),
        ("quorphalos is what they called it, can it be cured", "quorphalos"),
        ("our little boy has krabbe. what is that", "krabbe"),
        ("KZQ, etiology", "KZQ"),
        ("It says plainly blorgitis on my paper", "blorgitis"),
    ],
)
def test_a_name_said_in_other_words_too_is_read_without_them(text: str, named: str) -> None:
    (unknown,) = INDEX.read(text).unknown

    assert text[unknown.start : unknown.end] == named


@pytest.mark.parametrize(
    "text",
    ["Best regards, Noonan", "the treatment I mean", "he limps, I think it was the shoes", "our boy is a hunter"],
)
def test_what_is_no_name_is_none_before_such_words_either(text: str) -> None:
    names = INDEX.read(text)

    assert names.mentions == []
    assert names.unknown == []


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("symptoms of Fabry disease. wait, Turner", ["fabry", "turner"]),
        ("born with that bone thing, Gaucher disease they call it", ["gaucher"]),
    ],
)
def test_a_name_behind_a_remark_is_found(text: str, slugs: list[str]) -> None:
    assert [slug for one in INDEX.find(text) for slug in one.slugs] == slugs


def test_initials_stand_for_what_is_named_in_full_beside_them() -> None:
    stored = {"ankylosing": ["Ankylosing spondylitis"], "angelman": ["Angelman syndrome", "AS"]}
    index = NameIndex(
        ConditionName(slug, name, place == 0) for slug, names in stored.items() for place, name in enumerate(names)
    )

    assert [one.slugs for one in index.find("He has ankylosing spondylitis. Is AS hereditary?")] == [
        ("ankylosing",)
    ] * 2
    assert [one.slugs for one in index.find("Is AS hereditary?")] == [("angelman",)]


@pytest.mark.parametrize(
    "text", ["I live in Freiburg. My son has Fabry disease.", "Nurse, Freiburg. What is Fabry disease?"]
)
def test_a_place_beside_a_name_is_no_mistyped_one(text: str) -> None:
    index = NameIndex(
        [ConditionName("freiberg", "Freiberg disease", True), ConditionName("fabry", "Fabry disease", True)]
    )
    names = index.read(text)

    assert ([one.slugs for one in names.mentions], names.unknown) == ([("fabry",)], [])


def test_a_surname_is_none_of_several_of_an_acronym() -> None:
    index = NameIndex(
        ConditionName("angioedema", name, not place) for place, name in enumerate(["Hereditary angioedema", "HANE"])
    )
    text = "a reader wrote about Pellworth-Hanes syndrome"

    assert not_there(text, index.read(text)) == [("Pellworth-Hanes syndrome", ())]
    assert [one.slugs for one in index.find("HANE symptoms")] == [("angioedema",)]


def test_what_or_joins_to_one_that_is_not_there_is_found() -> None:
    text = "is it Turnerson syndrome or Turner? she is small"
    names = INDEX.read(text)

    assert [one.slugs for one in names.mentions] == [("turner",)]
    assert not_there(text, names) == [("Turnerson syndrome", ())]


def test_no_verb_before_a_name_is_one_that_shares_the_rest_of_it() -> None:
    stored = {"west": ["West syndrome", "IS"], "fabry": ["Fabry disease"]}
    index = NameIndex(ConditionName(slug, name, not place) for slug, all_of in stored.items()
                      for place, name in enumerate(all_of))  # fmt: skip

    assert [one.slugs for one in index.find("it is not Fabry disease!")] == [("fabry",)]


def test_a_name_without_a_page_is_found_beside_one_that_it_was_mistaken_for() -> None:
    text = "My mother had progressive bendular palsy. They first said it was Rett syndrome."

    assert [name for name, _ in not_there(text, INDEX.read(text))] == ["progressive bendular palsy"]
