"""Shows a person one child's records before they part them: what goes, and who was shown it all."""

from collections.abc import Iterator
from contextlib import suppress

import msgspec

from amparo.actions.changing import ChangeRefused
from amparo.actions.match_review import Told, as_text, in_words
from amparo.actions.match_ruling import Acting, look_at_all_of, parted
from amparo.actions.recalling import ToTell, whom_to_tell
from amparo.purposes import Action
from amparo.purposes.view import Line
from amparo.store import children, identities, records


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One source record of a child. ``came_last``: it came by the child's last merge."""

    record: str
    lines: tuple[Told, ...]
    came_last: bool


class Parting(msgspec.Struct, frozen=True, kw_only=True):
    """A child's records, and who was shown them as one since they were merged."""

    child: str
    records: tuple[Kept, ...]
    to_tell: tuple[ToTell, ...]


def before_parting(acting: Acting, child: str) -> Parting:
    """What may be parted, once the look at it is accounted for. Raises as ``asking.look`` does."""
    known = children.now(child.strip().lower()) or child
    (grant,) = look_at_all_of(acting, [known], "match unmerge show", Action.READ)
    lines = records.read(grant, acting.clock, acting.home.identity_key).lines
    return Parting(
        child=known,
        records=tuple(_kept(known, lines)),
        to_tell=whom_to_tell({known: children.merged_at(known)}),
    )


def _kept(child: str, lines: list[Line]) -> Iterator[Kept]:
    last: set[int] = set()
    with suppress(ChangeRefused):  # a child that was never merged
        last.update(parted(child, [])[1])
    for number, name in identities.names(children.members([child]).get(child, [])).items():
        told = {in_words(line.says): line.says for line in lines if line.told_by == name}
        yield Kept(
            record=name,
            lines=tuple(
                Told(told_by=name, says=says, fields=as_text(fields))
                for says, fields in told.items()
                if says
            ),
            came_last=number in last,
        )
