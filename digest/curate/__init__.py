"""What the press says, put in order: articles of a window in, stories ready for an edition out.

Each article is read once (`reading`). Copies of one text are folded into one voice (`duplicates`), voices on one
event become a story, in whatever language they write (`stories`), a story is filed under an editor's subjects
(`topics`), weighed (`ranking`) and compared with what earlier editions printed (`memory`). `highlights` finds the
sentences, quotes and figures that an edition prints; `explain` answers "why is this here?".

Every function is a function of values: no store, no network, no clock, and the same answer in whatever order the
articles come.
"""
