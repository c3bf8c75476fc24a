"""Name alarms in Spanish, French, Portuguese and German, in which the assistant apologises and the widget may speak.

Marks are left out, as in all patterns ("desmayo" for "desmayó"). Questions in these languages are not answered, so
that a warning too many takes no answer away; what only asks about a sign is left alone where the words allow it.
"""

from __future__ import annotations

from bot.safety.pattern_form import Patterns

SELF_HARM: Patterns = (
    # Spanish
    (
        "quier quis",
        r"(?:quiero|quisiera) (?:\w+ )?(?:morir\w*|matarme|suicidarme|quitarme la vida|hacerme dano|cortarme)\b|"
        r"me quiero (?:morir|matar|suicidar|hacer dano)|no quiero (?:seguir )?viv\w+|ya no quiero seguir\b|"
        r"quiere (?:morir\w*|matarse|suicidarse|quitarse la vida|hacerse dano)",
    ),
    (
        "matar suicid vida morir",
        r"me voy a (?:matar|suicidar)\b|"
        r"(?:voy a|vamos a|pienso en|pensado en|pensando en|ganas de|pensamientos de|planeo) (?:\w+ )?"
        r"(?:matarme|suicidarme|suicidar\w*|suicidio|morir\w*|quitarme la vida|acabar con mi vida)|"
        r"(?:va a|piensa en|habla de|amenaza con|intento|trato de) (?:matarse|suicidarse|quitarse la vida)|"
        r"no vale la pena vivir|no tengo (?:razones|motivos|ganas) (?:de|para) vivir|acabar con mi vida",
    ),
    (
        "muert sin mi",
        r"(?:estaria|estarian|seria) mejor (?:\w+ ){0,3}(?:muert[oa]s?|sin mi\b)|quisiera estar muert[oa]",
    ),
    ("corto cortando", r"me (?:corto|estoy cortando) (?:los brazos|las venas|el brazo|la piel|a proposito)"),
    # Portuguese
    (
        "quero vou viver",
        r"(?:quero|vou|queria) (?:\w+ )?(?:morrer|me matar|me suicidar|acabar com (?:a )?minha vida)|"
        r"nao quero mais viver|vontade de morrer",
    ),
    # French
    (
        "mourir suicid tuer vivre finir",
        r"(?:veux|voudrais|envie de) (?:\w+ )?(?:mourir|en finir)|me (?:tuer|suicider)\b|veut (?:mourir|se tuer|"
        r"se suicider)|(?:veux|envie de) (?:ne )?plus vivre|ne veux plus vivre|plus envie de vivre",
    ),
    # German
    (
        "umbring sterben leben toten",
        r"(?:mich|sich) (?:\w+ )?(?:umbringen|toten)|(?:will|mochte) (?:\w+ )?sterben|"
        r"(?:will|mochte|kann) (?:so )?nicht mehr leben|mir das leben nehmen|sich das leben nehmen",
    ),
)

POISONING: Patterns = (
    # Spanish
    (
        "pastilla medic paracetamol tableta capsula frasco",
        r"(?:tom[oe]|trag(?:o|ue)|beb(?:io|i)|comi[o]?|ingirio|tomado|tragado|bebido|ingerido) (?:\w+ ){0,4}"
        r"(?:(?:much[oa]s?|demasiad[oa]s?|tod[oa]s?|vari[oa]s) (?:\w+ ){0,3}"
        r"(?:pastillas?|medicinas?|medicamentos?|medicacion|paracetamol|tabletas?|capsulas?)|(?:un|el|medio) frasco)",
    ),
    (
        "lejia cloro deterg venen gasolina anticongel pila insectic desinfect matarratas",
        r"(?:tomo|trago|bebio|comio|tomado|tragado|bebido|comido|trague|bebi|tome) (?:\w+ ){0,4}(?:lejia|cloro|"
        r"detergente|veneno|gasolina|anticongelante|pila|insecticida|desinfectante|matarratas)",
    ),
    ("sobredosis", r"(?:tomo|tome|tomado|tiene|con|creo que (?:\w+ ){0,2}) (?:una )?sobredosis|sobredosis de"),
    ("venen intoxic", r"se (?:ha )?(?:enveneno|envenenado|intoxico|intoxicado)\b|esta (?:envenenad|intoxicad)[oa]\b"),
    # Portuguese
    (
        "comprimido remedio veneno sanitaria",
        r"(?:tomou|engoliu|bebeu|tomei) (?:\w+ ){0,3}(?:muit[oa]s|tod[oa]s|veneno|agua sanitaria)\b",
    ),
    # French
    (
        "avale bu pris",
        r"(?:il|elle|a|ai|jai) (?:avale|bu|pris) (?:\w+ ){0,4}(?:(?:trop de|tous|toute|toutes) (?:\w+ ){0,2}"
        r"(?:medicaments?|comprimes?|cachets?|boite)|javel|pile|produit menager)",
    ),
    # German
    (
        "geschluckt genommen getrunken verschluckt",
        r"(?:tabletten|pillen|batterie|knopfzelle|reiniger|putzmittel|medikamente) (?:\w+ ){0,3}"
        r"(?:geschluckt|verschluckt|getrunken)|zu viele? (?:\w+ )?(?:tabletten|medikamente|pillen) (?:\w+ )?"
        r"(?:genommen|geschluckt)",
    ),
)

EMERGENCY: Patterns = (
    # Spanish
    (
        "respir ahog asfixi atragant",
        r"no (?:puedo|puede|puedes|logra|consigue|deja) respirar|no (?:esta )?respira(?:ndo)?\b|dejo de respirar|"
        r"(?:me|le) cuesta (?:\w+ )?respirar|teng[oa] (?:\w+ ){0,2}dificultad (?:\w+ )?(?:para|al) respirar|"
        r"se (?:esta )?(?:ahoga|ahogando|asfixia|asfixiando|atraganta|atragantando|atraganto)\b|"
        r"me (?:estoy ahogando|ahogo)\b",
    ),
    (
        "pecho",
        r"(?:me|le) duele (?:\w+ ){0,2}el pecho|(?:tengo|tiene) (?:\w+ ){0,4}(?:dolor\w*|presion|opresion) "
        r"(?:\w+ ){0,2}(?:en|de) (?:el )?pecho|dolor (?:\w+ ){0,2}(?:fuerte|intenso|agudo) (?:en el|de) pecho",
    ),
    (
        "convuls",
        r"(?:esta|sigue) (?:convulsionando|con convulsion\w*|teniendo (?:una )?convulsion\w*)|"
        r"no (?:para|deja) de convulsionar|(?:le dio|le esta dando|tuvo) (?:una|otra) convulsion",
    ),
    (
        "despiert despert reaccion responde conscien desmay conocimiento",
        r"no (?:se )?(?:despierta|reacciona)\b|mi \w+ no (?:me )?responde|no (?:lo|la) (?:puedo|podemos) despertar|"
        r"(?:esta|quedo) inconsciente|se (?:me )?(?:ha )?desmay(?:o|ado|ada)\b|perdio el (?:conocimiento|sentido)",
    ),
    (
        "sangr",
        r"sangra(?:ndo)? (?:\w+ )?(?:mucho|muchisimo|sin parar)|no (?:para|deja) de sangrar|"
        r"(?:esta )?(?:vomitando|vomito|tosiendo) (?:\w+ )?sangre|pierde mucha sangre|se (?:esta )?desangra\w*",
    ),
    (
        "infarto derrame ictus corazon cardiaco",
        r"(?:creo que (?:\w+ ){0,4}|(?:esta|estoy) (?:teniendo|sufriendo) (?:un )?|"
        r"(?:me|le) (?:esta dando|dio) (?:un )?)"
        r"(?:infarto|derrame|ictus|ataque (?:al corazon|cardiaco|de corazon))",
    ),
    (
        "azul morad",
        r"(?:se (?:esta )?(?:pone|poniendo|puso) (?:todo |toda )?|labios (?:\w+ )?|esta (?:toda |todo )?)"
        r"(?:azul|morad[oa])\w*",
    ),
    ("muriendo", r"(?:me estoy|se (?:me )?esta) muriendo"),
    (
        "garganta lengua",
        r"se (?:le|me) (?:esta )?(?:cierra|cerrando|hincha|hinchando|hincho) (?:la |el )?(?:garganta|lengua)",
    ),
    ("emergencia ambulancia", r"es una emergencia\b|(?:llamen?|necesito|necesita|pidan) (?:a )?(?:una )?ambulancia"),
    # Portuguese
    (
        "respira acorda desmai sangr convuls peito",
        r"nao (?:consegue|consigo|esta) respira\w*|nao acorda\b|(?:ele|ela|filh[oa]|mae|pai) desmaiou|"
        r"sangrando muito|"
        r"(?:esta|ta) (?:convulsionando|tendo (?:uma )?convuls\w+)|"
        r"(?:estou com|tem|tenho) (?:\w+ )?dor (?:\w+ )?no peito",
    ),
    # French
    (
        "respire reveille conscien saigne poitrine etouffe convuls",
        r"(?:ne )?(?:peux|peut|arrive) (?:pas|plus) (?:a )?respirer|ne respire (?:pas|plus)|ne respire\b|"
        r"ne se reveille (?:pas|plus)|(?:est|etait) inconsciente?|saigne (?:beaucoup|enormement)|jetouffe|"
        r"(?:il|elle) setouffe|mal (?:\w+ ){0,2}(?:a|dans) la poitrine|en train de convulser",
    ),
    # German
    (
        "atm luft bewusstlos aufwach wacht blutet brust krampf",
        r"atmet nicht|nicht (?:mehr |richtig )?(?:atmen|atmet)|(?:krieg|bekomm)\w* (?:\w+ )?keine luft|"
        r"(?:ist|wurde) (?:\w+ )?bewusstlos|wacht nicht (?:mehr )?auf|blutet (?:\w+ )?(?:stark|sehr)|"
        r"(?:habe|hat) (?:\w+ ){0,2}(?:brustschmerzen|schmerzen in der brust)|hat (?:gerade )?einen krampfanfall",
    ),
)
