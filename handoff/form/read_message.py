"""Hold how a message was read by the assistant, for the form and the request to decide on."""

from __future__ import annotations

from dataclasses import dataclass

from handoff.form.phrases import clearly_asks

SURE = 0.6
"""The least confidence in a reading that no form of the sentence supports."""

LIKELY = 0.4
"""The least confidence in a reading that costs nothing where it is wrong: the field is asked for again."""

PERSON = "ask_person"
REQUEST = "ask_request"
"""The intent of questions how a request stands, and when and by whom it is answered."""
PRIVACY = "ask_privacy"
"""The intent of questions who reads what is written and how long it is kept, which the form answers for itself."""
ABOUT_SERVICE = frozenset({"ask_bot", "ask_bot_feelings", "ask_service_cost"})
"""Intents of questions about the assistant, which it answers itself whatever the form asks for."""
GOODBYE = "goodbye"

ASKING_NOTHING = frozenset({"abuse", "affirm", "deny", "greet", "noise", "not_helpful", "thank"})
"""Intents of a few words that are no question to a person."""
SAID_IN_PASSING = ASKING_NOTHING - {"noise"}
"""Those of them whose words are no name either."""

AGAINST_ASSISTANT = frozenset({"abuse", "not_helpful", "ask_complaint"})
"""Intents of words about the assistant itself, which are no correction of a request."""
SAID_TO_ASSISTANT = AGAINST_ASSISTANT | SAID_IN_PASSING | {GOODBYE, "make_joke"}
"""Intents of words that nobody wants in a request, however they were answered."""

FEWEST_WORDS_TELLING = 5
"""A sentence of so many words may tell something of the case."""


@dataclass(frozen=True)
class ReadMessage:
    """Hold how a message was read, without regard to what was said before; `condition` is a slug."""

    intent: str | None = None
    confidence: float = 0.0
    sections: tuple[str, ...] = ()
    condition: str | None = None
    language: str | None = None
    """The code of the language that is spoken with the visitor, or else that of the message if it is not English."""
    term: str | None = None
    """The words that are asked about and that nothing is known of: a gene, a medicine, a person's name."""
    feeling: str | None = None
    """The dialogue act by which the visitor tells how they feel, such as `express_fear`."""
    beside: ReadMessage | None = None
    """How the question is read that the message puts beside an answer to the form."""


NOT_READ = ReadMessage()


def speaks_of_something_else(message: str, read: ReadMessage) -> bool:
    """Return whether a message asks, tells how the visitor feels, or thanks, rather than fill in a field."""
    return clearly_asks(message) or read.feeling is not None or is_thanks(read)


def is_thanks(read: ReadMessage) -> bool:
    """Return whether a message likely thanks, and asks for no section."""
    return read.intent == "thank" and read.confidence >= LIKELY and not read.sections


def is_question(message: str, read: ReadMessage) -> bool:
    """Return whether a message asks something that the assistant may answer."""
    asks_section = bool(read.sections) and (read.confidence >= SURE or read.condition is not None)
    return asks_section or read.condition is not None or clearly_asks(message)
