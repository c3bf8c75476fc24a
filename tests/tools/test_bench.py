"""The benchmark's own parts: what is said, how replies are judged, what is worked out and written. No server runs."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import pytest

from commands.evaluation.temporary_store import CONTENT
from knowledge.content import content_files, read_content
from knowledge.sentences import sentence_spans
from knowledge.store import KnowledgeStore
from rareguide.database import open_database
from rareguide.settings import ROOT
from tools.bench import type_ahead
from tools.bench.passages.questions import read_fitting_questions
from tools.bench.turns.clients import Load, Replies, Reply, judge, send
from tools.bench.turns.conversations import SECTIONS, Message, conversations, mark_of
from tools.bench.turns.databases import Database, SQLiteFiles
from tools.bench.turns.plots import draw
from tools.bench.turns.processes import Ended, NotWithin, Program, memory_of
from tools.bench.turns.report import markdown, write_report
from tools.bench.turns.results import Cell, Costs, Results, times_by_turn
from tools.bench.turns.stores import build_store, names_of_size
from tools.bench.turns.systems import once
from tools.bench.turns.systems.stock_project import default_config, light_config, write_project

RARE, DEFAULT, LIGHT = "RareGuide", "stock Rasa, default", "stock Rasa, light"


def replies(*milliseconds: float, failed: int = 0) -> Replies:
    answers = [Reply(1, time, True, True, True) for time in milliseconds]
    return Replies([*answers, *[Reply(1, 9_999.0, False, False, True)] * failed], seconds=1.0, client_cpu_seconds=0.1)


def cell(system: str, *milliseconds: float, failed: int = 0, clients: int = 1) -> Cell:
    measured = Cell(system, 20, clients)
    measured.add(replies(*milliseconds, failed=failed))
    return measured


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeStore]:
    engine = open_database(f"sqlite:///{build_store(20, tmp_path_factory.mktemp('stores'))}")
    yield KnowledgeStore(engine)
    engine.dispose()


def test_conversations_are_always_the_same_and_speak_of_the_stores_conditions() -> None:
    names = names_of_size(20)
    said = conversations(names, 8)

    assert said == conversations(names, 8)
    assert [len(conversation) for conversation in said] == [5] * 8
    known = {entry.name.lower() for entry in names}
    assert all(any(name in " ".join(m.text for m in talk).lower() for name in known) for talk in said)


def test_a_long_conversation_goes_on_with_the_other_scripts() -> None:
    (long,) = conversations(names_of_size(20), 1, turns=200)

    assert len(long) == 200
    assert {message.text for message in long} >= {"thank you", "Hello", "goodbye"}


def test_every_expected_section_is_in_the_store(store: KnowledgeStore) -> None:
    stored = " ".join(found.section.body for slug, _, _ in store.list() for found in store.sections(slug, SECTIONS))
    expected = {m.expects for talk in conversations(names_of_size(20), 50) for m in talk if m.expects}

    assert len(store.list()) == 20
    assert len(expected) > 20
    assert all(mark in stored for mark in expected)


def test_a_store_is_built_once(tmp_path: Path) -> None:
    path = build_store(3, tmp_path)
    built = path.stat().st_mtime_ns

    assert build_store(3, tmp_path).stat().st_mtime_ns == built
    assert [left.name for left in tmp_path.iterdir()] == ["3.db"]


@pytest.mark.parametrize(
    ("status", "body", "judged"),
    [
        (200, b'[{"text":"Record condition-1-overview. It is rare."}]', (True, True)),
        (200, b'[{"text":"Which condition do you mean?"}]', (True, False)),
        (200, b"[]", (False, False)),
        (200, b'[{"text":"Something went wrong on our side."}]', (False, False)),
        (500, b'[{"text":"Record condition-1-overview."}]', (False, False)),
        (0, b"", (False, False)),
    ],
)
def test_a_reply_that_is_no_answer_is_a_failure(status: int, body: bytes, judged: tuple[bool, bool]) -> None:
    assert judge(status, body, mark_of("condition-1", "overview"), ["Something went wrong"]) == judged


def test_a_message_that_asks_for_no_certain_section_is_neither_right_nor_wrong() -> None:
    assert judge(200, b'[{"text":"You are welcome."}]', "", []) == (True, None)


def test_a_section_of_one_condition_is_not_taken_for_that_of_another() -> None:
    body = f'[{{"text":"{mark_of("condition-12", "overview")}"}}]'.encode()

    assert judge(200, body, mark_of("condition-1", "overview"), []) == (True, False)


def test_clients_that_find_no_server_count_failures_and_come_to_an_end() -> None:
    load = Load("http://127.0.0.1:9", [[Message("Hello"), Message("Hello")]], clients=2, seconds=0.8)

    got = send(load)

    assert 2 <= len(got.replies) <= 6
    assert not any(reply.is_answer for reply in got.replies)


def test_clients_speak_with_a_server_in_turn(echo: str) -> None:
    talk = [Message("one", "one"), Message("two", "something else"), Message("three")]

    got = send(Load(echo, [talk, talk], clients=2))

    assert sorted((reply.turn, reply.is_right) for reply in got.replies if reply.turn < 3) == [
        (1, True), (1, True), (2, False), (2, False)
    ]  # fmt: skip
    assert len(got.replies) == 6
    assert got.conversations == 2
    assert all(reply.is_answer and reply.in_time and reply.milliseconds > 0 for reply in got.replies)
    assert got.client_cpu_seconds > 0


@pytest.fixture
def echo(tmp_path: Path) -> Iterator[str]:
    """A server that sends every message back."""
    from threading import Thread

    from aiohttp import web

    loop = asyncio.new_event_loop()
    ports: list[int] = []

    async def answer(request: web.Request) -> web.Response:
        return web.json_response([{"text": (await request.json())["message"]}])

    async def begin() -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/webhooks/rest/webhook", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        ports.append(runner.addresses[0][1])
        return runner

    runner = loop.run_until_complete(begin())
    thread = Thread(target=loop.run_forever)
    thread.start()
    yield f"http://127.0.0.1:{ports[0]}"
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def test_failures_count_neither_as_turns_nor_in_the_percentiles() -> None:
    measured = cell(RARE, 10, 20, 30, failed=2)

    assert measured.failures == 2
    assert measured.turns_a_second == 3
    assert measured.milliseconds(50) == 20
    assert measured.right == 0.6


def test_rounds_are_added_up() -> None:
    measured = cell(RARE, 10, 10)
    measured.add(replies(30, 30, 30))

    assert measured.turns_a_second == 2.5
    assert measured.milliseconds(50) == 30


def test_replies_after_the_end_count_for_their_time_alone() -> None:
    measured = Cell(RARE, 20, 1)
    measured.add(Replies([Reply(1, 10.0, True, None, True), Reply(2, 90.0, True, None, False)], seconds=1.0))

    assert measured.turns_a_second == 1
    assert measured.milliseconds(99) > 50


def test_the_time_of_a_turn_is_the_median_of_those_that_end_with_it() -> None:
    one = [Reply(turn, float(turn), True, None, True) for turn in range(1, 61)]

    assert times_by_turn(one) == {5: 3.0, 50: 48.0}


def results() -> Results:
    costs = [
        Costs(RARE, 20, 80.0, 12.0, 700.0, 650.0, 12_345.0, {5: 10.0, 200: 12.0}),
        Costs(DEFAULT, 20, why_not="not prepared within 15 minutes"),
        Costs(LIGHT, 20, 30.0, 20.0, 900.0, 800.0, 20_000.0, {5: 40.0, 200: 180.0}),
    ]
    costs[0].long_replies = [Reply(turn, 10.0, True, True, True) for turn in range(1, 11)]
    return Results({"date": "2026-11-23"}, 20, [cell(RARE, 10, 10), cell(LIGHT, 40, failed=1)], costs)


def test_the_report_compares_with_the_faster_stock_and_says_what_was_not_measured() -> None:
    measured = results()
    measured.cells.append(cell(DEFAULT, 50, 50, 50))

    text = markdown(measured)

    assert "| 1 | RareGuide | 2.0 | 10.0 | 10.0 | 10.0 | 0.25× | 0.67× | 0 of 2 | 100% | 10% |" in text
    assert "| 1 | stock Rasa, light | 1.0 | 40.0 | 40.0 | 40.0 |  |  | 1 of 2 | 50% | 10% |" in text
    assert "stock Rasa, default: not prepared within 15 minutes." in text
    assert "| stock Rasa, light | 40.0 | – | 180.0 | 4.50× | 0 of 0 |" in text
    assert "| 20 | RareGuide | 700 | 650 | 12.0 | 80 | 12,345 |" in text


def test_a_system_without_a_single_answer_is_reported_too() -> None:
    measured = results()
    measured.cells = [cell(RARE, failed=3)]

    assert "| 1 | RareGuide | 0.0 | – | – | – | – | – | 3 of 3 | 0% | 10% |" in markdown(measured)


def test_reports_and_pictures_are_written(tmp_path: Path) -> None:
    measured = results()
    measured.costs.append(Costs(RARE, 100, 80.0))
    measured.cells.append(Cell(RARE, 100, 1))

    pictures = draw(measured, tmp_path)
    data, page = write_report(measured, tmp_path, pictures)

    assert [path.name for path in pictures] == ["turns-by-size.png", "turns-by-length.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)
    assert "![turns-by-size.png](turns-by-size.png)" in page.read_text()
    read = json.loads(data.read_text())
    assert read["turns"][0]["p50_ms"] == 10.0
    assert read["costs"][1]["why_not"] == "not prepared within 15 minutes"


def test_the_growth_of_a_database_is_seen(tmp_path: Path) -> None:
    import sqlite3

    database = SQLiteFiles(tmp_path / "stores", tmp_path / "talks").empty("system-20")
    with sqlite3.connect(tmp_path / "talks" / "system-20.db") as connection:
        connection.execute("CREATE TABLE events (sender_id TEXT, data TEXT)")
    empty = database.size()
    with sqlite3.connect(tmp_path / "talks" / "system-20.db") as connection:
        connection.executemany("INSERT INTO events VALUES (?, ?)", [(str(n // 5), "x" * 1000) for n in range(50)])

    assert database.size() - empty > 50_000
    assert isinstance(database, Database)


def test_the_memory_of_descendants_counts(tmp_path: Path) -> None:
    child = "import os, time; kept = bytearray(60_000_000); print(os.getpid(), flush=True); time.sleep(60)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    program = Program([sys.executable, "-c", parent], {}, tmp_path, tmp_path / "log")
    try:
        while not (said := (tmp_path / "log").read_text()).endswith("\n"):
            time.sleep(0.05)
        memory = memory_of([program.pid])
    finally:
        program.end()

    assert memory.rss > memory.pss > 60
    child_status = Path(f"/proc/{said.strip()}/stat")
    deadline = time.monotonic() + 5
    while child_status.exists() and ") Z " not in child_status.read_text():
        assert time.monotonic() < deadline, "the child goes on"
        time.sleep(0.02)


def test_a_program_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    program = Program([sys.executable, "-c", "import time; time.sleep(60)"], {}, tmp_path, tmp_path / "log")
    with pytest.raises(NotWithin):
        program.wait(0.2)

    failing = Program([sys.executable, "-c", "raise SystemExit(3)"], {}, tmp_path, tmp_path / "failing.log")
    with pytest.raises(Ended, match=r"ended with 3; see failing\.log"):
        failing.wait(20)


@pytest.mark.parametrize("then", ["program.wait(60)", "import time; time.sleep(60)"])
def test_a_program_ends_when_the_measuring_is_interrupted(tmp_path: Path, then: str) -> None:
    waiting = (
        "import sys, signal; from pathlib import Path; from tools.bench.turns.processes import Program\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))\n"
        "program = Program([sys.executable, '-c', 'import time; time.sleep(60)'], {}, Path.cwd(), Path('log'))\n"
        "print(program.pid, flush=True)\n"
        f"{then}"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", waiting], cwd=tmp_path, env=environment, stdout=PIPE) as measuring:
        assert measuring.stdout is not None
        started = int(measuring.stdout.readline())
        measuring.terminate()

    with pytest.raises(ProcessLookupError):
        os.kill(started, 0)


def test_preparing_is_done_again_when_its_ingredients_have_changed(tmp_path: Path) -> None:
    done: list[str] = []
    for digest in ("a", "a", "b"):
        once(tmp_path, digest, lambda digest=digest: done.append(digest))  # type: ignore[misc]

    assert done == ["a", "b"]


def test_rasa_reads_the_stock_project(tmp_path: Path) -> None:
    from rasa.shared.importers.rasa import RasaFileImporter

    write_project(tmp_path, default_config(5), (entry.name for entry in names_of_size(20)))

    files = str(tmp_path / "config.yml"), str(tmp_path / "domain.yml"), [str(tmp_path / "data")]
    importer = RasaFileImporter(*files)
    assert importer.get_domain().action_names_or_texts.count("action_answer") == 1
    assert len(importer.get_nlu_data().lookup_tables[0]["elements"]) == 100
    steps = importer.get_stories().story_steps
    answered = {event.action_name for step in steps for event in step.events if hasattr(event, "action_name")}
    assert {"action_answer", "utter_greet"} <= answered


def test_the_light_pipeline_has_no_neural_network() -> None:
    parts = {part["name"] for stage in ("pipeline", "policies") for part in light_config(5)[stage]}

    assert not parts & {"DIETClassifier", "TEDPolicy"}
    assert "RegexEntityExtractor" in parts


def test_the_questions_that_passages_are_fitted_on_name_shipped_sentences() -> None:
    """Those about MedQuAD are checked when the weights are fitted: its texts are not shipped."""
    asked = read_fitting_questions()
    bodies = {
        path.stem: [
            span.of(section.body) for section in read_content(path).sections for span in sentence_spans(section.body)
        ]
        for path in content_files(CONTENT)
    }

    unanswered = [
        question.text
        for question in asked["content"]
        if question.words and not any(question.is_answered_by(sentence) for sentence in bodies[question.condition])
    ]

    assert unanswered == []
    assert sum(bool(question.words) for questions in asked.values() for question in questions) >= 200
    assert sum(not question.words for questions in asked.values() for question in questions) >= 80


def test_completion_is_measured_for_every_length_that_is_typed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["type_ahead", "--conditions", "20", "--count", "10"])

    type_ahead.main()

    rows = [line.split("|")[1:3] for line in capsys.readouterr().out.splitlines()[3:]]
    counts = {name.strip(): int(count) for name, count in rows}
    assert counts.pop("all") == sum(counts.values()) > 100
    assert list(counts)[:3] == ["2 letters", "3 letters", "4 letters"]
