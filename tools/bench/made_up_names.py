"""Make up a store's worth of names, built as those of rare conditions are, always the same ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from knowledge.names import normalise_name
from knowledge.store import ConditionName

ONSETS = "b br c ch cl d dr f fl g gr h j k kl l m n p pr r s sch st t tr v w z".split()
VOWELS = "a e i o u ai ei ou au ie".split()
ENDS = "n r l s ck th nd rt lm x ss tz mann son ski berg er ard in elli".split()
STEMS = (
    "neuro myo cardio osteo chondro dermo hepato nephro cerebro spino oculo oto encephalo ceno lipo glyco muco "
    "angio fibro kerato melano cranio dento gastro cysto leuko thrombo hemo phaco arthro tricho onycho palmo ptero"
).split()
TAILS = (
    "pathy dystrophy dysplasia itis osis emia uria plegia atrophy sclerosis megaly oma trichosis penia dactyly".split()
)
QUALITIES = (
    "familial congenital hereditary juvenile infantile progressive autosomal recessive dominant benign atypical "
    "isolated multiple primary idiopathic neonatal X-linked acquired severe mild chronic sporadic late-onset"
).split()
PARTS = (
    "muscular cerebellar retinal renal cutaneous hepatic skeletal spinal optic cardiac facial dental corneal "
    "pulmonary vascular adrenal thyroid epidermal mitochondrial lysosomal"
).split()
SIGNS = (
    "deafness cataract seizures microcephaly obesity anemia ataxia ichthyosis short-stature epilepsy polydactyly "
    "hypotonia cleft-palate scoliosis blindness coloboma alopecia lymphedema"
).split()


def made_up_names(conditions: int = 10_000, names_each: int = 5, seed: int = 7) -> list[ConditionName]:
    """Return the names of made-up conditions, `names_each` for each, of which the first is its own."""
    chance = random.Random(seed)
    taken: set[str] = set()
    surnames = [_surname(chance) for _ in range(max(20, conditions * 2 // 5))]
    names = []
    for number in range(conditions):
        fresh = _fresh_names(chance, surnames, taken)
        for place in range(names_each):
            names.append(ConditionName(f"condition-{number}", next(fresh), place == 0))
    return names


def _surname(chance: random.Random) -> str:
    syllables = "".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(chance.choice([1, 2, 2])))
    return (syllables + chance.choice(ENDS)).capitalize()


def _fresh_names(chance: random.Random, surnames: list[str], taken: set[str]) -> Iterator[str]:
    while True:
        name = chance.choices(PATTERNS, WEIGHTS)[0](chance, surnames)
        if normalise_name(name) not in taken:
            taken.add(normalise_name(name))
            yield name


def _compound(chance: random.Random) -> str:
    stems = "".join(chance.sample(STEMS, chance.choice([1, 2])))
    return (stems + chance.choice(TAILS)).capitalize()


def _eponym(chance: random.Random, surnames: list[str]) -> str:
    people = chance.sample(surnames, chance.choice([1, 2, 2, 3]))
    return "-".join(people) + " " + chance.choice(["syndrome", "disease", "syndrome", "anomaly"])


def _described(chance: random.Random, _: list[str]) -> str:
    return f"{chance.choice(QUALITIES)} {chance.choice(PARTS)} {_compound(chance)}".capitalize()


def _numbered(chance: random.Random, surnames: list[str]) -> str:
    base = chance.choice([_compound(chance), _eponym(chance, surnames)])
    return f"{base} type {chance.choice('1 2 3 4 II III IV 1A 2B IIIC A B'.split())}"


def _with_signs(chance: random.Random, _: list[str]) -> str:
    signs = [sign.replace("-", " ") for sign in chance.sample(SIGNS, chance.choice([2, 3]))]
    return f"{_compound(chance)} with {' and '.join(signs)}"


def _turned(chance: random.Random, surnames: list[str]) -> str:
    return f"{_compound(chance)}, {chance.choice(QUALITIES)}, {chance.choice(surnames)} type"


def _chromosome(chance: random.Random, _: list[str]) -> str:
    arm = f"{chance.randint(1, 22)}{chance.choice('pq')}{chance.randint(11, 36)}.{chance.randint(1, 4)}"
    return f"Chromosome {arm} {chance.choice(['deletion', 'duplication', 'microdeletion syndrome'])}"


def _acronym(chance: random.Random, _: list[str]) -> str:
    letters = "".join(chance.choice("ABCDEFGHIKLMNOPRSTUVWX") for _ in range(chance.choice([3, 4, 4, 5])))
    return letters + chance.choice(["", "", "1", "2"])


PATTERNS: list[Callable[[random.Random, list[str]], str]] = [
    _eponym, _described, _numbered, _with_signs, _turned, _chromosome, _acronym
]  # fmt: skip
WEIGHTS = [28, 22, 16, 14, 10, 4, 6]
