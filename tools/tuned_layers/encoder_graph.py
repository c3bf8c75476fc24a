"""Read and change the graph of the sentence encoder, and cut it in the middle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnx.utils import Extractor
from torch import Tensor, nn

MIDDLE = "layer_norm_6"
"""What the third of six layers gives, by its name in the encoder's graph."""
MATRICES_OF_A_LAYER = 6
DIMENSIONS = 384

Values = npt.NDArray[Any]


class EncoderGraph:
    """Read and change the weights of the encoder's graph, whose matrices have 8 bits and a scale for each column."""

    def __init__(self, path: str) -> None:
        model = onnx.load(path)
        self._model = model
        made_by = {output: node for node in model.graph.node for output in node.output}
        self._values = {one.name: one for one in model.graph.initializer}
        self._matrices = [
            made_by[node.input[1]].input[1].removesuffix("_scale")
            for node in model.graph.node
            if node.op_type == "MatMul" and node.input[1] in made_by
            if made_by[node.input[1]].op_type == "Mul" and made_by[node.input[1]].input[1].endswith("_scale")
        ]

    def values(self, name: str) -> Tensor:
        """Return one of the graph's arrays."""
        return torch.tensor(numpy_helper.to_array(self._values[name]).astype(np.float32))

    def matrices(self, layer: int) -> list[str]:
        """Return the names of a layer's matrices: query, key, value, attention's output, inner, output."""
        start = layer * MATRICES_OF_A_LAYER
        return self._matrices[start : start + MATRICES_OF_A_LAYER]

    def matrix(self, name: str) -> Tensor:
        """Return a matrix as PyTorch has it, shape (out, in)."""
        return (self.values(f"{name}_q") * self.values(f"{name}_scale")).T

    def set_values(self, name: str, values: Tensor) -> None:
        """Put an array in the place of one."""
        self._replace(name, values.detach().numpy().astype(np.float32))

    def set_matrix(self, name: str, values: Tensor) -> None:
        """Put a matrix in the place of one, rounded to 8 bits."""
        matrix = values.detach().numpy().T
        scale = np.abs(matrix).max(axis=0, keepdims=True) / 127
        self._replace(f"{name}_q", np.round(matrix / scale).astype(np.int8))
        self._replace(f"{name}_scale", scale.astype(np.float32))

    def _replace(self, name: str, values: Values) -> None:
        self._values[name].CopyFrom(numpy_helper.from_array(np.ascontiguousarray(values), name))

    def with_middle(self) -> bytes:
        """Return the graph with one output more, what its middle layer gives."""
        model = onnx.ModelProto()
        model.CopyFrom(self._model)
        model.graph.output.append(helper.make_empty_tensor_value_info(MIDDLE))
        serialized: bytes = model.SerializeToString()
        return serialized

    def upper_half(self) -> onnx.ModelProto:
        """Return the part from the middle layer's vectors on."""
        self._model.graph.value_info.append(
            helper.make_tensor_value_info(MIDDLE, TensorProto.FLOAT, ["batch", "sequence", DIMENSIONS])
        )
        given = [MIDDLE, "input_ids", "attention_mask", "token_type_ids"]
        return Extractor(self._model).extract_model(given, ["last_hidden_state"])


def add_mean(model: onnx.ModelProto) -> None:
    """Let a graph make the mean of its vectors, as "mean"."""
    graph = model.graph
    for name, axis in (("mean.axis_of_pieces", 1), ("mean.last_axis", 2)):
        graph.initializer.append(numpy_helper.from_array(np.array([axis], np.int64), name))
    for operator, given, made, attributes in (
        ("Cast", ["attention_mask"], "mean.mask", {"to": TensorProto.FLOAT}),
        ("Unsqueeze", ["mean.mask", "mean.last_axis"], "mean.there", {}),
        ("Mul", ["last_hidden_state", "mean.there"], "mean.pieces", {}),
        ("ReduceSum", ["mean.pieces", "mean.axis_of_pieces"], "mean.sum", {"keepdims": 0}),
        ("ReduceSum", ["mean.there", "mean.axis_of_pieces"], "mean.count", {"keepdims": 0}),
        ("Div", ["mean.sum", "mean.count"], "mean", {}),
    ):
        graph.node.append(helper.make_node(operator, given, [made], **attributes))


def add_sections(model: onnx.ModelProto, head: nn.Linear) -> None:
    """Let a graph give the logarithms of the sections' probabilities, from the mean of its vectors."""
    graph = model.graph
    for name, values in (("sections.weight", head.weight), ("sections.bias", head.bias)):
        graph.initializer.append(numpy_helper.from_array(values.detach().numpy(), name))
    given = ["mean", "sections.weight", "sections.bias"]
    graph.node.append(helper.make_node("Gemm", given, ["sections.scores"], transB=1))
    graph.node.append(helper.make_node("LogSoftmax", ["sections.scores"], ["sections"], axis=1))
    _give_only(model, "sections", head.out_features)


def add_embedding(model: onnx.ModelProto) -> None:
    """Let a graph give the mean of its vectors, of length 1."""
    model.graph.node.append(helper.make_node("LpNormalization", ["mean"], ["embedding"], axis=1, p=2))
    _give_only(model, "embedding", DIMENSIONS)


def _give_only(model: onnx.ModelProto, name: str, width: int) -> None:
    del model.graph.output[:]
    model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", width]))


def save(model: onnx.ModelProto, told: dict[str, str], target: Path) -> None:
    """Check a graph and write it, with what is told of it."""
    helper.set_model_props(model, told)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")
