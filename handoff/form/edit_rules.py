"""Hold the rules of what visitors put in the place of something else, or take out: `data/handoff/edits.yml`."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from rareguide.rule_files import check_examples, check_form, compiled, filled, fragments_of, read_mapping
from rareguide.settings import ROOT

EDITS = ROOT / "data" / "handoff" / "edits.yml"

Pattern = re.Pattern[str]


class EditRules:
    """Hold the patterns of a file, each tried on its examples. Raises `BadRules` where the file is wrong."""

    def __init__(self, path: Path = EDITS) -> None:
        document = read_mapping(path)
        self._path = path
        numbers = {"number": document["number"]}
        self._fragments = fragments_of(path, document["fragments"], numbers)
        self.number = compiled(path, document["number"], document["number"], re.IGNORECASE)
        self.makes_it = self._pattern(document["makes_it"])
        self.replaces = [self._pattern(entry) for entry in document["replaces"]]
        self.disowns_name = self._pattern(document["disowns_name"])
        self.names_question = compiled(path, document["names_question"], document["names_question"], re.IGNORECASE)
        self.first_name, self.last_name = (
            compiled(path, document[name], document[name], re.IGNORECASE) for name in ("first_name", "last_name")
        )
        self.named_by: dict[str, list[str]] = document["named_by"]
        self.anew = self._pattern(document["anew"])
        self.puts_that = compiled(path, document["puts_that"], document["puts_that"], re.IGNORECASE)
        self.repeats = self._pattern(document["repeats"])
        self.labels = {field: self._pattern(entry) for field, entry in document["labels"].items()}
        self.leads = compiled(path, document["leads"], filled(path, document["leads"], {}), re.IGNORECASE)
        frame = document["takes_out"]["rule"]
        self.takes_out = {
            thing: self._pattern(entry, filled(path, frame, {**self._fragments, "thing": entry["rule"]}))
            for thing, entry in document["takes_out"]["things"].items()
        }

    def _pattern(self, entry: Any, whole: str | None = None) -> Pattern:
        check_form(self._path, entry)
        rule = whole or filled(self._path, entry["rule"], self._fragments)
        pattern = compiled(self._path, entry["rule"], rule, re.IGNORECASE)
        check_examples(self._path, entry, lambda text: pattern.fullmatch(straight(text)) is not None)
        return pattern


@lru_cache(maxsize=1)
def edit_rules() -> EditRules:
    """Return the rules of `data/handoff/edits.yml`, read once; raise `BadRules`."""
    return EditRules()


def straight(text: str) -> str:
    """Return a text with straight apostrophes."""
    return text.replace("’", "'").replace("‘", "'")
