"""One call of the Messages API: a question, and the answer as it came, checked for its form.

Nothing of what the provider says of a failure is passed on, only its kind: it is hostile text like
any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, ValidationError

from tacit.draft.key import Key
from tacit.draft.prices import Usage
from tacit.draft.skill import SkillDraft

if TYPE_CHECKING:
    import anthropic

TRIES = 3  # of one call; the SDK waits between them, as long as the provider asks, at most 60 s
SECONDS = 60.0  # without a byte of the answer, of one try
# What the provider adds to a question that names a form, besides the form itself.
OVERHEAD = 2_000


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `system` is the same for every draft, so that the provider can cache it."""

    model: str
    system: str
    messages: Sequence[Mapping[str, str]]
    max_tokens: int

    @property
    def most(self) -> int:
        """Tokens that go in at most: a token is a byte or more."""
        said = [self.system, str(schema()), *(m["content"] for m in self.messages)]
        return sum(len(part.encode()) for part in said) + OVERHEAD


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `text` is "" where `wrong` says why there is none.

    `usage`: None where nothing was counted. `lost`: tries that may be billed although no answer
    came of them, such as one cut off.
    """

    text: str
    wrong: str
    usage: Usage | None
    lost: int


class _Block(BaseModel):
    type: str = ""
    text: str = ""


class _Usage(BaseModel):
    input_tokens: int = Field(ge=0)
    output_tokens: int = Field(ge=0)
    cache_creation_input_tokens: int | None = Field(default=0, ge=0)
    cache_read_input_tokens: int | None = Field(default=0, ge=0)


class _Message(BaseModel):
    content: list[_Block]
    stop_reason: str | None = None
    usage: _Usage


def schema() -> dict[str, Any]:
    """The form of a draft, in the part of JSON Schema that the provider takes."""
    import anthropic  # noqa: PLC0415 - half a second that only who asks a model should pay

    return anthropic.transform_schema(SkillDraft.model_json_schema())


def ask(question: Question, key: Key) -> Answer:
    """Ask, three times where the provider is busy or out of reach; raises nothing expected."""
    import anthropic  # noqa: PLC0415 - as above

    sent: list[int] = []
    client = anthropic.Anthropic(
        api_key=key.secret,
        base_url=key.url,
        timeout=SECONDS,
        max_retries=TRIES - 1,
        http_client=_counting(sent),
    )
    with client:
        try:
            got = client.messages.with_raw_response.create(**_body(question))
            message = _Message.model_validate_json(got.http_response.content)
        except ValidationError:
            return Answer("", "its answer is no message", None, len(sent))
        except anthropic.APIStatusError as error:
            return Answer("", f"it answers with HTTP {error.status_code}", None, len(sent))
        except anthropic.APITimeoutError:
            return Answer("", "it does not answer in time", None, len(sent))
        except (anthropic.AnthropicError, ValueError, UnicodeError):
            return Answer("", "its answer breaks off or cannot be read", None, len(sent))
    return _answer(message, len(sent) - 1)


def _counting(sent: list[int]) -> "anthropic.DefaultHttpxClient":
    """A client that keeps an entry for each try that was not refused: refusals are not billed."""
    import anthropic  # noqa: PLC0415 - as above

    def asked(_: object) -> None:
        sent.append(1)

    def answered(response: Any) -> None:
        if response.status_code >= 400:
            sent.pop()

    return anthropic.DefaultHttpxClient(
        event_hooks={"request": [asked], "response": [answered]}, follow_redirects=False
    )


def _body(question: Question) -> dict[str, Any]:
    cached = {"type": "text", "text": question.system, "cache_control": {"type": "ephemeral"}}
    return {
        "model": question.model,
        "max_tokens": question.max_tokens,
        "system": [cached],
        "messages": list(question.messages),
        "output_config": {"format": {"type": "json_schema", "schema": schema()}},
    }


def _answer(message: _Message, lost: int) -> Answer:
    counted = message.usage
    usage = Usage(
        counted.input_tokens,
        counted.cache_creation_input_tokens or 0,
        counted.cache_read_input_tokens or 0,
        counted.output_tokens,
    )
    text = "".join(block.text for block in message.content if block.type == "text")
    why = {
        "refusal": "it refuses to answer",
        "max_tokens": "its answer is longer than max_output_tokens",
        "model_context_window_exceeded": "its answer is longer than it can be",
    }.get(message.stop_reason or "", "" if text else "its answer is empty")
    return Answer("" if why else text, why, usage, lost)
