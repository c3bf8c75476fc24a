"""Do with a request what operators ask for; each action leaves a line in the audit."""

from __future__ import annotations

import hashlib
import json

from starlette.responses import Response

from handoff.requests.desk import Desk
from staff.accounts import UnknownAccount
from staff.canned_answers import UnknownAnswer, answer_of
from staff.request_context import Problem, Visit
from staff.roles import REQUESTS

LONGEST_NOTE = 5000
LONGEST_REASON = 500


def claim(visit: Visit) -> Response:
    """Take a request."""
    _desk(visit, "claim").claim(visit.number, visit.account.id, visit.account.name)
    return _done(visit)


def release(visit: Visit) -> Response:
    """Put a request back into the queue."""
    _desk(visit, "release").release(visit.number, visit.account.id)
    return _done(visit)


def transfer(visit: Visit) -> Response:
    """Hand a request to a colleague."""
    try:
        colleague = visit.site.accounts.get(int(visit.field("to")))
    except (ValueError, OverflowError, UnknownAccount):
        raise Problem(422, "Choose a colleague.") from None
    if not colleague.is_active or not colleague.may(REQUESTS):
        raise Problem(422, f"{colleague.name} cannot take requests.")
    _desk(visit, "transfer").transfer(visit.number, visit.account.id, colleague.id, colleague.name)
    return _done(visit)


def reply(visit: Visit) -> Response:
    """Send words to the visitor, an approved section word for word, or both."""
    text, key = visit.field("text", visit.site.settings.max_message_characters), visit.field("section")
    turn = None
    if key:
        try:
            answer = answer_of(visit.site.store, key)
        except UnknownAnswer:
            raise Problem(422, "The store has this section no more.") from None
        turn = {"sections": [answer.in_contract()]}
        text = text or answer.section.question
    if not text:
        raise Problem(422, "There is nothing to send yet.")
    desk = _desk(visit, "send approved section" if key else "reply")
    desk.reply(visit.number, visit.account.id, text, turn, _message_key(visit, text, key))
    return _done(visit)


def note(visit: Visit) -> Response:
    """Add a note that visitors never see."""
    text = visit.field("text", LONGEST_NOTE)
    if not text:
        raise Problem(422, "The note is empty.")
    _desk(visit, "add note").note(visit.number, visit.account.id, text, _message_key(visit, text))
    return _done(visit)


def close(visit: Visit) -> Response:
    """Close a request with a reason."""
    reason = visit.field("reason", LONGEST_REASON)
    if not reason:
        raise Problem(422, "Give a reason, so that colleagues know how it ended.")
    _desk(visit, "close").close(visit.number, visit.account.id, reason)
    return _done(visit)


def hand_back(visit: Visit) -> Response:
    """Let the assistant take over again."""
    _desk(visit, "hand back").hand_back(visit.number, visit.account.id)
    return _done(visit)


def reopen(visit: Visit) -> Response:
    """Take a closed request up again."""
    _desk(visit, "reopen").reopen(visit.number, visit.account.id, visit.account.name)
    return _done(visit)


def typing(visit: Visit) -> Response:
    """Let the visitor see that somebody types."""
    request = visit.site.desk.request(visit.number)
    if request.operator_id == visit.account.id:
        visit.site.desk.typing(request.conversation, "operator")
    return Response(status_code=204)


def presence(visit: Visit) -> Response:
    """Note that a page is open, and where the script says so that somebody has used it."""
    visit.site.desk.present(visit.account.id)
    if visit.form.get("active") == "1" and visit.session is not None:
        visit.site.sessions.touch(visit.session)
    return Response(status_code=204)


def _message_key(visit: Visit, *words: str) -> str | None:
    """Return what a message is known by: the same words out of the same form are not written twice.

    The answer to the first may have been lost on its way, or a page been sent again.
    """
    key = visit.field("key")
    known_by = [visit.number, visit.account.id, key, *words]
    return hashlib.sha256(json.dumps(known_by).encode()).hexdigest() if key else None


def _desk(visit: Visit, action: str) -> Desk:
    return visit.audited_desk(action, visit.number)


def _done(visit: Visit) -> Response:
    return visit.go(f"/requests/{visit.number}")
