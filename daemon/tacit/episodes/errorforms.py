"""The forms in which programs say an error: patterns of one line each, anchored and bounded."""

import re

from tacit.episodes.lines import form

# How the names of what is raised end.
RAISED = ("Error", "Exception", "Interrupt", "Exit", "Fault", "Panic")
COLOUR = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")
NAMED = form(
    r"^[ \t]{0,8}(?:\[rank\d{1,5}\]: |Uncaught |Caused by: )?(?P<told>"
    r"(?P<name>[A-Za-z_][\w.$]{0,120})(?:: .*|:?))$",
    RAISED,
)
PYTEST = form(
    r"^E {3,}(?P<told>\S.*)$",
)
COMPILER = form(
    r"^(?:[^\s:(][^:(\n]{0,200}(?::\d{1,7}(?::\d{1,7})?:?|\(\d{1,7},\d{1,7}\):?) (?:- )?"
    r"(?:fatal )?(?:error|Error)(?: TS\d{1,6})?:|error(?: TS\d{1,6}|\[E\d{1,6}\]):) \S.*$",
)
LINTER = form(
    r"^[ \t]{1,8}\d{1,7}:\d{1,7}[ \t]{1,8}error[ \t]{1,8}\S.*$"
    r"|^[ \t]{0,4}(?:\u00d7|\u2716|\u2717) (?!\d{1,7} |Some errors)\S.*$",
)
TEST = form(
    r"^(?:FAILED [^\s(].*|[ \t]{0,8}--- FAIL: .*|[ \t]{0,4}● [^\n]{1,300} \u203a .*|\(fail\) .*"
    r"|[ \t]{0,4}FAIL[ \t]{1,4}\S.*|[ \t]{0,4}test \S{1,200} \.\.\. FAILED)$",
)
# What a program says that only ran another one, and knows no more than that it failed.
RELAY = (
    r"(?:error|npm (?:ERR!|error)|make(?:\[\d{1,3}\])?: \*\*\*)[ :]"
    r"(?=.{0,80}(?:exited with|script `|Error \d)"
    r"|.?(?:code|path|errno|command|workspace|location|A complete log)\b)"
)
RELAYED = form(
    rf"^{RELAY}.*$",
)
SAID = form(
    rf"^(?!{RELAY})(?:[\w./-]{{1,120}}: )?(?:[Ff]atal|FATAL|ERROR|[Ee]rror|ERR!|panic"
    r"|npm (?:ERR!|error)|make(?:\[\d{1,3}\])?: \*\*\*)[:! \]].*$",
)
SHELL_SIGNS: tuple[str, ...] = (
    "command not found",
    "o such file or directory",
    "Permission denied",
)
SHELL_SIGNS += ("Segmentation fault", "Killed", "Connection refused")
SHELL = form(
    rf"^[^\n]{{1,300}}(?:{'|'.join(SHELL_SIGNS)})[^\n]{{0,300}}$",
)
SUMMARY = form(
    r"^=+ [^\n]{0,200}\b\d{1,7} (?:failed|errors?)\b[^\n]{0,200} in [\d.]{1,12}m?s[^\n]{0,40}=+$"
    r"|^FAILED \((?:failures|errors)=\d|^Tests: {1,10}\d{1,7} failed|^FAIL\t\S",
)
EXIT = re.compile(r"\AExit code (?P<code>\d{1,5})(?::[ ]|\n|\Z)")
