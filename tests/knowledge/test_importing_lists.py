"""What editors bring (lists of questions, other assistants' exports, other sites' pages) and what it comes to."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import Workbook

from commands.importing import sort_files
from knowledge.importers.forms import Findings, Given, SourceFile, read_documents
from knowledge.importers.headings import heads_other_names, section_of_heading
from knowledge.importers.question_names import name_in_question
from knowledge.importers.registry import FORMS
from knowledge.records import Record, check_record

LIBRARY = Given(source="Larkfield Library", licence="CC BY 4.0")
WHAT = "What is Osier syndrome?"
TREAT = "How is Osier syndrome treated?"
IS = "Osier syndrome is made up."
REST = "Rest is described."


def read(*paths: Path, given: Given = LIBRARY, form: str | None = None) -> tuple[list[Record], Findings]:
    """Read files in the form that is recognised; what is rejected is raised."""
    files = [SourceFile(path, str(path), path) for path in paths]
    known = next(each for each in FORMS if each.recognises(files[0]))
    assert form is None or known.name == form
    findings = Findings()

    def reject(_name: str, reason: str) -> None:
        raise AssertionError(reason)

    records = [document.record for document in read_documents(known, files, given, findings, reject)]
    for record in records:
        check_record(record)
    return records, findings


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def told(record: Record) -> dict[str, str]:
    return {section.type: section.body for section in record.sections}


def workbook(folder: Path, rows: list[list[Any]], title: str = "Sheet1") -> Path:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(folder / "list.xlsx")
    return folder / "list.xlsx"


def word(folder: Path) -> Path:
    document = docx.Document()
    document.add_heading("Osier syndrome", 0)
    document.add_paragraph("Licence: CC0")
    document.add_heading(WHAT, 1)
    document.add_paragraph(IS)
    document.add_paragraph("tired hands", style="List Bullet")
    document.add_paragraph("How is it treated?")
    document.add_paragraph(REST)
    table = document.add_table(rows=0, cols=2)
    for asked, answered in (("Is it inherited?", "No."), ("How common is it?", "Nobody knows.")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = asked, answered
    document.save(str(folder / "leaflet.docx"))
    return folder / "leaflet.docx"


FAQ_DATA = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "publisher": {"@type": "Organization", "name": "Velmont Hospital"}},
        {
            "@type": "FAQPage",
            "mainEntity": [
                {"@type": "Question", "name": WHAT, "acceptedAnswer": {"@type": "Answer", "text": f"<p>{IS}</p>"}},
                {"@type": "Question", "name": TREAT, "acceptedAnswer": {"@type": "Answer", "text": REST}},
            ],
        },
    ],
}
RASA = f"""\
version: "3.1"
nlu:
- intent: faq/what
  examples: |
    - tell me about [Osier syndrome](condition)
    - {WHAT}
- intent: faq/treatment
  examples: |
    - {TREAT}
responses:
  utter_faq/what:
  - text: "{IS}"
  utter_faq/treatment:
  - text: "{REST}"
"""
LISTS = {
    "list.csv": ("table", f"question,answer\n{WHAT},{IS}\n{TREAT},{REST}\n"),
    "semicolons.csv": ("table", f"sep=;\nFrage;Question;Answer\n1;{WHAT};{IS}\n2;{TREAT};{REST}\n"),
    "bare.csv": ("table", f'{WHAT},"{IS}"\n{TREAT},{REST}\n'),
    "kb.tsv": ("table", f"Question\tAnswer\tSource\tMetadata\n{WHAT}\t{IS}\tEditorial\t\n{TREAT}\t{REST}\t\t\n"),
    "faq.md": ("document", f"# Osier syndrome\n\n## {WHAT}\n\n{IS}\n\n## Treatment\n\n{REST}\n"),
    "bold.md": ("document", f"# FAQ: Osier syndrome\n\n**{WHAT}**\n\n{IS}\n\n**How is it treated?**\n\n{REST}\n"),
    "asked.md": ("document", f"Q: {WHAT}\nA: {IS}\n\nQ: {TREAT}\nA: {REST}\n"),
    "under.md": ("document", f"Osier syndrome\n==============\n\n{WHAT}\n-----\n{IS}\n\n{TREAT}\n-----\n{REST}\n"),
    "asked.txt": ("document", f"Osier syndrome\n\nQ: {WHAT}\nA: {IS}\n\nQ: {TREAT}\nA: {REST}\n"),
    "list.json": ("table", json.dumps([{"question": WHAT, "answer": IS}, {"question": TREAT, "answer": REST}])),
    "faq.json": ("table", json.dumps({"faq": [{"Question": WHAT, "Answer": IS}, {"Question": TREAT, "Answer": REST}]})),
    "list.jsonl": (
        "table",
        "\n".join(json.dumps({"question": q, "answer": a}) for q, a in ((WHAT, IS), (TREAT, REST))),
    ),
    "short.json": (
        "table",
        json.dumps(
            {
                "disease": "Osier syndrome",
                "title": "FAQ",
                "tags": [],
                "faqs": [{"q": "What is it?", "a": IS}, {"q": TREAT, "a": REST}],
            }
        ),
    ),
    "numbered.md": ("document", f"# Osier syndrome\n\n## 1. {WHAT}\n\n{IS}\n\n## Q2: {TREAT}\n\n{REST}\n"),
    "qna.json": ("qnabot", json.dumps({"qna": [{"q": [WHAT, "Osier?"], "a": IS}, {"q": [TREAT], "a": REST}]})),
    "nlu.yml": ("rasa", RASA),
    "accordion.html": (
        "web",
        f"<html><button>Donate</button><h1>Osier syndrome</h1><h3><button>{WHAT}</button></h3><p>{IS}"
        f"<h3><button>{TREAT}</button></h3><p>{REST}</html>",
    ),
    "disclosures.html": (
        "web",
        "<html><button aria-expanded=false aria-controls=menu>Menu</button><p id=menu>Home<h1>Osier syndrome</h1>"
        f"<button aria-expanded=false aria-controls=a>{WHAT}</button><div id=a hidden><p>{IS}</div>"
        f"<button aria-expanded=false aria-controls=b>Treatment</button><div id=b hidden><p>{REST}</div></html>",
    ),
    "dl.html": (
        "web",
        f"<html><h1>Osier syndrome</h1><dl><dt>{WHAT}<dd>{IS}<dt>Can it be treated?<dd>{REST}</dl></html>",
    ),
    "details.html": (
        "web",
        f"<html><title>Osier syndrome FAQ</title><details><summary>{WHAT}</summary><p>{IS}</p></details>"
        f"<details><summary>{TREAT}</summary>{REST}</details></html>",
    ),
    "data.html": ("web", f'<html><script type="application/ld+json">{json.dumps(FAQ_DATA)}</script></html>'),
    "headings.html": (
        "web",
        f"<html><main><h1>FAQs</h1><h2>{WHAT}</h2><p>{IS}</p><h2>{TREAT}</h2><p>{REST}</p></main></html>",
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_each_form_gives_the_same_condition(tmp_path: Path, name: str) -> None:
    form, text = LISTS[name]
    [record], _ = read(written(tmp_path, name, text), form=form)
    assert (record.name, record.slug) == ("Osier syndrome", "osier-syndrome")
    assert told(record) == {"overview": IS, "treatment": REST}


def test_excel_with_a_column_for_all_that_can_be_said(tmp_path: Path) -> None:
    header = ["Disease", "Other names", "Question", "Answer", "Section", "Source", "Link", "License", "Last updated"]
    header += ["Reviewed by", "Reviewed on"]
    row = [
        "Osier syndrome",
        "OS; Osier palsy",
        "Hands?",
        "Tired.",
        "symptoms",
        "A book",
        "https://example.org/b",
        "CC0",
    ]
    [record], _ = read(
        workbook(tmp_path, [["A list"], header, [*row, date(2024, 5, 6), "Dr. Reed", "2024-06-07"]]),
        given=Given(),
        form="table",
    )
    [section] = record.sections
    assert (record.synonyms, section.type, section.body) == (("OS", "Osier palsy"), "symptoms", "Tired.")
    assert section.last_updated == date(2024, 5, 6)
    assert (section.reviewed_by, section.reviewed_on) == ("Dr. Reed", date(2024, 6, 7))
    assert (section.source.name, section.source.url, section.source.license) == (
        "A book",
        "https://example.org/b",
        "CC0",
    )


def test_word_with_headings_lists_questions_and_tables(tmp_path: Path) -> None:
    [record], _ = read(word(tmp_path), form="document")
    assert told(record) == {
        "overview": f"{IS}\n\n- tired hands",
        "treatment": REST,
        "inheritance": "No.",
        "frequency": "Nobody knows.",
    }
    assert {section.source.license for section in record.sections} == {"CC0"}


def test_one_list_may_speak_of_several_conditions(tmp_path: Path) -> None:
    rows = f"question,answer\n{WHAT},{IS}\nHow is it treated?,{REST}\nWhat causes Velmont fever?,Heat.\n"
    records, _ = read(written(tmp_path, "list.csv", rows))
    assert [(record.name, told(record)) for record in records] == [
        ("Osier syndrome", {"overview": IS, "treatment": REST}),
        ("Velmont fever", {"causes": "Heat."}),
    ]


def test_what_is_about_another_condition_or_nothing_is_left_out(tmp_path: Path) -> None:
    text = f"# Osier syndrome\n\n## {WHAT}\n\n{IS}\n\n## {TREAT}\n\n{REST}\n\n"
    text += "## What is Velmont fever?\n\nAnother.\n\n## Do you take walk-ins?\n\nYes.\n"
    [record], findings = read(written(tmp_path, "faq.md", text))
    assert told(record) == {"overview": IS, "treatment": REST}
    assert [note.split(": ", 1)[1] for note in findings.notes] == [
        "left out 'What is Velmont fever?', which names no condition, or another one",
        "left out 'Do you take walk-ins?', which tells no section",
    ]


def test_a_list_about_something_else_is_turned_down(tmp_path: Path) -> None:
    rows = "question,answer\nHow do I reset my password?,Click.\nWhat is Passkeeper?,A tool.\nCan I export it?,Yes.\n"
    with pytest.raises(AssertionError, match="tell their condition and a section"):
        read(written(tmp_path, "list.csv", rows))


@pytest.mark.parametrize("name", ["list.csv", "faq.md", "qna.json", "nlu.yml", "dl.html"])
def test_without_a_source_one_is_asked_for(tmp_path: Path, name: str) -> None:
    with pytest.raises(AssertionError, match=r"does not say where its texts come from.*--source.*--licence"):
        read(written(tmp_path, name, LISTS[name][1]), given=Given())


@pytest.mark.parametrize(
    ("name", "text", "source", "licence"),
    [
        ("data.html", LISTS["data.html"][1], "Velmont Hospital", "CC BY 4.0"),
        (
            "site.html",
            f"<html><h1>Osier syndrome</h1><h2>Epidemiology</h2>{IS}<footer>Copyright ©2024 Osier Trust, Inc. "
            "All rights reserved.</footer></html>",
            "Osier Trust",
            "Copyright ©2024 Osier Trust, Inc. All rights reserved.",
        ),
        ("said.md", f"# Osier syndrome\n\nSource: A clinic\nLicence: CC0\n\n## {WHAT}\n\n{IS}\n", "A clinic", "CC0"),
        (
            "front.md",
            f"---\ntitle: Osier syndrome\nsource: A clinic\n---\n\n## {WHAT}\n\n{IS}\n",
            "A clinic",
            "CC BY 4.0",
        ),
    ],
    ids=["publisher", "rights", "lines", "front matter"],
)
def test_what_a_file_says_of_its_source_comes_first(
    tmp_path: Path, name: str, text: str, source: str, licence: str
) -> None:
    [record], findings = read(written(tmp_path, name, text))
    assert {(section.source.name, section.source.license) for section in record.sections} == {(source, licence)}
    assert findings.notes[-1].endswith("and not 'Larkfield Library'")


def test_a_saved_page_that_is_not_of_gard_is_not_credited_to_it(tmp_path: Path) -> None:
    page = written(
        tmp_path, "page.txt", f"Osier syndrome\n\nSee Disclaimer regarding information on this site\n\n{WHAT}\n{IS}\n"
    )
    [form] = [form for form in FORMS if form.name == "page"]
    rejected: list[str] = []
    files = [SourceFile(page, str(page), page)]
    list(read_documents(form, files, Given(), Findings(), lambda _, reason: rejected.append(reason)))
    assert "does not say that it is GARD's" in rejected[0]
    [document] = read_documents(form, files, LIBRARY, Findings(), lambda *_: None)
    assert [section.source.name for section in document.record.sections] == ["Larkfield Library"]


@pytest.mark.parametrize("name", ["list.csv", "faq.md", "headings.html", "data.html"])
def test_what_only_links_to_gard_is_not_gards(tmp_path: Path, name: str) -> None:
    form, text = LISTS[name]
    link = "https://rarediseases.info.nih.gov/diseases/1/osier"
    linked = text.replace(REST, f"{REST} See the Genetic and Rare Diseases Information Center: {link}")
    [record], _ = read(written(tmp_path, name, linked), form=form)
    assert not any("GARD" in section.source.name for section in record.sections)


SITE = """\
<html><head><title>Osier Syndrome - Rare Library</title>
<link rel="canonical" href="https://rare.example.org/osier"></head>
<body><main><h1>Osier Syndrome</h1><p>With thanks.</p>
<h2>Synonyms of Osier Syndrome</h2><ul><li>OS</li><li>Osier palsy</li></ul>
<h2>General Discussion</h2><p>It is made up.[1]</p><h3>In adults</h3><p>It is mild.</p>
<h2>Signs &amp; Symptoms</h2><p>Tired hands.[7]</p>
<h2>Affected Populations</h2><p>Few.</p><h2>Standard Therapies</h2><p>Rest.</p>
<h2>Investigational Therapies</h2><p>None.</p>
<h2>References</h2><ul><li>Alder E. Hands. 2001.</li></ul></main></body></html>
"""


def test_headings_of_other_sites_find_their_section(tmp_path: Path) -> None:
    [record], _ = read(written(tmp_path, "site.html", SITE), given=Given(), form="web")
    assert (record.name, record.synonyms) == ("Osier Syndrome", ("OS", "Osier palsy"))
    assert told(record) == {
        "overview": "It is made up.[1]\n\n**In adults**\n\nIt is mild.",
        "symptoms": "Tired hands.",
        "frequency": "Few.",
        "treatment": "Rest.",
        "research": "None.",
    }
    assert [reference.citation for reference in record.sections[0].references] == ["Alder E. Hands. 2001."]
    assert {section.source.name for section in record.sections} == {"rare.example.org"}


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Epidemiology", "frequency"),
        ("EPIDEMIOLOGY:", "frequency"),
        ("2. Signs & Symptoms", "symptoms"),
        ("Etiology of Osier syndrome", "causes"),
        ("Outlook (Prognosis)", "prognosis"),
        ("Our team", None),
    ],
)
def test_headings_are_looked_up(heading: str, section: str | None) -> None:
    assert section_of_heading(heading) == section
    assert not heads_other_names(heading)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What is Osier syndrome?", "Osier syndrome"),
        ("what are the symptoms of Osier syndrome in children?", "Osier syndrome"),
        ("What is the life expectancy of someone with Osier syndrome?", "Osier syndrome"),
        ("Can people with Osier syndrome have children?", "Osier syndrome"),
        ("Is there a cure for Osier syndrome?", "Osier syndrome"),
        ("Tell me about Osier syndrome", "Osier syndrome"),
        ("What is a gene?", None),
        ("What are the symptoms?", None),
        ("How is it treated?", None),
        ("Is it inherited?", None),
        ("Where can I park?", None),
    ],
)
def test_a_question_names_its_condition_or_none(question: str, name: str | None) -> None:
    assert name_in_question(question) == name


MEDLINEPLUS = {
    "name": "Osier syndrome",
    "ghr_page": "https://medlineplus.gov/genetics/condition/osier-syndrome",
    "text-list": [{"text": {"text-role": "description", "html": "<p>It is <i>made up</i>.</p>"}}],
    "inheritance-pattern-list": [{"inheritance-pattern": {"code": "ad", "memo": "Autosomal dominant"}}],
    "related-gene-list": [{"related-gene": {"gene-symbol": "OSR1"}}],
    "synonym-list": [{"synonym": "OS"}],
    "db-key-list": [{"db-key": {"db": "OMIM", "key": "999901"}}],
    "reviewed": "2019-05-01",
}
MEDLINEPLUS_XML = """\
<summaries xmlns="https://medlineplus.gov/x.xsd" xmlns:html="http://www.w3.org/1999/xhtml">
<health-condition-summary id="1">
<name>Osier syndrome</name><ghr-page>https://medlineplus.gov/genetics/condition/osier-syndrome</ghr-page>
<text-list><text><text-role>description</text-role>
<html><html:p>It is <html:i>made up</html:i>.</html:p></html></text></text-list>
<inheritance-pattern-list><inheritance-pattern><code>ad</code><memo>Autosomal dominant</memo></inheritance-pattern>
</inheritance-pattern-list>
<related-gene-list><related-gene><gene-symbol>OSR1</gene-symbol></related-gene></related-gene-list>
<synonym-list><synonym>OS</synonym></synonym-list><db-key-list><db-key><db>OMIM</db><key>999901</key></db-key></db-key-list>
<reviewed>2019-05-01</reviewed></health-condition-summary></summaries>
"""


@pytest.mark.parametrize(("name", "text"), [("c.json", json.dumps(MEDLINEPLUS)), ("all.xml", MEDLINEPLUS_XML)])
def test_medlineplus_data(tmp_path: Path, name: str, text: str) -> None:
    [record], _ = read(written(tmp_path, name, text), given=Given(), form="medlineplus")
    assert told(record) == {"overview": "It is *made up*.", "causes": "- OSR1", "inheritance": "- Autosomal dominant"}
    assert (record.name, record.synonyms, record.identifiers.omim) == ("Osier syndrome", ("OS",), ("999901",))
    assert {section.last_updated for section in record.sections} == {date(2019, 5, 1)}
    assert {section.source.name for section in record.sections} == {
        "MedlinePlus Genetics (National Library of Medicine)"
    }


MEDLINEPLUS_TEXT = """\
Skip navigation

URL of this page: https://medlineplus.gov/genetics/condition/osier-syndrome/

Osier syndrome

Description

It is made up.

Other Names for This Condition

OS
Osier palsy

Additional Information & Resources

Genetic Testing Registry: Osier syndrome
"""
MEDLINEPLUS_HTML = """\
<html><head><title>Osier syndrome: MedlinePlus Genetics</title>
<link rel="canonical" href="https://medlineplus.gov/genetics/condition/osier-syndrome/"></head><body><main>
<h1>Osier syndrome</h1><h2>Description</h2><p>It is made up.</p>
<p><a href="https://medlineplus.gov/x">Learn more about genes</a></p>
<h2>Other Names for This Condition</h2><ul><li>OS</li><li>Osier palsy</li></ul>
<h2>Additional Information &amp; Resources</h2><h3>Genetic Testing Information</h3>
<ul><li>Registry</li></ul></main></body></html>
"""


@pytest.mark.parametrize(("name", "text"), [("page.txt", MEDLINEPLUS_TEXT), ("page.html", MEDLINEPLUS_HTML)])
def test_medlineplus_pages(tmp_path: Path, name: str, text: str) -> None:
    [record], _ = read(written(tmp_path, name, text), given=Given(), form="medlineplus-page")
    assert (record.name, record.synonyms, told(record)) == (
        "Osier syndrome",
        ("OS", "Osier palsy"),
        {"overview": "It is made up."},
    )


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("list.xlsx", b"PK\x03\x04 no workbook", "the workbook cannot be read"),
        ("leaflet.docx", b"PK\x03\x04 no document", "the document cannot be read"),
        ("qna.json", b'{"qna": [', "this is no JSON"),
        ("nlu.yml", b"nlu: [\n- {", "this is no YAML"),
        ("content.md", b"---\nname: X\nsections: []\n---\n", "this is a content file"),
        ("empty.md", b"# Osier syndrome\n", "no heading with a question"),
        ("table.csv", b"question,answer\n", "no row with a question and an answer"),
        ("german.csv", b"Frage;Antwort\nWas?;Das.\n", "no row with a question and an answer.*has: Frage, Antwort"),
        ("broken.json", b'[{"question": "Q?", "answer": "A."', "this is no JSON"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_remedy(tmp_path: Path, name: str, data: bytes, problem: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(AssertionError, match=f"{name}.*{problem}") as told:
        read(tmp_path / name)
    assert "Remedy: " in str(told.value)


def test_an_address_that_is_none_is_left_out(tmp_path: Path) -> None:
    page = SITE.replace("https://rare.example.org/osier", "https://[rare.example.org/osier")
    [record], _ = read(written(tmp_path, "site.html", page))
    assert record.url is None
    assert {section.source.name for section in record.sections} == {"Larkfield Library"}


def test_a_binary_file_named_like_a_table_is_turned_down(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(b"\0question,answer\0\n")
    with pytest.raises(AssertionError, match=r"table\.csv"):
        read(tmp_path / "table.csv")


def test_a_workbook_that_unpacks_to_too_much_is_turned_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.importers.faq_tables.LARGEST_TABLE", 1000)
    with pytest.raises(AssertionError, match="larger than"):
        read(workbook(tmp_path, [["question", "answer"], [WHAT, IS]]))


@pytest.mark.parametrize("make", [lambda folder: workbook(folder, [["question", "answer"], [WHAT, IS]]), word])
def test_a_package_that_is_damaged_within_is_turned_down(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    data = path.read_bytes()
    contents = data.index(b"PK\x01\x02")  # the list of the package's parts stands behind them all
    path.write_bytes(b"".join(data[at : at + 40] + bytes(4) for at in range(0, contents, 44)) + data[contents:])
    with pytest.raises(AssertionError, match=r"cannot be read.*Remedy: "):
        read(path)


def test_the_files_that_are_here_are_all_recognised(shared_dir: Path) -> None:
    """Each is read, or says why it is about no condition."""
    found = sort_files([shared_dir / "data" / "other_formats"])
    assert (found.passed_over, found.unknown, found.rejected) == ([], [], [])
    names: set[str] = set()
    for form, places in found.by_form.items():
        files = [SourceFile(place.path, place.name, place.given_as) for place in places]
        rejected: list[str] = []
        documents = read_documents(form, files, LIBRARY, Findings(), lambda name, _: rejected.append(name))  # noqa: B023
        names |= {document.record.name for document in documents}
        assert rejected in ([], ["basic-kb.tsv"])
    conditions = {
        "Fabry disease",
        "Lynch syndrome",
        "Marfan syndrome",
        "Multiple System Atrophy",
        "Taeniasis",
        "Holmes-Adie",
    }
    assert names == conditions
