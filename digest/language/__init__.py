"""Text in any language in, what its language is, or its words in another or in fewer words, out.

:func:`detect_language` names the language of a text, with what the page or feed declares as the first opinion.
"""

from __future__ import annotations

from digest.language.detect import detect_language

__all__ = ["detect_language"]
