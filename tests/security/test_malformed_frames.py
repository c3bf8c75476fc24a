"""What comes over a socket and is no frame of ours: it costs a line of the log at most, and many close the socket."""

from __future__ import annotations

import json
import time
from contextlib import closing
from typing import Any

import httpx
import pytest
import websocket
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.socket_frames import LONGEST_FRAME, MOST_MALFORMED, FrameCheck, MalformedFrames
from tests.support.live_server import LiveServer
from tests.support.widget_visitor import Socket, new_session

FIRST = ("", "0", "2", "4", "5", "6", "9", "x", "\x00", "-1", "40x", "40[]", "40null", '40/admin,{"token":"a"}', "{}")
AFTER_CONNECTING = (
    *(
        "42",
        "42[",
        "42[]",
        "42{}",
        "42[7]",
        '42["nothing"]',
        '42["message",1,2,3]',
        '42x["message"]',
        "42" + "[" * 9_000,
    ),
    *(
        '42["message",' + "9" * 6_000 + "]",
        '42/x,["message",{}]',
        f'42{"1" * 400}["message"]',
        "40{}",
        "44{}",
        "43",
        "430[]",
    ),
    *('451-["message",{"_placeholder":true,"num":0}]', '461-["message"]', "450-[]", "47", "48", "4", "bAAAA", "\ud7ff"),
    '42/x,["message",{}]',
    "42" + json.dumps(["message", "x" * LONGEST_FRAME]),
    b"\x00",
    b"42[]",
    b"",
)


@pytest.mark.parametrize("frame", [*FIRST, *AFTER_CONNECTING], ids=lambda frame: ascii(frame)[:30])
def test_what_is_no_frame_of_a_widget_does_not_reach_the_library(frame: str | bytes) -> None:
    check = FrameCheck()
    if frame in AFTER_CONNECTING:
        assert check.fits('40{"token":"a"}')

    assert not check.fits(frame)


def test_who_it_is_comes_first_and_once() -> None:
    check = FrameCheck()

    assert not check.fits('42["message",{}]')
    assert not check.fits("41")
    assert check.fits('40{"token":"a","after":0}')
    assert not check.fits('40{"token":"b"}')


@given(st.integers(0, 10**8), st.dictionaries(st.text(), st.text() | st.integers() | st.none()))
def test_what_a_widget_sends_passes(number: int, body: dict[str, Any]) -> None:
    check = FrameCheck()

    for frame in (
        "40" + json.dumps(body),
        f"42{number}" + json.dumps(["message", body]),
        '42["typing"]',
        "3",
        "41",
        "1",
    ):
        assert check.fits(frame), frame


def test_many_make_one_line_in_ten_seconds(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    malformed = MalformedFrames(clock=lambda: now[0])

    for moment in range(100):
        now[0] = moment * 0.15
        malformed.count()

    assert len(caplog.records) == 2
    assert "67 since" in caplog.text


def test_a_hundred_malformed_frames_cost_a_line_and_the_connection(server: LiveServer) -> None:
    """They wrote 99 kB."""
    logged_before = len(server.output)
    with closing(Socket(server, new_session(server))) as bystander:
        for frame in (*AFTER_CONNECTING[:6], b"\x00"):
            with closing(connected(server)) as wire:
                sent = send_until_closed(wire, frame, 100)
                assert sent == "closed", frame
        assert bystander.ask("hello")["turns"][0]["kind"] == "smalltalk"

    lines = server.output[logged_before:]
    assert len(lines) <= 2
    assert sum(map(len, lines)) < 300


def test_text_that_is_no_utf_8_is_read_as_far_as_it_is(server: LiveServer) -> None:
    with closing(Socket(server, new_session(server))) as socket:
        socket._wire.send(b"42[\xff\xfe", opcode=websocket.ABNF.OPCODE_TEXT)
        body = b'421["message",{"id":"1","message":"I want to kill myself \xff"}]'
        socket._wire.send(body, opcode=websocket.ABNF.OPCODE_TEXT)

        while not (packet := socket._wire.recv()).startswith("431["):
            pass

    assert json.loads(packet[3:])[0]["turns"][0]["kind"] == "emergency"


def test_a_few_malformed_frames_are_passed_over(server: LiveServer) -> None:
    with closing(Socket(server, new_session(server))) as socket:
        for _ in range(MOST_MALFORMED - 1):
            socket._wire.send("42[")

        assert socket.ask("hello")["turns"][0]["kind"] == "smalltalk"


BROKEN_WIRE = (
    bytes([0x8F, 0x80, 0, 0, 0, 0]),  # an opcode that does not exist
    bytes([0xF1, 0x80, 0, 0, 0, 0]),  # reserved bits
    bytes([0x81, 0x02, 0x32, 0x33]),  # not masked
    bytes([0x80, 0x80, 0, 0, 0, 0]),  # the rest of nothing
    bytes([0x89, 0xFE, 0x01, 0x00, 0, 0, 0, 0]) + bytes(256),  # a ping that is too long
    bytes([0x81, 0xFF]) + (2**62).to_bytes(8, "big") + bytes(4),  # an endless one
    bytes([0x88, 0x81, 0, 0, 0, 0, 0x03]),  # a farewell of half a code
)


@pytest.mark.parametrize("sent", BROKEN_WIRE, ids=lambda sent: sent[:6].hex())
def test_broken_frames_of_the_websocket_itself_end_it_without_a_word(server: LiveServer, sent: bytes) -> None:
    logged_before = len(server.output)
    with closing(connected(server)) as wire:
        wire.sock.sendall(sent)
        wire.sock.settimeout(5)
        answer = wire.sock.recv(1000)

    assert answer[:1] in (b"", b"\x88"), "it is closed"
    assert server.output[logged_before:] == []


REQUESTS = (
    ("GET", "?EIO=3&transport=websocket"),
    ("GET", "?EIO=4&transport=polling"),
    ("GET", "?EIO=4&transport=websocket"),
    ("GET", "?EIO=4&transport=websocket&sid=unknown"),
    ("POST", "?EIO=4&transport=websocket&sid=unknown"),
    ("GET", "?EIO=4&transport=websocket&j=x"),
    ("GET", ""),
    ("PUT", "?EIO=4&transport=websocket"),
)


def test_requests_that_open_no_socket_are_refused_and_cost_a_line_of_each_kind(server: LiveServer) -> None:
    logged_before = len(server.output)
    for _ in range(10):
        for method, query in REQUESTS:
            answer = websocket_request(server, method, query)
            assert 400 <= answer < 600, (method, query)

    logged = server.output[logged_before:]
    assert len(logged) <= len(REQUESTS), "\n".join(logged)


def websocket_request(server: LiveServer, method: str, query: str) -> int:
    return httpx.request(method, f"{server.url}/widget/socket.io/{query}", content=b"42[").status_code


def connected(server: LiveServer) -> websocket.WebSocket:
    address = f"ws://127.0.0.1:{server.port}/widget/socket.io/?EIO=4&transport=websocket"
    wire = websocket.create_connection(address, suppress_origin=True, timeout=10)
    assert wire.recv().startswith("0{")
    wire.send("40" + json.dumps({"token": new_session(server)}))
    assert wire.recv().startswith("40")
    return wire


def send_until_closed(wire: websocket.WebSocket, frame: str | bytes, times: int) -> str:
    try:
        for _ in range(times):
            wire.send_binary(frame) if isinstance(frame, bytes) else wire.send(frame)
            time.sleep(0.002)
        while wire.recv():
            pass
    except (OSError, websocket.WebSocketException):
        return "closed"
    return "closed" if not wire.connected else "open"
