"""What can be wrong with a key outside this process, in words for the person who wanted to sign."""

from __future__ import annotations

from hoso.law.text import Text
from hoso.seal.errors import KeyUnavailable

NOTHING_SIGNED = Text("Chưa có gì được ký.", "Nothing was signed.")


class PinRefused(KeyUnavailable):
    """The PIN is wrong, expired or locked. It is not tried again until it is changed: wrong tries lock keys."""


class KeyAway(KeyUnavailable):
    """The device or the service does not answer, or not in time. Trying later is safe."""


def pin_refused(owner: str, vi: str, en: str) -> PinRefused:
    """A refusal of the PIN of one key."""
    return PinRefused(
        Text(
            f"Khóa ký của {owner}: {vi}. {NOTHING_SIGNED.vi} Hãy báo quản trị hệ thống; "
            "hệ thống không thử lại mã này để khóa không bị chặn.",
            f"Signing key of {owner}: {en}. {NOTHING_SIGNED.en} Tell the system administrator; "
            "this PIN is not tried again, so that the key does not lock.",
        )
    )


def away(owner: str, vi: str, en: str) -> KeyAway:
    """A device or a service that does not answer as it should."""
    return KeyAway(
        Text(
            f"Khóa ký của {owner}: {vi}. {NOTHING_SIGNED.vi} Hãy thử lại sau.",
            f"Signing key of {owner}: {en}. {NOTHING_SIGNED.en} Please try again later.",
        )
    )


def unusable(owner: str, vi: str, en: str) -> KeyUnavailable:
    """A key that will not work until somebody changes something."""
    return KeyUnavailable(
        Text(
            f"Khóa ký của {owner}: {vi}. {NOTHING_SIGNED.vi} Hãy báo quản trị hệ thống.",
            f"Signing key of {owner}: {en}. {NOTHING_SIGNED.en} Tell the system administrator.",
        )
    )
