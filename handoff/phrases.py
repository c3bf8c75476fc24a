"""Recognise what is said about the form and the request: to leave, to skip, to correct, to agree, to ask how it stands.

Whole messages are compared, so that a word such as "stop" within a question is left alone.
"""

from __future__ import annotations

import re

_FILLER = r"(?:ok(?:ay)?|oh|well|hm+|um+|please|pls|sorry|actually|thanks|thank you|just|then|now|no|yes|you know what|wait|hey|but)"
_THING = r"(?:it|this|that|everything|all|the (?:form|whole thing|request|rest)|my (?:form|request|question))"
_PERSON = r"(?:a|the|any) (?:real )?(?:person|human|agent|operator|someone)|anyone|anybody|someone|somebody"

_CANCEL = (
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
    r"|i(?: want| would like|'d like) to (?:cancel|stop|quit)(?: (?:this|it|that|now))?|cancelar|olv[ií]dalo|d[eé]jalo|ya no quiero"
)
_SKIP = (
    r"skip(?: (?:it|this|that|my name|the name|name))?|no(?: name| thanks| thank you)?|nope|none|pass"
    r"|anonymous(?:ly)?|no thanks"
    r"|(?:i'?d |i would )?rather not(?: (?:say|tell|give (?:it|my name)))?|(?:i )?prefer not to(?: say| tell"
    r"| give (?:it|my name))?"
    r"|(?:i )?(?:do not|don't|dont) want to (?:say|tell|give (?:it|my name|you my name))|not telling"
    r"|without (?:a )?name|n/?a"
    r"|i(?:'d| would) (?:like|prefer|want) to (?:stay|remain|be) anonymous"
    r"|omitir|saltar|prefiero no decirlo|an[oó]nimo"
)
_YES = (
    r"y|yes|yeah|yep|yup|ya|sure|ok|okay|k|of course|certainly|absolutely|definitely|i (?:do )?(?:agree|consent"
    r"|accept)|agreed?"
    r"|consent|go ahead|send(?: it| that| this)?|please do|do it|fine|correct|right|that(?:'s| is) (?:fine|ok"
    r"|okay|right|correct)"
    r"|sounds good|looks good|all good|you may|you can|you may send it|you can send it|please|thanks|thank you"
    r"|s[ií]|acepto|de acuerdo|vale|claro|env[ií]alo|alright|all right"
)
_NO = (
    r"n|no|nope|nah|no thanks|no thank you|don't|do not|dont|(?:please )?(?:don't|do not|dont) send(?: it| that"
    r"| this| anything)?"
    r"|i (?:do not|don't|dont) (?:agree|consent|accept|want (?:that|this|it|you to send (?:it|that|this)))"
    r"|i disagree|i refuse"
    r"|(?:i'?d |i would )?rather not|better not|not (?:ok|okay|fine)|i decline|decline|you may not|sorry|thanks"
    r"|thank you"
)
_TICKET = r"(?:my|the|this) (?:(?:support )?(?:ticket|request|case|question|message)|hand-?over)"
_STATE = (
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
    rf"|how is {_TICKET}(?: going)?"
)
_WITHDRAW = (
    rf"(?:i(?: want| would like|'d like| wish| need) to )?(?:withdraw|cancel|delete|remove|drop|close|revoke"
    rf"|take back|call off) {_TICKET}"
    r"(?: [\w-]{5,11})?|(?:withdraw|cancel)(?: it| that| this)?|i (?:do not|don't|no longer) need (?:a person"
    r"|a human|anyone|help)"
    r"(?: any ?more)?|never ?mind|forget (?:it|the person)|leave the queue|stop waiting|i(?:'ve"
    r"| have)? changed my mind"
)
_END = (
    r"(?:good ?)?bye(?: bye)?|end(?: the| this)? (?:chat|conversation|talk)|(?:close|leave|quit|stop|exit)(?: the"
    r"| this)? (?:chat|conversation)"
    r"|i(?:'m| am) done|that(?:'s| is| was) all|(?:go )?back to the (?:bot|assistant)|see you|end it|adi[oó]s"
)
_ALL = r"(?:everything|all|all of (?:it|this|that)|all (?:my |the )?data|my (?:data|messages|conversation|chat)|(?:this|our) (?:conversation|chat))"
_FORGET = (
    rf"(?:i(?: want| would like|'d like) (?:you )?to )?(?:forget|delete|erase|remove|wipe) (?:me|{_ALL}(?: (?:about|of|on) me)?"
    r"|everything (?:you have|you know|i (?:said|wrote|told you)).*|what(?:ever)? i (?:said|wrote|told you))"
    r"|olv[ií]dame|borra (?:todo|mis datos)"
)
_NO_ANSWER = (
    r"help(?: me)?|i need help|(?:i have )?no (?:idea|clue)|i(?: really)? (?:do not|don't|dont) (?:know|understand|get (?:it|this|that))"
    r"(?: (?:it|this|that))?|idk|dunno|not sure|i(?:'m| am) not sure|i(?:'m| am) confused|hello|hi|what|huh|pardon"
    r"|ayuda|no s[eé]|no entiendo|hola"
)
_SPANISH_PERSON = r"(?:una? |el |la )?(?:persona(?: real)?|humano|agente|operador[a]?|ser humano|alguien)"
_PERSON_ASKED = (
    rf"(?:(?:hola|por favor|s[ií]|ok) )*(?:(?:yo )?(?:quiero|quisiera|necesito|deseo|me gustar[ií]a|puedo|podr[ií]a|prefiero) )?"
    rf"(?:hablar|chatear|comunicarme|conversar) con {_SPANISH_PERSON}(?: (?:por favor|ahora|ya))*"
    rf"|(?:quiero|necesito|quisiera|p[aá]same (?:con|a)|con) {_SPANISH_PERSON}(?: por favor)?"
    r"|(?:un |una )?(?:agente|humano|persona real|operador[a]?)(?: (?:humano|por favor))*"
)
_ADDED = re.compile(
    r"(?:please |also |and |ok |oh )*(?:(?:add|tell|let)(?: this| it| that)? (?:to )?(?:my|the) (?:request|ticket|person|people|operator|team|staff)"
    r"(?: know)?|tell (?:them|him|her|whoever (?:reads|answers)(?: it| this)?)|let (?:them|him|her) know"
    r"|(?:one more thing )?for (?:my|the) (?:request|ticket|person|operator|team))\b",
    re.IGNORECASE,
)
_PLEASE = r"(?:can|could|may|would) you |i(?:'d| would) like to |i want to |i need to |let(?:'s| me|s) |can i |may i "
_WRONG = r"(?:wrong|incorrect|mistyped|misspell?ed|misspelt|not (?:right|correct)|false|a typo)"
_CHANGE = r"(?:change|correct|fix|edit|redo|update|re-?enter|revise)"

_FIELD_WORDS = {
    "question": r"question",
    "name": r"(?:first |last |full )?name",
    "contact": r"(?:e-?mail(?: address)?|mail|address|(?:tele)?phone(?: number)?|mobile(?: number)?|cell(?: number)?|number|contact(?: details?)?)",
    "language": r"language",
}
_BACK = re.compile(
    rf"(?:{_PLEASE})?(?:go |step |one step |move )?back(?: one)?(?: step)?|previous(?: one| question)?|undo|back up"
)
_QUESTION_START = re.compile(
    r"(?:(?:and|but|so|ok|okay|well|also|oh|wait|hm+|by the way|btw|quick question|one more thing)[,:]? )*"
    r"(?:what|what's|whats|why|how|how's|when|where|who|who's|which|is|are|can|could|does|do|did|should|will"
    r"|would|has|have"
    r"|tell me|explain|describe|show me|i want to know|i would like to know|i'd like to know|i wonder)\b"
)
_ORDINALS = {"1": 0, "2": 1, "3": 2, "first": 0, "second": 1, "third": 2, "1st": 0, "2nd": 1, "3rd": 2, "last": -1}
_ORDINAL = re.compile(
    r"(?:the )?(?:number |no |option |nr )?(1|2|3|first|second|third|1st|2nd|3rd|last)(?: (?:one|option|question))?"
)


LONGEST_PHRASE = 200
"""Longer messages are none of these; it also bounds what the patterns have to try."""


def plain(text: str) -> str:
    """Return a message in small letters with straight apostrophes, single spaces and no marks at its ends."""
    lowered = text[:LONGEST_PHRASE].casefold().replace("’", "'").replace("‘", "'").replace("´", "'")
    return re.sub(r"\s+", " ", re.sub(r"[,;:!.…()\"“”]+", " ", lowered)).strip(" ?¿¡-–'/")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_FILLER} )*(?:{pattern})(?: {_FILLER})*")


_WHOLE = {
    "cancel": _compiled(_CANCEL),
    "skip": _compiled(_SKIP),
    "state": _compiled(_STATE),
    "withdraw": _compiled(_WITHDRAW),
    "end": _compiled(_END),
    "forget": _compiled(_FORGET),
    "no_answer": _compiled(_NO_ANSWER),
    "person": re.compile(_PERSON_ASKED),
}
_YES_MESSAGE = re.compile(rf"(?:{_YES})(?: (?:{_YES}))*")
_NO_MESSAGE = re.compile(rf"(?:{_NO})(?: (?:{_NO}))*")


def says(what: str, text: str) -> bool:
    """Tell whether a whole message means one of `_WHOLE`, such as `cancel`, `skip` or `withdraw`."""
    return len(text) <= LONGEST_PHRASE and _WHOLE[what].fullmatch(plain(text)) is not None


def says_yes(text: str) -> bool:
    """Tell whether a whole message agrees."""
    words = plain(text)
    return (
        len(text) <= LONGEST_PHRASE
        and _YES_MESSAGE.fullmatch(words) is not None
        and words not in ("thanks", "thank you", "please")
    )


def says_no(text: str) -> bool:
    """Tell whether a whole message declines."""
    words = plain(text)
    return (
        len(text) <= LONGEST_PHRASE
        and _NO_MESSAGE.fullmatch(words) is not None
        and words not in ("thanks", "thank you", "sorry")
    )


def adds_to_request(text: str) -> bool:
    """Tell whether a message begins with words that address it to the request, or to who answers it."""
    return _ADDED.match(text.strip()[:LONGEST_PHRASE]) is not None


def goes_back(text: str) -> bool:
    """Tell whether a message wants the field before."""
    return _BACK.fullmatch(plain(text)) is not None


def clearly_asks(text: str) -> bool:
    """Tell whether a message has the form of a question."""
    words = plain(text)
    is_marked = text.rstrip(' .!)"”').endswith("?")
    return (is_marked and len(words) > 2) or (len(words.split()) > 2 and _QUESTION_START.match(words) is not None)


def chosen(text: str, count: int) -> int | None:
    """Return which of `count` options an ordinal chooses, counted from 0."""
    found = _ORDINAL.fullmatch(plain(text))
    if found is None:
        return None
    index = _ORDINALS[found[1]]
    index = count - 1 if index < 0 else index
    return index if 0 <= index < count else None


def field_said_wrong(text: str) -> str | None:
    """Return the field that a message wants to change without giving its new value."""
    words = plain(text) if len(text) <= LONGEST_PHRASE else ""
    for name, word in _FIELD_WORDS.items():
        of = rf"(?:my|the|that|this)? ?{word}"
        patterns = (
            rf"(?:{_PLEASE})?(?:please )?{_CHANGE} {of}(?: please| again)?",
            rf"(?:no |wait |sorry |oh |actually )*(?:i think )?{of} (?:is|was|'s) {_WRONG}",
            rf"(?:no |wait |sorry |oh |actually )*(?:that(?:'s| is| was) (?:the )?)?{_WRONG} {word}",
            rf"(?:no |wait |sorry |oh )*(?:i )?(?:made|there(?:'s| is)) (?:a |an )?(?:mistake|typo|error) (?:in"
            rf"|with) {of}",
            rf"(?:no |wait |sorry |oh )*i (?:gave|typed|entered|wrote)(?: you)? (?:the wrong|a wrong"
            rf"|an? incorrect) {word}",
        )
        if any(re.fullmatch(pattern, words) for pattern in patterns):
            return name
    return None


_NEW_NAME = re.compile(
    rf"(?:(?:no|wait|sorry|oh|actually|please|can you|could you|hm+),? )*(?:{_CHANGE} (?:my|the) name (?:to|into)|"
    r"my (?:full |real )?name(?: is|'s)(?: actually| really)?|(?:please )?call me|make (?:that|my name)|"
    r"the name is(?: actually)?|it should be(?: spelled)?) (?P<new>.+)",
    re.IGNORECASE,
)
_NEW_LANGUAGE = re.compile(
    rf"(?:(?:no|wait|sorry|oh|actually|please),? )*(?:{_CHANGE} (?:the |my )?language (?:to|into)|"
    r"(?:my|the) language is(?: actually)?|i(?:'d| would) (?:rather|prefer)(?: speak"
    r"| have)?) (?P<new>[^\W\d_]+(?: [^\W\d_]+)?)[.!]?",
    re.IGNORECASE,
)
_NEW_QUESTION = re.compile(
    rf"(?:(?:no|wait|sorry|oh|actually|please),? )*(?:{_CHANGE} (?:my|the) question (?:to|into):?"
    rf"|my question is(?: actually)?:?) (?P<new>.+)",
    re.IGNORECASE | re.DOTALL,
)


def new_value(field: str, text: str) -> str | None:
    """Return the new name, language or question in "change my name to Ana", or `None`."""
    pattern = {"name": _NEW_NAME, "language": _NEW_LANGUAGE, "question": _NEW_QUESTION}[field]
    if len(text) > LONGEST_PHRASE and field != "question":
        return None
    found = pattern.fullmatch(text.replace("’", "'").strip())
    return None if found is None else found["new"].strip(' .!,"“”')
