"""The sample newsroom: an invented press of twenty outlets on one loopback port.

What comes in: `outlets.toml` (who publishes), `habits.py` (how each publishes) and `content/` (what they wrote), and
one instant that counts as "now". What goes out: web pages with all the furniture of real ones, feeds in four formats
and drawn pictures, served over HTTP as the outside world would serve them. The package imports nothing else of
`digest`, so whatever reads it works just as hard as it does on the open web.

    outlets.toml + content/*.txt -> newsroom -> pages, feeds, pictures -> resources -> server
"""
