import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building.secrets import KINDS, Maker, Planted, one, planted
from tacit.redact import people, redact, residual

SECRETS = tuple(planted(4 * len(KINDS)))


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: str(secret.kind))
def test_a_planted_secret_is_gone_wherever_it_stands(secret: Planted) -> None:
    plain = f"first\n{secret.text}\nlast"
    escaped = json.dumps({"text": plain})
    for text in (secret.text, plain, escaped, json.dumps(escaped)):
        found = redact(text)
        assert secret.secret not in found.text
        assert found.counts
        assert not residual(found.text)


def test_the_tail_of_a_private_key_is_one_too() -> None:
    key = one("private key", Maker(3))
    tail = key.text.partition("\n")[2]
    assert key.secret not in redact(f"first\n{tail}\nlast").text


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
        ("curl http://gpu-07:8080/health", "gpu-07"),
        ("https://git.corp.lab.example/x", "git.corp"),
        ("ping -c 3 trainer12", "trainer12"),
        ("Could not resolve host: build.internal", "build.internal"),
        ("ip-10-0-0-7.ec2.internal: ready", "ip-10-0-0-7"),
        ("torchrun --rdzv-host node-17 x.py", "node-17"),
        ("scp run.log box3:/data/", "box3"),
        ("reviewer: @someone-else", "someone-else"),
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
        "import type { Node } from '@types/node'; @dataclass @media (min-width: 1px) @param x",
        "https://download.pytorch.org/whl/cu121 https://huggingface.co/x http://localhost:8000",
        "docker run -p 80:80 redis7 && psql postgres://postgres:5432/x",
        "http://host.docker.internal:11434 and threading.local() and settings.local.json",
        "from torch.internal import x; grad_fn=<AddBackward0> pad@example.com",
        "ssh into the box with ssh keys, then scp it over",
        "by @property, with @pytest.fixture",
        "nextPageToken: 'next-page-token-123', -e URL=http://host.containers.internal:8080",
        "CREATE USER :\"U\" WITH PASSWORD :'DB_PASS';\nDB_PASSWORD=your_password_here",
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
    [secret.text for secret in SECRETS]
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


NAMED = """Author: Quentin Vrbz <qvrbz@lab.example>
mail zyx.wvut+ml@lab.example, info@lab.example and user@example.com; cc @tsrqp, see @types/node
Signed-off-by: A. Researcher <researcher@lab.example>
"""


def test_people_are_known_by_commits_addresses_and_mentions() -> None:
    found = people([NAMED], author="A. Researcher")
    assert found == {"quentin vrbz", "qvrbz", "zyx.wvut", "zyx wvut", "tsrqp"}


def test_a_word_of_the_subject_is_nobody() -> None:
    assert people(["mail kestrel@lab.example", "kestrel " * 60]) == frozenset()
    assert people(["mail kestrel@lab.example", "kestrel " * 6]) == {"kestrel"}


def test_who_is_known_stands_nowhere() -> None:
    known = frozenset({"qvrbz", "zyx wvut"})
    found = redact("ask qvrbz, or Zyx Wvut; qvrbzs\\nqvrbz said", people=known)
    assert found.text.count("<redacted:person>") == 3
    assert "qvrbzs" in found.text
    assert residual("qvrbz", people=known) == ("person",)


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
        *["/home/", "fe80:", "\\n", "pwd \t", "ssh -p ", "http://a-", "host=", "cc @", "mysql "],
        *["scp a:", "a.b.internal.", "Author: a ", "machine a login ", "eyJ.", "pata1.", "\ud800"],
        *["jira =", "kraken: a", "xkeysib-", "facebook\ud800='", "https://a.webhook.office.com/"],
    ],
)
def test_hostile_text_takes_no_longer_than_its_length(unit: str) -> None:
    redact(unit * (200_000 // len(unit)))
