"""From the first encounter to the transfer to HHS, as the referring agency tells it."""

from amparo.events.event import Event


class Encountered(Event, frozen=True, kw_only=True, omit_defaults=True, tag="encountered"):
    """A child was found. 8 USC 1232(b)(2) runs from here: HHS is told within 48 hours.

    ``uc_indicator`` and ``demographic`` come from two systems and disagree at times; both stay.
    """

    agency: str | None = None
    sector: str | None = None
    entry_manner: str | None = None
    uc_indicator: str | None = None
    demographic: str | None = None
    separated: str | None = None


class Referred(Event, frozen=True, kw_only=True, omit_defaults=True, tag="referred"):
    """HHS was asked to take the child (ORR form P-7)."""


class PlacementDesignated(
    Event, frozen=True, kw_only=True, omit_defaults=True, tag="placement designated"
):
    """HHS named the programme that will take the child, as the referring agency tells it."""


class Transferred(Event, frozen=True, kw_only=True, omit_defaults=True, tag="transferred"):
    """The child was handed to HHS, as the referring agency tells it (8 USC 1232(b)(3))."""

    to: str | None = None


class BookedOut(Event, frozen=True, kw_only=True, omit_defaults=True, tag="booked out"):
    """The child left the referring agency's custody for the last time in this encounter."""
