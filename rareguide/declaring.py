"""Let settings be declared once, and say in sentences what is wrong with those that are given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dotenv.parser import parse_stream
from pydantic import BaseSettings, Field, ValidationError, validator
from pydantic.fields import ModelField

from rareguide.setting_kinds import Kind, Unfit, did_you_mean

PREFIX = "RAREGUIDE_"
OTHER_NAMES = frozenset({"RAREGUIDE_SHARED_DIR"})
"""Names with the prefix that are no settings of an installation."""


def setting(default: Any, kind: Kind, sentence: str, needs: str = "") -> Any:
    """Declare a setting: its default, what it may be, what it is, and another one that must be set where it is.

    One whose default is empty may be empty.
    """
    return Field(default=default, description=sentence, kind=kind.or_empty() if default == "" else kind, needs=needs)


def variable(name: str) -> str:
    """Return the name of a setting in the environment."""
    return f"{PREFIX}{name.upper()}"


class DeclaredSettings(BaseSettings):
    """Read each setting as its kind says; raise pydantic's `ValidationError` with all that is wrong."""

    @validator("*", pre=True)
    def _of_its_kind(cls, value: Any, field: ModelField) -> Any:  # noqa: N805
        if value is None:  # a default that other settings decide
            return None
        kind: Kind = field.field_info.extra["kind"]
        try:
            return kind.read(str(value))
        except ValueError as problem:
            reason = f" ({problem})" if isinstance(problem, Unfit) and str(problem) else ""
            is_now = kind.show(str(value)) if str(value) else "empty"
            raise ValueError(f"must be {kind.may_be}; it is {is_now}{reason}") from problem


def problems_of(kind: type[DeclaredSettings]) -> list[str]:
    """Return a sentence for each thing that is wrong with the settings of this process; none where all are right."""
    file = Path(str(kind.__config__.env_file))
    try:
        in_file, found = _read(file)
    except (OSError, UnicodeDecodeError) as problem:
        return [
            f"{file} cannot be read ({type(problem).__name__}): it must be a text in UTF-8 that this user may read."
        ]
    given = {name.upper(): value for name, value in {**in_file, **os.environ}.items()}
    found += _unknown(given, [variable(name) for name in kind.__fields__])
    try:
        kind()
    except ValidationError as problem:
        found += [f"{variable(str(error['loc'][0]))} {error['msg']}." for error in problem.errors()]
    for name, field in kind.__fields__.items():
        needed = field.field_info.extra["needs"]
        if needed and given.get(variable(name)) and not given.get(variable(needed)):
            found.append(f"{variable(needed)} must be set where {variable(name)} is; it is empty.")
    return found


def _read(file: Path) -> tuple[dict[str, str], list[str]]:
    """Return what a file of settings gives, and a sentence for each line of it that cannot be read."""
    values, wrong = {}, []
    if file.exists():
        with file.open(encoding="utf-8") as stream:
            for line in parse_stream(stream):
                if line.error or (line.key and line.value is None):
                    wrong.append(f"{file}, line {line.original.line}: it must be like NAME=value, and is not.")
                elif line.key:
                    values[line.key] = line.value or ""
    return values, wrong


def _unknown(given: Iterable[str], known: Sequence[str]) -> Iterator[str]:
    for name in sorted(given):
        if name.startswith(PREFIX) and name not in {*known, *OTHER_NAMES}:
            question = did_you_mean(name, known)
            yield f"{name} is no setting{f'; {question}' if question else '.'}"
