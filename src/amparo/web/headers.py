"""What every answer tells a browser: run nothing but ours, keep nothing, frame nothing."""

from django.http import HttpRequest, HttpResponseBase

from amparo.web.visit import Answer

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script or style, no eval, nothing from anywhere else."""

HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
"""A child's page is kept in no cache: the next person at the machine presses *back*."""


def safe_headers(get_response: Answer) -> Answer:
    """Add them to whatever is answered, errors too."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)  # type: ignore[arg-type]  # not yet one with a visit
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answer
