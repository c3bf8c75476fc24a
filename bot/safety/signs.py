"""List the signs that raise an alarm only together, or only where a message tells and does not ask.

"Chest pain" is a symptom to ask about; "chest pain and I am sweating" is told by somebody who needs help. The words
are matched against `bot.safety.plain_words`; words in between are bounded, so that no message makes the search slow.
"""

from __future__ import annotations

_HIS = r"(?:my|his|her|hers|their|the|our|both|one)"
_NOT = r"(?:not|isnt|aint|wont|doesnt|does not|dont|no|stopped|cant|cannot|cant get him to|cant get her to)"
_LIMB = r"(?:side|arm|arms|leg|legs|hand|face|body|limbs?)"

SIGNS: dict[str, str] = {
    "awareness": (
        r"faint(?:s|ing|ed|y)?\b|pass(?:ing|ed|es)? out|black(?:ing|ed)? out|diz+(?:y|iness)|light ?headed|"
        r"collaps(?:ed|"
        r"ing)\b|drows\w+|letharg\w+|confused\b|disorient\w+|delirious|(?:so|very|really|too) sleepy|and sleepy|"
        rf"{_NOT} (?:answer\w*|react\w*|open (?:his|her|the) eyes|feed\w*|coming (?:round|around|to)|"
        r"make sense|making sense|staying awake|stay awake|kno(?:w|ws) (?:where|who))\b|wont drink|cant be woken|"
        r"acting (?:weird|strange\w*|drunk|funny)|out of it\b|staring"
    ),
    "breath": (
        r"wheez\w+|gasp\w*|grunting|(?:ribs|chest|belly) (?:\w+ ){0,2}(?:suck\w*|pull\w*|cav\w+)|nostrils? \w*flar\w*|"
        r"breathless|short(?:ness)? of breath|breathing (?:\w+ )?(?:fast|hard|weird|funny|heavy|bad|loud)|turn\w* blue|"
        r"blue lips|lips (?:\w+ ){0,2}blue|(?:asthma|inhaler|nebuli[sz]er)\b|no air\b|suffocat\w+|croup|stridor"
    ),
    "chest": (
        r"(?:chest|heart) (?:\w+ )?(?:pains?|hurts?|hurting|tight\w*|pressure|ache|burning|heav\w+)|(?:pains?|pressure|"
        r"tightness|squeezing|tearing|ripping|weight) (?:\w+ ){0,4}(?:chest|shoulder blades)"
    ),
    "heart": (
        r"heart (?:\w+ ){0,4}(?:rac\w+|pound\w+|irregular\w*|flutter\w*|skipping|fast)|palpitation\w*|"
        r"(?:pulse|heart ?rate|bpm|hr) (?:\w+ ){0,3}\d"
    ),
    "side": (
        rf"numb\b|numbness|paraly[sz]ed|droop\w*|(?:arm|leg|side|hand|arms|legs) (?:\w+ ){{0,3}}(?:weak|dead|heavy|"
        rf"limp|useless)|weak (?:\w+ ){{0,2}}(?:arm|leg|side)|(?:cant|cannot|cnt|unable to|couldnt) (?:move|lift|raise|"
        rf"feel) (?:{_HIS} )?(?:\w+ )?{_LIMB}\b|(?:mouth|face|smile) (?:\w+ ){{0,3}}(?:hanging|crooked|lopsided|"
        r"weird|twisted|fallen|dropped|drops)"
    ),
    "move": r"(?:cant|cannot|cnt|couldnt|unable to) (?:move|stand|get up)\b",
    "speech": (
        r"(?:cant|cannot|cnt|couldnt|unable to|not able to) (?:speak|talk|get (?:\w+ )?words)|slur\w*|gibberish|"
        r"nonsense|words (?:\w+ ){0,3}(?:wrong|jumbled|mixed|funny|weird)|speech (?:\w+ ){0,3}(?:weird|funny|slow|"
        r"wrong|strange|gone)|no talk\w*"
    ),
    "sight": (
        r"(?:lost|losing|gone) (?:\w+ ){0,3}(?:vision|sight)|(?:vision|sight) (?:\w+ ){0,3}(?:gone|lost|black|went)|"
        r"(?:cant|cannot) see\b(?! (?:a|the|my|any|why|how|it|him|her)\b)|went blind|double vision|seeing double"
    ),
    "head": (
        r"worst head ?aches?|thunderclap|(?:terrible|severe|horrible|awful|bad|exploding) head ?ache|stiff neck|"
        r"neck (?:\w+ ){0,2}stiff|(?:hit|hits|banged|bumped|hurt|cracked|smashed|bleeding from) (?:his|her|my|the|"
        r"their) head|head (?:injury|wound)"
    ),
    "fall": r"(?:fell|fallen|falls|fall|tumbled|crash\w*|car accident|bike accident|motorcycle accident|ran over)\b",
    "blood": r"bleed(?:ing|s)?\b|blood(?! (?:sugar|pressure|tests?|work|glucose|type))|hemorrhag\w+",
    "swelling": (
        r"(?:face|lips?|eyes|tongue|throat|mouth) (?:\w+ ){0,3}(?:swell\w*|swol\w+|puff\w+|closing|tight)|hives|"
        r"(?:is|am|im|hes|shes|are|getting|started) (?:\w+ )?swelling|swelling up|welts|allergic reaction|anaphyla\w+"
    ),
    "swallow": r"(?:cant|cannot|hard to|unable to|wont|trouble) swallow\w*|drool\w*",
    "sting": r"(?:stung|sting|bee|wasp|hornet|peanuts?|nuts|shellfish|shrimp)\b",
    "vomit": r"vomit\w*|throw\w* up|threw up|puk(?:e|ing|ed)|cant keep (?:\w+ ){0,4}down",
    "fever": r"fever\w*|temperature of|temp (?:is |of )?\d|burning up|febrile",
    "rash": r"(?:purple|blotchy|spreading|pinprick) (?:\w+ )?rash|rash (?:\w+ ){0,4}(?:fade|disappear|purple|"
    r"spreading)",
    "seizure": (
        r"s(?:ei|ie|e)[zs]+ur\w*|seizing|convuls\w+|fitting\b|eyes (?:\w+ ){0,2}roll\w*|(?:cant|wont|not) "
        r"stop(?:ping)? (?:shaking|jerking|twitching)|shaking|jerking|(?:gone|went|going|is|shes|hes) (?:all )?"
        r"(?:stiff|rigid)|foam\w* at"
    ),
    "colour": r"(?:very |so |all |looks? |went |gone |is )(?:pale|gr[ae]y|white|blue|clammy|mottled)\b|sweating|clammy",
    "tone": r"(?:limp|floppy|lifeless)\b",
    "sugar": r"(?:sugars?|glucose|hypo)\b(?: \w+){0,4} (?:low|high|\d+)\b|low (?:blood )?sugar",
    "crisis": r"(?:adrenal|addisonian|metabolic|myasthenic|sickle cell|thyroid|aortic|addison\w*) (?:crisis|storm)\b",
    "device": (
        r"(?:trach\w*|ventilator|vent|oxygen machine|concentrator|shunt|icd|defibrillator|pacemaker|cpap|bipap)"
        r"(?: \w+){0,3} (?:blocked|plugged|clogged|out|stopped|alarming|beeping|disconnected|working|failed|broke\w*|"
        r"shocked|shocking|fired|firing)"
    ),
    "water": r"(?:pool|pond|bath|bathtub|tub|lake|river)\b",
    "oxygen": r"(?:oxygen|o2|sats?|saturation|spo2)\b(?: \w+){0,3} (?:\d\d|low|dropp\w+|falling)",
    "steroids": r"(?:steroids?|hydrocortisone|cortef) (?:\w+ ){0,3}(?:down|missed|vomit\w*)|"
    r"missed (?:\w+ ){0,3}steroid\w*",
    "unfed": r"hasnt eaten|not eat(?:ing|en)|wont eat|no(?:t)? feed\w*|refus\w+ (?:food|bottle|feeds?|to eat)",
}
"""Groups of signs: two of different groups in one message that tells are an emergency."""

ALONE = (
    r"eyes (?:\w+ ){0,2}roll(?:ed|ing) (?:back|up)|(?:not|isnt|wont|doesnt|no) (?:coming|come) (?:round|around|to)\b|"
    r"(?:wont|doesnt|does not|not|isnt|no) react(?:s|ing)?\b(?! to (?:light|cold|heat|the (?:drug|med|treat)\w*))|"
    r"(?:cant|cannot|couldnt) feel (?:my|his|her) (?:legs|body|arms|face)\b|"
    r"(?:trach\w*|ventilator|vent) (?:\w+ ){0,3}(?:blocked|plugged|clogged|out|stopped|alarming|disconnected|failed|"
    r"broke\w*)|(?:icd|defibrillator) (?:\w+ ){0,3}(?:shocked|shocking|fired|firing)|"
    r"(?:having|has|in) an? (?:\w+ )?asthma attack|(?:inhaler|epi ?pen) (?:isnt|not|doesnt|didnt) (?:help|work)\w*|"
    r"ribs (?:\w+ ){0,2}suck\w*|(?:gone|went) (?:all |completely )?(?:floppy|limp|stiff)|"
    r"(?:newborn|baby|infant) (?:is |so |very |all |really ){0,3}(?:floppy|limp|lifeless)\b|"
    r"(?:dropped|fell|fallen|fall) (?:down )?(?:to|on|onto) (?:the )?(?:floor|ground)\b|no wake\b|"
    r"(?:tearing|ripping) (?:chest|back|pain)|(?:lost|gone) (?:\w+ ){0,3}(?:vision|sight) (?:\w+ ){0,3}(?:now|eye)\b|"
    r"(?:having|in|going into) (?:a )?(?:thyroid storm|diabetic coma)|"
    r"(?:chest pains?) (?:\w+ ){0,2}(?:down|into|to|up) (?:\w+ )?(?:arm|jaw|neck|back)|pain (?:\w+ ){0,2}chest (?:\w+ )"
    r"{0,2}(?:jaw|arm|neck)|chest feels like|car (?:accident|crash)|"
    r"(?:talking|talks|speaking|saying) (?:\w+ )?(?:gibberish|nonsense)|"
    r"on the (?:ground|floor) and|speech is slurred|looks crooked|slumped|keeled over|found (?:him|her|"
    r"my \w+) (?:\w+ ){0,3}(?:floor|ground|unresponsive|cold|bath\w*)|(?:face|"
    r"mouth|"
    r"one side|left side|right side|side)(?: \w+){0,4} numb\b|numb (?:\w+ ){0,3}(?:face|side)\b|(?:mouth|face|smile) "
    r"(?:\w+ ){0,3}(?:hanging|crooked|lopsided|twisted|fell|dropped)|cant smile|chest (?:\w+ )?(?:crush\w*|hurts|"
    r"squeez\w*|pains?)|"
    r"pains? (?:\w+ ){0,2}chest|stuck in (?:\w+ )?throat|(?:not|isnt|wont|stopped) answer(?:ing)?(?: me)?(?= [.?!]|$|"
    r" and)|"
    r"throat attack|attack (?:\w+ ){0,3}throat|(?:hit|banged|cracked|smashed) (?:his|her|my) head|(?:g ?|feeding |"
    r"trach\w* "
    r"|breathing )tube (?:\w+ )?(?:came|fell|pulled) out|(?:ventilator|oxygen|concentrator) (?:\w+ ){0,3}(?:power|off|"
    r"empty|ran out|died)|pacemaker (?:\w+ ){0,2}(?:shocked|shocking)|aorta (?:\w+ ){0,2}(?:tear|ruptur|burst|dissect)"
    r"\w*|worst pain (?:ever|of my)|my \w+ is not ok(?:ay)?\b|(?:ripping|tearing) (?:\w+ ){0,3}(?:shoulder|chest|back)|"
    r"(?:lips|tongue|face) (?:are |is )?(?:\w+ )?(?:swelling|huge)|(?:pooping|peeing|passing) (?:\w+ )?blood (?:a lot|"
    r"clots)|"
    r"(?:heart|pulse) (?:\w+ ){0,3}(?:wont|not|doesnt) slow|(?:burned|burnt|scalded) (?:\w+ ){0,4}(?:all over|badly|"
    r"boiling|hot (?:water|oil))|(?:bleeding|bleeds) (?:alot|a lot|heav\w+|so much|badly|bad|from (?:his|her|my) "
    r"(?:head|ears?|mouth|eyes))|allergic reaction"
)
"""Signs of which one in a message that tells is an emergency."""

CRY = (
    r"(?:^(?:\w+ )?(?:help|hlp|halp|omg)\b(?! (?:me )?(?:find|with|understand|to|get|for|us|my)\b)|right now|just now|"
    r"all of (?:a )?sudden|sudden\w*|what (?:do|should) (?:i|we) do(?! (?:about|if|when|for|with|next|in))|what now|"
    r"hurry|quick(?:ly)?\b|pls help|please help|"
    r"(?:since|for|over|past|last|than) (?:\w+ )?\d+ ?min\w*|wont stop|cant stop|not stopping|getting worse (?:fast|"
    r"quick\w*)|(?:just|now) (?:started|happened|fell|went|ate|"
    r"got(?! (?:told|diagnosed|results?|news|word|back|home|a diagnosis)\b))|and (?:wont|cant|isnt|not) )"
)
"""Words of haste: beside them one sign is enough, also in a message that asks."""

ASKS = (
    r"(?:[?]|(?:what(?! to do(?! if| when| in| about| for))|which|why|where|who|when)\b(?! (?:do|should|can) (?:i|"
    r"we) (?:do|call)| now\b| i \w+| he \w+|"
    r" she \w+)|how (?!do i (?:do|stop)\b)|is (?:it|this|that|there)\b|are there|could (?:it|this|that)|does (?!not)|"
    r"could be\b|"
    r"can (?:it|this|that|he|she|they|you|people)|(?:^|[.] )(?:is|are|do|can|could|will|would|should|did) (?!i\b)|"
    r"wonder\w*|to (?:know|learn|understand)|tell me|info\w*|looking for|advice|anyone|specialist|"
    r"(?:symptoms?|signs?|causes?|treatments?|risks?) (?:of|for|in)|syndrome in|disease in)"
)
"""What makes a message a question."""

LASTING = (
    r"(?:always|every (?:day|night|time|month|week|few|morning|year)|since (?:birth|childhood|he was|she was|i was|"
    r"(?:19|20)\d\d|my|the)|for (?:\w+ )?(?:years|months|weeks|decades)|chronic\w*|born|all (?:my|his|her) life|"
    r"progressive\w*|slowly|gradually|diagnosed|(?:doctors?|dr|neurologist|specialist) (?:says?|said|thinks?|told)|"
    r"on stairs|(?:up|climbing) (?:the )?stairs|long time|runs in|family|"
    r"any ?more|daily|weekly|monthly|episodes|attacks)\b"
)
"""What makes a sign one that has been there for long, or comes and goes."""

TELLER = (
    r"(?:i|im|ive|me|my|he|hes|him|his|she|shes|her|we|our|us|they|theyre|someone|somebody|baby|babys|newborn|infant|"
    r"toddler|toddlers|child|kid|son|sons|daughter|daughters|boy|girl|husband|hubby|wife|partner|friend|mom|mum|mother|"
    r"dad|father|brother|sister|grandma|grandpa|nan|gran|patient|its|hes|ripping|tearing|ribs|feels?|having|cant|"
    r"cannot|isnt|wont|doesnt|hurts|"
    r"are swelling|is swelling|bad|terrible|came out|fell out|went out|stopped|used)"
)

DESPAIR = (
    r"(?:be|being|am|im|just|feel like|become|such) (?:just |nothing but |only )?a burden\b|nothing but a burden|"
    r"(?:feel|feeling|im|am|so|completely) (?:hopeless|worthless|useless to)\b|hopeless and|"
    r"(?:nobody|no ?one) (?:needs|wants|loves|would miss|will miss) me\b|"
    r"(?:had|have|having) (?:\w+ )?enough (?:of (?:everything|it all|all of (?:it|this)|all this|this life|life|living|"
    r"being (?:here|sick|ill|in pain))|(?:and|i|id) )|"
    r"(?:do not|dont|not) (?:wish|want) to continue(?= [.?!]|$| living| like| anymore)|lived (?:long enough|too long)|"
    r"(?:no|dont see (?:a|any)|dont have (?:a|any)|cant see (?:a|any)) (?:\w+ )?future(?: for me| left| any ?more|$)|"
    r"nothing left (?:for me|inside|in me|any ?more|$)|there is nothing left|theres nothing left|"
    r"(?:give|giving|given) up(?: on)? (?:everything|myself|it all|completely|trying to live|for good)|"
    r"im giving up\b(?! (?:dairy|gluten|sugar|smoking|meat|on))|life (?:is|feels) (?:over|pointless|meaningless|"
    r"worthless|empty|unbearable|hell)\b|(?:life|it) has no (?:meaning|purpose|point|value)|"
    r"(?:another|one more) day (?:of|like) this|(?:cant|cannot|dont want to) face (?:another|tomorrow|it any|"
    r"this any|one more)|i hate myself\b|(?:its|it is|is) (?:my )?time (?:for me )?to go\b(?! (?:to|back|in|home|on|"
    r"see|"
    r"for|get|ahead)\b)|my time to go|ready to go (?:now|home to|be with)|i (?:just )?want (?:it|everything|all of it) "
    r"to (?:be over|stop|end)|imagin\w+ (?:\w+ ){0,2}funeral|(?:wants?|ready) to go(?: and| she| he)? "
    r"(?:\w+ ){0,2}(?:stopped|refus\w+) (?:eating|food)|(?:i )?cant cope (?:any ?more|any longer)|"
    r"no way out\b|(?:cant|cannot) (?:fight|take|face|bear|do|stand|handle|endure) (?:this|it|the pain|the illness|"
    r"this pain|this illness|"
    r"this disease) (?:another day|any longer|any ?more|one more)|(?:cant|cannot) keep (?:living|going|doing this|"
    r"fighting)(?! to)|at my funeral|already decided|"
    r"whats the point(?: any ?more| really| of it all| in it all| of anything| of me|$| [.?!]$)|"
    r"(?:no|any|isnt a|see the|is the) point (?:any ?more|really|(?:in )?going on|to (?:it|any of it|anything|this|"
    r"my life)|$)"
)
"""Words of somebody who has lost hope: thoughts of self-harm where a message tells and does not ask."""
