"""Who may move whose duty."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from amparo.actions.changing import ChangeRefused
from amparo.actions.doing import Doing, refuse_unless_it_may_be
from amparo.duties.act import Deed
from amparo.duties.standing import Standing
from amparo.words.agencies import Role

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "owner"),
    [
        (Role.PRIVACY_OFFICER, Role.COUNSEL),  # neither acts for an agency
        (Role.PRIVACY_OFFICER, Role.CASE_MANAGER),
        (Role.FIELD_SPECIALIST, Role.COUNSEL),
        (Role.FIELD_SPECIALIST, Role.JUVENILE_COORDINATOR),
        (Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY),  # one agency, but assigns nothing
    ],
)
def test_nobody_assigns_the_duties_of_another_side(role, owner):
    asker: Any = SimpleNamespace(role=role, credentials_in_date=True)
    owed: Any = SimpleNamespace(duty=SimpleNamespace(owner=owner))
    assigning = Doing(duty="D-1", deed=Deed.ASSIGN, to="somebody")
    with pytest.raises(ChangeRefused, match="and you are"):
        refuse_unless_it_may_be(asker, owed, assigning, Standing(), NOW)
