"""Saved condition pages become records, in text and in HTML, or are turned down with line and remedy."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from knowledge.importers import page as page_module
from knowledge.importers.errors import ImportRejected
from knowledge.importers.headings import section_type_of
from knowledge.importers.page import PageDocument, read_page
from knowledge.importers.page_markdown import Run, escaped, plain_text, safe_address, to_markdown
from knowledge.records import Reference, Source, check_record, cited_numbers
from tests.support.examples import most_examples

PAGES = Path(__file__).parent / "pages"
TOP = "Mallow fever\n\nSee Disclaimer regarding information on this site.\n\n"
ANY_FILE = settings(
    max_examples=most_examples(200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read(tmp_path: Path, text: str, name: str = "page.txt") -> PageDocument:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8"))
    return read_page(path)


def body_of(tmp_path: Path, html: str) -> str:
    page = f"<html><body><h1>Mallow fever</h1><h2>What is mallow fever?</h2>{html}</body></html>"
    return read(tmp_path, page, "page.html").record.sections[0].body


def rejection(tmp_path: Path, text: str, name: str = "page.txt") -> tuple[int | None, str]:
    with pytest.raises(ImportRejected) as caught:
        read(tmp_path, text, name)
    assert caught.value.path == tmp_path / name
    assert caught.value.remedy
    return caught.value.line, caught.value.problem


def outcome(path: Path) -> PageDocument | ImportRejected:
    try:
        return read_page(path)
    except ImportRejected as rejected:
        return rejected


def assert_is_sound(result: PageDocument | ImportRejected) -> None:
    if isinstance(result, ImportRejected):
        assert result.problem
        assert result.remedy
        return
    check_record(result.record)
    assert result.record.sections
    for section in result.record.sections:
        assert [each.number for each in section.references] == sorted(cited_numbers(section.body))
        assert shown_words(section.body)


def shown_words(markdown: str) -> str:
    """Return the words that a reader sees of some Markdown."""
    shown = []
    for token in MarkdownIt("commonmark").parse(markdown):
        assert token.type not in ("html_block", "code_block", "fence", "hr")
        for child in token.children or []:
            assert child.type not in ("html_inline", "code_inline", "image")
            shown.append(" " if child.type in ("softbreak", "hardbreak") else child.content)
    return " ".join("".join(shown).split())


def test_a_text_page_becomes_a_record() -> None:
    document = read_page(PAGES / "larkspur-tremor-syndrome.txt")
    record = document.record
    assert (record.name, record.slug) == ("Larkspur tremor syndrome", "larkspur-tremor-syndrome")
    overview, causes = record.sections
    assert (overview.type, overview.question) == ("overview", "What is larkspur tremor syndrome?")
    assert overview.body == (
        "Larkspur tremor syndrome is a made-up condition of the hands.[1] It comes with:\n\n"
        "- shaking in the evening\n- stiff thumbs[2]\n\n"
        "It does not get worse with age."
    )
    assert overview.last_updated == date(2014, 3, 4)
    assert (causes.type, causes.body) == ("causes", "Nobody knows why it begins.[3]")
    assert causes.last_updated == date(2014, 11, 30)
    assert causes.source == Source(
        "Genetic and Rare Diseases Information Center (GARD)", None, "Public domain (US government)"
    )
    assert document.notes == ()


def test_a_section_has_only_the_references_that_it_cites_under_the_numbers_of_the_page() -> None:
    overview, causes = read_page(PAGES / "larkspur-tremor-syndrome.txt").record.sections
    assert overview.references == (
        Reference(
            1,
            "Fennel A, Sorrel B. Shaking hands in a small town. Journal of Made-up Medicine. 2011; 4:12-19.",
            accessed=date(2014, 2, 28),
        ),
        Reference(
            2,
            "Thistle C. Stiff thumbs. Invented Reviews. March 2012.",
            url="http://www.example.org/reviews/thumbs",
            accessed=date(2014, 3, 1),
        ),
    )
    assert causes.references == (Reference(3, "Tansy D. On the origin of tremor. 2009."),)


def test_the_question_of_a_visitor_is_kept_apart() -> None:
    assert read_page(PAGES / "larkspur-tremor-syndrome.txt").visitor_question == (
        "My aunt was told that she has larkspur tremor. What can she do?\n\nIs there a doctor who knows it?"
    )


def test_an_html_page_becomes_a_record() -> None:
    document = read_page(PAGES / "osier-bone-dysplasia.html")
    record = document.record
    assert record.name == "Osier bone dysplasia"
    assert record.synonyms == ("OBD", "Osier dysplasia, mild type")
    assert record.identifiers.gard == 99901
    assert record.url == "https://rarediseases.info.nih.gov/diseases/99901/osier-bone-dysplasia"
    assert [(section.type, section.question, section.last_updated) for section in record.sections] == [
        ("overview", "Summary", date(2013, 6, 12)),
        ("symptoms", "Symptoms", date(2013, 7, 1)),
        ("inheritance", "Is osier bone dysplasia inherited?", date(2013, 8, 1)),
    ]
    assert record.sections[0].body == (
        "Osier bone dysplasia is a *made-up* condition of the **long bones**.[1][2] Its marker on the slide has 10⁵ "
        "cells and 2 \\* 3 spots \\<b>. See [the register](https://www.example.org/osier) or the dialog.\n\n"
        "It was first drawn in 1901."
    )
    assert record.sections[1].body == (
        "The signs are:\n\n- short shins[2]\n- wide wrists\n    1. left first\n    2. right later\n\n"
        "**In children**\n\nChildren tire soon."
    )
    assert record.sections[2].body == "Yes, in most families.[3]\n\nIt can also be new."
    assert document.visitor_question is None
    assert document.notes == ("line 33: the heading 'Celebrities' tells no section; it and its text are left out",)


def test_html_references_keep_links_and_days_of_access() -> None:
    overview, _, inheritance = read_page(PAGES / "osier-bone-dysplasia.html").record.sections
    assert overview.references == (
        Reference(
            1, "Alder E. Drawing bones. Invented Press. 1901.", "https://www.example.org/alder", date(2013, 6, 3)
        ),
        Reference(2, "Birch F. Shins. 2004.", "https://www.example.org/shins_(2)", date(2013, 6, 4)),
    )
    assert inheritance.references == (Reference(3, "Cedar G. Families. 2010. Accessed June 2013."),)


@pytest.mark.parametrize(
    "written", ["6/12/2013", "06/12/13", "June 12, 2013", "Jun. 12, 2013", "12 June 2013", "2013-06-12"]
)
def test_dates_come_in_several_forms(tmp_path: Path, written: str) -> None:
    text = f"{TOP}What is mallow fever?\n\nA made-up fever.\nLast Updated: {written}"
    assert read(tmp_path, text).record.sections[0].last_updated == date(2013, 6, 12)


def test_a_page_without_dates_has_none(tmp_path: Path) -> None:
    document = read(tmp_path, f"{TOP}What is mallow fever?\n\nA made-up fever.")
    assert document.record.sections[0].last_updated is None
    assert document.record.sections[0].references == ()


@pytest.mark.parametrize("bullet", ["  • ", "- ", "* ", "\u00a0 \u2022 ", "•\n"])
def test_references_may_have_any_bullet(tmp_path: Path, bullet: str) -> None:
    text = (
        f"{TOP}What is mallow fever?\n\nA fever.[2]\nLast updated: 1/2/2013\n\n{bullet}One. 2001.\n{bullet}Two. 2002.\n"
    )
    assert read(tmp_path, text).record.sections[0].references == (Reference(2, "Two. 2002."),)


@pytest.mark.parametrize("text", ["4. Four. 2004.\n7. Seven. 2007.", "[4] Four. 2004.\n[7] Seven. 2007."])
def test_numbers_that_references_carry_themselves_count(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, f"{TOP}What is mallow fever?\n\nA fever.[7]\n\nReferences\n\n{text}")
    assert document.record.sections[0].references == (Reference(7, "Seven. 2007."),)


def test_each_section_may_have_a_list_of_its_own(tmp_path: Path) -> None:
    text = (
        f"{TOP}What is mallow fever?\n\nA fever.[1]\n\nReferences\n\n- One. 2001.\n\n"
        "What causes mallow fever?\n\nDamp.[1]\n\nReferences\n\n- Other. 2002.\n"
    )
    overview, causes = read(tmp_path, text).record.sections
    assert overview.references == (Reference(1, "One. 2001."),)
    assert causes.references == (Reference(1, "Other. 2002."),)


def test_a_list_at_the_end_of_an_answer_is_no_list_of_references(tmp_path: Path) -> None:
    text = f"{TOP}What are the symptoms of mallow fever?\n\nThese are known:[1]\n\n- heat\n- thirst\n"
    assert (
        rejection(tmp_path, text)[1] == "the marker [1] in 'What are the symptoms of mallow fever?' has no reference 1"
    )


def test_line_ends_of_windows_blank_lines_and_typographic_signs(tmp_path: Path) -> None:
    text = (
        "Mallow’s fever\r\n\r\n\r\nOther Names: Marsh ague; Mallow’s Fever\r\n\r\nSee Disclaimer regarding information "
        "on this site.\r\n\r\n\r\n\r\nWhat is Mallow’s fever?\r\n\r\n\r\nA\u00a0“made-up” fever.\r\n\r\n"
        "Last updated: 6/12/2013"
    )
    record = read(tmp_path, text).record
    assert (record.name, record.slug, record.synonyms) == ("Mallow’s fever", "mallows-fever", ("Marsh ague",))
    assert record.sections[0].body == "A “made-up” fever."


def test_without_the_disclaimer_the_name_is_taken_from_the_questions(tmp_path: Path) -> None:
    text = "What is mallow fever?\n\nA fever.\n\nWhat causes mallow fever?\n\nDamp.\n\nHow is ague treated?\n\nRest.\n"
    document = read(tmp_path, text)
    assert document.record.name == "Mallow fever"
    assert document.notes == ("the page gives no name; 'Mallow fever' is taken from its questions",)


def test_two_sections_of_one_type_stay_in_order(tmp_path: Path) -> None:
    text = f"{TOP}How is mallow fever treated?\n\nWith rest.\n\nCan mallow fever be cured?\n\nYes.\n"
    assert [(each.type, each.body) for each in read(tmp_path, text).record.sections] == [
        ("treatment", "With rest."),
        ("treatment", "Yes."),
    ]


def test_an_unknown_heading_is_left_out_with_a_note(tmp_path: Path) -> None:
    document = read(tmp_path, f"{TOP}What is mallow fever?\n\nA fever.\n\nWhy is it called so?\n\nAfter a plant.\n")
    assert [section.body for section in document.record.sections] == ["A fever."]
    assert document.notes == (
        "line 9: the heading 'Why is it called so?' tells no section; it and its text are left out",
    )


def test_text_after_the_date_is_left_out_with_a_note(tmp_path: Path) -> None:
    document = read(tmp_path, f"{TOP}What is mallow fever?\n\nA fever.\nLast updated: 6/12/2013\n\nStray words.\n")
    assert document.record.sections[0].body == "A fever."
    assert document.notes == ("line 10: left out 'Stray words.', which stands after the date of its section",)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", None, "the file is empty"),
        (" \n\n", None, "the file is empty"),
        ("Just some words.\n", None, "no condition name was found"),
        (TOP, None, "no question heading was found"),
        (
            f"{TOP}Why is it called so?\n\nAfter a plant.\n",
            5,
            "no section is left: the heading 'Why is it called so?' tells none, or has no text below it",
        ),
        (f"{TOP}What is mallow fever?\n\nA fever.\nLast updated: 13/6/2013\n", 8, "there is no day '13/6/2013'"),
        (f"{TOP}What is mallow fever?\n\nA fever.\nLast updated: soon\n", 8, "'soon' is no date"),
        (
            f"{TOP}What is mallow fever?\n\nA fever.[2]\n\nReferences\n- One. 2001.\n",
            7,
            "the marker [2] in 'What is mallow fever?' has no reference 2",
        ),
        (
            f"{TOP}What is mallow fever?\n\nA fever.[1]\n\nReferences\n- One. 2001. Accessed 2/30/2013.\n",
            10,
            "there is no day '2/30/2013'",
        ),
        (
            f"{TOP}What is mallow fever?\n\nA fever.[1]\n\nReferences\n1. One. 2001.\n1. Two. 2002.\n",
            11,
            "reference 1 is there twice",
        ),
        ("MIME-Version: 1.0\nContent-Type: multipart/related\n", None, "the file is a web archive"),
        ("%PDF-1.4\n", None, "the file is binary"),
        ("words\0words", None, "the file is binary"),
    ],
)
def test_what_makes_no_record_is_turned_down(tmp_path: Path, text: str, line: int | None, problem: str) -> None:
    assert rejection(tmp_path, text) == (line, problem)


def test_a_rejection_in_html_names_the_line(tmp_path: Path) -> None:
    html = "<html><body>\n<h1>Mallow fever</h1>\n<h2>What is mallow fever?</h2>\n<p>A fever.\n<p>More.[4]\n</body>"
    assert rejection(tmp_path, html, "page.html") == (5, "the marker [4] in 'What is mallow fever?' has no reference 4")


def test_a_file_in_windows_1252_is_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(f"{TOP}What is mallow fever?\n\nA “caf\u00e9” fever.".encode("cp1252"))
    document = read_page(path)
    assert document.record.sections[0].body == "A “café” fever."
    assert document.notes == (
        "line 7: the file is not UTF-8 and was read as Windows-1252; look at its accents and quotation marks",
    )


def test_a_file_in_no_known_encoding_is_turned_down(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"Mallow\n\x81 fever")
    with pytest.raises(ImportRejected, match="line 2: the file is neither UTF-8 nor Windows-1252"):
        read_page(path)


def test_a_file_over_the_limit_is_turned_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "LARGEST_PAGE", 40)
    assert rejection(tmp_path, "x" * 41)[1].startswith("the file is larger than")


def test_a_missing_file_is_turned_down(tmp_path: Path) -> None:
    with pytest.raises(ImportRejected, match="the file cannot be read"):
        read_page(tmp_path / "missing.txt")


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<p>One<sup>[1]</sup></p><ol><li>A. 2001.</li></ol>", "One[1]"),
        ('<p>One<sup><a href="https://gard.example.org/x#ref_9">[1]</a></sup></p><ol><li>A. 2001.</li></ol>', "One[1]"),
        ('<p>One<sup><a href="#ref_9">1</a></sup></p><ol><li>A. 2001.</li></ol>', "One[1]"),
        ("<p>One<sup>[1-2]</sup></p><ol><li>A. 2001.</li><li>B. 2002.</li></ol>", "One[1][2]"),
        ("<p>H<sub>2</sub>O, 10<sup>-3</sup></p>", "H₂O, 10⁻³"),
        ("<p>a<b>b</b>c <b>d</b>, <i> e </i>f</p>", "abc **d**, *e* f"),
        ("<p>one<br>two<br><br>three</p>", "one two\n\nthree"),
        (
            "<p><a href='mailto:a@example.org'>mail</a> <a href='ftp://x/y'>file</a></p>",
            "[mail](mailto:a@example.org) file",
        ),
        (
            "<table><tr><th>Sign</th><th>Share</th></tr><tr><td>Heat</td><td>9 of 10</td></tr></table>",
            "- Sign; Share\n- Heat; 9 of 10",
        ),
        (
            "<p>1. one</p><p># two</p><p>a_b _c_ [d](e) &amp;amp;</p>",
            "1\\. one\n\n\\# two\n\na_b \\_c\\_ \\[d\\](e) \\&amp;",
        ),
        ("<p>One.</p><!-- note --><style>p {}</style><noscript>No</noscript><p>Two.</p>", "One.\n\nTwo."),
    ],
)
def test_html_becomes_markdown(tmp_path: Path, html: str, body: str) -> None:
    assert body_of(tmp_path, html) == body


def test_a_layout_around_the_page_with_the_class_of_a_menu_is_not_lost(tmp_path: Path) -> None:
    assert (
        body_of(tmp_path, '</h2></body><div class="sidebar"><h2>What is mallow fever?</h2><p>A fever.</p></div>')
        == "A fever."
    )


def test_headings_of_the_site_and_the_name_open_no_section(tmp_path: Path) -> None:
    """The words "genetic" and "support" in them had been taken for those of a section."""
    html = (
        "<html><body><h1>Genetic and Rare Diseases Information Center (GARD)</h1><h1>Genetic support fever</h1>"
        "<p><b>Also known as:</b></p><ul><li>GSF</li><li>See more</li></ul>"
        "<h2>Your Question</h2><p>What can I do?</p><h3>Is it bad?</h3><h2>Our Answer</h2>"
        "<p><strong>What is genetic support fever?</strong><br>A fever.</p></body></html>"
    )
    document = read(tmp_path, html, "page.html")
    assert (document.record.name, document.record.synonyms) == ("Genetic support fever", ("GSF",))
    assert [(section.type, section.body) for section in document.record.sections] == [("overview", "A fever.")]
    assert document.visitor_question == "What can I do?\n\nIs it bad?"
    assert document.notes == ()


def test_deep_elements_are_read_and_bottomless_ones_turned_down(tmp_path: Path) -> None:
    assert body_of(tmp_path, "<div>" * 900 + "deep" + "</div>" * 900) == "deep"
    html = "<html><body>\n<h1>Mallow fever</h1>\n" + "<div>" * 1000
    assert rejection(tmp_path, html, "page.html") == (3, "elements are nested more than 1000 deep")


@pytest.mark.parametrize(
    ("ending", "problem"),
    [("<!-- <h2>What is it?</h2>", "a comment `<!--` has no end"), ("<a href='", "a tag has no end `>`")],
)
def test_markup_without_end_is_turned_down(tmp_path: Path, ending: str, problem: str) -> None:
    html = f"<html><body>\n<h1>Mallow fever</h1>\n{ending}"
    assert rejection(tmp_path, html, "page.html") == (3, problem)


@pytest.mark.parametrize(
    ("question", "section_type"),
    [
        ("What is hereditary angioedema?", "overview"),
        ("What are pineal cysts?", "overview"),
        ("What causes inherited deafness?", "causes"),
        ("What genes are related to mallow fever?", "causes"),
        ("What are the signs and symptoms of mallow fever?", "symptoms"),
        ("Is mallow fever genetic?", "inheritance"),
        ("Is fatal mallow fever inherited?", "inheritance"),
        ("How many people have mallow fever?", "frequency"),
        ("Who gets mallow fever?", "frequency"),
        ("Is genetic testing available for mallow fever?", "diagnosis"),
        ("How might mallow fever be treated?", "treatment"),
        ("Is there a diet for people with mallow fever?", "treatment"),
        ("What is the life expectancy of people with mallow fever?", "prognosis"),
        ("What is the long-term outlook for people with mallow fever?", "prognosis"),
        ("Can mallow fever lead to blindness?", "complications"),
        ("Can mallow fever be prevented?", "prevention"),
        ("Are there clinical trials for mallow fever?", "research"),
        ("Where can I find a specialist?", "support"),
        ("Statistics", "frequency"),
        ("Summary", "overview"),
        ("Why is it called so?", None),
        ("Related diseases", None),
    ],
)
def test_a_heading_tells_its_section(question: str, section_type: str | None) -> None:
    assert section_type_of(question) == section_type


@given(st.text(alphabet=st.sampled_from("a b1.[]()*_`<>&;#~!-+=\\:|/'\"\u00a0é"), max_size=40))
def test_escaped_text_shows_the_same_words(text: str) -> None:
    markdown = escaped(text)
    assert shown_words(markdown) == " ".join(text.split())
    assert cited_numbers(markdown) == [
        number for number in dict.fromkeys(int(found) for found in re.findall(r"\[(\d{1,3})\]", text)) if number
    ]


RUNS = st.lists(
    st.builds(
        Run,
        st.text(alphabet=st.sampled_from("ab 1.[](*_`<&;~!\\:)"), max_size=6),
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, None, "https://example.org/a"]),
    ),
    max_size=6,
)


@given(RUNS)
def test_emphasis_and_links_show_the_same_words(runs: list[Run]) -> None:
    assert shown_words(to_markdown(runs)) == plain_text(runs)


@given(st.text())
def test_an_address_is_safe_or_none(href: str) -> None:
    address = safe_address(href)
    assert address is None or re.fullmatch(r"(?:https?|mailto):[^\s<>()\"]+", address)


FRAGMENTS = st.sampled_from(
    [
        *TOP.split("\n"),
        "\n",
        "\n\n",
        "What is mallow fever?",
        "What causes it?",
        "Why?",
        "Your Question",
        "Our Answer",
        "A fever.",
        "[1]",
        "[2][0]",
        "  • One. 2001. Accessed 1/2/2013.",
        "- ",
        "2. Two. https://example.org/a",
        "Last updated: 6/12/2013",
        "Last updated: 2/31/2013",
        "References",
        "Other Names: a; b",
        "<html>",
        "<body>",
        "<h1>Mallow fever</h1>",
        "<h2>What is mallow fever?",
        "</h2>",
        "<h4>Cause</h4>",
        "<p>",
        "</p>",
        "<ul>",
        "<ol start=3>",
        "<li>",
        "</ul>",
        "<sup>",
        "</sup>",
        "<a href='#ref_1'>",
        "</a>",
        "<b>",
        "</b>",
        "<br>",
        "<table><tr><td>",
        "<script>x</script>",
        "<!--",
        "-->",
        "<![",
        "&#0;",
        "&copy;",
        "<div class=search>",
        "<form>",
        '<x y="',
        "*",
        "_",
    ]
)


@ANY_FILE
@given(
    text=st.one_of(
        st.text(),
        st.lists(st.one_of(FRAGMENTS, FRAGMENTS, st.text(max_size=3)), max_size=40).map("".join),
        st.lists(FRAGMENTS, max_size=40).map("\n".join),
    ),
    name=st.sampled_from(["page.txt", "page.html"]),
)
def test_any_text_gives_a_sound_record_or_a_rejection(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8"))
    assert_is_sound(outcome(path))


@ANY_FILE
@given(data=st.binary())
def test_any_bytes_give_a_sound_record_or_a_rejection(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    assert_is_sound(outcome(path))
