"""What a visitor meets in a real browser, on pages with a strict content security policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rareguide.turn import turn_validator
from tests.widget.made_up_turns import DISCLAIMER, DISCLAIMER_ES, EVERY_MESSAGE, HOSTILE, answer_to
from tests.widget.stub_server import StubServer

Play = Callable[[str], Any]


@pytest.mark.parametrize("message", EVERY_MESSAGE)
def test_the_made_up_turns_fit_the_contract(message: str) -> None:
    assert [error.message for error in turn_validator().iter_errors(answer_to(message))] == []


def test_an_answer_shows_body_date_source_references_disclaimer_and_contact(play: Play) -> None:
    seen = play("asking")

    assert seen["focusOnOpening"] == "textarea"
    assert seen["bubble"] == ["What is Larkfield syndrome?"]
    assert seen["words"] == [], "that there is an answer is seen"
    assert seen["question"] == ["What is Larkfield syndrome?"]
    assert seen["heading"] == ["How it shows"]
    assert seen["items"] == [
        "Words stand in short lists",
        "Markers lead to the references[2]",
        "Stars that are meant as such *stay* stars",
    ]
    assert seen["strong"] == ["made-up"]
    assert seen["line"] == "Larkfield Library · 2024 · 2 sources"
    assert seen["provenance"] == [
        "Last updated March 9, 2024",
        "Source: Larkfield Library",
        "Licence: CC BY 4.0",
        "2 sources",
    ]
    assert seen["references"] == [
        "Example A, Sample B. A study of nothing in particular. Journal of Examples. 2019; 4:1-9. "
        "https://larkfield.example/study (accessed February 1, 2024)",
        "Sample B. Lists and markers. 2021.",
    ]
    assert seen["disclaimer"] == [DISCLAIMER]
    assert seen["contact"] == ["Contact: Larkfield Helpline weekdays 9 to 5"]
    assert seen["read"].startswith(DISCLAIMER), "a screen reader hears it at the end of the first turn"


def test_web_links_open_beside_the_page_and_tell_it_nothing(play: Play) -> None:
    web = ["_blank", "noopener noreferrer"]

    assert play("asking")["links"] == [
        ["the library's page", "https://larkfield.example/library", *web],
        ["Larkfield Library", "https://larkfield.example/library", *web],
        ["https://larkfield.example/study", "https://larkfield.example/study", *web],
        ["Read more", "https://larkfield.example/disclaimer", *web],
        ["555-0100", "tel:5550100", "", ""],
        ["help@larkfield.example", "mailto:help@larkfield.example", "", ""],
        ["Website", "https://larkfield.example/contact", *web],
    ]


def test_a_marker_leads_to_its_reference(play: Play) -> None:
    seen = play("asking")

    assert seen["markers"] == ["[1]", "[2]", "[2]"]
    assert seen["reached"] == "Sample B. Lists and markers. 2021."


def test_of_several_sections_the_first_is_open(play: Play) -> None:
    assert play("severalSections") == {
        "questions": ["What is Larkfield syndrome?", "What causes Larkfield syndrome?"],
        "open": [True, False],
        "dates": ["Last updated March 9, 2024"],
        "markersWithoutReference": 0,
        "body": "It is caused by the need for an example.[7]",
    }


def test_a_quick_reply_shows_its_title_and_sends_its_payload(play: Play, stub: StubServer) -> None:
    assert play("quickReply") == {
        "offered": ["Causes", "Everything"],
        "bubbles": ["What is Larkfield syndrome?", "Causes"],
        "question": "What causes Larkfield syndrome?",
        "offeredAfter": [],
        "focus": "textarea",
    }
    assert stub.received == ["What is Larkfield syndrome?", "What causes Larkfield syndrome?"]


def test_the_conversation_survives_a_reload_in_this_tab_alone(play: Play, stub: StubServer) -> None:
    seen = play("reload")

    assert (seen["bubbles"], seen["turns"], seen["turnsAfter"]) == (["What is Larkfield syndrome?"], 1, 2)
    assert seen["focus"] == "body", "a reload must not take the focus from the page"
    assert seen["kept"] == [1, 0], "sessionStorage only"
    assert stub.sessions == 1


def test_markup_and_script_addresses_in_a_turn_stay_text(play: Play) -> None:
    assert play("hostileTurn") == {
        "words": HOSTILE,
        "body": f"{HOSTILE} and mail",
        "question": "Where is <i>support</i>?",
        "made": 0,
        "bodyLinks": ["mailto:help@larkfield.example"],
        "title": "Larkfield Rare Conditions Library",
    }


def test_the_styles_of_the_page_do_not_reach_the_widget(play: Play) -> None:
    seen = play("hostilePage")

    assert seen["hostile"] == seen["usual"]
    assert seen["boxWidth"] == 26 * 16


def test_axe_finds_nothing_closed_open_or_with_answers(play: Play) -> None:
    assert play("accessibility") == {
        "light, closed": [],
        "light, open": [],
        "light, with answers": [],
        "dark, closed": [],
        "dark, open": [],
        "dark, with answers": [],
        "small screen": [],
    }


def test_everything_to_press_is_at_least_44_pixels_high(play: Play) -> None:
    seen = play("targets")

    assert seen["lowest"] >= 44
    assert seen["count"] > 20


def test_at_320_pixels_the_panel_fills_the_screen_and_nothing_scrolls_sideways(play: Play) -> None:
    assert play("smallScreen") == {
        "closed": 0,
        "open": {"page": 0, "log": 0},
        "panel": {"x": 0, "y": 0, "width": 320, "height": 640},
        "isModal": True,
        "isOpenWhenWide": True,
    }


def test_enter_sends_shift_enter_breaks_the_line_and_escape_closes(play: Play, stub: StubServer) -> None:
    assert play("keyboard") == {
        "sentWhenEmpty": 0,
        "bubble": ["one\ntwo"],
        "left": "",
        "isOpenAfterEscape": False,
        "focusAfterEscape": "launcher",
    }
    assert stub.received == ["one\ntwo"]


def test_without_network_a_message_waits_and_is_sent_once_when_it_is_back(play: Play, stub: StubServer) -> None:
    assert play("offline") == {
        "delivery": ["Not sent yet."],
        "turnsOffline": 1,
        "deliveryAfter": [],
        "question": "What causes Larkfield syndrome?",
    }
    assert stub.received == ["What is Larkfield syndrome?", "What causes Larkfield syndrome?"]


def test_a_message_whose_reply_was_lost_comes_again_under_the_same_id(play: Play, stub: StubServer) -> None:
    assert play("lostReply") == {"lost": 1, "turns": 1, "bubbles": ["What is Larkfield syndrome?"]}
    assert stub.deliveries == 2
    assert stub.received == ["What is Larkfield syndrome?"]


def test_an_expired_session_is_replaced_by_a_new_one(play: Play, stub: StubServer) -> None:
    assert play("expiredSession") == {"turns": 2, "delivery": []}
    assert stub.sessions == 2
    assert stub.received == ["Forget my session", "What is Larkfield syndrome?"]


def test_start_again_clears_the_conversation_and_takes_a_new_session(play: Play, stub: StubServer) -> None:
    assert play("startAgain") == {"bubbles": [], "focus": "textarea", "turns": 1}
    assert stub.sessions == 2


def test_an_emergency_stands_out_and_its_number_can_be_dialled(play: Play) -> None:
    assert play("emergency") == {
        "label": "Emergency",
        "dials": [["911", "tel:911"]],
        "border": "rgb(166, 33, 26)",
        "disclaimers": 1,
    }


def test_an_alarm_beside_an_answer_stands_above_it_once(play: Play) -> None:
    assert play("emergencyBesideAnswer") == {
        "label": "Emergency",
        "said": ["This may be an emergency. Please call 911 now.", "Here is what I found in 112 pages."],
        "dials": ["tel:911"],
        "sections": 1,
    }


def test_on_a_condition_s_page_the_condition_is_offered_by_its_name(play: Play, stub: StubServer) -> None:
    assert play("conditionPage") == {"offered": ["About Ménière’s disease"], "bubbles": ["About Ménière’s disease"]}
    assert stub.received[0] == "Ménière’s disease"
    assert stub.conditions == ["menieres-disease", None, "menieres-disease"], "told once in a conversation"


def test_a_new_conversation_is_not_begun_by_accident_while_a_request_is_open(play: Play) -> None:
    seen = play("startAgainWithRequest")

    assert "RG-" in seen["question"]
    assert "stays open" in seen["question"]
    assert seen["kept"] == 1


def test_a_spanish_page_gets_spanish_words_and_its_condition_is_offered(play: Play) -> None:
    assert play("spanish") == {
        "left": 20,
        "label": ["Su pregunta"],
        "offered": ["Sobre Larkfield syndrome"],
        "disclaimer": [DISCLAIMER_ES],
        "date": "Última actualización: 9 de marzo de 2024",
    }
