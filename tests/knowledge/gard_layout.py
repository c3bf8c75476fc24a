"""Build pages in GARD's layout since 2022, with made-up conditions and as many of the site's own words as matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

NOTHING_YET = "This section is currently in development."


def gard_page(
    name: str,
    number: int = 99801,
    *,
    other_names: str = "",
    summary: str = NOTHING_YET,
    population: str = "",
    ages: Sequence[str] = (),
    signs: Mapping[str, Mapping[str, str]] | None = None,
    genes: str = "",
    inheritance: str = "",
    tab: str = "",
    tab_content: str = "",
) -> str:
    """Return a page; `signs` maps body systems to signs with their other names (empty for none)."""
    slug = name.lower().replace(" ", "-")
    tabs = "".join(
        f'<li class="nav-item"><a class="nav-link{" active" if end == tab else ""}" '
        f'href="/diseases/{number}/{slug}{"/" + end if end else ""}">{words}</a></li>'
        for end, words in {"": "About the Disease", "diagnosis": "Getting a Diagnosis", "living": "Living"}.items()
    )
    names = f"<span class='host'>{other_names}</span><span class='ghost'>{other_names}</span>"
    content = f"<app-disease-tab>{tab_content}</app-disease-tab>" if tab else _about(locals())
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{name} - About the Disease - Genetic and Rare Diseases Information Center</title></head><body><app-root>
<div class="alert">Thank you for visiting the GARD website. <a href="#">Feedback Form</a></div>
<app-disease-about><app-main-banner><a href="/espanol/{number}/{slug}">Español</a><h1 class="title">{name}</h1>
<dl class="synonyms"><dt>Other Names:</dt><clamper>{names}<div class="read-button">Read More</div></clamper></dl>
<disease-tabs><ul class="nav nav-tabs">{tabs}</ul></disease-tabs></app-main-banner>{content}
<app-bottom-sources-date-information><app-view-sources-references><button>View Sources</button>
<div hidden>Data from <a>Rareopolis</a> and <a>Signs Ontology (SO)</a> are used to provide information on a disease's
symptoms, genes, inheritance, population estimates, and more.</div></app-view-sources-references>
<p>Last Updated: Feb. 3, 2022</p></app-bottom-sources-date-information></app-disease-about>
<app-footer><h5>Follow us</h5></app-footer></app-root></body></html>"""


def _about(page: Mapping[str, object]) -> str:
    return f"""<app-disease-at-a-glance><h1>Disease at a Glance</h1>
<app-disease-at-a-glance-summary><h5>Summary</h5><div>{page["summary"]}</div></app-disease-at-a-glance-summary>
<app-disease-at-a-glance-people-affected><h5>Estimated Number of People with this Disease</h5>
{_population(str(page["population"]))}</app-disease-at-a-glance-people-affected></app-disease-at-a-glance>
<app-age-at-onset>{_ages(page["ages"])}</app-age-at-onset>
<app-symptoms-section><h1>Symptoms</h1>{_signs(page["signs"])}</app-symptoms-section>
<app-causes-container><h1>Causes</h1>{_causes(str(page["genes"]), str(page["inheritance"]))}</app-causes-container>"""


def _population(number: str) -> str:
    if not number:
        return f"<div>{NOTHING_YET}</div>"
    tooltip = "<app-tooltip><i>The range is an estimate.</i></app-tooltip>"
    words = "In the U.S., this disease is estimated to be fewer than"
    return f'<div class="content-wrapper"><div>{words}</div><h4>{number}{tooltip}</h4></div>'


def _ages(selected: object) -> str:
    if not selected:
        return f"<h5>When do symptoms of this disease begin?</h5><div>{NOTHING_YET}</div>"
    columns = ""
    for name, years in {"Newborn": "Birth-4 weeks", "Child": "2-11 years", "Older Adult": "65+ years"}.items():
        mark = ' <span class="sr-only">Selected</span>' if isinstance(selected, Sequence) and name in selected else ""
        columns += f'<div class="under"><div class="under-title"> {name}{mark} </div>'
        columns += f'<div class="under-under-age-range">{years}</div></div>'
    return (
        f"<h5>When do symptoms of this disease begin?</h5>{columns}<p>This information comes from <a>Rareopolis</a></p>"
    )


def _signs(signs: object) -> str:
    if not isinstance(signs, Mapping):
        return f"<div>{NOTHING_YET} We recommend speaking with a doctor.</div>"
    groups, filters, items = "", "", ""
    for system, terms in signs.items():
        filters += f"<li><button>{system}</button></li>"
        if len(signs) > 1:
            groups += f"<div><span>{system}</span><p>{len(terms)} Symptoms</p></div>"
        for term, also in terms.items():
            synonym = f"<div><i>Synonym:</i> {also}</div>" if also else ""
            groups += f'<button><span class="main-term">{term.title()}</span><i></i>{synonym}</button>'
            items += f'<button class="list-item"> {term} </button>'
    return (
        f"<div>This list does not include every symptom. This disease might cause these symptoms:</div>{groups}"
        f'<ul class="filters"><button>All Systems</button>{filters}</ul><div>Tile View</div>{items}'
        "<div>This information comes from the <a>Signs Ontology (SO)</a></div>"
    )


def _causes(genes: str, inheritance: str) -> str:
    if not genes and not inheritance:
        return f'<p class="causes-text">{NOTHING_YET}</p>'
    question = _pane("What is a gene?", "Genes are everywhere.")
    pattern = _pane(inheritance, "One copy is enough.")
    parts = []
    if genes:
        words = f"Disease causing variants in the following gene(s) are known to cause this disease: {genes}"
        parts.append(
            f'<h5>Genetic Disease</h5><p class="tabs-description">{words}</p><button>What is a gene?</button>{question}'
        )
    if inheritance:
        words = "This disease is inherited in the following pattern(s):"
        parts.append(f'<h5>Inheritance</h5><p class="tabs-description">{words}</p>{pattern}')
    return "".join(f"<app-causes-tabs>{part}</app-causes-tabs>" for part in parts)


def _pane(title: str, words: str) -> str:
    said = "".join(f'<span class="{shown}">{words}</span>' for shown in ("host", "ghost"))
    return f'<div class="tab-pane"><span class="title">{title}</span>{said}</div>'
