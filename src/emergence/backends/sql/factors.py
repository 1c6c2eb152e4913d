"""Second factors and personal keys in SQL."""

from dataclasses import astuple
from datetime import datetime

import sqlalchemy as sa

from ...domain.accounts import ApiKey, Factor, User
from ...domain.problems import Conflict
from .dialect import Run, all_of, given, insert
from .schema import api_keys, factors, recovery_codes, users

F, R, K, U = factors.c, recovery_codes.c, api_keys.c, users.c
USER_ID = given("user_id", U.id)

FIND = sa.select(*F).where(F.user_id == USER_ID)
BEGINNING = insert(factors).values(all_of(factors))
BEGIN = BEGINNING.on_conflict_do_update(
    index_elements=[F.user_id],
    set_={"sealed_secret": BEGINNING.excluded.sealed_secret, "created_at": BEGINNING.excluded.created_at, "last_step": 0},
    where=F.confirmed_at.is_(None),
).returning(F.user_id)
STEP = given("step", F.last_step)
USE_STEP = (
    sa.update(factors)
    .where(F.user_id == USER_ID, F.last_step < STEP)
    .values(last_step=STEP, confirmed_at=sa.func.coalesce(F.confirmed_at, given("now", F.confirmed_at)))
    .returning(F.user_id)
)
REMOVE = sa.delete(factors).where(F.user_id == USER_ID)

DROP_CODES = sa.delete(recovery_codes).where(R.user_id == USER_ID)
ADD_CODE = insert(recovery_codes).values(all_of(recovery_codes))
USE_CODE = sa.delete(recovery_codes).where(R.user_id == USER_ID, R.hash == given("code", R.hash)).returning(R.hash)
COUNT_CODES = sa.select(sa.func.count()).select_from(recovery_codes).where(R.user_id == USER_ID)

ADD_KEY = insert(api_keys).values(all_of(api_keys))
FIND_KEY = sa.select(*K, *U).join_from(api_keys, users, K.user_id == U.id).where(K.hash == given("key_hash", K.hash))
KEYS_OF_USER = sa.select(*K).where(K.user_id == USER_ID, K.revoked_at.is_(None)).order_by(K.created_at.desc(), K.id.desc())
KEY_ID, NOW = given("key_id", K.id), given("now", K.revoked_at)
KEY_USED = sa.update(api_keys).where(K.id == KEY_ID).values(used_at=NOW)
REVOKE_KEYS = (
    sa.update(api_keys)
    .where(K.user_id == USER_ID, K.revoked_at.is_(None), sa.or_(KEY_ID.is_(None), K.id == KEY_ID))
    .values(revoked_at=NOW)
    .returning(K.id)
)


class SqlFactors:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def find(self, user_id: str) -> Factor | None:
        rows = await self._run(FIND, {"user_id": user_id})
        return Factor(*rows[0]) if rows else None

    async def begin(self, factor: Factor) -> None:
        if not await self._run(BEGIN, dict(zip(F.keys(), astuple(factor), strict=True))):
            raise Conflict("There is a second factor already.", "factor_exists")

    async def use_step(self, user_id: str, step: int, confirmed_at: datetime) -> bool:
        return bool(await self._run(USE_STEP, {"user_id": user_id, "step": step, "now": confirmed_at}))

    async def set_codes(self, user_id: str, hashes: tuple[str, ...]) -> None:
        await self._run(DROP_CODES, {"user_id": user_id})
        for code in hashes:
            await self._run(ADD_CODE, {"user_id": user_id, "hash": code})

    async def use_code(self, user_id: str, code_hash: str) -> bool:
        return bool(await self._run(USE_CODE, {"user_id": user_id, "code": code_hash}))

    async def codes_left(self, user_id: str) -> int:
        return int((await self._run(COUNT_CODES, {"user_id": user_id}))[0][0])

    async def remove(self, user_id: str) -> None:
        await self._run(REMOVE, {"user_id": user_id})
        await self._run(DROP_CODES, {"user_id": user_id})


class SqlApiKeys:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def add(self, key: ApiKey) -> None:
        await self._run(ADD_KEY, dict(zip(K.keys(), astuple(key), strict=True)))

    async def find(self, key_hash: str) -> tuple[ApiKey, User] | None:
        rows = await self._run(FIND_KEY, {"key_hash": key_hash})
        return (ApiKey(*rows[0][: len(K)]), User(*rows[0][len(K) :])) if rows else None

    async def of_user(self, user_id: str) -> tuple[ApiKey, ...]:
        return tuple(ApiKey(*row) for row in await self._run(KEYS_OF_USER, {"user_id": user_id}))

    async def used(self, key_id: str, at: datetime) -> None:
        await self._run(KEY_USED, {"key_id": key_id, "now": at})

    async def revoke(self, user_id: str, now: datetime, *, key_id: str | None = None) -> tuple[str, ...]:
        return tuple(row[0] for row in await self._run(REVOKE_KEYS, {"user_id": user_id, "now": now, "key_id": key_id}))
