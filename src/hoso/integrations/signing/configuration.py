"""Who signs with what: one small TOML file of the installation, ``HOSO_SIGNING`` (``HOSO_VAR/signing.toml``).

The file names keys and places, never a secret: each PIN lies in a file of its own (``pin_file``) or in an
environment variable (``pin_env``), so that this file can be read aloud, copied and kept. See README.md.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from hoso.law.text import Text
from hoso.seal.errors import KeyUnavailable
from hoso.seal.schemes import HASHES
from hoso.seal.sign import Level

LEVELS: tuple[Level, ...] = ("B-B", "B-T", "B-LT", "B-LTA")
KINDS = ("pkcs12", "pkcs11", "csc")
_NEEDED = {"pkcs12": ("file",), "pkcs11": ("module", "token", "key"), "csc": ("service", "credential")}
_ALLOWED = {"kind", "pin_file", "pin_env", "digest", "pss", "certificate", "timeout_seconds"}
_SERVICE = {"url", "version", "client_id", "secret_file", "secret_env", "token_url", "timeout_seconds"}


class SigningConfigurationInvalid(KeyUnavailable):
    """The file that says who signs with what is missing or says something that cannot be."""


@dataclass(frozen=True)
class KeySetting:
    """One key: its ``kind``, its ``place`` (the words of that kind) and where its PIN is kept."""

    owner: str
    kind: str
    place: Mapping[str, str]
    pin: Callable[[], str] = field(repr=False)
    digest: str | None = None
    pss: bool = False
    certificate: Path | None = None
    timeout_seconds: float = 10.0


@dataclass(frozen=True)
class ServiceSetting:
    """One remote signing service (Cloud Signature Consortium API, version 1 or 2)."""

    name: str
    url: str
    version: int
    client_id: str
    secret: Callable[[], str] = field(repr=False)
    token_url: str | None = None
    timeout_seconds: float = 10.0


@dataclass(frozen=True)
class SigningSettings:
    """The whole file. What it does not name falls back to the keys of the trust directory."""

    officers: Mapping[str, KeySetting] = field(default_factory=dict)
    agencies: Mapping[str, KeySetting] = field(default_factory=dict)
    services: Mapping[str, ServiceSetting] = field(default_factory=dict)
    timestamp_urls: tuple[str, ...] = ()
    timestamp_timeout_seconds: float = 5.0
    officer_level: Level = "B-T"
    agency_level: Level = "B-LT"


def read_settings(path: Path) -> SigningSettings:
    """The settings in ``path``; without such a file, those of an installation that configured nothing.

    Raises SigningConfigurationInvalid with the place and what is wrong there.
    """
    try:
        content = path.read_text("utf-8")
    except FileNotFoundError:
        return SigningSettings()
    except (OSError, UnicodeDecodeError) as error:
        raise _invalid(path.name, "không đọc được", "cannot be read") from error
    try:
        held = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise _invalid(path.name, f"sai cú pháp: {error}", f"is not well-formed: {error}") from error
    _only(path.name, held, {"officer", "agency", "service", "timestamp", "levels"})
    folder, stamps, levels = path.parent, _table(held, "timestamp"), _table(held, "levels")
    _only("timestamp", stamps, {"url", "timeout_seconds"})
    _only("levels", levels, {"officer", "agency"})
    urls = stamps.get("url", [])
    services = {name: _service(name, one, folder) for name, one in _table(held, "service").items()}
    return SigningSettings(
        {name: _key("officer", name, one, folder, services) for name, one in _table(held, "officer").items()},
        {name: _key("agency", name, one, folder, services) for name, one in _table(held, "agency").items()},
        services,
        tuple(map(str, [urls] if isinstance(urls, str) else urls)),
        _seconds("timestamp", stamps, 5.0),
        _level(levels, "officer", "B-T"),
        _level(levels, "agency", "B-LT"),
    )


def _key(
    role: str, name: str, held: object, folder: Path, services: Mapping[str, ServiceSetting]
) -> KeySetting:
    where = f'{role}."{name}"'
    if not isinstance(held, dict):
        raise _invalid(where, "phải là một bảng", "must be a table")
    kind = str(held.get("kind", ""))
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise _invalid(where, f"kind phải là một trong: {known}", f"kind must be one of: {known}")
    _only(where, held, {*_ALLOWED, *_NEEDED[kind]})
    missing = [word for word in _NEEDED[kind] if not str(held.get(word, ""))]
    if missing:
        raise _invalid(where, f"thiếu {', '.join(missing)}", f"lacks {', '.join(missing)}")
    place = {word: str(held[word]) for word in _NEEDED[kind]}
    if kind == "pkcs12":
        place["file"] = str(folder / place["file"])
    if kind == "csc" and place["service"] not in services:
        service = place["service"]
        raise _invalid(where, f"không có service.{service}", f"there is no service.{service}")
    digest = held.get("digest")
    if digest is not None and digest not in HASHES:
        known = ", ".join(HASHES)
        raise _invalid(where, f"digest phải là một trong: {known}", f"digest must be one of: {known}")
    certificate = folder / str(held["certificate"]) if "certificate" in held else None
    pin = _secret(where, held, folder, "pin")
    seconds = _seconds(where, held, 10.0)
    return KeySetting(name, kind, place, pin, digest, held.get("pss") is True, certificate, seconds)


def _service(name: str, held: object, folder: Path) -> ServiceSetting:
    where = f"service.{name}"
    if not isinstance(held, dict):
        raise _invalid(where, "phải là một bảng", "must be a table")
    _only(where, held, _SERVICE)
    url, version = str(held.get("url", "")).rstrip("/"), held.get("version", 2)
    loopback = url.startswith(("http://127.0.0.1", "http://localhost", "http://[::1]"))
    if not (url.startswith("https://") or loopback):
        raise _invalid(where, "url phải bắt đầu bằng https://", "url must begin with https://")
    if version not in (1, 2):
        raise _invalid(where, "version phải là 1 hoặc 2", "version must be 1 or 2")
    return ServiceSetting(
        name,
        url,
        version,
        str(held.get("client_id", "")),
        _secret(where, held, folder, "secret"),
        held.get("token_url"),
        _seconds(where, held, 10.0),
    )


def _secret(where: str, held: Mapping[str, Any], folder: Path, word: str) -> Callable[[], str]:
    """Reads the secret anew at each use, so that a changed PIN needs no restart."""
    file, variable = held.get(f"{word}_file"), held.get(f"{word}_env")
    if (file is None) == (variable is None):
        raise _invalid(
            where,
            f"cần đúng một trong {word}_file, {word}_env",
            f"needs exactly one of {word}_file, {word}_env",
        )

    def secret() -> str:
        try:
            return (folder / str(file)).read_text("utf-8").strip() if file else os.environ[str(variable)]
        except (OSError, KeyError, UnicodeDecodeError) as error:
            place = str(file or variable)
            raise _invalid(
                where, f"không đọc được mã ở “{place}”", f"the secret in “{place}” cannot be read"
            ) from error

    return secret


def _seconds(where: str, held: Mapping[str, Any], usual: float) -> float:
    seconds = held.get("timeout_seconds", usual)
    if not isinstance(seconds, int | float) or not 0 < seconds <= 120:
        raise _invalid(where, "timeout_seconds từ 0 đến 120", "timeout_seconds is between 0 and 120")
    return float(seconds)


def _level(held: Mapping[str, Any], role: str, usual: Level) -> Level:
    level = held.get(role, usual)
    if level not in LEVELS:
        known = ", ".join(LEVELS)
        raise _invalid(f"levels.{role}", f"phải là một trong: {known}", f"must be one of: {known}")
    return cast("Level", level)


def _table(held: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = held.get(name, {})
    if not isinstance(found, dict):
        raise _invalid(name, "phải là một bảng", "must be a table")
    return found


def _only(where: str, held: Mapping[str, Any], allowed: set[str]) -> None:
    unknown = ", ".join(sorted(held.keys() - allowed))
    if unknown:
        raise _invalid(where, f"có mục không hiểu: {unknown}", f"has unknown entries: {unknown}")


def _invalid(where: str, vi: str, en: str) -> SigningConfigurationInvalid:
    return SigningConfigurationInvalid(
        Text(
            f"Cấu hình ký số, mục {where}: {vi}. Chưa có gì được ký.",
            f"Signing settings, entry {where}: {en}. Nothing was signed.",
        )
    )
