"""However a session spells it: what must not leave is found, what a skill needs stays."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building.secrets import DIGITS, LOWER, TOKENS, WORD, Maker, one
from building.spelled import ADDRESSES, KEY, NAME, PASSWORD, TOKEN
from tacit.redact import redact, residual

seeds = st.integers(0, 2**32)
# The rest is a word in some of these spellings: `10.0.0.7%26x` is no address.
KEPT = {
    name: TOKENS[name]
    for name in TOKENS
    if name not in ("e-mail", "public ip", "private ip", "internal host", "telegram")
}


def gone(secret: str, text: str) -> None:
    """Fail where the secret survives, also in text that JSON escaped."""
    for form in (text, f"first\n{text}\nlast", json.dumps(text)):
        found = redact(form)
        assert secret not in found.text
        assert not residual(found.text)


@settings(max_examples=60, deadline=None)
@given(seeds, st.sampled_from(sorted(KEPT)))
def test_a_token_in_any_spelling(seed: int, kind: str) -> None:
    secret = KEPT[kind](Maker(seed))
    for spell in TOKEN.values():
        gone(secret, spell(secret))


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_a_password_in_any_spelling(seed: int) -> None:
    secret = Maker(seed).password()
    for words in PASSWORD:
        gone(secret, words.format(secret))


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_a_key_in_any_spelling(seed: int) -> None:
    maker = Maker(seed)
    secret = maker.of(LOWER + DIGITS, 38) + "7a"
    for words in KEY:
        gone(secret, words.format(secret))


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_a_name_in_any_spelling(seed: int) -> None:
    secret = Maker(seed).name()
    for words in NAME:
        gone(secret, words.format(secret))


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("words", ["ping {}", "http://[{}]:80/x", "inet6 {}/64", "({})", "a\\n{}"])
def test_an_address_in_any_spelling(address: str, words: str) -> None:
    gone(address, words.format(address))


@settings(max_examples=30, deadline=None)
@given(seeds, st.sampled_from([0, 76]))
def test_a_key_told_as_base64(seed: int, width: int) -> None:
    maker = Maker(seed)
    account = json.dumps({"type": "service_account", "private_key": maker.of(WORD, 300)})
    for text in (one("private key", maker).text, account):
        told = base64.b64encode(text.encode()).decode()
        lines = [told[at : at + (width or len(told))] for at in range(0, len(told), width or 10**6)]
        gone(lines[0][30:70], "\n".join(lines))
        gone(lines[-1], "\n".join(lines))


USABLE = (
    *("127.0.0.1:8000", "0.0.0.0", "localhost", "http://localhost:6006", "::1", "169.254.169.254"),
    *("https://github.com/o/r.git", "git@github.com:o/r.git", "https://pypi.example.org/simple"),
    *("https://huggingface.co/gpt2", "https://download.pytorch.org/whl/cu121", "task-notification"),
    *("claude-opus-4-20250514", "meta-llama/Llama-3.1-8B-Instruct", "gpt-4o-mini-2024-07-18"),
    *("--learning-rate 3e-4", "torch==2.3.1+cu121", "nvidia-cublas-cu12==12.1.3.1"),
    *("os.environ['HF_TOKEN']", "PAD_TOKEN_ID=128001", 'EOS_TOKEN = "[SEP]"', "--eos-token '</s>'"),
    *("CACHE_KEY=train-split-v2", "total_pass=128", "first_pass: 0.931", "max_new_tokens=2048"),
    *(
        "export HF_TOKEN=$TOKEN",
        "API_KEY=your_api_key_here",
        "password is required",
        "ENV KEY value",
    ),
    *("curl -u $USER:$TOKEN x", "srun -N 2 python x.py", "nodelist=$NODES", "user@example.com"),
)


@pytest.mark.parametrize("text", USABLE)
def test_what_a_skill_needs_stays_as_it_is(text: str) -> None:
    for form in (text, f"- `{text}`", f"run {text} now", f'"{text}"', f"+ {text}"):
        assert redact(form).text == form
    assert redact(f"\x1b[1m{text}\x1b[0m").text == text


@given(st.uuids(), st.binary(min_size=20, max_size=32))
def test_ids_and_hashes_stay(uuid: object, digest: bytes) -> None:
    for text in (f"{uuid}", f"git show {digest.hex()}", f"sha256:{digest.hex()}", f"id={uuid}"):
        assert redact(text).text == text
