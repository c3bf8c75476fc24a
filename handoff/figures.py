"""Work out how long visitors waited and how many were answered, so that nothing points to one of them.

By condition, a group of fewer than `SMALLEST_GROUP` requests is not shown: such groups are counted together with the
next larger ones until the sum is large enough, so that it cannot be worked out from the others either. Only whole
months that are over are given by condition: two periods that overlap would differ by a few requests.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from handoff.requests.states import WITH_OPERATOR
from handoff.tables import handoff_change, handoff_message, handoff_request

SMALLEST_GROUP = 5
NONE_NAMED = "none named"
ALL_OTHERS = "all others"


@dataclass(frozen=True)
class HandledRequest:
    """Hold what figures are made of; times in seconds, `None` where it has not come to that.

    `answered_after` counts from when somebody took the request first; `operator_id` is who did. The words of a request
    whose content is deleted are gone: whether it was answered is not known then.
    """

    made_at: float
    condition: str
    waited: float | None
    answered_after: float | None
    operator_id: int | None
    is_erased: bool


@dataclass(frozen=True)
class Figures:
    """Hold the figures of one group: medians and ninetieth percentiles in seconds, shares from 0 to 1."""

    name: str
    requests: int
    taken: int
    waited_median: float | None
    waited_most: float | None
    answered_share: float | None
    answered_median: float | None
    answered_most: float | None


def read_handled(engine: Engine, since: float, until: float) -> list[HandledRequest]:
    """Return the requests made within a time (seconds since 1970), the oldest first."""
    request, change, message = handoff_request.c, handoff_change.c, handoff_message.c
    within = (request.created_at >= since) & (request.created_at < until)
    asked = select(request.id, request.created_at, request.context, request.is_erased).where(within)
    first_taken = (
        select(func.min(change.id))
        .join(handoff_request, request.id == change.request_id)
        .where(within, change.to_state == WITH_OPERATOR)
        .group_by(change.request_id)
    )
    takes = select(change.request_id, change.at, change.operator_id, change.to_operator_id).where(
        change.id.in_(first_taken)
    )
    words = (
        select(message.request_id, func.min(message.at).label("at"))
        .join(handoff_request, request.id == message.request_id)
        .where(within, message.author == "operator")
        .group_by(message.request_id)
    )
    with engine.connect() as connection:
        rows = connection.execute(asked.order_by(request.created_at, request.id)).all()
        taken = {row.request_id: row for row in connection.execute(takes)}
        answered = {row.request_id: row.at for row in connection.execute(words)}
    return [_handled(row, taken.get(row.id), answered.get(row.id)) for row in rows]


def _handled(row: Any, taken: Any, answered_at: float | None) -> HandledRequest:
    begun = row.created_at if taken is None else taken.at
    return HandledRequest(
        made_at=row.created_at,
        condition=(row.context or {}).get("condition") or NONE_NAMED,
        waited=None if taken is None else max(taken.at - row.created_at, 0.0),
        answered_after=None if answered_at is None else max(answered_at - begun, 0.0),
        operator_id=None if taken is None else taken.to_operator_id or taken.operator_id,
        is_erased=row.is_erased,
    )


def figures_of(name: str, handled: Sequence[HandledRequest]) -> Figures:
    """Return the figures of a group."""
    waited = [one.waited for one in handled if one.waited is not None]
    answered = [one.answered_after for one in handled if one.answered_after is not None]
    known = [one for one in handled if not one.is_erased]
    shown = [one for one in known if one.answered_after is not None]
    return Figures(
        name=name,
        requests=len(handled),
        taken=len(waited),
        waited_median=statistics.median(waited) if waited else None,
        waited_most=_ninetieth(waited),
        answered_share=len(shown) / len(known) if known else None,
        answered_median=statistics.median(answered) if answered else None,
        answered_most=_ninetieth(answered),
    )


def by_day(handled: Iterable[HandledRequest], days: Iterable[date], zone: ZoneInfo) -> list[Figures]:
    """Return the figures of each of some days, as a time zone has them."""
    groups = _grouped(handled, lambda one: datetime.fromtimestamp(one.made_at, zone).date().isoformat())
    return [figures_of(day.isoformat(), groups.get(day.isoformat(), [])) for day in days]


def by_operator(handled: Iterable[HandledRequest], name_of: Callable[[int], str]) -> list[Figures]:
    """Return the figures of those who took requests first, by name; `name_of` gives the name of an account."""
    groups = _grouped(
        (one for one in handled if one.operator_id is not None), lambda one: name_of(one.operator_id or 0)
    )
    return [figures_of(name, groups[name]) for name in sorted(groups, key=str.casefold)]


def by_condition(handled: Iterable[HandledRequest]) -> list[Figures]:
    """Return the figures of conditions, the most frequent first; small groups are counted together or left out."""
    groups = _grouped(handled, lambda one: one.condition)
    # Same sizes in the order of the names: which of them is counted with the small ones must not depend on requests.
    largest_first = sorted(groups, key=lambda name: (-len(groups[name]), name))
    shown = [name for name in largest_first if len(groups[name]) >= SMALLEST_GROUP]
    others = [one for name in largest_first if name not in shown for one in groups[name]]
    while others and len(others) < SMALLEST_GROUP and shown:
        others += groups[shown.pop()]
    figures = [figures_of(name, groups[name]) for name in shown]
    return [*figures, figures_of(ALL_OTHERS, others)] if len(others) >= SMALLEST_GROUP else figures


def _grouped(
    handled: Iterable[HandledRequest], key: Callable[[HandledRequest], str]
) -> dict[str, list[HandledRequest]]:
    groups: dict[str, list[HandledRequest]] = {}
    for one in handled:
        groups.setdefault(key(one), []).append(one)
    return groups


def _ninetieth(values: Sequence[float]) -> float | None:
    """Return the ninetieth percentile by nearest rank."""
    return sorted(values)[math.ceil(0.9 * len(values)) - 1] if values else None
