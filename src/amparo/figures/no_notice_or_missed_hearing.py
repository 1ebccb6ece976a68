"""What the number 320,000 adds up: children without a notice issued, and who failed to appear."""

from datetime import date

from amparo.figures.definition import AddedUp
from amparo.figures.failed_to_appear import GAP
from amparo.figures.figure import About, Figure, Mark, Published, Source
from amparo.figures.transfers_to_hhs import AUDITED_YEARS, PUBLISHED_COHORT

NO_NOTICE_OR_MISSED_HEARING = Figure(
    name="no-notice-or-missed-hearing",
    says="Children transferred to HHS with no Notice to Appear issued, or who failed to appear",
    says_es="Niños trasladados al HHS sin citación de comparecencia (NTA) emitida, o que no "
    "comparecieron",
    unit="children",
    counts=AddedUp(between=AUDITED_YEARS, gap=GAP),
    source=Source(
        "said in public since August 2024 on DHS OIG-24-46, which does not add the two numbers; "
        "disputed",
        Mark.SECONDARY,
    ),
    published=Published(
        value=About(320_000),
        as_of=date(2024, 8, 31),
        as_of_says="August 2024",
        among=PUBLISHED_COHORT,
        counted="added_up",
    ),
    cautions=(
        (
            "The number 320,000 adds two numbers of the report: children to whom no notice had "
            "been issued (more than 291,000), and children who had failed to appear at a hearing "
            "(more than 32,000). They speak of two things and of two days."
        ),
        (
            "That no notice was issued says nothing of where a child is: such a child is not yet "
            "in court. The report gives neither group the name that is often put to the sum."
        ),
        (
            "Here each of the two stands on its own line. The value counts a child once; the sum "
            "counts a child of both lines twice, which the line of those in both shows."
        ),
        "It does not say that a child is missing.",
    ),
)
