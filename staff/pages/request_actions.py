"""Do with a request what operators ask for; each action leaves a line in the audit."""

from __future__ import annotations

import hashlib
import json

from starlette.responses import Response

from handoff.requests.desk import Desk
from staff.accounts import UnknownAccount
from staff.canned_answers import UnknownAnswer, answer_of
from staff.canned_responses import placeholders_in, what_is_missing
from staff.request_context import Problem, RequestContext
from staff.roles import REQUESTS

LONGEST_NOTE = 5000
LONGEST_REASON = 500
MOST_SEQUENCE = 2**31
AWAY_MINUTES = ("0", "15", "30", "60", "240", "720")


def claim(context: RequestContext) -> Response:
    """Take a request."""
    _desk(context, "claim").claims.claim(context.number, context.account.id, context.account.name)
    return _done(context)


def release(context: RequestContext) -> Response:
    """Put a request back into the queue."""
    _desk(context, "release").claims.release(context.number, context.account.id)
    return _done(context)


def transfer(context: RequestContext) -> Response:
    """Hand a request to a colleague."""
    try:
        colleague = context.services.accounts.get(int(context.field("to")))
    except (ValueError, OverflowError, UnknownAccount):
        raise Problem(422, "Choose a colleague.") from None
    if not colleague.is_active or not colleague.may(REQUESTS):
        raise Problem(422, f"{colleague.name} cannot take requests.")
    _desk(context, "transfer").claims.transfer(context.number, context.account.id, colleague.id, colleague.name)
    return _done(context)


def take_over(context: RequestContext) -> Response:
    """Take a request from a colleague who does not answer, with a reason, which an emergency needs not."""
    reason = context.field("reason", LONGEST_REASON)
    request = context.services.desk.lookup.request(context.number)
    if not reason and not request.is_emergency:
        raise Problem(422, "Give a reason, which your colleague will read.")
    account = context.account
    _desk(context, "take over").claims.take_over(context.number, account.id, account.name, reason)
    return _done(context)


def reply(context: RequestContext) -> Response:
    """Send words to the visitor, an approved section word for word, or both."""
    text, key = context.field("text", context.services.settings.max_message_characters), context.field("section")
    turn = None
    if key:
        try:
            answer = answer_of(context.services.store, key)
        except UnknownAnswer:
            raise Problem(422, "The store has this section no more.") from None
        turn = {"sections": [answer.in_contract()]}
        text = text or context.services.desk.texts.say("utter_handoff_section")
    if not text:
        raise Problem(422, "There is nothing to send yet.")
    if left := placeholders_in(text):
        raise Problem(422, what_is_missing(left))
    desk = _desk(context, "send approved section" if key else "reply")
    reply_with = desk.correspondence.reply if context.field("by_mail") else desk.from_operators.reply
    reply_with(context.number, context.account.id, text, turn, _message_key(context, text, key))
    return _done(context)


def note(context: RequestContext) -> Response:
    """Add a note that visitors never see."""
    text = context.field("text", LONGEST_NOTE)
    if not text:
        raise Problem(422, "The note is empty.")
    _desk(context, "add note").from_operators.note(
        context.number, context.account.id, text, _message_key(context, text)
    )
    return _done(context)


def close(context: RequestContext) -> Response:
    """Close a request with a reason."""
    reason = context.field("reason", LONGEST_REASON)
    if not reason:
        raise Problem(422, "Give a reason, so that colleagues know how it ended.")
    _desk(context, "close").claims.close(context.number, context.account.id, reason)
    return _done(context)


def hand_back(context: RequestContext) -> Response:
    """Let the assistant take over again, with a reason if one was given."""
    reason = context.field("reason", LONGEST_REASON)
    _desk(context, "hand back").claims.hand_back(context.number, context.account.id, reason)
    return _done(context)


def reopen(context: RequestContext) -> Response:
    """Take a closed request up again."""
    _desk(context, "reopen").claims.reopen(context.number, context.account.id, context.account.name)
    return _done(context)


def typing(context: RequestContext) -> Response:
    """Let the visitor see that somebody types."""
    request = context.services.desk.lookup.request(context.number)
    if request.operator_id == context.account.id:
        context.services.desk.transcript.typing(request.conversation, "operator")
    return Response(status_code=204)


def read(context: RequestContext) -> Response:
    """Note what somebody has before their eyes."""
    place = context.field("sequence")
    if not (place.isascii() and place.isdigit() and int(place) < MOST_SEQUENCE):
        raise Problem(422, "There is no such message.")
    context.services.desk.transcript.mark_read(context.number, context.account.id, int(place))
    return Response(status_code=204)


def away(context: RequestContext) -> Response:
    """Note that somebody is away for some minutes, or back."""
    minutes = context.field("minutes")
    if minutes not in AWAY_MINUTES:
        raise Problem(422, "Choose for how long you are away.")
    until = context.services.clock() + 60 * int(minutes) if minutes != "0" else None
    desk = context.audited_desk(f"be away for {minutes} minutes" if until else "be back", None)
    desk.operators.set_away(context.account.id, until)
    return context.go("/queue")


def presence(context: RequestContext) -> Response:
    """Note that a page is open, and where the script says so that somebody has used it."""
    context.services.desk.operators.present(context.account.id)
    if context.form.get("active") == "1" and context.session is not None:
        context.services.sessions.touch(context.session)
    return Response(status_code=204)


def _message_key(context: RequestContext, *words: str) -> str | None:
    """Return what a message is known by: the same words out of the same form are not written twice.

    The answer to the first may have been lost on its way, or a page been sent again.
    """
    key = context.field("key")
    known_by = [context.number, context.account.id, key, *words]
    return hashlib.sha256(json.dumps(known_by).encode()).hexdigest() if key else None


def _desk(context: RequestContext, action: str) -> Desk:
    return context.audited_desk(action, context.number)


def _done(context: RequestContext) -> Response:
    return context.go(f"/requests/{context.number}")
