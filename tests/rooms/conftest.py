"""Open, empty homes on each database, for the rooms that keep something."""

import pytest
from django.db import transaction

from amparo.actions.home import close_home, open_home
from amparo.settings import read_settings

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(params=DATABASES)
def home(request, tmp_path):
    """Open and empty, once on each database; closed when the test is over."""
    urls = request.getfixturevalue("postgres_database") if request.param == "postgresql" else None
    yield _opened(tmp_path / "home", urls)
    close_home()


@pytest.fixture
def unchanging_home(_home_of_a_module):
    """One home for all tests of a file, once on each database; what a test does there is undone.

    For what is done inside other transactions: a look is not.
    """
    with transaction.atomic():
        yield _home_of_a_module
        transaction.set_rollback(True)


@pytest.fixture(scope="module", params=DATABASES)
def _home_of_a_module(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept") / "home"
    if request.param == "sqlite":
        yield _opened(folder, None)
        close_home()
        return
    cluster = request.getfixturevalue("postgres_cluster")
    name = f"amparo_{next(cluster.numbers)}"
    cluster.run(f"CREATE DATABASE {name} OWNER amparo_owner")
    yield _opened(folder, (cluster.url("amparo_app", name), cluster.url("amparo_owner", name)))
    close_home()
    cluster.run(f"DROP DATABASE {name} WITH (FORCE)")


def _opened(folder, urls):
    variables = {"AMPARO_HOME": str(folder)}
    if urls is not None:
        variables["AMPARO_DATABASE_URL"], variables["AMPARO_DATABASE_OWNER_URL"] = urls
    return open_home(read_settings(variables))
