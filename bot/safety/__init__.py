"""Recognise emergencies, poisonings and thoughts of self-harm before anything else."""
