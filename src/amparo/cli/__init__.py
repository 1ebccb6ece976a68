"""The commands."""

from amparo.cli.main import main

__all__ = ["main"]
