"""Everything one request opens: which classes of which origin, and why the rest stays shut."""

import msgspec

from amparo.purposes.answers import NO_RULE, Grant, Refusal
from amparo.purposes.asking import Origin
from amparo.purposes.data_class import CLASSES, DataClass
from amparo.purposes.decide import decide
from amparo.purposes.facts import Facts
from amparo.purposes.labels import Label
from amparo.purposes.rules import Policies

IN_ORDER = tuple(sorted(CLASSES, key=lambda one: CLASSES[one].number))
"""The classes in the order of the matrix."""


class Withheld(msgspec.Struct, frozen=True, kw_only=True):
    """A class that is not shown, or not of every origin. ``because`` says nothing of any child.

    It depends on the request alone, never on what is held: that something is withheld must not
    tell that there is something.
    """

    data_class: DataClass = msgspec.field(name="class")
    only: tuple[Origin, ...]
    because: str
    rules: tuple[str, ...]


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """What a request opens. Nothing is opened where ``labels`` is empty."""

    labels: frozenset[Label]
    rules: tuple[str, ...]
    withheld: tuple[Withheld, ...]

    @property
    def classes(self) -> tuple[DataClass, ...]:
        """The classes of which something is shown, in order."""
        return classes_of(self.labels)

    def why_not(self, wanted: frozenset[DataClass] | None) -> tuple[tuple[str, ...], str]:
        """Why nothing of some classes (None: of any) is opened: the rules, and in words.

        Of several classes, what all of them were refused for, if there is such a thing.
        """
        shut = [one for one in self.withheld if wanted is None or one.data_class in wanted]
        if not shut:
            return (NO_RULE,), "No rule allows it."
        first = shut[0]
        always = frozenset.intersection(*(frozenset(one.rules) for one in shut))
        if not always:
            return first.rules, first.because
        said = [set(_sentences(one.because)) for one in shut]
        words = [one for one in _sentences(first.because) if all(one in each for each in said)]
        return tuple(one for one in first.rules if one in always), " ".join(words)


def classes_of(labels: frozenset[Label]) -> tuple[DataClass, ...]:
    """The classes among some labels, in the order of the matrix."""
    named = {label.data_class for label in labels}
    return tuple(one for one in IN_ORDER if one in named)


_OPENED: dict[tuple[str, Facts], Opened] = {}
_MOST_KEPT = 20_000
"""Far above the kinds of request that real work has; past it the memory starts afresh."""


def opened(request: Facts, policies: Policies) -> Opened:
    """Ask for every class of every origin, all other facts of the request being as they are.

    The class, the origin and the protection that ``request`` itself names are of no account.
    """
    known = _OPENED.get((policies.digest, request))
    if known is None:
        known = _opened_anew(request, policies)
        if len(_OPENED) >= _MOST_KEPT:
            _OPENED.clear()
        _OPENED[policies.digest, request] = known
    return known


def _opened_anew(request: Facts, policies: Policies) -> Opened:
    answers = {label: decide(_about(request, label), policies) for label in EVERY_LABEL}
    granted = {label: one for label, one in answers.items() if isinstance(one, Grant)}
    refused = {label: one for label, one in answers.items() if isinstance(one, Refusal)}
    withheld = (_withheld(one, granted, refused) for one in IN_ORDER)
    rules = dict.fromkeys(name for one in granted.values() for name in one.rules)
    return Opened(
        labels=frozenset(granted),
        rules=tuple(name for name in policies.rules if name in rules),
        withheld=tuple(one for one in withheld if one is not None),
    )


EVERY_LABEL = tuple(
    Label(data_class=data_class, origin=origin, protected=protected)
    for data_class in IN_ORDER
    for origin in Origin
    for protected in (False, True)
)
"""Every label a value could have."""


def _about(request: Facts, label: Label) -> Facts:
    return msgspec.structs.replace(
        request,
        data_class=label.data_class,
        origin=label.origin,
        protected_1367=label.protected,
    )


def _withheld(
    data_class: DataClass, granted: dict[Label, Grant], refused: dict[Label, Refusal]
) -> Withheld | None:
    """The plainest of its refusals: one that an approval could lift, else that of fewest rules."""
    met = [
        refusal
        for label, refusal in refused.items()
        if label.data_class is data_class
        and label.protected is (data_class is DataClass.PROTECTED_RELIEF)
    ]
    if not met:
        return None
    plainest = min(met, key=lambda refusal: (NO_RULE not in refusal.rules, len(refusal.rules)))
    only = tuple(
        label.origin
        for label in EVERY_LABEL
        if label in granted and label.data_class is data_class and not label.protected
    )
    return Withheld(
        data_class=data_class, only=only, because=plainest.because, rules=plainest.rules
    )


def _sentences(text: str) -> list[str]:
    return [f"{one.rstrip('.')}." for one in text.split(". ") if one]
