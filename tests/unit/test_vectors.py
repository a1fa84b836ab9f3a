"""Every shared vector, through the Python rules; and that the runner itself judges."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.vectors.run import HERE, RULES, judge, main, read_cases

LEAST = {"day": 25, "streak": 35, "hlc": 15, "merge": 20, "digest": 12}
CASES = list(read_cases())


@pytest.mark.parametrize(("file", "rule", "case"), CASES, ids=[f"{rule}: {case['name']}" for _, rule, case in CASES])
def test_vector(file: str, rule: str, case: dict[str, Any]) -> None:
    assert judge(rule, case) is None, file


def test_there_are_enough_of_every_rule() -> None:
    counts = {rule: sum(each == rule for _, each, _ in CASES) for rule in RULES}
    assert all(counts[rule] >= least for rule, least in LEAST.items()), counts


def test_the_runner_fails_on_a_rule_it_does_not_know(tmp_path: Path) -> None:
    (tmp_path / "new.json").write_text('{"rule": "moon", "cases": []}')
    with pytest.raises(ValueError, match="moon"):
        main(tmp_path)


def test_the_runner_fails_on_a_wrong_expectation_and_on_an_error(tmp_path: Path) -> None:
    case = json.loads((HERE / "day.json").read_text())["cases"][0]
    broken = {**case, "expected": {"day": "1999-01-01"}}
    senseless = {**case, "input": {"instant_ms": "noon"}}
    (tmp_path / "day.json").write_text(json.dumps({"rule": "day", "cases": [case, broken, senseless]}))
    run = subprocess.run([sys.executable, HERE / "run.py", tmp_path], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stdout.endswith("1 passed, 2 failed\n")


def test_the_runner_fails_on_an_empty_folder(tmp_path: Path) -> None:
    assert main(tmp_path) == 1
