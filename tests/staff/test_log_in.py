"""Who gets in, who is locked out, and how a password is changed."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from staff.account_fields import UnfitAccount
from staff.accounts import FIRST_EMAIL, first_account
from staff.passwords import UnfitPassword, check_new_password, is_password
from tests.staff.cast import PASSWORD, Cast

NOOR = "noor@larkfield.example"
WRONG = "not the password"


def test_a_right_password_lets_in_whatever_the_case_of_the_address(cast: Cast) -> None:
    cast.account(NOOR, "operator")

    answer = cast.log_in(cast.browser(), " Noor@Larkfield.example ")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert cast.audited()[-1] == ("log in", None)


def test_the_fifth_failure_locks_the_account_for_15_minutes_from_everywhere(cast: Cast) -> None:
    cast.account(NOOR, "operator")
    for place in range(5):
        assert cast.log_in(cast.browser(f"192.0.2.{place}"), NOOR, WRONG).status_code == 403

    assert cast.log_in(cast.browser("198.51.100.1"), NOOR).status_code == 403
    assert cast.audited()[-1] == ("log-in refused: locked", None)
    cast.clock.now += 15 * 60 - 1
    assert cast.log_in(cast.browser("198.51.100.1"), NOOR).status_code == 403
    cast.clock.now += 2
    assert cast.log_in(cast.browser("198.51.100.1"), NOOR).status_code == 303


def test_the_fifth_failure_locks_the_address_for_every_account(cast: Cast) -> None:
    cast.account(NOOR, "operator")
    for guess in range(5):
        cast.log_in(cast.browser(), f"guess-{guess}@larkfield.example", WRONG)

    assert cast.log_in(cast.browser(), NOOR).status_code == 403
    assert cast.log_in(cast.browser("198.51.100.1"), NOOR).status_code == 303


def test_four_failures_and_a_success_begin_again(cast: Cast) -> None:
    cast.account(NOOR, "operator")
    for _ in range(2):
        for _ in range(4):
            cast.log_in(cast.browser(), NOOR, WRONG)
        assert cast.log_in(cast.browser(), NOOR).status_code == 303


def test_the_answer_is_the_same_whether_the_account_exists_is_disabled_or_locked(cast: Cast) -> None:
    cast.account(NOOR, "operator")
    disabled = cast.account("gone@larkfield.example", "operator")
    cast.accounts.set_active(disabled, False)

    def words(email: str, address: str) -> str:
        body: str = cast.log_in(cast.browser(address), email, WRONG).text
        return body.split("<main", 1)[1].replace(email, "").split('name="token"')[0]

    answers = {words(email, "192.0.2.7") for email in (NOOR, "gone@larkfield.example", "nobody@larkfield.example")}
    answers |= {words(NOOR, f"203.0.113.{place}") for place in range(6)}
    assert len(answers) == 1


@pytest.mark.usefixtures("slow_passwords")
def test_an_unknown_account_takes_as_long_as_a_known_one(cast: Cast) -> None:
    cast.account(NOOR, "operator")

    def seconds(email: str) -> float:
        times = []
        for place in range(5):
            client = cast.browser(f"203.0.113.{place}")
            begun = time.process_time()  # not of the clock, which goes on while others have the processor
            cast.log_in(client, email, WRONG)
            times.append(time.process_time() - begun)
        return statistics.median(times)

    seconds("warm-up@larkfield.example")
    assert seconds("nobody@larkfield.example") == pytest.approx(seconds(NOOR), rel=0.5)


def test_passwords_are_kept_as_argon2id_alone(cast: Cast) -> None:
    cast.account(NOOR, "operator")

    (hashed,) = cast.column("password_hash")

    assert hashed.startswith("$argon2id$")
    assert is_password(hashed, PASSWORD)
    assert not is_password(hashed, WRONG)


def test_no_part_of_the_database_has_a_password_or_a_cookie(cast: Cast) -> None:
    noor = cast.person("operator", NOOR)
    cookie = noor.client.cookies["rareguide_session"]

    with cast.services.engine.connect() as connection:
        tables = ("staff_account", "staff_session", "staff_audit", "staff_address")
        kept = str([connection.execute(text(f"SELECT * FROM {table}")).all() for table in tables])

    assert PASSWORD not in kept
    assert cookie not in kept
    assert "192.0.2.1" not in kept


def test_the_first_account_is_made_once_and_must_change_its_password(cast: Cast) -> None:
    made = first_account(cast.services.engine)
    assert made is not None
    assert first_account(cast.services.engine) is None
    email, password = made
    client = cast.browser()

    assert email == FIRST_EMAIL
    assert cast.log_in(client, email, password).headers["location"] == "/password"
    assert client.get("/queue", follow_redirects=False).headers["location"] == "/password"


@pytest.mark.parametrize("password", ["eleven char", "aaaaaaaaaaaaaaaa", "NOOR@larkfield.example", "x" * 257])
def test_unfit_passwords_are_refused(password: str) -> None:
    with pytest.raises(UnfitPassword):
        check_new_password(password, NOOR, "Noor")


@pytest.mark.parametrize(
    "password",
    [
        *("password1234", "Password1234!", "p@ssw0rd12345", "qwertyuiop12", "123456789012", "iloveyou2024"),
        *("passwordpassword", "letmeinplease", "abcdefgh1234", "administrator", "aaaabbbbcccc"),
        *("larkfield-and-more-words", "green noors kettles", "quiet RareGuide kettles", "the Foxglove people here"),
        *("\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff441234", "p\u00e4ssw\u00f6rd1234", "p a s s w o r d 1 2 3 4"),
        *("pass\u200bword\u200b1234", "q-w-e-r-t-y-1-2-3-4", "N00r-of-quiet-kettles", "quiet j a h a n kettles"),
        *("quiet R4reGu1de kettles", "F0xgl0ve quiet kettles"),
        "quiet \uff4c\uff41\uff52\uff4b\uff46\uff49\uff45\uff4c\uff44 kettles",
    ],
)
def test_passwords_that_are_common_or_name_somebody_are_refused(password: str) -> None:
    with pytest.raises(UnfitPassword, match=r"easily guessed|has your name"):
        check_new_password(password, NOOR, "Noor Jahan", "Foxglove Centre")


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "seven loud red lanterns",
        "x7Kq-9mPz-wL4t",
        "\u017c\u00f3\u0142w pod sto\u0142em \u015bpi",
        "ab" + "x7Kq-9mPz" * 20,
    ],
)
def test_passwords_that_take_long_to_guess_are_taken(password: str) -> None:
    check_new_password(password, NOOR, "Noor Jahan", "Foxglove Centre")


def test_the_installations_name_is_that_of_its_contact(tmp_path: Path) -> None:
    cast = Cast(tmp_path, contact_name="Foxglove Centre")
    noor = cast.person("operator", NOOR)
    words = "quiet foxglove kettles"

    answer = noor.send("/password", present=PASSWORD, new=words, again=words)

    assert answer.status_code == 422
    assert "the name of this installation" in answer.text


def test_a_changed_password_ends_all_other_sessions(cast: Cast) -> None:
    noor = cast.person("operator", NOOR)
    elsewhere = cast.browser()
    cast.log_in(elsewhere, NOOR)

    answer = noor.send("/password", present=PASSWORD, new="seven loud red lanterns", again="seven loud red lanterns")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert noor.client.get("/queue", follow_redirects=False).status_code == 200
    assert elsewhere.get("/queue", follow_redirects=False).status_code == 303
    assert cast.log_in(cast.browser(), NOOR).status_code == 403


@pytest.mark.parametrize(
    ("present", "new", "again", "problem"),
    [
        (WRONG, "seven loud red lanterns", "seven loud red lanterns", "present password is not right"),
        (PASSWORD, "seven loud red lanterns", "seven loud red lamps", "not the same both times"),
        (PASSWORD, "short", "short", "at least 12 characters"),
        (PASSWORD, PASSWORD, PASSWORD, "is the present one"),
    ],
)
def test_a_password_is_changed_only_properly(cast: Cast, present: str, new: str, again: str, problem: str) -> None:
    answer = cast.person("operator", NOOR).send("/password", present=present, new=new, again=again)

    assert answer.status_code == 422
    assert problem in answer.text


def test_the_last_administrator_stays(cast: Cast) -> None:
    boss = cast.account("boss@larkfield.example", "administrator")

    with pytest.raises(UnfitAccount, match="last administrator"):
        cast.accounts.set_active(boss, False)
    with pytest.raises(UnfitAccount, match="last administrator"):
        cast.accounts.set_roles(boss, "operator")
    assert cast.accounts.get(boss).may("administration")


def test_an_administrator_makes_an_account_and_sees_its_password_once(cast: Cast) -> None:
    boss = cast.person("administrator")

    page = boss.send("/accounts", email="new@larkfield.example", name="New", role="editor").text
    password = page.split("<code>")[1].split("</code>")[0]

    assert cast.log_in(cast.browser(), "new@larkfield.example", password).headers["location"] == "/password"
    assert password not in boss.see("/accounts")
    assert cast.audited()[-2] == ("add editor new@larkfield.example", None)
