"""Broken catalogues, lists of questions and other sites' pages: each is read, or turned down with a reason."""

from __future__ import annotations

import json
import random
import tempfile
from io import BytesIO
from pathlib import Path

import docx
from openpyxl import Workbook

from knowledge.importers.errors import ImportRejected
from knowledge.importers.forms import Findings, Given, SourceFile, read_documents
from knowledge.importers.registry import FORMS
from rareguide.settings import ROOT
from tools.fuzz.harness import Wrong
from tools.fuzz.importers import HTML_FRAGMENTS, XML_FRAGMENTS, YAML_FRAGMENTS, check_imported
from tools.fuzz.mutations import mutated

CATALOGUES = ROOT / "tests" / "knowledge" / "catalogues"
EDITOR = Given(source="Larkfield Library", licence="CC BY 4.0")
WHAT, TREAT = "What is Osier syndrome?", "How is Osier syndrome treated?"
IS, REST = "Osier syndrome is made up.", "Rest is described."
JSON_FRAGMENTS = (
    b"{", b"[", b"]", b"}", b"null", b"NaN", b"-Infinity", b"1e999", b"9" * 400, b'"\\ud800"', b'"\\u0000"', b",,",
    b"true", b'{"question": 1, "answer": []}', b'{"q": {}, "a": null}', b'"@type": "Question"', b'"name": []',
    b'"graphs": 7', b'"nodes": [{}]', b'"edges": [[]]', b'"id": null', b"[](javascript:alert(1))",
)  # fmt: skip
TABLE_FRAGMENTS = (
    b'"', b'""', b"\t", b";", b",", b"sep=|\n", b"question,answer\n", b"\n\n", b"=cmd|' /C calc'!A0",
    b"<script>alert(1)</script>", b"Q: ", b"A: ", b"# ", b"## Treatment\n", b"---\n", b"===\n", b"**", b"HP:",
    b"[Term]\n", b"id: ", b"synonym: \"", b"xref: ", b"is_a: ", b"is_obsolete: true\n", b"#database_id\t", b"OMIM:",
    b"What causes it?", b"[x](javascript:a)",
)  # fmt: skip


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("Osier syndrome", 0)
    for question, answer in ((WHAT, IS), (TREAT, REST)):
        document.add_heading(question, 1)
        document.add_paragraph(answer)
    return _saved(document)


def _workbook() -> bytes:
    book = Workbook()
    sheet = book.create_sheet("FAQ", 0)
    for row in (("question", "answer"), (WHAT, IS), (TREAT, REST)):
        sheet.append(row)
    return _saved(book)


def _saved(document: Workbook | docx.document.Document) -> bytes:
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def samples() -> list[tuple[str, bytes, tuple[bytes, ...]]]:
    """Return sound files of all forms: the ending of the name, what is in it, and what it is broken with."""
    pairs = ((WHAT, IS), (TREAT, REST))
    told = [{"question": question, "answer": answer} for question, answer in pairs]
    page = {
        "@type": "FAQPage",
        "mainEntity": [{"@type": "Question", "name": q, "acceptedAnswer": {"text": a}} for q, a in pairs],
    }
    condition = {
        "name": "Osier syndrome",
        "ghr_page": "https://medlineplus.gov/genetics/condition/osier-syndrome",
        "text-list": [{"text": {"text-role": "description", "html": f"<p>{IS}</p>"}}],
        "synonym-list": [{"synonym": "OS"}],
        "reviewed": "2019-05",
    }
    rasa = (
        f'version: "3.1"\nnlu:\n- intent: faq/what\n  examples: |\n    - {WHAT}\n'
        f'responses:\n  utter_faq/what:\n  - text: "{IS}"\n'
    )
    listed = f"<dl><dt>{WHAT}<dd>{IS}</dl><details><summary>{TREAT}</summary>{REST}</details>"
    plain = {
        ".csv": (f"question,answer\n{WHAT},{IS}\n{TREAT},{REST}\n", TABLE_FRAGMENTS),
        ".tsv": (f"Question\tAnswer\tSource\tMetadata\n{WHAT}\t{IS}\tEditorial\t\n", TABLE_FRAGMENTS),
        ".md": (f"# Osier syndrome\n\n## {WHAT}\n\n{IS}\n\n**{TREAT}**\n\n- {REST}\n", TABLE_FRAGMENTS),
        ".txt": (f"Osier syndrome\n\nQ: {WHAT}\nA: {IS}\n\nQ: {TREAT}\nA: {REST}\n", TABLE_FRAGMENTS),
        ".jsonl": ("\n".join(json.dumps(pair) for pair in told), JSON_FRAGMENTS),
        ".yml": (rasa, YAML_FRAGMENTS),
        ".html": (
            f"<html><h1>Osier syndrome</h1>{listed}",
            HTML_FRAGMENTS,
        ),
        ".htm": (
            f"<html><script type='application/ld+json'>{json.dumps(page)}</script><h1>Osier syndrome</h1>",
            (*HTML_FRAGMENTS, *JSON_FRAGMENTS),
        ),
    }
    as_json = ({"faq": told}, {"qna": [{"q": [WHAT, "Osier?"], "a": IS}]}, condition)
    catalogues = {
        **dict.fromkeys((".obo", ".hpoa", ".txt"), TABLE_FRAGMENTS),
        ".xml": XML_FRAGMENTS,
        ".json": JSON_FRAGMENTS,
    }
    return [
        *((suffix, text.encode(), fragments) for suffix, (text, fragments) in plain.items()),
        *((".json", json.dumps(data).encode(), JSON_FRAGMENTS) for data in as_json),
        *((path.suffix, path.read_bytes(), catalogues[path.suffix]) for path in sorted(CATALOGUES.iterdir())),
        (".docx", _word(), XML_FRAGMENTS),
        (".xlsx", _workbook(), XML_FRAGMENTS),
    ]


class ListsPart:
    """Give the import files of all forms that were broken, as an editor would who does not know their form."""

    name = "lists"
    weight = 18.0

    def __init__(self) -> None:
        self._samples = samples()
        self._folder = Path(tempfile.mkdtemp(prefix="rareguide-fuzz-"))

    def make(self, rng: random.Random) -> tuple[str, bytes]:
        """Return a file's name and its bytes; one in fifty has another form's ending."""
        suffix, sample, fragments = rng.choice(self._samples)
        if rng.random() < 0.02:
            suffix = rng.choice(self._samples)[0]
        return f"file{suffix}", mutated(rng, (sample,), fragments)

    def check(self, value: tuple[str, bytes]) -> None:
        """Recognise and read the file: sound records, or a reason why there are none."""
        name, data = value
        path = self._folder / name
        path.write_bytes(data)
        file = SourceFile(path, name, path)
        form = next((form for form in FORMS if form.recognises(file)), None)
        if form is None:
            return
        told: list[str] = []
        try:
            documents = list(read_documents(form, [file], EDITOR, Findings(), lambda _, reason: told.append(reason)))
        except ImportRejected as rejection:
            told.append(f"{rejection.problem}{rejection.remedy}")
            documents = []
        if any(not reason.strip() for reason in told):
            raise Wrong("a rejection that does not say why")
        for document in documents:
            check_imported(document.record)
