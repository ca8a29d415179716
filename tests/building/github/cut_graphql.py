"""Cut the slice of GitHub's GraphQL schema that the fake forge is held to.

usage: python cut_graphql.py node_modules/@octokit/graphql-schema/schema.graphql

The schema is MIT-licensed; the notice is beside the slice. Of what a mutation gives back only the
fields stay that take no argument and hold a plain value; prose and interfaces are left out.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graphql import GraphQLField, GraphQLSchema, build_schema, get_named_type, is_leaf_type

SLICE = Path(__file__).with_name("schema.graphql")
MUTATIONS = {"markPullRequestReadyForReview"}
OBJECTS = {"MarkPullRequestReadyForReviewPayload", "PullRequest", "Query"}


def cut(whole: GraphQLSchema) -> str:
    """The mutations, and what they take and give."""
    kept = {name: f for name, f in _fields(whole, "Mutation").items() if name in MUTATIONS}
    inputs = [get_named_type(kind.type) for f in kept.values() for kind in f.args.values()]
    parts = [_block("type", "Mutation", kept)]
    parts += [_block("input", kind.name, _fields(whole, kind.name)) for kind in inputs]
    plain = {name: dict(_plain(_fields(whole, name))) for name in sorted(OBJECTS)}
    parts += [_block("type", name, fields) for name, fields in plain.items()]
    used = {str(get_named_type(f.type)) for fields in plain.values() for f in fields.values()}
    own = sorted(used - OBJECTS - {"Boolean", "Float", "ID", "Int", "String"})
    # An enumeration's values are GitHub's own; here they are text.
    return "\n".join([*parts, *(f"scalar {name}\n" for name in own)])


def _fields(whole: GraphQLSchema, name: str) -> Mapping[str, Any]:
    return whole.type_map[name].fields  # type: ignore[attr-defined,no-any-return]  # an object or input


def _plain(fields: Mapping[str, GraphQLField]) -> Iterator[tuple[str, GraphQLField]]:
    for name, field in fields.items():
        kind = get_named_type(field.type)
        if not field.args and (is_leaf_type(kind) or kind.name in OBJECTS):
            yield name, field


def _block(word: str, name: str, fields: Mapping[str, Any]) -> str:
    lines = []
    for own, field in fields.items():
        taken = ", ".join(f"{n}: {kind.type}" for n, kind in getattr(field, "args", {}).items())
        lines.append(f"  {own}{f'({taken})' if taken else ''}: {field.type}")
    return "\n".join([f"{word} {name} {{", *lines, "}", ""])


if __name__ == "__main__":
    # Assumed, for it defines a field twice.
    github = build_schema(Path(sys.argv[1]).read_text("utf-8"), assume_valid_sdl=True)
    SLICE.write_text(cut(github), "utf-8")
