"""The tables, as SQLModel classes for people and as Core tables for the statements on the hot path."""

from typing import Any, ClassVar, cast

from sqlalchemy import BigInteger, ForeignKey, Index, MetaData, String, Table, Text
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel):
    """Gives every constraint a name from the first revision on, so that a later one can change it."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)


def _to_vault(**more: Any) -> Any:
    return Field(sa_type=String(32), sa_column_args=[ForeignKey("vault.id", ondelete="CASCADE")], **more)


class Vault(Base, table=True):
    """An anonymous account: the counters that make its records one sequence, and nothing about a person."""

    id: str = Field(primary_key=True, sa_type=String(32))
    epoch: str = Field(sa_type=String(16))
    head: int = Field(sa_type=BigInteger)
    digest: str = Field(sa_type=String(16))
    records: int = Field(sa_type=BigInteger)
    created_day: str = Field(sa_type=String(10))


class Device(Base, table=True):
    """A phone that may speak for a vault; of its credential only the SHA-256 is kept."""

    id: str = Field(primary_key=True, sa_type=String(32))
    vault_id: str = _to_vault(index=True)
    credential_hash: str = Field(sa_type=String(64), unique=True)
    created_day: str = Field(sa_type=String(10))
    seen_day: str = Field(sa_type=String(10))


class Record(Base, table=True):
    """One record of a vault; `fields` is its JSON exactly as it goes over the wire, `seq` when it last changed."""

    __table_args__ = (Index("ix_record_vault_id_seq", "vault_id", "seq", unique=True),)

    vault_id: str = _to_vault(primary_key=True)
    collection: str = Field(primary_key=True, sa_type=String(32))
    id: str = Field(primary_key=True, sa_type=String(64))
    seq: int = Field(sa_type=BigInteger)
    fields: str = Field(sa_type=Text)


class Erased(Base, table=True):
    """The SHA-256 of credentials whose vault was erased, so that the other phones can be told."""

    credential_hash: str = Field(primary_key=True, sa_type=String(64))
    erased_day: str = Field(sa_type=String(10))


class ServerState(Base, table=True):
    """What the server remembers about itself, such as the last write probe."""

    __tablename__ = "server_state"

    name: str = Field(primary_key=True, sa_type=String(32))
    value: str = Field(sa_type=Text)


def _core(model: type[SQLModel]) -> Table:
    return cast(Table, model.__table__)  # type: ignore[attr-defined]


metadata = Base.metadata
vault, device, record = _core(Vault), _core(Device), _core(Record)
erased, server_state = _core(Erased), _core(ServerState)
