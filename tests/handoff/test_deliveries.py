"""Deliveries of the hand-over against real servers that speak their protocols."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from ipaddress import IPv4Address, ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from conversations.encryption import make_key
from handoff.delivery.addresses import ForbiddenAddress, check_address
from handoff.delivery.http import ask, trusted_certificates
from handoff.delivery.outbox import CLAIM_SECONDS, MOST_ATTEMPTS, NotDelivered, OutboxItem, deliver_due
from handoff.delivery.webhook import Webhook, signature
from handoff.requests.desk import Desk
from handoff.requests.records import Request
from handoff.setup_warnings import NO_KEY, NO_MAIL_TO_DESK, setup_warnings
from handoff.worker import run_once
from tests.handoff.conftest import SECRET, Clock, desk_with, form, settings
from tests.handoff.help_desk import CONTRACTS, HelpDesk
from tests.support.live_server import free_port
from tests.support.mail_server import Mailbox, listening

CONSENT = "I agree."


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    port = free_port()
    with listening(Mailbox(), port) as box:
        yield box, f"smtp://127.0.0.1:{port}"


def ticket(desk: Desk, conversation: str = "c1") -> Request:
    return desk.requests.submit(form(conversation), CONSENT)


def mail_settings(url: str) -> dict[str, str]:
    return {
        "smtp_url": url,
        "mail_from": "RareGuide <bot@larkfield.example>",
        "handoff_mail_to": "desk@larkfield.example",
    }


def test_a_ticket_is_mailed_to_those_who_answer_and_a_receipt_to_the_visitor(
    engine: Engine, clock: Clock, mailbox: tuple[Mailbox, str]
) -> None:
    box, url = mailbox
    desk = desk_with(engine, clock, **mail_settings(url))
    request = ticket(desk)

    run_once(desk)

    to_contact, to_visitor = sorted(box.received, key=lambda mail: str(mail["To"]))
    assert (to_contact["To"], to_contact["Reply-To"]) == (
        "desk@larkfield.example",
        "Maria Lopez <maria@larkfield.example>",
    )
    assert request.number in str(to_contact["Subject"])
    for part in ("Can my daughter fly?", "Marfan syndrome", "last updated: 2024-01-31", "what does a test cost?"):
        assert part in to_contact.get_content()
    assert to_visitor["To"] == "maria@larkfield.example"
    assert request.number in to_visitor.get_content()
    for part in ("Marfan", "fly"):
        assert part not in to_visitor.get_content(), "the address is unproved: a receipt repeats nothing that was asked"
    assert {delivery.state for delivery in desk.outbox.deliveries()} == {"sent"}
    assert all(not delivery.payload for delivery in desk.outbox.deliveries()), "what is sent is not kept"


def test_a_mail_server_that_is_down_loses_nothing(engine: Engine, clock: Clock, mailbox: tuple[Mailbox, str]) -> None:
    box, url = mailbox
    box.refusals = 6  # two mails, three tries each
    desk = desk_with(engine, clock, **mail_settings(url))
    ticket(desk)
    for _ in range(3):
        run_once(desk)
        assert box.received == []
        run_once(desk)  # not due yet
        clock.now += 3600

    run_once(desk)
    run_once(desk)

    assert len(box.received) == 2
    assert len({mail["Message-ID"] for mail in box.received}) == 2


def test_pauses_double_and_in_the_end_a_delivery_is_given_up(engine: Engine, clock: Clock) -> None:
    desk = desk_with(
        engine, clock, smtp_url="smtp://127.0.0.1:1", mail_from="a@b.example", handoff_mail_to="c@d.example"
    )
    desk.requests.submit(form(email=None, phone="+1 201-555-0100"), CONSENT)
    pauses = []
    for _ in range(MOST_ATTEMPTS):
        run_once(desk)
        (delivery,) = desk.outbox.deliveries()
        pauses.append(delivery.next_attempt_at - clock.now)
        clock.now = delivery.next_attempt_at

    assert desk.outbox.deliveries("dead")[0].attempts == MOST_ATTEMPTS
    assert all(8 * 2**number <= pause <= 12 * 2**number for number, pause in enumerate(pauses[:8]))
    assert max(pauses) <= 3600 * 1.2
    assert desk.outbox.retry(delivery.id)
    assert desk.outbox.deliveries()[0].state == "waiting"


def test_two_workers_never_send_the_same(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, webhook_url="http://a.example", webhook_secret=SECRET)
    for number in range(10):
        ticket(desk, f"c{number}")
    sent: list[str] = []
    barrier = threading.Barrier(2)

    def send(item: Any) -> None:
        sent.append(item.key)

    def work() -> None:
        barrier.wait()
        deliver_due(engine, desk.cipher, {"webhook": send}, clock)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(sent) == len(set(sent)) >= 10


def test_a_worker_that_dies_lets_its_claim_run_out(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, webhook_url="http://a.example", webhook_secret=SECRET)
    ticket(desk)

    class Died(BaseException):
        pass

    def die(item: Any) -> None:
        raise Died

    with pytest.raises(Died):
        deliver_due(engine, desk.cipher, {"webhook": die}, clock)
    assert deliver_due(engine, desk.cipher, {"webhook": lambda item: None}, clock) == (0, 0)
    clock.now += CLAIM_SECONDS + 1
    sent, _ = deliver_due(engine, desk.cipher, {"webhook": lambda item: None}, clock)
    assert sent >= 1


def test_a_slow_receiver_is_not_sent_the_same_by_a_second_worker(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, webhook_url="http://a.example", webhook_secret=SECRET)
    for number in range(20):
        ticket(desk, f"c{number}")
    sent: list[str] = []

    def take_long(item: OutboxItem) -> None:
        clock.now += 20
        sent.append(item.key)
        deliver_due(
            engine, desk.cipher, {"webhook": lambda other: sent.append(other.key)}, clock, lambda: len(sent) > 15
        )

    deliver_due(engine, desk.cipher, {"webhook": take_long}, clock)

    assert sorted(sent) == sorted({delivery.key for delivery in desk.outbox.deliveries()})
    assert len(sent) == 20


def test_a_worker_that_was_too_slow_does_not_undo_what_another_has_sent(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, webhook_url="http://a.example", webhook_secret=SECRET)
    ticket(desk)

    def fail_too_late(item: OutboxItem) -> None:
        clock.now += CLAIM_SECONDS + 1
        assert deliver_due(engine, desk.cipher, {"webhook": lambda other: None}, clock) == (1, 0)
        raise NotDelivered("no answer")

    deliver_due(engine, desk.cipher, {"webhook": fail_too_late}, clock)

    (delivery,) = desk.outbox.deliveries()
    assert (delivery.state, delivery.attempts) == ("sent", 1)


def test_urgent_requests_are_sent_first_and_a_receiver_that_is_down_holds_up_no_other(
    engine: Engine, clock: Clock, mailbox: tuple[Mailbox, str]
) -> None:
    _, url = mailbox
    desk = desk_with(engine, clock, **mail_settings(url), webhook_url="http://127.0.0.1:1/", webhook_secret=SECRET)
    ticket(desk, "c1")
    desk.requests.submit(form("c2", alarm="I cannot breathe"), CONSENT)
    tries: list[str] = []

    def be_down(item: OutboxItem) -> None:
        tries.append(item.key)
        raise NotDelivered("the server cannot be reached")

    mails: list[str] = []
    deliveries = {"webhook": be_down, "smtp_contact": lambda item: mails.append(item.key)}
    deliver_due(engine, desk.cipher, deliveries, clock)

    urgent, other = desk.requests.of("c2"), desk.requests.of("c1")
    assert urgent is not None
    assert other is not None
    assert tries == [f"{urgent.number}:request:webhook"]
    assert mails == [f"{urgent.number}:ticket:smtp_contact", f"{other.number}:ticket:smtp_contact"]


def test_words_of_a_request_wait_for_those_before_them(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, webhook_url="http://a.example", webhook_secret=SECRET)
    ticket(desk)
    desk.from_visitors.say("c1", "She is twelve.")
    nothing_meanwhile: list[tuple[int, int]] = []

    def take_long(item: OutboxItem) -> None:
        if ":request:" in item.key:
            nothing_meanwhile.append(deliver_due(engine, desk.cipher, {"webhook": lambda other: None}, clock))

    assert deliver_due(engine, desk.cipher, {"webhook": take_long}, clock) == (2, 0)
    assert nothing_meanwhile == [(0, 0)]


@pytest.mark.parametrize("event", ["withdrawn", "forgotten"])
def test_who_gets_a_request_while_it_is_withdrawn_hears_of_that_afterwards(
    engine: Engine, clock: Clock, event: str
) -> None:
    desk = desk_with(engine, clock, zammad_url="http://a.example", zammad_token="t", handoff_key=make_key())
    request = ticket(desk)
    arrived: list[OutboxItem] = []

    def withdrawn_meanwhile(item: OutboxItem) -> str:
        if "request" in item.payload:
            end = {"withdrawn": desk.requests.withdraw, "forgotten": desk.expiry.forget}[event]
            end("c1")
            assert deliver_due(engine, desk.cipher, {"zammad": arrive}, clock) == (0, 0), "nothing overtakes it"
        return arrive(item)

    def arrive(item: OutboxItem) -> str:
        arrived.append(item)
        return "42"

    deliver_due(engine, desk.cipher, {"zammad": withdrawn_meanwhile}, clock)

    assert [item.key for item in arrived] == [f"{request.number}:{part}:zammad" for part in ("ticket", event)]
    assert arrived[1].thread == "42"


def test_who_may_have_got_a_request_is_told_that_it_is_withdrawn(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, webhook_url="http://a.example", webhook_secret=SECRET)
    request = ticket(desk)

    def lose_the_answer(item: OutboxItem) -> None:
        raise NotDelivered("the server cannot be reached: ReadTimeout")

    deliver_due(engine, desk.cipher, {"webhook": lose_the_answer}, clock)
    desk.requests.withdraw("c1")

    assert [delivery.key for delivery in desk.outbox.deliveries()] == [f"{request.number}:withdrawn:webhook"]


@pytest.fixture
def help_desk() -> Iterator[HelpDesk]:
    """A help desk; whatever is asked of it, and answered, must be as the help desks publish it."""
    with HelpDesk() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
    assert server.breaches == []


def test_every_way_to_ask_a_help_desk_is_as_it_is_published(engine: Engine, clock: Clock, help_desk: HelpDesk) -> None:
    addresses = {"chatwoot_url": help_desk.url, "zammad_url": help_desk.url}
    desk = desk_with(
        engine, clock, **addresses, chatwoot_inbox="box", chatwoot_secret="k", zammad_token="t", zammad_group="Support"
    )
    help_desk.answers_to_lose = 2  # so that both look for what they made
    ticket(desk)
    desk.from_visitors.say("c1", "She is twelve.")
    for _ in range(3):
        run_once(desk)
        clock.now += 100
    help_desk.written = [{"id": place, "content": "…", "message_type": 0} for place in range(1, 22)]
    run_once(desk)
    desk.requests.withdraw("c1")
    run_once(desk)

    assert help_desk.used == {(contract["method"], contract["path"]) for contract in CONTRACTS}
    assert any("before=2" in path for path in help_desk.looked_for)


def test_what_is_against_a_contract_is_seen() -> None:
    with HelpDesk() as server:
        for method, path, body in (
            ("POST", "/api/v1/tickets", {"title": "RareGuide", "group": "Users", "article": {}}),
            ("POST", "/api/v1/ticket_articles", {"ticket_id": "42", "body": "…"}),
            ("POST", "/public/api/v1/inboxes/box/contacts", {"source_id": "s", "sex": "f"}),
            ("GET", "/api/v1/tickets/search?query=RG&page=2", None),
            ("DELETE", "/api/v1/tickets/42", None),
        ):
            answer = [] if method == "GET" else {"id": 1, "title": "", "ticket_id": 42, "source_id": "s"}
            server.held_to_contract(method, path, json.dumps(body).encode() if body else b"", answer)

    assert [breach.partition(": ")[2] or breach for breach in server.breaches] == [
        "'body' is a required property",
        "'42' is not of type 'integer'",
        "Additional properties are not allowed ('sex' was unexpected)",
        "GET /api/v1/tickets/search takes no page",
        "there is no DELETE /api/v1/tickets/42",
    ]


def test_a_webhook_is_signed(engine: Engine, clock: Clock, help_desk: HelpDesk) -> None:
    desk = desk_with(engine, clock, webhook_url=f"{help_desk.url}/hook", webhook_secret=SECRET, webhook_loopback=True)
    request = ticket(desk)

    run_once(desk)

    _, path, headers, body = help_desk.asked[0]
    assert path == "/hook"
    assert headers["X-RareGuide-Signature"] == f"sha256={signature(SECRET, headers['X-RareGuide-Timestamp'], body)}"
    assert json.loads(body)["number"] == request.number


def test_zammad_gets_a_ticket_and_then_articles(engine: Engine, clock: Clock, help_desk: HelpDesk) -> None:
    desk = desk_with(engine, clock, zammad_url=help_desk.url, zammad_token="t", zammad_group="Support")
    request = ticket(desk)
    run_once(desk)
    desk.from_visitors.say("c1", "She is twelve.")
    run_once(desk)

    (_, first, headers, made), (_, second, _, article) = help_desk.asked
    assert (first, second) == ("/api/v1/tickets", "/api/v1/ticket_articles")
    assert headers["Authorization"] == "Token token=t"
    assert json.loads(made)["title"] == f"RareGuide {request.number}"
    assert json.loads(made)["group"] == "Support"
    assert json.loads(article)["ticket_id"] == 42
    assert "She is twelve." in json.loads(article)["body"]


def test_chatwoot_works_both_ways(engine: Engine, clock: Clock, help_desk: HelpDesk) -> None:
    desk = desk_with(engine, clock, chatwoot_url=help_desk.url, chatwoot_inbox="box", chatwoot_secret="k")
    request = ticket(desk)
    run_once(desk)
    help_desk.written = [
        {"id": 1, "content": "for colleagues", "message_type": "outgoing", "private": True},
        {"id": 2, "content": "from the visitor", "message_type": "incoming", "private": False},
        {"id": 3, "content": "Good morning.", "message_type": "outgoing", "private": False, "sender": {"name": "Noor"}},
    ]

    run_once(desk)
    run_once(desk)

    start = "/public/api/v1/inboxes/box/contacts"
    source = json.loads(help_desk.asked[0][3])["source_id"]
    paths = [path for _, path, _, _ in help_desk.asked]
    assert paths[:3] == [start, f"{start}/{source}/conversations", f"{start}/{source}/conversations/7/messages"]
    assert [said.text for said in desk.transcript.messages(request.number) if said.author == "operator"] == [
        "Good morning."
    ]
    assert desk.lookup.request(request.number).operator_name == "Noor"


def test_of_many_words_that_agents_wrote_meanwhile_none_is_lost(
    engine: Engine, clock: Clock, help_desk: HelpDesk
) -> None:
    desk = desk_with(engine, clock, chatwoot_url=help_desk.url, chatwoot_inbox="box")
    number = ticket(desk).number
    run_once(desk)

    def written_until(last: int) -> list[str]:
        sides = ((place, place % 3 > 0) for place in range(1, last + 1))
        help_desk.written = [
            {"id": place, "content": f"Words {place}.", "message_type": int(is_agents), "sender": {"name": "Noor"}}
            for place, is_agents in sides
        ]
        run_once(desk)
        return [said.text for said in desk.transcript.messages(number) if said.author == "operator"]

    for last in (3, 50, 51, 131):
        assert written_until(last) == [f"Words {place}." for place in range(1, last + 1) if place % 3]
    help_desk.looked_for.clear()
    written_until(131)
    assert len(help_desk.looked_for) == 1, "what is known is not asked for again"


def test_an_agent_who_answers_after_the_time_is_over_still_reaches_the_visitor(
    engine: Engine, clock: Clock, help_desk: HelpDesk
) -> None:
    desk = desk_with(engine, clock, chatwoot_url=help_desk.url, chatwoot_inbox="box")
    desk.operators.present(1)
    number = ticket(desk).number
    run_once(desk)
    clock.now += 301
    run_once(desk)
    assert desk.lookup.request(number).state == "timed_out"

    help_desk.written = [{"id": 3, "content": "Good morning.", "message_type": 1, "sender": {"name": "Noor"}}]
    run_once(desk)

    assert [said.text for said in desk.transcript.pushed_after("c1", 0) if said.author == "operator"] == [
        "Good morning."
    ]


def test_an_agent_who_answers_an_older_request_does_not_take_the_newer_one(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock)
    desk.operators.present(1)
    older = ticket(desk).number
    clock.now += 301
    desk.expiry.tick()
    newer = ticket(desk).number

    desk.from_operators.receive("chatwoot", "m1", older, "Noor", "Good morning.")

    assert [said.text for said in desk.transcript.pushed_after("c1", 0) if said.author == "operator"] == [
        "Good morning."
    ]
    assert (desk.lookup.request(older).state, desk.lookup.request(newer).state) == ("timed_out", "queued")


def test_a_ticket_whose_making_was_not_answered_is_not_made_again(
    engine: Engine, clock: Clock, help_desk: HelpDesk
) -> None:
    desk = desk_with(engine, clock, zammad_url=help_desk.url, zammad_token="t", zammad_group="Support")
    ticket(desk, "c1")
    help_desk.answers_to_lose = 1
    run_once(desk)
    ticket(desk, "c2")
    clock.now += 20
    run_once(desk)

    assert len(help_desk.tickets) == 2
    assert {delivery.state for delivery in desk.outbox.deliveries()} == {"sent"}


def test_a_thread_of_chatwoot_whose_making_was_not_answered_is_not_made_again(
    engine: Engine, clock: Clock, help_desk: HelpDesk
) -> None:
    desk = desk_with(engine, clock, chatwoot_url=help_desk.url, chatwoot_inbox="box")
    ticket(desk)
    help_desk.answers_to_lose = 2  # the conversation, then its first message
    for _ in range(3):
        run_once(desk)
        clock.now += 100

    assert len(help_desk.conversations) == 1
    assert [delivery.state for delivery in desk.outbox.deliveries()] == ["sent"]


def test_zammad_is_not_told_to_forget_what_it_never_got(engine: Engine, clock: Clock, help_desk: HelpDesk) -> None:
    desk = desk_with(engine, clock, zammad_url="http://127.0.0.1:1", zammad_token="t", zammad_group="Support")
    ticket(desk)
    run_once(desk)
    desk.requests.withdraw("c1")

    again = desk_with(engine, clock, zammad_url=help_desk.url, zammad_token="t", zammad_group="Support")
    run_once(again)

    assert help_desk.asked == []
    assert [delivery.state for delivery in again.outbox.deliveries()] == ["sent"]


INSIDE = (
    "127.0.0.1 127.8.9.1 10.0.0.1 172.31.0.1 192.168.0.9 169.254.169.254 100.64.0.1 0.0.0.0 0.1.2.3 192.0.0.8 "
    "198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 2130706433 0x7f.1 0177.0.0.1 [::1] [::] [fe80::1] [fec0::1] "
    "[fc00::1] [fd00:ec2::254] [ff02::1] [2001:db8::1] [3fff::1] [100::1] [5f00::1] [64:ff9b:1::5db8:d822]"
).split()
"""Hosts that are, or lead to, this machine, a private network, or nothing at all."""

WAYS_TO_CARRY = (
    "::ffff:{0} ::{0} ::ffff:0:{0} 64:ff9b::{0} 2002:{0}:: 2001:0:{0}::  2001:0:8888:8888:0:0:{1} "
    "2001:4860::5efe:{0} 2001:4860::200:5efe:{0}"
).split()
"""Forms of IPv6 addresses that carry one of IPv4, {0}, or its complement, {1}."""


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "//a.example", "http://", "http://[::1", "http://a.example:x/", "http://\ud800/"]
)
def test_a_webhook_goes_to_no_address_that_is_none_of_the_web(url: str) -> None:
    with pytest.raises(ForbiddenAddress):
        check_address(url)


@pytest.mark.parametrize("host", INSIDE)
def test_a_webhook_does_not_reach_inside(host: str) -> None:
    with pytest.raises(ForbiddenAddress):
        check_address(f"http://{host}/latest")


@pytest.mark.parametrize("host", ["xn--a", "xn--zz--", "a..example", "a" * 64])
def test_a_host_that_no_name_server_knows_is_no_failure(host: str) -> None:
    with pytest.raises(NotDelivered):
        check_address(f"http://{host}/")


@given(st.ip_addresses(v=4), st.sampled_from(WAYS_TO_CARRY))
@example(IPv4Address("127.0.0.1"), WAYS_TO_CARRY[3])
@example(IPv4Address("10.0.0.1"), WAYS_TO_CARRY[4])
def test_an_address_in_another_form_reaches_no_further_than_itself(address: IPv4Address, form: str) -> None:
    carried = int(address)
    in_groups = [f"{number >> 16:x}:{number & 0xFFFF:x}" for number in (carried, carried ^ 0xFFFFFFFF)]
    if is_allowed(f"http://[{form.format(*in_groups)}]/"):
        assert is_allowed(f"http://{address}/")


@pytest.mark.parametrize(
    "host", ["93.184.216.34", "[64:ff9b::5db8:d822]", "[2606:4700::1111]", "[::ffff:93.184.216.34]"]
)
def test_the_internet_is_reached_also_by_way_of_nat64(host: str) -> None:
    assert is_allowed(f"https://{host}/")


def is_allowed(url: str) -> bool:
    try:
        return bool(check_address(url))
    except ForbiddenAddress:
        return False


def test_help_desks_may_be_in_networks_of_ones_own_but_not_where_clouds_keep_credentials() -> None:
    for host in ("127.0.0.1", "192.168.1.1", "[fd12::1]", "[::ffff:10.0.0.1]"):
        assert check_address(f"http://{host}/", is_loopback_allowed=True, are_own_networks_allowed=True)
    for host in ("169.254.169.254", "[fd00:ec2::254]", "100.100.100.200", "[fe80::1]", "[::ffff:169.254.169.254]"):
        with pytest.raises(ForbiddenAddress):
            check_address(f"http://{host}/", is_loopback_allowed=True, are_own_networks_allowed=True)


def test_a_name_that_changes_its_address_after_the_check_changes_nothing(
    help_desk: HelpDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = help_desk.server_address[1]
    looked_up: list[str] = []
    look_up = socket.getaddrinfo

    def first_here_then_nowhere(host: Any, *rest: Any, **more: Any) -> Any:
        if str(host) != "desk.example":
            return look_up(host, *rest, **more)
        looked_up.append(host)
        return look_up("127.0.0.1" if len(looked_up) == 1 else "127.0.0.2", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", first_here_then_nowhere)
    hook = Webhook(f"http://desk.example:{port}/hook", "shared", is_loopback_allowed=True)
    hook.send(OutboxItem("RG-1:request:webhook", {"number": "RG-1"}))

    assert looked_up == ["desk.example"]
    assert help_desk.asked[0][2]["Host"] == f"desk.example:{port}"


def test_the_certificate_is_that_of_the_name_and_not_of_the_address(
    help_desk: HelpDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certificate_for("desk.example", tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    help_desk.socket = context.wrap_socket(help_desk.socket, server_side=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    trusted_certificates.cache_clear()
    here = [ip_address("127.0.0.1")]
    try:
        ask("POST", f"https://desk.example:{help_desk.server_port}/a", here, headers={}, content=b"{}")
        with pytest.raises(NotDelivered, match="cannot be reached"):
            ask("POST", f"https://other.example:{help_desk.server_port}/b", here, headers={}, content=b"{}")
    finally:
        trusted_certificates.cache_clear()
    assert [path for _, path, _, _ in help_desk.asked] == ["/a"]


def certificate_for(name: str, folder: Path) -> Path:
    """Write a certificate that signs itself, and its key, into one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(pem)
    )
    return file


def test_a_redirect_is_not_followed(help_desk: HelpDesk) -> None:
    help_desk.redirect_to = f"{help_desk.url}/inside"
    with pytest.raises(NotDelivered, match="302"):
        Webhook(f"{help_desk.url}/hook", "shared", is_loopback_allowed=True).send(OutboxItem("k", {}))
    assert [path for _, path, _, _ in help_desk.asked] == ["/hook"]


def test_no_proxy_of_the_environment_is_asked_to_connect(help_desk: HelpDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    address = f"{help_desk.url}/hook"
    ask("POST", address, check_address(address, is_loopback_allowed=True), headers={}, content=b"{}")
    assert len(help_desk.asked) == 1


def test_this_machine_is_reached_only_where_the_settings_say_so() -> None:
    check_address("http://127.0.0.1:9/", is_loopback_allowed=True)
    with pytest.raises(NotDelivered):
        check_address("http://192.168.1.1/", is_loopback_allowed=True)


def test_without_any_setting_what_would_have_been_sent_can_be_seen(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock)
    ticket(desk)

    run_once(desk)

    (delivery,) = desk.outbox.deliveries()
    assert (delivery.kind, delivery.state) == ("smtp_contact", "unconfigured")
    assert delivery.payload["request"]["question"] == "Can my daughter fly?"


def test_a_parcel_that_cannot_be_made_does_not_hold_up_the_others(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, webhook_url="http://a.example", webhook_secret=SECRET)
    ticket(desk, "c1")
    ticket(desk, "c2")
    first = desk.outbox.deliveries()[-1].key
    sent: list[str] = []

    def send(item: Any) -> None:
        if item.key == first:
            raise ValueError("Maria Lopez cannot be written")
        sent.append(item.key)

    assert deliver_due(engine, desk.cipher, {"webhook": send}, clock) == (1, 1)

    (waiting,) = desk.outbox.deliveries("waiting")
    assert (waiting.key, waiting.attempts, waiting.last_error) == (first, 1, "it could not be made: ValueError")
    assert len(sent) == 1


def test_those_who_were_sent_a_request_are_asked_to_forget_it(
    engine: Engine, clock: Clock, mailbox: tuple[Mailbox, str], help_desk: HelpDesk
) -> None:
    box, url = mailbox
    desk = desk_with(engine, clock, **mail_settings(url), zammad_url=help_desk.url, zammad_token="t")
    request = ticket(desk)
    run_once(desk)
    box.received.clear()

    desk.expiry.forget("c1")
    run_once(desk)

    (mail,) = box.received
    assert (mail["To"], mail["In-Reply-To"] is not None) == ("desk@larkfield.example", True)
    assert "delete what you have been sent" in mail.get_content()
    assert request.number in mail.get_content()
    assert "Maria" not in mail.as_string()
    article = json.loads(help_desk.asked[-1][3])
    assert (article["ticket_id"], "delete what you have been sent" in article["body"]) == (42, True)


def test_an_odd_name_does_not_spoil_a_mail(engine: Engine, clock: Clock, mailbox: tuple[Mailbox, str]) -> None:
    box, url = mailbox
    desk = desk_with(engine, clock, **mail_settings(url))
    desk.requests.submit(form(name='Маріа, "M" <x@y.example>'), CONSENT)
    run_once(desk)
    (to_contact,) = [mail for mail in box.received if mail["To"] == "desk@larkfield.example"]
    (address,) = to_contact["Reply-To"].addresses
    assert address.addr_spec == "maria@larkfield.example"


def test_the_ticket_of_a_live_request_has_what_was_said_while_it_waited(
    engine: Engine, clock: Clock, mailbox: tuple[Mailbox, str]
) -> None:
    box, url = mailbox
    desk = desk_with(engine, clock, **mail_settings(url))
    desk.operators.present(1)
    number = ticket(desk).number
    desk.from_visitors.say("c1", "She is twelve.")
    desk.claims.claim(number, 1, "Noor")
    desk.from_operators.reply(number, 1, "Good morning.")
    desk.from_operators.note(number, 1, "for colleagues")
    desk.from_visitors.raise_alarm("c1", "She cannot breathe")
    desk.claims.release(number, 1)
    clock.now += 301
    run_once(desk)
    desk.from_visitors.raise_alarm("c1", "She is blue")
    run_once(desk)

    first, later = [mail for mail in box.received if mail["To"] == "desk@larkfield.example"]
    assert str(first["Subject"]).startswith("EMERGENCY")
    for part in (
        "Priority: EMERGENCY",
        "visitor: She is twelve.",
        "operator: Good morning.",
        "visitor: EMERGENCY: She cannot breathe",
    ):
        assert part in first.get_content()
    assert "for colleagues" not in first.get_content()
    assert str(later["Subject"]).startswith("EMERGENCY")
    assert "EMERGENCY: She is blue" in later.get_content()


def test_zammad_is_told_of_an_emergency(engine: Engine, clock: Clock, help_desk: HelpDesk) -> None:
    desk = desk_with(engine, clock, zammad_url=help_desk.url, zammad_token="t", zammad_group="Support")
    desk.requests.submit(form(alarm="I cannot breathe"), CONSENT)
    run_once(desk)
    made = json.loads(help_desk.asked[0][3])
    assert made["title"].startswith("EMERGENCY")
    assert "visitor: EMERGENCY: I cannot breathe" in made["article"]["body"]


def test_an_address_that_no_head_can_hold_is_left_out(
    engine: Engine, clock: Clock, mailbox: tuple[Mailbox, str]
) -> None:
    box, url = mailbox
    desk = desk_with(engine, clock, **mail_settings(url))
    desk.requests.submit(form(email="josé@ejemplo.example"), CONSENT)
    run_once(desk)
    (to_contact,) = [mail for mail in box.received if mail["To"] == "desk@larkfield.example"]
    assert to_contact["Reply-To"] is None
    assert "josé@ejemplo.example" in to_contact.get_content()


@pytest.mark.parametrize(("to", "is_wanted"), [("", True), ("desk@larkfield.example", False)])
def test_a_mail_server_without_an_address_to_answer_at_is_said(to: str, is_wanted: bool) -> None:
    mails = settings(smtp_url="smtp://a.example", mail_from="bot@larkfield.example", handoff_mail_to=to)
    assert (NO_MAIL_TO_DESK in setup_warnings(mails, is_reached_by_others=False)) == is_wanted


@pytest.mark.parametrize(
    ("changed", "is_wanted"),
    [
        ({}, False),
        ({"host": "0.0.0.0"}, True),
        ({"staff_url": "https://staff.example.org"}, True),
        ({"staff_url": "https://staff.example.org", "handoff_key": make_key()}, False),
    ],
)
def test_a_key_is_wanted_where_others_come(changed: dict[str, str], is_wanted: bool) -> None:
    assert (NO_KEY in setup_warnings(settings(**changed), is_reached_by_others=False)) == is_wanted
