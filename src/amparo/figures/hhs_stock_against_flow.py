"""Whether HHS's daily count of children in care follows from the day before and the day's moves."""

from amparo.figures.definition import Balance
from amparo.figures.figure import Figure, Mark, Source

HHS_STOCK_AGAINST_FLOW = Figure(
    name="hhs-stock-against-flow",
    says="Pairs of consecutive days whose published counts of children in HHS care reconcile",
    says_es="Pares de días consecutivos cuyos recuentos publicados de niños al cuidado del HHS "
    "concuerdan",
    unit="pairs of days",
    counts=Balance(
        stock="in HHS care",
        came="transferred out of CBP custody",
        went="discharged from HHS care",
        within=20,
    ),
    source=Source(
        "HHS, daily counts of unaccompanied children, as published; the residuals are ours",
        Mark.DERIVED,
    ),
    cautions=(
        (
            "The residual is the care counted today less (the care counted yesterday, plus those "
            "transferred today, less those discharged today)."
        ),
        (
            "Not every child in HHS's care comes from CBP, and the counts of one day are not all "
            "taken at one hour: a residual is a question to the publisher, not a number of "
            "children."
        ),
        "The table leaves days out. Only pairs of consecutive days are compared.",
    ),
)
