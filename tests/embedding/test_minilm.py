"""all-MiniLM-L6-v2 as it runs here, against vectors that the model's own library made of the same sentences."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from emergence.backends.embedding import Place, open_embedder
from emergence.backends.embedding.minilm import built
from emergence.domain.problems import Unavailable
from emergence.ports.embedding import Embedder, Vector

# The first eight numbers that sentence-transformers 6.2 with torch 2.13 gives.
KNOWN = {
    "A man is eating food.": [0.03324, 0.00441, -0.00628, 0.04838, -0.1387, -0.03362, 0.10113, -0.05438],
    "A man is eating a piece of bread.": [0.05252, 0.05524, -0.01119, -0.00575, -0.12721, -0.02225, 0.07688, 0.01319],
    "The girl is carrying a baby.": [-0.03631, -0.03565, -0.02722, 0.03832, 0.07078, -0.01658, 0.06168, 0.05444],
    "Le chat dort sur le canapé.": [-0.06992, 0.04921, 0.02411, -0.07254, -0.00044, -0.04951, 0.05063, 0.08853],
    "": [-0.11884, 0.0483, -0.00255, -0.01101, 0.05195, 0.01029, 0.11543, 0.0007],
}
FOOD, BREAD, BABY = list(KNOWN)[:3]


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home") / "models"
    built(folder)
    return folder


@pytest.fixture
async def model(models: Path) -> AsyncIterator[Embedder]:
    async with open_embedder("all-MiniLM-L6-v2", Place(models)) as opened:
        yield opened


def cosine(one: Vector, other: Vector) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def close(vectors: Sequence[Vector]) -> list[object]:
    return [pytest.approx(list(vector), abs=1e-5) for vector in vectors]


async def test_vectors_are_those_of_the_real_model(model: Embedder) -> None:
    found = await model.embed(list(KNOWN))
    assert [list(vector[:8]) for vector in found] == [pytest.approx(known, abs=1e-4) for known in KNOWN.values()]


async def test_what_means_the_same_lies_close_together(model: Embedder) -> None:
    food, bread, baby = await model.embed([FOOD, BREAD, BABY])
    assert cosine(food, bread) == pytest.approx(0.7553, abs=1e-3)
    assert cosine(food, baby) == pytest.approx(-0.105, abs=1e-3)


async def test_a_vector_has_length_one_and_the_dimensions_that_are_told(model: Embedder) -> None:
    (vector,) = await model.embed([FOOD], "question")
    assert (len(vector), vector.typecode) == (model.dimensions, "f")
    assert cosine(vector, vector) == pytest.approx(1, abs=1e-5)
    assert model.label == "all-MiniLM-L6-v2/fp32/384"


async def test_many_at_once_are_what_each_is_alone(model: Embedder) -> None:
    texts = [f"{FOOD} " * (n % 7 + 1) + str(n) for n in range(40)]
    alone = [(await model.embed([text]))[0] for text in texts]
    assert [list(vector) for vector in await model.embed(texts)] == close(alone)


async def test_a_text_longer_than_the_model_reads_is_cut(model: Embedder) -> None:
    as_read, longer = await model.embed(["word " * 254, "word " * 254 + "and something else at last"])
    assert [list(longer)] == close([as_read])


async def test_nothing_becomes_nothing(model: Embedder) -> None:
    assert await model.embed([]) == []


async def test_the_loop_goes_on_and_a_question_does_not_wait_for_a_document(model: Embedder) -> None:
    await model.embed([FOOD])
    reading = asyncio.create_task(model.embed(["a long passage of a document " * 40] * 64))
    await asyncio.sleep(0)
    await model.embed([FOOD], "question")
    assert not reading.done()
    reading.cancel()


async def test_a_graph_that_cannot_be_read_is_told_and_not_hidden(models: Path, tmp_path: Path) -> None:
    shutil.copy(built(models), tmp_path)
    built(tmp_path).write_bytes(b"half of it")
    async with open_embedder("all-MiniLM-L6-v2", Place(tmp_path)) as model:
        with pytest.raises(Unavailable, match="all-MiniLM-L6-v2 cannot be loaded"):
            await model.embed([FOOD])


def test_the_graph_is_built_once_and_nothing_is_left_beside_it(models: Path) -> None:
    before = built(models).stat().st_mtime_ns
    assert built(models).stat().st_mtime_ns == before
    assert [path.name for path in models.iterdir()] == ["all-MiniLM-L6-v2-fp32-384.onnx"]
