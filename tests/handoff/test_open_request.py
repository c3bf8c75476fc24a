"""What becomes of a visitor's messages while a request is open, and afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Engine

from handoff.drafts import turn_of, with_person
from handoff.requests.desk import Desk
from handoff.requests.presence import TYPING_SECONDS
from handoff.requests.pushed import conversations_typed_in
from handoff.requests.records import Message, Request
from rareguide.texts import load_texts
from rareguide.turn import turn_validator
from tests.handoff.conftest import Clock, desk_with
from tests.handoff.visiting import PERSON_PAYLOAD, SECTION, Visitor, assistant


@pytest.fixture
def desk(engine: Engine, clock: Clock) -> Desk:
    return desk_with(engine, clock)


@pytest.fixture
def waiting(desk: Desk) -> Visitor:
    """A visitor in the queue of a live chat."""
    desk.operators.present(1)
    visitor = Visitor(desk)
    visitor.fills_in(until="")
    assert visitor.status == "queued"
    return visitor


@pytest.fixture
def talking(waiting: Visitor) -> Visitor:
    """A visitor with an operator."""
    waiting.desk.claims.claim(request_of(waiting).number, 1, "Noor")
    return waiting


def request_of(visitor: Visitor) -> Request:
    request = visitor.desk.requests.of(visitor.conversation)
    assert request is not None
    return request


def said(visitor: Visitor, author: str = "visitor") -> list[str]:
    return [
        entry.text for entry in visitor.desk.transcript.messages(request_of(visitor).number) if entry.author == author
    ]


def test_the_number_and_the_place_are_told(waiting: Visitor) -> None:
    assert request_of(waiting).number in waiting.turn["text"]
    assert "Your place in the queue: 1" in waiting.turn["text"]


def test_out_of_hours_the_next_opening_is_told(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, business_hours="Mon-Fri 09:00-11:00")
    desk.operators.present(1)
    visitor = Visitor(desk)
    visitor.fills_in(until="")
    assert "will be read tomorrow at 9:00 AM (UTC) or later" in visitor.turn["text"]
    assert request_of(visitor).mode == "ticket"


def test_with_nobody_there_it_is_a_ticket(desk: Desk) -> None:
    visitor = Visitor(desk)
    visitor.fills_in(until="")
    assert request_of(visitor).mode == "ticket"
    assert "Nobody is free to chat right now. You will be answered" in visitor.turn["text"]


def test_of_a_ticket_it_is_not_said_that_nobody_is_there_once_somebody_is(desk: Desk) -> None:
    visitor = Visitor(desk)
    visitor.fills_in(until="")
    desk.operators.present(1)
    assert "Nobody" not in visitor.says("what is the state of my request?")["text"]


def test_the_form_begins_with_whether_somebody_is_there(desk: Desk) -> None:
    assert "Nobody is free to chat right now" in Visitor(desk, "c1").says(PERSON_PAYLOAD)["text"]
    desk.operators.present(1)
    assert Visitor(desk, "c2").says(PERSON_PAYLOAD)["text"].startswith("A person can help you.")


@pytest.mark.parametrize(
    "message",
    [
        "What causes Alport syndrome?",
        "and its treatment?",
        "where did that come from",
        "treatment",
        "is she ever gonna talk again",
        "I fear for her every evening",
        "that's not what I asked",
        "hello",
        "thank you, you are kind",
        "/restart",
        "the bird sang",
    ],
)
def test_what_is_said_to_the_assistant_is_answered_and_not_added(waiting: Visitor, message: str) -> None:
    turn = waiting.says(message)
    assert waiting.reached_rasa[-1] == message
    assert (turn["kind"] != "handoff", waiting.status) == (True, "queued")
    assert said(waiting) == []


@pytest.mark.parametrize(
    "message",
    [
        "She is twelve, by the way.",
        "please tell them she has a stent",
        "could you also ask them about a leaflet",
        "please ring my sister",
        "not before ten please",
        "my number is 030 5550110 now",
        "please delete the line I added last",
    ],
)
def test_what_is_told_for_the_person_is_added_to_the_request(waiting: Visitor, message: str) -> None:
    turn = waiting.says(message)
    assert said(waiting) == [message]
    assert message not in waiting.reached_rasa
    assert (turn["kind"], request_of(waiting).number in turn["text"]) == ("handoff", True)


@pytest.mark.parametrize("chosen", ["button", "please add that to my request", "yes, add it"])
def test_what_was_not_understood_is_added_when_the_visitor_says_so(waiting: Visitor, chosen: str) -> None:
    turn = waiting.says("is she a twin")
    (add,) = [option for option in turn["options"] if option["title"] == "Add this to my request"]
    assert said(waiting) == []

    turn = waiting.says(add["payload"] if chosen == "button" else chosen)

    assert said(waiting) == ["is she a twin"]
    assert turn["text"].startswith("I have added this to your request")


def test_a_message_too_long_to_be_said_again_can_be_added_too(waiting: Visitor) -> None:
    told = "x" * (waiting.desk.settings.max_message_characters - 1)
    turn = waiting.says(told)
    waiting.says(turn["options"][-1]["payload"])
    assert said(waiting) == [told]


@pytest.mark.parametrize(
    "message", ["thank you, you are kind", "that's not what I asked", "What causes Alport syndrome?"]
)
def test_nobody_is_asked_to_add_what_was_answered_or_said_of_the_assistant(waiting: Visitor, message: str) -> None:
    assert "Add this to my request" not in [option["title"] for option in waiting.says(message)["options"]]


def test_while_a_request_is_open_no_person_is_offered(waiting: Visitor) -> None:
    offered = with_person(assistant("is she a twin"), load_texts())
    draft = {**offered, "text": f"I am sorry. {load_texts().say('utter_feeling_offer')}"}
    turn = waiting.visitors.after("c1", "widget", "is she a twin", draft)
    assert turn["text"] == "I am sorry."
    assert [option["title"] for option in turn["options"]] == ["Add this to my request"]


@pytest.mark.parametrize("message", ["why do you keep adding things", "I don't want to add that"])
def test_a_complaint_about_adding_is_answered_and_not_added(waiting: Visitor, message: str) -> None:
    assert "goes only what you tell the person" in waiting.says(message)["text"]
    assert said(waiting) == []


@pytest.mark.parametrize(
    "message", ["what is the state of my ticket?", "where am I in the queue?", "how long do I have to wait", "status"]
)
def test_the_state_can_be_asked(waiting: Visitor, message: str) -> None:
    turn = waiting.says(message)
    assert "is waiting for a person" in turn["text"]
    assert "Your place in the queue: 1" in turn["text"]
    assert said(waiting) == []


@pytest.mark.parametrize("message", ["never mind", "I give up", "oh forget it", "stop", "I changed my mind"])
def test_what_may_be_said_of_something_else_withdraws_nothing(waiting: Visitor, message: str) -> None:
    turn = waiting.says(message)
    assert "still open" in turn["text"]
    assert request_of(waiting).state == "queued"

    (option,) = turn["options"]
    assert "has been withdrawn" in waiting.says(option["payload"])["text"]


@pytest.mark.parametrize(
    "message",
    [
        "what do you have stored about me now and when is it gone",
        "who reads my request",
        "when is my request deleted?",
        "what number do you have for me?",
        "is that confidential",
    ],
)
def test_it_says_what_is_kept_of_a_request_and_who_reads_it(waiting: Visitor, message: str) -> None:
    text = waiting.says(message)["text"]
    number = request_of(waiting).number
    for part in (
        number,
        "Can my daughter fly?",
        "Maria Lopez",
        "maria@larkfield.example",
        "90 days",
        "deletes it at once",
    ):
        assert part in text
    assert said(waiting) == []


def test_of_a_withdrawn_request_nothing_is_kept_to_be_told(waiting: Visitor) -> None:
    waiting.says("withdraw my request")
    assert "Maria Lopez" not in waiting.says("what do you have stored about me")["text"]


@pytest.mark.parametrize("message", ["withdraw my request", "cancel my ticket please", "I'd like to cancel my request"])
def test_a_request_can_be_withdrawn(waiting: Visitor, message: str) -> None:
    turn = waiting.says(message)
    assert "has been withdrawn" in turn["text"]
    assert waiting.status == "cancelled"
    assert waiting.desk.queue.waiting() == []


def test_asking_for_a_person_again_tells_the_state(waiting: Visitor) -> None:
    waiting.says(PERSON_PAYLOAD)
    assert "is waiting for a person" in waiting.turn["text"]
    assert waiting.desk.forms.of("c1") is None


@pytest.mark.parametrize(
    "message", ["What causes Alport syndrome?", "/restart", "status", "I'd like to talk to a person", "😀", "thanks"]
)
def test_with_a_person_every_message_goes_there_and_nowhere_else(talking: Visitor, message: str) -> None:
    before = list(talking.reached_rasa)
    turn = talking.says(message)
    assert said(talking) == [message]
    assert talking.reached_rasa == before
    assert (turn["kind"], talking.status, turn["text"]) == ("handoff", "with_operator", "Passed on to Noor.")


@pytest.mark.parametrize("message", ["withdraw my request", "please cancel my ticket", "delete my request"])
def test_a_request_is_withdrawn_also_while_a_person_is_there(talking: Visitor, message: str) -> None:
    number = request_of(talking).number
    turn = talking.says(message)
    assert "has been withdrawn" in turn["text"]
    assert (talking.status, talking.desk.transcript.messages(number)) == ("cancelled", [])


def test_cancelling_asks_first_while_a_person_is_there(talking: Visitor) -> None:
    turn = talking.says("never mind")
    assert [option["payload"] for option in turn["options"]] == ["End chat"]
    assert request_of(talking).state == "with_operator"

    talking.says("End chat")
    assert request_of(talking).state == "resolved"


@pytest.mark.parametrize("message", ["bye", "Goodbye!", "end chat", "please end the chat", "ok bye, thanks"])
def test_the_visitor_can_end_the_talk(talking: Visitor, message: str) -> None:
    turn = talking.says(message)
    assert talking.status == "resolved"
    assert "back with the assistant" in turn["text"]
    assert said(talking) == [message]


def test_after_the_talk_the_assistant_is_there_again(talking: Visitor) -> None:
    talking.desk.claims.hand_back(request_of(talking).number, 1)
    turn = talking.says("What causes Alport syndrome?")
    assert (turn["kind"], turn.get("handoff")) == ("answer", None)


def test_a_closed_request_can_be_asked_about_for_a_day(talking: Visitor, clock: Clock) -> None:
    talking.desk.claims.close(request_of(talking).number, 1, "answered")
    assert "is closed" in talking.says("what is the state of my request?")["text"]
    clock.now += 86_401
    talking.says("what is the state of my request?")
    assert talking.reached_rasa[-1] == "what is the state of my request?"


def test_a_ticket_that_nobody_took_can_be_asked_about_and_withdrawn(waiting: Visitor, clock: Clock) -> None:
    clock.now += 301
    waiting.desk.expiry.tick()
    assert "waits as a ticket" in waiting.says("what is the state of my ticket")["text"]
    waiting.says("status")
    assert waiting.reached_rasa[-1] == "status"
    assert "has been withdrawn" in waiting.says("withdraw my ticket")["text"]


def test_an_alarm_puts_the_request_first_and_tells_the_operator(talking: Visitor) -> None:
    other = Visitor(talking.desk, "c0")
    talking.visitors.on_alarm("c1", "I cannot breathe")
    assert request_of(talking).is_emergency
    (message,) = [
        one for one in talking.desk.transcript.messages(request_of(talking).number) if one.author == "visitor"
    ]
    assert (message.text, message.mark) == ("I cannot breathe", "emergency")

    other.visitors.on_alarm("c0", "I cannot breathe")
    assert talking.desk.requests.of("c0") is None


def test_a_question_with_an_alarm_in_it_is_answered_and_told(waiting: Visitor) -> None:
    waiting.says("What causes Alport syndrome?", alarm_kind="emergency")
    assert waiting.reached_rasa[-1] == "What causes Alport syndrome?"
    assert said(waiting) == ["What causes Alport syndrome?"]
    assert waiting.desk.queue.waiting()[0].is_emergency


def test_what_a_person_writes_becomes_turns(talking: Visitor) -> None:
    number = request_of(talking).number
    talking.desk.from_operators.note(number, 1, "for colleagues")
    talking.desk.from_operators.reply(number, 1, "Good morning.")
    talking.desk.from_operators.reply(number, 1, "This may help.", {"sections": [SECTION]})
    pushed = talking.desk.transcript.pushed_after("c1", 0)

    turns = [turn_of(message) for message in pushed]
    assert [(turn["author"], turn["kind"], turn["text"]) for turn in turns] == [
        ("bot", "handoff", "You are now talking to Noor, a person."),
        ("operator", "handoff", "Good morning."),
        ("operator", "answer", "This may help."),
    ]
    assert [turn["sequence"] for turn in turns] == sorted({message.sequence for message in pushed})
    assert turns[2]["sections"] == [SECTION]
    whole = {
        "turn_id": "t",
        "disclaimer": talking.desk.settings.disclaimer(),
        "contact": talking.desk.settings.contact(),
    }
    assert [list(turn_validator().iter_errors({**turn, **whole})) for turn in turns] == [[], [], []]
    assert talking.desk.transcript.pushed_after("c1", pushed[0].sequence) == pushed[1:]


def test_the_handoff_of_a_pushed_turn_names_ticket_and_state() -> None:
    message = Message(4, 1, "RG-0", "c1", "notice", "You are back.", 0.0, status="resolved")
    assert turn_of(message)["handoff"] == {"ticket": "RG-0", "status": "resolved", "asks_for": None}


def test_typing_is_seen_for_five_seconds_and_only_while_a_person_is_there(talking: Visitor, clock: Clock) -> None:
    def typed_in(who: str) -> list[str]:
        return conversations_typed_in(talking.desk.engine, who, clock.now - TYPING_SECONDS)

    talking.desk.transcript.typing("c1", "operator")
    assert (typed_in("operator"), typed_in("visitor")) == (["c1"], [])
    clock.now += 6
    assert typed_in("operator") == []

    talking.desk.claims.hand_back(request_of(talking).number, 1)
    talking.desk.transcript.typing("c1", "operator")
    assert typed_in("operator") == []


def test_an_alarm_that_comes_again_is_added_once(talking: Visitor) -> None:
    for _ in range(2):
        replace(talking.visitors, message_key="k1").on_alarm("c1", "I cannot breathe")
    assert said(talking) == ["I cannot breathe"]
    assert [change.action for change in talking.desk.lookup.changes(request_of(talking).number)].count("alarm") == 1


@pytest.fixture
def timed_out(waiting: Visitor, clock: Clock) -> Visitor:
    """A visitor whose live request nobody took."""
    clock.now += 301
    waiting.desk.expiry.tick()
    assert request_of(waiting).state == "timed_out"
    return waiting


@pytest.mark.parametrize("is_general_mention", [True, False])
def test_an_alarm_reaches_operators_after_the_time_out_too(timed_out: Visitor, is_general_mention: bool) -> None:
    if is_general_mention:
        timed_out.says("I cannot breathe", alarm_kind="emergency")
        assert timed_out.reached_rasa[-1] == "I cannot breathe"
    else:
        timed_out.visitors.on_alarm("c1", "I cannot breathe")
    assert said(timed_out) == ["I cannot breathe"]
    assert timed_out.desk.queue.waiting()[0].is_emergency


@pytest.mark.parametrize(
    "message", ["add to my request: she is twelve", "Please tell them she is twelve", "tell the person she is twelve"]
)
def test_words_for_the_person_reach_a_ticket_after_the_time_out(timed_out: Visitor, message: str) -> None:
    turn = timed_out.says(message)
    assert said(timed_out) == [message]
    assert request_of(timed_out).number in turn["text"]
    assert message not in timed_out.reached_rasa


def test_what_was_not_understood_can_be_added_after_the_time_out(timed_out: Visitor) -> None:
    turn = timed_out.says("is she a twin")
    timed_out.says(turn["options"][-1]["payload"])
    assert said(timed_out) == ["is she a twin"]


def test_other_words_are_the_assistants_after_the_time_out(timed_out: Visitor) -> None:
    timed_out.says("tell me about Alport syndrome")
    assert timed_out.reached_rasa[-1] == "tell me about Alport syndrome"
    assert said(timed_out) == []


@pytest.mark.parametrize("message", ["what is the state of my request?", "withdraw my request", "where is my ticket"])
def test_who_asks_for_a_request_that_is_not_there_is_told_so(engine: Engine, clock: Clock, message: str) -> None:
    visitor = Visitor(desk_with(engine, clock))

    visitor.says(message)

    assert visitor.turn["text"] == load_texts().say("utter_ask_request")
    assert visitor.turn["kind"] == "smalltalk"


@pytest.mark.parametrize(
    ("said", "email", "phone"),
    [
        ("sorry, it's 555-0199", "maria@larkfield.example", "555-0199"),
        ("its marie@larkfield.example not .org", "marie@larkfield.example", None),
        ("soz its marie@larkfield.example", "marie@larkfield.example", None),
        ("oops, marie@larkfield.example", "marie@larkfield.example", None),
        ("the mail is larkfeild, not larkfield", "maria@larkfeild.example", None),
        ("actually ring me on 030 1234567 instead", None, "030 1234567"),
        ("you can also ring me on 030 1234567", "maria@larkfield.example", "030 1234567"),
        ("you can also write to marie@larkfield.example", "maria@larkfield.example", None),
        ("my sister's number is 030 1234567, she has it too", "maria@larkfield.example", None),
        ("they said 5 tablets, no, 6", "maria@larkfield.example", None),
    ],
)
def test_contact_details_that_are_corrected_after_sending_take_the_place_of_the_old(
    desk: Desk, said: str, email: str | None, phone: str | None
) -> None:
    visitor = Visitor(desk)
    visitor.fills_in(until="")
    visitor.says(said)
    request = visitor.desk.requests.of("c1")
    assert request is not None
    assert (request.email, request.phone) == (email, phone)


def test_who_corrects_an_address_reads_which_one_holds_and_the_person_reads_their_words(desk: Desk) -> None:
    visitor = Visitor(desk)
    visitor.fills_in(until="")
    told = visitor.says("oops, marie@larkfield.example")["text"]
    request = visitor.desk.requests.of("c1")
    assert request is not None
    assert told.endswith("these contact details of yours in it: marie@larkfield.example.")
    assert [one.text for one in visitor.desk.transcript.messages(request.number)] == ["oops, marie@larkfield.example"]
    assert "contact details corrected" in [change.action for change in visitor.desk.lookup.changes(request.number)]


@pytest.mark.parametrize(
    "message", ["Thank you, my dear. You were very patient with an old man.", "thanks, good night"]
)
def test_thanks_once_it_is_sent_are_answered_as_thanks_and_not_added(waiting: Visitor, message: str) -> None:
    turn = waiting.says(message)
    assert turn["text"].startswith("You are welcome.")
    assert turn["options"] == []
    assert "added" not in turn["text"]


@pytest.mark.parametrize(
    "message",
    [
        "I have a second question for them: who pays for the nurse?",
        "oh and her bruises are worse on the legs, they should know that",
        "actually my wife will answer the phone, not me",
        "I forgot: I have two kids",
        "also i have ocd tell them",
    ],
)
def test_what_is_told_for_the_person_in_other_words_is_added(waiting: Visitor, message: str) -> None:
    assert "added" in waiting.says(message)["text"]
    assert message in said(waiting)


@pytest.mark.parametrize(
    "message",
    ["u sent it?", "how will I know they got it?", "and if they don't ring?", "is there anything else I should do?"],
)
def test_how_it_stands_is_asked_in_other_words(waiting: Visitor, message: str) -> None:
    assert f"Your request {request_of(waiting).number} is waiting" in waiting.says(message)["text"]


def test_who_does_not_want_it_sent_any_more_is_asked_and_a_second_request_goes_into_the_first(waiting: Visitor) -> None:
    number = request_of(waiting).number
    assert "still open" in waiting.says("actually nvm dont send it")["text"]
    assert f"added to your request {number}" in waiting.says("I'd like to make another request, for my son")["text"]
    assert request_of(waiting).state == "queued"


def test_a_number_in_case_it_helps_stands_beside_the_address(waiting: Visitor) -> None:
    before = request_of(waiting)
    waiting.says("My mobile in case it helps: 07700 900717")
    after = request_of(waiting)
    assert (after.email, after.phone) == (before.email, "07700 900717")


@pytest.mark.parametrize(
    "said", ["a separate new request please", "I want to talk about my mum too, a different thing"]
)
def test_a_second_request_is_told_how_to_go_with_the_first(waiting: Visitor, said: str) -> None:
    answer = waiting.says(said)
    assert "One request can be open at a time" in answer["text"]
    assert [option["title"] for option in answer["options"]] == ["Add this to my request"]


def test_a_further_question_for_the_person_is_added(waiting: Visitor) -> None:
    assert "added" in waiting.says("another one for the nurse: does she need a wheelchair")["text"]


def test_who_asks_when_is_told_that_no_hour_is_known(waiting: Visitor) -> None:
    assert "on which day or at what hour" in waiting.says("when do they ring?")["text"]
    assert "on which day or at what hour" not in waiting.says("where is my request")["text"]
