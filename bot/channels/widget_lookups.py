"""Tell a widget what it shows before anything is said, and complete the names of conditions while they are typed.

Both know nothing of the visitor and need no session.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.canned_responses import CannedResponses
from bot.channels.widget_messages import LANGUAGES
from bot.nlu.condition_finder import name_index
from handoff.requests.desk import Desk
from knowledge.store import KnowledgeStore, UnknownCondition
from rareguide.database import shared_database
from rareguide.settings import Settings
from rareguide.starters import STARTER, names_of
from rareguide.texts import Texts

WELCOME = "welcome"
MOST_COMPLETIONS = 8
FOR_A_MINUTE = {"Cache-Control": "public, max-age=60"}

Refuse = Callable[[Request], Awaitable["HTTPResponse | None"]]


class WidgetLookups:
    """Answer from the store, the settings and the desk's hours."""

    def __init__(self, settings: Settings, texts: Texts, desk: Desk) -> None:
        self._settings = settings
        self._texts = {code: texts.in_language(code) for code in LANGUAGES}
        self._canned = CannedResponses(settings, texts)
        self._desk = desk
        self._store = KnowledgeStore(shared_database(settings.store_url))

    def add_to(self, blueprint: Blueprint, refuse: Refuse) -> None:
        """Add `GET /welcome` and `GET /conditions`; `refuse` answers what comes too often."""

        @blueprint.get(f"/{WELCOME}")
        async def welcome(request: Request) -> HTTPResponse:
            refused = await refuse(request)
            if refused is not None:
                return refused
            slug = request.args.get("condition")
            told = await asyncio.to_thread(self.welcome, request.args.get("lang", ""), slug)
            return response.json(told, headers={"Cache-Control": "no-store"})

        @blueprint.get("/conditions")
        async def conditions(request: Request) -> HTTPResponse:
            refused = await refuse(request)
            if refused is not None:
                return refused
            found = await asyncio.to_thread(self.conditions, request.args.get("q", ""))
            return response.json({"conditions": found}, headers=FOR_A_MINUTE)

    def welcome(self, language: str, slug: str | None) -> dict[str, Any]:
        """Return what a first screen shows in a language; `slug` is that of the page's condition."""
        texts = self._texts.get(language, self._texts["en"])
        return {
            "disclaimer": self._canned.disclaimer(language),
            "contact": self._settings.contact(),
            "starters": [
                {"title": texts.say(f"{STARTER}{name}"), "payload": texts.say(f"{STARTER}{name}_message")}
                for name in names_of(self._settings.widget_starters)
            ],
            "people": self._people(texts),
            "longest_message": self._settings.max_message_characters,
            "condition": self._condition(slug),
            "plain": {
                "answer": self._texts["en"].say("utter_answer", condition="{condition}"),
                "unreviewed": self._texts["en"].say("utter_unreviewed"),
            },
        }

    def conditions(self, typed: str) -> list[dict[str, str | None]]:
        """Return the conditions that may be meant by what has been typed, the likeliest first."""
        index = name_index(self._settings.store_url).get()
        return [asdict(one) for one in index.completion.complete(typed, MOST_COMPLETIONS)]

    def _people(self, texts: Texts) -> str:
        """Say whether people are there, or when they are back; empty where no hours are set."""
        hours, now = self._desk.repository.hours, self._desk.clock()
        is_open = hours.is_open(now)
        if is_open and self._desk.operators.all_present():
            return texts.say("utter_people_here")
        opening = hours.in_words(now, texts)
        if not opening:
            return ""
        return texts.say("utter_people_open") if is_open else texts.say("utter_people_back", opening=opening)

    def _condition(self, slug: str | None) -> dict[str, str] | None:
        try:
            condition = self._store.condition(slug or "")
        except UnknownCondition:
            return None
        return {"slug": condition.slug, "name": condition.name}
