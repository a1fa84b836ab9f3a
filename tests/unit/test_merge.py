"""The laws of merging, the clock and the digest, on made-up states and made-up histories."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.canonical import canonical_bytes
from app.domain.digest import add, digest_change, fnv1a64, record_digest, to_hex
from app.domain.hlc import is_ahead, observe, tick
from app.domain.merge import DELETED, Field, Fields, later, merge

many = settings(max_examples=300, deadline=None, derandomize=True, database=None)
devices = st.sampled_from(["a" * 16, "b" * 16])
stamps = st.tuples(st.integers(0, 3), st.integers(0, 2), devices)
values = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 2), st.sampled_from(["", "a", "ü", "🙂"]), st.just({"k": [1]})
)
fields = st.builds(Field, values, stamps)
plain = st.dictionaries(st.sampled_from(["note", "day", "kind"]), fields, max_size=3)
deleted = st.dictionaries(st.just(DELETED), st.builds(Field, st.just(True), stamps), max_size=1)
states = st.builds(merge, plain, deleted)


@many
@given(states, states, states)
def test_order_grouping_and_number_of_merges_do_not_matter(a: Fields, b: Fields, c: Fields) -> None:
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
    assert merge(a, a) == a
    assert merge(merge(a, b), b) == merge(a, b)


@many
@given(fields, fields, fields)
def test_one_field_is_a_maximum(a: Field, b: Field, c: Field) -> None:
    assert canonical(later(a, b)) == canonical(later(b, a))
    assert canonical(later(later(a, b), c)) == canonical(later(a, later(b, c)))
    assert later(a, b).stamp == max(a.stamp, b.stamp)


@many
@given(states, states)
def test_a_merge_never_forgets_a_stamp(a: Fields, b: Fields) -> None:
    merged = merge(a, b)
    assert set(merged) == set(a) | set(b)
    for name, field in merged.items():
        assert field.stamp == max(each[name].stamp for each in (a, b) if name in each)


@many
@given(st.lists(st.tuples(st.sampled_from(["m-1", "m-2"]), states), max_size=8))
def test_the_running_digest_is_the_one_from_scratch(pushes: list[tuple[str, Fields]]) -> None:
    records: dict[str, Fields] = {}
    digest = "0" * 16
    for record_id, pushed in pushes:
        before = records.get(record_id, {})
        records[record_id] = merge(before, pushed)
        digest = add(digest, digest_change("mark", record_id, before, records[record_id]))
    assert digest == to_hex(sum(record_digest("mark", key, record) for key, record in records.items()))


def test_fnv_gives_the_published_values() -> None:
    published = {b"": 0xCBF29CE484222325, b"a": 0xAF63DC4C8601EC8C, b"foobar": 0x85944171F73967E8}
    assert {text: fnv1a64(text) for text in published} == published


@many
@given(st.lists(st.one_of(stamps, st.integers(0, 5)), max_size=12), devices)
def test_stamps_of_a_phone_only_grow_and_follow_all_it_saw(events: list[Any], device: str) -> None:
    last, seen = None, []
    for event in events:
        if isinstance(event, tuple):
            last = observe(last, [event])
            seen.append(event)
        else:
            last = tick(last, event, device)
            assert all(last > stamp for stamp in seen)
            assert last[2] == device
            seen.append(last)


def test_ahead_means_more_than_the_tolerance() -> None:
    assert not is_ahead((1_600, 0, "a"), 1_000, 600)
    assert is_ahead((1_601, 0, "a"), 1_000, 600)


whole_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=3)
deep = st.recursive(values, lambda inner: st.lists(inner) | st.dictionaries(whole_text, inner), max_leaves=8)


@many
@given(deep)
def test_canonical_bytes_are_json_that_says_the_same(value: Any) -> None:
    assert json.loads(canonical_bytes(value)) == value


@many
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back_exactly(number: float) -> None:
    assert float(canonical_bytes(number)) == number


def test_numbers_print_as_in_javascript() -> None:
    printed = {
        -0.0: b"0",
        1.0: b"1",
        -1.5: b"-1.5",
        100.0: b"100",
        123456789012345680000.0: b"123456789012345680000",
        1e21: b"1e+21",
        1.5e300: b"1.5e+300",
        0.001: b"0.001",
        0.000001: b"0.000001",
        1e-7: b"1e-7",
        -1.25e-9: b"-1.25e-9",
        5e-324: b"5e-324",
        1.7976931348623157e308: b"1.7976931348623157e+308",
    }
    for number, text in printed.items():
        assert canonical_bytes(number) == text


def canonical(field: Field) -> tuple[bytes, Any]:
    """A field that tells 1 from true."""
    return canonical_bytes(field.value), field.stamp
