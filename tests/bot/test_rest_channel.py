"""The REST channel over HTTP: every body gets exactly one turn, and strangers get none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from rareguide.turn import turn_validator
from tests.support.live_server import LiveServer

pytestmark = pytest.mark.server


@pytest.mark.parametrize(
    "body",
    [
        {"sender": "a", "message": ""},
        {"sender": "a", "message": None},
        {"sender": "a", "message": 42},
        {"sender": "a", "message": ["what causes it"]},
        {"sender": "a", "message": {"text": "what causes it"}},
        {"sender": "a"},
        {"message": "hello"},
        {"sender": ["a"], "message": "hello"},
        {"sender": "x" * 5000, "message": "hello"},
        {"sender": "a", "message": "\x00\x01"},
        {"sender": "a", "message": "x" * 6000},
        {"sender": "a", "message": "word " * 900},
        [],
        "hello",
        None,
        b"{not json",
        b"",
        b"\xff\xfe",
        b'{"sender": "a", "message": "\\ud800"}',
    ],
    ids=lambda body: repr(body)[:40],
)
def test_every_body_gets_one_turn(server: LiveServer, body: Any) -> None:
    answer = server.post(body)

    assert answer.status_code == 200
    turns = [sent["custom"] for sent in answer.json() if "custom" in sent]
    assert len(turns) == 1
    turn_validator().validate(turns[0])
    assert turns[0]["contact"]["name"] == "Larkfield Information Line"
    text = "".join(sent.get("text", "") for sent in answer.json())
    assert turns[0]["disclaimer"]["text"] in text
    assert "Larkfield Information Line" in text


def test_a_body_too_large_to_read_gets_a_turn_too(server: LiveServer) -> None:
    answer = server.post({"sender": "a", "message": "x" * 2_000_000})

    assert answer.status_code == 413
    turn_validator().validate(answer.json()[1]["custom"])


def test_visitors_without_an_id_do_not_share_a_conversation(server: LiveServer) -> None:
    first = server.post({"message": "what causes Marfan syndrome"}).json()[1]["custom"]
    second = server.post({"message": "is it inherited?"}).json()[1]["custom"]

    assert first["condition"]["slug"] == "marfan-syndrome"
    assert second["kind"] == "clarify"


def test_messages_of_one_conversation_sent_at_once_each_get_their_turn(server: LiveServer) -> None:
    import asyncio

    async def all_at_once() -> list[httpx.Response]:
        async with httpx.AsyncClient(timeout=60) as client:
            address = f"{server.url}/webhooks/rest/webhook"
            questions = ["what causes Marfan syndrome", "how is it treated?", "is it inherited?", "thanks"] * 3
            return await asyncio.gather(
                *(client.post(address, json={"sender": "busy", "message": question}) for question in questions)
            )

    answers = asyncio.run(all_at_once())

    kinds = [answer.json()[1]["custom"]["kind"] for answer in answers]
    assert len({answer.json()[1]["custom"]["turn_id"] for answer in answers}) == 12
    assert kinds.count("smalltalk") == 3


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server that wants a key."""
    with LiveServer(tmp_path_factory.mktemp("guarded"), RAREGUIDE_REST_KEY="a long random text") as running:
        yield running


def test_without_the_key_nothing_is_answered(guarded: LiveServer) -> None:
    assert guarded.post({"sender": "a", "message": "hello"}).status_code == 401
    assert guarded.post({"message": "hello"}, {"Authorization": "Bearer wrong"}).status_code == 401


def test_with_the_key_messages_are_answered(guarded: LiveServer) -> None:
    answer = guarded.post({"sender": "a", "message": "hello"}, {"Authorization": "Bearer a long random text"})

    assert answer.json()[1]["custom"]["kind"] == "smalltalk"


def test_rasas_own_interface_is_not_open(guarded: LiveServer) -> None:
    for path in ("/conversations/a/tracker", "/model/parse", "/domain", "/status"):
        assert httpx.get(f"{guarded.url}{path}").status_code == 404


def test_nothing_a_visitor_wrote_is_in_the_output(tmp_path: Path, server: LiveServer) -> None:
    server.say("my neighbour Zebulon has Marfan syndrome")
    server.say("xyzzyplugh " * 30)

    printed = "\n".join(server.output)
    assert "Zebulon" not in printed
    assert "xyzzyplugh" not in printed
