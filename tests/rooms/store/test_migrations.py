"""A home is brought up to date along one line of migrations."""

from itertools import pairwise
from pathlib import Path

import amparo.store.migrations


def test_the_migrations_are_one_line_each_resting_on_the_one_before():
    (folder,) = amparo.store.migrations.__path__
    names = sorted(path.stem for path in Path(folder).glob("0*.py"))
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
    for before, name in pairwise(names):
        assert f'"{before}"' in (Path(folder) / f"{name}.py").read_text(), name
