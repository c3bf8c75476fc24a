"""Operators see how the server is, and follow a request through its logs, without a visitor's word in either."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client import REGISTRY
from ruamel.yaml import YAML

from bot.server import installation_metrics, metrics
from bot.server.installation_metrics import InstallationMetrics
from knowledge.store import KnowledgeStore
from rareguide.database import open_database
from rareguide.logs import DiscreetFormatter, JsonFormatter
from rareguide.request_ids import as_request, current_request_id
from tests.support.live_server import ROOT, LiveServer
from tests.support.made_up_store import made_up_store

MONITORING = (ROOT / "deploy" / "prometheus" / "alerts.yml", ROOT / "deploy" / "grafana" / "rareguide.json")
OWN_METRIC = re.compile(r"\brareguide_\w+")


@pytest.mark.parametrize("given", ["0123abcd-request", "A" * 64])
def test_a_proxys_id_goes_through(server: LiveServer, given: str) -> None:
    answer = httpx.get(f"{server.url}/health", headers={"X-Request-Id": given})
    assert answer.headers["X-Request-Id"] == given


@pytest.mark.parametrize("given", ["short", "a" * 65, "abcdefgh\tERROR", "../../etc/passwd", "müller-müller"])
def test_an_id_that_could_not_stand_in_a_log_is_replaced(server: LiveServer, given: str) -> None:
    answer = httpx.get(f"{server.url}/health", headers={"X-Request-Id": given.encode()})
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-Id"])


def test_errors_carry_an_id_too(server: LiveServer) -> None:
    answer = server.post(b"{no json")
    assert answer.headers["X-Request-Id"]
    assert any("disclaimer" in sent.get("custom", {}) for sent in answer.json())


@pytest.fixture(params=[DiscreetFormatter, JsonFormatter])
def log(request: pytest.FixtureRequest) -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger of ours that writes in one of the two forms."""
    stream, logger = io.StringIO(), logging.getLogger("bot.observed")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, stream
    logger.propagate = True
    logger.removeHandler(handler)


def test_the_lines_of_a_request_have_its_id(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log
    with as_request("0123abcd-request"):
        logger.error("Something failed.")
    logger.error("Nobody asked.")

    first, second = stream.getvalue().splitlines()
    assert "0123abcd-request" in first
    assert "0123abcd-request" not in second
    assert current_request_id() == ""


def test_a_log_line_whose_values_do_not_fit_gives_nothing_away(
    log: tuple[logging.Logger, io.StringIO], capsys: pytest.CaptureFixture[str]
) -> None:
    logger, stream = log
    logger.error("%d answers", "Zebulon has Marfan syndrome")

    assert "malformed" in stream.getvalue()
    assert "Zebulon" not in stream.getvalue() + capsys.readouterr().err


def test_json_lines_hold_the_places_of_an_exception_and_not_its_words() -> None:
    try:
        raise ValueError("Zebulon has Marfan syndrome")
    except ValueError:
        record = logging.LogRecord("bot.gate", logging.ERROR, "gate.py", 1, "A turn failed.", (), sys.exc_info())

    line = json.loads(JsonFormatter().format(record))

    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "bot.gate", "A turn failed.")
    assert line["exception"][-1] == "ValueError"
    assert "Zebulon" not in json.dumps(line)


def test_every_metric_of_the_dashboard_and_the_alerts_exists() -> None:
    assert metrics
    assert installation_metrics
    exported = {sample.name for family in REGISTRY.collect() for sample in family.samples}
    exported |= {family.name for family in REGISTRY.collect()} | {
        f"{family.name}{end}" for family in REGISTRY.collect() for end in ("_total", "_bucket")
    }
    for path in MONITORING:
        named = set(OWN_METRIC.findall(path.read_text(encoding="utf-8")))
        assert named, path
        assert named <= exported, path


def test_alerts_and_dashboard_can_be_read() -> None:
    rules = YAML(typ="safe").load(MONITORING[0].read_text(encoding="utf-8"))["groups"][0]["rules"]
    panels = json.loads(MONITORING[1].read_text(encoding="utf-8"))["panels"]
    assert all(rule["expr"] and rule["annotations"]["summary"] for rule in rules)
    assert len({panel["id"] for panel in panels}) == len(panels)


def numbers(server: LiveServer) -> dict[str, float]:
    lines = httpx.get(f"{server.url}/metrics").text.splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


def test_turns_stages_and_the_store_are_counted(server: LiveServer) -> None:
    before = numbers(server)
    server.say("what causes sarcoidosis")
    after = numbers(server)

    def more(name: str) -> float:
        return after[name] - before.get(name, 0.0)

    assert more('rareguide_turns_total{channel="rest",kind="answer"}') == 1
    assert more('rareguide_stage_seconds_count{stage="rasa"}') == 1
    assert after["rareguide_conditions"] >= 20
    assert after["rareguide_installation_read"] == 1
    assert after["process_resident_memory_bytes"] > 1e8


def test_metrics_outlive_the_database(tmp_path: Path) -> None:
    store = made_up_store(tmp_path)
    without_tables = open_database(f"sqlite:///{tmp_path / 'empty.db'}")

    asyncio.run(InstallationMetrics(KnowledgeStore(store.engine), without_tables).refresh())

    assert REGISTRY.get_sample_value("rareguide_installation_read") == 0


def test_numbers_are_read_at_most_every_ten_seconds(tmp_path: Path) -> None:
    now = [0.0]
    engine = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    read: list[Any] = []
    watched = InstallationMetrics(made_up_store(tmp_path), engine, lambda: now[0])
    watched._read = lambda: read.append(now[0])  # type: ignore[method-assign]

    for moment in (0.0, 4.0, 9.9, 10.0, 12.0):
        now[0] = moment
        asyncio.run(watched.refresh())

    assert read == [0.0, 10.0]
