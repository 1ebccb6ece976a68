"""Which releases gave a sponsor one more unrelated child, once every family has passed."""

from collections.abc import Iterator
from dataclasses import dataclass

from amparo.synthetic.truth_records import Source, is_release
from amparo.synthetic.truth_told import Finding, earliest

_EXPIRES, _WITHIN = 365, 730
_UNRELATED = "3"


@dataclass(frozen=True, slots=True)
class _Release:
    """One release to somebody unrelated, as told last."""

    identity: str
    child: str
    day: int
    surnames: frozenset[str]
    back: tuple[int, ...]


class Sponsors:
    """Takes the stays of one child after another; answers when all have passed."""

    def __init__(self) -> None:
        self._of: dict[str, list[_Release]] = {}

    def add(self, sources: list[Source], arrivals: list[int], known: int) -> None:
        """The stays of one child, and the days on which the child came into care again."""
        for source in sources:
            row = source.newest(known) if source.feed == "placements" else None
            if row is None or not is_release(row) or row.words.get("category") != _UNRELATED:
                continue
            told = [one.words["sponsor_ref"] for one in source.rows if one.words.get("sponsor_ref")]
            names = frozenset[str]().union(*(one.likeness[2] for one in source.rows))
            day = row.days["discharged_on"]
            if told and names:
                child = source.identity.rpartition("/")[0]
                back = tuple(one for one in arrivals if one > day)
                found = _Release(source.identity, child, day, names, back)
                self._of.setdefault(" ".join(told[-1].split()), []).append(found)

    def findings(self) -> Iterator[Finding]:
        """One for each release by which a sponsor had two or more unrelated children."""
        for releases in self._of.values():
            ordered = sorted(releases, key=lambda one: (one.day, one.identity))
            for place, one in enumerate(ordered):
                if any(_counts(other, one) for other in ordered[:place]):
                    until = earliest(one.day + _EXPIRES, *one.back)
                    yield Finding("many-children-one-sponsor", one.identity, one.day, until)


def _counts(other: _Release, one: _Release) -> bool:
    is_another = other.child != one.child and not other.surnames & one.surnames
    return is_another and one.day - other.day <= _WITHIN
