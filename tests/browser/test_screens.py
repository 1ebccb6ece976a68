"""Pictures of every page at three widths, for docs/screens.md: `./run screens` takes them."""

import io
import re
import shutil
import subprocess
import sys
from itertools import groupby
from pathlib import Path

import pytest
from PIL import Image

from tests.browser import standing_still
from tests.browser.conftest import served
from tests.browser.deeds import ACCOUNT, opens_an_account
from tests.browser.test_accounts import amparo
from tests.browser.test_pages import all_names, everything

DOCS = Path(__file__).parents[2] / "docs"
WIDTHS = {360: 700, 768: 600, 1280: 600}
"""The widths of windows, each with as much of its height as is shown."""

MOST_BYTES = 3_000_000
"""What the pictures may weigh in all, so that a copy of the repository stays small."""

HEAD = """<!-- Written by ./run screens -->

# Every page, at three widths

What each sees at 360, 768 and 1280 pixels, as far as the first window goes: taken by the tests in a
real browser, in a home of made-up children. `./run screens` takes them anew.
"""


def named():
    """Whose page, and which."""
    return [
        *((name.partition(": ")[0], name.partition(": ")[2]) for name in all_names()),
        *(("an account of one's own", name) for name in ACCOUNT),
    ]


def slug(person, name):
    return re.sub(r"\W+", "-", f"{person} {name}")


def written():
    """The page that shows them."""
    return HEAD + "".join(
        f"\n## {person}\n" + "".join(_shown(person, name) for _, name in pages)
        for person, pages in groupby(named(), lambda one: one[0])
    )


def _shown(person, name):
    pictures = " ".join(
        f'<img src="screens/{slug(person, name)}-{width}.webp" width="{width // 4}"'
        f' alt="{name}, as {person} sees it at {width} pixels">'
        for width in WIDTHS
    )
    return f"\n{name}\n\n{pictures}\n"


# --- taking them --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def still(tmp_path_factory):
    """A home that is the same whenever it is filled."""
    home = tmp_path_factory.mktemp("still") / "home"
    command = [sys.executable, standing_still.__file__]
    subprocess.run(command, env={"AMPARO_HOME": str(home), "PYTHONHASHSEED": "0"}, check=True)
    return home


@pytest.fixture
def home(still, tmp_path):
    return shutil.copytree(still, tmp_path / "home")


@pytest.fixture
def site(home):
    with served({"AMPARO_HOME": str(home)}, standing_still.__file__, may_break=True) as address:
        yield address


@pytest.mark.screens
@pytest.mark.parametrize("width", WIDTHS)
def test_take_the_pictures(visit, site, home, width):
    for old in (DOCS / "screens").glob(f"*-{width}.webp"):
        old.unlink()
    for page, name in everything(lambda person: visit(person, width=width), site, home):
        person, _, which = name.partition(": ")
        take(page, person, which, width)
    (DOCS / "screens.md").write_text(written())


@pytest.mark.screens
@pytest.mark.parametrize("width", WIDTHS)
def test_take_the_pictures_of_an_account(chromium, tmp_path, width):
    variables = {"AMPARO_HOME": str(tmp_path / "home")}
    amparo(variables, "people", "add", "olga")
    with served(variables) as address:
        page = chromium.new_page(viewport={"width": width, "height": 900}, locale="en-US")
        code = amparo(variables, "people", "account", "olga")
        for name in opens_an_account(page, address, code):
            page.evaluate(HIDE, DIFFERENT_EACH_TIME)
            take(page, "an account of one's own", name, width)
        page.close()


DIFFERENT_EACH_TIME = ".square, .codes code, strong.key"
"""A key and the codes of an account."""

HIDE = """which => document.querySelectorAll(which).forEach(
    one => { one.style.visibility = "hidden"; }
)"""


def take(page, person, name, width):
    """One picture, in the pages' own colours: small, and the same wherever letters are drawn so."""
    taken = page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": WIDTHS[width]})
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    few = picture.quantize(palette=PALETTE, dither=Image.Dither.NONE)
    there = DOCS / "screens" / f"{slug(person, name)}-{width}.webp"
    there.parent.mkdir(exist_ok=True)
    few.save(there, lossless=True, method=6)


def _palette(*colours):
    image = Image.new("P", (1, 1))
    image.putpalette(bytes.fromhex("".join(colours)))
    return image


PALETTE = _palette(
    *("ffffff", "f0f4f8", "dfe1e2", "a9aeb1", "565c65", "1b1b1b", "b4b4b4", "676767"),
    *("162e51", "8b97a8", "005ea2", "80afd1", "5a8fc4", "00bde3", "eff9fc"),
    *("b50909", "da8484", "f8e1de", "f4e3db", "faf3d1", "ffe396", "c2850c", "216e1f", "ecf3ec"),
)
"""White, ink and what lies between; then the other colours of amparo.css, with half of each."""


# --- what was taken ---------------------------------------------------------------------------


def test_every_page_has_its_pictures_and_they_are_small():
    wanted = {f"{slug(*one)}-{width}.webp" for one in named() for width in WIDTHS}
    there = list((DOCS / "screens").iterdir())
    assert {path.name for path in there} == wanted, "./run screens"
    assert sum(path.stat().st_size for path in there) < MOST_BYTES
    assert (DOCS / "screens.md").read_text() == written(), "./run screens"
