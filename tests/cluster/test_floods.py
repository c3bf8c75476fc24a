"""While some flood the service with long texts, others are answered as soon as ever; and a crowd is answered whole."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random
from statistics import median
from threading import Event

import httpx
import pytest

from rareguide.turn import turn_validator
from tests.support.live_server import LiveServer
from tools.cluster.topology import Cluster

SECONDS_TO_ANSWER = 1.0
SECONDS_ALONE = 0.15
"""What a lone visitor waits for at most on two cores that do nothing else."""
SECONDS_OF_LOAD = 6.0
FLOODING = 8
WORDS = (
    "my son cannot breathe and turns blue chest pain took all the pills kill myself dying seizure unconscious blood "
    "what is the an overdose of paracetamol stroke he is not waking up I want to die help"
).split()


class Visitor:
    """Asks from an address of this machine that is its own, as often as it is told to."""

    def __init__(self, url: str, address: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=60, transport=httpx.HTTPTransport(local_address=address))
        self._token = self._client.post("/widget/session").json()["token"]

    def send(self, message: str) -> httpx.Response:
        return self._client.post(
            "/widget/messages",
            json={"id": uuid.uuid4().hex, "message": message},
            headers={"Authorization": f"Bearer {self._token}"},
        )

    def seconds_for(self, message: str, kind: str) -> float:
        begun = time.monotonic()
        answer = self.send(message)
        seconds = time.monotonic() - begun
        assert answer.status_code == 200
        (turn,) = answer.json()["turns"]
        turn_validator().validate(turn)
        assert turn["kind"] == kind
        return seconds


def text_of(characters: int, random: Random) -> str:
    """A text of alarming words in no order; no two are alike, so that nothing is remembered of one."""
    text = ""
    while len(text) < characters:
        text += random.choice(WORDS) + random.choice((" ", " ", " ", ". ", ", "))
    return text[:characters]


@contextmanager
def flood(url: str) -> Iterator[list[int]]:
    """Eight connections that send as fast as they are answered: 3 kB, and what just passes the proxy."""
    over, sent = Event(), [0] * FLOODING

    def send(number: int) -> None:
        random, visitor = Random(number), Visitor(url, "127.0.0.2")
        characters = 3_000 if number < FLOODING - 2 else 99_000
        while not over.is_set():
            status = visitor.send(text_of(characters, random)).status_code
            # Long texts wait for each other, at times for longer than the proxy does.
            assert status in (200, 429, 503, 504)
            sent[number] += 1

    with ThreadPoolExecutor(FLOODING) as pool:
        sending = [pool.submit(send, number) for number in range(FLOODING)]
        try:
            yield sent
        finally:
            over.set()
        for one in sending:
            one.result()


def asked_for(seconds: float, visitor: Visitor) -> dict[str, list[float]]:
    """How long a question and an alarm took, asked in turn for so long."""
    taken: dict[str, list[float]] = {"answer": [], "emergency": []}
    give_up_at = time.monotonic() + seconds
    while time.monotonic() < give_up_at:
        taken["answer"].append(visitor.seconds_for("what is Marfan syndrome?", "answer"))
        taken["emergency"].append(visitor.seconds_for("my husband has crushing chest pain", "emergency"))
        time.sleep(0.05)
    return taken


def p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


@pytest.mark.serial
def test_others_are_answered_within_a_second_while_eight_connections_flood(cluster: Cluster) -> None:
    """They waited for 7 to 11 seconds, with an alarm too: every text was searched on the loop."""
    visitor = Visitor(cluster.proxy_url, "127.0.0.3")
    alone = asked_for(1.5, visitor)

    with flood(cluster.proxy_url) as sent:
        time.sleep(1)
        beside = asked_for(SECONDS_OF_LOAD, visitor)

    assert sum(sent) >= FLOODING, "there was a flood"
    # Where even a lone visitor waits, the machine is busy with something else, and all takes so much longer.
    slowness = max(1.0, median([*alone["answer"], *alone["emergency"]]) / SECONDS_ALONE)
    for kind, seconds in beside.items():
        assert p95(seconds) < SECONDS_TO_ANSWER * slowness, (kind, slowness)


QUESTIONS = (
    "what is Marfan syndrome?",
    "what causes Wilson disease?",
    "is Rett syndrome inherited?",
    "how is Fabry disease treated?",
)
CROWD = 100


@pytest.mark.serial
def test_a_hundred_visitors_who_ask_at_once_are_all_answered(server: LiveServer) -> None:
    """A third of them was told that the service is busy."""
    alone = median(_timed(server, QUESTIONS[0])[0] for _ in range(5))

    with ThreadPoolExecutor(CROWD) as pool:
        answered = list(pool.map(lambda number: _timed(server, QUESTIONS[number % len(QUESTIONS)]), range(CROWD)))

    assert {kind for _, kind in answered} == {"answer"}
    # 6 s where a turn takes 40 ms, as on two idle cores; on a busy machine all turns take so much longer.
    assert p95([seconds for seconds, _ in answered]) < max(6.0, 1.5 * CROWD * alone)


def _timed(server: LiveServer, message: str) -> tuple[float, str]:
    begun = time.monotonic()
    turn = server.say(message)
    return time.monotonic() - begun, turn["kind"]
