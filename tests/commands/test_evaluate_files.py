"""The files that measurements start from: what is read of them, and what is said of one that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.safety.finder import AlarmFinder
from commands.evaluation.alarms import alarm_report, judge_alarms, read_alarm_cases
from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.dialogues import read_dialogues
from commands.evaluation.name_file import NameCase, read_name_cases
from commands.evaluation.partial_names import PartialName, read_partial_names
from commands.evaluation.passage_file import PassageCase, read_passage_cases
from commands.evaluation.question_file import Question, read_questions
from commands.evaluation.speed import read_messages
from commands.evaluation.tsv import BadFile, Lines
from tests.support.made_up_store import made_up_store

QUESTIONS = """\
question_type\tquestion\tcondition
Cause\tWhere does Velmont syndrome come from?\tvelmont-syndrome
Susceptibility\tCould my sister have it too?
NotDisease\tWhen does the library open?\t
treatment\tWhat helps against Ostrava fever?\tOSTRAVA FEVER
"""


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> ConditionNames:
    return ConditionNames(made_up_store(tmp_path_factory.mktemp("store")))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def write_file(text: str | bytes, name: str = "file.tsv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_file


def test_questions_with_types_sections_and_conditions(names: ConditionNames, write: Callable[..., Path]) -> None:
    questions = read_questions(write(QUESTIONS), names)

    assert questions == [
        Question(2, "Cause", "Where does Velmont syndrome come from?", "velmont-syndrome"),
        Question(3, "Susceptibility", "Could my sister have it too?", None),
        Question(4, "NotDisease", "When does the library open?", None),
        Question(5, "treatment", "What helps against Ostrava fever?", "ostrava-fever"),
    ]
    assert [question.accepted for question in questions] == [
        ("causes",),
        ("inheritance", "frequency"),
        (),
        ("treatment",),
    ]


@pytest.mark.parametrize(("lines", "expected"), [(Lines.ALL, [2, 3, 4, 5]), (Lines.ODD, [3, 5]), (Lines.EVEN, [2, 4])])
def test_lines_are_chosen_by_their_number(
    names: ConditionNames, write: Callable[..., Path], lines: Lines, expected: list[int]
) -> None:
    assert [question.line for question in read_questions(write(QUESTIONS), names, lines)] == expected


def test_line_ends_of_windows_and_blank_lines_do_no_harm(names: ConditionNames, write: Callable[..., Path]) -> None:
    text = "\ufeffquestion_type\tquestion\r\n\r\nCause\tWhy?\r\n"

    assert read_questions(write(text), names) == [Question(3, "Cause", "Why?")]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("type\tquestion\nCause\tWhy?\n", "file.tsv, line 1: the header is another one than expected. Remedy: let"),
        ("question_type\tquestion\n", "file.tsv: there is no line below the header. Remedy: add at least one."),
        ("question_type\tquestion\nCause\n", "file.tsv, line 2: there are 1 cells where 2 belong. Remedy: part"),
        ("question_type\tquestion\n\nCause\ta\tb\n", "file.tsv, line 3: there are 3 cells where 2 belong."),
        ("question_type\tquestion\nCause\t \n", "file.tsv, line 2: the cell question is empty. Remedy: fill it in"),
        ("question_type\tquestion\nWhim\tWhy?\n", "file.tsv, line 2: no such type: 'Whim'. Remedy: write one of Infor"),
        (
            "question_type\tquestion\tcondition\nCause\tWhy?\tPlum pox\n",
            "file.tsv, line 2: the store has no condition 'Plum pox'. Remedy: import it, or write a slug",
        ),
        (b"question_type\tquestion\nCause\tWh\xff?\n", "file.tsv, line 2: it is not UTF-8. Remedy: save the file as"),
    ],
)
def test_a_wrong_file_of_questions_is_told_of(
    names: ConditionNames, write: Callable[..., Path], text: str | bytes, complaint: str
) -> None:
    with pytest.raises(BadFile) as problem:
        read_questions(write(text), names)

    assert complaint in str(problem.value)


def test_a_file_that_is_not_there_is_told_of(names: ConditionNames, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"none\.tsv: it cannot be read \(No such file or directory\)\. Remedy: name a"):
        read_questions(tmp_path / "none.tsv", names)


def test_lines_without_any_question_are_told_of(names: ConditionNames, write: Callable[..., Path]) -> None:
    with pytest.raises(BadFile, match="no question is on one of the odd lines"):
        read_questions(write("question_type\tquestion\nCause\tWhy?\n"), names, Lines.ODD)


def test_messages_with_names(names: ConditionNames, write: Callable[..., Path]) -> None:
    text = (
        "message\tcondition\tkind\nwhat is velmnt syndrome\tVelmont syndrome\ttypo\ntarn palsy\ttarn-palsy\nhello\t\n"
    )

    assert read_name_cases(write(text), names) == [
        NameCase("what is velmnt syndrome", "velmont-syndrome", "typo"),
        NameCase("tarn palsy", "tarn-palsy", "name"),
        NameCase("hello", None, "ordinary sentence"),
    ]


def test_a_wrong_file_of_names_is_told_of(names: ConditionNames, write: Callable[..., Path]) -> None:
    with pytest.raises(BadFile, match=r"file\.tsv, line 2: the cell message is empty"):
        read_name_cases(write("message\tcondition\n\ttarn-palsy\n"), names)


def test_dialogues_of_a_folder(write: Callable[..., Path], tmp_path: Path) -> None:
    write('- name: two\n  turns:\n    - say: "?"\n', "b.yml")
    write("- name: one\n  turns:\n    - say: hello\n      kind: smalltalk\n", "a.yml")

    assert [(dialogue.name, dialogue.turns) for dialogue in read_dialogues([tmp_path])] == [
        ("one", ({"say": "hello", "kind": "smalltalk"},)),
        ("two", ({"say": "?"},)),
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- name: [\n", "line 2: it is not YAML"),
        ("name: one\n", "line 1: it is no list of dialogues. Remedy: let each begin with `- name:`."),
        ("- name: one\n", "line 1: a dialogue has other keys than `name` and `turns`."),
        ("- name: one\n  turns: []\n", "line 1: the dialogue 'one' has no turns."),
        ("- name: one\n  turns:\n    - kind: answer\n", "line 3: a turn says nothing."),
        ("- name: one\n  turns:\n    - say: a\n    - say: b\n      knd: c\n", "line 4: no such key: 'knd'."),
        ("- name: one\n  turns:\n    - say: a\n      kind: reply\n", "line 3: no such kind: 'reply'."),
        ("- name: one\n  turns:\n    - say: a\n      missing: causes\n", "line 3: `missing` is no list."),
        ("- name: one\n  turns:\n    - say: a\n      sections: [x:cause]\n", "line 3: no such section: 'x:cause'."),
    ],
)
def test_a_wrong_file_of_dialogues_is_told_of(write: Callable[..., Path], text: str, complaint: str) -> None:
    with pytest.raises(BadFile) as problem:
        read_dialogues([write(text, "talk.yml")])

    assert f"talk.yml, {complaint}" in str(problem.value)


def test_a_folder_without_dialogues_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"there is no \.yml file in this folder"):
        read_dialogues([tmp_path])


def test_messages_to_time_come_from_lines_or_dialogues(write: Callable[..., Path]) -> None:
    lines = write("what is it?\n\n  and why? \n", "messages.txt")
    talk = write('- name: one\n  turns:\n    - say: ""\n    - say: hello\n', "talk.yml")

    assert read_messages([lines, talk]) == ["what is it?", "and why?", "hello"]


def test_no_messages_are_told_of(write: Callable[..., Path]) -> None:
    with pytest.raises(BadFile, match=r"empty\.txt: there is no message in it"):
        read_messages([write("\n", "empty.txt")])


ALARMS = """{
  "alarms": [
    {"kind": "heart", "say": "my father has crushing chest pain"},
    {"kind": "made up", "say": "lovely weather"}
  ],
  "look_alikes": [{"say": "this paperwork is killing me"}]
}"""


def test_alarms_are_counted_by_group_and_the_wrong_ones_are_listed(write: Callable[..., Path]) -> None:
    cases = read_alarm_cases(write(ALARMS, "alarms.json"))

    judged = judge_alarms(AlarmFinder(), cases, lambda: None)
    report = alarm_report({"file": "alarms.json"}, judged)

    figures = report.data["figures"]
    assert {group: (share["right"], share["of"]) for group, share in figures.items()} == {
        "alarms": (1, 2),
        "look_alikes": (1, 1),
    }
    assert [(wrong["kind"], wrong["say"]) for wrong in report.data["wrong"]] == [("made up", "lovely weather")]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[1, 2", "line 1: this is no JSON"),
        ('{"questions": []}', "other parts than lists of messages.*alarms, questions_with_an_alarm"),
        ('{"alarms": [{"say": "a"}, {"kind": "b"}]}', "entry 2 of alarms has no text"),
    ],
)
def test_a_wrong_file_of_alarms_is_told_of(write: Callable[..., Path], text: str, complaint: str) -> None:
    with pytest.raises(BadFile, match=complaint):
        read_alarm_cases(write(text, "alarms.json"))


def test_parts_of_names_mean_any_of_the_conditions_that_the_store_has(
    names: ConditionNames, write: Callable[..., Path]
) -> None:
    said = '[{"say": "palsy", "one_of": ["Tarn palsy", "Moor palsy"]}, {"say": "plum pox", "one_of": []}]'

    assert read_partial_names(write(said, "parts.json"), names) == [
        PartialName("palsy", frozenset({"tarn-palsy"})),
        PartialName("plum pox", frozenset()),
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[\n{]", "line 2: this is no JSON"),
        ("[]", "it is no list of names. Remedy: write a list of"),
        ('{"say": "palsy"}', "it is no list of names."),
        ('[{"say": "palsy"}]', "entry 1 is no name. Remedy: write it as"),
        ('[{"say": "palsy", "one_of": [3]}]', "entry 1 is no name."),
        ('[{"say": " ", "one_of": []}]', "entry 1 is no name."),
        ('[{"say": "pox", "one_of": ["Plum pox"]}]', "the store has none of the conditions of entry 1 ('pox')."),
    ],
)
def test_a_wrong_file_of_parts_of_names_is_told_of(
    names: ConditionNames, write: Callable[..., Path], text: str, complaint: str
) -> None:
    with pytest.raises(BadFile) as problem:
        read_partial_names(write(text, "parts.json"), names)

    assert complaint in str(problem.value)


def test_questions_with_words_of_the_sentence_that_answers(names: ConditionNames, write: Callable[..., Path]) -> None:
    there = '{"say": "which gene?", "condition": "Velmont syndrome", "any_of": ["VLM1"]}'
    absent = '{"say": "which singer?", "condition": "tarn-palsy"}'

    cases = read_passage_cases(write(f'{{"there": [{there}], "not_there": [{absent}]}}'), names)

    assert cases == [
        PassageCase("which gene?", "velmont-syndrome", ("VLM1",)),
        PassageCase("which singer?", "tarn-palsy", ()),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{\n]", "line 2: it is no JSON"),
        ("[]", "another form"),
        ("{}", "no question"),
        ('{"there": [{"say": "which gene?", "condition": "tarn-palsy"}]}', "there, entry 1: it lacks one of"),
        ('{"there": [{"say": "a", "condition": "tarn-palsy", "any_of": "b"}]}', "any_of is no list"),
        ('{"not_there": [{"say": "a", "condition": "Nobody\'s"}]}', "the store has no condition"),
    ],
)
def test_a_wrong_file_of_passages_is_told_of(
    names: ConditionNames, write: Callable[..., Path], text: str, told: str
) -> None:
    with pytest.raises(BadFile, match=told) as problem:
        read_passage_cases(write(text), names)

    assert "Remedy: " in str(problem.value)
