"""Own replies: who has which, what is filled in, and what is asked for instead of being sent in braces."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staff.canned_responses import PLACEHOLDERS, CannedResponse, UnfitResponse, _with_known_placeholders
from tests.staff.cast import Cast, Person

GREETING = "Hello {visitor}, I am {operator}. You asked about {condition} ({number})."


@pytest.fixture
def editor(cast: Cast) -> Person:
    return cast.person("editor")


def write(editor: Person, title: str, text: str, **fields: str) -> str:
    answer = editor.send("/replies", title=title, text=text, **fields)
    assert answer.status_code == 303, answer.text
    return re.findall(r'action="/replies/(\d+)"', editor.see("/replies"))[-1]


def taken(cast: Cast, person: Person, **values: str) -> str:
    number = cast.request(**values).number
    person.send(f"/requests/{number}/claim")
    return number


def offered(person: Person, number: str, words: str = "") -> list[str]:
    page = person.client.get("/choices", params={"request": number, "words": words}).text
    return re.findall(r'data-response="\d+" data-title="([^"]*)"', page)


def test_a_reply_is_filled_in_for_the_request_and_the_look_at_the_name_is_audited(
    cast: Cast, editor: Person, noor: Person
) -> None:
    reply, number = write(editor, "Greeting", GREETING), taken(cast, noor)

    filled = noor.client.get(f"/replies/{reply}/filled-in", params={"request": number}).json()

    words = f"Hello Maria Lopez, I am Noor. You asked about Velmont syndrome ({number})."
    assert filled == {"text": words, "missing": [], "asked": ""}
    assert cast.audited()[-1] == ("see the visitor's name", number)
    assert noor.send(f"/requests/{number}/reply", text=words).status_code == 303
    assert words in noor.see(f"/requests/{number}?reply={reply}")


def test_what_has_no_value_is_asked_for_and_never_sent(cast: Cast, editor: Person, noor: Person) -> None:
    reply, number = write(editor, "Greeting", GREETING), taken(cast, noor, condition="")

    filled = noor.client.get(f"/replies/{reply}/filled-in", params={"request": number}).json()
    answer = noor.send(f"/requests/{number}/reply", text=filled["text"])

    asked = "Write the condition that the visitor asked about in place of {condition}, or take it out."
    assert (filled["missing"], filled["asked"]) == (["condition"], asked)
    assert asked in noor.see(f"/requests/{number}?reply={reply}")
    assert answer.status_code == 422
    assert asked in answer.text
    assert [one for one in cast.desk.transcript.messages(number) if one.author == "operator"] == []
    assert noor.send(f"/requests/{number}/reply", text="Hello { Visitor }").status_code == 422


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello\n{visitr}", "Line 2: there is no placeholder {visitr}. Did you mean {visitor}?"),
        ("{zzz}", "Line 1: there is no placeholder {zzz}. There are {visitor}, {operator}"),
        ("{}", "Line 1: there is no placeholder {}."),
        ("Hello {visitor", "Line 1: a brace stands alone."),
        ("Hello {{visitor}}", "Line 1: a brace stands alone."),
        ("", "A reply needs a title and a text."),
        ("x" * 5001, "the text at most 5000"),
    ],
)
def test_what_cannot_be_saved_is_refused_with_a_sentence_and_stays_on_the_page(
    editor: Person, text: str, said: str
) -> None:
    answer = editor.send("/replies", title="Mine", text=text)

    assert answer.status_code == 422
    assert said in answer.text
    assert text.strip() in answer.text
    assert "There are none yet." in editor.see("/replies")


@given(st.text(alphabet="{}ab visitor\n", max_size=40))
def test_a_saved_text_has_no_brace_that_is_no_placeholders(text: str) -> None:
    try:
        saved = _with_known_placeholders(text)
    except UnfitResponse:
        return
    for name in PLACEHOLDERS:
        saved = saved.replace(f"{{{name}}}", "")
    assert not set(saved) & {"{", "}"}


def test_replies_are_offered_by_team_and_in_the_requests_language_first(
    cast: Cast, editor: Person, noor: Person
) -> None:
    cast.accounts.set_team(noor.id, "Night line")
    write(editor, "A Spanish greeting", "Hola", language="spanish")
    write(editor, "B for all", "Hello")
    write(editor, "C of the day line", "Hello", team="Day line")
    write(editor, "D of the night line", "Good evening", team="night line", language="English")
    number = taken(cast, noor)

    assert offered(noor, number) == ["D of the night line", "B for all", "A Spanish greeting"]
    assert offered(noor, number, "good even") == ["D of the night line"]
    assert offered(noor, number, "spani") == ["A Spanish greeting"]
    assert offered(noor, number, "causes velmont") == []
    assert cast.services.responses.all()[0].language == "Español"


def test_only_who_has_the_request_takes_a_reply_into_it(cast: Cast, editor: Person, noor: Person) -> None:
    reply, number = write(editor, "Greeting", GREETING), cast.request().number
    for path in (f"/replies/{reply}/filled-in?request={number}", f"/requests/{number}?reply={reply}"):
        answer = noor.client.get(path)
        assert answer.status_code == 403
        assert "Maria" not in answer.text
    noor.send(f"/requests/{number}/claim")
    assert noor.client.get(f"/replies/99/filled-in?request={number}").status_code == 404


def test_nobody_overwrites_what_a_colleague_has_changed_meanwhile(cast: Cast, editor: Person) -> None:
    reply = write(editor, "Greeting", "First")
    assert editor.send(f"/replies/{reply}", title="Greeting", text="Second", version="1").status_code == 303

    late = editor.send(f"/replies/{reply}", title="Greeting", text="Third", version="1")

    assert late.status_code == 409
    assert all(words in late.text for words in ("Second", "Third", 'name="version" value="2"'))
    assert cast.services.responses.all() == [CannedResponse("Greeting", "Second", id=int(reply), version=2)]
    assert editor.send(f"/replies/{reply}", action="remove").status_code == 303
    assert editor.send(f"/replies/{reply}", title="Greeting", text="Third", version="2").status_code == 404
    acts = [action for action, _ in cast.audited() if "reply" in action]
    assert acts == [f"add reply {reply}", f"change reply {reply}", f"remove reply {reply}"]


def test_without_a_script_a_reply_is_taken_from_the_list(cast: Cast, editor: Person, noor: Person) -> None:
    reply, number = write(editor, "We will phone", "We will phone you."), taken(cast, noor)
    assert f'href="/requests/{number}?reply={reply}"' in noor.see(f"/answers?request={number}")
    assert ">We will phone you.</textarea>" in noor.see(f"/requests/{number}?reply={reply}")
