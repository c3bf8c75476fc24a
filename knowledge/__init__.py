"""What RareGuide knows about conditions: records, store, importers and names.

Nothing in here imports `rareguide`, `actions` or `bot`, so that the knowledge can be used, tested and
moved without them.
"""
