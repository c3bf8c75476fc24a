"""Make sections of what catalogues list of a condition: lists as they are in the data, and no sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.records import Reference, Section, Source

_MARKDOWN = re.compile(r"[\\`*\[\]]|<(?=[A-Za-z/!?])|&(?=#?\w+;)")

LISTS: dict[str, tuple[str, str]] = {
    "signs": ("symptoms", "Reported signs (how frequent)"),
    "onset": ("symptoms", "Reported ages at onset"),
    "genes": ("causes", "Reported genes"),
    "inheritance": ("inheritance", "Reported modes of inheritance"),
    "prevalence": ("frequency", "Reported prevalence"),
}
"""The type of section and the title of each kind of list."""


@dataclass(frozen=True)
class Provenance:
    """Say where a catalogue's entries come from.

    Attributes:
        key: a word that tells its documents from those of other catalogues.
        name: the source as it is credited, with its release.
        licence: under which its entries may be shown.
        released: the date of the release.
        page: the address of an entry, with `{number}` for its number in its own catalogue and `{catalogue}` for that
            in capitals; or of the whole where entries have none.
    """

    key: str
    name: str
    licence: str | None = None
    released: date | None = None
    page: str | None = None

    def source_of(self, identifier: str) -> Source:
        """Return the source of one entry, such as `"orphanet:124"`."""
        catalogue, _, number = identifier.partition(":")
        prefix = "ORPHA" if catalogue == "orphanet" else catalogue.upper()
        address = self.page.format(number=number, catalogue=prefix) if self.page else None
        return Source(self.name, address, self.licence)

    def reference(self, identifier: str, name: str) -> Reference:
        """Return what is shown as the reference of an entry's sections."""
        return Reference(1, f"{name}. {self.name}.", self.source_of(identifier).url)


def listed(kind: str, items: Iterable[str], identifier: str, name: str, provenance: Provenance) -> Section | None:
    """Return a section that lists items, each once and in their order; None where there is none."""
    lines = [f"- {escaped(item)}" for item in dict.fromkeys(items) if item.strip()]
    return list_section(kind, lines, identifier, name, provenance)


def list_section(kind: str, lines: Sequence[str], identifier: str, name: str, provenance: Provenance) -> Section | None:
    """Return a section of lines that are Markdown already."""
    if not lines:
        return None
    section_type, title = LISTS[kind]
    return Section(
        section_type,
        title,
        "\n".join(lines).rstrip(),
        provenance.source_of(identifier),
        last_updated=provenance.released,
        references=(provenance.reference(identifier, name),),
    )


def escaped(text: str) -> str:
    """Return a text as Markdown that shows it as it is, in one line."""
    return _MARKDOWN.sub(r"\\\g<0>", " ".join(text.split()))
