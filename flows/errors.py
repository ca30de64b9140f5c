"""Errors that a user can cause and mend: one sentence, one hint and one exit code each, never a traceback.

Exit codes: 0 done, 1 a fault of khitab's own, 2 a misused command or setting, 3 an evaluation below its floor
(no exception), and from 4 on the classes below.
"""

from typing import ClassVar, Literal


class KhitabError(Exception):
    """The base of every user error.

    Args:
        message: what is wrong, one sentence with its full stop.
        hint: what the user can do about it, one sentence.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}"


class UsageError(KhitabError):
    """A command, parameter or folder that does not fit."""

    exit_code = 2


class CodebookError(KhitabError):
    """A codebook that cannot be used; the message lists each problem with its file."""

    exit_code = 4


class SourcesError(KhitabError):
    """`seeds/sources.toml` or `seeds/metadata.csv` cannot be used."""

    exit_code = 5


class EmptyComparisonError(KhitabError):
    """Nothing is left to compare in the chosen outlets and window."""

    exit_code = 6


class StorageError(KhitabError):
    """The disk refuses: full, read-only or without permission; what was stored before is untouched."""

    exit_code = 7


class SourceUnavailableError(KhitabError):
    """A passing fault between us and a source: worth another try, and no loss when it stays.

    Args:
        message: what is wrong, one sentence with its full stop.
        hint: what the user can do about it, one sentence.
        reason: the code that the skip bears when every try fails: `down` or `slow`.
    """

    exit_code = 8

    def __init__(self, message: str, hint: str, reason: Literal["down", "slow"]) -> None:
        super().__init__(message, hint)
        self.args = (message, hint, reason)  # what a copy in another process is made from
        self.reason = reason


class ServiceError(KhitabError):
    """A process that khitab started beside itself did not start, or died."""

    exit_code = 9
