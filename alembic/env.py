"""Runs the migrations on the connection that `emergence.backends.sql.migrate` opened, inside its transaction and lock."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
