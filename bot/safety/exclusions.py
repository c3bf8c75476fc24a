"""List what holds a word of alarm and is none."""

from __future__ import annotations

from bot.safety.poisoning import MEDICINE

LOOK_ALIKES = (
    r"(?:parents|we|family|all|everyone|still|were) (?:are |were |is )?(?:\w+ )?in shock|"
    r"no pulse in (?:the |my |his |her )?(?:left|right|one|arm|leg|wrist|foot|feet)",
    r"(?:took|ended|has taken) (?:his|her|their) (?:own )?li(?:fe|ves)"
    r"(?= (?:because|due|in|when|years?|last|after|at|as|and|from|since|with)|$| [.?!])",
    # medicine that is brought, prescribed or given by a doctor
    rf"(?:took|taken|brought|had|got) (?:\w+ ){{0,5}}{MEDICINE} (?:\w+ )?(?:home|with us|with me|to the \w+|"
    rf"from the (?:pharmacy|hospital|doctors?|clinic|store)|"
    rf"away|changed|stopped|reviewed|checked|refilled)|(?:took|brought|got) home (?:\w+ ){{0,4}}{MEDICINE}",
    rf"(?:doctors?|dr|hospital|pharmacist|neurologist|they) (?:gave|put|prescribed) (?:\w+ ){{0,2}}(?:a lot|lots|"
    rf"so many|"
    rf"many|all (?:the|these|kinds)|a bunch) (?:of )?(?:\w+ )?{MEDICINE}",
    r"bleach baths?",
    # a danger that is only a figure of speech
    r"drown(?:ing|ed)? in (?:\w+ ){0,2}(?:paperwork|bills|debts?|work|tears|forms|emails|information|laundry)|in shock "
    r"(?:about|to (?:hear|learn)|after|over|from|at|that)|do (?:people|patients|children|kids|"
    r"they) (?:\w+ ){0,4}bleed to "
    r"death",
    r"had (?:heart attacks|strokes)",
    r"(?:cut|cuts|hurt|hurts|burn|burns|burned|injure|bite|bites) (?:my|him|her|them)sel(?:f|"
    r"ves) (?:\w+ ){0,2}(?:easily|"
    r"easy|when (?:he|she|i|they) (?:fall|play|walk|run|eat|cook)\w*|because (?:he|she|i|they) (?:feels?|has|cant feel|"
    r"doesnt feel|dont feel)|without (?:feeling|noticing|knowing))",
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
