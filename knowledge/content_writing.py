"""Write a condition as a content file, in the form that `knowledge.content` reads."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from ruamel.yaml import YAML

from knowledge.records import CITATION_MARKER, Reference, Section, cited_numbers
from knowledge.shown_sections import StoredSection
from knowledge.store import Condition

_LIKE_QUESTION = re.compile(r"^(?=##\s)", re.MULTILINE)


def write_content(condition: Condition, sections: Sequence[StoredSection]) -> str:
    """Return the text of a content file; reading it again gives the same sections.

    Sections of different sources may number their references alike; then those of the later sections, and
    their markers, are numbered on. Questions that are alike are numbered too. A heading in a body that would
    be read as a question is set in by a blank, which leaves it a heading.
    """
    shown, references = _numbered_apart(_told_apart([stored.section for stored in sections]))
    identifiers = asdict(condition.identifiers).items()
    front = {
        "name": condition.name,
        "slug": condition.slug,
        "synonyms": list(condition.synonyms),
        "identifiers": _without_empty(
            {catalogue: list(code) if isinstance(code, tuple) else code for catalogue, code in identifiers}
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
    bodies = "\n".join(f"## {section.question}\n\n{_LIKE_QUESTION.sub(' ', section.body)}\n" for section in shown)
    return f"---\n{stream.getvalue()}---\n\n{bodies}"


def _section_entry(section: Section) -> dict[str, Any]:
    cited = cited_numbers(section.body)
    return _without_empty(
        {
            "section": section.type,
            "question": section.question,
            "last_updated": section.last_updated,
            "reviewed_by": section.reviewed_by,
            "reviewed_on": section.reviewed_on,
            "source": _without_empty(asdict(section.source)),
            "references": [reference.number for reference in section.references if reference.number not in cited],
        }
    )


def _told_apart(sections: Sequence[Section]) -> list[Section]:
    """Return the sections, each under a question of its own."""
    asked: Counter[str] = Counter()
    apart = []
    for section in sections:
        asked[section.question] += 1
        times = asked[section.question]
        apart.append(section if times == 1 else replace(section, question=f"{section.question} ({times})"))
    return apart


def _numbered_apart(sections: Sequence[Section]) -> tuple[list[Section], list[Reference]]:
    numbered: dict[int, Reference] = {}
    shown = []
    for section in sections:
        new_numbers: dict[int, int] = {}
        for reference in section.references:
            number = reference.number
            alike = (n for n, known in numbered.items() if replace(known, number=number) == reference)
            same = next((n for n in alike if n not in new_numbers.values()), None)
            if same is None:
                same = number if number not in numbered else max(numbered) + 1
                numbered[same] = replace(reference, number=same)
            new_numbers[number] = same
        body = CITATION_MARKER.sub(lambda match, to=new_numbers: f"[{to[int(match[1])]}]", section.body)  # type: ignore[misc]
        shown.append(replace(section, body=body, references=tuple(numbered[n] for n in new_numbers.values())))
    return shown, [numbered[number] for number in sorted(numbered)]


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, [], {}, ())}
