"""Keep what people often write themselves, such as a greeting: by team and language, with placeholders.

A text is checked when it is saved: braces stand around the names of `PLACEHOLDERS` alone. It is filled in for a request
when somebody takes it into a reply; what has no value there is left for that person to write, and a reply that still
has a placeholder is not sent.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from handoff.form.languages import known_language
from handoff.requests.records import Request
from rareguide.database import writing
from rareguide.settings import Settings
from staff.accounts import Account
from staff.tables import staff_canned_response

LONGEST_TITLE = 100
LONGEST_TEXT = 5000
MOST_RESPONSES = 1000
LIKE_ANOTHER = 0.6
IN_BRACES = re.compile(r"\{([^{}]*)\}")

PLACEHOLDERS = {
    "visitor": "the visitor's name",
    "operator": "the name of the person who answers",
    "condition": "the condition that the visitor asked about",
    "number": "the request's number",
    "hours": "when the team can be reached",
    "contact": "who answers when the assistant cannot",
    "telephone": "the contact's telephone number",
}
"""What may stand in braces, each with the words that say what it is replaced by."""


class UnfitResponse(ValueError):
    """The response cannot be saved so; the message says why."""


class UnknownResponse(LookupError):
    """There is no such response."""


class ChangedMeanwhile(UnfitResponse):
    """Somebody else has changed the response since it was read."""


@dataclass(frozen=True)
class CannedResponse:
    """Hold a response; an empty team or language is for all. `version` grows with each change."""

    title: str
    text: str
    team: str = ""
    language: str = ""
    id: int = 0
    version: int = 0

    def fits(self, account: Account) -> bool:
        """Return whether an account has it: it is its team's, or everybody's."""
        return self.team.casefold() in ("", account.team.casefold())


@dataclass(frozen=True)
class FilledIn:
    """Hold a response for one request, and the placeholders that have no value there."""

    text: str
    missing: tuple[str, ...]


class CannedResponses:
    """Read and change the responses; `hook` writes the audit's line in the transaction of a change."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def all(self) -> list[CannedResponse]:
        """Return every response, by title."""
        with self.engine.connect() as connection:
            found = [_read(row) for row in connection.execute(select(staff_canned_response))]
        return sorted(
            found, key=lambda one: (one.title.casefold(), one.team.casefold(), one.language.casefold(), one.id)
        )

    def get(self, response_id: int) -> CannedResponse:
        """Return a response; raise `UnknownResponse`."""
        with self.engine.connect() as connection:
            return _get(connection, response_id)

    def find(self, words: str, account: Account, language: str) -> list[CannedResponse]:
        """Return the responses of an account's team and of all that have words beginning with each of some words.

        Those in the language of the request stand first, then those of every language.
        """
        wanted = _words_of(words)
        fits = [one for one in self.all() if one.fits(account) and _has(one, wanted)]
        return sorted(fits, key=lambda one: _order(one, wanted, language))

    def save(self, response: CannedResponse, hook: Callable[[Connection, int], None]) -> int:
        """Add a response, or change the one of its id where that still has its version; return the id.

        Raises `UnfitResponse`, `UnknownResponse` and `ChangedMeanwhile`.
        """
        values = _checked(response)
        with writing(self.engine) as connection:
            if response.id:
                if _get(connection, response.id).version != response.version:
                    raise ChangedMeanwhile(
                        "Somebody has changed this reply since you opened it. Yours is still here; look at the "
                        "other one below, and save again to replace it."
                    )
                changed = update(staff_canned_response).where(staff_canned_response.c.id == response.id)
                connection.execute(changed.values(**values, version=response.version + 1))
            else:
                response_id = self._add(connection, values)
            hook(connection, response.id or response_id)
        return response.id or response_id

    def remove(self, response_id: int, hook: Callable[[Connection, int], None]) -> None:
        """Remove a response; raise `UnknownResponse`."""
        with writing(self.engine) as connection:
            _get(connection, response_id)
            connection.execute(delete(staff_canned_response).where(staff_canned_response.c.id == response_id))
            hook(connection, response_id)

    def _add(self, connection: Connection, values: Mapping[str, Any]) -> int:
        if len(connection.execute(select(staff_canned_response.c.id)).all()) >= MOST_RESPONSES:
            raise UnfitResponse(f"There are {MOST_RESPONSES} replies already; remove one first.")
        added = connection.execute(insert(staff_canned_response).values(**values, version=1))
        return int(added.inserted_primary_key[0])


def placeholders_in(text: str) -> list[str]:
    """Return the known placeholders that stand in a text, each once."""
    named = (found.strip().casefold() for found in IN_BRACES.findall(text))
    return list(dict.fromkeys(name for name in named if name in PLACEHOLDERS))


def fill_in(text: str, request: Request, account: Account, settings: Settings) -> FilledIn:
    """Replace the placeholders of a text by what is known of a request; those without a value stay."""
    values = {
        "visitor": request.name,
        "operator": account.name,
        "condition": request.condition or "",
        "number": request.number,
        "hours": settings.contact_hours or settings.business_hours,
        "contact": settings.contact_name,
        "telephone": settings.contact_phone,
    }

    def value_of(found: re.Match[str]) -> str:
        name = found[1].strip().casefold()
        return values.get(name) or (f"{{{name}}}" if name in PLACEHOLDERS else found[0])

    missing = tuple(name for name in placeholders_in(text) if not values[name])
    return FilledIn(IN_BRACES.sub(value_of, text), missing)


def what_is_missing(names: list[str] | tuple[str, ...]) -> str:
    """Ask for what placeholders have no value for."""
    asked = ", ".join(f"{PLACEHOLDERS[name]} in place of {{{name}}}" for name in names)
    return f"Write {asked}, or take it out."


def _checked(response: CannedResponse) -> dict[str, str]:
    title, text = response.title.strip(), response.text.strip()
    team, language = response.team.strip(), response.language.strip()
    if not title or not text:
        raise UnfitResponse("A reply needs a title and a text.")
    if max(len(title), len(team), len(language)) > LONGEST_TITLE or len(text) > LONGEST_TEXT:
        raise UnfitResponse(
            f"Title, team and language have at most {LONGEST_TITLE} characters, the text at most {LONGEST_TEXT}."
        )
    return {
        "title": title,
        "text": _with_known_placeholders(text),
        "team": team,
        "language": known_language(language) or language,
    }


def _with_known_placeholders(text: str) -> str:
    """Return a text with its placeholders in small letters; raise `UnfitResponse`, naming the line, for others."""
    for number, line in enumerate(text.splitlines(), start=1):
        for found in IN_BRACES.findall(line):
            if found.strip().casefold() not in PLACEHOLDERS:
                raise UnfitResponse(f"Line {number}: there is no placeholder {{{found}}}. {_instead_of(found)}")
        if re.search(r"[{}]", IN_BRACES.sub("", line)):
            raise UnfitResponse(
                f"Line {number}: a brace stands alone. Braces are for placeholders, such as {{operator}}."
            )
    return IN_BRACES.sub(lambda found: f"{{{found[1].strip().casefold()}}}", text)


def _instead_of(name: str) -> str:
    near = difflib.get_close_matches(name.strip().casefold(), PLACEHOLDERS, 1, LIKE_ANOTHER)
    if near:
        return f"Did you mean {{{near[0]}}}?"
    return f"There are {', '.join(f'{{{known}}}' for known in PLACEHOLDERS)}."


def _words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _has(response: CannedResponse, wanted: list[str]) -> bool:
    held = _words_of(f"{response.title} {response.text}")
    return all(any(word.startswith(one) for word in held) for one in wanted)


def _order(response: CannedResponse, wanted: list[str], language: str) -> tuple[int, int]:
    """Return what responses are sorted by: language, then whether the title has the words."""
    own = response.language.casefold()
    distance = 0 if own and own == (known_language(language) or language).casefold() else (1 if not own else 2)
    title = _words_of(response.title)
    return distance, 0 if all(any(word.startswith(one) for word in title) for one in wanted) else 1


def _get(connection: Connection, response_id: int) -> CannedResponse:
    row = connection.execute(select(staff_canned_response).where(staff_canned_response.c.id == response_id)).first()
    if row is None:
        raise UnknownResponse(response_id)
    return _read(row)


def _read(row: Any) -> CannedResponse:
    return CannedResponse(**{name: getattr(row, name) for name in CannedResponse.__dataclass_fields__})
