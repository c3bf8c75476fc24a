"""The states of the widget: each looks as it should, is sound by axe, and leaves a picture for people to look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.widget.made_up_turns import CONTACT, DISCLAIMER, HOSTILE
from tests.widget.stub_server import StubServer

Play = Callable[[str], Any]

MOST_MILLISECONDS = 500
"""Of script until the launcher is there; ten times what was measured on two cores, as test machines are noisy."""


def test_axe_finds_nothing_in_any_state(play: Play) -> None:
    seen = play("everyState")

    assert seen.pop("sideways") == {"page": 0, "log": 0}
    assert seen.pop("sidewaysAt400") == {"page": 0, "log": 0}
    assert seen.pop("logHeightAt400") >= 256 * 2 / 3, "messages have two thirds of the height at 400 %"
    assert len(seen) > 15
    assert {state: found for state, found in seen.items() if found} == {}


def test_on_a_page_from_right_to_left_the_widget_is_mirrored(play: Play) -> None:
    seen = play("rightToLeft")

    assert seen["x"] == 20
    assert seen["bubble"], "what the visitor says stands on the left"
    assert seen["axe"] == []


def test_a_site_chooses_theme_and_colours(play: Play) -> None:
    assert play("forcedTheme") == {"panel": "rgb(18, 27, 32)", "send": "rgb(255, 200, 0)", "radius": "2px"}


def test_an_old_date_is_pointed_out(play: Play) -> None:
    assert play("oldDate") == {
        "line": ["Larkfield Library · 2012 (over 5 years old)"],
        "old": ["There may be newer findings."],
        "after": 1,
    }


def test_all_sections_can_be_opened_at_once_and_folded_again(play: Play) -> None:
    assert play("foldedSections") == {
        "atFirst": [True, False],
        "opened": [True, True],
        "folded": [False, False],
        "named": ["Open all", "Close all"],
    }


def test_who_embeds_the_widget_learns_why_there_may_be_no_connection(play: Play) -> None:
    seen = play("outOfReach")

    (warning,) = seen["warnings"]
    assert warning.startswith("RareGuide: no connection to ws://")
    assert f"{seen['origin']} may be missing in its RAREGUIDE_ALLOWED_ORIGINS." in warning


def test_an_opinion_is_sent_with_a_word_and_stays_after_a_reload(play: Play, stub: StubServer) -> None:
    assert play("opinion") == {"before": ["false", "true"], "after": ["false", "true"]}
    assert [(one["helpful"], one["comment"]) for one in stub.opinions] == [(True, ""), (False, ""), (False, "The cost")]


def test_a_person_can_always_be_asked_for(play: Play, stub: StubServer) -> None:
    assert play("talkToPerson")["bubbles"] == ["I would like to talk to a person"]
    assert stub.received == ["I would like to talk to a person"]


def test_forget_me_clears_the_page_and_the_server(play: Play, stub: StubServer) -> None:
    seen = play("forgotten")

    assert seen["bubbles"] == []
    assert (seen["kept"]["entries"], seen["kept"]["token"], seen["kept"]["toForget"]) == ([], None, [])
    assert stub.forgotten == 1


def test_the_printed_page_has_the_conversation_with_sources_and_disclaimer(play: Play) -> None:
    seen = play("printed")

    assert seen["heads"] == [
        "A conversation with an automatic assistant",
        "You",
        "Automatic assistant",
        "What is Larkfield syndrome?",
        "You",
        "Automatic assistant",
        "Where is <i>support</i>?",
    ]
    for part in (
        "Saved on",
        "Last updated March 9, 2024",
        "Journal of Examples",
        DISCLAIMER,
        CONTACT["phone"],
        HOSTILE,
    ):
        assert str(part) in seen["text"]
    assert seen["made"] == 0, "what somebody wrote stays text"
    assert seen["font"] != "none", "the page has its looks in spite of the strict policy"


def test_the_saved_file_has_no_script(play: Play) -> None:
    seen = play("saved")

    assert seen["name"].startswith("a-conversation-with-an-automatic-assistant-20")
    assert seen["name"].endswith(".html")
    assert "<script" not in seen["content"]
    assert "<img" not in seen["content"]
    assert "&lt;img src=x onerror=" in seen["content"]
    assert DISCLAIMER in seen["content"]


def test_scripts_of_the_site_can_ask_and_are_told_nothing_that_was_said(play: Play) -> None:
    seen = play("siteApi")

    assert seen["bubbles"] == ["What is Larkfield syndrome?"]
    assert seen["told"] == [
        ["open", {}],
        ["ask", {}],
        ["turn", {"kind": "answer", "condition": "larkfield-syndrome"}],
        ["close", {}],
    ]
    assert not seen["isOpen"]


def test_two_tabs_share_a_conversation_where_the_site_asks_for_it(play: Play) -> None:
    assert play("twoTabs") == {"bubbles": 2}


def test_a_message_that_came_too_fast_waits_and_is_sent_once(play: Play, stub: StubServer) -> None:
    assert play("tooFast") == {"notice": ["Please wait 1 second."], "turns": 1, "noticeAfter": []}
    assert stub.received == ["Too fast"]


def test_a_built_site_mounts_the_module_and_takes_it_away(play: Play) -> None:
    assert play("asModule") == {"turns": 1, "left": 0}


@pytest.mark.serial
def test_the_launcher_is_there_at_once(play: Play) -> None:
    assert 0 < play("firstPaint") < MOST_MILLISECONDS


def test_speech_is_off_unless_the_site_wants_it(play: Play) -> None:
    assert play("speech") == {
        "without": 0,
        "heard": "What is Larkfield syndrome?",
        "sent": 0,
        "readers": 1,
        "axe": [],
    }


def test_everything_is_reached_with_the_keyboard(play: Play) -> None:
    assert play("keyboardOnly") == {
        "afterAnswer": "textarea",
        "firstItem": "Print",
        "afterEscape": "tool more",
        "isOpen": True,
    }
