"""The commands `rareguide staff`: serve the staff site and keep its accounts."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from sqlalchemy.exc import SQLAlchemyError

from commands.audit import audit_app
from commands.bootstrap import settings_or_exit
from rareguide.console import failure, out

if TYPE_CHECKING:
    from rareguide.settings import Settings
    from staff.accounts import Account, Accounts

staff_app = typer.Typer(help="The site of the people who take over, and their accounts.", no_args_is_help=True)
staff_app.add_typer(audit_app, name="audit")

EMAIL = typer.Argument(help="The account's address.")
WHICH_ROLES = "operator, editor or administrator; several with --role each."
ROLES_OPTION = typer.Option(["operator"], help=WHICH_ROLES)
REQUIRED_ROLES = typer.Option(..., "--role", help=WHICH_ROLES)
FIRST_PASSWORD = "The password of {email} is {password} and must be changed at the first log-in."  # noqa: S105


@staff_app.command()
def serve(
    until_input_ends: bool = typer.Option(False, help="End when standard input does; for a process that starts it."),
) -> None:
    """Serve the staff site alone; `rareguide run` does so too."""
    from bot.server.start_checks import CannotStart, check_staff_port
    from staff.accounts import first_account
    from staff.serve import serve as serve_staff
    from staff.services import address_of

    settings = settings_or_exit()
    if settings.staff_port == 0:
        raise failure("RAREGUIDE_STAFF_PORT is 0; give the staff site a port.")
    try:
        check_staff_port(settings)
    except CannotStart as problem:
        raise failure(str(problem)) from problem
    if until_input_ends:
        threading.Thread(target=_end_with_input, daemon=True).start()
    accounts = _accounts()
    first = first_account(accounts.engine) if settings.staff_passwords else None
    if first is not None:
        _hand_over(settings, *first)
    _say(f"The staff site: {address_of(settings)}")
    serve_staff(settings)


@staff_app.command()
def add(
    email: str = typer.Argument(help="The address that the person logs in with."),
    name: str = typer.Option(..., help="The name that visitors read."),
    role: list[str] = ROLES_OPTION,
    team: str = typer.Option("", help="The team whose canned responses the person has."),
) -> None:
    """Make an account and print its first password."""
    from staff.account_fields import UnfitAccount, plain_email

    try:
        password = _accounts().add(email, name, role, team=team)
    except UnfitAccount as problem:
        raise failure(str(problem)) from problem
    _say(FIRST_PASSWORD.format(email=plain_email(email), password=password))


@staff_app.command()
def password(email: str = EMAIL) -> None:
    """Give an account a new password, print it, and end its log-ins."""
    with _account_of(email) as (accounts, account):
        _say(FIRST_PASSWORD.format(email=account.email, password=accounts.reset_password(account.id)))
        if not account.is_active:
            _say(f"{account.email} is disabled and cannot log in; enable it: rareguide staff enable {account.email}")


@staff_app.command("reset-second-factor")
def reset_second_factor(email: str = EMAIL) -> None:
    """Take an account's second factor and recovery codes away, and end its log-ins."""
    with _account_of(email) as (accounts, account):
        accounts.reset_second_factor(account.id)
        _say(f"{account.email} logs in with the password alone now, and can set up a second factor again.")


@staff_app.command("list")
def list_accounts() -> None:
    """List the accounts."""
    for account in _accounts().all():
        team = f"  team {account.team}" if account.team else ""
        disabled = "" if account.is_active else "  disabled"
        _say(f"{account.email}  {account.name}  {', '.join(account.roles)}{team}{disabled}")


@staff_app.command()
def rename(email: str = EMAIL, name: str = typer.Option(..., help="The name that visitors read from now on.")) -> None:
    """Give an account another name."""
    with _account_of(email) as (accounts, account):
        accounts.rename(account.id, name)
        _say(f"{account.email} is called {name.strip()} now.")


@staff_app.command()
def roles(email: str = EMAIL, role: list[str] = REQUIRED_ROLES) -> None:
    """Give an account its roles, in place of those that it has, and end its log-ins."""
    with _account_of(email) as (accounts, account):
        accounts.set_roles(account.id, role)
        _say(f"{account.email} is {', '.join(accounts.get(account.id).roles)} now.")


@staff_app.command()
def team(email: str = EMAIL, name: str = typer.Argument("", help="The team; left out for none.")) -> None:
    """Put an account into a team, or into none."""
    with _account_of(email) as (accounts, account):
        accounts.set_team(account.id, name)
        _say(f"{account.email} is in {f'the team {name.strip()}' if name.strip() else 'no team'} now.")


@staff_app.command()
def link(
    email: str = EMAIL, subject: str = typer.Argument(help="What the OpenID Connect provider knows the person as.")
) -> None:
    """Have the provider let the owner of an account in, instead of the password, and end its log-ins."""
    with _account_of(email) as (accounts, account):
        issuer = settings_or_exit().staff_oidc_issuer.rstrip("/")
        if not issuer:
            raise failure("RAREGUIDE_STAFF_OIDC_ISSUER is empty: there is no provider to link with.")
        accounts.link(account.id, issuer, subject)
        _say(f"{account.email} is let in by {issuer} as {subject} now.")


@staff_app.command()
def unlink(email: str = EMAIL) -> None:
    """Take an account's link with the provider away, and end its log-ins."""
    with _account_of(email) as (accounts, account):
        accounts.unlink(account.id)
        _say(f"{account.email} has no way in now; give it a password: rareguide staff password {account.email}")


@staff_app.command()
def disable(email: str = EMAIL) -> None:
    """Disable an account and end its log-ins."""
    with _account_of(email) as (accounts, account):
        accounts.set_active(account.id, False)
        _say(f"{account.email} can no longer log in.")


@staff_app.command()
def enable(email: str = EMAIL) -> None:
    """Let a disabled account log in again."""
    with _account_of(email) as (accounts, account):
        accounts.set_active(account.id, True)
        _say(f"{account.email} can log in again.")


@staff_app.command()
def remove(email: str = EMAIL) -> None:
    """Remove an account; what it did stays in the audit, and its requests go back to the queue."""
    with _account_of(email) as (accounts, account):
        accounts.remove(account.id)
        _say(f"The account of {account.email} is removed.")


@contextmanager
def _account_of(email: str) -> Iterator[tuple[Accounts, Account]]:
    """Give the accounts and that of an address; end with a sentence where there is none, or it cannot be changed so."""
    from staff.account_fields import UnfitAccount
    from staff.accounts import UnknownAccount

    accounts = _accounts()
    try:
        yield accounts, accounts.by_email(email)
    except (UnknownAccount, UnfitAccount) as problem:
        raise failure(str(problem)) from problem


def _accounts() -> Accounts:
    from conversations.database import open_conversations
    from rareguide.services import why_unusable
    from staff.accounts import Accounts

    settings = settings_or_exit()
    try:
        return Accounts(open_conversations(settings.conversations_url), settings=settings)
    except (SQLAlchemyError, OSError) as problem:
        raise failure(why_unusable(settings, settings.conversations_url, problem)) from problem


def _say(sentence: str) -> None:
    out.print(sentence, markup=False, highlight=False, soft_wrap=True)


def _hand_over(settings: Settings, email: str, password: str) -> None:
    from staff.first_password import hand_over

    try:
        _say(hand_over(settings, email, password))
    except OSError as problem:
        raise failure(
            f"The first password cannot be written ({problem.strerror}: {problem.filename}); see RAREGUIDE_DATA_DIR. "
            f"Give {email} another one: .venv/bin/rareguide staff password {email}"
        ) from problem


def _end_with_input() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
