"""The people of the authorisation matrix: one who owns things, and everybody who has no business with them."""

import hashlib
import json
import re
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import sqlalchemy as sa
from house import PASSWORD, House, Person
from matrix import Line
from reading import form
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from emergence.backends.sql.schema import jobs, users
from emergence.backends.sql.schema_documents import metadata
from emergence.domain.jobs import MAX_ATTEMPTS, Job

CANARY = "heron"
CODE = re.compile(r'^{"code":"(\w+)"')
EMAIL = f"{CANARY}@example.org"
MINE = (users.c.id, *(column for table in metadata.tables.values() for column in table.c if column.name in {"user_id", "owner"}))
Ids = dict[str, str]


def filled(text: str, ids: Ids) -> str:
    """The text with its ids in place."""
    return re.sub(r"\{(\w+)\}", lambda named: ids[named[1]], text)


def filled_body(body: dict[str, Any] | None, ids: Ids) -> Any:
    return None if body is None else json.loads(filled(json.dumps(body), ids))


async def belongings(person: Person, word: str = "otter") -> Ids:
    """A thread of theirs with a question and an answer, a document, a key, another session; all of them hold this word."""
    ref = uuid.uuid4().hex
    said = [{"role": "user", "content": f"{word}?", "ref": ref}, {"role": "assistant", "speaker": "neo", "content": f"{word}!"}]
    _, brought = await person.ask("POST", "/api/threads/import", json={"threads": [{"title": f"A {word}", "messages": said}]})
    thread = brought["items"][0]
    _, key = await person.ask("POST", "/api/auth/keys", json={"name": word, "scope": "chat"})
    _, document = await person.ask("POST", "/api/documents/", **form((f"{word}.txt", word.encode())))
    return {
        "thread_id": thread["id"],
        "message_id": thread["messages"][0]["id"],
        "reply_id": thread["messages"][1]["id"],
        "ref": ref,
        "key_id": key["id"],
        "document_id": document["id"],
        "page": "1",
        "session_id": await session_of(person),
        "cursor": f"9999999999999999-{thread['id']}",
        "email": person.email,
        "name": "none.js",
    }


async def session_of(person: Person) -> str:
    """Another session of theirs."""
    body = {"email": person.email, "password": PASSWORD, "mode": "bearer"}
    async with person.house.http.post(f"{person.house.base}/api/auth/login", json=body) as response:
        return str((await response.json())["session"]["id"])


def plain(body: bytes) -> str:
    """What was answered, unpacked if it was packed."""
    if not body.startswith(b"PK"):
        return body.decode()
    with ZipFile(BytesIO(body)) as packed:
        return "".join(name + packed.read(name).decode() for name in packed.namelist())


async def dead_job(house: House) -> str:
    """A job that was given up."""
    job = Job(uuid.uuid4().hex, "test", house.services.clock.now(), attempts=MAX_ATTEMPTS)
    async with house.services.store.begin() as tx:
        await tx.jobs.add(job)
        await tx.jobs.bury(job.id, house.services.clock.now(), "no")
    return job.id


@dataclass
class Company:
    """`ids` are the owner's, who does nothing any more; the others are named by what they are. `kept` is the digest at the beginning."""

    house: House
    owner: Person
    ids: Ids
    others: dict[str, Person]
    own: dict[str, Ids]
    engine: AsyncEngine
    kept: str = ""

    async def ask(self, line: Line, person: Person, ids: Ids, **more: Any) -> str:
        """Status, code and whatever else is said."""
        body = {"json": filled_body(line.body, ids)} if line.body else {}
        shown = {"headers": {"Authorization": f"Bearer {person.token}"}}
        address = self.house.base + filled(line.path + line.query, ids)
        async with self.house.http.request(line.method, address, **(body | shown | more)) as response:
            said = plain(await response.read())
            return f"{response.status} {''.join(CODE.findall(said)[:1])} {said}"

    async def digest(self) -> str:
        """Of every row that is the owner's, in all tables, and of the job that was given up."""
        asked = [*((column, self.owner.id) for column in MINE), (jobs.c.id, self.ids["job_id"])]
        async with self.engine.connect() as look:
            rows = [str(row) for column, value in asked for row in await look.execute(rows_of(column, value))]
        assert len(rows) > 6
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()

    async def newcomer(self, role: str = "member") -> Person:
        """Somebody whom it does not hurt to lose."""
        return await self.house.person(role=role)


def rows_of(column: sa.Column[Any], value: str) -> sa.Select[Any]:
    return sa.select(column.table).where(column == value).order_by(*column.table.primary_key)


@asynccontextmanager
async def gathered(house: House) -> AsyncIterator[Company]:
    """Everybody, in this house."""
    owner = await house.person(EMAIL)
    ids = await belongings(owner, CANARY) | {"job_id": await dead_job(house)}
    member, admin, gone = await house.person(), await house.person(role="admin"), await house.person()
    await gone.ask("POST", "/api/auth/logout")
    others = {"member": member, "admin": admin, "revoked": gone, "anonymous": Person(house, "", "", "")}
    for scope in ("read", "chat"):
        _, key = await member.ask("POST", "/api/auth/keys", json={"name": scope, "scope": scope})
        others[f"{scope} key"] = Person(house, member.email, key["secret"], member.id)
    theirs = await belongings(member)
    own = dict.fromkeys(others, theirs) | {"admin": await belongings(admin)}
    company = Company(house, owner, ids, others, own, create_async_engine(house.settings.database))
    company.kept = await company.digest()
    yield company
    await company.engine.dispose()
