"""What one archive time stamp leans on, and when each of it ends."""

from __future__ import annotations

from hoso.law.text import Text

from .lifetimes import Expiry, lifetime
from .tokens import TokenFacts

_ISSUED = Text("thời hạn ghi trong chứng thư", "the validity written in the certificate")


def expiries(facts: TokenFacts, tree_algorithm: str) -> tuple[Expiry, ...]:
    """The certificate of the authority, its key, the digest it signed with, and the digest of the tree."""
    key, signed, tree = (
        lifetime(facts.key, facts.bits),
        lifetime(facts.digest),
        lifetime(tree_algorithm),
    )
    named = facts.authority[:200]
    return (
        Expiry(
            Text(f"chứng thư của {named}", f"certificate of {named}"),
            facts.valid_until,
            _ISSUED,
            confirmed=True,
            kind="certificate",
        ),
        Expiry(
            Text(
                f"khóa {facts.key.upper()} {facts.bits} bit", f"{facts.key.upper()} key of {facts.bits} bits"
            ),
            key.until,
            key.source,
            key.confirmed,
            kind="key",
        ),
        Expiry(
            Text(f"thuật toán băm khi ký {facts.digest}", f"digest {facts.digest} of the signature"),
            signed.until,
            signed.source,
            signed.confirmed,
            kind="key",
        ),
        Expiry(
            Text(f"thuật toán băm của cây {tree_algorithm}", f"digest {tree_algorithm} of the tree"),
            tree.until,
            tree.source,
            tree.confirmed,
            kind="digest",
        ),
    )
