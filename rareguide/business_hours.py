"""Know when people are there, in their time zone and with their holidays, and say it in the words of the domain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

from rareguide.texts import Texts

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FURTHEST = 60
"""How many days ahead an opening is looked for; the longest run of holidays and week-ends is far shorter."""

_PART = re.compile(r"(?P<days>[a-z,\s-]+?)\s+(?P<times>[\d:,\s-]+)", re.IGNORECASE)
_TIMES = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")

NEAR_DAYS = {0: "utter_handoff_today", 1: "utter_handoff_tomorrow"}
"""How days are called that are this many days ahead."""

Span = tuple[int, int]
"""From and to, in minutes since midnight."""


class WrongBusinessHours(ValueError):
    """The setting cannot be read; the message says what is wrong."""


class BusinessHours:
    """Hold when people are there; empty `hours` mean never. Raises `WrongBusinessHours`."""

    def __init__(self, hours: str, time_zone: str, country: str = "") -> None:
        self._week = _read_week(hours)
        try:
            self._zone = ZoneInfo(time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
            raise WrongBusinessHours(f"time_zone: {time_zone!r} is no time zone") from problem
        self._holidays = _read_holidays(country)

    def is_open(self, at: float) -> bool:
        """Return whether people are there at a time in seconds since 1970."""
        now = self._local(at)
        return any(start <= now < end for start, end in self._spans(now.date()))

    def next_opening(self, at: float) -> datetime | None:
        """Return when people are there next, or `None` when that is not to be seen; `at` itself where they are."""
        now = self._local(at)
        for ahead in range(FURTHEST):
            for start, end in self._spans(now.date() + timedelta(days=ahead)):
                if end > now:
                    return max(start, now)
        return None

    def in_words(self, at: float, texts: Texts) -> str:
        """Return the next opening as "today at 9:00 AM (EST)" or "on Monday, November 23, at 9:00 AM (EST)"."""
        opening = self.next_opening(at)
        if opening is None:
            return ""
        hour = _hour_in_words(opening, texts)
        ahead = (opening.date() - self._local(at).date()).days
        if ahead in NEAR_DAYS:
            return texts.say(NEAR_DAYS[ahead], time=hour)
        weekday = _listed("utter_handoff_weekdays", opening.weekday(), texts)
        month = _listed("utter_handoff_months", opening.month - 1, texts)
        return texts.say("utter_handoff_on_day", weekday=weekday, month=month, day=str(opening.day), time=hour)

    def _local(self, at: float) -> datetime:
        return datetime.fromtimestamp(at, self._zone)

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        if day in self._holidays:
            return []
        return [(self._moment(day, start), self._moment(day, end)) for start, end in self._week.get(day.weekday(), ())]

    def _moment(self, day: date, minutes: int) -> datetime:
        midnight_after, minutes = divmod(minutes, 24 * 60)
        at = time(minutes // 60, minutes % 60)
        return datetime.combine(day + timedelta(days=midnight_after), at, tzinfo=self._zone)


def _hour_in_words(moment: datetime, texts: Texts) -> str:
    return texts.say(
        "utter_handoff_hour",
        hour=str(moment.hour),
        hour_of_twelve=str(moment.hour % 12 or 12),
        minute=f"{moment:%M}",
        half=_listed("utter_handoff_halves_of_the_day", moment.hour // 12, texts),
        zone=f"{moment:%Z}",
    )


def _listed(name: str, place: int, texts: Texts) -> str:
    """Return one of the words that a text lists between commas."""
    return texts.say(name).split(",")[place].strip()


def _read_holidays(country: str) -> Mapping[Any, str]:
    """Return the holidays of a country, or of a part of it, such as US-NY."""
    if not country.strip():
        return {}
    name, _, part = country.strip().upper().partition("-")
    try:
        found: Mapping[Any, str] = holidays.country_holidays(name, subdiv=part or None)
    except NotImplementedError as problem:
        raise WrongBusinessHours(f"holidays: {country!r} is not known") from problem
    return found


def _read_week(hours: str) -> dict[int, list[Span]]:
    """Read "Mon-Fri 09:00-12:00, 13:00-17:00; Sat 10:00-12:00"."""
    week: dict[int, list[Span]] = {}
    for part in filter(str.strip, hours.split(";")):
        found = _PART.fullmatch(part.strip())
        if found is None:
            raise WrongBusinessHours(f"business_hours: {part.strip()!r} is not like Mon-Fri 09:00-17:00")
        spans = [_read_span(times) for times in found["times"].split(",")]
        for day in _read_days(found["days"]):
            week[day] = sorted(week.get(day, []) + spans)
    return week


def _read_days(text: str) -> list[int]:
    days = []
    for part in text.split(","):
        first, _, last = (name.strip().lower()[:3] for name in part.partition("-"))
        try:
            start, end = DAYS.index(first), DAYS.index(last or first)
        except ValueError as problem:
            raise WrongBusinessHours(f"business_hours: {part.strip()!r} is no day") from problem
        days += [(start + ahead) % 7 for ahead in range((end - start) % 7 + 1)]
    return days


def _read_span(text: str) -> Span:
    found = _TIMES.fullmatch(text.strip())
    if found is None:
        raise WrongBusinessHours(f"business_hours: {text.strip()!r} is not like 09:00-17:00")
    hour, minute, last_hour, last_minute = map(int, found.groups())
    span = hour * 60 + minute, last_hour * 60 + last_minute
    if max(minute, last_minute) > 59 or not 0 <= span[0] < span[1] <= 24 * 60:
        raise WrongBusinessHours(f"business_hours: {text.strip()!r} does not begin before it ends on the same day")
    return span
