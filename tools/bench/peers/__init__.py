"""Measure RareGuide beside other ways to answer: word search, embedding search, and Rasa as it comes."""
