"""Spends know their thread, and replies from how much they were drawn."""

import sqlalchemy as sa

from alembic import op

revision = "0002"
down_revision = "0001"

OF_REPLIES = "UPDATE spends SET thread_id = (SELECT thread_id FROM messages WHERE messages.id = spends.id) WHERE agent <> 'title'"
# The spend of a title is title-THREAD-ATTEMPT.
OF_TITLES = "UPDATE spends SET thread_id = (SELECT id FROM threads WHERE threads.id = substr(spends.id, 7, 32)) WHERE agent = 'title'"


def upgrade() -> None:
    op.add_column("messages", sa.Column("context", sa.Text))
    op.add_column("spends", sa.Column("thread_id", sa.Text))
    op.create_index("spends_of_thread", "spends", ["thread_id"])
    op.execute(OF_REPLIES)
    op.execute(OF_TITLES)
