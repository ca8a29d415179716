"""The writer with a model: a case ─► SkillDraft, by one question, and one more to mend its form.

What comes back is checked like anything else that a model says; the caller grounds and redacts it.
"""

import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from pydantic import ValidationError

from tacit.draft.answers import Answers
from tacit.draft.case import Case
from tacit.draft.key import Key, key
from tacit.draft.ledger import Ledger
from tacit.draft.model import TRIES, Answer, Question, ask
from tacit.draft.prices import Price, price
from tacit.draft.question import about, mend, system
from tacit.draft.ran import only_what_ran
from tacit.draft.safe import redacted
from tacit.draft.skill import SkillDraft
from tacit.errors import ModelError
from tacit.options import Config, Model
from tacit.paths import Paths

# Seconds after which no further call is begun: a worker has ten minutes for all of a session, and
# a call takes six at most.
_PATIENCE = 200.0
_PROMPT = 100_000  # tokens; longer prompts cost more
_Messages = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """Asks the configured model, under the budget. Called with a case and the author's name."""

    model: Model
    ledger: Ledger
    env: Mapping[str, str] = field(repr=False)
    until: float
    answers: Answers

    def __call__(self, case: Case, author: str) -> SkillDraft:
        """The form as the model filled it. Raises ModelError, with why it did not."""
        room = self.model.max_input_tokens - self._question(()).most
        told = about(case, room)
        if case.safe(told) != told:  # a secret that only the whole shows
            raise ModelError("the evidence still holds what redaction takes out; it was not sent")
        asked: list[Mapping[str, str]] = [{"role": "user", "content": told}]
        question = self._question(asked)
        form = self.answers.form(question)
        if form is None:
            form, _ = redacted(self._form(asked), author, case.evidence.people)
            self.answers.keep(question, form)
        return only_what_ran(_own(form, case, author), case.evidence)

    def _form(self, asked: list[Mapping[str, str]]) -> SkillDraft:
        """The form that the model gives, asked once more where it does not fit."""
        secret, cost = key(self.model, self.env), price(self.model)
        said = self._answer(asked, secret, cost)
        try:
            return SkillDraft.model_validate_json(said)
        except ValidationError as error:
            asked.append({"role": "assistant", "content": said})
            asked.append({"role": "user", "content": mend("; ".join(_problems(error)))})
            return self._mended(asked, secret, cost)

    def _mended(self, asked: _Messages, secret: Key, cost: Price) -> SkillDraft:
        try:
            return SkillDraft.model_validate_json(self._answer(asked, secret, cost))
        except ValidationError:
            raise ModelError("the model's answer does not fit the form") from None

    def _answer(self, asked: _Messages, secret: Key, cost: Price) -> str:
        """The model's words; what they cost is entered before and corrected after."""
        question = self._question(asked)
        if question.most > _PROMPT or time.monotonic() > self.until:
            raise ModelError("the question is too long, or there is no time left for it")
        tokens = question.most + question.max_tokens
        dollars = cost.worst(question.most, question.max_tokens)
        entry = self.ledger.reserve(TRIES * tokens, TRIES * dollars)
        with _inside():
            answer = ask(question, secret)
        self.ledger.settle(entry, *_spent(answer, tokens, dollars, cost))
        if answer.wrong:
            raise ModelError(f"the model did not write it: {answer.wrong}")
        return answer.text

    def _question(self, asked: _Messages) -> Question:
        return Question(self.model.name, system(), asked, self.model.max_output_tokens)


def configured(config: Config, where: Paths, env: Mapping[str, str]) -> ModelWriter | None:
    """The writer with a model, where the configuration names it. `env`: where a key may be."""
    wanted = config.retrospective.writer == "anthropic"
    return asking(config.model, where, env) if wanted else None


def asking(model: Model, where: Paths, env: Mapping[str, str]) -> ModelWriter:
    """The writer with that model; it begins no call when it is older than its patience."""
    ledger, answers = Ledger(where.database, model), Answers(where.answers)
    return ModelWriter(model, ledger, env, time.monotonic() + _PATIENCE, answers)


def _spent(answer: Answer, tokens: int, dollars: float, cost: Price) -> tuple[int, float]:
    """Tokens and dollars of all tries; one that may be billed unseen counts as the worst."""
    seen = answer.usage
    return (
        answer.lost * tokens + (seen.tokens if seen else 0),
        answer.lost * dollars + (cost.of(seen) if seen else 0.0),
    )


def _own(form: SkillDraft, case: Case, author: str) -> SkillDraft:
    """The form with what is not the model's to say."""
    date = (case.session.ended or case.session.started)[:10]
    update = {"model": case.safe(case.session.model), "author": author or "A. Researcher"}
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        update["date"] = date
    return form.model_copy(update=update)


def _problems(error: ValidationError) -> Iterator[str]:
    for problem in error.errors(include_url=False, include_input=False)[:5]:
        field = ".".join(str(part)[:60] for part in problem["loc"]) or "the JSON"
        yield f"{field}: {problem['msg']}"


@contextmanager
def _inside() -> Iterator[None]:
    """What runs meanwhile, and whatever it starts, is tacit's own."""
    before = os.environ.get("TACIT_INSIDE")
    os.environ["TACIT_INSIDE"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["TACIT_INSIDE"]
        else:
            os.environ["TACIT_INSIDE"] = before
