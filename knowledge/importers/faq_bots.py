"""Read questions and answers from other assistants: QnABot's export (JSON) and Rasa's training files (YAML)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML, YAMLError

from knowledge.importers.answer_text import markdown_of
from knowledge.importers.errors import ImportRejected
from knowledge.importers.faq import Pair, QuestionList, documents_of
from knowledge.importers.forms import Findings, Given, SourceFile
from knowledge.importers.text_files import read_text_file
from knowledge.ingest import Document

LARGEST_EXPORT = 20_000_000
"""The size in bytes above which a file is not read."""
_QNABOT = re.compile(r'"qna"\s*:\s*\[|"qid"\s*:')
_RASA = re.compile(r"^(?:nlu|responses)\s*:", re.MULTILINE)
_EXAMPLE = re.compile(r"\s*-\s+(?P<words>.+?)\s*")
_ENTITY = re.compile(r"\[([^\[\]]+)\](?:\([^)]*\)|\{[^}]*\})")


def is_qnabot(file: SourceFile) -> bool:
    """Tell whether a file is an export of QnABot."""
    return file.suffix == ".json" and _QNABOT.search(file.opening_text) is not None


def is_rasa(file: SourceFile) -> bool:
    """Tell whether a file holds examples or responses for Rasa."""
    return file.suffix in (".yml", ".yaml") and _RASA.search(file.opening_text) is not None


def read_qnabot(files: Sequence[SourceFile], given: Given, findings: Findings) -> Iterator[Document]:
    """Read exports of QnABot, as `knowledge.importers.forms.Form` wants it."""
    for file in files:
        text, _ = read_text_file(file.path, LARGEST_EXPORT, "export it again")
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as problem:
            line = problem.lineno if isinstance(problem, json.JSONDecodeError) else None
            raise ImportRejected(file.path, line, f"this is no JSON ({problem})", "export it again") from problem
        entries = data.get("qna") if isinstance(data, dict) else data
        pairs = [pair for entry in entries or () if isinstance(entry, dict) and (pair := _qnabot_pair(entry))]
        if not pairs:
            raise ImportRejected(file.path, None, "it has no question with an answer", "export it again")
        yield from documents_of(file, [QuestionList(pairs)], given, findings)


def _qnabot_pair(entry: Mapping[str, Any]) -> Pair | None:
    asked = entry.get("q")
    questions = [asked] if isinstance(asked, str) else [q for q in asked or () if isinstance(q, str)]
    alternatives = entry.get("alt")
    markdown = alternatives.get("markdown") if isinstance(alternatives, dict) else None
    answer = markdown or entry.get("a")
    if not questions or not isinstance(answer, str) or not answer.strip():
        return None
    return Pair(_main_question(questions), markdown_of(answer, bool(markdown)))


def read_rasa(files: Sequence[SourceFile], given: Given, findings: Findings) -> Iterator[Document]:
    """Read examples and responses for Rasa, which may stand in several files."""
    examples: dict[str, list[str]] = {}
    responses: dict[str, str] = {}
    for file in files:
        data = _yaml(file)
        examples.update(_examples(data.get("nlu")))
        responses.update(_responses(data.get("responses")))
    pairs = [
        Pair(_main_question(questions), markdown_of(responses[f"utter_{intent}"], is_markdown=True))
        for intent, questions in examples.items()
        if f"utter_{intent}" in responses and questions
    ]
    if not pairs:
        problem = "no intent has both examples and a response `utter_<intent>`"
        raise ImportRejected(
            files[0].path, None, problem, "give the files with the examples and the responses together"
        )
    yield from documents_of(files[0], [QuestionList(pairs)], given, findings)


def _yaml(file: SourceFile) -> Mapping[str, Any]:
    text, _ = read_text_file(file.path, LARGEST_EXPORT, "save it again")
    try:
        data = YAML(typ="safe").load(text)
    except (YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark is not None else None
        raise ImportRejected(file.path, line, "this is no YAML", "correct it, or save it again") from problem
    return data if isinstance(data, dict) else {}


def _examples(nlu: object) -> Iterator[tuple[str, list[str]]]:
    for entry in nlu if isinstance(nlu, list) else ():
        told = entry.get("examples") if isinstance(entry, dict) else None
        if not isinstance(told, str) or not isinstance(entry.get("intent"), str):
            continue
        lines = [found["words"] for line in told.splitlines() if (found := _EXAMPLE.fullmatch(line))]
        yield entry["intent"], [_ENTITY.sub(r"\1", line) for line in lines]


def _responses(told: object) -> Iterator[tuple[str, str]]:
    for name, variants in told.items() if isinstance(told, dict) else ():
        texts = [each.get("text") for each in variants if isinstance(each, dict)] if isinstance(variants, list) else []
        text = next((text for text in texts if isinstance(text, str) and text.strip()), None)
        if text is not None:
            yield str(name), text


def _main_question(questions: Sequence[str]) -> str:
    """Return the first wording that is a question by its mark, else the first."""
    return next((question for question in questions if question.rstrip().endswith("?")), questions[0])
