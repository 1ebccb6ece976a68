"""Which share of the children with a Notice to Appear has failed to appear, read in two ways."""

from datetime import date

from amparo.figures.definition import ShareOfNotified
from amparo.figures.failed_to_appear import GAP
from amparo.figures.figure import About, Figure, Mark, Published, Source
from amparo.figures.nta_not_issued import NOT_ISSUED
from amparo.figures.nta_not_served import NOT_SERVED
from amparo.figures.transfers_to_hhs import AUDITED_YEARS, PUBLISHED_COHORT

FTA_SHARE_OF_NOTIFIED = Figure(
    name="fta-share-of-notified",
    says="Children transferred to HHS with a Notice to Appear who have failed to appear",
    says_es="Niños trasladados al HHS con una citación de comparecencia (NTA) que no comparecieron",
    unit="children",
    counts=ShareOfNotified(between=AUDITED_YEARS, gap=GAP),
    source=Source(
        "derived from DHS OIG-24-46, August 2024: those who failed to appear, by all transferred "
        "less those with no notice issued",
        Mark.DERIVED,
    ),
    published=Published(
        value=About(32_000),
        as_of=date(2024, 5, 31),
        as_of_says="May to August 2024",
        among=PUBLISHED_COHORT - NOT_ISSUED,
        cohort="with_notice_issued",
    ),
    also_published=(
        Published(
            value=About(43_000),
            as_of=date(2025, 1, 31),
            as_of_says="October 2024 to January 2025",
            among=PUBLISHED_COHORT - NOT_SERVED,
            counted="served_failed",
            cohort="with_notice_served",
            source=Source(
                "DHS OIG-25-21, March 2025: 20 % of those served, as the press gives it",
                Mark.SECONDARY,
            ),
        ),
    ),
    cautions=(
        (
            "Two readings: of the children with a notice issued, and of those with one served. "
            "The published shares resemble each other by accident: both of their terms grew."
        ),
        (
            "A child has a notice where one was issued, or served, in the episode of at least one "
            "of its transfers. A child who failed to appear and has no such notice is not counted."
        ),
        (
            "The first published share is nobody's statement but arithmetic over two numbers of "
            "two days, both of them given as floors."
        ),
        "It does not say that a child is missing.",
    ),
)
