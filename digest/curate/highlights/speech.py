"""Speech in a text: the marks that quotations stand in, the verbs that name who speaks, and whether both are there."""

from __future__ import annotations

import re
from typing import Final

from digest.curate.highlights.leaning import leans
from digest.text import count_words

MARKS: Final = re.compile(
    r"“([^“”„]+)”|„([^„“”]+)[“”]|«\s?([^«»]+?)\s?»|»([^«»]+)«|「([^「」]+)」|『([^『』]+)』|(?<!\w)\"([^\"]+)\"(?!\w)"
)
DASHED: Final = re.compile(r"^[–—]\s+(.+?[^\s–—])\s+[–—]\s+(?=\w)")
_SAYS = (
    "said|says|told|tells|added|adds|warned|warns|argued|argues|explained|explains|insisted|noted|wrote|writes|asked|"
    "replied|recalled|declared|stated|"
    "dit|déclaré|déclare|affirme|affirmé|explique|expliqué|assure|assuré|estime|estimé|ajoute|ajouté|raconte|prévient|"
    "résume|souligne|rappelle|reconnaît|glisse|"
    "sagte|sagt|erklärte|erklärt|betonte|meinte|meint|warnte|warnt|fügte|schrieb|nannte|"
    "dijo|dice|afirmó|afirma|señaló|señala|explicó|explica|aseguró|asegura|añadió|agregó|sostuvo|sostiene|advirtió|"
    "contó|cuenta|resumió|resume|declaró|"
    "disse|diz|afirmou|explicou|declarou|acrescentou|avaliou|avalia|alertou|contou|conta|ressaltou|"
    "powiedział|powiedziała|mówi|ocenia|ocenił|oceniła|dodał|dodała|stwierdził|stwierdziła|wyjaśnia|wyjaśnił|"
    "opowiada|przypomina|wspomina|tłumaczy|podkreśla|podkreśliła|podkreślił|"
    "сказав|сказала|заявив|заявила|каже|пояснив|пояснила|розповів|розповіла|додав|додала|наголосив|наголосила|"
    "зазначив|зазначила|сказал|заявил|сообщил|сообщила|пояснил|рассказал|рассказала|добавил|подчеркнул|говорит|"
    "disse|ha detto|afferma|spiega|ha dichiarato|dedi|söyledi|belirtti|açıkladı|"
    "zei|zegt|sade|säger|sa"
)
VERB: Final = re.compile(rf"(?<!\w)(?:{_SAYS})(?!\w)", re.IGNORECASE)
ARABIC_SAYS: Final = r"(?:و|ف)?(?:قال|قالت|أضاف|أضافت|أوضح|أوضحت|أكد|أكدت|صرح|صرحت|ذكر|ذكرت|اعتبر|يقول|تقول|رأى|رأت)"
_OTHER_SAYS: Final = re.compile(
    rf"(?<!\w){ARABIC_SAYS}(?!\w)|[說说稱称]|表示|指出|強調|强调|認為|认为|直言|坦言|透露|"
    r"と(?:、)?[^。「」]{0,16}(?:述べ|話|語|言|説明|強調|指摘|訴え|コメント|振り返|明か)|"
    r"\baccording to\b|\bselon\b|\blaut\b|\bsegún\b|\bsecondo\b|\bsegundo\b|\bwedług\b|\bvolgens\b|"
    r"по словам|за словами",
    re.IGNORECASE,
)
_FEWEST_WORDS, _FEWEST_AROUND = 4, 2
"""Words of a quotation that needs a speaker, and words that have to stand around it: "Lee said"."""
_PRONOUN_NEAR = 3


def keeps_speaker(sentence: str, language: str) -> bool:
    """Tell whether each quotation of a sentence has the words that say whose it is in the same sentence.

    A quotation inside a sentence is told by that sentence ("The mayor called it “a risk to us all”"); one that opens
    it, or makes nearly all of it, needs a verb of speech beside it, with a subject that is no mere pronoun.
    """
    quoted = [match for match in MARKS.finditer(sentence) if count_words(match.group(), language) >= _FEWEST_WORDS]
    if not quoted:
        return True
    around = " ".join(MARKS.sub(" ", sentence).split()).strip(" ,.，。、—–-:：")
    if count_words(around, language) < _FEWEST_AROUND:
        return False
    if quoted[0].start() > 0:
        return True
    if VERB.search(around) is None and _OTHER_SAYS.search(around) is None:
        return False
    words = re.split(r"[\s\-]+", around)[:_PRONOUN_NEAR]
    return not any(leans(word, language) for word in words[: 2 if len(words) > 1 else 1])
