"""Whether the server is up and its database answers; it says nothing else to anyone."""

from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse

from amparo.web.visit import Request, open_to_all


@open_to_all
def page(request: Request) -> HttpResponse:
    """200 where pages can be served, else 503."""
    del request
    try:
        connection.ensure_connection()
    except DatabaseError:
        return JsonResponse({"ok": False}, status=503)
    return JsonResponse({"ok": True})
