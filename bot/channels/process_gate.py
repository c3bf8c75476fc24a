"""Make the one gate of a process out of the settings."""

from __future__ import annotations

from functools import lru_cache

from bot.channels.conversation_locks import ConversationLocks
from bot.channels.gate import Gate
from bot.channels.handover import handover_of
from bot.channels.idempotency import IdempotentAnswers
from bot.channels.rate_limits import RateLimits
from bot.safety.finder import trained_finder
from conversations.database import SCHEMA, open_conversations
from knowledge.schema import SCHEMA as STORE_SCHEMA
from rareguide.redis_connection import connect_to_redis
from rareguide.services import Unreachable, reach_databases
from rareguide.settings import load_settings
from rareguide.texts import load_texts

SECONDS_TO_GIVE_UP_A_LOCK = 5.0
"""How much longer than the longest turn a process may be silent before another one goes on with its conversation."""


@lru_cache(maxsize=1)
def process_gate() -> Gate:
    """Return the one gate of this process, which all its channels share; raise `NoAlarmModel` without its model.

    The process ends with a sentence where a database that the settings name cannot be opened.
    """
    settings, texts = load_settings(), load_texts()
    try:
        # `rasa run` comes here first.
        reach_databases(settings, (settings.store_url, STORE_SCHEMA), (settings.conversations_url, SCHEMA))
    except Unreachable as problem:
        raise SystemExit(str(problem)) from problem
    shared = connect_to_redis(settings)
    conversations = open_conversations(settings.conversations_url, settings.handoff_key)
    return Gate(
        settings,
        texts,
        trained_finder(),
        locks=ConversationLocks(shared, settings.turn_timeout_seconds + SECONDS_TO_GIVE_UP_A_LOCK),
        limits=RateLimits(shared),
        kept=IdempotentAnswers(conversations),
        handover=handover_of(conversations, settings, texts, shared),
    )
