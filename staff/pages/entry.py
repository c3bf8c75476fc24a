"""Let people log in and out, and change their password."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from staff import audit
from staff.access_control import CODE_PAGE, drop_cookie, network_address, set_cookie
from staff.log_in import Refused
from staff.passwords import LONGEST, SHORTEST, UnfitPassword
from staff.request_context import Visit
from staff.roles import REQUESTS

REFUSED = "That did not work. After five failed tries, logging in is closed for 15 minutes."


def home(visit: Visit) -> Response:
    """Lead to the page that the account works on."""
    return RedirectResponse("/queue" if visit.account.may(REQUESTS) else "/feedback", 303)


def show_log_in(visit: Visit) -> Response:
    """Show the form to log in."""
    if visit.session is not None and not visit.session.awaits_code:
        return RedirectResponse(own_path(visit.query("next")), 303)
    return visit.show("log_in.html", next=own_path(visit.query("next")), problem="", email="")


def log_in(visit: Visit) -> Response:
    """Check address and password, and open a session under a new number."""
    site, wanted, email = visit.site, own_path(visit.form.get("next", "")), visit.field("email", 254)
    try:
        account = site.log_in.log_in(email, visit.form.get("password", ""), network_address(site, visit.request))
    except Refused:
        return visit.show("log_in.html", 403, next=wanted, problem=REFUSED, email=email)
    if visit.session is not None:
        site.sessions.end(visit.session.token)
    owes_code = site.second_factors.is_set_up(account)
    leads_to = CODE_PAGE if owes_code else ("/password" if account.must_change_password else wanted)
    if owes_code and wanted != "/":
        leads_to += f"?next={quote(wanted)}"
    response = RedirectResponse(leads_to, 303)
    set_cookie(site, response, "session", site.sessions.open(account, owes_code).token)
    drop_cookie(site, response, "form")
    return response


def log_out(visit: Visit) -> Response:
    """End the session; the operator is not there any more."""
    visit.audit("log out")
    visit.site.desk.absent(visit.account.id)
    visit.site.sessions.end(visit.token)
    response = RedirectResponse("/log-in", 303)
    drop_cookie(visit.site, response, "session")
    return response


def show_password(visit: Visit) -> Response:
    """Show the form to change the password."""
    return visit.show("password.html", problem="", shortest=SHORTEST)


def change_password(visit: Visit) -> Response:
    """Change the password after the present one has been given; all other sessions end."""
    site, account = visit.site, visit.account
    new = visit.form.get("new", "")
    problem = ""
    if new != visit.form.get("again", ""):
        problem = "The new password was not the same both times."
    elif new == visit.form.get("present", ""):
        problem = "The new password is the present one."
    else:
        try:
            site.log_in.log_in(account.email, visit.form.get("present", ""), network_address(site, visit.request))
            site.accounts.change_password(account, new[: LONGEST + 1])
        except Refused:
            problem = "The present password is not right, or too many tries have failed."
        except UnfitPassword as unfit:
            problem = str(unfit)
    if problem:
        return visit.show("password.html", 422, problem=problem, shortest=SHORTEST)
    response = RedirectResponse("/", 303)
    set_cookie(site, response, "session", site.sessions.open(site.accounts.get(account.id)).token)
    return response


def own_path(wanted: str) -> str:
    """Return a path of this site: the wanted one if it is one."""
    is_own = wanted.startswith("/") and not wanted.startswith(("//", "/\\", "/log-in")) and wanted.isprintable()
    return wanted if is_own else "/"


def health(visit: Visit) -> Response:
    """Answer as long as the process runs and its database can be read, with how far behind open pages are."""
    site = visit.site
    audit.lines(site.engine, limit=1)
    words = [
        "behind" if site.watch.is_behind else "ok",
        f"seconds behind: {site.watch.seconds_behind:.0f}",
        *(f"restarts: {work.restarts} ({work.name})" for work in site.supervised),
    ]
    status = 503 if site.watch.is_behind else 200
    return Response("\n".join(words) + "\n", status, media_type="text/plain")
