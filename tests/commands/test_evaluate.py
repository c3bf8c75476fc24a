"""The measuring commands with the trained assistant, on a small store of made-up conditions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer
from typer.testing import CliRunner

from commands.bootstrap import train_if_needed
from commands.cli import app
from commands.evaluation.assistant import InProcessAssistant, settings_with
from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.dialogues import read_dialogues
from commands.evaluation.folds import CannotFold, judge_in_folds
from commands.evaluation.measuring import (
    Measuring,
    measure_dialogues,
    measure_names,
    measure_parts,
    measure_questions,
    measure_speed,
)
from commands.evaluation.question_file import Question
from commands.evaluation.report_output import write_report
from commands.evaluation.reports import Report
from commands.evaluation.speed import time_messages
from commands.evaluation.suite import data_folder, measure_everything
from commands.evaluation.tsv import Lines
from knowledge.name_index import NameIndex
from tests.support.live_server import LiveServer
from tests.support.made_up_store import made_up_store

pytestmark = pytest.mark.training

QUESTIONS = """\
question_type\tquestion\tcondition
Cause\tWhat causes Velmont syndrome?\tvelmont-syndrome
Management\tHow is Ostrava fever treated?\tostrava-fever
Cause\tHow is Ostrava fever treated?\tTarn palsy
"""
NAMES = """\
message\tcondition\tkind
what is Velmont syndrome?\tvelmont-syndrome\tas it is
what is Velmnt syndrome?\tvelmont-syndrome\ttypo
what is Tarn palsy?\tostrava-fever\twrong on purpose
good morning\t\tgreeting
"""
DIALOGUES = """\
- name: the thread is kept
  turns:
    - say: what is Velmont syndrome?
      kind: answer
      condition: velmont-syndrome
      sections: [overview]
    - say: what causes it?
      kind: answer
      sections: [causes]
- name: wrong on purpose
  turns:
    - say: what is Tarn palsy?
      condition: ostrava-fever
"""


@pytest.fixture(scope="module")
def measuring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measuring]:
    """The assistant on the made-up store; loaded once."""
    folder = tmp_path_factory.mktemp("measuring")
    store = made_up_store(folder)
    url = f"sqlite:///{folder / 'made-up.db'}"
    conversations = f"sqlite:///{folder / 'conversations.db'}"
    with (
        settings_with(data_dir=str(folder), database_url=url, tracker_url=conversations, content_dir="") as settings,
        InProcessAssistant(settings, train_if_needed) as assistant,
    ):
        yield Measuring(assistant, store, ConditionNames(store))


def shares(report: Report) -> dict[str, tuple[int, int]]:
    figures = report.data["figures"]
    return {name: (share["right"], share["of"]) for name, share in figures.items() if isinstance(share, dict)}


def test_questions(measuring: Measuring, tmp_path: Path) -> None:
    file = tmp_path / "questions.tsv"
    file.write_text(QUESTIONS)

    report = measure_questions(measuring, file, Lines.ALL, folds=None)

    assert shares(report) == {
        "section_right": (2, 3),
        "section_among": (2, 3),
        "right_where_one_was_read": (2, 3),
        "condition_right": (2, 3),
        "both_right": (2, 3),
    }
    assert report.data["confusion"] == {"Cause": {"causes": 1, "treatment": 1}, "Management": {"treatment": 1}}
    assert report.about["store"] == "4 conditions with 4 names"


def test_only_the_chosen_lines_are_measured(measuring: Measuring, tmp_path: Path) -> None:
    file = tmp_path / "questions.tsv"
    file.write_text(QUESTIONS)

    report = measure_questions(measuring, file, Lines.ODD, folds=None)

    assert [case["line"] for case in report.data["cases"]] == [3]


def test_names(measuring: Measuring, tmp_path: Path) -> None:
    file = tmp_path / "names.tsv"
    file.write_text(NAMES)

    report = measure_names(measuring, file)

    assert shares(report) == {"taken": (2, 3), "reached": (2, 3), "wrong": (1, 3), "none_in_ordinary": (1, 1)}
    assert [case["outcome"] for case in report.data["cases"]] == ["taken", "taken", "wrong", "none"]


def test_parts_of_names(measuring: Measuring, tmp_path: Path) -> None:
    file = tmp_path / "parts.json"
    said = {
        "velmont": ["Velmont syndrome"],
        "dystrophy": ["nameless-dystrophy", "no longer there"],
        "juvenile Ostrava fever": [],
        "Tarn palsy": ["Ostrava fever"],
        "Quelvosis syndrome": ["Tarn palsy"],
    }
    file.write_text(json.dumps([{"say": say, "one_of": one_of} for say, one_of in said.items()]))

    report = measure_parts(measuring, file)

    assert shares(report) == {
        "right": (3, 5), "taken": (1, 5), "offered": (1, 5), "unknown": (2, 5), "another": (1, 5), "none": (0, 5),
    }  # fmt: skip
    assert [(one["say"], one["outcome"]) for one in report.data["missed"]] == [
        ("Tarn palsy", "another"),
        ("Quelvosis syndrome", "unknown"),
    ]


def test_dialogues(measuring: Measuring, tmp_path: Path) -> None:
    file = tmp_path / "talk.yml"
    file.write_text(DIALOGUES)

    measuring.assistant.start()
    report = measure_dialogues(measuring.assistant, read_dialogues([file]), {})

    assert shares(report) == {"turns_right": (2, 3), "dialogues_right": (1, 2)}
    failing = report.tables[0].rows
    assert [tuple(row)[:5] for row in failing] == [
        (
            "talk.yml",
            "wrong on purpose",
            "1",
            "what is Tarn palsy?",
            "condition is 'tarn-palsy' instead of 'ostrava-fever'",
        )
    ]


def test_speed(measuring: Measuring, tmp_path: Path) -> None:
    file = tmp_path / "messages.txt"
    file.write_text("what is Tarn palsy?\nwhat causes it?\n")

    report = measure_speed(measuring, [file], rounds=2)

    assert {what: values["times"] for what, values in report.data["figures"].items()} == {
        "finding names": 4,
        "reading (NLU)": 4,
        "whole turn": 4,
    }
    assert all(0 < values["p50"] <= values["p95"] <= values["p99"] for values in report.data["figures"].values())


def test_a_whole_turn_holds_the_reading(measuring: Measuring) -> None:
    measuring.assistant.start()
    index = NameIndex(measuring.store.names())

    taken = time_messages(measuring.assistant, index, ["what is Tarn palsy?"] * 5, rounds=1).milliseconds

    assert min(taken["whole turn"]) > min(taken["reading (NLU)"])


def fold_questions() -> list[Question]:
    """Questions that give their type away by one word."""
    words = {"Cause": "why", "Management": "cure", "Prognosis": "outlook", "Other": "library"}
    places = ("today", "now", "please", "again", "soon", "here")
    return [
        Question(number, kind, f"{word} {word} {place} {word}")
        for number, (kind, word, place) in enumerate(
            ((kind, word, place) for kind, word in words.items() for place in places), start=2
        )
    ]


def test_folds_measure_what_was_not_learnt_from(measuring: Measuring) -> None:
    measuring.assistant.start()

    judged, types = judge_in_folds(measuring.assistant, fold_questions(), 3)

    assert [one.question.line for one in judged] == list(range(2, 26))
    assert (types.right, types.of) == (24, 24)
    assert [one.is_right for one in judged] == [True] * 24
    assert {one.sections for one in judged} == {("causes",), ("treatment",), ("prognosis",), ()}


@pytest.mark.parametrize(
    ("folds", "count", "sentence"),
    [
        (1, 24, "1 is too few folds; write --folds 2 or more."),
        (2, 12, "The questions are of 2 types, and folds need 3 to 13;"),
        (7, 24, "No type has 7 questions;"),
    ],
)
def test_folds_that_cannot_be_are_told_of(measuring: Measuring, folds: int, count: int, sentence: str) -> None:
    with pytest.raises(CannotFold) as problem:
        judge_in_folds(measuring.assistant, fold_questions()[:count], folds)

    assert sentence in str(problem.value)


def test_a_report_is_written_as_json_and_as_one_page_without_a_network(measuring: Measuring, tmp_path: Path) -> None:
    file = tmp_path / "questions.tsv"
    file.write_text(QUESTIONS.replace("Tarn palsy", "tarn-palsy") + "Other\tIs 1 < 2 & true?\t\n")
    report = measure_questions(measuring, file, Lines.ALL, folds=None)

    paths = write_report(report, tmp_path / "new" / "out")

    assert [path.name for path in paths] == ["questions.json", "questions.html"]
    data, page = json.loads(paths[0].read_text(encoding="utf-8")), paths[1].read_text(encoding="utf-8")
    assert data["figures"] == report.data["figures"]
    assert data["title"] == "Questions"
    for figure in report.figures:
        assert figure.text in page
    for title in ("By type", "Confusion matrix", "Commonest mistakes", "Reliability of the confidence", "Worst cases"):
        assert f"<h2>{title}</h2>" in page
    assert page.count("<svg") == 1
    assert "<script" not in page
    assert "src=" not in page
    assert "href=" not in page


def test_without_data_only_the_projects_own_dialogues_are_measured(
    measuring: Measuring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = tmp_path / "talk.yml"
    talk.write_text(DIALOGUES)
    monkeypatch.setattr("commands.evaluation.suite.SUITE", talk)
    monkeypatch.setattr("commands.evaluation.temporary_store.CONTENT", tmp_path)

    class Ready:
        def __enter__(self) -> Measuring:
            return measuring

        def __exit__(self, *_: object) -> None:
            return None

    assert data_folder(tmp_path) is None
    assert [report.name for report in measure_everything(None, lambda _: Ready())] == ["dialogues"]


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


@pytest.mark.parametrize("command", ["questions", "names", "parts", "passages", "dialogues", "alarms", "speed"])
def test_a_file_that_is_wrong_ends_a_command_in_words(command: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yml"
    file.write_text("[\n")
    store = {"data_dir": str(tmp_path), "database_url": "", "content_dir": ""}

    with settings_with(**store):
        code, output = run(command, file)

    assert code == 1
    assert f"{file}, line" in output
    assert "Remedy: " in output


def test_alarms(measuring: Measuring, tmp_path: Path) -> None:
    file = tmp_path / "messages.json"
    file.write_text(
        '{"alarms": [{"kind": "heart", "say": "my father has crushing chest pain"}, {"kind": "none", "say": "hello"}],'
        ' "look_alikes": [{"say": "What is Tarn palsy?"}]}'
    )

    code, output = run("alarms", file, "--out", tmp_path)

    assert code == 0
    assert "50.0% (1 of 2)" in output
    report = json.loads((tmp_path / "alarms.json").read_text())
    assert [(name, share["right"], share["of"]) for name, share in report["figures"].items()] == [
        ("alarms", 1, 2),
        ("look_alikes", 1, 1),
    ]
    assert [wrong["say"] for wrong in report["wrong"]] == ["hello"]


def test_dialogues_with_a_running_server(server: LiveServer, tmp_path: Path) -> None:
    file = tmp_path / "talk.yml"
    file.write_text(
        "- name: hello\n  turns:\n    - say: hello\n      kind: smalltalk\n    - say: hi\n      kind: answer\n"
    )

    code, output = run("dialogues", file, "--server", server.url, "--out", tmp_path)

    assert code == 0
    assert "50.0% (1 of 2)" in output
    assert "what is different: kind is 'smalltalk' instead of 'answer'" in output
    assert json.loads((tmp_path / "dialogues.json").read_text())["about"] == {"server": server.url}


def test_a_server_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "talk.yml"
    file.write_text(DIALOGUES)

    code, output = run("dialogues", file, "--server", "http://127.0.0.1:9")

    assert (code, output.strip()) == (1, "No assistant answers at http://127.0.0.1:9.")


def test_a_command_as_a_person_runs_it(measuring: Measuring, tmp_path: Path) -> None:
    """The assistant is loaded in a process of its own, and keeps no conversation in the store."""
    measuring.assistant.start()
    store = made_up_store(tmp_path)
    environment = {
        **os.environ,
        "RAREGUIDE_DATA_DIR": str(tmp_path),
        "RAREGUIDE_DATABASE_URL": f"sqlite:///{tmp_path / 'made-up.db'}",
        "RAREGUIDE_CONTENT_DIR": "",
    }
    (tmp_path / "messages.txt").write_text("what is Tarn palsy?\n")
    command = [sys.executable, "-m", "commands", "evaluate", "speed", "messages.txt", "--rounds", "1", "--out", "out"]

    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=200)

    assert done.returncode == 0, done.stderr
    assert "whole turn" in done.stdout
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["speed.html", "speed.json"]
    with store.engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'events'").all()
    assert tables == []


def test_every_command_has_help() -> None:
    group = typer.main.get_command(app).commands["evaluate"]  # type: ignore[attr-defined]

    expected = ["questions", "names", "parts", "passages", "letters", "dialogues", "alarms", "speed", "all"]
    assert list(group.commands) == expected
    for command in group.commands.values():
        assert command.get_short_help_str()
        assert all(isinstance(part, click.Argument) or part.help for part in command.params)
