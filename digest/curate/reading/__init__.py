"""What an article can be compared by: text in; words, names, numbers, places, fingerprints out, once for an article.

Nothing here knows a second article.
"""
