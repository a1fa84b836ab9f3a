"""Statements about vaults and the devices that speak for them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from app.db.tables import device, erased, record, vault

EMPTY_DIGEST = "0" * 16


@dataclass(frozen=True)
class Account:
    """A vault as one of its devices sees it; `records` counts its records, deleted ones included."""

    vault_id: str
    epoch: str
    head: int
    digest: str
    records: int
    device_id: str
    seen_day: str


_ACCOUNT = select(
    vault.c.id.label("vault_id"),
    vault.c.epoch,
    vault.c.head,
    vault.c.digest,
    vault.c.records,
    device.c.id.label("device_id"),
    device.c.seen_day,
).join_from(device, vault)


_WITH = device.c.credential_hash == bindparam("credential_hash")
_LOCK, _READ = _ACCOUNT.where(_WITH).with_for_update(of=vault), _ACCOUNT.where(_WITH)
_COUNTERS: dict[str, Any] = {name: bindparam(name) for name in ("head", "digest", "records")}
_ADVANCE = update(vault).where(vault.c.id == bindparam("of_vault")).values(_COUNTERS)


def lock_account(connection: Connection, credential_hash: str) -> Account | None:
    """The vault a credential speaks for, locked until the transaction ends: no two devices of it are served at once."""
    return _one(connection, _LOCK, credential_hash)


def read_account(connection: Connection, credential_hash: str) -> Account | None:
    """The vault a credential speaks for, as the snapshot has it."""
    return _one(connection, _READ, credential_hash)


def is_erased(connection: Connection, credential_hash: str) -> bool:
    """Whether a credential belonged to a vault that was erased."""
    found = connection.execute(select(erased.c.credential_hash).where(erased.c.credential_hash == credential_hash))
    return found.first() is not None


def create_vault(connection: Connection, vault_id: str, epoch: str, day: str) -> None:
    """An empty vault."""
    connection.execute(
        insert(vault).values(id=vault_id, epoch=epoch, head=0, digest=EMPTY_DIGEST, records=0, created_day=day)
    )


def create_device(connection: Connection, device_id: str, vault_id: str, credential_hash: str, day: str) -> None:
    """A device of a vault."""
    connection.execute(
        insert(device).values(
            id=device_id, vault_id=vault_id, credential_hash=credential_hash, created_day=day, seen_day=day
        )
    )


def advance(connection: Connection, vault_id: str, head: int, digest: str, records: int) -> None:
    """Write the counters of a locked vault."""
    connection.execute(_ADVANCE, {"of_vault": vault_id, "head": head, "digest": digest, "records": records})


def mark_seen(connection: Connection, device_id: str, day: str) -> None:
    """Remember the day a device was last here; nothing finer is kept."""
    connection.execute(update(device).where(device.c.id == device_id).values(seen_day=day))


def erase(connection: Connection, vault_id: str, day: str) -> None:
    """Delete a vault and everything in it; of its devices only the hashes stay, on the list of erased ones."""
    hashes = select(device.c.credential_hash).where(device.c.vault_id == vault_id)
    for credential_hash in connection.execute(hashes).scalars().all():
        connection.execute(insert(erased).values(credential_hash=credential_hash, erased_day=day))
    connection.execute(delete(record).where(record.c.vault_id == vault_id))
    connection.execute(delete(device).where(device.c.vault_id == vault_id))
    connection.execute(delete(vault).where(vault.c.id == vault_id))


def _one(connection: Connection, query: Select[Any], credential_hash: str) -> Account | None:
    row = connection.execute(query, {"credential_hash": credential_hash}).mappings().first()
    return None if row is None else Account(**row)
