"""What clinicians and others write in short is written out before names are looked for, and pointed to as written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.name_index import NameIndex
from knowledge.short_forms import short_forms, written_out
from knowledge.store import ConditionName
from rareguide.rule_files import BadRules

STORED = {
    "dhpr": ["Dihydropteridine reductase deficiency", "DHPR deficiency"],
    "beta-thal": ["Beta-thalassemia", "Beta thalassemia major"],
    "huntington": ["Huntington disease"],
    "tsc1": ["Tuberous sclerosis, type 1"],
    "tsc2": ["Tuberous sclerosis, type 2"],
    "vascular-eds": ["Ehlers-Danlos syndrome, vascular type"],
    "nf1": ["Neurofibromatosis type 1", "NF1"],
    "nf2": ["Neurofibromatosis type 2"],
    "vf": ["Paroxysmal ventricular fibrillation", "IVF"],
    "hepatic": ["Congenital hepatic fibrosis"],
}
INDEX = NameIndex(
    ConditionName(slug, name, place == 0) for slug, names in STORED.items() for place, name in enumerate(names)
)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Fabry tx", "Fabry treatment"),
        ("DHPR def - dx?", "DHPR deficiency - diagnosis?"),
        ("I def want to know", "I def want to know"),
        ("pts w/ Pompe dz", "patients with Pompe disease"),
        ("CF sx", "cystic fibrosis symptoms"),
        ("pku dx?", "phenylketonuria diagnosis?"),
        ("a CF gene", "a CF gene"),
        ("cf. the page above", "cf. the page above"),
        ("NF1 vs NF2 gene", "neurofibromatosis type 1 vs neurofibromatosis type 2 gene"),
    ],
)
def test_short_forms_are_written_out_where_they_are_meant(text: str, whole: str) -> None:
    assert written_out(text).text == whole


def test_what_the_store_calls_a_condition_stays_as_it_is() -> None:
    assert written_out("CF treatment", {"cf"}).text == "CF treatment"


@given(st.lists(st.sampled_from([*short_forms().around_names, *short_forms().conditions, "and", "Fabry", "?", "é"])))
def test_each_character_points_to_where_it_was_written(words: list[str]) -> None:
    text = " ".join(words)

    out = written_out(text)

    assert len(out.starts) == len(out.ends) == len(out.text)
    assert list(out.starts) == sorted(out.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(out.starts, out.ends, strict=True))
    assert all(
        out.text[place] == text[out.starts[place]] or out.ends[place] - out.starts[place] > 1
        for place in range(len(out.text))
    )


@pytest.mark.parametrize(
    ("text", "said", "slugs"),
    [
        ("DHPR def - dx?", "DHPR def", ("dhpr",)),
        ("beta thal major tx", "beta thal major", ("beta-thal",)),
        ("any tx for Huntington dz", "Huntington dz", ("huntington",)),
        ("TSC inheritance", "TSC", ("tsc1", "tsc2")),
        ("vEDS - life expectancy", "vEDS", ("vascular-eds",)),
    ],
)
def test_a_name_with_short_forms_is_found_and_quoted_as_written(text: str, said: str, slugs: tuple[str, ...]) -> None:
    (mention,) = INDEX.read(text).mentions

    assert (mention.text, text[mention.start : mention.end], mention.slugs) == (said, said, slugs)


@pytest.mark.parametrize("text", ["CF tx?", "cf", "does CF run in families"])
def test_an_acronym_of_a_condition_that_is_not_there_is_said_to_be_unknown(text: str) -> None:
    (unknown,) = INDEX.read(text).unknown

    assert (text[unknown.start : unknown.end].lower(), unknown.guesses) == ("cf", ())


@pytest.mark.parametrize(
    "text", ["IVF", "can we have IVF testing", "MRI findings", "the NHS pays", "GP letter", "DNA?"]
)
def test_an_acronym_that_is_no_condition_names_none(text: str) -> None:
    names = INDEX.read(text)

    assert (names.mentions, names.unknown) == ([], [])


@pytest.mark.parametrize("content", ["conditions: {CF: cystic fibrosis}", "around_names: []", "- tx"])
def test_a_wrong_file_of_short_forms_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "short_forms.yml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(BadRules, match=r"short_forms\.yml"):
        short_forms(path)
