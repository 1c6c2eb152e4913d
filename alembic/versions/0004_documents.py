"""Documents, the parts of their text, their passages, and the terms these are found by."""

import sqlalchemy as sa

from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.TIMESTAMP(timezone=True).with_variant(sa.BigInteger(), "sqlite")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    documents()
    text()
    counts()
    for statement in FULL_TEXT[op.get_context().dialect.name]:
        op.execute(sa.DDL(statement))


def must(name: str, kind: object) -> sa.Column:
    return sa.Column(name, kind, nullable=False)


def of_a_user(**more: bool) -> sa.Column:
    return sa.Column("owner", sa.Text, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False, **more)


def of_a_document() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["document_id", "owner"], ["documents.id", "documents.owner"], ondelete="CASCADE")


def documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Text, primary_key=True),
        of_a_user(),
        must("name", sa.Text),
        must("bytes", sa.BigInteger),
        *(must(name, sa.Text) for name in ("hash", "status")),
        *(must(name, MOMENT) for name in ("created_at", "updated_at")),
        *(sa.Column(name, sa.Text) for name in ("format", "reason")),
        sa.Column("pages", sa.Integer),
        must("passages", sa.Integer),
        *(sa.Column(name, sa.Text) for name in ("title", "author", "language")),
        sa.Column("written_at", MOMENT),
        *(must(name, sa.Integer) for name in ("done", "total")),
        must("gone", sa.Boolean),
        sa.Column("headings", sa.Text),
        sa.UniqueConstraint("id", "owner"),
        sa.UniqueConstraint("owner", "hash"),
    )
    op.create_index("documents_by_time", "documents", ["owner", "gone", "created_at", "id"])


def text() -> None:
    op.create_table(
        "document_parts",
        sa.Column("document_id", sa.Text, primary_key=True),
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        must("owner", sa.Text),
        *(must(name, sa.Integer) for name in ("start", "end")),
        sa.Column("page", sa.Integer),
        must("text", sa.Text),
        of_a_document(),
    )
    op.create_table(
        "passages",
        sa.Column("key", NUMBER, sa.Identity(), primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        *(must(name, sa.Text) for name in ("owner", "document_id")),
        *(must(name, sa.Integer) for name in ("n", "start", "end")),
        sa.Column("page", sa.Integer),
        *(must(name, sa.Text) for name in ("heading", "text", "stems", "grams", "context")),
        of_a_document(),
        sa.UniqueConstraint("document_id", "n"),
    )
    op.create_index("passages_of_owner", "passages", ["owner"])


def counts() -> None:
    op.create_table(
        "terms",
        of_a_user(primary_key=True),
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("lane", "term")),
        must("passages", sa.Integer),
        sqlite_with_rowid=False,
    )
    sums = (must(name, sa.BigInteger) for name in ("passages", "stems", "grams"))
    op.create_table("corpora", of_a_user(primary_key=True), *sums, sa.Column("label", sa.Text))


# Terms come folded, between spaces, made of letters and digits. Whose they are and of which document are words as well,
# so that both are asked for inside the index. What is deleted has to be told with what it said.
INDEXED = "owner, document_id, stems, grams"
LEXEMES = "array_to_tsvector(string_to_array(rtrim('@' || owner || ' #' || document_id || ' ' || {lane}), ' '))"
LEARN = f"INSERT INTO passages_words (rowid, {INDEXED}) VALUES (new.key, new.owner, new.document_id, new.stems, new.grams)"  # noqa: S608
SAID = "'delete', old.key, old.owner, old.document_id, old.stems, old.grams"
FORGET = f"INSERT INTO passages_words (passages_words, rowid, {INDEXED}) VALUES ({SAID})"  # noqa: S608

FULL_TEXT = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE passages_words USING fts5 ({INDEXED}, content = 'passages', content_rowid = 'key', tokenize = 'ascii')",
        "INSERT INTO passages_words (passages_words, rank) VALUES ('rank', 'bm25(0.0, 0.0, 1.0, 1.0)')",
        f"CREATE TRIGGER passages_put AFTER INSERT ON passages BEGIN {LEARN}; END",
        f"CREATE TRIGGER passages_dropped AFTER DELETE ON passages BEGIN {FORGET}; END",
    ),
    "postgresql": tuple(
        statement
        for lane in ("stems", "grams")
        for statement in (
            f"ALTER TABLE passages ADD COLUMN {lane}_words tsvector GENERATED ALWAYS AS ({LEXEMES.format(lane=lane)}) STORED",
            f"CREATE INDEX passages_by_{lane}_words ON passages USING gin ({lane}_words)",
        )
    ),
}
