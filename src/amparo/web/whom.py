"""To whom a duty is given: what a form offers, and what was chosen there."""

from collections.abc import Sequence

import msgspec

from amparo.actions.together import Colleague, colleagues
from amparo.web.visit import Visit
from amparo.words.agencies import Role

_PERSON, _OFFICE = "person:", "office:"


class Choices(msgspec.Struct, frozen=True):
    """Persons, by role; and the offices at which any of them sits."""

    colleagues: Sequence[Colleague]

    @property
    def offices(self) -> list[str]:
        """The offices, each once."""
        return sorted({one.office for one in self.colleagues})


def choices(here: Visit, role: Role | None = None) -> Choices:
    """Those to whom a visitor may give duties; with a ``role``, a duty of that role."""
    every = colleagues(here.asker, here.clock)
    return Choices([one for one in every if role in {None, one.role}])


def chosen(text: str) -> tuple[str | None, str | None]:
    """The slug of a person, or the name of an office."""
    return _after(_PERSON, text), _after(_OFFICE, text)


def _after(word: str, text: str) -> str | None:
    return text.removeprefix(word) or None if text.startswith(word) else None
