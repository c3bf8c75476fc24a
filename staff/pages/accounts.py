"""Let administrators make, change and remove accounts."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from staff.account_fields import LONGEST_EMAIL, LONGEST_SUBJECT, UnfitAccount, plain_email
from staff.accounts import Account, Accounts, UnknownAccount
from staff.pages.administration import table_id
from staff.request_context import Problem, RequestContext
from staff.roles import ROLES


def show_accounts(context: RequestContext) -> Response:
    """Show all accounts."""
    return _page(context)


def add_account(context: RequestContext) -> Response:
    """Make an account and show its first password, once."""
    email = context.field("email", LONGEST_EMAIL)
    try:
        password = context.services.accounts.add(
            email, context.field("name"), context.form.getlist("role"), context.account.email, context.field("team")
        )
    except UnfitAccount as unfit:
        return _page(context, 422, problem=str(unfit))
    return _page(context, whose=email, password=password)


def change_account(context: RequestContext) -> Response:
    """Change what an account is called, may do or logs in with; disable, enable or remove it."""
    accounts, by = context.services.accounts, context.account.email
    change = CHANGES.get(context.field("action"))
    if change is None:
        raise Problem(422, "There is no such action.")
    try:
        changed = accounts.get(table_id(str(context.request.path_params["id"])))
        password = change(context, accounts, changed, by)
    except UnknownAccount as unknown:
        raise Problem(404, str(unknown)) from None
    except UnfitAccount as unfit:
        return _page(context, 422, problem=str(unfit))
    if password is not None:
        return _page(context, whose=changed.email, password=password)
    return context.go("/accounts")


Change = Callable[[RequestContext, Accounts, Account, str], "str | None"]
"""Changes an account; returns a new password where one was made."""


def _give_password(_context: RequestContext, accounts: Accounts, changed: Account, by: str) -> str:
    return accounts.reset_password(changed.id, by)


def _give_roles(context: RequestContext, accounts: Accounts, changed: Account, by: str) -> None:
    accounts.set_roles(changed.id, context.form.getlist("role"), by)


def _rename(context: RequestContext, accounts: Accounts, changed: Account, by: str) -> None:
    accounts.rename(changed.id, context.field("name"), by)


def _give_team(context: RequestContext, accounts: Accounts, changed: Account, by: str) -> None:
    accounts.set_team(changed.id, context.field("team"), by)


def _link(context: RequestContext, accounts: Accounts, changed: Account, by: str) -> None:
    provider = context.services.provider
    if provider is None:
        raise UnfitAccount("RAREGUIDE_STAFF_OIDC_ISSUER is empty: there is no provider to link with.")
    accounts.link(changed.id, provider.issuer, context.field("subject", LONGEST_SUBJECT), by)


def _remove(context: RequestContext, accounts: Accounts, changed: Account, by: str) -> None:
    if plain_email(context.field("email", LONGEST_EMAIL)) != changed.email:
        raise UnfitAccount(f"To remove the account of {changed.name}, type its address: {changed.email}.")
    accounts.remove(changed.id, by)


CHANGES: dict[str, Change] = {
    "password": _give_password,
    "role": _give_roles,
    "rename": _rename,
    "team": _give_team,
    "remove": _remove,
    "link": _link,
    "unlink": lambda _context, accounts, changed, by: accounts.unlink(changed.id, by),
    "disable": lambda _context, accounts, changed, by: accounts.set_active(changed.id, False, by),
    "enable": lambda _context, accounts, changed, by: accounts.set_active(changed.id, True, by),
    "second-factor": lambda _context, accounts, changed, by: accounts.reset_second_factor(changed.id, by),
}


def _page(
    context: RequestContext, status: int = 200, problem: str = "", whose: str = "", password: str = ""
) -> Response:
    accounts = context.services.accounts.all()
    return context.show(
        "accounts.html",
        status,
        accounts=accounts,
        roles=ROLES,
        has_provider=context.services.provider is not None,
        teams=sorted({account.team for account in accounts if account.team}),
        problem=problem,
        whose=whose,
        password=password,
    )
