"""What is taken from the conversation so far."""

from __future__ import annotations

from handoff.requests.history import BOT, VISITOR, HistoryEntry, was_offered

OFFER = "Would you like to talk to a person?"


def test_a_person_is_offered_in_words_once_until_a_turn_has_helped() -> None:
    asked = HistoryEntry(VISITOR, "and school?")
    offered = HistoryEntry(BOT, f"Nothing on this. {OFFER}", "no_answer")
    refused = HistoryEntry(BOT, "Nothing on this.", "no_answer")
    helped = HistoryEntry(BOT, "This is what I have.", "answer")
    assert was_offered([asked, offered], OFFER)
    assert was_offered([asked, offered, asked, refused], OFFER)
    assert not was_offered([asked, offered, asked, helped, asked, refused], OFFER)
    assert not was_offered([asked, refused], OFFER)
