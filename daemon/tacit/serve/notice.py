"""The one line to the user at a session's start, at most once a day; the model never sees it."""

from datetime import datetime

from tacit.store import Database

_DAY = 86_400
_RECENT = 7 * _DAY
_TOLD = "notice.told"


def notice(db: Database, now: float, broken: str = "") -> str:
    """What the user should hear now; "" for nothing, or where they heard something today.

    `broken`: what is wrong with this daemon as it stands, such as a configuration file.
    """
    told = fact(db, _TOLD)
    if told and now - float(told) < _DAY:
        return ""
    return _trouble(db, now, broken) or _drafts(db)


def told(db: Database, now: float) -> None:
    """Remember that the user was told."""
    remember(db, _TOLD, str(now))


def fact(db: Database, key: str) -> str:
    """What was remembered under the key; "" for nothing."""
    row = db.execute("SELECT value FROM facts WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def remember(db: Database, key: str, value: str) -> None:
    """Remember a value; "" forgets it."""
    if value:
        db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (key, value))
    else:
        db.execute("DELETE FROM facts WHERE key = ?", (key,))


def _trouble(db: Database, now: float, broken: str) -> str:
    if broken:
        return f"tacit stands still: {broken}. `tacit doctor` says more."
    row = db.execute(
        "SELECT min(touched) FROM sessions WHERE state = 'failed' AND touched > ?",
        (now - _RECENT,),
    ).fetchone()
    if row[0] is None:
        return ""
    day = datetime.fromtimestamp(row[0]).strftime("%Y-%m-%d %H:%M")
    return f"tacit has been broken since {day}: sessions were not mined. Run `tacit doctor`."


def _drafts(db: Database) -> str:
    row = db.execute(
        "SELECT count(*) FROM drafts WHERE state IN ('waiting', 'pushed', 'open')"
    ).fetchone()
    number = int(row[0])
    if not number:
        return ""
    drafts = "1 draft waits" if number == 1 else f"{number} drafts wait"
    return f"tacit: {drafts} for your review. Run `tacit review`."
