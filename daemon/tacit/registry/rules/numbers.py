"""Hyperparameters are numbers: a teammate cannot copy and paste "a small learning rate"."""

import re
from collections.abc import Iterator

from tacit.registry.finding import Finding, finding
from tacit.registry.page import Page, below, numbered

_ADJECTIVE = (
    r"(?:(?:very|quite|rather|fairly|relatively|reasonably|sufficiently|as|a bit|slightly)\s+)?"
    r"(?:small(?:er)?|large(?:r)?|high(?:er)?|low(?:er)?|big(?:ger)?|tiny|huge|moderate|medium"
    r"|appropriate|suitable|reasonable|sensible|adequate|enough|sufficient|typical|usual|normal"
    r"|standard|long(?:er)?|short(?:er)?|many|few|some|several|more|less|varies|tuned|aggressive"
    r"|conservative|gentle|needed|optimal|good)"
)
# Parameters that are nothing but a number.
_NUMERIC = (
    r"(?:(?:initial|base|peak|max|min|final|start|end|encoder|decoder|global|micro|train|eval|per.device)"
    r"[\s_-]+)*(?:learning[\s_-]*rate|lr|batch[\s_-]*size|(?:num[\s_-]*)?epochs|weight[\s_-]*decay"
    r"|dropout|warm[\s_-]*up[\s_-]*(?:steps|ratio)|momentum|temperature|top[\s_-]*[pk]"
    r"|hidden[\s_-]*(?:size|dim)|n(?:um)?[\s_-]*(?:layers|heads)|gradient[\s_-]*accumulation[\s_-]*steps"
    r"|max[\s_-]*(?:steps|tokens|length)|seq(?:uence)?[\s_-]*len(?:gth)?|label[\s_-]*smoothing)"
)
_MARKS = r"[\s|*_`'\"-]*"
_SET = re.compile(rf"(?i){_MARKS}([\w .-]{{1,60}}?){_MARKS}(?::|=|\||\bis\b){_MARKS}(\S.*)")
_IS_ADJECTIVE = re.compile(rf"(?i){_ADJECTIVE}\b")
_IS_NUMERIC = re.compile(rf"(?i)(?:--)?{_NUMERIC}")
_OF = re.compile(rf"(?i)\b(?:an?|the)?\s*{_ADJECTIVE}\s+({_NUMERIC})\b")
# A value that is read from elsewhere, or made by an expression, is exact without a number.
_ELSEWHERE = re.compile(r"(?i)[$(\[{<]|args|cfg|config|none\b|null\b|auto\b|default|same|not ")


def numbers(page: Page) -> Iterator[Finding]:
    """Values in the section Hyperparameters that are an adjective, or no number."""
    for number, line in numbered(below(page, "Hyperparameters")):
        if any(c.isdigit() for c in line):
            continue
        found = _SET.match(line)
        name, value = (found[1].strip(), found[2]) if found else ("", "")
        if (name and _IS_ADJECTIVE.match(value)) or _OF.search(line):
            message = "an adjective is no value; give the number"
            yield finding(page.path, number, "value-adjective", message)
        elif _IS_NUMERIC.fullmatch(name) and not _ELSEWHERE.search(value):
            message = f"{name[:40]} without a number; give it"
            yield finding(page.path, number, "value-number", message)
