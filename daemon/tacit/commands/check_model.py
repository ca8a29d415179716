"""The link to the model, where the configuration names one: its key, its price, its budget."""

from collections.abc import Iterator
from contextlib import suppress

from tacit.commands.check import Check, note, ok
from tacit.config import load
from tacit.draft.key import key
from tacit.draft.ledger import spent
from tacit.draft.prices import price
from tacit.errors import ConfigError, ModelError
from tacit.paths import Paths
from tacit.store import connect


def check_model(where: Paths) -> Iterator[Check]:
    """What a worker will find; it gets no key from a shell. Nothing where no model is asked for.

    Without a model the rules write, so that whatever is amiss is a note. Makes no call.
    """
    with suppress(ConfigError):  # told by another check
        config = load(where.config_file)
        if config.retrospective.writer == "anthropic":
            model = config.model
            try:
                key(model, {})
                price(model)
            except ModelError as error:
                yield note("model", f"{error}; until then rules write the drafts")
                return
            db = connect(where.database)
            today = spent(db)[0].dollars
            db.close()
            yield ok("model", f"{model.name}, ${today:.2f} of ${model.max_dollars_a_day:g} today")
