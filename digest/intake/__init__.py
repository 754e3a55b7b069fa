"""From the world to entries and pages.

In come the sources of the config; out come feed states, entries and raw pages. `http` is the one door through which
anything is fetched; `polling` decides when to ask and what an answer means; `feeds` turns bytes into entries; `rhythm`
learns how often a feed publishes, `health` says how it is, `catalogue` what of a new one is history. `pages` asks for
the pages that entries link to, through `courtesy` (one at a time for each host, as its `robots` allows), and `walls`
knows those that are none; `discovery` finds the feeds that a web page names; `opml` reads and writes lists of sources.
"""
