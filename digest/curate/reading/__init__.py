"""What an article can be compared by: text in; words, names, numbers, places and shingles out, once for each article.

Nothing here knows a second article.
"""
