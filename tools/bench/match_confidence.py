"""Set the weights of `knowledge/match_confidence.py` on a store's names.

Run `python -m tools.bench.match_confidence DATABASE` from the project's folder. Names that are mistyped are examples
of what is meant; those of conditions that are left out of the store, each as it is, of what is not.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

import numpy as np
from sklearn.linear_model import LogisticRegression

from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.typos import mistyped_questions
from knowledge.match_confidence import FEATURES, features
from knowledge.name_index import NameIndex
from knowledge.name_keys import tokens_of
from knowledge.store import KnowledgeStore
from rareguide.database import open_database

LEFT_OUT, ROUNDS = 0.15, 5
MISTYPED, SEED = 2500, 11


def main() -> None:
    store = KnowledgeStore(open_database(sys.argv[1]))
    examples: list[list[float]] = []
    meant: list[bool] = []
    for values, is_name in [*_mistyped(store), *_left_out(store)]:
        examples.append(values)
        meant.append(is_name)
    model = LogisticRegression(C=1.0, max_iter=2000).fit(examples, meant)
    chances = model.predict_proba(examples)[:, 1]
    is_meant = np.array(meant)
    print(f"{is_meant.sum()} meant, {(~is_meant).sum()} not")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        print(
            threshold, f"{(chances[is_meant] >= threshold).mean():.1%} {(chances[~is_meant] >= threshold).mean():.1%}"
        )
    print("INTERCEPT =", round(float(model.intercept_[0]), 2))
    print("WEIGHTS =", tuple(round(float(weight), 2) for weight in model.coef_[0]), FEATURES)


def _mistyped(store: KnowledgeStore) -> Iterator[tuple[list[float], bool]]:
    index = NameIndex(store.names())
    for question in mistyped_questions(ConditionNames(store), MISTYPED, SEED):
        for values, slugs in _corrected(index, question.case.message):
            if question.case.condition in slugs:
                yield values, True


def _left_out(store: KnowledgeStore) -> Iterator[tuple[list[float], bool]]:
    names = store.names()
    chance = random.Random(SEED)
    slugs = sorted({entry.slug for entry in names})
    for _ in range(ROUNDS):
        hidden = set(chance.sample(slugs, int(len(slugs) * LEFT_OUT)))
        index = NameIndex([entry for entry in names if entry.slug not in hidden])
        for entry in names:
            if entry.slug in hidden:
                for values, _slugs in _corrected(index, f"what is {entry.name}?"):
                    yield values, False


def _corrected(index: NameIndex, text: str) -> Iterator[tuple[list[float], tuple[str, ...]]]:
    tokens = tokens_of(text)
    for one in index.found(text, tokens):
        if one.mention.match == "mistyped":
            written = [token.normal for token in tokens[one.first : one.last + 1]]
            yield features(one.cost, written, one.words), one.mention.slugs


if __name__ == "__main__":
    main()
