"""Search the sections with BM25, as a search engine over the same texts would."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import bm25s

from tools.bench.peers.systems import Answer, Passage, ranked

SHORTLIST = 10

# It logs at every level whatever is configured.
logging.getLogger("bm25s").setLevel(logging.WARNING)


class WordSearch:
    """Rank sections by BM25 over names, synonyms, question and body."""

    name = "BM25 (bm25s)"

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._index = bm25s.BM25()
        self._index.index(_tokens([passage.text for passage in passages]), show_progress=False)

    def answer(self, messages: Sequence[str]) -> list[Answer]:
        """Return the best sections of each message."""
        number = min(SHORTLIST, len(self._passages))
        found, _ = self._index.retrieve(_tokens(messages), k=number, show_progress=False)
        return [ranked([self._passages[int(position)] for position in row]) for row in found]


def _tokens(texts: Sequence[str]) -> bm25s.tokenization.Tokenized:
    return bm25s.tokenize(list(texts), stopwords="en", show_progress=False)
