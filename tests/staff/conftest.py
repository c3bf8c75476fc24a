"""A staff site with its cast."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from staff import passwords
from tests.staff.cast import Cast, Person


@pytest.fixture(autouse=True)
def quick_passwords(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash with little effort, except where a test is about the effort."""
    if "slow_passwords" not in request.fixturenames:
        quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        monkeypatch.setattr(passwords, "_hasher", lambda: quick)
    passwords._nobodys_hash.cache_clear()
    yield
    passwords._nobodys_hash.cache_clear()


@pytest.fixture
def slow_passwords() -> None:
    """Leave the hashing as it is."""


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    return Cast(tmp_path)


@pytest.fixture
def noor(cast: Cast) -> Person:
    return cast.person("operator", "noor@larkfield.example", "Noor")


@pytest.fixture
def robin(cast: Cast) -> Person:
    return cast.person("operator", "robin@larkfield.example", "Robin")
