"""Whole conversations over HTTP against a real server; the dialogues are in `conversations/`."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from rareguide.turn import turn_validator
from tests.live_server import LiveServer

FOLDER = Path(__file__).parent / "conversations"
KEYS = {"say", "kind", "condition", "sections", "missing", "text_has", "options_have"}


def dialogues() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        for dialogue in YAML(typ="safe").load(path.read_text(encoding="utf-8")):
            found.append(pytest.param(dialogue["turns"], id=f"{path.stem}: {dialogue['name']}"))
    return found


@pytest.mark.parametrize("turns", dialogues())
def test_dialogue(server: LiveServer, turns: list[dict[str, Any]]) -> None:
    sender = uuid.uuid4().hex
    for expected in turns:
        assert not set(expected) - KEYS, "the dialogue has a key that nothing checks"
        turn = server.say(expected["say"], sender)
        turn_validator().validate(turn)
        assert turn["contact"]["name"] == "Larkfield Information Line"
        assert turn["disclaimer"]["text"]
        check(turn, expected)


def check(turn: dict[str, Any], expected: dict[str, Any]) -> None:
    slug = turn["condition"]["slug"] if turn["condition"] else None
    shown = f"{expected['say']!r} gave {turn['kind']}: {turn['text']!r} {turn['understood']}"
    if "kind" in expected:
        assert turn["kind"] == expected["kind"], shown
    if "condition" in expected:
        assert slug == expected["condition"], shown
    if "sections" in expected:
        assert [named(section, slug) for section in turn["sections"]] == expected["sections"], shown
    if "missing" in expected:
        assert turn["missing"] == expected["missing"], shown
    if "text_has" in expected:
        assert expected["text_has"] in turn["text"], shown
    titles = [option["title"] for option in turn["options"]]
    assert set(expected.get("options_have", [])) <= set(titles), shown


def named(section: dict[str, Any], slug: str | None) -> str:
    own = section["condition"]["slug"] == slug
    return str(section["section"]) if own else f"{section['condition']['slug']}:{section['section']}"
