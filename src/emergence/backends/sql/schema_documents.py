"""The tables of documents as the statements see them; beside the others, in the same metadata."""

import sqlalchemy as sa

from .dialect import MOMENT, Json
from .schema import NUMBER, metadata, of_a_user

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    of_a_user("owner"),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("updated_at", MOMENT, nullable=False),
    sa.Column("format", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("pages", sa.Integer),
    sa.Column("passages", sa.Integer, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("author", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("written_at", MOMENT),
    sa.Column("done", sa.Integer, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("gone", sa.Boolean, nullable=False),
    sa.Column("headings", Json),
    sa.UniqueConstraint("id", "owner"),  # what its text and passages refer to: nobody writes into somebody else's document
    sa.UniqueConstraint("owner", "hash"),
    sa.Index("documents_by_time", "owner", "gone", "created_at", "id"),
)


def _of_a_document() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["document_id", "owner"], ["documents.id", "documents.owner"], ondelete="CASCADE")


document_parts = sa.Table(
    "document_parts",
    metadata,
    sa.Column("document_id", sa.Text, primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("page", sa.Integer),
    sa.Column("text", sa.Text, nullable=False),
    _of_a_document(),
)

passages = sa.Table(
    "passages",
    metadata,
    sa.Column("key", NUMBER, sa.Identity(), primary_key=True),  # what the full text points to
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("document_id", sa.Text, nullable=False),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("page", sa.Integer),
    sa.Column("heading", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("stems", sa.Text, nullable=False),
    sa.Column("grams", sa.Text, nullable=False),
    sa.Column("context", sa.Text, nullable=False),
    _of_a_document(),
    sa.UniqueConstraint("document_id", "n"),
    sa.Index("passages_of_owner", "owner"),
)

terms = sa.Table(  # in how many passages of an owner a term is
    "terms",
    metadata,
    sa.Column("owner", sa.Text, sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("lane", sa.Text, primary_key=True),
    sa.Column("term", sa.Text, primary_key=True),
    sa.Column("passages", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

corpora = sa.Table(  # all passages of an owner, counted
    "corpora",
    metadata,
    sa.Column("owner", sa.Text, sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("passages", sa.BigInteger, nullable=False),
    sa.Column("stems", sa.BigInteger, nullable=False),
    sa.Column("grams", sa.BigInteger, nullable=False),
    sa.Column("label", sa.Text),
)

thread_documents = sa.Table(  # the documents that a thread is about
    "thread_documents",
    metadata,
    sa.Column("thread_id", sa.Text, primary_key=True),
    sa.Column("document_id", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["thread_id", "owner"], ["threads.id", "threads.owner"], ondelete="CASCADE"),
    _of_a_document(),
    sa.Index("threads_of_document", "document_id", "owner"),
)
