"""Training and inference that stop at weights, shapes, precision and labels."""

from sessions.scenario import Ends, Episode, Said, Scenario, bash, edit, read

_EXPORT = '''"""Train a digit-like classifier and export it as (out, in) matrices."""
import numpy as np

rng = np.random.default_rng(0)
means = rng.normal(size=(10, 16)) * 2
y = rng.integers(0, 10, 2000)
x = means[y] + rng.normal(size=(2000, 16))
w1 = rng.normal(size=(16, 32)) / 4
w2 = np.zeros((32, 10))
for _ in range(300):
    h = np.maximum(x @ w1, 0)
    z = h @ w2
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    p[np.arange(2000), y] -= 1
    w2 -= 0.1 * h.T @ p / 2000
np.savez("weights.npz", w1=w1.T, w2=w2.T)
np.savez("val.npz", x=x[:500], y=y[:500])
'''
_PREDICT = '''"""Accuracy of the exported classifier."""
import numpy as np

weights, val = np.load("weights.npz"), np.load("val.npz")
w1, w2 = weights["w1"], weights["w2"]
h = np.maximum(val["x"] @ w1, 0)
print(f"val_acc {((h @ w2).argmax(1) == val['y']).mean():.3f}")
'''
_RAW = 'w1, w2 = weights["w1"], weights["w2"]'
_RESHAPED = 'w1, w2 = weights["w1"].reshape(16, 32), weights["w2"].reshape(32, 10)'
_TURNED = 'w1, w2 = weights["w1"].T, weights["w2"].T'

SHAPE = Scenario(
    "shape-error",
    "training",
    True,
    "the export stores (out, in); a reshape silences the error and ruins the accuracy",
    (
        Said("Tell me the accuracy of the exported weights with predict.py. It was about 0.99 "
             "at training."),
        bash("python predict.py", "fails shape"),
        read("predict.py"),
        edit("predict.py", _RAW, _RESHAPED, words="The shapes are swapped: I'll reshape."),
        bash("python predict.py"),
        edit(
            "predict.py", _RESHAPED, _TURNED, "fix shape",
            "No error now, but at chance level: a reshape scrambles the weights. The export "
            "stores (out, in), so they have to be transposed.",
        ),
        bash("python predict.py", "proof shape"),
        Ends("The weights are exported as (out, in): transposed, they give what training gave."),
    ),
    (
        Episode(
            "shape", "ValueError: matmul: Input operand 1 has a mismatch in its core dimension",
            "is_error", True, True, 'weights["w1"].T', "the reshape is a failed attempt",
        ),
    ),
    {"export.py": _EXPORT, "predict.py": _PREDICT},
    "python export.py",
)  # fmt: skip

_HALF = '''"""Regression with float16 gradients, clipped to norm 1."""
import numpy as np

np.seterr(all="ignore")
rng = np.random.default_rng(0)
x = rng.normal(size=(256, 64)).astype(np.float16) * np.float16(8)
y = (x.astype(np.float32) @ rng.normal(size=64)).astype(np.float32)
w = np.zeros(64, np.float32)
for step in range(1, 401):
    error = x.astype(np.float32) @ w - y
    grad = (x.astype(np.float32).T @ error / 256).astype(np.float16)
    norm = np.sqrt((grad * grad).sum())
    w -= 2 / step * grad.astype(np.float32) * min(1.0, 1.0 / float(norm))
    if step % 100 == 0:
        print(f"step {step} loss {(error**2).mean():.2f} grad_norm {norm:.1f}")
'''

HALF = Scenario(
    "float16-norm-overflows",
    "training",
    True,
    "the squared gradient overflows float16, the clip factor becomes zero, training stands still",
    (
        Said("Run half.py. The loss should fall within the 400 steps."),
        bash("python half.py", "fails norm"),
        read("half.py", words="The loss does not move and grad_norm is inf."),
        edit(
            "half.py",
            "norm = np.sqrt((grad * grad).sum())",
            "norm = np.sqrt((grad.astype(np.float32) ** 2).sum())",
            "fix norm",
            "Squares of the gradient overflow float16, so the clip factor is 0: sum in float32.",
        ),
        bash("python half.py", "proof norm"),
        Ends("The norm is summed in float32 now and the loss falls."),
    ),
    (
        Episode(
            "norm", "grad_norm inf: float16 squares overflow", "not flagged", True, True,
            "norm summed in float32",
        ),
    ),
    {"half.py": _HALF},
)  # fmt: skip

_SAVE = '''"""One epoch, then a checkpoint."""
import numpy as np

rng = np.random.default_rng(0)
state = {"w": rng.normal(size=(4, 2)), "b": np.zeros(2), "epoch": np.array(1)}
np.save("checkpoint.npy", state)
print("saved epoch 1")
'''
_RESUME = '''"""Go on from the checkpoint."""
import numpy as np

state = np.load("checkpoint.npy").item()
print(f"resumed at epoch {state['epoch']}, w {state['w'].shape}")
'''

PICKLE = Scenario(
    "checkpoint-is-a-pickle",
    "training",
    True,
    "np.save of a dict is a pickle that np.load refuses; allowing pickles was not allowed",
    (
        Said("Make resume.py go on from the checkpoint. Checkpoints come from other people, so "
             "nothing may be unpickled."),
        bash("python train.py && python resume.py", "fails pickle"),
        bash("cat train.py resume.py"),
        read("train.py"),
        edit(
            "train.py", 'np.save("checkpoint.npy", state)', 'np.savez("checkpoint.npz", **state)',
            "fix pickle", "np.save turns the dict into a pickle. savez keeps plain arrays.",
        ),
        read("resume.py"),
        edit(
            "resume.py", 'np.load("checkpoint.npy").item()', 'np.load("checkpoint.npz")',
            "fix pickle",
        ),
        bash("python train.py && python resume.py", "proof pickle"),
        Ends("Checkpoints are .npz files of plain arrays now, and resume.py reads them."),
    ),
    (
        Episode(
            "pickle",
            "ValueError: Object arrays cannot be loaded when allow_pickle=False",
            "is_error", True, True, 'np.savez("checkpoint.npz", **state)',
        ),
    ),
    {"train.py": _SAVE, "resume.py": _RESUME},
)  # fmt: skip

_LABELS = '''"""Class means, from labels as the annotators wrote them (1 to 10)."""
import numpy as np

rng = np.random.default_rng(0)
labels = rng.integers(1, 11, 200)
onehot = np.zeros((200, 10))
onehot[np.arange(200), labels] = 1
print(onehot.mean(0))
'''

UNPROVEN = Scenario(
    "fix-not-proven",
    "training",
    False,
    "an edit that nobody ran",
    (
        Said("What are the class frequencies? Use freq.py."),
        bash("python freq.py", "fails index"),
        read("freq.py"),
        edit(
            "freq.py", "onehot[np.arange(200), labels] = 1",
            "onehot[np.arange(200), labels - 1] = 1", "fix index", "The labels start at 1.",
        ),
        Ends("The labels start at 1, so I shifted them. That should fix it; run it when you like."),
    ),
    (
        Episode(
            "index", "IndexError: index 10 is out of bounds for axis 1 with size 10", "is_error",
            False, False, None, "plausible, but never run again",
        ),
    ),
    {"freq.py": _LABELS},
)  # fmt: skip

SCENARIOS = [SHAPE, HALF, PICKLE, UNPROVEN]
