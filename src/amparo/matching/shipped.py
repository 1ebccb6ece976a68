"""The model that Amparo comes with: a file, trained by ``amparo bench identity --train``."""

from functools import cache
from importlib.resources import files

from amparo.identity.weighed import Model

SHIPPED = "children.json"


@cache
def shipped_model() -> Model:
    """The model in force where an agency has trained none of its own."""
    return Model.read(files("amparo.matching").joinpath("models", SHIPPED).read_bytes())
