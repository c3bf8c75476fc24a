"""Let only those through to a page who may see it, with forms that come from the site itself."""

from __future__ import annotations

import logging
from typing import Literal
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from conversations.encryption import CannotDecrypt
from handoff.requests.records import AlreadyClaimed, Erased, NotYours, UnknownRequest
from handoff.requests.states import NotAllowed
from staff.request_context import Page, Problem, RequestContext, log_in_address, problem_response, wants_json
from staff.services import Services
from staff.sessions import Session, is_form_token, new_token

logger = logging.getLogger(__name__)

CONFLICT = 409

ANYONE = "anyone"
ACCOUNT = "account"
"""Whoever is logged in."""
UNCHANGED = "account with a first password"
"""Whoever is logged in, also with a password that must be changed first, or without a second factor that is wanted."""
OWES_CODE = "account whose code is missing"
"""Whoever has given the right password alone, where that is not enough."""
CODE_PAGE = "/log-in/code"


class AccessControl:
    """Stand before one page; `needs` is a permission of `staff/roles.py` or one of the four above."""

    def __init__(self, services: Services, page: Page, needs: str) -> None:
        self.services = services
        self.page = page
        self.needs = needs

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        form: ImmutableMultiDict[str, str] = ImmutableMultiDict()
        if request.method == "POST":
            sent = await request.form(max_files=0, max_fields=50)
            fields = [(name, value) for name, value in sent.multi_items() if isinstance(value, str)]
            form = ImmutableMultiDict(fields)
        return await run_in_threadpool(self._answer, request, form)

    def _answer(self, request: Request, form: ImmutableMultiDict[str, str]) -> Response:
        session = None
        try:
            self._check_host(request)
            session = self._session(request)
            return self._with_form_cookie(request, form, session)
        except Problem as problem:
            return problem_response(self.services, request, problem, session)
        except UnknownRequest:
            return self._problem(request, 404, "There is no request with this number.", session)
        except AlreadyClaimed as problem:
            return self._problem(request, 409, f"{problem.operator_name} has this request already.", session)
        except Erased:
            return self._problem(
                request, 409, "The content of this request has been deleted; nothing is added.", session
            )
        except NotYours:
            return self._problem(request, 409, "Only who has this request can do that.", session)
        except NotAllowed:
            return self._problem(request, 409, "The request has changed meanwhile; this is not possible now.", session)
        except CannotDecrypt:
            return self._problem(request, 500, "This was encrypted with a key that is missing now.", session)

    def _problem(self, request: Request, status: int, sentence: str, session: Session | None) -> Response:
        number = str(request.path_params.get("number", "")) if status == CONFLICT else ""
        return problem_response(self.services, request, Problem(status, sentence), session, number)

    def _with_form_cookie(
        self, request: Request, form: ImmutableMultiDict[str, str], session: Session | None
    ) -> Response:
        known = session.token if session else cookie_of(self.services, request, "form")
        token = known or new_token()
        if request.method == "POST":
            self._check_form(request, form, known)
        if self.needs != ANYONE:
            if session is None:
                if wants_json(request):
                    raise Problem(401, "You have been logged out.")
                return RedirectResponse(log_in_address(request), 303)
            elsewhere = self._leads_elsewhere(request, session)
            if elsewhere is not None:
                return elsewhere
        response = self.page(RequestContext(self.services, request, form, token, session))
        if token != known and request.method == "GET":
            set_cookie(self.services, response, "form", token)
        return response

    def _leads_elsewhere(self, request: Request, session: Session) -> Response | None:
        """Lead to what an account owes before it may see a page: its code, a password of its own, a second factor."""
        if session.awaits_code and self.needs != OWES_CODE:
            if wants_json(request):
                raise Problem(401, "You have been logged out.")
            return RedirectResponse(log_in_address(request, CODE_PAGE), 303)
        if self.needs == OWES_CODE:
            return None if session.awaits_code else RedirectResponse("/", 303)
        self._check_permission(session)
        if self.needs == UNCHANGED:
            return None
        if session.account.must_change_password:
            return RedirectResponse("/password", 303)
        if self.services.wants_second_factor(session.account) and not session.has_second_factor:
            return RedirectResponse("/second-factor", 303)
        return None

    def _session(self, request: Request) -> Session | None:
        token = cookie_of(self.services, request, "session")
        session = self.services.sessions.find(token) if token else None
        # What the script sends or fetches by itself is no sign of a person; /presence says when there was one.
        if session is not None and not wants_json(request) and "x-by-script" not in request.headers:
            self.services.sessions.touch(session)
        return session

    def _check_permission(self, session: Session) -> None:
        if self.needs not in (ACCOUNT, UNCHANGED) and not session.account.may(self.needs):
            raise Problem(403, "Your account may not see this page.")

    def _check_host(self, request: Request) -> None:
        if self.services.hosts and request.url.hostname not in self.services.hosts:
            raise Problem(421, "The site is not called by this name; see RAREGUIDE_STAFF_URL.")

    def _check_form(self, request: Request, form: ImmutableMultiDict[str, str], token: str) -> None:
        """Refuse what another site sends: by its origin, and for want of the token."""
        origin = urlsplit(request.headers.get("origin", ""))
        own = {request.headers.get("host", ""), urlsplit(self.services.settings.staff_url).netloc} - {""}
        is_own = origin.scheme in ("http", "https") and origin.netloc in own
        if not is_own or not token or not is_form_token(token, form.get("token", "")):
            logger.warning("A form without a valid token or origin was refused.")
            raise Problem(403, "This form is no longer valid. Load the page again, and send it once more.")


def cookie_name(services: Services, what: str) -> str:
    """Return the name of the cookie of a session or of a form before log-in."""
    return f"__Host-rareguide_{what}" if services.is_secure else f"rareguide_{what}"


def cookie_of(services: Services, request: Request, what: str) -> str:
    """Return a cookie, empty where it was not sent."""
    return request.cookies.get(cookie_name(services, what), "")


def set_cookie(
    services: Services,
    response: Response,
    what: str,
    token: str,
    samesite: Literal["strict", "lax"] = "strict",
    max_age: int | None = None,
) -> None:
    """Set a cookie that no script reads and no other site sends; it goes with the browser, or after `max_age` seconds.

    With `lax` it is sent also where another site leads here.
    """
    name = cookie_name(services, what)
    response.set_cookie(
        name, token, max_age=max_age, path="/", secure=services.is_secure, httponly=True, samesite=samesite
    )


def drop_cookie(
    services: Services, response: Response, what: str, samesite: Literal["strict", "lax"] = "strict"
) -> None:
    """Remove a cookie."""
    response.delete_cookie(
        cookie_name(services, what), path="/", secure=services.is_secure, httponly=True, samesite=samesite
    )


def network_address(services: Services, request: Request) -> str:
    """Return where a request comes from: what the proxies of the settings say, else who connected."""
    said = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    count = services.settings.proxies
    if count and len(said) >= count:
        return said[-count]
    return request.client.host if request.client else ""
