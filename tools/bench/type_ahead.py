"""Measure how fast names of conditions are completed while they are typed.

Run `python -m tools.bench.type_ahead [--conditions 20000] [--count 100] [--server URL]` from the project's folder.
Names are made up, five for each condition, and typed letter by letter, every third with a mistake. With `--server` a
running server is asked instead; `--write-store FOLDER` makes the store for one with the same names.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

from commands.evaluation.typos import MISTAKES
from knowledge.name_index import NameIndex
from tools.bench.turns.stores import build_store, names_of_size

SHORTEST, LONGEST = 2, 24
"""The widget asks from two letters on."""
OFFERED = 8
MISTYPED_EACH = 3


def main() -> None:
    """Print milliseconds for each length of what has been typed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--conditions", type=int, default=20_000)
    parser.add_argument("--count", type=int, default=100, help="names that are typed")
    parser.add_argument("--server", help="address of a running server")
    parser.add_argument("--write-store", type=Path, help="folder in which the store is made")
    arguments = parser.parse_args()
    if arguments.write_store:
        print(build_store(arguments.conditions, arguments.write_store))
        return
    names = [entry.name for entry in names_of_size(arguments.conditions)]
    complete = _over_http(arguments.server) if arguments.server else _by_index(arguments.conditions)
    complete("warm")
    taken: dict[str, list[float]] = {}
    for typed in _typed(names, arguments.count, random.Random(1)):
        begin = time.perf_counter()
        complete(typed)
        taken.setdefault(_row(len(typed)), []).append((time.perf_counter() - begin) * 1000)
    taken["all"] = [one for times in taken.values() for one in times]
    print(f"{len(names)} names\n| typed | requests | p50 ms | p95 ms | longest ms |\n| --- | --- | --- | --- | --- |")
    for row, times in taken.items():
        cuts = statistics.quantiles(times, n=20)
        print(f"| {row} | {len(times)} | {cuts[9]:.1f} | {cuts[18]:.1f} | {max(times):.1f} |")


def _row(letters: int) -> str:
    return f"{letters} letters" if letters <= 4 else "5 to 9 letters" if letters < 10 else "10 letters and more"


def _typed(names: list[str], count: int, chance: random.Random) -> Iterator[str]:
    for number, name in enumerate(chance.sample(names, count)):
        written = MISTAKES[chance.choice(list(MISTAKES))](name, chance) if number % MISTYPED_EACH == 0 else name
        for length in range(SHORTEST, min(len(written), LONGEST) + 1):
            yield written[:length]


def _by_index(conditions: int) -> Callable[[str], object]:
    completion = NameIndex(names_of_size(conditions)).completion
    return lambda typed: completion.complete(typed, OFFERED)


def _over_http(server: str) -> Callable[[str], object]:
    def ask(typed: str) -> object:
        with urlopen(f"{server}/widget/conditions?{urlencode({'q': typed})}", timeout=30) as answer:
            return answer.read()

    return ask


if __name__ == "__main__":
    main()
