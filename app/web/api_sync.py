"""Push and pull: `POST /api/v1/sync`, and `GET /api/v1/changes` when there is nothing to push."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response

from app.domain import limits
from app.errors import ProtocolTooNew, ProtocolTooOld
from app.services.sync import Ask, Exchange
from app.web.api_docs import error_responses
from app.web.deps import Credential, SyncService, set_credential
from app.web.wire import ChangesOut, SyncIn, SyncOut, exchange_body

NOT_CHANGED: dict[int | str, dict[str, Any]] = {
    304: {"description": "Nothing happened since the reply this ETag came with."}
}
router = APIRouter(prefix="/api/v1", tags=["sync"])


@router.post(
    "/sync", response_model=SyncOut, responses=error_responses(400, 401, 403, 410, 413, 415, 422, 426, 429, 503)
)
async def post_sync(request: Request, body: SyncIn, credential: Credential, service: SyncService) -> Response:
    """Push changed fields, pull what other phones changed; everything in the reply is on the server's disk.

    Repeating a request changes nothing.
    """
    _check_protocol(body.protocol)
    exchange = await service.exchange(credential, body.to_ask())
    response = _reply(exchange, with_results=True)
    if exchange.renew and credential:
        set_credential(request, response, credential)
    return response


@router.get(
    "/changes",
    response_model=ChangesOut,
    responses={**NOT_CHANGED, **error_responses(401, 410, 422, 429, 503)},
)
async def get_changes(
    credential: Credential,
    service: SyncService,
    cursor: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=limits.PAGE_RECORDS)] = limits.PAGE_RECORDS,
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """Pull only. The ETag names the state of the vault; as If-None-Match it saves the body when nothing is new."""
    exchange = await service.changes(credential, Ask(cursor, limit))
    if _is_known(if_none_match, _etag(exchange)):
        return Response(status_code=304, headers={"ETag": _etag(exchange)})
    return _reply(exchange, with_results=False)


def _check_protocol(protocol: int) -> None:
    if protocol < limits.PROTOCOL_MIN:
        raise ProtocolTooOld
    if protocol > limits.PROTOCOL_MAX:
        raise ProtocolTooNew(f"This server speaks sync protocol {limits.PROTOCOL_MIN} to {limits.PROTOCOL_MAX}.")


def _etag(exchange: Exchange) -> str:
    """Head alone proves nothing: a restored vault that was pushed to again may stand at the same one."""
    return f'"{exchange.epoch}.{exchange.head}.{exchange.digest}"'


def _is_known(if_none_match: str, etag: str) -> bool:
    """Weakly compared, as RFC 9110 asks for If-None-Match; the same as for files in negotiate.py."""
    known = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in known or "*" in known


def _reply(exchange: Exchange, *, with_results: bool) -> Response:
    body = exchange_body(exchange, with_results=with_results)
    return Response(body, media_type="application/json", headers={"ETag": _etag(exchange)})
