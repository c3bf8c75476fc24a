"""Whatever happens at the desk in whatever order: nothing sent is lost, and every change of state has its line."""

from __future__ import annotations

import shutil
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import integers, sampled_from

from conversations.database import open_conversations
from handoff.requests.records import UnknownRequest
from handoff.requests.states import OPEN, TRANSITIONS, NotAllowed, check_transition
from tests.handoff.conftest import SECRET, Clock, desk_with, form
from tests.support.database_files import copy_database, empty_conversations
from tests.support.examples import most_examples

CONVERSATIONS = ("c1", "c2")
OPERATORS = (1, 2)
conversations = sampled_from(CONVERSATIONS)
operators = sampled_from(OPERATORS)
holders = sampled_from((None, None, *OPERATORS))
"""Who acts on a request: mostly whoever has it, which is `None` here."""


def talking(machine: DeskMachine) -> bool:
    """Some visitor talks to an operator; without this most tries would be refused, and little would happen."""
    return any(machine.desk.lookup.request(number).state == "with_operator" for number in machine.numbers.values())


def waiting(machine: DeskMachine) -> bool:
    return any(
        machine.desk.lookup.request(number).state in ("queued", "timed_out") for number in machine.numbers.values()
    )


class DeskMachine(RuleBasedStateMachine):
    """Two visitors, two operators and the clock, at one desk."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        copy_database(empty_conversations, self.folder / "desk.db")
        self.clock = Clock()
        self.engine = open_conversations(f"sqlite:///{self.folder / 'desk.db'}")
        self.desk = desk_with(self.engine, self.clock, webhook_url="http://a.example", webhook_secret=SECRET)
        self.numbers: dict[str, str] = {}
        self.sent: dict[str, list[str]] = {}
        self.forgotten: set[str] = set()
        self.count = 0

    def teardown(self) -> None:
        self.engine.dispose()
        shutil.rmtree(self.folder)

    def text(self) -> str:
        self.count += 1
        return f"text {self.count}"

    def number(self, conversation: str) -> str:
        return self.numbers.get(conversation, "RG-NONE")

    @initialize(operator=operators)
    def a_talk_begins(self, operator: int) -> None:
        self.desk.operators.present(operator)
        for conversation in CONVERSATIONS:
            self.submit(conversation)
        self.claim("c1", operator)
        self.say("c1")
        self.reply("c1", operator)

    @rule(conversation=conversations)
    def submit(self, conversation: str) -> None:
        was_open = self.is_open(conversation)
        try:
            request = self.desk.requests.submit(form(conversation), "I agree.")
        except NotAllowed:
            assert was_open
            return
        assert not was_open
        self.numbers[conversation] = request.number
        self.sent[request.number] = []

    @rule(conversation=conversations)
    def say(self, conversation: str) -> None:
        text = self.text()
        try:
            message = self.desk.from_visitors.say(conversation, text)
        except UnknownRequest:
            assert not self.is_open(conversation)
            return
        self.sent[message.number].append(text)

    @precondition(waiting)
    @rule(conversation=conversations, operator=operators)
    def claim(self, conversation: str, operator: int) -> None:
        self.allowed(lambda: self.desk.claims.claim(self.number(conversation), operator, f"operator {operator}"))

    @precondition(talking)
    @rule(conversation=conversations, operator=holders)
    def reply(self, conversation: str, operator: int | None) -> None:
        text = self.text()
        try:
            message = self.desk.from_operators.reply(
                self.number(conversation), self.holder(conversation, operator), text
            )
        except (NotAllowed, UnknownRequest):
            return
        self.sent[message.number].append(text)

    @precondition(talking)
    @rule(conversation=conversations, operator=holders, to=operators)
    def transfer(self, conversation: str, operator: int | None, to: int) -> None:
        self.allowed(
            lambda: self.desk.claims.transfer(
                self.number(conversation), self.holder(conversation, operator), to, "a colleague"
            )
        )

    @precondition(talking)
    @rule(conversation=conversations, operator=holders)
    def release(self, conversation: str, operator: int | None) -> None:
        self.allowed(lambda: self.desk.claims.release(self.number(conversation), self.holder(conversation, operator)))

    @rule(conversation=conversations, operator=holders)
    def close(self, conversation: str, operator: int | None) -> None:
        self.allowed(
            lambda: self.desk.claims.close(self.number(conversation), self.holder(conversation, operator), "done")
        )

    @precondition(talking)
    @rule(conversation=conversations, operator=holders)
    def hand_back(self, conversation: str, operator: int | None) -> None:
        self.allowed(lambda: self.desk.claims.hand_back(self.number(conversation), self.holder(conversation, operator)))

    @rule(conversation=conversations, operator=holders)
    def reopen(self, conversation: str, operator: int | None) -> None:
        self.allowed(lambda: self.desk.claims.reopen(self.number(conversation), self.holder(conversation, operator)))

    @rule(conversation=conversations)
    def withdraw(self, conversation: str) -> None:
        self.allowed(lambda: self.desk.requests.withdraw(conversation))
        # Its content goes as if it were forgotten, but the conversation may have another one.
        self.forgotten.update(number for number in self.sent if self.desk.lookup.request(number).is_erased)

    @precondition(talking)
    @rule(conversation=conversations)
    def end_chat(self, conversation: str) -> None:
        self.allowed(lambda: self.desk.requests.end_chat(conversation))

    @rule(conversation=conversations)
    def raise_alarm(self, conversation: str) -> None:
        text = self.text()
        try:
            message = self.desk.from_visitors.raise_alarm(conversation, text)
        except UnknownRequest:
            return
        self.sent[message.number].append(text)

    @rule(operator=operators)
    def present(self, operator: int) -> None:
        self.desk.operators.present(operator)

    @rule(seconds=integers(1, 400))
    def time_passes(self, seconds: int) -> None:
        self.clock.now += seconds
        self.desk.expiry.tick()

    @rule(conversation=conversations)
    def forget(self, conversation: str) -> None:
        self.desk.expiry.forget(conversation)
        self.forgotten.update(
            number
            for number in self.sent
            if self.desk.lookup.request(number).is_erased or number == self.number(conversation)
        )
        self.numbers.pop(conversation, None)

    def allowed(self, action: object) -> None:
        try:
            action()  # type: ignore[operator]
        except (NotAllowed, UnknownRequest):
            return

    def holder(self, conversation: str, operator: int | None) -> int:
        if operator is not None or conversation not in self.numbers:
            return operator or 0
        return self.desk.lookup.request(self.numbers[conversation]).operator_id or 1

    def is_open(self, conversation: str) -> bool:
        request = self.desk.requests.of(conversation)
        return request is not None and request.state in OPEN

    @invariant()
    def nothing_sent_is_lost(self) -> None:
        for number, sent in self.sent.items():
            kept = [
                message.text
                for message in self.desk.transcript.messages(number)
                if message.author in ("visitor", "operator")
            ]
            assert kept == ([] if number in self.forgotten else sent)

    @invariant()
    def every_change_of_state_has_its_line(self) -> None:
        for number in self.sent:
            changes = self.desk.lookup.changes(number)
            assert changes[0].from_state == "collecting"
            for before, after in pairwise(changes):
                assert before.to_state == after.from_state
            for change in changes:
                assert change.to_state in TRANSITIONS[change.from_state] or change.to_state == change.from_state
            assert changes[-1].to_state == self.desk.lookup.request(number).state

    @invariant()
    def a_request_has_an_operator_just_while_one_talks(self) -> None:
        for number in self.sent:
            request = self.desk.lookup.request(number)
            if request.state == "with_operator":
                assert request.operator_id in OPERATORS
            if request.state in ("queued", "timed_out"):
                assert request.operator_id is None

    @invariant()
    def a_conversation_has_one_open_request_at_most(self) -> None:
        opened = [one.conversation for one in self.desk.lookup.requests(OPEN)]
        assert len(opened) == len(set(opened))

    @invariant()
    def all_that_changed_goes_out(self) -> None:
        events = [delivery.payload["number"] for delivery in self.desk.outbox.deliveries("waiting", limit=1000)]
        assert all(number in events for number in self.sent if number not in self.forgotten)


@pytest.mark.timeout(600)
def test_any_order_of_events_keeps_the_desk_whole() -> None:
    usual = settings(
        max_examples=most_examples(50), stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(DeskMachine, settings=usual)


@pytest.mark.parametrize("before", TRANSITIONS)
def test_other_transitions_are_refused(before: str) -> None:
    for after in set(TRANSITIONS) - TRANSITIONS[before]:
        with pytest.raises(NotAllowed):
            check_transition(before, after)
