"""Makes evidence records for the tests: groups of data objects under one time stamp, then renewals."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from hoso.seal.keys import SigningKey
from hoso.seal.preservation import records, renewal, tokens, tree
from hoso.seal.preservation.digests import digest
from hoso.seal.preservation.records import ArchiveTimeStamp, Chain
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore


class Shelf:
    """Groups of documents, and the chains that have grown over each."""

    def __init__(self, groups: Sequence[Sequence[bytes]], authority: SigningKey, trust: TrustStore) -> None:
        self.groups, self.authority, self.trust = groups, authority, trust
        self.chains: list[list[Chain]] = [[] for _ in groups]

    def seal(self, at: datetime, algorithm: str = "sha256") -> Shelf:
        """The first chain, or a new one by hash-tree renewal."""
        hashes = [[digest(algorithm, one) for one in group] for group in self.groups]
        parts = [
            renewal.over_sequence(own, records.sequence_of(grown), algorithm) if grown else own
            for own, grown in zip(hashes, self.chains, strict=True)
        ]
        for grown, stamp in zip(self.chains, self._stamped(parts, at, algorithm), strict=True):
            grown.append((stamp,))
        return self

    def renew(self, at: datetime) -> Shelf:
        """Time-stamp renewal: each group's last token goes into one new tree."""
        last = [grown[-1][-1] for grown in self.chains]
        parts = [(renewal.over_token(one.token, one.algorithm),) for one in last]
        for grown, stamp in zip(self.chains, self._stamped(parts, at, last[0].algorithm), strict=True):
            grown[-1] = (*grown[-1], stamp)
        return self

    def record(self, number: int) -> bytes:
        return records.written(self.chains[number])

    def objects(self, number: int) -> dict[str, bytes]:
        return {f"part {n}": one for n, one in enumerate(self.groups[number])}

    def _stamped(
        self, parts: Sequence[Sequence[bytes]], at: datetime, algorithm: str
    ) -> list[ArchiveTimeStamp]:
        grown = tree.build([renewal.leaf_of(own, algorithm) for own in parts], algorithm)
        token = tokens.stamped(
            grown.root, algorithm, LocalTimestamper(self.authority, lambda: at), self.trust
        )
        file = io.BytesIO(grown.content)
        return [
            ArchiveTimeStamp(algorithm, tree.reduced(file, len(parts), algorithm, place, own), token)
            for place, own in enumerate(parts)
        ]
