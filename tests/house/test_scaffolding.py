"""The files around the package keep their word."""

import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text()
SETTINGS: dict[str, Any] = tomllib.loads(PYPROJECT)


def test_the_locked_requirements_name_no_address_and_pin_every_package_by_hash():
    for locked in (ROOT / "requirements").glob("*.txt"):
        text = locked.read_text()
        assert "://" not in text
        assert "--index-url" not in text
        for requirement in re.split(r"\n(?=[a-z])", text.strip()):
            assert re.match(r"[a-z0-9-]+==", requirement), requirement
            assert "--hash=sha256:" in requirement, requirement


def test_every_dependency_says_why_it_is_here():
    named = [
        *SETTINGS["project"]["dependencies"],
        *SETTINGS["dependency-groups"]["build"],
        *(name for name in SETTINGS["dependency-groups"]["dev"] if isinstance(name, str)),
    ]
    for requirement in named:
        assert re.search(rf'^ *"{re.escape(requirement)}", +# \w', PYPROJECT, re.MULTILINE), (
            requirement
        )


def test_ci_runs_the_checks_and_then_the_readmes_test_command():
    commands = re.findall(r"^\./run \w+$", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
    assert commands == ["./run check", "./run test"]
    assert "./run test" in (ROOT / "README.md").read_text()


def test_every_core_room_that_is_built_is_kept_plain():
    layers, core, *_ = SETTINGS["tool"]["importlinter"]["contracts"]
    below = layers["layers"][layers["layers"].index("figures") :]
    rooms = {room for layer in below for room in re.findall(r"\w+", layer)}
    built = {f"amparo.{room}" for room in rooms if (ROOT / "src" / "amparo" / room).is_dir()}
    assert built <= set(core["source_modules"])
