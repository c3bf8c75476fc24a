"""Serve the section that lies nearest to a message, and nothing else: no conversation, no names, no state."""

from __future__ import annotations

import hashlib
import sys
import time

from rareguide.settings import ROOT
from tools.bench.turns.processes import Program
from tools.bench.turns.systems import Stage, once


class EmbeddingSearch:
    """Encode all sections once; a message costs one encoding and one product of matrices."""

    name = "embedding search"
    apologies: tuple[str, ...] = ()
    keeps_conversations = False

    def prepare(self, stage: Stage) -> float:
        """Encode the sections of the store."""
        stage.folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(f"{stage.size} conditions".encode()).hexdigest()

        def encode() -> None:
            command = [*_MODULE, "encode", stage.store_url, str(stage.folder)]
            log = stage.logs / f"embedding-search-{stage.size}-encoding.log"
            Program(command, {}, ROOT, log).wait(stage.time_limit)

        return once(stage.folder, digest, encode)

    def start(self, stage: Stage) -> list[Program]:
        """Start the server and wait until it answers."""
        command = [*_MODULE, "serve", str(stage.folder), str(stage.port)]
        program = Program(command, {}, ROOT, stage.logs / f"embedding-search-{stage.size}.log")
        try:
            program.wait_until_answering(f"{stage.url}/", time.monotonic() + stage.time_limit)
        except BaseException:
            program.end()
            raise
        return [program]


_MODULE = (sys.executable, "-m", "tools.bench.turns.systems.embedding_server")
