"""A page and the mail programs that it is for -> what in its CSS they do not know (rules C01 and C02).

What programs support is known from caniemail.com (`clients.json`; MIT, see CANIEMAIL-LICENSE beside it), where it bites
and what stands in for it is ours.
"""

from digest.edition.lint.compat.rules import RULES

__all__ = ["RULES"]
