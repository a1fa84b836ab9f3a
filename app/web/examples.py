"""One example of every shape on the wire, for the API's documentation."""

from pydantic.config import JsonDict

STAMP: list[int | str] = [1773144000000, 0, "0123456789abcdef"]
SESSION_ID = "019cd7c8-7200-7000-8000-000000000001"
CHANGE: JsonDict = {
    "collection": "session",
    "id": SESSION_ID,
    "fields": {
        "day": {"value": "2026-03-10", "stamp": [*STAMP]},
        "holds": {"value": [{"side": "left", "held_ms": 30000, "planned_ms": 30000}], "stamp": [*STAMP]},
        "_deleted": {"value": False, "stamp": [*STAMP]},
    },
}
REQUEST: JsonDict = {"protocol": 1, "schema": 1, "cursor": None, "limit": 500, "changes": [CHANGE]}
CHANGES: JsonDict = {
    "now": 1773144000500,
    "protocol": {"min": 1, "max": 1},
    "epoch": "5f0c2a91",
    "changes": [{**CHANGE, "seq": 1}],
    "cursor": "5f0c2a91.1",
    "more": False,
    "head": 1,
    "digest": "9ae16a3b2f90404f",
    "resync": False,
}
REPLY: JsonDict = {**CHANGES, "results": [{"collection": "session", "id": SESSION_ID, "result": "ok", "detail": ""}]}
VAULT: JsonDict = {"linked": True, "vault": "ab" * 16, "device": "cd" * 16, "records": 12}
ERROR: JsonDict = {"error": {"code": "not_linked", "message": "This device is not linked to a vault."}}
