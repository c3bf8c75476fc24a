"""Measure how well and how fast the names of conditions are found in messages.

Run `python -m tools.bench.names [--database URL] [--generated 10000] [--count 400] [--seed 1] [--show 5]` from the
project's folder. Without `--generated` the names are those of a store; without `--database`, of the running one's.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ruamel.yaml import YAML

from knowledge.name_index import Mention, NameIndex
from knowledge.names import normalise_name
from knowledge.store import ConditionName, KnowledgeStore
from rareguide.database import open_database
from rareguide.settings import ROOT, load_settings
from tools.bench.made_up_names import made_up_condition, made_up_names
from tools.bench.mistakes_in_names import MISTAKES

FRAMES = (
    "{}", "{}?", "what is {}?", "what are the symptoms of {}", "how is {} treated", "is there a cure for {}?",
    "my son has {}, will he be ok?", "I was diagnosed with {} last week and want to know what causes it",
    "tell me about {}", "Is {} hereditary?", "life expectancy {}", "{} treatment", "and what about {}?",
    "can you tell me which doctors know about {} please", "how common is {} in women?", "does {} run in families",
    "My daughter (4 years old) was just found to have {}. What should we expect when she grows up?",
    "Hello, my husband's mother died of {} and now we wonder whether our children should be tested for it.",
    "I read on a forum that {} can be mistaken for a tick bite; is that so, and how do doctors tell them apart?",
    "Dear team, we live in a small town and nobody here has ever heard of {}. Where can we find other families?",
)  # fmt: skip
SENTENCE_FILES = ("small_talk", "noise", "person", "privacy", "about_the_answer", "conversation", "advice")
OUTCOMES = ("taken", "offered", "asked", "wrong", "none")
OFFERED = 3
STORY = "We have been to the hospital in {} and they said that my daughter may need an operation on her hand. "


@dataclass
class Tally:
    """Count what came of the messages of one kind, with the milliseconds that each took."""

    outcomes: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def add(self, message: str, outcome: str, milliseconds: float, found: Sequence[str]) -> None:
        """Count one message; keep it when its names were not found."""
        self.outcomes[outcome] += 1
        self.milliseconds.append(milliseconds)
        if outcome in ("wrong", "none", "asked"):
            self.failed.append(f"{outcome:6} {message[:110]!r} {list(found[:4])}")


def main() -> None:
    arguments = _arguments()
    names = _names(arguments)
    names_of: dict[str, set[str]] = defaultdict(set)
    own_of: dict[str, set[str]] = defaultdict(set)
    for entry in names:
        (own_of if entry.is_own else names_of)[normalise_name(entry.name)].add(entry.slug)
    before = _megabytes()
    begin = time.perf_counter()
    index = NameIndex(names)
    print(f"{len(names)} names, index built in {time.perf_counter() - begin:.2f} s, {_megabytes() - before:.0f} MB")
    chance = random.Random(arguments.seed)
    meant = {normal: own_of.get(normal) or names_of[normal] for normal in {*names_of, *own_of}}
    _print_header()
    chosen = [entry for entry in names if entry.is_own or not arguments.own]
    for kind in ("as it is", *MISTAKES):
        _print_row(kind, _measure(index, _written(chosen, meant, kind, arguments.count, chance)), arguments.show)
    _print_row("not in the store", _measure(index, _made_up(meant, arguments.count, chance)), arguments.show)
    hidden = set(chance.sample(sorted({entry.slug for entry in names}), min(300, len(names) // 20)))
    others = NameIndex([entry for entry in names if entry.slug not in hidden])
    left_out: list[tuple[str, set[str]]] = [
        (chance.choice(FRAMES).format(entry.name), set())
        for entry in names
        if entry.is_own and entry.slug in hidden and meant[normalise_name(entry.name)] == {entry.slug}
    ]
    _print_row("left out of it", _measure(others, left_out), arguments.show)
    _print_row("ordinary", _measure(index, ((one, set()) for one in _ordinary_sentences())), 15)
    for letters in (1000, 5000):
        story = (STORY.format(names[len(names) // 2].name) + "She likes maths and drawign. ") * 50
        _print_row(f"{letters} letters", _measure(index, [(story[:letters], {names[len(names) // 2].slug})] * 5), 0)


def _measure(index: NameIndex, cases: Iterable[tuple[str, set[str]]]) -> Tally:
    tally = Tally()
    for message, slugs in cases:
        begin = time.perf_counter()
        mentions = index.find(message)
        taken = (time.perf_counter() - begin) * 1000
        found = [slug for mention in mentions for slug in mention.slugs]
        tally.add(message, _outcome(mentions, slugs), taken, found)
    return tally


def _outcome(found: list[Mention], meant: set[str]) -> str:
    """Say what came of a message: all of the conditions that a shared name stands for count as taken."""
    if not found:
        return "none"
    if not meant:
        return "asked" if all(mention.is_ambiguous for mention in found) else "wrong"
    if all(set(mention.slugs) == meant and mention.is_ambiguous == (len(meant) > 1) for mention in found):
        return "taken"
    if any(meant & set(mention.slugs[:OFFERED]) for mention in found):
        return "offered"
    return "asked" if all(mention.is_ambiguous for mention in found) else "wrong"


def _written(
    names: list[ConditionName], meant: dict[str, set[str]], kind: str, count: int, chance: random.Random
) -> list[tuple[str, set[str]]]:
    """Return questions in which names stand as that kind of mistake makes them, with the conditions meant."""
    cases = []
    for entry in chance.sample(names, min(count * 4, len(names))):
        slugs = meant[normalise_name(entry.name)]
        if entry.slug not in slugs or (kind != "as it is" and (len(slugs) > 1 or not _can_be_mistyped(entry.name))):
            continue
        if kind == "initials" and not entry.is_own:
            continue
        written = entry.name if kind == "as it is" else MISTAKES[kind](entry.name, chance)
        normal = normalise_name(written)
        if kind != "as it is" and (written == entry.name or meant.get(normal, slugs) != slugs):
            continue
        lowered = written if entry.name.isupper() or kind == "initials" or chance.random() < 0.5 else written.lower()
        cases.append((chance.choice(FRAMES).format(lowered), slugs))
    return cases[:count]


def _can_be_mistyped(name: str) -> bool:
    """Return whether a name has a word that is no acronym; another letter makes another one of these."""
    return re.search(r"[a-z]{4}", name) is not None or re.search(r"[A-Z]{6}", name) is not None


def _made_up(meant: dict[str, set[str]], count: int, chance: random.Random) -> list[tuple[str, set[str]]]:
    made_up = [made_up_condition(chance) for _ in range(count)]
    return [(chance.choice(FRAMES).format(name), set()) for name in made_up if normalise_name(name) not in meant]


def _ordinary_sentences() -> list[str]:
    sentences = []
    for name in SENTENCE_FILES:
        for block in YAML(typ="safe").load((ROOT / "data" / "nlu" / f"{name}.yml").read_text("utf-8"))["nlu"]:
            lines = [line.strip()[2:] for line in block["examples"].splitlines()]
            sentences += [line for line in lines if line and "](condition)" not in line]
    return sentences


def _print_header() -> None:
    print(f"{'':18}{'number':>7}" + "".join(f"{outcome:>9}" for outcome in OUTCOMES) + f"{'median':>9}{'p95':>8} ms")


def _print_row(kind: str, tally: Tally, show: int) -> None:
    number = tally.outcomes.total()
    shares = "".join(f"{tally.outcomes[outcome] / max(1, number):9.1%}" for outcome in OUTCOMES)
    times = sorted(tally.milliseconds) or [0.0]
    print(f"{kind:18}{number:7}{shares}{statistics.median(times):9.2f}{times[int(len(times) * 0.95)]:8.2f}", flush=True)
    for line in [line for line in tally.failed if tally.outcomes["none"] < number * 0.7 or "none" not in line][:show]:
        print("   ", line)


def _names(arguments: argparse.Namespace) -> list[ConditionName]:
    if arguments.generated:
        return made_up_names(arguments.generated)
    return KnowledgeStore(open_database(arguments.database or load_settings().store_url)).names()


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="address of the store whose names are taken")
    parser.add_argument("--generated", type=int, default=0, help="take so many made-up conditions instead")
    parser.add_argument("--count", type=int, default=400, help="messages of each kind")
    parser.add_argument("--own", action="store_true", help="mistype only the conditions' own names")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="failures of each kind to print")
    return parser.parse_args()


if __name__ == "__main__":
    main()
