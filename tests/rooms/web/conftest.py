"""A small made-up home, and people who visit its pages in this process."""

import shutil
from datetime import UTC, datetime

import pytest
from django.test import Client

from amparo.actions.demo import made_up_deliveries
from amparo.actions.duties import duties
from amparo.actions.home import close_home, open_home
from amparo.actions.ingest import ingest, settle
from amparo.actions.lists import Asked
from amparo.actions.people import TOKEN, who_asks
from amparo.settings import read_settings
from amparo.web.visit import CLOCK, HOME
from amparo.words.agencies import Role

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
CHILDREN, SEED = 60, 3


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """The folder of a home with made-up children, their findings and people."""
    folder = tmp_path_factory.mktemp("pages") / "home"
    home = open_home(read_settings({"AMPARO_HOME": str(folder)}))
    with made_up_deliveries(CHILDREN, SEED) as folders:
        for one in folders:
            ingest(home, one, NOW)
    settle(home, NOW)
    who_asks(home, NOW, None, Role.OPERATOR)
    close_home()
    return folder


@pytest.fixture(scope="module")
def house(filled, tmp_path_factory):
    """That home, open, for the tests of one file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(TOKEN, raising=False)
        folder = tmp_path_factory.mktemp("house") / "home"
        shutil.copytree(filled, folder)
        yield open_home(read_settings({"AMPARO_HOME": str(folder)}))
        close_home()


class Browser(Client):
    """A browser of somebody, without JavaScript."""

    def __init__(self, home, person=None, now=NOW):
        super().__init__(SERVER_NAME="localhost", **{HOME: home, CLOCK: now})
        self.raise_request_exception = False
        if person is not None:
            assert self.post("/sign-in", {"person": person}).status_code == 302

    def come_back(self, now):
        """Ask again at another time."""
        self.defaults[CLOCK] = now

    def text(self, address, **options):
        return self.get(address, **options).content.decode()


@pytest.fixture
def browse(house):
    """A browser of a made-up person; of nobody without one."""
    return lambda person=None, now=NOW: Browser(house, person, now)


@pytest.fixture(scope="module")
def child_of(house):
    """A child of somebody's own work, and the purpose of the first duty about it."""

    def found(role):
        asker = who_asks(house, NOW, role, role)
        listed = duties(house, Asked(asker=asker), NOW)
        return listed.duties[0].shown.child

    return found
