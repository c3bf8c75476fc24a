"""What the widget's channel keeps of a conversation: answers to send again, feedback; and how it is forgotten."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from tests.support.handover_cast import words_in
from tests.support.live_server import LiveServer
from tests.support.widget_visitor import new_session, post, send

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server that may be stopped, and has no other feedback than that of this module."""
    with LiveServer(tmp_path_factory.mktemp("memory")) as running:
        yield running


def test_an_answer_is_sent_again_after_a_restart(own_server: LiveServer) -> None:
    message_id, token = uuid.uuid4().hex, new_session(own_server)
    before = send(own_server, token, "what is Marfan syndrome?", message_id).json()

    with own_server.stopped():
        pass

    assert send(own_server, token, "what is Marfan syndrome?", message_id).json() == before
    follow_up = send(own_server, token, "is it inherited?").json()["turns"][0]
    assert follow_up["condition"]["slug"] == "marfan-syndrome"


def test_other_words_under_the_same_id_are_another_message(server: LiveServer) -> None:
    token = new_session(server)
    first = send(server, token, "hello", "same").json()["turns"][0]
    second = send(server, token, "what is Marfan syndrome?", "same").json()["turns"][0]
    assert (first["kind"], second["kind"]) == ("smalltalk", "answer")


def test_feedback_is_kept_with_question_and_answer(own_server: LiveServer) -> None:
    token = new_session(own_server)
    turn = send(own_server, token, "what is Marfan syndrome?").json()["turns"][0]
    first = {"turn_id": turn["turn_id"], "helpful": True, "comment": ""}
    assert post(own_server, "feedback", token, first).status_code == 204
    changed = {"turn_id": turn["turn_id"], "helpful": False, "comment": "  I looked for the cost "}
    assert post(own_server, "feedback", token, changed).status_code == 204

    listed = own_server.command("feedback")
    assert listed.stdout.count("Marfan") == 1, "a second opinion replaces the first"
    assert "not helpful" in listed.stdout
    assert "marfan-syndrome: overview" in " ".join(listed.stdout.split())
    assert "I looked for the cost" in " ".join(listed.stdout.split())


def test_feedback_needs_a_turn_of_the_same_conversation(server: LiveServer) -> None:
    turn = send(server, new_session(server), "hello").json()["turns"][0]
    body = {"turn_id": turn["turn_id"], "helpful": True, "comment": ""}

    assert post(server, "feedback", new_session(server), body).status_code == 404
    assert post(server, "feedback", "made-up.token", body).status_code == 401
    for wrong in ({}, {**body, "helpful": "yes"}, {**body, "comment": 7}, [], None):
        assert post(server, "feedback", new_session(server), wrong).status_code == 400


def test_forgetting_leaves_no_word_behind(server: LiveServer) -> None:
    token, other = new_session(server), new_session(server)
    send(server, other, "what about zebrafinch and Marfan syndrome?")
    turn = send(server, token, "what about quetzalbird and Marfan syndrome?").json()["turns"][0]
    opinion = {"turn_id": turn["turn_id"], "helpful": False, "comment": "axolotl"}
    post(server, "feedback", token, opinion)
    assert {"quetzalbird", "axolotl"} <= {word for word in ("quetzalbird", "axolotl") if word in words_in(server)}

    assert post(server, "forget", token).status_code == 204

    left = words_in(server)
    assert "quetzalbird" not in left
    assert "axolotl" not in left
    assert token.split(".")[0] not in left
    assert "zebrafinch" in left, "another conversation stays"
    again = send(server, token, "is it inherited?").json()["turns"][0]
    assert again["kind"] == "clarify", "what was talked of is forgotten too"
