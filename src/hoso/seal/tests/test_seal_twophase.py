from __future__ import annotations

import dataclasses
import hashlib
from datetime import datetime, timedelta

import pytest
from asn1crypto import cms

from hoso.seal.errors import SignatureRefused
from hoso.seal.keys import SigningKey
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore
from hoso.seal.twophase import Prepared, embed, prepare
from hoso.seal.verify import verify_here


@pytest.fixture
def prepared(base: bytes, citizen: SigningKey, now: datetime) -> Prepared:
    return prepare(base, citizen.certificate, citizen.chain, field_name="NguoiDan", now=now)


def test_a_signature_made_elsewhere_is_embedded_and_passes(
    base: bytes,
    prepared: Prepared,
    citizen: SigningKey,
    timestamper: LocalTimestamper,
    trust: TrustStore,
    now: datetime,
) -> None:
    returned = citizen.sign(prepared.signed_attributes, prepared.digest_algorithm)
    signed = embed(prepared, returned, now=now, timestamper=timestamper, trust=trust)
    assert signed.startswith(base)
    report = verify_here(signed, trust, now=now)
    assert report.passed
    assert report.signatures[0].level == "B-LT"
    assert report.signatures[0].trust is not None
    assert report.signatures[0].trust.scope == "public"


def test_what_the_device_signs_holds_the_hash_of_the_shown_revision(prepared: Prepared) -> None:
    shown = prepared.revision[: prepared.gap_start] + prepared.revision[prepared.gap_end :]
    digest = hashlib.sha256(shown).digest()
    attributes = cms.CMSAttributes.load(prepared.signed_attributes)
    said = {item["type"].native: item["values"][0].native for item in attributes}
    assert said["message_digest"] == digest == prepared.document_digest


def test_a_preparation_survives_storage_and_nothing_else(prepared: Prepared) -> None:
    kept = prepared.as_json()
    assert Prepared.from_json(kept) == prepared
    for broken in (
        "",
        "[]",
        "{}",
        kept.replace("NguoiDan", "NguoiKia"),
        kept.replace(prepared.token, "0" * 64),
    ):
        with pytest.raises(SignatureRefused):
            Prepared.from_json(broken)


def test_fifteen_minutes_later_it_is_too_late(prepared: Prepared, citizen: SigningKey, now: datetime) -> None:
    returned = citizen.sign(prepared.signed_attributes, prepared.digest_algorithm)
    assert embed(prepared, returned, now=now + timedelta(minutes=15))
    with pytest.raises(SignatureRefused) as caught:
        embed(prepared, returned, now=now + timedelta(minutes=15, seconds=1))
    assert "15 phút" in caught.value.text.vi


def test_a_signature_by_another_key_is_refused(
    prepared: Prepared, officer: SigningKey, now: datetime
) -> None:
    with pytest.raises(SignatureRefused):
        embed(prepared, officer.sign(prepared.signed_attributes), now=now)


@pytest.mark.parametrize("value", [b"", b"\x00" * 64, b"0" * 5000])
def test_a_value_that_is_no_signature_is_refused(value: bytes, prepared: Prepared, now: datetime) -> None:
    with pytest.raises(SignatureRefused):
        embed(prepared, value, now=now)


def test_a_signature_for_another_document_is_refused(
    base: bytes, prepared: Prepared, citizen: SigningKey, now: datetime
) -> None:
    other = prepare(base, citizen.certificate, field_name="Khac", now=now)
    with pytest.raises(SignatureRefused):
        embed(prepared, citizen.sign(other.signed_attributes), now=now)


def test_a_revision_changed_after_preparing_is_refused(
    prepared: Prepared, citizen: SigningKey, now: datetime
) -> None:
    returned = citizen.sign(prepared.signed_attributes)
    changed = dataclasses.replace(prepared, revision=prepared.revision.replace(b"595", b"596"))
    with pytest.raises(SignatureRefused):
        embed(changed, returned, now=now)
