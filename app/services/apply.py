"""Merges pushed changes into the records of one vault: decides everything, touches nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.db.accounts import Account
from app.db.records import Key, StoredRecord
from app.domain import limits
from app.domain.digest import add, digest_change
from app.domain.merge import Fields, merge
from app.domain.records import OK, QUOTA, Change, Refused, dump_fields, load_fields, read_change


@dataclass(frozen=True)
class Result:
    """What became of one change; `detail` is for people and empty when all is well."""

    collection: str
    id: str
    result: str
    detail: str = ""


@dataclass
class Applied:
    """What to write, and the vault's counters after it."""

    head: int
    digest: str
    records: int
    results: list[Result] = field(default_factory=list)
    new: list[StoredRecord] = field(default_factory=list)
    changed: list[StoredRecord] = field(default_factory=list)

    @classmethod
    def nothing(cls, account: Account) -> "Applied":
        """The counters as they are."""
        return cls(account.head, account.digest, account.records)


@dataclass
class _Draft:
    """A record on its way through one push; it may be changed more than once."""

    before: Fields | None
    after: Fields
    text: str


@dataclass(frozen=True)
class Judged:
    """A change that has been looked at by itself: its fields, or why it cannot be kept."""

    change: Change
    verdict: Fields | Refused

    @property
    def key(self) -> Key:
        """Which record it is about."""
        return self.change.collection, self.change.id

    @property
    def is_sound(self) -> bool:
        """Whether it may come near the database."""
        return not isinstance(self.verdict, Refused)


def judge(change: Change, now_ms: int) -> Judged:
    """Look at a change by itself, before any transaction."""
    try:
        return Judged(change, read_change(change, now_ms))
    except Refused as refusal:
        return Judged(change, refusal)


def apply_changes(account: Account, stored: Mapping[Key, StoredRecord], pushed: Sequence[Judged]) -> Applied:
    """Merge each change into what is stored; one that must be refused does not hold up the others.

    Only records that really change get a sequence number, so a replay costs nothing and moves nobody's cursor.
    """
    applied, drafts = Applied.nothing(account), dict[Key, _Draft]()
    for judged in pushed:
        try:
            _draft(applied, drafts, stored, judged)
            applied.results.append(Result(*judged.key, OK))
        except Refused as refusal:
            applied.results.append(Result(*judged.key, refusal.result, refusal.detail))
    for key, draft in drafts.items():
        _settle(applied, key, draft)
    return applied


def _draft(applied: Applied, drafts: dict[Key, _Draft], stored: Mapping[Key, StoredRecord], judged: Judged) -> None:
    if isinstance(judged.verdict, Refused):
        raise judged.verdict
    key = judged.key
    earlier = drafts.get(key) or _stored_draft(stored.get(key))
    merged = merge(earlier.after, judged.verdict)
    if merged == earlier.after:
        return
    text = dump_fields(merged)
    if earlier.before is None and key not in drafts:
        if applied.records >= limits.RECORDS_A_VAULT:
            raise Refused(QUOTA, f"a vault holds at most {limits.RECORDS_A_VAULT} records")
        applied.records += 1
    drafts[key] = _Draft(earlier.before, merged, text)


def _stored_draft(row: StoredRecord | None) -> _Draft:
    if row is None:
        return _Draft(None, {}, "")
    fields = load_fields(row.fields)
    return _Draft(fields, fields, row.fields)


def _settle(applied: Applied, key: Key, draft: _Draft) -> None:
    collection, record_id = key
    applied.head += 1
    applied.digest = add(applied.digest, digest_change(collection, record_id, draft.before or {}, draft.after))
    row = StoredRecord(collection, record_id, applied.head, draft.text)
    (applied.new if draft.before is None else applied.changed).append(row)
