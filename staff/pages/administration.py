"""Show deliveries, the audit and the accounts to administrators."""

from __future__ import annotations

import json

from starlette.responses import Response

from handoff.delivery.destinations import configured_kinds
from handoff.requests.records import Delivery, UnknownDelivery
from staff import audit
from staff.accounts import UnfitAccount, UnknownAccount
from staff.request_context import Problem, RequestContext
from staff.roles import ROLES

LINES = 100
LARGEST_ID = 2**31 - 1
LONGEST_ID = 10


def show_deliveries(context: RequestContext) -> Response:
    """Show what waits to be sent, what was given up, and what would be sent if something were set up."""
    desk = context.services.desk
    waiting = desk.deliveries("waiting")
    return context.show(
        "deliveries.html",
        lists=(
            ("Given up", "Tried twelve times, or refused for good.", desk.dead_letters()),
            ("Failed, tried again", "", [delivery for delivery in waiting if delivery.attempts]),
            ("Waiting", "", [delivery for delivery in waiting if not delivery.attempts]),
            (
                "Not set up",
                "Nothing is set up to send requests with. This is what would have been sent.",
                desk.deliveries("unconfigured"),
            ),
        ),
        kinds=sorted(configured_kinds(context.services.settings)),
    )


def show_delivery(context: RequestContext) -> Response:
    """Show what a delivery holds; it may have contact details, so the audit says who looked."""
    delivery = _delivery(context)
    context.audit("see delivery", delivery.number)
    held = json.dumps(delivery.payload, indent=2, ensure_ascii=False)
    return context.show("delivery.html", delivery=delivery, held=held)


def retry_delivery(context: RequestContext) -> Response:
    """Let a delivery be tried again."""
    delivery = _delivery(context)
    if not context.audited_desk("retry delivery", delivery.number).retry_delivery(delivery.id):
        raise Problem(409, "This delivery is not one that was given up.")
    return context.go("/deliveries")


def show_audit(context: RequestContext) -> Response:
    """Show who did what, the newest first."""
    before = context.query("before")
    lines = audit.lines(context.services.engine, _id(before) if before else None, LINES)
    return context.show("audit.html", lines=lines, is_full=len(lines) == LINES)


def show_accounts(context: RequestContext) -> Response:
    """Show all accounts."""
    return _accounts(context)


def add_account(context: RequestContext) -> Response:
    """Make an account and show its first password, once."""
    email = context.field("email", 254)
    try:
        password = context.services.accounts.add(
            email, context.field("name", 100), context.field("role"), context.account.email
        )
    except UnfitAccount as unfit:
        return _accounts(context, 422, problem=str(unfit))
    return _accounts(context, whose=email, password=password)


def change_account(context: RequestContext) -> Response:
    """Give an account another role or password, reset its second factor, or disable or enable it."""
    accounts, by = context.services.accounts, context.account.email
    try:
        changed = accounts.get(_id(str(context.request.path_params["id"])))
        action = context.field("action")
        if action == "password":
            return _accounts(context, whose=changed.email, password=accounts.reset_password(changed.id, by))
        if action in ("disable", "enable"):
            accounts.set_active(changed.id, action == "enable", by)
        elif action == "second-factor":
            accounts.reset_second_factor(changed.id, by)
        elif action == "role":
            accounts.set_role(changed.id, context.field("role"), by)
        else:
            raise Problem(422, "There is no such action.")
    except UnknownAccount as unknown:
        raise Problem(404, str(unknown)) from None
    except UnfitAccount as unfit:
        return _accounts(context, 422, problem=str(unfit))
    return context.go("/accounts")


def _id(words: str) -> int:
    """Return an id of a table; raise `Problem` for what can be none."""
    if not words.isascii() or not words.isdecimal() or len(words) > LONGEST_ID or int(words) > LARGEST_ID:
        raise Problem(404, "There is no such page.")
    return int(words)


def _delivery(context: RequestContext) -> Delivery:
    try:
        return context.services.desk.delivery(_id(str(context.request.path_params["id"])))
    except UnknownDelivery:
        raise Problem(404, "There is no such delivery.") from None


def _accounts(
    context: RequestContext, status: int = 200, problem: str = "", whose: str = "", password: str = ""
) -> Response:
    return context.show(
        "accounts.html",
        status,
        accounts=context.services.accounts.all(),
        roles=ROLES,
        problem=problem,
        whose=whose,
        password=password,
    )
