"""What every request carries before its message is read: tokens, origins, request ids; and what reaches a log line."""

from __future__ import annotations

import json
import logging
import random

from bot.channels.origins import Origins
from bot.channels.rate_limits import address_group
from bot.channels.session_tokens import InvalidToken, SessionTokens
from rareguide.logs import DiscreetFormatter, JsonFormatter
from rareguide.request_ids import take_request_id
from tools.fuzz.harness import Wrong
from tools.fuzz.wording import any_text, message

TOKENS = SessionTokens(b"the fuzzing's own", life=3600.0)
HOST = "chat.larkfield.example"
PARTS = (
    "https://",
    "http://",
    "//",
    "[",
    "]",
    ":",
    "@",
    "#",
    "?",
    HOST,
    "library.example",
    ".evil.example",
    "null",
    "%00",
)
PARTS_OF_A_TOKEN = (".", "-", "_", "=", "\x00", "A", "é")


class HeadersPart:
    """Try tokens, origins, addresses and log lines."""

    name = "headers"
    weight = 10.0

    def __init__(self) -> None:
        self.origins = Origins("https://library.example, https://other.example/")
        self._issued: set[str] = set()

    def make(self, rng: random.Random) -> tuple[str, str, str]:
        """Return a token, an origin and a message."""
        return self._token(rng), self._origin(rng), message(rng)[:500]

    def check(self, value: tuple[str, str, str]) -> None:
        """Nothing forged is let in, and nothing said adds a line to a log."""
        token, origin, said = value
        try:
            conversation = TOKENS.read(token).conversation
        except InvalidToken:
            pass
        else:
            if conversation not in self._issued:
                raise Wrong("a token was taken whose conversation was not signed")
        is_allowed = self.origins.are_allowed(origin, HOST)
        known = {f"https://{HOST}", f"http://{HOST}", "https://library.example", "https://other.example"}
        if is_allowed and origin.strip().lower().rstrip("/") not in known and not _is_host_itself(origin):
            raise Wrong(f"the origin {origin!r} was let in")
        for text in (token, origin, said):
            address_group(text)
            taken = take_request_id(text)
            if not taken.isascii() or not taken.isprintable() or len(taken) > 200:
                raise Wrong(f"a request id of {len(taken)} signs that is no word")
        self._check_log(said)

    def _check_log(self, said: str) -> None:
        record = logging.LogRecord("bot.fuzz", logging.ERROR, __file__, 1, "Something about %s.", (said,), None)
        line = DiscreetFormatter().format(record)
        if "\\n" in repr(line) and "\n" in line:
            raise Wrong("a log line of two lines")
        as_json = JsonFormatter().format(record)
        if "\n" in as_json or not isinstance(json.loads(as_json), dict):
            raise Wrong("a log line that is no JSON")

    def _token(self, rng: random.Random) -> str:
        issued = TOKENS.new()
        self._issued.add(issued.partition(".")[0])
        letters = list(issued)
        for _ in range(rng.randint(0, 3)):
            letters.insert(rng.randint(0, len(letters)), rng.choice(PARTS_OF_A_TOKEN))
            letters.pop(rng.randrange(len(letters)))
        return rng.choice(("".join(letters), any_text(rng), "".join(letters).partition(".")[0] + "."))

    def _origin(self, rng: random.Random) -> str:
        return "".join(rng.choice((*PARTS, any_text(rng, 3))) for _ in range(rng.randint(0, 5)))


def _is_host_itself(origin: str) -> bool:
    """Return whether an origin names the server itself, with whatever scheme."""
    return origin.lower().partition("//")[2].partition("/")[0].partition("?")[0].partition("#")[0] == HOST
