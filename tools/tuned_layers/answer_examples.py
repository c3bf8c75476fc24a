"""Write what layers learn answers from: `.venv/bin/python -m tools.tuned_layers.answer_examples QUESTIONS.json`.

These are the questions of `tools/bench/passages/questions.yml` that a sentence answers, with the sentences of their
pages.
"""

from __future__ import annotations

import json
from pathlib import Path

import typer

from commands.evaluation import SHARED
from knowledge.masking import NAMED_AS
from knowledge.passages import sentences_of
from knowledge.sentence_encoder import TOKENIZER, encoder_name, model_file
from knowledge.store import KnowledgeStore
from rareguide.console import out
from tools.bench.passages.questions import FittingQuestion, read_fitting_questions
from tools.bench.passages.stores import opened_stores


def main(
    target: Path,
    shared: Path = typer.Option(SHARED, envvar="RAREGUIDE_SHARED_DIR", help="The folder that has MedQuAD."),  # noqa: B008
) -> None:
    """Write each question with the sentences that answer it and the others, and where the encoder lies."""
    with opened_stores(shared) as stores:
        rows = [
            _row(stores.by_name[name], question)
            for name, asked in read_fitting_questions().items()
            for question in asked
            if question.words
        ]
    described = {
        "encoder": encoder_name(),
        "model": str(model_file()),
        "tokenizer": str(TOKENIZER),
        "questions": [row for row in rows if row[1]],
    }
    target.write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
    out.print(f"{len(rows)} questions: {target}")


def _row(store: KnowledgeStore, question: FittingQuestion) -> tuple[str, list[str], list[str]]:
    whole = sentences_of(store, question.condition)
    answers: list[str] = []
    others: list[str] = []
    for (stored, start, end), sentence in zip(whole.places, whole.sentences, strict=True):
        chosen = answers if question.is_answered_by(stored.section.body[start:end]) else others
        chosen.append(sentence.masked)
    return question.about(NAMED_AS).lower(), answers, others


if __name__ == "__main__":
    typer.run(main)
