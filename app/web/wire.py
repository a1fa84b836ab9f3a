"""The shapes on the wire, and the only place that renames between them and the services."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict
from pydantic.config import JsonDict

from app.domain import limits
from app.domain.records import Change
from app.services.sync import Ask, Exchange
from app.web.examples import CHANGES, ERROR, REPLY, REQUEST, VAULT

SPOKEN: JsonDict = {"minimum": limits.PROTOCOL_MIN, "maximum": limits.PROTOCOL_MAX}
"""Other protocols get an answer of their own, a 426 or a 400, instead of a 422."""


def _as_whole(value: object) -> object:
    """JSON knows no whole numbers: 5.0 is one as well. Text and true are none."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


AS_WHOLE = BeforeValidator(_as_whole)


class ChangeIn(BaseModel):
    """One record a phone pushes: its key and the fields the server has not acknowledged yet."""

    collection: Annotated[str, Field(max_length=200)]
    id: Annotated[str, Field(max_length=200)]
    fields: Annotated[
        dict[str, Any],
        Field(description="Name to {value, stamp}; stamp is [milliseconds, counter, device id of 16 hex digits]."),
    ]


class SyncIn(BaseModel):
    """One push and pull. A record that cannot be kept is told so in `results`; the others are stored."""

    model_config = ConfigDict(json_schema_extra={"examples": [REQUEST]})

    protocol: Annotated[int, Strict(), Field(ge=0, le=limits.SAFE_INTEGER, json_schema_extra=SPOKEN), AS_WHOLE]
    app_schema: Annotated[int, Strict(), Field(alias="schema", ge=0, le=limits.SAFE_INTEGER), AS_WHOLE] = 1
    cursor: Annotated[str | None, Field(max_length=64)] = None
    limit: Annotated[int, Strict(), Field(ge=1, le=limits.PAGE_RECORDS), AS_WHOLE] = limits.PAGE_RECORDS
    changes: Annotated[list[ChangeIn], Field(max_length=limits.CHANGES_A_PUSH)] = []

    def to_ask(self) -> Ask:
        """The request as the service takes it."""
        changes = [Change(change.collection, change.id, change.fields) for change in self.changes]
        return Ask(self.cursor, self.limit, changes)


class VaultIn(BaseModel):
    """Nothing is asked of a person who wants a vault."""


class VaultOut(BaseModel):
    """A vault by its public id, and this device's place in it."""

    model_config = ConfigDict(json_schema_extra={"examples": [VAULT]})

    linked: Literal[True] = True
    vault: str
    device: str
    records: int


class ProtocolRange(BaseModel):
    """The sync protocols this server speaks."""

    min: int = limits.PROTOCOL_MIN
    max: int = limits.PROTOCOL_MAX


class ResultOut(BaseModel):
    """What became of one pushed record."""

    collection: str
    id: str
    result: Literal["ok", "invalid", "too_large", "unknown_kind", "clock_skew", "quota_account"]
    detail: str


class ChangeOut(BaseModel):
    """One record as the server has it."""

    collection: str
    id: str
    seq: int
    fields: dict[str, Any]


class ChangesOut(BaseModel):
    """What happened since the cursor."""

    model_config = ConfigDict(json_schema_extra={"examples": [CHANGES]})

    now: int
    protocol: ProtocolRange
    epoch: str
    changes: list[ChangeOut]
    cursor: str
    more: bool
    head: int
    digest: str
    resync: bool


class SyncOut(ChangesOut):
    """What became of the push, and what happened since the cursor."""

    model_config = ConfigDict(json_schema_extra={"examples": [REPLY]})

    results: list[ResultOut]


class ErrorBody(BaseModel):
    """A code for programs and a message for people."""

    code: str
    message: str


class ErrorOut(BaseModel):
    """Every error of the API."""

    model_config = ConfigDict(json_schema_extra={"examples": [ERROR]})

    error: ErrorBody


def exchange_body(exchange: Exchange, *, with_results: bool) -> bytes:
    """A reply as JSON. Stored fields are JSON already and go in as they are, which saves reading and writing them."""
    head: dict[str, Any] = {
        "now": exchange.now_ms,
        "protocol": {"min": limits.PROTOCOL_MIN, "max": limits.PROTOCOL_MAX},
        "epoch": exchange.epoch,
        "cursor": exchange.page.cursor,
        "more": exchange.page.more,
        "head": exchange.head,
        "digest": exchange.digest,
        "resync": exchange.page.resync,
    }
    if with_results:
        head["results"] = [result.__dict__ for result in exchange.results]
    changes = ",".join(
        f'{{"collection":"{record.collection}","id":"{record.id}","seq":{record.seq},"fields":{record.fields}}}'
        for record in exchange.page.records
    )
    return f'{json.dumps(head, separators=(",", ":"))[:-1]},"changes":[{changes}]}}'.encode()
