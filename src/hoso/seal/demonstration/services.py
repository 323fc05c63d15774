"""The demonstration hierarchy's two services as pure functions: time stamps (RFC 3161) and OCSP (RFC 6960).

Request bytes in, response bytes out; who carries them (HTTP, the same process) is another's business.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime

from asn1crypto import cms, core, ocsp, tsp, x509

from hoso.seal.keys import SigningKey
from hoso.seal.schemes import HASHES, signature_algorithm
from hoso.seal.subjects import DEMONSTRATION_POLICY

_DIGEST_SIZES = {
    name: hashlib.new(name).digest_size for name in (*HASHES, "sha3_256", "sha3_384", "sha3_512")
}
StatusOf = Callable[[int], tuple[str, datetime | None] | None]


def answer_timestamp(request_der: bytes, tsa: SigningKey, now: datetime) -> bytes:
    """The TimeStampResp for a TimeStampReq; a request that cannot be served gets a rejection, never an
    exception.
    """
    try:
        request = tsp.TimeStampReq.load(request_der, strict=True)
        imprint = request["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        hashed = imprint["hashed_message"].native
        nonce, wants_certificates = request["nonce"].native, bool(request["cert_req"].native)
    except (ValueError, TypeError, KeyError):
        return _rejection("bad_data_format")
    if _DIGEST_SIZES.get(algorithm) != len(hashed):
        return _rejection("bad_alg")
    token = _token(algorithm, hashed, nonce, tsa, now, with_certificates=wants_certificates)
    granted = {
        "status": tsp.PKIStatusInfo({"status": "granted"}),
        "time_stamp_token": cms.ContentInfo.load(token),
    }
    return bytes(tsp.TimeStampResp(granted).dump())


def _token(
    algorithm: str,
    hashed: bytes,
    nonce: int | None,
    tsa: SigningKey,
    now: datetime,
    *,
    with_certificates: bool,
) -> bytes:
    said = {
        "version": "v1",
        "policy": DEMONSTRATION_POLICY,
        "message_imprint": {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": hashed},
        "serial_number": secrets.randbits(63),
        "gen_time": now,
        "tsa": x509.GeneralName("directory_name", tsa.certificate.subject),
    }
    if nonce is not None:
        said["nonce"] = nonce
    info = bytes(tsp.TSTInfo(said).dump())
    form = tsa.form
    digest = hashlib.new(tsa.scheme.digest, info).digest()
    attributes = form.signed_attributes(digest, content_type="tst_info", signing_time=now)
    signature = tsa.sign(attributes)
    return form.container(attributes, signature, tst_info=info, with_certificates=with_certificates)


def _rejection(failure: str) -> bytes:
    status = tsp.PKIStatusInfo({"status": "rejection", "fail_info": {failure}})
    body: bytes = (
        status.dump()
    )  # the library cannot leave the token out, though RFC 3161 section 2.4.2 wants it so
    return bytes([0x30, len(body)]) + body


def answer_ocsp(
    request_der: bytes,
    responder: SigningKey,
    *,
    issuer: x509.Certificate,
    authority: str,
    status_of: StatusOf,
    now: datetime,
) -> bytes:
    """The OCSPResponse about certificates of one authority.

    ``status_of`` maps a serial number to (authority slug, revoked at) or None; an unknown number is answered
    ``unknown``, a certificate of another issuer too.
    """
    try:
        request = ocsp.OCSPRequest.load(request_der, strict=True)["tbs_request"]
        asked = [item["req_cert"] for item in request["request_list"]]
        extensions = [item for item in request["request_extensions"] if item["extn_id"].native == "nonce"]
    except (ValueError, TypeError, KeyError):
        return bytes(ocsp.OCSPResponse({"response_status": "malformed_request"}).dump())
    answers = [_single_answer(identity, issuer, authority, status_of, now) for identity in asked]
    data = ocsp.ResponseData(
        {
            "responder_id": ocsp.ResponderId("by_name", responder.certificate.subject),
            "produced_at": now.replace(microsecond=0),
            "responses": answers,
            "response_extensions": extensions or None,
        }
    )
    basic = ocsp.BasicOCSPResponse(
        {
            "tbs_response_data": data,
            "signature_algorithm": signature_algorithm(responder.certificate, responder.scheme),
            "signature": responder.sign(data.dump()),
            "certs": [responder.certificate],
        }
    )
    body = {"response_type": "basic_ocsp_response", "response": basic}
    return bytes(ocsp.OCSPResponse({"response_status": "successful", "response_bytes": body}).dump())


def _single_answer(
    identity: ocsp.CertId, issuer: x509.Certificate, authority: str, status_of: StatusOf, now: datetime
) -> ocsp.SingleResponse:
    algorithm = identity["hash_algorithm"]["algorithm"].native
    known = status_of(identity["serial_number"].native)
    same_issuer = identity["issuer_key_hash"].native == getattr(issuer.public_key, algorithm, None)
    if known is None or known[0] != authority or not same_issuer:
        status = ocsp.CertStatus("unknown", core.Null())
    elif known[1] is None:
        status = ocsp.CertStatus("good", core.Null())
    else:
        status = ocsp.CertStatus(
            "revoked", ocsp.RevokedInfo({"revocation_time": known[1].replace(microsecond=0)})
        )
    return ocsp.SingleResponse(
        {"cert_id": identity, "cert_status": status, "this_update": now.replace(microsecond=0)}
    )
