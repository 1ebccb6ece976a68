"""Opening an account by invitation: a password, then a second factor, then the recovery codes."""

from typing import Any

import segno
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from amparo.actions import accounts
from amparo.actions.accounts import Factor, Signed, SignInRefused
from amparo.actions.passkeys import ask_for_new, new_passkey
from amparo.actions.people import is_made_up
from amparo.web import sign_in
from amparo.web.pages.second import site_of
from amparo.web.pages.sign_in import wrong_or_locked
from amparo.web.visit import Request, open_to_all


@open_to_all
def page(request: Request) -> HttpResponse:
    """The invitation and a new password. A made-up home has no accounts."""
    if is_made_up():
        return redirect("sign-in")
    wrong = _began(request) if request.method == "POST" else ""
    if wrong is None:
        return redirect("account-second")
    told = {"wrong": wrong, "shortest": accounts.SHORTEST, "name": request.POST.get("name", "")}
    return render(request, "account.html", told, status=403 if wrong else 200)


@open_to_all
def factor(request: Request) -> HttpResponse:
    """An authenticator or a passkey; once it is shown to work the account is open."""
    kept = sign_in.half_way(request)
    if kept is None or "seed" not in kept:
        return redirect("account")
    signed = Signed(person=kept["person"], account=kept["account"])
    seed = accounts.unlock_seed(request.home, signed.person, kept["seed"])
    wrong = ""
    if request.method == "POST":
        shown = _shown(request, signed, seed)
        if shown is not None:
            return _opened(request, signed, kept["password"], shown)
        wrong = gettext("That is not what was asked for. Wait for the next code, and try again.")
    return _asked(request, signed, kept["slug"], seed, wrong)


def _began(request: Request) -> str | None:
    """What is wrong; None where the invitation and the password are taken."""
    words = request.POST
    name, password = words.get("name", "").strip().lower(), words.get("password", "")
    if password != words.get("repeated", ""):
        return gettext("The two passwords differ.")
    if accounts.is_too_weak(name, password):
        return gettext("That password is too easy to guess, or too long. Several words are good.")
    try:
        signed = accounts.invited(request.home, name, words.get("code", ""), request.clock)
    except SignInRefused:
        return wrong_or_locked()
    seed = accounts.lock_seed(request.home, signed.person, accounts.new_seed())
    kept = {"slug": name, "password": accounts.hashed(password), "seed": seed}
    sign_in.begin_half_way(request, signed, **kept)
    return None


def _shown(request: Request, signed: Signed, seed: str) -> Factor | None:
    answer = request.POST.get("answer")
    if answer is not None:
        return new_passkey(site_of(request), request.session.pop("passkey", {}), answer)
    code = request.POST.get("code", "")
    return accounts.by_authenticator(request.home, signed.person, seed, code, request.clock)


def _asked(request: Request, signed: Signed, slug: str, seed: str, wrong: str) -> HttpResponse:
    asking = ask_for_new(site_of(request), signed, slug)
    request.session["passkey"] = asking.state
    drawn = segno.make(accounts.seed_address(seed, slug)).svg_inline(omitsize=True, border=4)
    told: dict[str, Any] = {
        "wrong": wrong,
        "square": mark_safe(drawn),  # noqa: S308  # drawn by us, of a name and a random seed
        "seed": seed,
        "options": asking.options,
    }
    return render(request, "account_second.html", told, status=403 if wrong else 200)


def _opened(request: Request, signed: Signed, password: str, shown: Factor) -> HttpResponse:
    codes = accounts.open_account(request.home, signed, password, shown, request.clock)
    sign_in.let_in(request, signed)
    return render(request, "account_opened.html", {"codes": codes})
