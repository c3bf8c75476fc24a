"""Let people log in and out through the institution's own log-in."""

from __future__ import annotations

import logging

from starlette.responses import RedirectResponse, Response

from staff.access_control import cookie_of, drop_cookie, set_cookie
from staff.identity_provider import SECONDS_TO_LOG_IN, Attempt, IdentityProvider, ProviderProblem
from staff.pages.entry import own_path, show_log_in_form
from staff.provider_log_in import NotLetIn
from staff.request_context import Problem, RequestContext

logger = logging.getLogger(__name__)

COOKIE = "provider"


def begin(context: RequestContext) -> Response:
    """Send somebody to the provider."""
    try:
        address, attempt = _provider(context).begin(own_path(context.query("next")))
    except ProviderProblem as problem:
        return _refused(context, problem)
    response = RedirectResponse(address, 303)
    # Lax: the browser comes back from another site.
    set_cookie(context.services, response, COOKIE, attempt.cookie, samesite="lax", max_age=int(SECONDS_TO_LOG_IN))
    return response


def finish(context: RequestContext) -> Response:
    """Let somebody in who comes back from the provider, and open a session under a new number."""
    services = context.services
    provider = _provider(context)
    try:
        attempt = Attempt.of_cookie(cookie_of(services, context.request, COOKIE))
        identity = provider.finish(attempt, dict(context.request.query_params))
        account = services.provider_log_in.log_in(identity, attempt)
    except ProviderProblem as problem:
        return _refused(context, problem)
    except NotLetIn as refused:
        return _refused(context, ProviderProblem(str(refused)))
    if context.session is not None:
        services.sessions.end(context.session.token)
    # A page and no redirect: the session's cookie is sent only where this site itself leads on.
    response = context.show("provider.html", wanted=own_path(attempt.wanted))
    set_cookie(services, response, "session", services.sessions.open(account).token)
    drop_cookie(services, response, COOKIE, samesite="lax")
    return response


def leave(context: RequestContext) -> Response:
    """Lead to where the provider's own session is ended."""
    try:
        return RedirectResponse(_provider(context).leave_address(), 303)
    except ProviderProblem as problem:
        return _refused(context, problem)


def _provider(context: RequestContext) -> IdentityProvider:
    provider = context.services.provider
    if provider is None:
        raise Problem(404, "There is no such page.")
    return provider


def _refused(context: RequestContext, problem: ProviderProblem) -> Response:
    if problem.reason:
        logger.warning("A log-in through the OpenID Connect provider failed: %s.", problem.reason)
    response = show_log_in_form(context, problem.status, problem.sentence)
    drop_cookie(context.services, response, COOKIE, samesite="lax")
    return response
