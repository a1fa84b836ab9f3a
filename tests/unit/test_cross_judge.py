"""Two languages, one truth: random inputs are judged by Python and JavaScript, under four time zones of the machine."""

import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.domain.days import format_day, parse_day
from tests.vectors.run import RULES
from tools.paths import ROOT, environment, node

CASES = int(os.environ.get("ILIO_JUDGE_CASES", "2000"))
SEED = int(os.environ.get("ILIO_JUDGE_SEED", "20261122"))
ZONES = ("UTC", "America/New_York", "Pacific/Kiritimati", "Australia/Lord_Howe")
DEVICES = ("0123456789abcdef", "00000000000000ff", "fedcba9876543210")
VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    7,
    -3,
    30,
    "",
    "left",
    "é𝄞",
    [],
    [1, 2],
    {"b": 1, "a": {"z": None}},
    {"ä": 1, "z": 2},
)
Json = dict[str, Any]


def random_day(dice: random.Random) -> Json:
    wide = dice.random() < 0.2
    near = 1_773_144_000_000 + dice.randint(-(10**10), 10**10)
    instant = dice.randint(-60 * 10**12, 200 * 10**12) if wide else near
    return {"instant_ms": instant, "offset_min": dice.randint(-840, 840), "day_start_min": dice.randint(0, 720)}


def random_streak(dice: random.Random) -> Json:
    today = parse_day("2026-03-10") + dice.randint(-400, 400)
    reach = dice.choice((10, 40, 200))
    days = range(today - reach, today + 5)
    density = dice.random()
    done = [format_day(day) for day in days if dice.random() < density]
    marks = [format_day(day) for day in days if dice.random() < dice.choice((0, 0.1, 0.6))]
    starts = dice.sample(days, dice.choice((0, 0, 1, 3)))
    plans = [{"from": format_day(day), "mask": dice.choice((0, 96, 127, dice.randint(0, 127)))} for day in starts]
    return {"done": done, "marks": marks, "plans": plans, "today": format_day(today)}


def random_stamp(dice: random.Random) -> list[Any]:
    return [dice.choice((1000, 1001, 1_773_144_000_000 + dice.randint(0, 3))), dice.randint(0, 2), dice.choice(DEVICES)]


def random_fields(dice: random.Random) -> Json:
    names = dice.sample(("a", "b", "day", "_deleted", "note"), dice.randint(0, 4))
    return {
        name: {"value": dice.random() < 0.5 if name == "_deleted" else dice.choice(VALUES), "stamp": random_stamp(dice)}
        for name in names
    }


def random_hlc(dice: random.Random) -> Json:
    received = [random_stamp(dice) for _ in range(dice.randint(0, 4))]
    last = random_stamp(dice) if dice.random() < 0.7 else None
    return {"last": last, "wall_ms": 1000 + dice.randint(-2, 3), "device": dice.choice(DEVICES), "received": received}


def random_merge(dice: random.Random) -> Json:
    return {"a": {"fields": random_fields(dice)}, "b": {"fields": random_fields(dice)}}


def random_digest(dice: random.Random) -> Json:
    ids = dice.sample(range(1000), dice.randint(0, 6))
    return {
        "records": [
            {"collection": dice.choice(("session", "mark")), "id": f"r-{i}", "fields": random_fields(dice)} for i in ids
        ]
    }


MAKERS = {"day": random_day, "streak": random_streak, "hlc": random_hlc, "merge": random_merge, "digest": random_digest}


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of vector files whose expected answers are Python's."""
    folder = tmp_path_factory.mktemp("judged")
    dice = random.Random(SEED)
    for rule, make in MAKERS.items():
        inputs = [make(dice) for _ in range(CASES)]
        cases = [
            {"name": f"{SEED}/{index}", "input": given, "expected": RULES[rule](given)}
            for index, given in enumerate(inputs)
        ]
        text = json.dumps({"rule": rule, "overview": "random", "cases": cases}, ensure_ascii=False)
        (folder / f"{rule}.json").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("zone", ZONES)
def test_javascript_gives_the_answers_of_python(judged: Path, zone: str) -> None:
    command = [str(node()), "tests/vectors/run.mjs", str(judged)]
    done = subprocess.run(command, cwd=ROOT, env=environment(TZ=zone), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:2000]
    assert f"{CASES * len(MAKERS)} passed, 0 failed" in done.stdout
