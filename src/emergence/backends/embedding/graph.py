"""A BERT encoder as an ONNX graph, written from the weights of its safetensors: tokens in, a vector of length one a text out."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import onnx

OPSET, MICROSOFT = 20, "com.microsoft"
LAYER = "encoder.layer.{}."


def build(weights: Path, config: Path) -> bytes:
    """The model that these weights make, serialized."""
    sizes = json.loads(config.read_text(encoding="utf-8"))
    return Graph(read_weights(weights), sizes["num_attention_heads"], sizes["layer_norm_eps"]).model(sizes["num_hidden_layers"])


def read_weights(path: Path) -> "dict[str, np.ndarray]":
    """The tensors of a safetensors file that holds single-precision floats."""
    import numpy as np

    content = np.memmap(path, mode="r")
    length = int.from_bytes(content[:8].tobytes(), "little")
    described = json.loads(content[8 : 8 + length].tobytes())
    tensors = {}
    for name, tensor in described.items():
        if tensor.get("dtype") == "F32":
            start, end = tensor["data_offsets"]
            tensors[name] = content[8 + length + start : 8 + length + end].view(np.float32).reshape(tensor["shape"])
    return tensors


class Graph:
    """Nodes and their weights, in the order they are computed."""

    def __init__(self, weights: "dict[str, np.ndarray]", heads: int, epsilon: float) -> None:
        self._weights, self._heads, self._epsilon = weights, heads, epsilon
        self._nodes: list[Any] = []
        self._kept: dict[str, Any] = {}

    def model(self, layers: int) -> bytes:
        """The whole model, serialized."""
        from onnx import TensorProto, helper, numpy_helper

        state = self._embeddings()
        for n in range(layers):
            state = self._layer(LAYER.format(n), state)
        self._pool(state)
        tokens = [helper.make_tensor_value_info(name, TensorProto.INT32, ["texts", "tokens"]) for name in ("ids", "mask")]
        vectors = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", self._weights["embeddings.LayerNorm.bias"].size])]
        graph = helper.make_graph(self._nodes, "encoder", tokens, vectors)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        written: onnx.ModelProto = helper.make_model(graph, opset_imports=opsets, ir_version=9)
        while self._kept:  # one by one: all of them twice would be felt
            written.graph.initializer.append(numpy_helper.from_array(*reversed(self._kept.popitem())))
        serialized: bytes = written.SerializeToString()
        return serialized

    def _embeddings(self) -> str:
        # All tokens are of the first type. Positions are a Slice: a Gather by a Range trips a fusion of onnxruntime 1.31.
        places = self._weights["embeddings.position_embeddings.weight"] + self._weights["embeddings.token_type_embeddings.weight"][0]
        words = self._node("Gather", self._keep("words", self._weights["embeddings.word_embeddings.weight"]), "ids")
        length = self._node("Shape", "ids", start=1, end=2)
        placed = self._node("Slice", self._keep("places", places), self._numbers(0), length, self._numbers(0))
        return self._norm("embeddings.LayerNorm", self._node("Add", words, placed))

    def _layer(self, name: str, state: str) -> str:
        import numpy as np

        lanes = [f"{name}attention.self.{lane}." for lane in ("query", "key", "value")]
        weight = self._keep(f"{name}qkv", np.concatenate([self._weights[f"{lane}weight"].T for lane in lanes], axis=1))
        bias = self._keep(f"{name}qkv.bias", np.concatenate([self._weights[f"{lane}bias"] for lane in lanes]))
        seen = self._node("Attention", state, weight, bias, "mask", domain=MICROSOFT, num_heads=self._heads)
        state = self._norm(
            f"{name}attention.output.LayerNorm", self._node("Add", self._dense(f"{name}attention.output.dense", seen), state)
        )
        wide = self._node("Gelu", self._dense(f"{name}intermediate.dense", state))
        return self._norm(f"{name}output.LayerNorm", self._node("Add", self._dense(f"{name}output.dense", wide), state))

    def _pool(self, state: str) -> None:
        """The mean of the tokens that are there, made of length one."""
        from onnx import TensorProto

        there = self._node("Unsqueeze", self._node("Cast", "mask", to=TensorProto.FLOAT), self._numbers(2))
        total = self._node("ReduceSum", self._node("Mul", state, there), self._numbers(1), keepdims=0)
        self._node("LpNormalization", total, out="vectors", axis=1, p=2)

    def _dense(self, name: str, state: str) -> str:
        weight = self._keep(f"{name}.weight", self._weights[f"{name}.weight"].T)
        return self._node("Add", self._node("MatMul", state, weight), self._keep(f"{name}.bias", self._weights[f"{name}.bias"]))

    def _norm(self, name: str, state: str) -> str:
        scale, bias = (self._keep(f"{name}.{part}", self._weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self._node("LayerNormalization", state, scale, bias, epsilon=self._epsilon)

    def _numbers(self, *numbers: int) -> str:
        import numpy as np

        return self._keep("numbers_" + "_".join(map(str, numbers)), np.array(numbers, np.int64))

    def _keep(self, name: str, array: "np.ndarray") -> str:
        import numpy as np

        self._kept[name] = np.ascontiguousarray(array)
        return name

    def _node(self, kind: str, *inputs: str, out: str = "", **attributes: Any) -> str:
        from onnx import helper

        out = out or f"{kind.lower()}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [out], **attributes))
        return out
