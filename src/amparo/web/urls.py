"""Every address there is, and the page it leads to."""

from django.urls import URLPattern, path

from amparo.web import refusals
from amparo.web.pages import (
    account,
    agency,
    child,
    contest,
    correction,
    duty,
    feed_replay,
    feed_try,
    feeds,
    figure_rows,
    figures,
    find,
    health,
    hearings,
    language,
    looks,
    my_day,
    part,
    reviewing,
    rules,
    same,
    second,
    shortcut,
    sign_in,
    timeline,
    together,
)

urlpatterns: list[URLPattern] = [
    path("", my_day.page, name="my-day"),
    path("children/", find.page, name="find"),
    path("children/<str:child>/", child.page, name="child"),
    path("children/<str:child>/timeline", timeline.page, name="timeline"),
    path("children/<str:child>/looks", looks.page, name="looks"),
    path("children/<str:child>/looks.json", looks.copy, name="looks-copy"),
    path("children/<str:child>/part", part.page, name="part"),
    path("children/<str:child>/same", same.ask, name="ask-same"),
    path("children/<str:child>/facts/<slug:fact>", correction.page, name="correction"),
    path("children/<str:child>/contest", contest.page, name="contest"),
    path("corrections", correction.every, name="corrections"),
    path("review", reviewing.page, name="review-looks"),
    path("hearings", hearings.page, name="hearings"),
    path("duties/together", together.page, name="together"),
    path("duties/<slug:duty>", duty.page, name="duty"),
    path("same/", same.page, name="same"),
    path("same/<int:number>", same.one, name="review"),
    path("figures/", figures.page, name="figures"),
    path("figures/<slug:name>", figures.one, name="figure"),
    path("figures/<slug:name>/rows", figure_rows.page, name="figure-rows"),
    path("feeds/", feeds.page, name="feeds"),
    path("feeds/try", feed_try.page, name="feed-try"),
    path("feeds/replay", feed_replay.page, name="feed-replay"),
    path("feeds/<slug:name>", feeds.one, name="feed"),
    path("rules", rules.page, name="rules"),
    path("sign-in", sign_in.page, name="sign-in"),
    path("sign-in/second", second.page, name="second"),
    path("sign-in/agency", agency.page, name="agency"),
    path("sign-in/agency/answer", agency.answer, name="agency-answer"),
    path("account", account.page, name="account"),
    path("account/second", account.factor, name="account-second"),
    path("sign-out", sign_in.out, name="sign-out"),
    path("language", language.page, name="language"),
    path("shortcut", shortcut.page, name="shortcut"),
    path("health", health.page, name="health"),
]

handler400 = refusals.not_understood
handler403 = refusals.not_understood
handler404 = refusals.not_found
handler500 = refusals.defect
