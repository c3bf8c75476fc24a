"""Visitors who fill in the form in words of their own: nothing that they say is lost, and nothing wrong is put in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handoff.form.answers import Outcome
from handoff.form.asides import advance_and_ask
from handoff.form.contact_details import read_contact, read_introduction
from handoff.form.opening import opened, opened_beside
from handoff.form.phrases import phrases, wants_person
from handoff.form.read_message import ReadMessage
from handoff.form.steps import Step
from handoff.requests.for_person import asks_about_request
from handoff.requests.records import Form

EMPTY = Form("c1", "widget")
AT_NAME = replace(EMPTY, question="Does the infusion need a day off in Leeds?")
AT_CONTACT = replace(AT_NAME, name="Ada Moss")
AT_LANGUAGE = replace(AT_CONTACT, email="ada.moss@brook.example")
AT_CONSENT = replace(AT_LANGUAGE, language="English", wish="Tuesdays before lunch")


def says(form: Form, message: str) -> Step:
    return advance_and_ask(form, message, ReadMessage("noise", 0.3), "")


@pytest.mark.parametrize(
    "yes",
    [
        "You may dispatch it.",
        "Yes, that's exactly what I want to ask. Send.",
        "yes that is how I want it to go",
        "sí, puede enviarlo",
        "yes send it please, I hope they answer soon",
        "Yes. Sorry for the trouble.",
        "Yes is good, send. Thank you very much, God give you health",
        "yes, good, you can give it to them, thank you from heart",
        "All good. Submit please. Shukran",
        "OK now it's fine like this, please send",
    ],
)
def test_a_clear_yes_sends_the_request(yes: str) -> None:
    assert says(AT_CONSENT, yes).outcome is Outcome.AGREED


@pytest.mark.parametrize(
    "said",
    [
        "you may not send it yet",
        "yes if they don't tell my boss",
        "I hope you don't send it",
        "that is not what I want to ask",
        "I hope so",
        "send it to my wife",
        "Sorry for the trouble.",
        "I'm not sure I want to send this",
    ],
)
def test_what_is_no_clear_yes_sends_nothing(said: str) -> None:
    assert says(AT_CONSENT, said).outcome is not Outcome.AGREED


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("no, not Tuesdays, Thursdays", "Thursdays before lunch"),
        ("Thursdays, not Tuesdays please", "Thursdays before lunch"),
        ("can you change Tuesdays to Thursdays", "Thursdays before lunch"),
        ("Yes but make it Thursdays, I've the chiropodist", "before lunch; make it Thursdays, I've the chiropodist"),
        ("Thursday would suit me better", "before lunch; Thursday would suit me better"),
        ("the day is wrong, it should be Thursday", "before lunch; Thursday"),
        ("any day but Sunday", "before lunch; any day but Sunday"),
        ("No hang on. I don't want mornings, 6 pm is good", "Tuesdays; I don't want mornings, 6 pm is good"),
        ("por la tarde", "Tuesdays; por la tarde"),
    ],
)
def test_the_newest_day_and_the_newest_hour_are_kept(said: str, wish: str) -> None:
    step = says(AT_CONSENT, said)
    assert (step.outcome, step.form) == (Outcome.ASK, replace(AT_CONSENT, wish=wish))


@pytest.mark.parametrize("said", ["he is 6 and a half", "she was ill on Tuesday", "what day is it"])
def test_what_is_told_of_somebody_is_no_wish(said: str) -> None:
    assert says(AT_CONSENT, said).form.wish == AT_CONSENT.wish


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("030 5550144, 6pm is good any day but Sunday", {"wish": "6pm is good any day but Sunday"}),
        ("030 5550144, leave a message if I don't pick up", {"wish": "leave a message if I don't pick up"}),
        ("030 5550144 and my husband's is 030 5550199", {"wish": "my husband's is 030 5550199"}),
    ],
)
def test_what_is_said_beside_a_number_goes_with_it(said: str, changed: dict[str, Any]) -> None:
    assert says(AT_CONTACT, said).form == replace(AT_CONTACT, phone="030 5550144", **changed)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Could they answer in Dutch? My English is poor", "Nederlands"),
        ("better in German, my English is not good", "Deutsch"),
        ("can the answer be in Polish please", "Polski"),
        ("Spanish if someone speaks it", "Español"),
        ("English of course", "English"),
    ],
)
@pytest.mark.parametrize("form", [AT_NAME, AT_CONTACT, AT_LANGUAGE])
def test_a_language_is_noted_whatever_is_asked_for(form: Form, said: str, language: str) -> None:
    step = says(form, said)
    assert (step.outcome, step.form) == (Outcome.ASK, replace(form, language=language))


@pytest.mark.parametrize(
    ("said", "language", "kept"),
    [
        ("German if possible, otherwise English", "Deutsch", "German if possible, otherwise English"),
        ("arabic. or french", "العربية", "arabic, or french"),
        ("either Hindi or English, whichever is easier", "हिन्दी", "either Hindi or English"),
        ("english obvs", "English", None),
        ("English please, my husband prefers Welsh", "English", None),
    ],
)
@pytest.mark.parametrize("form", [AT_NAME, AT_CONTACT, AT_LANGUAGE])
def test_further_languages_are_kept_with_how_to_answer(form: Form, said: str, language: str, kept: str | None) -> None:
    step = says(form, said)
    assert (step.outcome, step.form) == (Outcome.ASK, replace(form, language=language, wish=kept))
    assert says(replace(step.form, name="Ada", email="a@brook.example"), "make it Welsh").form.wish is None


def test_the_first_of_several_languages_is_meant() -> None:
    assert says(AT_LANGUAGE, "In Polish if it goes. If not then in English").form.language == "Polski"
    assert says(AT_LANGUAGE, "Dutch, French or English, all the same to me").form.language == "Nederlands"
    assert says(AT_NAME, "is there a page in German?").form.language is None


@pytest.mark.parametrize(
    ("form", "said", "changed"),
    [
        (
            AT_LANGUAGE,
            "sorry, it's ada.mosse with an e at the end. and English is fine",
            {"email": "ada.mosse@brook.example", "language": "English"},
        ),
        (
            AT_LANGUAGE,
            "Italian please, and my name is spelled Ada Mosse",
            {"name": "Ada Mosse", "language": "Italiano"},
        ),
        (AT_CONSENT, "change the language to French and my name to Ida", {"language": "Français", "name": "Ida"}),
        (
            AT_LANGUAGE,
            "French, and please tell them that he is seven",
            {"language": "Français", "question": f"{AT_NAME.question}\nplease tell them that he is seven"},
        ),
        (
            AT_NAME,
            "My name is Ife and the question should also say that my boy is 6",
            {"name": "Ife", "question": f"{AT_NAME.question}\nthe question should also say that my boy is 6"},
        ),
        (
            AT_NAME,
            "Agnieszka. But wait, I change mind, I want ask only for help at home",
            {"name": "Agnieszka", "question": "I want ask only for help at home"},
        ),
        (AT_NAME, "email only. a.b@leeds.example", {"email": "a.b@leeds.example", "wish": "email only"}),
    ],
)
def test_two_things_told_at_once_are_both_taken(form: Form, said: str, changed: dict[str, Any]) -> None:
    step = says(form, said)
    assert (step.outcome, step.form) == (Outcome.ASK, replace(form, **changed))


@pytest.mark.parametrize(
    ("said", "question"),
    [
        (
            "That is correct save for one thing: the question ought to read Bradford and not Leeds.",
            "Does the infusion need a day off in Bradford?",
        ),
        ("put Bradford where it says Leeds", "Does the infusion need a day off in Bradford?"),
        ('take out "Leeds", put "Bradford"', "Does the infusion need a day off in Bradford?"),
        ("No wait, ask them about new treatments instead of what I wrote", "about new treatments"),
        ("better ask about the diet, not the infusion", "about the diet, not the infusion"),
        ("scrap my question, ask whether it hurts", "whether it hurts"),
        ("replace my question with: does it hurt", "does it hurt"),
        ("I forgot: I have two kids", f"{AT_NAME.question}\nI forgot: I have two kids"),
        ("I'd also like to know if it hurts", f"{AT_NAME.question}\nI'd also like to know if it hurts"),
    ],
)
def test_the_question_is_changed_or_added_to(said: str, question: str) -> None:
    step = says(AT_CONSENT, said)
    assert (step.outcome, step.form) == (Outcome.ASK, replace(AT_CONSENT, question=question))


def test_a_part_of_the_question_is_left_out_or_the_question_asked_for_again() -> None:
    two = replace(AT_CONSENT, question="What new treatments are there?\nalso ask if I could join a trial")
    said = "take out the first part, only the trial thing"
    assert says(two, said).form.question == "also ask if I could join a trial"
    assert says(AT_CONSENT, said).form.asks_for == "question"


@pytest.mark.parametrize(
    ("form", "said", "name"),
    [
        (AT_NAME, "You may address me as Professor Hartley-Wright.", "Professor Hartley-Wright"),
        (AT_NAME, "they can call me Blue", "Blue"),
        (AT_NAME, "My name would be Greta Holm", "Greta Holm"),
        (AT_NAME, "Anneke van Dam, but my friends say Ank", "Anneke van Dam"),
        (AT_NAME, "Mila, just Mila", "Mila"),
        (AT_NAME, "I'd rather not give my name if that's alright", ""),
        (AT_CONSENT, "it all looks ok but my surname is just Quill now, I divorced", "Ada Quill"),
        (AT_CONSENT, "my name has changed, I'm Ada Quill now", "Ada Quill"),
        (EMPTY, "ok then just call me Blue", "Blue"),
    ],
)
def test_a_name_is_read_as_it_is_told(form: Form, said: str, name: str) -> None:
    step = says(form, said)
    assert (step.outcome, step.form) == (Outcome.ASK, replace(form, name=name))


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("Then use a.b@leeds.example", {"email": "a.b@leeds.example"}),
        ("also my phone is +380 44 123 4567", {"phone": "+380 44 123 4567"}),
        ("and I'm only in on Mondays", {"wish": "I'm only in on Mondays"}),
    ],
)
def test_what_stands_before_something_else_is_no_name(said: str, changed: dict[str, Any]) -> None:
    assert says(AT_NAME, said).form == replace(AT_NAME, **changed)


def test_a_name_that_ends_like_a_word_of_thanks_is_read_whole() -> None:
    assert (read_introduction("Rita Moss"), says(AT_NAME, "Greta Holm").form.name) == ("", "Greta Holm")


@pytest.mark.parametrize(
    "asked",
    [
        "what would it be used for, this number?",
        "what happens if I say no",
        "will they tell my parents?",
        "May I ask who will be phoning?",
        "Before I send it: can he see this?",
        "I am scared you give my address to others",
        "¿quién va a leer esto?",
    ],
)
def test_what_is_asked_about_the_form_is_answered_by_it(asked: str) -> None:
    step = says(AT_CONTACT, asked)
    assert (step.outcome, step.form, step.lead) == (Outcome.ASK, AT_CONTACT, "utter_handoff_about_form")


@pytest.mark.parametrize("asked", ["Is it safe to fly for him", "will it be passed on to my children"])
def test_a_question_to_the_person_is_not_one_about_the_form(asked: str) -> None:
    assert says(EMPTY, asked).form.question == asked


@pytest.mark.parametrize(
    "said",
    ["forget it, nobody writes back", "never mind, I'll phone them", "leave it, it's not worth it"],
)
def test_who_leaves_may_say_why(said: str) -> None:
    assert says(AT_CONTACT, said).outcome is Outcome.CANCELLED


@pytest.mark.parametrize("said", ["forget it, a.b@leeds.example is better", "never mind the name", "leave it as it is"])
def test_what_only_begins_so_leaves_nothing(said: str) -> None:
    assert says(AT_CONTACT, said).outcome is not Outcome.CANCELLED


@pytest.mark.parametrize("said", ["I need to think about it", "let me sleep on it", "not sure yet"])
def test_who_hesitates_is_not_hurried(said: str) -> None:
    assert says(AT_LANGUAGE, said).lead == says(AT_CONSENT, said).lead == "utter_handoff_what_to_change"


def test_a_form_is_opened_with_all_that_is_told() -> None:
    message = "A person please about Turner syndrome. Reach me under mila@rosa.example, German, mornings"
    form = opened(EMPTY, message, read_contact(message, ""), "")
    assert (form.email, form.language, form.wish) == ("mila@rosa.example", "Deutsch", "mornings")
    message = "Fabry disease treatment, and please phone me on 01632 960 144, I'm Desmond, evenings after seven o'clock"
    form = opened_beside(EMPTY, message, read_contact(message, ""), "Fabry disease", "")
    assert (form.name, form.phone, form.wish) == ("Desmond", "01632 960 144", "evenings after seven o'clock")


@pytest.mark.parametrize(
    ("said", "email"),
    [
        ("no I said ada_moss with an underscore, not a dot", "ada_moss@brook.example"),
        ("it ends with brooks.example", "ada.moss@brooks.example"),
        ("the surname is spelt Mosse", "ada.moss@brook.example"),
        ("wait can my mum see it if you send an e-mail", "ada.moss@brook.example"),
        ("that's just as it should be, almost", "ada.moss@brook.example"),
    ],
)
def test_an_address_is_put_right_by_a_part_of_it(said: str, email: str) -> None:
    assert says(AT_CONSENT, said).form.email == email


@pytest.mark.parametrize(
    ("said", "phone"),
    [("it should be 332", "01632 960332"), ("it should be 8 pm", "01632 960333"), ("it must be 1999", "01632 960333")],
)
def test_a_number_is_put_right_by_its_last_digits(said: str, phone: str) -> None:
    assert says(replace(AT_CONSENT, phone="01632 960333"), said).form.phone == phone


@pytest.mark.parametrize(
    "yes",
    ["Yes, thank you kindly.", "yes thanks", "Yes. God bless", "oui, envoyez", "that's it, all as I want it. Go."],
)
def test_a_yes_with_thanks_is_a_yes(yes: str) -> None:
    assert says(AT_CONSENT, yes).outcome is Outcome.AGREED


@pytest.mark.parametrize(
    "said", ["thank you", "thanks a lot", "ok leave it then, nothing to send", "start over please"]
)
def test_thanks_alone_are_no_yes(said: str) -> None:
    assert says(AT_CONSENT, said).outcome is not Outcome.AGREED


def test_who_gives_a_name_and_an_address_for_the_question_is_asked_for_it_again() -> None:
    said = "Margaret Ashworth, and good morning. My e-mail address, which I read daily, is margaret@brook.example"
    step = says(EMPTY, said)
    assert step.form == replace(EMPTY, name="Margaret Ashworth", email="margaret@brook.example")


def test_a_long_letter_puts_the_question_and_the_name_right() -> None:
    form = replace(EMPTY, question="Margaret, at your service", email="margaret@brook.example")
    said = (
        "Oh dear, forgive me. My question for the person is the one I put before: may my son inherit it from me? "
        "Could you please put that as my question instead, and my name is Margaret Ashworth?"
    )
    question = "may my son inherit it from me?"
    assert says(form, said).form == replace(form, question=question, name="Margaret Ashworth")
    said = "The question is not right, if you please. It ought to read: may her boys inherit it?"
    assert says(AT_CONSENT, said).form.question == "may her boys inherit it?"


def test_a_form_begins_anew_and_keeps_an_alarm() -> None:
    assert says(replace(AT_CONSENT, alarm="x"), "actually no, start over please").form == replace(EMPTY, alarm="x")


@pytest.mark.parametrize(
    ("said", "name"),
    [("his is Joel, mine is Sarah Lind", "Sarah Lind"), ("Ms T. Okonkwo-Bell", "Ms T. Okonkwo-Bell")],
)
def test_only_the_visitors_own_name_is_read_and_all_of_it(said: str, name: str) -> None:
    assert says(AT_NAME, said).form.name == name
    assert says(AT_CONSENT, "No, not like that: Ada Maria Moss").form.name == "Ada Maria Moss"


def test_words_for_the_question_are_added_after_a_wait() -> None:
    step = says(AT_CONSENT, "Wait. In the question, say AL amyloidosis")
    assert step.form.question == f"{AT_NAME.question}\nWait. In the question, say AL amyloidosis"


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("No, my own name is Ida Lunt, Ada is my mum", {"name": "Ida Lunt"}),
        ("please call me first: 01632 960002", {"phone": "01632 960002"}),
    ],
)
def test_a_name_is_put_right_beside_other_words_and_a_call_is_none(said: str, changed: dict[str, Any]) -> None:
    assert says(AT_LANGUAGE, said).form == replace(AT_LANGUAGE, **changed)


def test_who_wants_to_add_something_to_a_yes_has_it_added() -> None:
    step = says(AT_CONSENT, "Yes it is right, only I want to add that I'm 44")
    assert (step.outcome, step.form.question) == (Outcome.AGREED, f"{AT_NAME.question}\nonly I want to add that I'm 44")


def test_a_clear_yes_sends_whatever_else_it_was_read_as() -> None:
    step = advance_and_ask(
        AT_CONSENT, "Yes, that is all quite correct, please do send it.", ReadMessage("print_answer", 0.9), ""
    )
    assert step.outcome is Outcome.AGREED


def test_a_name_ends_with_its_sentence() -> None:
    said = "My name is Nermin Haddad. I am the mother. The telephone is better than mail: +961 555 0142"
    form = says(AT_NAME, said).form
    assert (form.name, form.phone) == ("Nermin Haddad", "+961 555 0142")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("it is Darlene Hutchins with an s on the end", "Darlene Hutchins"),
        ("ok i am saeed, fine", "Saeed"),
        ("the name is priya, p r i y a", "Priya"),
        ("maria, thanks", "Maria"),
        ("Jenny Fine", "Jenny Fine"),
    ],
)
def test_a_name_is_read_without_the_words_around_it(said: str, name: str) -> None:
    step = says(AT_NAME, said)
    assert (step.outcome, step.form) == (Outcome.ASK, replace(AT_NAME, name=name))


def test_a_curse_is_no_name() -> None:
    assert says(AT_NAME, "drop dead").form == AT_NAME


@pytest.mark.parametrize(
    ("said", "email"),
    [
        ("ada.moss @ brook . example", "ada.moss@brook.example"),
        ("a.moss@ brook . example", "a.moss@brook.example"),
        ("a.moss@brook. org", "a.moss@brook.org"),
        ("a.moss@brook.example . Thank you", "a.moss@brook.example"),
        ("write to a.moss@brook.example. Thanks", "a.moss@brook.example"),
        ("I am at home . really", None),
    ],
)
def test_an_address_may_be_written_with_spaces(said: str, email: str | None) -> None:
    assert says(AT_CONTACT, said).form.email == email


def test_a_name_in_small_letters_is_known_by_the_address_beside_it() -> None:
    step = says(AT_NAME, "ada moss, ada.m@brook.example, english obvs")
    assert step.form == replace(AT_NAME, name="Ada Moss", email="ada.m@brook.example", language="English")
    assert says(AT_NAME, "my mail, ada.m@brook.example").form.name is None


@pytest.mark.parametrize(
    "told",
    ["my daughter can walk until noon", "they laughed at her at school", "he learns english at school",
     "my mother speaks only turkish", "you should know he is deaf"],
)  # fmt: skip
def test_what_tells_of_the_case_is_no_hour_and_no_language(told: str) -> None:
    assert says(AT_CONSENT, told).form == replace(AT_CONSENT, question=f"{AT_CONSENT.question}\n{told}")


def test_a_fact_beside_a_wish_goes_with_the_question() -> None:
    form = says(AT_CONTACT, "a@brook.example after six. I am deaf. he takes warfarin").form
    assert (form.wish, form.question) == ("after six. I am deaf", f"{AT_CONTACT.question}\nhe takes warfarin")


def test_a_name_put_right_leaves_the_address_alone() -> None:
    form = replace(AT_CONSENT, name="Benny", email="ben.hartog2@brook.example")
    said = "good. actually call me Benny Hartog not Ben. and then yes send it"
    assert says(form, said).form == replace(form, name="Benny Hartog")


@pytest.mark.parametrize("said", ["no email from me", "rather not by phone either", "nobody rings me"])
def test_a_way_that_is_refused_goes_into_no_field(said: str) -> None:
    step = says(AT_CONTACT, said)
    assert (step.form, step.lead) == (AT_CONTACT, "utter_handoff_contact_either")


@pytest.mark.parametrize(
    ("said", "outcome", "lead", "asks"),
    [
        ("Who reads it? is this free?", Outcome.PASS_ON, "utter_handoff_about_form", "is this free?"),
        ("who reads this? what causes it?", Outcome.PASS_ON, "utter_handoff_about_form", "what causes it?"),
        ("two things, how long do you keep it and can i take it back?", Outcome.ASK, "utter_handoff_about_form", ""),
        ("what causes it? and does it hurt?", Outcome.PASS_ON, "", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", [AT_NAME, AT_CONSENT])
def test_of_several_questions_each_is_answered(form: Form, said: str, outcome: Outcome, lead: str, asks: str) -> None:
    step = says(form, said)
    assert (step.outcome, step.lead, step.asks, step.form) == (outcome, lead, asks, form)


def test_a_number_given_in_a_question_is_taken_beside_another_one() -> None:
    said = "ok better. what happens with my data btw, and can u add my phone +44 161 496 0718"
    assert says(AT_CONSENT, said).form == replace(AT_CONSENT, phone="+44 161 496 0718")


def test_what_was_noted_as_the_question_is_told() -> None:
    step = says(AT_LANGUAGE, "english lol. wait what was the question u noted down?")
    assert (step.lead, step.value) == ("utter_handoff_so_far", AT_LANGUAGE.question)
    assert step.form == replace(AT_LANGUAGE, language="English")


def test_a_language_behind_a_new_question_is_none_of_it() -> None:
    step = says(AT_CONSENT, "the question should only be: can my son eat chocolate. and answer in Spanish actually")
    assert (step.form.question, step.form.language) == ("can my son eat chocolate", "Español")


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("I wish to submit an enquiry regarding dental anomalies in cleidocranial dysplasia", True),
        ("Please register my enquiry: who treats Fabry disease in Bergen?", True),
        ("I would like to send a query to your team about Fabry disease", False),
        ("May I submit a written question to a specialist?", False),
        ("can someone from your team ring my mum", False),
    ],
)
def test_who_hands_in_a_question_opens_the_form_with_it(said: str, question: bool) -> None:
    assert wants_person(said)
    assert opened(EMPTY, said, read_contact(said, ""), "").question == (said if question else None)


@pytest.mark.parametrize(
    "said", ["does the hospital submit a request for the test", "how do I submit a claim", "my doctor sent an enquiry"]
)
def test_what_others_hand_in_opens_no_form(said: str) -> None:
    assert not wants_person(said)


@pytest.mark.parametrize("said", ["did that go off anyway?", "so nothing went out?", "was anything sent?"])
def test_whether_it_was_sent_is_asked_of_a_request_that_is_none(said: str) -> None:
    assert asks_about_request(said)
    assert not asks_about_request("did it go away?")


@pytest.mark.parametrize(
    ("said", "company"),
    [
        ("is there somebody, a group perhaps, of families", True),
        ("I want to talk to a person about the support groups", False),
        ("I need a person, not a group", False),
    ],
)
def test_who_wants_company_is_told_from_who_asks_about_it(said: str, company: bool) -> None:
    assert (phrases().anywhere["other_people"].search(said.lower()) is not None) is company
