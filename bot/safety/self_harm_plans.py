"""List plans, means and last words of somebody who means to end a life, and of hurting the body."""

from __future__ import annotations

from bot.safety.pattern_form import Patterns

PLANS: Patterns = (
    # a plan, a wish, a last word
    (
        "plan know decided tonight courage figured",
        r"(?:planned|know|decided|figured out|chosen|picked) (?:\w+ )?(?:how|when|where) (?:im (?:going to|gonna)|"
        r"i will|ill|id|"
        r"i would|to) (?:do it|die|end)|tonight is the night|(?:need|have|get|find) the (?:courage|"
        r"guts) to (?:do it|die|"
        r"end|go)|need the courage(?= [.?!]|$)",
    ),
    (
        "take",
        r"(?:hope|wish|pray|want|ready|let) (?:\w+ ){0,4}takes? me\b(?! (?:to|serious\w*|off|on|in|there|home from)\b)",
    ),
    ("existing", r"(?:stop|stopped|not|quit) existing"),
    (
        "insulin med dialysis eating treatment",
        r"stop\w* (?:my |taking )?(?:\w+ ){0,3}(?:so (?:it|this) (?:is|will be|can be) over|to die|so i (?:die|"
        r"can die))|because (?:she|he|i) (?:doesnt|dont) want to live",
    ),
    ("end", r"(?:going to|gonna|wants? to|will|ready to|thinking of|about to) end (?:things|it)\b(?! (?:with|well))"),
    ("cutting", r"stop cutting(?= [.?!]|$| my)"),
    ("rather", r"rather not (?:be alive|live|exist|be here|wake)"),
    (
        "why",
        r"why (?:am i|should i|do i|bother) (?:even |still |keep |just )?(?:alive|living|live|exist|going on|"
        r"here(?= [.?!]|$))",
    ),
    (
        "deserve born",
        r"(?:dont|doesnt|not) deserve to (?:live|be alive|be here|exist)|should(?:nt| not| never)(?: have|"
        r" of)? (?:been born|"
        r"lived|existed)",
    ),
    ("die", r"make me die\b|want to died\b"),
    (
        "strength energy desire wish",
        r"no (?:more )?(?:strength|energy|desire|wish)(?: left)? (?:to|for) (?:live|living|life|go on|continue|"
        r"keep going)",
    ),
    ("want", r"(?:not|dont|no) (?:to )?want (?:more|no more) (?:to )?(?:live|life|living)\b"),
    (
        "pass outlived",
        r"(?:like|want|wants|ready|wish) to pass (?:on|away)\b(?! (?:the|my|this|a|it)\b)|outlived my use\w*",
    ),
    (
        "gone",
        r"(?:wants?|wanna|rather|wish to) (?:to )?(?:just )?be gone\b|dont see myself (?:being )?(?:here|alive|living)",
    ),
    ("want", r"i (?:just )?want out(?= [.?!]|$)|(?:dont|do not) (?:wanna|want to) do (?:life|this life)\b"),
    (
        "without life",
        r"(?:happier|better off) without (?:me|him|her)\b|want my life to (?:be over|end|stop)|"
        r"live this way(?= [.?!]|$)",
    ),
    ("throw", r"throw\w* (?:my|him|her)self (?:under|off|in front|out|from|into|down)\b"),
    ("sleep", r"(?:go to |let me |want to |just )sleep (?:for good|forever|for ever)\b"),
    (
        "myself himself herself",
        r"(?:might|could|will|may|gonna|going to) do (?:\w+ ){0,2}to (?:my|him|her)self\b|not safe (?:\w+ )?"
        r"(?:with|from|around) (?:my|him|her)self",
    ),
    ("look forward", r"nothing (?:left )?to look forward to"),
    (
        "pill med tablet",
        r"(?:have|got) (?:\w+ ){0,3}(?:pills|tablets|meds) (?:\w+ )?(?:ready|in front of me|next to me)",
    ),
    ("take care", r"(?:sorry|goodbye|forgive) (?:\w+ ){0,6}take care of (?:my|the|our) \w+"),
    # the means
    (
        "gun pistol rifle shotgun noose rope",
        r"(?:i|im|ive|she|he|asked|asking|looking|wants) (?:\w+ ){0,4}(?:gun|pistol|shotgun|rifle|noose)\b(?! at)|"
        r"(?:bought|got|have|found|tied|made|hid) (?:a |the |some |my )?(?:rope|noose)\b(?! (?:to (?:climb|tie|jump|"
        r"pull)|for|ladder|swing|"
        r"climb))",
    ),
    ("razor", r"(?:found|has|have|bought|hid\w*|got|with) (?:\w+ ){0,2}razor ?blades?"),
    (
        "pill med tablet insulin",
        r"(?:sav\w+|stockpil\w+|hoard\w+|stash\w+|collect\w+|hid\w*) (?:up )?(?:enough |all |all of )?(?:my |her |his |"
        r"the |these )?(?:\w+ )?(?:pills?|meds|medicine|tablets?|insulin)\b|(?:pills|tablets|meds|insulin|bottle) "
        r"(?:\w+ ){0,5}(?:and )?(?:im|i am) ready|"
        r"(?:want|wants|wanna|going|gonna|about|could just|thinking|tempted|might just|ready|so i can|decided) "
        r"(?:to |of |about )?(?:just )?(?:tak\w+|swallow\w*|down\w*) (?:all|every|the whole|the rest|a whole|too many) "
        r"(?:of )?(?:\w+ ){0,3}(?:pills?|meds|medicines?|tablets?|bottle|them|it)\b(?! (?:in the|with me|on the|home))|"
        r"take them all at once",
    ),
    (
        "kill",
        r"(?:what|which|how much|how many|enough) (?:of )?(?:\w+ ){0,5}(?:pills?|meds|medic\w+|tablets?|drugs?|dose|"
        r"morphine|insulin|tylenol|paracetamol|oxy\w*|fentanyl|much|many) (?:\w+ ){0,4}kill (?:me|you|yourself|"
        r"a person|someone|somebody|an? \w+)\b|how (?:much|many) (?!people|patients|of)(?:\w+ ){1,5}kill me\b|"
        r"kill me if i take",
    ),
    (
        "bleed hang drown jump",
        r"(?:how long|does it hurt|how much|is it painful|how high) (?:\w+ ){0,6}(?:hang\w*|bleed out|from wrists|to "
        r"drown|jump\w* (?:to die|from|off))\b",
    ),
    # hurting the body
    (
        "cut burn scratch hurt carv",
        r"(?:cut|cuts|cutting|slic\w+|carv\w+) (?:(?:on|into|up) )?(?:my|his|her|their|own) (?:own )?(?:arms|legs|"
        r"wrists?|thighs?|forearms?|skin|body)\b|(?:has|have|had|with|found|full of|of) (?:\w+ ){0,3}cuts (?:all )?"
        r"(?:over|up|down)\b|covered in cuts|(?:burn\w*|cut\w*|hurt\w*|scratch\w*|starv\w*) (?:\w+ ){0,8}on purpose|"
        r"on purpose (?:cut\w*|burn\w*|hurt\w*)|i cut again",
    ),
    (
        "driv crash steer swerv walk wander",
        r"(?:driv\w+|crash\w*|steer\w*|swerv\w*|walk\w*) (?:my |the |his |her )?(?:car |truck )?(?:off|into|"
        r"in front of) "
        r"(?:a |an |the |this |oncoming |on coming )?(?:road|bridge|cliff|tree|wall|traffic|pole|river|sea|ocean|lake|"
        r"train|truck)\b",
    ),
    (
        "jump bridge roof ledge",
        r"(?:standing|stands|is|im|am|sitting|out|up) on (?:the|a) (?:bridge|ledge|roof|balcony)\b|(?:will|going to|"
        r"gonna|"
        r"about to|threaten\w* to|wants to|want to) jump(?= [.?!]|$| off| from| out)",
    ),
    ("locked", r"locked (?:him|her|my)self in (?:\w+ ){1,4}(?:knife|pills|gun|razor|rope|belt|wont)"),
    (
        "note letter",
        r"(?:wrote|written|writing|left|leaving) (?:\w+ ){0,2}(?:my note|(?:goodbye|farewell|final) (?:note|letter)s?|"
        r"letters? to (?:my|her|his) (?:kids|children|family|wife|husband|parents))",
    ),
    (
        "giving gave",
        r"(?:giving|gave|give) (?:away )?(?:all )?(?:of )?(?:my|his|her) (?:things|stuff|belongings|pets?) away|"
        r"giving away (?:all )?(?:my|his|her) (?:things|stuff|belongings)",
    ),
    (
        "die",
        r"(?:ask\w*|beg\w*|want\w*) (?:me |us |my \w+ |the \w+ )(?:\w+ )?to (?:help (?:him|her) (?:to )?die|"
        r"let (?:him|her) die|"
        r"kill)|help me (?:to )?die|so (?:she|he|i) (?:\w+ )?die",
    ),
    ("ending", r"(?:think|thinking|thought|thoughts|dream\w*) (?:of|about) ending (?:things|it|everything|my|this)\b"),
)
