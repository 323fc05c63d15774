"""Messages between the parent and a worker: one JSON object and one run of bytes, both length-prefixed."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import IO, Any

_HEAD = struct.Struct(">IQ")
LARGEST_FACTS = 64 * 1024**2
LARGEST_BLOB = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Message:
    """Facts (JSON) and a blob of bytes."""

    facts: dict[str, Any]
    blob: bytes


def send(pipe: IO[bytes], facts: dict[str, Any], blob: bytes = b"") -> None:
    """Write one message and flush it."""
    text = json.dumps(facts).encode()
    pipe.write(_HEAD.pack(len(text), len(blob)))
    pipe.write(text)
    pipe.write(blob)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Message:
    """Read one message. Raises ``EOFError`` on a closed pipe and ``ValueError`` on nonsense."""
    facts_size, blob_size = _HEAD.unpack(_exactly(pipe, _HEAD.size))
    if facts_size > LARGEST_FACTS or blob_size > LARGEST_BLOB:
        raise ValueError("message too large")
    facts = json.loads(_exactly(pipe, facts_size))
    if not isinstance(facts, dict):
        raise ValueError("message is not an object")  # noqa: TRY004 - nonsense on the wire is one kind of error
    return Message(facts, _exactly(pipe, blob_size))


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) != size:
        raise EOFError
    return data
