"""Put the pages behind their doors."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from rareguide.settings import Settings
from staff.access_control import ACCOUNT, ANYONE, OWES_CODE, UNCHANGED, AccessControl
from staff.headers import HEADERS, SecurityHeaders
from staff.pages import (
    accounts,
    administration,
    answers,
    canned_responses,
    entry,
    figures,
    find,
    live,
    provider,
    quality,
    queue,
    request,
    request_actions,
    second_factor,
)
from staff.request_context import Page, Problem, problem_response
from staff.roles import ADMINISTRATION, ANSWERS, FEEDBACK, FIGURES, REQUESTS, RESPONSES
from staff.services import Services, open_services

logger = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
LONGEST_FORM = 200_000
NOT_FOUND = 404

PAGES: tuple[tuple[str, str, Page, str], ...] = (
    ("GET", "/health", entry.health, ANYONE),
    ("GET", "/log-in", entry.show_log_in, ANYONE),
    ("POST", "/log-in", entry.log_in, ANYONE),
    ("GET", "/log-in/provider", provider.begin, ANYONE),
    ("GET", "/log-in/provider/done", provider.finish, ANYONE),
    ("GET", "/log-in/provider/leave", provider.leave, ANYONE),
    ("GET", "/log-in/code", second_factor.show_code, OWES_CODE),
    ("POST", "/log-in/code", second_factor.give_code, OWES_CODE),
    ("POST", "/log-in/again", second_factor.begin_again, OWES_CODE),
    ("POST", "/log-out", entry.log_out, UNCHANGED),
    ("GET", "/second-factor", second_factor.show, UNCHANGED),
    ("POST", "/second-factor", second_factor.change, UNCHANGED),
    ("GET", "/password", entry.show_password, UNCHANGED),
    ("POST", "/password", entry.change_password, UNCHANGED),
    ("GET", "/", entry.home, ACCOUNT),
    ("GET", "/queue", queue.show_queue, REQUESTS),
    ("GET", "/live", live.stream, REQUESTS),
    ("GET", "/live/now", live.now, REQUESTS),
    ("POST", "/presence", request_actions.presence, REQUESTS),
    ("POST", "/away", request_actions.away, REQUESTS),
    ("GET", "/requests", find.show_found, REQUESTS),
    ("GET", "/requests.csv", find.export_found, ADMINISTRATION),
    ("GET", "/requests/{number}", request.show_request, REQUESTS),
    ("POST", "/requests/{number}/contact", request.show_contact, REQUESTS),
    ("POST", "/requests/{number}/claim", request_actions.claim, REQUESTS),
    ("POST", "/requests/{number}/release", request_actions.release, REQUESTS),
    ("POST", "/requests/{number}/transfer", request_actions.transfer, REQUESTS),
    ("POST", "/requests/{number}/take-over", request_actions.take_over, REQUESTS),
    ("POST", "/requests/{number}/reply", request_actions.reply, REQUESTS),
    ("POST", "/requests/{number}/note", request_actions.note, REQUESTS),
    ("POST", "/requests/{number}/close", request_actions.close, REQUESTS),
    ("POST", "/requests/{number}/hand-back", request_actions.hand_back, REQUESTS),
    ("POST", "/requests/{number}/reopen", request_actions.reopen, REQUESTS),
    ("POST", "/requests/{number}/typing", request_actions.typing, REQUESTS),
    ("POST", "/requests/{number}/read", request_actions.read, REQUESTS),
    ("GET", "/choices", answers.show_choices, REQUESTS),
    ("GET", "/answers", answers.show_answers, ANSWERS),
    ("GET", "/replies", canned_responses.show_responses, RESPONSES),
    ("POST", "/replies", canned_responses.add_response, RESPONSES),
    ("POST", "/replies/{id:int}", canned_responses.change_response, RESPONSES),
    ("GET", "/replies/{id:int}/filled-in", canned_responses.show_filled_in, REQUESTS),
    ("GET", "/figures", figures.show_figures, FIGURES),
    ("GET", "/figures.csv", figures.export_figures, FIGURES),
    ("GET", "/feedback", quality.show_feedback, FEEDBACK),
    ("GET", "/unanswered", quality.show_unanswered, FEEDBACK),
    ("GET", "/deliveries", administration.show_deliveries, ADMINISTRATION),
    ("GET", "/deliveries/{id:int}", administration.show_delivery, ADMINISTRATION),
    ("POST", "/deliveries/{id:int}/retry", administration.retry_delivery, ADMINISTRATION),
    ("GET", "/audit", administration.show_audit, ADMINISTRATION),
    ("GET", "/accounts", accounts.show_accounts, ADMINISTRATION),
    ("POST", "/accounts", accounts.add_account, ADMINISTRATION),
    ("POST", "/accounts/{id:int}", accounts.change_account, ADMINISTRATION),
)
"""Every page: its method, its address, what answers it, and what it takes to see it."""


def build_app(settings: Settings, clock: Callable[[], float] = time.time) -> Starlette:
    """Return the staff site; while it runs, it also lets the desk's time pass and sends what is due.

    Raises `ValueError` when the desk's settings are wrong, and SQLAlchemy's errors when a database cannot be opened.
    """
    services = open_services(settings, clock)
    app = Starlette(
        routes=[
            *(
                Route(path, AccessControl(services, page, needs).answer, methods=[method])
                for method, path, page, needs in PAGES
            ),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(SecurityHeaders, is_secure=services.is_secure)],
        exception_handlers={HTTPException: _refusal(services), Exception: _failure(services)},
        lifespan=_lifespan(services),
        max_body_size=LONGEST_FORM,
    )
    app.state.services = services
    return app


def _lifespan(services: Services) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(work.run()) for work in services.supervised]
        yield
        await services.live_updates.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    return lifespan


def _refusal(services: Services) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, HTTPException)  # noqa: S101  (it is registered for that alone)
        is_missing = problem.status_code == NOT_FOUND
        sentence = "There is no such page." if is_missing else "This request cannot be answered."
        return problem_response(services, request, Problem(problem.status_code, sentence))

    return answer


def _failure(services: Services) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, problem: Exception) -> Response:
        logger.error("A page failed (%s).", type(problem).__name__)
        response = problem_response(services, request, Problem(500, "Something went wrong here. Please try again."))
        # Starlette answers this one outside its middleware.
        response.headers.update({**HEADERS, "Cache-Control": "no-store"})
        return response

    return answer
