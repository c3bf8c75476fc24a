"""The types of a turn say what the contract says."""

from __future__ import annotations

import json
from typing import Any, get_args, get_type_hints

import pytest

from rareguide.turn import (
    SCHEMA_FILE,
    AlarmData,
    Author,
    ContactData,
    DisclaimerData,
    HandoffData,
    NamedCondition,
    OptionData,
    ReferenceData,
    SectionData,
    SourceData,
    Turn,
    TurnKind,
    UnderstoodData,
)

SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
PROPERTIES = SCHEMA["properties"]
SECTION = SCHEMA["$defs"]["section"]
BEYOND_THE_CONTRACT = {"sequence", "reviewed_by", "reviewed_on"}
"""What a turn may carry as well, which the contract leaves open."""


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        (Turn, SCHEMA),
        (NamedCondition, PROPERTIES["condition"]),
        (OptionData, PROPERTIES["options"]["items"]),
        (DisclaimerData, PROPERTIES["disclaimer"]),
        (ContactData, PROPERTIES["contact"]),
        (UnderstoodData, PROPERTIES["understood"]),
        (HandoffData, PROPERTIES["handoff"]),
        (AlarmData, PROPERTIES["alarm"]),
        (SectionData, SECTION),
        (ReferenceData, SECTION["properties"]["references"]["items"]),
        (SourceData, SECTION["properties"]["source"]),
    ],
)
def test_a_type_has_the_names_of_the_contract(kind: Any, schema: dict[str, Any]) -> None:
    assert set(get_type_hints(kind)) - BEYOND_THE_CONTRACT == set(schema["properties"])
    assert set(kind.__required_keys__) == set(schema["required"])


def test_kinds_and_authors_are_those_of_the_contract() -> None:
    assert list(get_args(TurnKind)) == PROPERTIES["kind"]["enum"]
    assert list(get_args(Author)) == PROPERTIES["author"]["enum"]
