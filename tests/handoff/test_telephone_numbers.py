"""Telephone numbers as people write them, in answers and in letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.form.contact_details import read_contact, read_introduction
from handoff.form.telephone_numbers import find_telephone_numbers


@pytest.mark.parametrize(
    "written",
    [
        "020 7946 0018",
        "(0 40) 1234-5678",
        "07 55 12 34 56",
        "01632.960.018",
        "+46 8 123 456 78",
        "+44 (0)20 7946 0018",
        "0044 20 7946 0018 ext 12",
        "(202) 555-0118",
        "202-555-0118 x4",
        "91 555 12 34",
        "555-0118",
        "0803 123 4567",
    ],
)
def test_a_number_is_kept_as_it_was_written(written: str) -> None:
    assert read_contact(written, "", is_asked=True).phone == written
    assert read_contact(f"Please ring me on {written}, it is about my son.", "").phone == written


@pytest.mark.parametrize("written", ["55512", "0000 000 000", "+1 202 555 01", "+999 12345678"])
def test_what_nobody_can_dial_is_told(written: str) -> None:
    read = read_contact(f"my number is {written}", "", is_asked=True)
    assert read.phone is None
    assert read.wrong == written


@pytest.mark.parametrize(
    ("region", "written", "is_right"),
    [
        ("GB", "020 7946 0018", True),
        ("US", "212 736 500", False),
        ("US", "555-0118", False),
        ("DE", "030 123456", True),
    ],
)
def test_the_numbers_of_a_region_have_its_length(region: str, written: str, is_right: bool) -> None:
    assert (read_contact(written, region, is_asked=True).phone == written) is is_right
    assert read_contact("+46 8 123 456 78", region, is_asked=True).phone == "+46 8 123 456 78"


@pytest.mark.parametrize(
    "text",
    [
        "She was born on 12/05/2019, and again ill 2019-2020.",
        "Her NHS number is 0943 476 5919.",
        "The platelets were 150 000 and then 90 000.",
        "He has c.1521_1523del and rs113993960, the patient id is (04) 1234567890.",
        "She takes 250 mg at 8:00 and 20:00.",
    ],
)
def test_other_numbers_of_a_letter_are_none_to_ring(text: str) -> None:
    assert read_contact(text, "").phone is None


def test_an_hour_after_a_number_is_not_part_of_it() -> None:
    assert read_contact("call 0171 555 234 5 pm", "").phone == "0171 555 234"


@given(st.text(alphabet="0123456789 +()./-x@ab\n", max_size=80), st.sampled_from(["", "US", "GB"]), st.booleans())
def test_a_number_that_is_found_stands_in_the_text(text: str, region: str, is_asked: bool) -> None:
    for found in find_telephone_numbers(text, region, is_asked):
        digits = [sign for sign in found.written if sign.isdigit()]
        assert digits == [sign for sign in text[found.start : found.end] if sign.isdigit()]
        assert len(digits) >= 5
        assert found.written.isprintable()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hello, I'm Mrs Adler, 020 7946 0018, please call", "Mrs Adler"),
        ("this is Joaquín de la Vega and my wife is ill", "Joaquín de la Vega"),
        ("Could you ring me? Kind regards, Nora O'Brien", "Nora O'Brien"),
        ("ring me at noon. Emil", "Emil"),
        ("call 01 55 66 77 88, Mme Leroy", "Mme Leroy"),
        ("I'm so tired of it", ""),
        ("This is Wilson disease", ""),
        ("Thanks. What causes it?", ""),
    ],
)
def test_who_writes_is_read_from_a_letter(text: str, name: str) -> None:
    assert read_introduction(text) == name


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("It's oh one six three two, nine six oh, double one four", "01632960114"),
        ("zero three zero one two three four five", "03012345"),
        ("one or two of them, or three", None),
        ("he is seven and she is eight", None),
    ],
)
def test_a_number_dictated_digit_by_digit_is_read(said: str, number: str | None) -> None:
    assert read_contact(said, "").phone == number


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("rosa at larkfield dot example", "rosa@larkfield.example"),
        ("it is Rosa dot Green at larkfield dot co dot example", "rosa.green@larkfield.co.example"),
        ("meet me at noon", None),
    ],
)
def test_an_address_dictated_is_read_where_it_is_asked_for(said: str, address: str | None) -> None:
    assert read_contact(said, "", is_asked=True).email == address
    assert read_contact(said, "").email is None
