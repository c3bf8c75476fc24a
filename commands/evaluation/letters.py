"""Measure which condition and which sections are read out of whole letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from actions.parse_data import read_message
from commands.evaluation.assistant import Parsing
from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.metrics import Share
from commands.evaluation.partial_names import ANOTHER, OFFERED, TAKEN, PartialName, judge_partial_name
from commands.evaluation.reports import Figure, Report, Table

if TYPE_CHECKING:
    from bot.nlu.letters import Letter

SEED = 3
FOLDS = 5
MEANING = (
    "condition: taken, the one that the letter is about, and no other, was understood; offered, it is among those "
    "that the visitor is asked about. Of letters about a condition that the store lacks it is told how many are "
    "answered about another."
)

Reader = Callable[["Letter"], tuple[str, ...]]
"""Give the sections that are read out of a letter."""


@dataclass(frozen=True)
class JudgedLetter:
    """Hold what was read out of one letter; `condition` is `None` where the store lacks the one that it is about.

    `is_about_another` tells that it would be answered about another all the same.
    """

    letter: Letter
    sections: tuple[str, ...]
    condition: str | None
    is_about_another: bool = False

    @property
    def has_right(self) -> bool:
        """Tell whether a section that is asked for was read."""
        return bool(set(self.letter.asked) & set(self.sections))

    @property
    def is_condition_right(self) -> bool:
        """Tell whether the condition was taken or offered."""
        return self.condition in (TAKEN, OFFERED)


def judge_letters(
    assistant: Parsing,
    names: ConditionNames,
    letters: Sequence[Letter],
    reader: Reader | None = None,
    on_letter: Callable[[], None] = lambda: None,
) -> list[JudgedLetter]:
    """Let the trained model read each letter; the sections are those of `reader` where there is one."""
    judged = []
    for letter in letters:
        reading = read_message(assistant.parse(letter.text))
        meant = _conditions_of(letter.about, names)
        outcome = judge_partial_name(PartialName(letter.text, meant), reading).outcome if meant else None
        sections = reader(letter) if reader else reading.sections
        judged.append(JudgedLetter(letter, sections, outcome, not meant and bool(reading.conditions)))
        on_letter()
    return judged


def _conditions_of(about: str, names: ConditionNames) -> frozenset[str]:
    """Return the slugs of what a letter is about, with or without an apostrophe ("behcet-s-disease")."""
    written = about.replace("-", " ")
    found = (names.slugs_of(name) for name in (about, written, written.replace(" s ", "s ")))
    return frozenset(next(filter(None, found), ()))


def reader_in_folds(
    letters: Sequence[Letter], folds: int = FOLDS, on_fold: Callable[[], None] = lambda: None
) -> Reader:
    """Return what reads each letter with a model that learned from `data/nlu/` and the other folds' letters.

    Names of conditions are taken as they are marked. The folds are drawn with a fixed seed. The tuned layers have
    learned from no letter.
    """
    from bot.nlu.clause_reading import Thresholds
    from bot.nlu.clauses import segments_of
    from bot.nlu.question_model import train_model
    from bot.nlu.question_reading import read_question
    from bot.nlu.section_layers import section_layers
    from bot.nlu.sentence_embedding_featurizer import embedded
    from bot.nlu.text_normalizer import TextNormalizer
    from bot.training import EMBEDDINGS, MODELS, masked_examples
    from knowledge.sentence_encoder import remembering

    order = np.random.default_rng(SEED).permutation(len(letters)).tolist()
    own = masked_examples()
    found: dict[Letter, tuple[str, ...]] = {}
    with remembering(MODELS / EMBEDDINGS):
        for fold in range(folds):
            held_out = set(order[fold::folds])
            others = [one for place in order if place not in held_out for one in letters[place].examples()]
            writing = TextNormalizer.learned([text for text, _ in (*own, *others)])
            texts, intents = zip(*((writing.of(text), intent) for text, intent in (*own, *others)), strict=True)
            model = train_model(texts, embedded(texts), intents)
            for place in held_out:
                segments = segments_of(writing.of(letters[place].masked))
                read = model.read(segments.texts, embedded(segments.texts), section_layers().read)
                question = read_question(segments, dict(zip(segments.texts, read, strict=True)), Thresholds())
                found[letters[place]] = tuple(one.section for one in question.sections)
            on_fold()
    return found.__getitem__


def letter_report(about: dict[str, str], judged: Sequence[JudgedLetter]) -> Report:
    """Return the report on judged letters."""
    known = [one for one in judged if one.condition is not None]
    lacking = [one for one in judged if one.condition is None]
    given = [(section, one) for one in judged for section in one.sections]
    shares = {
        "condition": Share(sum(one.is_condition_right for one in known), len(known)),
        "condition_taken": Share(sum(one.condition == TAKEN for one in known), len(known)),
        "section": Share(sum(one.has_right for one in judged), len(judged)),
        "all_sections": Share(sum(set(one.letter.asked) <= set(one.sections) for one in judged), len(judged)),
        "both": Share(sum(one.has_right and one.is_condition_right for one in known), len(known)),
        "about_another": Share(sum(one.is_about_another for one in lacking), len(lacking)),
        "not_asked_for": Share(sum(section not in one.letter.asked for section, one in given), len(given)),
    }
    labels = (
        "condition taken or offered",
        "condition taken",
        "a section that is asked for",
        "all sections that are asked for",
        "condition and a section",
        "answered about another condition than one that the store lacks",
        "sections given that are not asked for",
    )
    figures = [Figure(label, share.as_text()) for label, share in zip(labels, shares.values(), strict=True)]
    rows = [
        (
            one.condition or (ANOTHER if one.is_about_another else ""),
            ", ".join(one.letter.asked),
            ", ".join(one.sections),
            one.letter.text,
        )
        for one in judged
        if set(one.letter.asked) != set(one.sections)
        or one.is_about_another
        or (one.condition is not None and not one.is_condition_right)
    ]
    header = ("condition", "asked for", "read", "letter")
    table = Table("What is not right", header, rows, MEANING, is_printed=False)
    return Report("letters", "Letters", about, figures, (table,), {"figures": _data(shares)})


def _data(shares: dict[str, Share]) -> dict[str, dict[str, float]]:
    return {name: share.as_data() for name, share in shares.items()}
