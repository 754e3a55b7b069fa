"""What a database driver complains of, said in our words, with the mend."""

from __future__ import annotations

BUSY_SECONDS = 30
"""How long a statement waits for another program that writes."""


def explained(name: str, error: BaseException) -> str:
    """One line: the store's name, the driver's reason, and what to do. `error` is any PEP 249 database error."""
    reason = str(error).strip()
    if "locked" in reason:
        mend = f"another program held it for {BUSY_SECONDS} s; end that one and try again"
    elif "full" in reason:
        mend = "make room on the disk and run the command again; nothing stored is lost"
    elif "readonly" in reason:
        mend = "give this user the right to write it, and what lies beside it (-wal, -shm)"
    elif "disk I/O" in reason:
        mend = "look at the disk and at its room; nothing stored is lost"
    elif type(error).__name__ == "OperationalError":
        mend = "check the address under 'store' in the config"
    else:
        mend = "put back your last copy from 'digest db backup'"
    return f"store: {name}: {reason}; {mend}"
