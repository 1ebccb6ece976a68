"""Trying a delivery before it is sent: what would be read, mended or set aside; nothing is kept."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render

from amparo.actions.trying import HandedIn, Trial, may_try, try_out
from amparo.feeds import CONTRACTS
from amparo.settings import MOST_HANDED_IN
from amparo.web.visit import Request, visit

MOST = 200
"""How many lines set aside of a file a page shows."""


def page(request: Request) -> HttpResponse:
    """Asks for the files; or says what would become of them."""
    here = visit(request)
    own = [name for name, one in sorted(CONTRACTS.items()) if may_try(here.asker, one)]
    handed, trial = _handed_in(request, own), None
    if handed is not None:
        trial = try_out(here.home, here.asker, handed, here.clock)
    told = {
        "feeds": own,
        "trial": trial,
        "feed": request.POST.get("feed", ""),
        "name": handed.name if handed else "",
        "missing": request.method == "POST" and handed is None,
        "most": MOST_HANDED_IN // 2**20,
        "shown": MOST,
    }
    return render(request, "feed_try.html", told, status=_status(trial, missing=told["missing"]))


def _status(trial: Trial | None, *, missing: object) -> int:
    return 400 if missing or (trial and trial.refused) else 200


def _handed_in(request: Request, own: list[str]) -> HandedIn | None:
    """What was sent; None without a file, and one that was too large was not even held."""
    file, manifest = request.FILES.get("delivery"), request.FILES.get("manifest")
    if request.method != "POST" or not isinstance(file, UploadedFile):
        return None
    feed = request.POST.get("feed", "")
    return HandedIn(
        name=file.name or "",
        content=file.read(),
        manifest=manifest.read() if isinstance(manifest, UploadedFile) else None,
        feed=feed if feed in own else None,
    )
