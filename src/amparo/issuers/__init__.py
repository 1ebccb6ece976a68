"""An agency's own sign-in (OpenID Connect): what it is asked, and whether its answer holds."""

from amparo.issuers.answer import AnswerRefused, Vouched, judged
from amparo.issuers.asking import Asking, Kept, ask
from amparo.issuers.issuer import Issuer, IssuerSilent

__all__ = ["AnswerRefused", "Asking", "Issuer", "IssuerSilent", "Kept", "Vouched", "ask", "judged"]
