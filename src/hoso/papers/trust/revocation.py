"""Asking authorities about revocation when a verdict needs nothing else, and remembering what they said.

Answers lie in the vault with their validity, so the same verdict can be made again from them. An authority
that is silent leaves the verdict undecided; it is not asked again for a minute.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from asn1crypto import crl, ocsp, x509

from hoso.base import clock
from hoso.base.errors import Unavailable
from hoso.base.vault import vault
from hoso.papers import ports
from hoso.papers.models import EvidenceObject, RevocationAnswer
from hoso.seal.authorities.revocation import Question, questions, validity
from hoso.seal.trust import TrustStore
from hoso.seal.verify import Report

_PAUSE = timedelta(minutes=1)
_MOST_QUESTIONS = 12
_silent: dict[str, datetime] = {}


def with_fetched(
    store: TrustStore, report: Report, data: bytes, content: bytes | None, now: datetime
) -> TrustStore | None:
    """The store with answers of authorities in it, or None when none is needed, allowed or to be had."""
    if ports.revocation() is None or not _lacks_revocation(report):
        return None
    answers = list(_answers(_certificates(data, content), store, now))
    if not answers:
        return None
    lists = tuple(crl.CertificateList.load(der) for kind, der in answers if kind == "crl")
    told = tuple(ocsp.OCSPResponse.load(der) for kind, der in answers if kind == "ocsp")
    return replace(store, crls=(*store.crls, *lists), ocsps=(*store.ocsps, *told))


def forget_silence() -> None:
    """Ask everybody again at once."""
    _silent.clear()


def _lacks_revocation(report: Report) -> bool:
    findings = [one.trust for one in report.signatures]
    findings += [one.timestamp.trust for one in report.signatures if one.timestamp is not None]
    findings += [one.trust for one in report.doc_timestamps]
    reasons = [one.reason for one in findings if one is not None and one.reason is not None]
    return any(why.code == "TRY_LATER" for why in reasons)


def _certificates(data: bytes, content: bytes | None) -> list[x509.Certificate]:
    """Every certificate in the file, once: of signers, of time stamps, and what is embedded for them."""
    from hoso.seal.reporting.material import material_of  # the engine is only loaded where it works
    from hoso.seal.reporting.objects import certificates_in

    return certificates_in(material_of(data, content))


def _answers(held: list[x509.Certificate], store: TrustStore, now: datetime) -> Iterator[tuple[str, bytes]]:
    ours = [*store.authorities, *(one.certificate for one in store.anchors)]
    asked = 0
    for certificate in {one.dump(): one for one in (*held, *ours)}.values():
        issuers = (one for one in ours if one.subject.hashable == certificate.issuer.hashable)
        if certificate.self_issued or certificate.ocsp_no_check_value is not None:
            continue
        for question in (found for issuer in issuers for found in questions(certificate, issuer)):
            asked += 1
            if asked > _MOST_QUESTIONS:
                return
            answer = _remembered(question, now) or _asked(question, now)
            if answer is not None:
                yield question.kind, answer
                break


def _remembered(question: Question, now: datetime) -> bytes | None:
    row = (
        RevocationAnswer.objects.filter(asked=question.mark, valid_from__lte=now, valid_until__gt=now)
        .order_by("-valid_from")
        .first()
    )
    if row is None:
        return None
    with vault().open(row.answer_id) as stream:
        return stream.read()


def _asked(question: Question, now: datetime) -> bytes | None:
    adapter = ports.revocation()
    if adapter is None or _silent.get(question.url, now) > now:
        return None
    try:
        raw = (
            adapter.ocsp(question.url, question.request)
            if question.kind == "ocsp"
            else adapter.crl(question.url)
        )
    except Unavailable:
        raw = b""
    told = validity(question, raw) if raw else None
    if told is None:
        _silent[question.url] = now + _PAUSE
        return None
    der, begin, end = told
    stored = vault().put(io.BytesIO(der))
    row, _ = EvidenceObject.objects.get_or_create(
        sha256=stored.sha256,
        defaults={"kind": question.kind, "size": stored.size, "kept_at": clock.now()},
    )
    RevocationAnswer.objects.create(
        asked=question.mark, kind=question.kind, url=question.url[:1000], answer=row, valid_from=begin,
        valid_until=end, fetched_at=clock.now(),
    )  # fmt: skip
    return der
