"""The tables as the statements see them. What makes and changes them is in alembic/versions; a test compares the two."""

from typing import Any

import sqlalchemy as sa

from .dialect import MOMENT, Json

metadata = sa.MetaData()
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

users = sa.Table(
    "users",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("email", sa.Text, nullable=False, unique=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("password_hash", sa.Text),
    sa.Column("disabled_at", MOMENT),
)


def of_a_user(name: str = "user_id", *, nullable: bool = False) -> sa.Column[str]:
    """A column that says whose a row is; with the person it goes."""
    return sa.Column(name, sa.Text, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=nullable)


def _partial(name: str, where: sa.ColumnElement[bool] | sa.TextClause, *columns: sa.Column[Any], unique: bool = False) -> None:
    sa.Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    of_a_user(),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("seen_at", MOMENT, nullable=False),
    sa.Column("idle_until", MOMENT, nullable=False),
    sa.Column("ends_at", MOMENT, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("user_agent", sa.Text, nullable=False),
    sa.Column("revoked_at", MOMENT),
    sa.Index("sessions_of_user", "user_id"),
    sa.Index("sessions_by_begin", "created_at", "id"),
)

live_sessions = sa.Table(
    "live_sessions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    of_a_user(),
    sa.Column("at", MOMENT, nullable=False),
    sa.Index("live_sessions_of_user", "user_id"),
)

tickets = sa.Table(
    "tickets",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("purpose", sa.Text, nullable=False),
    of_a_user(nullable=True),
    sa.Column("expires_at", MOMENT, nullable=False),
    sa.Index("tickets_of_user", "user_id"),
)

factors = sa.Table(
    "factors",
    metadata,
    sa.Column("user_id", sa.Text, sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("sealed_secret", sa.Text, nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("confirmed_at", MOMENT),
    sa.Column("last_step", sa.BigInteger, nullable=False),
)

recovery_codes = sa.Table(
    "recovery_codes",
    metadata,
    sa.Column("user_id", sa.Text, sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("hash", sa.Text, primary_key=True),
)

api_keys = sa.Table(
    "api_keys",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    of_a_user(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
    sa.Column("hint", sa.Text, nullable=False),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("expires_at", MOMENT),
    sa.Column("used_at", MOMENT),
    sa.Column("revoked_at", MOMENT),
    sa.Index("api_keys_of_user", "user_id"),
)

outsides = sa.Table(
    "outsides",
    metadata,
    sa.Column("issuer", sa.Text, primary_key=True),
    sa.Column("subject", sa.Text, primary_key=True),
    of_a_user(),
    sa.Column("linked_at", MOMENT, nullable=False),
    sa.Index("outsides_of_user", "user_id"),
)

audit = sa.Table(  # no reference to people: a line outlives who it tells of
    "audit",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("actor", sa.Text),
    sa.Column("actor_email", sa.Text),
    sa.Column("target", sa.Text),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("user_agent", sa.Text, nullable=False),
    sa.Column("request_id", sa.Text),
    sa.Column("note", sa.Text),
    sa.Index("audit_by_time", "at", "id"),
)

threads = sa.Table(
    "threads",
    metadata,
    sa.Column("n", NUMBER, sa.Identity(), primary_key=True),  # what the full text points to
    sa.Column("id", sa.Text, nullable=False, unique=True),
    of_a_user("owner"),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("updated_at", MOMENT, nullable=False),
    sa.Column("agent", sa.Text),
    sa.Column("archived", sa.Boolean, nullable=False),
    sa.Column("titled", sa.Boolean, nullable=False),
    sa.Column("last_seq", sa.Integer, nullable=False, server_default="0"),
    sa.UniqueConstraint("id", "owner"),  # what a message refers to: nobody writes into somebody else's thread
    sa.Index("threads_by_use", "owner", "archived", "updated_at", "id"),
)

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("n", NUMBER, sa.Identity(), primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("thread_id", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("speaker", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("ref", sa.Text),
    sa.Column("reply_to", sa.Text),
    sa.Column("superseded_by", sa.Text),
    sa.Column("model", sa.Text),
    sa.Column("tokens_in", sa.Integer),
    sa.Column("tokens_out", sa.Integer),
    sa.Column("cost", sa.Double),
    sa.Column("finish", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("beat_at", MOMENT),
    sa.Column("finished_at", MOMENT),
    sa.Column("context", Json),
    sa.ForeignKeyConstraint(["thread_id", "owner"], ["threads.id", "threads.owner"], ondelete="CASCADE"),
    sa.UniqueConstraint("thread_id", "seq", "version"),
)
_partial("messages_now", messages.c.superseded_by.is_(None), messages.c.thread_id, messages.c.seq, unique=True)
_partial("messages_by_ref", messages.c.ref.is_not(None), messages.c.owner, messages.c.ref, unique=True)
_partial("messages_by_reply", messages.c.reply_to.is_not(None), messages.c.reply_to)
_partial("messages_streaming", sa.text("status = 'streaming'"), messages.c.beat_at)

spends = sa.Table(
    "spends",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("agent", sa.Text, nullable=False),
    sa.Column("provider", sa.Text, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("tokens_in", sa.Integer),
    sa.Column("tokens_out", sa.Integer),
    sa.Column("cost", sa.Double),
    sa.Column("thread_id", sa.Text),  # no foreign key: what was paid stays when the thread is deleted
    sa.Index("spends_of_owner", "owner", "at"),
    sa.Index("spends_of_thread", "thread_id"),
)

jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("run_at", MOMENT, nullable=False),
    sa.Column("data", Json, nullable=False),
    sa.Column("owner", sa.Text),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("error", sa.Text),
    sa.Column("dead_at", MOMENT),
)
_partial("jobs_due", jobs.c.dead_at.is_(None), jobs.c.run_at, jobs.c.id)
