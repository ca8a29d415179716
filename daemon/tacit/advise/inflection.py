"""The other forms of a word: who asks about quantizing means what skills call quantization.

The index cuts plural endings only, so that names stay names; a request asks for the other forms of
its words besides, with less weight.
"""

from functools import lru_cache

import Stemmer

# Endings that Porter's second English stemmer takes off and that are frequent in technical prose.
_ENDINGS = (
    *("", "e", "ed", "ing", "er", "ion", "ation", "or", "ive", "al", "able", "y", "ly", "ment"),
    *("ity", "ence", "ance", "ize", "ise", "izer", "ization", "isation", "ic", "ical", "ness", "t"),
)
_SHORTEST = 4  # letters of a word that is inflected
_stemmer = Stemmer.Stemmer("english")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word without its English endings (Porter's second stemmer, as in Snowball)."""
    found: str = _stemmer.stemWord(word)
    return found


@lru_cache(maxsize=16_384)
def forms(word: str) -> tuple[str, ...]:
    """Other words, existing or not, that have the stem of this one."""
    if len(word) < _SHORTEST or not (word.isalpha() and word.isascii()):
        return ()
    root = stem(word)
    roots = (root, root + root[-1], root[:-1] + "y" if root.endswith("i") else root)
    tried = dict.fromkeys(root + ending for root in roots for ending in _ENDINGS)
    return tuple(one for one in tried if one != word and stem(one) == stem(word))
