"""Where the staff site says that it is reached."""

from __future__ import annotations

import pytest

from rareguide.settings import Settings
from staff.serve import address_of


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:5006/"),
        ("staff.example", "http://staff.example:5006/"),
        ("0.0.0.0", "http://127.0.0.1:5006/"),
        ("::", "http://localhost:5006/"),
        ("::1", "http://[::1]:5006/"),
    ],
)
def test_the_address_that_is_shown_can_be_opened(host: str, address: str) -> None:
    assert address_of(Settings(_env_file=None, staff_host=host, staff_port=5006)) == address


def test_an_address_of_the_settings_is_shown_as_it_is() -> None:
    settings = Settings(_env_file=None, staff_host="0.0.0.0", staff_url="https://staff.example/")
    assert address_of(settings) == "https://staff.example/"
