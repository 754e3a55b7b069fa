"""Ranked stories in, one beautiful mail out.

    stories -> compose_edition -> Edition -> render_edition -> Rendered -> lint_html -> findings

`compose` asks each block kind in `blocks/` for its piece of the page and makes a snapshot of plain values; `render`
pours that snapshot into a theme (HTML and a hand-made text part), `inline` moves the styles to where mail programs
look for them, and `lint` says what a mail program, a filter or a reader would stumble over. Nothing here reads a
store, a clock or a network: the same stories and the same slot give the same bytes.
"""
