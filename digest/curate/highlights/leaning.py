"""Sentences that lean on another one: a sentence and its language in, whether it can stand alone out.

A sentence leans when its first word points back (he, this, their) or goes on from what was said (but, however). The
lists are short on purpose and hold what opens a sentence in news of that language; an article that is also a pronoun
("die", "het", "de") is left out. In a language without a list only the first sentence of a paragraph stands alone.
"""

from __future__ import annotations

import re
from typing import Final

from digest.curate.reading.tokens import fold, whole_words

_POINTING: Final = {
    "en": "he she it they him them his her hers its their theirs this that these those such but and or so yet still "
    "also then instead meanwhile however moreover furthermore therefore thus nevertheless nonetheless otherwise "
    "besides hence consequently too likewise similarly additionally|as a result|for example|for instance|"
    "in addition|on the other hand|in contrast|by contrast|at the same time|that is why|of these|of those|among them",
    "de": "er sie es dies diese dieser dieses diesem diesen jener jene jenes sein seine seiner seinem seinen ihr ihre "
    "ihrer ihrem ihren ihm ihn ihnen aber doch jedoch dennoch deshalb deswegen daher darum trotzdem zudem außerdem "
    "auch so dabei dazu damit danach davor dagegen daraufhin dafür denn und oder sondern allerdings hingegen "
    "schließlich demnach somit stattdessen",
    "fr": "il elle ils elles ce c cela ça cette cet ces son sa ses leur leurs lui celui celle ceux celles mais or donc "
    "car et ou puis ainsi cependant toutefois pourtant néanmoins enfin aussi ensuite alors|en effet|de plus|"
    "par ailleurs|au contraire|en revanche|par exemple|à son tour",
    "es": "él ella ellos ellas ello este esta esto estos estas ese esa eso esos esas aquel aquella aquello su sus pero "
    "además también así entonces luego y o aunque asimismo|sin embargo|no obstante|por eso|por ello|por lo tanto|"
    "por otra parte|en cambio|por ejemplo|a su vez",
    "it": "egli lui lei loro esso essa essi esse questo questa questi queste quello quella quelli ciò suo sua suoi sue "
    "ma però tuttavia inoltre quindi dunque così anche e o invece infatti poi perciò|per questo|d'altra parte|"
    "ad esempio|a sua volta",
    "pt": "ele ela eles elas isto isso aquilo este esta estes estas esse essa esses essas aquele aquela seu sua seus "
    "suas mas porém contudo entretanto todavia também assim então e ou portanto|no entanto|além disso|por isso|"
    "por outro lado|por exemplo|por sua vez",
    "nl": "hij zij ze dit dat deze die zijn haar hun hem maar echter toch ook daarom dus daarnaast bovendien en of "
    "want daarna daarmee vervolgens|aan de andere kant",
    "sv": "han hon dem detta denna dessa hans hennes deras men och eller dock också därför dessutom sedan",
    "da": "han hun dem dette denne disse hans hendes deres men og eller dog også derfor desuden så",
    "pl": "on ona ono oni one to ten ta te ci tego tej tych jego jej ich ale jednak więc dlatego też również ponadto "
    "natomiast i a oraz lecz zatem potem tymczasem jednocześnie|co więcej|z kolei|w związku z tym",
    "cs": "on ona ono oni to ten ta tento tato toto tito tyto jeho její jejich ale však avšak proto také navíc a i "
    "nebo tedy pak přitom zároveň naopak|kromě toho",
    "ru": "он она оно они это этот эта эти тот та те его ее их ему ей им но однако поэтому также и а или зато затем "
    "потом тогда там такой такая такие|при этом|кроме того|таким образом|в то же время|в свою очередь|более того",
    "uk": "він вона воно вони це цей ця ці той та те його її їх їхній йому їй їм але однак проте тому також і й а або "
    "зате потім тоді там така такі такий|при цьому|крім того|таким чином|водночас|у свою чергу|більше того",
    "bg": "той тя то те това този тази тези него неговият нейният им но обаче затова също и а или после тогава|"
    "освен това|в същото време|по този начин",
    "el": "αυτός αυτή αυτό αυτοί αυτές αυτά εκείνος εκείνη όμως αλλά ωστόσο επίσης επιπλέον και έτσι τότε",
    "tr": "o onlar bu şu bunlar bunun onun ama ancak fakat ayrıca ve veya böylece oysa üstelik|buna göre|öte yandan",
    "ar": "هو هي هم هذا هذه ذلك تلك هؤلاء لكن ولكن لكنه لكنها كما لذلك ثم وهو وهي وهذا وهذه وذلك بل وأضاف وأضافت|"
    "غير أن|إلا أن|في المقابل",
    "fa": "او آن این آنها آنان وی اما ولی همچنین بنابراین سپس و|با این حال|علاوه بر این",
    "ur": "وہ یہ اس ان لیکن مگر تاہم پھر اور",
    "he": "הוא היא הם הן זה זו זאת אלה אך אבל אולם גם לכן ואז כך",
    "hi": "वह वे यह ये उस उन इस इन उसने उन्होंने इसके उनके उसके इससे लेकिन मगर हालांकि और फिर इसलिए",
    "bn": "তিনি তারা সে এটি এটা এই তাঁর তার কিন্তু তবে এছাড়া এবং তাই",
    "ta": "அவர் அவள் அவன் அவர்கள் இது அது ஆனால் மேலும் இந்த அந்த",
    "id": "ia dia mereka ini itu namun tetapi tapi juga selain maka dan lalu|hal ini|hal itu|"
    "hal tersebut|oleh karena itu",
    "vi": "nó họ đây đó nhưng và cũng|điều này|việc này|tuy nhiên|vì vậy|do đó|ngoài ra|ông ấy|bà ấy",
    "sw": "yeye wao hii hiyo huyo hilo hayo lakini hata aidha pia na hivyo|kwa hiyo|hata hivyo",
    "am": "እሱ እሷ እነሱ ይህ ይህም ግን ሆኖም ስለዚህ",
    "ko": "그 그는 그녀 그녀는 그들은 이는 이것은 이 그러나 하지만 또 또한 그리고 그래서 이에 이와 따라서",
}
_POINTING_UNSPACED: Final = {
    "ja": "彼 それ これ その この あの しかし だが ただ また さらに そして 一方 同氏 そこで ところが でも なお",
    "zh": "他 她 它 这 這 那 其 该 該 此 但 然而 不过 不過 而 因此 所以 同时 同時 另外 并且 並且 于是 於是",
    "th": "เขา เธอ มัน พวกเขา แต่ และ ซึ่ง อย่างไรก็ตาม นอกจากนี้ ดังนั้น",
}
_TIMES: Final = frozenset(
    whole_words(
        "week weekend month year morning afternoon evening summer autumn winter spring season century semaine mois "
        "année matin soir été hiver woche monat jahr sommer semana mes año mês ano mattina settimana mese anno vez "
        "maand jaar tydzień miesiąc rok tygodniu miesiącu roku неделе неделя год году месяц месяце тиждень року "
        "hafta yıl ay sabah الأسبوع العام الشهر هفته سال ماه सप्ताह हफ्ते साल महीने minggu tahun bulan"
    )
)
"""What makes "this week" a time that the reader knows, and no pointer."""


def _words_and_phrases(listed: str) -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    first, *phrases = listed.split("|")
    return frozenset(map(fold, first.split())), frozenset(tuple(whole_words(phrase)) for phrase in phrases)


_LISTS: Final = {language: _words_and_phrases(listed) for language, listed in _POINTING.items()}
_PREFIXES: Final = {language: tuple(listed.split()) for language, listed in _POINTING_UNSPACED.items()}
_LONGEST_OPENING: Final = 200
_MARKS_BEFORE: Final = re.compile(r"^[\W_]+")


def knows_pointers(language: str) -> bool:
    """Tell whether there is a list for a language."""
    return _primary(language) in _LISTS or _primary(language) in _PREFIXES


def leans(sentence: str, language: str) -> bool:
    """Tell whether a sentence opens with a word that points back or goes on from what was said before it."""
    primary, opening = _primary(language), sentence[:_LONGEST_OPENING]
    if primary in _PREFIXES:
        return _MARKS_BEFORE.sub("", opening).startswith(_PREFIXES[primary])
    if primary not in _LISTS:
        return False
    single, phrases = _LISTS[primary]
    first = whole_words(opening)[:6]
    if any(tuple(first[: len(phrase)]) == phrase for phrase in phrases):
        return True
    return bool(first) and first[0] in single and not (len(first) > 1 and first[1] in _TIMES)


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].casefold()
