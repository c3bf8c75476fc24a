"""Ask for the code of the second factor, and let people set theirs up."""

from __future__ import annotations

import pyotp
import segno
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from staff.access_control import drop_cookie, network_address, set_cookie
from staff.log_in import Refused
from staff.pages.entry import own_path
from staff.request_context import Problem, RequestContext
from staff.second_factor import ISSUER, WrongCode

WRONG = "That code did not work. Each is taken once; after five wrong ones, this is closed for 15 minutes."


def show_code(context: RequestContext) -> Response:
    """Show the form for the code."""
    return context.show("code.html", next=own_path(context.query("next")), problem="")


def give_code(context: RequestContext) -> Response:
    """Check the code, and open the session in full, under a new number."""
    services, wanted = context.services, own_path(context.form.get("next", ""))
    try:
        services.second_factors.check(context.account, context.field("code"), "log in")
    except WrongCode:
        return context.show("code.html", 403, next=wanted, problem=WRONG)
    services.sessions.end(context.token)
    response = RedirectResponse(wanted, 303)
    set_cookie(services, response, "session", services.sessions.open(context.account).token)
    return response


def begin_again(context: RequestContext) -> Response:
    """End a log-in whose code cannot be given."""
    context.services.sessions.end(context.token)
    response = RedirectResponse("/log-in", 303)
    drop_cookie(context.services, response, "session")
    return response


def show(context: RequestContext) -> Response:
    """Show whether there is a second factor, and what can be done about it."""
    return _page(context)


def change(context: RequestContext) -> Response:
    """Begin to set up a second factor, confirm it, make new recovery codes, or remove it."""
    action, factors, code = context.field("action"), context.services.second_factors, context.field("code")
    try:
        if action == "begin":
            return _begin(context)
        if action == "confirm":
            codes = factors.confirm(context.account, code)
            response = _page(context, codes=codes, is_set_up=True)
            # All sessions have ended with what they were opened under, this one as well.
            set_cookie(context.services, response, "session", context.services.sessions.open(context.account).token)
            return response
        if action == "codes":
            return _page(context, codes=factors.new_codes(context.account, code))
        if action == "remove" and not context.services.wants_second_factor(context.account):
            factors.remove(context.account, code)
            return context.go("/second-factor")
    except WrongCode:
        return _page(context, 422, WRONG, factors.begun(context.account) if action == "confirm" else None)
    raise Problem(422, "There is no such action.")


def _begin(context: RequestContext) -> Response:
    """Show a new secret to whoever has the password too: a page that was left open is not enough."""
    services, account = context.services, context.account
    try:
        services.log_in.log_in(
            account.email, context.form.get("present", ""), network_address(services, context.request)
        )
    except Refused:
        return _page(context, 422, "The password is not right, or too many tries have failed.")
    return _page(context, secret=services.second_factors.begin(account))


def _page(
    context: RequestContext,
    status: int = 200,
    problem: str = "",
    secret: str | None = None,
    codes: list[str] | None = None,
    is_set_up: bool = False,
) -> Response:
    return context.show(
        "second_factor.html",
        status,
        problem=problem,
        secret=secret,
        picture=_picture(secret, context.account.email) if secret else "",
        codes=codes or [],
        is_set_up=is_set_up or bool(context.session and context.session.has_second_factor),
        is_wanted=context.services.wants_second_factor(context.account),
    )


def _picture(secret: str, email: str) -> Markup:
    """Return the QR code of a secret as an SVG element, which no other address has to be asked for."""
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
    drawn = segno.make(address, micro=False).svg_inline(scale=5, dark="#000", light="#fff")
    return Markup(drawn)  # noqa: S704  (made of squares alone)
