"""Hold the encoder's upper layers while they learn; what its lower half makes of texts stays as it is."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from tools.tuned_layers.encoder_graph import DIMENSIONS, MIDDLE, EncoderGraph, Values

UPPER_LAYERS = (3, 4, 5)
HEADS, INNER = 12, 1536
BATCH = 32
WARM_UP = 0.1
SEED = 1
PIECES_HIDDEN = 0.1
"""The share of word pieces that are hidden at random while the layers learn."""


class UpperLayers(nn.Module):
    """Hold the encoder's upper layers."""

    def __init__(self, graph: EncoderGraph) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                DIMENSIONS, HEADS, INNER, dropout=0.1, activation="gelu", layer_norm_eps=1e-12, batch_first=True
            )
            for _ in UPPER_LAYERS
        )
        self._start_as(graph)

    def mean(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Return the mean of each text's word pieces; `mask`, shape (texts, pieces), is true where a piece is."""
        if self.training:
            mask = mask & (torch.rand(mask.shape) >= PIECES_HIDDEN)
            mask[:, 0] = True
        for layer in self.layers:
            pieces = layer(pieces, src_key_padding_mask=~mask)
        there = mask.unsqueeze(-1).float()
        return (pieces * there).sum(1) / there.sum(1)

    def write_into(self, graph: EncoderGraph) -> None:
        """Put the layers' weights in the place of the graph's own."""
        for number, layer in zip(UPPER_LAYERS, self.layers, strict=True):
            attention: Any = layer.self_attn
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
                *_vectors_of(layer, prefix),
            ):
                graph.set_values(name, values)

    def _start_as(self, graph: EncoderGraph) -> None:
        with torch.no_grad():
            for number, layer in zip(UPPER_LAYERS, self.layers, strict=True):
                prefix = f"inner.encoder.layer.{number}"
                query, key, value, output, inner, outer = (graph.matrix(name) for name in graph.matrices(number))
                attention: Any = layer.self_attn
                attention.in_proj_weight.copy_(torch.cat([query, key, value]))
                biases = [graph.values(f"{prefix}.attention.self.{name}.bias") for name in ("query", "key", "value")]
                attention.in_proj_bias.copy_(torch.cat(biases))
                for parameter, matrix in (
                    (attention.out_proj.weight, output),
                    (layer.linear1.weight, inner),
                    (layer.linear2.weight, outer),
                ):
                    parameter.copy_(matrix)
                for name, parameter in _vectors_of(layer, prefix):
                    parameter.copy_(graph.values(name))


def _vectors_of(layer: Any, prefix: str) -> list[tuple[str, Tensor]]:
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


def begun(description: str | None) -> tuple[dict[str, Any], Path, EncoderGraph]:
    """Return what the file of examples tells, the file to write, and the encoder; the command line names both files."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("examples", type=Path)
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    random.seed(SEED)
    torch.manual_seed(SEED)
    told: dict[str, Any] = json.loads(arguments.examples.read_text(encoding="utf-8"))
    return told, arguments.target, EncoderGraph(told["model"])


def pieces_of(texts: Sequence[str], tokenizer_file: str, graph: EncoderGraph, most_tokens: int) -> list[Values]:
    """Return what the encoder's lower half makes of each text's word pieces, each of shape (pieces, `DIMENSIONS`)."""
    tokenizer = Tokenizer.from_file(tokenizer_file)
    tokenizer.enable_truncation(most_tokens)
    tokenizer.enable_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph.with_middle(), options, providers=["CPUExecutionProvider"])
    by_length = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    read: dict[int, Values] = {}
    for start in range(0, len(texts), BATCH):
        places = by_length[start : start + BATCH]
        encoded = tokenizer.encode_batch([texts[place] for place in places])
        ids, mask = (np.array([getattr(one, name) for one in encoded], np.int64) for name in ("ids", "attention_mask"))
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (middle,) = session.run([MIDDLE], inputs)
        for place, pieces, there in zip(places, middle, mask, strict=True):
            read[place] = pieces[there > 0].astype(np.float16)
        print(f"{len(read)} of {len(texts)} texts read", end="\r", flush=True)
    print()
    return [read[place] for place in range(len(texts))]


def padded(batch: Sequence[Values]) -> tuple[Tensor, Tensor]:
    """Return the vectors of a batch, filled up to the longest, and where there are some."""
    longest = max(map(len, batch))
    pieces = torch.zeros(len(batch), longest, DIMENSIONS)
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    for row, one in enumerate(batch):
        pieces[row, : len(one)] = torch.tensor(one, dtype=torch.float32)
        mask[row, : len(one)] = True
    return pieces, mask


class Learning:
    """Take steps; the rate rises over the first of them and falls to nothing over the others."""

    def __init__(self, parameters: Iterator[nn.Parameter] | list[dict[str, Any]], rate: float, steps: int) -> None:
        self._optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
        self._rate = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda step: min(1.0, step / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
        )
        self._steps = steps
        self._taken = 0

    def step(self, loss: Tensor, layers: nn.Module) -> None:
        """Change the layers by one step that lessens the loss."""
        self._optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(layers.parameters(), 1.0)
        self._optimizer.step()
        self._rate.step()
        if self._taken % 50 == 0:
            print(f"step {self._taken} of {self._steps}, loss {loss.item():.2f}", flush=True)
        self._taken += 1
