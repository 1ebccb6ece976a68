"""How many offices with a missed hearing tried at all to ask whether the child is well."""

from datetime import date

from amparo.figures.definition import OfficesAsking
from amparo.figures.failed_to_appear import GAP
from amparo.figures.figure import Exactly, Figure, Mark, Published, Source

OFFICES_ASKING = Figure(
    name="offices-asking",
    says="Offices with a missed hearing that tried to ask whether the child is well",
    says_es=(
        "Oficinas con una audiencia a la que no se acudió que intentaron preguntar si el niño "
        "está bien"
    ),
    unit="offices",
    version=2,
    counts=OfficesAsking(gap=GAP),
    source=Source("DHS OIG-24-46, August 2024, as quoted in the press", Mark.SECONDARY),
    published=Published(
        value=Exactly(1),
        as_of=date(2024, 8, 31),
        as_of_says="August 2024, of the ICE field offices visited",
        among=8,
        cohort="offices_with_hearings",
    ),
    cautions=(
        (
            "The published number is of eight field offices of ICE that the inspectors visited, "
            "and of any attempt to locate a child. Ours are the offices of those who care for "
            "children after release, and attempts to ask whether the child is well. To locate a "
            "child for ICE is nobody's duty here. Another account speaks of ten offices visited; "
            "which is right has not been found out."
        ),
        (
            "An office is that of the federal field specialist at which the duty lay on the day "
            "asked about; an attempt of the provider counts for it too. The desk that answers for "
            "children of whom no place is known is one of them, by its name."
        ),
        (
            "One attempt at one child makes an office count. How many of its children were asked "
            "after stands in its row."
        ),
        "What was tried and not recorded looks like what was not tried.",
        "It does not say that a child is missing.",
    ),
)
