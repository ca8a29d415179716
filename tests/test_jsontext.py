"""Edits of JSON text leave every byte that they do not mean."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit import jsontext

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
OBJECTS = st.dictionaries(st.text() | st.sampled_from(["hooks", "permissions"]), VALUES)
TEXTS = st.builds(
    lambda value, indent, ascii_, end: json.dumps(value, indent=indent, ensure_ascii=ascii_) + end,
    OBJECTS,
    st.sampled_from([None, 1, 2, 4, "\t"]),
    st.booleans(),
    st.sampled_from(["", "\n", "\r\n\n"]),
)


@given(TEXTS, st.lists(VALUES, min_size=1, max_size=3))
def test_what_was_added_can_be_removed_to_the_byte(text: str, items: list[object]) -> None:
    path = ("no such key", "a", "b")
    edited = text
    for item in items:
        edited = jsontext.added(edited, path, item)
    assert jsontext.value(edited) == jsontext.value(text) | {path[0]: {"a": {"b": items}}}
    for number in reversed(range(len(items))):
        edited = jsontext.removed(edited, (*path, number))
    edited = jsontext.removed(edited, path[:1])
    if jsontext.value(text):
        assert edited == text
    assert jsontext.value(edited) == jsontext.value(text)


def test_an_element_keeps_the_form_of_its_neighbours() -> None:
    text = '{\n\t"a": [\n\t\t1\n\t],\n\t"b": ["x", "y"]\n}\n'
    assert jsontext.added(text, ("a",), 2) == text.replace("1\n", "1,\n\t\t2\n")
    assert jsontext.added(text, ("b",), "z") == text.replace('"y"', '"y", "z"')


def test_line_breaks_and_letters_stay_as_they_are() -> None:
    text = '{\r\n    "ä": "ö"\r\n}\r\n'
    assert jsontext.added(text, ("l",), "é") == (
        '{\r\n    "ä": "ö",\r\n    "l": [\r\n        "é"\r\n    ]\r\n}\r\n'
    )


@pytest.mark.parametrize("text", ["", "{", '{"a": NaN}', '{"a": 1, "a": 2}', "[" * 100_000, "{},"])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        jsontext.value(text)
