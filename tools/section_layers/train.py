"""Tune the section layers: `python -m tools.section_layers.train EXAMPLES.json FILE.onnx`.

It needs PyTorch, which the project does not: run it in an environment of its own with `requirements.txt` beside it.
The lower half of the encoder stays as it is; the upper half starts as it is and learns, with one linear layer on the
mean of the word pieces, to tell acts and sections of the examples. Only what tells sections is written.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import helper
from tokenizers import Tokenizer
from torch import Tensor, nn

from tools.section_layers.encoder_graph import DIMENSIONS, MIDDLE, EncoderGraph, Values, add_sections

UPPER_LAYERS = (3, 4, 5)
HEADS, INNER = 12, 1536
MOST_TOKENS = 128

EPOCHS, BATCH = 2, 32
LAYER_RATE, HEAD_RATE = 1e-4, 1e-3
WARM_UP = 0.1
SMOOTHING = 0.05
PIECES_HIDDEN, VALUES_HIDDEN = 0.1, 0.1
"""Shares of word pieces, and of their vectors' values, that are hidden at random while the layers learn."""
ACTS_WEIGHT = 0.5
"""How much telling the acts counts beside telling the sections."""
UNTOLD = -1
SEED = 1


@dataclass(frozen=True)
class Example:
    """Hold the word pieces' vectors of one example, shape (pieces, `DIMENSIONS`), and its classes."""

    pieces: Values
    act: int
    section: int


class UpperLayers(nn.Module):
    """Hold the encoder's upper layers, and what tells acts and sections from their mean."""

    def __init__(self, acts: int, sections: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                DIMENSIONS, HEADS, INNER, dropout=0.1, activation="gelu", layer_norm_eps=1e-12, batch_first=True
            )
            for _ in UPPER_LAYERS
        )
        self.dropout = nn.Dropout(0.1)
        self.acts = nn.Linear(DIMENSIONS, acts)
        self.sections = nn.Linear(DIMENSIONS, sections)

    def forward(self, pieces: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return scores of acts and of sections; `mask`, shape (texts, pieces), is true where a piece is."""
        if self.training:
            mask = mask & (torch.rand(mask.shape) >= PIECES_HIDDEN)
            mask[:, 0] = True
            pieces = nn.functional.dropout(pieces, VALUES_HIDDEN)
        for layer in self.layers:
            pieces = layer(pieces, src_key_padding_mask=~mask)
        there = mask.unsqueeze(-1).float()
        mean = self.dropout((pieces * there).sum(1) / there.sum(1))
        return self.acts(mean), self.sections(mean)


def main() -> None:
    """Tune the layers with what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples", type=Path)
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    random.seed(SEED)
    torch.manual_seed(SEED)
    told = json.loads(arguments.examples.read_text(encoding="utf-8"))
    graph = EncoderGraph(told["model"])
    acts = sorted({act for _, act, _ in told["examples"]})
    examples = read_examples(told, graph, acts)
    layers = UpperLayers(len(acts), len(told["sections"]))
    start_as(layers, graph)
    tune(layers, examples, section_weights(examples, len(told["sections"])))
    save(layers, graph, told, arguments.target)


def read_examples(told: dict[str, Any], graph: EncoderGraph, acts: Sequence[str]) -> list[Example]:
    """Return the examples with what the encoder's lower half makes of them."""
    tokenizer = Tokenizer.from_file(told["tokenizer"])
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.enable_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph.with_middle(), options, providers=["CPUExecutionProvider"])
    sections = told["sections"]
    rows = sorted(told["examples"], key=lambda row: len(row[0]))
    read: list[Example] = []
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        encoded = tokenizer.encode_batch([text for text, _, _ in batch])
        ids, mask = (np.array([getattr(one, name) for one in encoded], np.int64) for name in ("ids", "attention_mask"))
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (middle,) = session.run([MIDDLE], inputs)
        for pieces, there, (_, act, section) in zip(middle, mask, batch, strict=True):
            known = UNTOLD if section is None else sections.index(section)
            read.append(Example(pieces[there > 0].astype(np.float16), acts.index(act), known))
        print(f"{len(read)} of {len(rows)} examples read", end="\r", flush=True)
    print()
    return read


def start_as(layers: UpperLayers, graph: EncoderGraph) -> None:
    """Give the layers the encoder's own weights."""
    with torch.no_grad():
        for number, layer in zip(UPPER_LAYERS, layers.layers, strict=True):
            prefix = f"inner.encoder.layer.{number}"
            query, key, value, output, inner, outer = (graph.matrix(name) for name in graph.matrices(number))
            attention = layer.self_attn
            attention.in_proj_weight.copy_(torch.cat([query, key, value]))
            biases = [graph.values(f"{prefix}.attention.self.{name}.bias") for name in ("query", "key", "value")]
            attention.in_proj_bias.copy_(torch.cat(biases))
            for parameter, matrix in (
                (attention.out_proj.weight, output),
                (layer.linear1.weight, inner),
                (layer.linear2.weight, outer),
            ):
                parameter.copy_(matrix)
            for name, parameter in vectors_of(layer, prefix):
                parameter.copy_(graph.values(name))


def vectors_of(layer: Any, prefix: str) -> list[tuple[str, Tensor]]:
    """Return a layer's biases and norms, each with its name in the graph."""
    return [
        (f"{prefix}.attention.output.dense.bias", layer.self_attn.out_proj.bias),
        (f"{prefix}.attention.output.LayerNorm.weight", layer.norm1.weight),
        (f"{prefix}.attention.output.LayerNorm.bias", layer.norm1.bias),
        (f"{prefix}.intermediate.dense.bias", layer.linear1.bias),
        (f"{prefix}.output.dense.bias", layer.linear2.bias),
        (f"{prefix}.output.LayerNorm.weight", layer.norm2.weight),
        (f"{prefix}.output.LayerNorm.bias", layer.norm2.bias),
    ]


def section_weights(examples: Sequence[Example], sections: int) -> Tensor:
    """Return how much each section's examples count: the root of how rare they are."""
    counts = Counter(one.section for one in examples if one.section != UNTOLD)
    return torch.tensor([(counts.total() / sections / counts[place]) ** 0.5 for place in range(sections)])


def tune(layers: UpperLayers, examples: Sequence[Example], weights: Tensor) -> None:
    """Teach the layers; the rate rises over the first tenth of the steps and falls to nothing over the others."""
    heads = [*layers.acts.parameters(), *layers.sections.parameters()]
    groups = [{"params": layers.layers.parameters(), "lr": LAYER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * -(-len(examples) // BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )
    loss_of_acts = nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    loss_of_sections = nn.CrossEntropyLoss(weights, ignore_index=UNTOLD, label_smoothing=SMOOTHING)
    layers.train()
    for step, batch in enumerate(batch for _ in range(EPOCHS) for batch in batches(examples)):
        acts, sections = layers(*padded(batch))
        loss = ACTS_WEIGHT * loss_of_acts(acts, torch.tensor([one.act for one in batch]))
        labels = torch.tensor([one.section for one in batch])
        if bool((labels != UNTOLD).any()):
            loss = loss + loss_of_sections(sections, labels)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(layers.parameters(), 1.0)
        optimizer.step()
        rate.step()
        if step % 50 == 0:
            print(f"step {step} of {steps}, loss {loss.item():.2f}", flush=True)
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


def padded(batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Return the vectors of a batch, filled up to the longest, and where there are some."""
    longest = max(len(one.pieces) for one in batch)
    pieces = torch.zeros(len(batch), longest, DIMENSIONS)
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    for row, one in enumerate(batch):
        pieces[row, : len(one.pieces)] = torch.tensor(one.pieces, dtype=torch.float32)
        mask[row, : len(one.pieces)] = True
    return pieces, mask


def save(layers: UpperLayers, graph: EncoderGraph, told: dict[str, Any], target: Path) -> None:
    """Write the layers, with the sections' probabilities behind them, as a graph that starts at the middle."""
    for number, layer in zip(UPPER_LAYERS, layers.layers, strict=True):
        attention = layer.self_attn
        parts = [
            *attention.in_proj_weight.chunk(3),
            attention.out_proj.weight,
            layer.linear1.weight,
            layer.linear2.weight,
        ]
        for name, values in zip(graph.matrices(number), parts, strict=True):
            graph.set_matrix(name, values)
        prefix = f"inner.encoder.layer.{number}"
        biases = zip(("query", "key", "value"), attention.in_proj_bias.chunk(3), strict=True)
        for name, values in (
            *((f"{prefix}.attention.self.{own}.bias", part) for own, part in biases),
            *vectors_of(layer, prefix),
        ):
            graph.set_values(name, values)
    model = graph.upper_half()
    add_sections(model, layers.sections)
    helper.set_model_props(model, {"encoder": told["encoder"], "sections": json.dumps(told["sections"])})
    onnx.checker.check_model(model)
    onnx.save(model, str(target))
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
