"""Ask RareGuide's own trained model."""

from __future__ import annotations

from collections.abc import Sequence

from rich.progress import track

from actions.parse_data import read_message
from commands.evaluation.assistant import Parsing
from rareguide.console import err
from tools.bench.peers.systems import Answer


class RareGuideItself:
    """Read messages with the assistant as it runs."""

    name = "RareGuide"

    def __init__(self, assistant: Parsing) -> None:
        self._assistant = assistant

    def answer(self, messages: Sequence[str]) -> list[Answer]:
        """Return the one section and the conditions of each message; several sections count as none."""
        answers = []
        for message in track(messages, "RareGuide reads", console=err, transient=True):
            reading = read_message(self._assistant.parse(message))
            section = reading.sections[0] if len(reading.sections) == 1 else None
            is_sure = len(reading.conditions) == 1
            answers.append(Answer(reading.conditions or reading.candidates, section, is_sure))
        return answers
