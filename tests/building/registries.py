"""Small registries for tests: plain folders of skills, and indexes over them."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tacit.advise.build import build
from tacit.advise.entry import Source
from tacit.advise.index import Index

# The case that the seed article tells.
ROPE = """
# Rope width

## Verified Workflow

1. Build the rotary tables over the whole head.

## Failed Attempts

| Attempt | Why it failed | Lesson |
|---|---|---|
| repeat the table along the batch | the clash moved to dimension 2 | widen the last axis |

## Hyperparameters

```python
angles = torch.cat((angles, angles), dim=-1)
```

## Results

| Metric | Value |
|---|---|
| digit accuracy | 0.99 |

## Next Steps

- Try base 1000.
"""
ROPE_ERROR = (
    "RuntimeError: The size of tensor a (32) must match the size of tensor b (16)"
    " at non-singleton dimension 3"
)
ROPE_TROUBLE = f"""# Troubleshooting

## Rotary tables are half as wide as the heads

```
{ROPE_ERROR}
```

**Cause.** One angle for each pair of channels.

**Fix.** Join the angles to themselves along the last axis.
"""
ROPE_DESCRIPTION = (
    "Rotary position embeddings for a small transformer that adds in base 100."
    " Use when: rotary tables clash with the heads."
)


def skill(
    registry: Path,
    name: str,
    description: str = "",
    body: str = "",
    troubles: str = "",
    *,
    category: str = "training",
) -> Path:
    """Add a skill in the registry's own layout; its SKILL.md comes back."""
    file = registry / "plugins" / category / name / "skills" / name / "SKILL.md"
    file.parent.mkdir(parents=True)
    quoted = description.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    front = f'name: "{name}"\ndescription: "{quoted}"\nauthor: "A. Researcher"\ndate: "2026-01-31"'
    file.write_text(f"---\n{front}\n---\n{body}", encoding="utf-8", errors="surrogatepass")
    if troubles:
        (file.parent / "references").mkdir()
        (file.parent / "references" / "troubleshooting.md").write_text(troubles, encoding="utf-8")
    return file


def rope(registry: Path) -> Path:
    """Add the skill about rotary tables; its SKILL.md comes back."""
    return skill(registry, "rope-width", ROPE_DESCRIPTION, ROPE, ROPE_TROUBLE)


def index_of(registry: Path, folder: Path | None = None) -> Index:
    """An open index over the registry, written into `folder` or beside the registry."""
    folder = folder or registry.with_name(f"{registry.name}.index")
    build([Source(str(registry), registry, "")], folder)
    found = Index.open(folder)
    assert found is not None
    return found


def project(folder: Path, files: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> Path:
    """A project folder with these files; git's own files may be among them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in dict(files).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
