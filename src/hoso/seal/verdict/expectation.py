"""Who must have signed: the roles a paper needs, and whether the signatures at hand meet them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from hoso.seal.subjects import Role

from .report import SignatureReport


@dataclass(frozen=True)
class ExpectedSigner:
    """One signature that must be there. ``identifier`` is the bare one (citizen number, agency code); None
    accepts any.
    """

    role: Role
    identifier: str | None = None
    scope: Literal["public", "official"] | None = None

    def met_by(self, signature: SignatureReport) -> bool:
        """Whether this sound signature is by the expected subject under the expected root."""
        held = (signature.signer or {}).get("identifier") or ""
        bare = held.partition(":")[2] or held
        return (
            signature.role == self.role
            and (self.identifier is None or bare == self.identifier)
            and (self.scope is None or (signature.trust is not None and signature.trust.scope == self.scope))
        )


@dataclass(frozen=True)
class Expectation:
    """The signatures a paper needs, each met by a different one; more signatures than needed do no harm."""

    signers: tuple[ExpectedSigner, ...]

    def unmet(self, signatures: Iterable[SignatureReport]) -> list[ExpectedSigner]:
        """The expected signers nobody stands for. The most exacting expectation chooses first."""
        left = [signature for signature in signatures if signature.sound]
        missing: list[ExpectedSigner] = []
        for wanted in sorted(self.signers, key=lambda s: (s.identifier is None, s.scope is None)):
            match = next((signature for signature in left if wanted.met_by(signature)), None)
            if match is None:
                missing.append(wanted)
            else:
                left.remove(match)
        return missing
