"""Prepare what commands work with: the settings, the store and the model."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from rareguide.console import err, failure
from rareguide.settings import Settings, load_settings


def settings_or_exit() -> Settings:
    """Return the settings, when the databases that they name can be opened; else end with a sentence."""
    from conversations.database import SCHEMA
    from knowledge.schema import SCHEMA as STORE_SCHEMA
    from rareguide.services import Unreachable, reach_databases

    settings = load_settings()
    try:
        reach_databases(settings, (settings.store_url, STORE_SCHEMA), (settings.conversations_url, SCHEMA))
    except Unreachable as problem:
        raise failure(str(problem)) from problem
    return settings


def prepare_store(settings: Settings) -> None:
    """Bring the store's tables up to date and load the content files that have changed."""
    from knowledge.content_loading import load_content
    from knowledge.schema import migrate_store
    from rareguide.database import open_database
    from rareguide.services import why_unusable

    try:
        engine = open_database(settings.store_url)
        migrate_store(engine)
        if settings.content_folder is not None:
            report = load_content(engine, settings.content_folder)
            for _, reason in report.rejected:
                err.print(f"Content not loaded: {reason}", style="red", markup=False)
    except NotADirectoryError as problem:
        raise failure(str(problem)) from problem
    except (SQLAlchemyError, OSError) as problem:
        raise failure(why_unusable(settings, settings.store_url, problem)) from problem


def train_if_needed() -> Path:
    """Return the model for the present data, trained if need be; or end with a sentence."""
    from bot.training import TrainingFailed, is_trained, model_path

    if is_trained():
        return model_path()
    from rareguide.logs import configure_logging

    with err.status("Training the model; this takes about a minute …"):
        from bot.training import train as train_model

        configure_logging(load_settings().log_level, load_settings().log_format)
        try:
            return train_model()
        except TrainingFailed as problem:
            raise failure(str(problem)) from problem
