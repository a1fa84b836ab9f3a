"""The only place of the server that asks for chance: public ids and secret credentials."""

import hashlib
import secrets
from typing import Protocol


class Ids(Protocol):
    """What the server may draw at random; a test hands in its own."""

    def public_id(self) -> str:
        """A name for a vault or a device: 32 hex digits, not a secret."""

    def epoch(self) -> str:
        """A name for one life of the database: 8 hex digits."""

    def credential(self) -> str:
        """What a device proves itself with: 256 random bits, URL-safe text of 43 characters."""

    def request_id(self) -> str:
        """A name for one request in the log: 12 hex digits."""


class RandomIds:
    """Ids from the operating system's random source."""

    def public_id(self) -> str:
        """A name for a vault or a device: 32 hex digits, not a secret."""
        return secrets.token_hex(16)

    def epoch(self) -> str:
        """A name for one life of the database: 8 hex digits."""
        return secrets.token_hex(4)

    def credential(self) -> str:
        """What a device proves itself with: 256 random bits, URL-safe text of 43 characters."""
        return secrets.token_urlsafe(32)

    def request_id(self) -> str:
        """A name for one request in the log: 12 hex digits."""
        return secrets.token_hex(6)


def credential_hash(credential: str) -> str:
    """SHA-256 in hex: all that is stored of a credential. 256 random bits need no slow hash."""
    return hashlib.sha256(credential.encode("utf-8", "surrogatepass")).hexdigest()
