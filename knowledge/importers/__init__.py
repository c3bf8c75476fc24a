"""Read foreign sources (MedQuAD documents, saved pages) into the records of `knowledge.records`."""
