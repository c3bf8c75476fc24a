"""Let twenty operators work at a staff site with 500 open requests, and time what they wait for.

Each operator has a page open that follows, fetches it again when it is told to, as the page's script does, and opens
another page every few seconds, while visitors write. A page is timed from its request to its last byte; a visitor's
line from before it is written until it stands in the page that the operator's browser fetched.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import typer

from conversations.database import open_conversations
from handoff.requests.desk import Desk
from handoff.requests.records import Form
from rareguide.console import out
from rareguide.settings import ROOT, Settings
from staff.accounts import Accounts
from staff.sessions import Sessions
from tools.bench.turns.machine import about_this_run
from tools.bench.turns.processes import Program
from tools.processes import free_ports

SECONDS_TO_START = 60.0
SECONDS_BETWEEN_PAGES = 4.0
SECONDS_BETWEEN_LINES = 0.5
SECONDS_BETWEEN_REFRESHES = 1.5
SECONDS_AFTER_THE_LAST_LINE = 10.0
TAKEN_BY_EACH = 3
PAGES = ("/queue", "/requests/{number}", "/choices?request={number}&words=causes", "/answers", "/requests?words=fly")


@dataclass
class Report:
    """Hold what was measured: seconds for each page, and for each line; what failed, and followers that were lost."""

    pages: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lines: list[float] = field(default_factory=list)
    lines_written: int = 0
    failures: list[str] = field(default_factory=list)
    lost_followers: int = 0

    def figures(self) -> dict[str, Any]:
        """Return the figures, in milliseconds."""
        return {
            "pages": {page: _spread(seconds) for page, seconds in sorted(self.pages.items())},
            "lines": {**_spread(self.lines), "written": self.lines_written, "seen": len(self.lines)},
            "failures": self.failures[:10],
            "lost_followers": self.lost_followers,
        }


def _spread(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds) or [0.0]
    p95 = ordered[int(len(ordered) * 0.95)] if len(ordered) > 1 else ordered[0]
    return {
        "count": len(seconds),
        "p50_ms": round(statistics.median(ordered) * 1000, 1),
        "p95_ms": round(p95 * 1000, 1),
        "most_ms": round(ordered[-1] * 1000, 1),
    }


class Operator:
    """Somebody with a page open and a talk going on."""

    def __init__(self, http: aiohttp.ClientSession, token: str, numbers: list[str], is_at_queue: bool) -> None:
        self.http = http
        self.head = {"Cookie": f"rareguide_session={token}"}
        self.numbers = numbers
        self.address = "/queue" if is_at_queue else f"/requests/{numbers[0]}"
        self.expected: dict[str, float] = {}

    async def fetch(self, report: Report, path: str, name: str, by_script: bool = False) -> str:
        """Fetch a page and time it."""
        begun = time.perf_counter()
        head = {**self.head, "X-By-Script": "1"} if by_script else self.head
        try:
            async with self.http.get(path, headers=head, allow_redirects=False) as answer:
                page = await answer.text()
                if answer.status != 200:
                    report.failures.append(f"{name}: {answer.status}")
        except (aiohttp.ClientError, asyncio.TimeoutError) as problem:
            report.failures.append(f"{name}: {type(problem).__name__}")
            return ""
        report.pages[name].append(time.perf_counter() - begun)
        return page

    async def follow(self, report: Report) -> None:
        """Follow the stream for ever, and fetch the open page again when it has changed."""
        shown, fetched_at = None, 0.0
        news: dict[str, Any] = {}
        path = f"/live?request={self.numbers[0]}"
        async with self.http.get(path, headers=self.head, timeout=aiohttp.ClientTimeout(None)) as stream:
            async for line in stream.content:
                if not line.startswith(b"data: ") or not (changed := json.loads(line[6:])):
                    continue
                news.update(changed)
                version = news["version"] if self.address == "/queue" else news["request"]
                if version == shown:
                    continue
                shown = version
                if self.address == "/queue":
                    await asyncio.sleep(max(fetched_at + SECONDS_BETWEEN_REFRESHES - time.monotonic(), 0))
                    fetched_at = time.monotonic()
                name = "/queue" if self.address == "/queue" else "/requests/{number}"
                self.see(report, await self.fetch(report, self.address, name, by_script=True))
        report.lost_followers += 1

    def see(self, report: Report, page: str) -> None:
        """Note which of the expected lines a page has."""
        for line in [line for line in self.expected if line in page]:
            report.lines.append(time.perf_counter() - self.expected.pop(line))

    async def click(self, report: Report, delay: float) -> None:
        """Open a page every few seconds, for ever."""
        await asyncio.sleep(delay)
        for place in itertools.count():
            name = PAGES[place % len(PAGES)]
            number = self.numbers[place % len(self.numbers)]
            await self.fetch(report, name.replace("{number}", number), name)
            await asyncio.sleep(SECONDS_BETWEEN_PAGES)


async def work(url: str, desk: Desk, tokens: list[str], numbers: list[list[str]], seconds: float) -> Report:
    """Let the operators work for some seconds, and return what was measured."""
    report = Report()
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(url, connector=connector, timeout=aiohttp.ClientTimeout(30)) as http:
        operators = [
            Operator(http, token, own, place % 2 == 0)
            for place, (token, own) in enumerate(zip(tokens, numbers, strict=True))
        ]
        tasks = [asyncio.create_task(one.follow(report)) for one in operators]
        tasks += [
            asyncio.create_task(one.click(report, SECONDS_BETWEEN_PAGES * place / len(operators)))
            for place, one in enumerate(operators)
        ]
        at_a_talk = [place for place, one in enumerate(operators) if one.address != "/queue"]
        ends_at = time.monotonic() + seconds
        while time.monotonic() < ends_at:
            place = at_a_talk[report.lines_written % len(at_a_talk)]
            line = f"Line {report.lines_written} ends."
            operators[place].expected[line] = time.perf_counter()
            report.lines_written += 1
            await asyncio.to_thread(desk.from_visitors.say, f"load-{place}-0", line)
            await asyncio.sleep(SECONDS_BETWEEN_LINES)
        for _ in range(int(SECONDS_AFTER_THE_LAST_LINE * 10)):
            if not any(one.expected for one in operators):
                break
            await asyncio.sleep(0.1)
        report.lost_followers += sum(task.done() for task in tasks[: len(operators)])
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return report


def measure(folder: Path, operators: int, requests: int, seconds: float) -> Report:
    """Start a staff site with its data in `folder`, let operators work, and return what was measured."""
    (port,) = free_ports(1)
    variables = {
        "RAREGUIDE_STAFF_PORT": str(port),
        "RAREGUIDE_DATA_DIR": str(folder),
        "RAREGUIDE_CONTENT_DIR": "",
        "RAREGUIDE_HANDOFF_KEY": "OtVm3Wh1cKYCkWdaFvDdzBlS4HUpDq2mCqNgvFDyRHc=",
        "RAREGUIDE_HANDOFF_OPEN_REQUESTS": str(2 * requests),
        "RAREGUIDE_HANDOFF_WAIT_MINUTES": "1440",
    }
    values: dict[str, Any] = {
        "_env_file": None,
        **{name.removeprefix("RAREGUIDE_").lower(): value for name, value in variables.items()},
    }
    settings = Settings(**values)
    engine = open_conversations(settings.conversations_url, settings.handoff_key)
    desk = Desk(engine, settings)
    tokens, numbers = _people_and_requests(desk, settings, operators, requests)
    site = Program([sys.executable, "-m", "commands", "staff", "serve"], variables, ROOT, folder / "staff.log")
    try:
        url = f"http://127.0.0.1:{port}"
        site.wait_until_answering(f"{url}/health", time.monotonic() + SECONDS_TO_START)
        return asyncio.run(work(url, desk, tokens, numbers, seconds))
    finally:
        site.end()
        engine.dispose()


def _people_and_requests(
    desk: Desk, settings: Settings, operators: int, requests: int
) -> tuple[list[str], list[list[str]]]:
    """Make accounts that are logged in, each with requests, and further requests that wait."""
    accounts = Accounts(desk.engine, settings=settings)
    sessions = Sessions(desk.engine, settings.staff_session_hours)
    accounts.add("first@example.org", "First", "administrator")
    tokens, numbers = [], []
    for place in range(operators):
        accounts.add(f"operator-{place}@example.org", f"Operator {place}", "operator")
        account = accounts.by_email(f"operator-{place}@example.org")
        accounts.change_password(account, f"four quiet green kettles {place}")
        tokens.append(sessions.open(account).token)
        own = [_ask(desk, f"load-{place}-{talk}") for talk in range(TAKEN_BY_EACH)]
        for number in own:
            desk.claims.claim(number, account.id, account.name)
        numbers.append(own)
    now = time.time()
    for place in range(requests - operators * TAKEN_BY_EACH):
        # Not at once, which the queue would show as one line.
        earlier = Desk(desk.engine, settings, lambda place=place: now - 61.0 * (place + 1))  # type: ignore[misc]
        _ask(earlier, f"waits-{place}")
    return tokens, numbers


def _ask(desk: Desk, conversation: str) -> str:
    said = {"who": "visitor", "text": "Can my daughter fly after her surgery? " * 4}
    answered = {"who": "bot", "text": "This is what I have about it. " * 10}
    form = Form(
        conversation=conversation,
        channel="widget",
        question="Can my daughter fly after her surgery?",
        name="Maria",
        email=f"{conversation}@example.org",
        language="English",
        context={"messages": [said, answered] * 10, "condition": "Marfan syndrome", "sections": [], "failed": []},
    )
    return desk.requests.submit(form, "You may write to me.").number


def main(
    operators: int = typer.Option(20, min=2, help="How many people work at the site."),
    requests: int = typer.Option(500, min=70, help="How many requests are open."),
    minutes: float = typer.Option(60.0, min=0.1, help="How long."),
    to: Path = typer.Option(Path("var/bench"), "--out", help="The folder for the report."),  # noqa: B008
) -> None:
    """Measure the staff site under load, and write what pages and lines took."""
    with tempfile.TemporaryDirectory(prefix="rareguide-staff-") as folder:
        figures = measure(Path(folder), operators, requests, minutes * 60).figures()
    (ROOT / to).mkdir(parents=True, exist_ok=True)
    report = {"machine": about_this_run(), "operators": operators, "requests": requests, "minutes": minutes, **figures}
    (ROOT / to / "staff_site.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    out.print(json.dumps(figures, indent=2), highlight=False)


if __name__ == "__main__":
    typer.run(main)
