"""Rules against what sells: a line in, whether it is an advertisement, a price, a paywall, a call or an offer out.

Each needs a phrase *and* a shape: a sentence that reports on subscriptions has the phrase without the shape and stays.
"""

from __future__ import annotations

import re
from typing import Final

from digest.extract.known import Known
from digest.extract.lines import Line
from digest.extract.phrases import phrases

_SHORT: Final = 12
_CALL: Final = 45
_PITCH: Final = 20
_PRICE: Final = re.compile(
    r"(?:[$€£¥₹₴₽]|\b(?:usd|eur|gbp|chf|zł|pln|грн|uah|r\$|us\$|euro?s?|円|元)\b)\s?\d|\d\s?(?:[$€£¥₹₴₽]|zł|грн|円|元|eur|euro|ريال|درهم|جنيه|دولار)"
)
_PRICE_FIRST: Final = re.compile(
    r"^\W*(?:(?:just|only|from|then|for|nur|ab|dès|desde|da|od|лише|від|わずか|只要|仅需)\s)?\W*(?:[$€£¥₹₴]|\d)"
)


def is_advertisement(line: Line, _known: Known) -> bool:
    """Labels an advertisement."""
    return line.words <= _SHORT and phrases("advertisement").equal(line.plain)


def is_price(line: Line, _known: Known) -> bool:
    """Says what a subscription costs."""
    if line.words > _PITCH or '"' in line.plain:
        return False
    period, short = phrases("period"), line.words <= _SHORT
    if period.opening(line.plain) and line.words <= _SHORT // 2:
        return True
    if not _PRICE.search(line.plain):
        return False
    if short and (line.called or offers(line) or (line.sells and not line.closed)):
        return True
    opens = _PRICE_FIRST.search(line.plain) is not None
    return period.within(line.plain) and (line.subscribed or (opens and (line.sells or short)))


def is_paywall(line: Line, _known: Known) -> bool:
    """Asks the reader to pay or to log in."""
    count = sum(1 for _ in phrases("paywall").spans(line.plain)) if line.words <= _CALL else 0
    if not count:
        return False
    opens = phrases("paywall").opening(line.plain) > 0 and line.words <= _SHORT
    if count > 1 or opens or offers(line) or line.called:
        return True
    return line.words <= (2 * _SHORT if line.addressed else _SHORT) and (line.addressed or not line.closed)


def is_sign_up(line: Line, _known: Known) -> bool:
    """Asks the reader to subscribe, register, follow, download, donate."""
    if line.words > _CALL or not line.called:
        return False
    if line.subscribed:
        return line.words <= _SHORT // 2 or line.sells or line.owned
    told = line.addressed and (line.sells or line.owned)
    return told or (line.sells and line.owned) or (line.words <= _SHORT and offers(line))


def is_offer(line: Line, _known: Known) -> bool:
    """Praises what the outlet sells, to the reader's face."""
    if line.words > _CALL // 2 or not (line.addressed or line.owned) or '"' in line.plain:
        return False
    boasting = phrases("boast").opening(line.plain) > 0
    return line.sells and (boasting or not line.closed or (offers(line) and line.words <= _SHORT))


def offers(line: Line) -> bool:
    """Tell whether a line makes an offer that only vendors make: "cancel anytime", "straight to your inbox"."""
    return phrases("offer").within(line.plain)
