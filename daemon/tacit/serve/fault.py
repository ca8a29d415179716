"""A fault for the log: what and where, never its message, which may quote somebody's session."""

import traceback


def place(fault: BaseException) -> str:
    """The fault's type and the last places it went through, on one line."""
    frames = traceback.extract_tb(fault.__traceback__)[-6:]
    path = " < ".join(
        f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno}" for frame in reversed(frames)
    )
    return f"{type(fault).__name__} at {path}"
