"""Know the catalogues whose files are read: how each is credited, and where its entries are on the web."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from knowledge.importers.forms import Given
from knowledge.importers.section_lists import Provenance

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True)
class _Catalogue:
    """Hold what is said of a catalogue where its own file does not say it."""

    name: str
    licence: str | None
    page: str | None


CATALOGUES = {
    "gard": _Catalogue(
        "NIH Genetic and Rare Diseases Information Center (GARD)",
        "public domain (US government)",
        "https://rarediseases.info.nih.gov/diseases/{number}/index",
    ),
    "mondo": _Catalogue("Mondo Disease Ontology", "CC BY 4.0", "https://monarchinitiative.org/MONDO:{number}"),
    "ordo": _Catalogue(
        "Orphanet Rare Disease Ontology (ORDO)", "CC BY 4.0", "https://www.orpha.net/en/disease/detail/{number}"
    ),
    "orphadata": _Catalogue("Orphanet (Orphadata)", "CC BY 4.0", "https://www.orpha.net/en/disease/detail/{number}"),
    "hpo": _Catalogue(
        "Human Phenotype Ontology (HPO)",
        "HPO licence: free with attribution, unchanged",
        "https://hpo.jax.org/browse/disease/{catalogue}:{number}",
    ),
}


def provenance_of(key: str, release: str | None, given: Given, licence: str | None = None) -> Provenance:
    """Return how the entries of a file are credited.

    What the editor gives comes before what the file says, and that before what is known of its catalogue.

    Args:
        key: a key of `CATALOGUES`, or what an unknown one calls itself.
        release: what the file says of its release; a date in it is the date of its sections.
        given: the source and licence that the editor gives.
        licence: the licence that the file names.
    """
    known = CATALOGUES.get(key, _Catalogue(key.upper(), None, None))
    name = given.source or known.name
    if release is not None:
        said = release.removeprefix("releases/").split("/")[-1]
        name = f"{name}, release {said}"
    return Provenance(key, name, given.licence or licence or known.licence, date_in(release), known.page)


def date_in(text: str | None) -> date | None:
    """Return the first date in a text that is one; None where there is none."""
    for match in _DATE.finditer(text or ""):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            continue
    return None
