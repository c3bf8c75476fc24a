"""Whole conversations over HTTP against a real server; the dialogues are in `conversations/`."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest

from commands.evaluation.dialogues import differences, read_dialogues
from rareguide.turn import turn_validator
from tests.support.live_server import LiveServer

FOLDER = Path(__file__).parent
FEWEST = 60


DIALOGUES = read_dialogues([FOLDER])


@pytest.mark.parametrize("turns", [pytest.param(one.turns, id=f"{one.path.stem}: {one.name}") for one in DIALOGUES])
def test_dialogue(server: LiveServer, turns: list[dict[str, Any]]) -> None:
    sender = uuid.uuid4().hex
    for expected in turns:
        turn = server.say(expected["say"], sender)
        turn_validator().validate(turn)
        assert turn["contact"]["name"] == "Larkfield Information Line"
        assert turn["disclaimer"]["text"]
        differing = differences(turn, expected)
        assert not differing, (
            f"{expected['say']!r} gave {turn['kind']}: {turn['text']!r} {turn['understood']}: {differing}"
        )


def test_there_are_dialogues_enough_to_measure_with() -> None:
    assert len(DIALOGUES) >= FEWEST
