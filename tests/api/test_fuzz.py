"""The API against its own description: whatever schemathesis makes up, no server error and no undocumented reply."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.python import asgi
from schemathesis.specs.openapi.checks import negative_data_rejection

from app.config import Settings
from app.main import create_app
from tests.api.driver import FakeClock

EXAMPLES = 30
WITH_PARTS = ["POST /api/v1/sync", "GET /api/v1/changes", "POST /api/v1/vault"]
WITHOUT = ["GET /api/v1/vault", "DELETE /api/v1/vault"]
CASES = [
    *((GenerationMode.POSITIVE, name) for name in WITH_PARTS + WITHOUT),
    *((GenerationMode.NEGATIVE, name) for name in WITH_PARTS),
]


@dataclass
class Target:
    """A running server, its description, and the session of a linked device."""

    schema: Any
    session: Any
    clock: FakeClock

    def refresh(self) -> None:
        """Rates forget, and a vault that was erased is made again."""
        self.clock.run(3_600)
        if self.session.get("/api/v1/vault").status_code != 200:
            self.session.post("/api/v1/vault", json={})


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """A server on each store."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    clock = FakeClock()
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("fuzz"), database_url=url), clock)
    with asgi.get_client(app) as session:
        yield Target(schemathesis.openapi.from_dict(app.openapi()), session, clock)


@pytest.mark.parametrize(("mode", "name"), CASES, ids=lambda part: getattr(part, "value", part))
def test_nothing_made_up_breaks_the_api(target: Target, mode: GenerationMode, name: str) -> None:
    method, path = name.split(" ")
    operation = target.schema[path][method]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(mode))
    def run(case: schemathesis.Case) -> None:
        target.refresh()
        response = case.call(base_url="http://testserver", session=target.session)
        unknown_to_the_check = [negative_data_rejection] if response.status_code == 426 else []
        case.validate_response(response, excluded_checks=unknown_to_the_check)

    run()
