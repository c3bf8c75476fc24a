"""Answer a question whether: by the yes or no that a section begins with, and by what is said of the sex asked of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from actions.asked_sections import question_of
from actions.nearest_passages import FREQUENCY, INHERITANCE, OVERVIEW
from actions.passage_choice import Choice
from actions.reading import Reading
from knowledge.named_passages import own_words
from knowledge.passage_features import ODDS, ParticularQuestion
from knowledge.passage_rules import passage_rules
from knowledge.passages import MOST_PASSAGES, find_passages
from knowledge.sentences import sentence_spans
from knowledge.shown_sections import StoredSection
from knowledge.store import KnowledgeStore


def with_sexes(
    store: KnowledgeStore, slug: str, found: Sequence[StoredSection], reading: Reading, choice: Choice
) -> Choice:
    """Return the choice with the sentence that tells whom a condition meets, where it is asked whether a sex gets it.

    "Do boys get it too?" is answered by "it is seen mostly in girls", and not by how rarely it is handed down. Asked
    which of two conditions boys have, a page that tells nothing of it is said to have nothing on just this.
    """
    question = reading.question(next(iter(reading.sections), None))
    if not _is_of_sexes(question) or set(reading.sections) - {INHERITANCE, FREQUENCY}:
        return choice
    if passage_rules().which_one.search(question.text):
        return _of_which_sex(store, slug, found, question)
    asked = [sex for sex in passage_rules().sexes if sex.says.search(question.text)]
    is_there = any(sex.says.search(stored.section.body) for stored in found for sex in asked)
    told = sentences_with(passage_rules().of_one_sex, store.sections(slug, (OVERVIEW, FREQUENCY)))
    if is_there or not told:
        return choice
    stored, sentence = told[0]
    return replace(choice, highlights={stored.id: (sentence,)}, sections=(stored,))


def _of_father(asked: Sequence[StoredSection], choice: Choice) -> Choice:
    """Return the choice in which what goes from a father to a son is answered by what is said of fathers alone.

    Of an illness of the X chromosome, which a son has from his mother, "one changed copy is enough" would say yes.
    """
    told = sentences_with(passage_rules().from_father.says, asked)[:MOST_PASSAGES]
    return replace(choice, highlights={stored.id: (sentence,) for stored, sentence in told}, unanswered=not told)


def _of_which_sex(
    store: KnowledgeStore, slug: str, found: Sequence[StoredSection], question: ParticularQuestion
) -> Choice:
    """Return the sentence that tells whom a condition meets, else one that speaks of the sex asked for, or the other.

    A question which of several conditions boys have is held against each.
    """
    rules = passage_rules()
    places = [*store.sections(slug, (OVERVIEW, FREQUENCY)), *found]
    of_both = sentences_with(rules.of_sexes, places)
    asked = [sex for sex in rules.sexes if sex.says.search(question.text)]
    of_asked = [told for told in of_both if any(sex.says.search(told[1]) for sex in asked)]
    told = sentences_with(rules.of_one_sex, places) or of_asked or of_both
    return Choice({one.id: (sentence,) for one, sentence in told[:1]}, tuple(one for one, _ in told[:1]), not told)


def sentences_with(pattern: re.Pattern[str], sections: Iterable[StoredSection]) -> list[tuple[StoredSection, str]]:
    """Return the sentences of sections that a pattern finds, each with its section."""
    return [
        (stored, sentence)
        for stored in sections
        for sentence in (span.of(stored.section.body) for span in sentence_spans(stored.section.body))
        if pattern.search(sentence)
    ]


def with_verdict(
    store: KnowledgeStore, slug: str, found: Sequence[StoredSection], reading: Reading, choice: Choice
) -> Choice:
    """Return the choice with the sentences by which the sections found answer a question whether they hold true.

    "Can my kids get it?" is answered by "Mostly not: …" before the chances in some families, and by the chance alone
    where no yes or no is there; "could a girl have it?" by what is said of girls, and not by the "Yes, …" that it is
    inherited.
    """
    if INHERITANCE in reading.sections and passage_rules().from_father.asks.search(reading.masked):
        asked = [one for one in found if one.section.type == INHERITANCE]
        if any(passage_rules().of_x_linked.search(one.section.body) for one in asked):
            return _of_father(asked, choice)
    highlights = dict(choice.highlights)
    for stored in found:
        body, name = stored.section.body, stored.section.type
        question = question_of(reading, name)
        is_whether = name in reading.sections and passage_rules().whether.search(question.text)
        spans = sentence_spans(body) if is_whether and not own_words(question) else ()
        if not spans:
            continue
        sentences = [span.of(body) for span in spans]
        verdict = sentences[:1] if passage_rules().verdict.match(body) else []
        chance: list[str] = []
        if passage_rules().offspring.search(question.text):
            plain = replace(question, text=passage_rules().kinds[ODDS].plainly)
            chance = [one.text for one in find_passages(store, slug, plain) if one.stored.id == stored.id][:1]
        sexes = [sex for sex in passage_rules().sexes if name == INHERITANCE and sex.asks.search(question.text)]
        odds = [one for one in chance if name == INHERITANCE and passage_rules().kinds[ODDS].says.search(one)]
        of_sex = [one for one in sentences if any(sex.says.search(one) for sex in sexes)]
        if name == INHERITANCE and not of_sex and _is_of_sexes(question):
            told = tuple(one for one in highlights.get(stored.id, ()) if one not in verdict)
        elif of_sex:
            told = (*(one for one in verdict if not passage_rules().affirmed.match(one)), *odds, *of_sex)
        elif verdict:
            told = (*verdict, *chance, *highlights.get(stored.id, ()))
        else:
            told = tuple(odds) or highlights.get(stored.id, ())
        if told:
            highlights[stored.id] = tuple(dict.fromkeys(told))[:MOST_PASSAGES]
        else:
            highlights.pop(stored.id, None)
    is_told = highlights.keys() > choice.highlights.keys()
    return replace(choice, highlights=highlights, unanswered=choice.unanswered and not is_told)


def is_verdict(stored: StoredSection) -> bool:
    """Return whether a section begins with a yes or no."""
    return passage_rules().verdict.match(stored.section.body) is not None


def _is_of_sexes(question: ParticularQuestion) -> bool:
    """Tell whether it is asked whether women or men get a condition, and not somebody's own kin."""
    rules = passage_rules()
    is_asked = rules.whether.search(question.text) or rules.which_one.search(question.text)
    if rules.kin.search(question.text) or not is_asked:
        return False
    is_named = any(sex.says.search(question.text) for sex in rules.sexes)
    return is_named and all(any(sex.says.search(word) for sex in rules.sexes) for word in own_words(question).values())
