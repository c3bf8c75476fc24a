"""List the forms of file that can be imported. A new form is a row here."""

from __future__ import annotations

from knowledge.importers import medquad, page
from knowledge.importers.forms import Form

FORMS: tuple[Form, ...] = (
    Form(
        name="medquad",
        kind="medquad",
        title="MedQuAD's XML documents of questions and answers",
        recognises=medquad.is_medquad,
        read=medquad.read_files,
        suffixes=frozenset({".xml"}),
    ),
    Form(
        name="page",
        kind="page",
        title="conditions' pages of GARD, saved as HTML or text",
        recognises=page.is_page,
        read=page.read_files,
    ),
)
"""All forms; the first that recognises a file reads it."""
