"""The three passes. Each imports pure stages, is handed its effects, and ends in the store.

- :mod:`collect`: due feeds -> entries -> pages -> articles
- :mod:`curate`: the articles of a window -> voices -> stories -> topics -> ranks
- :mod:`publish`: ranked stories -> edition -> message -> deliveries

A crash repeats at most one batch of one pass, and repeats it harmlessly.
"""
