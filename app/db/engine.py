"""The one door to the database: a unit of work goes in, its result comes out when it is committed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.errors import Unavailable

T = TypeVar("T")
Work = Callable[[Connection], T]
"""A unit of work: one transaction as a plain function, which can await nothing and so cannot be cut half-way."""

BUSY_S = 5.0
"""How long a request waits for its turn to write before it is told to come back later."""

log = structlog.get_logger("ilio.db")


class Database(Protocol):
    """What the services ask of a database; SQLite and PostgreSQL each answer it."""

    async def write(self, work: Work[T]) -> T:
        """Run the work in one transaction; return only after the commit. Raises Unavailable when it cannot."""

    async def read(self, work: Work[T]) -> T:
        """Run the work on one unchanging view of the data. Raises Unavailable when it cannot."""

    async def close(self) -> None:
        """Finish what was begun and let go of every file and connection."""


@contextmanager
def database_faults() -> Iterator[None]:
    """Turn a database that cannot answer (full disk, lost connection, lock wait) into Unavailable; bugs stay bugs."""
    try:
        yield
    except (IntegrityError, ProgrammingError, DataError):
        raise
    except (DBAPIError, PoolTimeout, OSError) as error:
        log.error("database_unavailable", kind=type(error).__name__, cause=str(getattr(error, "orig", None) or error))
        raise Unavailable from error
