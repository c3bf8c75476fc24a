"""Tune layers to tell sections: `python -m tools.tuned_layers.sections EXAMPLES.json FILE.onnx`.

It needs PyTorch, which the project does not: run it in an environment of its own with `requirements.txt` beside it.
The upper half of the encoder starts as it is and learns, with one linear layer on the mean of the word pieces, to tell
acts and sections of the examples. Only what tells sections is written.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from tools.tuned_layers.encoder_graph import DIMENSIONS, EncoderGraph, Values, add_mean, add_sections, save
from tools.tuned_layers.upper_layers import BATCH, Learning, UpperLayers, begun, padded, pieces_of

MOST_TOKENS = 128
EPOCHS = 2
LAYER_RATE, HEAD_RATE = 1e-4, 1e-3
SMOOTHING = 0.05
VALUES_HIDDEN = 0.1
"""The share of the values of word pieces' vectors that are hidden at random while the layers learn."""
ACTS_WEIGHT = 0.5
"""How much telling the acts counts beside telling the sections."""
UNTOLD = -1


@dataclass(frozen=True)
class Example:
    """Hold the word pieces' vectors of one example, shape (pieces, `DIMENSIONS`), and its classes."""

    pieces: Values
    act: int
    section: int


class SectionLayers(UpperLayers):
    """Hold the upper layers, and what tells acts and sections from their mean."""

    def __init__(self, graph: EncoderGraph, acts: int, sections: int) -> None:
        super().__init__(graph)
        self.dropout = nn.Dropout(0.1)
        self.acts = nn.Linear(DIMENSIONS, acts)
        self.sections = nn.Linear(DIMENSIONS, sections)

    def forward(self, pieces: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return scores of acts and of sections; `mask`, shape (texts, pieces), is true where a piece is."""
        if self.training:
            pieces = nn.functional.dropout(pieces, VALUES_HIDDEN)
        mean = self.dropout(self.mean(pieces, mask))
        return self.acts(mean), self.sections(mean)


def main() -> None:
    """Tune the layers with what the command line names."""
    told, target, graph = begun(__doc__)
    acts, sections = sorted({act for _, act, _ in told["examples"]}), told["sections"]
    pieces = pieces_of([text for text, _, _ in told["examples"]], told["tokenizer"], graph, MOST_TOKENS)
    examples = [
        Example(own, acts.index(act), UNTOLD if section is None else sections.index(section))
        for own, (_, act, section) in zip(pieces, told["examples"], strict=True)
    ]
    layers = SectionLayers(graph, len(acts), len(sections))
    tune(layers, examples, section_weights(examples, len(sections)))
    layers.write_into(graph)
    model = graph.upper_half()
    add_mean(model)
    add_sections(model, layers.sections)
    save(model, {"encoder": told["encoder"], "sections": json.dumps(sections)}, target)


def section_weights(examples: Sequence[Example], sections: int) -> Tensor:
    """Return how much each section's examples count: the root of how rare they are."""
    counts = Counter(one.section for one in examples if one.section != UNTOLD)
    return torch.tensor([(counts.total() / sections / counts[place]) ** 0.5 for place in range(sections)])


def tune(layers: SectionLayers, examples: Sequence[Example], weights: Tensor) -> None:
    """Teach the layers."""
    heads = [*layers.acts.parameters(), *layers.sections.parameters()]
    groups = [{"params": layers.layers.parameters(), "lr": LAYER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    learning = Learning(groups, LAYER_RATE, EPOCHS * -(-len(examples) // BATCH))
    loss_of_acts = nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    loss_of_sections = nn.CrossEntropyLoss(weights, ignore_index=UNTOLD, label_smoothing=SMOOTHING)
    layers.train()
    for batch in (batch for _ in range(EPOCHS) for batch in batches(examples)):
        acts, sections = layers(*padded([one.pieces for one in batch]))
        loss = ACTS_WEIGHT * loss_of_acts(acts, torch.tensor([one.act for one in batch]))
        labels = torch.tensor([one.section for one in batch])
        if bool((labels != UNTOLD).any()):
            loss = loss + loss_of_sections(sections, labels)
        learning.step(loss, layers)
    layers.eval()


def batches(examples: Sequence[Example]) -> Iterator[list[Example]]:
    """Give all examples once, in batches of a like length, in a random order."""
    order = random.sample(range(len(examples)), len(examples))
    pools = [order[start : start + 20 * BATCH] for start in range(0, len(order), 20 * BATCH)]
    sorted_pools = [sorted(pool, key=lambda place: len(examples[place].pieces)) for pool in pools]
    made = [pool[start : start + BATCH] for pool in sorted_pools for start in range(0, len(pool), BATCH)]
    random.shuffle(made)
    for places in made:
        yield [examples[place] for place in places]


if __name__ == "__main__":
    main()
