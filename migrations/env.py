"""What Alembic runs: migrations on the connection the server hands over, or on the configured database by hand."""

from alembic import context
from sqlalchemy import Connection, create_engine

from app.config import read_settings
from app.db.tables import metadata


def run(connection: Connection) -> None:
    """Run the revisions in the connection's transaction."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


def run_by_hand() -> None:
    """For `alembic revision --autogenerate` on the developer's SQLite file; the server never comes here."""
    with create_engine(f"sqlite:///{read_settings().sqlite_path}").begin() as connection:
        run(connection)


given = context.config.attributes.get("connection")
if given is None:
    run_by_hand()
else:
    run(given)
