"""Alarms in the languages that the assistant apologises in are recognised, and questions in them are no alarm."""

from __future__ import annotations

import pytest

from bot.safety.finder import trained_finder
from bot.safety.patterns import find_alarm

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


@pytest.mark.parametrize("message", NO_ALARM)
def test_a_question(message: str) -> None:
    assert find_alarm(message) is None
