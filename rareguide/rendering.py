"""Write a turn as plain text, for channels and terminals that have nothing else.

The words around the content come from the domain (`utter_render_*`), so that a translated domain gives
translated turns.
"""

from __future__ import annotations

from rareguide.texts import Texts
from rareguide.turn import ContactData, DisclaimerData, ReferenceData, SectionData, Turn


def as_text(turn: Turn, texts: Texts) -> str:
    """Return the whole turn as text: words, answers, dates, sources, options, disclaimer, contact."""
    parts = [*_alarm(turn), turn["text"]]
    parts += [_section(section, texts) for section in turn["sections"]]
    if turn["options"]:
        parts.append("\n".join(f"{number}. {option['title']}" for number, option in enumerate(turn["options"], 1)))
    parts += [_disclaimer(turn["disclaimer"]), _contact(turn["contact"], texts)]
    return "\n\n".join(parts)


def _alarm(turn: Turn) -> list[str]:
    """Return whom to call, where the turn's own words do not say so already."""
    alarm = turn.get("alarm")
    return [] if alarm is None or alarm["text"] in turn["text"] else [alarm["text"]]


def _section(section: SectionData, texts: Texts) -> str:
    updated = section["last_updated"]
    date_line = texts.say("utter_render_updated", date=updated) if updated else texts.say("utter_render_undated")
    lines = [section["question"], *_body(section, texts), date_line]
    lines += [_reference(reference, texts) for reference in section["references"]]
    parts = (section["source"]["name"], section["source"]["url"], section["source"]["license"])
    source = ", ".join(part for part in parts if part)
    if source:
        lines.append(texts.say("utter_render_source", source=source))
    return "\n".join(lines)


def _body(section: SectionData, texts: Texts) -> list[str]:
    """Return the sentences that answer, and below them the whole; where there are none, the whole alone."""
    highlights = section.get("highlights") or []
    return [*highlights, "", texts.say("utter_render_whole"), section["body"]] if highlights else [section["body"]]


def _reference(reference: ReferenceData, texts: Texts) -> str:
    parts = [f"[{reference['number']}] {reference['citation']}"]
    if reference["url"]:
        parts.append(reference["url"])
    if reference["accessed"]:
        parts.append(texts.say("utter_render_accessed", date=reference["accessed"]))
    return " ".join(parts)


def _disclaimer(disclaimer: DisclaimerData) -> str:
    return " ".join(part for part in (disclaimer["text"], disclaimer["url"]) if part)


def _contact(contact: ContactData, texts: Texts) -> str:
    parts = (contact["name"], contact["phone"], contact["email"], contact["url"], contact["hours"])
    return texts.say("utter_render_contact", contact=", ".join(part for part in parts if part))
