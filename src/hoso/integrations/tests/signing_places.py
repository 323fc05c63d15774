"""Places where keys lie, for tests: a software token with keys in it, and a remote signing service that runs."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pkcs11
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pkcs11 import Attribute, KeyType, ObjectClass
from pkcs11.util import rsa as rsa_objects
from pkcs11.util.ec import decode_ec_private_key

from hoso.seal.demonstration.hierarchy import Hierarchy, create
from hoso.seal.keys import SigningKey

NOW = datetime(2026, 11, 22, 3, 15, 30, tzinfo=UTC)
PIN, LABEL = "271828", "hoso"
MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")


def module() -> str:
    """The driver of the software token. Missing means ``./dev test`` could not install ``softhsm2``."""
    return next(path for path in MODULES if Path(path).exists())


def new_hierarchy(directory: Path) -> Hierarchy:
    """A demonstration hierarchy of its own."""
    return create(directory, NOW, "http://127.0.0.1:8000/trust")


def small_page() -> bytes:
    """An empty page."""
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(output)
    return output.getvalue()


def officers(hierarchy: Hierarchy) -> dict[str, SigningKey]:
    """One officer for each kind of key."""
    return {kind: _officer(hierarchy, kind) for kind in ("P-256", "P-384", "RSA-2048")}


def _officer(hierarchy: Hierarchy, kind: str) -> SigningKey:
    return hierarchy.issue_personal(
        "Phạm Văn Token", "001090000077", scope="official", now=NOW, name=f"officer-{kind}", kind=kind
    )


def new_token(folder: Path, keys: dict[str, SigningKey]) -> None:
    """A token labelled ``hoso`` with these keys and certificates, each under its kind as label."""
    (folder / "tokens").mkdir(parents=True)
    settings = f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n"
    (folder / "softhsm2.conf").write_text(settings)
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    command = [
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        LABEL,
        "--pin",
        PIN,
        "--so-pin",
        "314159",
    ]
    subprocess.run(command, check=True, capture_output=True)
    driver = pkcs11.lib(module())
    driver.reinitialize()
    with driver.get_token(token_label=LABEL).open(rw=True, user_pin=PIN) as session:
        for label, key in keys.items():
            _store(session, label, key)


def _store(session: pkcs11.Session, label: str, key: SigningKey) -> None:
    elliptic = not isinstance(key.private_key, rsa.RSAPrivateKey)
    layout = serialization.PrivateFormat.TraditionalOpenSSL
    der = key.private_key.private_bytes(serialization.Encoding.DER, layout, serialization.NoEncryption())
    private = decode_ec_private_key(der) if elliptic else rsa_objects.decode_rsa_private_key(der)
    session.create_object(
        {
            **private,
            Attribute.CLASS: ObjectClass.PRIVATE_KEY,
            Attribute.KEY_TYPE: KeyType.EC if elliptic else KeyType.RSA,
            Attribute.LABEL: label,
            Attribute.TOKEN: True,
            Attribute.PRIVATE: True,
            Attribute.SENSITIVE: True,
            Attribute.SIGN: True,
        }
    )
    for name, certificate in ((label, key.certificate), (f"{label} CA", key.chain[0])):
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                Attribute.LABEL: name,
                Attribute.TOKEN: True,
                Attribute.SUBJECT: certificate.subject.dump(),
                Attribute.VALUE: certificate.dump(),
            }
        )


@contextmanager
def remote_service(keys: Path, folder: Path, sad_seconds: float = 300) -> Iterator[str]:
    """Our remote signing service in its own process; its address without the version."""
    (folder / "client").write_text("a client's secret")
    command = [
        sys.executable,
        "-m",
        "hoso.seal.demonstration.csc_service",
        "--port",
        "0",
        "--keys",
        str(keys),
    ]
    command += [
        "--client-id",
        "hoso",
        "--secret-file",
        str(folder / "client"),
        "--sad-seconds",
        str(sad_seconds),
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(Path(__file__).parents[3])}
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[-1].removesuffix("/v2")
    finally:
        process.terminate()
        process.wait()
