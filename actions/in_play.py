"""Read what a message says of the conditions in play: which of them is meant or dropped, and which has a sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.anaphora import NamesOf, distinctive_words, means_several
from actions.candidate_turns import offered_conditions
from actions.family_turns import TYPE_UNKNOWN
from actions.message_form import is_question, sentences
from actions.nearest_passages import OVERVIEW, SYMPTOMS
from actions.reading import ASK, COMPARE, CORRECT_CONDITION, Reading
from actions.reply_rules import LONGEST_REPLY, reply_rules, says
from actions.state import NOT_THERE, DialogueState
from knowledge.acronyms import is_initials
from knowledge.context_rules import ASIDE, COMPARED, TOPIC
from knowledge.masking import PLACEHOLDER
from knowledge.mentions import OF_INITIALS, OF_LETTER, OF_PARTS, OF_TYPES
from knowledge.name_keys import name_without_type, tokens_of
from knowledge.name_words import is_everyday
from knowledge.names import normalise_name

PAIR = 2
NUMBERS = "0123456789"
OF_A_NICKNAME = 3.5
"""What illnesses are called among friends has words at least this frequent (Zipf scale)."""
MASK = normalise_name(PLACEHOLDER)


def in_play(state: DialogueState) -> tuple[str, ...]:
    """Return the slugs of the conditions talked of, the latest first."""
    return tuple(dict.fromkeys(slug for slug in (state.condition, *state.compared, *state.earlier_conditions) if slug))


def of_those_in_play(reading: Reading, state: DialogueState, names_of: NamesOf) -> tuple[Reading, DialogueState]:
    """Read which of the conditions in play are meant by an abbreviation, dropped, asked for a sign, or compared."""
    reading = with_one_in_play(_with_initials(_without_type(reading), state, names_of), state)
    reading, state = without_dropped(_with_all_of_letter(reading, names_of), state, names_of)
    state = _without_third(reading, state.without(reading.aside))
    return with_comparison(with_sign(reading, state), state), state


def _without_type(reading: Reading) -> Reading:
    """Take "type 1? nobody said type" to say that no type is known."""
    if not says("no_type_said", reading.text) or reading.candidates or set(reading.sections) - {OVERVIEW}:
        return reading
    without = replace(reading.without_names(), conditions=(), listed=(), sections=(), clauses={}, text="", masked="")
    return replace(without, intent=TYPE_UNKNOWN, confidence=1.0, parts=(), asking="")


def _without_third(reading: Reading, state: DialogueState) -> DialogueState:
    """Leave what was talked of where two others are compared, also where there is no page of one of them."""
    named = {*reading.conditions, *reading.candidates, reading.unknown_name} - {None}
    before = {state.condition, state.unknown_name} - {None}
    if not named or not before or before & named:
        return state
    is_pair = any(says("names_both", sentence) for sentence in sentences(reading.masked))
    return replace(state.about_none(), unknown_name=None) if is_pair else state


def with_one_in_play(reading: Reading, state: DialogueState) -> Reading:
    """Take what several names have for the only one of them that is in play ("Marfan vs LDS", "I meant osteogenesis").

    A word that the name of the one talked of only holds may be asked about as a part of it, unless it is named anew.
    """
    is_new = _words(reading.candidates_name).isdisjoint(_words(state.unknown_name))
    open_ones = offered_conditions(state) if state.condition is None and is_new else ()
    meant = [slug for slug in open_ones or in_play(state) if slug in reading.candidates]
    is_part = reading.candidates_match == OF_PARTS and (meant != [state.condition] or reading.standing == TOPIC)
    if not (is_part or reading.candidates_match == OF_INITIALS) or len(meant) != 1 or meant[0] in reading.conditions:
        return reading
    conditions = (*reading.conditions, *meant)
    return replace(
        reading,
        conditions=conditions,
        listed=conditions,
        candidates=(),
        candidates_name=None,
        candidates_match=None,
    )


def _with_initials(reading: Reading, state: DialogueState, names_of: NamesOf) -> Reading:
    """Take initials that another condition is called by for the one in play that begins with them ("AS")."""
    if reading.named is None or len(reading.conditions) != 1 or reading.conditions[0] in in_play(state):
        return reading
    short = reading.named.upper()
    called = {slug: names_of(slug) for slug in in_play(state)}
    meant = tuple(
        slug
        for slug, names in called.items()
        if any(is_initials(short, one) or one.rstrip(NUMBERS) == short for one in names)
    )
    return replace(reading, conditions=meant, listed=meant) if len(meant) == 1 else reading


def _with_all_of_letter(reading: Reading, names_of: NamesOf) -> Reading:
    """Take all that a letter may be about for meant where it asks about "one of them"; of types it is asked which."""
    is_of_all = any(means_several(normalise_name(one)) for one in sentences(reading.masked))
    if reading.candidates_match != OF_LETTER or len(reading.candidates) < PAIR or not is_of_all:
        return reading
    called = {slug: normalise_name(names_of(slug)[0]).split() for slug in reading.candidates}
    families = {slug: " ".join(name_without_type(name)) for slug, name in called.items()}
    types = tuple(slug for slug, base in families.items() if list(families.values()).count(base) > 1)
    conditions = tuple(dict.fromkeys((*reading.conditions, *(slug for slug in families if slug not in types))))
    if not conditions or len({families[slug] for slug in types}) > 1:
        return reading
    name, match = (families[types[0]], OF_TYPES) if types else (None, None)
    meant = replace(reading, conditions=conditions, listed=conditions)
    return replace(meant, candidates=types, candidates_name=name, candidates_match=match)


def with_comparison(reading: Reading, state: DialogueState) -> Reading:
    """Take what is named for only compared where a sentence says so ("she mentioned lupus, how is that different?")."""
    others = {*reading.conditions, *reading.candidates, reading.unknown_name} - {state.condition, None}
    if not (others or reading.named) and any(map(_compares_on, sentences(reading.masked))):
        slugs = shown_beside(state)
        both = replace(reading, conditions=slugs, listed=slugs, is_pointing=True, standing=COMPARED, term=None)
        return replace(both, intent=COMPARE, confidence=1.0) if slugs else reading
    is_of_two = len(reading.conditions) > 1 or normalise_name(reading.masked).split().count(MASK) > 1
    is_open = state.condition is not None or state.unknown_name is not None or bool(state.offered_options)
    if not (is_of_two or (others and is_open)) or not any(
        says("compares", sentence) for sentence in sentences(reading.masked)
    ):
        return reading
    return _with_illness_of_letter(replace(reading, standing=COMPARED))


def shown_beside(state: DialogueState) -> tuple[str, ...]:
    """Return the conditions that the last answer compared, also where one of them stays the one talked of."""
    offered = dict.fromkeys(option["condition"] for option in state.offered_options if not option["sections"])
    is_compared = state.condition is not None and state.condition in offered and len(offered) >= PAIR
    return state.side_by_side or (tuple(filter(None, offered)) if is_compared else ())


def _compares_on(sentence: str) -> bool:
    """Return whether a sentence goes on comparing, by a feature or by what tells apart, though it names nothing."""
    return any(says(what, sentence) for what in ("told_apart", "compared_by", "same_thing"))


def _with_illness_of_letter(reading: Reading) -> Reading:
    """Take a surname of a letter that only one illness is called by for it, where it is compared ("Parkinson's")."""
    if reading.candidates_match != OF_LETTER or len(reading.candidates) != 1 or reading.conditions:
        return reading
    conditions = reading.candidates
    without = replace(reading, candidates=(), candidates_name=None, candidates_match=None)
    return replace(without, conditions=conditions, listed=conditions)


def without_set_aside(reading: Reading, state: DialogueState) -> Reading:
    """Leave out what is said not to be the condition talked of: "they ruled out lupus. Is there a cure?".

    So is what somebody else has, where nothing is asked ("my own mother had lupus, that was hard enough").
    """
    reading = _without_nickname(reading, state)
    named = (*reading.conditions, *reading.candidates)
    is_open = state.condition is not None or reading.feeling is not None
    is_other = is_open and state.condition not in named
    told = [sentence for sentence in sentences(reading.masked) if PLACEHOLDER in sentence]
    is_aside = reading.standing in ASIDE or (
        not (reading.sections or reading.is_question) and any(says("of_another", sentence) for sentence in told)
    )
    if not (is_aside and is_other) or any(map(is_question, told)):
        return reading
    rest = " ".join(sentence for sentence in sentences(reading.masked) if sentence not in told)
    return replace(reading.without_names(), conditions=(), listed=(), masked=rest or reading.masked)


def _without_nickname(reading: Reading, state: DialogueState) -> Reading:
    """Take what the one without a page is called in everyday words for no other: "they call it black pee disease"."""
    name = reading.unknown_name
    if name is None or state.unknown_name is None or state.condition is not None or reading.conditions:
        return reading
    if not is_everyday(tokens_of(name), OF_A_NICKNAME) or not says("another_name", reading.masked):
        return reading
    return replace(reading.without_names(), listed=(), masked=reading.masked.replace(PLACEHOLDER, name.lower()))


def without_dropped(reading: Reading, state: DialogueState, names_of: NamesOf) -> tuple[Reading, DialogueState]:
    """Leave out the conditions that a message drops, and keep them out of what is compared.

    "Alport, no wait. Compare Marfan and Loeys-Dietz" names two; "forget Gaucher, only the other two" is about those
    that are left.
    """
    dropped = {*_dropped_by_place(reading), *_dropped_by_word(reading, state, names_of)}
    if not dropped:
        return _gone_back(reading, state)
    compared = tuple(slug for slug in state.compared if slug not in dropped)
    left = tuple(slug for slug in reading.conditions if slug not in dropped)
    is_of_those_left = len(state.compared) > PAIR and len(compared) < len(state.compared)
    if not left and reading.unknown_name is not None:  # "Fabry, no: Pompe", which has no page
        return replace(reading, conditions=(), listed=(NOT_THERE,), named=reading.unknown_name), state
    if not left and not is_of_those_left:
        again = _without_page_again(reading, state)
        return _gone_back(reading, state) if again is reading else (again, state)
    current = state.condition if state.condition not in dropped else next(iter((*left, *compared)), None)
    earlier = tuple(slug for slug in state.earlier_conditions if slug not in dropped)
    state = replace(state, condition=current, earlier_conditions=earlier, compared=compared)
    if left:
        listed = tuple(slug for slug in reading.listed if slug not in dropped)
        named = reading.named if len(reading.conditions) == len(left) else None
        return replace(reading, conditions=left, listed=listed, named=named), state
    again = replace(reading.without_names(), conditions=compared, listed=compared, is_pointing=True, standing=None)
    return (again if again.sections else replace(again, intent=CORRECT_CONDITION, confidence=1.0)), state


def _gone_back(reading: Reading, state: DialogueState) -> tuple[Reading, DialogueState]:
    """Go back to what was talked of before where the one talked of is said not to be meant ("again this lupus")."""
    is_only_named = reading.conditions == (state.condition,) and not (reading.sections or reading.is_question)
    if reading.standing not in ASIDE or not is_only_named or not state.earlier_conditions:
        return reading, state
    before, *earlier = state.earlier_conditions
    state = replace(state, condition=before, earlier_conditions=tuple(earlier), compared=())
    again = replace(reading.without_names(), conditions=(before,), listed=(before,), is_pointing=True, standing=None)
    return replace(again, intent=CORRECT_CONDITION, confidence=1.0), state


def _without_page_again(reading: Reading, state: DialogueState) -> Reading:
    """Go back to the name without a page that is said instead of the one dropped ("not Duchenne, Becker")."""
    said = set(normalise_name(reading.masked).split()) - reply_rules().generic
    if state.unknown_name is None or said.isdisjoint(normalise_name(state.unknown_name).split()):
        return reading
    without = replace(reading.without_names(), conditions=(), listed=(NOT_THERE,))
    return replace(without, unknown_name=state.unknown_name, named=state.unknown_name)


def _dropped_by_place(reading: Reading) -> list[str]:
    """Return those of the conditions named that a message drops."""
    said = normalise_name(reading.masked[: 2 * LONGEST_REPLY])
    if said.split().count(PLACEHOLDER) != len(reading.listed):
        return []
    found = []
    for match in reply_rules().within["dropped"].finditer(said):
        name = "before" if match["before"] else "behind"
        if match[name] == PLACEHOLDER:
            found.append(reading.listed[said[: match.end(name)].split().count(PLACEHOLDER) - 1])
    return [slug for slug in found if slug != NOT_THERE]


def _dropped_by_word(reading: Reading, state: DialogueState, names_of: NamesOf) -> list[str]:
    """Return those of the conditions compared that a message drops by a word of their names ("not alport")."""
    if len(state.compared) <= PAIR:
        return []
    said = normalise_name(reading.masked[: 2 * LONGEST_REPLY])
    aside = {one["behind"] for one in reply_rules().within["dropped"].finditer(said)}
    return [slug for slug in state.compared if slug and not aside.isdisjoint(_telling(slug, names_of))]


def with_sign(reading: Reading, state: DialogueState) -> Reading:
    """Ask each of the conditions compared for a sign: "which of the two has ectopia lentis" names no third one."""
    pattern = reply_rules().within["which_has"]
    masked, text = (pattern.search(normalise_name(said[:LONGEST_REPLY])) for said in (reading.masked, reading.text))
    if masked is None or text is None:
        return reading
    is_name = PLACEHOLDER in masked["sign"].split()
    if reading.sections and not is_name:
        return reading
    is_condition = is_name and not (reading.candidates or reading.unknown_name)
    named = reading.conditions[:-1] if is_condition else reading.conditions
    slugs = named if len(named) >= PAIR else (tuple(filter(None, state.compared)) or in_play(state)[:PAIR])
    if len(slugs) < PAIR or (is_condition and reading.conditions[-1:] and reading.conditions[-1] in slugs):
        return reading
    asked = f"which one has {text['sign']}"
    again = replace(reading.without_names(), conditions=slugs, listed=slugs, masked=asked, is_pointing=True, parts=())
    return replace(
        again,
        intent=f"{ASK}{SYMPTOMS}",
        confidence=1.0,
        sections=(SYMPTOMS,),
        sections_of={},
        clauses={SYMPTOMS: asked},
        shares={SYMPTOMS: 1.0},
        not_covered=0.0,
        standing=None,
        asking="",
    )


def without_idle_parts(reading: Reading, names_of: NamesOf) -> Reading:
    """Leave out the parts of a list that ask for nothing: the name in short, another patient ("other pt: …")."""
    silent = {word for slug in reading.conditions for word in _telling(slug, names_of)} | {normalise_name(PLACEHOLDER)}
    silent |= reply_rules().fillers
    idle = reply_rules().within["no_question"]
    kept = tuple(
        (part, section)
        for part, section in reading.parts
        if section or not (idle.search(normalise_name(part)) or silent.issuperset(normalise_name(part).split()))
    )
    return replace(reading, parts=kept if len(kept) > 1 else ()) if kept != reading.parts else reading


def _words(name: str | None) -> set[str]:
    return set(normalise_name(name or "").split())


def _telling(slug: str, names_of: NamesOf) -> set[str]:
    names: Sequence[Sequence[str]] = [normalise_name(name).split() for name in names_of(slug)]
    return distinctive_words(names)
