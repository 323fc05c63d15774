"""Signing with PKCS#12 keys on this machine: officers' and agencies' keys of the demonstration hierarchy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path

from django.conf import settings

from hoso.base import clock
from hoso.base.errors import Unavailable
from hoso.law.text import Text
from hoso.papers.judging import trust_store
from hoso.papers.ports import Place
from hoso.parties import queries as parties
from hoso.parties.actors import Actor
from hoso.press.letters import FONTS
from hoso.seal.appearance import Appearance, agency_appearance, person_appearance
from hoso.seal.demonstration.hierarchy import Hierarchy
from hoso.seal.errors import SealError
from hoso.seal.keys import SigningKey
from hoso.seal.sign import seal
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.zones import POINTS_PER_MM, SCANNER_MARK, Zone

FONT = FONTS / "LiberationSerif-Regular.ttf"


class LocalSigning:
    """``papers.ports.Signing`` over a key directory. Keys are named after accounts and agencies."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    @cached_property
    def hierarchy(self) -> Hierarchy:
        """The hierarchy in the trust directory, loaded when first used."""
        return Hierarchy.load(self.directory)

    def as_person(self, by: Actor, pdf: bytes, *, place: Place | None, reason: str) -> bytes:
        """See ``papers.ports.Signing``."""
        now = clock.now()
        key = self._key(lambda: self.hierarchy.key(f"officer-{by.username}"), by.name)
        looks = person_appearance(FONT, by.name, now)
        return self._seal(pdf, key, f"NguoiKy-{_mark(now)}", now, reason, _zone("person", place), looks)

    def as_scanner(self, by: Actor, pdf: bytes) -> bytes:
        """See ``papers.ports.Signing``."""
        now = clock.now()
        key = self._key(lambda: self.hierarchy.key(f"officer-{by.username}"), by.name)
        looks = person_appearance(FONT, by.name, now)
        return self._seal(pdf, key, f"SoHoa-{_mark(now)}", now, "Số hóa từ bản giấy", SCANNER_MARK, looks)

    def as_agency(self, agency_id: str, pdf: bytes, *, place: Place | None, reason: str) -> bytes:
        """See ``papers.ports.Signing``."""
        now = clock.now()
        name = parties.agency(agency_id).name
        key = self._key(lambda: self.hierarchy.key(f"agency-{agency_id}"), name)
        looks = agency_appearance(FONT, name, now)
        return self._seal(
            pdf, key, f"CoQuan-{_mark(now)}", now, reason, _zone("agency", place), looks, "B-LT"
        )

    def _key(self, load: Callable[[], SigningKey], whose: str) -> SigningKey:
        try:
            return load()
        except SealError as fault:
            raise Unavailable(
                Text(
                    f"Chưa có khóa ký số của {whose}. Hãy báo quản trị hệ thống cấp khóa rồi thử lại; "
                    "chưa có gì được ký.",
                    f"There is no signing key for {whose}. Ask the system administrator; nothing was signed.",
                )
            ) from fault

    def _seal(
        self,
        pdf: bytes,
        key: SigningKey,
        field: str,
        now: datetime,
        reason: str,
        zone: Zone | None,
        looks: Appearance,
        level: str = "B-T",
    ) -> bytes:
        authority = LocalTimestamper(self.hierarchy.timestamp_authority, clock.now)
        try:
            return seal(
                pdf,
                key,
                field_name=field,
                now=now,
                reason=reason,
                level=level,
                timestamper=authority,
                trust=trust_store() if level == "B-LT" else None,
                zone=zone,
                appearance=looks if zone else None,
            )
        except SealError as fault:
            raise Unavailable(fault.text) from fault


def _mark(now: datetime) -> str:
    return now.astimezone(clock.VIETNAM).strftime("%Y%m%d%H%M%S%f")


def _zone(name: str, place: Place | None) -> Zone | None:
    if place is None:
        return None
    left, bottom, right, top = (edge / POINTS_PER_MM for edge in place.box)
    cover = 1 / 3 if name == "person" else 0.0
    covered = 0.4 if name == "agency" else 0.0
    return Zone(
        name,
        place.page,
        "bottom-left",
        left,
        bottom,
        right - left,
        top - bottom,
        keep_clear_left=cover,
        keep_clear_right=covered,
    )


def prepare_keys(directory: Path, base_url: str, now: datetime) -> Hierarchy:
    """Make the demonstration hierarchy and a key for every officer and every agency with officers. Idempotent."""
    from hoso.parties.models import Account, Agency
    from hoso.seal.demonstration.hierarchy import create

    hierarchy = create(directory, now, f"{base_url}/trust")
    officers = Account.objects.filter(posts__isnull=False).distinct()
    for account in officers.select_related("person").prefetch_related("posts__agency"):
        agency = account.posts.all()[0].agency
        hierarchy.issue_personal(
            account.display_name,
            (account.person.personal_id if account.person else None) or account.username,
            scope="official",
            now=now,
            name=f"officer-{account.username}",
            organisation=agency.name,
        )
    for agency in Agency.objects.filter(posts__isnull=False).distinct():
        hierarchy.issue_agency(
            agency.name, agency.identifier or agency.id, now=now, name=f"agency-{agency.id}"
        )
    citizens = Account.objects.filter(posts__isnull=True, person__isnull=False).select_related("person")
    for account in citizens:
        hierarchy.issue_personal(
            account.display_name,
            account.person.personal_id or account.username,
            scope="public",
            now=now,
            name=f"citizen-{account.username}",
        )
    return hierarchy


def demonstration_directory() -> Path:
    """Where the demonstration keeps anchors, lists and keys."""
    return Path(settings.HOSO_TRUST)
