"""The sums in SQL."""

import sqlalchemy as sa

from ...domain.usage import Cost, Spend
from .dialect import Row, Run, given, insert
from .schema import spends, threads
from .threads import no_thread

C, T = spends.c, threads.c
CALLS = sa.func.count(C.id)
ADD = insert(spends).values({column.name: given(column.name, column) for column in C}).on_conflict_do_nothing(index_elements=[C.id])
OF_THREAD = (
    sa.select(CALLS, sa.func.sum(C.tokens_in), sa.func.sum(C.tokens_out), sa.func.sum(C.cost))
    .add_columns(CALLS - sa.func.count(C.tokens_in), CALLS - sa.func.count(C.cost), C.agent, C.provider, C.model)
    .select_from(threads.outerjoin(spends, sa.and_(C.thread_id == T.id, C.owner == T.owner)))
    .where(T.id == given("thread_id", T.id), T.owner == given("by", T.owner))
    .group_by(C.agent, C.provider, C.model)
    .order_by(sa.func.min(C.at), C.agent, C.provider, C.model)
)


class SqlSpends:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def add(self, spend: Spend) -> None:
        tokens = (spend.tokens.input, spend.tokens.output) if spend.tokens else (None, None)
        paid = (spend.id, spend.owner, spend.agent, spend.provider, spend.model, spend.at, *tokens, spend.cost, spend.thread_id)
        await self._run(ADD, dict(zip(C.keys(), paid, strict=True)))

    async def of_thread(self, thread_id: str, *, owner: str) -> tuple[Cost, ...]:
        rows = await self._run(OF_THREAD, {"thread_id": thread_id, "by": owner})
        if not rows:
            raise no_thread()
        return tuple(_cost(row) for row in rows if row[0])


def _cost(row: Row) -> Cost:
    calls, read, written, cost, uncounted, unpriced, agent, provider, model = row
    return Cost(calls, read, written, cost, uncounted, unpriced, agent, f"{provider}:{model}")
