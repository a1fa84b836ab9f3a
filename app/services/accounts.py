"""The vault use cases: make one, look at it, erase it."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from app.clock import Clock, utc_day
from app.db import accounts
from app.db.engine import Database
from app.ids import Ids, credential_hash
from app.services.linked import account_or_raise, credential_or_raise


@dataclass(frozen=True)
class Linked:
    """A device and its vault by their public ids; `credential` only when it was made just now."""

    vault_id: str
    device_id: str
    records: int
    credential: str | None = None


class Accounts:
    """Vaults and their first device."""

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database, self._clock, self._ids = database, clock, ids

    async def link(self, credential: str | None) -> Linked:
        """Make a vault with this device as its first, unless the credential already speaks for one.

        So a phone whose reply was lost may simply ask again. Raises Unavailable.
        """
        if credential and (known := await self._known(credential)):
            return known
        fresh = Linked(self._ids.public_id(), self._ids.public_id(), 0, self._ids.credential())
        await self._database.write(partial(_create, fresh, self._ids.epoch(), utc_day(self._clock.now_ms())))
        return fresh

    async def look(self, credential: str | None) -> Linked:
        """The vault this credential speaks for. Raises NotLinked, AccountErased or Unavailable."""
        secret = credential_hash(credential_or_raise(credential))
        return await self._database.read(partial(_look, secret))

    async def erase(self, credential: str | None) -> None:
        """Erase the vault and everything in it. Raises NotLinked, AccountErased or Unavailable."""
        secret = credential_hash(credential_or_raise(credential))
        await self._database.write(partial(_erase, secret, utc_day(self._clock.now_ms())))

    async def _known(self, credential: str) -> Linked | None:
        found = await self._database.read(partial(_find, credential_hash(credential)))
        return None if found is None else _linked(found)


def _create(fresh: Linked, epoch: str, day: str, connection: Connection) -> None:
    assert fresh.credential is not None
    accounts.create_vault(connection, fresh.vault_id, epoch, day)
    accounts.create_device(connection, fresh.device_id, fresh.vault_id, credential_hash(fresh.credential), day)


def _find(secret: str, connection: Connection) -> accounts.Account | None:
    return accounts.read_account(connection, secret)


def _look(secret: str, connection: Connection) -> Linked:
    return _linked(account_or_raise(_find(secret, connection), connection, secret))


def _erase(secret: str, day: str, connection: Connection) -> None:
    account = account_or_raise(accounts.lock_account(connection, secret), connection, secret)
    accounts.erase(connection, account.vault_id, day)


def _linked(account: accounts.Account) -> Linked:
    return Linked(account.vault_id, account.device_id, account.records)
