"""Which condition is meant: what is offered, and what follows from the answer to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.candidate_turns import CandidateTurns
from actions.conversation_turns import ConversationTurns
from actions.decision import Decider
from actions.mention_turns import MentionTurns
from actions.offer_replies import OfferReplies
from actions.reading import NOT_COVERED, Reading
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from knowledge.ingest import Document, ingest
from knowledge.masking import PLACEHOLDER
from knowledge.records import Identifiers, Record, Section, Source, slugify
from knowledge.schema import migrate_store
from knowledge.store import KnowledgeStore
from rareguide.database import open_database
from rareguide.texts import load_texts
from rareguide.turn import Draft

NAMES = [f"Tarn palsy type {number}" for number in range(1, 6)] + ["Acute tarn palsy", "Velmont syndrome"]
SLUGS = tuple(slugify(name) for name in NAMES)
FIRST, SECOND, THIRD, FOURTH, FIFTH, ACUTE, VELMONT = SLUGS
PALSIES = SLUGS[:6]
OTHERS = ["Hunter Rudd syndrome", "Renal zibelosis"]
HUNTER, ZIBELOSIS = map(slugify, OTHERS)
ZIBELURNO = "It comes from a zibelurno gene."
SOURCE = Source("Larkfield Library", "https://larkfield.example", "CC BY 4.0")


@pytest.fixture(scope="module")
def turns(tmp_path_factory: pytest.TempPathFactory) -> CandidateTurns:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('candidates') / 'store.db'}")
    migrate_store(engine)
    documents = [
        Document(name, Record(name, slugify(name), (_section(name, "overview"), _section(name, "causes"))))
        for name in NAMES + OTHERS
    ]
    assert not ingest(engine, "content", "made up", documents, is_whole=True).rejected
    texts = load_texts()
    return CandidateTurns(SectionTurns(KnowledgeStore(engine), texts), texts)


def _section(name: str, section_type: str) -> Section:
    body = ZIBELURNO if (name, section_type) == (NAMES[-1], "causes") else f"On {name}."
    return Section(section_type, f"What about the {section_type} of {name}?", body, SOURCE)


@pytest.fixture(scope="module")
def mentions(turns: CandidateTurns) -> MentionTurns:
    return MentionTurns(turns.sections, turns, turns.texts)


@pytest.fixture
def offered(turns: CandidateTurns) -> DialogueState:
    """After "what causes tarn palsy?" four palsies were offered, and two are kept for "more"."""
    asked = Reading("what causes tarn palsy?", sections=("causes",), candidates=PALSIES,
                    candidates_name="tarn palsy", candidates_match="part")  # fmt: skip
    return turns.which_of(asked, DialogueState())[1]


def replying(turns: CandidateTurns) -> OfferReplies:
    return OfferReplies(turns, ConversationTurns(turns.sections, turns.texts), turns.texts)


def titles(draft: Draft) -> list[str]:
    return [option.title for option in draft.options]


def test_four_are_offered_with_what_was_asked_and_the_rest_come_with_more(
    turns: CandidateTurns, offered: DialogueState
) -> None:
    assert offered.pending_sections == ("causes",)
    assert offered.more_candidates == (FIFTH, ACUTE)

    decision = replying(turns).answer_to_offer(Reading("show me more"), offered)

    assert decision is not None
    draft, state = decision
    assert titles(draft) == ["Tarn palsy type 5", "Acute tarn palsy"]
    assert (state.pending_sections, state.more_candidates) == (("causes",), ())


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ("type 2", SECOND),
        ("it is type 5", FIFTH),
        ("it's the type 2 one, we were told", SECOND),
        ("type five, the doctor said", FIFTH),
        ("the acute one", ACUTE),
        ("acute", ACUTE),
    ],
)
def test_a_word_or_a_type_chooses_among_all_of_them_and_the_question_is_answered(
    turns: CandidateTurns, offered: DialogueState, said: str, slug: str
) -> None:
    decision = replying(turns).answer_to_offer(Reading(said), offered)

    assert decision is not None
    draft, _ = decision
    assert draft.kind == "answer"
    assert draft.condition is not None
    assert draft.condition.slug == slug
    assert [section["section"] for section in draft.sections] == ["causes"]


@pytest.mark.parametrize(
    ("said", "slug"), [("the type 3 one", THIRD), ("I meant type three, sorry", THIRD), ("the form I fill in", FIRST)]
)
def test_a_type_is_that_of_the_condition_talked_of(turns: CandidateTurns, said: str, slug: str) -> None:
    decider = Decider(turns.sections.store, turns.texts)

    _, state = decider.decide(Reading(said), DialogueState(condition=FIRST))
    _, later = decider.decide(Reading(said), DialogueState(condition=VELMONT, earlier_conditions=(FIRST,)))

    assert state.condition == slug
    assert later.condition == (slug if slug != FIRST else VELMONT)


@pytest.mark.parametrize("said", ["none of these", "No, none of them.", "something else", "not listed"])
def test_after_none_of_these_nothing_stays_offered(turns: CandidateTurns, offered: DialogueState, said: str) -> None:
    decision = replying(turns).answer_to_offer(Reading(said), offered)

    assert decision is not None
    draft, state = decision
    assert draft.kind == "no_answer"
    assert (state.offered_options, state.more_candidates) == ((), ())


@pytest.mark.parametrize("said", ["thank you", "what is Velmont syndrome?", "none of my sons can walk", "more pain"])
def test_what_answers_no_offer_is_left_to_the_others(turns: CandidateTurns, offered: DialogueState, said: str) -> None:
    assert replying(turns).answer_to_offer(Reading(said), offered) is None


def test_without_an_offer_none_of_these_answers_nothing(turns: CandidateTurns) -> None:
    assert replying(turns).answer_to_offer(Reading("none of these"), DialogueState()) is None


@pytest.mark.parametrize("guesses", [(FIRST,), (FIRST, SECOND)])
def test_a_guess_repeats_the_whole_name_and_none_of_these_names_it_again(
    turns: CandidateTurns, guesses: tuple[str, ...]
) -> None:
    asked = Reading("what is juvenile tarn palsy?", unknown_name="juvenile tarn palsy", guesses=guesses)
    draft, state = turns.did_you_mean(asked, DialogueState())

    assert "juvenile tarn palsy" in draft.text
    assert draft.kind == "clarify"
    assert len(draft.options) == len(guesses)
    decision = replying(turns).answer_to_offer(Reading("none of these"), state)
    assert decision is not None
    assert "juvenile tarn palsy" in decision[0].text


def test_a_term_leads_to_the_conditions_whose_texts_say_it(mentions: MentionTurns) -> None:
    decision = mentions.mentioning("zibelurno", Reading("what is zibelurno?", term="zibelurno"), DialogueState())

    assert decision is not None
    assert titles(decision[0]) == ["Velmont syndrome"]
    assert mentions.mentioning("quelvosis", Reading("what is quelvosis?"), DialogueState()) is None


def test_a_term_that_the_texts_of_the_condition_talked_of_say_is_asked_about_that_one(mentions: MentionTurns) -> None:
    asked = Reading("what is zibelurno?", term="zibelurno")
    decision = mentions.mentioning("zibelurno", asked, DialogueState(condition=VELMONT))

    assert decision is not None
    assert decision[1].condition == VELMONT


def test_what_follows_an_illness_without_a_page_is_not_answered_by_a_page_that_mentions_it(
    turns: CandidateTurns, monkeypatch: pytest.MonkeyPatch
) -> None:
    decider = Decider(turns.sections.store, turns.texts)
    monkeypatch.setattr(KnowledgeStore, "mentioning", lambda store, term: [VELMONT])
    told = Reading("I have zibeluria, what is it?", "ask_overview", 0.9, ("overview",), unknown_name="zibeluria")
    offer, state = decider.decide(told, DialogueState())
    assert titles(offer) == ["Velmont syndrome", "Talk to a person"]

    draft, after = decider.decide(Reading("what causes it?", "ask_causes", 0.9, ("causes",)), state)
    assert (draft.sections, after.condition) == ((), None)
    assert "zibeluria" in draft.text

    chosen, _ = decider.decide(Reading("Velmont syndrome"), after)
    assert chosen.condition is not None
    assert chosen.condition.slug == VELMONT


def test_who_died_of_an_illness_without_a_page_is_asked_for_no_name(turns: CandidateTurns) -> None:
    decider = Decider(turns.sections.store, turns.texts)
    told = Reading("my grandson died, he had Ashby disease", "express_grief", 0.9, acts=("express_grief",),
                   unknown_name="Ashby disease")  # fmt: skip
    _, state = decider.decide(told, DialogueState())
    draft, after = decider.decide(
        Reading("could the new baby have it?", "ask_inheritance", 0.9, ("inheritance",)), state
    )
    assert "Ashby disease" in draft.text
    assert (draft.sections, after.unknown_name) == ((), "Ashby disease")

    _, state = decider.decide(told, DialogueState(condition=VELMONT))
    assert state.condition == VELMONT


def test_a_surname_that_begins_another_name_is_not_that_condition(turns: CandidateTurns) -> None:
    offered, state = turns.which_of(_part("Hunter syndrome", HUNTER), DialogueState())
    assert titles(offered) == ["Hunter Rudd syndrome"]
    assert turns.only_offered(state) is None
    _, state = turns.which_of(_part("tarn palsy", ACUTE), DialogueState())
    assert turns.only_offered(state) == ACUTE


def test_a_rare_word_for_an_illness_that_one_condition_is_called_by_needs_no_question(turns: CandidateTurns) -> None:
    draft, state = turns.which_of(_part("zibelosis", ZIBELOSIS), DialogueState())
    assert (draft.kind, state.condition) == ("answer", ZIBELOSIS)
    draft, _ = turns.which_of(_part("palsy", ACUTE), DialogueState())
    assert draft.kind == "clarify"


def _part(name: str, slug: str) -> Reading:
    return Reading(f"what is {name}?", "ask_overview", 0.9, ("overview",), candidates=(slug,), candidates_name=name,
                   candidates_match="part")  # fmt: skip


def test_one_of_two_shown_side_by_side_named_alone_is_asked_the_same_again(turns: CandidateTurns) -> None:
    decider = Decider(turns.sections.store, turns.texts)
    both = Reading("causes of both", "ask_causes", 0.9, ("causes",), conditions=(FIRST, VELMONT))
    _, state = decider.decide(both, DialogueState())

    draft, _ = decider.decide(Reading("Velmont?", "name_condition", 0.9, conditions=(VELMONT,)), state)
    assert [(one["condition"]["slug"], one["section"]) for one in draft.sections] == [(VELMONT, "causes")]
    told = Reading("my sister has the Velmont syndrome", "name_condition", 0.9, conditions=(VELMONT,))
    draft, _ = decider.decide(told, state)
    assert [one["section"] for one in draft.sections] == ["overview"]


def test_who_chooses_a_page_that_mentions_a_term_sees_the_sentence_that_says_it(turns: CandidateTurns) -> None:
    decider = Decider(turns.sections.store, turns.texts)
    _, state = decider.decide(Reading("what is zibelurno?", "ask_overview", 0.9, term="zibelurno"), DialogueState())
    assert state.pending_term == "zibelurno"

    draft, after = decider.decide(Reading(NAMES[-1], "name_condition", 0.9, conditions=(VELMONT,)), state)

    assert [(one["section"], one["highlights"]) for one in draft.sections] == [("causes", [ZIBELURNO])]
    assert (after.condition, after.pending_term) == (VELMONT, None)


def test_a_gene_that_is_told_with_a_feeling_is_offered_its_pages(decider: Decider) -> None:
    told = Reading("We are so afraid, he has a VLM1 mutation", "express_fear", 0.9, term="VLM1", acts=("express_fear",))
    draft, _ = decider.decide(told, DialogueState())

    assert (draft.kind, titles(draft)[0]) == ("clarify", "Velmont syndrome")


def test_what_is_asked_after_one_page_was_offered_is_asked_about_that_one(turns: CandidateTurns) -> None:
    decider = Decider(turns.sections.store, turns.texts)
    _, state = decider.decide(Reading("what is zibelurno?", "ask_overview", 0.9, term="zibelurno"), DialogueState())

    draft, after = decider.decide(Reading("what causes it?", "ask_causes", 0.9, ("causes",)), state)

    assert (draft.kind, after.condition) == ("answer", VELMONT)


def test_after_a_guess_nothing_is_taken_for_granted(turns: CandidateTurns) -> None:
    decider = Decider(turns.sections.store, turns.texts)
    asked = Reading("what is juvenile palsy?", unknown_name="juvenile palsy", guesses=(FIRST,))
    _, state = turns.did_you_mean(asked, DialogueState())

    draft, after = decider.decide(Reading("what causes it?", "ask_causes", 0.9, ("causes",)), state)

    assert (draft.kind, after.condition, after.pending_sections) == ("clarify", None, ("causes",))
    assert "juvenile palsy" in draft.text


def test_who_turns_all_down_and_says_the_plain_name_hears_that_it_has_no_page(
    turns: CandidateTurns, offered: DialogueState
) -> None:
    asked = Reading("none of those, it's the plain one, tarn palsy", candidates=PALSIES[:1],
                    candidates_name="tarn palsy", candidates_match="part")  # fmt: skip
    draft, after = turns.which_of(asked, offered)

    assert (draft.kind, after.unknown_name) == ("no_answer", "tarn palsy")
    assert "“tarn palsy”" in draft.text


def test_after_an_unknown_name_the_condition_talked_of_before_is_offered(turns: CandidateTurns) -> None:
    decider = Decider(turns.sections.store, turns.texts)
    before = DialogueState(condition=VELMONT)
    draft, state = decider.decide(
        Reading("what is quibble fever?", "ask_overview", 0.9, ("overview",), unknown_name="quibble fever"), before
    )
    assert (draft.kind, titles(draft)) == ("no_answer", ["Velmont syndrome"])

    draft, _ = decider.decide(Reading("what causes it?", "ask_causes", 0.9, ("causes",)), state)
    assert (draft.kind, titles(draft)) == ("clarify", ["Velmont syndrome"])


@pytest.mark.parametrize("said", ["no, not velmont", "it's not the velmont one", "no", "neither of those fits"])
def test_after_the_only_guess_was_turned_down_in_any_words_it_is_not_offered_again(
    turns: CandidateTurns, said: str
) -> None:
    decider = Decider(turns.sections.store, turns.texts)
    asked = Reading("velmont", "name_condition", 0.9, candidates=(VELMONT,), candidates_name="velmont",
                    candidates_match="part")  # fmt: skip
    _, state = decider.decide(asked, DialogueState())
    _, state = decider.decide(Reading(said, "deny", 0.9, masked=said), state)

    draft, _ = decider.decide(asked, state)

    assert (draft.kind, titles(draft)) == ("no_answer", [])


def test_what_is_asked_further_about_an_unknown_name_is_answered_in_short_and_what_is_told_is_heard(
    turns: CandidateTurns,
) -> None:
    decider = Decider(turns.sections.store, turns.texts)
    asked = Reading("what is juvenile palsy?", unknown_name="juvenile palsy", guesses=(FIRST,))
    _, state = turns.did_you_mean(asked, DialogueState())
    said = []
    for section in ("causes", "treatment", "prognosis"):
        draft, state = decider.decide(Reading(f"its {section}?", f"ask_{section}", 0.9, (section,)), state)
        said.append(draft.text)
        assert titles(draft) == ["Tarn palsy type 1", "Talk to a person"]

    assert len(set(said)) == len(said)
    assert "its causes" in said[0]

    draft, _ = decider.decide(Reading("she laughed a lot today", None, 0.1, masked="she laughed a lot today"), state)
    assert (draft.kind, draft.text.split(".")[0]) == ("smalltalk", "Thank you for telling me")
    assert titles(draft) == ["Tarn palsy type 1", "Talk to a person"]


def test_a_type_without_a_page_is_answered_by_the_broader_page_that_speaks_of_it(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'store.db'}")
    migrate_store(engine)
    body = "There are several types. Type IV comes from the VLM4 gene."
    sections = (Section("causes", "What causes it?", body, SOURCE), _section(NAMES[-1], "overview"))
    ingest(engine, "content", "made up", [Document(VELMONT, Record(NAMES[-1], VELMONT, sections))], is_whole=True)
    decider = Decider(KnowledgeStore(engine), load_texts())

    def ask(number: str) -> Draft:
        name = f"Velmont syndrome type {number}"
        return decider.decide(
            Reading(name, "name_condition", 0.9, unknown_name=name, guesses=(VELMONT,)), DialogueState()
        )[0]

    told, not_there = ask("4"), ask("5")
    assert [one["highlights"] for one in told.sections] == [["Type IV comes from the VLM4 gene."]]
    assert "“Velmont syndrome type 4”" in told.text
    assert (not_there.kind, not_there.sections) == ("clarify", ())


def test_what_is_known_is_told_by_number_with_the_last_talked_of_first(turns: CandidateTurns) -> None:
    draft, state = turns.known_conditions(Reading("which conditions do you know?"), DialogueState(condition=VELMONT))

    assert "9" in draft.text
    assert titles(draft)[0] == "Velmont syndrome"
    assert len(state.offered_options) + len(state.more_candidates) == len(NAMES + OTHERS) + 1


GROUP, MEMBER, KNOWN_GROUP = "ashby-palsies", "ashby-palsy-type-1", "quelvitides"


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> CandidateTurns:
    """A group of which there is only the name, and one with an overview, each with a member; the first has no text."""
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('groups') / 'store.db'}")
    migrate_store(engine)
    overview = Section("overview", "What are quelvitides?", "Quelvitides are made up.", SOURCE)
    records = [
        Record("Ashby palsies", GROUP, identifiers=Identifiers(orphanet=("1",))),
        Record("Ashby palsy type 1", MEMBER, parents=("orphanet:1",)),
        Record("Quelvitides", KNOWN_GROUP, (overview,), identifiers=Identifiers(orphanet=("2",))),
        Record("Acute quelvitis", "acute-quelvitis", (overview,), parents=("orphanet:2",)),
    ]
    ingest(engine, "catalogue", "made up", [Document(record.slug, record) for record in records])
    texts = load_texts()
    return CandidateTurns(SectionTurns(KnowledgeStore(engine), texts), texts)


def test_a_group_that_is_only_a_name_offers_its_members_with_the_question(grouped: CandidateTurns) -> None:
    asked = Reading("what causes ashby palsies?", sections=("causes",))
    decision = grouped.members(GROUP, asked, DialogueState())
    assert decision is not None
    draft, state = decision
    assert (draft.kind, titles(draft)) == ("clarify", ["Ashby palsy type 1"])
    assert "“Ashby palsies” is a group of conditions" in draft.text
    assert state.pending_sections == ("causes",)


def test_a_group_with_a_text_is_answered_and_its_members_are_offered(grouped: CandidateTurns) -> None:
    assert grouped.members(KNOWN_GROUP, Reading("quelvitides"), DialogueState()) is None
    draft, _ = grouped.sections.about(KNOWN_GROUP, (), Reading("quelvitides"), DialogueState())
    assert (draft.kind, titles(draft)) == ("answer", ["Acute quelvitis"])


def test_a_condition_that_is_only_a_name_is_said_to_have_no_text_yet(grouped: CandidateTurns) -> None:
    draft, _ = grouped.sections.about(MEMBER, ("causes",), Reading("ashby palsy type 1"), DialogueState())
    assert (draft.kind, draft.sections, draft.options) == ("no_answer", (), ())
    assert draft.condition is not None
    assert "“Ashby palsy type 1” by name only: I have no text about it yet" in draft.text
    assert "contact" in draft.text


def test_what_is_known_by_name_only_is_said_so_where_others_are_offered(turns: CandidateTurns) -> None:
    asked = Reading("tarn palsy", candidates=PALSIES, candidates_name="tarn palsy", candidates_match="only_name")
    draft, _ = turns.which_of(asked, DialogueState())
    assert draft.text.startswith("I know “tarn palsy” by name only and have no text about it yet.")


PARTS = "Most have glaucoma, which begins in childhood. It is similar to tarn palsy. Drops help against glaucoma."


@pytest.fixture(scope="module")
def with_parts(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    """A condition whose texts tell of another one as its sign, and of one as unlike it."""
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('parts') / 'store.db'}")
    migrate_store(engine)
    sections = (Section("symptoms", "What are the signs?", PARTS, SOURCE), _section(NAMES[-1], "overview"))
    others = [
        Document(name, Record(name, slugify(name), (_section(name, "overview"),)))
        for name in ("Glaucoma", "Tarn palsy")
    ]
    own = Document(VELMONT, Record(NAMES[-1], VELMONT, sections))
    ingest(engine, "content", "made up", [own, *others], is_whole=True)
    return Decider(KnowledgeStore(engine), load_texts())


def named(text: str, slug: str, standing: str | None, sections: tuple[str, ...] = ()) -> Reading:
    name = next(word for word in ("glaucoma", "tarn palsy") if word in text)
    masked = text.replace(name, PLACEHOLDER)
    clauses = dict.fromkeys(sections, masked)
    return Reading(text, "ask_symptoms", 0.9, sections, conditions=(slug,), masked=masked, clauses=clauses,
                   named=name, standing=standing)  # fmt: skip


def test_a_sign_of_the_condition_talked_of_is_asked_about_as_its_part(with_parts: Decider) -> None:
    asked = named("when does the glaucoma begin", "glaucoma", "part", ("symptoms",))
    draft, state = with_parts.decide(asked, DialogueState(condition=VELMONT))

    assert state.condition == VELMONT
    assert [one["highlights"][0] for one in draft.sections] == ["Most have glaucoma, which begins in childhood."]
    assert titles(draft)[-1] == "Glaucoma"


def test_a_new_question_changes_the_condition_and_offers_the_way_back(with_parts: Decider) -> None:
    draft, state = with_parts.decide(named("what is glaucoma", "glaucoma", None), DialogueState(condition=VELMONT))

    assert state.condition == "glaucoma"
    assert titles(draft)[-1] == "Velmont syndrome"


def test_what_the_texts_name_as_unlike_is_no_part(with_parts: Decider) -> None:
    asked = named("is tarn palsy common", "tarn-palsy", "part", ("frequency",))

    assert with_parts.decide(asked, DialogueState(condition=VELMONT))[1].condition == "tarn-palsy"


def test_a_name_that_the_store_has_not_is_a_part_unless_it_is_asked_about_anew(with_parts: Decider) -> None:
    asked = replace(named("what is glaucoma", "glaucoma", None), conditions=(), unknown_name="glaucoma")
    about_it, _ = with_parts.decide(asked, DialogueState(condition=VELMONT))
    anew, _ = with_parts.decide(replace(asked, standing="topic", term=None), DialogueState(condition=VELMONT))

    assert [one["section"] for one in about_it.sections] == ["symptoms"]
    assert about_it.condition == anew.condition


LONGER = "Nobody knows why. It comes from a change in the VLM1 gene. Bad weather plays no part in it."


@pytest.fixture
def decider(tmp_path: Path) -> Decider:
    engine = open_database(f"sqlite:///{tmp_path / 'store.db'}")
    migrate_store(engine)
    sections = (Section("causes", "What causes it?", LONGER, SOURCE), _section(NAMES[-1], "overview"))
    ingest(engine, "content", "made up", [Document(VELMONT, Record(NAMES[-1], VELMONT, sections))], is_whole=True)
    return Decider(KnowledgeStore(engine), load_texts())


def test_what_was_asked_in_particular_is_answered_once_the_condition_is_named(decider: Decider) -> None:
    asked = Reading("which gene is it?", "ask_causes", 0.9, ("causes",), clauses={"causes": "which gene is it?"})

    question, state = decider.decide(asked, DialogueState())
    answer, after = decider.decide(Reading(NAMES[-1], "name_condition", 0.9, conditions=(VELMONT,)), state)

    assert question.kind == "clarify"
    assert [section["highlights"] for section in answer.sections] == [["It comes from a change in the VLM1 gene."]]
    assert (after.pending_sections, after.pending_questions) == ((), ())


def test_what_no_section_is_for_waits_for_its_condition_too(decider: Decider) -> None:
    asked = Reading("who found it?", NOT_COVERED, 0.9, masked="who found it?", not_covered=0.9)

    question, state = decider.decide(asked, DialogueState())
    answer, _ = decider.decide(Reading(NAMES[-1], "name_condition", 0.9, conditions=(VELMONT,)), state)

    assert question.kind == "clarify"
    assert (answer.kind, answer.sections) == ("no_answer", ())
    assert "does not cover this" in answer.text


BOTH = Reading(
    "what causes Velmont syndrome and tarn palsy?",
    sections=("causes",),
    conditions=(VELMONT,),
    unknown_name="tarn palsy",
    guesses=(ACUTE,),
    listed=(VELMONT, ""),
)


@pytest.fixture(scope="module")
def among_palsies(turns: CandidateTurns) -> Decider:
    return Decider(turns.sections.store, turns.texts)


def test_of_two_names_the_known_one_is_answered_and_the_other_is_spoken_of(among_palsies: Decider) -> None:
    draft, _ = among_palsies.decide(BOTH, DialogueState())
    assert [section["condition"]["slug"] for section in draft.sections] == [VELMONT]
    assert "no information about “tarn palsy”" in draft.text
    assert "Did you mean Acute tarn palsy?" in draft.text
    assert "Acute tarn palsy" in titles(draft)


@pytest.mark.parametrize("text", ["the second one", "what about the second one?", "the other one"])
def test_the_second_one_is_then_the_name_that_is_not_there(among_palsies: Decider, text: str) -> None:
    _, state = among_palsies.decide(BOTH, DialogueState())
    draft, _ = among_palsies.decide(Reading(text), state)
    assert not draft.sections
    assert "no information about “tarn palsy”" in draft.text
    assert titles(draft)[0] == "Acute tarn palsy"


def test_the_first_one_is_then_the_known_one_whichever_place_it_has(among_palsies: Decider) -> None:
    _, state = among_palsies.decide(BOTH, DialogueState())
    draft, _ = among_palsies.decide(Reading("the first one"), state)
    assert draft.condition is not None
    assert draft.condition.slug == VELMONT

    _, state = among_palsies.decide(replace(BOTH, listed=("", VELMONT)), DialogueState())
    draft, _ = among_palsies.decide(Reading("the first one"), state)
    assert "no information about “tarn palsy”" in draft.text


def test_a_name_with_several_meanings_beside_a_known_one_is_asked_about(among_palsies: Decider) -> None:
    asked = replace(
        BOTH, unknown_name=None, guesses=(), candidates=PALSIES, candidates_name="tarn palsy", listed=(VELMONT,)
    )
    draft, _ = among_palsies.decide(asked, DialogueState())
    assert [section["condition"]["slug"] for section in draft.sections] == [VELMONT]
    assert "more than one condition with “tarn palsy”" in draft.text
    assert NAMES[0] in titles(draft)


def test_a_question_after_the_only_offer_is_no_silent_yes(turns: CandidateTurns) -> None:
    decider = Decider(turns.sections.store, turns.texts)
    named = Reading("what is zibelosis?", "ask_overview", 0.9, ("overview",), candidates=(ZIBELOSIS,),
                    candidates_name="zibelosis", candidates_match="part")  # fmt: skip
    asked = Reading("what causes it?", "ask_causes", 0.9, ("causes",), masked="what causes it?")
    offered = turns.did_you_mean(replace(named, unknown_name="zibelosis", guesses=(ZIBELOSIS,)), DialogueState())[1]

    draft, after = decider.decide(asked, offered)
    turned_down, dropped = decider.decide(
        Reading("no, I have the ordinary one", masked="no, i have the ordinary one"), after
    )

    assert draft.text.startswith("Of “zibelosis” itself I have no page, only of Renal zibelosis.")
    assert [section["section"] for section in draft.sections] == ["causes"]
    assert (turned_down.kind, dropped.condition) == ("no_answer", None)


def test_the_one_meant_is_chosen_before_a_question(turns: CandidateTurns, offered: DialogueState) -> None:
    decider = Decider(turns.sections.store, turns.texts)
    text = "the acute one, yes, that was the word. what causes it?"

    assert decider.decide(Reading(text, "ask_causes", 0.9, ("causes",), masked=text), offered)[1].condition == SLUGS[5]
