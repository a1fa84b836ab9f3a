"""One thread that does all writing to SQLite, several requests to a commit when they come together.

A commit waits for the disk, so requests that arrive meanwhile share the next one: each runs in a savepoint of its
own, and each is answered after the one flush that covers them all.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine

from app.db.engine import T, Work

GROUP_MAX = 32


@dataclass(frozen=True)
class Job:
    """Work that waits for its turn, and where its outcome goes."""

    work: Work[Any]
    outcome: Future[Any] = field(default_factory=Future)


class Writer:
    """Runs units of work one after the other on one connection; `on_close` is the connection's last work."""

    def __init__(self, engine: Engine, on_close: Callable[[Connection], None]) -> None:
        self._engine, self._on_close = engine, on_close
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="ilio-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T]) -> Future[T]:
        """Queue the work. The future is done after the commit; while it waits its turn it can be cancelled."""
        job = Job(work)
        self._jobs.put(job)
        return job.outcome

    def close(self) -> None:
        """Finish everything queued, then stop. Blocks until then."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            group = [job, *self._waiting()]
            self._perform([job for job in group if job.outcome.set_running_or_notify_cancel()])
        with self._engine.connect() as connection:
            self._on_close(connection)
        self._engine.dispose()

    def _waiting(self) -> list[Job]:
        group: list[Job] = []
        while len(group) < GROUP_MAX - 1:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                self._jobs.put(None)
                break
            group.append(job)
        return group

    def _perform(self, jobs: list[Job]) -> None:
        if len(jobs) > 1 and self._perform_together(jobs):
            return
        for job in jobs:
            self._perform_alone(job)

    def _perform_together(self, jobs: list[Job]) -> bool:
        """False when any of them failed: nothing was kept, and each must be tried alone to bear its own fault."""
        try:
            with self._engine.begin() as connection:
                results = [_in_savepoint(connection, job) for job in jobs]
        except Exception:  # whatever it was, it comes again when the jobs run alone
            return False
        for job, result in zip(jobs, results, strict=True):
            job.outcome.set_result(result)
        return True

    def _perform_alone(self, job: Job) -> None:
        try:
            with self._engine.begin() as connection:
                result = job.work(connection)
        except BaseException as error:  # the waiting request gets it
            job.outcome.set_exception(error)
        else:
            job.outcome.set_result(result)


def _in_savepoint(connection: Connection, job: Job) -> Any:
    with connection.begin_nested():
        return job.work(connection)
