"""List the words of somebody who does not want to live; their form is told in `bot.safety.pattern_form`."""

from __future__ import annotations

from bot.safety.pattern_form import Patterns

_ONESELF = r"(?:my|your|ur|him|his|her|them|their|our|one)sel(?:f|fs|ves)"
_MINE = r"(?:my|his|her|their|your)"
_NOT = r"(?:dont|doesnt|didnt|do not|does not|did not|no longer|not|no|never|dosent)"
_ANYMORE = r"(?:any ?more|any ?longer|much longer|no more)"

WISHES: Patterns = (
    # by oneself
    (
        "sel",
        rf"(?:kil+|kil+ing|kil+in|hurt|harm|hang|cut|shoot|drown|starv|burn|stab|poison|off|neck|top|"
        rf"unaliv)(?:e|ing|ting)? {_ONESELF}",
    ),
    (
        "killed ended",
        r"(?:if|should|nearly|almost|wish) i (?:just |had |nearly |almost |have )*(?:killed myself|ended it)",
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
        r"(?<!dont )(?<!not )(?<!doesnt )(?<!didnt )(?<!never )(?:want|wants|wanted|wanting|wanna|wana|wnt|wan|whant|"
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
        "wake get up",
        r"(?:want|wants|hope|hoping|wish|wanna|rather|pray) (?:\w+ ){0,6}(?:never|not|dont|didnt|wont|"
        r"wouldnt) (?:to )?(?:wake|get up)",
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
    # without me
    (
        "if when once without",
        r"(?:better|easier|happier|relieved|glad|care|cares|cared|notice|miss|mind|matter|cry|best) (?:\w+ ){0,3}"
        r"(?:if|when|once) i(?:m)? (?:\w+ ){0,2}(?:gone|dead|died|die|disappear\w*|vanish\w*|wasnt|werent|not here|"
        r"never|left)|(?:better|easier|happier)(?: off)? without me\b|if i (?:just |simply )?(?:was|were|wasnt|werent) "
        r"(?:just |not |no longer )?(?:gone|dead|here|around|alive)\b",
    ),
    (
        "better happier easier",
        r"(?:everyone|everybody|family|kids|children|world|they|wife|husband|mom|people|he|she|all|parents)"
        r"(?: would| will|d|s)?(?: all)? be (?:better|happier|easier|better off)(?: off)?(?= [.?!]|$| when im| if im)",
    ),
    (
        "be here be around be alive",
        r"(?:i|ill) (?:\w+ ){0,2}(?:wont|will not|not) be (?:here|around|alive) (?:much longer|tomorrow|for long|soon|"
        r"tonight|any ?more|when you|next)",
    ),
    (
        "god lord jesus take",
        r"(?:god|lord|jesus|death)(?: would| will|d)?(?: just| please| to)? takes? (?:me|him|her)\b|take me (?:home|"
        r"away|"
        r"already) (?:god|lord|jesus)|meet my maker",
    ),
    (
        "with",
        r"(?:want|wanna|ready|wish|going|need|like) (?:\w+ )?to (?:be|go) (?:with|to) (?:him|her|them|god|jesus|"
        r"my (?:\w+ ){1,2}?)(?: again| now| up there| in heaven|(?= [.?!]|$))|be with (?:\w+ ){1,3}in heaven",
    ),
    (
        "goodbye bye",
        r"this is (?:goodbye|good bye)|(?:texted|messaged|sent|told|wrote|called) (?:me |us |\w+ )?(?:\w+ )?goodbye|"
        r"goodbye (?:to you )?(?:all|my (?:love|friends|family))|(?:sorry|enough) (?:\w+ ){0,4}goodbye|"
        r"goodbye (?:\w+ ){0,3}sorry",
    ),
    (
        "care mind matter",
        r"(?:dont|doesnt|not) care (?:\w+ )?(?:i|he|she) (?:live|lives|die|dies|wake)|if i live or die|"
        r"(?:wouldnt|dont|not) mind (?:if i (?:\w+ )?(?:die|died|dead|didnt|never|dont)|dying|not waking)",
    ),
    (
        "exist alive",
        r"(?:not|about not) being alive|(?:wish|wished) i (?:didnt|dont|did not|never) (?:exist\w*|live\w*)",
    ),
    (
        "wanting",
        r"not wanting to (?:live|be here|be alive|exist|wake up|go on)",
    ),
    (
        "reason",
        r"(?:no|any|a|one) (?:\w+ )?reason (?:left )?(?:to|for) (?:stay|staying|be here|be alive|get up|exist|carry on|"
        r"keep going|go on)(?= [.?!]|$| alive| here| any ?more)",
    ),
    ("ctb kys sh", r"(?:want|wanna|gonna|going) (?:to )?(?:ctb|sh)\b|ctb\b|kys\b|urges? to (?:sh|cut|self)"),
    ("su1c k1ll", r"su1c\w+|k1ll (?:my|him|her)?self|k1ll me"),
)
