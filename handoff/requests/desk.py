"""Put the parts of the desk together, which work over one repository."""

from __future__ import annotations

import time
from collections.abc import Callable
from copy import copy

from sqlalchemy.engine import Engine

from handoff.requests.claims import Claims
from handoff.requests.conversation_requests import ConversationRequests
from handoff.requests.correspondence import Correspondence
from handoff.requests.expiry import Expiry
from handoff.requests.forms import Forms
from handoff.requests.lookup import Lookup
from handoff.requests.operator_messages import OperatorMessages
from handoff.requests.operators import Operators
from handoff.requests.outbox import Outbox
from handoff.requests.queue import Queue
from handoff.requests.repository import Hook, Repository
from handoff.requests.transcript import Transcript
from handoff.requests.visitor_messages import VisitorMessages
from rareguide.settings import Settings
from rareguide.texts import Texts


class Desk:
    """Hold requests to a person.

    Every method of a part is one transaction, which writes a change of state, its line, its message and what goes out
    together. A desk holds no state of its own: any number of processes may have one.

    Attributes:
        forms: what visitors have answered before consent.
        requests: the requests of conversations: made, withdrawn, ended.
        from_visitors: visitors' words and alarms.
        from_operators: operators' replies and notes, and a help desk's answers.
        correspondence: the same by e-mail.
        transcript: what was said, who has seen it and who is typing.
        queue: who waits, and in which order.
        claims: which operator has a request.
        operators: which operators are there.
        lookup: requests by number, state or words, and what was done to them.
        outbox: what goes out.
        expiry: what time brings.

    Raises `ValueError` when the business hours, the time zone, the holidays or a key of the settings are wrong.
    """

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        clock: Callable[[], float] = time.time,
        texts: Texts | None = None,
    ) -> None:
        self._put_together(Repository(engine, settings, clock, texts))

    def with_hook(self, write: Hook) -> Desk:
        """Return this desk for one act of an operator: `write` is called in its transaction, once if it is done.

        What was done before, such as words with a known key, is not done again, and nothing is written beside it.
        """
        desk = copy(self)
        desk._put_together(self.repository.with_hook(write))
        return desk

    def in_language(self, code: str) -> Desk:
        """Return this desk with the texts of a language, as far as the domain has them in that."""
        desk = copy(self)
        desk._put_together(self.repository.in_language(code))
        return desk

    def _put_together(self, repository: Repository) -> None:
        self.repository = repository
        self.engine = repository.engine
        self.settings = repository.settings
        self.clock = repository.clock
        self.texts = repository.texts
        self.cipher = repository.cipher
        self.forms = Forms(repository)
        self.requests = ConversationRequests(repository)
        self.from_visitors = VisitorMessages(repository)
        self.from_operators = OperatorMessages(repository)
        self.correspondence = Correspondence(repository)
        self.transcript = Transcript(repository)
        self.queue = Queue(repository)
        self.claims = Claims(repository)
        self.operators = Operators(repository)
        self.lookup = Lookup(repository)
        self.outbox = Outbox(repository)
        self.expiry = Expiry(repository)
