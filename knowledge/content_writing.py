"""Write a condition as a content file, in the form that `knowledge.content` reads."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from ruamel.yaml import YAML

from knowledge.records import CITATION_MARKER, Reference, Section
from knowledge.store import Condition, StoredSection


def write_content(condition: Condition, sections: Sequence[StoredSection]) -> str:
    """Return the text of a content file; reading it again gives the same sections.

    Sections of different sources may number their references alike; then those of the later sections, and
    their markers, are numbered on.
    """
    shown, references = _numbered_apart([stored.section for stored in sections])
    front = {
        "name": condition.name,
        "slug": condition.slug,
        "synonyms": list(condition.synonyms),
        "identifiers": _without_empty(
            {key: list(code) if isinstance(code, tuple) else code for key, code in asdict(condition.identifiers).items()}
        ),
        "url": condition.url,
        "sections": [_section_entry(section) for section in shown],
        "references": [_without_empty(asdict(reference)) for reference in references],
    }
    yaml = YAML()
    yaml.width = 4096
    yaml.allow_unicode = True
    stream = io.StringIO()
    yaml.dump(_without_empty(front), stream)
    bodies = "\n".join(f"## {section.question}\n\n{section.body}\n" for section in shown)
    return f"---\n{stream.getvalue()}---\n\n{bodies}"


def _section_entry(section: Section) -> dict[str, Any]:
    return _without_empty(
        {
            "section": section.type,
            "question": section.question,
            "last_updated": section.last_updated,
            "reviewed_by": section.reviewed_by,
            "reviewed_on": section.reviewed_on,
            "source": _without_empty(asdict(section.source)),
        }
    )


def _numbered_apart(sections: Sequence[Section]) -> tuple[list[Section], list[Reference]]:
    numbered: dict[int, Reference] = {}
    shown = []
    for section in sections:
        new_numbers: dict[int, int] = {}
        for reference in section.references:
            number = reference.number
            same = next((n for n, known in numbered.items() if replace(known, number=number) == reference), None)
            if same is None:
                same = number if number not in numbered else max(numbered) + 1
                numbered[same] = replace(reference, number=same)
            new_numbers[number] = same
        body = CITATION_MARKER.sub(lambda match, to=new_numbers: f"[{to[int(match[1])]}]", section.body)  # type: ignore[misc]
        shown.append(replace(section, body=body))
    return shown, [numbered[number] for number in sorted(numbered)]


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, [], {}, ())}
