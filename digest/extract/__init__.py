"""Pages in, articles out: the bytes of a news page, or a plain-text dump of one, become an `Extraction` each.

`extract_page` reads HTML: `charset` decodes, `tree` parses, `page` asks trafilatura for the body and `gaps` puts back
what it lost, `density` answers where that is too little, `furniture` drops what is left of the page around it by the
named `rules`, `metadata` reads what the page declares. `extract_dump` reads text without markup, where `heads` finds
the articles by their shape. `extract_any` decides between the two. What was dropped is part of the result,
line by line, with the rule. Nothing here knows where a page came from or where its article goes; the one exception
raised is `ExtractError`. Nothing is imported here: a poll takes `site_memory` of this room, and trafilatura, which is
loaded in its workers, would slow its start.
"""
