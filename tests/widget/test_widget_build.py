"""The committed script is what its sources give, it is small, and installing it depends on no particular host."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareguide.widget_script import WidgetScript, read_script

WIDGET = Path(__file__).resolve().parents[2] / "widget"
COMMITTED = WIDGET / "dist" / "widget.js"
MOST_BYTES = 32 * 1024


def test_the_committed_file_is_what_the_sources_give(built_widget: Path) -> None:
    built, committed = (
        {path.name: path.read_bytes() for path in (folder / "dist").iterdir()} for folder in (built_widget, WIDGET)
    )

    assert list(committed) == ["widget.js"]
    assert built == committed, "Run `npm ci` and `npm run build` in widget/ and commit widget/dist."


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_versioned_name_stands_for_its_bytes_alone(one: bytes, other: bytes) -> None:
    names = {WidgetScript(one).versioned_name, WidgetScript(other).versioned_name}

    assert len(names) == len({one, other})
    assert WidgetScript(one).body("gzip, br;q=0.5") == brotli.compress(one, mode=brotli.MODE_TEXT)


def test_building_again_gives_the_same_bytes(built_widget: Path, tmp_path: Path) -> None:
    again = tmp_path / "widget"
    shutil.copytree(built_widget, again, ignore=shutil.ignore_patterns("node_modules", "dist"))
    (again / "node_modules").symlink_to(built_widget / "node_modules")

    subprocess.run(["npm", "run", "build"], cwd=again, check=True, capture_output=True)

    assert (again / "dist" / "widget.js").read_bytes() == (built_widget / "dist" / "widget.js").read_bytes()


def test_the_sources_are_sound_by_the_strict_type_check(built_widget: Path) -> None:
    checked = subprocess.run(["npm", "run", "check"], cwd=built_widget, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("accepted", ["br", "gzip"])
def test_all_of_the_widget_travels_in_less_than_32_kb(accepted: str) -> None:
    assert len(read_script(COMMITTED).body(accepted)) <= MOST_BYTES


def test_the_paragraphs_of_texts_stay_paragraphs() -> None:
    sources = (WIDGET / "src" / "texts.ts").read_text(encoding="utf-8")
    before_breaks = re.findall(r'([^"`\n]+)\\n\\n', sources)

    script = COMMITTED.read_text(encoding="utf-8").replace(r"\n", "\n")

    assert len(before_breaks) >= 2, "The greeting has two paragraphs in each language."
    assert [words for words in before_breaks if f"{words}\n\n" not in script] == []


def test_every_package_is_pinned_to_one_version() -> None:
    package = json.loads((WIDGET / "package.json").read_text(encoding="utf-8"))
    versions = list(package["devDependencies"].values())

    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_the_lock_names_no_host_and_has_a_digest_for_every_package() -> None:
    text = (WIDGET / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}

    assert "resolved" not in text
    assert re.findall(r"\w+://", text) == []
    assert [name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")] == []


def test_the_npm_settings_name_no_host() -> None:
    assert "://" not in (WIDGET / ".npmrc").read_text(encoding="utf-8")
