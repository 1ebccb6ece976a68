"""Whether ORR's table of releases by state adds up, and whether our releases lie where it says."""

from amparo.figures.definition import PrintedTotals
from amparo.figures.figure import Figure, Mark, Source

RELEASES_BY_STATE_AGAINST_ORR = Figure(
    name="releases-by-state-against-orr",
    says="Fiscal years in which ORR's printed total of releases equals the sum of its states",
    says_es="Años fiscales en que el total de entregas impreso por la ORR es igual a la suma de "
    "sus estados",
    unit="fiscal years",
    counts=PrintedTotals(measure="released to sponsors", total_cell="TOTAL"),
    source=Source(
        "ORR, unaccompanied children released to sponsors by state, as published; the residuals "
        "are ours",
        Mark.DERIVED,
    ),
    cautions=(
        (
            "ORR's table counts releases to sponsors, not transfers to HHS: it is another cohort "
            "than the inspectors' 448,820."
        ),
        (
            "Our releases and ORR's are compared as shares of a year, never as a difference of "
            "counts: the cohorts are not of one size."
        ),
        "A release whose address tells no state counts in the year and in no state.",
    ),
)
