"""The week's best articles in full, as a book for a reader and as sheets for a printer.

    stories -> gather_magazine -> Magazine -> draw_cover -> make_epub -> bytes of an .epub
                                                         -> make_sheets -> make_pdf -> bytes of a .pdf

`gather` chooses, in each story, the article that is printed in full; `pictures` and `cover` turn bytes of pictures
into pictures that may be bound; `book` binds them into an EPUB 3, `sheets` sets them as one page of HTML, and `pdf`
prints that. Nothing here reads a store, a clock or a network: whoever calls hands in the bytes of the pictures.
"""
