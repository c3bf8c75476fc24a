"""Tell what a message does beside asking for a section: how the visitor feels, a wish for a person, a hard question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.nlu.question_model import ASK, HARD_QUESTIONS, SECTIONS_OF_ACTS, Ranking, TextReading, section_of_intent
from bot.nlu.question_rules import rule
from rareguide.word_lists import refuses_person, tells_of_death, tells_of_loss

SIGNS = "symptoms"
"""The section that says which signs belong to a condition."""
FEELING = "express_"
"""Intents that begin like this tell how the visitor feels."""
SOME_FEELING = "express_feeling"
"""Stands for a feeling of which it is not sure which one it is."""
GRIEF = "express_grief"
PERSON = "ask_person"
ABOUT_ONESELF = frozenset({"ask_advice", "ask_own_diagnosis"})
"""Intents of somebody's own case, which is left to people."""
ANNOYED = frozenset({"abuse", "not_helpful"})
"""Intents of words against the assistant, which may stand before a question ("useless. is there anything on it?")."""
ABOUT_A_CONDITION = ABOUT_ONESELF | HARD_QUESTIONS.keys() | {"ask_not_covered", "inform"}
"""Intents of a piece in the form of a question that may be one about a condition."""
TYPE_UNKNOWN = "type_unknown"
"""The intent of "they didn't say which type"."""
GOODBYE = "goodbye"
ABOUT_ASSISTANT = frozenset({"ask_bot", "ask_bot_feelings", "ask_source"})
"""Intents of questions about the assistant and where it has its texts from, whatever words of a section they have."""
SMALL_TALK = "chitchat"
REMARKS = frozenset({"thank", "ask_complaint", "ask_simpler", "ask_to_write", SMALL_TALK}) | ABOUT_ASSISTANT
"""Intents of sentences that are answered where the message as a whole only tells something."""
COUNTING_ANYWHERE = frozenset({PERSON, GOODBYE, TYPE_UNKNOWN, *REMARKS, *ABOUT_ONESELF, *HARD_QUESTIONS})
"""Intents that count wherever in a message a sentence has them."""
SURE_FEELING = 0.5
"""How likely a sentence must be to tell a feeling, where the message asks for a section or names a condition."""
SURE_FEELING_ALONE = 0.3
"""The same where it does neither, and has a word of a feeling; below it most are everyday remarks."""
SURE_SCENE = 0.4
"""The same where it has none ("she used to say mama"), and for a sentence among others; below, half are remarks."""
SURE_UNNAMED = 0.75
"""The same for a sentence beside others, or beside a question, that names no feeling."""
NEVER = 2.0
"""The same in a letter."""
FEW_SENTENCES = 3
"""Up to so many sentences a message that only tells something need not name a feeling."""
SURE_SOME = 0.65
"""From this likelihood on a sentence tells some feeling beside a question, though it is not sure which."""
SURE_WHICH = 0.6
"""Which share of that likelihood one feeling must have to be named."""
SURE_ACT = 0.45
"""How likely a sentence must be to ask for a person, or one of the hard questions."""
SURE_LIGHT = 0.3
"""How likely a message must be a greeting, a joke or good news, for one of its words not to make it a sorrow."""
SURE_ASKING = 0.5
"""How likely a part of a sad sentence must be to ask for a section, for that to count."""
SECTION_SHARE = 0.5
"""How much the confidence in the section that a clause may name counts against its telling something."""
SURE_THOUGH_LAUGHING = 0.75
"""How likely a text must be to tell a feeling, or to ask a hard question, that laughs or speaks of a joke."""
HARDSHIP = "tells_hardship"
"""The act of a message that may tell a sorrow, or may not ("we have a lock on the fridge now")."""
LAUGH = "laugh"
"""The act of a message that laughs and tells no feeling."""
TOLD = "inform"
DENIAL = "deny"
ASK_SYMPTOMS = f"{ASK}{SIGNS}"
JOKE = "make_joke"
GREETING = "greet"
GOOD_NEWS = "tell_good_news"
GLAD = frozenset({JOKE, GOOD_NEWS})
"""Intents of light and glad remarks; where one is likelier than any feeling, there is nothing to be sorry for."""
TELLING = GLAD | {TOLD, PERSON, SMALL_TALK}
"""Intents that ask for no section, whatever their words."""


def asks_on(text: str) -> bool:
    """Return whether a text is a few words that ask on about somebody: "and his sleep?"."""
    return rule("asks_on").search(text) is not None


def acts_of(readings: Mapping[str, TextReading], is_plain: bool, sentences: int = 1) -> tuple[str, ...]:
    """Return the acts of a message and its sentences, which stand behind it with their readings, each once, in order.

    `is_plain` tells that it asks for no section, names no condition and is no light talk. Of several `sentences` one
    must sound like the feeling of the whole, and in a letter, beside a question, or in a merry tale, name it: the more
    there are, the more of them sound like one by chance. Grief needs less where a death is told, a scene more.
    """
    whole, *pieces = readings
    is_merry, is_turned = readings[whole].intent[0] in GLAD, _ends_sadly(readings)
    is_to_name = sentences > (FEW_SENTENCES if is_plain else 1) or (is_merry and not is_turned)
    naming = [piece for piece in pieces if not is_to_name or _names_a_feeling(piece)]
    is_borne_out = sentences < 2 or any(_felt(readings[piece].intents) >= SURE_FEELING_ALONE for piece in naming)
    unnamed = NEVER if sentences > FEW_SENTENCES else SURE_UNNAMED
    least = dict.fromkeys(readings, unnamed if is_to_name else SURE_SCENE if is_plain else SURE_FEELING)
    least |= dict.fromkeys(naming, SURE_SCENE if is_plain else SURE_FEELING)
    least_alone = SURE_FEELING_ALONE if any(map(_names_a_feeling, readings)) else SURE_SCENE
    if is_borne_out:
        least[whole] = least_alone if is_plain else SURE_FEELING
    found = [_act(one.intents, _least_feeling(text, one, least[text])) for text, one in readings.items()]
    is_glad = _ends_gladly(readings, sentences)
    if sentences > FEW_SENTENCES or is_turned:  # a letter is not about the one glad thing in it
        found = [act for act in found if act != GOOD_NEWS]
    elif is_glad and any(act is not None and act.startswith(FEELING) for act in found):
        found = [*(act for act in found if act is None or not act.startswith(FEELING)), GOOD_NEWS]
    acts = tuple(dict.fromkeys(act for act in found if act is not None))
    is_felt = any(act.startswith(FEELING) for act in acts)
    if is_felt:
        return acts
    if any(map(rule("laughing").search, readings)):
        return (*acts, LAUGH)
    likeliest = readings[whole].intent[0]
    is_sorrow = not is_glad and (likeliest == TOLD or likeliest.startswith(FEELING))
    is_hinted = is_plain and is_borne_out and is_sorrow and _felt(readings[whole].intents) >= SURE_FEELING_ALONE
    return (*acts, HARDSHIP) if (is_hinted or (is_merry and is_turned)) and not acts else acts


def _ends_gladly(readings: Mapping[str, TextReading], sentences: int) -> bool:
    """Return whether a message ends in a joy ("The waiting was killing me. Now I could hug the whole world").

    Its end is the last sentence, or what begins with "now", "in the end" or the like. No joy outweighs a loss, nor what
    is felt still ("I can't stop crying. She smiled at me").
    """
    whole, *pieces = readings
    turn = next((place for place, piece in enumerate(pieces) if rule("turns").search(piece)), len(pieces))
    end = pieces[-1:] if sentences > 1 else pieces[turn:]
    before = (piece for piece in pieces if piece not in end and _names_a_feeling(piece))
    if tells_of_loss(whole) or any(map(rule("feels_now").search, before)):
        return False
    gladness = max((_glad(readings[piece].intents) for piece in end), default=0.0)
    return gladness >= SURE_LIGHT and gladness > max(_felt(readings[piece].intents) for piece in end)


def _ends_sadly(readings: Mapping[str, TextReading]) -> bool:
    """Return whether the last of several pieces of a message sounds sad: "he did so well and then it all came back"."""
    whole, *pieces = readings
    end: Ranking = readings[pieces[-1]].intents if len(pieces) > 1 else []
    return _felt(end) >= max(SURE_FEELING_ALONE, _glad(end), _glad(readings[whole].intents))


def _names_a_feeling(text: str) -> bool:
    """Return whether a text tells of a loss, or has a word of a feeling and speaks of who writes it, or of nobody."""
    own = rule("quoted").sub(" ", text)
    return tells_of_loss(text) or all(rule(name).search(own) for name in ("names_a_feeling", "speaks_of_oneself"))


def _least_feeling(text: str, reading: TextReading, least: float) -> float:
    feelings = [intent for intent, _ in reading.intents if intent.startswith(FEELING)]
    return SURE_FEELING_ALONE if least < NEVER and feelings[:1] == [GRIEF] and tells_of_loss(text) else least


def without_denied(
    text: str,
    reading: TextReading,
    is_of_a_sign: bool = False,
    is_no_loss: bool = False,
    is_smiling: bool = False,
) -> TextReading:
    """Return a reading without the feelings that its text says not to be there, or the wish for a person it refuses.

    Nor with those, or the hard questions, that it laughs at or wants no comfort for, unless it is very sure of them. It
    tells something then. With `is_of_a_sign` the message asks whether somebody else's feelings are one: it tells none.
    With `is_no_loss` the deaths that it tells are not the writer's to mourn, and with `is_smiling` the message smiles.
    """
    denied = {
        intent for found in rule("denied_feeling").finditer(text) for intent, word in found.groupdict().items() if word
    }
    is_laughing = rule("laughing").search(text) is not None
    if is_laughing or is_smiling or rule("no_comfort").search(text):
        denied |= {intent for intent, share in reading.intents if _is_moving(intent) and share < SURE_THOUGH_LAUGHING}
    if is_no_loss and tells_of_death(text):
        denied.add(GRIEF)
    if refuses_person(text):
        denied.add(PERSON)
    if is_of_a_sign:
        denied |= {intent for intent, _ in reading.intents if intent.startswith(FEELING)}
    kept = {intent: share for intent, share in reading.intents if not intent.startswith(tuple(denied))}
    if len(kept) == len(reading.intents):
        return reading
    instead = ASK_SYMPTOMS if is_of_a_sign else JOKE if is_laughing else DENIAL if PERSON in denied else TOLD
    kept[instead] = kept.get(instead, 0.0) + sum(share for intent, share in reading.intents if intent in denied)
    return replace(reading, intents=sorted(kept.items(), key=lambda one: -one[1]))


def _is_moving(intent: str) -> bool:
    return intent.startswith(FEELING) or intent in HARD_QUESTIONS


def is_question_of_some_kind(reading: TextReading, sure_act: float) -> bool:
    """Return whether a piece of a message in the form of a question may be one about a condition, as it was read.

    It is none that rather tells how the visitor feels ("what have we done?"), or surely does something else ("how are
    you?").
    """
    intent, share = reading.intent
    felt = _felt(reading.intents)
    asked = sum(part for one, part in reading.intents if section_of_intent(one) or one in ABOUT_A_CONDITION)
    sure_talk = SURE_ACT if intent == SMALL_TALK else sure_act
    is_talk = share >= sure_talk and intent not in ABOUT_A_CONDITION and section_of_intent(intent) is None
    return not is_talk and felt < max(SURE_FEELING_ALONE, min(asked, SURE_FEELING))


def only_tells(reading: TextReading) -> bool:
    """Return whether a text is likelier to tell something, or to ask for a person, than to ask for a section."""
    intents = reading.intents
    told = sum(share for intent, share in intents if intent in TELLING or intent.startswith(FEELING))
    asked = sum(share for intent, share in intents if section_of_intent(intent) or intent in SECTIONS_OF_ACTS)
    return told > max(asked, SECTION_SHARE * reading.section_confidence)


def only_tells_surely(reading: TextReading) -> bool:
    """Return whether a text surely tells how the visitor feels, or asks for a person."""
    return sum(share for intent, share in reading.intents if intent == PERSON or intent.startswith(FEELING)) >= SURE_ACT


def only_feels(sentence: TextReading, parts: Sequence[TextReading]) -> bool:
    """Return whether a sentence surely tells how the visitor feels, and none of its parts surely asks for a section."""
    return _felt(sentence.intents) >= SURE_FEELING and not any(surely_asks(part) for part in parts)


def surely_asks(reading: TextReading) -> bool:
    """Return whether a text surely asks for a section."""
    return asks_for_a_section(reading) >= SURE_ASKING


def wants_person(sentence: TextReading) -> bool:
    """Return whether a sentence is likeliest to ask for a person."""
    return sentence.intent[0] == PERSON and sentence.intent[1] >= SURE_ACT


def is_in_fun(sentence: TextReading) -> bool:
    """Return whether a sentence is surely a joke, whatever its words ask for: "is there a cure for my boss?"."""
    return sentence.intent[0] == JOKE and sentence.intent[1] >= SURE_ACT


def is_light(message: TextReading) -> bool:
    """Return whether a message is surely a greeting, a joke or good news: one of its words may sound sad by itself."""
    return message.intent[0] in GLAD | {GREETING} and message.intent[1] >= SURE_LIGHT


def is_off_topic(sentence: TextReading) -> bool:
    """Return whether a sentence surely asks for what the assistant is not there for."""
    return sentence.intent[0] == SMALL_TALK and sentence.intent[1] >= SURE_ACT


def is_about_assistant(sentence: TextReading) -> bool:
    """Return whether a sentence surely asks what or who the assistant is, or where it has its texts from."""
    return sentence.intent[0] in ABOUT_ASSISTANT and sentence.intent[1] >= SURE_ACT


def is_asking(text: str, reading: TextReading, least: float) -> bool:
    """Return whether a whole text asks for the section that it is likeliest to ask for, at least so surely."""
    if reading.intent[1] < least and asks_on(text):
        return True
    is_question = section_of_intent(reading.intent[0]) is not None or reading.intent[0] in HARD_QUESTIONS
    return is_question and asks_for_a_section(reading) >= least


def asks_for_a_section(reading: TextReading) -> float:
    """Return how likely a text asks for any section, from 0 to 1."""
    return _asked(reading.intents)


def _felt(intents: Ranking) -> float:
    return sum(share for intent, share in intents if intent.startswith(FEELING))


def _glad(intents: Ranking) -> float:
    return sum(share for intent, share in intents if intent in GLAD)


def _asked(intents: Ranking) -> float:
    return sum(share for intent, share in intents if section_of_intent(intent))


def _act(intents: Ranking, least_feeling: float) -> str | None:
    likeliest, probability = intents[0]
    annoyed = sum(share for intent, share in intents if intent in ANNOYED)
    if likeliest in ANNOYED:
        return likeliest if annoyed >= SURE_ACT else None
    if likeliest in COUNTING_ANYWHERE:
        return likeliest if probability >= SURE_ACT else None
    if likeliest == GOOD_NEWS:
        return likeliest if probability >= SURE_FEELING else None
    feelings = [(intent, share) for intent, share in intents if intent.startswith(FEELING)]
    whole = sum(share for _, share in feelings)
    if whole < max(least_feeling, _asked(intents)):
        return None
    feeling, share = feelings[0]
    if share < max((one for intent, one in intents if intent in GLAD), default=0.0):
        return None
    if share >= SURE_WHICH * whole:
        return feeling
    return SOME_FEELING if least_feeling < SURE_FEELING or whole >= SURE_SOME else None
