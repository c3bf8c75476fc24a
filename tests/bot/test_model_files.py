"""What a model file keeps: the same for whichever process wrote it, and read alike by any other."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.nlu.model_file import BadModelFile, ModelContent, read_model_file, write_model_file
from bot.nlu.question_model import QuestionModel
from bot.training import model_path, train

ROOT = Path(__file__).resolve().parents[2]

PROCESS = '''
"""Train the components that learn or read what they kept, and print how the words on standard input are written."""
import json, sys
from pathlib import Path
from bot.server.without_tensorflow import serve_without_tensorflow
serve_without_tensorflow()
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from bot.nlu.message_segmenter import MessageSegmenter
from bot.nlu.question_classifier import QuestionClassifier
from bot.nlu.sentence_embedding_featurizer import SentenceEmbeddingFeaturizer

task, folder, *words = sys.argv[1:]

def place(name):
    storage, resource = LocalModelStorage(Path(folder)), Resource(name)
    return storage, resource, ExecutionContext(GraphSchema({}), node_name=name)

if task == "train":
    all_examples = load_data("data/nlu").intent_examples
    knowing = [one for word in words for one in [one for one in all_examples if word in one.get("text").split()][:5]]
    data = TrainingData([*all_examples[::15], *knowing])
    segmenter = MessageSegmenter.create({}, *place("segmenter"))
    segmenter.train(data)
    data = segmenter.process_training_data(data)
    featurizer = SentenceEmbeddingFeaturizer.create({"alias": None}, *place("featurizer"))
    data = featurizer.process_training_data(data)
    classifier = QuestionClassifier.create(QuestionClassifier.get_default_config(), *place("classifier"))
    classifier.train(data)
else:
    segmenter = MessageSegmenter.load({}, *place("segmenter"))
    QuestionClassifier.load(QuestionClassifier.get_default_config(), *place("classifier"))
messages = segmenter.process([Message({"text": word}) for word in json.load(sys.stdin)])
print(json.dumps([message.get("segments").text for message in messages]))
'''

WORDS = "symptoms information children problems understand everything research daughter husband pregnancy".split()


def mistyped(word: str) -> list[str]:
    """A word with a letter missing, a letter doubled, and two letters crossed."""
    return [
        form
        for place in range(2, len(word) - 1)
        for form in (
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
        if form != word
    ]


MISTAKES = {form: word for word in WORDS for form in mistyped(word)}


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def in_a_process_of_its_own(task: str, folder: Path, hash_seed: int) -> list[str]:
    """What the words with mistakes become in a process that salts the hashes of texts with `hash_seed`."""
    folder.mkdir(exist_ok=True)
    ended = subprocess.run(
        [sys.executable, "-c", PROCESS, task, str(folder), *WORDS],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": str(hash_seed), "RASA_TELEMETRY_ENABLED": "false"},
        input=json.dumps(list(MISTAKES)), capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    written: list[str] = json.loads(ended.stdout.splitlines()[-1])
    return written


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("trained") / "model"
    return folder, in_a_process_of_its_own("train", folder, hash_seed=1)


@pytest.mark.training
def test_spelling_is_mended_as_well_after_loading_as_before(trained: Any) -> None:
    folder, before = trained
    after = in_a_process_of_its_own("read", folder, hash_seed=2)

    assert after == before
    fixed = [written == word for written, word in zip(after, MISTAKES.values(), strict=True)]
    assert sum(fixed) / len(fixed) > 0.9


@pytest.mark.training
def test_every_process_trains_the_same_model(trained: Any) -> None:
    folder, _ = trained
    in_a_process_of_its_own("train", folder.with_name("again"), hash_seed=3)

    for kept in ("segmenter/words.npz", "classifier/question_model.npz"):
        assert digest(folder / kept) == digest(folder.with_name("again") / kept), kept


@pytest.mark.training
def test_the_assistants_model_is_plain_data() -> None:
    with tarfile.open(model_path() if model_path().exists() else train()) as archive:
        names = [member.name for member in archive if member.isfile()]
        kinds = set()
        for name in names:
            if name.endswith(".npz"):
                content = archive.extractfile(name)
                assert content is not None
                with np.load(io.BytesIO(content.read()), allow_pickle=False) as arrays:
                    kinds |= {arrays[one].dtype.kind for one in arrays.files}

    assert {Path(name).suffix for name in names} == {".json", ".yml", ".npz"}
    assert kinds <= set("fiu")


def test_a_file_of_objects_is_not_read(tmp_path: Path) -> None:
    """Reading such a file would execute whatever it says."""
    path = tmp_path / "model.npz"
    np.savez(path, described=np.array([{"words": {}}], dtype=object))

    with pytest.raises(BadModelFile, match="it cannot be read"):
        QuestionModel.load(path)


@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x03\x04 cut off"])
def test_a_damaged_file_is_no_model(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(content)

    with pytest.raises(BadModelFile, match="it cannot be read"):
        read_model_file(path)


def test_a_file_of_something_else_is_no_question_model(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    write_model_file(path, ModelContent({"weights": np.zeros(3)}, {"acts": []}))

    with pytest.raises(BadModelFile, match="it lacks 'scores'"):
        QuestionModel.load(path)
