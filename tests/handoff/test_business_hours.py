"""When people are there, and how it is said."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

from rareguide.business_hours import BusinessHours, WrongBusinessHours
from rareguide.texts import DOMAIN_FILE, Texts, load_texts

NEW_YORK = ZoneInfo("America/New_York")
OFFICE = BusinessHours("Mon-Fri 09:00-12:00, 13:00-17:00; Sat 10:00-12:00", "America/New_York", "US")


def at(day: str, time: str) -> float:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=NEW_YORK).timestamp()


@pytest.mark.parametrize(
    ("day", "time", "is_open"),
    [
        ("2026-03-04", "08:59:59", False),
        ("2026-03-04", "09:00", True),
        ("2026-03-04", "12:00", False),
        ("2026-03-04", "13:00", True),
        ("2026-03-04", "17:00", False),
        ("2026-03-07", "11:00", True),  # Saturday
        ("2026-03-08", "11:00", False),  # Sunday
        ("2026-11-26", "11:00", False),  # Thanksgiving
    ],
)
def test_hours_days_and_holidays(day: str, time: str, is_open: bool) -> None:
    assert OFFICE.is_open(at(day, time)) is is_open


@pytest.mark.parametrize(
    ("day", "time", "words"),
    [
        ("2026-03-04", "07:00", "today at 9:00 AM (EST)"),
        ("2026-03-04", "12:30", "today at 1:00 PM (EST)"),
        ("2026-03-04", "20:00", "tomorrow at 9:00 AM (EST)"),
        ("2026-03-07", "13:00", "on Monday, March 9, at 9:00 AM (EDT)"),  # the clocks change on Sunday
        ("2026-12-24", "18:00", "on Saturday, December 26, at 10:00 AM (EST)"),
    ],
)
def test_the_next_opening_in_words(day: str, time: str, words: str) -> None:
    assert OFFICE.in_words(at(day, time), load_texts()) == words


def test_a_translated_domain_says_it_in_its_own_words(tmp_path: Path) -> None:
    domain = YAML(typ="safe").load(DOMAIN_FILE.read_text(encoding="utf-8"))
    spanish = {
        "utter_handoff_on_day": "el {weekday} {day} de {month} a las {time}",
        "utter_handoff_tomorrow": "mañana a las {time}",
        "utter_handoff_hour": "{hour}:{minute}",
        "utter_handoff_weekdays": "lunes, martes, miércoles, jueves, viernes, sábado, domingo",
        "utter_handoff_months": "enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, octubre, "
        "noviembre, diciembre",
    }
    domain["responses"] |= {name: [{"text": text}] for name, text in spanish.items()}
    YAML().dump(domain, tmp_path / "domain.yml")
    texts = Texts(tmp_path / "domain.yml")

    assert OFFICE.in_words(at("2026-12-24", "18:00"), texts) == "el sábado 26 de diciembre a las 10:00"
    assert OFFICE.in_words(at("2026-03-04", "20:00"), texts) == "mañana a las 9:00"


def test_always_and_never() -> None:
    assert BusinessHours("Mon-Sun 00:00-24:00", "UTC").is_open(at("2026-12-25", "23:59"))
    never = BusinessHours("", "UTC")
    morning = at("2026-03-04", "10:00")
    assert (never.is_open(morning), never.in_words(morning, load_texts())) == (False, "")


def test_days_that_go_round_the_week_and_lists_of_days() -> None:
    hours = BusinessHours("Sat-Mon 10:00-11:00; Wed, Fri 10:00-11:00", "America/New_York")
    opened = [day for day in range(1, 8) if hours.is_open(at(f"2026-03-0{day}", "10:30"))]
    assert opened == [1, 2, 4, 6, 7]  # the first is a Sunday


def test_holidays_of_a_part_of_a_country() -> None:
    columbus = at("2026-10-12", "10:00")
    assert not BusinessHours("Mon-Fri 09:00-17:00", "America/New_York", "US-NY").is_open(columbus)
    assert BusinessHours("Mon-Fri 09:00-17:00", "America/New_York", "GB").is_open(columbus)


@pytest.mark.parametrize(
    ("hours", "zone", "country", "problem"),
    [
        ("whenever", "UTC", "", "'whenever' is not like"),
        ("Moo 09:00-17:00", "UTC", "", "'Moo' is no day"),
        ("Mon 17:00-09:00", "UTC", "", "does not begin before it ends"),
        ("Mon 09:60-17:00", "UTC", "", "'09:60-17:00'"),
        ("Mon 9-17", "UTC", "", "business_hours"),
        ("Mon 09:00-17:00", "Mars/Phobos", "", "time_zone"),
        ("Mon 09:00-17:00", "UTC", "XX", "holidays"),
    ],
)
def test_a_wrong_setting_is_named(hours: str, zone: str, country: str, problem: str) -> None:
    with pytest.raises(WrongBusinessHours, match=problem):
        BusinessHours(hours, zone, country)
