"""What a visitor types into the form is taken, passed on, or kept with the question: nothing of it is lost."""

from __future__ import annotations

import time
from dataclasses import asdict, replace

import pytest

from handoff.form.answers import Outcome
from handoff.form.asides import advance_and_ask
from handoff.form.contact_details import read_contact
from handoff.form.leaving import surely_leaves
from handoff.form.opening import opened, opened_beside
from handoff.form.phrases import wants_person
from handoff.form.read_message import ReadMessage
from handoff.form.steps import Step
from handoff.requests.records import Form
from tests.handoff.visiting import Visitor

EMPTY = Form("c1", "widget")
AT_NAME = replace(EMPTY, question="Can my son of 6 fly? He has asthma.")
AT_CONTACT = replace(AT_NAME, name="Ada Moss")
AT_LANGUAGE = replace(AT_CONTACT, phone="212 736 5000")
AT_CONSENT = replace(AT_LANGUAGE, language="English", email="ada.moss@larkfield.example")
KEPT = "utter_handoff_kept_as_written"


def says(form: Form, message: str, intent: str = "noise") -> Step:
    return advance_and_ask(form, message, ReadMessage(intent, 0.3 if intent == "noise" else 0.8), "US")


@pytest.mark.parametrize(
    ("message", "given"),
    [
        (
            "My name is Katrin Vogel, kvogel@larkfield.example, 0171 5550 123, German please, and my question is "
            "whether my sister of 41 should have her kidneys checked.",
            {
                "question": "whether my sister of 41 should have her kidneys checked",
                "name": "Katrin Vogel",
                "email": "kvogel@larkfield.example",
                "phone": "0171 5550 123",
                "language": "Deutsch",
            },
        ),
        (
            "name Yusuf Demir telephone 0532 555 01 44 language turkish",
            {"question": None, "name": "Yusuf Demir", "phone": "0532 555 01 44", "language": "Türkçe"},
        ),
        (
            "Which medicine is safe; he is 34. Sister Berta Okon, ext. 4417, main number 0117 496 0555. English.",
            {
                "question": "Which medicine is safe; he is 34.",
                "name": "Sister Berta Okon",
                "phone": "0117 496 0555",
                "language": "English",
            },
        ),
        (
            "Email omar.t@larkfield.example. Name Omar Tahan. Can he fast with it?",
            {"question": "Can he fast with it?", "name": "Omar Tahan", "email": "omar.t@larkfield.example"},
        ),
        (
            "I'm Piotr Nowak, 06 12 34 56 78, polish, want to know if my wife can have the jab",
            {
                "question": "want to know if my wife can have the jab",
                "name": "Piotr Nowak",
                "phone": "06 12 34 56 78",
                "language": "Polski",
            },
        ),
    ],
)
def test_all_that_is_told_in_one_breath_is_taken(message: str, given: dict[str, str | None]) -> None:
    found = asdict(says(EMPTY, message).form)
    assert {field: found[field] for field in given} == given


@pytest.mark.parametrize(
    "question",
    [
        "He has pain, fever, a rash, and the school says it is nothing.",
        "The name of the medicine is Kuvan, the language of the leaflet is German, I cannot read it",
    ],
)
def test_a_question_with_commas_or_words_of_the_form_stays_whole(question: str) -> None:
    form = says(EMPTY, question).form
    assert (form.question, form.name, form.language) == (question, None, None)


@pytest.mark.parametrize("said", ["I'd rather not say", "email I have not"])
def test_what_asks_nothing_is_not_taken_for_the_question(said: str) -> None:
    assert says(EMPTY, said).form.question is None


def test_a_wish_for_a_call_is_no_part_of_the_question() -> None:
    message = "I'd like somebody to ring me about that leaflet. I'm Ada Moss, 07700 900 142, English, not before ten."
    form = opened(EMPTY, message, read_contact(message, "US"), "US")
    assert form.question == "I'd like somebody to ring me about that leaflet."
    assert (form.name, form.phone, form.language, form.wish) == (
        "Ada Moss",
        "07700 900 142",
        "English",
        "not before ten",
    )
    left = "My father has it and I'd like to leave a message for a person"
    assert opened(EMPTY, left, read_contact(left, "US"), "US").wish is None


@pytest.mark.parametrize(
    "told",
    [
        "he has read it now and says it should be every six months",
        "Correct the age: 43",
        "My boy is seven since Sunday",
        "The bed number must come out, please.",
    ],
)
@pytest.mark.parametrize("form", [AT_NAME, AT_LANGUAGE, AT_CONSENT])
def test_what_tells_something_and_changes_no_field_is_kept_with_the_question(form: Form, told: str) -> None:
    step = says(form, told)
    assert step.lead == KEPT
    assert step.form == replace(form, question=f"{form.question}\n{told}")


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("yes, after my husband has read it", "noise"),
        ("hold on, my husband says we shouldn't", "noise"),
        ("yes I think so", "noise"),
        ("what a rubbish form", "noise"),
        ("this helps nobody here at all", "not_helpful"),
        ("hmm, I am thinking", "noise"),
        ("asdf qwer zxcv poiu", "noise"),
        ("the question is fine, leave it", "noise"),
    ],
)
def test_talk_with_the_assistant_and_doubts_are_not_kept_and_send_nothing(said: str, intent: str) -> None:
    step = says(AT_CONSENT, said, intent)
    assert step.outcome in (Outcome.ASK, Outcome.PASS_ON)
    assert step.form == AT_CONSENT


@pytest.mark.parametrize("form", [AT_NAME, AT_CONTACT, AT_LANGUAGE, AT_CONSENT])
@pytest.mark.parametrize(
    "asked",
    [
        "And wasp stings? There's a nest in my shed.",
        "Before you send it off: is it true that they like water? Once he fell into the duck pond. He is well now.",
    ],
)
def test_a_question_amid_other_words_is_passed_on_to_the_assistant(form: Form, asked: str) -> None:
    step = says(form, asked)
    assert (step.outcome, step.form) == (Outcome.PASS_ON, form)


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("my surname is Moss with y too, Mossy", {"name": "Ada Mossy"}),
        ("Hmm. Moss is my maiden name, please use Moss-Reed", {"name": "Ada Moss-Reed"}),
        ("first name is Adah, with h", {"name": "Adah Moss"}),
        (
            'Everything correct except that it\'s "Mossh", with an h. My grandfather was particular.',
            {"name": "Ada Mossh"},
        ),
        ("lol no wait its Ada Whitlock, and my brother is called Rob so dont mix us up", {"name": "Ada Whitlock"}),
        ("not 6, he is 7", {"question": "Can my son of 7 fly? He has asthma."}),
        ("the last two digits are 05", {"phone": "212 736 5005"}),
        ("my question is right but my name is Ada Mosse", {"name": "Ada Mosse"}),
        ("the question is good like this, thanks", {}),
        ("his name is Adan", {"question": f"{AT_CONSENT.question}\nhis name is Adan"}),
        ("German would be easier for me than English", {"language": "Deutsch"}),
        ("Make the question shorter: fly with asthma, yes or no?", {"question": "fly with asthma, yes or no?"}),
        ("also tell em im 23", {"question": f"{AT_CONSENT.question}\nalso tell em im 23"}),
    ],
)
def test_a_correction_changes_what_it_speaks_of_and_nothing_else(said: str, changed: dict[str, str]) -> None:
    assert says(AT_CONSENT, said).form == replace(AT_CONSENT, **changed)


@pytest.mark.parametrize(
    "address",
    ["ada.moss @ larkfield.example", "ada dot moss at larkfield dot example", "ada.moss[at]larkfield[dot]example"],
)
def test_an_address_is_read_however_its_signs_are_written(address: str) -> None:
    assert says(AT_CONTACT, address).form.email == "ada.moss@larkfield.example"


@pytest.mark.parametrize("number", ["0171 5550123", "06-55501234", "8 (912) 555-01-23", "01 555 01 99"])
def test_a_number_of_another_country_is_kept_as_it_was_written(number: str) -> None:
    assert read_contact(number, "US", is_asked=True).phone == number


@pytest.mark.parametrize("yes", ["Now yes.", "yes to all of it", "I agree to it being sent", "jawohl"])
def test_a_yes_in_other_words_sends(yes: str) -> None:
    assert says(AT_CONSENT, yes).outcome is Outcome.AGREED


def test_who_says_twice_to_leave_it_leaves_and_what_is_asked_then_is_answered() -> None:
    step = says(AT_LANGUAGE, "No. Forget it, delete that, nobody need ring. I want to know about its outlook instead.")
    assert (step.outcome, step.asks) == (Outcome.CANCELLED, "I want to know about its outlook instead")
    assert not surely_leaves("Forget it. I cannot bear it any more")
    assert not surely_leaves("cancel the phone, delete that number")


def test_beside_an_alarm_a_form_is_left_by_who_surely_leaves_it(visitor: Visitor) -> None:
    visitor.fills_in(until="consent")
    taken = visitor.visitors.take("c1", "Forget it, delete that, I want no call", None, "self_harm")
    assert taken.draft is not None
    assert taken.draft["handoff"]["status"] == "cancelled"
    assert visitor.desk.forms.of("c1") is None


def test_an_alarm_leaves_no_word_put_right_behind(visitor: Visitor) -> None:
    visitor.fills_in(until="consent")
    visitor.visitors.on_alarm("c1", "it is Maria Lopes, not Lopez")
    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert form.name == "Maria Lopes"


def test_never_mind_after_sending_offers_to_withdraw_whatever_stands_behind(visitor: Visitor) -> None:
    visitor.fills_in(until="consent")
    visitor.says("yes")
    visitor.says("forget it actually. nah im not ready. bye")
    assert "withdraw" in " ".join(option["title"].lower() for option in visitor.turn["options"])


def test_a_yes_after_an_alarm_sends_once_the_summary_has_been_shown_again(visitor: Visitor) -> None:
    visitor.fills_in(until="consent")
    visitor.visitors.on_alarm("c1", "I feel like dying")
    visitor.says("It was a figure of speech. Please go on.")
    assert visitor.asks_for == "consent"
    assert "Can my daughter fly?" in visitor.turn["text"]
    visitor.says("yes")
    assert visitor.status == "queued"


def test_a_part_that_is_all_of_the_question_is_not_taken_out() -> None:
    form = replace(AT_CONSENT, question="May I drive a bus again?")
    assert says(form, "Drop the part about the bus, please.").form == form
    assert says(form, "Drop the part about the bus, say lorry.").form.question == "May I drive a lorry again?"


@pytest.mark.parametrize(
    ("form", "said", "changed"),
    [
        (AT_NAME, "dont wanna say my name", {"name": ""}),
        (AT_NAME, "english innit", {"language": "English"}),
        (AT_NAME, "I am Graham. Graham Pike, P I K E.", {"name": "Graham Pike"}),
        (AT_LANGUAGE, "Ada Moss Reed is my name, not Ada Moss alone", {"name": "Ada Moss Reed"}),
        (AT_LANGUAGE, "No, sorry, the number ends in 78.", {"phone": "212 736 5078"}),
        (AT_CONSENT, "Yes, B. Moss. Good.", {"name": "B. Moss"}),
        (AT_CONSENT, "can u delete the mail, please", {"email": None}),
        (
            AT_CONSENT,
            "no no, the girl is 9, not my son",
            {"question": f"{AT_CONSENT.question}\nno no, the girl is 9, not my son"},
        ),
    ],
)
def test_what_is_told_shortly_is_taken(form: Form, said: str, changed: dict[str, str]) -> None:
    assert says(form, said).form == replace(form, **changed)


def test_whose_number_it_is_goes_with_it() -> None:
    told = says(AT_CONTACT, "I have no email. I have the phone of my son 8 912 555 01 23, call after 18 h please").form
    assert told.phone == "8 912 555 01 23"
    assert "phone of my son" in (told.wish or "")


def test_what_is_no_number_is_no_question() -> None:
    step = says(EMPTY, "my number also: 555 0123")
    assert (step.form.question, step.lead) == (None, "utter_handoff_contact_wrong")


def test_a_fact_that_is_taken_for_a_feeling_is_answered_and_kept() -> None:
    read = ReadMessage("express_grief", 0.8, feeling="express_grief")
    step = advance_and_ask(AT_CONSENT, "The boy's name is Theo.", read, "US")
    assert (step.outcome, step.form.question) == (Outcome.PASS_ON, f"{AT_CONSENT.question}\nThe boy's name is Theo.")
    afraid = advance_and_ask(AT_CONSENT, "I am so afraid for him.", read, "US")
    assert (afraid.outcome, afraid.form) == (Outcome.PASS_ON, AT_CONSENT)


@pytest.mark.parametrize("said", ["yes. when do they ring?", "yea go on then. when do they ring?", "confirm"])
def test_a_yes_with_a_question_that_sending_answers_sends(said: str) -> None:
    assert says(AT_CONSENT, said).outcome is Outcome.AGREED


@pytest.mark.parametrize(
    "said", ["why did you write that as the name. nah leave it, dont send, ill ask her gp", "dont send, ill ask her gp"]
)
def test_who_does_not_want_it_sent_leaves_the_form(said: str) -> None:
    assert says(AT_CONSENT, said).outcome is Outcome.CANCELLED


@pytest.mark.parametrize(
    ("form", "said", "changed"),
    [
        (AT_NAME, "i said im jo", {"name": "Jo"}),
        (AT_NAME, "dont need my name do you? call me whatever", {"name": ""}),
        (AT_CONSENT, "I've changed my mind, keep question 1", None),
        (AT_CONSENT, "Question 2 should be: does one go on with it?", None),
        (AT_CONSENT, "And one more question for the person: can he have rice?", None),
        (AT_NAME, "same number as before, mums", None),
    ],
)
def test_an_order_is_carried_out_or_kept_with_the_question(
    form: Form, said: str, changed: dict[str, str] | None
) -> None:
    changed = {"question": f"{form.question}\n{said}"} if changed is None else changed
    assert says(form, said).form == replace(form, **changed)


def test_a_question_of_which_no_page_has_anything_goes_to_the_person(visitor: Visitor) -> None:
    visitor.fills_in(until="contact")
    visitor.says("Is it different for diabetics?")
    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert (form.question or "").splitlines() == ["Can my daughter fly?", "Is it different for diabetics?"]
    assert "I have put that with your question" in visitor.turn["text"]


def test_who_takes_leave_at_the_question_has_asked_nothing() -> None:
    said = "Well. I think I will go to bed now. Thank you for listening to me. Good night."
    step = says(EMPTY, said, "goodbye")
    assert (step.form, step.lead) == (EMPTY, "utter_handoff_farewell")


def test_a_further_wish_for_a_person_is_told_of_the_request_and_can_be_added(visitor: Visitor) -> None:
    visitor.fills_in(until="consent")
    visitor.says("yes")
    said = "actually I want to talk to somebody about my mum too, she has lupus"
    visitor.says(said)
    assert "waiting for a person" in visitor.turn["text"]
    assert any(said in option["payload"] for option in visitor.turn["options"])


def test_a_name_before_an_address_ends_at_the_comma() -> None:
    form = says(EMPTY, "Where is a clinic near Leeds. My name is Amina, email amina.k@larkfield.example").form
    assert (form.question, form.name) == ("Where is a clinic near Leeds.", "Amina")


@pytest.mark.parametrize(
    "said",
    [
        "yes?",
        "ok?",
        "yes, after my husband has read it",
        "yes, though I am in two minds",
        "send it when I say so",
        "i'd say yes but my husband isn't home",
        "yes to everything except the number",
        "I agree to nothing",
        "Yes I'm here",
        "yes, tell me more about it",
    ],
)
def test_what_is_no_clear_yes_sends_nothing_and_changes_nothing(said: str) -> None:
    step = says(AT_CONSENT, said)
    assert step.outcome in (Outcome.ASK, Outcome.PASS_ON)
    assert step.form == AT_CONSENT


@pytest.mark.parametrize(
    ("form", "said", "changed"),
    [
        (AT_NAME, "it is all right so, thank you", {"name": ""}),
        (AT_NAME, "Er ist 7, nicht 8", {"question": f"{AT_NAME.question}\nEr ist 7, nicht 8"}),
        (AT_CONTACT, "whats it say now", {}),
        (AT_CONTACT, "Can you see our mail address correctly?", {}),
        (AT_CONTACT, "07700 900 321 its the wifes", {"phone": "07700 900 321", "wish": "its the wifes"}),
        (AT_NAME, "My name, if you need one, is Lang.", {"name": "Lang"}),
        (
            AT_NAME,
            "it's about Tay-Sachs. Should I test the baby or me?",
            {"question": f"{AT_NAME.question}\nit's about Tay-Sachs. Should I test the baby or me?"},
        ),
        (
            replace(AT_NAME, question="Good evening! Is swimming allowed? And which sport later?"),
            "please take out the first question",
            {"question": "Good evening! And which sport later?"},
        ),
    ],
)
def test_talk_is_no_name_and_no_change(form: Form, said: str, changed: dict[str, str] | None) -> None:
    assert says(form, said).form in (
        replace(form, **(changed or {})),
        *([replace(form, name="")] if not changed else []),
    )


def test_two_who_write_together_give_both_names() -> None:
    said = "Is swimming allowed? Greetings, Johan & Ingrid Berg, johan@larkfield.example, Swedish"
    form = says(EMPTY, said).form
    assert (form.question, form.name, form.language) == ("Is swimming allowed?", "Johan & Ingrid Berg", "Svenska")


@pytest.mark.parametrize(
    "wish", ["please a person for my question of Wilson", "I have a question about CADASIL for a person"]
)
def test_a_question_for_a_person_is_a_wish_for_one(wish: str) -> None:
    assert wants_person(wish)
    assert not wants_person("how long does a person with it live")


@pytest.mark.parametrize(
    ("form", "said", "changed"),
    [
        (AT_CONSENT, "Also I'm 24 and sleep about four times a day", {"wish": None}),
        (AT_CONSENT, "it's Ada Moss-Maier since May, actually", {"name": "Ada Moss-Maier"}),
        (AT_CONSENT, "oh and my names Kyle in case", {"name": "Kyle"}),
        (AT_NAME, "i'm nonbinary, name's Robin (they/them)", {"name": "Robin"}),
        (AT_CONSENT, "19", {"question": f"{AT_CONSENT.question}\n19"}),
        (AT_CONSENT, "ok wait can my parents find out", {}),
    ],
)
def test_the_words_around_a_value_are_none_of_it(form: Form, said: str, changed: dict[str, str | None]) -> None:
    found = says(form, said).form
    assert {field: getattr(found, field) for field in changed} == changed


@pytest.mark.parametrize("yes", ["I see. Yes then.", "is correct all. you can send now"])
def test_a_yes_of_few_words_sends(yes: str) -> None:
    assert says(AT_CONSENT, yes).outcome is Outcome.AGREED


def test_a_question_beside_a_warning_is_not_asked_for_again(visitor: Visitor) -> None:
    visitor.fills_in(until="question")
    visitor.says("He fell twice this week. What can we do about it?", alarm_kind="emergency")
    form = visitor.desk.forms.of("c1")
    assert form is not None
    assert (form.question, visitor.asks_for) == ("He fell twice this week. What can we do about it?", "name")


def test_a_number_put_right_after_sending_takes_the_place_of_the_old_one(visitor: Visitor) -> None:
    visitor.fills_in(until="contact")
    for said in ("020 7946 0991", "English", "yes"):
        visitor.says(said)
    visitor.says("it's 0992 at the end")
    assert "020 7946 0992" in visitor.turn["text"]


def test_ways_to_be_reached_are_no_question() -> None:
    said = "you can reach me under 030 5550 1122 (home) or +49 171 5550133 (mobile), best after 7 pm"
    form = says(EMPTY, said, "ask_person").form
    assert (form.question, form.phone) == (None, "030 5550 1122")
    assert "+49 171 5550133" in (form.wish or "")


def test_a_name_loses_no_part_that_is_only_named_again() -> None:
    form = replace(AT_CONSENT, name="Ana O'Brien-Lopez")
    assert says(form, "My name has no hyphen between O'Brien and Lopez").form.name == "Ana O'Brien-Lopez"


@pytest.mark.parametrize(
    ("form", "said", "given"),
    [
        (
            EMPTY,
            "Is there a clinic in Porto? Rita Alves 0912 345 678 rita@larkfield.example portuguese",
            {"name": "Rita Alves", "phone": "0912 345 678", "email": "rita@larkfield.example", "language": "Português"},
        ),
        (AT_NAME, "age 3", {"name": None}),
        (AT_NAME, "Five stones.", {"name": None}),
        (AT_NAME, "no names", {"name": ""}),
        (AT_NAME, "nobody, just say a nephew", {"name": ""}),
        (AT_NAME, "Hm, my name... Wolfgang. Wolfgang Amann, two n.", {"name": "Wolfgang Amann"}),
        (AT_LANGUAGE, "ok obrigada pode enviar", {"language": None}),
        (AT_LANGUAGE, "spanish or english idc", {"language": "Español"}),
        (
            AT_CONTACT,
            "0117 496 0222, she must not know, ring only when she is out, tuesdays 10 to 2",
            {"phone": "0117 496 0222", "wish": "she must not know, ring only when she is out, tuesdays 10 to 2"},
        ),
        (AT_CONTACT, "0117 496 0222, she must not know", {"question": f"{AT_NAME.question}\nshe must not know"}),
        (AT_CONSENT, "No that's fine.", {"question": AT_CONSENT.question}),
    ],
)
def test_what_stands_beside_a_value_is_kept(form: Form, said: str, given: dict[str, str | None]) -> None:
    found = asdict(says(form, said).form)
    assert {field: found[field] for field in given} == given


@pytest.mark.parametrize("said", ["hmm can you make the question nicer", "no just leave it"])
def test_the_form_survives_what_changes_nothing(said: str) -> None:
    step = says(AT_CONSENT, said)
    assert step.outcome in (Outcome.ASK, Outcome.PASS_ON)
    assert (step.form.question or "").startswith(str(AT_CONSENT.question))


def test_what_stands_around_a_quoted_question_is_none_of_it() -> None:
    said = 'My question: "Is a biopsy needed?" Signed, Dr. Paul Ivers (GP), 01632 960 555 ext 12'
    form = says(EMPTY, said).form
    assert (form.question, form.name) == ("Is a biopsy needed?", "Dr. Paul Ivers")
    german = says(EMPTY, "Darf er Basketball spielen? Heike Sommer, Tel. 0043 1 5550123, bitte auf Deutsch").form
    assert (german.question, german.language) == ("Darf er Basketball spielen?", "Deutsch")


@pytest.mark.parametrize(
    ("form", "said", "given"),
    [
        (AT_LANGUAGE, "Deutsch oder Englisch", {"language": "Deutsch"}),
        (AT_CONSENT, "actually she is 72 next week", {"wish": None}),
        (AT_CONTACT, "312-555-0170, text is fine", {"wish": "text is fine"}),
        (AT_NAME, "Meno: Peter Novák, e-mail: peter@larkfield.example", {"name": "Peter Novák"}),
        (AT_CONTACT, "can u read it back", {"question": AT_CONTACT.question, "phone": None}),
    ],
)
def test_words_of_other_languages_and_ages_are_read(form: Form, said: str, given: dict[str, str | None]) -> None:
    found = asdict(says(form, said).form)
    assert {field: found[field] for field in given} == given


def test_a_form_begun_beside_an_answer_has_no_values_in_its_question() -> None:
    message = "My mother, 71, has scleroderma, can she fly? Name's Olga P., olga.p@larkfield.example"
    form = opened_beside(EMPTY, message, read_contact(message, "US"), "Scleroderma", "US")
    assert (form.question, form.name) == ("My mother, 71, has scleroderma, can she fly?", "Olga P")


@pytest.mark.parametrize(
    ("form", "said", "name"),
    [
        (AT_CONTACT, "gran is what he calls me, I'm Patricia Lowe", "Patricia Lowe"),
        (AT_NAME, "NO RUSH", None),
    ],
)
def test_who_one_is_takes_the_place_of_what_one_is_called(form: Form, said: str, name: str | None) -> None:
    assert says(form, said).form.name == name


def test_a_person_called_for_is_one_wished_for(visitor: Visitor) -> None:
    visitor.says("person!!!")
    assert visitor.asks_for == "question"
    assert says(AT_CONSENT, "well then yes").outcome is Outcome.AGREED


def test_many_a_yes_is_read_in_no_time() -> None:
    started = time.process_time()
    assert says(AT_CONSENT, "yes " * 30 + "x").outcome is not Outcome.AGREED
    assert says(AT_CONSENT, "yesss yees yepp").outcome is Outcome.AGREED
    assert time.process_time() - started < 2.0
