"""The form as visitors fill it in: one dialogue a case, one line a message.

A line says what is typed and what the turn must then ask for: a field, "assistant field" where the assistant answers
first, or the form's end: "sent", "dropped".
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.safety.finder import trained_finder
from handoff.drafts import adds_to
from handoff.form.answers import Outcome
from handoff.form.asides import advance_and_ask
from handoff.form.contact_details import read_contact
from handoff.form.phrases import PHRASES, Phrases
from handoff.form.read_message import ReadMessage
from handoff.form.steps import advance
from handoff.requests.history import VISITOR, HistoryEntry, entry_of
from handoff.requests.records import Form
from handoff.tables import handoff_form, handoff_request
from rareguide.rule_files import BadRules
from rareguide.texts import Texts
from rareguide.turn import Draft, Understood, turn_validator
from tests.handoff.conftest import Clock
from tests.handoff.visiting import PERSON_PAYLOAD, Visitor, assistant

PERSON = f"{PERSON_PAYLOAD} > question"
NAME = f"{PERSON}\n Can she fly? > name"
CONTACT = f"{NAME}\n Maria > contact"
LANGUAGE = f"{NAME}\n Maria, maria@larkfield.example > language"
FILLED = f"""
    {PERSON}
    Can my daughter fly? > name
    Maria Lopez > contact
    maria@larkfield.example > language
    English > consent
"""

DIALOGUES = {
    "in Spanish": f"{NAME}\n omitir > contact\n a@b.example > language\n Español > consent\n acepto > sent",
    "yes in Spanish": f"{FILLED}\n sí, acepto > sent",
    "left in Spanish": f"{FILLED}\n cancelar > dropped",
    "a person asked for in Spanish again": f"{PERSON}\n quiero hablar con una persona > question",
    "all fields": f"{FILLED}\n Yes > sent",
    "agreed in other words": f"{FILLED}\n ok, please send it. > sent",
    "consent is not read out of a hedge": f"{FILLED}\n yes but not my name > consent\n hm > consent\n yes > sent",
    "no consent": f"{FILLED}\n no thanks > dropped",
    "asked for a person again": f"{PERSON}\n {PERSON_PAYLOAD}. > question\n I need a human > question",
    "name skipped": f"{NAME}\n I'd rather not say > contact",
    "name skipped by no": f"{NAME}\n no > contact",
    "a condition's name is a name here": f"{NAME}\n Marfan > contact",
    "so is a word that is read as a question": f"{NAME}\n Hope > contact",
    "a question at the name": f"{NAME}\n What causes Alport syndrome? > assistant name",
    "a short question at the name": f"{NAME}\n Alport syndrome causes > assistant name",
    "what is no name": f"{NAME}\n 555 > name\n ??? > name\n Ana > contact",
    "name and contact at once": f"{NAME}\n Maria, maria@larkfield.example > language",
    "only the contact at the name": f"{NAME}\n maria@larkfield.example > name\n Maria > language",
    "contact with words around": f"{CONTACT}\n call me at 212-736-5000 > language",
    "contact that is wrong": f"""{CONTACT}\n maria@ > contact\n 12345 > contact
        skip > contact\n my pigeon > contact\n maria@larkfield.example > language""",
    "a question at the contact": f"{CONTACT}\n and its treatment? > assistant contact",
    "a condition at the contact": f"{CONTACT}\n Alport > assistant contact",
    "a language by ordinal": f"{LANGUAGE}\n 2 > consent",
    "a language in words": f"{LANGUAGE}\n I speak Polish > consent",
    "a language that is not known": f"{LANGUAGE}\n Quechua > consent",
    "what is no language": f"{LANGUAGE}\n hello > language\n help > language",
    "a question at consent": f"{FILLED}\n What causes Alport syndrome? > assistant consent\n yes > sent",
    "who reads it, at every field": f"""{PERSON}\n who reads this? > question\n Can she fly? > name
        and who gets it? > name\n Maria > contact\n is this confidential? > contact
        maria@larkfield.example > language\n why do you need my number? > language\n English > consent
        who will read this? > consent\n yes > sent""",
    "left in two words": f"{NAME}\n never mind, cancel that > dropped",
    "a question before the form goes on": f"{PERSON}\n wait, first: what causes it? > assistant question",
    "a question before the name": f"{NAME}\n hold on, is it inherited? > assistant name",
    "a call is what is wanted": f"{PERSON}\n please call me tomorrow at 5 > name\n Ana > contact",
    "no to the language": f"{LANGUAGE}\n no > language\n English > consent",
    "another language at the summary": f"{FILLED}\n rather in Spanish please > consent",
    "another number at the summary": f"""{FILLED}\n actually, use another number > contact
        212 736 5000 > consent\n yes > sent""",
    "another question at the summary": f"""{FILLED}\n I'd rather ask something else > question
        May she dive? > consent\n yes > sent""",
    "e-mail corrected": f"{FILLED}\n my e-mail is actually ana@larkfield.example > consent",
    "e-mail corrected to a wrong one": f"{FILLED}\n my e-mail is actually ana@ > contact\n a@b.example > consent",
    "e-mail said to be wrong": f"{FILLED}\n the e-mail is wrong > contact\n ana@larkfield.example > consent",
    "name changed": f"{FILLED}\n change my name to Ana Pérez > consent",
    "name to be changed": f"{FILLED}\n I want to change my name > name\n Ana > consent",
    "language changed": f"{FILLED}\n change the language to Spanish > consent",
    "question changed": f"{FILLED}\n change my question to: May she dive? > consent",
    "a national number, and another": f"""{CONTACT}\n (0 40) 1234-5678 > language
        sorry, wrong number, it's 040 123 456 79 > language\n English > consent\n yes > sent""",
    "a number before the question": f"{PERSON}\n 020 7946 0018 > question\n Can she fly? > name\n Ana > language",
    "a name before it is asked for": f"{PERSON}\n I am Tom > question\n Can she fly? > contact",
    "the name is left out after all": f"{FILLED}\n please leave my name out > consent\n yes > sent",
    "a wish for a time, at every field": f"""{PERSON}\n only after four o'clock > question\n Can she fly? > name
        not on fridays please > name\n Maria > contact\n evenings are best > contact
        maria@larkfield.example > language\n before noon > language\n English > consent
        I'd rather they only text me > consent\n yes > sent""",
    "when they answer, at every field": f"""{PERSON}\n when will they ring? > question\n Can she fly? > name
        when will they ring? > name\n Maria > contact\n has anybody read it yet? > contact
        maria@larkfield.example > language\n what happens now? > language\n English > consent
        when will somebody call me? > consent""",
    "a worry and thanks in the middle": f"""{NAME}\n I am so frightened of it > assistant name
        thank you, you are kind > assistant name\n Maria > contact""",
    "more is told at the name": f"{NAME}\n it is about her test in May > name\n Maria > contact",
    "not yet at the summary": f"{FILLED}\n no, wait > consent\n not yet > consent\n yes > sent",
    "a language before it is asked for": f"{NAME}\n English please > name\n Ana > contact\n a@b.example > consent",
    "back": f"{FILLED}\n go back > language\n back > contact\n 212 736 5000 > language\n English > consent",
    "a name, and who reads it": f"{NAME}\n Karl, wait who reads this? > contact",
    "a name, and a question": f"{NAME}\n jenny. wait is it going to hurt him > assistant contact",
    "names in text messages": f"""{NAME}\n my names jenny > contact\n change my name to Al > contact
        a@b.example > language""",
    "an agreement is no name": f"{NAME}\n yes thats ok > name\n its karl > contact",
    "an address, and what becomes of it": f"{CONTACT}\n a@b.example and is that kept private? > language",
    "a number with a wish, and who calls": f"{CONTACT}\n call me at 212 736 5000 after six. who will call? > language",
    "a name at the contact": f"{CONTACT}\n I am Ana Lopez > contact\n a@b.example > language",
    "a language, and a question": f"{LANGUAGE}\n English. is it inherited? > assistant consent",
    "go on, at the language": f"{LANGUAGE}\n yea send it > consent",
    "who the contact is, before the yes": f"""{FILLED}\n yes but whats the contact, who is that sample > consent
        no wait. who is it sent to > consent\n yes > sent""",
    "another question, and who reads it": f"""{FILLED}
        Change my question to: does she need an MRI every year? and who can see this > consent\n yes > sent""",
    "names where the question is asked for": f"""{PERSON}\n Okafor > question\n Can she fly? > contact
        a@b.example > language""",
    "a name behind a filler": f"{PERSON}\n ok, Ines Okafor > question\n Can she fly? > contact",
    "a name with its title": f"{PERSON}\n It's Mrs. Okafor > question\n Can she fly? > contact",
    "a medicine that reads like a name": f"{PERSON}\n Zolgenta > question\n Zolgenta > name\n Ana > contact",
    "a medicine that is asked about then": f"{PERSON}\n Zolgenta > question\n How much is Zolgenta? > name",
    "an abbreviation is no name": f"{PERSON}\n RNU4-2 > name",
    "a name that was taken for the question": f"{PERSON}\n ines okafor > name\n Ines Okafor > question",
    "an address behind a filler": f"{PERSON}\n ok, my mail is a@b.example > question\n Can she fly? > name",
    "languages where the question is asked for": f"{PERSON}\n Norwegian please > question\n Can she fly? > name",
    "a language within a question": f"{PERSON}\n genetic testing in Spanish > name",
    "languages at the name": f"{NAME}\n Norwegian. English is fine too > name\n Ana > contact\n a@b.example > consent",
    "a language that few speak at the name": f"{NAME}\n Finnish > name",
    "a filler and a number at the name": f"{NAME}\n ok, my whatsapp is +47 22 55 01 34 > name\n Ana > language",
    "fillers are no names": f"{NAME}\n well > name\n uh, ok then > name\n hi there > name\n sure, Wilma > contact",
    "what to be called is a name": f"{NAME}\n call me Al > contact",
    "two languages, the first is meant": f"{LANGUAGE}\n Swedish. English works too. > consent",
    "changed and agreed is shown once more": f"""{FILLED}
        oh and call me Peg in the answer, yes you may send it > consent\n yes > sent""",
    "agreed and changed": f"""{FILLED}
        you can send it but call me Mimi > consent\n yes send it, and answer in German > consent""",
    "cancelled for a question": f"{PERSON}\n no cancel, I only wanted to know if you are a robot > assistant dropped",
    "a question of two sentences": f"{PERSON}\n She is Ana's sister. Can she fly, and who pays? > name",
    "back at the first field": f"{PERSON}\n go back > dropped",
}

WHOLE_FORMS = {
    "jenny. wait is it going to hurt him": ("name", "name", "Jenny"),
    "it's tom here. what happens with my name": ("name", "name", "Tom"),
    "lisa here": ("name", "name", "Lisa"),
    "Ana Lopez, what a mess this is": ("name", "name", "Ana Lopez"),
    "change my name to Thomas and does anyone else see it?": ("consent", "name", "Thomas"),
    "change my question to: can she swim, and can she dive?": (
        "consent",
        "question",
        "can she swim, and can she dive?",
    ),
    "make my question: who pays for it? also is that confidential": ("consent", "question", "who pays for it?"),
    "skip, and who are these people": ("name", "name", ""),
    "oh and call me Peg in the answer, yes you may send it": ("consent", "name", "Peg"),
    "oh and do call me Dot in the reply, yes please send it": ("consent", "name", "Dot"),
    "please put Mariella as my name, and yes send it": ("consent", "name", "Mariella"),
    "yes send it, and answer in German please": ("consent", "language", "Deutsch"),
    "Swedish. English works too.": ("language", "language", "Svenska"),
    "Norwegian. English is fine too": ("name", "language", "Norsk"),
    "ok Ana": ("name", "name", "Ana"),
    "well, Ana Lopez": ("name", "name", "Ana Lopez"),
    "So Young Kim": ("name", "name", "So Young Kim"),
    "sure, a@b.example": ("name", "name", None),
    "no, who reads this?": ("name", "name", None),
}
"""What is said at a field, and what the form then has in one of its fields."""

CANCELS = (
    "cancel",
    "Never mind.",
    "forget it",
    "stop",
    "I changed my mind",
    "I’ve changed my mind",
    "Oh, never mind, thanks!",
    "please cancel this",
    "I don't want to talk to a person anymore",
    "forget about it",
    "actually, stop asking me",
    "nvm",
    "leave it",
    "let's not",
    "back to the assistant please",
)


def lines(dialogue: str) -> list[tuple[str, str]]:
    parts = [line.strip().rsplit(" > ", 1) for line in dialogue.strip().splitlines() if line.strip()]
    return [(said, expected.strip()) for said, expected in parts]


def outcome(visitor: Visitor) -> str:
    if visitor.status == "collecting":
        return visitor.asks_for or ""
    return {"queued": "sent", "cancelled": "dropped"}[visitor.status or ""]


@pytest.mark.parametrize("name", DIALOGUES)
def test_dialogues(visitor: Visitor, name: str) -> None:
    for said, expected in lines(DIALOGUES[name]):
        before = len(visitor.reached_rasa)
        turn = visitor.says(said)
        is_answered = len(visitor.reached_rasa) > before and said != PERSON_PAYLOAD
        assert ("assistant " if is_answered else "") + outcome(visitor) == expected, f"{said!r}: {turn['text']}"
        assert not is_answered or turn["kind"] != "handoff"


@pytest.mark.parametrize("said", WHOLE_FORMS)
def test_what_is_asked_beside_goes_into_no_field(visitor: Visitor, said: str) -> None:
    field, changed, value = WHOLE_FORMS[said]
    visitor.fills_in(until=field)
    visitor.says(said)
    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert getattr(form, changed) == value


def test_who_leaves_the_form_to_ask_something_is_told_both(visitor: Visitor) -> None:
    visitor.says(PERSON_PAYLOAD)
    turn = visitor.says("oh stop. What causes Alport syndrome?")
    assert (turn["kind"], visitor.status) == ("answer", "cancelled")
    assert turn["text"].startswith("All right, I have dropped the form")
    assert visitor.reached_rasa[-1] == "What causes Alport syndrome?"


@pytest.mark.parametrize("field", ["question", "name", "contact", "language", "consent"])
@pytest.mark.parametrize("said", CANCELS)
def test_it_can_be_left_at_every_field(visitor: Visitor, field: str, said: str) -> None:
    visitor.fills_in(until=field)

    turn = visitor.says(said)

    assert (turn["kind"], visitor.status) == ("handoff", "cancelled")
    assert visitor.desk.forms.of("c1") is None
    assert said not in visitor.reached_rasa


@pytest.mark.parametrize("said", ["How do I stop taking tablets?", "Can I cancel a test?", "Should I forget it"])
def test_a_question_that_speaks_of_stopping_is_a_question(visitor: Visitor, said: str) -> None:
    visitor.says(PERSON_PAYLOAD)
    visitor.says(said)
    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert form.question == said


def test_every_turn_fits_the_contract(visitor: Visitor) -> None:
    fine_print = {
        "turn_id": "t",
        "author": "bot",
        "disclaimer": visitor.desk.settings.disclaimer(),
        "contact": visitor.desk.settings.contact(),
    }
    for said, _ in lines(DIALOGUES["a question at consent"]):
        assert list(turn_validator().iter_errors({**visitor.says(said), **fine_print})) == []


def test_earlier_questions_are_offered_the_newest_first(visitor: Visitor) -> None:
    for said in ("hello", "What causes Alport syndrome?", "what does a test cost", "Marfan", "and its treatment?"):
        visitor.says(said)

    turn = visitor.says(PERSON_PAYLOAD)
    assert [option["payload"] for option in turn["options"]] == [
        "and its treatment?",
        "Marfan",
        "what does a test cost",
    ]

    visitor.says("the third one")
    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert (form.question, visitor.asks_for) == ("what does a test cost", "name")


def test_an_offered_question_is_not_answered_a_second_time(visitor: Visitor) -> None:
    visitor.says("What causes Alport syndrome?")
    visitor.says(PERSON_PAYLOAD)
    visitor.says("What causes Alport syndrome?")
    assert visitor.asks_for == "name"
    assert visitor.reached_rasa.count("What causes Alport syndrome?") == 1


def test_a_question_that_the_assistant_knows_is_recorded_and_answered(visitor: Visitor) -> None:
    visitor.says(PERSON_PAYLOAD)
    turn = visitor.says("What causes Alport syndrome?")
    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert (turn["kind"], visitor.asks_for, form.question) == ("answer", "name", "What causes Alport syndrome?")


def test_name_and_contact_within_the_question_are_not_asked_for_again(visitor: Visitor) -> None:
    visitor.says(PERSON_PAYLOAD)
    visitor.says("I am Maria, m@larkfield.example, can my daughter fly?")
    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert (form.name, form.email, visitor.asks_for) == ("Maria", "m@larkfield.example", "language")


def test_consent_names_all_that_is_sent(visitor: Visitor) -> None:
    visitor.fills_in(until="consent")
    text = visitor.turn["text"]
    for part in (
        "Can my daughter fly?",
        "Maria Lopez",
        "maria@larkfield.example",
        "English",
        "90 days",
        "conversation",
    ):
        assert part in text
    assert visitor.desk.settings.contact_name in text
    assert [option["title"] for option in visitor.turn["options"]] == ["Yes", "No"]


def test_a_name_is_one_line(visitor: Visitor) -> None:
    visitor.fills_in(until="name")
    visitor.says("Maria\r\nBcc: everybody@larkfield.example")
    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert "\n" not in (form.name or "")
    assert "\r" not in (form.name or "")


def test_before_consent_nothing_is_in_a_request_and_after_a_no_nothing_at_all(visitor: Visitor, engine: Engine) -> None:
    visitor.fills_in(until="consent")
    with engine.connect() as connection:
        assert connection.execute(select(handoff_request)).all() == []
    visitor.says("no")
    with engine.connect() as connection:
        assert connection.execute(select(handoff_form)).all() == []
        assert connection.execute(select(handoff_request)).all() == []


def test_what_was_said_before_goes_with_the_request(visitor: Visitor) -> None:
    for said in ("What causes Alport syndrome?", "what does a test cost"):
        visitor.says(said)
    visitor.fills_in(until="")
    request = visitor.desk.requests.of("c1")
    assert request is not None
    assert request.condition == "Alport syndrome"
    assert request.context["sections"] == [
        {
            "condition": "Alport syndrome",
            "section": "causes",
            "question": "What causes Alport syndrome?",
            "last_updated": "2024-01-31",
            "source": "Larkfield Library",
        }
    ]
    assert "what does a test cost" in request.context["failed"]
    assert {"who": "visitor", "text": "What causes Alport syndrome?"} in request.context["messages"]


def test_an_alarm_leaves_the_form_where_it_was(visitor: Visitor) -> None:
    visitor.fills_in(until="name")
    before = visitor.desk.forms.of("c1")
    visitor.says("my chest hurts", alarm_kind="emergency")
    assert before is not None
    assert visitor.desk.forms.of("c1") == replace(before, alarm="my chest hurts")
    assert visitor.asks_for == "name"


def test_an_alarm_at_the_form_makes_an_emergency_once_there_is_consent(visitor: Visitor) -> None:
    visitor.fills_in(until="name")
    for _ in range(2):  # the same words sent again are kept once
        assert visitor.visitors.on_alarm("c1", "I want to kill myself")
    for answer in ("Maria Lopez", "maria@larkfield.example", "English", "yes"):
        visitor.says(answer)

    request = visitor.desk.requests.of("c1")
    assert request is not None
    assert visitor.desk.queue.waiting()[0].is_emergency
    (alarm,) = visitor.desk.transcript.messages(request.number)
    assert (alarm.author, alarm.text, alarm.mark) == ("visitor", "I want to kill myself", "emergency")
    assert visitor.desk.forms.of("c1") is None


@pytest.mark.parametrize("kind", [None, "poisoning"])
def test_the_contact_that_comes_with_an_alarm_is_not_asked_for_again(visitor: Visitor, kind: str | None) -> None:
    visitor.fills_in(until="contact")
    said = "maria@larkfield.example but i feel faint, i took ten times the dose"
    if kind is None:
        visitor.visitors.on_alarm("c1", said)
    else:
        visitor.says(said, alarm_kind=kind)

    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert (form.email, form.alarm, form.asks_for) == ("maria@larkfield.example", said, "language")


def test_an_alarm_does_not_change_a_contact_that_was_given(visitor: Visitor) -> None:
    visitor.fills_in(until="language")
    visitor.visitors.on_alarm("c1", "I cannot breathe, my neighbour is nina@larkfield.example")

    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert form.email == "maria@larkfield.example"


def test_an_alarm_raised_while_a_field_is_answered_is_not_lost(visitor: Visitor) -> None:
    visitor.fills_in(until="contact")
    read_before = visitor.desk.forms.of("c1")
    visitor.visitors.on_alarm("c1", "I cannot breathe")
    assert read_before is not None
    assert visitor.desk.forms.save(replace(read_before, email="maria@larkfield.example")).alarm == "I cannot breathe"


@pytest.mark.parametrize("said", ["no", "cancel", "forget me"])
def test_without_consent_the_words_of_an_alarm_go_with_the_form(visitor: Visitor, engine: Engine, said: str) -> None:
    visitor.fills_in(until="consent")
    visitor.visitors.on_alarm("c1", "I cannot breathe")
    visitor.says(said)
    with engine.connect() as connection:
        assert connection.execute(select(handoff_form)).all() == []
        assert connection.execute(select(handoff_request)).all() == []


def test_an_alarm_without_a_form_keeps_nothing(visitor: Visitor, engine: Engine) -> None:
    assert not visitor.visitors.on_alarm("c1", "I cannot breathe")
    with engine.connect() as connection:
        assert connection.execute(select(handoff_form)).all() == []


def test_an_alarm_shortly_before_the_form_makes_an_emergency_without_its_words(visitor: Visitor) -> None:
    draft = assistant(PERSON_PAYLOAD)
    replace(visitor.visitors, was_alarmed=True).after("c1", "widget", PERSON_PAYLOAD, draft)
    for answer in ("Can she fly?", "Maria", "maria@larkfield.example", "English", "yes"):
        visitor.says(answer)
    request = visitor.desk.requests.of("c1")
    assert request is not None
    assert (request.is_emergency, visitor.desk.transcript.messages(request.number)) == (True, [])


@pytest.mark.parametrize("wrong", ["maria@@larkfield", "maria@larkfield", "josé@ejemplo.example", "12345"])
def test_a_wrong_contact_is_named_also_where_it_reads_like_a_wish_for_a_person(visitor: Visitor, wrong: str) -> None:
    visitor.fills_in(until="contact")
    form = visitor.desk.forms.of("c1")
    assert form is not None
    step = advance(form, wrong, ReadMessage("ask_person", 0.9), "US")
    assert (step.lead, step.value) == ("utter_handoff_contact_wrong", wrong)


def test_a_domain_is_kept_as_the_network_knows_it() -> None:
    assert read_contact("ana@ejemplo.españa", "US").email == "ana@ejemplo.xn--espaa-rta"


@pytest.mark.parametrize("field", ["question", "name", "contact", "language", "consent"])
@pytest.mark.parametrize("said", ["forget me", "Please forget me.", "delete everything about me", "forget everything"])
def test_forget_me_drops_the_form_and_says_how_to_delete_the_rest(visitor: Visitor, field: str, said: str) -> None:
    visitor.fills_in(until=field)
    turn = visitor.says(said)
    assert visitor.status == "cancelled"
    assert visitor.desk.forms.of("c1") is None
    assert "“Forget me”" in turn["text"]


@pytest.mark.parametrize(
    ("field", "said"),
    [
        *product(("name", "language"), ("help", "no idea", "I don't understand", "I don’t know")),
        ("name", "yes"),
        ("language", "that is not it"),
    ],
)
def test_what_is_said_at_a_loss_is_no_name_and_no_language(visitor: Visitor, field: str, said: str) -> None:
    visitor.fills_in(until=field)
    visitor.says(said)
    assert visitor.asks_for == field


@pytest.mark.parametrize("said", ["yes", "sure", "sure thing", "this one", "same as now", "what do you think?"])
def test_who_agrees_at_the_language_is_answered_in_the_one_spoken(visitor: Visitor, said: str) -> None:
    visitor.fills_in(until="language")
    assert "- Language: English" in visitor.says(said)["text"]


def test_who_agrees_in_spanish_is_answered_in_spanish() -> None:
    form = Form("c1", "widget", "Can she fly?", "", None, "030 123456")
    assert advance(form, "sí", ReadMessage(language="es"), "").form.language == "Español"


@pytest.mark.parametrize("field", ["question", "name", "contact"])
@pytest.mark.parametrize(
    "said", ["I don't have email", "no phone, sorry", "my daughter will call", "can't you just answer here"]
)
def test_who_cannot_be_reached_is_told_which_ways_there_are(visitor: Visitor, field: str, said: str) -> None:
    visitor.fills_in(until=field)
    told = visitor.says(said)
    assert visitor.asks_for == field
    assert "one way is enough" in told["text"]


@pytest.mark.parametrize("field", ["question", "name", "contact", "language", "consent"])
@pytest.mark.parametrize("said", ["can it be anonymous", "do I have to give my name?"])
def test_the_name_can_be_left_out_at_every_field(visitor: Visitor, field: str, said: str) -> None:
    visitor.fills_in(until=field)
    told = visitor.says(said)["text"]
    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert (form.name, told.startswith("Your name is left out")) == ("", True)


@pytest.mark.parametrize("said", ["none of your business", "I won't tell you that", "I'm not giving you my name"])
def test_who_refuses_a_name_is_asked_no_more_for_it(visitor: Visitor, said: str) -> None:
    visitor.fills_in(until="name")
    visitor.says(said)
    assert visitor.asks_for == "contact"


def test_a_name_a_number_and_a_language_in_one_line_are_all_taken(visitor: Visitor) -> None:
    visitor.fills_in(until="name")
    visitor.says("Maria, 555-0142, english")
    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert (form.name, form.phone, form.language) == ("Maria", "555-0142", "English")


def test_a_number_that_is_called_a_patients_is_no_telephone_number(visitor: Visitor) -> None:
    visitor.fills_in(until="contact")
    visitor.says("my patient number is 123 456 789")
    assert visitor.asks_for == "contact"


UNREAD_DRAFT = Draft("smalltalk", "I speak English.", understood=Understood("other_language", 0.9)).as_dict()


@pytest.mark.parametrize(
    "said",
    [
        "quiero hablar con una persona",
        "¿Puedo hablar con alguien?",
        "Hablar con un agente, por favor",
        "agente",
        "Humano",
    ],
)
def test_spanish_words_open_the_form(visitor: Visitor, said: str) -> None:
    assert adds_to(UNREAD_DRAFT, said)
    draft = visitor.visitors.after("c1", "widget", said, UNREAD_DRAFT)
    assert draft["handoff"]["asks_for"] == "question"
    assert visitor.desk.forms.of("c1") is not None


def test_other_spanish_words_do_not(visitor: Visitor) -> None:
    for said in ("¿qué es el síndrome de Marfan?", "mi hermana habla con una persona que tiene Marfan"):
        assert visitor.visitors.after("c1", "widget", said, UNREAD_DRAFT) == UNREAD_DRAFT


def test_a_form_is_kept_for_an_hour(visitor: Visitor, clock: Clock, engine: Engine) -> None:
    visitor.fills_in(until="contact")
    clock.now += 3601
    assert visitor.desk.forms.of("c1") is None
    visitor.desk.expiry.tick()
    with engine.connect() as connection:
        assert connection.execute(select(handoff_form)).all() == []


def test_the_form_of_another_conversation_is_another(visitor: Visitor) -> None:
    visitor.fills_in(until="contact")
    assert visitor.desk.forms.of("c2") is None
    assert isinstance(visitor.desk.forms.of("c1"), Form)


def test_a_number_given_with_the_wish_is_kept_for_the_form(visitor: Visitor) -> None:
    asked = visitor.says("call me on 212 736 5000 after lunch")
    assert asked["handoff"]["asks_for"] == "question"

    visitor.says("Can she fly?")
    visitor.says("Maria")
    assert visitor.asks_for == "language"
    assert "212 736 5000" in visitor.says("English")["text"]


def test_a_wish_that_says_when_to_call_is_the_question(visitor: Visitor) -> None:
    visitor.fills_in(until="question")
    visitor.says("please call me tomorrow at 5")

    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert form.question == "please call me tomorrow at 5"


def test_who_reads_it_is_said(visitor: Visitor) -> None:
    visitor.fills_in(until="name")
    told = visitor.says("who reads this?")["text"]
    assert visitor.desk.settings.contact_name in told
    assert f"{visitor.desk.settings.handoff_retention_days} days" in told


def test_what_was_told_in_fear_is_not_offered_as_a_question(visitor: Visitor) -> None:
    visitor.says("What causes Alport syndrome?")
    visitor.says("I am so frightened of it")

    offered = visitor.says(PERSON_PAYLOAD)["options"]

    assert [option["payload"] for option in offered] == ["What causes Alport syndrome?"]


def test_a_person_is_offered_after_two_turns_that_asked_back(visitor: Visitor) -> None:
    asking = Draft("clarify", "Which one?", understood=Understood("ask_causes", 0.9, ("causes",))).as_dict()

    def answered() -> list[str]:
        draft = visitor.visitors.after("c1", "widget", "the causes", asking)
        visitor.entries += [HistoryEntry(VISITOR, "the causes"), entry_of(draft)]
        return [option["payload"] for option in draft["options"]]

    assert adds_to(asking, "the causes")
    assert answered() == []
    assert answered() == [PERSON_PAYLOAD]


def test_a_person_is_offered_where_nothing_was_found(visitor: Visitor) -> None:
    first = visitor.says("what does a test cost")
    assert PERSON_PAYLOAD in [option["payload"] for option in first["options"]]
    assert "Would you like to talk to a person?" not in first["text"]

    second = visitor.says("that did not help")
    assert PERSON_PAYLOAD in [option["payload"] for option in second["options"]]
    assert "Would you like to talk to a person?" in second["text"]

    visitor.says("What causes Alport syndrome?")
    assert "Would you like" not in visitor.says("what does a test cost")["text"]


def test_the_button_for_a_person_is_read_in_the_words_of_the_domain(visitor: Visitor) -> None:
    class Spanish(Texts):
        def say(self, name: str, /, **values: str) -> str:
            told = {"utter_handoff_option_person_message": "Me gustaría que me atendiera un ser humano"}
            return told.get(name) or super().say(name, **values)

    visitors = replace(visitor.visitors, texts=Spanish())
    offer = visitors.after("c1", "widget", "Fxyz", assistant("Fxyz"))
    pressed = offer["options"][-1]["payload"]
    opened = visitors.after("c1", "widget", pressed, assistant(pressed))

    assert pressed == "Me gustaría que me atendiera un ser humano"
    assert opened["handoff"]["asks_for"] == "question"


def test_what_the_button_of_the_widget_sends_opens_the_form_in_any_language(visitor: Visitor) -> None:
    unread = assistant("Fxyz")
    assert visitor.visitors.after("c1", "widget", PERSON_PAYLOAD, unread)["handoff"]["asks_for"] == "question"


@pytest.mark.parametrize("message", ["anna at gmail", "anna dot smith at mail"])
def test_an_address_that_is_written_out_is_told_to_be_none(message: str) -> None:
    """It reads like the wish for a person, and the same question came again without a word."""
    filled = Form("c1", "widget", question="Can she fly?", name="Maria")

    step = advance(filled, message, ReadMessage("ask_person", 0.9), "US")

    assert (step.outcome, step.lead) == (Outcome.ASK, "utter_handoff_contact_missing")


@pytest.mark.parametrize("name", ["Anne", "Sophie", "Yusuf Demir", "Christine", "Hope Burns", "Li Wei"])
def test_an_introduction_raises_no_alarm_and_corrects_the_name(name: str) -> None:
    """The words "sorry, my name is Anne" were read as a cry for help."""
    message = f"sorry my name is {name}"
    filled = Form("c1", "widget", question="Can she fly?", name="Maria", email="maria@larkfield.example")

    step = advance(filled, message, ReadMessage("noise", 0.3), "US")

    assert trained_finder().find(message) is None
    assert trained_finder().find(f"sorry I am {name}") is None
    assert (step.outcome, step.form.name) == (Outcome.ASK, name)


def test_a_wrong_phrase_is_told_with_its_place(tmp_path: Path) -> None:
    wrong = tmp_path / "phrases.yml"
    wrong.write_text(PHRASES.read_text(encoding="utf-8").replace("- never mind", "- never minds"), encoding="utf-8")

    with pytest.raises(BadRules, match=r"phrases.yml, line \d+: the rule does not match 'never minds'"):
        Phrases(wrong)


def form_of(visitor: Visitor) -> Form:
    form = visitor.desk.forms.of("c1")
    assert form is not None
    return form


def test_a_letter_that_gives_a_number_is_answered_and_nothing_of_it_is_asked_again(visitor: Visitor) -> None:
    letter = "What causes Alport syndrome? I'm Mrs Adler, 020 7946 0018, please ring after six."

    turn = visitor.visitors.after("c1", "widget", letter, assistant("What causes Alport syndrome?"))

    assert (turn["kind"], turn["handoff"]["asks_for"]) == ("answer", "language")
    assert turn["text"].startswith("Here.")
    form = form_of(visitor)
    told = (form.question, form.name, form.phone, form.wish)
    assert told == ("What causes Alport syndrome?", "Mrs Adler", "020 7946 0018", "please ring after six")
    assert "Mrs Adler, 020 7946 0018" in turn["text"]
    assert all(value in visitor.says("English")["text"] for value in told if value)


def test_an_address_is_a_wish_for_a_person_only_where_an_answer_is_wanted_there(visitor: Visitor) -> None:
    visitor.says("our page is ana@larkfield.example")
    assert visitor.status is None
    visitor.says("please write to ana@larkfield.example what a test costs")
    assert form_of(visitor).email == "ana@larkfield.example"


def test_a_wish_that_says_what_it_is_about_is_the_question(visitor: Visitor) -> None:
    wish = "call me on 020 7946 0018 about my son's test"
    visitor.visitors.after("c1", "widget", wish, assistant(PERSON_PAYLOAD))
    assert (form_of(visitor).question, form_of(visitor).asks_for) == (wish, "name")


def test_when_and_how_to_answer_is_shown_and_goes_with_the_request(visitor: Visitor) -> None:
    visitor.fills_in(until="contact")
    visitor.says("020 7946 0018, but not before ten")
    visitor.says("never on mondays")
    assert "When and how: not before ten; never on mondays" in visitor.says("English")["text"]

    visitor.says("yes")

    request = visitor.desk.requests.of("c1")
    assert request is not None
    assert request.question == "Can my daughter fly?\nnot before ten; never on mondays"
    assert request.phone == "020 7946 0018"


def test_a_wrong_number_is_taken_back_where_another_way_is_given(visitor: Visitor) -> None:
    visitor.fills_in(until="contact")
    visitor.says("020 7946 0018")
    visitor.says("sorry, wrong number, write to maria@larkfield.example")
    assert (form_of(visitor).phone, form_of(visitor).email) == (None, "maria@larkfield.example")


def test_what_a_wrong_number_lacks_is_said(visitor: Visitor) -> None:
    visitor.fills_in(until="contact")
    told = visitor.says("55512")["text"]
    assert "“55512”" in told
    assert "area code" in told


def test_what_is_added_at_the_summary_is_not_lost(visitor: Visitor) -> None:
    visitor.fills_in(until="consent")
    visitor.says("please add that she is 9")
    assert form_of(visitor).question == "Can my daughter fly?\nplease add that she is 9"


def test_who_asks_for_their_request_is_told_how_it_stands(visitor: Visitor) -> None:
    asking = Draft("smalltalk", "None.", understood=Understood("ask_request", 0.9)).as_dict()
    assert adds_to(asking, "I wrote in May")
    told = visitor.visitors.after("c1", "widget", "I wrote in May", asking)
    assert "No request to a person is open" in told["text"]
    assert [option["payload"] for option in told["options"]] == [PERSON_PAYLOAD]

    visitor.fills_in(until="")
    assert "is waiting for a person" in visitor.says("I wrote in May")["text"]


ASKED = Form("c1", "widget", question="Can she fly?")
NAMED = replace(ASKED, name="Ada")
REACHED = replace(NAMED, phone="030 5550101")
WHOLE = replace(REACHED, language="English", wish="best before noon")


@pytest.mark.parametrize(
    ("form", "message", "changed"),
    [
        (NAMED, "030 5550101, but please not after eight", {"phone": "030 5550101", "wish": "please not after eight"}),
        (
            NAMED,
            "you reach us on 030 5550101, weekdays from 9, in Polish",
            {"phone": "030 5550101", "wish": "weekdays from 9", "language": "Polski"},
        ),
        (
            NAMED,
            "It is 030 5550101. Please ring in the evening. My boss must not hear it.",
            {"phone": "030 5550101", "wish": "Please ring in the evening. My boss must not hear it"},
        ),
        (ASKED, "no name, but 030 5550101 after 5", {"name": "", "phone": "030 5550101", "wish": "after 5"}),
        (REACHED, "I don't mind", {"language": "English"}),
        (NAMED, "030 5550101 oops I mean 030 5550110", {"phone": "030 5550110"}),
        (NAMED, "our old number was 030 5550101, now we have 030 5550110", {"phone": "030 5550110"}),
        (
            NAMED,
            "the office is 030 5550101 until 4, and it is 030 5550110 after 6",
            {"phone": "030 5550101", "wish": "until 4, and it is 030 5550110 after 6"},
        ),
        (
            REACHED,
            "german. sorry, the phone was wrong: 030 5550110",
            {"phone": "030 5550110", "language": "Deutsch"},
        ),
        (REACHED, "Italian, but only at weekends", {"language": "Italiano", "wish": "only at weekends"}),
        (REACHED, "French please. And my name is Ida, not Ada", {"language": "Français", "name": "Ida"}),
        (
            WHOLE,
            "the number is 030 5550110, that is all. ring between 2 and 4",
            {"phone": "030 5550110", "wish": "ring between 2 and 4"},
        ),
        (
            WHOLE,
            "change the number to 030 5550110 and the language to Dutch",
            {"phone": "030 5550110", "language": "Nederlands"},
        ),
        (WHOLE, 'it must just say "after 5 pm" there', {"wish": "after 5 pm"}),
        (WHOLE, "actually make that after three", {"wish": "make that after three"}),
        (WHOLE, "or after three", {"wish": "best before noon; or after three"}),
        (WHOLE, "not on thursdays", {"wish": "best before noon; not on thursdays"}),
        (WHOLE, "please only text me", {"wish": "best before noon; please only text me"}),
        (WHOLE, "not 030 5550101 but 030 5550110", {"phone": "030 5550110"}),
        (WHOLE, "030 5550101 is wrong", {"phone": None}),
        (WHOLE, '"030 5550101, best before noon" has to go', {"phone": None}),
        (WHOLE, "030 5550199 is not mine", {}),
        (WHOLE, "forget 030 5550101, use ada@larkfield.example", {"phone": None, "email": "ada@larkfield.example"}),
        (ASKED, "Nora Quist and spare me your speech", {"name": "Nora Quist"}),
        (ASKED, "my name is nora quist and that's all you get", {"name": "Nora Quist"}),
        (ASKED, "Nora Quist, in Spanish please", {"name": "Nora Quist", "language": "Español"}),
        (ASKED, "leave me alone", {}),
    ],
)
def test_each_thing_in_a_line_is_taken_once_and_nothing_else(
    form: Form, message: str, changed: dict[str, str | None]
) -> None:
    step = advance(form, message, ReadMessage("noise", 0.3), "DE")
    assert (step.outcome, step.form) == (Outcome.ASK, replace(form, **changed))


@pytest.mark.parametrize(
    "said",
    [
        "no. first you explain what you know of it",
        "before I agree to that, tell me what it does to the eyes",
        "show me first what there is on it",
    ],
)
def test_what_is_to_be_told_first_is_left_to_the_assistant_and_the_form_waits(said: str) -> None:
    step = advance(WHOLE, said, ReadMessage("noise", 0.3), "DE")
    assert (step.outcome, step.form) == (Outcome.PASS_ON, WHOLE)


@pytest.mark.parametrize("form", [ASKED, NAMED, REACHED, WHOLE])
def test_thanks_are_met_kindly_at_every_field(form: Form) -> None:
    step = advance(form, "many thanks for bearing with me", ReadMessage("noise", 0.3), "DE")
    assert (step.outcome, step.form, step.lead) == (Outcome.ASK, form, "utter_handoff_welcome")


@pytest.mark.parametrize("form", [ASKED, NAMED, REACHED, WHOLE])
@pytest.mark.parametrize(
    "said",
    [
        "gonna try sleep now, nite nite x",
        "right, must dash. Bye!",
        "Thank you, God bless you, bye bye",
        "I'll finish this tomorrow",
    ],
)
def test_a_farewell_is_no_answer_and_hears_that_nothing_has_been_sent(form: Form, said: str) -> None:
    step = advance(form, said, ReadMessage("noise", 0.3), "DE")
    assert (step.outcome, step.form, step.lead) == (Outcome.ASK, form, "utter_handoff_farewell")


@pytest.mark.parametrize(
    "said", ["Yes, by all means send it. Goodbye.", "yes please, send that off, cheers", "Certainly. Thanks, bye"]
)
def test_who_agrees_with_words_of_courtesy_agrees(said: str) -> None:
    assert advance(WHOLE, said, ReadMessage("noise", 0.3), "DE").outcome is Outcome.AGREED


def test_a_language_and_a_corrected_address_are_both_taken() -> None:
    asked = replace(WHOLE, language=None, email="elif@larkfield.example")
    said = "Turkish is better for me. Ah, I forgot the number, it must be elif81@larkfield.example"
    form = advance_and_ask(asked, said, ReadMessage("noise", 0.3), "DE").form
    assert (form.language, form.email) == ("Türkçe", "elif81@larkfield.example")


def test_when_to_call_may_be_told_in_a_clause_that_asks_nothing() -> None:
    said = "in the evening, after 18 o'clock, when the children sleep"
    step = advance_and_ask(replace(WHOLE, wish=None), said, ReadMessage("noise", 0.3), "DE")
    assert (step.outcome, step.form.wish, step.asks) == (Outcome.ASK, said, "")


@pytest.mark.parametrize("said", ["No, hold on, make that Thursdays, I have my class", "make it Thursday", "Thursdays"])
def test_another_day_takes_the_place_of_the_day(said: str) -> None:
    tired = ReadMessage("express_exhaustion", 0.4, feeling="express_exhaustion")
    wish = advance(replace(WHOLE, wish="Tuesdays before lunch"), said, tired, "DE").form.wish or ""
    assert "Thursday" in wish
    assert "Tuesday" not in wish


@pytest.mark.parametrize(
    "said",
    [
        "she wakes at 1 or 2 at night, how do others manage",
        "He sleeps from 7 to 9 pm and then not at all, is that normal",
    ],
)
def test_what_somebody_does_at_an_hour_is_a_question_and_no_wish(said: str) -> None:
    step = advance(Form("c1", "widget"), said, ReadMessage("noise", 0.3), "DE")
    assert (step.form.question, step.form.wish) == (said, None)


def test_a_name_stands_between_the_question_and_the_address() -> None:
    said = "what to do about the headaches, RN Quist, quist@larkfield.example"
    step = advance(Form("c1", "widget"), said, ReadMessage("noise", 0.3), "DE")
    assert (step.form.name, step.form.email) == ("RN Quist", "quist@larkfield.example")


def test_a_name_and_a_language_are_read_in_the_language_itself() -> None:
    step = advance(ASKED, "Me llamo Carmen, ¿es posible en español?", ReadMessage("other_language", 0.9), "DE")
    assert (step.outcome, step.form.name, step.form.language) == (Outcome.ASK, "Carmen", "Español")


def test_the_language_wished_for_with_the_person_is_not_asked_for(visitor: Visitor) -> None:
    assert "Español" in visitor.says("can a person write to me in Spanish?")["text"]
    visitor.says("Can she fly?")
    visitor.says("Carmen")
    assert "Language: Español" in visitor.says("carmen@larkfield.example")["text"]


def test_who_says_they_are_back_is_asked_for_the_question(visitor: Visitor) -> None:
    visitor.fills_in(until="question")
    visitor.says("hi, only me again")
    assert (visitor.asks_for, form_of(visitor).question) == ("question", None)


@pytest.mark.parametrize("said", ["how can I correct that", "can I still change my number?"])
def test_after_sending_it_is_said_how_to_change_something(visitor: Visitor, said: str) -> None:
    visitor.fills_in(until="")
    request = visitor.desk.requests.of("c1")
    assert request is not None
    assert "stays as it is" in visitor.says(said)["text"]
    assert visitor.desk.transcript.messages(request.number) == []


@pytest.mark.parametrize(
    "said",
    [
        "oh no, my phone is wrong, it starts with 031",
        "wrong number!",
        "we have a new number: 020 7946 0018",
        "please ring my sister instead",
    ],
)
def test_a_correction_after_sending_reaches_the_person(visitor: Visitor, said: str) -> None:
    visitor.fills_in(until="")
    request = visitor.desk.requests.of("c1")
    assert request is not None
    told = visitor.visitors.take("c1", said, ReadMessage("ask_person", 0.9)).draft
    assert told is not None
    assert request.number in told["text"]
    assert [message.text for message in visitor.desk.transcript.messages(request.number)] == [said]


def test_who_never_got_an_answer_is_told_how_the_request_stands(visitor: Visitor) -> None:
    told = visitor.says("nobody ever rang us back")
    assert "No request to a person is open" in told["text"]
    visitor.fills_in(until="")
    assert "is waiting for a person" in visitor.says("your call never came")["text"]


def test_a_person_asked_for_beside_a_question_is_asked_for_below_the_answer(visitor: Visitor) -> None:
    said = "need 2 spk 2 a prsn abt alport"
    draft = visitor.visitors.after("c1", "widget", said, assistant("What causes Alport syndrome?"))
    assert adds_to(assistant("What causes Alport syndrome?"), said)
    assert (draft["kind"], len(draft["sections"]), draft["handoff"]["status"]) == ("answer", 1, "collecting")
    assert PERSON_PAYLOAD not in [option["payload"] for option in draft["options"]]
    assert visitor.visitors.after("c2", "widget", said, UNREAD_DRAFT)["handoff"]["asks_for"] == "question"


def test_a_name_is_found_among_sentences(visitor: Visitor) -> None:
    visitor.fills_in(until="name")
    visitor.says("Harold. Harold Pemberton. With a P")
    assert (form_of(visitor).name, visitor.asks_for) == ("Harold Pemberton", "contact")


@pytest.mark.parametrize("said", ["what?", "hello?", "help"])
@pytest.mark.parametrize("field", ["name", "contact", "language", "consent"])
def test_who_does_not_follow_is_asked_again_by_the_form(visitor: Visitor, field: str, said: str) -> None:
    visitor.fills_in(until=field)
    asked = len(visitor.reached_rasa)
    visitor.says(said)
    assert (visitor.asks_for, len(visitor.reached_rasa)) == (field, asked)


@pytest.mark.parametrize("said", ["1", "???", "I'm not sure how to put it"])
def test_what_has_no_word_to_ask_is_no_question(visitor: Visitor, said: str) -> None:
    visitor.fills_in(until="question")
    assert visitor.says(said)["text"].startswith("A few words are enough")
    assert visitor.asks_for == "question"


def test_nah_is_no_name_and_whatever_is_easiest_leaves_the_language(visitor: Visitor) -> None:
    visitor.fills_in(until="name")
    visitor.says("nah")
    assert (form_of(visitor).name, visitor.asks_for) == ("", "contact")
    visitor.says("maria@larkfield.example")
    assert "- Language: English" in visitor.says("whatever is easiest")["text"]


def test_who_would_leave_the_conversation_out_is_told_that_it_goes_along(visitor: Visitor) -> None:
    visitor.fills_in(until="consent")
    assert visitor.says("wait can u take out the convo")["text"].startswith("The conversation goes with the request")
    assert visitor.asks_for == "consent"


@pytest.mark.parametrize("form", [ASKED, NAMED, REACHED, WHOLE])
def test_who_asks_for_a_person_again_hears_that_one_is_on_the_way(form: Form) -> None:
    step = advance(form, "just let me talk to someone", ReadMessage("ask_person", 0.9), "DE")
    assert (step.outcome, step.form, step.lead) == (Outcome.ASK, form, "utter_handoff_on_the_way")
