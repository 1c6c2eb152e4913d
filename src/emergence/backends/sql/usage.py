"""The sums in SQL."""

from ...domain.usage import Spend
from .dialect import Run, given, insert
from .schema import spends

C = spends.c
ADD = insert(spends).values({column.name: given(column.name, column) for column in C}).on_conflict_do_nothing(index_elements=[C.id])


class SqlSpends:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def add(self, spend: Spend) -> None:
        tokens = (spend.tokens.input, spend.tokens.output) if spend.tokens else (None, None)
        paid = (spend.id, spend.owner, spend.agent, spend.provider, spend.model, spend.at, *tokens, spend.cost)
        await self._run(ADD, dict(zip(C.keys(), paid, strict=True)))
