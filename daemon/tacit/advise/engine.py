"""The search engine, tantivy: the only importer of it. See docs/retrieval.md for why this one.

Text comes analysed (`advise.terms`), so the engine only splits at blanks. A document's fields are
one text, each repeated by its weight: BM25 over that is BM25 over weighted fields (Robertson,
Zaragoza and Taylor, CIKM 2004), where a sum of one BM25 a field ranks errors far worse.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from tacit.errors import RegistryError

# The sum, over a query's phrases, of how many documents have the rarest word of each: what looking
# for them costs. The rarest come first; what more would be asked for changes no figure of
# docs/retrieval.md, neither at 2,658 skills nor at 100,000.
_PHRASES = 3_000
_AHEAD = 100  # documents that have most of the words, and of the phrases
_REMEMBERED = 10_000  # addresses of documents, and frequencies of terms
_WRITER = 15_000_000  # bytes, the least that the engine takes
_BUILDER = 128_000_000

Phrase = tuple[str, ...]


class Kept(NamedTuple):
    """What was given with a document to be given back."""

    shown: bytes
    terms: bytes


def _schema() -> tantivy.Schema:
    """`uid` names a document for good, `of` what it belongs to; what is stored comes back as is."""
    form = tantivy.SchemaBuilder()
    form.add_unsigned_field("uid", indexed=True, fast=True)
    form.add_unsigned_field("of", indexed=True, fast=True)
    form.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    form.add_text_field("exact", tokenizer_name="raw", index_option="basic")
    form.add_bytes_field("shown", stored=True)
    form.add_bytes_field("terms", stored=True)
    return form.build()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """An index that cannot be read or written is a RegistryError, also where the engine panics."""
    try:
        yield
    except RegistryError:
        raise
    except BaseException as fault:
        if not isinstance(fault, Exception) and type(fault).__name__ != "PanicException":
            raise
        raise RegistryError(f"the index in {folder.parent} is broken: {fault}"[:500]) from None


class Writer:
    """Writes an index in a folder of its own; nothing of it counts before `commit`."""

    def __init__(self, folder: Path, *, anew: bool = False) -> None:
        self._folder = folder
        with _told(folder):
            folder.mkdir(exist_ok=True)
            index = (
                tantivy.Index(_schema(), str(folder)) if anew else tantivy.Index.open(str(folder))
            )
            self._schema = index.schema
            self._writer = index.writer(_BUILDER if anew else _WRITER, 1)

    def add(
        self, uid: int, text: str, shown: bytes, *, of: int = 0, exact: str = "", terms: bytes = b""
    ) -> None:
        """Add a document; `exact` is found only as a whole."""
        document = tantivy.Document()
        document.add_unsigned("uid", uid)
        document.add_unsigned("of", of)
        document.add_text("text", text)
        if exact:
            document.add_text("exact", exact)
        document.add_bytes("shown", shown)
        document.add_bytes("terms", terms)
        with _told(self._folder):
            self._writer.add_document(document)

    def remove(self, field: str, number: int) -> None:
        """Remove the documents with this `uid` or `of`."""
        with _told(self._folder):
            # By query: by term, tantivy 0.27 takes the number for a signed one and finds nothing.
            query = tantivy.Query.term_query(self._schema, field, number, "basic")
            self._writer.delete_documents_by_query(query)

    def commit(self) -> None:
        """Bring everything to disk and end."""
        with _told(self._folder):
            self._writer.commit()
            self._writer.wait_merging_threads()


class Reader:
    """An open index, memory-mapped; threads may share it. All raise RegistryError if broken."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._at: dict[int, Any] = {}
        self._known: dict[str, int] = {}
        with _told(folder):
            index = tantivy.Index.open(str(folder))
            index.config_reader("manual")  # a generation is never written to again
            self._schema = index.schema
            self._searcher = index.searcher()

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """How many documents have each term, removed ones included until they are merged away."""
        with _told(self._folder):
            return {term: self._frequency(term) for term in terms}

    def search(self, asked: Mapping[Phrase, float], most: int) -> list[tuple[int, float]]:
        """Uids and scores (BM25, larger is better) of the documents with any of the phrases.

        Words alone are found without looking at every document that has one (block-max WAND), but
        not together with phrases; so each is asked by itself and the best of both are added up.
        """
        with _told(self._folder):
            affordable = list(self._affordable(asked))
            words: dict[Phrase, float] = {one: asked[one] for one in affordable if len(one) == 1}
            phrases: dict[Phrase, float] = {one: asked[one] for one in affordable if len(one) > 1}
            if not phrases:
                return self._any(words, most)
            scores = dict(self._any(words, max(most, _AHEAD)))
            for uid, score in self._any(phrases, max(most, _AHEAD)):
                scores[uid] = scores.get(uid, 0.0) + score
        return sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:most]

    def having(self, phrase: Sequence[str], most: int) -> set[int]:
        """Uids of documents that have the words of the phrase side by side."""
        with _told(self._folder):
            if not phrase or not all(map(self._frequency, phrase)):
                return set()
            return {uid for uid, _ in self._found(self._phrase(phrase), most)}

    def same(self, field: str, value: str | int, most: int) -> list[int]:
        """Uids of the documents whose `exact`, `uid` or `of` is this."""
        with _told(self._folder):
            query = tantivy.Query.term_query(self._schema, field, value, "basic")
            return [uid for uid, _ in self._found(query, most)]

    def every(self) -> list[int]:
        """The uids of all documents."""
        with _told(self._folder):
            most = max(1, self._searcher.num_docs)
            return [uid for uid, _ in self._found(tantivy.Query.all_query(), most)]

    def kept(self, uid: int) -> Kept | None:
        """What was kept of a document; None where there is none of this uid."""
        with _told(self._folder):
            if uid not in self._at and not self.same("uid", uid, 1):
                return None
            document = self._searcher.doc(self._at[uid])
            return Kept(bytes(document["shown"][0]), bytes(document["terms"][0]))

    def _frequency(self, term: str) -> int:
        found = self._known.get(term)
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known = {}
            found = self._searcher.doc_freq("text", term) if term.isalnum() else 0
            self._known[term] = found
        return found

    def _affordable(self, asked: Mapping[Phrase, float]) -> Iterator[Phrase]:
        """The phrases that can be found at all, of those of several words the rarest."""
        costs = []
        for words in asked:
            rarest = min(map(self._frequency, words), default=0)
            if rarest and len(words) == 1:
                yield words
            elif rarest:
                costs.append((rarest, words))
        left = _PHRASES
        for rarest, words in sorted(costs):
            left -= rarest
            if left < 0:
                return
            yield words

    def _any(self, asked: Mapping[Phrase, float], most: int) -> list[tuple[int, float]]:
        weighed = (tantivy.Query.boost_query(self._phrase(one), asked[one]) for one in asked)
        parts = [(tantivy.Occur.Should, query) for query in weighed]
        return self._found(tantivy.Query.boolean_query(parts), most) if parts else []

    def _phrase(self, words: Sequence[str]) -> tantivy.Query:
        if len(words) == 1:
            return tantivy.Query.term_query(self._schema, "text", words[0])
        return tantivy.Query.phrase_query(self._schema, "text", [*words])

    def _found(self, query: tantivy.Query, most: int) -> list[tuple[int, float]]:
        hits = self._searcher.search(query, most, count=False).hits
        places = [place for _, place in hits]
        uids = [int(uid or 0) for uid in self._searcher.fast_field_values("uid", places)]
        if len(self._at) > _REMEMBERED:
            self._at = {}
        self._at.update(zip(uids, places, strict=True))
        scored = [(uid, float(hit[0])) for uid, hit in zip(uids, hits, strict=True)]
        return sorted(scored, key=lambda one: (-one[1], one[0]))
