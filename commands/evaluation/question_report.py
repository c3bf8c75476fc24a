"""Report on judged questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from commands.evaluation.charts import reliability_curve
from commands.evaluation.metrics import Share, calibration_error, reliability
from commands.evaluation.question_file import NONE, SECTIONS_OF_TYPE
from commands.evaluation.questions import SEVERAL, Judged, by_type, confusion, figures_of
from commands.evaluation.reports import Chart, Figure, Report, Table
from knowledge.records import SECTION_TYPES

READ_AS = (*SECTION_TYPES, NONE, SEVERAL)
MOST_CASES = 100
MOST_MISTAKES = 15


def question_report(
    name: str, title: str, about: dict[str, str], judged: Sequence[Judged], types: Share | None = None
) -> Report:
    """Return the report on judged questions; `types` is the share of types told right, where types were told."""
    figures = figures_of(judged)
    bins = reliability([one.confidence for one in judged], [one.is_right for one in judged])
    error = calibration_error(bins)
    low, high = figures.section.interval()
    shown = [Figure("section right", f"{figures.section.as_text()}, {low:.1%} to {high:.1%} at 95 %")]
    if types is not None:
        shown.append(Figure("type right", types.as_text()))
    shown.append(Figure("right one among those read", figures.section_among.as_text()))
    shown.append(Figure("right where one section was read", figures.claimed.as_text()))
    if figures.condition.of:
        shown += [
            Figure("condition right", figures.condition.as_text()),
            Figure("section and condition right", figures.both.as_text()),
        ]
    shown.append(Figure("calibration error", f"{error:.3f}"))
    data = {
        "figures": {
            "section_right": figures.section.as_data(),
            "section_among": figures.section_among.as_data(),
            "right_where_one_was_read": figures.claimed.as_data(),
            **({"type_right": types.as_data()} if types is not None else {}),
            **({"condition_right": figures.condition.as_data()} if figures.condition.of else {}),
            **({"both_right": figures.both.as_data()} if figures.condition.of else {}),
            "calibration_error": error,
        },
        "by_type": {kind: share.as_data() for kind, share in by_type(judged).items()},
        "confusion": confusion(judged),
        "reliability": [one.as_data() for one in bins],
        "cases": [_case(one) for one in judged],
    }
    parts = (
        _types_table(judged),
        _confusion_table(judged),
        _mistakes_table(judged),
        Chart(
            "Reliability of the confidence",
            reliability_curve(bins),
            "A dot is all answers of one confidence (ten bins); the larger, the more. On the broken line the share "
            "right is what the confidence says; below it the assistant is surer than it should be. "
            f"Expected calibration error: {error:.3f}.",
        ),
        _worst_table(judged),
    )
    return Report(name, title, about, shown, parts, data)


def _types_table(judged: Sequence[Judged]) -> Table:
    rows = [
        (kind, " or ".join(SECTIONS_OF_TYPE[kind]) or NONE, str(share.of), str(share.right), f"{share.value:.1%}")
        for kind, share in sorted(by_type(judged).items(), key=lambda item: -item[1].of)
    ]
    return Table("By type", ("type", "right is", "questions", "right", "share"), rows)


def _confusion_table(judged: Sequence[Judged]) -> Table:
    counts = confusion(judged)
    columns = [read_as for read_as in READ_AS if any(read_as in row for row in counts.values())]
    rows, shades = [], []
    for kind, row in sorted(counts.items(), key=lambda item: -sum(item[1].values())):
        total = sum(row.values())
        rows.append((kind, *(str(row.get(read_as, "")) for read_as in columns)))
        shades.append((0.0, *(row.get(read_as, 0) / total for read_as in columns)))
    note = "A row is a type of the file, a column what its questions were read as; dark is a large part of the row."
    return Table("Confusion matrix", ("type", *columns), rows, note, is_printed=False, shades=shades)


def _mistakes_table(judged: Sequence[Judged]) -> Table:
    counts = Counter((one.question.type, one.read_as) for one in judged if not one.is_right)
    rows = [(kind, read_as, str(count)) for (kind, read_as), count in counts.most_common(MOST_MISTAKES)]
    return Table("Commonest mistakes", ("type", "read as", "questions"), rows)


def _worst_table(judged: Sequence[Judged]) -> Table:
    wrong = sorted((one for one in judged if not one.is_right), key=lambda one: -one.confidence)
    rows = [
        (
            str(one.question.line),
            one.question.type,
            ", ".join(one.sections) or NONE,
            f"{one.confidence:.2f}",
            one.question.text,
        )
        for one in wrong[:MOST_CASES]
    ]
    note = f"{len(wrong)} are wrong; shown are the {len(rows)} that the assistant was surest of."
    header = ("line", "type", "read as", "confidence", "question")
    return Table("Worst cases", header, rows, note, is_printed=False)


def _case(one: Judged) -> dict[str, object]:
    about_condition = (
        {}
        if one.conditions is None
        else {
            "condition": one.question.condition,
            "conditions_read": list(one.conditions),
            "condition_right": one.is_condition_right,
        }
    )
    return {
        "line": one.question.line,
        "type": one.question.type,
        "question": one.question.text,
        "read": list(one.sections),
        "confidence": one.confidence,
        "right": one.is_right,
        **about_condition,
    }
