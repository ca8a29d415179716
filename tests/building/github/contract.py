"""Every request and response of the fake forge, held to GitHub's own description of its API."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema, build_schema, execute_sync, parse, validate
from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse

_SLICE = Path(__file__).with_name("openapi.json")
_SCHEMA = Path(__file__).with_name("schema.graphql")
_ROOT = "/api/v3"


@cache
def _description() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_SLICE.read_text())
    return found


@cache
def _api() -> OpenAPI:
    # The slice has no prose, which the form of a description requires.
    return OpenAPI.from_dict(_description(), config=Config(spec_validator_cls=None))


@cache
def _schema() -> GraphQLSchema:
    return build_schema(_SCHEMA.read_text())


def check_request(method: str, path: str, query: dict[str, str], body: bytes) -> MockRequest:
    """The request, as the description has it. Raises OpenAPIError where it is another."""
    if path.endswith("/labels") and body.startswith(b"["):
        # PyGithub sends the bare array that GitHub takes and its description does not list.
        body = b'{"labels":%s}' % body
    request = MockRequest(
        "http://127.0.0.1", method.lower(), _ROOT + path, args=query, data=body or None
    )
    _api().validate_request(request)
    return request


def check_response(request: MockRequest, status: int, body: object) -> None:
    """Raises OpenAPIError where that is no response of GitHub's to the request."""
    response = MockResponse(json.dumps(body).encode(), status_code=status)
    _api().validate_response(request, response)


def graphql(body: bytes, root: object) -> dict[str, Any]:
    """The answer to a GraphQL request; `root` has a method a mutation.

    Raises GraphQLError where it asks for what GitHub's schema does not have.
    """
    given = json.loads(body)
    document = parse(given["query"])
    for wrong in validate(_schema(), document):
        raise wrong
    done = execute_sync(_schema(), document, root, variable_values=given["variables"])
    made: dict[str, Any] = {"data": done.data}
    if done.errors:
        made["errors"] = [{**(e.extensions or {}), "message": e.message} for e in done.errors]
    return made


def filled(schema: str, **values: object) -> dict[str, Any]:
    """The least value of the schema of that name, with `values` over it."""
    return {**_least(_description()["components"]["schemas"][schema]), **values}


def _least(schema: dict[str, Any]) -> Any:
    if "$ref" in schema:
        found: Any = _description()
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return _least(found)
    if schema.get("nullable"):
        return None
    if choice := next((c for c in ("allOf", "anyOf", "oneOf") if c in schema), None):
        return _least(schema[choice][0])
    if "properties" in schema:
        wanted = schema.get("required", ())
        return {key: _least(schema["properties"][key]) for key in wanted}
    if schema.get("format") == "date-time":
        return "2026-01-31T12:00:00Z"
    plain = {"string": "", "integer": 1, "number": 1, "boolean": False, "array": [], "object": {}}
    return schema.get("enum", [plain[schema["type"]]])[0]
