"""How many children had been transferred to HHS without any Notice to Appear served."""

from datetime import date

from amparo.figures.definition import Step, Transferred, Unit
from amparo.figures.figure import AtLeast, Figure, Mark, Published, Source
from amparo.figures.transfers_to_hhs import AUDITED_YEARS, PUBLISHED_COHORT

NOT_SERVED = 233_000
"""Published as more than this, in January 2025."""

NTA_NOT_SERVED = Figure(
    name="nta-not-served",
    says="Children transferred to HHS on whom no Notice to Appear had been served",
    says_es="Niños trasladados al HHS a quienes no se había notificado una citación de "
    "comparecencia (NTA)",
    unit="children",
    counts=Transferred(between=AUDITED_YEARS, count=Unit.CHILDREN, lacking=Step.SERVED),
    source=Source("DHS OIG-25-21, March 2025", Mark.SECONDARY),
    published=Published(
        value=AtLeast(NOT_SERVED),
        as_of=date(2025, 1, 31),
        as_of_says="January 2025",
        among=PUBLISHED_COHORT,
    ),
    cautions=(
        "A child to whom no notice was issued has none served either, and is counted here too.",
        (
            "That the published number speaks of the same five years is assumed: to be checked in "
            "the report."
        ),
        "It does not say that a child is missing.",
    ),
)
