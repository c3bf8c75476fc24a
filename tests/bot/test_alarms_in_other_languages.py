"""Alarms in the languages that the assistant apologises in are recognised, and questions in them are no alarm."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.language_detector import LANGUAGES
from bot.safety.alarm import KINDS as ALL_KINDS
from bot.safety.alarm import whom_to_call
from bot.safety.finder import trained_finder
from bot.safety.language_rules import (
    BadRules,
    LanguageRules,
    kind_in_other_language,
    load_rules,
    plain_in_any_script,
)
from bot.safety.patterns import find_alarm
from rareguide.texts import load_texts

SELF_HARM = """
me quiero matar
ya no quiero vivir
quiero quitarme la vida
he pensado en suicidarme
mi hermana habla de suicidarse
estarían mejor sin mí
j'ai envie de mourir
je veux en finir
ich will nicht mehr leben
quero me matar
não quero mais viver
ich möchte sterben
ich will mich umbringen
me voy a matar
voy a matarme
mi hijo quiere matarse
""".strip().splitlines()

POISONING = """
se ha tomado muchas pastillas
mi hija se tomó un frasco de paracetamol
mi niño tragó una pila
bebió lejía
elle a avalé tous les comprimés
il a bu de la javel
er hat eine Batterie verschluckt
ich habe zu viele Tabletten genommen
ele tomou todos os comprimidos
""".strip().splitlines()

EMERGENCY = """
me duele mucho el pecho
no puedo respirar
mi hijo no despierta
mi bebé está convulsionando
mi hija se desmayó
sangra mucho por la nariz
creo que es un infarto
creo que está teniendo un infarto
mi esposo está inconsciente
se está ahogando
se está poniendo morado
le cuesta mucho respirar
es una emergencia
se me cierra la garganta
está vomitando sangre
mi madre no reacciona
je ne peux plus respirer
il ne respire plus
elle est inconsciente
mein Sohn atmet nicht
ich bekomme keine Luft
sie ist bewusstlos
minha filha não acorda
ela está convulsionando
estou com dor no peito
mi papá tuvo una convulsión
""".strip().splitlines()

KINDS = {"self_harm": SELF_HARM, "poisoning": POISONING, "emergency": EMERGENCY}

NO_ALARM = """
¿qué es el síndrome de Marfan?
¿cuáles son los síntomas?
mi hijo tiene convulsiones desde pequeño
¿se muere la gente de esto?
cuánto vive una persona con duchenne
¿tiene cura?
¿cómo se hereda?
me muero de ganas de saber
¿hay un medicamento?
mi hija toma medicinas para la epilepsia
manchas azules en la piel
quiero vivir bien con esta enfermedad
quiero saber más
quelle est l'espérance de vie
est-ce mortel
comment soigner
Wie lange kann man damit leben
Stirbt man daran?
quanto tempo vive
qual o tratamento
mi padre murió de un infarto
dolor de pecho es un síntoma?
¿qué medicamentos toma?
el sitio no responde
tomo una pastilla al día
tomo un medicamento para esto
""".strip().splitlines()


@pytest.mark.parametrize(("message", "kind"), [(message, kind) for kind, said in KINDS.items() for message in said])
def test_an_alarm(message: str, kind: str) -> None:
    alarm = trained_finder().find(message)
    assert alarm is not None
    assert alarm.kind == kind


RULES = load_rules()


@pytest.mark.parametrize("rules", RULES, ids=[f"{rules.language}-{rules.kind}" for rules in RULES])
def test_every_rule_matches_an_example_and_none_matches_a_harmless_one(rules: LanguageRules) -> None:
    rings = [plain_in_any_script(message) for message in rules.rings]
    idle = [rule.pattern for rule in rules.patterns if not any(rule.search(message) for message in rings)]

    assert idle == []
    assert [message for message in rules.rings if kind_in_other_language(message) != rules.kind] == []
    assert [message for message in rules.silent if kind_in_other_language(message) is not None] == []


def test_every_language_that_is_answered_in_has_rules_of_every_kind_and_says_whom_to_call() -> None:
    texts = load_texts()
    answered = {language for language in LANGUAGES if texts.has(f"utter_other_language_{language}")}

    assert len(answered) == 17
    assert {(rules.language, rules.kind) for rules in RULES} == {(one, kind) for one in answered for kind in ALL_KINDS}
    for language in answered:
        known, unknown = (whom_to_call(language, region, texts) for region in ("US", ""))
        assert all(number in known for number in ("911", "988", "1-800-222-1222"))
        assert unknown != whom_to_call(None, "", texts)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("panic: {}", "expected the lists self_harm, poisoning, emergency"),
        ("emergency: {rules: [a], rings: [b]}", "expected the lists rules, rings, silent"),
        ('emergency: {rules: ["(a"], rings: [b], silent: [c]}', "is no pattern"),
        ('emergency: ["a', "line 1"),
    ],
)
def test_a_wrong_file_of_rules_is_told_with_its_place(tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / "xx.yml").write_text(content, encoding="utf-8")

    with pytest.raises(BadRules, match=f"xx.yml.*{complaint}"):
        load_rules(tmp_path)


@pytest.mark.parametrize("message", NO_ALARM)
def test_a_question(message: str) -> None:
    assert find_alarm(message) is None
