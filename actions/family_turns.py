"""Go on where it is not known which of several conditions is meant: each page is shown by itself, and none is blended.

A family often cannot know the type. What the store has on the family as a whole is shown, else what the page of each
says on what was asked, a few at once; the others stay on offer, until one is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from actions.anaphora import MOST_SISTERS, of_type
from actions.candidate_turns import CandidateTurns, offered_conditions
from actions.message_form import sentences
from actions.nearest_passages import DIAGNOSIS, OVERVIEW
from actions.options import choices_of, says_no_more, type_named
from actions.reading import SAME_FOR, Reading
from actions.reply_rules import replies, reply_rules, says
from actions.section_drafts import Decision, is_unreviewed
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from knowledge.name_keys import content_of, name_without_type
from knowledge.names import normalise_name
from knowledge.records import SECTION_TYPES
from rareguide.texts import Texts

MOST_SHOWN = 3
"""The pages of so many conditions are shown at once."""
FEWEST = 2
"""Fewer conditions are no family."""
TYPE_UNKNOWN = "type_unknown"
"""The intent that repeats for a condition what was asked before."""
LIKELY = 0.2
"""From this confidence on a message is taken for saying so; the reply does no harm where it meant another thing."""
KEPT_IN = ("smalltalk", "no_answer")
"""Kinds of turns that do not choose; what was offered before stays on offer after them."""


@dataclass(frozen=True)
class FamilyTurns:
    """Draft turns about conditions of which it is not known which one is meant."""

    sections: SectionTurns
    candidates: CandidateTurns
    texts: Texts

    def unknown(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Accept that the type is not known: show what there is on the family, or `None` where nothing says so."""
        offered = offered_conditions(state) or self._asked_beside(state)
        if self._names_again(reading, offered):
            return self.told(offered, reading, state)
        if len(reading.conditions) > 1 and reading.unknown_name is None and _is_one_of_two(reading):
            return self.told(reading.conditions, reading, replace(state.about_none(), compared=reading.conditions))
        if DIAGNOSIS in reading.sections and state.condition is not None:
            return None
        if type_named(reading.text):
            return None
        if not self._is_unknown(reading, is_asked=bool(offered)):
            return self._all_sections(reading, state)
        if reading.candidates:
            is_same = not reading.questions and says("one_more", reading.masked)
            return self.told(reading.candidates, _asking(state.last_sections if is_same else (), reading), state)
        if reading.conditions or reading.unknown_name is not None:
            return None
        if not offered:
            return self._of_one(reading, state)
        waiting = (choice.sections for choice in choices_of(state.offered_options) if choice.condition in offered)
        return self.told(self.on_offer(state), _asking(next(waiting, ()), reading), state)

    def on_offer(self, state: DialogueState) -> list[str]:
        """Return the conditions of which one may be meant, without that talked of before a guess."""
        before = state.earlier_conditions if state.unknown_name is not None else ()
        offered = offered_conditions(state) or self._asked_beside(state)
        return [slug for slug in offered if slug not in before]

    def _asked_beside(self, state: DialogueState) -> Sequence[str]:
        """Return the types of another family of which it was asked which one is meant, beside an answer."""
        families: dict[str, list[str]] = {}
        for slug in dict.fromkeys(choice.condition for choice in choices_of(state.offered_options) if choice.condition):
            families.setdefault(self._family_of(slug), []).append(slug)
        own = self._family_of(state.condition) if state.condition else None
        return next((slugs for name, slugs in families.items() if name != own and len(slugs) >= FEWEST), ())

    def _family_of(self, slug: str) -> str:
        return " ".join(name_without_type(normalise_name(self._name(slug)).split()))

    def told(self, slugs: Sequence[str], reading: Reading, state: DialogueState) -> Decision:
        """Show what each page says on what is asked, or was; that of the whole family where there is one.

        Of those that are side by side since nobody knows which of them it is each is shown.
        """
        asked = self.sections.taking_up(reading, state)
        if asked.sections and not asked.clauses:  # "I do not know which type" is not what was asked
            asked = replace(asked, intent=SAME_FOR)
        general = None if set(slugs) <= set(state.compared) else self._general_page(slugs)
        if general is not None:
            draft, after = self.sections.asked(general, asked, state)
            text = self.texts.say("utter_family_page", condition=self.sections.ref(general).name)
            return replace(draft, text=f"{text} {draft.text}"), after
        is_asked = bool(reading.sections) or bool(set(asked.sections) - {OVERVIEW})
        wanted = asked.sections if is_asked else self._first_there_is(slugs)
        asked = replace(asked, sections=tuple(wanted))
        there = [slug for slug in slugs if set(wanted) & set(self.sections.store.section_types(slug))]
        there = there or [slug for slug in slugs if self.sections.about(slug, wanted, asked, state)[0].kind == "answer"]
        others = [slug for slug in slugs if slug not in there]
        if not there:
            listed = self.sections.listed(wanted)
            text = self.texts.say_in_turn("utter_none_has_section", state.times_asked, sections=listed)
            draft, after = self.candidates.offer(text, slugs, asked, state)
            return replace(draft, kind="no_answer", missing=tuple(wanted)), after
        shown = there[:MOST_SHOWN]
        answer, _ = self.sections.about_several(shown, wanted, asked, state)
        offer, after = self.candidates.offer("", [*there, *others], asked, state)
        lines = [self._line_above(state)]
        if others and shown == there:
            lines.append(self.texts.say("utter_others_say_nothing", sections=self.sections.listed(wanted)))
        if self._has_unreviewed(shown, wanted):
            lines.append(self.texts.say("utter_unreviewed"))
        draft = replace(answer, text=" ".join(lines), missing=(), options=offer.options)
        return draft, replace(after, last_sections=tuple(wanted))

    def asked(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer a question that follows an offer by what each page on offer says, or give `None` for another."""
        offered = offered_conditions(state)
        is_family = len(offered) > 1 and state.unknown_name is None and state.pending_term is None
        if not is_family or not reading.sections or state.condition is not None:
            return None
        if reading.conditions or reading.candidates or reading.unknown_name is not None:
            return None
        return self.told(offered, reading, state)

    def not_there(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Say that there is no page about a type that was named, and offer what there is; `None` where none was."""
        named = type_named(reading.text) or self._type_in_words(reading, state)
        if not named or reading.conditions or reading.candidates or reading.unknown_name is not None:
            return None
        offered = offered_conditions(state)
        if offered and state.condition is None:
            found = of_type(named, map(self._name, offered), self.sections.store.search)
            if found:
                return self.sections.asked(found[0], self.sections.taking_up(reading, state), state)
            return self.candidates.offer(self.texts.say("utter_no_such_type", type=named), offered, reading, state)
        return None if state.condition is None else self._no_type_of(state.condition, named, reading, state)

    def kept(self, before: DialogueState, decision: Decision) -> Decision:
        """Keep conditions on offer through a turn that chooses none and drops nothing."""
        draft, after = decision
        offered = choices_of(before.offered_options)
        is_open = bool(offered_conditions(before)) and before.condition is None
        is_named = after.condition is not None or after.unknown_name != before.unknown_name
        is_dropped = is_named or not after.offered_options
        is_offered_still = bool(offered_conditions(after)) and bool(draft.options)
        if not is_open or is_dropped or is_offered_still or draft.kind not in KEPT_IN:
            return decision
        known = {option.payload for option in draft.options}
        options = (*(choice.option() for choice in offered if choice.payload not in known), *draft.options)
        mine = {choice.payload for choice in offered}
        slots = [choice for choice in choices_of(after.offered_options) if choice.payload not in mine]
        kept = tuple(choice.as_slot() for choice in (*offered, *slots))
        return replace(draft, options=options), replace(
            after,
            offered_options=kept,
            more_candidates=before.more_candidates,
            pending_sections=after.pending_sections or before.pending_sections,
            pending_questions=after.pending_questions or before.pending_questions,
        )

    def _line_above(self, state: DialogueState) -> str:
        if state.unknown_name is not None:
            return self.texts.say("utter_guesses_apart", name=state.unknown_name)
        return self.texts.say_in_turn("utter_each_apart", state.times_asked)

    def _is_unknown(self, reading: Reading, is_asked: bool) -> bool:
        if TYPE_UNKNOWN in reading.acts:
            return True
        if reading.intent == TYPE_UNKNOWN and reading.confidence >= LIKELY:
            return True
        any_reply = ("not_known", "any_of_them", "all_of_them")
        return is_asked and any(replies(what, reading.text) for what in any_reply)

    def _names_again(self, reading: Reading, offered: Sequence[str]) -> bool:
        """Return whether the visitor repeats the name that stands for all of the conditions on offer."""
        if len(offered) < FEWEST or reading.conditions or reading.unknown_name is not None:
            return False
        if reading.candidates:
            return set(reading.candidates) == set(offered)
        return not reading.sections and says_no_more(reading.text, self.candidates.names(offered))

    def _all_sections(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Show all sections that are on offer, where all of them are wanted."""
        choices = choices_of(state.offered_options)
        mine = [choice for choice in choices if choice.condition == state.condition]
        offered = tuple(section for choice in mine for section in choice.sections)
        if state.condition is None or not offered or not replies("all_of_them", reading.text):
            return None
        return self.sections.about(state.condition, offered, reading, state)

    def _of_one(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Say whether the page talked of is about one type only; ask for a name where none is talked of."""
        if reading.sections:
            return None
        if state.condition is None:
            return self.candidates.which_condition((), reading, state)
        name = self._name(state.condition)
        sisters = [sister for sister in self._sisters(name) if sister != state.condition]
        is_type = name_without_type(normalise_name(name).split()) != normalise_name(name).split()
        text = "utter_page_of_one_type" if is_type else "utter_type_not_needed"
        decision = self.sections.offering_sections(state.condition, text, reading, state)
        return self.sections.with_conditions(sisters[:MOST_SHOWN] if is_type else (), decision)

    def _no_type_of(self, slug: str, named: str, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer about a type of the condition talked of by its page, saying that the type has none of its own."""
        words = normalise_name(self._name(slug)).split()
        if set(content_of(named.split())) <= set(content_of(words)):
            return None
        is_numbered = bool(type_named(reading.text))
        said = self.sections.saying(slug, replace(reading, term=named), state) if is_numbered else None
        if said is None and not reading.sections and not self._is_choice_only(reading.text):
            return None
        values = {"type": named, "condition": self._name(slug)}
        if said is None and not reading.sections:
            return self.sections.offering_sections(slug, "utter_no_type_of", reading, state, type=named)
        draft, after = said or self.sections.about(slug, reading.sections, reading, state)
        text = self.texts.say("utter_type_within" if said else "utter_no_type_of", **values)
        return replace(draft, text=f"{text} {draft.text}"), after

    def _type_in_words(self, reading: Reading, state: DialogueState) -> str:
        """Return the type that a message asks on about, where that talked of is one: "and the hypermobility type?"."""
        match = reply_rules().whole["other_type"].fullmatch(normalise_name(reading.text))
        if match is None or state.condition is None:
            return ""
        name = normalise_name(self._name(state.condition)).split()
        return match["type"] if name_without_type(name) != name else ""

    def _is_choice_only(self, text: str) -> bool:
        """Return whether a message is hardly more than the name of a type ("they said type 17")."""
        return len(normalise_name(text).split()) <= 6

    def _general_page(self, slugs: Sequence[str]) -> str | None:
        """Return the condition that is called like all of several, but for their types, and has a page."""
        bases = {tuple(content_of(name_without_type(normalise_name(self._name(slug)).split()))) for slug in slugs}
        if len(slugs) < FEWEST or len(bases) != 1 or not (base := next(iter(bases))):
            return None
        found = self.sections.store.search(" ".join(base), MOST_SISTERS)
        same = [one.slug for one in found if content_of(normalise_name(one.name).split()) == base]
        return next((slug for slug in same if self.sections.store.section_types(slug)), None)

    def _sisters(self, name: str) -> list[str]:
        base = name_without_type(normalise_name(name).split())
        found = self.sections.store.search(" ".join(base), MOST_SISTERS) if base else []
        return [one.slug for one in found if name_without_type(normalise_name(one.name).split()) == base]

    def _first_there_is(self, slugs: Iterable[str]) -> tuple[str, ...]:
        """Return the overview where any of the pages has one, else the first section that any has."""
        there = {section for slug in slugs for section in self.sections.store.section_types(slug)}
        return next(((section,) for section in (OVERVIEW, *SECTION_TYPES) if section in there), (OVERVIEW,))

    def _has_unreviewed(self, slugs: Iterable[str], sections: Sequence[str]) -> bool:
        return any(is_unreviewed(stored) for slug in slugs for stored in self.sections.store.sections(slug, sections))

    def _name(self, slug: str) -> str:
        return self.sections.ref(slug).name


def _asking(sections: Sequence[str], reading: Reading) -> Reading:
    """Return the reading with the sections asked for before, where it asks for none; what it is, is asked of all."""
    again = tuple(section for section in sections if section != OVERVIEW)
    return replace(reading, sections=again) if again and not reading.sections else reading


def _is_one_of_two(reading: Reading) -> bool:
    """Return whether a message says that it is one of two, and that nobody knows which."""
    return any(says("one_of_two", sentence) for sentence in (reading.masked, *sentences(reading.masked)))
