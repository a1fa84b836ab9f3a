"""The vault: `POST` makes one, `GET` looks at it, `DELETE` erases it; no name, no e-mail."""

from fastapi import APIRouter, Request, Response

from app.services.accounts import Linked
from app.web.api_docs import error_responses
from app.web.deps import AccountsService, Credential, drop_credential, set_credential
from app.web.wire import VaultIn, VaultOut

router = APIRouter(prefix="/api/v1", tags=["vault"])


@router.post(
    "/vault", status_code=201, response_model=VaultOut, responses=error_responses(400, 403, 413, 415, 422, 429, 503)
)
async def post_vault(
    request: Request, response: Response, body: VaultIn, credential: Credential, service: AccountsService
) -> VaultOut:
    """Make a vault with this device in it; the credential comes as a cookie no script can read.

    A device that is linked already gets its own vault again.
    """
    linked = await service.link(credential)
    if linked.credential:
        set_credential(request, response, linked.credential)
    return _vault(linked)


@router.get("/vault", response_model=VaultOut, responses=error_responses(401, 410, 429, 503))
async def get_vault(credential: Credential, service: AccountsService) -> VaultOut:
    """The vault this device is linked to."""
    return _vault(await service.look(credential))


@router.delete("/vault", status_code=204, response_class=Response, responses=error_responses(401, 403, 410, 429, 503))
async def delete_vault(request: Request, credential: Credential, service: AccountsService) -> Response:
    """Erase the vault and everything in it, for every device. Later requests with its credentials get 410."""
    await service.erase(credential)
    response = Response(status_code=204)
    drop_credential(request, response)
    return response


def _vault(linked: Linked) -> VaultOut:
    return VaultOut(vault=linked.vault_id, device=linked.device_id, records=linked.records)
