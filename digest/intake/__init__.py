"""From the world to entries and pages.

In come the sources of the config; out come feed states, entries and raw pages. `http` is the one door through which
anything is fetched; `polling` decides when to ask and what an answer means; `feeds` turns bytes into entries; `pages`
asks for the pages that entries link to; `opml` reads and writes lists of sources.
"""
