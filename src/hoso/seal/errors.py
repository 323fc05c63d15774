"""What can go wrong while sealing, as typed errors whose sentence can be shown to a person."""

from __future__ import annotations

from hoso.law.text import Text


class SealError(Exception):
    """A failure of this craft. ``text`` is written for the person in front of the screen."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class CannotSign(SealError):
    """The document cannot take a signature (not a PDF, encrypted, locked, damaged)."""


class KeyUnavailable(SealError):
    """A signing key is missing, cannot be opened, or does not fit its certificate."""


class KeyAbsent(KeyUnavailable):
    """There is no such key here; a key that is here but does not work is not absent."""


class TimestampUnavailable(SealError):
    """The time-stamping authority is silent, refuses, or answers something else than asked."""


class TrustDirectoryInvalid(SealError):
    """The directory of trust anchors is missing or holds something that is not a certificate."""


class SignatureRefused(SealError):
    """A signature returned by a device does not fit the revision it was asked for."""


class StampDoesNotFit(SealError):
    """The visible block is too small for its text, or its font lacks a letter."""
