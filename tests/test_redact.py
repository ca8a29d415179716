import random
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacit.redact import redact, residual

RANDOM = random.Random(7)


def made_up(alphabet: str, length: int) -> str:
    return "".join(RANDOM.choice(alphabet) for _ in range(length))


WORD = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
BODY = "\n".join(made_up(WORD, 64) for _ in range(4))
KEY_BLOCK = f"-----BEGIN RSA PRIVATE KEY-----\n{BODY}\n-----END RSA PRIVATE KEY-----"
SECRETS = {
    "private-key": [KEY_BLOCK, f"{BODY}\n-----END RSA PRIVATE KEY-----"],
    "anthropic-key": ["sk-ant-api03-" + made_up(WORD, 90) + "AA"],
    "openai-key": ["sk-" + made_up(WORD, 48), "sk-proj-" + made_up(WORD + "-_", 80) + "x"],
    "github-token": ["ghp_" + made_up(WORD, 36), "github_pat_" + made_up(WORD, 60)],
    "gitlab-token": ["glpat-" + made_up(WORD, 20)],
    "aws-key": ["AKIA" + made_up(string.ascii_uppercase, 16)],
    "google-key": ["AIza" + made_up(WORD, 35), "GOCSPX-" + made_up(WORD, 28)],
    "slack-token": ["xoxb-" + made_up(string.digits, 12) + "-" + made_up(WORD, 24)],
    "huggingface-token": ["hf_" + made_up(WORD, 34)],
    "npm-token": ["npm_" + made_up(WORD, 36)],
    "pypi-token": ["pypi-AgEIcHlwaS5vcmc" + made_up(WORD, 70)],
    "stripe-key": ["sk_live_" + made_up(WORD, 24), "whsec_" + made_up(WORD, 32)],
    "sendgrid-key": ["SG." + made_up(WORD, 22) + "." + made_up(WORD, 43)],
    "twilio-key": ["SK" + made_up(HEX, 32)],
    "telegram-token": [made_up(string.digits, 9) + ":AA" + made_up(WORD, 33)],
    "model-service-key": ["gsk_" + made_up(WORD, 52), "nvapi-" + made_up(WORD, 60)],
    "service-token": ["dop_v1_" + made_up(HEX, 64), "shpat_" + made_up(HEX, 32)],
    "jwt": ["eyJ" + made_up(WORD, 30) + ".eyJ" + made_up(WORD, 60) + "." + made_up(WORD, 40)],
    "email": ["a.researcher+ml@lab.example.org"],
}
PLANTED = [(kind, secret) for kind, secrets in SECRETS.items() for secret in secrets]
PLACES = [
    "{}",
    "see {} there",
    "'{}'",
    '{{"text": "{}"}}',
    "A={}\nB=2",
    "first\\n{}\\nlast",
    "({})",
]


@pytest.mark.parametrize(("kind", "secret"), PLANTED, ids=[kind for kind, _ in PLANTED])
def test_a_planted_secret_is_gone_wherever_it_stands(kind: str, secret: str) -> None:
    multiline = "\n" in secret and not secret.startswith("-----BEGIN")
    for place in ["{}", "first\n{}\nlast"] if multiline else PLACES:
        found = redact(place.format(secret))
        assert secret not in found.text
        assert secret.split("\n")[1 if multiline else 0] not in found.text
        assert not residual(found.text)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("password = hunter2", "hunter2"),
        ("admin_passwd = plain\nnext = 1", "plain"),
        ('"dbPassword": "hunter2"', "hunter2"),
        ('{\\"password\\": \\"hunter22\\"}', "hunter22"),
        ("export WANDB_API_KEY=0123456789abcdef0123456789abcdef01234567", "0123456789abcdef"),
        ("token: 8f14e45fceea167a", "8f14e45fceea167a"),
        ("client_secret='q8w7e6r5t4y3'", "q8w7e6r5t4y3"),
        ("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPx", "wJalrXUtnFEMI"),
        ("cli login --password s3cret-word", "s3cret-word"),
        ("sshpass -p hunter2x ssh box", "hunter2x"),
        ("curl -u name:s3cr3t https://x.example", "s3cr3t"),
        ("postgres://name:s3cr@t@db.example:5432/x", "s3cr"),
        ("git clone https://0123456789abcdef0123@git.example/x", "0123456789abcdef0123"),
        ("Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
        ("-H 'authorization: Bearer abcdef0123456789'", "abcdef0123456789"),
        ("machine api.example\n  login user\n  password 0123abcd", "0123abcd"),
        ("Cookie: session=0123456789abcdef", "0123456789abcdef"),
        ("AccountKey=" + "Ab1+" * 12, "Ab1+Ab1+"),
        ("ssh -p 22 name@gpu01 nvidia-smi", "name@gpu01"),
        ("rsync -a x name@gpu02:/data y@gpu03:/z", "gpu03"),
        ("name@gpu01:~$ ls", "gpu01"),
        ("Co-authored-by: A. Colleague <x@lab.example>", "A. Colleague"),
        ("http://10.3.2.106:8080/", "10.3.2.106"),
        ("host 203.0.113.77 is up", "203.0.113.77"),
        ("inet6 fe80::1ff:fe23:4567:890a", "fe80::1ff"),
        ("/home/name/x.py", "name"),
        ("file:///Users/name/x.py", "name"),
        ("/mnt/nfs/home/name/x", "name"),
        ("C:\\Users\\name\\x", "name"),
        ("~/.claude/projects/-home-name-repo/x", "name"),
    ],
)
def test_what_surrounds_a_secret_gives_it_away(text: str, secret: str) -> None:
    found = redact(text)
    assert secret not in found.text
    assert found.counts
    assert not residual(found.text)


@pytest.mark.parametrize(
    "text",
    [
        "task-notification",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
        "git show 47d152a51d8df31b93b3c3c0a1b2c3d4e5f60718",
        "sha256:47d152a51d8df31b93b3c3c0a1b2c3d4e5f6071847d152a51d8df31b93b3c3c0",
        "nvidia-cublas-cu12==12.1.3.1 nvidia-curand-cu12==10.3.2.106",
        "nvidia_curand_cu12-10.3.2.106-py3-none-manylinux1_x86_64.whl",
        "version 1.2.3.4 of 2.0.1.3",
        "127.0.0.1:8000 0.0.0.0 255.255.255.0 8.8.8.8",
        "claude-opus-4-20250514 meta-llama/Llama-3.1-8B-Instruct",
        "max_tokens: 4096, eos_token='</s>', pad_token_id=0",
        "tokenizer = AutoTokenizer.from_pretrained('gpt2')",
        "token = os.environ['HF_TOKEN']",
        "password: str = Field()",
        "API_KEY=$OTHER_KEY",
        "api_key: ${{ secrets.API_KEY }}",
        "out = x@w.T + q@k.transpose(-2, -1) + h@m.weight",
        "npm install react@18.2.0 @types/node@latest",
        "uses: actions/checkout@v4",
        "image@sha256:47d152a51d8df31b93b3c3c0a1b2c3d4e5f6071847d152a51d8df31b93b3c3c0",
        "git clone git@github.com:owner/repo.git",
        "docker run -u 1000:1000 x",
        "ffuf -u https://lab.example/FUZZ",
        "Authorization: Bearer YOUR_ACCESS_TOKEN",
        "postgresql://user:password@localhost:5432/x",
        "std::vec::Vec at 12:30:45, ab::cd, ::1",
        "RuntimeError: The size of tensor a (32) must match the size of tensor b (16)",
    ],
)
def test_what_a_skill_needs_stays(text: str) -> None:
    assert redact(text).text == text


def test_home_folders_become_a_tilde_also_odd_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/cluster/people/name")
    found = redact("/cluster/people/name/x /cluster/people/names /root/y /home/other/z")
    assert found.text == "~/x /cluster/people/names ~/y ~/z"
    assert found.counts == {"home-path": 3}


def test_the_author_may_sign() -> None:
    signed = "Signed-off-by: A. Researcher <"
    assert redact(signed, author="A. Researcher").text == signed
    assert "Researcher" not in redact(signed).text


def test_finds_are_counted_by_kind() -> None:
    counts = redact("x@lab.example y@lab.example, password = hunter2").counts
    assert counts == {"email": 2, "password": 1}


PIECES = st.sampled_from(
    [secret for _, secret in PLANTED]
    + [
        "password",
        " = ",
        "://",
        "@",
        "ssh ",
        ":",
        "'",
        '"',
        "\n",
        "\\n",
        "<redacted:email>",
        "/home/",
    ]
    + ["x", "gpu01", "token", "10.0.0.7", "Author: ", "<", "machine a login b password c", "~"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join))
def test_redacting_twice_changes_nothing(text: str) -> None:
    once = redact(text)
    assert redact(once.text).text == once.text
    assert not residual(once.text)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit",
    [
        *["a", "eyJ", "a@", " a@b.", "1.", "-----BEGIN PRIVATE KEY-----\n"],
        *["A\n-----END PRIVATE KEY-----", "password=", "password: 'a-", "ssh a@b ", "://a:"],
        *["/home/", "fe80:", "\\n", "pwd \t"],
    ],
)
def test_hostile_text_takes_no_longer_than_its_length(unit: str) -> None:
    redact(unit * (200_000 // len(unit)))


def test_the_rules_lie_beside_the_module() -> None:
    assert Path(redact.__code__.co_filename).with_suffix(".toml").is_file()
