"""A conversation is handed to a person at the gate, before Rasa sees it, and back again."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from handoff.requests.desk import Desk
from handoff.requests.presence import HERE, LEFT
from rareguide.turn import turn_validator
from tests.support.handover_cast import ALWAYS_OPEN, FORM, NAME, OPERATOR, ask_for_a_person, desk_of, words_in
from tests.support.live_server import LiveServer
from tests.support.widget_visitor import Socket, new_session, post, send

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server whose people are always there."""
    with LiveServer(tmp_path_factory.mktemp("office"), **ALWAYS_OPEN) as running:
        yield running


def sent_back(server: LiveServer, sender: str, message: str) -> list[dict[str, Any]]:
    """All turns that come with one reply over REST, each of which fits the contract."""
    turns = [part["custom"] for part in server.post({"sender": sender, "message": message}).json() if "custom" in part]
    for turn in turns:
        turn_validator().validate(turn)
    return turns


def test_a_form_becomes_a_ticket_and_rasa_never_sees_it(office: LiveServer) -> None:
    sender = uuid.uuid4().hex
    office.say("what is Marfan syndrome?", sender)

    turn = ask_for_a_person(office, sender)

    assert (turn["kind"], turn["handoff"]["status"]) == ("handoff", "queued")
    assert turn["handoff"]["ticket"] in turn["text"]
    request = desk_of(office).lookup.request(turn["handoff"]["ticket"])
    assert (request.question, request.name, request.email) == (FORM[0], "Maria Lopez", "maria@larkfield.example")
    assert request.context["condition"] == "Marfan syndrome"
    (asked, answered) = request.context["messages"][:2]
    assert (asked["who"], asked["text"]) == ("visitor", "what is Marfan syndrome?")
    assert asked["at"] < answered["at"] <= request.created_at
    assert [part["slug"] for part in answered["sections"]] == ["marfan-syndrome"]
    tracker = words_in(office, "events")
    assert "what is Marfan syndrome?" in tracker
    assert not any(typed in tracker for typed in FORM[:3])


def test_a_question_in_mid_form_is_answered_and_the_form_goes_on(office: LiveServer) -> None:
    sender = uuid.uuid4().hex
    office.say("what is Marfan syndrome?", sender)
    office.say("can I talk to somebody?", sender)
    office.say(FORM[0], sender)

    answer = office.say("is it inherited?", sender)

    assert (answer["kind"], answer["sections"][0]["section"]) == ("answer", "inheritance")
    assert answer["handoff"] == {"ticket": None, "status": "collecting", "asks_for": "name"}
    assert office.say("Maria Lopez", sender)["handoff"]["asks_for"] == "contact"


def test_an_emergency_breaks_through_the_form(office: LiveServer) -> None:
    sender = uuid.uuid4().hex
    office.say("I want to talk to a person", sender)

    alarm = office.say("my son is not breathing", sender)

    assert alarm["kind"] == "emergency"
    assert alarm["handoff"]["asks_for"] == "question", "the form stays where it was"


def test_an_emergency_at_the_form_goes_with_the_request(office: LiveServer) -> None:
    sender = uuid.uuid4().hex
    office.say("I want to talk to a person", sender)
    office.say("I want to kill myself", sender)
    for message in FORM:
        turn = office.say(message, sender)

    request = desk_of(office).lookup.request(turn["handoff"]["ticket"])
    assert request.is_emergency
    words = [(said.text, said.mark) for said in desk_of(office).transcript.messages(request.number)]
    assert words == [("I want to kill myself", "emergency")]
    assert "kill myself" not in words_in(office, "events")


@pytest.mark.parametrize("asked", ["quiero hablar con una persona", "agente", "humano", "hablar con alguien"])
def test_a_person_is_reached_in_spanish(office: LiveServer, asked: str) -> None:
    assert office.say(asked, uuid.uuid4().hex)["handoff"]["asks_for"] == "question"


def test_while_a_person_is_there_the_assistant_is_silent(office: LiveServer) -> None:
    sender = uuid.uuid4().hex
    number = ask_for_a_person(office, sender)["handoff"]["ticket"]
    desk = desk_of(office)
    desk.claims.claim(number, OPERATOR, NAME)

    for message in ("what is Marfan syndrome?", "/restart", '/ask_causes{"condition": "marfan-syndrome"}', "hello"):
        turn = sent_back(office, sender, message)[-1]
        assert (turn["kind"], turn["handoff"]["status"], turn["sections"]) == ("handoff", "with_operator", [])
    assert [said.text for said in desk.transcript.messages(number) if said.author == "visitor"][-1] == "hello"
    assert "/restart" in [said.text for said in desk.transcript.messages(number)]

    desk.from_operators.reply(number, OPERATOR, "She may, after six weeks.")
    operator, passed_on = sent_back(office, sender, "thank you")[-2:]
    assert (operator["author"], operator["text"]) == ("operator", "She may, after six weeks.")
    assert operator["disclaimer"]["text"]
    assert passed_on["author"] == "bot"

    desk.claims.hand_back(number, OPERATOR)
    turns = sent_back(office, sender, "what is Marfan syndrome?")
    assert turns[-1]["kind"] == "answer"
    assert turns[0]["handoff"]["status"] == "resolved"
    assert len(sent_back(office, sender, "and its causes?")) == 1, "each is given out once"


def test_an_emergency_reaches_the_person_too(office: LiveServer) -> None:
    sender = uuid.uuid4().hex
    number = ask_for_a_person(office, sender)["handoff"]["ticket"]
    desk = desk_of(office)
    desk.claims.claim(number, OPERATOR, NAME)

    alarm = sent_back(office, sender, "I want to kill myself")[-1]

    assert (alarm["kind"], alarm["handoff"]["status"]) == ("emergency", "with_operator")
    assert desk.lookup.request(number).is_emergency
    assert desk.transcript.messages(number)[-1].text == "I want to kill myself"


def wait_for_visitor(desk: Desk, number: str, state: str) -> None:
    give_up_at = time.monotonic() + 30
    while number not in desk.lookup.visits() or desk.lookup.visits()[number].state != state:
        assert time.monotonic() < give_up_at, desk.lookup.visits()
        time.sleep(0.1)


def test_a_persons_words_are_pushed_and_what_was_missed_comes_at_the_next_connection(office: LiveServer) -> None:
    token = new_session(office)
    for message in ("I want to talk to a person", *FORM):
        turn = send(office, token, message).json()["turns"][0]
    number, desk = turn["handoff"]["ticket"], desk_of(office)
    with closing(Socket(office, token)) as window:
        desk.claims.claim(number, OPERATOR, NAME)
        (notice,) = window.next_pushed()
        assert (notice["author"], notice["handoff"]["status"]) == ("bot", "with_operator")
        assert NAME in notice["text"]
        desk.transcript.typing(f"widget-{token.split('.')[0]}", "operator")
        window.wait_for_typing()
        desk.from_operators.reply(number, OPERATOR, "Good morning.")
        (said,) = window.next_pushed()
        assert (said["author"], said["text"]) == ("operator", "Good morning.")
        turn_validator().validate(said)
        wait_for_visitor(desk, number, HERE)
    wait_for_visitor(desk, number, LEFT)
    with office.stopped():
        desk.from_operators.reply(number, OPERATOR, "Are you still there?")

    with closing(Socket(office, token, after=said["sequence"])) as window:
        (missed,) = window.next_pushed()
        assert missed["text"] == "Are you still there?"
        assert window.ask("yes, I am")["turns"][0]["handoff"]["status"] == "with_operator"
    fetched = post(office, "updates", token, {"after": said["sequence"]}).json()["turns"]
    assert [turn["turn_id"] for turn in fetched] == [missed["turn_id"]]
    assert desk.transcript.messages(number)[-1].text == "yes, I am"


def test_forgetting_removes_the_request_too(office: LiveServer) -> None:
    typed = ("May quetzals fly after surgery?", "Ines Quetzal", "ines@quetzal.example")
    token = new_session(office)
    for message in ("I want to talk to a person", *typed, *FORM[len(typed) :]):
        turn = send(office, token, message).json()["turns"][0]
    number = turn["handoff"]["ticket"]

    assert post(office, "forget", token).status_code == 204

    left = words_in(office)
    assert not any(words in left for words in typed)
    assert token.split(".")[0] not in left
    assert [change.action for change in desk_of(office).lookup.changes(number)][-1] == "forget"


def test_an_unanswered_question_offers_a_person(office: LiveServer) -> None:
    sender = uuid.uuid4().hex
    first = office.say("what is Blorgen syndrome?", sender)
    assert first["kind"] == "no_answer"
    assert "I would like to talk to a person" in [option["payload"] for option in first["options"]]

    second = office.say("what is Zorblatt disease?", sender)
    assert len(second["text"]) > len(first["text"]), "after two answers that did not help, the words offer it too"
    assert office.say(second["options"][-1]["title"], sender)["handoff"]["status"] == "collecting"


def test_a_turn_waits_no_longer_than_a_moment_for_the_desk(office: LiveServer) -> None:
    sender = uuid.uuid4().hex
    began = time.monotonic()
    assert office.say("I took too many pills", sender)["kind"] == "emergency"
    assert time.monotonic() - began < 5


def test_a_message_that_comes_again_reaches_the_person_once(office: LiveServer) -> None:
    """Its answer is taken away here, as by a server that died after the message was stored and before its answer."""
    token = new_session(office)
    for message in ("I want to talk to a person", *FORM):
        turn = send(office, token, message).json()["turns"][0]
    number, desk = turn["handoff"]["ticket"], desk_of(office)
    desk.claims.claim(number, OPERATOR, NAME)
    send(office, token, "only once please", "m1")
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM answered_message")

    assert send(office, token, "only once please", "m1").json()["turns"][0]["handoff"]["status"] == "with_operator"

    assert [said.text for said in desk.transcript.messages(number)].count("only once please") == 1
