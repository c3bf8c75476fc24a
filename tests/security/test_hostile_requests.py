"""What is sent to the server by those who mean it ill: nothing opens, nothing breaks, others are served."""

from __future__ import annotations

import json
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from typing import Any

import httpx
import pytest
import websocket

from tests.support.live_server import LiveServer
from tests.support.widget_visitor import new_session, send

RASAS_INTERFACE = [
    *(
        ("GET", path)
        for path in ("/version", "/status", "/domain", "/conversations/a/tracker", "/conversations/a/story")
    ),
    *(("POST", f"/conversations/a/{name}") for name in ("tracker/events", "execute", "predict", "messages")),
    *(("POST", f"/conversations/a/{name}") for name in ("trigger_intent", "tracker/events?x=1")),
    *(("POST", path) for path in ("/model/train", "/model/parse", "/model/predict", "/model/test/stories", "/webhook")),
    *(("POST", path) for path in ("/model/test/intents", "/model/test/intents?model=http://a.example/m.tar.gz")),
    *(("PUT", path) for path in ("/model", "/conversations/a/tracker/events")),
    ("DELETE", "/model"),
    *(
        ("POST", f"/webhooks/{name}/webhook")
        for name in ("rasa", "callback", "socketio", "facebook", "slack", "telegram")
    ),
    *(("GET", path) for path in ("/socket.io/", "/actions", "/webhooks/rasa/webhook")),
]


@pytest.mark.parametrize(("method", "path"), RASAS_INTERFACE)
def test_rasas_interface_is_not_there(server: LiveServer, method: str, path: str) -> None:
    """With it a caller could load a model of their own, which is code."""
    assert httpx.request(method, f"{server.url}{path}", json={"model_file": "x"}, timeout=30).status_code == 404


FORGED = [
    "/session_start",
    "/back",
    '/inform{"condition": "wilson-disease"}',
    "/SetSlots(condition=wilson-disease)",
    " \t/ask_causes",
    "/action_listen",
    "EXTERNAL: utter_greet",
]


@pytest.mark.parametrize("message", FORGED)
def test_a_command_of_rasa_is_a_text_like_any_other(server: LiveServer, message: str) -> None:
    sender = uuid.uuid4().hex
    server.say("what is Marfan syndrome?", sender)

    server.say(message, sender)
    after = server.say("is it inherited?", sender)

    assert after["condition"] is not None, "the conversation was begun again"
    assert after["condition"]["slug"] in ("marfan-syndrome", "wilson-disease" if "wilson" in message else "")


def test_no_field_beside_the_message_is_taken(server: LiveServer) -> None:
    token = new_session(server)
    extra = {
        "intent": "ask_causes",
        "entities": [{"entity": "condition", "value": "marfan-syndrome"}],
        "slots": {"condition": "marfan-syndrome"},
        "metadata": {"condition": "marfan-syndrome"},
        "sender": "somebody-else",
        "input_channel": "rest",
    }
    body = {"id": "1", "message": "is it inherited?", **extra}
    turn = httpx.post(
        f"{server.url}/widget/messages", json=body, headers={"Authorization": f"Bearer {token}"}, timeout=60
    ).json()["turns"][0]

    assert (turn["kind"], turn["condition"]) == ("clarify", None)


@pytest.mark.parametrize(
    "origin", ["http://[", "https://[::1", "//", "", "null", "http://a b", "https://\u212aelvin.example"]
)
def test_an_origin_that_is_no_address_is_refused(server: LiveServer, origin: str) -> None:
    """One that could not be read ended the request in an error."""
    answer = httpx.post(f"{server.url}/widget/session", headers=[(b"origin", origin.encode())])

    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


ODD: list[Any] = [None, True, -1, 10**30, 1e300, "\ud800", "\x00", [], {}, "x" * 3000, [[[[]]]]]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: ascii(odd)[:20])
@pytest.mark.parametrize("address", ["feedback", "updates", "messages"])
def test_odd_fields_are_answered_and_break_nothing(server: LiveServer, address: str, odd: Any) -> None:
    headers = {"Authorization": f"Bearer {new_session(server)}", "Content-Type": "application/json"}
    fields = {"turn_id": odd, "helpful": True, "comment": "x", "after": odd, "message": odd, "id": odd}

    answer = httpx.post(f"{server.url}/widget/{address}", content=json.dumps(fields), headers=headers, timeout=60)

    assert answer.status_code in (200, 400, 404)
    if address == "messages":
        assert answer.json()["turns"][0]["kind"] != "no_answer" or isinstance(odd, str)


@pytest.mark.parametrize("body", [b"[" * 900_000, b'{"message":' * 80_000, b'{"message": ' + b"9" * 800_000 + b"}"])
def test_huge_and_deep_json_is_answered_in_time(server: LiveServer, body: bytes) -> None:
    begun = time.monotonic()

    answer = server.post(body)

    assert answer.status_code == 200
    assert answer.json()[1]["custom"]["kind"] == "smalltalk"
    assert time.monotonic() - begun < 10


def test_half_a_surrogate_pair_is_kept_as_a_question_mark(server: LiveServer) -> None:
    """The turn was made and could not be kept, so the visitor got the fallback turn."""
    token, message_id = new_session(server), uuid.uuid4().hex
    body = json.dumps({"id": message_id, "message": "hello \ud800\x00"})
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    answers = [httpx.post(f"{server.url}/widget/messages", content=body, headers=headers, timeout=60) for _ in range(2)]

    turns = [answer.json()["turns"][0] for answer in answers]
    assert turns[0]["kind"] == "smalltalk"
    assert turns[0]["turn_id"] == turns[1]["turn_id"]


@pytest.mark.parametrize(
    "slug", ["<script>alert(1)</script>", "%3Cimg%20src=x%20onerror=alert(1)%3E", '"><svg onload=a>', "{{7*7}}"]
)
def test_no_address_is_reflected_as_markup(server: LiveServer, slug: str) -> None:
    for path in (f"/conditions/{slug}", f"/widget/{slug}", f"/demo/{slug}", f"/{slug}?q={slug}"):
        answer = httpx.get(f"{server.url}{path}")
        assert answer.status_code == 404
        for part in ("<script>alert", "<img src=x", "<svg onload", "49"):
            assert part not in answer.text


def test_no_page_can_be_put_into_a_frame_elsewhere(server: LiveServer) -> None:
    for path in ("/", "/conditions/marfan-syndrome", "/conditions/none"):
        headers = httpx.get(f"{server.url}{path}").headers
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_metrics_and_health_say_nothing_of_anybody(server: LiveServer) -> None:
    server.say("my neighbour Zebulon has Marfan syndrome", "zebulon-conversation")

    told = "".join(httpx.get(f"{server.url}{path}").text for path in ("/metrics", "/health", "/ready"))

    for word in ("ebulon", "marfan", str(server.data_dir), "sqlite", "Larkfield"):
        assert word not in told


BROKEN_REQUESTS = [
    b"GET / HTTP/9.9\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50,
    b"POST /widget/session HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
    b"POST /widget/session HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"POST /widget/messages HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"POST /widget/messages HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\nGET /domain",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 5_000 + b"\r\n",
    b"GET /%ff%fe%00 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET http://169.254.169.254/latest HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: a\rb\nc: d\r\n\r\n",
]


@pytest.mark.parametrize("sent", BROKEN_REQUESTS, ids=lambda sent: ascii(sent)[:40])
def test_a_broken_request_ends_alone(server: LiveServer, sent: bytes) -> None:
    logged_before = len(server.output)
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=10)) as wire:
        wire.sendall(sent)
        wire.settimeout(3)
        try:
            answer = wire.recv(100_000)
        except (TimeoutError, ConnectionError):
            answer = b""

    assert b"Traceback" not in answer
    assert b'File "' not in answer
    assert httpx.get(f"{server.url}/health").status_code == 200
    assert server.output[logged_before:] == [], "whoever likes could fill the log"


@pytest.fixture
def slow_clients(server: LiveServer) -> Iterator[list[socket.socket]]:
    """200 clients that send the beginning of a request and then a byte now and then, or nothing."""
    with ExitStack() as stack:
        clients = []
        for number in range(200):
            wire = stack.enter_context(closing(socket.create_connection(("127.0.0.1", server.port), timeout=10)))
            half = b"POST /widget/messages HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n" + b"\r\n{" * (number % 2)
            wire.sendall(half)
            clients.append(wire)
        yield clients


def test_others_are_served_while_200_clients_send_slowly(server: LiveServer, slow_clients: list[socket.socket]) -> None:
    for wire in slow_clients:
        wire.sendall(b"X")
    begun = time.monotonic()

    turn = send(server, new_session(server), "what is Marfan syndrome?").json()["turns"][0]

    assert turn["condition"]["slug"] == "marfan-syndrome"
    assert time.monotonic() - begun < 5


def test_others_are_served_while_200_sockets_stall(server: LiveServer) -> None:
    """They are opened, and never say who they are nor answer a ping."""
    address = f"ws://127.0.0.1:{server.port}/widget/socket.io/?EIO=4&transport=websocket"
    with ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(closing(websocket.create_connection(address, suppress_origin=True, timeout=30)))
        begun = time.monotonic()

        turn = send(server, new_session(server), "what is Marfan syndrome?").json()["turns"][0]

        assert turn["condition"]["slug"] == "marfan-syndrome"
        assert time.monotonic() - begun < 5


def test_a_session_of_another_conversation_cannot_be_made_from_ones_own(server: LiveServer) -> None:
    mine, theirs = new_session(server), new_session(server)
    send(server, theirs, "what is Marfan syndrome?")
    forged = f"{theirs.partition('.')[0]}.{mine.partition('.')[2]}"

    for address in ("messages", "updates", "feedback", "forget"):
        answer = httpx.post(
            f"{server.url}/widget/{address}", json={"message": "?"}, headers={"Authorization": f"Bearer {forged}"}
        )
        assert answer.status_code == 401, address


def test_an_address_that_is_encoded_twice_leads_nowhere(server: LiveServer) -> None:
    for path in (
        "/demo/..%252f..%252f.env",
        "/widget/%2e%2e%2fsrc",
        "/demo/..%5c..%5c.env",
        "/widget/....//.env",
        "/..//.env",
    ):
        with closing(HTTPConnection("127.0.0.1", server.port, timeout=30)) as connection:
            connection.request("GET", path)
            assert connection.getresponse().status == 404, path
