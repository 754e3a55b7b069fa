"""Web pages: pieces in, the bytes and the content type of the pages that print them out.

`skeletons/` holds one HTML file for each kind of site; adding a file adds a kind. Each is a set of named fragments,
and each of its fragments names the same values, so that any skeleton can print any piece:

    body + metadata + a skeleton -> article, then its fault, then bytes
"""

from .article import render_article
from .front import render_home, render_newsstand
from .markup import Page

__all__ = ["Page", "render_article", "render_home", "render_newsstand"]
