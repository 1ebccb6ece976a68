"""How many court cases, of all respondents, ended because DHS had not filed the notice in time."""

from datetime import date

from amparo.figures.definition import CasesDecided
from amparo.figures.figure import About, Figure, Mark, Published, Source

DISMISSED_NOT_FILED = Figure(
    name="dismissed-not-filed",
    says="Court cases, of all respondents, completed because DHS had not filed the Notice to "
    "Appear in time",
    says_es="Casos judiciales, de todas las personas citadas, concluidos porque el DHS no presentó "
    "a tiempo la citación de comparecencia (NTA)",
    unit="cases",
    counts=CasesDecided(decision="F", first=date(2021, 1, 1), last=date(2024, 2, 29)),
    source=Source("TRAC Report 739, on the court's own data", Mark.VERIFIED),
    published=Published(
        value=About(200_000),
        as_of=date(2024, 2, 29),
        as_of_says="January 2021 to February 2024",
    ),
    never=(
        "These are the cases of all respondents, adults and children alike, and the published "
        "number does not tell them apart. They say nothing of how many children's cases were "
        "dismissed."
    ),
    cautions=(
        (
            "All respondents, adults and children alike: it is no number of children, and is "
            "counted in no other unit than cases."
        ),
        (
            "Counted are cases with a proceeding completed by decision F, failure to prosecute. "
            "That this is what TRAC selected is not verified."
        ),
        (
            "By fiscal year the press gives 33,802 (2021), 79,592 (2022), 68,869 (2023) and 10,598 "
            "(2024, to February): 192,861 in all, which is near the published number, not it."
        ),
        (
            "A case dismissed in two fiscal years counts once in each of them, and once in the "
            "whole. A case that a later release leaves out stays counted."
        ),
    ),
)
