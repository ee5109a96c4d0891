"""Words that say nothing by themselves, as the tokenizer writes them (no umlauts, no apostrophes)."""

from __future__ import annotations

from typing import Final

_ENGLISH = """
a about am an and any are as at be been but by can cant could did do does doesnt doing dont for from get had has
have having he her here hers him his how i if im in into is isnt it its ive just let like me my no not of on or
our ours out own should shouldnt so some than that the their theirs them then there these they this those to too
us very was we were what when where which while who whom why will with would you your yours
"""

_GERMAN = """
aber als am an auch auf aus bei beim bin bis bist da damit dann das dass dein deine dem den denn der des dich die
dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines er es euch euer
fur habe haben hat hatte hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ist ja kann kein keine
keinen konnen man mein meine meinem meinen meiner mich mir mit nach nicht noch nun nur ob oder ohne sehr sein
seine seinem seinen seiner sich sie sind so soll sollte sollten uber um und uns unser unsere unter vom von vor
wann war waren warum was weil welche welchem welchen welcher welches wenn wer werden wie will wir wird wo wurde
zu zum zur
"""

STOP_WORDS: Final = {"en": frozenset(_ENGLISH.split()), "de": frozenset(_GERMAN.split())}
