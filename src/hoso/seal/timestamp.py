"""Time stamps (RFC 3161): the question, the answer checked against it, and two ways to reach an authority."""

from __future__ import annotations

import hashlib
import secrets
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from asn1crypto import core, tsp

from hoso.law.text import Text

from .demonstration.services import answer_timestamp
from .errors import TimestampUnavailable
from .keys import SigningKey

_LARGEST_ANSWER = 256 * 1024


class Timestamper(Protocol):
    """Carries a TimeStampReq (DER) to an authority and brings its TimeStampResp (DER) back."""

    def answer(self, request_der: bytes) -> bytes:
        """Raises TimestampUnavailable when no answer comes in time."""
        ...


@dataclass(frozen=True)
class LocalTimestamper:
    """The demonstration authority in this process; ``clock`` gives an aware instant."""

    tsa: SigningKey
    clock: Callable[[], datetime]

    def answer(self, request_der: bytes) -> bytes:
        """Never fails to answer; a bad request gets a rejection inside the answer."""
        return answer_timestamp(request_der, self.tsa, self.clock())


@dataclass(frozen=True)
class HttpTimestamper:
    """An authority behind an http(s) address (RFC 3161 section 3.4); ``timeout_seconds`` covers one
    exchange.
    """

    url: str
    timeout_seconds: float = 5.0

    def answer(self, request_der: bytes) -> bytes:
        """Raises TimestampUnavailable on any network failure, wrong media type or oversized answer."""
        if not self.url.startswith(("http://", "https://")):
            raise _unavailable("address")
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        request = urllib.request.Request(self.url, request_der, headers)  # noqa: S310  scheme checked above
        try:
            with urllib.request.urlopen(request, timeout=self.timeout_seconds) as response:  # noqa: S310
                if response.headers.get_content_type() != "application/timestamp-reply":
                    raise _unavailable("media type")
                body: bytes = response.read(_LARGEST_ANSWER + 1)
        except (urllib.error.URLError, OSError, ValueError) as error:
            raise _unavailable(str(error)) from error
        if len(body) > _LARGEST_ANSWER:
            raise _unavailable("size")
        return body


@dataclass(frozen=True)
class FirstToAnswer:
    """Several authorities in the order they are asked; the next one when one does not answer."""

    authorities: tuple[Timestamper, ...]

    def answer(self, request_der: bytes) -> bytes:
        """Raises TimestampUnavailable, of the last one, when none answers."""
        for authority in self.authorities[:-1]:
            try:
                return authority.answer(request_der)
            except TimestampUnavailable:
                continue
        return self.authorities[-1].answer(request_der)


def timestamp_token(digest: bytes, algorithm: str, timestamper: Timestamper) -> bytes:
    """The TimeStampToken (DER ContentInfo) over ``digest``.

    Raises TimestampUnavailable unless the answer grants exactly what was asked: same digest, same nonce.
    """
    nonce = secrets.randbits(63)
    question = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": digest},
            "nonce": nonce,
            "cert_req": True,
        }
    )
    answered = timestamper.answer(question.dump())
    try:
        if len(core.Sequence.load(answered, strict=True)) == 1:
            raise _unavailable("refused")  # a status alone: RFC 3161 section 2.4.2
        response = tsp.TimeStampResp.load(answered)
        if response["status"]["status"].native not in ("granted", "granted_with_mods"):
            raise _unavailable("refused")
        token = response["time_stamp_token"]
        info = token["content"]["encap_content_info"]["content"].parsed
        imprint = info["message_imprint"]
        fits = imprint["hashed_message"].native == digest and info["nonce"].native == nonce
        fits = fits and imprint["hash_algorithm"]["algorithm"].native == algorithm
        der = bytes(token.dump())
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _unavailable("unreadable answer") from error
    if not fits:
        raise _unavailable("answer to another question")
    return der


def token_over(signature: bytes, algorithm: str, timestamper: Timestamper) -> bytes:
    """The signature time stamp of CAdES-T: a token over the signature value."""
    return timestamp_token(hashlib.new(algorithm, signature).digest(), algorithm, timestamper)


def _unavailable(why: str) -> TimestampUnavailable:
    return TimestampUnavailable(
        Text(
            f"Dịch vụ dấu thời gian chưa trả lời đúng ({why}). Văn bản chưa được ký; hãy thử lại.",
            f"The time-stamping service gave no proper answer ({why}). Nothing was signed; please try again.",
        )
    )
