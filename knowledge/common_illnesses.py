"""Recognise common illnesses that a text asks about; a store of rare conditions seldom has them."""

from __future__ import annotations

import re

_COMMON = tuple(
    name.strip()
    for name in (
        "diabetes; diabetes mellitus; high blood pressure; hypertension; high cholesterol; asthma; copd; "
        "bronchitis; pneumonia; migraine; migraines; autism; autism spectrum disorder; adhd; depression; "
        "anxiety; bipolar; bipolar disorder; schizophrenia; ptsd; ocd; insomnia; covid; covid-19; covid 19; "
        "long covid; coronavirus; flu; the flu; influenza; common cold; strep throat; tonsillitis; sinusitis; "
        "eczema; psoriasis; acne; rosacea; vitiligo; shingles; chickenpox; measles; mumps; rubella; polio; "
        "tetanus; rabies; malaria; tuberculosis; tb; hiv; aids; hepatitis; hepatitis a; hepatitis b; "
        "hepatitis c; ebola; zika; monkeypox; arthritis; osteoarthritis; rheumatoid arthritis; gout; obesity; "
        "osteoporosis; scoliosis; sciatica; fibromyalgia; cancer; breast cancer; lung cancer; skin cancer; "
        "prostate cancer; colon cancer; leukemia; lymphoma; melanoma; stroke; strokes; heart attack; heart "
        "failure; heart disease; angina; epilepsy; dementia; alzheimers; alzheimer's; parkinsons; "
        "parkinson's; multiple sclerosis; anemia; anaemia; ibs; crohns; crohn's; crohn's disease; colitis; "
        "celiac disease; coeliac disease; gerd; heartburn; appendicitis; kidney stones; gallstones; kidney "
        "disease; endometriosis; pcos; hypothyroidism; hyperthyroidism; thyroid disease; sleep apnea; lyme "
        "disease; glaucoma; cataracts; tinnitus; vertigo; allergies; hay fever"
    ).split(";")
)
_WELL_KNOWN = tuple(
    name.strip()
    for name in (
        "cystic fibrosis; sickle cell; sickle cell disease; sickle cell anemia; hemophilia; haemophilia; "
        "cerebral palsy; lupus; muscular dystrophy; down syndrome; downs syndrome; spina bifida; whooping "
        "cough; croup; hernia; progeria; achondroplasia; albinism; porphyria; phenylketonuria; pku; "
        "thalassemia; scleroderma; sarcoidosis; myasthenia gravis; narcolepsy; galactosemia; dwarfism; "
        "ichthyosis; amyloidosis; mastocytosis; acromegaly; fragile x; prader willi; prader-willi; angelman; "
        "klinefelter; klinefelters; pompe; tay sachs; tay-sachs; charcot marie tooth; charcot-marie-tooth; guillain "
        "barre; guillain-barre; hirschsprung; retinitis pigmentosa; epidermolysis bullosa; osteogenesis imperfecta; "
        "brittle bones; trigeminal neuralgia; moyamoya; hidradenitis suppurativa; dystonia; pulmonary hypertension"
    ).split(";")
)
_TYPED = r"(?:type (?:1|2|one|two|i|ii) )?"
_ANY = "|".join(sorted(map(re.escape, _COMMON + _WELL_KNOWN), key=len, reverse=True))
_RARE = "|".join(sorted(map(re.escape, _WELL_KNOWN), key=len, reverse=True))
_NAME = rf"(?P<name>{_TYPED}(?:{_ANY})(?: syndrome| disease)?(?: type (?:1|2|ii?))?)"
_ASKED = (
    r"(?:what(?:['’]s| is| are| causes| about)|whats|tell me(?: more)? about|(?:symptoms?|signs?|causes?) of|how about|"
    r"treatments? (?:for|of)|therapy for|(?:a )?cure for|info(?:rmation)? (?:on|about)|diagnosed with|diagnosis of|"
    r"prognosis (?:of|for)|life expectancy (?:of|with|for)|how (?:common|rare|serious|dangerous) is|same for|"
    r"(?:ask|know|learn|asking|asked|talk|read) about|question about|prevent|chances of (?:getting )?|heard of|"
    r"(?:do|can) you (?:have|know|help with)(?: anything)?(?: on| about)?|anything (?:on|about)|explain|describe)"
)
_SAID_OF = (
    r"(?:hereditary|genetic|curable|contagious|inherited|treatable|fatal|deadly|rare|serious|dangerous|common\s*\W*$)"
)
_FRAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\W*(?:and |ok |so )?{_NAME}\W*$",
        rf"\b{_ASKED}\s+(?:my |his |her |a |an |having )?{_NAME}(?![\w-])"
        rf"(?! (?:in|with|from) (?:it|this|that|these)\b)",
        rf"\bhow (?:is|are|do (?:i|you|we|they|doctors)) (?:treat |diagnose |get |catch )?{_NAME}(?![\w-])",
        rf"\b(?:is|are|does|can|do) {_NAME} (?:be )?"
        rf"(?:{_SAID_OF}|runs? in|treated|cured|inherited|prevented|go away)",
        rf"\b{_NAME} (?:symptoms?|treatments?|causes|prognosis|diagnosis|life expectancy|cure|genetics|inheritance)\b",
        rf"\b(?:i|we|(?:my|our) \w+)(?: just)? (?:has|have|got|was (?:just )?diagnosed with) "
        rf"(?P<name>(?:{_RARE})(?: syndrome| disease)?)(?![\w-])",
    )
)


def find_common_illness(text: str) -> tuple[int, int] | None:
    """Return where a text names the common illness that it asks about, or `None`.

    One that is only told ("my son has asthma") or asked for as a sign of another ("does it cause migraine") is not
    asked about.
    """
    for frame in _FRAMES:
        match = frame.search(text)
        if match is not None:
            return match.span("name")
    return None


def is_common_illness(name: str) -> bool:
    """Return whether a name in small letters is that of a common illness."""
    return name in _COMMON


def is_only_told(text: str, start: int, end: int) -> bool:
    """Return whether the illness named at a place is a common one that the text tells of without asking about it."""
    if text[start:end].lower() not in _COMMON:
        return False
    return not any(
        match.start("name") < end and start < match.end("name") for frame in _FRAMES for match in frame.finditer(text)
    )
