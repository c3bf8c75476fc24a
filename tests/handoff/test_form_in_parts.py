"""Messages to the form that say several things at once: each part is an answer, a change, a yes, a question or talk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handoff.form.answers import Outcome
from handoff.form.asides import advance_and_ask
from handoff.form.contact_details import read_contact
from handoff.form.opening import opened
from handoff.form.phrases import wants_person
from handoff.form.read_message import ReadMessage
from handoff.form.steps import Step
from handoff.requests.records import Form
from rareguide.word_lists import refuses_person
from tests.handoff.visiting import PERSON_PAYLOAD, Visitor, assistant

EMPTY = Form("c1", "widget")
AT_NAME = replace(EMPTY, question="Is a day off needed at 11 weeks? My boy is glad of it.")
AT_CONTACT = replace(AT_NAME, name="Ada Moss")
AT_LANGUAGE = replace(AT_CONTACT, phone="212 736 5000")
AT_CONSENT = replace(AT_LANGUAGE, language="English")


def says(form: Form, message: str, intent: str = "noise") -> Step:
    return advance_and_ask(form, message, ReadMessage(intent, 0.3 if intent == "noise" else 0.8), "US")


@pytest.mark.parametrize(
    "yes",
    [
        "Yes, go on then. I won't hold my breath. But you never told me to try yoga, I give you that",
        "yes that's right, please send it. thanks so much, I feel lighter. Off to eat toast",
        "Fine, send it, for all the good it will do.",
        "Oh, is it not sent? Then yes, do send it, you daft thing",
        "Fine. Yes, send it. And what happens next?",
        "I already said yes. Yes.",
        "ok yes, thank you very much, may God reward you",
        "yes 👍",
        "It is good now. Send, please, thank you, have nice evening",
        "yess",
        "yes (at last)",
        "thats perfect ty send",
        "Very nicely put, I would not change a word of it. You have my blessing to send it, young man.",
        "By all means send it. My regards to the person who must read it.",
        "yes please send it already",
        "Good. Off it goes then!",
        "How neatly you have done that! Yes, do send it, exactly as it stands. About how long does it take before "
        "somebody rings, and should I keep a pencil by the telephone? I shall put a cushion on the chair.",
    ],
)
def test_a_yes_is_a_yes_whatever_is_said_beside_that_takes_nothing_back(yes: str) -> None:
    assert says(AT_CONSENT, yes).outcome is Outcome.AGREED


@pytest.mark.parametrize(
    "said",
    [
        "yes, but not yet, my wife wants to read it",
        "Yes, if you promise that nobody rings my boss",
        "yes I'm still here, just thinking",
        "Yes, one moment, I'm looking for my glasses",
        "yes, let me read it again",
        "Yes. I need to ask my mum",
        "yes and no",
        "yes. who reads it?",
        "Yes. Send it to my wife first",
        "yes, as long as they don't call before nine",
        "Yes. No, hold on",
        "I would say yes if I knew who reads it",
    ],
)
def test_a_yes_that_is_tied_to_something_sends_nothing(said: str) -> None:
    assert says(AT_CONSENT, said).outcome is not Outcome.AGREED


def test_words_for_the_person_may_stand_anywhere_behind_a_yes() -> None:
    step = says(AT_CONSENT, "Yes, lovely, please send it, and tell whoever it is that I'm no crier.")
    assert (step.outcome, step.form.question) == (
        Outcome.AGREED,
        f"{AT_CONSENT.question}\ntell whoever it is that I'm no crier.",
    )


@pytest.mark.parametrize(
    ("form", "lead", "changed"),
    [
        (AT_NAME, "utter_handoff_one_missing", {"name": ""}),
        (replace(AT_CONSENT, name=None), "", {"name": ""}),
        (AT_CONTACT, "utter_handoff_contact_needed", {}),
        (AT_LANGUAGE, "", {"language": "English"}),
        (replace(EMPTY, name="Ada Moss"), "utter_handoff_one_missing", {}),
    ],
)
def test_a_yes_before_the_end_keeps_all_and_asks_for_what_is_missing(
    form: Form, lead: str, changed: dict[str, Any]
) -> None:
    step = says(form, "yes that's right, go on then. Thanks so much")
    assert (step.outcome, step.lead, step.form) == (Outcome.ASK, lead, replace(form, **changed))


@pytest.mark.parametrize("form", [AT_NAME, AT_CONTACT, AT_LANGUAGE, AT_CONSENT])
@pytest.mark.parametrize(
    "said",
    [
        "Thank you. I'll go and lie down now, good night.",
        "I'd better go, the kettle's on. Bye!",
        "ok I'm off, my bus is here. bye!",
        "Goodbye and thank you for your help, you were kinder than most.",
    ],
)
def test_a_farewell_among_other_words_hears_kindly_that_nothing_is_sent(form: Form, said: str) -> None:
    step = says(form, said)
    assert (step.outcome, step.lead, step.form) == (Outcome.ASK, "utter_handoff_farewell", form)


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        (
            "Whether to cut the dose at 40. R. Albers, r.albers@brook.example, English or German.",
            {
                "question": "Whether to cut the dose at 40.",
                "name": "R. Albers",
                "email": "r.albers@brook.example",
                "language": "English",
                "wish": "English or German",
            },
        ),
        (
            "Can he swim, Ana Lopez 212 736 5000 after six, Spanish",
            {
                "question": "Can he swim",
                "name": "Ana Lopez",
                "phone": "212 736 5000",
                "wish": "after six",
                "language": "Español",
            },
        ),
        (
            "can he swim? Marta Ruiz, marta at ruiz dot example, spanish",
            {"question": "can he swim?", "name": "Marta Ruiz", "email": "marta@ruiz.example", "language": "Español"},
        ),
        (
            "ana lopez, ana@brook.example, english, and the question is can he swim",
            {"question": "can he swim", "name": "Ana Lopez", "email": "ana@brook.example", "language": "English"},
        ),
        (
            "Can he swim? ana@brook.example, ana lopez, english",
            {"question": "Can he swim?", "name": "Ana Lopez", "email": "ana@brook.example", "language": "English"},
        ),
        ("Is Ada safe? Ada has it. I'm Ada.", {"question": "Is Ada safe? Ada has it.", "name": "Ada"}),
        (
            "question is about milk until thursday. my name Yusuf",
            {"question": "about milk until thursday", "name": "Yusuf"},
        ),
        ("my question is can i work nights. name tomasz", {"question": "can i work nights", "name": "Tomasz"}),
        (
            "Whether I may take it while pregnant. Claire Dubois, c.dubois@brook.example, French please, any time",
            {
                "question": "Whether I may take it while pregnant.",
                "name": "Claire Dubois",
                "email": "c.dubois@brook.example",
                "language": "Français",
                "wish": "any time",
            },
        ),
        (
            "It's about testing. Oh and I'm Priya, Priya Nair, you can mail me at p.nair@brook.example.",
            {"question": "It's about testing.", "name": "Priya Nair", "email": "p.nair@brook.example"},
        ),
        (
            "dont have email lol. 212 736 5000 but text dont ring mum will hear",
            {"phone": "212 736 5000", "wish": "text dont ring mum will hear"},
        ),
    ],
)
def test_what_is_given_beside_the_question_is_no_part_of_it(said: str, changed: dict[str, Any]) -> None:
    assert says(EMPTY, said).form == replace(EMPTY, **changed)


def test_what_is_told_of_somebody_stays_in_the_question() -> None:
    said = "I am Ada, the mother of Ben, who is four. Who looks after him when I am ill?"
    assert says(EMPTY, said).form.question == said


def test_a_question_about_the_form_beside_the_question_is_answered_and_left_out() -> None:
    step = says(EMPTY, "Which centre takes a second look? And who exactly gets to see this?")
    assert (step.lead, step.form.question) == ("utter_handoff_about_form", "Which centre takes a second look?")
    step = says(EMPTY, "Is there a second clinic. And I want to know who reads this before I give you anything else")
    assert (step.lead, step.form.question) == ("utter_handoff_about_form", "Is there a second clinic.")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("How can she go on with it abroad? And please, this cost something, to ask?", "this cost something, to ask?"),
        ("It is about a test. By the way do carriers get symptoms?", "do carriers get symptoms?"),
    ],
)
def test_a_question_to_the_assistant_beside_the_question_is_answered_and_kept(said: str, asked: str) -> None:
    step = says(EMPTY, said)
    assert (step.outcome, step.form.question) == (Outcome.PASS_ON, said)
    assert step.asks.endswith(asked)


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("English please. and make it 12 weeks instead of 11, by then I will be", ("12 weeks", "English")),
        ("English. and make it 12 weeks, not 11", ("12 weeks", "English")),
        ("make it 12 weeks", ("12 weeks", None)),
        ("Oh wait. Make it twelve", ("twelve weeks", None)),
    ],
)
def test_a_number_in_the_question_is_put_right(said: str, changed: tuple[str, str | None]) -> None:
    form = says(AT_LANGUAGE, said).form
    assert form.question == f"Is a day off needed at {changed[0]}? My boy is glad of it."
    assert form.language == changed[1]


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("actually change the question, ask about night shifts", "about night shifts"),
        ("change the question: does it hurt", "does it hurt"),
        ("I'd like to change my question to whether he can swim", "whether he can swim"),
        ("I want to ask something different: can he swim", "can he swim"),
        ("my question is different now. Can he eat nuts?", "Can he eat nuts?"),
        ("is there still time to change my question? I would like to ask about school", "about school"),
        ("and scrap the day off thing, ask about penicillamine", "about penicillamine"),
        ("ok then ask what school is best", f"{AT_NAME.question}\nask what school is best"),
        ("can you rephrase it? just say: is a day off needed", "is a day off needed"),
        ("nah wait take out the part about my boy", "Is a day off needed at 11 weeks?"),
        ("please drop the second sentence", "Is a day off needed at 11 weeks?"),
        ("put in that he is allergic", f"{AT_NAME.question}\nput in that he is allergic"),
        ("He is 52, write also this", f"{AT_NAME.question}\nHe is 52, write also this"),
        ("Correct except he's six", f"{AT_NAME.question}\nCorrect except he's six"),
        ("it should say that he is allergic", f"{AT_NAME.question}\nit should say that he is allergic"),
    ],
)
def test_the_question_is_changed_in_any_words_and_the_rest_stays(said: str, question: str) -> None:
    assert says(AT_CONSENT, said).form == replace(AT_CONSENT, question=question)


def test_words_for_the_question_beside_a_language_are_added_to_it() -> None:
    step = says(AT_LANGUAGE, "English, obviously. And change the question, put in that I've been to two clinics")
    assert step.form.language == "English"
    assert step.form.question == f"{AT_NAME.question}\nchange the question, put in that I've been to two clinics"
    step = says(AT_LANGUAGE, "English, what else. And add that I have had the biopsy so they need not suggest it")
    assert (step.outcome, step.form.language) == (Outcome.ASK, "English")
    assert (step.form.question or "").endswith("add that I have had the biopsy so they need not suggest it")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("George, like the king. Or the monkey.", "George"),
        ("The name's Bond. James Bond.", "James Bond"),
        ("you can put Smith", "Smith"),
        ("Skip, but my initials are D.M.", ""),
        ("no, it's Ana", "Ana"),
        ("im his aunt, Roz", "Roz"),
        ("I am the mother, Fatima", "Fatima"),
        ("Ray. That's Raymond on paper.", "Ray"),
        ("It's Siobhan, spelled like it isn't said", "Siobhan"),
        ("Aoife Byrne (Mrs), and can I ask what happens to my data?", "Aoife Byrne"),
        ("Ray Kowalczyk. And no, you don't get my number, I get enough calls. ray.k@brook.example", "Ray Kowalczyk"),
        ("By pigeon? No, seriously: george@brook.example", None),
        ("Good, thanks", None),
    ],
)
def test_a_name_may_stand_before_a_joke_and_a_joke_is_no_name(said: str, name: str | None) -> None:
    assert says(AT_NAME, said).form.name == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("I misspelt my surname, it's Mosse with an e: Mosse", "Ada Mosse"),
        ("Before you send: my surname is Mosse with e too. And who reads it?", "Ada Mosse"),
        ("You didn't change the surname. Ada Mosse.", "Ada Mosse"),
        ("Yes and please use my maiden name, Mosse", "Ada Mosse"),
        ("it says Ada Moss but I'm Ada Mosse", "Ada Mosse"),
        ("Hm. I'd rather you left out my name.", ""),
    ],
)
def test_a_name_is_put_right_beside_anything_else(said: str, name: str) -> None:
    assert says(AT_CONSENT, said).form == replace(AT_CONSENT, name=name)


def test_a_changed_address_is_no_part_of_the_question() -> None:
    step = says(AT_CONSENT, "Oh no, I forgot: I moved, can you change my email to dana.k@brook.example?")
    assert step.form == replace(AT_CONSENT, email="dana.k@brook.example")


def test_notes_without_stops_are_parted_by_what_they_name() -> None:
    form = says(AT_NAME, "name Lakshmi phone 212 736 5000 hindi or english").form
    assert form == replace(AT_NAME, name="Lakshmi", phone="212 736 5000", language="हिन्दी")


def test_a_second_number_stands_beside_the_first() -> None:
    said = "add my husband's number 212 736 5999 too"
    assert says(AT_CONSENT, said).form == replace(AT_CONSENT, wish=said)


def test_what_is_called_wrong_is_looked_up_behind_the_words_that_lead_to_it() -> None:
    step = says(AT_CONSENT, "Thank you, that reads well. There is one small thing, it's 12 weeks, not 11.")
    assert step.form.question == "Is a day off needed at 12 weeks? My boy is glad of it."
    address = replace(AT_CONSENT, email="ada@brook.example")
    told = "and the number is hers not mine ok"
    assert says(address, told).form == replace(address, question=f"{address.question}\n{told}")


@pytest.mark.parametrize(
    ("said", "question"),
    [("week 12, not 11", "Is it safe at week 12?"), ("make it week 12 instead of 11", "Is it safe at week 12?")],
)
def test_words_that_stand_there_already_are_not_put_in_twice(said: str, question: str) -> None:
    assert says(replace(AT_CONSENT, question="Is it safe at week 11?"), said).form.question == question


def test_an_address_that_is_thought_better_of_is_not_used() -> None:
    said = "My e-mail is k.l@brook.example. No wait, that one is read by my son. Use karl.l@brook.example"
    assert says(AT_CONTACT, said).form.email == "karl.l@brook.example"
    assert says(AT_NAME, "wait no she is 82").form.name is None


def test_whether_something_was_noted_is_shown() -> None:
    step = says(AT_CONTACT, "my husband phone 212 736 5001. did you write three week?")
    assert (step.form.phone, step.lead, step.value) == ("212 736 5001", "utter_handoff_so_far", AT_NAME.question)


def test_the_question_of_a_letter_is_answered_beside_what_it_gives() -> None:
    said = (
        "As for reaching me, I have no e-mail, I am afraid, only a telephone on the hall table, and the number is "
        "212 736 5001. I am at home most mornings except on Wednesdays. Please let it ring for a long while, because I "
        "am slow on the stairs, and the cat sleeps on the third one. Will the person have read what I wrote about the "
        "cottage and the savings, or ought I to write it all out again on paper? Yours, Ada"
    )
    step = says(AT_CONTACT, said)
    assert (step.form.phone, step.lead) == ("212 736 5001", "utter_handoff_about_form")
    assert "Wednesdays" in (step.form.wish or "")


@pytest.mark.parametrize("said", ["i dont wanna chat with a person i asked about meds", "no person please"])
@pytest.mark.parametrize("form", [EMPTY, AT_NAME, AT_CONSENT])
def test_who_wants_no_person_leaves_the_form(form: Form, said: str) -> None:
    assert says(form, said).outcome is Outcome.CANCELLED
    assert not refuses_person("I don't want to talk to a machine, get me a person")


@pytest.mark.parametrize(
    "said",
    [
        "My boy has it and reading makes nothing better. Is there some human at your place whom I could ask?",
        "You told me that in May. Give me somebody who can think.",
        "No. I asked how they tell it apart. This is useless, get me a human being",
        "I should like to write to a real person now, if there is one at your office. " + "It is a long story. " * 20,
        "Is nobody there?",
        "Could you forward my question to a geneticist?",
        "I cannot find it here, I look for a person who explains.",
    ],
)
def test_a_person_asked_for_in_a_letter_is_asked_for_at_once(visitor: Visitor, said: str) -> None:
    draft = visitor.visitors.after("c1", "widget", said, assistant("what is alport"))
    assert (draft["kind"], draft["handoff"]["asks_for"]) == ("handoff", "question")


def test_a_name_beside_a_trade_is_no_wish_for_a_person() -> None:
    assert says(AT_NAME, "Okonkwo, charge nurse", "ask_person").form.name == "Okonkwo"
    assert says(AT_NAME, "a person please", "ask_person").form == AT_NAME


def test_a_yes_where_only_the_name_is_open_goes_on_without_it() -> None:
    form = replace(AT_CONSENT, name=None)
    assert says(form, "go").form == replace(form, name="")
    assert says(form, "Yes. Do send it. I look forward to hearing from you.").form == replace(form, name="")


def test_a_card_that_was_refused_is_not_shown_again_above_the_form(visitor: Visitor) -> None:
    visitor.says("What causes Alport syndrome?")
    said = "No. I asked something else, and you show this. Useless, get me a human being"
    draft = visitor.visitors.after("c1", "widget", said, assistant("What causes Alport syndrome?"))
    assert (draft["kind"], list(draft["sections"])) == ("handoff", [])


def test_nobody_is_asked_for_who_is_not_wanted(visitor: Visitor) -> None:
    draft = visitor.visitors.after("c1", "widget", "i dont need a person", assistant("hello"))
    assert not draft.get("handoff")


def test_a_yes_beside_an_alarm_sends_and_a_value_is_kept(visitor: Visitor) -> None:
    visitor.fills_in(until="language")
    visitor.says("English please. He cannot breathe", alarm_kind="emergency")
    assert visitor.asks_for == "consent"
    visitor.says("yes send it now. He cannot breathe", alarm_kind="emergency")
    request = visitor.desk.requests.of("c1")
    assert request is not None
    assert visitor.status == "queued"


def test_what_the_assistant_does_not_know_is_not_denied_above_the_form(visitor: Visitor) -> None:
    visitor.says(PERSON_PAYLOAD)
    form = visitor.desk.forms.of("c1")
    assert form is not None
    visitor.desk.forms.save(replace(form, question="who looks after him then"))
    draft = visitor.visitors.after("c1", "widget", "who looks after him then", assistant("who looks after him then"))
    assert (draft["kind"], "Nothing." in draft["text"], draft["handoff"]["asks_for"]) == ("handoff", False, "name")


@pytest.mark.parametrize(
    ("message", "question", "name", "email", "language"),
    [
        ("Can he eat nuts? My name is Omar. Email omar@larkfield.example. Language German.", "Can he eat nuts?", "Omar",
         "omar@larkfield.example", "Deutsch"),
        ("will he walk? he is 12, and it is ok, my name is Karim, you can write karim.b@larkfield.example",
         "will he walk? he is 12, and it is ok", "Karim", "karim.b@larkfield.example", None),
        ("Can my sister, who is 12, fly?", "Can my sister, who is 12, fly?", None, None, None),
    ],
)  # fmt: skip
def test_what_stands_behind_the_question_fills_its_fields_and_leaves_it(
    message: str, question: str, name: str | None, email: str | None, language: str | None
) -> None:
    form = says(EMPTY, message).form

    assert (form.question, form.name, form.email, form.language) == (question, name, email, language)


@pytest.mark.parametrize(
    ("message", "name", "question"),
    [
        ("A human please. name Ela Kaya, email ela@larkfield.example. question is: can he stop it", "Ela Kaya",
         "can he stop it"),
        ("Put me through. Name: Tom Berg. tom@larkfield.example. Message: say what comes then!", "Tom Berg",
         "say what comes then!"),
        ("I need a person. What are the symptoms?", None, None),
    ],
)  # fmt: skip
def test_what_is_named_with_the_wish_for_a_person_is_not_asked_for_again(
    message: str, name: str | None, question: str | None
) -> None:
    form = opened(EMPTY, message, read_contact(message, "US"), "US")

    assert (form.name, form.question) == (name, question)


@pytest.mark.parametrize(
    "message",
    [
        "yes, after my husband has read it", "yes, minus the name", "yes, though I am in two minds", "Yes, in a bit",
        "yes, and cc my doctor", "Yes, I read it. It's private though", "yes. It says asthma, he has eczema",
        "Send it, it says asthma, he has eczema", "yes send it once my mother agrees", "yes, he took all of them",
    ],
)  # fmt: skip
def test_a_yes_with_a_condition_or_of_something_else_sends_nothing(message: str) -> None:
    assert says(AT_CONSENT, message).outcome is not Outcome.AGREED


def test_what_only_names_no_person_for_something_else_leaves_the_form_open() -> None:
    asked = "I don't want to talk to anyone about it at work, but is it hereditary?"

    assert says(EMPTY, asked).form.question == asked
    assert says(AT_CONSENT, "Yes, send it, I don't need a person on the phone").outcome is not Outcome.CANCELLED


def test_a_part_that_is_not_there_takes_nothing_out() -> None:
    step = says(AT_CONSENT, "take out the part about the school")

    assert step.form.question == AT_CONSENT.question


@pytest.mark.parametrize("name", ["Justin Moss", "Justine"])
def test_a_name_may_begin_like_another_word(name: str) -> None:
    assert says(AT_NAME, name).form.name == name


@pytest.mark.parametrize(
    "told",
    [
        "My son cannot talk to anyone at school, is that part of it?",
        "She tries to talk to someone but the words do not come.",
        "My teacher said I should talk to somebody.",
    ],
)
def test_talk_of_talking_is_no_wish_for_a_person(told: str) -> None:
    assert not wants_person(told)
    assert wants_person("why can't I talk to a human?")
