"""The same actions as a classic action server, and the one patch of Rasa that in-process actions need."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.live_server import LiveServer, free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def action_server(tmp_path: Path) -> Iterator[str]:
    """`rasa run actions`, as somebody who knows Rasa would start it."""
    port = free_port()
    environment = {**os.environ, "RAREGUIDE_DATA_DIR": str(tmp_path), "RASA_TELEMETRY_ENABLED": "false"}
    process = subprocess.Popen(
        [Path(sys.executable).with_name("rasa"), "run", "actions", "--port", str(port)],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                httpx.get(f"{address}/health", timeout=2).raise_for_status()
                break
            except httpx.HTTPError:
                assert process.poll() is None, "the action server ended"
                time.sleep(0.1)
        else:
            pytest.fail("the action server did not start")
        yield f"{address}/webhook"
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.server
def test_a_server_works_with_an_action_server(tmp_path: Path, action_server: str) -> None:
    with LiveServer(tmp_path, RAREGUIDE_ACTION_ENDPOINT=action_server) as server:
        turn = server.say("what causes Marfan syndrome?")

    assert turn["kind"] == "answer"
    assert [section["section"] for section in turn["sections"]] == ["causes"]


def test_rasa_still_validates_results_the_way_that_is_replaced() -> None:
    """When Rasa changes these lines, `bot.server.local_actions.use_one_result_validator` has to be looked at again."""
    from rasa.core.actions.action import RemoteAction

    module = inspect.getsource(inspect.getmodule(RemoteAction))  # the class may be patched by now, its file is not
    assert "validate(result, self.action_response_format_spec())" in module


def test_a_result_that_is_wrong_is_still_refused() -> None:
    from jsonschema import ValidationError
    from rasa.core.actions.action import RemoteAction

    from bot.server.local_actions import use_one_result_validator

    use_one_result_validator()
    action = RemoteAction("action_turn", None)

    assert action._validate_action_result({"events": [], "responses": [{}]})
    with pytest.raises(ValidationError):
        action._validate_action_result({"events": "none", "responses": []})
