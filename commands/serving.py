"""Prepare an installation of several servers as a job (`rareguide migrate`), so that each of them only serves."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from commands.bootstrap import prepare_store, settings_or_exit
from rareguide.console import failure, out
from rareguide.database import Schema
from rareguide.settings import Settings


def migrate() -> None:
    """Bring the tables of all databases up to date and load the content, for servers that only serve."""
    from conversations.database import open_conversations
    from rareguide.services import why_unusable

    settings = settings_or_exit()
    prepare_store(settings)
    try:
        open_conversations(settings.conversations_url)
    except (SQLAlchemyError, OSError) as problem:
        raise failure(why_unusable(settings, settings.conversations_url, problem)) from problem
    out.print("The tables are up to date and the content is loaded.")


def check_all_is_prepared(settings: Settings) -> Path:
    """Return the trained model's file, or end with a sentence where something is missing that a server needs."""
    from bot.training import is_trained, model_path
    from conversations.database import SCHEMA as OF_CONVERSATIONS
    from knowledge.schema import SCHEMA as OF_KNOWLEDGE

    if not settings.session_secret:
        raise failure(
            "RAREGUIDE_SESSION_SECRET is not set. Servers that share an installation need the same one; make it once "
            "with: openssl rand -hex 32"
        )
    _check_tables(settings, settings.store_url, OF_KNOWLEDGE)
    _check_tables(settings, settings.conversations_url, OF_CONVERSATIONS)
    if not is_trained():
        raise failure("There is no model for this version. Train it first: rareguide train")
    return model_path()


def _check_tables(settings: Settings, url: str, schema: Schema) -> None:
    from rareguide.database import is_migrated, shared_database
    from rareguide.services import why_unusable

    try:
        is_current = is_migrated(shared_database(url), schema)
    except (SQLAlchemyError, OSError) as problem:
        raise failure(why_unusable(settings, url, problem)) from problem
    if not is_current:
        raise failure(
            f"The tables of the {schema.migrations.parent.name} database are not those of this version. "
            "Bring them up to date first: rareguide migrate"
        )
