"""A notice reaches a child at an address that the agency which asked is never told."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import DatabaseError, transaction

from amparo.actions import service
from amparo.actions.asking import LookRefused
from amparo.actions.changing import ChangeRefused
from amparo.actions.expunge import expunge
from amparo.actions.home import Home
from amparo.actions.people import who_asks
from amparo.actions.print_folder import PRINT
from amparo.letters import Outcome, is_genuine, read_notice
from amparo.purposes import DHS, ROLES, Nexus, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.matrix import PURPOSES_OF
from amparo.purposes.roles import agency
from amparo.store import disclosures, identities, models, people, sealing
from amparo.store.children import Period
from amparo.words.agencies import Role

from .ana_is_told_of import NOW, opened, tell
from .conftest import Place

NOTICE = read_notice(b"You are to appear. This is made up.")
TELLING = ("Invented", "Apt 4", "Madeupton", "00123", "555-0100", '"TX"', "Aunt", "Shelter")
"""What would tell where Ana lives, or with whom."""

FILED: dict[str, Any] = {
    "served_on": "2024-02-20",
    "filed_with_court_on": "2024-03-01",
    "filing_status": "accepted",
}
EVERY_DHS_ROLE = [role for role in Role if ROLES[role].family in DHS]
LATER = NOW + timedelta(days=22)


@pytest.fixture
def home(embedded: Place, tmp_path: Path) -> Iterator[Home]:
    for place in opened(embedded):
        tell(place, tmp_path / "in", "referrals")
        tell(place, tmp_path / "in", "notices")
        tell(place, tmp_path / "in", "placements")
        yield place


def anas() -> str:
    return models.Membership.objects.values_list("child", flat=True)[0]


def person(home: Home, role: Role) -> Asker:
    return who_asks(home, NOW, None, role)


def asked(home: Home, role: Role = Role.JUVENILE_COORDINATOR) -> str:
    return service.ask(home, person(home, role), anas(), NOTICE, None, NOW).certificate.service


def posted(home: Home) -> str:
    number = asked(home)
    service.post(home, person(home, Role.FIELD_SPECIALIST), number, NOW)
    return number


def recorded(home: Home, number: str, outcome: Outcome, at: datetime = NOW) -> None:
    mail_room = person(home, Role.FIELD_SPECIALIST)
    service.record(home, mail_room, number, outcome, at.date(), at)


def folder(home: Home, number: str) -> Path:
    return home.path / PRINT / number


# --- the way of a letter -----------------------------------------------------------------------


def test_a_letter_is_printed_with_the_notice_to_the_byte_and_the_address_on_its_envelope(home):
    number = posted(home)
    assert (folder(home, number) / "notice.txt").read_bytes() == NOTICE.text
    lines = (folder(home, number) / "envelope.txt").read_text().splitlines()
    assert lines[:6] == ["Ana Lucía Q'anil", "12 Invented St", "Apt 4", "Madeupton", "TX", "00123"]


def test_the_agency_gets_a_certificate_that_counsel_can_open_and_it_cannot(home):
    number = posted(home)
    recorded(home, number, Outcome.DELIVERED)
    given = service.show(home, person(home, Role.JUVENILE_COORDINATOR), number, LATER)
    assert given.certificate.outcome is Outcome.DELIVERED
    assert given.certificate.notice == sha256(NOTICE.text).hexdigest()
    assert is_genuine(given.certificate, home.signing.public)
    for role in (Role.COUNSEL, Role.CHILD_ADVOCATE):
        found = service.open_(home, person(home, role), number, LATER)
        text = "\n".join(found.address).encode()
        commitment = sha256(bytes.fromhex(found.nonce) + text).hexdigest()
        assert commitment == given.certificate.commitment == found.commitment
        assert found.address[0] == "12 Invented St"
        assert found.evidence


def test_a_letter_goes_its_whole_way_on_either_database(place, tmp_path):
    for either in opened(place):
        for feed in ("referrals", "notices", "placements"):
            tell(either, tmp_path / "in", feed)
        number = posted(either)
        recorded(either, number, Outcome.RETURNED)
        found = service.open_(either, person(either, Role.COUNSEL), number, NOW)
        assert found.address[0] == "12 Invented St"
        with (
            pytest.raises(DatabaseError, match=r"append-only|permission denied"),
            transaction.atomic(),
        ):
            models.ServiceStep.objects.update(step="delivered")
    assert place.ask("ledger", "verify")["ok"] is True


def test_the_court_opens_it_too_once_the_case_is_there(home, tmp_path):
    number = posted(home)
    court = person(home, Role.COURT_STAFF)
    with pytest.raises(LookRefused):
        service.open_(home, court, number, NOW)
    tell(home, tmp_path / "in", "notices", again=1, **FILED)
    assert service.open_(home, court, number, NOW).address[0] == "12 Invented St"


def test_when_a_letter_has_arrived_its_folder_is_destroyed(home):
    number = posted(home)
    assert folder(home, number).exists()
    recorded(home, number, Outcome.DELIVERED)
    assert not folder(home, number).exists()


def test_to_an_address_whose_letter_came_back_no_other_is_sent(home):
    recorded(home, posted(home), Outcome.RETURNED)
    other = read_notice(b"Another notice.")
    again = service.ask(
        home, person(home, Role.JUVENILE_COORDINATOR), anas(), other, None, NOW
    ).certificate.service
    assert service.post(home, person(home, Role.FIELD_SPECIALIST), again, NOW) is None
    assert not folder(home, again).exists()


def test_a_letter_that_came_back_is_a_fact_for_orr_and_counsel_and_for_nobody_else(home, embedded):
    """Their records tell it, and help is owed; whoever asked has a certificate and its day."""
    coordinator = Role.JUVENILE_COORDINATOR
    before = _of_record(embedded, coordinator)
    recorded(home, posted(home), Outcome.RETURNED)
    told_to = {
        role
        for role in (Role.FIELD_SPECIALIST, Role.COUNSEL, coordinator, Role.COURT_STAFF)
        if "letter ended" in str(_of_record(embedded, role))
    }
    assert told_to == {Role.FIELD_SPECIALIST, Role.COUNSEL}
    assert _of_record(embedded, coordinator) == before
    (owed,) = [
        one
        for one in embedded.ask("duties", "list", "--as", Role.FIELD_SPECIALIST)
        if one["gap"] == "mail-returned"
    ]
    assert owed["owner"] == Role.FIELD_SPECIALIST
    (home_told, *_) = embedded.ask(
        "placements", "addresses", anas(), "--as", Role.FIELD_SPECIALIST
    )["homes"]
    assert len(home_told["returned_on"]) == 1
    assert embedded.ask("ledger", "verify")["ok"] is True


def _of_record(place: Place, role: Role) -> Any:
    """The child's record as a role reads it, without what numbers the look itself."""
    shown = place.run("children", "show", anas(), "--as", role).output
    return [line for line in shown.splitlines() if "entry" not in line]


def test_what_is_recorded_anew_of_a_letter_corrects_what_was(home, embedded):
    number = posted(home)
    recorded(home, number, Outcome.RETURNED)
    recorded(home, number, Outcome.DELIVERED)
    (told,) = embedded.ask("placements", "addresses", anas(), "--as", Role.FIELD_SPECIALIST)[
        "homes"
    ]
    assert (told["returned_on"], len(told["delivered_on"])) == ([], 1)
    other = read_notice(b"Another notice.")
    again = service.ask(
        home, person(home, Role.JUVENILE_COORDINATOR), anas(), other, None, NOW
    ).certificate.service
    assert service.post(home, person(home, Role.FIELD_SPECIALIST), again, NOW) is not None


def test_the_address_that_orr_proposes_is_written_to(home, embedded):
    """It was proposed after the first letter came back: no feed tells of it."""
    recorded(home, posted(home), Outcome.RETURNED)
    (owed,) = [
        one
        for one in embedded.ask("duties", "list", "--as", Role.FIELD_SPECIALIST)
        if one["gap"] == "mail-returned"
    ]
    where = ("--line", "77 Zanjaverde Rd", "--city", "Villamarcada", "--state", "WY")
    proposed = (*where, "--zip", "82001", "--evidence", "contact", "--as", Role.FIELD_SPECIALIST)
    embedded.ask("tell", "address", owed["duty"], *proposed)
    other = read_notice(b"Another notice.")
    again = service.ask(
        home, person(home, Role.JUVENILE_COORDINATOR), anas(), other, None, NOW
    ).certificate.service
    service.post(home, person(home, Role.FIELD_SPECIALIST), again, NOW)
    lines = (folder(home, again) / "envelope.txt").read_text().splitlines()
    assert lines[:2] == ["Ana Lucía Q'anil", "77 Zanjaverde Rd"]
    found = service.open_(home, person(home, Role.COUNSEL), again, NOW)
    assert found.evidence[0].startswith("proposed by ORR")


def test_the_same_notice_again_is_the_same_service_until_it_is_told_that_it_came_back(home):
    number = asked(home)
    assert asked(home) == number
    service.post(home, person(home, Role.FIELD_SPECIALIST), number, NOW)
    recorded(home, number, Outcome.RETURNED)
    assert asked(home) == number
    coordinator = person(home, Role.JUVENILE_COORDINATOR)
    again = service.ask(home, coordinator, anas(), NOTICE, None, LATER)
    assert again.certificate.service != number


def test_every_step_is_in_the_childs_account_and_the_ledger_verifies(home, embedded):
    number = posted(home)
    recorded(home, number, Outcome.RETURNED)
    service.open_(home, person(home, Role.COUNSEL), number, NOW)
    commands = [told.command for _, told in disclosures.about([Period(anas())])]
    assert commands == ["service ask", "service post", "service record", "service open"]
    assert embedded.ask("ledger", "verify")["ok"] is True


def test_an_altered_step_is_named_by_verification(home, embedded):
    posted(home)
    step = models.ServiceStep.objects.get()
    with transaction.atomic():
        models.ServiceStep(
            **{
                name: getattr(step, name)
                for name in ("service", "on", "recorded_on", "person", "commitment", "entry")
            }
            | {"step": "delivered"}
        ).save(force_insert=True)
    found = embedded.ask("ledger", "verify", exit_code=1)
    assert any("service step" in one["where"] for one in found["problems"])


def test_a_letter_that_lies_printed_is_gone_with_the_record_it_was_addressed_from(home):
    number = posted(home)
    assert folder(home, number).is_dir()
    identity = models.ServiceStep.objects.get().identity or 0
    name = identities.names([identity])[identity]
    expunge(home, person(home, Role.OPERATOR), name, "Order 12", NOW)
    assert not folder(home, number).exists()


def test_a_forgotten_record_leaves_a_commitment_that_nobody_can_open(home):
    number = posted(home)
    identity = models.ServiceStep.objects.get().identity
    assert identity is not None
    with transaction.atomic():
        identities.destroy_key(identity)
        name = identities.names([identity])[identity]
        sealing.enter({"entry": "expungement", "of": name, "order": "made up", "by": "x"})
    with pytest.raises(ChangeRefused, match="expunged"):
        service.open_(home, person(home, Role.COUNSEL), number, NOW)


# --- whoever may not ---------------------------------------------------------------------------


def test_without_an_open_duty_of_service_nobody_at_dhs_hands_a_notice_over(home, tmp_path):
    tell(home, tmp_path / "in", "notices", again=1, **FILED)
    with pytest.raises(LookRefused):
        asked(home)
    assert not models.SealedService.objects.exists()


@pytest.mark.parametrize(
    "role", [Role.FIELD_SPECIALIST, Role.COUNSEL, Role.SPONSOR, Role.INSPECTOR, Role.OPERATOR]
)
def test_whoever_serves_nothing_hands_nothing_over(home, role):
    with pytest.raises(LookRefused):
        asked(home, role)
    assert not models.SealedService.objects.exists()


def test_a_number_of_others_is_refused_in_the_words_of_one_never_given(home):
    number = asked(home)
    cbp = person(home, Role.CBP_OFFICER)
    said = []
    for one in (number, "0" * 32):
        with pytest.raises(LookRefused) as refused:
            service.show(home, cbp, one, NOW)
        said.append(str(refused.value))
    assert said[0] == said[1]


def lent(home: Home, role: Role) -> Asker:
    """A further person of a DHS role with every work and approval that DHS can be given."""
    slug = f"{role}-lent"
    begins = {"begins": date(2026, 1, 1), "ends": date(2028, 1, 1)}
    with transaction.atomic():
        made = people.add_person(slug, None, None)
        span = {**begins, "person": made, "made_by": made}
        people.add("appointment", role=role, agency=agency(role), office="made up", **span)
        people.add("training", **span)
        for nexus in (Nexus.DUTY, Nexus.HEARING, Nexus.OWN_CASE):
            people.add("assignment", nexus=nexus, child=anas(), budgeted=True, **span)
        for purpose in PURPOSES_OF[role]:
            for kind in ("approved", "two_person", "exigent"):
                says = {"kind": kind, "purpose": purpose, "authority": "made up"}
                people.add("approval", child=anas(), **says, **span)
    return who_asks(home, NOW, slug, role)


@pytest.mark.parametrize("role", EVERY_DHS_ROLE)
def test_no_role_of_dhs_learns_where_by_any_sequence_of_calls(home, role, capsys):
    """With all the work and every approval there is, before and after every step of the letter."""
    number, who, said = asked(home), lent(home, role), list[str]()

    def everything(at: datetime) -> None:
        for purpose in (None, *sorted(PURPOSES_OF[role]), Purpose.REPRESENTATION):
            said.extend(_asks(home, who, purpose, at))
        said.extend(_tries(home, who, number, at))

    everything(NOW)
    service.post(home, person(home, Role.FIELD_SPECIALIST), number, NOW)
    everything(NOW)
    recorded(home, number, Outcome.RETURNED)
    everything(LATER)
    text = "\n".join([*said, capsys.readouterr().out])
    assert "Refused" in text or role is Role.JUVENILE_COORDINATOR
    assert not [word for word in TELLING if word in text]
    nonce = service.open_(home, person(home, Role.COUNSEL), number, LATER).nonce
    assert nonce not in text


def _asks(home: Home, who: Asker, purpose: Purpose | None, at: datetime) -> Iterator[str]:
    """What is answered to whoever asks for a service, and for a list, for a purpose."""
    yield _said(lambda: service.ask(home, who, anas(), NOTICE, purpose, at))
    yield _said(lambda: service.every(home, who, purpose, at))


def _tries(home: Home, who: Asker, number: str, at: datetime) -> Iterator[str]:
    """What is answered to whoever tries everything there is on one service."""
    yield _said(lambda: service.show(home, who, number, at))
    yield _said(lambda: service.post(home, who, number, at))
    yield _said(lambda: service.record(home, who, number, Outcome.RETURNED, at.date(), at))
    yield _said(lambda: service.open_(home, who, number, at))


def _said(call: Callable[[], Any]) -> str:
    try:
        return msgspec.json.encode(call()).decode()
    except (LookRefused, ChangeRefused) as refused:
        return str(refused)


@pytest.mark.parametrize("role", EVERY_DHS_ROLE)
def test_dhs_is_shown_the_same_whether_an_address_is_held_or_not(tmp_path, role):
    """The whole of what a DHS role is told, of a child with an address and of one without any."""
    told = {}
    for held in (True, False):
        place = Place(tmp_path / f"home-{held}")
        for home in opened(place):
            tell(home, tmp_path / f"in-{held}", "referrals")
            tell(home, tmp_path / f"in-{held}", "notices")
            blank: dict[str, Any] = (
                {} if held else {"address_line": "", "unit": "", "city": "", "zip": ""}
            )
            tell(home, tmp_path / f"in-{held}", "placements", **blank)
            told[held] = _life_of_a_letter(home, lent(home, role))
    assert told[True] == told[False]


def _life_of_a_letter(home: Home, who: Asker) -> list[str]:
    number, said = asked(home), list[str]()
    for at in (NOW, LATER):
        for text in (*_asks(home, who, None, at), *_tries(home, who, number, at)):
            said.append(text.replace(number, "NUMBER").replace(anas(), "CHILD"))
        if at is NOW:
            try:
                service.post(home, person(home, Role.FIELD_SPECIALIST), number, NOW)
                recorded(home, number, Outcome.RETURNED)
            except ChangeRefused:
                pass
    return [_without_what_is_random(one) for one in said]


def _without_what_is_random(text: str) -> str:
    """Numbers, commitments and signatures differ between any two letters, and tell nothing."""
    for _ in range(3):
        for name in ("service", "commitment", "signature", "keyid"):
            head, found, tail = text.partition(f'"{name}":"')
            if found:
                value, quote, rest = tail.partition('"')
                text = f"{head}{found.replace(name, name.upper())}{len(value)}{quote}{rest}"
    return text


def test_what_is_printed_is_the_same_address_when_printed_again(home):
    number = posted(home)
    before = (folder(home, number) / "envelope.txt").read_text()
    service.post(home, person(home, Role.FIELD_SPECIALIST), number, NOW)
    assert (folder(home, number) / "envelope.txt").read_text() == before
    assert models.ServiceStep.objects.count() == 1


def test_no_address_and_no_word_of_the_notice_lies_open_in_the_home_before_it_is_printed(home):
    asked(home)
    for path in home.path.rglob("*"):
        text = path.read_bytes() if path.is_file() else b""
        assert NOTICE.text not in text, path
        assert b"Invented St" not in text, path


@pytest.mark.usefixtures("home")
def test_a_command_tells_of_a_service_in_words(embedded, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_bytes(NOTICE.text)
    child = anas()
    found = embedded.ask("service", "ask", child, letter, "--as", "juvenile-coordinator")
    number = found["certificate"]["service"]
    said = embedded.run("service", "show", number, "--as", "juvenile-coordinator").stdout
    assert "in hand" in said
    listed = embedded.ask("service", "list", "--as", "field-specialist")
    assert [one["child"] for one in listed] == [child]
    assert embedded.run("service", "open", number, "--as", "juvenile-coordinator").exit_code == 2
