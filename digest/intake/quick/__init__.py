"""The fast reader of feeds: well-formed RSS, RDF and Atom made of parts whose meaning in feedparser is known.

In comes a document, out go its words, or None. What stands here is what feedparser makes of each element, down to
its oddities, because the two must tell the same story; whatever could be read otherwise is refused, not guessed.
feedparser knows no nesting: an element acts wherever it stands, in the order of the document, on the entry or the
feed that is open. The XML parser is expat, the one beneath feedparser, so that both agree on what is well-formed.

Safe for a stranger's bytes: no document type and so no entities, nothing is fetched, limits on size and depth, and
the time is linear in the size.

The steps: `encoding` (bytes -> text), `tree` (text -> elements), `walk` (elements -> actions, by `names`); the actions
stand in `prose`, `links`, `people`, `dates` and `structure`, and `reader` joins them.
"""
