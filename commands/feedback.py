"""The command `rareguide feedback`: read what visitors thought of the answers."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import typer

from commands.bootstrap import settings_or_exit
from rareguide.console import out


def feedback(
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line, for other programs."),
    only_bad: bool = typer.Option(False, "--only-bad", help="Leave out what was found helpful."),
) -> None:
    """List what visitors thought of the answers, the newest first."""
    from conversations.database import open_conversations
    from conversations.feedback import all_feedback
    from staff.audit import write_at_terminal

    settings = settings_or_exit()
    given = 0
    engine = open_conversations(settings.conversations_url, settings.handoff_key)
    write_at_terminal(engine, "see feedback")
    for one in all_feedback(engine):
        if only_bad and one.is_helpful:
            continue
        given += 1
        when = datetime.fromtimestamp(one.given_at, timezone.utc).strftime("%Y-%m-%d %H:%M")
        answered = _answered(one.turn)
        if as_json:
            fields = {"at": when, "helpful": one.is_helpful, "comment": one.comment, "asked": one.message}
            out.print(json.dumps({**fields, "answered": answered}), markup=False, soft_wrap=True, highlight=False)
        else:
            line = f"{when}  {'helpful' if one.is_helpful else 'not helpful'}  {one.message}  →  {answered}"
            out.print(f"{line}  “{one.comment}”" if one.comment else line, markup=False, highlight=False)
    if not given and not as_json:
        out.print("There is no feedback yet.")


def _answered(turn: dict[str, Any]) -> str:
    """Return in a few words what a turn answered: its sections, else its kind."""
    sections = ", ".join(f"{section['condition']['slug']}: {section['section']}" for section in turn["sections"])
    return sections or str(turn["kind"])
