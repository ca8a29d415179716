"""A model's folder, as sentence encoders are published: what is looked for in it."""

from hashlib import sha256
from pathlib import Path

from tacit.errors import EncoderError

TOKENIZER = "tokenizer.json"
# How the tokens become one vector, how many there are at most, and what stands before a text.
SETTINGS = (
    "1_Pooling/config.json",
    "sentence_bert_config.json",
    "config_sentence_transformers.json",
)
_GRAPHS = ("model.onnx", "onnx/model.onnx")


def graph(folder: Path) -> Path:
    """The model's file in the folder. Raises EncoderError where there is none."""
    found = next((folder / name for name in _GRAPHS if (folder / name).is_file()), None)
    if found is None:
        raise EncoderError(f"{folder} holds no model.onnx; docs/retrieval.md says what it needs")
    return found


def stamp(folder: Path) -> bytes:
    """16 bytes that change when the model does: of its files' names, sizes and times."""
    digest = sha256()
    for name in (TOKENIZER, *_GRAPHS, *SETTINGS):
        try:
            found = (folder / name).stat()
        except OSError:
            continue
        digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.digest()[:16]
