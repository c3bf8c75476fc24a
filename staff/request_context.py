"""Hold one visit of a page: who comes, with which form, and what is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sqlalchemy.engine import Connection
from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from handoff.requests.desk import Desk
from rareguide.database import writing
from staff import audit
from staff.accounts import Account
from staff.roles import REQUESTS
from staff.services import Services
from staff.sessions import Session, form_token


class Problem(Exception):
    """Something cannot be done; the sentence is shown, with a status of HTTP."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


@dataclass(frozen=True)
class RequestContext:
    """Hold what a page needs to answer one request."""

    services: Services
    request: Request
    form: ImmutableMultiDict[str, str]
    token: str
    """The cookie that forms belong to: the session's, or before log-in one of its own."""
    session: Session | None

    @property
    def account(self) -> Account:
        """Return who is logged in; raise `Problem`."""
        if self.session is None:
            raise Problem(401, "Please log in.")
        return self.session.account

    @property
    def number(self) -> str:
        """Return the request's number in the address."""
        return str(self.request.path_params["number"])

    @property
    def wants_json(self) -> bool:
        """Return whether the script of the page asks, rather than a form."""
        return wants_json(self.request)

    def field(self, name: str, longest: int = 200) -> str:
        """Return a field of the form without space around it; raise `Problem` where it is too long."""
        value = self.form.get(name, "").strip()
        if len(value) > longest:
            raise Problem(422, f"That is too long: at most {longest} characters.")
        return value

    def query(self, name: str) -> str:
        """Return a value from the address."""
        return self.request.query_params.get(name, "").strip()[:200]

    def show(self, template: str, status: int = 200, **values: Any) -> Response:
        """Return a page."""
        return HTMLResponse(self.text(template, **values), status)

    def text(self, template: str, **values: Any) -> str:
        """Fill in a template."""
        return self.services.templates.get_template(template).render(
            account=self.session.account if self.session and not self.session.awaits_code else None,
            token=form_token(self.token),
            path=self.request.url.path,
            address=own_address(self.request),
            follows=follows(self.services, self.session),
            provider_name=self.services.settings.staff_oidc_name,
            **values,
        )

    def go(self, path: str) -> Response:
        """Lead to another page after a form; the script only learns that it is done."""
        return Response(status_code=204) if self.wants_json else RedirectResponse(path, 303)

    @property
    def is_by_script(self) -> bool:
        """Return whether an open page asks by itself, which is no sign of a person."""
        return "x-by-script" in self.request.headers

    def audit(self, action: str, number: str | None = None) -> None:
        """Write a line on what the account does."""
        with writing(self.services.engine) as connection:
            self.audit_with(connection, action, number)

    def audit_reading(self, action: str, number: str | None = None) -> None:
        """Write a line on what the account reads; what an open page reads again by itself leaves one now and then."""
        services = self.services
        if self.is_by_script and audit.has_fresh_line(
            services.engine, services.clock(), self.account.id, action, number
        ):
            return
        self.audit(action, number)

    def audited_desk(self, action: str, number: str | None) -> Desk:
        """Return the desk for one act: its line in the audit is written with it, or neither is."""
        return self.services.desk.with_hook(lambda connection: self.audit_with(connection, action, number))

    def audit_with(self, connection: Connection, action: str, number: str | None = None) -> None:
        """Write a line on what the account does in the caller's transaction: both are kept, or neither is."""
        audit.write_line(connection, self.services.clock(), self.account.id, self.account.email, action, number)


Page = Callable[[RequestContext], Response]


def wants_json(request: Request) -> bool:
    """Return whether an answer is for the script."""
    return request.headers.get("accept", "").startswith("application/json")


def follows(services: Services, session: Session | None) -> bool:
    """Return whether a page is told what changes, so that nobody waits unseen: where its account may see requests."""
    if session is None or session.awaits_code or not session.account.may(REQUESTS):
        return False
    owes_factor = services.wants_second_factor(session.account) and not session.has_second_factor
    return not (session.account.must_change_password or owes_factor)


def own_address(request: Request) -> str:
    """Return the address of a page that is shown after another log-in; that of a form's answer is the start page."""
    return wanted_address(request) if request.method == "GET" else "/"


def wanted_address(request: Request) -> str:
    """Return the path of a request with its query."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def problem_response(
    services: Services, request: Request, problem: Problem, session: Session | None = None, number: str = ""
) -> Response:
    """Return a plain page, with the way back to a request where there is one, or for the script a sentence."""
    if wants_json(request):
        return JSONResponse({"problem": problem.sentence}, problem.status)
    page = services.templates.get_template("problem.html")
    words = page.render(
        sentence=problem.sentence,
        account=session.account if session and not session.awaits_code else None,
        token=form_token(session.token) if session else "",
        path=request.url.path,
        address="/",
        follows=follows(services, session),
        number=number,
    )
    return HTMLResponse(words, problem.status)


def log_in_address(request: Request, page: str = "/log-in") -> str:
    """Return where to log in, with the page that was asked for."""
    wanted = wanted_address(request)
    return f"{page}?next={quote(wanted)}" if request.method == "GET" and wanted != "/" else page
