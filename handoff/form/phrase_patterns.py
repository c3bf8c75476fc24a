"""Hold the words by which visitors leave, skip, correct and agree, as patterns for `handoff/form/phrases.py`."""

from __future__ import annotations

FILLER = (
    r"(?:ok(?:ay)?|oh|well|hm+|um+|please|pls|sorry|actually|thanks|thank you|just|then|now|no|yes|you know what"
    r"|wait|hey|but)"
)
_THING = r"(?:it|this|that|everything|all|the (?:form|whole thing|request|rest)|my (?:form|request|question))"
_PERSON = r"(?:a|the|any) (?:real )?(?:person|human|agent|operator|someone)|anyone|anybody|someone|somebody"

CANCEL = (
    rf"(?:cancel|stop|quit|exit|abort|end)(?: {_THING})?|cancel(?:led)? (?:my|the) (?:ticket|hand-?over)"
    rf"|stop asking(?: me)?"
    rf"|(?:please )?(?:let'?s )?stop here|never ?mind(?: {_THING})?|nvm|forget (?:about )?{_THING}|leave it"
    rf"|drop {_THING}"
    r"|scrap (?:it|that|this)|i(?:'ve| have)? changed my mind|changed my mind"
    r"|(?:i )?(?:do not|don't|dont) want (?:to|this|that|it)(?: (?:do|go on|continue|talk|proceed)(?: (?:this"
    r"|that|it|with this))?)?"
    r"(?: any ?more)?"
    rf"|i (?:do not|don't|dont) (?:want|need) (?:to (?:talk|speak) (?:to|with) )?(?:{_PERSON})(?: any ?more)?"
    r"|i (?:no longer|don't|do not) (?:want|need) (?:this|that|it|help)(?: any ?more)?|no longer needed|not any ?more"
    r"|let'?s not|let'?s forget (?:it|this|that)|let me out|get me out of (?:here|this)|not now|maybe later"
    r"|another time"
    r"|(?:go )?back to the (?:bot|assistant)|i give up|forget i (?:said|asked)(?: anything| that)?|i'?m out"
    r"|i(?: want| would like|'d like) to (?:cancel|stop|quit)(?: (?:this|it|that|now))?|cancelar|olv[ií]dalo"
    r"|d[eé]jalo|ya no quiero"
)
SKIP = (
    r"skip(?: (?:it|this|that|my name|the name|name))?|no(?: name| thanks| thank you)?|nope|none|pass"
    r"|anonymous(?:ly)?|no thanks"
    r"|(?:i'?d |i would )?rather not(?: (?:say|tell|give (?:it|my name)))?|(?:i )?prefer not to(?: say| tell"
    r"| give (?:it|my name))?"
    r"|(?:i )?(?:do not|don't|dont) want to (?:say|tell|give (?:it|my name|you my name))|not telling"
    r"|without (?:a )?name|n/?a"
    r"|i(?:'d| would) (?:like|prefer|want) to (?:stay|remain|be) anonymous"
    r"|omitir|saltar|prefiero no decirlo|an[oó]nimo"
)
YES = (
    r"y|yes|yeah|yep|yup|ya|sure|ok|okay|k|of course|certainly|absolutely|definitely|i (?:do )?(?:agree|consent"
    r"|accept)|agreed?"
    r"|consent|go ahead|send(?: it| that| this)?|please do|do it|fine|correct|right|that(?:'s| is) (?:fine|ok"
    r"|okay|right|correct)"
    r"|sounds good|looks good|all good|you may|you can|you may send it|you can send it|please|thanks|thank you"
    r"|s[ií]|acepto|de acuerdo|vale|claro|env[ií]alo|alright|all right"
)
NO = (
    r"n|no|nope|nah|no thanks|no thank you|don't|do not|dont|(?:please )?(?:don't|do not|dont) send(?: it| that"
    r"| this| anything)?"
    r"|i (?:do not|don't|dont) (?:agree|consent|accept|want (?:that|this|it|you to send (?:it|that|this)))"
    r"|i disagree|i refuse"
    r"|(?:i'?d |i would )?rather not|better not|not (?:ok|okay|fine)|i decline|decline|you may not|sorry|thanks"
    r"|thank you"
)
_TICKET = r"(?:my|the|this) (?:(?:support )?(?:ticket|request|case|question|message)|hand-?over)"
STATE = (
    rf"(?:what(?:'s| is| about)|how is|how's|tell me|show(?: me)?|check|any)?(?: the)? ?(?:state|status|progress"
    rf"|news|update)s?"
    rf"(?: (?:of|on|about|for|with) {_TICKET}.*)?|{_TICKET} (?:state|status)|what(?:'s| is| has) happen(?:ing"
    rf"|ed) (?:with|to) {_TICKET}"
    r"|(?:and )?where (?:am i|do i stand|are we)(?: (?:in|on) the (?:queue|line|list))?|(?:what(?:'s"
    r"| is) )?my (?:place|position|spot)"
    r"(?: (?:in|on) the (?:queue|line|list))?|how (?:long|much longer)(?: (?:do|must|will|does|is|should) (?:i|it"
    r"|the wait))?"
    r"(?: (?:have|need) to)?(?: (?:wait|take|be))?(?: (?:in|on) the (?:queue|line))?(?: now| until .*| before .*)?"
    r"|is (?:anyone|anybody|somebody|someone|a person) (?:there|coming|free|available)|are you (?:still )?there"
    rf"|how many (?:people )?(?:are )?(?:before|ahead of) me|what(?:'s| is) my ticket(?: number)?|did (?:anyone"
    rf"|anybody) (?:read|see) {_TICKET}"
    rf"|how is {_TICKET}(?: going)?|where(?:'s| is) {_TICKET}(?: now)?"
)
WITHDRAW = (
    rf"(?:i(?: want| would like|'d like| wish| need) to )?(?:withdraw|cancel|delete|remove|drop|close|revoke"
    rf"|take back|call off) {_TICKET}"
    r"(?: [\w-]{5,11})?|(?:withdraw|cancel)(?: it| that| this)?|i (?:do not|don't|no longer) need (?:a person"
    r"|a human|anyone|help)"
    r"(?: any ?more)?|never ?mind|forget (?:it|the person)|leave the queue|stop waiting|i(?:'ve"
    r"| have)? changed my mind"
)
END = (
    r"(?:good ?)?bye(?: bye)?|end(?: the| this)? (?:chat|conversation|talk)|(?:close|leave|quit|stop|exit)(?: the"
    r"| this)? (?:chat|conversation)"
    r"|i(?:'m| am) done|that(?:'s| is| was) all|(?:go )?back to the (?:bot|assistant)|see you|end it|adi[oó]s"
)
_ALL = (
    r"(?:everything|all|all of (?:it|this|that)|all (?:my |the )?data|my (?:data|messages|conversation|chat)"
    r"|(?:this|our) (?:conversation|chat))"
)
FORGET = (
    r"(?:i(?: want| would like|'d like) (?:you )?to )?(?:forget|delete|erase|remove|wipe) (?:me"
    rf"|{_ALL}(?: (?:about|of|on) me)?"
    r"|everything (?:you have|you know|i (?:said|wrote|told you)).*|what(?:ever)? i (?:said|wrote|told you))"
    r"|olv[ií]dame|borra (?:todo|mis datos)"
)
NO_ANSWER = (
    r"help(?: me)?|i need help|(?:i have )?no (?:idea|clue)|i(?: really)? (?:do not|don't|dont) (?:know"
    r"|understand|get (?:it|this|that))"
    r"(?: (?:it|this|that))?|idk|dunno|not sure|i(?:'m| am) not sure|i(?:'m| am) confused|hello|hi|what|huh|pardon"
    r"|ayuda|no s[eé]|no entiendo|hola"
)
_SPANISH_PERSON = r"(?:una? |el |la )?(?:persona(?: real)?|humano|agente|operador[a]?|ser humano|alguien)"
PERSON_ASKED = (
    r"(?:(?:hola|por favor|s[ií]|ok) )*(?:(?:yo )?(?:quiero|quisiera|necesito|deseo|me gustar[ií]a|puedo"
    r"|podr[ií]a|prefiero) )?"
    rf"(?:hablar|chatear|comunicarme|conversar) con {_SPANISH_PERSON}(?: (?:por favor|ahora|ya))*"
    rf"|(?:quiero|necesito|quisiera|p[aá]same (?:con|a)|con) {_SPANISH_PERSON}(?: por favor)?"
    r"|(?:un |una )?(?:agente|humano|persona real|operador[a]?)(?: (?:humano|por favor))*"
    r"|i would like to talk to a person"  # what the widget's button sends, in whatever language it speaks
)
ADDED = (
    r"(?:please |also |and |ok |oh )*(?:(?:add|tell|let)(?: this| it| that)? (?:to )?(?:my|the) (?:request|ticket"
    r"|person|people|operator|team|staff)"
    r"(?: know)?|tell (?:them|him|her|whoever (?:reads|answers)(?: it| this)?)|let (?:them|him|her) know"
    r"|(?:one more thing )?for (?:my|the) (?:request|ticket|person|operator|team))\b"
)
_PLEASE = r"(?:can|could|may|would) you |i(?:'d| would) like to |i want to |i need to |let(?:'s| me|s) |can i |may i "
_WRONG = r"(?:wrong|incorrect|mistyped|misspell?ed|misspelt|not (?:right|correct)|false|a typo)"
_CHANGE = r"(?:change|correct|fix|edit|redo|update|re-?enter|revise)"

BACK = rf"(?:{_PLEASE})?(?:go |step |one step |move )?back(?: one)?(?: step)?|previous(?: one| question)?|undo|back up"
QUESTION_START = (
    r"(?:(?:and|but|so|ok|okay|well|also|oh|wait|hm+|by the way|btw|quick question|one more thing)[,:]? )*"
    r"(?:what|what's|whats|why|how|how's|when|where|who|who's|which|is|are|can|could|does|do|did|should|will"
    r"|would|has|have"
    r"|tell me|explain|describe|show me|i want to know|i would like to know|i'd like to know|i wonder)\b"
)
ORDINAL = (
    r"(?:the )?(?:number |no |option |nr )?(1|2|3|first|second|third|1st|2nd|3rd|last)(?: (?:one|option|question))?"
)


def _said_wrong(word: str) -> str:
    """Return what is said of a field whose value is wrong, without the new one."""
    of = rf"(?:my|the|that|this)? ?{word}"
    return "|".join(
        (
            rf"(?:{_PLEASE})?(?:please )?{_CHANGE} {of}(?: please| again)?",
            rf"(?:no |wait |sorry |oh |actually )*(?:i think )?{of} (?:is|was|'s) {_WRONG}",
            rf"(?:no |wait |sorry |oh |actually )*(?:that(?:'s| is| was) (?:the )?)?{_WRONG} {word}",
            r"(?:no |wait |sorry |oh )*(?:i )?(?:made|there(?:'s| is)) (?:a |an )?(?:mistake|typo|error) (?:in"
            rf"|with) {of}",
            r"(?:no |wait |sorry |oh )*i (?:gave|typed|entered|wrote)(?: you)? (?:the wrong|a wrong"
            rf"|an? incorrect) {word}",
        )
    )


SAID_WRONG = {
    "question": _said_wrong(r"question"),
    "name": _said_wrong(r"(?:first |last |full )?name"),
    "contact": _said_wrong(
        r"(?:e-?mail(?: address)?|mail|address|(?:tele)?phone(?: number)?|mobile(?: number)?|cell(?: number)?|number"
        r"|contact(?: details?)?)"
    ),
    "language": _said_wrong(r"language"),
}
NEW_VALUE = {
    "name": (
        rf"(?:(?:no|wait|sorry|oh|actually|please|can you|could you|hm+),? )*(?:{_CHANGE} (?:my|the) name (?:to|into)|"
        r"my (?:full |real )?name(?: is|'s)(?: actually| really)?|(?:please )?call me|make (?:that|my name)|"
        r"the name is(?: actually)?|it should be(?: spelled)?) (?P<new>.+)"
    ),
    "language": (
        rf"(?:(?:no|wait|sorry|oh|actually|please),? )*(?:{_CHANGE} (?:the |my )?language (?:to|into)|"
        r"(?:my|the) language is(?: actually)?|i(?:'d| would) (?:rather|prefer)(?: speak"
        r"| have)?) (?P<new>[^\W\d_]+(?: [^\W\d_]+)?)[.!]?"
    ),
    "question": (
        rf"(?:(?:no|wait|sorry|oh|actually|please),? )*(?:{_CHANGE} (?:my|the) question (?:to|into):?"
        rf"|my question is(?: actually)?:?) (?P<new>.+)"
    ),
}
