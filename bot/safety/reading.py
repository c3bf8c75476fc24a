"""Say what one text of a message raises, from what the patterns find in it and what the model makes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from bot.safety.alarm import SELF_HARM, Alarm
from bot.safety.model import NONE
from bot.safety.patterns import (
    RuleMatches,
    has_foreign_words,
    has_strongest_words,
    is_acute,
    is_distant,
    is_general_mention,
    is_lasting,
    is_resolved,
)

WORDS_SHARE = 0.15
"""What is not certain counts by so much by its words alone; without, 29 of 438 everyday messages rang and not 26."""
SURE = 0.95
"""From this probability on the model is believed amid the history of an illness, too."""


@dataclass(frozen=True)
class Thresholds:
    """Hold from which probabilities on a reading counts.

    `alarming` raises the alarm, `unclear` puts the warning above the answer. What the patterns find is taken one step
    lower below `doubtful`, and counts for nothing below `unlikely`; their strongest words do so below `refuted` only.
    What is told as feared or over counts from `alarming` on, of self-harm from `unclear` on unless it is denied; words
    in other languages, which the model has not learned, always do. With `only_acute` no emergency and no poisoning
    counts that is not told as of here and now. Below `agreed` by its words alone what no pattern finds raises no full
    alarm: of the 120 calm letters of `tests/bot/calm_alarms.json` 23 did instead of 32, and two alarms less of 90.
    """

    alarming: float
    unclear: float
    doubtful: float = 0.4
    unlikely: float = 0.08
    refuted: float = 0.0
    agreed: float = 0.0
    only_acute: bool = False


OF_MESSAGES = Thresholds(0.9, 0.42)
OF_PARTS = Thresholds(0.9, 0.6)
"""For what may be half a sentence."""
OF_SEVERAL_SENTENCES = Thresholds(0.9, 0.6)
"""For a message of more than `SHORT_MESSAGE` words: each of its sentences could be taken wrongly."""
OF_LETTERS = Thresholds(0.9, 0.8, doubtful=0.4, unlikely=0.3, refuted=0.15, agreed=0.8)
"""For sentences of a long message: there are many that could be taken wrongly, and most tell of what is over."""
OF_GUESSES = Thresholds(0.9, 0.85, doubtful=0.5, unlikely=0.4, refuted=0.15, agreed=0.8)
"""For ends of questions, and for neighbours in a long message."""


@dataclass(frozen=True)
class Reading:
    """Hold one text of a message and what is known of it."""

    text: str
    rule_matches: RuleMatches
    thresholds: Thresholds
    likelihood: float | None = None
    written: str = ""
    as_written: RuleMatches | None = None
    kind: str = NONE
    probability: float | None = None

    @property
    def has_pattern(self) -> bool:
        """Return whether the patterns found something, in the words as they were written or as they were meant."""
        return self.rule_matches.alarm is not None or (
            self.as_written is not None and self.as_written.alarm is not None
        )

    @cached_property
    def _is_history(self) -> bool:
        return self.thresholds.only_acute and not is_acute(self.text)

    @cached_property
    def _is_distant(self) -> bool:
        return is_distant(self.text)

    def _least(self, kind: str) -> float:
        """Return from which probability on what may be told as feared or over, or is denied, counts."""
        return self.thresholds.alarming if self._is_played_down(kind) else self.thresholds.unclear

    def _is_played_down(self, kind: str) -> bool:
        return is_resolved(SELF_HARM, self.text) if kind == SELF_HARM else self._is_distant

    def is_over(self, kind: str) -> bool:
        """Return whether this is part of the history of an illness, and nothing of here and now.

        Thoughts of self-harm are of here and now whatever the rest of a letter tells; and so is what the model is sure
        of and nothing in it tells as lasting, over or feared.
        """
        if kind == SELF_HARM or not self._is_history:
            return False
        return (self.probability or 0.0) < SURE or is_lasting(self.text)

    def _joined(self) -> float:
        """Return how probable an alarm is, in which the words alone have a say unless it is as good as certain."""
        probability = self.probability or 0.0
        if self.likelihood is None or probability >= self.thresholds.alarming:
            return probability
        return (1.0 - WORDS_SHARE) * probability + WORDS_SHARE * self.likelihood

    def alarm_by_patterns(self) -> Alarm | None:
        """Return what the patterns found, as far as the model does not speak against it."""
        found = self.rule_matches.alarm or (self.as_written.alarm if self.as_written else None)
        if found is not None and self.is_over(found.kind):
            return None
        probability = self.likelihood if self.probability is None else self.probability
        if found is None or probability is None:
            return found
        if found.is_general_mention:
            return found if probability >= self._least(found.kind) else None
        texts = (self.text, self.written)
        if any(map(has_foreign_words, texts)):
            return found
        if self._is_distant or self._is_played_down(found.kind):
            return found if probability >= self._least(found.kind) else None
        if probability >= self.thresholds.doubtful:
            return found
        if probability >= self.thresholds.refuted and any(map(has_strongest_words, texts)):
            return found
        return replace(found, is_general_mention=True) if probability >= self.thresholds.unlikely else None

    def alarm_by_model(self) -> Alarm | None:
        """Return what the model found."""
        if self.probability is None or self._joined() < self._least(self.kind) or self.is_over(self.kind):
            return None
        agreed = self.has_pattern or (self.likelihood or 0.0) >= self.thresholds.agreed
        is_certain = agreed and self.probability >= self.thresholds.alarming
        passing = not is_certain or is_general_mention(self.kind, self.text)
        return Alarm(self.kind, is_general_mention=passing)
