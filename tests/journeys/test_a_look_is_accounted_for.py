"""Whoever looks at a child sees what their purpose opens, and counsel sees who looked."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from amparo.disclosures import value_of
from amparo.ledger.merkle_map import root_of
from amparo.purposes import DataClass
from amparo.settings import read_settings
from amparo.store import models, people, sealing
from amparo.store.opening import close_store, open_store
from amparo.words.agencies import Role
from tests.rooms.feeds.deliveries import ana, deliver, table

from .conftest import Cohort, Place

SERVED = {
    "served_on": "2024-02-20",
    "service_method": "mail",
    "served_to": "sponsor",
    "served_address": "7 Pretend Plaza Made-up City TX 00124",
}
TOLD_BY_ORR = (
    *("12 Invented", "Apt 4", "Madeupton", "00123", "000-555-0100"),
    *("Aunt", "Shelter 7", "Reunified", "2024-03-01", "2024-02-04", "ORR:"),
)
"""What only ORR told of Ana: where and with whom she lives, and her way through its care."""
ASKED_BY = ("--as", "juvenile-coordinator", "--purpose", "nta-service")


@pytest.fixture
def home_of_ana(place: Place, tmp_path: Path) -> tuple[Place, str]:
    """A made-up home with one child, of whom every agency has written, and her number."""
    (tmp_path / "out").mkdir()
    rows = {"notices": ana("notices", **SERVED)}
    folders = [
        deliver(tmp_path / "out", table(feed, rows.get(feed, ana(feed))), feed=feed)
        for feed in ("referrals", "notices", "placements")
    ]
    place.ask("ingest", *folders)
    return place, _only_child(place)


@contextmanager
def store_of(place: Place) -> Iterator[None]:
    open_store(read_settings(place.variables))
    try:
        yield
    finally:
        close_store()


def _only_child(place: Place) -> str:
    with store_of(place):
        [child] = set(models.Membership.objects.values_list("child", flat=True))
    return str(child)


def _shown(record: Any) -> dict[str, dict[str, Any]]:
    """By class: every value that a record shows."""
    return {
        data_class: {name: value for line in lines for name, value in line["says"].items()}
        for data_class, lines in record["shown"].items()
    }


# --- the walk ---------------------------------------------------------------------------------


def test_who_serves_a_notice_sees_the_notice_address_and_the_court_facts_and_no_more(
    home_of_ana: tuple[Place, str],
) -> None:
    place, child = home_of_ana
    record = place.ask("children", "show", child, *ASKED_BY)
    assert set(record["shown"]) == {"identity", "location", "court"}
    shown = _shown(record)
    assert shown["location"] == {"served_address": SERVED["served_address"]}
    assert shown["identity"]["given_names"] == "Ana Lucía"
    assert shown["court"]["how"] == "mail"
    told_by = {
        line["told_by"].partition(":")[0] for lines in record["shown"].values() for line in lines
    }
    assert told_by == {"CBP", "ICE"}
    assert [word for word in TOLD_BY_ORR if word in json.dumps(record)] == []


def test_what_is_withheld_from_who_serves_a_notice_is_said_with_the_reason(
    home_of_ana: tuple[Place, str],
) -> None:
    place, child = home_of_ana
    record = place.ask("children", "show", child, *ASKED_BY)
    withheld = {one["class"]: one for one in record["withheld"]}
    assert {one for one in DataClass if one not in record["shown"]} <= withheld.keys()
    assert "hhs" not in withheld["location"]["only"]
    for one in withheld.values():
        assert one["because"]
        assert one["rules"]
    said = place.run("children", "show", child, *ASKED_BY)
    assert (said.exit_code, said.stderr) == (0, "")
    assert "Not shown." in said.stdout
    assert [word for word in TOLD_BY_ORR if word in said.stdout] == []


def test_an_officer_without_work_is_refused_and_shown_nothing(
    home_of_ana: tuple[Place, str],
) -> None:
    place, child = home_of_ana
    refused = place.run("children", "show", child, "--as", "ero-officer")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("Refused. ")
    assert refused.stderr.strip().endswith("Nothing was shown.")


def test_counsel_sees_the_whole_record_and_everyone_who_looked(
    home_of_ana: tuple[Place, str],
) -> None:
    place, child = home_of_ana
    place.ask("children", "show", child, *ASKED_BY)
    place.run("children", "show", child, "--as", "ero-officer")
    record = place.ask("children", "show", child, "--as", "counsel")
    shown = _shown(record)
    assert shown["location"]["address_line"] == "12 Invented St"
    assert shown["location"]["served_address"] == SERVED["served_address"]
    assert shown["sponsor"]["relationship"] == "Aunt"
    assert shown["placement"]["program"] == "Made-up Shelter 7"
    looks = record["accounting"]
    assert [(one["who"], one["answer"]) for one in looks] == [
        ("juvenile-coordinator", "grant"),
        ("ero-officer", "refusal"),
        ("counsel", "grant"),
    ]


def test_the_account_says_who_as_whom_why_what_when_and_by_which_rules(
    home_of_ana: tuple[Place, str],
) -> None:
    place, child = home_of_ana
    before = datetime.now(UTC)
    place.ask("children", "show", child, *ASKED_BY)
    place.run("children", "show", child, "--as", "ero-officer")
    account = place.ask("ledger", "accounting", child, "--as", "counsel")
    assert list(account) == ["child", "entries"]
    assert account["child"] == child
    granted, refused, itself = account["entries"]
    promised = ["answer", "who", "agency", "role", "purpose", "classes", "when", "rules"]
    for one in account["entries"]:
        assert list(one)[:8] == promised
        assert before <= datetime.fromisoformat(one["when"]) <= datetime.now(UTC)
        assert one["rules"]
    assert (granted["answer"], granted["agency"]) == ("grant", "ICE")
    assert (granted["role"], granted["purpose"]) == ("juvenile-coordinator", "nta-service")
    assert granted["classes"] == ["identity", "location", "court"]
    assert (refused["answer"], refused["role"], refused["classes"]) == (
        "refusal",
        "ero-officer",
        [],
    )
    assert (itself["who"], itself["classes"]) == ("counsel", ["accounting"])


STANDING_IN = [("legal-service-provider", "legal-services"), ("child-advocate", "best-interests")]


@pytest.mark.parametrize(("who", "purpose"), STANDING_IN)
def test_where_there_is_no_counsel_somebody_stands_in_and_reads_who_looked(
    home_of_ana: tuple[Place, str], who: str, purpose: str
) -> None:
    place, child = home_of_ana
    place.run("children", "show", child, "--as", "ero-officer")
    _end_of_counsel(place)
    asked = ("--as", who, "--purpose", purpose)
    looks = place.ask("ledger", "accounting", child, *asked)["entries"]
    assert [one["who"] for one in looks] == ["ero-officer", who]
    record = place.ask("children", "show", child, *asked)
    assert {"identity", "court", "accounting"} <= {*record["shown"], *record["classes"]}
    assert place.run("children", "show", child, "--as", "counsel").exit_code == 2


def test_while_there_is_counsel_nobody_stands_in_without_approval(
    home_of_ana: tuple[Place, str],
) -> None:
    place, child = home_of_ana
    for command in (("children", "show"), ("ledger", "accounting")):
        refused = place.run(*command, child, "--as", "legal-service-provider")
        assert (refused.exit_code, refused.stdout) == (2, "")
    looks = place.ask("ledger", "accounting", child, "--as", "counsel")["entries"]
    assert [one["answer"] for one in looks] == ["refusal", "refusal", "grant"]


def _end_of_counsel(place: Place) -> None:
    with store_of(place), transaction.atomic():
        counsel, privacy = people.by_slug(Role.COUNSEL), people.by_slug(Role.PRIVACY_OFFICER)
        assert counsel is not None
        assert privacy is not None
        [given] = models.Assignment.objects.filter(person=counsel.pk, nexus="representation")
        today = datetime.now(UTC).date()
        people.add("ended", of=given.entry, on=today, made_by=privacy.pk)


@pytest.mark.parametrize("who", ["sponsor", "juvenile-coordinator", "case-manager", "operator"])
def test_nobody_else_is_shown_who_looked(home_of_ana: tuple[Place, str], who: str) -> None:
    place, child = home_of_ana
    refused = place.run("ledger", "accounting", child, "--as", who)
    assert (refused.exit_code, refused.stdout) == (2, "")
    shown = place.run("children", "show", child, "--as", who, "--json")
    assert shown.exit_code == 2 or json.loads(shown.stdout)["accounting"] is None


def test_the_ledger_verifies_after_every_kind_of_look(home_of_ana: tuple[Place, str]) -> None:
    place, child = home_of_ana
    for asked in (
        ("children", "show", child),
        ("children", "find", "Ana"),
        ("children", "find", "Nobody"),
        ("gaps", "find"),
        ("duties", "list"),
        ("ledger", "accounting", child),
        ("children", "show", child, "--as", "ero-officer"),
        ("children", "show", "0" * 32, "--as", "ero-officer"),
    ):
        place.run(*asked)
    assert place.ask("ledger", "verify")["problems"] == []
    with store_of(place):
        heads = models.AccountHead.objects.filter(number__gt=0)
        held = {bytes(one.place): value_of(one.number, bytes(one.head)) for one in heads}
        assert _said_of_the_map() == (len(held), root_of(held).hex())


def _said_of_the_map() -> tuple[int, str]:
    """What the last entry about the map of all accounts says."""
    bodies = models.Entry.objects.order_by("-id").values_list("body", flat=True)
    said = (json.loads(bytes(body)) for body in bodies)
    last = next(one for one in said if one["entry"] == "accounts")
    return last["accounts"], last["root"]


# --- an entry names nobody --------------------------------------------------------------------

LOOKS = {"disclosure", "accounts"}


def test_no_entry_about_looks_holds_a_name_a_number_an_address_or_a_childs_own_number(
    filled: Place, cohort: Cohort, tmp_path: Path
) -> None:
    copy = _copied(filled, tmp_path)
    child = copy.ask("gaps", "find")[0]["child"]
    words = _words_of(cohort)
    some = sorted(words)[:: len(words) // 5]
    for asked in (
        *(("children", "find", text) for text in some),
        ("children", "show", child),
        ("children", "show", child, "--as", "counsel"),
        ("children", "show", child, "--as", "ero-officer"),
        ("ledger", "accounting", child, "--as", "counsel"),
        ("ledger", "export", tmp_path / "out", "--bodies"),
        ("duties", "list", "--as", "juvenile-coordinator"),
    ):
        copy.run(*asked)
    bodies, children = _bodies_and_children(copy)
    assert len(bodies) > 12
    assert len(children) > 300
    for body in bodies:
        said = set(re.findall(r"[\w'-]+", body.upper()))
        assert said & words == set()
        assert said & children == set()


def _copied(filled: Place, folder: Path) -> Place:
    shutil.copytree(filled.home, folder / "copy")
    return Place(folder / "copy")


_IDENTIFYING = ("name", "a_number", "key", "event_number", "uc_path", "address", "phone", "sponsor")


def _words_of(cohort: Cohort) -> set[str]:
    """Every word of every cell that could tell who a child is or where, as the agencies sent it."""
    words = set[str]()
    for folder in cohort.deliveries:
        for path in folder.glob("*.csv"):
            header, *rows = path.read_text(encoding="utf-8", errors="replace").splitlines()
            names = header.lower().split(",")
            told = [at for at, name in enumerate(names) if any(one in name for one in _IDENTIFYING)]
            for row in rows:
                cells = row.upper().split(",")
                if len(cells) == len(names):
                    words.update(word for at in told for word in re.findall(r"[\w'-]+", cells[at]))
    # Shorter ones stand in any text, and these two in the offices and the classes that are named.
    return {word for word in words if len(word) >= 5} - {"MADE-UP", "COURT"}


def _bodies_and_children(place: Place) -> tuple[list[str], set[str]]:
    with sqlite3.connect(place.home / "amparo.sqlite3") as database:
        bodies = [body for (body,) in database.execute("SELECT body FROM store_entry")]
        children = {child.upper() for (child,) in database.execute("SELECT id FROM store_child")}
    database.close()
    return [body.decode() for body in bodies if json.loads(body)["entry"] in LOOKS], children


# --- and cannot be struck ---------------------------------------------------------------------

STRUCK = {
    "a look struck from the account": "DELETE FROM store_account WHERE id = 2",
    "a look struck from everywhere but the ledger": (
        "DELETE FROM store_disclosure WHERE entry = (SELECT max(entry) FROM store_disclosure)"
    ),
    "the last look struck and the head put back": (
        "DELETE FROM store_account WHERE number = 3;"
        " UPDATE store_accounthead SET number = 2, head = (SELECT link FROM store_account a"
        " WHERE a.child = store_accounthead.child AND a.number = 2)"
    ),
    "a head put back": "UPDATE store_accounthead SET number = number - 1",
    "a look put under another child": "UPDATE store_account SET child = 'x' WHERE number = 3",
    "a look renumbered": "UPDATE store_account SET number = 9 WHERE number = 3",
    "a link altered": "UPDATE store_account SET link = zeroblob(32) WHERE number = 2",
    "a refusal called a grant": "UPDATE store_disclosure SET granted = 1 WHERE granted = 0",
    "somebody elses look": (
        "UPDATE store_disclosure SET person = 'x' WHERE entry ="
        " (SELECT min(entry) FROM store_disclosure)"
    ),
    "what an entry says": (
        "UPDATE store_entry SET body = CAST(replace(body, 'ero-officer', 'ombuds') AS BLOB)"
        " WHERE CAST(body AS TEXT) LIKE '%\"refusal\"%'"
    ),
    "a role given by nobody": (
        "UPDATE store_appointment SET role = 'counsel' WHERE role = 'ero-officer'"
    ),
    "work without its entry": "UPDATE store_assignment SET budgeted = 0 WHERE budgeted = 1",
    "the rules under a digest": (
        "UPDATE store_policyset SET entry = (SELECT min(id) FROM store_entry)"
    ),
}


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A home with one child at whom three people looked, one of them in vain."""
    folder = tmp_path_factory.mktemp("looked-at")
    (folder / "out").mkdir()
    place = Place(folder / "home")
    place.ask("ingest", deliver(folder / "out", table("referrals", ana("referrals"))))
    child = _only_child(place)
    for who in ("inspector", "counsel", "ero-officer"):
        place.run("children", "show", child, "--as", who)
    assert place.ask("ledger", "verify")["ok"] is True
    return place


@pytest.mark.parametrize("how", STRUCK)
def test_verification_finds(how: str, looked_at: Place, tmp_path: Path) -> None:
    copy = _copied(looked_at, tmp_path)
    with sqlite3.connect(copy.home / "amparo.sqlite3") as database:
        named = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (trigger,) in named:
            database.execute(f"DROP TRIGGER {trigger}")
        for statement in STRUCK[how].split(";"):
            assert database.execute(statement).rowcount > 0, statement
    database.close()
    found = copy.ask("ledger", "verify", exit_code=1)
    assert found["ok"] is False
    assert found["problems"][0]["where"]


def test_the_rules_stand_in_the_ledger_once_however_many_look(looked_at: Place) -> None:
    with store_of(looked_at):
        entries = models.Entry.objects.values_list("body", flat=True)
        kept = [bytes(one) for one in entries if b'"entry":"policies"' in bytes(one)]
        assert len(kept) == models.PolicySet.objects.count() == 1
        assert sealing.latest_frontier().size == models.Sequenced.objects.count()


# --- what anybody may know --------------------------------------------------------------------


def test_any_combination_is_explained_without_a_home(embedded: Place) -> None:
    asked = ("--role", "juvenile-coordinator", "--purpose", "nta-service", "--action", "read")
    granted = embedded.ask("purposes", "decide", *asked, "--class", "court", "--duty")
    refused = embedded.ask("purposes", "decide", *asked, "--class", "sponsor", "--duty")
    assert (granted["answer"], refused["answer"]) == ("grant", "refusal")
    for one in (granted, refused):
        assert one["rules"]
        assert one["because"]
    assert not embedded.home.exists()


def test_the_table_has_one_entry_for_each_role_and_class(embedded: Place) -> None:
    cells = embedded.ask("purposes", "table")
    assert len(cells) == len(Role) * len(DataClass)
    assert len({(one["role"], one["class"]) for one in cells}) == len(cells)
