"""A demonstration trust hierarchy in a directory: two separate roots, as in the law, and everything below
them.

National public root → public issuing authority → citizens, firms, the time-stamping authority. Government
root → official-duty issuing authority → officers and agencies. Every certificate says of itself, in its
subject and by its policy, that it is for demonstration only.

Layout: ``anchors/<scope>/<slug>.pem``, ``authorities/<slug>.pem``, ``crl/<slug>.crl``, ``keys/<name>.p12``
with its certificates in ``keys/<name>.pem``, and ``register.json`` (what was issued, and what was revoked).
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, cast

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from hoso.law.text import Text
from hoso.seal.errors import KeyAbsent, KeyUnavailable
from hoso.seal.keys import SigningKey

from .certificates import (
    Authority,
    KeyKind,
    Purpose,
    Wanted,
    issue,
    key_file,
    new_key,
    revocation_list,
    subject_name,
    write_private,
)

Scope = Literal["public", "official"]
DEMONSTRATION_PASSPHRASE = "trinh-dien"  # noqa: S105  the demonstration's keys protect nothing
_LIFE = timedelta(days=3650)
_SIGNER_LIFE = timedelta(days=1095)  # three years
_PAST = timedelta(days=366)  # so that a demonstration may show last year's papers
_ISSUING: dict[Scope, str] = {"public": "public-issuing", "official": "official-issuing"}


@dataclass(frozen=True)
class _Plan:
    slug: str
    common_name: str
    purpose: Purpose
    under: str | None
    anchor: Scope | None = None


_PLANS = (
    _Plan("public-root", "TRÌNH DIỄN – Gốc công cộng (DEMONSTRATION)", "authority", None, "public"),
    _Plan("public-issuing", "TRÌNH DIỄN – CA công cộng (DEMONSTRATION)", "authority", "public-root"),
    _Plan("official-root", "TRÌNH DIỄN – Gốc công vụ (DEMONSTRATION)", "authority", None, "official"),
    _Plan("official-issuing", "TRÌNH DIỄN – CA công vụ (DEMONSTRATION)", "authority", "official-root"),
    _Plan("timestamp", "TRÌNH DIỄN – Dấu thời gian (DEMONSTRATION)", "timestamp", "public-issuing"),
    _Plan("public-ocsp", "TRÌNH DIỄN – OCSP công cộng (DEMONSTRATION)", "ocsp", "public-issuing"),
    _Plan("official-ocsp", "TRÌNH DIỄN – OCSP công vụ (DEMONSTRATION)", "ocsp", "official-issuing"),
)


@dataclass(frozen=True)
class Hierarchy:
    """The hierarchy of one directory. Issuing and revoking write into that directory under a lock."""

    directory: Path

    @property
    def timestamp_authority(self) -> SigningKey:
        """The key of the time-stamping authority (RFC 3161)."""
        return self.key("timestamp")

    def ocsp_responder(self, scope: Scope) -> SigningKey:
        """The key that answers OCSP for certificates of one scope's issuing authority."""
        return self.key(f"{scope}-ocsp")

    def key(self, name: str, passphrase: str = DEMONSTRATION_PASSPHRASE) -> SigningKey:
        """The key issued under ``name``. Raises KeyUnavailable when there is none or the passphrase is
        wrong.
        """
        return SigningKey.load(self._key_path(name), passphrase)

    def issue_personal(
        self,
        common_name: str,
        identifier: str,
        *,
        scope: Scope,
        now: datetime,
        name: str,
        organisation: str | None = None,
        email: str | None = None,
        passphrase: str = DEMONSTRATION_PASSPHRASE,
        kind: KeyKind = "P-256",
        valid_from: datetime | None = None,
        valid_to: datetime | None = None,
    ) -> SigningKey:
        """A person's key, kept as ``keys/<name>.p12``; ``identifier`` is the citizen identity number.

        A key that exists under this name is returned as it is, nothing is issued again.
        """
        subject = subject_name(
            common_name,
            # an account name is no identity number and must not pass for one
            identifier=f"{'CCCD' if identifier.isdigit() else 'TK'}:{identifier}",
            organisation=organisation,
            email=email,
        )
        wanted = Wanted(name, subject, "signer", valid_from or now - _PAST, valid_to or now + _SIGNER_LIFE)
        return self._issue_signer(wanted, scope, passphrase, kind)

    def issue_agency(
        self,
        agency_name: str,
        agency_code: str,
        *,
        now: datetime,
        name: str,
        scope: Scope = "official",
        passphrase: str = DEMONSTRATION_PASSPHRASE,
        kind: KeyKind = "P-256",
    ) -> SigningKey:
        """An agency's key (its electronic seal); ``agency_code`` is the identification code, for example
        ``H26.12``.
        """
        subject = subject_name(agency_name, identifier=f"MDD:{agency_code}", organisation=agency_name)
        wanted = Wanted(name, subject, "signer", now - _PAST, now + _SIGNER_LIFE)
        return self._issue_signer(wanted, scope, passphrase, kind)

    def revoke(self, serial: int, at: datetime) -> None:
        """Revoke the certificate with this serial number from ``at`` on and publish its authority's list
        anew.
        """
        with self._locked() as register:
            entry = register["issued"].get(f"{serial:x}")
            if entry is None:
                raise KeyUnavailable(
                    Text("Không có chứng thư với số hiệu này.", "No certificate has this serial number.")
                )
            if entry["revoked_at"] is None:
                entry["revoked_at"] = at.astimezone(UTC).isoformat()
                self._save(register)
        self._publish(entry["authority"], at)

    def status_of(self, serial: int) -> tuple[str, datetime | None] | None:
        """(authority slug, revoked at) of an issued certificate, or None when the number is unknown here."""
        entry = self._register()["issued"].get(f"{serial:x}")
        if entry is None:
            return None
        revoked = entry["revoked_at"]
        return entry["authority"], datetime.fromisoformat(revoked) if revoked else None

    def serial_of(self, name: str) -> int:
        """The serial number of the certificate issued under ``name``. Raises KeyUnavailable."""
        path = self._key_path(name).with_suffix(".pem")
        if not path.is_file():
            raise KeyUnavailable(Text(f"Không có chứng thư “{name}”.", f"There is no certificate “{name}”."))
        return x509.load_pem_x509_certificates(path.read_bytes())[0].serial_number

    @classmethod
    def load(cls, directory: Path) -> Hierarchy:
        """The hierarchy made earlier in ``directory``. Raises KeyUnavailable when there is none."""
        if not (directory / "register.json").is_file():
            raise KeyAbsent(
                Text("Chưa có hệ thống tin cậy trình diễn.", "There is no demonstration trust hierarchy yet.")
            )
        return cls(directory)

    def _issue_signer(self, wanted: Wanted, scope: Scope, passphrase: str, kind: KeyKind) -> SigningKey:
        with self._locked() as register:
            if not self._key_path(wanted.slug).exists():
                self._make(wanted, _ISSUING[scope], kind, passphrase, register)
        return self.key(wanted.slug, passphrase)

    def _make(
        self,
        wanted: Wanted,
        under: str | None,
        kind: KeyKind,
        passphrase: str,
        register: dict[str, dict[str, dict[str, str]]],
    ) -> Authority:
        key = new_key(kind)
        issuer = self._authority(under) if under else None
        made = Authority(wanted.slug, issue(wanted, key, issuer, register["about"]["base_url"]["value"]), key)
        chain = self._chain(under) if under else []
        register["issued"][f"{made.certificate.serial_number:x}"] = cast(
            "dict[str, str]", {"authority": under, "name": wanted.slug, "revoked_at": None}
        )
        self._save(register)
        pem = b"".join(held.public_bytes(serialization.Encoding.PEM) for held in (made.certificate, *chain))
        write_private(self._key_path(wanted.slug).with_suffix(".pem"), pem)
        write_private(self._key_path(wanted.slug), key_file(wanted.slug, made, chain, passphrase))
        return made

    def _authority(self, slug: str) -> Authority:
        opened = self.key(slug)
        return Authority(slug, x509.load_der_x509_certificate(opened.certificate.dump()), opened.private_key)

    def _chain(self, slug: str) -> list[x509.Certificate]:
        own = self._authority(slug).certificate
        return [own, *(x509.load_der_x509_certificate(c.dump()) for c in self.key(slug).chain)]

    def _publish(self, authority: str, at: datetime) -> None:
        revoked = {
            int(serial, 16): datetime.fromisoformat(entry["revoked_at"])
            for serial, entry in self._register()["issued"].items()
            if entry["authority"] == authority and entry["revoked_at"]
        }
        path = self.directory / "crl" / f"{authority}.crl"
        write_private(path, revocation_list(self._authority(authority), revoked, at))

    def _key_path(self, name: str) -> Path:
        if not name or name.startswith(".") or "/" in name or "\\" in name:
            raise KeyUnavailable(
                Text(f"Tên khóa “{name}” không hợp lệ.", f"The key name “{name}” is not allowed.")
            )
        return self.directory / "keys" / f"{name}.p12"

    def _register(self) -> dict[str, dict[str, dict[str, str]]]:
        read: dict[str, dict[str, dict[str, str]]] = json.loads(
            (self.directory / "register.json").read_text("utf-8")
        )
        return read

    def _save(self, register: dict[str, dict[str, dict[str, str]]]) -> None:
        text = json.dumps(register, ensure_ascii=False, indent=1)
        write_private(self.directory / "register.json", text.encode())

    @contextmanager
    def _locked(self) -> Iterator[dict[str, dict[str, dict[str, str]]]]:
        with (self.directory / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield self._register()


def create(directory: Path, now: datetime, base_url: str, *, kind: KeyKind = "P-256") -> Hierarchy:
    """The hierarchy in ``directory``, made when it is not there; a second call changes nothing.

    ``base_url`` (for example ``http://127.0.0.1:8000/trust``) goes into the certificates as the place of
    CRLs and of OCSP; nothing here calls it. Instants are aware; certificates begin a year before ``now``.
    """
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    hierarchy = Hierarchy(directory)
    if not (directory / "register.json").exists():
        hierarchy._save({"about": {"base_url": {"value": base_url.rstrip("/")}}, "issued": {}})  # noqa: SLF001
    with hierarchy._locked() as register:  # noqa: SLF001
        if register["about"].get("complete"):
            return hierarchy
        for plan in _PLANS:
            _make_planned(hierarchy, plan, now, kind, register)
        for authority in ("public-root", "public-issuing", "official-root", "official-issuing"):
            hierarchy._publish(authority, now - _PAST)  # noqa: SLF001
        register["about"]["complete"] = {"at": now.astimezone(UTC).isoformat()}
        hierarchy._save(register)  # noqa: SLF001
    return hierarchy


def _make_planned(
    hierarchy: Hierarchy,
    plan: _Plan,
    now: datetime,
    kind: KeyKind,
    register: dict[str, dict[str, dict[str, str]]],
) -> None:
    subject = subject_name(plan.common_name, organisation="TRÌNH DIỄN / DEMONSTRATION")
    wanted = Wanted(plan.slug, subject, plan.purpose, now - _PAST, now + _LIFE)
    made = hierarchy._make(wanted, plan.under, kind, DEMONSTRATION_PASSPHRASE, register)
    pem = made.certificate.public_bytes(serialization.Encoding.PEM)
    write_private(hierarchy.directory / "authorities" / f"{plan.slug}.pem", pem)
    if plan.anchor:
        write_private(hierarchy.directory / "anchors" / plan.anchor / f"{plan.slug}.pem", pem)
