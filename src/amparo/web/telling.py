"""The forms in which a person tells a fact for a duty, and what was typed into one of them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from amparo.actions.desk import Telling
from amparo.events import (
    AddressProposed,
    ContactAttempted,
    NoticeChecked,
    NotToBeIssuedDecided,
    OrderDecided,
    ReportedMissing,
    ToldAtDesk,
)
from amparo.events.desk import Authority, Channel, Contact, Evidence, SentTo
from amparo.events.safety import Answer
from amparo.web.days import read_day
from amparo.web.visit import Visit
from amparo.words.addresses import read_address

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
}
"""The form of each fact, those that are told most often first."""


def forms(kinds: Iterable[type[ToldAtDesk]]) -> list[Form]:
    """The forms of some kinds of fact, in the order of the list."""
    wanted = set(kinds)
    return [form for kind, form in FORMS.items() if kind in wanted]


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
    )


def _says(form: Form, says: dict[str, str], vault: dict[str, str]) -> dict[str, object]:
    told: dict[str, object] = {name: value for name, value in says.items() if value}
    if form.kind is OrderDecided:
        told["will_ask"] = says["will_ask"] == Answer.YES
    if form.kind is AddressProposed:
        parts = (vault["address_line"], vault["unit"] or None, vault["state"], vault["zip"])
        told["status"] = read_address(*parts).status
    return told
