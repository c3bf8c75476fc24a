"""Break samples: bytes flipped, cut, repeated, nested, moved, and joined with others."""

from __future__ import annotations

import random
from collections.abc import Sequence

LONGEST = 60_000
"""Bytes of a broken sample; what is longer is told apart by its size alone, which has tests of its own."""

ODD_BYTES = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r",
    b"\x1b[31m",
    b"\xed\xa0\x80",
    b"\x85",
    b"\xe2\x80\xae",
    b"\x0c",
)


def mutated(rng: random.Random, samples: Sequence[bytes], fragments: Sequence[bytes]) -> bytes:
    """Return a sample with one to six things done to it; `fragments` are what is put into it."""
    data = bytearray(rng.choice(samples))
    for _ in range(rng.randint(1, 6)):
        _mutate(rng, data, samples, fragments)
    return bytes(data[:LONGEST])


def _mutate(rng: random.Random, data: bytearray, samples: Sequence[bytes], fragments: Sequence[bytes]) -> None:
    start = rng.randint(0, len(data))
    end = min(len(data), start + rng.choice((1, 4, 30, 400)))
    kind = rng.randrange(9)
    if kind == 0 and data:
        data[min(start, len(data) - 1)] ^= 1 << rng.randrange(8)
    elif kind == 1:
        del data[start:end]
    elif kind == 2:
        data[start:start] = bytes(data[start:end]) * rng.choice((1, 3, 40))
    elif kind == 3:
        data[start:start] = rng.choice(fragments) * rng.choice((1, 1, 2, 60))
    elif kind == 4:
        data[start:end] = rng.choice(fragments)
    elif kind == 5:
        data[start:start] = rng.choice(ODD_BYTES)
    elif kind == 6:
        del data[rng.choice((start, len(data))) :]
    elif kind == 7:
        other = rng.choice(samples)
        at = rng.randint(0, len(other))
        data[start:start] = other[at : at + 300]
    else:
        _swap_lines(rng, data)


def _swap_lines(rng: random.Random, data: bytearray) -> None:
    lines = bytes(data).split(b"\n")
    one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    data[:] = b"\n".join(lines)
