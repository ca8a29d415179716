"""Secrets that nobody owns, of the forms that real ones have, each with words around it.

Made from a seed and put together from parts: no scanner of sources finds one in this file, and none
is an account's.
"""

import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LOWER = string.ascii_lowercase
UPPER = string.ascii_uppercase
DIGITS = string.digits
WORD = string.ascii_letters + DIGITS
HEX = "0123456789abcdef"
SAFE = WORD + "_-"


@dataclass(frozen=True, slots=True)
class Planted:
    """`text` holds `secret`; whoever sees `secret` anywhere has seen too much."""

    kind: str
    secret: str
    text: str


class Maker:
    """Letters of one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def of(self, letters: str, length: int) -> str:
        """A word of these letters."""
        return "".join(self.random.choice(letters) for _ in range(length))

    def password(self) -> str:
        """What a person or a generator takes for a password."""
        return (
            self.of(LOWER, 5) + self.of(DIGITS, 3) + self.random.choice("!#%+_") + self.of(WORD, 4)
        )

    def name(self) -> str:
        """A person's user name: no word of any language."""
        return "q" + self.of("bcdfghjklmnpqrstvwxz", 6)


# A token stands alone: each of its places must hide it.
TOKENS: dict[str, Callable[[Maker], str]] = {
    "anthropic": lambda m: "sk-" + "ant-" + "api03-" + m.of(SAFE, 93) + "AA",
    "openai": lambda m: "sk-" + m.of(WORD, 48),
    "openai project": lambda m: "sk-" + "proj-" + m.of(WORD, 74),
    "openrouter": lambda m: "sk-" + "or-v1-" + m.of(HEX, 64),
    "github": lambda m: m.random.choice(["ghp", "gho", "ghs"]) + "_" + m.of(WORD, 36),
    "github fine": lambda m: "github" + "_pat_" + m.of(WORD, 22) + "_" + m.of(WORD, 59),
    "gitlab": lambda m: "gl" + "pat-" + m.of(WORD, 20),
    "aws id": lambda m: "AK" + "IA" + m.of(UPPER + "234567", 16),
    "google api": lambda m: "AI" + "za" + m.of(SAFE, 34) + "x",
    "google oauth secret": lambda m: "GOC" + "SPX-" + m.of(WORD, 28),
    "google refresh": lambda m: "1/" + "/0" + m.of(SAFE, 40) + "x",
    "slack": lambda m: "xo" + "xb-" + m.of(DIGITS, 12) + "-" + m.of(WORD, 24),
    "slack hook": lambda m: "https://hooks." + "slack.com/services/T" + m.of(WORD, 30),
    "discord hook": lambda m: (
        "https://discord" + ".com/api/webhooks/" + m.of(DIGITS, 18) + "/" + m.of(WORD, 60)
    ),
    "hugging face": lambda m: "h" + "f_" + m.of(WORD, 34),
    "npm": lambda m: "np" + "m_" + m.of(WORD, 36),
    "pypi": lambda m: "py" + "pi-" + "AgEIcHlwaS5vcmc" + m.of(WORD, 70),
    "stripe": lambda m: "sk" + "_live_" + m.of(WORD, 24),
    "sendgrid": lambda m: "S" + "G." + m.of(WORD, 22) + "." + m.of(WORD, 43),
    "twilio": lambda m: "S" + "K" + m.of(HEX, 32),
    "telegram": lambda m: m.of("123456789", 10) + ":" + "AA" + m.of(WORD, 33),
    "groq": lambda m: "gs" + "k_" + m.of(WORD, 52),
    "replicate": lambda m: "r" + "8_" + m.of(WORD, 37),
    "nvidia": lambda m: "nv" + "api-" + m.of(WORD, 64),
    "pinecone": lambda m: "pc" + "sk_" + m.of(WORD, 60),
    "langsmith": lambda m: "ls" + "v2_pt_" + m.of(HEX, 32) + "_" + m.of(HEX, 10),
    "databricks": lambda m: "da" + "pi" + m.of(HEX, 32),
    "digitalocean": lambda m: "do" + "p_v1_" + m.of(HEX, 64),
    "shopify": lambda m: "sh" + "pat_" + m.of(HEX, 32),
    "linear": lambda m: "li" + "n_api_" + m.of(WORD, 40),
    "supabase": lambda m: "sb" + "p_" + m.of(HEX, 40),
    "vault": lambda m: "hv" + "s." + m.of(WORD, 90),
    "tailscale": lambda m: "ts" + "key-auth-" + m.of(WORD, 12) + "-" + m.of(WORD, 32),
    "grafana": lambda m: "gl" + "sa_" + m.of(WORD, 32) + "_" + m.of(HEX, 8),
    "new relic": lambda m: "NR" + "AK-" + m.of(UPPER, 27),
    "docker hub": lambda m: "dc" + "kr_pat_" + m.of(WORD, 27),
    "figma": lambda m: "fi" + "gd_" + m.of(WORD, 40),
    "planetscale": lambda m: "ps" + "cale_tkn_" + m.of(WORD, 40),
    "mailchimp": lambda m: m.of(HEX, 32) + "-us" + m.of("123456789", 1),
    "azure client secret": lambda m: m.of(WORD, 3) + "8" + "Q~" + m.of(WORD, 33),
    "jwt": lambda m: (
        "ey" + "J" + m.of(WORD, 30) + ".ey" + "J" + m.of(WORD, 60) + "." + m.of(WORD, 40)
    ),
    "duffel": lambda m: "duf" + "fel_live_" + m.of(WORD, 42) + "7",
    "sendinblue": lambda m: "xkey" + "sib-" + m.of(HEX, 64) + "-" + m.of(WORD, 16),
    "vault batch": lambda m: "hv" + "b." + m.of(WORD, 150),
    "flutterwave": lambda m: "FLW" + "SECK_TEST-" + m.of(HEX, 32) + "-X",
    "e-mail": lambda m: m.name() + "@" + m.of(LOWER, 6) + ".example.org",
    "public ip": lambda m: f"203.0.113.{m.random.randint(40, 250)}",
    "private ip": lambda m: f"10.{m.random.randint(40, 250)}.{m.random.randint(40, 250)}.7",
    "internal host": lambda m: m.name() + ".corp",
}

# What only the words around it give away: the words, with {} where the secret stands.
SURROUNDED: dict[str, tuple[str, Callable[[Maker], str]]] = {
    "admin_passwd": ("admin_passwd = {}", Maker.password),
    "password in yaml": ('password: "{}"', Maker.password),
    "password in json": ('{{"db_password": "{}"}}', Maker.password),
    "short environment": ("PGPASSWORD={} psql -h localhost", lambda m: m.of(WORD, 6)),
    "oauth client secret": ('client_secret = "{}"', lambda m: m.of(WORD, 28)),
    "aws secret": ("aws_secret_access_key = {}", lambda m: m.of(WORD, 40)),
    "wandb": ("export WANDB_API_KEY={}", lambda m: m.of(HEX, 40)),
    "wandb login": ("wandb login {}", lambda m: m.of(HEX, 40)),
    "kaggle": ('{{"username":"x","key":"{}"}}', lambda m: m.of(HEX, 32)),
    "database url": ("postgresql://svc:{}@db.example.net:5432/runs", lambda m: m.of(WORD, 14)),
    "redis url": ("redis://:{}@cache:6379/0", lambda m: m.of(WORD, 18)),
    "basic auth": ("Authorization: Basic {}", lambda m: m.of(WORD, 24) + "=="),
    "bearer": (
        "curl -H 'Authorization: Bearer {}' https://api.example.net",
        lambda m: m.of(WORD, 32),
    ),
    "curl user": ("curl -u svc:{} https://api.example.net", Maker.password),
    "flag": ("cli login --password {}", Maker.password),
    "netrc": ("machine api.example.net login svc password {}", lambda m: m.of(WORD, 20)),
    "azure storage": ("AccountKey={}==", lambda m: m.of(WORD, 64)),
    "cookie": ("Cookie: session={}", lambda m: m.of(HEX, 40)),
    "sql": ("CREATE USER svc IDENTIFIED BY '{}';", Maker.password),
    "ssh target": ("ssh -p 2222 {} nvidia-smi", lambda m: m.name() + "@" + m.name()),
    "ssh host": ("ssh {} nvidia-smi", lambda m: m.name() + m.of(DIGITS, 2)),
    "scp host": ("scp run.log {}:/data/", lambda m: m.name() + m.of(DIGITS, 2)),
    "master address": ("MASTER_ADDR={}", lambda m: m.name() + "-" + m.of("123456789", 2)),
    "home folder": ("/home/{}/runs", Maker.name),
    "commit author": (
        "Author: {} <x@lab.example.org>",
        lambda m: m.name().title() + " " + m.name(),
    ),
    "mention": ("cc @{}", Maker.name),
    "zendesk": ("zendesk_key: {}", lambda m: m.of(LOWER + DIGITS, 39) + "7"),
    "facebook": ('facebook = "{}"', lambda m: m.of(HEX, 31) + "7"),
    "hubspot": (
        "HUBSPOT: '{}'",
        lambda m: "-".join(m.of("0123456789ABCDEF", n) for n in (8, 4, 4, 4, 12)),
    ),
    "kraken": ('"kraken": "{}"', lambda m: m.of(LOWER + DIGITS, 84) + "7"),
}
KINDS = (*TOKENS, *SURROUNDED, "private key")
_AROUND = (
    "{}",
    "see {} there",
    "'{}'",
    'x = "{}"',
    "({})",
    "url={}",
    '{{\\"t\\": \\"{}\\"}}',
    "a\\n{}\\nb",
)


def planted(most: int, seed: int = 7) -> Iterator[Planted]:
    """This many secrets, kind after kind in turn; equal for equal seeds."""
    maker = Maker(seed)
    for number in range(most):
        yield one(KINDS[number % len(KINDS)], maker)


def one(kind: str, maker: Maker) -> Planted:
    """A secret of that kind."""
    if kind == "private key":
        body = [maker.of(WORD, 64) for _ in range(3)]
        lines = [
            "-----BEGIN RSA " + "PRIVATE KEY-----",
            *body,
            "-----END RSA " + "PRIVATE KEY-----",
        ]
        return Planted(kind, body[1], "\n".join(lines))
    if kind in TOKENS:
        secret = TOKENS[kind](maker)
        return Planted(kind, secret, maker.random.choice(_AROUND).format(secret))
    words, made = SURROUNDED[kind]
    secret = made(maker)
    return Planted(kind, secret, words.format(secret))
