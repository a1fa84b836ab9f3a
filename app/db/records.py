"""Statements about records; each names its vault, so that no key of another one can be reached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select, update

from app.db.tables import record

Key = tuple[str, str]
"""(collection, id)"""


@dataclass(frozen=True)
class StoredRecord:
    """A record as it lies in the table; `fields` is its JSON as it goes over the wire."""

    collection: str
    id: str
    seq: int
    fields: str


_COLUMNS = (record.c.collection, record.c.id, record.c.seq, record.c.fields)
_READ = select(*_COLUMNS).where(
    record.c.vault_id == bindparam("of_vault"),
    record.c.collection == bindparam("of_collection"),
    record.c.id.in_(bindparam("of_ids", expanding=True)),
)
_PAGE = (
    select(*_COLUMNS)
    .where(record.c.vault_id == bindparam("of_vault"), record.c.seq > bindparam("after"))
    .order_by(record.c.seq)
    .limit(bindparam("most"))
)
_UPDATE = (
    update(record)
    .where(
        record.c.vault_id == bindparam("of_vault"),
        record.c.collection == bindparam("of_collection"),
        record.c.id == bindparam("of_id"),
    )
    .values(seq=bindparam("new_seq"), fields=bindparam("new_fields"))
)


def read_records(connection: Connection, vault_id: str, keys: Iterable[Key]) -> dict[Key, StoredRecord]:
    """Those of the keys that exist.

    One query a collection, of which there are few: SQLite answers a list of pairs by reading the whole vault.
    """
    ids: dict[str, list[str]] = {}
    for collection, record_id in keys:
        ids.setdefault(collection, []).append(record_id)
    found: dict[Key, StoredRecord] = {}
    for collection, of_collection in ids.items():
        given = {"of_vault": vault_id, "of_collection": collection, "of_ids": of_collection}
        rows = (StoredRecord(*row) for row in connection.execute(_READ, given))
        found |= {(row.collection, row.id): row for row in rows}
    return found


def write_records(
    connection: Connection, vault_id: str, new: Sequence[StoredRecord], changed: Sequence[StoredRecord]
) -> None:
    """Store records that are not there yet and ones that are; the caller holds the vault's lock and knows which."""
    if new:
        rows = [
            {"vault_id": vault_id, "collection": row.collection, "id": row.id, "seq": row.seq, "fields": row.fields}
            for row in new
        ]
        connection.execute(insert(record), rows)
    if changed:
        rows = [
            {
                "of_vault": vault_id,
                "of_collection": row.collection,
                "of_id": row.id,
                "new_seq": row.seq,
                "new_fields": row.fields,
            }
            for row in changed
        ]
        connection.execute(_UPDATE, rows)


def read_page(connection: Connection, vault_id: str, after: int, limit: int) -> list[StoredRecord]:
    """At most `limit` records that changed after a sequence number, oldest change first."""
    rows = connection.execute(_PAGE, {"of_vault": vault_id, "after": after, "most": limit})
    return [StoredRecord(*row) for row in rows]
