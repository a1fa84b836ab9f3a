"""The sync use cases: push and pull in one transaction, or pull alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from app.clock import Clock, utc_day
from app.db.accounts import Account, advance, lock_account, mark_seen, read_account
from app.db.engine import Database
from app.db.records import StoredRecord, read_page, read_records, write_records
from app.domain import limits
from app.domain.records import Change
from app.ids import credential_hash
from app.services.apply import Judged, Result, apply_changes, judge
from app.services.cursor import format_cursor, read_cursor
from app.services.linked import account_or_raise, credential_or_raise


@dataclass(frozen=True)
class Page:
    """What a phone learns: records after its cursor, and where that leaves it."""

    records: Sequence[StoredRecord]
    cursor: str
    more: bool
    resync: bool


@dataclass(frozen=True)
class Exchange:
    """The answer to one sync; `renew` says that the device's cookie should be set again."""

    now_ms: int
    epoch: str
    head: int
    digest: str
    results: Sequence[Result]
    page: Page
    renew: bool = False


@dataclass(frozen=True)
class Ask:
    """What a phone asks for: what it pushes, where it stands, how much it takes at once."""

    cursor: str | None
    limit: int
    changes: Sequence[Change] = ()


class Sync:
    """Push and pull of a linked device."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def exchange(self, credential: str | None, ask: Ask) -> Exchange:
        """Merge the changes, then return what happened since the cursor, as one transaction that is on the disk.

        Raises NotLinked, AccountErased or Unavailable.
        """
        secret = credential_hash(credential_or_raise(credential))
        now_ms = self._clock.now_ms()
        pushed = [judge(change, now_ms) for change in ask.changes]
        return await self._database.write(partial(_exchange, secret, ask, pushed, now_ms))

    async def changes(self, credential: str | None, ask: Ask) -> Exchange:
        """What happened since the cursor. Raises NotLinked, AccountErased or Unavailable."""
        secret = credential_hash(credential_or_raise(credential))
        return await self._database.read(partial(_changes, secret, ask, self._clock.now_ms()))


def _exchange(secret: str, ask: Ask, pushed: Sequence[Judged], now_ms: int, connection: Connection) -> Exchange:
    account = account_or_raise(lock_account(connection, secret), connection, secret)
    stored = read_records(connection, account.vault_id, {each.key for each in pushed if each.is_sound})
    applied = apply_changes(account, stored, pushed)
    if applied.new or applied.changed:
        write_records(connection, account.vault_id, applied.new, applied.changed)
        advance(connection, account.vault_id, applied.head, applied.digest, applied.records)
    today = utc_day(now_ms)
    if account.seen_day != today:
        mark_seen(connection, account.device_id, today)
    renew = account.seen_day[:7] != today[:7]
    page = _page(connection, account, applied.head, ask)
    return Exchange(now_ms, account.epoch, applied.head, applied.digest, applied.results, page, renew)


def _changes(secret: str, ask: Ask, now_ms: int, connection: Connection) -> Exchange:
    account = account_or_raise(read_account(connection, secret), connection, secret)
    page = _page(connection, account, account.head, ask)
    return Exchange(now_ms, account.epoch, account.head, account.digest, (), page)


def _page(connection: Connection, account: Account, head: int, ask: Ask) -> Page:
    """The cursor is judged by the head before this push, or the push itself could hide that the vault was restored."""
    after = read_cursor(ask.cursor, account.epoch, account.head)
    if after is None:
        return Page((), format_cursor(account.epoch, 0), more=head > 0, resync=True)
    found = read_page(connection, account.vault_id, after, ask.limit + 1)
    records = _that_fit(found[: ask.limit])
    last = records[-1].seq if records else after
    return Page(records, format_cursor(account.epoch, last), more=len(records) < len(found), resync=False)


def _that_fit(records: Sequence[StoredRecord]) -> Sequence[StoredRecord]:
    """As many as a page may weigh, and always at least one."""
    room = limits.PAGE_BYTES
    for count, record in enumerate(records):
        room -= len(record.fields.encode("utf-8"))
        if room < 0 and count:
            return records[:count]
    return records
