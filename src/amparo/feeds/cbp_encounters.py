"""CBP encounters: CBP's published counts of encounters of minors, by month, state and country."""

from calendar import monthrange
from datetime import date

from amparo.events import AnyEvent
from amparo.feeds.contract import Column, Contract, IdentityKey, Kind, Row, Telling
from amparo.feeds.hhs_daily import total
from amparo.words.agencies import Agency

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

_CELL = ("state", "demographic", "citizenship", "title_of_authority", "land_border_region")


def tell(row: Row, key: IdentityKey) -> Telling:  # noqa: ARG001  a total has nothing to seal
    """The encounters of a month. An encounter is not a child: one child may be met twice."""
    month = _month(row.values["fiscal_year"], row.values["month_abbv"])
    cell = "|".join(str(row.values[column]) for column in _CELL)
    events: list[AnyEvent] = [
        *total(row, "encounter_count", measure="encounters of minors", period=month, cell=cell)
    ]
    return Telling(events=events)


def _month(fiscal_year: int, name: str) -> tuple[date, date]:
    if name not in _MONTHS:
        raise ValueError(f"month_abbv {name} is not the first three letters of a month")
    month = _MONTHS.index(name) + 1
    # October to December belong to the fiscal year that ends in the next calendar year.
    year = fiscal_year - 1 if month >= 10 else fiscal_year
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _key_column(name: str, says: str, kind: Kind = Kind.TEXT) -> Column:
    return Column(name=name, says=says, kind=kind, required=True, may_be_untold=False)


CBP_ENCOUNTERS = Contract(
    feed="cbp-encounters",
    version="1",
    sender=Agency.CBP,
    says="One row for one month, place, group, country and legal title; a count of encounters.",
    source="CBP, nationwide encounters by state, rows of minors, as published",
    key=("fiscal_year", "month_grouping", "month_abbv", *_CELL),
    identity_kind="published cell",
    tell=tell,
    about_children=False,
    cadence_days=30,
    late_after_days=60,
    columns=(
        _key_column("fiscal_year", "The year in which the fiscal year ends", Kind.COUNT),
        _key_column("month_grouping", "FYTD where the month is part of the year to date"),
        _key_column("month_abbv", "The month's first three letters"),
        _key_column("land_border_region", "Southwest, Northern or Other"),
        _key_column("state", "Two letters of the state"),
        _key_column("demographic", "UC / Single Minors, or Accompanied Minors"),
        _key_column("citizenship", "Country of citizenship; small ones lumped as OTHER"),
        _key_column("title_of_authority", "Title 8, or Title 42 (expulsions, 2020 to 2023)"),
        Column(name="encounter_count", says="Encounters", kind=Kind.COUNT),
    ),
)
