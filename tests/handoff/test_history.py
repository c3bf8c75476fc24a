"""What is taken from the conversation so far."""

from __future__ import annotations

from handoff.requests.history import BOT, VISITOR, HistoryEntry, was_offered


def test_a_person_is_offered_in_words_once_until_a_turn_has_helped() -> None:
    asked = HistoryEntry(VISITOR, "and school?")
    refused = HistoryEntry(BOT, "Nothing on this.", "no_answer")
    helped = HistoryEntry(BOT, "This is what I have.", "answer")
    thanked = HistoryEntry(BOT, "You are welcome.", "smalltalk", intent="thank")
    assert not was_offered([asked, refused])
    assert was_offered([asked, refused, asked, refused])
    assert was_offered([asked, refused, asked, refused, asked, refused, asked, thanked])
    assert not was_offered([asked, refused, asked, refused, asked, helped, asked, refused])
    assert not was_offered([asked, refused, asked, thanked, asked, refused])
