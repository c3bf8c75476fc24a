"""List what makes a danger one that somebody is in, one that is asked about in general, or one that is over."""

from __future__ import annotations

from bot.safety.emergency import PERSON

PERSON_NOW = (
    rf"{PERSON} (?:\w+ ){{0,5}}?(?:(?:not|isnt|cant|cannot|stopped|no) breath\w*|turning blue|turned blue|"
    rf"wont wake|not waking|unresponsive|unconscious|unconcious|choking on|bleeding out|"
    rf"having a (?:seizure|stroke|heart attack|fit)|swallowed|drank|overdosed|(?:has )?no pulse)"
)
"""A person who is in danger: what else the message asks does not make it a question in general."""

URGENT = (
    r"(?:right now|as we speak|all of a sudden|please help|help (?:me|us|him|her)\b(?! find)|(?:what|who) (?:do|"
    r"should|can) (?:i|we) (?:do|call)|hurry|need an? ambulance|(?<!had to )(?<!to )call (?:911|an ambulance))"
)

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
    r"how (?:should|can|could) (?:we|i|you) |tips (?:against|for|on)|for which|which \w+|to ease|"
    r"what (?:devices?|tests?|exams?|diseases?|doctors?|foods?|medicines?|treatments?|can help|helps?)\b",
    r"need a (?:specialist|doctor)|specialists? (?:in|for|near)|looking for|information (?:on|about)|(?:like|"
    r"want) to (?:know|learn)",
    r"(?:should|if|when) (?:someone|somebody|a person|people|a child)\b",
)
PAST_OR_NOW_AND_THEN = (
    r"(?:years?|months?|weeks?|days?|decades?) ago|last (?:year|month|summer|winter|spring|fall|week)|in (?:19|"
    r"20)\d\d|used to|in the past|at birth|at (?:age|the age)|"
    r"as an? (?:small |young )?(?:child|baby|kid|teenager|infant|toddler|newborn|teen|student|boy|girl)\b|"
    r"when (?:i|he|she|they) (?:was|were)|once (?:had|before)|histor(?:y|ies) of|in the (?:war|sixties|seventies|"
    r"eighties|nineties)\b|once and (?:was|were) ",
    r"(?:died|passed (?:away|on|suddenly)|lost (?:my|our|his|her|a))\b",
    r"for (?:\w+ ){0,2}(?:years|months|weeks|decades)\b|on the stairs|since (?:birth|years|(?:(?:my|his|her|early) )?"
    r"(?:childhood|puberty|teens|twenties|youth)|(?:he|she|i|they) (?:was|were|could|learned|learnt)|"
    r"(?:19|20)\d\d|(?:last )?(?:spring|summer|autumn|winter))|for as long as|ever since|all (?:my|his|her) "
    r"life|when (?:i|he|she) (?:press\w*|touch\w*|cough\w*|laugh\w*|bends?|climbs?|stands?)",
    r"sometimes|occasionally|often|usually|from time to time|at times|now and (?:then|again)|on and off|off and on|"
    r"(?:times|once|twice) (?:a|per) (?:week|month|year)|(?:has|have|had) always|always (?:has|have|had|was|did)|"
    r"every (?:night|day|few)|at night|in (?:his|her|my) sleep",
)
ABOUT_MANY = (
    r"(?:expressed|ideation|rates?|statistics|percentage|risks? of|(?:more|less|how) common|common (?:in|among|that)|"
    r"how (?:often|"
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
TOPIC = (
    r"(?:overdos\w+|poison\w*|chok\w+|(?:throat|tongue) swell\w+|swelling|seizures?|breathing|stroke|heart attack)"
    r" (?:\w+ ){0,3}(?:in(?! \d)|with|of|vs|or|disease|syndrome|disorder)\b"
)
"""A danger named as a subject of study, where nobody is in it."""

HISTORY = (
    r"(?:(?:years?|months?|weeks?|decades?) ago|in (?:19|20)\d\d|(?:was|were|been|am|is|got|first|just) (?:\w+ )?"
    r"diagnosed|times a (?:day|week|month|year)|stage (?:\d|iv|iii|four|three)|passed away|died|was born|at birth|"
    r"last (?:year|month|week|summer|winter|spring|fall)|since (?:birth|childhood|(?:he|she|i|they) (?:was|were)|"
    r"(?:19|20)\d\d|age)|for (?:the (?:last|past) )?(?:\w+ ){0,2}(?:years|months|weeks|decades)|years? old|"
    r"months? old|(?:is|am|was) (?:a )?\d{1,2}\b|i have been|every (?:day|night|week|month))"
)
"""What makes a long message the history of an illness, in which most signs are told as lasting or over."""
ACUTE = (
    r"(?:right now|just now|as we speak|at this moment|today|tonight|this (?:morning|evening|afternoon|very)|"
    r"(?:minutes?|hours?|mins?|hrs?) ago|(?:for|since|over|past|last) (?:\w+ ){0,2}(?:minutes|mins)|since an hour|"
    r"an hour ago|suddenly|all of a sudden|call (?:911|an ambulance)|help (?:me )?(?:now|quick)|"
    r"(?:is|are|am|im|hes|shes|theyre|keeps|been) (?:not |now |all )?(?:\w+ )?(?:turning|swelling|seizing|convulsing|"
    r"choking|bleeding|gasping|closing|shaking all|jerking|foaming|drooping|fitting|wheezing|suffocating|breathing)\b"
    r"(?! (?:at night|machine|treatment))|(?:isnt|not|stopped|stops) (?:breathing|responding|waking)|wont (?:wake|stop|"
    r"respond|come)|(?:doesnt|does not|cant) wake|(?:is|are|went|gone) (?:\w+ )?(?:unconscious|unresponsive|limp|"
    r"lifeless|blue|grey|gray)|overdosed|"
    r"(?:swallowed|took|drank|taken|ate) (?:all|the whole|the entire|the rest|a whole|\d+|forty|fifty|thirty|twenty|"
    r"bleach|poison|antifreeze)|"
    r"(?:i|im|ive|ill) (?:\w+ ){0,5}(?:kill(?:ing)? myself|end(?:ing)? (?:my life|it)|suicide|suicidal|die tonight|"
    r"jump|hang myself|shoot myself|cut my)|(?:i|he|she) (?:\w+ )?(?:want|wants) to die|dont want to (?:live|be alive|"
    r"be here)|(?:my|the) (?:last|farewell|goodbye) (?:day|evening|night|letters?|notes?))"
)
"""What makes a danger one of here and now, also amid the history of an illness."""
