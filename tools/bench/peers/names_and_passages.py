"""Measure parts of names and passages: `.venv/bin/python -m tools.bench.peers.names_and_passages` (see `--help`).

Three searches over the same store stand beside RareGuide: TF-IDF, BM25 and sentence embeddings. Over names they give
the best four conditions, over the sentences of the right condition, which they are told, the best three; they give them
whatever is asked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
import typer
from sklearn.feature_extraction.text import TfidfVectorizer

from actions.section_drafts import MOST_OPTIONS
from bot.server import process_environment as process_environment  # before Rasa is imported
from commands.bootstrap import train_if_needed
from commands.evaluation import SHARED
from commands.evaluation.assistant import InProcessAssistant
from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.metrics import Share
from commands.evaluation.partial_names import PartialName, judge_partial_names, read_partial_names
from commands.evaluation.passage_file import PassageCase, read_passage_cases
from commands.evaluation.passages import FOUND, HIGHLIGHTED, judge_passages
from commands.evaluation.report_output import print_report, write_report
from commands.evaluation.reports import Report, Table
from commands.evaluation.suite import data_folder, temporary_settings
from commands.evaluation.tsv import BadFile
from commands.importing import import_named
from knowledge.passages import MOST_PASSAGES, sentences_of
from knowledge.schema import migrate_store
from knowledge.sentence_encoder import encode
from knowledge.store import KnowledgeStore
from rareguide.console import err, out
from rareguide.database import open_database
from rareguide.settings import ROOT, Settings

BATCH = 256
HEADER = ("system", "names taken or offered", "sentence found among three", "given where nothing answers")
Scores = npt.NDArray[np.float64]
Ranking = Callable[[Sequence[str]], Scores]
"""Scores texts for each of several questions: shape (questions, texts)."""

# It logs at every level whatever is configured.
logging.getLogger("bm25s").setLevel(logging.WARNING)


def by_tf_idf(texts: Sequence[str]) -> Ranking:
    """Rank texts by the cosine of their words' TF-IDF weights."""
    vectorizer = TfidfVectorizer(token_pattern=r"\w+")
    rows = vectorizer.fit_transform(texts)
    return lambda asked: np.asarray((vectorizer.transform(asked) @ rows.T).todense())


def by_bm25(texts: Sequence[str]) -> Ranking:
    """Rank texts by BM25."""
    index = bm25s.BM25()
    index.index(bm25s.tokenize(list(texts), stopwords=None, show_progress=False), show_progress=False)

    def rank(asked: Sequence[str]) -> Scores:
        words = bm25s.tokenize(list(asked), stopwords=None, return_ids=False, show_progress=False)
        return np.vstack([index.get_scores([word for word in one if word in index.vocab_dict]) for one in words])

    return rank


def by_embeddings(texts: Sequence[str]) -> Ranking:
    """Rank texts by the cosine of their sentence embeddings (all-MiniLM-L6-v2)."""
    rows = np.concatenate([encode(list(texts[start : start + BATCH])) for start in range(0, len(texts), BATCH)])
    return lambda asked: np.asarray(encode(list(asked)) @ rows.T, float)


SEARCHES: dict[str, Callable[[Sequence[str]], Ranking]] = {
    "TF-IDF": by_tf_idf,
    "BM25 (bm25s)": by_bm25,
    "embeddings (MiniLM)": by_embeddings,
}


def names_offered(
    make: Callable[[Sequence[str]], Ranking], names: ConditionNames, cases: Sequence[PartialName]
) -> Share:
    """Return for how many cases one of the best four conditions is meant; each counts by its best name."""
    slugs = [entry.slug for entry in names.names]
    scores = make([entry.name for entry in names.names])([case.text for case in cases])
    right = 0
    for case, row in zip(cases, scores, strict=True):
        best = dict.fromkeys(slugs[place] for place in np.argsort(-row, kind="stable"))
        right += bool(case.conditions.intersection(list(best)[:MOST_OPTIONS]))
    return Share(right, len(cases))


def sentences_found(
    make: Callable[[Sequence[str]], Ranking], store: KnowledgeStore, cases: Sequence[PassageCase]
) -> Share:
    """Return for how many questions one of the best three sentences of the condition answers."""
    right = 0
    for case in cases:
        places = sentences_of(store, case.condition).places
        texts = [stored.section.body[start:end] for stored, start, end in places]
        best = np.argsort(-make(texts)([case.message])[0], kind="stable")[:MOST_PASSAGES]
        right += any(case.is_answered_by(texts[place]) for place in best)
    return Share(right, len(cases))


def rareguide_row(
    settings: Settings, names: Sequence[PartialName], passages: Sequence[PassageCase]
) -> tuple[str, str, str, str]:
    """Return the row of RareGuide itself, which is told no condition and may give nothing."""
    with InProcessAssistant(settings, train_if_needed) as assistant:
        assistant.start()
        named = [one.is_right for one in judge_partial_names(assistant, names)]
        judged = judge_passages(assistant, passages)
    there = [one.outcome == FOUND for one in judged if one.case.any_of]
    absent = [one.outcome == HIGHLIGHTED for one in judged if not one.case.any_of]
    shares = [Share(sum(some), len(some)).as_text() for some in (named, there, absent)]
    return ("RareGuide", shares[0], shares[1], shares[2])


def main(
    names_file: Path = typer.Argument(..., metavar="NAMES", help="Parts of names, as `evaluate parts` reads them."),  # noqa: B008
    passages_file: Path = typer.Argument(..., metavar="PASSAGES", help="Questions, as `evaluate passages` reads them."),  # noqa: B008
    shared: Path = typer.Option(SHARED, envvar="RAREGUIDE_SHARED_DIR", help="The folder that has MedQuAD."),  # noqa: B008
    to: Path = typer.Option(Path("var/evaluation"), "--out", help="The folder for the report."),  # noqa: B008
) -> None:
    """Measure RareGuide and three searches on parts of names and on questions that one sentence answers."""
    data = data_folder(shared)
    if data is None:
        err.print(f"there is no MedQuAD in {shared}. Remedy: see --help.", markup=False)
        raise typer.Exit(2)
    with temporary_settings() as settings:
        with err.status("Building the store …"):
            engine = open_database(settings.store_url)
            migrate_store(engine)
            import_named(engine, [data / "MedQuAD"])
            store = KnowledgeStore(engine)
        names = ConditionNames(store)
        try:
            parts = read_partial_names(names_file, names)
            questions = read_passage_cases(passages_file, names)
        except BadFile as problem:
            err.print(str(problem), markup=False)
            raise typer.Exit(1) from problem
        answered = [case for case in questions if case.any_of]
        always = Share(len(questions) - len(answered), len(questions) - len(answered)).as_text()
        rows = [rareguide_row(settings, parts, questions)]
        for name, make in SEARCHES.items():
            named = names_offered(make, names, [case for case in parts if case.conditions])
            rows.append((name, named.as_text(), sentences_found(make, store, answered).as_text(), always))
    about = {"store": f"{len(names.slugs)} conditions with {len(names.names)} names"}
    table = Table("Names and passages", HEADER, rows, (__doc__ or "").partition("\n\n")[2].strip())
    report = Report("peers-names-and-passages", "Names and passages beside others", about, (), (table,), {"rows": rows})
    print_report(report)
    for path in write_report(report, ROOT / to):
        out.print(f"Written: {path}", markup=False)


if __name__ == "__main__":
    typer.run(main)
