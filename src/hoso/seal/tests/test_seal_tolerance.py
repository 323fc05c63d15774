"""What real authorities write, forgiven one by one; the attacks try each forgiveness for abuse."""

from __future__ import annotations

import hashlib

from asn1crypto import core, keys
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from hoso.seal.subjects import Subject
from hoso.seal.verdict.byte_gate import Sections, gap_is_exact, unowned
from hoso.seal.verdict.engine.key_tolerance import mended


def test_an_rsa_modulus_that_reads_as_negative_is_mended() -> None:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    modulus = private.public_key().public_numbers().n
    negative = keys.RSAPublicKey({"modulus": modulus - (1 << 2048), "public_exponent": 65537})
    odd = keys.PublicKeyInfo({"algorithm": {"algorithm": "rsa"}, "public_key": negative})
    assert odd["public_key"].parsed["modulus"].native < 0
    key = serialization.load_der_public_key(mended(odd).dump())
    assert isinstance(key, rsa.RSAPublicKey)
    signature = private.sign(b"data", padding.PKCS1v15(), hashes.SHA256())
    key.verify(signature, b"data", padding.PKCS1v15(), hashes.SHA256())


def test_a_proper_key_stays_as_it_is() -> None:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    der = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    proper = keys.PublicKeyInfo.load(der)
    assert mended(proper) is proper
    assert isinstance(proper["public_key"], core.ParsableOctetBitString)


def test_the_byte_gate_wants_every_object_where_the_table_says() -> None:
    body = b"5 0 obj\n<< /A (endobj 6 0 obj) >>\nendobj\n"
    table = b"xref\n5 1\n0000000000 00000 n \ntrailer\n<< /Size 9 >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    good = Sections(frozenset({len(body)}), {0: (5, 0)})
    assert unowned(b"5 0 obj\n<< /A 1 >>\nendobj\n".ljust(len(body)) + table, 0, good) is None
    for wrong in (
        Sections(frozenset({len(body)}), {0: (6, 0)}),
        Sections(frozenset({len(body)}), {}),
        Sections(frozenset(), {0: (5, 0)}),
    ):
        assert unowned(b"5 0 obj\n<< /A 1 >>\nendobj\n".ljust(len(body)) + table, 0, wrong)


def test_an_object_hidden_behind_another_is_found() -> None:
    hidden = b"5 0 obj\n<< /Length 4 >>\nstream\nabcd\nendstream\nendobj\n7 0 obj\n<< >>\nendobj\n"
    table = b"xref\n5 1\n0000000000 00000 n \ntrailer\n<< >>\nstartxref\n%d\n%%%%EOF\n" % len(hidden)
    found = unowned(hidden + table, 0, Sections(frozenset({len(hidden)}), {0: (5, 0)}))
    assert found is not None
    assert "object 7" in found


def test_the_gap_holds_the_container_and_nothing_else() -> None:
    container = hashlib.sha256(b"x").digest()
    digits = container.hex().encode()
    good = b"AA<" + digits + b">BB"
    place = (0, 2, 2 + len(digits) + 2, 2)
    assert gap_is_exact(good, place, container)
    assert not gap_is_exact(good, place, container[:-1] + b"\x00")
    assert not gap_is_exact(good, (1, 1, place[2], 2), container)
    assert not gap_is_exact(good, (0, 2, place[2], 3), container)
    assert not gap_is_exact(b"AA<" + digits[:-2] + b"> >BB", place, container)
    assert not gap_is_exact(good, (0, -2, place[2], 2), container)


def test_subjects_of_older_certificates_are_told_apart() -> None:
    from asn1crypto import x509

    def role(**parts: str) -> str:
        certificate = x509.Certificate(
            {
                "tbs_certificate": {
                    "subject": x509.Name.build(parts),
                    "issuer": x509.Name.build({"common_name": "CA"}),
                }
            }
        )
        return Subject.of(certificate).role

    assert role(common_name="Nguyễn Văn An", user_id="CMND:012345678") == "personal"
    assert role(common_name="CÔNG TY A", user_id="MST:0101234567") == "agency"
    assert role(common_name="UBND tỉnh", organization_name="UBND tỉnh") == "agency"
    assert role(common_name="An", organization_name="UBND tỉnh") == "personal"
    assert role(common_name="An", surname="Nguyễn", organization_name="An") == "personal"
