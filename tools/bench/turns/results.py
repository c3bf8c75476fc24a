"""Hold what a run measured, and work out the figures that count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from commands.evaluation.metrics import percentile
from tools.bench.turns.clients import Replies, Reply

PERCENTS = (50, 95, 99)
TURNS_LOOKED_AT = (5, 50, 200)
WINDOW = 5
"""A turn's time is the median over the five that end with it, so that all kinds of messages are among them."""
STOCK = "stock Rasa"


@dataclass
class Cell:
    """Hold the replies of one system, at one size of the store, to so many clients; rounds are added up."""

    system: str
    size: int
    clients: int
    replies: list[Reply] = field(default_factory=list)
    seconds: float = 0.0
    client_cpu_seconds: float = 0.0

    def add(self, replies: Replies) -> None:
        """Add one round."""
        self.replies += replies.replies
        self.seconds += replies.seconds
        self.client_cpu_seconds += replies.client_cpu_seconds

    @property
    def turns_a_second(self) -> float:
        """Return how many replies that are answers came in each second."""
        return sum(reply.is_answer and reply.in_time for reply in self.replies) / self.seconds if self.seconds else 0.0

    @property
    def failures(self) -> int:
        """Return how many replies were no answer: none, an error, or an apology."""
        return sum(not reply.is_answer for reply in self.replies)

    @property
    def right(self) -> float | None:
        """Return the share of replies with the section asked for, among those where one was; `None` of none."""
        judged = [reply.is_right for reply in self.replies if reply.is_right is not None]
        return sum(judged) / len(judged) if judged else None

    def milliseconds(self, percent: int) -> float | None:
        """Return a percentile of the answers' times; `None` of none."""
        times = [reply.milliseconds for reply in self.replies if reply.is_answer]
        return percentile(times, percent) if times else None

    def as_data(self) -> dict[str, Any]:
        """Return the figures for a JSON file."""
        return {
            "system": self.system,
            "conditions": self.size,
            "clients": self.clients,
            "seconds": round(self.seconds, 2),
            "turns": len(self.replies),
            "failures": self.failures,
            "right": self.right,
            "turns_a_second": round(self.turns_a_second, 2),
            **{f"p{percent}_ms": self.milliseconds(percent) for percent in PERCENTS},
            "client_cpu_share": round(self.client_cpu_seconds / self.seconds, 3) if self.seconds else None,
        }


@dataclass
class Costs:
    """Hold what one system took at one size of the store, beside its turns; `None` was not measured.

    Attributes:
        prepare_seconds: training, or encoding of all sections.
        start_seconds: from the start of its programs until they take messages.
        rss: megabytes of all its processes after the load; `pss` divides shared pages among their users.
        bytes_a_conversation: growth of its database for each conversation of five turns.
        by_turn: median milliseconds of the turns up to these of long conversations.
        long_replies: the replies of these conversations.
        why_not: why the system was not measured at this size, or empty.
    """

    system: str
    size: int
    prepare_seconds: float | None = None
    start_seconds: float | None = None
    rss: float | None = None
    pss: float | None = None
    bytes_a_conversation: float | None = None
    by_turn: dict[int, float] = field(default_factory=dict)
    long_replies: list[Reply] = field(default_factory=list)
    why_not: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the figures for a JSON file."""
        return {
            "system": self.system,
            "conditions": self.size,
            "prepare_seconds": self.prepare_seconds,
            "start_seconds": self.start_seconds,
            "rss_mb": self.rss,
            "pss_mb": self.pss,
            "bytes_a_conversation": self.bytes_a_conversation,
            "ms_by_turn": {str(turn): time for turn, time in self.by_turn.items()},
            "failures_in_long_conversations": sum(not reply.is_answer for reply in self.long_replies),
            "why_not": self.why_not,
        }


@dataclass
class Results:
    """Hold all of one run; `about` says when, where and what with."""

    about: dict[str, str]
    reference_size: int
    cells: list[Cell] = field(default_factory=list)
    costs: list[Costs] = field(default_factory=list)

    @property
    def sizes(self) -> list[int]:
        """Return the sizes of store, ascending."""
        return sorted({costs.size for costs in self.costs})

    @property
    def systems(self) -> list[str]:
        """Return the systems in the order measured."""
        return list(dict.fromkeys(costs.system for costs in self.costs))

    def cell(self, system: str, size: int, clients: int) -> Cell | None:
        """Return one cell, or `None` where it was not measured."""
        wanted = (system, size, clients)
        return next((cell for cell in self.cells if (cell.system, cell.size, cell.clients) == wanted), None)

    def stock_p50(self, size: int, clients: int) -> float | None:
        """Return the p50 of the faster of the stock pipelines."""
        times = [cell.milliseconds(50) for cell in self._stock(size, clients)]
        return min((time for time in times if time is not None), default=None)

    def stock_turns_a_second(self, size: int, clients: int) -> float | None:
        """Return the turns a second of the stock pipeline that has more."""
        return max((cell.turns_a_second for cell in self._stock(size, clients)), default=None)

    def _stock(self, size: int, clients: int) -> list[Cell]:
        return [
            cell
            for cell in self.cells
            if cell.system.startswith(STOCK) and (cell.size, cell.clients) == (size, clients)
        ]


def times_by_turn(replies: Iterable[Reply], turns: Sequence[int] = TURNS_LOOKED_AT) -> dict[int, float]:
    """Return the median milliseconds around each of these turns, over all conversations that came so far."""
    answers = [reply for reply in replies if reply.is_answer]
    found = {}
    for turn in turns:
        times = [reply.milliseconds for reply in answers if turn - WINDOW < reply.turn <= turn]
        if times:
            found[turn] = median(times)
    return found
