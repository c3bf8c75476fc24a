"""Keep a server busy for a long time at an even rate, and see whether memory and latency stay: `make soak`.

An open loop: messages are sent at their time, whether or not the last has been answered, so that a server that falls
behind shows it. Each conversation has ten turns.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import tempfile
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import typer

from rareguide.console import err, out
from rareguide.settings import ROOT
from tools.bench.turns.machine import about_this_run
from tools.bench.turns.processes import Program, memory_of
from tools.processes import free_ports

NAMES = ("Marfan syndrome", "sarcoidosis", "cystic fibrosis", "Wilson disease", "Huntington disease", "narcolepsy")
MESSAGES = (
    "what is {name}?",
    "what causes it?",
    "how is it treated in a child of {years}?",
    "is it inherited?",
    "what about {other}",
    "what are the symptoms?",
    "who should I see for it?",
    "thanks",
    "what is {name} and how long do people live with it",
    "how many people have it, out of {years} thousand?",
)
SECONDS_TO_START = 180.0


@dataclass
class Minute:
    """Hold one minute: the latencies in milliseconds, what failed, and the server's memory in megabytes at its end."""

    milliseconds: list[float] = field(default_factory=list)
    failures: int = 0
    memory: float = 0.0

    def line(self, number: int) -> dict[str, float]:
        """Return the minute's figures."""
        latencies = sorted(self.milliseconds) or [0.0]
        return {
            "minute": number,
            "turns": len(self.milliseconds),
            "failures": self.failures,
            "p50_ms": round(latencies[len(latencies) // 2], 1),
            "p95_ms": round(latencies[int(len(latencies) * 0.95)], 1),
            "memory_mb": round(self.memory, 1),
        }


def message_of(number: int) -> str:
    """Return the message that is sent at this place, counted from 0; no two conversations of an hour are alike."""
    conversation, place = divmod(number, len(MESSAGES))
    name, other = NAMES[conversation % len(NAMES)], NAMES[(conversation + 1) % len(NAMES)]
    return MESSAGES[place].format(name=name, other=other, years=conversation)


async def keep_busy(url: str, pid: int, rate: float, minutes: float) -> list[Minute]:
    """Send `rate` messages a second for so many minutes; return what each minute was like."""
    kept: dict[int, Minute] = defaultdict(Minute)
    begun = time.monotonic()
    under_way: set[asyncio.Task[None]] = set()
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(60)) as session:

        async def ask(sender: str, message: str, minute: Minute) -> None:
            sent = time.perf_counter()
            try:
                body = {"sender": sender, "message": message}
                async with session.post(f"{url}/webhooks/rest/webhook", json=body) as answer:
                    turns = [one["custom"] for one in await answer.json() if "custom" in one]
                minute.failures += not (turns and turns[0]["understood"]["intent"])
            except (aiohttp.ClientError, asyncio.TimeoutError):
                minute.failures += 1
            minute.milliseconds.append((time.perf_counter() - sent) * 1000)

        sender = uuid.uuid4().hex
        for number in itertools.count():
            due = begun + number / rate
            if due - begun > minutes * 60:
                break
            await asyncio.sleep(max(due - time.monotonic(), 0))
            place = number % len(MESSAGES)
            sender = uuid.uuid4().hex if place == 0 else sender
            index = int((due - begun) // 60)
            if index and index not in kept:
                kept[index - 1].memory = memory_of([pid]).rss
                err.print(json.dumps(kept[index - 1].line(index)), highlight=False)
            task = asyncio.ensure_future(ask(sender, message_of(number), kept[index]))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        await asyncio.gather(*under_way)
    kept[max(kept)].memory = memory_of([pid]).rss
    return [kept[index] for index in sorted(kept)]


def main(
    rate: float = typer.Option(10.0, min=0.1, help="Messages a second; half of what the server can take."),
    minutes: float = typer.Option(30.0, min=0.1, help="How long."),
    to: Path = typer.Option(Path("var/bench"), "--out", help="The folder for the report."),  # noqa: B008
) -> None:
    """Start a server with the shipped content, keep it busy, and write what each minute was like."""
    (port,) = free_ports(1)
    with tempfile.TemporaryDirectory(prefix="rareguide-soak-") as folder:
        settings = {"RAREGUIDE_PORT": str(port), "RAREGUIDE_STAFF_PORT": "0", "RAREGUIDE_DATA_DIR": folder}
        command = [sys.executable, "-m", "commands", "run"]
        server = Program(command, settings, ROOT, Path(folder) / "server.log")
        try:
            url = f"http://127.0.0.1:{port}"
            server.wait_until_answering(f"{url}/ready", time.monotonic() + SECONDS_TO_START)
            found = asyncio.run(keep_busy(url, server.pid, rate, minutes))
        finally:
            server.end()
    lines = [minute.line(number) for number, minute in enumerate(found, start=1)]
    folder_of_report = ROOT / to
    folder_of_report.mkdir(parents=True, exist_ok=True)
    report = {"machine": about_this_run(), "rate": rate, "minutes": lines}
    (folder_of_report / "soak.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    for line in lines:
        out.print(json.dumps(line), highlight=False)


if __name__ == "__main__":
    typer.run(main)
