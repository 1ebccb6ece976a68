"""Numbers follow whoever is one child: none is lost or given twice, and each change is entered."""

from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.identity import Entity
from amparo.store import children, models, settling

DAY = date(2026, 1, 1)
FIVE = range(1, 6)


@st.composite
def partitions(draw):
    """Five records, put together now this way and now that."""
    of = draw(st.lists(st.integers(0, 2), min_size=5, max_size=5))
    return {frozenset(one for one, part in zip(FIVE, of, strict=True) if part == at) for at in of}


def settle(groups, day, shown=frozenset()):
    since = [Entity(dict.fromkeys(sorted(group), day)) for group in sorted(groups, key=min)]
    settling.carry_out(settling.plan(since, frozenset(shown), day), "test")


def now():
    """The groups by the numbers they carry."""
    return {child: frozenset(of) for child, of in children.members(children.everyone()).items()}


def entered():
    return sum(
        b'"changes"' in bytes(one) for one in models.Entry.objects.values_list("body", flat=True)
    )


@given(steps=st.lists(partitions(), min_size=2, max_size=5))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_put_together_and_parted_every_record_is_one_child_s(unchanging_home, steps):  # noqa: ARG001
    with transaction.atomic():
        for identity in FIVE:
            models.Identity.objects.create(id=identity, name=f"CBP:MU{identity}")
        ever: set[str] = set()
        for place, groups in enumerate(steps):
            day, before, told = DAY + timedelta(days=place), now(), entered()
            settle(groups, day)
            assert set(now().values()) == groups
            gone = before.keys() - now().keys()
            assert all(children.now(one) in now() for one in ever)
            assert {children.at(one, day) for one in gone} <= now().keys()
            moved = {
                one for child, of in before.items() for one in of - now().get(child, frozenset())
            }
            assert (entered() > told) == bool(moved)
            ever |= now().keys()
        transaction.set_rollback(True)


@given(apart=partitions(), together=partitions())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_merged_whole_and_is_parted_again_has_the_numbers_it_had(
    unchanging_home,  # noqa: ARG001
    apart,
    together,
):
    whole = {frozenset().union(*(one for one in apart if one & group)) for group in together}
    if any(one & other for one in whole for other in whole if one != other):
        return  # no plain merge of the first
    with transaction.atomic():
        for identity in FIVE:
            models.Identity.objects.create(id=identity, name=f"CBP:MU{identity}")
        settle(apart, DAY)
        before = now()
        settle(whole, DAY + timedelta(days=1))
        settle(apart, DAY + timedelta(days=2))
        assert now() == before
        transaction.set_rollback(True)
