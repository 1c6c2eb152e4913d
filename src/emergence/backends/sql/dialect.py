"""What differs between the two dialects and is not a connection: types, and how a Core statement becomes SQL and arguments.

A statement is compiled once for a dialect and then sent straight to the driver: that costs a tenth of what SQLAlchemy's own
execution does, and every statement of a chat turn passes here. Both dialects speak ON CONFLICT alike, and SQLAlchemy's
construct for Postgres renders for both, so `insert` is that one. SKIP LOCKED is dropped for SQLite by SQLAlchemy itself.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

__all__ = ["MOMENT", "Json", "Prepared", "Row", "Run", "Statements", "all_of", "alone_with", "given", "insert", "pairs_of", "values_of"]

Row = Sequence[Any]
Process = Callable[[Any], Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Run(Protocol):
    """Sends one statement and answers all of its rows."""

    async def __call__(self, statement: Executable, values: Mapping[str, Any], /) -> Sequence[Row]: ...


class Microseconds(sa.TypeDecorator[datetime]):
    """A moment as SQLite keeps it: microseconds since 1970, which sort, compare and come back exactly."""

    impl = sa.BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Process:
        return _microseconds

    def result_processor(self, dialect: Dialect, coltype: object) -> Process:
        return _moment


def _microseconds(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - EPOCH) // MICROSECOND


def _moment(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else EPOCH + microseconds * MICROSECOND


class Json(sa.TypeDecorator[dict[str, Any]]):
    """A JSON object kept as text, alike in both dialects."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else json.loads(value)


MOMENT = sa.TIMESTAMP(timezone=True).with_variant(Microseconds(), "sqlite")


def given(name: str, column: sa.Column[Any]) -> sa.BindParameter[Any]:
    """A value of this column's type, given when the statement is sent."""
    return sa.bindparam(name, type_=column.type)


class alone_with(sa.sql.functions.FunctionElement[str]):
    """Selected with a name: until the commit no other transaction gets past it with that name. SQLite has one writer anyway."""

    type = sa.Text()
    inherit_cache = True


@compiles(alone_with)
def _locked(element: alone_with, compiler: SQLCompiler, **options: Any) -> str:
    return f"pg_advisory_xact_lock(hashtextextended({compiler.process(element.clauses, **options)}, 0))"


@compiles(alone_with, "sqlite")
def _free(element: alone_with, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


def all_of(table: sa.Table) -> dict[str, sa.BindParameter[Any]]:
    """A value for every column of a table, given by the column's name."""
    return {column.name: given(column.name, column) for column in table.c}


class values_of(FunctionElement[str]):
    """The strings of a JSON list, for IN: as many as there are, in one value."""

    inherit_cache = True


class pairs_of(FunctionElement[str]):
    """The rows `key, value` of a JSON object, in its order; in Postgres the values are text."""

    inherit_cache = True


@compiles(values_of, "sqlite")
def _values_in_sqlite(element: FunctionElement[str], compiler: Any, **more: Any) -> str:
    return f"(SELECT value FROM json_each({compiler.process(element.clauses, **more)}))"  # noqa: S608 - the value is a bound one


@compiles(values_of, "postgresql")
def _values_in_postgres(element: FunctionElement[str], compiler: Any, **more: Any) -> str:
    return f"(SELECT json_array_elements_text(CAST({compiler.process(element.clauses, **more)} AS json)))"


@compiles(pairs_of, "sqlite")
def _pairs_in_sqlite(element: FunctionElement[str], compiler: Any, **more: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **more)})"


@compiles(pairs_of, "postgresql")
def _pairs_in_postgres(element: FunctionElement[str], compiler: Any, **more: Any) -> str:
    return f"json_each_text(CAST({compiler.process(element.clauses, **more)} AS json))"


class Prepared:
    """A statement as its driver takes it, with what turns values into arguments and columns into values."""

    __slots__ = ("_arguments", "_columns", "_constants", "sql")

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self.sql = str(compiled)
        self._constants = {name: compiled.params[name] for name, bind in binds.items() if not bind.required}
        self._arguments = [(name, _to_driver(binds[name].type, dialect)) for name in compiled.positiontup]
        columns = [_from_driver(column.type, dialect) for column in statement.exported_columns]
        self._columns = [(place, process) for place, process in enumerate(columns) if process]

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        """The values in the order and shape in which the driver takes them."""
        known = {**self._constants, **values} if self._constants else values
        return [known[name] if process is None else process(known[name]) for name, process in self._arguments]

    def rows(self, answer: Sequence[Row]) -> Sequence[Row]:
        """The driver's rows with every column in its Python type."""
        return [self._row(row) for row in answer] if self._columns else answer

    def _row(self, answer: Row) -> Row:
        row = list(answer)
        for place, process in self._columns:
            row[place] = process(row[place])
        return row


class Statements(dict[Executable, Prepared]):
    """Every statement that was used, prepared once. Statements live in modules, so there are only so many."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def __missing__(self, statement: Executable) -> Prepared:
        prepared = self[statement] = Prepared(statement, self._dialect)
        return prepared


def _to_driver(kind: Any, dialect: Dialect) -> Process | None:
    process: Process | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return process


def _from_driver(kind: Any, dialect: Dialect) -> Process | None:
    """Drivers answer numbers and text as Python's own; only truth values and our own types need a hand."""
    here = kind.dialect_impl(dialect)
    process: Process | None = here.result_processor(dialect, None) if isinstance(here, sa.Boolean | sa.TypeDecorator) else None
    return process
