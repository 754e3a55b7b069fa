"""What many outlets wrote on one event: voices in, stories out (`gather`).

`affinity` says how near two voices are, `matrices` does its arithmetic, `communities` parts the graph.
"""
