"""What tests of work done in copies of the process share."""

import os

import pytest


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
