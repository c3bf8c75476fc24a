"""Measure everything in one go, on a store that is built for it and goes with it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from commands.evaluation.assistant import settings_with
from commands.evaluation.dialogues import read_dialogues
from commands.evaluation.measuring import (
    SUITE,
    Measuring,
    measure_dialogues,
    measure_names,
    measure_passages,
    measure_questions,
    measure_speed,
)
from commands.evaluation.reports import Report
from commands.evaluation.temporary_store import build_store
from commands.evaluation.tsv import Lines
from rareguide.console import err
from rareguide.settings import Settings

FOLDS = 5

Start = Callable[[Settings], AbstractContextManager[Measuring]]


def data_folder(shared: Path) -> Path | None:
    """Return the folder of data to measure with, or `None` when it is not there."""
    folder = shared / "data"
    return folder if folder.is_dir() else None


@contextmanager
def temporary_settings() -> Iterator[Settings]:
    """Lay a data folder and a store of their own over the settings."""
    with (
        tempfile.TemporaryDirectory(prefix="rareguide-evaluation-") as folder,
        settings_with(data_dir=folder, database_url="", tracker_url="", content_dir="knowledge/content") as settings,
    ):
        yield settings


def measure_everything(data: Path | None, start: Start) -> Iterator[Report]:
    """Yield one report after the other; without `data` that of the project's own dialogues alone.

    `start` starts the assistant on the store that the settings name. Raises `BadFile`.
    """
    with temporary_settings() as settings:
        with err.status("Building the store …"):
            build_store(settings, data / "MedQuAD" if data else None, data / "pages" if data else None)
        with start(settings) as measuring:
            if data is not None:
                questions = data / "gard_consumer_questions_dev.tsv"
                yield measure_questions(measuring, questions, Lines.EVEN, folds=None)
                yield measure_questions(measuring, questions, Lines.ALL, FOLDS)
                yield measure_names(measuring, file=None)
                if (passages := data / "cases" / "passages.json").exists():
                    yield measure_passages(measuring, passages)
            dialogues = read_dialogues([SUITE])
            yield measure_dialogues(measuring.assistant, dialogues, measuring.about())
            if data is not None:
                yield measure_speed(measuring, [SUITE])
