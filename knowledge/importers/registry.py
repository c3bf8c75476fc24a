"""List the forms of file that can be imported. A new form is a row here."""

from __future__ import annotations

from knowledge.importers import hpo, medquad, obo, obo_graph, orphadata, page
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
)
"""All forms; the first that recognises a file reads it."""
