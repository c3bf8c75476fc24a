"""Broken files for the importers: each gives a sound record, or says what is wrong with it."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.content import content_files, read_content
from knowledge.importers.errors import ImportRejected
from knowledge.importers.medquad import read_document
from knowledge.importers.page import read_page
from knowledge.records import Record, check_record
from rareguide.settings import ROOT
from tools.fuzz.harness import Wrong
from tools.fuzz.mutations import mutated
from tools.fuzz.safe_html import check_body

PAGES = ROOT / "tests" / "knowledge" / "pages"
MEDQUAD = b"""<?xml version="1.0" encoding="UTF-8"?>
<Document id="0000001" source="GARD" url="https://rarediseases.info.nih.gov/gard/6218/cramp-fasciculation-syndrome">
<Focus>Cramp-fasciculation syndrome</Focus>
<FocusAnnotations><UMLS><CUIs><CUI>C0393907</CUI></CUIs><SemanticTypes><SemanticType>T047</SemanticType>
</SemanticTypes></UMLS><Synonyms><Synonym>Muscular pain fasciculation</Synonym></Synonyms></FocusAnnotations>
<QAPairs><QAPair pid="1"><Question qid="0000001-1" qtype="information">What is (are) it ?</Question>
<Answer>What is it? A rare condition of the muscles.[1]  It has:  - cramps  - twitching [2]</Answer></QAPair>
<QAPair pid="2"><Question qid="0000001-2" qtype="symptoms">What are the symptoms?</Question>
<Answer>The Human Phenotype Ontology provides the following list of signs and symptoms for Cramps. If the information is
available, the table below includes how often the symptom is seen. Signs and Symptoms Approximate number of patients
(when available) Fasciculations 90% Muscle cramps 50% Muscle weakness 7.5% The Human Phenotype Ontology (HPO) has
collected information. Last updated: 6/12/2013.</Answer></QAPair></QAPairs></Document>
"""
SHORT_CONTENT = b"""---
name: Velmont syndrome
synonyms: [Velmont disease, VS]
identifiers: {gard: 6205, omim: ["123456"]}
source: {name: Larkfield Library, url: "https://larkfield.example", license: CC BY 4.0}
sections:
  - section: causes
    question: What causes Velmont syndrome?
    last_updated: 2013-06-12
references:
  - {number: 1, citation: One. 2001., url: "https://example.org/a", accessed: 2013-01-02}
---

## What causes Velmont syndrome?

Changes in a gene.[1]
"""
XML_FRAGMENTS = (
    b"<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;&b;\">]>", b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    b"&c;", b"<?xml version='1.1' encoding='utf-7'?>", b"<?xml version='1.0' encoding='cp037'?>", b"<![CDATA[",
    b"]]>", b"&#0;", b"&#xD800;", b"&#x10FFFF;", b"<Answer>", b"</Answer>", b"<QAPair>", b"<Synonym>x</Synonym>",
    b"<Focus/>", b"&amp;", b'<x xmlns="a">', b"<!--", b"-->", b"[1]", b"[9999999999]", b"- ", b"  ", b"<a><b>",
    b"xi:include", b"\xf0\x9f\xa7\xac", b"[x](javascript:alert(1))", b"&lt;script&gt;", b"100% ",
    b"Signs and Symptoms Approximate number of patients ",
)  # fmt: skip
HTML_FRAGMENTS = (
    b"<div>", b"</div>", b"<ul><li>", b"<ol start=99999999999>", b"<table><tr><td>", b"<h2>What causes it?</h2>",
    b"<sup>", b"</sup>", b"[1]", b"<a href='javascript:alert(1)'>x</a>", b"<a href='data:text/html,x'>",
    b"<a href='//a.example'>", b"<script>alert(1)</script>", b"<img src=x onerror=alert(1)>", b"&lt;script&gt;",
    b"&#0;", b"&#xD800;", b"&#99999999999;", b"<!--", b"-->", b"<![CDATA[", b"<![if", b"<?php", b"<!doctype html>",
    b"<base href=x>", b"<b>", b"</b>", b"<i>", b"`", b"Last updated: 2/31/2013", b"Last updated: 99999999999/1/1",
    b"References", b"  * One. 2001.", b"[x](javascript:a)", b"<svg><style><img/src=x>", b"<h1>",
    b"<title>x | y</title>", b"|||", b"\\", b"Accessed 13/45/20011.",
)  # fmt: skip
YAML_FRAGMENTS = (
    b"---\n", b"a: &a [x, x]\n", b"b: &b [*a, *a, *a]\n", b"*b", b"&a ", b"!!python/object/apply:os.system [id]",
    b"!!binary x", b"!!timestamp 1", b"2013-99-99", b"0001-01-01 00:00:00 +14:00", b"9999-12-31T23:59:59-23:59",
    b"<<: *a\n", b"? ", b": ", b"[", b"{", b"}", b"]", b"'", b'"', b"\\u0000", b'"\\0"', b"|\n", b">-\n",
    b"%YAML 9.9\n", b"99999999999999999999", b"1e999", b"0x_", b".nan", b"~", b"- ", b"## What causes it?\n", b"\t",
    b"[1]", b"[999]", b"[x](javascript:alert(1))", b"<script>", b"gard: 1:20:30\n", b"number: 0o17\n", b"sections:\n",
    b"  ", b"!!set {a}", b"!!omap [a: 1]", b"\xe2\x80\xa8",
)  # fmt: skip


class ImporterPart:
    """Give one importer files that were broken."""

    def __init__(
        self,
        name: str,
        weight: float,
        read: Callable[[Path], Record],
        samples: tuple[bytes, ...],
        fragments: tuple[bytes, ...],
        suffixes: tuple[str, ...],
        folder: Path,
    ) -> None:
        self.name = name
        self.weight = weight
        self.read = read
        self.samples = samples
        self.fragments = fragments
        self.suffixes = suffixes
        self.folder = folder

    def make(self, rng: random.Random) -> tuple[str, bytes]:
        """Return a file's name and its bytes."""
        kind = rng.random()
        if kind < 0.05:
            data = rng.randbytes(rng.randint(0, 300))
        elif kind < 0.12:
            opening, depth = rng.choice(self.fragments), rng.choice((50, 1500, 12_000))
            sample = rng.choice(self.samples)
            at = rng.randint(0, len(sample))
            data = sample[:at] + (opening * depth)[:60_000] + sample[at:]
        else:
            data = mutated(rng, self.samples, self.fragments)
        return f"file{rng.choice(self.suffixes)}", data

    def check(self, value: tuple[str, bytes]) -> None:
        """Read the file: a sound record, or a rejection that says why."""
        name, data = value
        path = self.folder / name
        path.write_bytes(data)
        try:
            record = self.read(path)
        except ImportRejected as rejection:
            if not rejection.problem.strip() or not rejection.remedy.strip():
                raise Wrong(f"a rejection that does not say why: {str(rejection)[:200]}") from rejection
            return
        check_imported(record)


def check_imported(record: Record) -> None:
    """Raise `Wrong` or what it came to, unless a record is sound, may be stored, and holds no script."""
    check_record(record)
    for text in texts_of(asdict(record)):
        if "\x00" in text:
            raise Wrong("a text with a NUL, which PostgreSQL does not take")
        text.encode("utf-8")
    for section in record.sections:
        check_body(section.body)


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text within a value of dictionaries, lists, texts, numbers and dates."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts_of(part)
    elif value is not None and not isinstance(value, (int, float, date)):
        raise Wrong(f"a value of the type {type(value).__name__}")


def importer_parts() -> list[ImporterPart]:
    """Return the three importers' parts, with samples from the project's own content and tests."""
    folder = Path(tempfile.mkdtemp(prefix="rareguide-fuzz-"))
    pages = tuple(path.read_bytes() for path in sorted(PAGES.iterdir()))
    shipped = [path.read_bytes() for path in content_files(ROOT / "knowledge" / "content")]
    smallest = tuple(sorted(shipped, key=len)[:3])
    return [
        ImporterPart(
            "pages", 15, lambda path: read_page(path).record, pages, HTML_FRAGMENTS, (".html", ".txt", ".htm"), folder
        ),
        ImporterPart(
            "medquad", 18, lambda path: read_document(path).record, (MEDQUAD,), XML_FRAGMENTS, (".xml",), folder
        ),
        ImporterPart("content", 12, read_content, (*(SHORT_CONTENT,) * 9, *smallest), YAML_FRAGMENTS, (".md",), folder),
    ]
