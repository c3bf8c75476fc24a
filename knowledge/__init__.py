"""What RareGuide knows about conditions: records, store, importers and names.

It imports `rareguide` alone, so that the knowledge can be used, tested and moved without what answers from it.
"""
