"""Ask for the code of the second factor, and let people set theirs up."""

from __future__ import annotations

import pyotp
import segno
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from staff.access_control import drop_cookie, network_address, set_cookie
from staff.log_in import Refused
from staff.pages.entry import own_path
from staff.request_context import Problem, Visit
from staff.second_factor import ISSUER, WrongCode

WRONG = "That code did not work. Each is taken once; after five wrong ones, this is closed for 15 minutes."


def show_code(visit: Visit) -> Response:
    """Show the form for the code."""
    return visit.show("code.html", next=own_path(visit.query("next")), problem="")


def give_code(visit: Visit) -> Response:
    """Check the code, and open the session in full, under a new number."""
    site, wanted = visit.site, own_path(visit.form.get("next", ""))
    try:
        site.second_factors.check(visit.account, visit.field("code"), "log in")
    except WrongCode:
        return visit.show("code.html", 403, next=wanted, problem=WRONG)
    site.sessions.end(visit.token)
    response = RedirectResponse(wanted, 303)
    set_cookie(site, response, "session", site.sessions.open(visit.account).token)
    return response


def begin_again(visit: Visit) -> Response:
    """End a log-in whose code cannot be given."""
    visit.site.sessions.end(visit.token)
    response = RedirectResponse("/log-in", 303)
    drop_cookie(visit.site, response, "session")
    return response


def show(visit: Visit) -> Response:
    """Show whether there is a second factor, and what can be done about it."""
    return _page(visit)


def change(visit: Visit) -> Response:
    """Begin to set up a second factor, confirm it, make new recovery codes, or remove it."""
    action, factors, code = visit.field("action"), visit.site.second_factors, visit.field("code")
    try:
        if action == "begin":
            return _begin(visit)
        if action == "confirm":
            codes = factors.confirm(visit.account, code)
            response = _page(visit, codes=codes, is_set_up=True)
            # All sessions have ended with what they were opened under, this one as well.
            set_cookie(visit.site, response, "session", visit.site.sessions.open(visit.account).token)
            return response
        if action == "codes":
            return _page(visit, codes=factors.new_codes(visit.account, code))
        if action == "remove" and not visit.site.wants_second_factor(visit.account):
            factors.remove(visit.account, code)
            return visit.go("/second-factor")
    except WrongCode:
        return _page(visit, 422, WRONG, factors.begun(visit.account) if action == "confirm" else None)
    raise Problem(422, "There is no such action.")


def _begin(visit: Visit) -> Response:
    """Show a new secret to whoever has the password too: a page that was left open is not enough."""
    site, account = visit.site, visit.account
    try:
        site.log_in.log_in(account.email, visit.form.get("present", ""), network_address(site, visit.request))
    except Refused:
        return _page(visit, 422, "The password is not right, or too many tries have failed.")
    return _page(visit, secret=site.second_factors.begin(account))


def _page(
    visit: Visit,
    status: int = 200,
    problem: str = "",
    secret: str | None = None,
    codes: list[str] | None = None,
    is_set_up: bool = False,
) -> Response:
    return visit.show(
        "second_factor.html",
        status,
        problem=problem,
        secret=secret,
        picture=_picture(secret, visit.account.email) if secret else "",
        codes=codes or [],
        is_set_up=is_set_up or bool(visit.session and visit.session.has_second_factor),
        is_wanted=visit.site.wants_second_factor(visit.account),
    )


def _picture(secret: str, email: str) -> Markup:
    """Return the QR code of a secret as an SVG element, which no other address has to be asked for."""
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
    drawn = segno.make(address, micro=False).svg_inline(scale=5, dark="#000", light="#fff")
    return Markup(drawn)  # noqa: S704  (made of squares alone)
