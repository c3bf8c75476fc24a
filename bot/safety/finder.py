"""Find the alarm of a message: every sentence and clause of it is read by the patterns and by the trained model.

A message raises what one of its readings raises, whatever the others ask. The model's costly half, the meaning, is
read of those parts only that are likeliest by their words; `tools/bench/alarms.py` measures what the search costs.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

from bot.nlu.language_detector import language_of
from bot.safety.alarm import KINDS, Alarm
from bot.safety.disguises import deobfuscated, is_known
from bot.safety.model import NONE, AlarmModel, load_alarm_model, without_idioms
from bot.safety.patterns import is_resolved, match_rules, tells_history
from bot.safety.reading import (
    OF_GUESSES,
    OF_LETTERS,
    OF_MESSAGES,
    OF_PARTS,
    OF_SEVERAL_SENTENCES,
    Reading,
    Thresholds,
)
from bot.safety.respelling import Respelling
from bot.safety.rules import ENGLISH
from bot.safety.segments import WHOLE, sentences, told_in_a_row
from bot.safety.subject import subject_of

logger = logging.getLogger(__name__)

MOST_CHARACTERS = 20_000
"""A longer message is searched at both ends and sampled between, so many characters in all."""
SAMPLE = 250
"""So many characters has each sample."""
SHORT_MESSAGE = 25
LONG_MESSAGE = 60
"""Messages of more words count as long."""
MEANING_SHARE = 0.15
"""The meaning is read of so many characters for each character of a message, or of `LEAST_MEANING`."""
LEAST_MEANING = 180
MOST_MEANING = 800
PATTERN_FOUND = 0.5
WORTH_READING = 0.02
"""The meaning of a reading is worth its time from this probability by words on."""
ENGLISH_SHARE = 0.6
"""Of a text with fewer usual English words it is asked which language it is."""


class AlarmFinder:
    """Find alarms; without a model by the patterns alone."""

    def __init__(self, model: AlarmModel | None = None) -> None:
        self._model = model

    def find(self, message: str) -> Alarm | None:
        """Return what a message raises alarm about, or `None`."""
        written = excerpt(message.encode("utf-8", "replace").decode("utf-8"))
        text = without_idioms(deobfuscated(written))
        parts = dict(_parts(text))
        if text != written and _is_foreign(written):  # its long words may look like English ones without blanks
            parts = {**dict(_parts(written)), **parts}
        readings = [Reading(part, match_rules(part), thresholds) for part, thresholds in parts.items()]
        if self._model is not None and readings and not _is_foreign(text):
            readings = [_respelled(self._model.respelling, one) for one in readings]
        if self._model is not None and readings:
            try:
                readings = _read(self._model, readings, len(text))
            except Exception as problem:  # noqa: BLE001 – whatever breaks in the model must not take the warning away
                logger.error("The alarm model failed (%s); the patterns decide alone.", type(problem).__name__)
        alarm = _together(readings)
        if alarm is None:
            return None
        passing = alarm.is_general_mention or is_resolved(alarm.kind, text)
        ringing = [one.written or one.text for one in readings if one.alarm_by_patterns() or one.alarm_by_model()]
        return replace(alarm, is_general_mention=passing, subject=subject_of(ringing, language_of(message) or ENGLISH))


def _respelled(respelling: Respelling, reading: Reading) -> Reading:
    """Return a reading of the same text with its misspelt words written out."""
    text = respelling.of(reading.text)
    if text == reading.text:
        return reading
    return replace(
        reading, text=text, rule_matches=match_rules(text), written=reading.text, as_written=reading.rule_matches
    )


def _is_foreign(text: str) -> bool:
    """Return whether a text is in another language, whose words must not be taken for misspelt English ones."""
    words = text.lower().split()
    known = sum(is_known(word.strip(".,;:!?")) for word in words)
    return known < ENGLISH_SHARE * len(words) and language_of(text) is not None


def excerpt(message: str) -> str:
    """Return a message; of one that is too long both ends and samples between, as lines."""
    if len(message) <= MOST_CHARACTERS:
        return message
    end = MOST_CHARACTERS // 4
    samples = (MOST_CHARACTERS - 2 * end) // SAMPLE
    step = (len(message) - 2 * end) // samples
    between = [message[start : start + SAMPLE] for start in range(end, len(message) - end, step)][:samples]
    return "\n".join([message[:end], *between, message[-end:]])


def _parts(text: str) -> Iterator[tuple[str, Thresholds]]:
    """Return each text that is read by itself, once, with its thresholds."""
    told = sentences(text)
    words = len(text.split())
    is_long = words > LONG_MESSAGE
    whole = OF_LETTERS if is_long else OF_SEVERAL_SENTENCES if words > SHORT_MESSAGE else OF_MESSAGES
    guesses = OF_GUESSES
    if is_long and any(tells_history(sentence.text) for sentence in told):
        whole, guesses = replace(whole, only_acute=True), replace(guesses, only_acute=True)
    found: dict[str, Thresholds] = {}
    if len(text) <= WHOLE:
        found[" ".join(text.split())] = whole
    for sentence in told:
        found.setdefault(sentence.text, whole)
        if sentence.without_asides:
            found.setdefault(sentence.without_asides, whole)
        for clause in (*sentence.told(), *sentence.clauses):
            found.setdefault(clause, whole if sentence.has_question or is_long else OF_PARTS)
        for tail in sentence.tails:
            found.setdefault(tail, guesses)
    for pair in told_in_a_row(told):
        found.setdefault(pair, guesses if is_long else whole)
    return iter(found.items())


def _read(model: AlarmModel, readings: list[Reading], length: int) -> list[Reading]:
    """Return readings with what the model makes of the likeliest of them."""
    rule_features = [reading.rule_matches.rule_features for reading in readings]
    likelihoods = model.likelihoods([reading.text for reading in readings], rule_features)
    readings = [replace(one, likelihood=likelihood) for one, likelihood in zip(readings, likelihoods, strict=True)]
    chosen = _worth_reading(readings, max(LEAST_MEANING, min(MOST_MEANING, int(length * MEANING_SHARE))))
    shares = model.kinds([one.text for one in chosen], [one.rule_matches.rule_features for one in chosen])
    read = [
        replace(one, kind=max(KINDS, key=lambda kind: share.get(kind, 0.0)), probability=1.0 - share[NONE])
        for one, share in zip(chosen, shares, strict=True)
    ]
    texts = {one.text for one in read}
    return [*read, *(one for one in readings if one.text not in texts)]


def _worth_reading(readings: list[Reading], characters: int) -> list[Reading]:
    """Return the readings whose meaning is read: those first whose words are most above their threshold.

    What the patterns found counts by `PATTERN_FOUND` more.
    """
    ranked = sorted(readings, key=lambda one: one.thresholds.unclear - _likely(one))
    chosen: list[Reading] = []
    for one in ranked:
        if chosen and _likely(one) < WORTH_READING:
            continue
        if chosen and characters < len(one.text):
            continue
        characters -= len(one.text)
        chosen.append(one)
    return chosen


def _likely(reading: Reading) -> float:
    return (reading.likelihood or 0.0) + PATTERN_FOUND * reading.has_pattern


def _together(readings: list[Reading]) -> Alarm | None:
    """Return the gravest of what was found; the patterns' kind where both find something."""
    by_patterns = [alarm for one in readings if (alarm := one.alarm_by_patterns()) is not None]
    by_patterns.sort(key=lambda alarm: (alarm.is_general_mention, KINDS.index(alarm.kind)))
    by_model = [alarm for one in sorted(readings, key=lambda one: -(one.probability or 0.0))
                if (alarm := one.alarm_by_model()) is not None]  # fmt: skip
    found = [*by_patterns, *by_model]
    if not found:
        return None
    return Alarm(found[0].kind, is_general_mention=all(alarm.is_general_mention for alarm in found))


def trained_finder() -> AlarmFinder:
    """Return a finder with the alarm model of the model that is served; raise `NoAlarmModel` without it."""
    from bot.training import served_model

    return AlarmFinder(load_alarm_model(served_model()))
