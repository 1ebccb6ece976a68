"""A home filled before rulings had a day is brought up to date, with all that it held."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from amparo.actions.home import close_home, open_home
from amparo.actions.ingest import ingest, settle
from amparo.actions.ledger import verify
from amparo.actions.match_ruling import Acting, unmerge
from amparo.actions.people import who_asks
from amparo.actions.rebuild import rebuild
from amparo.settings import Settings, read_settings
from amparo.store import children, identities, models, opening
from amparo.words.agencies import Role
from tests.rooms.feeds.deliveries import ana, deliver, table

BEFORE = "0008_sealed_service"
"""The last shape in which a membership had no days and a merged child's row said where it led."""

CLOCK = datetime(2026, 11, 20, 15, tzinfo=UTC)
FIRST, THEN = datetime(2024, 3, 5, 12, tzinfo=UTC), datetime(2024, 4, 5, 12, tzinfo=UTC)

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def filled(tmp_path):
    """Two records of Ana that her number, put right, made one child: the folder, and the rows."""
    home = open_home(read_settings({"AMPARO_HOME": str(tmp_path / "home")}))
    out = tmp_path / "out"
    out.mkdir()
    for sequence, (feed, at, cells) in enumerate(
        (
            ("referrals", FIRST, {}),
            ("placements", FIRST, {"a_number": "A990-000-007"}),
            ("placements", THEN, {}),
        ),
        start=1,
    ):
        text = table(feed, ana(feed, **cells))
        ingest(home, deliver(out, text, feed=feed, received_at=at, sequence=sequence), CLOCK)
        settle(home, CLOCK)
    held = _rows()
    close_home()
    return tmp_path / "home", held


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request, filled, monkeypatch):
    """The same home as it was kept then, on each database: its settings."""
    folder, held = filled
    (folder / "amparo.sqlite3").unlink()
    variables = {"AMPARO_HOME": str(folder)}
    if request.param == "postgresql":
        urls = request.getfixturevalue("postgres_database")
        variables["AMPARO_DATABASE_URL"] = urls.app_url
        variables["AMPARO_DATABASE_OWNER_URL"] = urls.owner_url
    settings = read_settings(variables)
    with monkeypatch.context() as then:
        then.setattr(opening, "_migrate", lambda _settings, owner: _make(owner, held))
        opening.open_store(settings)
    close_home()
    return settings


def test_it_holds_the_same_children_under_the_same_numbers(older: Settings, filled):
    _, held = filled
    open_home(older)
    rows = models.Membership.objects.order_by("identity").values("identity", "child")
    assert list(rows) == _open(held)
    (merged,) = [one for one in held["alias"] if one["ended_by"] is None]
    assert children.now(merged["old"]) == merged["child"]
    assert len(children.everyone()) == 1


def test_it_verifies_and_can_be_made_again(older: Settings, tmp_path):
    home = open_home(older)
    assert verify(home).ok
    operator = who_asks(home, CLOCK, None, Role.OPERATOR)
    assert rebuild(home, operator, tmp_path / "again", CLOCK).same


def test_what_was_merged_then_is_parted_now_and_its_number_leads_where_it_led(
    older: Settings, filled
):
    """Which record had carried the number was not kept then, so it goes to nobody else now."""
    _, held = filled
    home = open_home(older)
    (child,) = children.everyone()
    (number,) = [one["old"] for one in held["alias"]]
    (gone,) = [one["identity"] for one in held["membership"] if one["child"] == number]
    out = identities.names([gone])[gone]
    for role in (Role.FIELD_SPECIALIST, Role.CASE_MANAGER):
        acting = Acting(home, who_asks(home, CLOCK, None, role), CLOCK)
        if unmerge(acting, child, "Two birth certificates", [out]).waits_for is None:
            break
    assert len(children.everyone()) == 2
    assert {children.now(child), children.now(number)} == {child}
    assert verify(home).ok


def _rows() -> Rows:
    """Every row of the store, by table."""
    tables = apps.get_app_config("store").get_models()
    return {str(one._meta.model_name): list(one._default_manager.values()) for one in tables}


def _open(held: Rows) -> list[dict[str, Any]]:
    """The memberships of now, as that shape had them."""
    found = [
        {"identity": one["identity"], "child": one["child"]}
        for one in held["membership"]
        if one["known_to"] is None
    ]
    return sorted(found, key=lambda one: int(one["identity"]))


def _make(owner: str, held: Rows) -> None:
    """The tables as they were then, and in them what is held."""
    call_command("migrate", "store", BEFORE, database=owner, verbosity=0)
    then = MigrationExecutor(connections[owner]).loader.project_state(("store", BEFORE)).apps
    leads = {one["old"]: one["child"] for one in held["alias"] if one["ended_by"] is None}
    as_then = held | {
        "membership": _open(held),
        "child": [{**one, "merged_into": leads.get(one["id"])} for one in held["child"]],
    }
    tables = list(then.get_app_config("store").get_models())
    for one in tables:
        names = {field.attname for field in one._meta.fields}
        rows = as_then[str(one._meta.model_name)]
        kept = [{name: row[name] for name in row if name in names} for row in rows]
        one._default_manager.using(owner).bulk_create([one(**row) for row in kept])
    with connections[owner].cursor() as cursor:
        for says in connections[owner].ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(says)
        if owner != "default":
            cursor.execute("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO amparo_app")
