"""Second factors, personal keys, identities of other issuers, the audit trail; people can be disabled."""

import sqlalchemy as sa

from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.TIMESTAMP(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.add_column("users", sa.Column("disabled_at", MOMENT))
    op.create_index("sessions_by_begin", "sessions", ["created_at", "id"])
    factors()
    keys()
    audit()


def must(name: str, kind: object) -> sa.Column:
    return sa.Column(name, kind, nullable=False)


def of_a_user(**more: bool) -> sa.Column:
    return sa.Column("user_id", sa.Text, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False, **more)


def factors() -> None:
    op.create_table(
        "factors",
        of_a_user(primary_key=True),
        must("sealed_secret", sa.Text),
        must("created_at", MOMENT),
        sa.Column("confirmed_at", MOMENT),
        must("last_step", sa.BigInteger),
    )
    op.create_table("recovery_codes", of_a_user(primary_key=True), sa.Column("hash", sa.Text, primary_key=True))


def keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Text, primary_key=True),
        of_a_user(),
        must("name", sa.Text),
        sa.Column("hash", sa.Text, nullable=False, unique=True),
        *(must(name, sa.Text) for name in ("hint", "scope")),
        must("created_at", MOMENT),
        *(sa.Column(name, MOMENT) for name in ("expires_at", "used_at", "revoked_at")),
    )
    op.create_index("api_keys_of_user", "api_keys", ["user_id"])
    op.create_table(
        "outsides",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("issuer", "subject")),
        of_a_user(),
        must("linked_at", MOMENT),
    )
    op.create_index("outsides_of_user", "outsides", ["user_id"])


def audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Text, primary_key=True),
        must("at", MOMENT),
        *(must(name, sa.Text) for name in ("action", "outcome")),
        *(sa.Column(name, sa.Text) for name in ("actor", "actor_email", "target")),
        *(must(name, sa.Text) for name in ("address", "user_agent")),
        *(sa.Column(name, sa.Text) for name in ("request_id", "note")),
    )
    op.create_index("audit_by_time", "audit", ["at", "id"])
