"""How many days each step takes that is owed after a missed hearing, and how many are open."""

from amparo.figures.definition import AfterAbsence
from amparo.figures.failed_to_appear import GAP
from amparo.figures.figure import Figure, Mark, Source

DAYS_AFTER_ABSENCE = Figure(
    name="days-after-absence",
    says="Missed hearings, and the days until each step that is owed after one",
    says_es="Audiencias a las que no se acudió, y los días hasta cada paso que se debe después",
    unit="hearings",
    version=2,
    counts=AfterAbsence(gap=GAP),
    source=Source(
        "Asked for by DHS OIG-24-46, August 2024: a formal process to identify children who fail "
        "to appear and to share it. It publishes no such number",
        Mark.VERIFIED,
    ),
    cautions=(
        (
            "A hearing counts once it made work: what was over before anyone knew of it is not "
            "counted. The whole is the step 'outcome known'."
        ),
        (
            "Days run from the day on which the duties opened, which is when it was first known. "
            "Only the first step, 'duties opened', runs from the hearing and says how long the "
            "court's row took; the last, 'told to all', runs from when the outcome was known."
        ),
        (
            "A step not yet taken is open: it counts for as long as it has been, and never as zero "
            "days or as never. One that nobody owes any more, because the absence ended first, "
            "counts until then. So the median is Kaplan and Meier's: the day by which half would "
            "be done. A median of the done ones alone would praise whoever does few of them."
        ),
        (
            "No median means that more than half of them had not taken the step for as long as "
            "anybody has waited, or that fewer than ten still waited on the day by which half "
            "would be done: then one more would move the share by more than five in a hundred. It "
            "does not mean that it took no time."
        ),
        (
            "What was done and not recorded looks like what was not done. What was done before the "
            "duties opened counts as done after no days."
        ),
        (
            "An office is the one at which the duty lay on the day asked about, as the places on "
            "the record or somebody who assigned it say, whoever did the work. A hearing stands in "
            "a row for each office that owes a step after it; where no place that names one is "
            "known, for the desk that answers for such. What counsel does is not counted."
        ),
        (
            "ICE is told in its list and by no message, so 'told to all' is about the others. "
            "Reached and not there say what the first answer was."
        ),
        "It does not say that a child is missing.",
    ),
)
