"""The widget's socket: who gets in, and that a message is answered once whichever way and process it takes."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
import websocket

from rareguide.turn import turn_validator
from tests.bot.test_widget_channel import old_token
from tests.support.live_server import LiveServer
from tests.support.widget_visitor import Socket, new_session, send

pytestmark = pytest.mark.server


def test_a_visitor_asks_and_follows_up(server: LiveServer) -> None:
    with closing(Socket(server, new_session(server))) as socket:
        first = socket.ask("what is Marfan syndrome?")["turns"]
        second = socket.ask("is it inherited?")["turns"]

    for turns in (first, second):
        assert len(turns) == 1
        turn_validator().validate(turns[0])
        assert turns[0]["condition"]["slug"] == "marfan-syndrome"


@pytest.mark.parametrize("message", ["", None, 7, ["a"], {"a": 1}, "/restart", "🙂", "x" * 6000])
def test_whatever_is_sent_gets_one_turn(server: LiveServer, message: Any) -> None:
    with closing(Socket(server, new_session(server))) as socket:
        turns = socket.ask(message)["turns"]

    assert len(turns) == 1
    turn_validator().validate(turns[0])


def test_a_session_in_use_is_renewed_when_its_socket_opens(server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Socket(server, old_token(server, monkeypatch, days=5))) as socket:
        assert send(server, socket.wait_for_token(), "hello").status_code == 200


def test_a_token_that_the_server_did_not_sign_is_refused(server: LiveServer) -> None:
    with closing(Socket(server, "made-up.signature")) as socket:
        assert socket.welcome == '44{"message":"session"}'


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server for two websites, with few messages a minute."""
    origins = "https://library.example, https://other.example/"
    limits = {"RAREGUIDE_ALLOWED_ORIGINS": origins, "RAREGUIDE_MESSAGES_PER_MINUTE": "3"}
    with LiveServer(tmp_path_factory.mktemp("strict"), **limits) as running:
        yield running


def test_only_websites_of_the_settings_get_in(strict: LiveServer) -> None:
    token = new_session(strict)
    for origin in ("https://library.example", "https://other.example", strict.url):
        with closing(Socket(strict, token, origin)) as socket:
            assert socket.welcome.startswith("40")
        answer = httpx.post(f"{strict.url}/widget/session", headers={"Origin": origin})
        assert answer.headers["access-control-allow-origin"] == origin
    for origin in ("https://evil.example", "https://library.example.evil.example", "null"):
        with pytest.raises(websocket.WebSocketBadStatusException):
            Socket(strict, token, origin)
        answer = httpx.post(f"{strict.url}/widget/session", headers={"Origin": origin})
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers


def test_a_page_asks_first_whether_it_may_ask(tmp_path: Path, server: LiveServer) -> None:
    asked = httpx.options(f"{server.url}/widget/messages", headers={"Origin": server.url})
    assert (asked.status_code, asked.headers["access-control-allow-headers"]) == (204, "Authorization, Content-Type")

    refused = httpx.options(f"{server.url}/widget/messages", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in refused.headers


def test_a_message_sent_again_another_way_gets_the_same_turn(server: LiveServer) -> None:
    token, message_id = new_session(server), uuid.uuid4().hex
    with closing(Socket(server, token)) as socket:
        (by_socket,) = socket.ask("Marfan syndrome", message_id)["turns"]
    (by_request,) = send(server, token, "Marfan syndrome", message_id).json()["turns"]

    assert by_request == by_socket


def test_a_second_window_is_told_what_was_answered(server: LiveServer) -> None:
    token = new_session(server)
    with closing(Socket(server, token)) as other, closing(Socket(server, new_session(server))) as stranger:
        (answered,) = send(server, token, "Marfan syndrome", "m1").json()["turns"]

        assert other.next_announced() == {"turns": [answered], "answers": "m1"}
        stranger.ask("hello")
        assert all(told["answers"] != "m1" for told in stranger.announced)


def test_too_many_messages_wait_and_an_alarm_does_not(strict: LiveServer) -> None:
    token = new_session(strict)
    taken = [send(strict, token, "hello", str(number)) for number in range(4)]

    assert [answer.status_code for answer in taken] == [200, 200, 200, 429]
    refusal = taken[3].json()
    turn_validator().validate(refusal["turns"][0])
    assert 0 < refusal["retry_after"] == int(taken[3].headers["retry-after"]) <= 20
    with closing(Socket(strict, token)) as socket:
        assert socket.ask("hello again")["retry_after"] > 0
        assert socket.ask("I want to kill myself")["turns"][0]["kind"] == "emergency"
    assert send(strict, new_session(strict), "hello").status_code == 200, "another conversation"


@pytest.fixture
def two_servers(tmp_path: Path, redis_url: str) -> Iterator[tuple[LiveServer, LiveServer]]:
    """Two processes on one database and one Redis, as behind a proxy."""
    shared = {"RAREGUIDE_REDIS_URL": redis_url, "RAREGUIDE_SESSION_SECRET": "a secret of both"}
    with LiveServer(tmp_path, **shared) as one, LiveServer(tmp_path, **shared) as other:
        yield one, other


def test_two_processes_serve_one_conversation(two_servers: tuple[LiveServer, LiveServer]) -> None:
    one, other = two_servers
    token = new_session(one)
    with closing(Socket(one, token)) as at_one, closing(Socket(other, token)) as at_other:
        (first,) = at_one.ask("what is Marfan syndrome?", "first")["turns"]
        assert at_other.next_announced() == {"turns": [first], "answers": "first"}

        (again,) = at_other.ask("what is Marfan syndrome?", "first")["turns"]
        assert again == first, "answered once, whichever process is asked"

        (second,) = at_other.ask("is it inherited?")["turns"]
        assert second["condition"]["slug"] == "marfan-syndrome", "the conversation goes on at the other process"
