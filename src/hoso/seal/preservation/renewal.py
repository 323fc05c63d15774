"""What a renewal covers: the leaf for a new tree, computed from what is there (RFC 4998 section 5.2)."""

from __future__ import annotations

from collections.abc import Sequence

from .digests import digest, group


def leaf_of(parts: Sequence[bytes], algorithm: str) -> bytes:
    """The leaf of a data object, or of a data object group from the hashes of all its parts (section 4.2)."""
    return parts[0] if len(parts) == 1 else group(algorithm, parts)


def over_token(token: bytes, algorithm: str) -> bytes:
    """Time-stamp renewal: the hash of the whole ``timeStamp`` field, with the algorithm of its chain."""
    return digest(algorithm, token)


def over_sequence(parts: Sequence[bytes], older_sequence: bytes, algorithm: str) -> tuple[bytes, ...]:
    """Hash-tree renewal: for each part H(h(i) + ha(i)), not sorted, where ha is the hash of all older chains.

    ``parts`` are hashes under the new algorithm of the data objects themselves, which must still be there.
    """
    older = digest(algorithm, older_sequence)
    return tuple(digest(algorithm, part + older) for part in parts)
