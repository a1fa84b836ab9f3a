"""Who is asking: the one place that decides between unknown and erased."""

from sqlalchemy import Connection

from app.db.accounts import Account, is_erased
from app.errors import AccountErased, NotLinked


def credential_or_raise(credential: str | None) -> str:
    """The credential, if the request came with one. Raises NotLinked."""
    if not credential:
        raise NotLinked
    return credential


def account_or_raise(account: Account | None, connection: Connection, credential_hash: str) -> Account:
    """The account that was found. Raises AccountErased for a credential on the list of erased ones, else NotLinked."""
    if account is not None:
        return account
    if is_erased(connection, credential_hash):
        raise AccountErased
    raise NotLinked
