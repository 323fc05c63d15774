"""A second checker of evidence records, for tests only: written from the text of RFC 4998, sharing no code.

It walks the bytes tag by tag and knows no classes. It does not judge certificates; the signature of a token
is left to ``openssl ts`` where that program is installed.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

NAMES = {
    "608648016503040201": "sha256",
    "608648016503040202": "sha384",
    "608648016503040203": "sha512",
    "608648016503040208": "sha3_256",
    "608648016503040209": "sha3_384",
    "60864801650304020a": "sha3_512",
}


def items(der: bytes) -> list[tuple[int, bytes, bytes]]:
    """(tag, contents, whole encoding) of everything that stands side by side in ``der``."""
    found, at = [], 0
    while at < len(der):
        tag, length, start = der[at], der[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length = int.from_bytes(der[start : start + count], "big")
            start += count
        assert start + length <= len(der), "a length reaches beyond the end"
        found.append((tag, der[start : start + length], der[at : start + length]))
        at = start + length
    return found


def algorithm_in(contents: bytes) -> str:
    return NAMES[items(contents)[0][1].hex()]


def imprint_in(token: bytes) -> tuple[str, bytes]:
    """Down through ContentInfo, SignedData and EncapsulatedContentInfo to TSTInfo.messageImprint."""
    content_info = items(items(token)[0][1])
    signed_data = items(items(content_info[1][1])[0][1])
    encapsulated = items(signed_data[2][1])
    tst_info = items(items(items(encapsulated[1][1])[0][1])[0][1])
    imprint = items(tst_info[2][1])
    return algorithm_in(imprint[0][1]), imprint[1][1]


def check(record: bytes, documents: list[bytes]) -> str:
    """An empty string when the record holds for the whole group, otherwise the first thing that is wrong."""
    try:
        return walk(record, documents)
    except (KeyError, IndexError, AssertionError) as trouble:
        return f"unreadable: {trouble!r}"


def walk(record: bytes, documents: list[bytes]) -> str:  # noqa: C901  one walk, as the text tells it
    outer = items(record)
    assert [one[0] for one in outer] == [0x30], "one SEQUENCE"
    fields = items(outer[0][1])
    assert fields[0][:2] == (0x02, b"\x01"), "version"
    listed = {algorithm_in(one[1]) for one in items(fields[1][1])}
    older = b""
    for number, (_, chain, chain_der) in enumerate(items(fields[-1][1])):
        previous = None
        for stamp in items(chain):
            inside = items(stamp[1])
            named = [algorithm_in(one[1]) for one in inside if one[0] == 0xA0]
            trees = [one[1] for one in inside if one[0] == 0xA2]
            token = inside[-1][2]
            stamp_algorithm, imprint = imprint_in(token)
            algorithm = named[0] if named else stamp_algorithm
            if algorithm not in listed or algorithm != stamp_algorithm:
                return "algorithm"
            hashed = lambda data, how=algorithm: hashlib.new(how, data).digest()  # noqa: E731
            if previous is not None:
                if previous[0] != algorithm:
                    return "two algorithms in one chain"
                wanted = [hashed(previous[1])]
            elif number == 0:
                wanted = [hashed(one) for one in documents]
            else:
                before = b"\x30" + long_length(len(older)) + older
                wanted = [hashed(hashed(one) + hashed(before)) for one in documents]
            lists = [[h[1] for h in items(one[1])] for one in items(trees[0])] if trees else [[imprint]]
            if not all(one in lists[0] for one in wanted):
                return f"not in the first list of chain {number + 1}"
            if len(wanted) > 1 and sorted(lists[0]) != sorted(wanted):
                return "not the whole group"
            if trees:
                climbing = b""
                for level in lists:
                    here = sorted([*level, climbing] if climbing else level)
                    climbing = here[0] if len(here) == 1 else hashed(b"".join(here))
                if climbing != imprint:
                    return "the tree leads elsewhere"
            previous = (algorithm, token)
        older += chain_der
    return ""


def long_length(size: int) -> bytes:
    if size < 128:
        return bytes([size])
    written = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([128 + len(written)]) + written


def openssl_agrees(token: bytes, root: Path, folder: Path) -> bool | None:
    """Whether ``openssl ts -verify`` accepts the token under that root; None where there is no openssl."""
    program = shutil.which("openssl")
    if program is None:
        return None
    (folder / "token.der").write_bytes(token)
    algorithm, imprint = imprint_in(token)
    assert len(imprint) == hashlib.new(algorithm).digest_size
    given = ["-digest", imprint.hex(), "-in", "token.der", "-token_in", "-CAfile", str(root)]
    done = subprocess.run([program, "ts", "-verify", *given], cwd=folder, capture_output=True, check=False)
    return b"Verification: OK" in done.stdout + done.stderr
