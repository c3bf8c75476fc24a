"""The stories of `data/stories/`, run as a Rasa developer runs them, and Rasa's own check of the training data."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.entities_parser import replace_entities
from rasa.validator import Validator

from bot.nlu.question_reading import Question
from bot.training import model_path, train
from commands.evaluation.assistant import InProcessAssistant, settings_with
from commands.evaluation.temporary_store import build_store

pytestmark = pytest.mark.training

ROOT = Path(__file__).resolve().parents[2]
STORIES = ROOT / "data" / "stories"
NOT_COMPARED = {"offered_options", "pointed_at"}
"""The quick replies below an answer and the sentences marked in it, whose words belong to the texts for visitors."""


def trained() -> Path:
    return model_path() if model_path().exists() else train()


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InProcessAssistant]:
    """The assistant with the shipped conditions, and its settings in the environment."""
    folder = tmp_path_factory.mktemp("stories")
    nothing_else = {"database_url": "", "tracker_url": "", "content_dir": "knowledge/content"}
    with settings_with(data_dir=str(folder), **nothing_else) as settings:
        build_store(settings, None, None)
        with InProcessAssistant(settings, trained) as started:
            started.start()
            yield started


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("rasa"), *arguments],
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def test_rasa_test_passes_all_stories(assistant: InProcessAssistant, tmp_path: Path) -> None:
    ended = rasa(
        "test", "core", "--e2e", "--stories", "data/stories", "--model", str(assistant.model),
        "--out", str(tmp_path), "--no-plot", "--fail-on-prediction-errors",
    )  # fmt: skip

    assert ended.returncode == 0, ended.stdout + ended.stderr
    report = yaml.safe_load((tmp_path / "story_report.json").read_text(encoding="utf-8"))
    stories = [story for path in STORIES.glob("*.yml") for story in yaml.safe_load(path.read_text())["stories"]]
    assert report["conversation_accuracy"]["correct"] == len(stories) > 5


def run_stories(assistant: InProcessAssistant, folder: Path) -> None:
    """Do what `rasa test core --e2e --fail-on-prediction-errors` does, without starting another process."""
    from rasa.core.test import test

    agent = assistant._app.ctx.agent
    assistant._wait(test(str(folder), agent, fail_on_prediction_errors=True, e2e=True, disable_plotting=True))


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        ("intent: ask_causes", "intent: goodbye"),
        ('"value": "marfan-syndrome"', '"value": "fabry-disease"'),
        ('"value": "inheritance"', '"value": "frequency"'),
        ('[Fabry disease]{"entity": "condition", "value": "fabry-disease"}', "Fabry disease"),
        ("thank you, that helped a lot", "which doctor should I see"),
        ("action: action_turn", "action: action_restart"),
    ],
)
def test_a_story_that_tells_something_else_fails(
    assistant: InProcessAssistant, tmp_path: Path, told: str, instead: str
) -> None:
    from rasa.core.test import WrongPredictionException

    story = (STORIES / "test_follow_ups.yml").read_text(encoding="utf-8")
    assert told in story
    (tmp_path / "test_copy.yml").write_text(story.replace(told, instead, 1), encoding="utf-8")

    with pytest.raises(WrongPredictionException, match="Failed Story"):
        run_stories(assistant, tmp_path)


def test_the_stories_fail_when_nothing_is_understood(
    assistant: InProcessAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rasa.core.test import WrongPredictionException

    monkeypatch.setattr("bot.nlu.question_classifier.read_question", lambda *_: Question([("goodbye", 1.0)], []))
    with pytest.raises(WrongPredictionException, match="wrong intent or entities"):
        run_stories(assistant, STORIES)


def stories_of(folder: Path) -> list[Any]:
    return [
        pytest.param(story["steps"], id=story["story"])
        for path in sorted(folder.glob("*.yml"))
        for story in yaml.safe_load(path.read_text(encoding="utf-8"))["stories"]
    ]


def differing_slots(assistant: InProcessAssistant, steps: list[dict[str, Any]]) -> list[str]:
    """Say the words of a story, and return where the slots that its turns set are not those that it tells."""
    sender = uuid.uuid4().hex
    differing = []
    slots: dict[str, Any] = {}
    for number, step in enumerate(steps):
        if "user" in step:
            said = replace_entities(step["user"].strip())
            assistant.answer(sender, said)
            before, slots = slots, slots_of(assistant, sender)
            changed = {name: slots.get(name) for name in {*before, *slots} if slots.get(name) != before.get(name)}
            told = told_after(steps[number + 1 :])
            if changed != told:
                differing.append(f"{said!r} set {changed} instead of {told}")
    return differing


def slots_of(assistant: InProcessAssistant, sender: str) -> dict[str, Any]:
    """The slots of a conversation that are not empty."""
    tracker = assistant._wait(assistant._app.ctx.agent.tracker_store.retrieve(sender))
    return {name: value for name, value in tracker.current_slot_values().items() if value and name not in NOT_COMPARED}


def told_after(steps: list[dict[str, Any]]) -> dict[str, Any]:
    """The slots that a story tells up to the next message; an empty list is an empty slot."""
    told: dict[str, Any] = {}
    for step in steps:
        if "user" in step:
            break
        for slot in step.get("slot_was_set", ()):
            told |= {name: value or None for name, value in slot.items()}
    return told


@pytest.mark.parametrize("steps", stories_of(STORIES))
def test_the_turns_set_the_slots_that_a_story_tells(assistant: InProcessAssistant, steps: list[dict[str, Any]]) -> None:
    assert differing_slots(assistant, steps) == []


def test_other_slots_than_those_told_are_found(assistant: InProcessAssistant) -> None:
    said = {"user": "what is Fabry disease?"}
    action = {"action": "action_turn"}
    condition, sections = {"condition": "fabry-disease"}, {"last_sections": ["overview"]}

    assert differing_slots(assistant, [said, action, {"slot_was_set": [condition, sections]}]) == []
    assert differing_slots(assistant, [said, action, {"slot_was_set": [condition]}])
    assert differing_slots(assistant, [said, action, {"slot_was_set": [condition, {"last_sections": ["causes"]}]}])
    assert differing_slots(assistant, [said, action])


ALWAYS_SAID = (
    # of every domain with slots
    "Slot auto-fill has been removed in 3.0",
    # of every response, since one action says them all
    "is not used in any story or rule",
)


def test_rasa_finds_no_fault_with_the_data() -> None:
    """What `rasa data validate --fail-on-warnings` looks at."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", UserWarning)
        importer = TrainingDataImporter.load_from_config(
            str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
        )
        validator = Validator.from_importer(importer)
        checks = {
            "domain": validator.verify_domain_validity(),
            "intents": validator.verify_intents_in_stories(ignore_warnings=False),
            "examples": validator.verify_example_repetition_in_intents(ignore_warnings=False),
            "responses": validator.verify_utterances_in_stories(ignore_warnings=False),
            "actions": validator.verify_actions_in_stories_rules(),
            "slots": validator.verify_slot_mappings(),
            "stories": validator.verify_story_structure(ignore_warnings=False),
        }

    assert [name for name, is_right in checks.items() if not is_right] == []
    unexpected = [str(one.message) for one in said if issubclass(one.category, UserWarning)]
    assert [text for text in unexpected if not any(known in text for known in ALWAYS_SAID)] == []
