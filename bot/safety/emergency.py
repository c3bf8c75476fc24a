"""List the words of danger to somebody's life here and now."""

from __future__ import annotations

from bot.safety.pattern_form import Patterns

PERSON = (
    r"(?:i|im|he|hes|she|shes|we|they|theyre|someone|somebody|(?:(?:my|our|the|his|her) )?(?:\w+ )?(?:baby|babys|"
    r"newborn|infant|toddler|toddlers|child|kid|son|sons|daughter|boy|girl|husband|"
    r"wife|partner|friend|mom|mum|mother|dad|father|brother|sister|grandma|grandpa|grandmother|grandfather|grandson|"
    r"granddaughter|uncle|aunt|person|patient))"
)
_CANNOT = (
    r"(?:cant|cnt|cannot|can not|couldnt|no can|unable to|not able to|hardly|barely|struggling to|struggles to|"
    r"struggle to|fighting to|trying to)"
)
_BREATHE = r"(?:breeths?|breathe?|brethe?|breathing|breething|breethe|breath|breth|brething|breathin)"
_ATTACK = (
    r"(?:heart attack|stroke|anaphyla\w{1,8}|seizure|seisure|siezure|sezure|seizures|fit|fits|convulsion|convulsions|"
    r"cardiac arrest|aneurysm)"
)
_GOING_ON = (
    r"(?:wont stop|not stop\w{0,5}|isnt stopping|cant stop|doesnt stop|does not stop|right now|now|still going|"
    r"(?:for |over |than |lasted )?(?:\w+ )?min(?:ute)?s?|in a row)"
)

EMERGENCY: Patterns = (
    # breath
    (
        "breath breth brethe breeth",
        rf"(?:{_CANNOT}|isnt|is not|not|no|arent|aint|wasnt|stopped|stops?|quit|dont|doesnt|"
        rf"does not|do not|wont) (?:really |even |properly |been |be |to )?{_BREATHE}\b(?! (?:tests?|tubes?|exercises?|"
        rf"sounds?|machine|through))",
    ),
    (
        "breath air",
        rf"{_CANNOT} (?:(?:catch|get) (?:my|his|her|their) breath|get (?:any |enough )?(?:air|breath|"
        rf"oxygen))|gasp\w* for (?:air|breath)|(?:fighting|struggling) for (?:air|breath)",
    ),
    ("gasping", r"(?:is|hes|shes|im|am|are|keeps|was) (?:\w+ )?gasping"),
    (
        "breath",
        r"(?:trouble|difficulty|difficulties|hard(?: for \w+)?(?: to)?|problems) (?:in |with )?breath(?:e|"
        r"ing)|breathing (?:is )?(?:very|really|so) (?:fast|shallow|hard|slow|weird)",
    ),
    (
        "short of breath shortness",
        r"(?:sudden|suddenly|severe|severely|extreme|extremely|really|"
        r"very) (?:\w+ )?short(?:ness)? of breath",
    ),
    ("blue grey gray purple", r"(?:turn\w*|went|gone|going|goes) (?:\w+ )?(?:blue|gr[ae]y|purple)\b"),
    ("blue grey gray purple", r"(?:lips?|face|mouth|tongue) (?:\w+ ){0,3}(?:blue|gr[ae]y|purple)\b"),
    (
        "blue gray grey",
        r"(?:he|she|baby|son|daughter|child|kid|infant|newborn|husband|wife|mom|mum|dad|toddler|hes|"
        r"shes) (?:is |s |looks? |was )?(?:all |so |very |completely )?(?:blue|gr[ae]y)\b",
    ),
    ("chok", r"chok(?:ing|ed|es)\b"),
    # not there
    (
        "respon",
        r"un ?respon\w+|(?:not|isnt|wont|doesnt|does not|stopped) (?:be )?respon(?:d|ds|ding|"
        r"sive)\b(?! (?:\w+ )?to (?!me|us|voices?|touch|(?:his|her) name|anything))",
    ),
    (
        "consc conc shock",
        r"un ?con\w{1,3}ous\w*|barely conscious|(?:in|into) shock\b|(?:lost|losing|loses|"
        r"out of) consciousness",
    ),
    (
        "wak",
        r"(?:wont|will not|not|isnt|doesnt|does not|he cant|she cant|he cannot|she cannot) (?:\w+ )?(?:wake|"
        r"waking)\b|(?:cant|cannot|can not|couldnt|unable to) (?:get \w+ to )?wake (?:(?:up )?(?:him|her|them|my|the|"
        r"our|it)\b)",
    ),
    ("passed blacked faint", r"(?:passed|blacked|passing) out\b|fainted\b"),
    (
        "collaps",
        r"collapsed(?! (?:lungs?|vertebra\w*|arch\w*|veins?|disc))|(?:have|has|having) a collapsed lung|"
        r"chest pain and collapse",
    ),
    (
        "limp moving floppy",
        r"(?:went|gone|goes|going|suddenly|completely|is|and) (?:limp|lifeless)\b|"
        r"suddenly floppy|(?:isnt|not|stopped) moving\b",
    ),
    (
        "pulse cpr heart cardiac",
        r"(?:no|cant find (?:a|his|her)) pulse\b|no heart ?beat|(?:doing|do|start|"
        r"started) cpr\b|heart (?:has |just )?(?:stopped|isnt beating|not beating)|^(?:help )?cardiac arrest$",
    ),
    (
        "dead dying die",
        rf"(?:is|think) {PERSON} (?:is )?dead\b|\b(?:i think |feel(?:s|ing)? like |help )(?:im|i am|"
        rf"hes|he is|shes|she is|{PERSON} is) (?:going to die|gonna die|dying|about to die)\b(?! to)|"
        rf"{PERSON} (?:is |am |are )?dying (?:right )?(?:now|in front|here|please)|^(?:help )?(?:i am|"
        rf"im) dying(?= [.?!]|$)",
    ),
    # heart and brain
    (
        "chest",
        r"(?:crushing|severe|terrible|strong|sudden|bad|having|have|has|got|getting|"
        r"feel) (?:\w+ ){0,2}(?:chest (?:pains?|tightness|pressure)|pains? in (?:my|his|her|the) chest|tight chest)|"
        r"(?:chest pains?|chest tightness) (?:and|with|right now|now|spreading)|(?:my|his|"
        r"her) chest (?:really )?(?:hurts?|is tight|feels tight)|(?:on|in|clutching|holding) (?:my|his|her) chest\b",
    ),
    (
        "heart stroke anaphyl seiz siez sezu seis fit convul cardiac aneur",
        rf"(?:having|(?:i|we) have|think its|went into|"
        rf"going into|go into|into|in) (?:a |an |another |his first |her first )?(?:anaphylactic shock|"
        rf"{_ATTACK})\b(?! (?:people|children|adults|patients))",
    ),
    (
        "heart stroke anaphyl seiz siez sezu seis fit convul",
        rf"(?:just|now) had (?:a |an |another |his first |"
        rf"her first )?{_ATTACK}\b|(?:had|has had|suffered|having) (?:a |an )?(?:heart attack|stroke|anaphyla\w+)|"
        rf"(?:had|having) (?:\w+ )?seizures? in a row",
    ),
    (
        "seiz siez sezu convul fit status",
        rf"(?:seizure|seizures|siezures?|sezures?|seisures?|seizing|convuls\w{{1,6}}|"
        rf"fitting)\b(?: \w+){{0,5}} {_GOING_ON}\b|(?:is|hes|shes|been|keeps|am|im|started|stop) (?:seizing|convulsing|"
        rf"fitting)\b|(?:is|in|into) (?:in )?status epilepticus",
    ),
    ("droop", r"(?:face|mouth|side)(?: \w+){0,4} (?:is |has |are )?droop(?:ing|s|ed)\b"),
    (
        "sudden",
        r"sudden\w* (?:\w+ ){0,3}(?:cant|cannot|could not|couldnt|lost|slurr\w+|numb\w*|paraly\w+|blind|"
        r"weakness|confus\w+|worst headache)|sudden worst|(?:slurr\w+|numb|blind) (?:all of a )?sudden\w*|(?:cant|"
        r"cannot) (?:move|feel|speak|talk|see) (?:\w+ ){0,4}(?:all of a )?sudden",
    ),
    (
        "arm side",
        r"(?:cant|cannot) (?:speak|talk) (?:\w+ ){0,4}(?:arm|side)|(?:cant|cannot) (?:move|lift|"
        r"feel) (?:one|his|her|my) (?:\w+ )?(?:side|arm)s? (?:and|suddenly|now)|left arm (?:is )?(?:numb|hurts|pain)",
    ),
    # blood, swelling
    (
        "floppy limp grey gray pass faint",
        r"(?:baby|son|daughter|child|he|she) (?:is|are|looks|gone|went) (?:\w+ ){0,2}"
        r"(?:floppy and|limp and|grey|gray)\b|"
        r"(?:going|gonna|about) to (?:pass out|faint)\b",
    ),
    (
        "bleed blood",
        r"(?:bleed(?:ing|s)?|blood)\b(?: \w+){0,12} (?:wont stop|not stop\w{0,5}|cant stop|"
        r"doesnt stop|isnt stopping|everywhere|heavily|badly|to death)|(?:stop|stopping) (?:\w+ )?bleeding|"
        r"bleeding out",
    ),
    (
        "blood",
        r"(?:vomit\w*|throwing|threw|cough\w*|puk\w+|spit\w*) (?:up )?(?:\w+ ){0,2}blood\b|los(?:ing|"
        r"t) (?:a lot of|too much|so much|lots of) blood",
    ),
    (
        "throat tongue airway",
        r"(?:throat|tongue|airway)s?(?: is| are)? (?:swell\w*|closing|closed|swollen|swole|"
        r"tight\w*)|swelling (?:of|in) (?:the|his|her|my) (?:throat|tongue|airway)",
    ),
    (
        "allergic epi pen",
        r"(?:severe|bad|serious|having|has|have) (?:an? )?(?:severe |bad |"
        r"serious )?allergic reaction|allergic reaction (?:right now|and)|(?:used?|need|needs|gave|get) (?:the|an?|her|"
        r"his|my) epi ?pen",
    ),
    (
        "crisis",
        r"(?:(?:is|am|im|hes|shes) in|having|going into|gone into|went into) (?:an? )?(?:adrenal|addisonian|"
        r"metabolic|myasthenic|sickle cell|thyroid|aortic) crisis",
    ),
    # asking for help
    (
        "911 999 112 000 9 1 nine ambul paramed",
        r"(?:call|calls|calling|called|dial|ring|phone|need|needs|send|get|"
        r"want) (?:\w+ ){0,2}(?:911|9 1 1|nine one one|999|112|000|amb[ue]l[ae]n\w{1,3}|amublance|paramedics?)\b|"
        r"amb[ue]l[ae]n\w{1,3} (?:now|"
        r"please|quick)|^(?:help )?(?:911|amb[ue]l[ae]n\w{1,3})\b",
    ),
    (
        "emergency",
        r"(?:this|it) is (?:an?|a medical) emergency|(?:its|is this|im in) an? (?:medical )?emergency|"
        r"medical emergency (?:help|please|now)|emergency help|help (?:\w+ )?emergency\b",
    ),
    (
        "emergency er send",
        r"(?:go|take (?:him|her|my \w+)|rush\w*|get (?:him|her)|drive) (?:\w+ )?to (?:the |"
        r"an )?(?:er|emergency room|emergency department|a and e)\b|(?:please )?send help",
    ),
    (
        "oxygen o2 sat",
        r"(?:oxygen|o2|spo2|sats?|saturation)\b(?: \w+){0,3} (?:[3-7]\d|8[0-8])\b(?! (?:years|patients|people|"
        r"percent of))",
    ),
    (
        "pulse heart rate bpm hr",
        r"(?:heart ?rate|pulse|hr|heart (?:is )?(?:beating|racing|going)|heart beat)(?: \w+){0,4} (?:1[5-9]\d|2\d\d|"
        r"[23]\d)"
        r"\b(?! (?:years|patients|minutes|min))|(?:1[5-9]\d|2\d\d) bpm",
    ),
    (
        "sugar glucose",
        r"(?:sugars?|glucose)(?: \w+){0,3} (?:[1-4]\d|[5-9]\d\d)\b(?! (?:years|percent|grams|patients))",
    ),
    (
        "pregnan deliver pad broke coming birth",
        r"(?:pregnant|weeks pregnant|delivery|giving birth|gave birth|miscarr\w+) (?:\w+ ){0,4}bleed\w*|"
        r"bleeding (?:\w+ )"
        r"{0,4}(?:delivery|birth|pregnan\w+|labou?r)|soak\w+ (?:\w+ ){0,2}pads?|water (?:just )?broke|(?:baby|cord|"
        r"head) "
        r"(?:is )?coming (?:now|out)",
    ),
    ("priapism erection", r"(?:priapism|erection)(?: \w+){0,5} (?:[4-9]|\d\d) h\w*"),
    (
        "help save",
        r"(?:someone|somebody|please|pls|god|omg|help) (?:please )?(?:help|save) my (?:\w+ )?(?:baby|son|daughter|"
        r"child|kid|"
        r"husband|wife|mom|mum|mother|dad|father|boy|girl|friend)(?= [.?!]|$)",
    ),
    (
        "breath",
        r"(?:cant|cannot|cant even) (?:\w+ or |\w+ and )breathe",
    ),
    (
        "breath air",
        r"breathing (?:\w+ ){0,3}(?:every|once)|(?:trouble|hard time|problems|difficulty) getting (?:any |"
        r"enough )?(?:air|"
        r"(?:his|her|my) breath)",
    ),
    ("throat", r"throat (?:\w+ ){0,4}clos(?:ing|ed)\b"),
    ("epi pen", r"used epi ?pen"),
    ("seizure", r"(?:second|third|another|fourth) seizure (?:in|within|today|now)"),
    ("hasnt has", r"has(?:nt| not) stopped (?:seizing|breathing|bleeding|convulsing|shaking)"),
    ("through", r"bleeding through"),
    ("come hurry", r"(?:come (?:quick\w*|fast|now)|hurry) (?:\w+ ){0,4}dying"),
    ("glass", r"rash (?:\w+ ){0,8}glass\b"),
    ("colo", r"colou?r is (?:blue|gr[ae]y|purple)"),
    ("day week", r"(?:\d|one|two|three|four|five|six) (?:days?|weeks?) old (?:\w+ ){0,4}(?:fever|temp\w*)"),
    ("newborn", r"newborn (?:\w+ ){0,2}fever"),
    (
        "tongue spell brain under",
        r"tongue (?:\w+ ){0,3}(?:big|huge|thick|fat)(?:ger)?\b|(?:having|in) a (?:cyanotic|blue|tet|hypoxic) spell|"
        r"(?:having|has|had) a brain (?:bleed|hemorrhage)|(?:stuck|trapped|is|been) under ?water",
    ),
    ("heart", r"heart (?:is )?(?:at )?(?:1[5-9]\d|2\d\d)\b"),
    ("contraction", r"contractions (?:\w+ ){0,3}weeks|contractions (?:\w+ ){0,4}bleed\w*"),
    ("chock choke", rf"(?:is|hes|shes|im|am|my \w+) chocking|{PERSON} choke (?:on|and|now|with)"),
    (
        "fever artery temp",
        r"(?:fever|temp\w*) (?:of |is |over |at )?(?:10[5-9]|4[1-3])\b|(?:cut|severed|sliced) (?:an|my|his|her) artery",
    ),
)
