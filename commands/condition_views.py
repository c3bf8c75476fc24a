"""Show a condition of the store: as JSON in the turn contract's shape, or for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import typer

from knowledge.records import section_data
from knowledge.shown_sections import StoredSection
from knowledge.store import Condition
from rareguide.turn import ConditionRef


def condition_as_json(condition: Condition, sections: Sequence[StoredSection]) -> dict[str, Any]:
    """Return a condition with its sections; each also says with which kind of record it came (`origin`)."""
    ref = ConditionRef(condition.slug, condition.name)
    return {
        "slug": condition.slug,
        "name": condition.name,
        "synonyms": list(condition.synonyms),
        "identifiers": asdict(condition.identifiers),
        "url": condition.url,
        "sections": [{**section_data(ref, stored.section), "origin": stored.origin} for stored in sections],
    }


def print_condition(condition: Condition, sections: Sequence[StoredSection]) -> None:
    """Print a condition for a person."""
    lines = [condition.name, f"  slug: {condition.slug}"]
    if condition.synonyms:
        lines.append(f"  other names: {'; '.join(condition.synonyms)}")
    if condition.url:
        lines.append(f"  page: {condition.url}")
    for stored in sections:
        section = stored.section
        date = section.last_updated or "no date"
        lines += ["", f"{section.question}  [{section.type}, {date}, from {stored.origin}]", section.body]
        lines += [f"  [{reference.number}] {reference.citation}" for reference in section.references]
        lines.append(f"  Source: {section.source.name}")
    typer.echo("\n".join(lines))
