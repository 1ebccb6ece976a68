"""The forms in which a person tells a fact for a duty, and what was typed into one of them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from amparo.actions.desk import Telling
from amparo.duties import CARDS, owners_of
from amparo.events import (
    AddressProposed,
    ConcernDisposed,
    ContactAttempted,
    FlagContested,
    NoticeChecked,
    NotToBeIssuedDecided,
    OrderDecided,
    ReportedMissing,
    ToldAtDesk,
)
from amparo.events.desk import (
    Authority,
    Channel,
    Contact,
    Contesting,
    Disposition,
    Evidence,
    SentTo,
)
from amparo.events.safety import Answer
from amparo.purposes.labels import FIELDS, VAULTED
from amparo.purposes.matrix import WRITES
from amparo.web.days import read_day
from amparo.web.visit import Visit
from amparo.words.addresses import read_address
from amparo.words.agencies import Role

_ANSWERS = (Answer.YES, Answer.NO, Answer.DONT_KNOW, Answer.REFUSED)
_YES_OR_NO = (Answer.YES, Answer.NO)


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A question with a list of answers. ``usual`` None: one must be chosen, or none need be."""

    name: str
    words: tuple[StrEnum, ...]
    usual: StrEnum | None = None
    needed: bool = False


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """Something identifying that is typed, and goes into the vault."""

    name: str
    needed: bool = True
    most: int = 120


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """All that one kind of fact asks, in the order in which it is asked."""

    kind: type[ToldAtDesk]
    asks: tuple[Choice, ...] = ()
    texts: tuple[Text, ...] = ()

    @property
    def fact(self) -> str:
        """The word of the fact."""
        return str(self.kind.__struct_config__.tag)

    @property
    def place(self) -> str:
        """Where on the page of a duty it stands."""
        return f"tell-{self.fact.replace(' ', '-')}"


def _asks(name: str, words: Iterable[StrEnum], usual: StrEnum | None = None) -> Choice:
    return Choice(name=name, words=tuple(words), usual=usual)


def _needs(name: str, words: Iterable[StrEnum]) -> Choice:
    return Choice(name=name, words=tuple(words), needed=True)


FORMS: Mapping[type[ToldAtDesk], Form] = {
    ContactAttempted: Form(
        kind=ContactAttempted,
        asks=(
            _needs("outcome", Contact),
            _asks("channel", Channel, Channel.CALL),
            _asks("is_well", _ANSWERS),
            _asks("lives_there", _ANSWERS),
            _asks("notice_came", _ANSWERS),
        ),
    ),
    AddressProposed: Form(
        kind=AddressProposed,
        asks=(_needs("evidence", Evidence),),
        texts=(
            Text(name="address_line"),
            Text(name="unit", needed=False, most=20),
            Text(name="city", most=60),
            Text(name="state", most=20),
            Text(name="zip", most=10),
        ),
    ),
    NoticeChecked: Form(
        kind=NoticeChecked,
        asks=(
            _needs("time_and_place", _ANSWERS),
            _needs("sent", _ANSWERS),
            _asks("sent_to", SentTo),
            _asks("returned", _ANSWERS),
            _asks("known_stale", _ANSWERS),
        ),
    ),
    OrderDecided: Form(kind=OrderDecided, asks=(_needs("will_ask", _YES_OR_NO),)),
    NotToBeIssuedDecided: Form(kind=NotToBeIssuedDecided),
    ReportedMissing: Form(
        kind=ReportedMissing,
        asks=(_needs("to", Authority),),
        texts=(Text(name="report_number", most=60),),
    ),
    ConcernDisposed: Form(kind=ConcernDisposed, asks=(_needs("outcome", Disposition),)),
    FlagContested: Form(kind=FlagContested, asks=(_needs("contested_by", Contesting),)),
}
"""The form of each fact, those that are told most often first."""


def forms(gap: str, role: Role) -> list[Form]:
    """The forms for a role's duty of a gap: of the facts that do its part, or all that it takes.

    What does another's part is theirs to tell; what a role may not record it is not asked.
    """
    own = CARDS[gap].part(role).done_by
    others = {kind for one in owners_of(gap) for kind in CARDS[gap].part(one).done_by}
    wanted = own or CARDS[gap].takes - others
    return [form for kind, form in FORMS.items() if kind in wanted and _may_tell(form, role)]


def _may_tell(form: Form, role: Role) -> bool:
    """Whether a role may record all that a form asks."""
    of_all = {*FIELDS[form.kind].values(), *(VAULTED[one.name] for one in form.texts)}
    return of_all <= WRITES.get(role, frozenset())


def form_of(fact: str) -> Form | None:
    """The form of a fact, by its word."""
    return next((form for form in FORMS.values() if form.fact == fact), None)


def telling(form: Form, typed: Mapping[str, str], duty: str, here: Visit) -> Telling | None:
    """What was typed, as it is told; None where something needed is missing, or no day is meant."""
    on = read_day(typed.get("on", ""), here.today)
    says = {one.name: typed.get(one.name, "") for one in form.asks}
    vault = {one.name: typed.get(one.name, "").strip()[: one.most] for one in form.texts}
    needed = [one.name for one in form.asks if one.needed]
    needed += [one.name for one in form.texts if one.needed]
    if on is None or any(not {**says, **vault}[name] for name in needed):
        return None
    return Telling(
        kind=form.kind,
        duty=duty,
        on=on,
        says=_says(form, says, vault),
        vault={name: text for name, text in vault.items() if text},
        replaces=typed.get("replaces") or None,
    )


def _says(form: Form, says: dict[str, str], vault: dict[str, str]) -> dict[str, object]:
    told: dict[str, object] = {name: value for name, value in says.items() if value}
    if form.kind is OrderDecided:
        told["will_ask"] = says["will_ask"] == Answer.YES
    if form.kind is AddressProposed:
        parts = (vault["address_line"], vault["unit"] or None, vault["state"], vault["zip"])
        told["status"] = read_address(*parts).status
    return told
