import random

from likeness import like
from rule_sets import by_redaction, columns, of_gitleaks, own_rules_alone, recall


def test_a_likeness_holds_its_value() -> None:
    text, secret = like(
        r"(?i)\b(pul-[a-f0-9]{40})(?:['|\"|\n|\r|\s|\x60|;]|$)", 1, random.Random(1)
    )
    assert secret.startswith("pul-")
    assert len(secret) == 44
    assert secret in text


def test_the_rules_of_gitleaks_add_to_redaction() -> None:
    secrets = list(of_gitleaks())
    good = int(recall(by_redaction, secrets).partition("/")[0])
    with own_rules_alone():
        alone = int(recall(by_redaction, secrets).partition("/")[0])
    assert alone < good
    assert good >= len(secrets) * 0.98


def test_each_column_takes_a_key_and_leaves_words() -> None:
    key = "gh" + "p_" + "Ab1" * 12
    for _, taken, _ in columns():
        assert key not in taken(f"token: {key}")[0]
        assert taken("The loss is fine.") == ("The loss is fine.", 0)
