"""Be the server of `EmbeddingSearch`: `encode <store> <folder>` once, then `serve <folder> <port>`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from knowledge.sentence_encoder import encode
from knowledge.store import KnowledgeStore
from rareguide.database import open_database
from tools.bench.peers.systems import passages

BATCH = 512


def encode_store(url: str, folder: Path) -> None:
    """Write the embeddings of a store's sections, and their bodies, into a folder."""
    found = passages(KnowledgeStore(open_database(url)))
    texts = [passage.text for passage in found]
    rows = [encode(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
    np.save(folder / "rows.npy", np.concatenate(rows))
    (folder / "bodies.json").write_text(json.dumps([passage.body for passage in found]), encoding="utf-8")


def serve(folder: Path, port: int) -> None:
    """Answer at the address of Rasa's REST channel."""
    from sanic import Sanic
    from sanic.request import Request
    from sanic.response import HTTPResponse
    from sanic.response import json as as_json

    rows = np.load(folder / "rows.npy")
    bodies = json.loads((folder / "bodies.json").read_text(encoding="utf-8"))
    app = Sanic("embedding_search", configure_logging=False)

    @app.get("/")
    async def ready(_: Request) -> HTTPResponse:
        return as_json({"status": "ok"})

    @app.post("/webhooks/rest/webhook")
    async def answer(request: Request) -> HTTPResponse:
        nearness = rows @ encode([request.json["message"]])[0]
        return as_json([{"recipient_id": request.json["sender"], "text": bodies[int(np.argmax(nearness))]}])

    encode(["warm up"])
    app.run(host="127.0.0.1", port=port, motd=False, access_log=False, debug=False)


if __name__ == "__main__":
    if sys.argv[1] == "encode":
        encode_store(sys.argv[2], Path(sys.argv[3]))
    else:
        serve(Path(sys.argv[2]), int(sys.argv[3]))
