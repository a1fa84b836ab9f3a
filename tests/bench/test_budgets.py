"""Bytes do not depend on the machine, so their budgets are a test like any other."""

import json

import pytest

from tools.bench import measure_bytes
from tools.paths import ROOT

BUDGETS = json.loads((ROOT / "tests" / "bench" / "budgets.json").read_text("utf-8"))
MEASURED = measure_bytes()


@pytest.mark.parametrize("name", MEASURED)
def test_budget(name: str) -> None:
    assert MEASURED[name] <= BUDGETS[name]["at_most"], BUDGETS[name]["why"]
