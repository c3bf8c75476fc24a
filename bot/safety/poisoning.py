"""List the words of what was swallowed or breathed in and should not have been."""

from __future__ import annotations

from bot.safety.pattern_form import Patterns

_TAKEN = (
    r"(?:bit(?:ten)? into|suck\w*|sipped|got hold of|drinkt|swal+ow\w*|swol+ow\w*|drank|drunk|drinks?|drinked|"
    r"drinking|ate|eaten|eat|eating|ingested|inhaled|"
    r"breathed in|took|taken|takes|lick\w*|chew\w*|got(?:ten)? into)"
)
_SUBSTANCE = (
    r"(?:(?:rat|weed|ant|bug|insect|moss|slug|wasp) \w+|paint stripper|hand gel|air freshener|degreaser|solvent|"
    r"rat (?:bait|medicine|pellets)|toilet \w+|foxglove|oleander|lily|lilies|(?:poison\w*|toxic|unknown) (?:plants?|"
    r"lea(?:f|ves))|phenyl|thinner|hand sanitisers?|sanitisers?|sanitizers?|perfume|cologne|deodorant|nail varnish|"
    r"paint|"
    r"glue|mercury|toothpaste|hair dye|shampoo|fuel|diesel|bug spray|slug pellets|mouthwash|drano|lysol|roundup|"
    r"acetone|borax|boric acid|caustic \w+|lye|fertili[sz]er|washing (?:powder|liquid|pods?|up liquid)|moonshine|"
    r"lighter fuel|pool tablets|ant (?:bait|poison|killer)|insect \w+|hydrogen peroxide|"
    r"bleach|bleech|poison\w*|antifreeze|detergent|(?:laundry|tide) pods?|\w*cleaners?|cleaning \w+|"
    r"drain (?:cleaner|opener)|pesticides?|insecticide|weed ?killer|"
    r"rat poison|lamp oil|(?:button |coin )?batter(?:y|ies)(?! of)|button cells?|magnets?|gasoline|petrol|kerosene|"
    r"paint thinner|turpentine|lighter fluid|ammonia|"
    r"(?:battery|sulfuric|hydrochloric) acid|nail polish\w*|hand sanitizer|rubbing alcohol|windex|vape juice|"
    r"e liquid|nicotine|edibles|moth ?balls|chemicals|"
    r"(?:chlorine|bleach|toxic|chemical) (?:gas|fumes)|fumes|(?:wild|poisonous|unknown|garden) (?:mushrooms?|"
    r"berries)|mushrooms? (?:from|in|outside|and|i found|we found|he found|she found|growing)|hemlock|nightshade|"
    r"cigarettes?|"
    r"(?:\w+ )?coins?|berries (?:from|in|outside|off)|poison \w+ berries|"
    r"dish ?washer \w+|essential oils?)"
)
_DRUG = (
    r"(?:xanax|oxy\w*|fentanyl|morphine|methadone|heroin|cocaine|valium|ativan|klonopin|\w+azepam|\w+azolam|gabapentin|"
    r"lithium|digoxin|metformin|warfarin|codeine|tramadol|percocet|vicodin|ambien|zolpidem|keppra|benadryl|calpol|"
    r"nyquil|paracetamols?|ibuprofens?|tylenols?|aspirins?|opioids?|suboxone|\w+olol|\w+pril|\w+triptyline|insulin)"
)
MEDICINE = (
    r"(?:xanax|oxy\w*|morphine|methadone|valium|ativan|klonopin|\w+azepam|\w+azolam|lithium|digoxin|metformin|warfarin|"
    r"codeine|tramadol|percocet|vicodin|ambien|keppra|calpol|nyquil|paracetamols|ibuprofens|tylenols|aspirins|pills?|"
    r"tablets?|capsules?|meds|medicines?|medications?|doses?|insulin|tylenol|acetaminophen|paracetamol|"
    r"aspirin|ibuprofen|advil|benadryl|melatonin|"
    r"vitamins|gummies|syrup)"
)
_TAKEN_MEDICINE = (
    r"(?:swal+owed|drank|ate|eaten|took|taken|had|injected|gave|given|was given|got(?:ten)? into|"
    r"accident\w* (?:took|ate|gave))"
)
_MANY = (
    r"(?:whole|entire|full|(?<!at )all|too many|too much|way too much|double|twice the|(?:two|three|several) days|"
    r"extra|handfuls?|bunch|lots?|a lot|loads?|tons?|heaps?|so many|bottle|packet|(?:\d{2,3}|ten|twenty|thirty|forty|"
    r"fifty|dozens?)"
    r"(?! (?:mg|mcg|ml|milligrams?|years?|minutes?)\b)|(?:ten|five|\d+) times)"
)
_ANOTHERS = (
    r"(?:grand\w+s|moms|mums|dads|mothers|fathers|husbands|wifes|brothers|sisters|sons|daughters|(?:someone|"
    r"somebody) else?s?|dogs|cats|neighbou?rs|wrong)"
)

_CHILD = (
    r"(?:baby|toddler|child|kid|kids|son|daughter|boy|girl|grandson|granddaughter|grandchild|infant|niece|nephew|"
    r"\d ?(?:yr|year|yo|y o|month|mo)\w*(?: old)?|old|he|she|brother|sister|twins?|lo|cousin|dog and my son)"
)

POISONING: Patterns = (
    (
        "sw dr ea at ingest bit suck sip hold inhal breath too tak lick chew into",
        rf"{_TAKEN} (?:\w+ ){{0,4}}{_SUBSTANCE}\b",
    ),
    ("", rf"{_TAKEN_MEDICINE} (?:\w+ ){{0,3}}{_MANY} (?:\w+ ){{0,4}}(?:{MEDICINE}|bottle|pack|packet|box)\b"),
    (
        "twice times double two dose",
        r"(?:took|gave|given) (?:\w+ ){0,6}(?:(?:twice|two times|three times)(?! (?:a|"
        r"per|every|each|daily|weekly)\b)|(?:two|double|twice the) doses?)",
    ),
    ("wrong s", rf"{_TAKEN_MEDICINE} (?:\w+ ){{0,2}}{_ANOTHERS} (?:\w+ ){{0,2}}{MEDICINE}\b"),
    (
        "mistake accident",
        rf"{_TAKEN_MEDICINE} (?:\w+ ){{0,4}}{MEDICINE} by (?:mistake|accident)|"
        rf"accident\w* (?:\w+ )?(?:took|ate|gave|swallowed) (?:\w+ ){{0,4}}{MEDICINE}\b",
    ),
    ("ate into", rf"(?:ate|eaten|got(?:ten)? into) (?:my|some|the|our|some of my) (?:\w+ ){{0,3}}{MEDICINE}\b"),
    (
        "swal swol ate eat chew lick mouth drank drunk got",
        rf"(?:{_CHILD} (?:\w+ ){{0,5}}(?:swal+ow\w*|swol+ow\w*|ate|eaten|eat|chew\w*|lick\w*|drank|drunk|drink|put|"
        rf"took|"
        rf"got into|had) (?:\w+ ){{0,2}}(?:my|our|mine|some|a|the|all|grand\w+|daddys|mommys|mummys|\d+|few|heart|"
        rf"unknown)"
        rf" (?:\w+ ){{0,4}}(?:{MEDICINE}|{_DRUG}|patch(?:es)?)\b)|(?:chew\w*|swal+ow\w*|ate|lick\w*) (?:\w+ ){{0,2}}"
        rf"(?:\w+ )patch\b",
    ),
    (
        "took taken swal ate had has done ingest snort inject smoked",
        rf"(?:took|taken|swal+owed|ate|has had|done|snorted|injected) (?:\w+ ){{0,2}}(?:unknown|fentanyl|heroin|"
        rf"cocaine|"
        rf"meth|ecstasy|(?:a )?bunch of|handful of|\d{{2,3}}|[6-9] grams?|some) (?:grams? )?(?:of )?(?:{MEDICINE}|"
        rf"{_DRUG}|"
        rf"(?:\w+ )?pills)\b(?! (?:for|as|every|daily|a day|with))|(?:taken|took|snorted|injected|shot up|smoked) "
        rf"(?:\w+ )?(?:fentanyl|heroin|cocaine|meth)\b|ingested (?:\w+ ){{0,3}}(?:pills|tablets|drugs)|"
        rf"(?:[5-9]|\d\d) (?:g|grams?) of {_DRUG}",
    ),
    (
        "instead",
        r"(?:\d+ ?(?:ml|mls|mg|mcg|units?|cc|g|tablets?|pills?|drops?|teaspoons?|tablespoons?)|"
        r"\d+)\b(?: \w+){0,3} instead of "
        r"(?:only |just )?[\d .]+ ?(?:ml|mls|mg|mcg|units?|cc|g|tablets?|pills?|drops?|teaspoons?|tablespoons?)|"
        r"(?:units?|ml|mls|mg|mcg|tablets?|pills?|drops?)\b (?:\w+ ){0,3}instead of (?:only |just )?\d",
    ),
    (
        "times",
        rf"(?:gave|given|took|got|taken) (?:\w+ ){{0,3}}(?:\d+|ten|five|three|two|four) (?:times|x) (?:\w+ ){{0,3}}"
        rf"(?:dose|amount|{_DRUG}|{MEDICINE})\b",
    ),
    (
        "week month worth in one go at once",
        rf"{_TAKEN_MEDICINE} (?:\w+ ){{0,3}}(?:weeks|months|days|week|month) (?:worth )?(?:of )?(?:\w+ )?{MEDICINE}"
        rf"(?: (?:\w+ ){{0,2}}(?:in one go|at once|together))?",
    ),
    (
        "again mine",
        rf"{MEDICINE} (?:\w+ ){{0,8}}(?:took|taken|had) (?:them|it|my \w+|her \w+|his \w+) (?:all )?again\b|"
        r"(?:took|taken|had) (?:\w+ ){0,6}(?:mine|my wifes|my husbands) by (?:mistake|accident)",
    ),
    (
        "mixed mixing",
        r"mix(?:ed|ing) (?:\w+ ){0,2}(?:bleach|ammonia|vinegar|cleaners?|chemicals|toilet) (?:\w+ ){0,3}(?:bleach|"
        r"ammonia|"
        r"vinegar|cleaners?|chemicals|acid|now)",
    ),
    (
        "alarm detector garage smell",
        r"co (?:alarm|detector) (?:\w+ ){0,3}(?:going|beep\w*|ring\w*|on|off|sound\w*)|(?:car|engine|generator|grill) "
        r"(?:\w+ ){0,2}running in (?:the|our|my|a) (?:garage|house|basement)|(?:can|i|we|"
        r"strong) smell(?:ing)? (?:of )?gas\b",
    ),
    (
        "snake viper cobra scorpion widow stung",
        r"(?:snake|viper|cobra|adder|scorpion|black widow) (?:just |has )?(?:bit|bites|bitten|stung)\b|"
        r"stung (?:by )?(?:\w+ )"
        r"{0,2}(?:scorpion|jellyfish|stingray)",
    ),
    (
        "drink drug spik",
        r"put something in (?:my|her|his) (?:drink|food)|(?:drink|drinks) (?:was|got|were|is|been) spiked|spiked my|"
        r"(?:been|was|got|somebody|someone) drugged|drugged me",
    ),
    ("od", r"think (?:i|he|she|they|my \w+) (?:\w+ )?od\b|(?:i|he|she|they) (?:just |has |have )?oded\b"),
    ("drank swal ate drunk", rf"{_SUBSTANCE} (?:\w+ ){{0,3}}(?:drank|swal+owed|ate|drunk|ingested)\b"),
    (
        "eye",
        rf"{_SUBSTANCE} (?:\w+ ){{0,3}}(?:splash\w*|spray\w*|got|went|squirt\w*|spill\w*) in(?:to)? (?:\w+ )?eyes?\b",
    ),
    ("eye", r"(?:spray|gel|glue|soap|fertili[sz]er|chemicals?|mace) (?:\w+ )?in (?:my|his|her|the|both) eyes?\b"),
    ("again", rf"(?:{MEDICINE}|dose) (?:\w+ ){{0,6}}(?:gave|given) (?:it|him|her|them) (?:\w+ ){{0,3}}again\b"),
    ("took gave", rf"(?:took|gave) (?:\w+ )?\d+ (?:\w+ ){{0,4}}{MEDICINE} (?:\w+ ){{0,2}}(?:not|instead of)\b"),
    (
        "bottle box pack",
        r"(?:took|taken|swal+owed) (?:\w+ )?(?:half|whole|entire|full) (?:a |the |"
        r"of )?(?:\w+ )?(?:bottle|box|pack|packet) of",
    ),
    ("way too", r"(?:took|taken|gave|given) (?:\w+ )?way too (?:much|many) \w+"),
    ("batter magnet", r"(?:battery|magnets?) (?:up|in) (?:his|her|my) (?:nose|ear|throat)"),
    ("needle", r"needle (?:still )?in (?:his|her|their) arm"),
    ("together", rf"{_TAKEN_MEDICINE} (?:\w+ ){{0,4}}{MEDICINE} (?:\w+ ){{0,4}}together\b"),
    ("doubled", rf"doubled (?:up )?(?:on )?(?:\w+ ){{0,3}}{MEDICINE}\b"),
    (
        "mistake accident",
        r"(?:injected|took|swallowed|drank|ate|inhaled)(?: \w+){0,8} by (?:mistake|accident)|"
        r"accident\w+ (?:\w+ )?(?:injected|"
        r"swallowed|drank|inhaled|overdosed)",
    ),
    (
        "wrong",
        rf"(?:gave|given|took|taken|injected)(?: \w+){{0,6}} wrong (?:strength|dosage|vial|syringe|{MEDICINE})|wrong "
        rf"(?:strength|dosage|vial|syringe|{MEDICINE})(?: \w+){{0,6}} (?:gave|took|taken|injected)\b",
    ),
    (
        "bit bite",
        r"(?:bit|bitten) (?:by )?(?:\w+ )?(?:copperhead|cottonmouth|rattler|mamba|adder|brown recluse|python)",
    ),
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
