"""The documents that a thread is about."""

import sqlalchemy as sa

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "thread_documents",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("thread_id", "document_id")),
        sa.Column("owner", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["thread_id", "owner"], ["threads.id", "threads.owner"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["document_id", "owner"], ["documents.id", "documents.owner"], ondelete="CASCADE"),
    )
    op.create_index("threads_of_document", "thread_documents", ["document_id", "owner"])
