"""How many children had been transferred to HHS without any Notice to Appear issued."""

from datetime import date

from amparo.figures.definition import Step, Transferred, Unit
from amparo.figures.figure import AtLeast, Figure, Mark, Published, Source
from amparo.figures.transfers_to_hhs import AUDITED_YEARS, PUBLISHED_COHORT

NOT_ISSUED = 291_000
"""Published as more than this, in May 2024."""

NTA_NOT_ISSUED = Figure(
    name="nta-not-issued",
    says="Children transferred to HHS in whose case no Notice to Appear had been issued",
    says_es="Niños trasladados al HHS a quienes no se había emitido una citación de comparecencia "
    "(NTA)",
    unit="children",
    counts=Transferred(between=AUDITED_YEARS, count=Unit.CHILDREN, lacking=Step.ISSUED),
    source=Source("DHS OIG-24-46, management alert, August 2024", Mark.SECONDARY),
    published=Published(
        value=AtLeast(NOT_ISSUED),
        as_of=date(2024, 5, 31),
        as_of_says="May 2024",
        among=PUBLISHED_COHORT,
    ),
    cautions=(
        (
            "Issued is not served and not filed: a child counted here has no notice signed, for at "
            "least one transfer."
        ),
        (
            "Decisions not to issue, relief and departures do not lower this figure, because the "
            "published one counts notices. The gap of the same name does close on them."
        ),
        "It does not say that a child is missing.",
        (
            "Reports in the press say issued and served for the same number; the two are counted "
            "apart here."
        ),
    ),
)
