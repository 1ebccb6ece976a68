"""How many children's addresses of record at ICE are blank, undeliverable or lack a unit."""

from datetime import date

from amparo.figures.definition import BadAddresses
from amparo.figures.figure import AtLeast, Figure, Mark, Published, Source
from amparo.figures.transfers_to_hhs import AUDITED_YEARS, PUBLISHED_COHORT

BAD_RELEASE_ADDRESSES = Figure(
    name="bad-release-addresses",
    says="Children transferred to HHS whose address of record at ICE is blank, undeliverable or "
    "lacks a unit",
    says_es="Niños trasladados al HHS cuya dirección registrada en el ICE está en blanco, no "
    "admite correo o carece de apartamento",
    unit="children",
    counts=BadAddresses(between=AUDITED_YEARS),
    source=Source("DHS OIG-25-21, March 2025, abstract", Mark.VERIFIED),
    published=Published(
        value=AtLeast(31_000),
        as_of=date(2025, 3, 25),
        as_of_says="the report's day, March 2025",
        among=PUBLISHED_COHORT,
    ),
    cautions=(
        (
            "The three classes are published only together. A child is in one of them at most, by "
            "the address told last: a blank one, or one that mail does not reach, or one "
            "without a unit."
        ),
        (
            "Confirmed is what a blank line or returned mail proves. Inferred is what the text "
            "alone tells of an undeliverable address, and a lacking unit where at least three "
            "other records show units at the building; most homes have no unit."
        ),
        (
            "It is the address in ICE's books, not the one that HHS released the child to, and not "
            "where the child lives. A child of whom ICE told no address at all is in no class."
        ),
        "It does not say that a child is missing, and no address is shown.",
    ),
)
