"""A made-up agency's sign-in on this machine: it answers as the standard says, or as told."""

import base64
import hashlib
import json
import secrets
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "a-made-up-home", "made-up secret of a client"
SUBJECT = "emp-0042"
OWN, ANOTHER = (RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}) for _ in range(2))


class Provider:
    """One issuer. ``says`` overrides claims (None leaves one out); what it was asked is kept."""

    def __init__(self, port):
        self.address = f"http://127.0.0.1:{port}"
        self.key = self.published = OWN
        self.now = lambda: datetime.now(UTC)
        self.let_in_at = None
        self.says, self.codes, self.asked, self.described = {}, {}, [], {}
        self.subject = SUBJECT
        self.times_keys_asked = 0

    def signs_with_another_key(self, kid):
        self.key = RSAKey.import_key(ANOTHER.as_dict(private=True) | {"kid": kid})

    # --- what a browser is told ---------------------------------------------------------------

    def lets_in(self, address):
        """Where it sends a browser back to that came with a question."""
        words = {name: one[0] for name, one in parse_qs(urlsplit(address).query).items()}
        self.asked.append(words)
        code = secrets.token_urlsafe()
        self.codes[code] = words
        back = urlencode({"code": code, "state": words["state"], "iss": self.address})
        return f"{words['redirect_uri']}?{back}"

    # --- what a client is told ----------------------------------------------------------------

    def description(self):
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "end_session_endpoint": f"{self.address}/end",
            **self.described,
        }

    def keys(self):
        self.times_keys_asked += 1
        return {"keys": [self.published.as_dict(private=False)]}

    def exchange(self, words, authorization):
        """A code for a token: once, to the client that asked, who proves it (RFC 7636)."""
        question = self.codes.pop(words.get("code"), None)
        if authorization != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        digest = hashlib.sha256(words.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if question is None or question["code_challenge"] != proof:
            return 400, {"error": "invalid_grant"}
        if question["redirect_uri"] != words.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        token = {"access_token": secrets.token_urlsafe(), "token_type": "Bearer"}
        return 200, {**token, "id_token": self.signed(question)}

    def signed(self, question):
        now = self.now()
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": self.subject,
            "iat": int(now.timestamp()),
            "exp": int((now + timedelta(minutes=5)).timestamp()),
            "auth_time": int((self.let_in_at or now).timestamp()),
            "nonce": question["nonce"],
            "amr": ["pwd", "mfa"],
            "email": "ana@made-up.example",
            **self.says,
        }
        told = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, told, self.key)


@contextmanager
def provider():
    """A provider that is up."""
    with _Server(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.provider
        finally:
            server.shutdown()


class _Server(ThreadingHTTPServer):
    def __init__(self, address, answers):
        super().__init__(address, answers)
        self.provider = Provider(self.server_address[1])


class _Answers(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self):
        us, path = self.server.provider, urlsplit(self.path).path
        if path == "/authorize":
            self._redirect(us.lets_in(self.path))
        elif path == "/.well-known/openid-configuration":
            self._say(200, us.description())
        elif path == "/keys":
            self._say(200, us.keys())
        else:
            self._say(200, {"path": self.path})

    def do_POST(self):
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        words = {name: one[0] for name, one in parse_qs(sent).items()}
        self._say(*self.server.provider.exchange(words, self._client()))

    def _client(self):
        kind, _, text = self.headers.get("Authorization", "").partition(" ")
        if kind != "Basic":
            return None
        name, _, secret = base64.b64decode(text).decode().partition(":")
        return unquote_plus(name), secret

    def _redirect(self, to):
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def _say(self, status, answer):
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""
