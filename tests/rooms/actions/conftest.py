"""What tests of actions share: copies of the process, and a made-up home with its people."""

import os
import shutil

import pytest

from amparo.actions.changing import Asked
from amparo.actions.home import close_home, open_home
from amparo.actions.people import TOKEN, who_asks
from amparo.settings import read_settings
from amparo.store import deliveries
from amparo.words.agencies import Role
from tests.rooms.actions.changes import NOW


class Copies:
    """The copies that were made of this process, by their process numbers."""

    def __init__(self):
        self.made = []

    def none_is_left(self):
        for number in self.made:
            with pytest.raises(ProcessLookupError):
                os.kill(number, 0)
        return True


@pytest.fixture
def copies(monkeypatch):
    found, fork = Copies(), os.fork

    def noted():
        number = fork()
        if number:
            found.made.append(number)
        return number

    monkeypatch.setattr(os, "fork", noted)
    return found


@pytest.fixture(scope="session")
def furnished(tmp_path_factory):
    """The folder of a made-up home into which its people have moved."""
    folder = tmp_path_factory.mktemp("furnished") / "home"
    home = open_home(read_settings({"AMPARO_HOME": str(folder)}))
    deliveries.choose_home(made_up=True, by="a test")
    who_asks(home, NOW, None, Role.OPERATOR)
    close_home()
    return folder


@pytest.fixture
def furnished_home(furnished, tmp_path, monkeypatch):
    """A made-up home of one's own."""
    monkeypatch.delenv(TOKEN, raising=False)
    shutil.copytree(furnished, tmp_path / "home")
    yield open_home(read_settings({"AMPARO_HOME": str(tmp_path / "home")}))
    close_home()


@pytest.fixture
def as_(furnished_home):
    """A command as somebody gives it, now; nobody named: as the usual one for the command."""
    return lambda named=None, clock=NOW: Asked(furnished_home, named, clock)
