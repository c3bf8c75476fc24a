"""A feeling that somebody says not to have is none."""

from __future__ import annotations

import pytest

from bot.nlu.dialogue_acts import without_denied
from bot.nlu.question_model import TextReading

AFRAID = TextReading([("express_fear", 0.8), ("inform", 0.15), ("ask_causes", 0.05)], None, 0.0)


@pytest.mark.parametrize("text", ["im not scared im curious", "we aren't really worried", "she is no longer afraid"])
def test_a_denied_feeling_leaves_the_others(text: str) -> None:
    read = without_denied(text, AFRAID)

    assert read.intent[0] == "inform"
    assert sum(share for _, share in read.intents) == pytest.approx(1)


@pytest.mark.parametrize("text", ["i am so scared", "not sure. i am scared", "i am not angry"])
def test_a_feeling_that_is_not_denied_stays(text: str) -> None:
    assert without_denied(text, AFRAID).intent[0] == "express_fear"
