"""How long a log-in holds, what ends it, and which forms are taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event

from staff.pages.entry import own_path
from staff.sessions import SECONDS_BETWEEN_SIGNS
from tests.staff.cast import ORIGIN, Cast, Person

NOOR = "noor@larkfield.example"
BY_SCRIPT = {"x-by-script": "1"}


@pytest.fixture
def noor(cast: Cast) -> Person:
    return cast.person("operator", NOOR)


def is_in(person: Person, **headers: str) -> bool:
    return person.client.get("/queue", headers=headers, follow_redirects=False).status_code == 200


def test_a_session_ends_after_30_idle_minutes(cast: Cast, noor: Person) -> None:
    cast.clock.now += 29 * 60
    assert is_in(noor)
    cast.clock.now += 29 * 60
    assert is_in(noor)
    cast.clock.now += 30 * 60
    assert not is_in(noor)


def test_a_session_ends_after_its_hours_however_active(cast: Cast, noor: Person) -> None:
    for _ in range(23):
        cast.clock.now += 20 * 60
        assert is_in(noor)
    cast.clock.now += 20 * 60
    assert not is_in(noor)


def test_an_open_page_alone_keeps_no_session(cast: Cast, noor: Person) -> None:
    token = noor.token()
    for _ in range(29):
        cast.clock.now += 60
        assert is_in(noor, **BY_SCRIPT)
        noor.client.post("/presence", data={"token": token, "active": "0"}, headers={"accept": "application/json"})
    cast.clock.now += 60

    assert not is_in(noor)


def test_a_page_that_somebody_uses_keeps_the_session(cast: Cast, noor: Person) -> None:
    token = noor.token()
    for _ in range(4):
        cast.clock.now += 20 * 60
        sent = {"token": token, "active": "1"}
        answer = noor.client.post("/presence", data=sent, headers={"accept": "application/json"})
        assert answer.status_code == 204

    assert is_in(noor)


def test_signs_of_a_person_are_written_now_and_then_not_at_every_page(cast: Cast, noor: Person) -> None:
    number = cast.request().number
    noor.see(f"/requests/{number}")
    written: list[str] = []
    event.listen(cast.services.engine, "before_cursor_execute", lambda *args: written.append(args[2]))
    for _ in range(3):
        noor.client.get("/queue", headers=BY_SCRIPT)
        noor.see("/answers")
    noor.client.post(f"/requests/{number}/read", data={"token": noor.token(), "sequence": "0"})

    changes = [one for one in written if one.startswith(("INSERT", "DELETE", "UPDATE"))]
    assert [one for one in changes if "staff_audit" not in one] == []
    cast.clock.now += SECONDS_BETWEEN_SIGNS
    noor.see("/answers")
    assert cast.column("last_seen_at") == [cast.clock.now]


def test_log_out_ends_the_session_on_the_server_and_the_presence(cast: Cast, noor: Person) -> None:
    noor.see("/queue")
    cookie = noor.client.cookies["rareguide_session"]
    assert cast.desk.operators.all_present() == [noor.id]

    noor.send("/log-out")
    noor.client.cookies.set("rareguide_session", cookie)

    assert not is_in(noor)
    assert cast.desk.operators.all_present() == []


def test_disabling_an_account_ends_its_sessions(cast: Cast, noor: Person) -> None:
    cast.account("boss@larkfield.example", "administrator")
    cast.accounts.set_active(noor.id, False)

    assert not is_in(noor)


def test_logging_in_gives_a_new_number_and_ends_the_one_before(cast: Cast, noor: Person) -> None:
    before = noor.client.cookies["rareguide_session"]
    token = noor.token()

    noor.client.post("/log-in", data={"token": token, "email": NOOR, "password": "four quiet green kettles"})

    assert noor.client.cookies["rareguide_session"] != before
    assert cast.services.sessions.find(before) is None


def test_the_cookie_is_strict_and_for_the_server_alone(cast: Cast) -> None:
    cast.account(NOOR, "operator")

    cookie = cast.log_in(cast.browser(), NOOR).headers["set-cookie"]

    assert "rareguide_session=" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie.split("rareguide_form")[0]


def test_beyond_this_machine_cookies_travel_over_tls_only(tmp_path: Path) -> None:
    cast = Cast(tmp_path, staff_host="0.0.0.0", staff_url="https://staff.larkfield.example")
    client = cast.browser()

    answer = client.get("https://staff.larkfield.example/log-in")

    assert answer.headers["set-cookie"].startswith("__Host-rareguide_form=")
    assert "Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize("token", ["", "0" * 64, "ü"])
def test_a_form_without_its_token_is_refused(noor: Person, token: str) -> None:
    assert noor.client.post("/log-out", data={"token": token}).status_code == 403


def test_a_token_of_another_session_is_refused(cast: Cast, noor: Person) -> None:
    other = cast.person("editor")

    assert noor.client.post("/log-out", data={"token": other.token()}).status_code == 403


@pytest.mark.parametrize("origin", ["", "null", "https://elsewhere.example", "http://localhost.elsewhere.example"])
def test_a_form_from_elsewhere_is_refused(noor: Person, origin: str) -> None:
    sent = {"token": noor.token()}

    assert noor.client.post("/log-out", data=sent, headers={"origin": origin}).status_code == 403
    assert noor.client.post("/log-out", data=sent, headers={"origin": ORIGIN}).status_code == 200


def test_another_name_for_the_site_is_refused(cast: Cast) -> None:
    assert cast.browser().get("http://rebound.example/log-in").status_code == 421


@pytest.mark.parametrize("wanted", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere", "", "/log-in"])
def test_logging_in_leads_nowhere_else(wanted: str) -> None:
    assert own_path(wanted) == "/"


def test_every_answer_has_the_strict_policy(cast: Cast) -> None:
    for path in ("/log-in", "/static/staff.js", "/nowhere", "/health"):
        policy = cast.browser().get(path).headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "require-trusted-types-for 'script'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
