"""Draft the turns that need neither Rasa nor the store: alarms, refusals, and what is said when something broke."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil
from typing import Any

from actions.options import person_choice
from actions.reading import FEELING, INFORM, WANTS_A_PERSON
from actions.reply_rules import says, tells_of_help
from bot.channels.sanitize import LEADING_SLASHES
from bot.nlu.language_detector import language_of
from bot.safety.alarm import NUMBERS, Alarm, alarm_text, whom_to_call, with_numbers
from rareguide.settings import Settings
from rareguide.texts import Texts
from rareguide.turn import AlarmData, DisclaimerData, Draft, DraftData, TurnKind, Understood
from rareguide.word_lists import word_lists

OTHER_LANGUAGE = "other_language"
"""The intent of a message that was understood to be in another language than English."""
GOING_ON = frozenset(
    {INFORM, "abuse", "affirm", "chitchat", "deny", "make_joke", "noise", "not_helpful", "tell_good_news"}
)
"""Intents of what is said without a question, or not understood."""
LEAVING = frozenset({"goodbye", "thank"})
ANSWERS = ("answer", "clarify", "no_answer")
"""Kinds of turns that answer what is asked beside something told."""


@dataclass(frozen=True)
class CannedResponses:
    """Take the words from the domain's texts."""

    settings: Settings
    texts: Texts

    def disclaimer(self, language: str) -> DisclaimerData:
        """Return the disclaimer, translated where it is the project's own and the domain has it in that language."""
        disclaimer = self.settings.disclaimer()
        name = f"utter_disclaimer_{language}"
        if disclaimer["text"] != Settings.__fields__["disclaimer_text"].default or not self.texts.has(name):
            return disclaimer
        return {**disclaimer, "text": self.texts.say(name)}

    def of_alarm(self, alarm: Alarm) -> DraftData:
        """Return the draft for an alarm: the numbers to call in the region of the settings."""
        text = alarm_text(alarm, self.settings.region, self.texts)
        told: AlarmData = {"kind": alarm.kind, "text": text}
        return Draft("emergency", text, understood=Understood(alarm.kind, 1.0), alarm=told).as_dict()

    def with_alarm(self, alarm: Alarm, draft: DraftData) -> DraftData:
        """Put the warning above an answer: a question that mentions an alarming sign gets both.

        Where a turn would say only that nothing was understood, the warning stands alone.
        """
        warning = alarm_text(alarm, self.settings.region, self.texts)
        told: AlarmData = {"kind": alarm.kind, "text": warning}
        says_more = draft.get("understood", {}).get("intent") or draft.get("handoff") or draft["kind"] == "no_answer"
        text = f"{warning}\n\n{draft['text']}" if says_more else warning
        return {**draft, "kind": "emergency", "text": text, "alarm": told}

    def with_whom_to_call(self, draft: DraftData, message: Any) -> DraftData:
        """Put whom to call above the apology for a message in another language, whose alarms may not be known."""
        if draft["kind"] != "smalltalk" or draft.get("understood", {}).get("intent") != OTHER_LANGUAGE:
            return draft
        told = whom_to_call(language_of(str(message)), self.settings.region, self.texts)
        return {**draft, "text": f"{told}\n\n{draft['text']}"}

    def with_all_clear(self, draft: DraftData) -> DraftData:
        """Put above an answer that the numbers to call stay valid, where nobody is in danger any more."""
        is_met = draft["text"].startswith(self._with_numbers("utter_help_comes_beside"))
        if draft["kind"] not in ANSWERS or is_met:
            return draft
        return {**draft, "text": f"{self.texts.say('utter_all_clear_beside')}\n\n{draft['text']}"}

    def after_self_harm(self, draft: DraftData, message: Any) -> DraftData:
        """Keep the crisis line and a person in sight of who spoke of self-harm before.

        What is asked is answered, with a kind word above for who also tells that somebody comes. Who tells that alone,
        or goes on without a question, is offered no sections.
        """
        intent = draft.get("understood", {}).get("intent") or INFORM
        is_talk = draft["kind"] in ("smalltalk", "no_answer") and not draft["missing"]
        is_opening = draft["kind"] == "handoff" and intent == WANTS_A_PERSON
        if draft["kind"] == "handoff" and not is_opening:
            return draft
        if draft["text"].startswith(self.texts.say("utter_safe_now")):
            return draft
        if not is_opening and tells_of_help(message):
            if _answers(draft, intent, str(message)):
                return {**draft, "text": f"{self._with_numbers('utter_help_comes_beside')}\n\n{draft['text']}"}
            text = self._with_numbers("utter_help_comes")
        elif is_talk and intent in GOING_ON and not says("all_clear", str(message)):
            text = self._with_numbers("utter_after_self_harm")
        elif is_opening or (is_talk and (intent in LEAVING or intent.startswith(FEELING))):
            return {**draft, "text": f"{draft['text']} {self._with_numbers('utter_after_self_harm_beside')}"}
        else:
            return draft
        person = Draft("smalltalk", text, options=(person_choice(self.texts).option(),)).as_dict()
        return {**person, "condition": draft["condition"], "understood": draft["understood"]}

    def with_help_coming(self, draft: DraftData, message: Any) -> DraftData:
        """Put gentler words in an alarm raised once more by who tells that somebody comes."""
        is_gentle = "?" not in str(message) and tells_of_help(message)
        return {**draft, "text": self._with_numbers("utter_help_comes")} if is_gentle else draft

    def _with_numbers(self, text: str) -> str:
        return with_numbers(text, self.settings.region, self.texts)

    def plain(self, kind: TurnKind, text: str, **values: str) -> DraftData:
        """Return the draft of a kind with a text of the domain, its placeholders filled in."""
        return Draft(kind, self.texts.say(text, **values)).as_dict()

    def not_searched(self, seconds: float) -> DraftData:
        """Return the draft for a message that nobody looks for an alarm in: it names all numbers itself."""
        numbers = NUMBERS.get(self.settings.region.upper())
        return self.plain(
            "no_answer",
            "utter_not_searched",
            emergency_number=numbers.emergency if numbers else self.texts.say("utter_emergency_number_unknown"),
            poison_number=numbers.poison if numbers else self.texts.say("utter_poison_number_unknown"),
            crisis_number=numbers.crisis if numbers else self.texts.say("utter_crisis_number_unknown"),
            seconds=str(ceil(seconds)),
        )

    def refusal(self, message: Any, alarm: Alarm | None) -> DraftData | None:
        """Return the draft for a message that cannot be read, or `None`."""
        if message is None or (isinstance(message, str) and not LEADING_SLASHES.sub("", message.replace("\x00", ""))):
            return self.plain("smalltalk", "utter_empty")
        is_text = isinstance(message, str)
        if is_text and len(message) <= self.settings.max_message_characters:
            return None
        # The alarm comes first even where the message cannot be read otherwise.
        if alarm is not None:
            return self.of_alarm(alarm)
        if not is_text:
            return self.plain("smalltalk", "utter_unreadable")
        longest = str(self.settings.max_message_characters)
        return self.plain("smalltalk", "utter_too_long", characters=longest)


def _answers(draft: DraftData, intent: str, message: str) -> bool:
    """Return whether a draft answers something that is asked, and does not only take up what is told."""
    has_word = re.search(rf"\b(?:{word_lists().fragments['question_words']})\b", message, re.IGNORECASE) is not None
    if draft["kind"] in ANSWERS:
        return "?" in message or has_word
    return "?" in message and intent not in GOING_ON and not intent.startswith(FEELING)
