"""Let people log in and out, and change their password."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from staff import audit
from staff.access_control import CODE_PAGE, drop_cookie, network_address, set_cookie
from staff.log_in import Refused
from staff.passwords import LONGEST, SHORTEST, UnfitPassword
from staff.request_context import RequestContext
from staff.roles import REQUESTS

REFUSED = "That did not work. After five failed tries, logging in is closed for 15 minutes."


def home(context: RequestContext) -> Response:
    """Lead to the page that the account works on."""
    return RedirectResponse("/queue" if context.account.may(REQUESTS) else "/feedback", 303)


def show_log_in(context: RequestContext) -> Response:
    """Show the form to log in."""
    if context.session is not None and not context.session.awaits_code:
        return RedirectResponse(own_path(context.query("next")), 303)
    return show_log_in_form(context, wanted=own_path(context.query("next")))


def show_log_in_form(
    context: RequestContext, status: int = 200, problem: str = "", wanted: str = "/", email: str = ""
) -> Response:
    """Show the ways to log in, with what is wrong."""
    return context.show(
        "log_in.html",
        status,
        next=wanted,
        problem=problem,
        email=email,
        has_provider=context.services.provider is not None,
        has_left=context.query("left") == "provider",
        takes_passwords=context.services.settings.staff_passwords,
    )


def log_in(context: RequestContext) -> Response:
    """Check address and password, and open a session under a new number."""
    services, wanted, email = context.services, own_path(context.form.get("next", "")), context.field("email", 254)
    try:
        account = services.log_in.log_in(
            email, context.form.get("password", ""), network_address(services, context.request)
        )
    except Refused:
        return show_log_in_form(context, 403, REFUSED, wanted, email)
    if context.session is not None:
        services.sessions.end(context.session.token)
    owes_code = services.second_factors.is_set_up(account)
    leads_to = CODE_PAGE if owes_code else ("/password" if account.must_change_password else wanted)
    if owes_code and wanted != "/":
        leads_to += f"?next={quote(wanted)}"
    response = RedirectResponse(leads_to, 303)
    set_cookie(services, response, "session", services.sessions.open(account, owes_code).token)
    drop_cookie(services, response, "form")
    return response


def log_out(context: RequestContext) -> Response:
    """End the session; the operator is not there any more."""
    context.audit("log out")
    context.services.desk.operators.absent(context.account.id)
    context.services.sessions.end(context.token)
    is_let_in_by_provider = context.services.provider is not None and context.account.subject is not None
    response = RedirectResponse("/log-in?left=provider" if is_let_in_by_provider else "/log-in", 303)
    drop_cookie(context.services, response, "session")
    return response


def show_password(context: RequestContext) -> Response:
    """Show the form to change the password."""
    return context.show("password.html", problem="", shortest=SHORTEST)


def change_password(context: RequestContext) -> Response:
    """Change the password after the present one has been given; all other sessions end."""
    services, account = context.services, context.account
    new = context.form.get("new", "")
    problem = ""
    if new != context.form.get("again", ""):
        problem = "The new password was not the same both times."
    elif new == context.form.get("present", ""):
        problem = "The new password is the present one."
    else:
        try:
            services.log_in.log_in(
                account.email, context.form.get("present", ""), network_address(services, context.request)
            )
            services.accounts.change_password(account, new[: LONGEST + 1])
        except Refused:
            problem = "The present password is not right, or too many tries have failed."
        except UnfitPassword as unfit:
            problem = str(unfit)
    if problem:
        return context.show("password.html", 422, problem=problem, shortest=SHORTEST)
    response = RedirectResponse("/", 303)
    set_cookie(services, response, "session", services.sessions.open(services.accounts.get(account.id)).token)
    return response


def own_path(wanted: str) -> str:
    """Return a path of this site: the wanted one if it is one."""
    is_own = wanted.startswith("/") and not wanted.startswith(("//", "/\\", "/log-in")) and wanted.isprintable()
    return wanted if is_own else "/"


def health(context: RequestContext) -> Response:
    """Answer as long as the process runs and its database can be read, with how far behind open pages are."""
    services = context.services
    audit.lines(services.engine, limit=1)
    words = [
        "behind" if services.live_updates.is_behind else "ok",
        f"seconds behind: {services.live_updates.seconds_behind:.0f}",
        *(f"restarts: {work.restarts} ({work.name})" for work in services.supervised),
    ]
    status = 503 if services.live_updates.is_behind else 200
    return Response("\n".join(words) + "\n", status, media_type="text/plain")
