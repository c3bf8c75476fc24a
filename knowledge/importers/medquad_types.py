"""List what MedQuAD calls its questions and its sites, and what this project calls them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class QuestionType:
    """Name the section that answers a question type, and the question to show where the answer brings none."""

    section: str
    question: str


QUESTION_TYPES: dict[str, QuestionType] = {
    "information": QuestionType("overview", "What is {name}?"),
    "causes": QuestionType("causes", "What causes {name}?"),
    "genetic changes": QuestionType("causes", "What are the genetic changes related to {name}?"),
    "symptoms": QuestionType("symptoms", "What are the symptoms of {name}?"),
    "inheritance": QuestionType("inheritance", "Is {name} inherited?"),
    "frequency": QuestionType("frequency", "How many people are affected by {name}?"),
    "susceptibility": QuestionType("frequency", "Who is at risk for {name}?"),
    "exams and tests": QuestionType("diagnosis", "How is {name} diagnosed?"),
    "stages": QuestionType("diagnosis", "What are the stages of {name}?"),
    "treatment": QuestionType("treatment", "What are the treatments for {name}?"),
    "considerations": QuestionType("treatment", "What can people with {name} do?"),
    "outlook": QuestionType("prognosis", "What is the outlook for {name}?"),
    "complications": QuestionType("complications", "What are the complications of {name}?"),
    "prevention": QuestionType("prevention", "How can {name} be prevented?"),
    "research": QuestionType("research", "What research is being done for {name}?"),
    "support groups": QuestionType("support", "Where can people with {name} find support groups?"),
}
"""MedQuAD's types for conditions; its types for drugs (dose, brand names, …) have no section here."""

SITES: dict[str, str] = {
    "GARD": "Genetic and Rare Diseases Information Center",
    "GHR": "Genetics Home Reference",
    "CancerGov": "National Cancer Institute",
    "NIDDK": "National Institute of Diabetes and Digestive and Kidney Diseases",
    "NINDS": "National Institute of Neurological Disorders and Stroke",
    "NIHSeniorHealth": "NIH SeniorHealth",
    "NHLBI": "National Heart, Lung, and Blood Institute",
    "CDC": "Centers for Disease Control and Prevention",
    "MPlusHealthTopics": "MedlinePlus Health Topics",
    "ADAM": "A.D.A.M. Medical Encyclopedia",
    "MPlusDrugs": "MedlinePlus Drug Information",
    "MPlusHerbsSupplements": "MedlinePlus Herbs and Supplements",
}
"""The full names of the sites, by the `source` attribute of a document."""
