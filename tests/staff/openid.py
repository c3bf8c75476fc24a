"""A real provider of OpenID Connect for tests, a process of its own, and the way of a browser there and back."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from starlette.testclient import TestClient

from tests.support.live_server import free_port

FOLDER = Path(__file__).parent / "provider"
CLIENT = "rareguide-staff"
SECRET = "what only the site & the provider know"
ROLES = "desk=operator; cn=editors,ou=rare=editor; cn=editors,ou=rare=operator; it=administrator"
SECONDS_TO_START = 20


class OpenIdProvider:
    """Run the provider; `person` says who logs in next."""

    def __init__(self, folder: Path, *sites: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.client = {
            "client_id": CLIENT,
            "client_secret": SECRET,
            "redirect_uris": [f"{site}/log-in/provider/done" for site in sites],
            "post_logout_redirect_uris": [f"{site}/log-in" for site in sites],
        }

    def __enter__(self) -> OpenIdProvider:
        command = ["node", "provider.mjs", str(self.port), json.dumps(self.client)]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, cwd=self.folder, stdout=quiet, stderr=quiet)
        give_up_at = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            assert self.process.poll() is None, "the provider ended"
            assert time.monotonic() < give_up_at, "the provider did not start"
            time.sleep(0.05)
        return self

    def __exit__(self, *problem: object) -> None:
        self.process.terminate()
        self.process.wait(10)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/.well-known/openid-configuration").is_success
        except httpx.TransportError:
            return False

    def person(self, subject: str, *, refused: bool = False, **claims: Any) -> None:
        person = {"subject": subject, "refused": refused, "claims": claims}
        assert httpx.post(f"{self.url}/person", json=person).is_success

    def settings(self, **others: Any) -> dict[str, Any]:
        return {
            "staff_oidc_issuer": self.url,
            "staff_oidc_client_id": CLIENT,
            "staff_oidc_client_secret": SECRET,
            "staff_oidc_roles": ROLES,
            "staff_oidc_claim": "groups",
            "staff_oidc_name": "Larkfield Hospital",
            **others,
        }


def way_back(browser: TestClient, next_page: str = "/") -> str:
    """Leave a site for its provider as a browser does, log in there, and return the address that leads back."""
    begun = browser.get("/log-in/provider", params={"next": next_page}, follow_redirects=False)
    assert begun.status_code == 303, begun.text
    address = begun.headers["location"]
    home = str(browser.base_url)
    with httpx.Client() as at_the_provider:
        while not address.startswith(home):
            answer = at_the_provider.get(address)
            assert answer.is_redirect, answer.text
            address = str(answer.url.join(answer.headers["location"]))
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def log_in(browser: TestClient, next_page: str = "/") -> Any:
    """Go the whole way, and return the page that a browser is at then."""
    return browser.get(way_back(browser, next_page), follow_redirects=False)
