"""Put together what the pages of the site work with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from jinja2 import Environment
from sqlalchemy.engine import Engine

from conversations.database import open_conversations
from handoff.requests.desk import Desk
from handoff.worker import keep_working
from knowledge.schema import migrate_store
from knowledge.store import KnowledgeStore
from rareguide.address_kinds import is_loopback
from rareguide.database import open_database
from rareguide.settings import Settings
from staff.accounts import Account, Accounts
from staff.audit_chain import keep_retention
from staff.canned_answers import AnswerSearch
from staff.canned_responses import CannedResponses
from staff.identity_provider import IdentityProvider
from staff.live_updates import LiveUpdates, read_snapshot
from staff.log_in import LogIn
from staff.provider_log_in import ProviderLogIn
from staff.queue_view import QueueViews
from staff.roles import ADMINISTRATOR
from staff.second_factor import SecondFactors
from staff.sessions import Sessions
from staff.supervision import Supervised
from staff.templates import page_templates


@dataclass(frozen=True)
class Services:
    """Hold the parts of one process."""

    settings: Settings
    engine: Engine
    desk: Desk
    store: KnowledgeStore
    answers: AnswerSearch
    responses: CannedResponses
    accounts: Accounts
    sessions: Sessions
    log_in: LogIn
    second_factors: SecondFactors
    provider: IdentityProvider | None
    provider_log_in: ProviderLogIn
    live_updates: LiveUpdates
    queue_views: QueueViews
    supervised: tuple[Supervised, ...]
    templates: Environment
    clock: Callable[[], float]

    def wants_second_factor(self, account: Account) -> bool:
        """Return whether an account may do nothing without a second factor, by the settings.

        What else it takes to log in through a provider is the provider's matter.
        """
        if account.subject is not None:
            return False
        wanted = self.settings.staff_second_factor
        return wanted == "all" or (wanted == "administrators" and ADMINISTRATOR in account.roles)

    @property
    def is_secure(self) -> bool:
        """Return whether cookies may travel over TLS only: wherever the site is not for this machine alone."""
        return not is_loopback(self.settings.staff_host) or self.settings.staff_url.startswith("https:")

    @property
    def hosts(self) -> frozenset[str]:
        """Return the names that the site answers to; empty for any."""
        public = urlsplit(self.settings.staff_url).hostname
        if not public and not is_loopback(self.settings.staff_host):
            return frozenset()
        return frozenset({"localhost", "127.0.0.1", "::1", self.settings.staff_host, *([public] if public else [])})


def address_of(settings: Settings) -> str:
    """Return where the site is reached; from this machine, where it listens at every address."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "localhost", "": "127.0.0.1"}  # noqa: S104
    host = settings.staff_host
    shown = everywhere.get(host, f"[{host}]" if ":" in host else host)
    return settings.staff_url or f"http://{shown}:{settings.staff_port}/"


def _provider(settings: Settings, clock: Callable[[], float]) -> IdentityProvider | None:
    if not settings.staff_oidc_issuer:
        return None
    return IdentityProvider(settings, f"{address_of(settings).rstrip('/')}/log-in/provider/done", clock)


def open_services(settings: Settings, clock: Callable[[], float] = time.time) -> Services:
    """Open both databases, bring their tables up to date, and return a site on them."""
    engine = open_conversations(settings.conversations_url, settings.handoff_key)
    store_engine = open_database(settings.store_url)
    migrate_store(store_engine)
    sessions = Sessions(engine, settings.staff_session_hours, clock)
    store = KnowledgeStore(store_engine)
    desk = Desk(engine, settings, clock)
    templates = page_templates(settings.time_zone, clock)
    live_updates = LiveUpdates(lambda: read_snapshot(engine, sessions, clock()))
    return Services(
        settings=settings,
        engine=engine,
        desk=desk,
        store=store,
        answers=AnswerSearch(store),
        responses=CannedResponses(engine),
        accounts=Accounts(engine, clock, settings),
        sessions=sessions,
        log_in=LogIn(engine, clock, takes_passwords=settings.staff_passwords),
        second_factors=SecondFactors(engine, desk.cipher, clock),
        provider=_provider(settings, clock),
        provider_log_in=ProviderLogIn(engine, clock),
        live_updates=live_updates,
        queue_views=QueueViews(desk, templates),
        supervised=(
            Supervised("The following of open pages", live_updates.run),
            Supervised("The hand-over's regular work", partial(keep_working, desk)),
            Supervised(
                "The audit's retention", partial(keep_retention, engine, settings.staff_audit_retention_days, clock)
            ),
        ),
        templates=templates,
        clock=clock,
    )
