"""Verdicts and codes of this house as the indications of ETSI EN 319 102-1 (their names in TS 119 102-2)."""

from __future__ import annotations

from hoso.seal.verdict.report import Verdict

_MAIN = "urn:etsi:019102:mainindication:"
_SUB = "urn:etsi:019102:subindication:"
MAIN: dict[Verdict, str] = {
    "TOTAL_PASSED": _MAIN + "total-passed",
    "TOTAL_FAILED": _MAIN + "total-failed",
    "INDETERMINATE": _MAIN + "indeterminate",
    "NO_SIGNATURE": _MAIN + "indeterminate",  # the norm has no fourth; the sub-indication says it
}
OUTCOMES = {"ok": _MAIN + "passed", "failed": _MAIN + "failed", "unknown": _MAIN + "indeterminate"}
_STANDARD = frozenset(
    {
        "HASH_FAILURE", "SIG_CRYPTO_FAILURE", "FORMAT_FAILURE", "REVOKED", "EXPIRED", "NOT_YET_VALID",
        "SIG_CONSTRAINTS_FAILURE", "CHAIN_CONSTRAINTS_FAILURE", "CERTIFICATE_CHAIN_GENERAL_FAILURE",
        "CRYPTO_CONSTRAINTS_FAILURE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", "POLICY_PROCESSING_ERROR",
        "SIGNATURE_POLICY_NOT_AVAILABLE", "TIMESTAMP_ORDER_FAILURE", "NO_SIGNING_CERTIFICATE_FOUND",
        "NO_CERTIFICATE_CHAIN_FOUND", "REVOKED_NO_POE", "REVOKED_CA_NO_POE", "OUT_OF_BOUNDS_NO_POE",
        "OUT_OF_BOUNDS_NOT_REVOKED", "NO_POE", "TRY_LATER", "SIGNED_DATA_NOT_FOUND", "GENERIC",
    }
)  # fmt: skip
_NEAREST = {
    "HIDDEN_BYTES": "FORMAT_FAILURE",
    "MODIFIED_AFTER_SIGNING": "FORMAT_FAILURE",
    "FORM_CHANGED_AFTER_SIGNING": "FORMAT_FAILURE",
    "FORBIDDEN_TRANSFORM": "FORMAT_FAILURE",
    "DTD_REFUSED": "FORMAT_FAILURE",
    "CONTAINER_UNSAFE": "FORMAT_FAILURE",
    "DAMAGED": "FORMAT_FAILURE",
    "UNSUPPORTED_SIGNATURE": "FORMAT_FAILURE",
    "TIMESTAMP_INVALID": "SIG_CRYPTO_FAILURE",
    "TIMESTAMP_IN_FUTURE": "TIMESTAMP_ORDER_FAILURE",
    "TIMESTAMP_UNTRUSTED": "NO_POE",
    "DEMONSTRATION_ANCHOR": "NO_CERTIFICATE_CHAIN_FOUND",
    "KEY_USAGE": "CHAIN_CONSTRAINTS_FAILURE",
}


def sub_indication(code: str) -> str:
    """The address of a sub-indication; a code the norm does not know becomes the nearest it has, or GENERIC."""
    return _SUB + (code if code in _STANDARD else _NEAREST.get(code, "GENERIC"))
