"""Make `templates/registry/scripts/validate_plugins.py` again: `make_validator.py`.

The script is the modules of tacit that lint a registry, one behind the other. They use the standard
library alone; what of `redact` needs more is put in as a table of its patterns. Names of one module
that another has too get the module's before them.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tacit
from tacit.redact.rules import START, rules

PACKAGE = Path(tacit.__file__).parent
SCRIPT = Path(__file__).parents[2] / "templates/registry/scripts/validate_plugins.py"
_RULES = (
    "manifest structure frontmatter description parts tables numbers links mends duplicates unseen"
)
_TABLE = "the table of redact/rules.toml and redact/gitleaks.toml"
# In the order of their imports; of some only these names and what they stand on.
PARTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("errors.py", frozenset({"TacitError", "RegistryError"})),
    *((name, frozenset()) for name in ("slug.py", "registry/form.py", "registry/finding.py")),
    *((f"registry/{n}.py", frozenset()) for n in ("places", "tree", "markdown")),
    ("registry/skill.py", frozenset({"TroubleEntry"})),
    *((f"registry/{n}.py", frozenset()) for n in ("troubles", "scalars", "header", "page")),
    ("redact/rule.py", frozenset()),
    ("redact/addresses.py", frozenset()),
    ("redact/people.py", frozenset({"pattern"})),
    ("redact/gitleaks.py", frozenset({"_Re2"})),
    (_TABLE, frozenset()),
    ("redact/text.py", frozenset()),
    ("registry/likeness.py", frozenset({"jaccard"})),
    *((f"registry/rules/{name}.py", frozenset()) for name in _RULES.split()),
    *((f"registry/rules/{n}.py", frozenset()) for n in ("examples", "secrets")),
    ("registry/danger.py", frozenset()),
    ("registry/rules/spelt.py", frozenset()),
    *((f"registry/{n}.py", frozenset()) for n in ("marketplace", "lint", "comment")),
    ("registry/validator.py", frozenset()),
)
_HEAD = '''#!/usr/bin/env python3
"""Check this registry: `python3 scripts/validate_plugins.py --help`. Python 3.9 or later, no more.

Made by tacit from the modules behind `tacit registry lint`, which has the same rules: do not edit
it, a newer tacit brings a newer one. The patterns of "service-key" are those of gitleaks
(https://github.com/gitleaks/gitleaks), Copyright (c) 2019 Zachary Rice, MIT License.
"""

from __future__ import annotations

'''
# Without RE2 a rule is tried where one of its keywords occurs: looked for one by one.
_CONCERNED = '''

@lru_cache(maxsize=None)
def _rule(number):
    """The rule of that row, compiled when a text first concerns it."""
    kind, keywords, gates, source, within, unless, put, lines, group, whole = _PATTERNS[number]
    compiled = _expanded(source, re.ASCII if whole is not None else 0)
    return Rule(
        kind,
        keywords,
        gates,
        compiled if whole is None else _Re2(compiled, whole),
        within and _expanded(within),
        unless and _expanded(unless),
        put,
        lines,
        group,
    )


def _expanded(source, flags=0):
    return re.compile(source.replace("(?#word)", _START), flags)


def concerned(text):
    """The rules of which a keyword occurs in the text, whatever its case, in their order."""
    raw = text.encode("utf-8", "surrogatepass").lower()
    for number, row in enumerate(_PATTERNS):
        if any(word.encode() in raw for word in row[1]) or any(
            re.search(gate.encode(), raw) for gate in row[2]
        ):
            yield _rule(number)
'''


def script() -> str:
    """The text of the script."""
    bodies = [(name, _body(name, only)) for name, only in PARTS]
    wanted = {name for part, _ in PARTS for name in _from_tacit(part)}
    taken: dict[str, str] = {}
    done = []
    for name, body in bodies:
        mine = _defined(body)
        for one in sorted(mine & taken.keys()):
            assert one not in wanted, f"{name} and {taken[one]} both define {one}"
            stem = name.rsplit("/", 1)[-1].removesuffix(".py")
            body = re.sub(rf"(?<![\w.]){one}\b", f"_{stem}_{one.lstrip('_')}", body)  # noqa: PLW2901 - a name's turn
        taken.update(dict.fromkeys(_defined(body), name))
        done.append(f"{_title(name)}\n\n{body.strip()}\n")
    text = "\n\n".join(done)
    return f"{_HEAD}{_imports(text)}\n\n{text}"


def _from_tacit(name: str) -> Iterator[str]:
    for node in _parsed(name).body:
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("tacit"):
            yield from (one.name for one in node.names)


def _parsed(name: str) -> ast.Module:
    return ast.Module([], []) if name == _TABLE else ast.parse((PACKAGE / name).read_text())


def _title(name: str) -> str:
    if name == _TABLE:
        return f"# ── {name}"
    doc = ast.get_docstring(_parsed(name)) or ""
    lines = "\n".join(f"# {line}".rstrip() for line in doc.split("\n"))
    return f"# ── {name}\n{lines}"


def _body(name: str, only: frozenset[str]) -> str:
    """The module without its docstring and imports, as Python 3.9 reads it."""
    if name == _TABLE:
        return _table()
    source = (PACKAGE / name).read_text()
    lines = source.split("\n")
    nodes = ast.parse(source).body
    needed = _needed(nodes, only)
    kept = [n for n in nodes if not _left_out(n) and needed & set(_names(n))]
    if only:
        parts = ["\n".join(lines[_first(n) - 1 : n.end_lineno]) for n in kept]
        text = "\n\n\n".join(parts)
    else:
        gone = {
            at for n in nodes if _left_out(n) for at in range(n.lineno, (n.end_lineno or 0) + 1)
        }
        text = "\n".join(line for at, line in enumerate(lines, start=1) if at not in gone)
    text = text.replace(", slots=True", "")
    text = re.sub(r"# noqa: \S+ - ", "# ", text)
    return re.sub(r"\n{4,}", "\n\n\n", text)


def _needed(nodes: list[ast.stmt], only: frozenset[str]) -> set[str]:
    """The names, and those of the module that they stand on."""
    by_name = {name: node for node in nodes for name in _names(node)}
    needed, new = set(only), set(only)
    while new:
        used = {n.id for name in new for n in ast.walk(by_name[name]) if isinstance(n, ast.Name)}
        new = (used & by_name.keys()) - needed
        needed |= new
    return needed


def _first(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(int(one.lineno) for one in decorators)])


def _left_out(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign) and "__all__" in _names(node):
        return True
    is_doc = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_doc or isinstance(node, ast.Import | ast.ImportFrom)


def _names(node: ast.stmt) -> Iterator[str]:
    """What a statement at the top of a module defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    for target in targets:
        for one in target.elts if isinstance(target, ast.Tuple) else [target]:
            if isinstance(one, ast.Name):
                yield one.id


def _defined(body: str) -> set[str]:
    return {name for node in ast.parse(body).body for name in _names(node)}


def _imports(text: str) -> str:
    """The imports of all modules that their text still needs, each from the standard library."""
    wanted: dict[str, set[str]] = {}
    for name, _ in PARTS:
        for node in _parsed(name).body:
            if isinstance(node, ast.Import):
                wanted.update({one.name: set() for one in node.names if _used(one.name, text)})
            elif isinstance(node, ast.ImportFrom) and not str(node.module).startswith("tacit"):
                names = {one.name for one in node.names if _used(one.name, text)}
                wanted.setdefault(str(node.module), set()).update(names)
    lines = []
    for module, names in sorted(wanted.items(), key=lambda item: (bool(item[1]), item[0])):
        if names or _used(module, text):
            assert module.split(".")[0] in sys.stdlib_module_names, module
            lines.append(
                f"from {module} import {', '.join(sorted(names))}" if names else f"import {module}"
            )
    return "\n".join(lines)


def _used(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w.]){name}\b", text) is not None


def _table() -> str:
    rows = "\n".join(f"    {row!r}," for row in _rows())
    return f"_START = {START!r}\n_PATTERNS = (\n{rows}\n)\n{_CONCERNED}"


def _rows() -> Iterable[tuple[object, ...]]:
    for rule in rules():
        held: Any = rule.pattern  # of `re`, or of RE2 with `whole` beside it
        whole = getattr(held, "whole", None)
        yield (
            rule.kind,
            rule.keywords,
            rule.gates[len(rule.keywords) :],
            _older(held.pattern if whole is None else held.compiled.pattern),
            rule.within and _older(rule.within.pattern),
            rule.unless and _older(rule.unless.pattern),
            rule.put,
            rule.lines,
            rule.group,
            whole,
        )


def _older(pattern: str) -> str:
    """The pattern for `re` of Python 3.9: no possessive repeats, flags for a part in a group."""
    pattern = pattern.replace(START, "(?#word)")
    pattern = re.sub(r"(?<!\\)(\{\d+,\d*\}|(?<=\))\*)\+", r"\1", pattern)
    at = pattern.find("(?i)", 1)
    if at < 0:
        return pattern
    end = _closing(pattern, at + 4)
    return f"{pattern[:at]}(?i:{pattern[at + 4 : end]}){pattern[end:]}"


def _closing(pattern: str, at: int) -> int:
    """Where the group that `at` lies in ends."""
    depth, inside = 0, False
    while at < len(pattern):
        c = pattern[at]
        at += 2 if c == "\\" else 0
        inside = (c == "[" or inside) and c != "]"
        depth += (c == "(" and not inside) - (c == ")" and not inside)
        if depth < 0:
            return at
        at += c != "\\"
    return at


if __name__ == "__main__":
    SCRIPT.parent.mkdir(exist_ok=True)
    SCRIPT.write_text(script())
