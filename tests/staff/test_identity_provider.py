"""What a provider of OpenID Connect says is believed only when it holds; its answers here are made up."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import RSAKey

from rareguide.setting_kinds import STAFF_ROLES, Unfit, roles_by_claim
from rareguide.settings import Settings
from staff.identity_provider import (
    MOST_AT_ONCE,
    Attempt,
    Identity,
    IdentityProvider,
    ProviderProblem,
    claim,
    values_of,
)

ISSUER = "https://login.larkfield.example/realms/staff"
CLIENT = "rareguide-staff"
NOW = 1_790_000_000
KEY = RSAKey.generate_key(2048, {"kid": "k-1", "use": "sig"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "k-1", "use": "sig"})


class MadeUpProvider(IdentityProvider):
    """A provider whose answers a test makes up."""

    def __init__(self, **settings: Any) -> None:
        values = {
            "staff_oidc_issuer": ISSUER,
            "staff_oidc_client_id": CLIENT,
            "staff_oidc_roles": "desk=operator",
            **settings,
        }
        self.now = NOW
        super().__init__(Settings(_env_file=None, **values), "https://staff.example/log-in/provider/done", self.clock)
        self.told: dict[str, Any] = {
            "/.well-known/openid-configuration": {
                "issuer": ISSUER,
                **{name: f"{ISSUER}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")},
                "userinfo_endpoint": f"{ISSUER}/userinfo_endpoint",
            },
            "/jwks_uri": {"keys": [KEY.as_dict(private=False)]},
        }
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def clock(self) -> float:
        return float(self.now)

    def _asked(self, method: str, url: str, **request: Any) -> dict[str, Any]:
        path = url.removeprefix(ISSUER)
        self.asked.append((path, request))
        told: dict[str, Any] = self.told[path]
        return told

    def come_back(self, sign: Callable[[dict[str, Any]], str], **changed: Any) -> Identity:
        """Log somebody in whose ID token has what is right, except for what is changed; `None` leaves it out."""
        _, attempt = self.begin("/")
        claims = {
            "iss": ISSUER,
            "aud": CLIENT,
            "sub": "s-1",
            "iat": self.now,
            "exp": self.now + 300,
            "nonce": attempt.value("nonce"),
            "email": "noor@larkfield.example",
            "roles": ["desk"],
            **changed,
        }
        told = {name: value for name, value in claims.items() if value is not None}
        self.told["/token_endpoint"] = {"access_token": "a-1", "id_token": sign(told)}
        return self.finish(attempt, {"state": attempt.value("state"), "code": "c-1"})


def signed(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256", "kid": "k-1"}, claims, KEY)


def signed_by_another_key(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256", "kid": "k-1"}, claims, OTHER_KEY)


def signed_with_the_public_key(claims: dict[str, Any]) -> str:
    words = f"{part({'alg': 'HS256', 'kid': 'k-1'})}.{part(claims)}"
    signature = hmac.new(KEY.as_pem(private=False), words.encode(), hashlib.sha256).digest()
    return f"{words}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def unsigned(claims: dict[str, Any]) -> str:
    return f"{part({'alg': 'none'})}.{part(claims)}."


def part(told: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def nothing(_claims: dict[str, Any]) -> str:
    return ""


def test_what_holds_is_believed() -> None:
    assert MadeUpProvider().come_back(signed) == Identity(
        ISSUER, "s-1", "noor@larkfield.example", "noor@larkfield.example", ("operator",)
    )


@pytest.mark.parametrize("sign", [signed_by_another_key, signed_with_the_public_key, unsigned, nothing])
def test_a_token_that_the_provider_did_not_sign_is_refused(sign: Callable[[dict[str, Any]], str]) -> None:
    with pytest.raises(ProviderProblem, match="could not be verified") as problem:
        MadeUpProvider().come_back(sign)

    assert "the ID token is not valid" in problem.value.reason


@pytest.mark.parametrize(
    "changed",
    [
        *({"iss": wrong} for wrong in ("https://login.example", f"{ISSUER}/more", None)),
        *({"aud": wrong} for wrong in ("another-site", ["another-site"], [], None)),
        {"aud": [CLIENT, "another-site"], "azp": "another-site"},
        {"aud": [CLIENT, "another-site"]},
        *({"exp": wrong} for wrong in (NOW - 61, None)),
        {"iat": NOW + 61},
        {"nbf": NOW + 61},
        *({"nonce": wrong} for wrong in ("another", "", None)),
        *({"sub": wrong} for wrong in ("", "x" * 256, "a\0b", 7, None)),
        {"at_hash": "of-another-token"},
    ],
    ids=str,
)
def test_a_token_for_another_site_time_or_log_in_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ProviderProblem, match="could not be verified") as problem:
        MadeUpProvider().come_back(signed, **changed)

    assert "another" not in problem.value.reason


def test_clocks_may_differ_by_a_minute() -> None:
    assert MadeUpProvider().come_back(signed, iat=NOW + 59, exp=NOW - 59).subject == "s-1"


def test_what_the_token_does_not_say_is_asked_for_and_must_be_about_the_same_person() -> None:
    provider = MadeUpProvider()
    provider.told["/userinfo_endpoint"] = {"sub": "s-1", "name": "Noor", "email": "n@b.example", "roles": "desk"}

    assert provider.come_back(signed, email=None, roles=None) == Identity(
        ISSUER, "s-1", "n@b.example", "Noor", ("operator",)
    )
    provider.told["/userinfo_endpoint"]["sub"] = "s-2"
    with pytest.raises(ProviderProblem, match="could not be verified"):
        provider.come_back(signed, email=None)


def test_who_has_no_address_is_told_so() -> None:
    provider = MadeUpProvider()
    provider.told["/userinfo_endpoint"] = {"sub": "s-1"}

    with pytest.raises(ProviderProblem, match="gives no e-mail address"):
        provider.come_back(signed, email=None)


def test_the_answer_of_another_issuer_is_refused() -> None:
    provider = MadeUpProvider()
    _, attempt = provider.begin("/")

    with pytest.raises(ProviderProblem, match="could not be verified"):
        provider.finish(attempt, {"state": attempt.value("state"), "code": "c", "iss": "https://evil.example"})
    assert "/token_endpoint" not in [path for path, _ in provider.asked]


def test_a_description_of_another_issuer_or_without_https_is_not_followed() -> None:
    provider = MadeUpProvider()
    description = provider.told["/.well-known/openid-configuration"]
    for changed in ({"issuer": "https://evil.example"}, {"authorization_endpoint": "http://login.larkfield.example/a"}):
        provider.told["/.well-known/openid-configuration"] = {**description, **changed}
        provider._known = None
        with pytest.raises(ProviderProblem, match="does not work at this moment"):
            provider.begin("/")


def test_the_provider_is_asked_with_a_state_a_nonce_and_a_challenge_that_differ_each_time() -> None:
    provider = MadeUpProvider()
    asked = [parse_qs(urlsplit(provider.begin("/")[0]).query) for _ in range(2)]

    for query in asked:
        assert query["response_type"] == ["code"]
        assert query["code_challenge_method"] == ["S256"]
        assert query["scope"] == ["openid email profile"]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]


def test_the_secret_goes_as_the_provider_takes_it() -> None:
    for methods, is_in_form in ((None, False), (["client_secret_basic"], False), (["client_secret_post"], True)):
        provider = MadeUpProvider(staff_oidc_client_secret="kJ7dGf")
        provider.told["/.well-known/openid-configuration"]["token_endpoint_auth_methods_supported"] = methods
        provider.come_back(signed)
        (request,) = [request for path, request in provider.asked if path == "/token_endpoint"]
        assert ("client_secret" in request["data"], request["auth"] is None) == (is_in_form, is_in_form)


def test_many_who_wait_for_a_slow_provider_keep_nobody_from_the_site() -> None:
    class Slow(MadeUpProvider):
        def _asked(self, method: str, url: str, **request: Any) -> dict[str, Any]:
            if len(self.asked) < 2 * MOST_AT_ONCE:
                self.asked.append((url, request))
                self.begin("/")  # somebody else, while the first waits
            return super()._asked(method, url, **request)

    provider = Slow()

    with pytest.raises(ProviderProblem, match="Too many people are logging in") as problem:
        provider.begin("/")

    assert problem.value.status == 503
    assert len(provider.asked) == MOST_AT_ONCE
    provider.asked *= 2
    assert provider.begin("/")


@given(st.text(max_size=200))
def test_any_cookie_is_read_or_refused(cookie: str) -> None:
    try:
        attempt = Attempt.of_cookie(cookie)
    except ProviderProblem:
        return
    assert Attempt.of_cookie(attempt.cookie) == attempt


@given(st.text(max_size=60), st.integers(0, 10**11))
def test_a_state_belongs_to_all_that_the_cookie_holds(wanted: str, begun_at: int) -> None:
    attempt = Attempt("number", begun_at, wanted)

    assert Attempt.of_cookie(attempt.cookie) == attempt
    assert len({attempt.value(purpose) for purpose in ("state", "nonce", "verifier")}) == 3
    assert attempt.value("state") != Attempt("number", begun_at + 1, wanted).value("state")
    assert attempt.value("state") != Attempt("number", begun_at, f"{wanted}x").value("state")


@pytest.mark.parametrize(
    ("claims", "name", "values"),
    [
        ({"roles": ["a", "b c", 1]}, "roles", ["a", "b c"]),
        ({"groups": "a, b"}, "groups", ["a, b", "a", "b"]),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", ["a"]),
        ({"https://b.example/roles": ["a"]}, "https://b.example/roles", ["a"]),
        ({"resource_access": {"rareguide.staff": {"roles": ["a"]}}}, "resource_access.rareguide.staff.roles", []),
        ({"urn:roles": {"a": {"org": "x"}}}, "urn:roles", ["a"]),
        ({"roles": None}, "roles", []),
        ({}, "roles", []),
        ({"realm_access": "roles"}, "realm_access.roles", []),
    ],
)
def test_the_claim_is_found_where_providers_put_it(claims: dict[str, Any], name: str, values: list[str]) -> None:
    assert values_of(claim(claims, name)) == values


def test_values_give_the_roles_that_the_setting_says() -> None:
    assert roles_by_claim("cn=a,ou=b=operator; cn=a,ou=b=editor ; it team=administrator") == {
        "cn=a,ou=b": ("operator", "editor"),
        "it team": ("administrator",),
    }
    assert STAFF_ROLES == ("operator", "editor", "administrator")
    with pytest.raises(Unfit, match="is not a value"):
        roles_by_claim("desk=boss")
