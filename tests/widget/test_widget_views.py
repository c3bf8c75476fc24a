"""The rarer states of the widget: forms, a person, the keyboard alone, hardly any room, a server that is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.widget.stub_server import StubServer

Play = Callable[[str], Any]


def test_the_text_box_says_what_the_form_asks_for_and_the_form_can_be_left(play: Play, stub: StubServer) -> None:
    seen = play("formFields")

    assert seen == {
        "question": ["Your question to the person", "off", "text"],
        "name": ["Your name", "name", "text"],
        "contact": ["Your e-mail address or phone number", "email", "email"],
        "language": ["Your language", "off", "text"],
        "consent": ["Do you agree? Yes or no", "off", "text"],
        "offered": [],
        "talkButtons": 0,
        "label": ["Your question"],
    }
    assert stub.received[-1] == "cancel"


def test_at_400_percent_the_small_print_of_all_turns_is_in_sight_and_the_menu_fits(play: Play) -> None:
    assert play("smallPrintAt400") == {
        "cards": 2,
        "read": 1,
        "leads": ["fine-print", "fine-print"],
        "prints": 1,
        "isWhole": True,
        "label": "Your e-mail address or phone number",
        "isMenuInside": True,
        "axe": [],
    }


def test_in_spanish_the_sentence_is_shown_in_spanish_and_sent_in_english(play: Play, stub: StubServer) -> None:
    assert play("spanishStates") == {
        "axe": [],
        "label": ["Su nombre"],
        "said": "Quisiera hablar con una persona",
        "menu": ["Imprimir", "Guardar como archivo", "Ampliar", "Empezar de nuevo", "Olvidar mis datos"],
    }
    assert stub.received[-1] == "I would like to talk to a person"


def test_a_turn_is_read_out_once_and_leaves_the_focus_where_it_is(play: Play) -> None:
    assert play("focusStays") == {
        "focus": "tool more",
        "whileWaiting": ["The answer is being looked up."],
        "afterwards": [""],
        "live": "polite",
        "alerts": 0,
        "silent": "off",
    }


def test_menu_question_thumbs_and_comment_are_used_with_the_keyboard_alone(play: Play, stub: StubServer) -> None:
    assert play("keyboardWalk") == {
        "path": ["Forget me", "Keep it", "More", "This was not helpful", "comment", "This was not helpful"],
        "isOpen": True,
        "expanded": "false",
        "length": 500,
        "pressed": ["false", "true"],
        "isOpenAtEnd": False,
    }
    assert [(one["helpful"], len(one["comment"])) for one in stub.opinions] == [(False, 0), (False, 500)]


def test_an_opinion_that_the_server_does_not_take_is_not_thanked_for(play: Play) -> None:
    assert play("opinionNotKept") == {"onQuestions": 0, "notice": ["Your opinion could not be kept."]}


def test_forget_me_asks_once_and_says_when_the_server_could_not_be_reached(play: Play) -> None:
    seen = play("forgetWithoutServer")

    assert seen["asked"] == ["Delete this conversation, here and on the server? This cannot be undone."]
    assert seen["focus"] == "chip keep"
    assert "The server cannot be reached now" in seen["notice"][0]
    assert seen["bubbles"] == []


def test_where_no_window_opens_printing_gives_the_file(play: Play) -> None:
    assert play("printWithoutWindow").endswith(".html")


def test_the_saved_file_is_a_page_of_its_own(play: Play) -> None:
    assert play("savedFileOpened") == {
        "title": "A conversation with an automatic assistant",
        "language": "en",
        "smallPrints": 1,
        "references": 2,
        "controls": 0,
        "width": True,
        "axe": [],
    }


def test_a_person_is_named_seen_typing_and_told_that_the_visitor_types(play: Play) -> None:
    assert play("withPerson") == {
        "bar": ["You are talking to a person"],
        "typing": ["The person is typing."],
        "axe": [],
        "person": "A person",
        "afterwards": 0,
        "typed": 1,
        "barAfterwards": [],
        "focus": "textarea",
        "left": "Thank",
    }


def test_who_has_to_wait_reads_so_until_the_answer_comes(play: Play) -> None:
    assert play("toldToWait") == {"notice": ["Your message has been taken."], "afterwards": 0}


def test_in_colours_of_the_system_every_button_has_a_border_and_the_focus_a_ring(play: Play) -> None:
    assert play("forcedColours") == {"borderless": [], "ring": True, "hasIcon": True, "axe": []}
