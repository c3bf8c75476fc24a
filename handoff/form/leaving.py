"""Tell whether a message leaves the form, and what it asks beside."""

from __future__ import annotations

from handoff.form.agreement import clause_ends
from handoff.form.contact_details import is_written_as_name, read_contact, read_name
from handoff.form.languages import only_language
from handoff.form.phrases import clearly_asks, phrases, plain, says, says_yes
from handoff.form.sentences import sentences, small_clauses
from handoff.form.wishes import tells_wish
from rareguide.word_lists import refuses_person

MOST_WORDS_OF_A_REASON = 9


def surely_leaves(message: str) -> bool:
    """Return whether a message says nothing but to leave the form or that all is deleted, or says it twice."""
    if says("cancel", message) or says("forget", message):
        return True
    told = small_clauses(message)
    leaving = [one for one in told if _says_to_leave(one)]
    return len(leaving) > 1 and not any(_names_field(one) for one in told if not (clearly_asks(one) or one in leaving))


def leaves(message: str, region: str) -> bool:
    """Return whether a short message leaves the form and says why ("forget it, nobody ever writes back")."""
    left = next((why for before, why in clause_ends(message) if _says_to_leave(before)), "")
    is_why = 0 < len(left.split()) <= MOST_WORDS_OF_A_REASON and not clearly_asks(left)
    if not is_why or read_contact(left, region).is_given:
        return False
    return not (_names_field(left) or tells_wish(left) or only_language(left) or is_written_as_name(read_name(left)))


def wants_nobody(message: str, region: str) -> bool:
    """Return whether a message wants no person at all, rather than one who writes and does not call.

    With a yes it does not: "yes, send it, I don't need a person on the phone".
    """
    is_wish = tells_wish(message) or read_contact(message, region).is_given
    return refuses_person(message) and not (is_wish or any(map(says_yes, small_clauses(message))))


def asked_on_leaving(message: str) -> str:
    """Return what the last sentence of a message that leaves the form asks, or nothing."""
    last = sentences(message)[-1].strip()
    return last if clearly_asks(last) else ""


def _says_to_leave(text: str) -> bool:
    return says("cancel", text) or (says("unsend", text) and not text.endswith((" yet", " now")))


def _names_field(text: str) -> bool:
    return phrases().anywhere["of_the_form"].search(plain(text)) is not None
