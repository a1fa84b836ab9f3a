"""Runs every vector file of a folder through the Python rules: `python tests/vectors/run.py [DIR]`."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from app.domain.days import day_of  # noqa: E402
from app.domain.digest import record_digest, to_hex  # noqa: E402
from app.domain.hlc import observe, tick  # noqa: E402
from app.domain.merge import Field, Fields, merge  # noqa: E402
from app.domain.streak import streak  # noqa: E402

Value = dict[str, Any]


def run_day(given: Value) -> Value:
    """The day of an instant."""
    return {"day": day_of(given["instant_ms"], given["offset_min"], given["day_start_min"])}


def run_streak(given: Value) -> Value:
    """The streak of a log."""
    plans = [(plan["from"], plan["mask"]) for plan in given.get("plans", [])]
    found = streak(given["done"], given.get("marks", []), plans, given["today"])
    return {"current": found.current, "best": found.best, "kept": found.kept, "pending": found.pending}


def run_hlc(given: Value) -> Value:
    """Observe, then tick."""
    last = tuple(given["last"]) if given["last"] else None
    seen = observe(last, [tuple(stamp) for stamp in given["received"]])
    return {"stamp": list(tick(seen, given["wall_ms"], given["device"]))}


def run_merge(given: Value) -> Value:
    """Two states of a record joined."""
    merged = merge(_fields(given["a"]), _fields(given["b"]))
    return {"fields": {name: {"value": field.value, "stamp": list(field.stamp)} for name, field in merged.items()}}


def run_digest(given: Value) -> Value:
    """The digest of a set of records."""
    return {"digest": to_hex(sum(record_digest(r["collection"], r["id"], _fields(r)) for r in given["records"]))}


def _fields(record: Value) -> Fields:
    return {name: Field(field["value"], tuple(field["stamp"])) for name, field in record["fields"].items()}


RULES: dict[str, Callable[[Value], Value]] = {
    "day": run_day,
    "streak": run_streak,
    "hlc": run_hlc,
    "merge": run_merge,
    "digest": run_digest,
}


def read_cases(folder: Path = HERE) -> Iterator[tuple[str, str, Value]]:
    """(file name, rule, case) of every case in the folder. Raises ValueError on a rule nobody knows."""
    for path in sorted(folder.glob("*.json")):
        vectors = json.loads(path.read_text("utf-8"))
        if vectors.get("rule") not in RULES:
            raise ValueError(f"{path.name}: unknown rule {vectors.get('rule')!r}")
        for case in vectors["cases"]:
            yield path.name, vectors["rule"], case


def judge(rule: str, case: Value) -> str | None:
    """None when the case holds, else what came out instead. Only the members a case expects are compared."""
    try:
        found = RULES[rule](case["input"])
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        return f"raised {error!r}"
    wrong = {name: found.get(name) for name, value in case["expected"].items() if found.get(name) != value}
    return f"got {wrong}, expected {case['expected']}" if wrong else None


def main(folder: Path) -> int:
    """Print what failed and how many; 0 when nothing did."""
    faults = [(f"{file}: {case.get('name', '')}", judge(rule, case)) for file, rule, case in read_cases(folder)]
    for name, fault in faults:
        if fault:
            print(f"FAILED {name}: {fault}")
    failed = sum(fault is not None for _, fault in faults)
    print(f"{len(faults) - failed} passed, {failed} failed")
    return 1 if failed or not faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE))
