"""Write what the section layers learn from: `.venv/bin/python -m tools.tuned_layers.section_examples EXAMPLES.json`.

The sentences of `data/letters/` are left out, so that letters measure what the layers learned.
"""

from __future__ import annotations

import json
from pathlib import Path

import typer

from bot.nlu.question_model import NO_SECTION, UNTOLD, act_of, section_label
from bot.nlu.sentence_embedding_featurizer import in_natural_words
from bot.nlu.text_normalizer import TextNormalizer
from bot.training import masked_examples
from knowledge.records import SECTION_TYPES
from knowledge.sentence_encoder import TOKENIZER, encoder_name, model_file
from rareguide.console import out


def main(target: Path) -> None:
    """Write the examples of data/nlu with their acts and sections, and where the encoder lies."""
    examples = masked_examples()
    writing = TextNormalizer.learned([text for text, _ in examples])
    rows = [
        (in_natural_words(writing.of(text)), act_of(intent), None if label == UNTOLD else label)
        for text, intent in examples
        for label in [section_label(intent)]
    ]
    described = {
        "encoder": encoder_name(),
        "model": str(model_file()),
        "tokenizer": str(TOKENIZER),
        "sections": [NO_SECTION, *SECTION_TYPES],
        "examples": rows,
    }
    target.write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
    out.print(f"{len(rows)} examples: {target}")


if __name__ == "__main__":
    typer.run(main)
