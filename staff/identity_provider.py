"""Let a provider of OpenID Connect say who somebody is.

The authorization code flow of OpenID Connect Core 1.0 with PKCE (RFC 7636), by Authlib's parts. What the provider is
asked with, state, nonce and the code's verifier, is made from one random number that the browser keeps in a cookie
meanwhile: any process can finish what another one began, and whoever merely begins leaves nothing behind.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from handoff.delivery.http import trusted_certificates
from rareguide.address_kinds import is_loopback
from rareguide.setting_kinds import roles_by_claim
from rareguide.settings import Settings
from staff.account_fields import is_email, is_subject

SECONDS_TO_LOG_IN = 600.0
"""How long after it was begun a log-in may come back from the provider."""
SECONDS_TO_ANSWER = 5.0
SECONDS_KNOWN = 300.0
"""How long the provider's description of itself is used before it is asked for again."""
MOST_AT_ONCE = 8
"""How many pages may wait for the provider at a time; a slow one must not keep others from their work."""
CLOCKS_APART = 60
"""By how many seconds the provider's clock may differ."""
SIGNATURES = tuple(f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512))
"""Those of keys of which the provider alone has the secret half: neither `none` nor those made with a shared secret."""
_ERROR = re.compile(r"[a-z_]{1,40}")

NOT_BEGUN = "This log-in was not begun here, took longer than 10 minutes or has been used already. Please begin again."


class ProviderProblem(Exception):
    """A log-in did not come about: `sentence` for the person, `reason` for the log, without anything secret."""

    def __init__(self, sentence: str, reason: str = "", status: int = 403) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.reason = reason
        self.status = status


@dataclass(frozen=True)
class Identity:
    """Hold what the provider says of somebody who has logged in; `roles` are those of `staff/roles.py`."""

    issuer: str
    subject: str
    email: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Attempt:
    """Hold what the browser keeps between leaving for the provider and coming back."""

    number: str
    begun_at: int
    wanted: str
    """The path of the page to go to then."""

    @classmethod
    def of_cookie(cls, cookie: str) -> Attempt:
        """Return the attempt in a cookie; raise `ProviderProblem` where there is none."""
        number, _, rest = cookie.partition(".")
        begun_at, _, wanted = rest.partition(".")
        if not number or not re.fullmatch(r"\d{1,12}", begun_at):
            raise ProviderProblem(NOT_BEGUN)
        return cls(number, int(begun_at), unquote(wanted))

    @property
    def cookie(self) -> str:
        """Return the cookie that holds the attempt."""
        return f"{self.number}.{self.begun_at}.{quote(self.wanted, safe='')}"

    def value(self, purpose: str) -> str:
        """Return 43 signs for a purpose, which tell nothing of those for another one."""
        words = f"{purpose}.{self.begun_at}.{self.wanted}".encode()
        digest = hmac.new(self.number.encode(), words, hashlib.sha256).digest()
        return urlsafe_b64encode(digest).decode().rstrip("=")


class IdentityProvider:
    """Send people to the provider of the settings, and read what it says when they come back."""

    def __init__(self, settings: Settings, redirect_uri: str, clock: Callable[[], float] = time.time) -> None:
        self.settings = settings
        self.name = settings.staff_oidc_name
        self.issuer = settings.staff_oidc_issuer.rstrip("/")
        self.redirect_uri = redirect_uri
        self.clock = clock
        self._roles = roles_by_claim(settings.staff_oidc_roles)
        self._places = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._known: tuple[float, dict[str, Any]] | None = None

    def begin(self, wanted: str) -> tuple[str, Attempt]:
        """Return where to send somebody, and the attempt that their browser keeps; raise `ProviderProblem`."""
        attempt = Attempt(secrets.token_urlsafe(32), int(self.clock()), wanted)
        with self._place():
            endpoint = self._endpoint("authorization_endpoint")
        address = prepare_grant_uri(
            endpoint,
            self.settings.staff_oidc_client_id,
            "code",
            self.redirect_uri,
            self.settings.staff_oidc_scopes,
            attempt.value("state"),
            nonce=attempt.value("nonce"),
            code_challenge=create_s256_code_challenge(attempt.value("verifier")),
            code_challenge_method="S256",
        )
        return str(address), attempt

    def finish(self, attempt: Attempt, given: Mapping[str, str]) -> Identity:
        """Return who came back with what stands in the address; raise `ProviderProblem`."""
        if not self._is_open(attempt, given.get("state", "")):
            raise ProviderProblem(NOT_BEGUN)
        if given.get("error"):
            code = given["error"] if _ERROR.fullmatch(given["error"]) else "an unknown reason"
            raise ProviderProblem(f"The log-in of {self.name} did not let you in ({code}).", f"it said {code}")
        with self._place():
            if given.get("iss", self.issuer).rstrip("/") != self.issuer:  # RFC 9207
                raise self._not_verified("the answer comes from another issuer")
            tokens = self._redeem(given.get("code", ""), attempt)
            claims = self._verified(tokens, attempt)
            return self._identity(self._with_user_info(claims, tokens))

    def leave_address(self) -> str:
        """Return where to log out at the provider; raise `ProviderProblem` where that is not known."""
        with self._place():
            endpoint = self._metadata().get("end_session_endpoint")
        if not endpoint:
            raise ProviderProblem(f"The log-in of {self.name} has no page to log out; close the browser instead.")
        back = quote(self.redirect_uri.rpartition("/log-in/")[0] + "/log-in", safe="")
        mark = "&" if "?" in endpoint else "?"
        client = quote(self.settings.staff_oidc_client_id, safe="")
        return f"{endpoint}{mark}client_id={client}&post_logout_redirect_uri={back}"

    def _is_open(self, attempt: Attempt, state: str) -> bool:
        is_in_time = 0 <= self.clock() - attempt.begun_at <= SECONDS_TO_LOG_IN
        return is_in_time and hmac.compare_digest(attempt.value("state").encode(), state.encode())

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise ProviderProblem("Too many people are logging in at this moment. Please try again.", status=503)
        try:
            yield
        finally:
            self._places.release()

    def _redeem(self, code: str, attempt: Attempt) -> dict[str, Any]:
        """Return what the provider gives for a code."""
        client, secret = self.settings.staff_oidc_client_id, self.settings.staff_oidc_client_secret
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "code_verifier": attempt.value("verifier"),
        }
        methods = self._metadata().get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        by_header = bool(secret) and "client_secret_post" not in methods
        if not by_header:
            form |= {"client_id": client, **({"client_secret": secret} if secret else {})}
        auth = httpx.BasicAuth(quote_plus(client), quote_plus(secret)) if by_header else None  # RFC 6749, 2.3.1
        return self._asked("POST", self._endpoint("token_endpoint"), data=form, auth=auth)

    def _verified(self, tokens: Mapping[str, Any], attempt: Attempt) -> dict[str, Any]:
        """Return the claims of the ID token after all that OpenID Connect Core 1.0, 3.1.3.7 wants has been checked."""
        issuer, client = self._metadata()["issuer"], self.settings.staff_oidc_client_id
        keys: Any = self._asked("GET", self._endpoint("jwks_uri"))
        try:
            token = jwt.decode(str(tokens.get("id_token", "")), KeySet.import_key_set(keys), algorithms=SIGNATURES)
            claims = CodeIDToken(
                token.claims,
                token.header,
                {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client}},
                {"nonce": attempt.value("nonce"), "client_id": client, "access_token": tokens.get("access_token")},
            )
            claims.validate(now=int(self.clock()), leeway=CLOCKS_APART)
        except (JoseError, ValueError, KeyError, TypeError, AttributeError) as problem:
            raise self._not_verified(f"the ID token is not valid ({_short(problem)})") from problem
        if not is_subject(claims["sub"]):
            raise self._not_verified("the ID token names nobody")
        return dict(claims)

    def _with_user_info(self, claims: dict[str, Any], tokens: Mapping[str, Any]) -> dict[str, Any]:
        """Return claims with those that the provider tells only when it is asked for them."""
        is_complete = claims.get("email") and claim(claims, self.settings.staff_oidc_claim) is not None
        if is_complete or not self._metadata().get("userinfo_endpoint") or not tokens.get("access_token"):
            return claims
        headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        told = self._asked("GET", self._endpoint("userinfo_endpoint"), headers=headers)
        if told.get("sub") != claims["sub"]:
            raise self._not_verified("the user information is about somebody else")
        return {**told, **claims}

    def _identity(self, claims: Mapping[str, Any]) -> Identity:
        given = values_of(claim(claims, self.settings.staff_oidc_claim))
        roles = tuple(dict.fromkeys(role for value in given for role in self._roles.get(value, ())))
        email = claims.get("email")
        names = (claims.get("name"), claims.get("preferred_username"), email)
        if not isinstance(email, str) or not is_email(email):
            raise ProviderProblem(
                f"The log-in of {self.name} gives no e-mail address for you, without which there is no account.",
                "there is no claim email; see RAREGUIDE_STAFF_OIDC_SCOPES",
            )
        name = next(name for name in names if isinstance(name, str) and name.strip())
        return Identity(self.issuer, claims["sub"], email, name, roles)

    def _endpoint(self, name: str) -> str:
        address = self._metadata().get(name)
        parts = urlsplit(address if isinstance(address, str) else "")
        may_be_plain = is_loopback(urlsplit(self.issuer).hostname or "")
        if not parts.hostname or (parts.scheme != "https" and not (may_be_plain and parts.scheme == "http")):
            raise self._not_reached(f"its description has no {name} that is an address with https")
        return str(address)

    def _metadata(self) -> dict[str, Any]:
        """Return the provider's description of itself (OpenID Connect Discovery 1.0)."""
        if self._known is None or not 0 <= self.clock() - self._known[0] < SECONDS_KNOWN:
            found = self._asked("GET", get_well_known_url(self.issuer, external=True))
            if str(found.get("issuer", "")).rstrip("/") != self.issuer:
                raise self._not_reached("its description names another issuer than RAREGUIDE_STAFF_OIDC_ISSUER")
            self._known = (self.clock(), found)
        return self._known[1]

    def _asked(self, method: str, url: str, **request: Any) -> dict[str, Any]:
        """Return the JSON object of an answer; redirects are not followed, nor proxies of the environment used."""
        transport = httpx.HTTPTransport(verify=trusted_certificates())
        try:
            with httpx.Client(transport=transport, timeout=SECONDS_TO_ANSWER) as client:
                answer = client.request(method, url, **request)
            told = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            raise self._not_reached(f"it cannot be reached: {type(problem).__name__}") from problem
        except ValueError as problem:
            raise self._not_reached(f"it answered with {answer.status_code} and no JSON") from problem
        if answer.is_success and isinstance(told, dict):
            return told
        code = told.get("error", "") if isinstance(told, dict) else ""
        reason = f"it answered with {answer.status_code} {code if _ERROR.fullmatch(str(code)) else ''}".strip()
        if code == "invalid_grant":
            raise ProviderProblem("This log-in has been used already or has expired. Please begin again.", reason)
        raise self._not_reached(reason)

    def _not_reached(self, reason: str) -> ProviderProblem:
        sentence = f"The log-in of {self.name} does not work at this moment. Please try again later."
        return ProviderProblem(sentence, reason, 502)

    def _not_verified(self, reason: str) -> ProviderProblem:
        sentence = f"What the log-in of {self.name} said of you could not be verified. Please begin again."
        return ProviderProblem(sentence, reason)


def claim(claims: Mapping[str, Any], name: str) -> Any:
    """Return a claim by its name, or by those of the claims that it is within with dots between; else `None`."""
    if name in claims:
        return claims[name]
    outer, dot, inner = name.partition(".")
    within = claims.get(outer)
    return claim(within, inner) if dot and isinstance(within, Mapping) else None


def values_of(told: Any) -> list[str]:
    """Return the values of a claim: a list's, the names of an object, or of a text that and its words."""
    if isinstance(told, str):
        return [told, *re.split(r"[\s,]+", told)]
    return [value for value in told if isinstance(value, str)] if isinstance(told, (list, Mapping)) else []


def _short(problem: Exception) -> str:
    """Return what is wrong with a token without any of its values."""
    claim_name = getattr(problem, "claim", None)
    return f"{type(problem).__name__}{f': {claim_name}' if isinstance(claim_name, str) else ''}"
