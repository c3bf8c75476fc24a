"""Put the parts together, and open only what those need that are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tools.fuzz.forms import FormsPart
from tools.fuzz.harness import Part
from tools.fuzz.headers import HeadersPart
from tools.fuzz.importers import importer_parts
from tools.fuzz.lists import ListsPart
from tools.fuzz.messages import BodiesPart, MessagesPart, assistant_apart
from tools.fuzz.turns import TurnsPart

WITH_ASSISTANT: tuple[type[MessagesPart] | type[BodiesPart], ...] = (MessagesPart, BodiesPart)


@contextmanager
def opened_parts(names: set[str]) -> Iterator[list[Part]]:
    """Open the parts of these names, or all; raise `SystemExit` for a name that there is not."""
    with ExitStack() as stack:
        parts: list[Part] = [*importer_parts(), ListsPart(), TurnsPart(), FormsPart(), HeadersPart()]
        unknown = names - {part.name for part in (*parts, *WITH_ASSISTANT)}
        if unknown:
            raise SystemExit(f"There is no part {', '.join(sorted(unknown))}.")
        parts = [part for part in parts if not names or part.name in names]
        wanted = [kind for kind in WITH_ASSISTANT if not names or kind.name in names]
        if wanted:
            from bot.training import train

            assistant = stack.enter_context(assistant_apart(train))
            parts += [kind(assistant) for kind in wanted]
        yield parts
