"""The widget's channel over HTTP: signed sessions, and messages that are answered once."""

from __future__ import annotations

import base64
import hashlib
import re
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from itsdangerous import TimestampSigner

from bot.channels.session_tokens import SessionTokens
from rareguide.settings import ROOT, SESSION_KEY
from rareguide.turn import turn_validator
from tests.support.live_server import LiveServer
from tests.support.widget_visitor import new_session, send


def test_a_page_s_condition_is_the_one_talked_of(server: LiveServer) -> None:
    token = new_session(server)
    head = {"Authorization": f"Bearer {token}"}

    def ask(message: str, **about: Any) -> dict[str, Any]:
        body = {"id": uuid.uuid4().hex, "message": message, **about}
        answer = httpx.post(f"{server.url}/widget/messages", json=body, headers=head, timeout=60)
        turn: dict[str, Any] = answer.json()["turns"][0]
        return turn

    for odd in ("/restart", "no-such-condition", "x" * 300, {"slug": "marfan-syndrome"}, 7):
        assert ask("what causes it?", condition=odd)["kind"] == "clarify"
    assert ask("what causes it?", condition="marfan-syndrome")["condition"]["slug"] == "marfan-syndrome"
    assert ask("how is it treated?")["condition"]["slug"] == "marfan-syndrome"
    assert ask("what causes it?", condition="")["kind"] == "clarify", "the visitor has ended that topic"


def test_the_hand_over_speaks_the_widget_s_language(server: LiveServer) -> None:
    head = {"Authorization": f"Bearer {new_session(server)}"}

    def say(message: str, language: Any) -> dict[str, Any]:
        body = {"id": uuid.uuid4().hex, "message": message, "language": language}
        answer = httpx.post(f"{server.url}/widget/messages", json=body, headers=head, timeout=60)
        turn: dict[str, Any] = answer.json()["turns"][0]
        return turn

    spanish = say("I would like to talk to a person", "es")
    assert spanish["text"].endswith("¿Qué quiere preguntar a la persona?")
    assert spanish["disclaimer"]["text"].startswith("Esta información es general")
    for odd in ("xx", None, 7, ["es"], {"es": "es"}):
        assert say("Can she fly with it?", odd)["disclaimer"]["text"].startswith("This information"), odd


def test_a_visitor_asks_and_follows_up(server: LiveServer) -> None:
    token = new_session(server)

    first = send(server, token, "what is Marfan syndrome?").json()["turns"]
    second = send(server, token, "is it inherited?").json()["turns"]

    for turns in (first, second):
        assert len(turns) == 1
        turn_validator().validate(turns[0])
        assert turns[0]["condition"]["slug"] == "marfan-syndrome"


def test_two_visitors_do_not_share_a_conversation(server: LiveServer) -> None:
    send(server, new_session(server), "what is Marfan syndrome?")

    other = send(server, new_session(server), "is it inherited?").json()["turns"][0]

    assert other["kind"] == "clarify"


def test_a_message_sent_again_gets_the_same_turn(server: LiveServer) -> None:
    token, message_id = new_session(server), uuid.uuid4().hex
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: send(server, token, "Marfan syndrome", message_id), range(4)))

    assert len({answer.json()["turns"][0]["turn_id"] for answer in answers}) == 1


def old_token(server: LiveServer, monkeypatch: pytest.MonkeyPatch, days: float) -> str:
    """A token that the server signed so many days ago."""
    secret = (server.data_dir / SESSION_KEY).read_bytes()
    with monkeypatch.context() as earlier:
        earlier.setattr(TimestampSigner, "get_timestamp", lambda _: int(time.time() - days * 24 * 60 * 60))
        return SessionTokens(secret, life=1.0).new()


def test_a_session_in_use_is_renewed_and_keeps_its_conversation(
    server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = old_token(server, monkeypatch, days=5)

    answer = send(server, token, "what is Marfan syndrome?")
    renewed = answer.headers["X-Session-Token"]
    follow_up = send(server, renewed, "is it inherited?")

    assert follow_up.json()["turns"][0]["condition"]["slug"] == "marfan-syndrome"
    assert "X-Session-Token" not in follow_up.headers


def test_an_old_session_is_over_but_can_be_forgotten(server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    token = old_token(server, monkeypatch, days=8)

    assert send(server, token, "hello").status_code == 401
    forgotten = httpx.post(f"{server.url}/widget/forget", headers={"Authorization": f"Bearer {token}"})
    assert forgotten.status_code == 204


@pytest.mark.parametrize("token", ["made-up", "made-up.signature", "..", "a" * 3000])
def test_a_token_that_the_server_did_not_sign_is_refused(server: LiveServer, token: str) -> None:
    answer = send(server, token, "hello")

    assert answer.status_code == 401
    assert "turns" not in answer.json()


def test_without_a_token_nothing_is_answered(server: LiveServer) -> None:
    answer = httpx.post(f"{server.url}/widget/messages", json={"message": "hello"})

    assert answer.status_code == 401


@pytest.mark.parametrize("message", ["", None, 7, ["a"], {"a": 1}, "/restart", "🙂", "x" * 6000])
def test_whatever_is_sent_gets_one_turn(server: LiveServer, message: Any) -> None:
    turns = send(server, new_session(server), message).json()["turns"]

    assert len(turns) == 1
    turn_validator().validate(turns[0])


@pytest.mark.parametrize("path", ["/", "/widget.js", "/widget/widget.mjs", "/health", "/ready"])
def test_the_headers_alone_can_be_asked_for(server: LiveServer, path: str) -> None:
    whole, headers = httpx.get(server.url + path), httpx.head(server.url + path)

    assert headers.status_code == whole.status_code == 200
    assert headers.content == b""
    assert headers.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0", None), ("", None)])
def test_the_script_travels_compressed_and_once(server: LiveServer, accepted: str, encoding: str | None) -> None:
    address, asks = f"{server.url}/widget.js", {"Accept-Encoding": accepted}
    answer = httpx.get(address, headers=asks)

    assert answer.headers.get("content-encoding") == encoding
    assert answer.content == (ROOT / "widget" / "dist" / "widget.js").read_bytes()
    again = httpx.get(address, headers={**asks, "If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_first_screen_is_told_without_a_session(server: LiveServer) -> None:
    told = httpx.get(f"{server.url}/widget/welcome?condition=cramp-fasciculation-syndrome").json()

    assert told["condition"]["name"] == "Cramp-fasciculation syndrome"
    assert told["disclaimer"]["text"].startswith("This information is general")
    assert told["contact"]["name"] == "Larkfield Information Line"
    assert told["starters"][0]["title"] == "Just diagnosed"
    spanish = httpx.get(f"{server.url}/widget/welcome?lang=es&condition=no-such").json()
    assert spanish["disclaimer"]["text"].startswith("Esta información es general")
    assert spanish["condition"] is None


@pytest.mark.parametrize("typed", ["cramp-fas", "Cramp fasciculatoin syndrom", "fasciculation"])
def test_names_are_completed_begun_mistyped_and_in_part(server: LiveServer, typed: str) -> None:
    found = httpx.get(f"{server.url}/widget/conditions", params={"q": typed}).json()["conditions"]

    assert found[0]["slug"] == "cramp-fasciculation-syndrome"


def test_a_site_that_is_not_allowed_may_read_that_it_is_not(server: LiveServer) -> None:
    refused = httpx.get(f"{server.url}/widget/welcome", headers={"Origin": "https://elsewhere.example"})

    assert refused.status_code == 403
    assert refused.headers["access-control-allow-origin"] == "*"


def test_pages_and_files_are_served(server: LiveServer) -> None:
    page = httpx.get(f"{server.url}/")
    assert "widget.js" in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert (
        httpx.get(f"{server.url}/widget.js")
        .headers["content-type"]
        .startswith(("text/javascript", "application/javascript"))
    )

    tag = server.command("embed", "https://chat.example/").stdout
    ((name, integrity),) = re.findall(r'src="https://chat.example/widget/(\S+)" integrity="(\S+)"', tag)
    script = httpx.get(f"{server.url}/widget/{name}")
    assert script.content == httpx.get(f"{server.url}/widget.js").content
    assert integrity == f"sha384-{base64.b64encode(hashlib.sha384(script.content).digest()).decode()}"
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["access-control-allow-origin"] == "*"

    condition = httpx.get(f"{server.url}/conditions/cramp-fasciculation-syndrome")
    assert "What causes cramp-fasciculation syndrome?" in condition.text
    assert "Last updated: 2013-06-12" in condition.text
    assert "Larkfield Information Line" in condition.text

    gone = httpx.get(f"{server.url}/conditions/no-such-condition")
    assert gone.status_code == 404
    assert "Larkfield Information Line" in gone.text


@pytest.mark.parametrize("path", ["/demo/../pyproject.toml", "/demo/..%2Fpyproject.toml", "/widget/..%2f..%2f.env"])
def test_nothing_else_of_the_disk_is_served(server: LiveServer, path: str) -> None:
    assert httpx.get(f"{server.url}{path}").status_code == 404


def test_machines_learn_how_the_server_is(server: LiveServer) -> None:
    server.say("what is Marfan syndrome?")

    assert httpx.get(f"{server.url}/health").json() == {"status": "ok"}
    assert httpx.get(f"{server.url}/ready").json() == {"ready": True, "lacking": [], "degraded": []}
    assert 'rareguide_turns_total{channel="rest",kind="answer"}' in httpx.get(f"{server.url}/metrics").text
