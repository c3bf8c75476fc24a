"""Tell from the words of a question which section of the turn contract it opens.

The patterns follow the headings that the Genetic and Rare Diseases Information Center uses. They are tried
from the top, and the first that fits decides; names of conditions may hold telling words of their own
("What is hereditary angioedema?"), therefore the shapes that hold nothing but a name come first.
"""

from __future__ import annotations

import re

from knowledge.importers.section_headings import section_of_heading

_TELLING = (
    r"the\b|known|being|there|some|other|long|clinical|sign|symptom|feature|cause|gene\b|genes\b|risk|treat|"
    r"research|complication|available"
)

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("overview", rf"what (?:is|are)(?: \(are\))? (?!{_TELLING})"),
    ("causes", r"(?:what|which)(?: [a-z]+)?,? (?:causes?|genes?)\b|what (?:is|are) the causes?\b"),
    ("symptoms", r"what(?: are| is)?(?: the| some)?(?: [a-z]+)? ?(?:signs?|symptoms?|features?)\b"),
    ("prevention", r"\bprevent"),
    ("diagnosis", r"diagnos|\btest(?:s|ed|ing)?\b|\bscreen(?:ing|ed)?\b"),
    ("research", r"\bresearch|\bclinical (?:trials?|stud)|\bstud(?:y|ies)\b"),
    ("support", r"\borgani[sz]ations?\b|\bsupport\b|\bspecialists?\b|\bwhere (?:can|could|do|might)\b|\bfind an? "),
    ("prognosis", r"prognos|\boutlook\b|life expectancy|life ?span|long[- ]term|\bsurviv|\bhow long\b|\bfatal\?"),
    ("treatment", r"\btreat|\btherap|\bmanag|\bcure[ds]?\b|\bdiets?\b|\bmedications?\b|\bmedicines?\b|\bsurgery\b"),
    ("complications", r"\bcomplications?\b|\blead to\b"),
    (
        "inheritance",
        r"\binherit|\bgenetic\b|\bpassed\b|\brun in|\brisks? (?:to|for) (?:\w+ )?(?:family|relatives|children)",
    ),
    (
        "frequency",
        r"how (?:common|rare|many|frequent)|\bprevalence\b|\bincidence\b|\bstatistics\b|"
        r"\bwho (?:gets|is affected|is at risk)|\bhow often do",
    ),
    ("symptoms", r"\bsigns?\b|\bsymptoms?\b|\bfeatures\b"),
    ("causes", r"\bcauses?d?\b|\bgenes?\b"),
    ("overview", r"what (?:is|are) |^(?:summary|overview|definition|description)\b"),
)
_COMPILED = tuple((section_type, re.compile(pattern)) for section_type, pattern in _PATTERNS)
_BARE = re.compile(
    r"summary|overview|(?:signs (?:and|&) )?symptoms|causes?|inheritance|(?:making a )?diagnosis|(?:genetic )?testing|"
    r"treatments?|(?:long-term )?(?:outlook|prognosis)|complications|prevention|statistics|prevalence|research|"
    r"clinical (?:trials|studies)|organizations|support groups|find(?:ing)? a specialist"
)
_QUESTION = re.compile(
    r"(?:what|how|is|are|can|could|do|does|who|where|when|why|which|will|would|should|has|have|may|might)\b.*\?"
)
_LONGEST_HEADING = 200


def section_type_of(question: str) -> str | None:
    """Return the section type that a heading opens, or None when no pattern knows the heading."""
    named = section_of_heading(question)
    if named is not None:
        return named
    folded = _fold(question)
    for section_type, pattern in _COMPILED:
        if pattern.search(folded):
            return section_type
    return None


def is_heading(line: str) -> bool:
    """Return whether a line of plain text is a question, or one of the headings used in place of one."""
    folded = _fold(line)
    if len(folded) > _LONGEST_HEADING:
        return False
    return bool(_QUESTION.fullmatch(folded) or _BARE.fullmatch(folded.rstrip(":")))


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold().replace("\u2019", "'")
