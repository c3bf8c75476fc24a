"""Run the fuzzing: `python -m tools.fuzz --inputs 100000`; ends with 1 when anything was found."""

from __future__ import annotations

import argparse
import logging
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rareguide.settings import ROOT
from tools.fuzz.harness import Part, Result, make_input, run_part

FINDINGS = ROOT / "var" / "fuzz"


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000, help="how many inputs over all parts")
    parser.add_argument("--seed", type=int, help="the run's seed; another one each time without it")
    parser.add_argument("--parts", default="", help="only these parts, separated by commas")
    parser.add_argument("--place", type=int, help="try only the input at this place of the one part that is named")
    parser.add_argument("--findings", type=Path, default=FINDINGS, help="where inputs that break something are kept")
    return parser.parse_args(given)


def shares(parts: Sequence[Part], inputs: int) -> list[int]:
    """Return how many inputs each part gets: `inputs` in all, or one more for each part at most."""
    whole = sum(part.weight for part in parts)
    return [max(1, -int(-inputs * part.weight // whole)) for part in parts]


def main(given: Sequence[str] | None = None) -> int:
    """Run, print one line for each part and one for all, and return the exit code."""
    arguments = _arguments(given)
    seed = random.SystemRandom().randrange(2**32) if arguments.seed is None else arguments.seed
    # What breaks is told by the findings.
    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger().setLevel(logging.CRITICAL)
    from tools.fuzz.parts import opened_parts

    begun = time.perf_counter()
    with opened_parts(set(arguments.parts.replace(",", " ").split())) as parts:
        if arguments.place is not None:
            parts[0].check(make_input(parts[0], seed, arguments.place))
            return 0
        print(f"seed {seed}", flush=True)
        results = []
        for part, inputs in zip(parts, shares(parts, arguments.inputs), strict=True):
            results.append(run_part(part, inputs, seed, arguments.findings))
            _tell(results[-1])
    found = sum(len(result.findings) for result in results)
    whole = sum(result.inputs for result in results)
    print(f"{whole:,} inputs in {time.perf_counter() - begun:.0f} s, start included; {found} findings", flush=True)
    return 1 if found else 0


def _tell(result: Result) -> None:
    rate = result.inputs / max(result.seconds, 0.001)
    print(
        f"{result.name:<10} {result.inputs:>7,} inputs {result.seconds:>7.1f} s {rate:>8,.0f} a second, "
        f"slowest {result.slowest * 1000:,.0f} ms, {len(result.findings)} findings",
        flush=True,
    )
    for finding in result.findings:
        print(f"  {finding}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
