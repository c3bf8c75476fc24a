"""Whatever breaks, a visitor gets an honest turn within five seconds, and no message is lost or doubled."""

from __future__ import annotations

import re
import socket
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any, NoReturn

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from bot.channels.widget_messages import tracker_id
from rareguide.turn import turn_validator
from tests.cluster.visitor import ask, conversation_of_token, new_token, send
from tools.cluster.topology import Cluster

SECONDS_TO_ANSWER = 5.0
SECONDS_TO_RECOVER = 20.0
STALLED_CLIENTS = 200


@pytest.fixture(autouse=True)
def everything_runs_again(cluster: Cluster) -> Iterator[None]:
    yield
    for process in cluster.processes:
        process.start()


@pytest.fixture
def visitor(cluster: Cluster) -> str:
    """The token of a conversation that is about Marfan syndrome."""
    token = new_token(cluster.servers[0].url)
    assert ask(cluster.servers[0].url, token, "what is Marfan syndrome?")["kind"] == "answer"
    return token


def timed(asking: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """A turn that fits the contract and came in time."""
    begun = time.monotonic()
    turn = asking()
    assert time.monotonic() - begun < SECONDS_TO_ANSWER
    turn_validator().validate(turn)
    return turn


def recovers(cluster: Cluster, token: str) -> dict[str, Any]:
    """The first real answer after a fault."""
    give_up_at = time.monotonic() + SECONDS_TO_RECOVER
    while True:
        turn = timed(lambda: ask(cluster.servers[0].url, token, "is it inherited?"))
        if turn["kind"] == "answer":
            return turn
        assert time.monotonic() < give_up_at, turn
        time.sleep(0.2)


def engine_of(cluster: Cluster) -> Engine:
    return create_engine(cluster.database_url, future=True, poolclass=NullPool)


def stored_messages(cluster: Cluster, token: str) -> Counter[str]:
    """How often each message of a conversation is stored."""
    kept_as = tracker_id(conversation_of_token(token))
    asked = "SELECT data::json ->> 'text' FROM events WHERE sender_id = :sender AND type_name = 'user'"
    with engine_of(cluster).connect() as connection:
        return Counter(connection.scalars(text(asked), {"sender": kept_as}))


def test_while_postgresql_is_restarted(cluster: Cluster, visitor: str) -> None:
    url, answered = cluster.servers[0].url, []

    def talk() -> None:
        for number in range(24):
            message = f"what causes it? ({number})"
            turn = timed(lambda message=message: ask(url, visitor, message))  # type: ignore[misc]
            if turn["kind"] == "answer":
                answered.append(message)
            time.sleep(0.1)

    with ThreadPoolExecutor() as beside:
        talking = beside.submit(talk)
        time.sleep(0.5)
        cluster.postgres.restart()
        talking.result()

    stored = stored_messages(cluster, visitor)
    assert recovers(cluster, visitor)["condition"]["slug"] == "marfan-syndrome"
    assert len(answered) >= 3
    assert all(stored[message] == 1 for message in answered)
    assert max(stored.values()) == 1


def test_while_postgresql_does_not_answer(cluster: Cluster, visitor: str) -> None:
    cluster.postgres.pause()
    try:
        turn = timed(lambda: ask(cluster.servers[0].url, visitor, "how is it treated?"))
        alarmed = timed(lambda: ask(cluster.servers[0].url, visitor, "my son cannot breathe and turns blue"))
        ready = httpx.get(f"{cluster.servers[0].url}/ready", timeout=SECONDS_TO_ANSWER)
    finally:
        cluster.postgres.go_on()

    assert turn["kind"] == "no_answer"
    assert turn["contact"]["name"]
    assert alarmed["kind"] == "emergency"
    assert ready.json()["lacking"] == ["store", "conversations"]
    assert recovers(cluster, visitor)["condition"]["slug"] == "marfan-syndrome"


def test_while_postgresql_has_no_connection_left(cluster: Cluster, visitor: str) -> None:
    with ExitStack() as taken, every_connection_ended(cluster):
        with pytest.raises(OperationalError, match=r"too many clients|connection slots"):
            take_all_connections(engine_of(cluster), taken)
        turn = timed(lambda: ask(cluster.servers[0].url, visitor, "how is it treated?"))

    assert turn["kind"] in ("no_answer", "answer")
    assert recovers(cluster, visitor)["condition"]["slug"] == "marfan-syndrome"


def take_all_connections(engine: Engine, taken: ExitStack) -> NoReturn:
    while True:
        taken.enter_context(engine.connect())


@contextmanager
def every_connection_ended(cluster: Cluster) -> Iterator[None]:
    """Take the servers' open connections away, so that they have to ask for new ones."""
    administrator = create_engine(cluster.postgres.administrator_url, poolclass=NullPool)
    with administrator.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'rareguide'"))
    yield


def test_while_redis_is_gone_or_hangs(cluster: Cluster, visitor: str) -> None:
    cluster.redis.pause()
    try:
        hanging = timed(lambda: ask(cluster.servers[0].url, visitor, "how is it treated?"))
    finally:
        cluster.redis.go_on()
    cluster.redis.stop()
    gone = timed(lambda: ask(cluster.servers[0].url, visitor, "what causes it?"))
    ready = httpx.get(f"{cluster.servers[0].url}/ready", timeout=SECONDS_TO_ANSWER)

    assert hanging["kind"] == gone["kind"] == "answer"
    assert ready.status_code == 200
    assert ready.json()["degraded"] == ["redis"]


def test_a_server_killed_in_the_middle_of_turns_loses_and_doubles_none(cluster: Cluster) -> None:
    tokens = [new_token(cluster.proxy_url) for _ in range(4)]
    answered: Counter[str] = Counter()

    def talk(token: str) -> None:
        for number in range(12):
            message, message_id = f"what is Marfan syndrome? ({number})", uuid.uuid4().hex
            while True:  # as a widget does: the same message under the same id until it is answered
                try:
                    answer = send(cluster.proxy_url, token, message, message_id)
                except httpx.TransportError:
                    continue
                if answer.status_code == 200:
                    break
            turn_validator().validate(answer.json()["turns"][0])
            answered[token] += answer.json()["turns"][0]["kind"] == "answer"

    with ThreadPoolExecutor() as beside:
        talks = [beside.submit(talk, token) for token in tokens]
        time.sleep(1)
        cluster.servers[1].kill()
        for done in talks:
            done.result()

    for token in tokens:
        stored = stored_messages(cluster, token)
        assert answered[token] == 12
        assert len(stored) == 12
        assert set(stored.values()) == {1}


def test_clients_that_connect_and_stall_hold_nobody_up(cluster: Cluster, visitor: str) -> None:
    port = int(cluster.servers[0].url.rpartition(":")[2])
    with ExitStack() as stalled:
        for _ in range(STALLED_CLIENTS):
            client = stalled.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
            client.sendall(b"POST /widget/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{")

        turn = timed(lambda: ask(cluster.servers[0].url, visitor, "how is it treated?"))

    assert turn["kind"] == "answer"


def test_while_the_store_cannot_be_read(cluster: Cluster, visitor: str) -> None:
    with renamed(cluster, "section"):
        turn = timed(lambda: ask(cluster.servers[0].url, visitor, "how is it treated?"))
        log = cluster.servers[0].end_of_log()

    assert turn["kind"] == "no_answer"
    assert turn["contact"]["name"]
    assert "Traceback" not in turn["text"]
    assert not re.search("how is it treated", log)
    assert recovers(cluster, visitor)["kind"] == "answer"


@contextmanager
def renamed(cluster: Cluster, table: str) -> Iterator[None]:
    engine = engine_of(cluster)
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO away"))
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE away RENAME TO {table}"))


def test_an_operator_finds_a_request_in_the_databases_log(cluster: Cluster) -> None:
    """Every statement of a turn carries the id that the proxy gave it."""
    engine = engine_of(cluster)
    with engine.begin() as connection:  # holds the turn up, so that its statement is seen at work
        connection.execute(text("LOCK TABLE section"))
        token = new_token(cluster.servers[0].url)
        with ThreadPoolExecutor() as beside:
            asked = beside.submit(
                httpx.post,
                f"{cluster.servers[0].url}/widget/messages",
                json={"id": "1", "message": "what is Marfan syndrome?"},
                headers={"Authorization": f"Bearer {token}", "X-Request-Id": "0123abcd-request"},
                timeout=30,
            )
            seen = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '/* request=0123abcd-request */%'"
            give_up_at = time.monotonic() + SECONDS_TO_ANSWER
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as watching:
                while not watching.scalar(text(seen)):
                    assert time.monotonic() < give_up_at
                    time.sleep(0.05)
            connection.rollback()
            assert asked.result().headers["X-Request-Id"] == "0123abcd-request"
