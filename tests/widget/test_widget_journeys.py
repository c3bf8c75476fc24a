"""What visitors do over several steps in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.widget.made_up_form import WRONG_CONTACT
from tests.widget.made_up_turns import DISCLAIMER, STARTERS
from tests.widget.stub_server import StubServer

Play = Callable[[str], Any]


def test_a_condition_is_found_by_another_name_with_the_keyboard(play: Play, stub: StubServer) -> None:
    assert play("findingACondition") == {
        "starters": list(STARTERS),
        "people": ["Our team is back on Monday at 9:00."],
        "footer": 1,
        "vain": ["No condition by that name. You can still ask below."],
        "found": ["Larkfield syndrome\nalso: Larkfield-Marsh disease"],
        "axe": [],
        "active": "true",
        "afterEscape": ["false", True],
        "bubbles": ["About Larkfield syndrome"],
        "topic": ["About: Larkfield syndrome"],
    }
    assert stub.received == ["Larkfield syndrome"]
    assert stub.conditions == ["larkfield-syndrome"]


def test_the_sentence_that_answers_comes_first_and_the_rest_is_folded(play: Play) -> None:
    assert play("answerFirst") == {
        "words": [],
        "highlights": ["Most people with it live as long as anybody else.[1]"],
        "isRestSeen": False,
        "line": "Larkfield Library · 2013 (over 5 years old) · not reviewed · 1 source",
        "times": 2,
        "replies": ["Causes", "Symptoms", "Inheritance", "Frequency", "2 more"],
        "allReplies": 6,
        "focusOnMore": "Treatment",
        "isProvenanceOpen": True,
        "rest": 3,
        "axe": [],
    }


def test_two_conditions_stand_side_by_side_in_a_larger_panel(play: Play) -> None:
    assert play("comparison") == {"isStacked": True, "isBeside": True, "axe": [], "isSmallAgain": 26 * 16}


def test_a_page_of_another_condition_asks_before_the_topic_changes(play: Play, stub: StubServer) -> None:
    seen = play("topicOfAPage")

    (warning,) = seen.pop("warnings")
    assert 'no condition "no-such"' in warning
    assert seen == {
        "atFirst": ["Ménière’s disease"],
        "followed": ["Larkfield syndrome"],
        "askedOnSame": 0,
        "asked": ["This page is about Larkspur dystrophy. Shall we talk about it?"],
        "axe": [],
        "unchanged": ["Larkfield syndrome"],
        "changed": ["Larkspur dystrophy"],
        "dropped": [],
    }
    assert stub.conditions == ["menieres-disease", "larkspur-dystrophy", ""]


def test_half_typed_and_too_long_texts_and_a_cleared_conversation_are_not_lost(play: Play, stub: StubServer) -> None:
    assert play("nothingIsLost") == {
        "afterRoute": [True, "Half a ques"],
        "afterMount": "Half a ques",
        "afterReload": "Half a ques",
        "counter": ["Characters too many: 1"],
        "said": ["Too long. Nothing has been sent."],
        "kept": 2001,
        "bubbles": 1,
        "cleared": [],
        "undone": ["What is Larkfield syndrome?", "And then?"],
    }
    assert stub.sessions == 1, "the same conversation goes on"


def test_a_request_is_filled_in_as_one_card(play: Play, stub: StubServer) -> None:
    assert play("requestCard") == {
        "people": ["Our team is back on Monday at 9:00."],
        "needed": ["Please fill this in.", "Please fill this in."],
        "focus": "request-question",
        "wrong": [WRONG_CONTACT],
        "kept": "Can she fly?",
        "axe": [],
        "axeReview": [],
        "bubbles": ["I would like to talk to a person", "Can she fly?", "Yes, send it"],
        "status": ["Waiting for a person (RG-7F3K92QX)"],
    }
    assert stub.requests == [
        {"question": "Can she fly?", "name": "Maria", "contact": "maria@larkfield.example", "language": "English"}
    ]


def test_what_a_person_writes_is_seen_wherever_the_visitor_looks(play: Play) -> None:
    assert play("newMessages") == {
        "followed": True,
        "button": "New message",
        "said": ["New message"],
        "axe": [],
        "isAtEnd": True,
        "notices": 1,
        "badge": ["1"],
    }


def test_who_waits_long_is_told_and_can_stop(play: Play) -> None:
    assert play("longWait") == {
        "said": ["This takes longer than usual."],
        "buttons": ["Stop waiting", "Talk to a person"],
        "axe": [],
        "afterwards": 0,
    }


def test_a_site_that_is_not_set_up_is_told_so(play: Play) -> None:
    assert play("siteNotAllowed") == {"said": ["This chat is not set up for this site."], "axe": []}


def test_a_screen_reader_reads_each_thing_once_and_in_its_order(play: Play) -> None:
    seen = play("screenReader")

    assert _stands_in_order(
        seen["first"],
        "dialog, Ask RareGuide",
        "button, Talk to a person",
        "Ask about a rare condition",
        "combobox, Find a condition, has popup listbox, not expanded, autocomplete in list, 1 control",
        *(f"button, {title}" for title in STARTERS),
        "Our team is back on Monday at 9:00.",
        "textbox, Your question, Please do not write personal details., not invalid, placeholder Ask a question",
        "Larkfield Helpline",
        "link, 555-0100",
    )
    # Announced are the visitor's words and the answer, each once, with the small print at the end of the first.
    assert seen["answer"][0].startswith("polite: You: How long do people live?")
    (answer,) = [phrase for phrase in seen["answer"] if "live as long as anybody else" in phrase]
    assert answer.count(DISCLAIMER) == 1
    assert answer.index("live as long") < answer.index("Was this helpful?") < answer.index(DISCLAIMER)
    assert _stands_in_order(
        seen["turn"],
        "Automatic assistant",
        "heading, What is the outlook for Larkfield syndrome?, level 3",
        "live as long as anybody else",
        "link, Reference 1",
        "The whole section",
        "button, This was helpful, not pressed",
    )
    assert len([phrase for phrase in seen["turn"] if DISCLAIMER in phrase]) == 1
    assert not [phrase for phrase in seen["alarm"] if DISCLAIMER in phrase], "heard once, not again with each"
    assert len([phrase for phrase in seen["log"] if DISCLAIMER in phrase]) == 1
    spoken = seen["alarm"][-1]
    assert spoken.index("Emergency") < spoken.index("call 911") < spoken.index("What causes Larkfield syndrome?")
    assert _stands_in_order(
        seen["card"],
        "region, Your request to a person",
        "Our team is back on Monday at 9:00.",
        "textbox, Your question to the person, not invalid, required",
        "textbox, Your e-mail address or phone number, not invalid, required",
        "Nothing is passed on before you agree.",
        "button, Continue",
    )


def _stands_in_order(spoken: list[str], *phrases: str) -> bool:
    """Tell whether all phrases are spoken, one after the other."""
    rest = iter(spoken)
    return all(phrase in rest for phrase in phrases)
