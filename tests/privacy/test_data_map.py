"""The data map names every table, and every setting that it names exists."""

from __future__ import annotations

import re
from pathlib import Path

from commands.backup.databases import parts_of
from rareguide.settings import ROOT, Settings

DATA_MAP = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")


def test_every_table_is_named(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    tables = {table.name for part in parts_of(settings) for table in part.tables}

    assert len(tables) > 20
    assert {name for name in tables if f"`{name}`" not in DATA_MAP} == set()


def test_every_setting_named_exists() -> None:
    named = {name.removeprefix("RAREGUIDE_").lower() for name in re.findall(r"RAREGUIDE_[A-Z_]+", DATA_MAP)}
    assert named
    assert named <= set(Settings.__fields__)
