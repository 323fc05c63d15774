"""Evidence records written and read: chains of archive time stamps as plain values (RFC 4998 section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from asn1crypto import algos, cms, parser

from hoso.law.text import Text
from hoso.seal.errors import SealError

from .tree import HashLists

MEDIA_TYPE = "application/vnd.hoso.evidence-record"
LARGEST = 16 * 1024 * 1024
"""Bytes of the largest record that is read: far more than a century of renewals with their evidence."""

SEQUENCE, INTEGER, OCTETS = 0x30, 0x02, 0x04
DIGEST_ALGORITHM, ATTRIBUTES, REDUCED_TREE = 0xA0, 0xA1, 0xA2
"""Implicit tags of an ArchiveTimeStamp (RFC 4998 section 4.1)."""


_BETWEEN = {0xA0, 0xA1}
"""cryptoInfos and encryptionInfo, which we do not use."""


class RecordUnreadable(SealError):
    """The bytes are no evidence record of version 1."""


@dataclass(frozen=True, slots=True)
class ArchiveTimeStamp:
    """A time stamp token (DER ContentInfo) over the root of ``lists``; without lists, over the hash itself."""

    algorithm: str
    lists: HashLists
    token: bytes


Chain = tuple[ArchiveTimeStamp, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """A record as read. ``chain_ders`` are the chains byte for byte: renewals are computed over them."""

    algorithms: tuple[str, ...]
    chains: tuple[Chain, ...]
    chain_ders: tuple[bytes, ...]

    def sequence_before(self, chain: int) -> bytes:
        """The ArchiveTimeStampSequence of all chains before that one, DER (RFC 4998 section 5.2, step 3)."""
        return joined(self.chain_ders[:chain])


def written(chains: Sequence[Chain]) -> bytes:
    """The record of these chains, DER."""
    named = dict.fromkeys(one.algorithm for chain in chains for one in chain)
    algorithms = b"".join(_algorithm(name) for name in named)
    return _tagged(SEQUENCE, b"\x02\x01\x01" + _tagged(SEQUENCE, algorithms) + sequence_of(chains))


def sequence_of(chains: Sequence[Chain]) -> bytes:
    """The ArchiveTimeStampSequence of these chains, DER: what the next hash-tree renewal covers."""
    return joined([joined([_stamp(one) for one in chain]) for chain in chains])


def joined(ders: Sequence[bytes]) -> bytes:
    """A SEQUENCE OF the given encodings, byte for byte."""
    return _tagged(SEQUENCE, b"".join(ders))


def read(data: bytes) -> EvidenceRecord:
    """The record in a file. Nothing is verified yet. Raises ``RecordUnreadable``."""
    if len(data) > LARGEST:
        raise _unreadable("quá lớn", "too large")
    try:
        fields = _fields_of(data)
        if (fields[0].tag, fields[0].contents) != (INTEGER, b"\x01"):
            raise _unreadable("phiên bản lạ", "an unknown version")
        named, *between, sequence = fields[1:]
        if not {one.tag for one in between} <= _BETWEEN:
            raise _unreadable("cấu trúc hỏng", "a broken structure")
        algorithms = tuple(_named(one.encoding) for one in _parts_of(named, SEQUENCE))
        ders = _parts_of(sequence, SEQUENCE)
        chains = tuple(tuple(_read_stamp(one) for one in _parts_of(chain, SEQUENCE)) for chain in ders)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise _unreadable("cấu trúc hỏng", "a broken structure") from error
    if not chains or not all(chains):
        raise _unreadable("không có dấu thời gian", "no time stamp in it")
    return EvidenceRecord(algorithms, chains, tuple(one.encoding for one in ders))


def _fields_of(data: bytes) -> list[_Part]:
    whole = _parts(data)
    if [one.tag for one in whole] != [SEQUENCE]:
        raise ValueError("not one SEQUENCE")
    return _parts(whole[0].contents)


def _parts_of(whole: _Part, tag: int) -> list[_Part]:
    """The parts of a SEQUENCE. Every tag counts: what a reader skips, somebody could change."""
    if whole.tag != tag:
        raise ValueError("not the tag that stands here")
    return _parts(whole.contents)


def _read_stamp(stamp: _Part) -> ArchiveTimeStamp:
    """digestAlgorithm [0] OPTIONAL, attributes [1] OPTIONAL, reducedHashtree [2] OPTIONAL, timeStamp."""
    fields = _parts_of(stamp, SEQUENCE)
    tags, token = [one.tag for one in fields], fields[-1].encoding
    if tags[-1] != SEQUENCE or tags[:-1] != sorted(
        set(tags[:-1]) & {DIGEST_ALGORITHM, ATTRIBUTES, REDUCED_TREE}
    ):
        raise ValueError("not the fields of an archive time stamp")
    found = {one.tag: one.contents for one in fields[:-1]}
    lists = tuple(
        tuple(_hash(one) for one in _parts_of(each, SEQUENCE))
        for each in _parts(found.get(REDUCED_TREE, b""))
    )
    if any(not each for each in lists):
        raise ValueError("an empty list of hashes")
    named = found.get(DIGEST_ALGORITHM)
    algorithm = imprint_algorithm(token) if named is None else _named(_tagged(SEQUENCE, named))
    return ArchiveTimeStamp(algorithm, lists, token)


def _hash(part: _Part) -> bytes:
    if part.tag != OCTETS:
        raise ValueError("not a hash")
    return part.contents


class _Part(NamedTuple):
    tag: int
    contents: bytes
    encoding: bytes


def _parts(contents: bytes) -> list[_Part]:
    """What stands side by side, byte for byte: renewals hash encodings, so nothing may be encoded anew."""
    found, at = [], 0
    while at < len(contents):
        start, end = _bounds(contents, at)
        found.append(_Part(contents[at], contents[start:end], contents[at:end]))
        at = end
    return found


def _bounds(data: bytes, at: int) -> tuple[int, int]:
    """Where the contents of the encoding at ``at`` begin and end. An indefinite length is left to the library."""
    length, start = data[at + 1], at + 2
    if data[at] & 0x1F == 0x1F:
        raise ValueError("a tag of several bytes")
    if length == 0x80:
        return start, at + int(parser.peek(data[at:]))
    if length > 0x80:
        start, length = start + (length & 0x7F), int.from_bytes(data[start : start + (length & 0x7F)], "big")
    if start + length > len(data):
        raise ValueError("a length beyond the end")
    return start, start + length


def _named(algorithm_identifier: bytes) -> str:
    """Its name. Parameters are absent or NULL (RFC 5754 section 2), to the byte: nothing else covers them."""
    read = algos.DigestAlgorithm.load(algorithm_identifier, strict=True)
    rest = algorithm_identifier[2 + len(read["algorithm"].dump()) :]
    if algorithm_identifier[0] != SEQUENCE or rest not in (b"", b"\x05\x00"):
        raise ValueError("a digest algorithm with parameters")
    return str(read["algorithm"].native)


def imprint_algorithm(token: bytes) -> str:
    """The digest algorithm of the token's own imprint, in force where the stamp names none (section 4.1)."""
    info = cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed
    return str(info["message_imprint"]["hash_algorithm"]["algorithm"].native)


def _stamp(stamp: ArchiveTimeStamp) -> bytes:
    """Written by hand: the ASN.1 library takes 4 ms for it, and a renewal of a whole archive writes each one."""
    tree = b"".join(joined([_tagged(OCTETS, one) for one in each]) for each in stamp.lists)
    named = bytes([DIGEST_ALGORITHM]) + _algorithm(stamp.algorithm)[1:]
    return _tagged(SEQUENCE, named + (_tagged(REDUCED_TREE, tree) if stamp.lists else b"") + stamp.token)


@cache
def _algorithm(name: str) -> bytes:
    return bytes(algos.DigestAlgorithm({"algorithm": name}).dump())


def _tagged(tag: int, contents: bytes) -> bytes:
    """Tag, definite length, contents (X.690 section 8.1)."""
    length = len(contents)
    if length < 0x80:
        return bytes((tag, length)) + contents
    size = (length.bit_length() + 7) // 8
    return bytes((tag, 0x80 | size)) + length.to_bytes(size, "big") + contents


def _unreadable(vi: str, en: str) -> RecordUnreadable:
    return RecordUnreadable(
        Text(
            f"Tệp này không phải bản ghi bằng chứng đọc được ({vi}).",
            f"This file is not a readable evidence record ({en}).",
        )
    )
