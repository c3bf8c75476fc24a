"""Accounts: several roles, a team, another name, disabled, enabled and removed, on the site and at the terminal."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from commands import staff as commands
from commands.cli import app
from handoff.requests.presence import ABSENT_SECONDS
from handoff.requests.states import QUEUED
from rareguide.settings import Settings
from staff.account_fields import UnfitAccount
from staff.sessions import digest_of
from tests.staff.cast import Cast, Person

NOOR = "noor@larkfield.example"


@pytest.fixture
def boss(cast: Cast) -> Person:
    return cast.person("administrator")


@pytest.fixture
def noor(cast: Cast) -> Person:
    return cast.person("operator", NOOR, "Noor")


def test_who_has_several_roles_may_do_what_any_of_them_may(cast: Cast, boss: Person, noor: Person) -> None:
    assert boss.send(f"/accounts/{noor.id}", action="role", role=["editor", "operator"]).status_code == 303
    assert noor.client.get("/queue", follow_redirects=False).status_code == 303, "the roles end what was open"
    cast.log_in(noor.client, NOOR)

    assert cast.accounts.get(noor.id).roles == ("operator", "editor")
    assert noor.client.get("/queue").status_code == noor.client.get("/feedback").status_code == 200
    assert noor.client.get("/accounts").status_code == 403
    assert boss.send(f"/accounts/{noor.id}", action="role").status_code == 422
    assert boss.send(f"/accounts/{noor.id}", action="role", role="chief").status_code == 422


def test_a_new_name_and_a_team_end_no_log_in(cast: Cast, boss: Person, noor: Person) -> None:
    boss.send(f"/accounts/{noor.id}", action="rename", name=" Noor J. ")
    boss.send(f"/accounts/{noor.id}", action="team", team="Night line")

    account = cast.accounts.get(noor.id)
    assert (account.name, account.team) == ("Noor J.", "Night line")
    assert "Noor J." in noor.see("/queue")
    for unfit in ("", "x" * 101, "No\u202eor"):
        assert boss.send(f"/accounts/{noor.id}", action="rename", name=unfit).status_code == 422
    actions = [action for action, _ in cast.audited()]
    assert {f"rename account: {NOOR}", f"change team: {NOOR}"} <= set(actions)


def test_a_removed_account_is_out_and_its_requests_go_back(cast: Cast, boss: Person, noor: Person) -> None:
    number = cast.request().number
    noor.send(f"/requests/{number}/claim")
    noor.send(f"/requests/{number}/reply", text="Hello")

    refused = boss.send(f"/accounts/{noor.id}", action="remove", email="somebody@larkfield.example")
    removed = boss.send(f"/accounts/{noor.id}", action="remove", email="Noor@larkfield.example")

    assert (refused.status_code, removed.status_code) == (422, 303)
    assert noor.client.get("/queue", follow_redirects=False).status_code == 303
    assert cast.log_in(cast.browser(), NOOR).status_code == 403
    assert NOOR not in boss.see("/accounts")
    assert (f"remove account: {NOOR}", None) in cast.audited()
    cast.clock.now += ABSENT_SECONDS + 1
    cast.desk.expiry.tick()
    assert cast.desk.lookup.request(number).state == QUEUED
    assert "former colleague" in boss.see(f"/requests/{number}")
    assert cast.account("new@larkfield.example", "operator") > noor.id, "a number is given once"


def test_the_last_administrator_is_neither_removed_nor_made_less(cast: Cast) -> None:
    boss = cast.account("boss@larkfield.example", "administrator")
    cast.accounts.set_roles(boss, ["administrator", "editor"])
    for change in (
        lambda: cast.accounts.remove(boss),
        lambda: cast.accounts.set_active(boss, False),
        lambda: cast.accounts.set_roles(boss, "editor"),
    ):
        with pytest.raises(UnfitAccount, match="last administrator"):
            change()
    assert cast.accounts.get(boss).roles == ("editor", "administrator")
    second = cast.account("second@larkfield.example", "administrator")
    cast.accounts.remove(boss)
    assert [account.id for account in cast.accounts.all()] == [second]


def test_the_terminal_does_all_of_it_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "_accounts", lambda: cast.accounts)
    cast.account("boss@larkfield.example", "administrator")

    def run(*words: str) -> str:
        result = CliRunner().invoke(app, ["staff", *words])
        said: str = result.output
        assert result.exit_code == 0, said
        return said.strip()

    run("add", NOOR, "--name", "Noor", "--role", "operator", "--role", "editor", "--team", "Night line")
    noor = cast.accounts.by_email(NOOR)
    session = cast.services.sessions.open(noor)
    assert run("rename", NOOR, "--name", "Noor J.") == f"{NOOR} is called Noor J. now."
    assert digest_of(session.token) in cast.services.sessions.open_digests()
    assert f"{NOOR}  Noor J.  operator, editor  team Night line" in run("list")
    assert run("roles", NOOR, "--role", "editor") == f"{NOOR} is editor now."
    assert run("team", NOOR) == f"{NOOR} is in no team now."
    assert run("disable", NOOR) == f"{NOOR} can no longer log in."
    assert f"{NOOR}  Noor J.  editor  disabled" in run("list")
    assert run("enable", NOOR) == f"{NOOR} can log in again."
    assert run("remove", NOOR) == f"The account of {NOOR} is removed."
    for words in (("remove", NOOR), ("remove", "boss@larkfield.example"), ("roles", "boss@larkfield.example")):
        assert CliRunner().invoke(app, ["staff", *words]).exit_code != 0


def test_the_terminal_links_an_account_with_a_provider_and_unlinks_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "_accounts", lambda: cast.accounts)
    cast.account(NOOR, "operator")

    def run(*words: str) -> str:
        return str(CliRunner().invoke(app, ["staff", *words]).output).strip()

    assert run("link", NOOR, "s-1") == "RAREGUIDE_STAFF_OIDC_ISSUER is empty: there is no provider to link with."
    with_provider = {
        "staff_oidc_issuer": "https://a.example/",
        "staff_oidc_client_id": "b",
        "staff_oidc_roles": "c=editor",
    }
    monkeypatch.setattr(commands, "settings_or_exit", lambda: Settings(_env_file=None, **with_provider))
    assert run("link", NOOR, "s-1") == f"{NOOR} is let in by https://a.example as s-1 now."
    assert "A provider lets this account in. It has no password" in " ".join(run("password", NOOR).split())
    assert run("unlink", NOOR).startswith(f"{NOOR} has no way in now")
    assert "The password of" in run("password", NOOR)
    assert [action for action, _ in cast.audited()][-3:-1] == [
        f"link with provider: {NOOR}",
        f"unlink from provider: {NOOR}",
    ]
