"""What the address of a page about a child says: why it is asked, and as of which days."""

from datetime import date
from urllib.parse import urlencode

import msgspec

from amparo.actions.asking import Question
from amparo.purposes import DHS, ROLES, Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.matrix import PURPOSES_OF
from amparo.web.visit import Request, Visit


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A purpose and two days; days not given are now. ``wrong`` are the days that are none."""

    purpose: Purpose | None
    on: date | None
    known_at: date | None
    wrong: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The same, to be put into the address of another page about the same child."""
        named = {"purpose": self.purpose, "on": self.on, "known_at": self.known_at}
        return urlencode({name: str(value) for name, value in named.items() if value is not None})

    def question(
        self, here: Visit, page: str, classes: frozenset[DataClass] | None = None
    ) -> Question:
        """What is asked of the home, by which page."""
        return Question(
            asker=here.asker,
            command=f"page {page}",
            action=Action.READ,
            purpose=self.purpose,
            classes=classes,
            on=self.on,
            known_at=self.known_at,
        )


def asked(request: Request) -> Asked:
    """What an address asks; a purpose that is no word of ours is none."""
    words = request.GET
    named = words.get("purpose", "")
    days = {name: words.get(name, "").strip() for name in ("on", "known_at")}
    read = {name: _day(text) for name, text in days.items()}
    return Asked(
        purpose=Purpose(named) if named in set(Purpose) else None,
        on=read["on"],
        known_at=read["known_at"],
        wrong=tuple(text for name, text in days.items() if text and read[name] is None),
    )


def own_purposes(asker: Asker) -> list[Purpose]:
    """The purposes of somebody's role, in the order of their list."""
    return sorted(PURPOSES_OF[asker.role], key=list(Purpose).index)


def may_ask_of_other_days(asker: Asker) -> bool:
    """Whether somebody is told of other days than now."""
    return ROLES[asker.role].family not in DHS


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
