"""What records show of children, read out of the vault into memory for matching, never kept."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from amparo.actions.home import Home
from amparo.events import AnyEvent, read_event
from amparo.identity.shown import Shown
from amparo.store import deliveries, evidence, identities
from amparo.store.bulk import portions
from amparo.store.deliveries import Heard
from amparo.words.agencies import Agency
from amparo.words.birth_dates import birth_date
from amparo.words.identifiers import is_court_case
from amparo.words.placeholders import told_tokens
from amparo.words.surnames import stems, surnames_in

_AT_ONCE = 2_000
_TOLD_TWICE = "#"
_NAMING = frozenset({"a_number", "given_names", "surnames", "birth_date", "birth_month"})


def shown(
    home: Home, wanted: Iterable[int], heard: dict[int, Heard] | None = None
) -> Iterator[Shown]:
    """Every distinct way in which some identities showed themselves; nothing of the expunged.

    ``heard`` are the contents accepted, where they were read already.
    """
    heard = deliveries.heard() if heard is None else heard
    for portion in portions(wanted, _AT_ONCE):
        names = identities.names(portion)
        homes = evidence.homes_told(portion, heard)
        keys = {
            identity: home.identity_key(secret)
            for identity, secret in identities.secrets(portion).items()
        }
        told: dict[int, dict[Shown, None]] = {}
        for identity, body, ciphertext in identities.sealed(portion):
            text = keys[identity].decrypt(ciphertext) if identity in keys else None
            fields = msgspec.json.decode(text, type=dict[str, str]) if text else {}
            if not _NAMING.isdisjoint(fields):
                family = homes.get(identity, frozenset[bytes]())
                one = _shown(identity, names[identity], read_event(body), fields, family)
                told.setdefault(identity, {})[one] = None
        for identity, several in told.items():
            yield from _whole(several) if is_court_case(names[identity]) else several


def _shown(
    identity: int, name: str, event: AnyEvent, fields: Mapping[str, str], family: frozenset[bytes]
) -> Shown:
    agency, kind, _ = _of(name)
    number = fields.get("a_number")
    return Shown(
        identity=identity,
        agency=agency,
        kind=kind,
        a_numbers=frozenset({number} if number else ()),
        numbers=_portal_numbers(name, fields),
        given=told_tokens(fields.get("given_names", "")),
        surnames=stems(surnames_in(" ".join(told_tokens(fields.get("surnames", ""))))),
        born=birth_date(fields.get("birth_date") or fields.get("birth_month")),
        sex=getattr(event, "sex", None),
        country=_upper(getattr(event, "citizenship", None)),
        family=family,
    )


def _upper(country: str | None) -> str | None:
    return country.upper() if country else None


def _portal_numbers(name: str, fields: Mapping[str, str]) -> frozenset[str]:
    """ORR's own number of a child, as its safety calls tell it and as its stays are named by."""
    agency, kind, key = _of(name)
    if _TOLD_TWICE in key:
        return frozenset()  # one key in two rows of one file: whose number it is cannot be known
    of_a_stay = key.rpartition("/")[0] if agency == Agency.ORR and not kind else ""
    portal = fields.get("uc_path_id") or of_a_stay
    return frozenset({f"portal:{portal}"} if portal else ())


def _of(name: str) -> tuple[str, str, str]:
    """The agency, the kind of its key where it has several (``call``), and the key."""
    agency, _, key = name.partition(":")
    kind, slash, rest = key.partition("/")
    return (
        (agency, kind, rest) if slash and kind.isalpha() and kind.islower() else (agency, "", key)
    )


def _whole(several: Iterable[Shown]) -> list[Shown]:
    """A case of the court as one: its number stands in one of its tables, the month in another."""
    every = list(several)
    numbers = frozenset[str]().union(*(one.a_numbers for one in every))
    born = next((one.born for one in every if one.born is not None), None)
    sex = next((one.sex for one in every if one.sex is not None), None)
    return [msgspec.structs.replace(every[0], a_numbers=numbers, born=born, sex=sex)]
