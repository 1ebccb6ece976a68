"""Shows one child's record to somebody: what their purpose opens, what it does not, and why."""

from datetime import datetime

import msgspec

from amparo.actions.accounting import Looked, looked
from amparo.actions.asking import Leave, Question, look
from amparo.actions.home import Home
from amparo.purposes import DataClass
from amparo.purposes.opening import Withheld
from amparo.purposes.view import Line
from amparo.record import ToCome
from amparo.store import records
from amparo.store.records import Owed


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One child's record as one person may see it. ``accounting`` None: it is withheld."""

    child: str
    leave: Leave
    lines: list[Line]
    owed: list[Owed]
    ahead: list[ToCome]
    accounting: list[Looked] | None

    @property
    def shown(self) -> dict[DataClass, list[Line]]:
        """The lines of each class that is opened, in the matrix's order, of empty ones too."""
        return {
            one: [line for line in self.lines if line.data_class is one]
            for one in self.leave.classes
            if one is not DataClass.ACCOUNTING
        }

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """What is withheld of this request, whatever is held."""
        return self.leave.withheld


def show(home: Home, question: Question, child: str, clock: datetime) -> Record:
    """One child's record, once the look is accounted for. Raises as ``asking.look`` does."""
    leave = look(home, question, child, clock)
    (known,) = leave.grant.children
    view = records.read(leave.grant, clock, home.identity_key)
    return Record(
        child=known,
        leave=leave,
        lines=view.lines,
        owed=view.owed,
        ahead=view.ahead,
        accounting=looked(view.accounting) if view.accounting is not None else None,
    )
