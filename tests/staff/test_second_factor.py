"""A password alone lets nobody in who has a second factor, and each code lets in once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyotp
import pytest
from sqlalchemy import select, text

from conversations.encryption import FieldCipher, make_key
from rareguide.settings import Settings
from staff.accounts import Account
from staff.second_factor import RECOVERY_CODES, WrongCode
from staff.tables import staff_recovery_code, staff_second_factor
from tests.staff.cast import PASSWORD, Cast, Person

NOOR = "noor@larkfield.example"
STEP = 30


def code_of(cast: Cast, secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(cast.clock.now) + steps * STEP)


def set_up(cast: Cast, person: Person) -> tuple[str, list[str]]:
    """Set a second factor up on the site; return its secret and the recovery codes."""
    page = person.send("/second-factor", action="begin", present=PASSWORD).text
    (secret,) = re.findall(r"Secret: <code>(\w+)</code>", page)
    done = person.send("/second-factor", action="confirm", code=code_of(cast, secret)).text
    codes = re.findall(r"<li><code>([a-z2-9-]{19})</code></li>", done)
    cast.clock.now += 5 * STEP
    return secret, codes


def give(client: Any, code: str, **fields: str) -> Any:
    found = re.search(r'name="token" value="(\w+)"', client.get("/log-in/code").text)
    assert found is not None
    return client.post("/log-in/code", data={"token": found[1], "code": code, **fields}, follow_redirects=False)


@pytest.fixture
def noor(cast: Cast) -> Person:
    return cast.person("operator", NOOR)


@pytest.fixture
def account(cast: Cast, noor: Person) -> Account:
    return cast.accounts.get(noor.id)


def test_the_secret_comes_as_a_picture_and_as_text_and_counts_once_confirmed(cast: Cast, noor: Person) -> None:
    page = noor.send("/second-factor", action="begin", present=PASSWORD).text
    (secret,) = re.findall(r"Secret: <code>(\w+)</code>", page)
    assert "<svg" in page
    assert "style=" not in page, "the policy lets no style in"
    assert cast.log_in(cast.browser(), NOOR).headers["location"] == "/"

    wrong = noor.send("/second-factor", action="confirm", code="000000")
    assert wrong.status_code == 422
    assert secret in wrong.text
    done = noor.send("/second-factor", action="confirm", code=code_of(cast, secret))

    assert len(re.findall(r"<li><code>([a-z2-9-]{19})</code></li>", done.text)) == RECOVERY_CODES
    assert cast.log_in(cast.browser(), NOOR).headers["location"].startswith("/log-in/code")
    assert noor.client.get("/queue", follow_redirects=False).status_code == 200


def test_setting_up_takes_the_password_and_ends_other_log_ins(cast: Cast, noor: Person) -> None:
    elsewhere = cast.browser()
    cast.log_in(elsewhere, NOOR)
    assert noor.send("/second-factor", action="begin", present="something else").status_code == 422

    set_up(cast, noor)

    assert elsewhere.get("/queue", follow_redirects=False).status_code == 303


def test_nothing_is_seen_between_password_and_code(cast: Cast, noor: Person) -> None:
    secret, _ = set_up(cast, noor)
    number = cast.request().number
    client = cast.browser()

    answer = cast.log_in(client, NOOR, next=f"/requests/{number}")

    assert answer.headers["location"] == f"/log-in/code?next=/requests/{number}"
    for path in ("/", "/queue", f"/requests/{number}", "/password", "/second-factor", "/answers", "/live"):
        seen = client.get(path, follow_redirects=False)
        assert seen.headers["location"].startswith("/log-in/code"), path
    assert client.get("/live/now", headers={"accept": "application/json"}).status_code == 401
    assert "Log out" not in client.get("/log-in/code").text
    assert give(client, code_of(cast, secret), next=f"/requests/{number}").headers["location"] == f"/requests/{number}"
    assert client.get(f"/requests/{number}").status_code == 200
    assert [action for action, _ in cast.audited()][-3:] == ["give password", "log in", "open request"]


def test_the_session_has_another_number_after_the_code(cast: Cast, noor: Person) -> None:
    secret, _ = set_up(cast, noor)
    client = cast.browser()
    cast.log_in(client, NOOR)
    before = client.cookies["rareguide_session"]

    give(client, code_of(cast, secret))

    assert client.cookies["rareguide_session"] != before
    assert cast.services.sessions.find(before) is None


def test_the_code_must_come_within_five_minutes(cast: Cast, noor: Person) -> None:
    secret, _ = set_up(cast, noor)
    client = cast.browser()
    cast.log_in(client, NOOR)
    token = re.search(r'name="token" value="(\w+)"', client.get("/log-in/code").text)
    assert token is not None
    cast.clock.now += 301

    answer = client.post(
        "/log-in/code", data={"token": token[1], "code": code_of(cast, secret)}, follow_redirects=False
    )

    assert answer.status_code != 303 or answer.headers["location"].startswith("/log-in")
    assert client.get("/queue", follow_redirects=False).status_code == 303


def test_a_code_is_taken_once_and_none_before_it(cast: Cast, account: Account, noor: Person) -> None:
    secret, _ = set_up(cast, noor)
    check = cast.services.second_factors.check

    check(account, code_of(cast, secret), "log in")
    for steps in (0, -1):
        with pytest.raises(WrongCode):
            check(account, code_of(cast, secret, steps), "log in")
    check(account, code_of(cast, secret, 1), "log in")
    with pytest.raises(WrongCode):
        check(account, code_of(cast, secret), "log in")
    cast.clock.now += 15 * 60 + STEP
    check(account, code_of(cast, secret, -1), "log in")


@pytest.mark.parametrize("steps", [-3, -2, 2, 3])
def test_codes_of_other_times_are_not_taken(cast: Cast, account: Account, noor: Person, steps: int) -> None:
    secret, _ = set_up(cast, noor)
    with pytest.raises(WrongCode):
        cast.services.second_factors.check(account, code_of(cast, secret, steps), "log in")


def test_the_code_of_the_setting_up_does_not_log_in(cast: Cast, account: Account) -> None:
    secret = cast.services.second_factors.begin(account)
    code = code_of(cast, secret)
    cast.services.second_factors.confirm(account, code)
    with pytest.raises(WrongCode):
        cast.services.second_factors.check(account, code, "log in")


def test_five_wrong_codes_close_it_however_often_the_password_is_given(cast: Cast, noor: Person) -> None:
    secret, codes = set_up(cast, noor)
    for place in range(5):
        client = cast.browser(f"192.0.2.{place}")
        cast.log_in(client, NOOR)
        assert give(client, "000000").status_code == 403
    client = cast.browser("198.51.100.1")
    cast.log_in(client, NOOR)

    assert give(client, code_of(cast, secret)).status_code == 403
    assert give(client, codes[0]).status_code == 403
    cast.clock.now += 15 * 60 + 1
    cast.log_in(client, NOOR)
    assert give(client, code_of(cast, secret)).status_code == 303
    assert ("log in: wrong code", None) in cast.audited()


def test_a_recovery_code_lets_in_once(cast: Cast, noor: Person) -> None:
    _, codes = set_up(cast, noor)

    for typed, status in ((codes[3].upper(), 303), (codes[3], 403), (codes[4].replace("-", " "), 303)):
        client = cast.browser()
        cast.log_in(client, NOOR)
        assert give(client, typed).status_code == status


def test_new_recovery_codes_take_the_place_of_the_old(cast: Cast, account: Account, noor: Person) -> None:
    secret, old = set_up(cast, noor)

    page = noor.send("/second-factor", action="codes", code=code_of(cast, secret)).text

    new = re.findall(r"<li><code>([a-z2-9-]{19})</code></li>", page)
    assert len(new) == RECOVERY_CODES
    with pytest.raises(WrongCode):
        cast.services.second_factors.check(account, old[0], "log in")
    cast.services.second_factors.check(account, new[0], "log in")


def test_a_recovery_code_of_another_account_is_not_taken(cast: Cast, account: Account, noor: Person) -> None:
    set_up(cast, noor)
    robin = cast.person("operator", "robin@larkfield.example")
    _, codes = set_up(cast, robin)
    with pytest.raises(WrongCode):
        cast.services.second_factors.check(account, codes[0], "log in")


def test_it_is_removed_with_a_code_alone(cast: Cast, noor: Person) -> None:
    secret, _ = set_up(cast, noor)

    assert noor.send("/second-factor", action="remove", code="000000").status_code == 422
    assert noor.send("/second-factor", action="remove", code=code_of(cast, secret)).status_code == 303

    assert cast.log_in(cast.browser(), NOOR).headers["location"] == "/"


def test_where_it_is_wanted_nothing_else_is_seen_before_it_is_set_up(tmp_path: Path) -> None:
    cast = Cast(tmp_path, staff_second_factor="administrators")
    noor, boss = cast.person("operator", NOOR), cast.person("administrator")

    assert noor.client.get("/queue", follow_redirects=False).status_code == 200
    for path in ("/queue", "/audit", "/accounts", "/feedback"):
        assert boss.client.get(path, follow_redirects=False).headers["location"] == "/second-factor", path
    assert boss.send("/accounts", email="x@larkfield.example", name="X", role="editor").headers["location"]
    assert [one.email for one in cast.accounts.all() if one.email.startswith("x@")] == []
    secret, _ = set_up(cast, boss)
    boss.see("/accounts")
    assert boss.send("/second-factor", action="remove", code=code_of(cast, secret)).status_code == 422


def test_it_may_be_wanted_of_all_or_of_nobody_and_nothing_else() -> None:
    for value in ("optional", "administrators", "all"):
        assert Settings(_env_file=None, staff_second_factor=value).staff_second_factor == value
    with pytest.raises(ValueError, match="optional, administrators or all"):
        Settings(_env_file=None, staff_second_factor="yes")


def test_an_administrator_resets_it_which_is_audited(cast: Cast, noor: Person) -> None:
    set_up(cast, noor)
    boss = cast.person("administrator")

    assert boss.send(f"/accounts/{noor.id}", action="second-factor").status_code == 303

    assert (f"reset second factor: {NOOR}", None) in cast.audited()
    assert noor.client.get("/queue", follow_redirects=False).status_code == 303
    assert cast.log_in(cast.browser(), NOOR).headers["location"] == "/"
    with cast.services.engine.connect() as connection:
        assert connection.execute(select(staff_recovery_code)).all() == []


def test_a_new_password_leaves_the_second_factor(cast: Cast, noor: Person) -> None:
    set_up(cast, noor)
    password = cast.accounts.reset_password(noor.id)

    assert cast.log_in(cast.browser(), NOOR, password).headers["location"].startswith("/log-in/code")


def test_secrets_are_sealed_and_recovery_codes_are_digests(tmp_path: Path) -> None:
    key = make_key()
    cast = Cast(tmp_path, handoff_key=key)
    noor = cast.person("operator", NOOR)
    secret, codes = set_up(cast, noor)

    with cast.services.engine.connect() as connection:
        stored = connection.scalar(select(staff_second_factor.c.secret))
        kept = str(
            [connection.execute(text(f"SELECT * FROM {name}")).all() for name in ("staff_recovery_code", "staff_audit")]
        )
    assert secret not in stored
    assert FieldCipher(key).decrypt(stored) == secret
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_without_the_key_recovery_codes_still_let_in(tmp_path: Path) -> None:
    cast = Cast(tmp_path, handoff_key=make_key())
    noor = cast.person("operator", NOOR)
    secret, codes = set_up(cast, noor)
    cast.services.second_factors.cipher = FieldCipher(make_key())
    account = cast.accounts.get(noor.id)

    with pytest.raises(WrongCode):
        cast.services.second_factors.check(account, code_of(cast, secret), "log in")
    cast.services.second_factors.check(account, codes[0], "log in")


def test_a_disabled_account_gets_no_further(cast: Cast, account: Account, noor: Person) -> None:
    secret, _ = set_up(cast, noor)
    cast.accounts.set_active(noor.id, False)
    with pytest.raises(WrongCode):
        cast.services.second_factors.check(account, code_of(cast, secret), "log in")
