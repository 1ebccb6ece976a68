"""How many transfers of unaccompanied children to HHS the inspectors' five years hold."""

from datetime import date

from amparo.figures.definition import FiscalYears, Transferred, Unit
from amparo.figures.figure import Exactly, Figure, Mark, Published, Source

AUDITED_YEARS = FiscalYears(2019, 2023)
"""The cohort of both reports of the inspector general."""

PUBLISHED_COHORT = 448_820
"""What ICE reported for those years. Whether a child transferred twice is one or two in it is not
published, so Amparo counts transfers and gives the children beside them."""

TRANSFERS_TO_HHS = Figure(
    name="transfers-to-hhs",
    says="Transfers of unaccompanied children to HHS, fiscal years 2019 to 2023",
    says_es="Traslados de niños no acompañados al HHS, años fiscales 2019 a 2023",
    unit="transfers",
    counts=Transferred(between=AUDITED_YEARS, count=Unit.TRANSFERS),
    source=Source(
        "DHS OIG-24-46, management alert, August 2024; exact number as reported by ICE, in press",
        Mark.SECONDARY,
    ),
    published=Published(
        value=Exactly(PUBLISHED_COHORT),
        as_of=date(2024, 8, 31),
        as_of_says="August 2024",
        among=PUBLISHED_COHORT,
    ),
    cautions=(
        (
            "A transfer counts in the fiscal year of its own day. A child transferred in two years "
            "counts once in each of them in the column of children, and once in their total: the "
            "years' children may add up to more than the total, the years' transfers never do."
        ),
        "The reports do not say whether a child transferred twice was counted once or twice.",
    ),
)
