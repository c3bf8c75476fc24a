"""The commands `rareguide privacy …`: give out and delete what is kept about a visitor."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Optional

import typer
from sqlalchemy.engine import Engine

from commands.bootstrap import settings_or_exit
from rareguide.console import failure, out
from rareguide.settings import Settings

privacy_app = typer.Typer(help="Give out or delete what is kept about a visitor, and enforce what was promised.")

CONVERSATION = typer.Argument(None, help="The conversation's id, as the tables have it.")
TICKET = typer.Option(None, "--ticket", help="The number of a request that came from the conversation.")


@privacy_app.command()
def export(
    conversation: Optional[str] = CONVERSATION,
    ticket: Optional[str] = TICKET,
    to: Optional[Path] = typer.Option(None, "--to", help="The file to write; without it, standard output."),  # noqa: B008
) -> None:
    """Write all that is kept of one conversation as JSON, with contact details in the clear."""
    from commands.data_export import UnknownConversation, export_conversation
    from conversations.encryption import CannotDecrypt, FieldCipher
    from staff.audit import write_at_terminal

    settings = settings_or_exit()
    known_as = _conversation(settings, conversation, ticket)
    try:
        kept = export_conversation(_engine(settings), FieldCipher(settings.handoff_key), known_as)
    except (UnknownConversation, CannotDecrypt) as problem:
        raise failure(str(problem)) from problem
    write_at_terminal(_engine(settings), "export conversation", ticket)
    text = json.dumps(kept, indent=2, ensure_ascii=False, default=str)
    if to is None:
        out.print(text, markup=False, soft_wrap=True, highlight=False)
    else:
        with open(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            os.fchmod(file.fileno(), 0o600)  # also of a file that was there
            file.write(f"{text}\n")


@privacy_app.command()
def delete(
    conversation: Optional[str] = CONVERSATION,
    ticket: Optional[str] = TICKET,
    yes: bool = typer.Option(False, "--yes", help="Do not ask."),
) -> None:
    """Delete all that is kept of one conversation, as "Forget me" in the widget does; back-ups are not reached."""
    from bot.erasure import erase_conversation
    from commands.data_export import UnknownConversation, export_conversation
    from handoff.requests.desk import Desk

    settings = settings_or_exit()
    known_as = _conversation(settings, conversation, ticket)
    try:
        kept = export_conversation(_engine(settings), None, known_as)
    except UnknownConversation as problem:
        raise failure(str(problem)) from problem
    rows = sum(map(len, kept.values()))
    if not yes and not typer.confirm(f"Delete {rows} rows of {len(kept)} tables for good?"):
        raise typer.Exit(1)
    erase_conversation(_engine(settings), Desk(_engine(settings), settings), known_as)
    out.print("What was kept of the conversation is deleted.")


@privacy_app.command("rotate-key")
def rotate_key() -> None:
    """Seal all contact details with the first key of RAREGUIDE_HANDOFF_KEY; put the new key first before."""
    from conversations.encryption import CannotDecrypt, FieldCipher, rotate_keys
    from staff.second_factor import encrypt_again

    settings = settings_or_exit()
    cipher = FieldCipher(settings.handoff_key)
    if not cipher.is_set:
        raise failure("RAREGUIDE_HANDOFF_KEY is empty. Set it to the new key, a comma, and the old one.")
    try:
        count = encrypt_again(_engine(settings), cipher)
        count += rotate_keys(_engine(settings), cipher)
    except CannotDecrypt as problem:
        raise failure(f"Nothing was changed: {problem}.") from problem
    out.print(f"{count} rows are sealed with the first key. The others can be taken out of RAREGUIDE_HANDOFF_KEY now.")


@privacy_app.command()
def enforce() -> None:
    """Delete now what is over its time, as every server does once an hour."""
    from bot.server.retention import delete_expired
    from handoff.requests.desk import Desk
    from staff.audit_chain import BrokenChain, delete_old_lines

    settings = settings_or_exit()
    engine = _engine(settings)
    delete_expired(engine, settings)
    Desk(engine, settings).expiry.tick()
    try:
        delete_old_lines(engine, settings.staff_audit_retention_days, time.time())
    except BrokenChain as problem:
        raise failure(f"What was over its time is deleted, but no line of the audit: {problem}") from problem
    out.print("What was over its time is deleted.")


def _engine(settings: Settings) -> Engine:
    from bot.tracker_store import EVENTS
    from conversations.database import SCHEMA
    from rareguide.database import migrate, open_database

    # Not a server's engine, on which PostgreSQL ends what takes long.
    engine = open_database(settings.conversations_url)
    migrate(engine, SCHEMA)
    EVENTS.metadata.create_all(engine)
    return engine


def _conversation(settings: Settings, conversation: str | None, ticket: str | None) -> str:
    from commands.data_export import UnknownConversation, conversation_of_ticket

    if (conversation is None) == (ticket is None):
        raise failure("Give a conversation's id, or --ticket with the number of a request.")
    if conversation is not None:
        return conversation
    try:
        return conversation_of_ticket(_engine(settings), str(ticket))
    except UnknownConversation as problem:
        raise failure(str(problem)) from problem
