"""A small registry on disk in which lint finds nothing, to plant defects in."""

from pathlib import Path

from tacit.registry.marketplace import FILE, marketplace

TOP = "plugins/training/warmup-for-large-batches"
NAME = "warmup-for-large-batches"
SKILL = f"{TOP}/skills/{NAME}/SKILL.md"
MANIFEST = f"{TOP}/.claude-plugin/plugin.json"
TROUBLES = f"{TOP}/skills/{NAME}/references/troubleshooting.md"
LOG = f"{TOP}/skills/{NAME}/references/experiment-log.md"
DESCRIPTION = (
    "Warm the learning rate up before training with batches of 4,096. Use when: (1) the loss is "
    "nan within 50 steps, (2) RuntimeError: loss is nan at step 37. Verified on: PyTorch 2.5, A100."
)

FILES = {
    MANIFEST: f"""{{
  "name": "{NAME}",
  "version": "1.0.0",
  "description": "{DESCRIPTION}",
  "author": {{ "name": "A. Researcher" }},
  "skills": "./skills"
}}
""",
    SKILL: f"""---
name: "{NAME}"
description: "{DESCRIPTION}"
author: "A. Researcher"
date: "2026-01-31"
---

# Warm-up for large batches

## Experiment Overview

| | |
|---|---|
| Date | 2026-01-31 |
| Goal | A loss below 2.1 after 1,000 steps |

See [the log](references/experiment-log.md) and [the workflow](#verified-workflow).

## Verified Workflow

1. Raise the rate from zero within 500 steps.

   ```bash
   python train.py --batch-size 4096 --warmup-steps 500
   ```

2. Compare with `references/experiment-log.md`.

## Failed Attempts

| Attempt | Why it failed | Lesson |
|---|---|---|
| Rate 3e-4 from the first step | RuntimeError: loss is nan at step 37 | Warm up |
| Gradients clipped at 1.0 | The loss stays at 7.4 | Clip, and warm up as well |

## Hyperparameters

```yaml
learning_rate: 3.0e-4
batch_size: 4096
warmup_steps: 500
scheduler: cosine
```

## Results

| Metric | Before | After |
|---|---|---|
| Loss at step 1,000 | nan | 2.06 |

## Environment

| | |
|---|---|
| Hardware | 1 A100, 80 GB |
| Versions | Python 3.11, PyTorch 2.5.1 |

## Next Steps

- Try 8,192 with 1,000 steps of warm-up.
""",
    LOG: """# Experiment log

## 2026-01-31: first run

- **Command**: `python train.py --batch-size 4096`
- **Outcome**: RuntimeError: loss is nan at step 37
""",
    TROUBLES: """# Troubleshooting

## The loss is nan

```
RuntimeError: loss is nan at step 37
```

**Symptom.** The loss is nan before step 50.

**Cause.** The rate is at its highest before Adam knows the gradients.

**Fix.** Raise it from zero within 500 steps.
""",
    "templates/experiment-skill-template/skills/x/SKILL.md": """# Template

## Verified Workflow

1. What to do first, and why it comes first.
""",
    "README.md": "# A registry\n",
}


def registry(root: Path) -> Path:
    """The registry, written into the folder `root`."""
    for path, text in FILES.items():
        put(root, path, text)
    return listed(root)


def put(root: Path, path: str, text: str | bytes) -> None:
    """Write a file of the registry."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text.encode() if isinstance(text, str) else text)


def listed(root: Path) -> Path:
    """The registry with its list made anew."""
    put(root, FILE, marketplace(root))
    return root
