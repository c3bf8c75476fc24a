"""Turn MedQuAD's plain answers into Markdown that shows the same words."""

from __future__ import annotations

import re

from knowledge.importers.medquad_symptoms import find_symptom_table

_NUMBERS = r"\[\d{1,5}(?:\s?[,-]\s?\d{1,5})*\]"
_MARKER = re.compile(rf"(?<![ \t])[ \t]*(?<![A-Za-z0-9-]){_NUMBERS}(?![a-z0-9_(-]|[A-Z](?![a-z]))")
_MARKER_AFTER_WORD = re.compile(rf"(?<=[A-Za-z0-9]){_NUMBERS}(?=[\s.,;:)]|$)")

_QUESTION_WORDS = (
    "What|How|Is|Are|Can|Could|Do|Does|Did|Who|Whom|Whose|Why|Which|When|Where|Will|Would|Should|Has|Have|May|Might"
    "|Was|Were|If|Since"
)
_LEADING_QUESTION = re.compile(rf"\s*((?:{_QUESTION_WORDS})\b[^?]{{2,200}}\?)(?=\s|$)\s*")
_SENTENCE_END = re.compile(r"[a-z)]{3}[.!]\s+[A-Z]")
_ONLY_QUESTIONS = re.compile(r"(?:[^.!?]*\?)+\s*")

_WIDE_GAP = re.compile(r"\s*\n\s*|[ \t]{4,}")
_LIST_MARK = re.compile(r"(?:^|(?<!\s)\s{2,}|\n)[-\u2022]\s+(?=\S)")

_MAY_BE_MARKUP = re.compile(r"[\\`*_~<&\[\]]|^[#>=+\d-]")
_ALWAYS_MARKUP = re.compile(r"\\(?=[!-/:-@\[-`{-~])|`|(?<=\S)\*|\*(?=\S)|~(?=~)|(?<=~)~")
_EDGE_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_TAG_OR_ENTITY = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_LINK_END = re.compile(r"\](?=[(\[:])")
_LIKE_MARKER = re.compile(r"(\[\d{1,3})\]")
_LINE_START = re.compile(r"^(?=#{1,6}(?:\s|$)|[-+*](?:\s|$)|-[\s-]*$|>|=+\s*$)")
_NUMBER_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def strip_markers(answer: str) -> tuple[str, int]:
    """Take citation markers such as `[1]` or `[9440]` out of an answer; return the rest and how many there were.

    MedQuAD holds no references that they could point to. Other brackets stay, such as `[sic]`, `[4Fe-4S]` and
    `bicyclo[222]octane`.
    """
    rest, markers = _MARKER.subn("", answer)
    rest, glued = _MARKER_AFTER_WORD.subn("", rest)
    return rest, markers + glued


def split_leading_question(answer: str) -> tuple[str | None, str]:
    """Part an answer into the question that heads it and the text; the question is `None` where there is none.

    The text is empty when the answer holds nothing but questions.
    """
    heading = _LEADING_QUESTION.match(answer)
    if heading is None or _SENTENCE_END.search(heading[1]):
        return None, answer
    question = re.sub(r"\s+\?$", "?", " ".join(heading[1].split()))
    rest = answer[heading.end() :]
    return question, "" if _ONLY_QUESTIONS.fullmatch(rest) else rest


def lay_out(answer: str) -> tuple[str, int]:
    """Return an answer as Markdown, and how many symptom tables in it became lists."""
    table = find_symptom_table(answer)
    if table is None:
        return "\n\n".join(_blocks(answer)), 0
    before = [block for part in table.before for block in _blocks(part)]
    rows = "\n".join(f"- {escape_markdown(row)}" for row in table.rows)
    explanation, *rest = table.after
    after, more = lay_out(" ".join(rest))
    parts = [*before, table.header, rows, *_blocks(explanation), after]
    return "\n\n".join(part for part in parts if part), 1 + more


def escape_markdown(text: str) -> str:
    """Escape what Markdown would read as markup in one line of plain text, and nothing else."""
    if not _MAY_BE_MARKUP.search(text):
        return text
    text = _ALWAYS_MARKUP.sub(r"\\\g<0>", text)
    for markup in (_EDGE_UNDERSCORE, _TAG_OR_ENTITY, _LINK_END):
        text = markup.sub(r"\\\g<0>", text)
    text = _LIKE_MARKER.sub(r"\1\\]", text)
    return _NUMBER_START.sub(r"\1\\\2", _LINE_START.sub(r"\\", text))


def _blocks(text: str) -> list[str]:
    """Part a text into Markdown paragraphs and lists at its line ends, wide gaps and list marks."""
    blocks: list[str] = []
    items: list[str] = []

    def end_list() -> None:
        if items:
            blocks.append("\n".join(items))
            items.clear()

    for is_item, words in _pieces(text):
        if is_item:
            items.append(f"- {escape_markdown(words)}")
        else:
            end_list()
            blocks.append(escape_markdown(words))
    end_list()
    return blocks


def _pieces(text: str) -> list[tuple[bool, str]]:
    pieces: list[tuple[bool, str]] = []
    first, *items = _LIST_MARK.split(text)
    for number, chunk in enumerate([first, *items]):
        for place, part in enumerate(_WIDE_GAP.split(chunk.strip())):
            words = " ".join(part.split())
            if words:
                pieces.append((number > 0 and place == 0, words))
    return pieces
