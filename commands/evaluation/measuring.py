"""Carry each measurement out with one assistant on one store, and report on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from commands.evaluation import DEFAULT_COUNT, ROUNDS, SEED
from commands.evaluation.alarms import AlarmCase, alarm_report, judge_alarms
from commands.evaluation.assistant import Answering, InProcessAssistant
from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.dialogue_report import dialogue_report
from commands.evaluation.dialogues import Dialogue, hold_dialogues
from commands.evaluation.folds import judge_in_folds
from commands.evaluation.letters import FOLDS, judge_letters, letter_report, reader_in_folds
from commands.evaluation.name_file import read_name_cases
from commands.evaluation.names import judge_names, name_report
from commands.evaluation.partial_names import judge_partial_names, partial_name_report, read_partial_names
from commands.evaluation.passage_file import read_passage_cases
from commands.evaluation.passages import judge_passages, passage_report
from commands.evaluation.question_file import read_questions
from commands.evaluation.question_report import question_report
from commands.evaluation.questions import judge_questions
from commands.evaluation.reports import Report
from commands.evaluation.speed import read_messages, speed_report, time_messages
from commands.evaluation.tsv import BadFile, Lines
from commands.evaluation.typos import mistyped_questions, ordinary_cases
from knowledge.store import KnowledgeStore
from rareguide.console import progress
from rareguide.settings import ROOT

SUITE = ROOT / "tests" / "conversations"
"""The project's own dialogues."""


@dataclass(frozen=True)
class Measuring:
    """Hold what is measured: the assistant and its store."""

    assistant: InProcessAssistant
    store: KnowledgeStore
    names: ConditionNames

    def about(self, **more: str) -> dict[str, str]:
        """Start the assistant, and return what stands at the top of a report."""
        self.assistant.start()
        conditions = f"{len(self.names.slugs)} conditions with {len(self.names.names)} names"
        return {**more, "store": conditions, "model": self.assistant.model.name}


def measure_questions(measuring: Measuring, file: Path, lines: Lines, folds: int | None) -> Report:
    """Measure questions with the trained model, or in folds with models that learn from the file; raise `BadFile`."""
    questions = read_questions(file, measuring.names, lines)
    about = measuring.about(file=file.name, lines=lines.value, questions=str(len(questions)))
    if folds is None:
        with progress("Reading questions", len(questions)) as bar:
            judged = judge_questions(measuring.assistant, questions, lambda: bar.advance(bar.task_ids[0]))
        return question_report("questions", "Questions", about, judged)
    about["folds"] = f"{folds}, stratified by type; the model learns from the file itself, one fold left out"
    with progress("Learning in folds", folds) as bar:
        judged, types = judge_in_folds(measuring.assistant, questions, folds, lambda: bar.advance(bar.task_ids[0]))
    title = f"Questions, {folds} folds"
    return question_report("questions-folds", title, about, judged, types)


def measure_names(measuring: Measuring, file: Path | None, count: int = DEFAULT_COUNT, seed: int = SEED) -> Report:
    """Measure messages of a file, or questions with mistyped names of the store's own; raise `BadFile`."""
    if file is not None:
        cases, origin = read_name_cases(file, measuring.names), file.name
    else:
        cases = [question.case for question in mistyped_questions(measuring.names, count, seed)] + ordinary_cases()
        origin = f"made from the store's names, seed {seed}; ordinary sentences from data/nlu"
    about = measuring.about(messages=str(len(cases)), origin=origin)
    with progress("Finding names", len(cases)) as bar:
        judged = judge_names(measuring.assistant, cases, lambda: bar.advance(bar.task_ids[0]))
    return name_report(about, judged)


def measure_parts(measuring: Measuring, file: Path) -> Report:
    """Measure the parts and groups of names of a file; raise `BadFile`."""
    cases = read_partial_names(file, measuring.names)
    about = measuring.about(file=file.name, messages=str(len(cases)))
    with progress("Finding conditions", len(cases)) as bar:
        judged = judge_partial_names(measuring.assistant, cases, lambda: bar.advance(bar.task_ids[0]))
    return partial_name_report(about, judged)


def measure_passages(measuring: Measuring, file: Path) -> Report:
    """Measure whether the sentences that answer the questions of a file are pointed out; raise `BadFile`."""
    cases = read_passage_cases(file, measuring.names)
    about = measuring.about(file=file.name, questions=str(len(cases)))
    with progress("Asking questions", len(cases)) as bar:
        judged = judge_passages(measuring.assistant, cases, lambda: bar.advance(bar.task_ids[0]))
    return passage_report(about, judged)


def measure_letters(measuring: Measuring, folder: Path | None) -> Report:
    """Measure the letters of a folder, or in folds those that the model learns from; raise `BadFile`."""
    from bot.nlu.letters import LETTERS, BadLetters, read_letters

    try:
        letters = read_letters(folder or LETTERS)
    except BadLetters as problem:
        raise BadFile(
            folder or LETTERS, None, str(problem), "Look at a file of data/letters for the form."
        ) from problem
    if not letters:
        raise BadFile(
            folder or LETTERS, None, "there are no letters in it", "give a folder with files of letters, *.yml"
        )
    about = measuring.about(letters=str(len(letters)), origin=str(folder or f"data/letters, sections in {FOLDS} folds"))
    reader = None
    if folder is None:
        with progress("Learning in folds", FOLDS) as bar:
            reader = reader_in_folds(letters, FOLDS, lambda: bar.advance(bar.task_ids[0]))
    with progress("Reading letters", len(letters)) as bar:
        judged = judge_letters(
            measuring.assistant, measuring.names, letters, reader, lambda: bar.advance(bar.task_ids[0])
        )
    return letter_report(about, judged)


def measure_dialogues(assistant: Answering, dialogues: Sequence[Dialogue], about: dict[str, str]) -> Report:
    """Hold dialogues with an assistant."""
    with progress("Holding dialogues", len(dialogues)) as bar:
        held = hold_dialogues(assistant, dialogues, lambda: bar.advance(bar.task_ids[0]))
    return dialogue_report(about, held)


def measure_alarms(cases: Sequence[AlarmCase], origin: str) -> Report:
    """Search messages for alarms with the trained model."""
    from bot.safety.finder import trained_finder

    finder = trained_finder()
    finder.find(cases[0].text if cases else "")  # what is loaded once is no cost of a message
    with progress("Searching for alarms", len(cases)) as bar:
        judged = judge_alarms(finder, cases, lambda: bar.advance(bar.task_ids[0]))
    return alarm_report({"file": origin, "messages": str(len(cases))}, judged)


def measure_speed(measuring: Measuring, paths: Sequence[Path], rounds: int = ROUNDS) -> Report:
    """Time the messages of files or folders; raise `BadFile`."""
    from knowledge.name_index import NameIndex

    messages = read_messages(paths)
    origin = ", ".join(path.name for path in paths)
    about = measuring.about(messages=f"{len(messages)}, each {rounds} times", origin=origin)
    index = NameIndex(measuring.store.names(), measuring.store.members())
    with progress("Timing messages", len(messages) * rounds) as bar:
        timings = time_messages(measuring.assistant, index, messages, rounds, lambda: bar.advance(bar.task_ids[0]))
    return speed_report(about, timings)
