"""The responses of the domain are plain texts, and what would not be said is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from rareguide.texts import BadText, Texts, UnknownText


def texts_of(folder: Path, response: str) -> Texts:
    (folder / "domain.yml").write_text(f"version: '3.1'\nresponses:\n{response}", encoding="utf-8")
    return Texts(folder / "domain.yml")


def test_a_text_is_said_with_its_places_filled(tmp_path: Path) -> None:
    texts = texts_of(tmp_path, "  utter_hello:\n    - text: Hello {name}!\n")

    assert texts.say("utter_hello", name="{Ana}") == "Hello {Ana}!"
    with pytest.raises(UnknownText):
        texts.say("utter_bye")


@pytest.mark.parametrize(
    "key",
    [
        "condition: [{type: slot, name: condition, value: marfan}]",
        "channel: widget",
        "buttons: [{title: Yes, payload: /affirm}]",
        "image: https://larkfield.example/a.png",
        "custom: {blocks: []}",
    ],
)
def test_what_a_turn_would_leave_out_is_refused_with_its_line(tmp_path: Path, key: str) -> None:
    with pytest.raises(BadText, match=rf"domain.yml, line 5: utter_b has '{key.split(':')[0]}', which is not read"):
        texts_of(tmp_path, f"  utter_a:\n    - text: A\n  utter_b:\n    - text: B\n      {key}\n")


@pytest.mark.parametrize("response", ["  utter_a:\n", "  utter_a:\n    - texts: A\n", "  utter_a:\n    - A\n"])
def test_a_response_without_a_text_is_refused_with_its_line(tmp_path: Path, response: str) -> None:
    with pytest.raises(BadText, match=r"domain.yml, line 3: utter_a has no text. Write it"):
        texts_of(tmp_path, response)
