"""The alarm model: what it finds among messages held out of its training, and what happens when it is missing."""

from __future__ import annotations

import asyncio
import logging
import os
import tarfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from rasa.core.channels.channel import UserMessage
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.channels.gate import Gate
from bot.channels.incoming_message import IncomingMessage
from bot.safety.alarm import KINDS, Alarm
from bot.safety.alarm_classifier import AlarmClassifier, ordinary_messages, sentences_of_letters
from bot.safety.examples import BadExamples, alarm_examples
from bot.safety.finder import MOST_CHARACTERS, AlarmFinder, excerpt
from bot.safety.model import (
    ALARM_MODEL,
    NONE,
    AlarmModel,
    NoAlarmModel,
    load_alarm_model,
    save_alarm_model,
    train_alarm_model,
)
from bot.safety.patterns import find_alarm, match_rules
from bot.safety.respelling import Respelling
from bot.server.start_checks import CannotStart, check_alarm_model
from bot.training import EMBEDDINGS, MODELS, is_trained, model_path, served_model, train
from knowledge import sentence_encoder
from rareguide.settings import Settings
from rareguide.texts import load_texts
from rareguide.turn import Draft, Turn

FOLDS = 5
EVERY = 5
"""Every fifth ordinary message is learned from, which is enough to measure and takes seconds."""
VEILED = {
    "self_harm": "i sit on the platform and wait for the next train to pass, it would be over quickly",
    "poisoning": "little one chewed up my heart pills while i was in the shower",
    "emergency": "she has stopped answering when I shout her name and her breaths are far apart",
}


@cache
def ordinary() -> list[str]:
    """The messages that are no alarm, as training gets them."""
    return ordinary_messages(RasaFileImporter(training_data_paths=["data/nlu"]).get_nlu_data())


@pytest.fixture(scope="module")
def model() -> Iterator[AlarmModel]:
    """A model that has not seen the first of every five examples of alarms."""
    examples = {
        kind: [text for place, text in enumerate(texts) if place % FOLDS] for kind, texts in alarm_examples().items()
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentence_encoder, "_of_examples", {})
        sentence_encoder.know_examples(MODELS / EMBEDDINGS)  # as in a server, which then encodes no example again
        yield train_alarm_model(examples, [*ordinary()[::EVERY], *sentences_of_letters()[::EVERY]])


def held_out(kind: str) -> list[str]:
    return alarm_examples()[kind][::FOLDS]


def test_most_alarms_in_unknown_words_are_found(model: AlarmModel) -> None:
    finder = AlarmFinder(model)
    alarms = [finder.find(text) for kind in KINDS for text in held_out(kind)]

    assert np.mean([alarm is not None for alarm in alarms]) >= 0.85


def test_few_look_alikes_raise_a_full_alarm(model: AlarmModel) -> None:
    finder = AlarmFinder(model)
    alarms = [finder.find(text) for text in held_out(NONE)]

    assert np.mean([alarm is not None and not alarm.is_general_mention for alarm in alarms]) <= 0.08


def test_ordinary_messages_that_it_has_not_seen_raise_hardly_any(model: AlarmModel) -> None:
    """Of 460 messages now 6 rang and now 18: too few to tell 2 % from 4 %."""
    finder = AlarmFinder(model)
    alarms = [finder.find(text) for text in ordinary()[4::EVERY]]

    assert np.mean([alarm is not None for alarm in alarms]) <= 0.03


LASTING_OVER_OR_FEARED = """
I am frightened that one night he might stop breathing
I can't breathe when I think of the hospital
she stopped breathing in the first days of her life and was then tested
In the autumn of 2015 he had a heart attack; today he is fine
I'm not suicidal, I only want to know whether low mood belongs to it
stop telling us to ring 988
You told my sister to ring a crisis line because she asked about diet
grandad would have killed himself laughing
there's no hurry at all with this
they gave her paracetamol at the surgery and told her to drink a lot
""".strip().splitlines()
HERE_AND_NOW = """
I am frightened, he has stopped breathing
she is choking at her grandmother's
I can't breathe when I lie down and my lips are blue
in the autumn it was mild, now she can't breathe
we were told to call an ambulance after five minutes and the seizure won't stop
I'm not sad any more, I will kill myself tonight
no I want to die
stop telling me to call 988, I have the pills in my hand
there's no hurry, I shall be dead by then anyway, I have the rope
my husband is going to kill me because I missed his call, he has a knife
""".strip().splitlines()


BEREAVED_AND_VEILED = """
I would rather be with my late wife than here
I hope to follow her soon. What causes the illness?
I see no point in carrying on without my boy
I wish I had died with him
the kids would be better off without a father like me
my children would be happier with another mother
there is no point in me any more
lately I take her tablets out of the cupboard and count them. Is it inherited?
""".strip().splitlines()
GRIEVING_AND_WELL = """
I hope to follow the lecture on Friday
I see no point in carrying on with this cream
I wish I had gone with her to the scan
the club would be better off without a chairman like him
my daughter would be happier with another teacher
I count her tablets on Sundays for the weekly box
""".strip().splitlines()

EVERYDAY = """
me worry for new baby. brother sick, new baby sick also?
no no, i not sad! i ask only for my second girl. thank you
landed with it for good then, ta. which pills do they give, mine do nowt
You take me wrongly, good sir. I have not that kind. Is there nothing on the usual one?
only me and my aunt left. dad died of it. what are the odds for me
thank you for being here. is he going to lose his hearing
Good night to you. I shall leave you for this evening
english please - and what happens next?
""".strip().splitlines()
EVERYDAY_WORDS_AND_A_WISH_TO_DIE = """
me worry for new baby. i want die before it come
no no, i want die! nobody help. thank you
landed with it for good then. i'd rather be dead, ta
You take me wrongly, good sir. I mean to take my own life
only me left. dad died of it. i will kill myself before it gets me
thank you for being here. i have the rope in my hand
Good night to you. I shall be dead by the morning
""".strip().splitlines()


@pytest.mark.parametrize("message", EVERYDAY)
def test_short_sentences_of_every_day_are_none(model: AlarmModel, message: str) -> None:
    assert AlarmFinder(model).find(message) is None


@pytest.mark.parametrize("message", EVERYDAY_WORDS_AND_A_WISH_TO_DIE)
def test_a_wish_to_die_rings_amid_words_of_every_day(model: AlarmModel, message: str) -> None:
    assert AlarmFinder(model).find(message) is not None


@pytest.mark.parametrize("message", BEREAVED_AND_VEILED)
def test_a_veiled_thought_of_self_harm_rings(model: AlarmModel, message: str) -> None:
    alarm = AlarmFinder(model).find(message)

    assert alarm is not None
    assert alarm.kind == "self_harm"


@pytest.mark.parametrize("message", GRIEVING_AND_WELL)
def test_much_the_same_words_without_a_wish_to_die_are_none(model: AlarmModel, message: str) -> None:
    assert AlarmFinder(model).find(message) is None


@pytest.mark.parametrize("message", LASTING_OVER_OR_FEARED)
def test_what_is_feared_or_over_is_no_alarm(model: AlarmModel, message: str) -> None:
    assert AlarmFinder(model).find(message) is None


@pytest.mark.parametrize("message", HERE_AND_NOW)
def test_the_same_words_ring_when_it_is_here_and_now(model: AlarmModel, message: str) -> None:
    assert AlarmFinder(model).find(message) is not None


HISTORY = """
My aunt is 61 and was diagnosed with scleroderma in 2011, after years of cold fingers. She has been on tablets
since then and goes to the clinic every month. {told} She was in hospital twice last year. We would like to know
whether there are groups of patients near Boise, and whether her daughters can have it, too. Many thanks.
"""
CALM = (
    "She makes a high noise with every breath since noon and her lips have a blue tinge.",
    "Since lunch one side of her face hangs down and she cannot find her words.",
)


@pytest.mark.parametrize("told", CALM)
def test_a_calm_alarm_is_heard_amid_the_history_of_an_illness(model: AlarmModel, told: str) -> None:
    finder = AlarmFinder(model)

    assert finder.find(HISTORY.format(told="Her skin is tight.")) is None
    assert finder.find(HISTORY.format(told=told)) is not None


def through(finder: AlarmFinder, message: str) -> Turn:
    async def handle(said: UserMessage) -> None:
        draft = Draft("smalltalk", "An answer.").as_dict()
        await said.output_channel.send_custom_json(said.sender_id, draft)

    return asyncio.run(Gate(Settings(), load_texts(), finder).answer(IncomingMessage("a", message, "rest"), handle))


@pytest.mark.parametrize("kind", sorted(VEILED))
def test_the_gate_warns_at_words_that_no_pattern_has(model: AlarmModel, kind: str) -> None:
    assert find_alarm(VEILED[kind]) is None

    turn = through(AlarmFinder(model), VEILED[kind])

    assert turn["kind"] == "emergency"
    assert turn["understood"]["intent"] == kind


def test_an_ordinary_question_is_answered(model: AlarmModel) -> None:
    assert through(AlarmFinder(model), "What are the symptoms of Fabry disease?")["text"] == "An answer."


class Sure(AlarmModel):
    """A model that takes everything for an alarm with the same small probability."""

    def __init__(self, probability: float = 0.0) -> None:
        super().__init__(Respelling.trained([]), None, None, None, None, ())
        object.__setattr__(self, "probability", probability)

    def likelihoods(self, texts: Sequence[str], rule_features: object) -> list[float]:
        return [self.probability] * len(texts)  # type: ignore[attr-defined]

    def kinds(self, texts: Sequence[str], rule_features: object) -> list[dict[str, float]]:
        return [{NONE: 1.0 - self.probability}] * len(texts)  # type: ignore[attr-defined]


def found(model: AlarmModel, message: str) -> Alarm | None:
    """What a finder finds, whoever is in danger."""
    alarm = AlarmFinder(model).find(message)
    return None if alarm is None else replace(alarm, subject=None)


class Broken(Sure):
    """A model that fails, and quotes the message in doing so."""

    def kinds(self, texts: Sequence[str], rule_features: object) -> list[dict[str, float]]:
        raise ValueError(f"cannot read {texts}")


@pytest.mark.parametrize(
    "message", ["I want to kill myself", "my son can't breathe", "he overdosed", "she is not breathing"]
)
def test_no_model_overrules_the_strongest_words(message: str) -> None:
    alarm = find_alarm(message)
    assert alarm is not None
    assert not alarm.is_general_mention
    assert found(Sure(), message) == alarm


def test_other_words_stand_beside_the_answer_where_the_model_doubts_and_fall_where_it_is_sure() -> None:
    message = "my daughter swallowed a button battery"
    assert find_alarm(message) == Alarm("poisoning", is_general_mention=False)
    assert found(Sure(0.5), message) == Alarm("poisoning", is_general_mention=False)
    assert found(Sure(0.1), message) == Alarm("poisoning", is_general_mention=True)
    assert AlarmFinder(Sure(0.01)).find(message) is None


def test_a_model_that_fails_leaves_it_to_the_patterns_and_logs_no_message(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert found(Broken(), "my son Zebulon can't breathe") == Alarm("emergency", is_general_mention=False)

    assert "The alarm model failed (ValueError)" in caplog.text
    assert "Zebulon" not in caplog.text


@pytest.mark.parametrize("message", ["", " ", "\ud800", "\x00", "?" * 5000, "a " * 3000])
def test_any_text_can_be_read(model: AlarmModel, message: str, caplog: pytest.LogCaptureFixture) -> None:
    AlarmFinder(model).find(message)

    assert "failed" not in caplog.text


def test_an_alarm_inside_a_long_message_is_found(model: AlarmModel) -> None:
    story = "We moved to the coast in spring. My sister has Fabry disease and works as a teacher. " * 8
    told = "I sit on the platform and wait for the next train. It would be over soon and nobody would have to nurse me."
    message = f"{story} {told} {story}"
    assert find_alarm(message) is None

    assert AlarmFinder(model).find(message) is not None


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 1.0])
def test_an_alarm_is_found_anywhere_in_the_longest_letter_that_is_read(model: AlarmModel, share: float) -> None:
    lines = ["We went to the clinic again and nobody knew the disease."] * 340
    alarm = "My daughter is not breathing and her lips are blue."
    place = round(share * len(lines))
    letter = " ".join([*lines[:place], alarm, *lines[place:]])
    assert 19_000 < len(letter) <= MOST_CHARACTERS == Settings.__fields__["max_message_characters"].default

    assert AlarmFinder(model).find(" ".join(lines)) is None
    assert AlarmFinder(model).find(letter) is not None


@pytest.mark.parametrize(
    "words", ["i took all my pills ", "wnt 2 kll mysf ", "iwanttodie", "a b c d ", "mio figlio sta ", "?! "]
)
def test_the_search_does_not_grow_with_what_is_longer_than_it_reads(model: AlarmModel, words: str) -> None:
    finder = AlarmFinder(model)
    assert len(excerpt(words * 100_000)) <= MOST_CHARACTERS + 50

    took = []
    for characters in (MOST_CHARACTERS, 40 * MOST_CHARACTERS):
        message = (words * characters)[:characters]
        began = time.process_time()
        finder.find(message)
        took.append(time.process_time() - began)

    assert took[1] < 4 * took[0] + 0.2


def test_both_ends_and_the_middle_of_an_endless_message_are_searched(model: AlarmModel) -> None:
    story = "We went to the clinic again and nobody knew the disease. " * 3000
    alarm = "My daughter is not breathing and her lips are blue. "
    finder = AlarmFinder(model)

    assert finder.find(story) is None
    assert finder.find(alarm + story) is not None
    assert finder.find(story + alarm) is not None
    assert finder.find(story + alarm * 400 + story) is not None


QUESTIONS = ("What is Alport syndrome?", "how is cystic fibrosis inherited", "Can you explain the treatment of gout?")
ALARMS = (
    "I took 50 aspirin this morning",
    "my son has been seizing for ten minutes",
    "she collapsed and does not wake up",
    "I have decided to end my life tonight",
)


@pytest.mark.parametrize("alarm", ALARMS)
@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("form", ["{q} {a}", "{a}. {q}", "{a} {q}", "{q} And by the way, {a}", "{q} {a} {q}"])
def test_no_question_in_the_same_message_silences_an_alarm(
    model: AlarmModel, form: str, question: str, alarm: str
) -> None:
    assert AlarmFinder(model).find(form.format(q=question, a=alarm)) is not None


@pytest.mark.parametrize("alarm", ALARMS)
def test_an_alarm_in_the_middle_of_a_letter_rings(model: AlarmModel, alarm: str) -> None:
    story = "We live in a small town. The doctors were kind and explained the test. At school he likes music. " * 20
    assert AlarmFinder(model).find(story) is None
    assert AlarmFinder(model).find(f"{story} {alarm}. {story}") is not None


DISGUISED = """
I w a n t t o d i e
iwanttokillmyself
i.w.a.n.t.t.o.d.i.e
I want to k1ll mys3lf
I w\u0430nt t\u043e kill mys\u0435lf
\u202eflesym llik ot tnaw I\u202c
i wa\u200bnt t\u200bo d\u200bie
i want to \U0001f480
wnt 2 kll mysf
i wnt too dye
husbnd has chest pane and swetting
babby isnt brething plz hlp
she tok al her slepin pils
I WAAANT TO DIEEEE
""".strip().splitlines()


@pytest.mark.parametrize("message", DISGUISED)
def test_no_way_of_writing_hides_an_alarm(model: AlarmModel, message: str) -> None:
    assert AlarmFinder(model).find(message) is not None


@pytest.mark.parametrize("message", ["I've kissed her goodnight four times", "he was dreaming", "a shield"])
def test_a_usual_word_is_taken_for_no_other_one(model: AlarmModel, message: str) -> None:
    assert model.respelling.of(message) == message


def archive_with(folder: Path, name: str, content: Path) -> Path:
    """An archive as Rasa writes it, with one file of a component."""
    archive = folder / "some.tar.gz"
    with tarfile.open(archive, "w:gz") as writing:
        writing.add(content, f"components/train_some_component0/{name}")
    return archive


def test_a_saved_model_is_the_same(model: AlarmModel, tmp_path: Path) -> None:
    save_alarm_model(model, tmp_path / "saved.npz")
    loaded = load_alarm_model(archive_with(tmp_path, ALARM_MODEL, tmp_path / "saved.npz"))

    texts = list(VEILED.values())
    rule_features = [match_rules(text).rule_features for text in texts]
    assert loaded.kinds(texts, rule_features) == model.kinds(texts, rule_features)
    assert loaded.likelihoods(texts, rule_features) == model.likelihoods(texts, rule_features)
    assert loaded.respelling.of("chest pane") == model.respelling.of("chest pane") == "chest pain"


@pytest.mark.training
def test_the_archive_of_a_training_is_all_that_a_start_needs() -> None:
    check_alarm_model(model_path() if is_trained() else train())


def test_a_start_without_the_model_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"none\.tar\.gz is missing\. Make it with: make train"):
        check_alarm_model(tmp_path / "none.tar.gz")


def test_a_model_of_a_pipeline_without_the_alarms_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"of something else")
    with pytest.raises(CannotStart, match=r"some\.tar\.gz holds no alarm model\. Make it with: make train"):
        check_alarm_model(archive_with(tmp_path, "words.npz", tmp_path / "file"))


def test_a_broken_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"no model")
    with pytest.raises(NoAlarmModel, match=r"in some\.tar\.gz cannot be read\. Make it again with"):
        load_alarm_model(archive_with(tmp_path, ALARM_MODEL, tmp_path / "file"))
    (tmp_path / "some.tar.gz").write_bytes(b"no archive")
    with pytest.raises(NoAlarmModel, match=r"in some\.tar\.gz cannot be read\. Make it again with"):
        load_alarm_model(tmp_path / "some.tar.gz")


def test_rasa_run_takes_the_alarms_of_the_newest_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that `rasa train` made has a name of Rasa's own."""
    monkeypatch.setattr("bot.training.MODELS", tmp_path)
    assert served_model() == model_path()
    for age, name in enumerate(["20261129-100000-new.tar.gz", "20261128-100000-old.tar.gz"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1e9 - age, 1e9 - age))
    assert served_model().name == "20261129-100000-new.tar.gz"
    model_path().touch()
    assert served_model() == model_path()


def test_a_wrong_file_ends_a_training_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.safety.alarm_classifier.alarm_examples", lambda: alarm_examples(tmp_path / "alarms.yml"))
    (tmp_path / "alarms.yml").write_text(GOOD + "panic:\n  - e\n", encoding="utf-8")
    place = (LocalModelStorage(tmp_path), Resource("alarms"), ExecutionContext(GraphSchema({})))
    with pytest.raises(InvalidConfigException, match=r"alarms\.yml, line 9: 'panic' is no kind of alarm"):
        AlarmClassifier.create({}, *place).train(TrainingData())


GOOD = "self_harm:\n  - a\npoisoning:\n  - b\nemergency:\n  - c\nlook_alike:\n  - d\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "expected the lists self_harm, poisoning, emergency, look_alike"),
        (GOOD + "panic:\n  - e\n", "line 9: 'panic' is no kind of alarm. Use one of"),
        (GOOD.replace("  - b\n", ""), "line 2: poisoning has no examples|line 3: poisoning has no examples"),
        (GOOD.replace("- c", "- 911"), "line 6: this example is no text. Put it in quotation marks"),
        (GOOD.replace("- c", "- help: now"), "line 6: this example is no text"),
        (GOOD.replace("- c", "- 'c' d"), "line 6: .*in quotes"),
    ],
)
def test_a_wrong_file_of_examples_is_told_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "alarms.yml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadExamples, match=f"alarms.yml.*(?:{complaint})"):
        alarm_examples(path)


def test_good_examples_are_read(tmp_path: Path) -> None:
    path = tmp_path / "alarms.yml"
    path.write_text(GOOD, encoding="utf-8")

    assert alarm_examples(path) == {"self_harm": ["a"], "poisoning": ["b"], "emergency": ["c"], NONE: ["d"]}


def test_ordinary_messages_hold_no_marks_of_entities() -> None:
    assert [text for text in ordinary() if "](" in text or not text.strip()] == []
