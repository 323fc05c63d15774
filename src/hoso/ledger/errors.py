"""What can go wrong in the ledger, said in both languages."""

from __future__ import annotations

from hoso.law.text import Text


class LedgerError(Exception):
    """Base of every ledger failure; ``text`` is fit for a screen."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class MalformedError(LedgerError):
    """A document, number or value does not have the form its rules ask for."""


class MissingNodeError(LedgerError):
    """The store does not hold a subtree hash that a proof needs: the store is damaged or behind."""


class SignatureError(LedgerError):
    """No signature by the expected key, or one that does not verify."""


def malformed(what_vi: str, what_en: str) -> MalformedError:
    """The usual refusal: names what has the wrong form."""
    return MalformedError(Text(f"Không đọc được: {what_vi}.", f"Cannot be read: {what_en}."))
