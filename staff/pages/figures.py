"""Show how long visitors waited and how many were answered, month by month, with plots, and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from starlette.responses import Response

from handoff.figures import SMALLEST_GROUP, Figures, by_condition, by_day, by_operator, figures_of, read_handled
from staff.pages.find import midnight, safe_cell
from staff.request_context import Problem, RequestContext

TABLES = ("day", "condition", "person")
COLUMNS = tuple(Figures.__dataclass_fields__)
WIDTH, HEIGHT, GAP = 720, 140, 2
"""Of a plot, in its own units, and the space between two bars."""


@dataclass(frozen=True)
class Bar:
    """Hold one bar of a plot: its place in the plot's units, and what it stands for."""

    name: str
    value: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Plot:
    """Hold a plot; `summary` says in words what it shows, for those who do not see it."""

    id: str
    title: str
    summary: str
    most: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Month:
    """Hold a calendar month of a time zone."""

    first: date
    zone: ZoneInfo

    @classmethod
    def of(cls, context: RequestContext) -> Month:
        """Return the month in the address, else the present one; raise `Problem`."""
        zone = ZoneInfo(context.services.settings.time_zone)
        today = datetime.fromtimestamp(context.services.clock(), zone).date()
        try:
            first = date.fromisoformat(f"{context.query('month') or today.isoformat()[:7]}-01")
            first + timedelta(32)
        except (ValueError, OverflowError):
            raise Problem(422, "Give the month as 2026-11.") from None
        return cls(first, zone)

    @property
    def name(self) -> str:
        """Return the month as the address has it."""
        return self.first.isoformat()[:7]

    @property
    def after(self) -> date:
        """Return the first day after it."""
        return (self.first + timedelta(32)).replace(day=1)

    @property
    def days(self) -> list[date]:
        """Return its days."""
        return [self.first + timedelta(place) for place in range((self.after - self.first).days)]

    @property
    def bounds(self) -> tuple[float, float]:
        """Return where it begins and ends, in seconds since 1970."""
        return midnight(self.first, self.zone), midnight(self.after, self.zone)


@dataclass(frozen=True)
class MonthFigures:
    """Hold the figures of a month; those by condition are `None` while it is not over."""

    whole: Figures
    day: list[Figures]
    condition: list[Figures] | None
    person: list[Figures]


def show_figures(context: RequestContext) -> Response:
    """Show the figures of a month."""
    month = Month.of(context)
    context.audit_reading("see figures")
    figures = _figures(context, month)
    waited = [None if one.waited_median is None else one.waited_median / 60 for one in figures.day]
    plots = (
        _plot("requests", "Requests a day", [float(one.requests) for one in figures.day], figures.day, ""),
        _plot("waited", "Median waiting time a day, in minutes", waited, figures.day, " min"),
        _plot(
            "answered",
            "Share answered a day, in percent",
            [None if one.answered_share is None else one.answered_share * 100 for one in figures.day],
            figures.day,
            " %",
        ),
    )
    return context.show(
        "figures.html", month=month.name, figures=figures, plots=plots, smallest=SMALLEST_GROUP, size=(WIDTH, HEIGHT)
    )


def export_figures(context: RequestContext) -> Response:
    """Return one of the tables of a month as CSV; times in seconds."""
    month, wanted = Month.of(context), context.query("by")
    if wanted not in TABLES:
        raise Problem(422, f"Say by what: {', '.join(TABLES)}.")
    rows: list[Figures] | None = getattr(_figures(context, month), wanted)
    if rows is None:
        raise Problem(422, "Figures by condition are shown when the month is over.")
    context.audit("export figures")
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow((wanted, *COLUMNS[1:]))
    for row in rows:
        writer.writerow([safe_cell(_rounded(value)) for value in asdict(row).values()])
    head = {"Content-Disposition": f'attachment; filename="figures-{month.name}-by-{wanted}.csv"'}
    return Response(table.getvalue(), media_type="text/csv; charset=utf-8", headers=head)


def _figures(context: RequestContext, month: Month) -> MonthFigures:
    services = context.services
    since, until = month.bounds
    handled = read_handled(services.engine, since, until)
    names = {account.id: account.name for account in services.accounts.all()}
    return MonthFigures(
        whole=figures_of(month.name, handled),
        day=by_day(handled, month.days, month.zone),
        condition=by_condition(handled) if until <= services.clock() else None,
        person=by_operator(handled, lambda account_id: names.get(account_id, "former colleagues")),
    )


def _plot(id_: str, title: str, values: Sequence[float | None], figures: Sequence[Figures], unit: str) -> Plot:
    most = max((value for value in values if value is not None), default=0.0)
    step = WIDTH / max(len(values), 1)
    bars = []
    for place, (value, one) in enumerate(zip(values, figures, strict=True)):
        height = HEIGHT * value / most if value and most else 0.0
        said = "none" if value is None else f"{value:.1f}".removesuffix(".0") + unit
        bars.append(
            Bar(one.name, said, round(place * step, 1), round(HEIGHT - height, 1), step - GAP, round(height, 1))
        )
    highest = max(bars, key=lambda bar: bar.height, default=None)
    summary = f"The highest is {highest.value} on {highest.name}." if highest and highest.height else "All are nothing."
    return Plot(id_, title, summary, f"{most:.1f}".removesuffix(".0") + unit, bars)


def _rounded(value: str | float | None) -> str:
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
