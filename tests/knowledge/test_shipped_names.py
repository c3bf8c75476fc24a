"""The conditions that are shipped are found by their everyday names."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.content import read_content
from knowledge.name_index import NameIndex
from knowledge.store import ConditionName

EVERYDAY = {
    "alpha-1": "alpha-1-antitrypsin-deficiency",
    "alport": "alport-syndrome",
    "als": "amyotrophic-lateral-sclerosis",
    "cramp fasciculation": "cramp-fasciculation-syndrome",
    "duchenne": "duchenne-muscular-dystrophy",
    "ehlers danlos": "ehlers-danlos-syndrome",
    "fabrys": "fabry-disease",
    "mediterranean fever": "familial-mediterranean-fever",
    "friedreich's": "friedreich-ataxia",
    "gauchers": "gaucher-disease",
    "huntingtons": "huntington-disease",
    "marfans": "marfan-syndrome",
    "mitochondrial disease": "mitochondrial-genetic-disorders",
    "narcolepsy": "narcolepsy",
    "neurofibromatosis": "neurofibromatosis-type-1",
    "brittle bones": "osteogenesis-imperfecta",
    "prader willi": "prader-willi-syndrome",
    "rett": "rett-syndrome",
    "sarcoid": "sarcoidosis",
    "sjogrens": "sjogren-syndrome",
    "stiff person": "stiff-person-syndrome",
    "thalassaemia": "thalassemia",
    "turners": "turner-syndrome",
    "williams": "williams-syndrome",
    "wilsons": "wilson-disease",
}


def own(slug: str, name: str) -> ConditionName:
    return ConditionName(slug, name, is_own=True)


@pytest.fixture(scope="module")
def shipped() -> NameIndex:
    names = []
    for path in sorted(Path("knowledge/content").glob("*.md")):
        condition = read_content(path)
        names.append(own(condition.slug, condition.name))
        names += [ConditionName(condition.slug, synonym, is_own=False) for synonym in condition.synonyms]
    return NameIndex(names)


def test_every_shipped_condition_has_an_everyday_name_below() -> None:
    assert sorted(EVERYDAY.values()) == sorted(path.stem for path in Path("knowledge/content").glob("*.md"))


@pytest.mark.parametrize(("name", "slug"), EVERYDAY.items())
@pytest.mark.parametrize("message", ["{}", "what is {}", "my son was diagnosed with {}"])
def test_the_shipped_conditions_are_known_by_what_people_call_them(
    shipped: NameIndex, message: str, name: str, slug: str
) -> None:
    assert [mention.slugs for mention in shipped.find(message.format(name))] == [(slug,)]
