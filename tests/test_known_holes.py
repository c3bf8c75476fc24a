"""The table of known holes in `docs/security.md` agrees with the lock, and with itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKED = dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
ID = re.compile(r"(CVE|GHSA|SNYK|CERT)[\w /#-]+")


def rows(heading: str) -> list[list[str]]:
    _, section = (ROOT / "docs" / "security.md").read_text(encoding="utf-8").split(f"\n### {heading}\n")
    lines = [line for line in section.split("\n## ")[0].split("\n### ")[0].splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


OPEN, FIXED = rows("Not fixed in what is installed"), rows("Fixed in what is installed")


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


@pytest.mark.parametrize("row", OPEN + FIXED, ids=lambda row: f"{row[0]} {row[3]}")
def test_a_row_names_what_is_locked_and_an_advisory(row: list[str]) -> None:
    package, installed, _, ids, what = row[:5]
    assert LOCKED[package] == installed
    assert all(ID.fullmatch(one.strip()) for one in re.split("[,;]", ids))
    assert what


@pytest.mark.parametrize("row", OPEN, ids=lambda row: f"{row[0]} {row[3]}")
def test_what_is_not_mended_says_whether_it_reaches_us_and_what_is_done(row: list[str]) -> None:
    _, installed, fixed, _, _, reaches, done = row
    assert all(numbers(installed) < numbers(version) for version in fixed.split(" and ") if numbers(version))
    assert re.match(r"(No|Hardly|Yes): ", reaches)
    assert done


@pytest.mark.parametrize("row", FIXED, ids=lambda row: f"{row[0]} {row[3]}")
def test_what_is_mended_is(row: list[str]) -> None:
    assert numbers(row[1]) >= numbers(row[2])
