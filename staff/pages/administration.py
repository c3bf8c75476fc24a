"""Show deliveries, the audit and the accounts to administrators."""

from __future__ import annotations

import json

from starlette.responses import Response

from handoff.delivery.destinations import configured_kinds
from handoff.requests.records import Delivery, UnknownDelivery
from staff import audit
from staff.accounts import UnfitAccount, UnknownAccount
from staff.request_context import Problem, Visit
from staff.roles import ROLES

LINES = 100
LARGEST_ID = 2**31 - 1
LONGEST_ID = 10


def show_deliveries(visit: Visit) -> Response:
    """Show what waits to be sent, what was given up, and what would be sent if something were set up."""
    desk = visit.site.desk
    waiting = desk.deliveries("waiting")
    return visit.show(
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
        kinds=sorted(configured_kinds(visit.site.settings)),
    )


def show_delivery(visit: Visit) -> Response:
    """Show what a delivery holds; it may have contact details, so the audit says who looked."""
    delivery = _delivery(visit)
    visit.audit("see delivery", delivery.number)
    held = json.dumps(delivery.payload, indent=2, ensure_ascii=False)
    return visit.show("delivery.html", delivery=delivery, held=held)


def retry_delivery(visit: Visit) -> Response:
    """Let a delivery be tried again."""
    delivery = _delivery(visit)
    if not visit.audited_desk("retry delivery", delivery.number).retry_delivery(delivery.id):
        raise Problem(409, "This delivery is not one that was given up.")
    return visit.go("/deliveries")


def show_audit(visit: Visit) -> Response:
    """Show who did what, the newest first."""
    before = visit.query("before")
    lines = audit.lines(visit.site.engine, _id(before) if before else None, LINES)
    return visit.show("audit.html", lines=lines, is_full=len(lines) == LINES)


def show_accounts(visit: Visit) -> Response:
    """Show all accounts."""
    return _accounts(visit)


def add_account(visit: Visit) -> Response:
    """Make an account and show its first password, once."""
    email = visit.field("email", 254)
    try:
        password = visit.site.accounts.add(email, visit.field("name", 100), visit.field("role"), visit.account.email)
    except UnfitAccount as unfit:
        return _accounts(visit, 422, problem=str(unfit))
    return _accounts(visit, whose=email, password=password)


def change_account(visit: Visit) -> Response:
    """Give an account another role or password, reset its second factor, or disable or enable it."""
    accounts, by = visit.site.accounts, visit.account.email
    try:
        changed = accounts.get(_id(str(visit.request.path_params["id"])))
        action = visit.field("action")
        if action == "password":
            return _accounts(visit, whose=changed.email, password=accounts.reset_password(changed.id, by))
        if action in ("disable", "enable"):
            accounts.set_active(changed.id, action == "enable", by)
        elif action == "second-factor":
            accounts.reset_second_factor(changed.id, by)
        elif action == "role":
            accounts.set_role(changed.id, visit.field("role"), by)
        else:
            raise Problem(422, "There is no such action.")
    except UnknownAccount as unknown:
        raise Problem(404, str(unknown)) from None
    except UnfitAccount as unfit:
        return _accounts(visit, 422, problem=str(unfit))
    return visit.go("/accounts")


def _id(words: str) -> int:
    """Return an id of a table; raise `Problem` for what can be none."""
    if not words.isascii() or not words.isdecimal() or len(words) > LONGEST_ID or int(words) > LARGEST_ID:
        raise Problem(404, "There is no such page.")
    return int(words)


def _delivery(visit: Visit) -> Delivery:
    try:
        return visit.site.desk.delivery(_id(str(visit.request.path_params["id"])))
    except UnknownDelivery:
        raise Problem(404, "There is no such delivery.") from None


def _accounts(visit: Visit, status: int = 200, problem: str = "", whose: str = "", password: str = "") -> Response:
    return visit.show(
        "accounts.html",
        status,
        accounts=visit.site.accounts.all(),
        roles=ROLES,
        problem=problem,
        whose=whose,
        password=password,
    )
