"""Find the alarm of a message with the patterns and the trained model together.

The thresholds were set on five folds of `data/safety/alarms.yml` and the messages of `data/nlu/`, where they find
89.9 % of 879 alarms (82.5 % without a further answer; the patterns alone: 52.1 %), with the right kind in 96 % of them.
Of 1,193 look-alikes 7.3 % raise one (3.5 % without a further answer), of 10,027 ordinary messages 0.2 % (0.1 %). When
there were 866 alarms, `UNCLEAR` at 0.25 would have found 91.5 % of them instead of 88.7 %, with 10.1 % of the
look-alikes instead of 7.4 %.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass

from bot.nlu.clauses import sentences
from bot.safety.alarm import KINDS, Alarm
from bot.safety.model import NONE, AlarmModel, load_alarm_model
from bot.safety.patterns import find_alarm, has_strongest_words, is_in_passing

logger = logging.getLogger(__name__)

ALARMING = 0.7
"""From this probability on a message raises the alarm."""
UNCLEAR = 0.4
"""From this probability on the warning stands above the answer."""
SURELY_NONE = 0.8
"""From this probability of no alarm on, what the patterns find is taken one step lower."""
ALARMING_PART = 0.95
UNCLEAR_PART = 0.85
"""The same for parts of a long message, of which there are many that could be taken wrongly."""
LONG_MESSAGE = 60
"""Messages of more words are read in parts: two sentences that follow each other."""
MOST_CHARACTERS = 3000
"""Of a longer message the model reads so many, half of them from its end; the patterns read all of it."""
MOST_PARTS = 24
"""A message of more sentences has longer parts that do not overlap, so that reading takes some tenths of a second."""


@dataclass(frozen=True)
class _Reading:
    text: str
    kind: str
    probability: float
    alarming: float
    unclear: float

    def alarm(self) -> Alarm | None:
        """Return the alarm that this text raises."""
        if self.probability < self.unclear:
            return None
        passing = self.probability < self.alarming or is_in_passing(self.kind, self.text)
        return Alarm(self.kind, is_in_passing=passing)


class AlarmFinder:
    """Find alarms; without a model by the patterns alone."""

    def __init__(self, model: AlarmModel | None = None) -> None:
        self._model = model

    def find(self, message: str) -> Alarm | None:
        """Return what a message raises alarm about, or `None`."""
        by_patterns = find_alarm(message)
        if self._model is None:
            return by_patterns
        try:
            readings = list(_readings(self._model, message))
        except Exception as problem:  # noqa: BLE001 – whatever breaks in the model must not take the warning away
            logger.error("The alarm model failed (%s); the patterns decide alone.", type(problem).__name__)
            return by_patterns
        return _together(message, by_patterns, readings)


def _readings(model: AlarmModel, message: str) -> Iterator[_Reading]:
    text = message.encode("utf-8", "replace").decode("utf-8")
    is_long = len(text.split()) > LONG_MESSAGE or len(text) > MOST_CHARACTERS
    texts = _parts(text) if is_long else [text]
    alarming, unclear = (ALARMING_PART, UNCLEAR_PART) if is_long else (ALARMING, UNCLEAR)
    for part, shares in zip(texts, model.kinds(texts), strict=True):
        kind = max(KINDS, key=lambda kind: shares.get(kind, 0.0))
        # A part that could be any kind of alarm is most often none: only a clear one counts.
        probability = shares.get(kind, 0.0) if is_long else 1.0 - shares[NONE]
        yield _Reading(part, kind, probability, alarming, unclear)


def _parts(text: str) -> list[str]:
    if len(text) > MOST_CHARACTERS:
        text = f"{text[: MOST_CHARACTERS // 2]}\n{text[-MOST_CHARACTERS // 2 :]}"
    told = sentences(text)
    step = 1 if len(told) <= MOST_PARTS else math.ceil(len(told) / MOST_PARTS)
    length = max(step, 2)
    return [" ".join(told[start : start + length]) for start in range(0, max(len(told) - length + step, 1), step)]


def _together(message: str, by_patterns: Alarm | None, readings: list[_Reading]) -> Alarm | None:
    """Return the graver of what patterns and model find; the patterns' kind where both find something."""
    likeliest = max((reading.probability for reading in readings), default=0.0)
    if by_patterns is not None and likeliest <= 1.0 - SURELY_NONE and not has_strongest_words(message):
        by_patterns = None if by_patterns.is_in_passing else Alarm(by_patterns.kind, is_in_passing=True)
    by_readings = sorted(readings, key=lambda reading: -reading.probability)
    found = [alarm for alarm in (by_patterns, *(reading.alarm() for reading in by_readings)) if alarm is not None]
    if not found:
        return None
    return Alarm(found[0].kind, is_in_passing=all(alarm.is_in_passing for alarm in found))


def trained_finder() -> AlarmFinder:
    """Return a finder with the model that was trained from the present data; raise `NoAlarmModel` without it."""
    from bot.training import alarm_model_path

    return AlarmFinder(load_alarm_model(alarm_model_path()))
