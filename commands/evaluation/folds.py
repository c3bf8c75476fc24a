"""Train the question model on a file of questions itself, in folds, and measure each fold with the others' model.

This tells how well the model can learn a file's types, apart from how well the project's own examples teach them.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import cycle

from commands.evaluation.assistant import Parsing
from commands.evaluation.metrics import Share
from commands.evaluation.question_file import SECTIONS_OF_TYPE, Question
from commands.evaluation.questions import Judged
from knowledge.records import SECTION_TYPES

SEED = 7
FEWEST_FOLDS = 2
FEWEST_TYPES = 3
BESIDE_SECTIONS = ("greet", "noise", "thank")
"""Intents that carry no section; the model of the sections makes one class of all of these."""
MOST_TYPES = len(SECTION_TYPES) + 1
"""How many classes the model of the sections can hold."""


class CannotFold(ValueError):
    """The questions cannot be split into that many folds; the message says why and what to do."""


def judge_in_folds(
    assistant: Parsing, questions: Sequence[Question], folds: int, on_fold: Callable[[], None] = lambda: None
) -> tuple[list[Judged], Share]:
    """Return each question judged by a model that did not learn from it, and the share of types told right.

    The folds are stratified by type and drawn with a fixed seed. A question is read as the first section of the
    type that was told. Raises `CannotFold`.
    """
    from sklearn.model_selection import StratifiedKFold

    types = [question.type for question in questions]
    _check(types, folds)
    texts = masked_texts(assistant, questions)
    judged: dict[int, Judged] = {}
    types_right = 0
    parting = StratifiedKFold(folds, shuffle=True, random_state=SEED)
    with warnings.catch_warnings():
        # A type with fewer questions than folds is measured all the same.
        warnings.simplefilter("ignore", UserWarning)
        split = [(list(learn), list(measure)) for learn, measure in parting.split(texts, types)]
    for learn, measure in split:
        told = types_told([texts[i] for i in learn], [types[i] for i in learn], [texts[i] for i in measure])
        for position, (kind, confidence) in zip(measure, told, strict=True):
            judged[position] = Judged(questions[position], SECTIONS_OF_TYPE[kind][:1], confidence)
            types_right += kind == types[position]
        on_fold()
    return [judged[position] for position in sorted(judged)], Share(types_right, len(questions))


def masked_texts(assistant: Parsing, questions: Sequence[Question]) -> list[str]:
    """Return the questions as the model reads them: lower-case, with the conditions that were found masked."""
    from knowledge.masking import mask_spans

    return [
        mask_spans(question.text, assistant.parse(question.text).get("entities") or []).lower().strip()
        for question in questions
    ]


def types_told(texts: Sequence[str], types: Sequence[str], measured: Sequence[str]) -> list[tuple[str, float]]:
    """Learn types from masked texts, and return the type told of each measured text with its probability.

    The model knows sections, not types, so each type borrows one of its classes; what a class is called makes no
    difference to what is learnt. The commonest type borrows the class without a section, under several intents in
    turn, because the model's other half, which is not used here, has to learn from some.
    """
    from bot.nlu.question_model import section_of_intent, train_model
    from bot.nlu.sentence_embedding_featurizer import embedded
    from bot.nlu.text_normalizer import TextNormalizer

    commonest, *others = (kind for kind, _ in Counter(types).most_common())
    borrowed = dict(zip(others, (f"ask_{section}" for section in SECTION_TYPES), strict=False))
    type_of_section = {None: commonest, **{section_of_intent(intent): kind for kind, intent in borrowed.items()}}
    beside = cycle(BESIDE_SECTIONS)
    intents = [borrowed[kind] if kind in borrowed else next(beside) for kind in types]
    writing = TextNormalizer.learned(texts)
    plain = [writing.of(text) for text in texts]
    read = train_model(plain, embedded(plain), intents, {}).read(measured, embedded(measured))
    return [(type_of_section[reading.section], reading.section_confidence) for reading in read]


def _check(types: Sequence[str], folds: int) -> None:
    counts = Counter(types)
    if folds < FEWEST_FOLDS:
        raise CannotFold(f"{folds} is too few folds; write --folds {FEWEST_FOLDS} or more.")
    if not FEWEST_TYPES <= len(counts) <= MOST_TYPES:
        raise CannotFold(
            f"The questions are of {len(counts)} types, and folds need {FEWEST_TYPES} to {MOST_TYPES}; "
            "write all types in one way, as GARD's or as sections."
        )
    if max(counts.values()) < folds:
        raise CannotFold(f"No type has {folds} questions; write a smaller number with --folds or add questions.")
