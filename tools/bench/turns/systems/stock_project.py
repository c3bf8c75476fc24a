"""Write the project folder of a stock Rasa assistant that answers the same questions from the same store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.names import normalise_name
from knowledge.records import SECTION_TYPES
from rareguide.settings import ROOT

EXAMPLES = ROOT / "data" / "nlu"
ACTION = "action_answer"
FEATURES: list[dict[str, Any]] = [
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
LOOKUP = {"name": "RegexEntityExtractor", "use_lookup_tables": True, "use_regexes": False}
STORIES = (
    ("greet", "ask_overview", "ask_symptoms", "ask_treatment", "thank"),
    ("ask_symptoms", "ask_inheritance", "ask_treatment", "ask_symptoms", "goodbye"),
    ("ask_treatment", "ask_overview", "ask_causes", "ask_overview", "thank"),
    ("ask_overview", "ask_prognosis", "name_condition", "ask_frequency", "goodbye"),
)
"""What people ask one after the other; TEDPolicy learns from stories, not from rules."""


def default_config(epochs: int) -> dict[str, Any]:
    """Return Rasa's default pipeline and policies, with a lookup of names.

    `ResponseSelector` and `FallbackClassifier` are left out: there are no retrieval intents, and a fall-back would
    keep the action from being called.
    """
    pipeline: list[dict[str, Any]] = [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        *FEATURES,
        {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True, "random_seed": 7},
        LOOKUP,
        {"name": "EntitySynonymMapper"},
    ]
    policies: list[dict[str, Any]] = [
        {"name": "MemoizationPolicy"},
        {"name": "TEDPolicy", "max_history": 5, "epochs": epochs, "constrain_similarities": True, "random_seed": 7},
        {"name": "RulePolicy"},
    ]
    return _config(pipeline, policies)


def light_config(epochs: int) -> dict[str, Any]:  # noqa: ARG001
    """Return the lightest pipeline of Rasa's own parts that does the same: no neural network; nothing has epochs."""
    pipeline = [{"name": "WhitespaceTokenizer"}, *FEATURES, {"name": "LogisticRegressionClassifier"}, LOOKUP]
    return _config(pipeline, [{"name": "MemoizationPolicy"}, {"name": "RulePolicy"}])


def write_project(folder: Path, config: Mapping[str, Any], names: Iterable[str]) -> None:
    """Write all that `rasa train` reads; examples are the project's own."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    for path in EXAMPLES.glob("*.yml"):
        (data / path.name).write_bytes(path.read_bytes())
    known = sorted({name for name in names if len(normalise_name(name)) > 1})
    lines = "".join(f"    - {name}\n" for name in known)
    lookup = f'version: "3.1"\nnlu:\n- lookup: condition\n  examples: |\n{lines}'
    (data / "lookup.yml").write_text(lookup, encoding="utf-8")
    intents = _intents()
    _write(folder / "config.yml", config)
    _write(folder / "domain.yml", _domain(intents))
    _write(data / "rules.yml", {"version": "3.1", "rules": [_rule(intent) for intent in intents]})
    _write(data / "stories.yml", {"version": "3.1", "stories": [_story(intents) for intents in STORIES]})


def write_connections(folder: Path, tracker_store: Mapping[str, Any], action_port: int) -> None:
    """Write `endpoints.yml` and `credentials.yml`."""
    action = {"url": f"http://127.0.0.1:{action_port}/webhook"}
    _write(folder / "endpoints.yml", {"tracker_store": dict(tracker_store), "action_endpoint": action})
    (folder / "credentials.yml").write_text("rest:\n", encoding="utf-8")


def _config(pipeline: list[dict[str, Any]], policies: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "recipe": "default.v1",
        "assistant_id": "stock",
        "language": "en",
        "pipeline": pipeline,
        "policies": policies,
    }


def _intents() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in EXAMPLES.glob("*.yml")]
    return sorted({intent for text in texts for intent in re.findall(r"^- intent: (\w+)", text, re.MULTILINE)})


def _answer_to(intent: str) -> str:
    is_for_store = intent == "name_condition" or intent.removeprefix("ask_") in SECTION_TYPES
    return ACTION if is_for_store else f"utter_{intent}"


def _domain(intents: Sequence[str]) -> dict[str, Any]:
    answers = [_answer_to(intent) for intent in intents]
    slot = {
        "type": "text",
        "influence_conversation": False,
        "mappings": [{"type": "from_entity", "entity": "condition"}],
    }
    return {
        "version": "3.1",
        "intents": list(intents),
        "entities": ["condition"],
        "slots": {"condition": slot},
        "actions": [ACTION],
        "responses": {
            answer: [{"text": f"This is what is said about {answer}."}] for answer in answers if answer != ACTION
        },
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }


def _rule(intent: str) -> dict[str, Any]:
    return {"rule": intent, "steps": [{"intent": intent}, {"action": _answer_to(intent)}]}


def _story(intents: Sequence[str]) -> dict[str, Any]:
    steps = [step for intent in intents for step in ({"intent": intent}, {"action": _answer_to(intent)})]
    return {"story": ", ".join(intents), "steps": steps}


def _write(path: Path, content: Mapping[str, Any]) -> None:
    writer = YAML()
    writer.default_flow_style = False
    with path.open("w", encoding="utf-8") as file:
        writer.dump(dict(content), file)
