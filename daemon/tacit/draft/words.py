"""Words of English as grounding sees them: stems, glue, opposites, doubt and denial."""

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9_]+(?:'[a-z]+)?")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ENDING = re.compile(r"(?:ing|ed|es|ly|s|d|e)\Z")

# Words that carry no fact of their own: articles, auxiliaries, and verbs of telling and doing that
# any account of a session needs.
GLUE = frozenset(
    re.findall(
        r"\w+",
        "the and are was were been being has have had having does did doing done can will would "
        "shall its his her him she they them their our your you who whom whose this that these "
        "those here there then than thus hence therefore also just very too even still yet "
        "again once now ever soon for from with into onto upon over under about between through "
        "during until while when where which what why how because since due cause causes caused "
        "causing reason reasons result results resulted follow follows but not nor only own "
        "same other another each every any some such more most much many both either one ones "
        "it is be as at by of on or so to in an a i we he me my us if out like way ways place "
        "part side case exact exactly actually simply really indeed namely instead rather "
        "however moreover said says say told tells tell mean means meant happen happens "
        "happened occur occurs occurred turn turns turned come comes came give gives gave given "
        "giving get gets got getting make makes made making let lets use uses used using run "
        "runs ran running rerun try tries tried set sets put puts see sees saw seen show shows "
        "showed shown look looks find finds found take takes took keep keeps kept need needs "
        "needed must should error errors fail fails failed failing failure fix fixes fixed "
        "problem issue issues attempt attempts command commands session lead leads led end ends "
        "ended ending stop stops stopped exit help helps helped helping change changes changed "
        "changing edit edits edited write writes wrote written call calls called work works "
        "worked working step before after first next later earlier already whole itself "
        "elsewhere point points thing things something anything nothing everything nobody else "
        "otherwise well could may enough alone file line tool raise raises raised leave leaves "
        "bring brings stand stands want wants answer answered might user users verified check "
        "checks checked succeed succeeds succeeded print prints printed hold holds held ",
    )
)
# One of a pair where the evidence has the other says the contrary; these are never mere glue.
_OPPOSITES = (
    "increase decrease,higher lower,high low,larger smaller,large small,big little,more less,"
    "most least,enable disable,enabled disabled,true false,first last,minimum maximum,min max,"
    "old new,older newer,fast slow,faster slower,add remove,upgrade downgrade,above below,"
    "left right,load save,read write,open close,opened closed,pass fail,success failure,"
    "missing present,long short,longer shorter,train eval,input output,cpu gpu,row column,"
    "greater fewer,top bottom,always never,all none,different same,valid invalid,known unknown,"
    "available unavailable,on off,up down,early late,before after,with without,start stop"
)
POLAR = frozenset(re.findall(r"\w+", _OPPOSITES))
_DENIAL = re.compile(
    r"(?i)\b(?:not|no|never|cannot|without|nor|neither|none|nothing|\w+n['\u2019]t)\b"
)
_DOUBT = re.compile(
    r"(?i)\b(?:might|may|maybe|perhaps|probably|possibly|likely|seems?|could(?! not)|if|unless"
    r"|whether|guess|suspect|think|doubt|wonder|assum\w+|believe|let me|let's|i'll|i will|try"
    r"|trying|not sure|hypothes\w+|suppose|appears?)\b|\?"
)
_ACTIONS = (
    "add adjust allow apply ask avoid begin bind bring build bump call cast change check "
    "choose clean clear compare compute configure convert copy create cut debug declare "
    "define delete disable divide do downgrade drop edit enable ensure evaluate export "
    "extract fall fetch find fine fix force get give go handle import include increase insert "
    "inspect install join keep launch leave let limit link list load log look lower make map "
    "match measure merge mock move open pad pass pin point prefer print pull push put raise "
    "read rebuild record reduce refactor regenerate register reinstall remove rename repeat "
    "replace request rerun reset resolve restart restore retry return revert rewrite run save "
    "see select set shrink skip sort specify split start stop switch take test train treat "
    "trim try turn uninstall unset update upgrade use validate verified verify wait watch "
    "wrap write "
)
_LEAD = re.compile(
    r"(?i)\A(?:\W|\d|then |first,? |next,? |finally,? |also |always |never |do not |don't |to "
    r"|please |tried to |trying to |and )*([a-z]+)(?![\w(.])"
)
_SCOPE = 4  # words that a denial reaches

_PAST = (
    "grew grown grow,held hold,built build,broke broken break,lost lose,sent send,fell fallen fall,"
    "rose risen rise,chose chosen choose,threw thrown throw,began begun begin,became become,"
    "went gone go,knew known know,thought think,brought bring,meant mean,spent spend,"
    "overrode overridden override,froze frozen freeze,hid hidden hide,shrank shrunk shrink"
)
_IRREGULAR = {
    form: forms[-1] for forms in (one.split() for one in _PAST.split(",")) for form in forms[:-1]
}


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word without its inflection, crudely: `needs`, `needed` and `need` are one."""
    word = word.lower().removesuffix("'s")
    word = _IRREGULAR.get(word, word)
    if len(word) > 4 and not any(c.isdigit() for c in word):
        word = _ENDING.sub("", word)
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
            word = word[:-1]
        word = word.removesuffix("e")
    return word[:7]


def doubted(text: str) -> bool:
    """Is it a guess, a question, a condition or a plan, rather than a statement?"""
    return _DOUBT.search(text) is not None


def an_action(sentence: str) -> bool:
    """Does it tell to do something, or what was done, rather than how things are?"""
    lead = _LEAD.match(sentence)
    return lead is not None and stem(lead[1]) in _ACTION_STEMS


def said(text: str) -> tuple[tuple[str, bool], ...]:
    """The stems of its content words in order, each with whether it is denied."""
    found: list[tuple[str, bool]] = []
    reach = 0
    for word in _WORD.findall(text.replace("\u2019", "'").lower()):
        if _DENIAL.fullmatch(word):
            reach = _SCOPE
            continue
        if is_content(word):
            found.append((stem(word), reach > 0))
        reach -= 1
    return tuple(found)


def is_content(word: str) -> bool:
    """Does the word (in lower case) carry a fact?"""
    return word not in GLUE and (len(word) > 2 or word.isdigit() or word in POLAR)


@lru_cache(maxsize=8)
def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text; parts of CamelCase and snake_case names count alone."""
    low = text.lower()
    parts = _CAMEL.sub(" ", text).lower().replace("_", " ")
    return frozenset(map(stem, _WORD.findall(low) + _WORD.findall(parts)))


_ACTION_STEMS = frozenset(map(stem, _ACTIONS.split()))
_TOLD = re.compile(r"(?i)\b(?:was|were|had|did)\b|[.!;:]\Z")


def a_statement(sentence: str) -> bool:
    """Does it tell how things are or were? A caption, a question or an instruction does not."""
    return _TOLD.search(sentence.strip()) is not None and not an_action(sentence)
