"""Log-ins through a real provider of OpenID Connect: whom they let in, as what, and whom they do not."""

from __future__ import annotations

import json
import logging
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rareguide.settings import Settings
from staff.account_fields import UnfitAccount
from staff.app import build_app
from tests.staff.cast import ORIGIN, PASSWORD, Cast
from tests.staff.openid import FOLDER, OpenIdProvider, log_in, way_back
from tests.staff.running_site import RunningSite
from tests.support.live_server import free_port
from tests.support.node_packages import node_folder

pytestmark = pytest.mark.server

NOOR: dict[str, Any] = {"email": "Noor@Larkfield.example", "name": "Noor Jahan", "groups": ["desk", "choir"]}
RUN = Path(__file__).parent / "browser" / "run.mjs"
PICTURES = Path(__file__).resolve().parents[2] / "test-artifacts" / "staff"


@pytest.fixture(scope="module")
def site_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory, site_port: int) -> Iterator[OpenIdProvider]:
    folder = node_folder(FOLDER, tmp_path_factory)
    with OpenIdProvider(folder, ORIGIN, f"http://localhost:{site_port}") as running:
        yield running


@pytest.fixture
def cast(provider: OpenIdProvider, tmp_path: Path) -> Cast:
    return cast_with(provider, tmp_path)


def cast_with(provider: OpenIdProvider, folder: Path, **settings: Any) -> Cast:
    return Cast(folder, time.time, **{"staff_url": ORIGIN, **provider.settings(**settings)})


def who(cast: Cast) -> list[tuple[str, str, tuple[str, ...], str | None]]:
    return [(account.email, account.name, account.roles, account.subject) for account in cast.accounts.all()]


def test_the_first_log_in_makes_the_account_and_leads_to_the_page_that_was_wanted(
    cast: Cast, provider: OpenIdProvider
) -> None:
    provider.person("s-1", **NOOR)
    browser = cast.browser()

    page = log_in(browser, "/answers?q=causes")

    assert page.status_code == 200
    assert '<meta http-equiv="refresh" content="0; url=/answers?q=causes">' in page.text
    assert who(cast) == [("noor@larkfield.example", "Noor Jahan", ("operator",), "s-1")]
    assert browser.get("/queue", follow_redirects=False).status_code == 200
    assert [action for action, _ in cast.audited()[:2]] == ["add operator noor@larkfield.example", "log in by provider"]


def test_the_next_log_in_brings_roles_and_address_up_to_date_and_leaves_the_name(
    cast: Cast, provider: OpenIdProvider
) -> None:
    provider.person("s-1", **NOOR)
    earlier = cast.browser()
    log_in(earlier)
    cast.accounts.rename(cast.accounts.all()[0].id, "Noor J.")

    provider.person("s-1", email="n.jahan@larkfield.example", name="Noor Jahan", groups=["cn=editors,ou=rare", "it"])
    log_in(cast.browser())

    assert who(cast) == [("n.jahan@larkfield.example", "Noor J.", ("operator", "editor", "administrator"), "s-1")]
    assert earlier.get("/queue", follow_redirects=False).status_code == 303


def test_what_another_process_began_can_be_finished(cast: Cast, provider: OpenIdProvider) -> None:
    provider.person("s-1", **NOOR)
    browser = cast.browser()
    address = way_back(browser)

    browser.app = build_app(cast.settings)
    other = type(browser)(browser.app, base_url=ORIGIN, cookies=browser.cookies)

    assert other.get(address).status_code == 200
    assert len(who(cast)) == 1


def test_nobody_gets_in_without_a_role_and_who_lost_it_is_out_at_once(cast: Cast, provider: OpenIdProvider) -> None:
    provider.person("s-1", **NOOR)
    inside = cast.browser()
    log_in(inside)

    provider.person("s-1", **{**NOOR, "groups": ["choir"]})
    page = log_in(cast.browser())

    assert page.status_code == 403
    assert "have no role on this site" in page.text
    assert inside.get("/queue", follow_redirects=False).status_code == 303
    assert cast.audited()[-1] == ("log-in by provider refused: no role", None)
    provider.person("s-2", email="other@larkfield.example")
    assert "have no role on this site" in log_in(cast.browser()).text
    assert len(who(cast)) == 1


def test_a_disabled_account_stays_out(cast: Cast, provider: OpenIdProvider) -> None:
    provider.person("s-1", **NOOR)
    log_in(cast.browser())
    cast.accounts.set_active(cast.accounts.all()[0].id, False)

    page = log_in(cast.browser())

    assert page.status_code == 403
    assert "Your account here is disabled" in page.text


def test_an_account_with_a_password_is_taken_over_by_nobody_who_has_its_address(
    cast: Cast, provider: OpenIdProvider
) -> None:
    cast.account("noor@larkfield.example", "administrator")
    provider.person("s-1", **NOOR)

    page = log_in(cast.browser())

    assert page.status_code == 403
    assert "known as: s-1" in page.text
    assert who(cast) == [("noor@larkfield.example", "Noor", ("administrator",), None)]
    assert cast.log_in(cast.browser(), "noor@larkfield.example").status_code == 303


def test_an_administrator_links_an_account_which_the_password_then_opens_no_more(
    cast: Cast, provider: OpenIdProvider
) -> None:
    boss = cast.person("administrator")
    number = cast.account("noor@larkfield.example", "editor")
    provider.person("s-1", **NOOR)

    assert boss.send(f"/accounts/{number}", action="link", subject="s-1").status_code == 303
    page = log_in(cast.browser())

    assert page.status_code == 200
    assert cast.accounts.get(number).roles == ("operator",)
    assert cast.log_in(cast.browser(), "noor@larkfield.example").status_code == 403
    assert "Known to Larkfield Hospital as <code>s-1</code>" in boss.see("/accounts")
    for refused in ({"action": "password"}, {"action": "role", "role": "administrator"}):
        assert "A provider lets this account in" in boss.send(f"/accounts/{number}", **refused).text
    assert boss.send(f"/accounts/{number}", action="unlink").status_code == 303
    assert "<code>" in boss.send(f"/accounts/{number}", action="password").text


def test_two_accounts_are_not_linked_with_one_person(cast: Cast) -> None:
    first, second = (cast.account(f"{name}@larkfield.example", "operator") for name in ("a", "b"))
    cast.accounts.link(first, cast.settings.staff_oidc_issuer, "s-1")

    with pytest.raises(UnfitAccount, match="belongs to the account of a@larkfield"):
        cast.accounts.link(second, cast.settings.staff_oidc_issuer, "s-1")


def test_a_log_in_is_finished_once_and_by_the_browser_that_began_it(cast: Cast, provider: OpenIdProvider) -> None:
    provider.person("s-1", **NOOR)
    browser, stranger = cast.browser(), cast.browser()
    address = way_back(browser)
    kept = dict(browser.cookies)

    assert stranger.get(address).status_code == 403
    assert browser.get(address).status_code == 200
    for cookies in ({}, kept):
        again = type(browser)(cast.app, base_url=ORIGIN, cookies=cookies).get(address)
        assert again.status_code == 403
        assert "Please begin again" in again.text
    assert stranger.get("/queue", follow_redirects=False).status_code == 303


def test_a_state_of_somebody_else_lets_nobody_in(cast: Cast, provider: OpenIdProvider) -> None:
    provider.person("s-1", **NOOR)
    browser = cast.browser()
    others = way_back(cast.browser())
    way_back(browser)

    assert browser.get(others).status_code == 403
    assert who(cast) == []


def test_a_log_in_that_took_too_long_is_begun_again(provider: OpenIdProvider, tmp_path: Path) -> None:
    cast = Cast(tmp_path, staff_url=ORIGIN, **provider.settings())
    cast.clock.now = time.time()
    provider.person("s-1", **NOOR)
    browser = cast.browser()
    address = way_back(browser)
    cast.clock.now += 601

    page = browser.get(address)

    assert page.status_code == 403
    assert "took longer than 10 minutes" in page.text


def test_who_is_refused_there_is_told_so(cast: Cast, provider: OpenIdProvider) -> None:
    provider.person("s-1", refused=True)

    page = log_in(cast.browser())

    assert page.status_code == 403
    assert "The log-in of Larkfield Hospital did not let you in (access_denied)." in page.text


def test_a_wrong_secret_gives_a_sentence_and_the_reason_stands_in_the_log(
    provider: OpenIdProvider, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cast = cast_with(provider, tmp_path, staff_oidc_client_secret="another secret")
    provider.person("s-1", **NOOR)

    page = log_in(cast.browser())

    assert page.status_code == 502
    assert "The log-in of Larkfield Hospital does not work at this moment" in page.text
    assert "401 invalid_client" in caplog.text
    assert who(cast) == []


def test_with_the_provider_down_passwords_still_work(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "down").mkdir()
    away = Cast(tmp_path / "down", **{**cast.settings.dict(), "staff_oidc_issuer": f"http://127.0.0.1:{free_port()}"})
    away.account("noor@larkfield.example", "operator")

    page = away.browser().get("/log-in/provider")

    assert page.status_code == 502
    assert "does not work at this moment. Please try again later" in page.text
    assert away.log_in(away.browser(), "noor@larkfield.example").status_code == 303


def test_passwords_can_be_switched_off(provider: OpenIdProvider, tmp_path: Path) -> None:
    cast = cast_with(provider, tmp_path, staff_passwords=False)
    cast.account("noor@larkfield.example", "operator")
    browser = cast.browser()
    page = browser.get("/log-in").text
    token = browser.get("/log-in").text.partition('name="token" value="')[2].partition('"')[0]

    assert 'type="password"' not in page
    assert "Log in with Larkfield Hospital" in page
    sent = browser.post("/log-in", data={"token": token, "email": "noor@larkfield.example", "password": PASSWORD})
    assert sent.status_code == 403


def test_a_wanted_second_factor_is_the_providers_matter(provider: OpenIdProvider, tmp_path: Path) -> None:
    cast = cast_with(provider, tmp_path, staff_second_factor="all")
    provider.person("s-1", **NOOR)
    browser = cast.browser()

    log_in(browser)

    assert browser.get("/queue", follow_redirects=False).status_code == 200
    assert "Larkfield Hospital lets you in" in browser.get("/password").text
    assert "set at Larkfield Hospital" in browser.get("/second-factor").text


def test_log_out_offers_to_log_out_there_too(cast: Cast, provider: OpenIdProvider) -> None:
    provider.person("s-1", **NOOR)
    browser = cast.browser()
    log_in(browser)
    token = browser.get("/password").text.partition('name="token" value="')[2].partition('"')[0]

    left = browser.post("/log-out", data={"token": token})
    there = browser.get("/log-in/provider/leave", follow_redirects=False)

    assert "log out there too" in left.text
    assert browser.get("/queue", follow_redirects=False).status_code == 303
    assert there.headers["location"].startswith(f"{provider.url}/session/end?client_id=rareguide-staff&")


def test_nothing_secret_is_in_the_log_or_the_database(
    cast: Cast, provider: OpenIdProvider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    provider.person("s-1", **NOOR)
    browser = cast.browser()
    address = way_back(browser)
    cookie = browser.cookies["rareguide_provider"]
    browser.get(address)
    browser.get(address)

    code = address.partition("code=")[2].partition("&")[0]
    of_the_browser = ("httpx", "httpcore")
    ours = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith(of_the_browser))
    kept = Path(cast.settings.database_url.removeprefix("sqlite:///")).read_bytes()
    for secret in (code, cookie.partition(".")[0], cast.settings.staff_oidc_client_secret):
        assert secret not in ours
        assert secret.encode() not in kept
    assert cast.settings.staff_oidc_client_secret not in caplog.text


def test_without_a_provider_there_is_no_such_page(tmp_path: Path) -> None:
    cast = Cast(tmp_path)

    assert cast.browser().get("/log-in/provider").status_code == 404
    assert cast.browser().get("/log-in/provider/done?code=1&state=2").status_code == 404
    assert "Log in with" not in cast.browser().get("/log-in").text


def test_a_browser_goes_there_and_back(
    provider: OpenIdProvider, site_port: int, tmp_path: Path, built_widget: Path, chromium: str
) -> None:
    cast = cast_with(provider, tmp_path, staff_url=f"http://localhost:{site_port}")
    provider.person("s-1", **{**NOOR, "groups": ["cn=editors,ou=rare"]})
    with RunningSite(cast, site_port):
        command = [
            "node",
            str(RUN),
            "provider",
            cast.settings.staff_url,
            str(built_widget),
            chromium,
            str(PICTURES),
            "{}",
        ]
        played = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    assert played.returncode == 0, played.stderr
    result = json.loads(played.stdout.splitlines()[-1])
    assert result["seen"] == {"page": "/replies", "axe": [], "left": "/log-in"}
    assert result["trouble"]["errors"] == []
    assert all(address.startswith(f"{provider.url}/") for address in result["trouble"]["foreign_requests"])


def test_passwords_are_switched_off_only_with_a_provider() -> None:
    with pytest.raises(ValueError, match="must be true where RAREGUIDE_STAFF_OIDC_ISSUER is empty"):
        Settings(_env_file=None, staff_passwords=False)
