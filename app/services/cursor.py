"""The cursor: which life of the database, and how far in it. Opaque to phones."""

import re

_CURSOR = re.compile(r"([0-9a-f]{1,16})\.([0-9]{1,16})")


def format_cursor(epoch: str, seq: int) -> str:
    """A cursor after a sequence number."""
    return f"{epoch}.{seq}"


def read_cursor(cursor: str | None, epoch: str, head: int) -> int | None:
    """The sequence number to go on from; 0 without a cursor.

    None when the phone must begin again: the cursor is of another epoch, ahead of the vault (both after a restore)
    or not one of ours.
    """
    if cursor is None:
        return 0
    match = _CURSOR.fullmatch(cursor)
    if match is None or match[1] != epoch or int(match[2]) > head:
        return None
    return int(match[2])
