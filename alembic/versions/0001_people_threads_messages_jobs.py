"""People, threads, messages, spends, jobs, and the full text of what is said."""

import sqlalchemy as sa

from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.TIMESTAMP(timezone=True).with_variant(sa.BigInteger(), "sqlite")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    accounts()
    chat()
    work()
    for statement in FULL_TEXT[op.get_context().dialect.name]:
        op.execute(sa.DDL(statement.replace("%", "%%")))


def must(name: str, kind: object) -> sa.Column:
    return sa.Column(name, kind, nullable=False)


def of_a_user(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=nullable)


def index(name: str, table: str, columns: list[str], where: str | None = None, *, unique: bool = False) -> None:
    partial = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)} if where else {}
    op.create_index(name, table, columns, unique=unique, **partial)


def accounts() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("email", sa.Text, nullable=False, unique=True),
        must("role", sa.Text),
        must("created_at", MOMENT),
        sa.Column("password_hash", sa.Text),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, primary_key=True),
        of_a_user("user_id"),
        *(must(name, MOMENT) for name in ("created_at", "seen_at", "idle_until", "ends_at")),
        *(must(name, sa.Text) for name in ("address", "user_agent")),
        sa.Column("revoked_at", MOMENT),
    )
    op.create_table("live_sessions", sa.Column("id", sa.Text, primary_key=True), of_a_user("user_id"), must("at", MOMENT))
    op.create_table(
        "tickets",
        sa.Column("hash", sa.Text, primary_key=True),
        must("purpose", sa.Text),
        of_a_user("user_id", nullable=True),
        must("expires_at", MOMENT),
    )
    for table in ("sessions", "live_sessions", "tickets"):
        index(f"{table}_of_user", table, ["user_id"])


def chat() -> None:
    op.create_table(
        "threads",
        sa.Column("n", NUMBER, sa.Identity(), primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        of_a_user("owner"),
        must("title", sa.Text),
        *(must(name, MOMENT) for name in ("created_at", "updated_at")),
        sa.Column("agent", sa.Text),
        *(must(name, sa.Boolean) for name in ("archived", "titled")),
        sa.Column("last_seq", sa.Integer, nullable=False, server_default="0"),
        sa.UniqueConstraint("id", "owner"),
    )
    index("threads_by_use", "threads", ["owner", "archived", "updated_at", "id"])
    op.create_table(
        "messages",
        sa.Column("n", NUMBER, sa.Identity(), primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        must("thread_id", sa.Text),
        must("owner", sa.Text),
        must("seq", sa.Integer),
        *(must(name, sa.Text) for name in ("role", "speaker", "content", "status")),
        must("created_at", MOMENT),
        must("version", sa.Integer),
        *(sa.Column(name, sa.Text) for name in ("ref", "reply_to", "superseded_by", "model")),
        *(sa.Column(name, sa.Integer) for name in ("tokens_in", "tokens_out")),
        sa.Column("cost", sa.Double),
        *(sa.Column(name, sa.Text) for name in ("finish", "reason")),
        *(sa.Column(name, MOMENT) for name in ("beat_at", "finished_at")),
        sa.ForeignKeyConstraint(["thread_id", "owner"], ["threads.id", "threads.owner"], ondelete="CASCADE"),
        sa.UniqueConstraint("thread_id", "seq", "version"),
    )
    index("messages_now", "messages", ["thread_id", "seq"], "superseded_by IS NULL", unique=True)
    index("messages_by_ref", "messages", ["owner", "ref"], "ref IS NOT NULL", unique=True)
    index("messages_by_reply", "messages", ["reply_to"], "reply_to IS NOT NULL")
    index("messages_streaming", "messages", ["beat_at"], "status = 'streaming'")


def work() -> None:
    op.create_table(
        "spends",
        sa.Column("id", sa.Text, primary_key=True),
        *(must(name, sa.Text) for name in ("owner", "agent", "provider", "model")),
        must("at", MOMENT),
        *(sa.Column(name, sa.Integer) for name in ("tokens_in", "tokens_out")),
        sa.Column("cost", sa.Double),
    )
    index("spends_of_owner", "spends", ["owner", "at"])
    op.create_table(
        "jobs",
        sa.Column("id", sa.Text, primary_key=True),
        must("kind", sa.Text),
        must("run_at", MOMENT),
        must("data", sa.Text),
        sa.Column("owner", sa.Text),
        must("attempts", sa.Integer),
        sa.Column("error", sa.Text),
        sa.Column("dead_at", MOMENT),
    )
    index("jobs_due", "jobs", ["run_at", "id"], "dead_at IS NULL")


SETTLED = "{row}.status <> 'streaming' AND {row}.superseded_by IS NULL"
OLD, NEW = SETTLED.format(row="old"), SETTLED.format(row="new")
FORGET = "INSERT INTO messages_words (messages_words, rowid, content) SELECT 'delete', old.n, old.content WHERE " + OLD
LEARN = "INSERT INTO messages_words (rowid, content) SELECT new.n, new.content WHERE " + NEW
FORGET_TITLE = "INSERT INTO threads_words (threads_words, rowid, title) VALUES ('delete', old.n, old.title)"
LEARN_TITLE = "INSERT INTO threads_words (rowid, title) VALUES (new.n, new.title)"
FOLDED = "tokenize = 'unicode61 remove_diacritics 2'"

# A tsvector holds at most a megabyte of words; what is longer is found by its beginning.
UNACCENTED = "normalize(regexp_replace(normalize(left({text}, 200000), NFD), '[\u0300-\u036f]', '', 'g'), NFC)"
WORDS = f"to_tsvector('simple', regexp_replace(lower({UNACCENTED}), '[^[:alnum:]]+', ' ', 'g'))"

FULL_TEXT = {
    "sqlite": (
        f"CREATE VIEW messages_settled AS SELECT n, content FROM messages AS m WHERE {SETTLED.format(row='m')}",  # noqa: S608
        f"CREATE VIRTUAL TABLE messages_words USING fts5 (content, content = 'messages_settled', content_rowid = 'n', {FOLDED})",
        f"CREATE VIRTUAL TABLE threads_words USING fts5 (title, content = 'threads', content_rowid = 'n', {FOLDED})",
        f"CREATE TRIGGER messages_said AFTER INSERT ON messages WHEN {NEW} BEGIN {LEARN}; END",
        f"CREATE TRIGGER messages_gone AFTER DELETE ON messages WHEN {OLD} BEGIN {FORGET}; END",
        "CREATE TRIGGER messages_changed AFTER UPDATE OF content, status, superseded_by ON messages "
        f"WHEN ({OLD}) OR ({NEW}) BEGIN {FORGET}; {LEARN}; END",
        f"CREATE TRIGGER threads_begun AFTER INSERT ON threads BEGIN {LEARN_TITLE}; END",
        f"CREATE TRIGGER threads_gone AFTER DELETE ON threads BEGIN {FORGET_TITLE}; END",
        "CREATE TRIGGER threads_renamed AFTER UPDATE OF title ON threads "
        f"WHEN old.title IS NOT new.title BEGIN {FORGET_TITLE}; {LEARN_TITLE}; END",
    ),
    "postgresql": (
        f"ALTER TABLE messages ADD COLUMN words tsvector GENERATED ALWAYS AS ({WORDS.format(text='content')}) STORED",
        f"ALTER TABLE threads ADD COLUMN words tsvector GENERATED ALWAYS AS ({WORDS.format(text='title')}) STORED",
        "CREATE INDEX messages_by_words ON messages USING gin (words) WHERE status <> 'streaming' AND superseded_by IS NULL",
        "CREATE INDEX threads_by_words ON threads USING gin (words)",
    ),
}
