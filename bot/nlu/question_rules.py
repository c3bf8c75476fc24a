"""Hold the rules by which a message is parted into clauses, and those that tell what in it asks.

They stand in `data/questions/rules.yml`, each with examples that it must match and others that it must not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path

from rareguide.rule_files import check_examples, check_form, compiled, filled, fragments_of, read_mapping
from rareguide.settings import ROOT

RULES = ROOT / "data" / "questions" / "rules.yml"


@lru_cache(maxsize=1)
def question_rules(path: Path = RULES) -> Mapping[str, re.Pattern[str]]:
    """Return the rules by their names, each tried on its examples; raise `BadRules`."""
    document = dict(read_mapping(path))
    fragments = fragments_of(path, document.pop("fragments", {}))
    found = {}
    for name, entry in document.items():
        check_form(path, entry)
        found[name] = compiled(path, entry["rule"], filled(path, entry["rule"], fragments), re.IGNORECASE)
        check_examples(path, entry, partial(_is_matched, found[name]))
    return found


def _is_matched(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def rule(name: str) -> re.Pattern[str]:
    """Return one of the rules."""
    return question_rules()[name]
