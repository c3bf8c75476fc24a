"""Open the stores that passages are fitted on: the shipped content alone, and MedQuAD over it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from commands.evaluation.suite import data_folder, temporary_settings
from commands.evaluation.temporary_store import CONTENT, build_store
from knowledge.content_loading import load_content
from knowledge.schema import migrate_store
from knowledge.store import KnowledgeStore
from rareguide.console import err
from rareguide.database import open_database
from rareguide.settings import Settings


@dataclass(frozen=True)
class FittingStores:
    """Hold the stores by their names in `questions.yml`, and the settings that they were made with."""

    by_name: Mapping[str, KnowledgeStore]
    settings: Settings


@contextmanager
def opened_stores(shared: Path) -> Iterator[FittingStores]:
    """Yield the stores, which go with the block; end the command where MedQuAD is not there."""
    data = data_folder(shared)
    if data is None:
        err.print(f"there is no MedQuAD in {shared}. Remedy: see --help.", markup=False)
        raise typer.Exit(2)
    with temporary_settings() as settings, tempfile.TemporaryDirectory(prefix="rareguide-content-") as folder:
        with err.status("Building the stores …"):
            content = open_database(f"sqlite:///{folder}/content.db")
            migrate_store(content)
            load_content(content, CONTENT)
            stores = {
                "content": KnowledgeStore(content),
                "medquad": KnowledgeStore(build_store(settings, data / "MedQuAD", None)),
            }
        yield FittingStores(stores, settings)
