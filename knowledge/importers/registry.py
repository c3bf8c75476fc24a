"""List the forms of file that can be imported. A new form is a row here."""

from __future__ import annotations

from knowledge.importers import (
    faq_bots,
    faq_documents,
    faq_html,
    faq_tables,
    hpo,
    medlineplus,
    medquad,
    obo,
    obo_graph,
    orphadata,
    page,
)
from knowledge.importers.forms import Form

FORMS: tuple[Form, ...] = (
    Form(
        name="hpo",
        kind="hpo",
        title="HPO's signs by condition: phenotype.hpoa with hp.obo, and genes_to_phenotype.txt",
        recognises=hpo.is_hpo,
        read=hpo.read_files,
        is_joint=True,
    ),
    Form(
        name="obo",
        kind="catalogue",
        title="catalogues of conditions in OBO format, such as GARD's and Mondo",
        recognises=obo.is_obo,
        read=obo.read_files,
    ),
    Form(
        name="obograph",
        kind="catalogue",
        title="catalogues of conditions as OBO graph in JSON, such as ORDO",
        recognises=obo_graph.is_obo_graph,
        read=obo_graph.read_files,
    ),
    Form(
        name="orphadata",
        kind="catalogue",
        title="Orphadata's products 1, 3, 6 and 9 in XML",
        recognises=orphadata.is_orphadata,
        read=orphadata.read_files,
    ),
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
    Form(
        name="medlineplus",
        kind="medlineplus",
        title="MedlinePlus Genetics, the JSON of a condition or the bulk file of all (XML)",
        recognises=medlineplus.is_data,
        read=medlineplus.read_data,
    ),
    Form(
        name="medlineplus-page",
        kind="medlineplus",
        title="conditions' pages of MedlinePlus Genetics, saved as HTML or text",
        recognises=medlineplus.is_page,
        read=medlineplus.read_pages,
    ),
    Form(
        name="table",
        kind="faq",
        title="a table with columns question and answer: CSV, TSV, QnA Maker's TSV, Excel, JSON",
        recognises=faq_tables.is_table,
        read=faq_tables.read_files,
    ),
    Form(
        name="document",
        kind="faq",
        title="questions as headings with answers below: Markdown, Word (docx); lines Q: and A: in plain text",
        recognises=faq_documents.is_document,
        read=faq_documents.read_files,
    ),
    Form(
        name="qnabot",
        kind="faq",
        title="QnABot's export (JSON)",
        recognises=faq_bots.is_qnabot,
        read=faq_bots.read_qnabot,
    ),
    Form(
        name="rasa",
        kind="faq",
        title="Rasa's examples with their responses (YAML)",
        recognises=faq_bots.is_rasa,
        read=faq_bots.read_rasa,
        is_joint=True,
    ),
    Form(
        name="web",
        kind="faq",
        title="another site's page: FAQPage data, <details>, <dl>, or headings of sections (HTML)",
        recognises=faq_html.is_html,
        read=faq_html.read_files,
    ),
)
"""All forms; the first that recognises a file reads it."""
