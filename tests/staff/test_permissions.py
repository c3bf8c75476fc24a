"""Every page is seen by those who may see it, and by nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from staff.app import PAGES
from staff.roles import ADMINISTRATOR, EDITOR, OPERATOR
from tests.staff.cast import Cast, Person

ALL = {OPERATOR, EDITOR, ADMINISTRATOR}
REQUESTS = {OPERATOR, ADMINISTRATOR}
QUALITY = {EDITOR, ADMINISTRATOR}
ONLY_ADMINISTRATORS = {ADMINISTRATOR}
OPEN_TO_ANYONE = {
    *(("GET", "/health"), ("GET", "/log-in"), ("POST", "/log-in")),
    *(("GET", f"/log-in/provider{rest}") for rest in ("", "/done", "/leave")),
}

WHO_MAY = {
    ("POST", "/log-out"): ALL,
    ("GET", "/password"): ALL,
    ("POST", "/password"): ALL,
    ("GET", "/second-factor"): ALL,
    ("POST", "/second-factor"): ALL,
    ("GET", "/log-in/code"): ALL,
    ("POST", "/log-in/code"): ALL,
    ("POST", "/log-in/again"): ALL,
    ("GET", "/"): ALL,
    ("GET", "/answers"): ALL,
    ("GET", "/queue"): REQUESTS,
    ("GET", "/live"): REQUESTS,
    ("GET", "/live/now"): REQUESTS,
    ("POST", "/presence"): REQUESTS,
    ("POST", "/away"): REQUESTS,
    ("GET", "/choices"): REQUESTS,
    ("GET", "/requests"): REQUESTS,
    ("GET", "/requests.csv"): ONLY_ADMINISTRATORS,
    ("GET", "/requests/{number}"): REQUESTS,
    **{
        ("POST", f"/requests/{{number}}/{action}"): REQUESTS
        for action in "contact claim release transfer take-over reply note close hand-back reopen typing read".split()
    },
    ("GET", "/replies"): QUALITY,
    ("POST", "/replies"): QUALITY,
    ("POST", "/replies/{id:int}"): QUALITY,
    ("GET", "/replies/{id:int}/filled-in"): REQUESTS,
    ("GET", "/figures"): QUALITY,
    ("GET", "/figures.csv"): QUALITY,
    ("GET", "/feedback"): QUALITY,
    ("GET", "/unanswered"): QUALITY,
    ("GET", "/deliveries"): ONLY_ADMINISTRATORS,
    ("GET", "/deliveries/{id:int}"): ONLY_ADMINISTRATORS,
    ("POST", "/deliveries/{id:int}/retry"): ONLY_ADMINISTRATORS,
    ("GET", "/audit"): ONLY_ADMINISTRATORS,
    ("GET", "/accounts"): ONLY_ADMINISTRATORS,
    ("POST", "/accounts"): ONLY_ADMINISTRATORS,
    ("POST", "/accounts/{id:int}"): ONLY_ADMINISTRATORS,
}
ENDLESS = {"/live"}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cast, dict[str, Person]]:
    folder: Path = tmp_path_factory.mktemp("permissions")
    cast = Cast(folder)
    cast.request()
    return cast, {role: cast.person(role) for role in sorted(ALL)}


def test_the_table_has_every_page() -> None:
    assert {(method, path) for method, path, _, _ in PAGES} - OPEN_TO_ANYONE == set(WHO_MAY)


@pytest.mark.parametrize("role", sorted(ALL))
@pytest.mark.parametrize(("method", "path"), [page for page in WHO_MAY if page[1] not in {*ENDLESS, "/log-out"}])
def test_a_page_is_for_its_roles(stage: tuple[Cast, dict[str, Person]], method: str, path: str, role: str) -> None:
    _, people = stage
    person = people[role]
    address = path.replace("{number}", "RG-00000000").replace("{id:int}", "999")

    if method == "GET":
        answer = person.client.get(address, params={"request": "RG-00000000"}, follow_redirects=False)
    else:
        answer = person.send(address)

    assert (answer.status_code != 403) == (role in WHO_MAY[method, path]), answer.text


def test_editors_do_not_follow_the_queue(stage: tuple[Cast, dict[str, Person]]) -> None:
    assert stage[1][EDITOR].client.get("/live").status_code == 403


@pytest.mark.parametrize(("method", "path"), sorted(WHO_MAY))
def test_nobody_sees_anything_without_logging_in(stage: tuple[Cast, dict[str, Person]], method: str, path: str) -> None:
    cast, _ = stage
    stranger = cast.browser()
    address = path.replace("{number}", cast.desk.queue.waiting()[0].number).replace("{id:int}", "1")

    if method == "GET":
        answer = stranger.get(address, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/log-in")
    else:
        assert stranger.post(address, data={"token": "0" * 64}, follow_redirects=False).status_code == 403
