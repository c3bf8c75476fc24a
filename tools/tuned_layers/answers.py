"""Tune layers to find what answers: `python -m tools.tuned_layers.answers QUESTIONS.json FILE.onnx`.

It needs PyTorch, which the project does not: run it in an environment of its own with `requirements.txt` beside it.
The upper half of the encoder starts as it is and learns to lay a question nearer to a sentence that answers it than to
other sentences of its page and to those of the other questions of a batch (InfoNCE; van den Oord and others 2018,
arXiv:1807.03748).
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from tools.tuned_layers.encoder_graph import Values, add_embedding, add_mean, save
from tools.tuned_layers.upper_layers import Learning, UpperLayers, begun, padded, pieces_of

MOST_TOKENS = 48
EPOCHS, BATCH = 3, 16
RATE = 5e-5
OTHERS = 3
"""So many other sentences of its page stand beside the one that answers a question."""
TEMPERATURE = 0.05


@dataclass(frozen=True)
class Question:
    """Hold a question, and the sentences of its page that answer it and that do not."""

    text: str
    answers: Sequence[str]
    others: Sequence[str]


def main() -> None:
    """Tune the layers with what the command line names."""
    told, target, graph = begun(__doc__)
    questions = [Question(*one) for one in told["questions"]]
    texts = list(dict.fromkeys(text for one in questions for text in (one.text, *one.answers, *one.others)))
    pieces = dict(zip(texts, pieces_of(texts, told["tokenizer"], graph, MOST_TOKENS), strict=True))
    layers = UpperLayers(graph)
    tune(layers, questions, pieces)
    layers.write_into(graph)
    model = graph.upper_half()
    add_mean(model)
    add_embedding(model)
    save(model, {"encoder": told["encoder"]}, target)


def tune(layers: UpperLayers, questions: Sequence[Question], pieces: Mapping[str, Values]) -> None:
    """Teach the layers."""
    learning = Learning(layers.layers.parameters(), RATE, EPOCHS * -(-len(questions) // BATCH))
    layers.train()
    for _ in range(EPOCHS):
        order = random.sample(questions, len(questions))
        for start in range(0, len(order), BATCH):
            learning.step(_loss(layers, order[start : start + BATCH], pieces), layers)
    layers.eval()


def _loss(layers: UpperLayers, batch: Sequence[Question], pieces: Mapping[str, Values]) -> Tensor:
    """Return the mean of the negative logarithms of the shares that the answers have among all sentences of a batch."""
    beside = [(*one.answers[:1], *random.sample(one.others, min(OTHERS, len(one.others)))) for one in batch]
    sentences = list(dict.fromkeys(sentence for own in beside for sentence in own))
    asked, told = (
        nn.functional.normalize(layers.mean(*padded([pieces[text] for text in texts])), dim=1)
        for texts in ([one.text for one in batch], sentences)
    )
    nearness = asked @ told.T / TEMPERATURE
    lost = [
        row.logsumexp(0) - row[torch.tensor([sentence in one.answers for sentence in sentences])].logsumexp(0)
        for one, row in zip(batch, nearness, strict=True)
    ]
    return torch.stack(lost).mean()


if __name__ == "__main__":
    main()
