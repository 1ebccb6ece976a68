"""The columns of each feed that has one file, in the order in which its agency writes them."""

from amparo.feeds import CONTRACTS

PEOPLE = ("referrals", "notices", "placements", "custody", "safety", "addresses")
ADDRESS = ("address_line", "unit", "city", "state", "zip")

COLUMNS = {feed: CONTRACTS[feed].column_names for feed in PEOPLE}
PLACE = {
    feed: {name: place for place, name in enumerate(columns)} for feed, columns in COLUMNS.items()
}
