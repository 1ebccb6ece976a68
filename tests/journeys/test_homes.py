"""A home is made-up or real for good; public tables belong to neither."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amparo.feeds.contract import Mode
from amparo.feeds.manifest import DeliveredFile, Manifest
from amparo.feeds.signatures import made_up_key, sign

from .conftest import Cohort, Place

DATA = Path(__file__).parents[1] / "data"
HHS_DAILY = DATA / "hhs_daily_uc_to_2024_06_raw.csv"

ROW = (
    "event_number,subject_key,a_number,given_names,surnames,birth_date,transfer_at,"
    "apprehension_at\n"
)


def delivery(folder: Path, rows: str, **more: object) -> Path:
    """A delivery of referrals with these rows, signed by nobody."""
    text = (ROW + rows).encode()
    says: dict[str, object] = {
        "feed": "referrals",
        "contract": "1",
        "sender": "CBP",
        "sequence": 1,
        "mode": Mode.DELTA,
        "received_at": datetime(2024, 3, 1, tzinfo=UTC),
        "files": (
            DeliveredFile(
                name="rows.csv", bytes=len(text), sha256=hashlib.sha256(text).hexdigest()
            ),
        ),
    }
    manifest = Manifest(**(says | more))  # type: ignore[arg-type]  # one value for each field
    folder.mkdir()
    (folder / "rows.csv").write_bytes(text)
    return written(folder, manifest)


def written(folder: Path, manifest: Manifest) -> Path:
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))
    return folder


REAL = "E1,1,A200000001,Nadie,Inventado,2010-01-01,2024-01-05,2024-01-03\n"


def test_a_real_home_takes_no_made_up_children_and_shows_no_child(
    place: Place, cohort: Cohort, tmp_path: Path
) -> None:
    place.ask("ingest", delivery(tmp_path / "real", REAL))
    refused = place.ask("ingest", cohort.deliveries[0], exit_code=2)["refused"]
    assert "this home holds real children" in refused[0]
    for command in (("gaps", "find"), ("duties", "list"), ("demo",)):
        result = place.run(*command)
        assert result.exit_code == 2
        assert "MU" not in result.stdout
        assert "E1" not in result.stdout


def test_a_made_up_home_takes_no_real_children(
    place: Place, cohort: Cohort, tmp_path: Path
) -> None:
    place.ask("ingest", cohort.deliveries[0])
    before = place.digest()
    refused = place.ask("ingest", delivery(tmp_path / "real", REAL), exit_code=2)["refused"]
    assert "this home holds made-up children" in refused[0]
    assert place.digest() == before


def test_a_public_table_makes_a_home_neither(place: Place) -> None:
    taken = place.ask("ingest", "--feed", "hhs-daily", HHS_DAILY)["deliveries"]
    assert taken[0]["events"] > 1_000
    counted = place.ask("figures", "count", "hhs-stock-against-flow")
    assert (counted["value"], counted["pairs"], counted["within_20"]) == (0, 278, 44)
    assert round(counted["mean"]) == 133
    assert place.run("gaps", "find").exit_code == 2


def test_where_nothing_was_told_nothing_is_counted_and_that_is_not_zero(embedded: Place) -> None:
    embedded.home.mkdir()
    for figure in ("nta-not-issued", "hhs-stock-against-flow"):
        result = embedded.run("figures", "count", figure, "--json")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "cannot be counted" in result.stderr


def test_a_mistyped_home_is_not_one_in_which_all_is_well(embedded: Place) -> None:
    for command in (("ledger", "verify"), ("children", "digest"), ("gaps", "find")):
        result = embedded.run(*command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "There is no home" in result.stderr
    assert not embedded.home.exists()


def test_a_real_home_shows_no_child_by_a_side_door(embedded: Place, tmp_path: Path) -> None:
    embedded.ask("ingest", delivery(tmp_path / "real", REAL))
    doors = (
        ("figures", "count", "nta-not-issued", "--lineage", "2"),
        ("ledger", "prove", "1024"),
        ("ledger", "export", tmp_path / "out", "--bodies"),
    )
    for door in doors:
        result = embedded.run(*door)
        assert (result.exit_code, result.stdout) == (2, "")
    assert not (tmp_path / "out").exists()


def test_a_home_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    nobody = {"AMPARO_DATABASE_URL": f"postgresql://nobody@/none?host={tmp_path}"}
    for environment in (nobody, {"AMPARO_DATABASE_URL": "mysql://somewhere"}):
        result = Place(tmp_path / "home", environment).run("children", "digest")
        assert result.exit_code == 2
        assert "cannot be opened" in result.stderr or "must begin with" in result.stderr


def test_a_public_table_may_come_in_again_and_changes_nothing(embedded: Place) -> None:
    embedded.ask("ingest", "--feed", "hhs-daily", HHS_DAILY)
    again = embedded.ask("ingest", "--feed", "hhs-daily", HHS_DAILY)["deliveries"][0]
    assert (again["events"], again["read"]) == (0, 0)
    assert embedded.ask("figures", "count", "hhs-stock-against-flow")["pairs"] == 278


def test_one_refused_delivery_does_not_keep_the_others_out(
    embedded: Place, cohort: Cohort, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    answer = embedded.ask(
        "ingest", cohort.deliveries[0], tmp_path / "empty", cohort.deliveries[1], exit_code=2
    )
    assert len(answer["deliveries"]) == 2
    assert "there is no manifest.json" in answer["refused"][0]


def test_a_backfill_is_not_received_in_the_future(embedded: Place, tmp_path: Path) -> None:
    keys = {name: Ed25519PrivateKey.generate() for name in ("CBP", "ORR")}
    (embedded.home / "keys").mkdir(parents=True)
    for name, key in keys.items():
        public = key.public_key().public_bytes_raw().hex()
        (embedded.home / "keys" / f"{name}.pub").write_text(public)
    tomorrow = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    folder = delivery(tmp_path / "early", REAL, backfill=True, received_at=tomorrow)
    manifest = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
    for name, key in keys.items():
        manifest = sign(manifest, name, key)
    refused = embedded.ask("ingest", written(folder, manifest), exit_code=2)["refused"]
    assert "received in the future" in refused[0]


def test_a_sender_key_that_cannot_be_read_is_named(embedded: Place, cohort: Cohort) -> None:
    (embedded.home / "keys").mkdir(parents=True)
    (embedded.home / "keys" / "CBP.pub").write_text("not a key")
    result = embedded.run("ingest", cohort.deliveries[0])
    assert result.exit_code == 2
    assert "sender's key" in result.stderr


MADE_UP = "MU77,1,A990000001,Nadia,Ejemplo,2010-01-01,{day},2023-02-01\n"


def test_a_backfilled_fact_answers_for_the_past_and_says_so(
    embedded: Place, cohort: Cohort, tmp_path: Path
) -> None:
    """A transfer of 2023, received then by the other system, arrives here only years later."""
    embedded.ask("ingest", *cohort.deliveries[:3])
    days = ("--on", "2023-03-31", "--known-at", "2023-03-31")
    before = embedded.ask("figures", "count", "transfers-to-hhs", *days)
    keys = {name: Ed25519PrivateKey.generate() for name in ("CBP", "ORR")}
    for name, key in keys.items():
        public = key.public_key().public_bytes_raw().hex()
        (embedded.home / "keys" / f"{name}.pub").write_text(public)
    folder = delivery(
        tmp_path / "late",
        MADE_UP.format(day="2023-02-03"),
        made_up=True,
        backfill=True,
        received_at=datetime(2023, 3, 1, tzinfo=UTC),
    )
    manifest = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
    once = sign(sign(manifest, "CBP", made_up_key("CBP")), "CBP", keys["CBP"])
    refused = embedded.ask("ingest", written(folder, once), exit_code=2)["refused"]
    assert "signatures of CBP and ORR" in refused[0]
    embedded.ask("ingest", written(folder, sign(once, "ORR", keys["ORR"])))
    after = embedded.ask("figures", "count", "transfers-to-hhs", *days)
    assert after["value"] == before["value"] + 1
    assert after["backfilled"] == 1
    assert before["backfilled"] == 0


def test_the_demo_says_what_it_shows(embedded: Place) -> None:
    answer = json.loads(embedded.run("demo", "--children", "150", "--json").stdout)
    assert "made up" in answer["made_up"]
    assert {one["figure"] for one in answer["figures"]} >= {"transfers-to-hhs", "nta-not-issued"}
    assert all(answer[name] for name in ("owed", "set_aside", "checkpoint"))
    assert answer["story"]["finding"]["facts"]
    again = embedded.run("demo", "--children", "150", "--no-serve")
    assert again.exit_code == 0
    assert "Every child here is made up" in again.stdout


@pytest.mark.parametrize("command", [("gaps", "list"), ("feeds", "list"), ("figures", "list")])
def test_what_is_no_secret_needs_no_home(command: tuple[str, str], embedded: Place) -> None:
    assert embedded.ask(*command)
    assert not embedded.home.exists()
