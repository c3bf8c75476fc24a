"""Several servers behind a proxy are one assistant: with one going away, and while all are replaced."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from http.client import HTTPConnection
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text

from bot.channels.widget_messages import tracker_id
from rareguide.turn import turn_validator
from tests.cluster.visitor import SocketVisitor, ask, conversation_of_token, new_token, send
from tests.support.widget_visitor import Socket
from tools.cluster.topology import Cluster

TOPICS = (
    "what causes it?",
    "what are the symptoms?",
    "is it inherited?",
    "how is it treated?",
    "what are complications?",
)


@pytest.fixture(autouse=True)
def everything_runs_again(cluster: Cluster) -> Iterator[None]:
    yield
    for server in cluster.servers:
        if not server.is_ready():
            server.restart()


def test_two_servers_hold_one_conversation_in_turn(cluster: Cluster) -> None:
    token = new_token(cluster.proxy_url)
    ask(cluster.servers[0].url, token, "what is Marfan syndrome?")

    for number, topic in enumerate(TOPICS):
        turn = ask(cluster.servers[(number + 1) % 2].url, token, topic)

        assert turn["condition"]["slug"] == "marfan-syndrome", topic
        turn_validator().validate(turn)


def test_visitors_come_in_through_the_proxy(cluster: Cluster) -> None:
    token = new_token(cluster.proxy_url)

    first = ask(cluster.proxy_url, token, "what is Marfan syndrome?")
    with closing(SocketVisitor(cluster.proxy_url, token)) as visitor:
        second = visitor.ask("is it inherited?")

    assert first["condition"] == second["condition"]
    assert httpx.get(f"{cluster.proxy_url}/widget.js").status_code == 200
    assert httpx.get(f"{cluster.proxy_url}/conditions/marfan-syndrome").status_code == 200
    assert "Larkfield" in httpx.get(f"{cluster.proxy_url}/").text
    assert httpx.get(f"{cluster.staff_url}/", follow_redirects=True).status_code == 200


def test_a_message_sent_to_both_servers_is_answered_once(cluster: Cluster) -> None:
    token, message_id = new_token(cluster.proxy_url), uuid.uuid4().hex

    turns = [ask(server.url, token, "what is Marfan syndrome?", message_id) for server in cluster.servers * 2]

    assert len({turn["turn_id"] for turn in turns}) == 1


def test_an_answer_from_one_server_reaches_the_window_at_the_other(cluster: Cluster) -> None:
    token = new_token(cluster.proxy_url)
    with closing(SocketOf(cluster, 1, token)) as window:
        turn = ask(cluster.servers[0].url, token, "what is Marfan syndrome?")

        assert [announced["turn_id"] for announced in window.next_announced()["turns"]] == [turn["turn_id"]]


class SocketOf(Socket):
    """A window at one of the servers."""

    def __init__(self, cluster: Cluster, number: int, token: str) -> None:
        self.port = int(cluster.servers[number].url.rpartition(":")[2])
        super().__init__(self, token)  # type: ignore[arg-type]  # of a server it needs the port alone


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/webhooks/rest/webhook"),
        ("POST", "/widget/../webhooks/rest/webhook"),
        ("POST", "/widget/%2e%2e/webhooks/rest/webhook"),
        ("POST", "/widget/..%2fwebhooks/rest/webhook"),
        ("POST", "/demo//../webhooks/rest/webhook"),
        ("POST", "/model/parse"),
        ("GET", "/webhooks/rest/"),
        ("GET", "/conversations/somebody/tracker"),
        ("GET", "/domain"),
        ("GET", "/version"),
        ("GET", "/metrics"),
        ("GET", "/health"),
        ("GET", "/ready"),
    ],
)
def test_what_visitors_do_not_need_is_not_there(cluster: Cluster, method: str, path: str) -> None:
    # http.client, because httpx would tidy the path up.
    assert status_of(cluster.proxy_url, method, path) == 404


def status_of(url: str, method: str, path: str) -> int:
    with closing(HTTPConnection(url.removeprefix("http://"), timeout=30)) as connection:
        connection.request(method, path, body="{}" if method == "POST" else None)
        return connection.getresponse().status


def test_a_request_that_is_too_long_is_refused_at_the_proxy(cluster: Cluster) -> None:
    answer = send(cluster.proxy_url, new_token(cluster.proxy_url), "x" * 200_000)

    assert answer.status_code == 413


def test_when_a_server_dies_the_other_goes_on_with_the_conversation(cluster: Cluster) -> None:
    token = new_token(cluster.proxy_url)
    ask(cluster.servers[0].url, token, "what is Marfan syndrome?")

    cluster.servers[0].kill()
    turn = ask(cluster.proxy_url, token, "is it inherited?")

    assert (turn["condition"]["slug"], turn["sections"][0]["section"]) == ("marfan-syndrome", "inheritance")


def test_a_message_that_a_server_dies_over_is_answered_by_the_other_within_five_seconds(cluster: Cluster) -> None:
    token, message_id = new_token(cluster.proxy_url), uuid.uuid4().hex
    ask(cluster.proxy_url, token, "what is Marfan syndrome?")
    with ThreadPoolExecutor() as beside:
        with nobody_reads(cluster, "answered_message"):
            # The turn stands still in its middle, and its server holds the conversation's lock.
            lost = beside.submit(send, cluster.servers[0].url, token, "is it inherited?", message_id)
            time.sleep(2)
            cluster.servers[0].kill()
        begun = time.monotonic()
        turn = ask(cluster.proxy_url, token, "is it inherited?", message_id)
        seconds = time.monotonic() - begun

    assert isinstance(lost.exception(), httpx.TransportError)
    assert turn["condition"]["slug"] == "marfan-syndrome"
    assert times_kept(cluster, "is it inherited?", turn["turn_id"]) == 1
    assert seconds < 5


@contextmanager
def nobody_reads(cluster: Cluster, table: str) -> Iterator[None]:
    """Keep a table from everybody, so that a turn stands still where it needs it."""
    engine = create_engine(cluster.database_url)
    with engine.begin() as connection:
        connection.execute(text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
        yield
    engine.dispose()


def times_kept(cluster: Cluster, message: str, turn_id: str) -> int:
    engine = create_engine(cluster.database_url)
    with engine.connect() as connection:
        query = text("SELECT count(*) FROM answered_message WHERE turn_id = :turn AND message = :message")
        found = connection.execute(query, {"turn": turn_id, "message": message}).scalar_one()
    engine.dispose()
    return int(found)


def test_a_rolling_update_loses_no_message_and_answers_none_twice(cluster: Cluster) -> None:
    requests, socket = Talk(cluster), Talk(cluster)
    with closing(SocketVisitor(cluster.proxy_url, socket.token)) as by_socket:
        with ThreadPoolExecutor() as beside:
            updating = beside.submit(restart_one_after_the_other, cluster)
            talks = [
                beside.submit(requests.go_on, partial(ask, cluster.proxy_url, requests.token), updating),
                beside.submit(socket.go_on, by_socket.ask, updating),
            ]
        for done in (updating, *talks):
            done.result()

    for talk in (requests, socket):
        assert len(talk.turns) >= MESSAGES
        assert [turn["text"] for turn in talk.turns if turn["kind"] != "answer"] == []
        assert kept_of(cluster, talk) == sorted(turn["turn_id"] for turn in talk.turns)
        assert user_events_of(cluster, talk) == len(talk.turns)
    assert by_socket.connections > 1, "its server was restarted"


MESSAGES = 60
SECONDS_BETWEEN_MESSAGES = 0.25


class Talk:
    """A conversation that goes on for as long as the servers are being restarted, and for 60 messages at least."""

    def __init__(self, cluster: Cluster) -> None:
        self.token = new_token(cluster.proxy_url)
        self.turns: list[dict[str, Any]] = []

    def go_on(self, ask_one: Callable[[str], dict[str, Any]], updating: Future[None]) -> None:
        while not updating.done() or len(self.turns) < MESSAGES:
            topic = TOPICS[len(self.turns) % len(TOPICS)] if self.turns else "what is Marfan syndrome?"
            self.turns.append(ask_one(topic))
            time.sleep(SECONDS_BETWEEN_MESSAGES)


def restart_one_after_the_other(cluster: Cluster) -> None:
    for server in cluster.servers:
        server.restart()


def kept_of(cluster: Cluster, talk: Talk) -> list[str]:
    """The turns that the database has of a conversation."""
    return sorted(rows(cluster, "SELECT turn_id FROM answered_message WHERE conversation = :conversation", talk))


def user_events_of(cluster: Cluster, talk: Talk) -> int:
    """How many messages of a conversation Rasa has taken."""
    query = "SELECT count(*) FROM events WHERE sender_id = :conversation AND type_name = 'user'"
    return int(rows(cluster, query, talk)[0])


def rows(cluster: Cluster, query: str, talk: Talk) -> list[Any]:
    conversation = tracker_id(conversation_of_token(talk.token))
    engine = create_engine(cluster.database_url)
    with engine.connect() as connection:
        found = [value for (value,) in connection.execute(text(query), {"conversation": conversation})]
    engine.dispose()
    return found


def test_a_server_that_is_told_to_end_says_so_and_answers_first(cluster: Cluster) -> None:
    server = cluster.servers[0]
    tokens = [new_token(server.url) for _ in range(4)]
    with ThreadPoolExecutor() as beside:
        with nobody_reads(cluster, "answered_message"):
            under_way = [beside.submit(ask, server.url, token, "what is Marfan syndrome?") for token in tokens]
            time.sleep(1)
            server.terminate()
            time.sleep(0.5)
            said = httpx.get(f"{server.url}/ready", timeout=10)
            refused = httpx.post(f"{server.url}/widget/session", timeout=10)
            elsewhere = httpx.post(f"{cluster.proxy_url}/widget/session", timeout=10)
        turns = [answer.result() for answer in under_way]
    server.stop()

    assert said.status_code == 503
    assert "stopping" in said.json()["lacking"]
    assert (refused.status_code, elsewhere.status_code) == (503, 200)
    assert {turn["kind"] for turn in turns} == {"answer"}
    assert "Traceback" not in server.end_of_log()
