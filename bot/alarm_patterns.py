"""List the words of emergencies, poisonings and self-harm, of their look-alikes, and of questions in general.

A pattern stands under stems of which one must be in the message for it to be tried at all, which keeps the
search short. Patterns are matched against `bot.safety.plain_words`: lower case, no apostrophes ("cant", "im"),
single blanks, and of punctuation only the ends of sentences. Words in between are bounded (`{0,4}`), so that no
message makes the search slow.
"""

from __future__ import annotations

Patterns = tuple[tuple[str, str], ...]
"""Pairs of stems, parted by blanks, and a pattern."""

_ONESELF = r"(?:my|your|ur|him|his|her|them|their|our|one)sel(?:f|fs|ves)"
_MINE = r"(?:my|his|her|their|your)"
_NOT = r"(?:dont|doesnt|didnt|do not|does not|did not|no longer|not|no|never|dosent)"
_ANYMORE = r"(?:any ?more|any ?longer|much longer|no more)"

SELF_HARM: Patterns = (
    # by oneself
    (
        "sel",
        rf"(?:kil+|kil+ing|kil+in|hurt|harm|hang|cut|shoot|drown|starv|burn|stab|poison|off|neck|top|"
        rf"unaliv)(?:e|ing|ting)? {_ONESELF}",
    ),
    ("self", r"self (?:harm|injur|mutilat)\w*|selfharm\w*"),
    ("cutting", r"(?:been|started|keeps?|back to) cutting again|cutting again"),
    ("wrist", rf"(?:slit|slitting|cut|cutting|slash|slashing) {_MINE} wrists?"),
    ("kms unaliv", r"(?<!\d )kms\b|unaliv\w*"),
    ("suic sucid suisid suici suecid", r"(?:suicid|suicde|sucid|suisid|suiscid|suecid|suicial)\w*"),
    (
        "jump step",
        r"(?:jump|jumping|step|stepping) (?:off|in front of|from|under) (?:a|the|my) (?:bridge|roof|"
        r"building|train|bus|car|truck|balcony|window|cliff)",
    ),
    # ending it
    (
        "life lives",
        rf"(?:end|ends|ending|ended|take|taking|took|finish) {_MINE} (?:own )?(?:life|"
        rf"lives)\b(?! one day)",
    ),
    (
        "end",
        r"\bend(?:ing)? it all|(?:want|wants|going|gonna|ready|time|how|like|think\w*|about|of|"
        r"to) (?:to )?end(?:ing)? (?:it|everything)\b(?! well)",
    ),
    (
        "end over stop",
        r"want (?:it|this|everything) (?:all )?to (?:end|be over|stop)\b|end (?:my|this|"
        r"the) (?:suffering|misery)",
    ),
    # dying
    (
        "die dead dying",
        r"(?<!dont )(?<!not )(?<!doesnt )(?<!didnt )(?<!never )(?:want|wants|wanted|wanting|wanna|"
        r"wish|ready|rather|prefer|hope|hoping|like|"
        r"trying|tried|tries|deserves?|need|plan|planning|decided) (?:i |he |she )?(?:to |could )?(?:just |be |go |"
        r"really |already )?(?:die|dead|dying)\b(?! (?:skin|to know))",
    ),
    (
        "die",
        r"(?:should|could|might as well) just die|let (?:me|him|her) die|(?:way|ways) to die\b|how (?:can|do|"
        r"could|should) i die|want (?:\w+ )?(?:2|too) die",
    ),
    (
        "die dead gone",
        r"(?:no ?body|no ?one|every ?one|every ?body|who) (?:\w+ ){0,2}(?:cares?|miss|notice|happier|"
        r"better)(?: \w+){0,3} (?:if|when) (?:i|im)\b",
    ),
    (
        "dead alive born die wake",
        r"wish(?:es|ed)? (?:i|he|she|they)(?:d| had| was| were| wasnt| werent| would|"
        r" could)?(?: not| never)?(?: just| be| been)? (?:dead|die|alive|born|wake)",
    ),
    (
        "dying death",
        r"(?:think|thinking|thoughts?|talks?|talking|fantasi\w+) (?:\w+ )?(?:of|"
        r"about) (?:\w+ )?(?:dying|my death|death all)|feel(?:s|ing)? like dying",
    ),
    ("better off", r"(?:better off|be better) (?:dead|without me|if i (?:was|were) (?:dead|gone))"),
    ("kill", r"(?:please|pls|just|someone|somebody) kill me\b|kill me (?:please|pls|already|now)"),
    ("painless", r"painless (?:way|death|suicide)|painlessly (?:die|kill)"),
    ("way", r"(?:easy|easiest|best|quick|quickest|fast|fastest|peaceful|least painful) ways? to (?:die|kill|end)"),
    (
        "how many",
        r"how many (?!people|patients|children|kids|babies|infants|men|women|adults|persons|"
        r"of )(?:\w+ ){0,6}(?:die|kill (?:me|you|yourself|myself|a))\b",
    ),
    ("lethal fatal deadly", r"(?:lethal|fatal|deadly) dose|dose (?:\w+ ){0,4}(?:lethal|fatal|deadly)"),
    (
        "overdos",
        r"(?:want|wants|going|gonna|plan|planning|how|thinking|think) (?:to |about |of |on )*overdos\w+|"
        r"overdos\w+ (?:on purpose|myself)",
    ),
    ("pills tablets", r"(?:pills|tablets|meds) to (?:die|end)"),
    # not living
    (
        "live alive here wake exist go around",
        rf"{_NOT} (?:really |even )?(?:want|wants|wanna|wish|"
        rf"care)(?: to)? (?:live(?! (?:at|in|with (?:me|us|my|his|her))\b)|living|be alive|be here|be around|exist|"
        rf"carry on|"
        rf"keep (?:going|living)|continue living|go on(?: living| like this| {_ANYMORE}|$)|wake up(?! (?:early|so|at|"
        rf"every|to)\b))",
    ),
    (
        "wake",
        r"(?:want|wants|hope|hoping|wish|wanna|rather|pray) (?:\w+ ){0,6}(?:never|not|dont|didnt|wont|"
        r"wouldnt) (?:to )?wake",
    ),
    (
        "disappear sleep exist vanish join",
        r"(?:want|wants|wanna|wish i could) (?:to )?(?:just )?(?:disappear|vanish|"
        r"sleep forever|not exist|stop existing|join (?:him|her|them) in)",
    ),
    (
        "live liv life going alive here exist",
        rf"(?:{_NOT}|isnt|cant|whats the|what is the|nor|"
        rf"any) (?:\w+ ){{0,3}}(?:reason|point|purpose|sense|use)(?: left)?(?: for me)? "
        r"(?:to|in|of|for) (?:live|living|life|go on|going on|keep going|carry on|being alive|being here|exist)",
    ),
    ("live", r"nothing (?:left )?to live for|(?:lost|no|losing) (?:(?:the|my|his|her|all) )?will to live"),
    (
        "point life living alive",
        r"dont see (?:the|any|a) point (?:any ?more|in anything)|out of this life|(?:dont|"
        r"do not) know if i want to (?:live|be alive)|idk if i want to (?:live|be alive)|(?:done|"
        r"finished) with (?:life|living)\b|want to stop (?:living|being alive)",
    ),
    ("see", r"(?:dont|doesnt|cant|not) see (?:any |a |the )?(?:reason|point) (?:to|in|of) (?:go|going|live|living)"),
    (
        "worth",
        r"(?:life|it)(?: is|s| isnt)? ?(?:not |no longer |nt )?worth (?:it any|living)(?! with)|(?:not|"
        r"isnt) worth living",
    ),
    (
        "cant cannot can not",
        rf"(?:cant|cannot|can not) (?:go on|take it|do this|do it|do life|live|bear it|carry on|"
        rf"keep going)(?: like this| with this)?(?: {_ANYMORE}|$| [.?!])|"
        r"(?:cant|cannot|can not) live like this",
    ),
    (
        "tired sick fed hate",
        r"(?:tired|sick|fed up) (?:of|with) (?:living|being alive|life)\b|hates? (?:my life|"
        r"living|being alive|life)\b",
    ),
    ("give giving gave", r"(?:give|giving|given|gave) up on (?:life|living)"),
    ("goodbye", r"goodbye (?:cruel )?world|(?:final|last) goodbye|goodbye (?:forever|everyone|everybody)"),
    # in the languages that the assistant apologises in
    ("quiero quero", r"qui?ero morir\w*|quero morrer|(?:quiero|quero) (?:matarme|me matar)"),
    ("mourir tuer umbringen sterben", r"veux mourir|me tuer|mich umbringen|(?:will|mochte) (?:nur )?sterben"),
)

_TAKEN = (
    r"(?:swal+ow\w*|swol+ow\w*|drank|drunk|drinks?|drinked|drinking|ate|eaten|eat|eating|ingested|inhaled|"
    r"breathed in|took|taken|takes|lick\w*|chew\w*|got(?:ten)? into)"
)
_SUBSTANCE = (
    r"(?:bleach|bleech|poison\w*|antifreeze|detergent|(?:laundry|tide) pods?|\w*cleaners?|cleaning \w+|"
    r"drain (?:cleaner|opener)|pesticides?|insecticide|weed ?killer|"
    r"rat poison|lamp oil|(?:button |coin )?batter(?:y|ies)(?! of)|button cells?|magnets?|gasoline|petrol|kerosene|"
    r"paint thinner|turpentine|lighter fluid|ammonia|"
    r"(?:battery|sulfuric|hydrochloric) acid|nail polish\w*|hand sanitizer|rubbing alcohol|windex|vape juice|"
    r"e liquid|nicotine|edibles|moth ?balls|chemicals|"
    r"(?:chlorine|bleach|toxic|chemical) (?:gas|fumes)|fumes|(?:wild|poisonous|unknown|garden) (?:mushrooms?|"
    r"berries)|mushrooms? (?:from|in|outside|and)|berries (?:from|in|outside|off)|poison \w+ berries|"
    r"dish ?washer \w+|essential oils?)"
)
_MEDICINE = (
    r"(?:pills?|tablets?|capsules?|meds|medicines?|medications?|doses?|insulin|tylenol|acetaminophen|paracetamol|"
    r"aspirin|ibuprofen|advil|benadryl|melatonin|"
    r"vitamins|gummies|syrup)"
)
_TAKEN_MEDICINE = (
    r"(?:swal+owed|drank|ate|eaten|took|taken|had|injected|gave|given|was given|got(?:ten)? into|"
    r"accident\w* (?:took|ate|gave))"
)
_MANY = (
    r"(?:whole|entire|full|(?<!at )all|too many|too much|way too much|double|twice the|(?:two|three|several) days|"
    r"extra|handfuls?|bunch|lots|a lot|so many|bottle|packet|(?:\d{2,3}|ten|twenty|thirty|forty|fifty|dozens?)"
    r"(?! (?:mg|mcg|ml|milligrams?|years?|minutes?)\b)|(?:ten|five|\d+) times)"
)
_ANOTHERS = (
    r"(?:grand\w+s|moms|mums|dads|mothers|fathers|husbands|wifes|brothers|sisters|sons|daughters|(?:someone|"
    r"somebody) elses|dogs|cats|wrong)"
)

POISONING: Patterns = (
    ("sw dr ea at ingest inhal breath too tak lick chew into", rf"{_TAKEN} (?:\w+ ){{0,4}}{_SUBSTANCE}\b"),
    ("", rf"{_TAKEN_MEDICINE} (?:\w+ ){{0,3}}{_MANY} (?:\w+ ){{0,4}}(?:{_MEDICINE}|bottle|pack|packet|box)\b"),
    (
        "twice times double two dose",
        r"(?:took|gave|given) (?:\w+ ){0,6}(?:(?:twice|two times|three times)(?! (?:a|"
        r"per|every|each|daily|weekly)\b)|(?:two|double|twice the) doses?)",
    ),
    ("wrong s", rf"{_TAKEN_MEDICINE} (?:\w+ ){{0,2}}{_ANOTHERS} (?:\w+ ){{0,2}}{_MEDICINE}\b"),
    (
        "mistake accident",
        rf"{_TAKEN_MEDICINE} (?:\w+ ){{0,4}}{_MEDICINE} by (?:mistake|accident)|"
        rf"accident\w* (?:\w+ )?(?:took|ate|gave|swallowed) (?:\w+ ){{0,4}}{_MEDICINE}\b",
    ),
    ("ate into", rf"(?:ate|eaten|got(?:ten)? into) (?:my|some|the|our|some of my) (?:\w+ ){{0,3}}{_MEDICINE}\b"),
    ("overdos over dose ods", r"overdos\w+|(?:took|taken|had|having) an over dose|(?:od|ods|oded) on\b"),
    (
        "poison",
        r"(?:has|have|had|been|was|were|got|is|am|im|someone|somebody) (?:been )?poisoned|poison (?:control|"
        r"cent\w+|help ?line)",
    ),
    ("monoxide gas", r"carbon monoxide (?:alarm|detector|leak)|gas leak|carbon monoxide in (?:my|our|the)"),
    ("bit", r"(?:bitten|bit|stung) (?:by )?(?:\w+ ){0,2}(?:\w*snake|viper|cobra|black widow|scorpion|jellyfish)"),
    (
        "eye",
        r"(?:got|splashed|sprayed|spilled) (?:\w+ ){0,3}(?:bleach|chemicals?|acid|cleaner|"
        r"lye) (?:\w+ )?in (?:my|his|her|the|both) eyes?",
    ),
    ("stuck", r"(?:battery|batteries|magnets?) (?:is |are |got )?stuck"),
)

_PERSON = (
    r"(?:i|im|he|hes|she|shes|we|they|theyre|someone|somebody|(?:(?:my|our|the|his|her) )?(?:\w+ )?(?:baby|babys|"
    r"newborn|infant|toddler|toddlers|child|kid|son|sons|daughter|boy|girl|husband|"
    r"wife|partner|friend|mom|mum|mother|dad|father|brother|sister|grandma|grandpa|grandmother|grandfather|grandson|"
    r"granddaughter|uncle|aunt|person|patient))"
)
_CANNOT = (
    r"(?:cant|cnt|cannot|can not|couldnt|no can|unable to|not able to|hardly|barely|struggling to|struggles to|"
    r"struggle to|fighting to|trying to)"
)
_BREATHE = r"(?:breathe?|brethe?|breathing|breething|breethe|breath|breth|brething|breathin)"
_ATTACK = (
    r"(?:heart attack|stroke|anaphyla\w{1,8}|seizure|seisure|seizures|fit|fits|convulsion|convulsions|"
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
        rf"(?:is|think) {_PERSON} (?:is )?dead\b|\b(?:i think |feel(?:s|ing)? like |help )(?:im|i am|"
        rf"hes|he is|shes|she is|{_PERSON} is) (?:going to die|gonna die|dying|about to die)\b(?! to)|"
        rf"{_PERSON} (?:is |am |are )?dying (?:right )?(?:now|in front|here|please)",
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
        "heart stroke anaphyl seiz seis fit convul cardiac aneur",
        rf"(?:having|(?:i|we) have|think its|went into|"
        rf"going into|go into|into|in) (?:a |an |another |his first |her first )?(?:anaphylactic shock|"
        rf"{_ATTACK})\b(?! (?:people|children|adults|patients))",
    ),
    (
        "heart stroke anaphyl seiz seis fit convul",
        rf"(?:just|now) had (?:a |an |another |his first |"
        rf"her first )?{_ATTACK}\b|(?:had|has had|suffered|having) (?:a |an )?(?:heart attack|stroke|anaphyla\w+)|"
        rf"(?:had|having) (?:\w+ )?seizures? in a row",
    ),
    (
        "seiz convul fit status",
        rf"(?:seizure|seizures|seizing|convuls\w{{1,6}}|"
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
        "911 999 112 000 9 1 ambul paramed",
        r"(?:call|calls|calling|called|dial|ring|phone|need|needs|send|get|"
        r"want) (?:\w+ ){0,2}(?:911|9 1 1|999|112|000|amb[ue]l[ae]nce|amublance|paramedics?)\b|amb[ue]l[ae]nce (?:now|"
        r"please|quick)|^(?:help )?(?:911|amb[ue]l[ae]nce)\b",
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
    ("fever artery", r"fever (?:of |is |over )?(?:10[5-9]|4[1-3])\b|(?:cut|severed|sliced) (?:an|my|his|her) artery"),
    (
        "drown electroc shot stab hit",
        r"(?:drowned|drowning|electrocuted|(?:been|was|got|is|were) (?:shot|stabbed)|"
        r"hit by a car)\b",
    ),
    (
        "kill",
        rf"{_PERSON} (?:is |was |are )?(?:going to|gonna|trying to|tried to|wants to|threatened to|"
        rf"threatens to) (?:kill|stab|shoot) (?:me|us|my|our)\b",
    ),
    # in the languages that the assistant apologises in
    (
        "respir",
        r"no (?:puedo|puede) respirar|no respira\b|nao (?:consegue|consigo|esta) respira\w*|(?:ne respire|"
        r"peux pas respirer|peut pas respirer)",
    ),
    ("atm", r"atmet nicht|nicht (?:mehr )?(?:atmen|atmet)|kann nicht atmen"),
)

PERSON_NOW = (
    rf"{_PERSON} (?:\w+ ){{0,5}}?(?:(?:not|isnt|cant|cannot|stopped|no) breath\w*|turning blue|turned blue|"
    rf"wont wake|not waking|unresponsive|unconscious|unconcious|choking on|bleeding out|"
    rf"having a (?:seizure|stroke|heart attack|fit)|swallowed|drank|overdosed|(?:has )?no pulse)"
)
"""A person who is in danger: what else the message asks does not make it a question in general."""

URGENT = (
    r"(?:right now|as we speak|all of a sudden|please help|help (?:me|us|him|her)\b(?! find)|(?:what|who) (?:do|"
    r"should|can) (?:i|we) (?:do|call)|hurry|need an? ambulance|call (?:911|an ambulance))"
)

LOOK_ALIKES = (
    # a kind of therapy, of cell, of colour
    r"suicide (?:gene|genes|substrate|inhibitor|inactivation|enzyme)\w*|choking hazards?|how is choking \w+",
    r"(?:committed|died (?:by|of|from)|death by|deaths? (?:from|by)|dead by) suicide|killed (?:him|her|them)sel(?:f|"
    r"ves)",
    r"histor(?:y|ies) of (?:\w+ )?suicides?(?! attempt)|suicides?(?! attempt\w*) in (?:the|my|our|his|her) famil\w+",
    r"(?:fingers?|toes?|hands?|feet|nails?|fingertips|urine|pee|diapers?|nappy|sclera\w*|eyes?|whites|teeth|hair|"
    r"spots?)"
    r" (?:(?!lips|face|mouth|skin|he|she|and)\w+ ){0,4}(?:blue|gr[ae]y|purple)",
    r"blue (?:scler\w+|diapers?|nev\w+|eyes?|rubber)|(?:blue|gr[ae]y|purple) (?:\w+ ){0,2}(?:cold|raynaud\w*)|"
    r"gr[ae]y (?:matter|hair|zone)",
    # what is over
    r"had a (?:heart attack|stroke) (?:at|in|when|before|after|aged) (?:\w+ ){0,3}(?:\d{1,4}|age|young|child)",
    r"(?:cut|hurt|burned) (?:my|him|her)self (?:\w+ ){0,2}(?:shaving|cooking|playing|accidentally|by accident|"
    r"falling)",
)
"""What holds a word of alarm and is none; taken out of a message before it is searched."""

GENERAL_QUESTION = (
    r"(?:symptoms?|signs?|causes?|features?|complications?|risks?|rates?|chances?|side effects?) (?:of|for|to)\b",
    r"(?:is|are|was) (?:\w+ ){0,4}(?:a symptom|a sign|part of|common|normal|typical|caused by|due to|related to)",
    r"(?:^|[.?!] )(?:can|could|does|do|is|are|will|would|may|might|did)\b(?! (?:i|im|we|you|u|my|he|she|our|someone|"
    r"somebody|anyone|this an|it an)\b)",
    r"(?:can|does|do|could|will|would|might|why do|why does|how do|could it be|is it|can it be) (?:it|this|that|"
    r"they|people|patients|kids|children|babies|\w+ (?:syndrome|disease|disorder))\b",
    r"(?:is it|could it be|can it be|can you (?:overdose|choke|die))\b",
    r"(?:people|patients|children|kids|babies|those|adults|infants) (?:with|who|that)",
    r"how (?:often|common|many|likely|is|are|does)\b|what (?:is|are|was|causes?|happens|kinds?)\b|why (?:is|are|do|"
    r"does)\b|(?:what to do|what should you do|what should one do)",
    r"(?:should|if|when) (?:someone|somebody|a person|people|a child)\b",
)
PAST_OR_NOW_AND_THEN = (
    r"(?:years?|months?|weeks?|days?|decades?) ago|last (?:year|month|summer|winter|spring|fall|week)|in (?:19|"
    r"20)\d\d|used to|in the past|at birth|at (?:age|the age)|"
    r"as an? (?:child|baby|kid|teenager|infant)|when (?:i|he|she|they) (?:was|were)|once (?:had|before)|histor(?:y|"
    r"ies) of",
    r"(?:died|passed away|passed on|lost (?:my|our|his|her|a))\b",
    r"sometimes|occasionally|often|usually|from time to time|at times|every (?:night|day|few)|at night|in (?:his|"
    r"her|my) sleep",
)
ABOUT_MANY = (
    r"(?:rates?|statistics|percentage|risks? of|(?:more|less|how) common|common (?:in|among|that)|how (?:often|"
    r"many)|people with|patients|(?:those|children|adults|kids|men|women) with|"
    r"(?:symptoms?|signs?|side effects?) of|caused? by|causes?|linked|associated)\b",
    r"(?:^|[.?!] )(?:is|are|does|do|can|could|why)\b",
)
ABOUT_SOMEBODY = (
    r"(?:i|im|ive|id|ill|me|my|we|our|myself|he|she|hes|shes|friend|yourself|pills|dose|hot ?line|help ?line|to die|"
    r"to kill|ways? to)"
)
LONG_OVER = (
    r"(?:years? ago|decades ago|in (?:19|20)\d\d|(?:died|passed away)\b|when (?:he|she|they) (?:was|were) (?:young|"
    r"alive|a child))"
)
FIRST_PERSON = r"(?:i|im|ive|id|ill|me|myself|my (?:own )?(?:life|wrists?|pills))"
