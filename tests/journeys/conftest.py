"""Homes to try things in, on the embedded database and on PostgreSQL, and deliveries to take in."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from amparo.cli.main import amparo
from amparo.synthetic import synthesize

CHILDREN, SEED = 400, 7


@dataclass(frozen=True)
class Cohort:
    """A made-up cohort: its deliveries in the order they were received, and the truth."""

    folder: Path

    @property
    def deliveries(self) -> list[Path]:
        return sorted((self.folder / "deliveries").iterdir())

    def through(self, day: date) -> list[Path]:
        return [one for one in self.deliveries if one.name[:8] <= day.strftime("%Y%m%d")]

    def truth(self, name: str) -> list[dict[str, str]]:
        with (self.folder / "truth" / f"{name}.csv").open(newline="") as rows:
            return list(csv.DictReader(rows))


@dataclass(frozen=True)
class Place:
    """A home, and the commands run in it as a person would."""

    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        return {"AMPARO_HOME": str(self.home), **self.environment}

    def run(self, *arguments: object) -> Result:
        runner = CliRunner(env=self.variables)
        return runner.invoke(amparo, [str(one) for one in arguments], catch_exceptions=False)

    def ask(self, *arguments: object, exit_code: int = 0) -> Any:
        """The JSON that a command answers with."""
        result = self.run(*arguments, "--json")
        assert result.exit_code == exit_code, result.output
        return json.loads(result.stdout)

    def digest(self) -> str:
        return str(self.ask("children", "digest")["digest"])


@pytest.fixture(scope="session")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    folder = tmp_path_factory.mktemp("cohort")
    synthesize(folder, children=CHILDREN, seed=SEED, start=None, through=None)
    return Cohort(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty home, once on each database."""
    if request.param == "sqlite":
        yield Place(tmp_path / "home")
        return
    urls = request.getfixturevalue("postgres_database")
    yield Place(
        tmp_path / "home",
        {"AMPARO_DATABASE_URL": urls.app_url, "AMPARO_DATABASE_OWNER_URL": urls.owner_url},
    )


@pytest.fixture
def embedded(tmp_path: Path) -> Place:
    """An empty home on the embedded database, where one database is enough."""
    return Place(tmp_path / "home")


@pytest.fixture(scope="session")
def filled(cohort: Cohort, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A home that holds the whole cohort. Tests only read from it."""
    place = Place(tmp_path_factory.mktemp("filled") / "home")
    place.ask("ingest", *cohort.deliveries)
    return place
