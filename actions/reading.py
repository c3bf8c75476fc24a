"""Hold what a message was read as, and what follows from that for the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from actions import message_form
from knowledge.masking import PLACEHOLDER
from knowledge.mentions import OF_PARTS
from knowledge.named_passages import OVERVIEW, own_words
from knowledge.passage_features import ParticularQuestion
from knowledge.passage_rules import passage_rules
from knowledge.records import SECTION_TYPES
from rareguide.turn import Understood
from rareguide.word_lists import refuses_person

FEELING = "express_"
"""Intents and dialogue acts that begin like this tell how the visitor feels."""
ABOUT_ONESELF = ("ask_advice", "ask_own_diagnosis")
"""Dialogue acts that are left to people even when a section is asked for beside."""
ASK_DEATH = "ask_death"
ASK_FAULT = "ask_fault"
ASK_NOTICED = "ask_noticed"
HARD_QUESTIONS = (ASK_DEATH, ASK_FAULT, ASK_NOTICED)
"""Dialogue acts that ask for what only a kind word can go before."""
ANNOYED = frozenset({"abuse", "not_helpful"})
"""Dialogue acts against the assistant."""
LAUGH = "laugh"
"""The dialogue act of a light remark."""
ASK = "ask_"
PROGNOSIS = "prognosis"
GOODBYE = "goodbye"
NOT_COVERED = "ask_not_covered"
"""The intent of a question about a condition that no section answers."""
WANTS_A_PERSON = "ask_person"
CORRECT_SECTION = "correct_section"
"""The intent that asks for something else than was understood ("no, I asked how it is treated")."""
SAME_FOR, CORRECT_CONDITION = "same_for", "correct_condition"
REPEATING = frozenset({SAME_FOR, CORRECT_CONDITION})
"""Intents that repeat for the condition named what was asked before."""
COMPARE = "compare"
INFORM = "inform"
NAMING = REPEATING | {"ask_everything", COMPARE, INFORM, "name_condition"}
"""Intents of messages that name a condition, known or not."""
IN_OTHER_WORDS = "ask_simpler"
"""The intent of a wish for simpler or fewer words."""
CHAT = frozenset({"affirm", "deny", GOODBYE, "greet", "thank"})
"""Intents of what is said to the assistant, whose words name nothing."""

MOST_OF_A_TOPIC = 2
"""So few words may be a topic whatever else they were read as ("green tea")."""
FAINT, UNSURE = 0.2, 0.3
"""Below these an intent that a kind word alone meets, and any that carries no section, is not acted on."""
SURE = 0.5
"""From this on an intent is acted on that begins or drops something."""


@dataclass(frozen=True)
class Reading:
    """Hold what a message was read as.

    Attributes:
        text: the message.
        intent: the likeliest intent, with `confidence` from 0 to 1.
        sections: the section types asked for, in order.
        own_case_sections: those of them that are asked for only for somebody's own case.
        sections_of: the sections asked for about one of several conditions only, by its slug.
        conditions: slugs of the conditions named without doubt, in order.
        candidates: slugs of which a name in the message may mean any.
        candidates_name: that name, as written; `also_candidates` are further such names, each with their slugs.
        candidates_match: how they are meant by that name, one of `knowledge.name_index.Mention.match`.
        aside: slugs of conditions that are named beside them to say that they are not the ones.
        effects: slugs of conditions that are named only for what the one spoken of has to do with them.
        unknown_name: the name of a condition that the store does not have, as written.
        guesses: slugs of conditions that may be meant by it.
        listed: slugs of the conditions named without doubt, with `NOT_THERE` for the unknown name, in order.
        term: what is asked about that is no condition's name, such as a gene.
        asks_meaning: whether the term is a word whose meaning is asked for.
        named: the only name in the message, known or not, as it was written.
        standing: how it is named beside a condition talked of, as `knowledge.context_rules.standing` tells.
        acts: what the message does beside asking for sections, such as `express_fear` or `ask_person`.
        is_pointing: whether the conditions were not named but pointed to ("the second one").
        language: the language of the message (ISO 639-1) if it is not English.
        masked: the message in lower case with its conditions masked.
        clauses: the masked words that ask for each section.
        shares: how likely each section is asked for, from 0 to 1.
        sure_sections: those that a clause surely asks for, whatever the message as a whole was read as.
        not_covered: how likely it is that what is asked for stands in no section.
        asking: the words that ask by their form, in a message that tells something and asks for no section.
        parts: those of a list of a few words each, with the section that each asks for, or nothing.
        is_short: whether one sentence is asked for, or a few.
    """

    text: str
    intent: str | None = None
    confidence: float = 0.0
    sections: tuple[str, ...] = ()
    own_case_sections: tuple[str, ...] = ()
    sections_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    candidates_name: str | None = None
    candidates_match: str | None = None
    also_candidates: tuple[tuple[str, tuple[str, ...]], ...] = ()
    aside: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    unknown_name: str | None = None
    guesses: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    term: str | None = None
    asks_meaning: bool = False
    named: str | None = None
    standing: str | None = None
    language: str | None = None
    is_pointing: bool = False
    acts: tuple[str, ...] = ()
    masked: str = ""
    clauses: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    sure_sections: frozenset[str] = frozenset()
    not_covered: float = 0.0
    asking: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    is_short: bool = False

    @property
    def general_sections(self) -> tuple[str, ...]:
        """Return the sections that are asked for in general."""
        return tuple(section for section in self.sections if section not in self.own_case_sections)

    @property
    def is_question(self) -> bool:
        """Return whether the message has the form of a question, or something in it has."""
        return bool(self.asking) or message_form.is_question(self.masked)

    @property
    def is_chat(self) -> bool:
        """Return whether the message greets, thanks, agrees or the like, and asks for nothing."""
        is_likely = self.confidence >= UNSURE or len(self.text.split()) > MOST_OF_A_TOPIC
        asks = self.sections or self.conditions or self.candidates or self.is_question
        return self.intent in CHAT and is_likely and not asks

    @property
    def is_telling(self) -> bool:
        """Return whether the message tells something, of a person or in a sentence, rather than asking or ordering."""
        return message_form.is_telling(self.masked)

    @property
    def asks_for_one_person(self) -> bool:
        """Return whether the message asks for a section, and likeliest for advice on one person, however unsure."""
        return self.intent == "ask_advice" and bool(self.sections) and self.is_of_one_person

    @property
    def repeats_to_shorten(self) -> bool:
        """Return whether the message asks for nothing but what was shown last, in short."""
        return self.is_short and self.is_pointing and self.intent in REPEATING

    @property
    def is_of_one_person(self) -> bool:
        """Return whether the message speaks of one person."""
        return message_form.is_of_one_person(self.masked)

    @property
    def asks_leave(self) -> bool:
        """Return whether the message asks if one person may or ought to do something ("may he drive?")."""
        return message_form.asks_leave(self.masked)

    @property
    def asks_what_to_do(self) -> bool:
        """Return whether the message asks what to do, and not whether to do one thing or how much of it."""
        return message_form.asks_what_to_do(self.masked)

    @property
    def feeling(self) -> str | None:
        """Return the first feeling that the message tells."""
        return next((act for act in self.acts if act.startswith(FEELING)), None)

    @property
    def own_case(self) -> str | None:
        """Return what the message asks about somebody's own case."""
        return next((act for act in self.acts if act in ABOUT_ONESELF), None)

    @property
    def hard_question(self) -> str | None:
        """Return the first of `HARD_QUESTIONS` that the message asks, or one for what lies ahead of one person."""
        intents = (self.intent,) if self.confidence >= (UNSURE if self.intent == ASK_FAULT else FAINT) else ()
        told = next((act for act in (*self.acts, *intents) if act in HARD_QUESTIONS), None)
        asked = message_form.sentence_of(self.clauses.get(PROGNOSIS, ""), self.masked)
        is_ahead = PROGNOSIS in self.sections and not self.is_laughing and message_form.is_of_what_lies_ahead(asked)
        return told or (ASK_DEATH if is_ahead else None)

    @property
    def is_laughing(self) -> bool:
        """Return whether the message laughs, and tells no feeling."""
        return LAUGH in self.acts

    @property
    def is_annoyed(self) -> bool:
        """Return whether the message says beside something else that the assistant was of no use."""
        return any(act in ANNOYED for act in self.acts)

    @property
    def asks_for_a_person(self) -> bool:
        """Return whether the message asks for a person and for nothing else."""
        is_sure = self.intent == WANTS_A_PERSON and self.confidence >= SURE
        return not (self.sections or refuses_person(self.text)) and (is_sure or WANTS_A_PERSON in self.acts)

    @property
    def wants_a_person_too(self) -> bool:
        """Return whether the message asks for a person beside a section or a condition."""
        is_likely = self.intent == WANTS_A_PERSON and self.confidence >= UNSURE
        is_wished = (is_likely or WANTS_A_PERSON in self.acts) and not refuses_person(self.text)
        return bool(self.sections or self.conditions) and is_wished

    @property
    def asks_about_a_condition(self) -> bool:
        """Return whether the message is about a condition, by its intent or because it points to one."""
        intent = self.intent or ""
        is_about_one = intent in NAMING or intent == NOT_COVERED or intent.removeprefix(ASK) in SECTION_TYPES
        return is_about_one or self.is_pointing

    def asked_about(self, slug: str) -> tuple[str, ...]:
        """Return the sections that are asked for about one of the conditions named."""
        others = {section for other, sections in self.sections_of.items() if other != slug for section in sections}
        return tuple(section for section in self.sections if section not in others)

    def question(self, section: str | None = None) -> ParticularQuestion:
        """Return what is asked in the form in which passages are looked for: for one section, or all in all."""
        text = passage_rules().in_words_of_signs(self.clauses.get(section or "") or self.masked)
        is_sure = section in self.sure_sections
        return ParticularQuestion(text, self.shares, self.not_covered, section or None, is_sure)

    @property
    def questions(self) -> tuple[str, ...]:
        """Return what asks for each section, with conditions masked; without sections, a question that none is for.

        A question whose fault it is waits for its condition as one for the causes alone.
        """
        if self.hard_question == ASK_FAULT:
            return ("",) * len(self.sections)
        if self.intent == NOT_COVERED and not self.sections:
            return (self.masked,)
        return tuple(self.clauses.get(section, "") for section in self.sections)

    def asking_still(self, sections: Sequence[str], questions: Sequence[str]) -> Reading:
        """Return the reading with a question that was asked before its condition was known."""
        asked = replace(self, sections=tuple(sections), masked=next(filter(None, questions), self.masked))
        if not sections and questions:
            return replace(asked, intent=NOT_COVERED, clauses={}, shares={}, not_covered=1.0)
        clauses = {section: question for section, question in zip(sections, questions, strict=False) if question}
        return replace(asked, clauses=clauses, shares=dict.fromkeys(sections, 1.0), not_covered=0.0)

    def asking_alone(self) -> Reading:
        """Return the reading of what asks by its form alone, for which no section is.

        What names nothing ("his skin tastes salty, whats that") asks about the rest of the message.
        """
        names = own_words(ParticularQuestion(self.asking))
        masked = self.asking if names else self.masked
        return replace(self, intent=NOT_COVERED, confidence=1.0, masked=masked, clauses={}, not_covered=1.0)

    @property
    def is_about_part(self) -> bool:
        """Return whether its only name is taken for a part of the condition talked of."""
        return self.named is not None and self.term is not None and not (self.conditions or self.candidates)

    @property
    def name_without_page(self) -> str | None:
        """Return the name that no page has, or that one has only as a part of a longer name."""
        is_part = self.candidates_match == OF_PARTS and len(self.candidates) == 1
        return self.candidates_name if is_part else self.unknown_name

    def without_names(self) -> Reading:
        """Return the reading with no name that the store may have, or may not have, of which it names none for sure."""
        return replace(self, candidates=(), unknown_name=None, guesses=(), named=None, term=None)

    def about_part(self, part: str) -> Reading:
        """Return the reading with a part of its only name as a term: the question is about the condition talked of."""
        name = self.named or ""
        return replace(
            self,
            conditions=(),
            candidates=(),
            unknown_name=None,
            guesses=(),
            term=part,
            asks_meaning=self.sections == (OVERVIEW,) and not own_words(self.question(OVERVIEW)),
            masked=self.masked.replace(PLACEHOLDER, name.lower()),
            clauses={section: clause.replace(PLACEHOLDER, name.lower()) for section, clause in self.clauses.items()},
        )

    def understood(self, condition: str | None = None) -> Understood:
        """Return the reading in the form of the turn contract.

        What repeats an answer only to have it shorter is told as a wish for fewer words.
        """
        named = condition or (self.conditions[0] if self.conditions else None)
        intent = IN_OTHER_WORDS if self.repeats_to_shorten else self.intent
        return Understood(intent, self.confidence, self.sections, named)
