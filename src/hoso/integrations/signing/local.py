"""Signing for officers and agencies with the keys of this installation, wherever they lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from hoso.base import clock
from hoso.base.errors import Unavailable
from hoso.integrations.signing.checking import check_keys
from hoso.integrations.signing.configuration import SigningSettings
from hoso.integrations.signing.keyring import Keyring
from hoso.integrations.timestamp.authority import authority
from hoso.law.text import Text
from hoso.papers.judging import trust_store
from hoso.papers.ports import KeyCheck, Place
from hoso.parties import queries as parties
from hoso.parties.actors import Actor
from hoso.press.letters import FONTS
from hoso.seal.appearance import (
    Appearance,
    agency_appearance,
    digitised_appearance,
    person_appearance,
    scanner_appearance,
)
from hoso.seal.demonstration.hierarchy import Hierarchy
from hoso.seal.errors import KeyAbsent, KeyUnavailable, SealError
from hoso.seal.keys import Signer
from hoso.seal.sign import seal
from hoso.seal.timestamp import FirstToAnswer, HttpTimestamper, Timestamper
from hoso.seal.zones import AGENCY_COPY_MARK, POINTS_PER_MM, SCANNER_MARK, Zone

FONT = FONTS / "LiberationSerif-Regular.ttf"


class LocalSigning:
    """``papers.ports.Signing`` with the keys this installation has: key files, tokens, remote services.

    ``settings_file`` says who signs with what; who is not named there has his key in the trust ``directory``,
    named after the account or the agency.
    """

    def __init__(self, directory: Path, settings_file: Path | None = None) -> None:
        self.directory = directory
        self.settings_file = settings_file or directory / "signing.toml"
        self.keys = Keyring(self.settings_file, directory)

    def as_person(self, by: Actor, pdf: bytes, *, place: Place | None, reason: str) -> bytes:
        """See ``papers.ports.Signing``."""
        looks = person_appearance(FONT, by.name, now := clock.now())
        wanted = _Wanted("NguoiKy", now, reason, _zone("person", place), looks)
        return self._seal(pdf, lambda: self.keys.officer(by.username), by.name, wanted)

    def as_scanner(self, by: Actor, pdf: bytes) -> bytes:
        """See ``papers.ports.Signing``."""
        looks = scanner_appearance(FONT, by.name, now := clock.now())
        wanted = _Wanted("SoHoa", now, "Số hóa từ bản giấy", SCANNER_MARK, looks)
        return self._seal(pdf, lambda: self.keys.officer(by.username), by.name, wanted)

    def as_agency(
        self, agency_id: str, pdf: bytes, *, place: Place | None, reason: str, digitised: bool = False
    ) -> bytes:
        """See ``papers.ports.Signing``."""
        name, now = parties.agency(agency_id).name, clock.now()
        zone, looks = _zone("agency", place), agency_appearance(FONT, name, now)
        if digitised:
            zone, looks = AGENCY_COPY_MARK, digitised_appearance(FONT, name, now)
        wanted = _Wanted("CoQuan", now, reason, zone, looks, is_agency=True)
        return self._seal(pdf, lambda: self.keys.agency(agency_id), name, wanted)

    def check_keys(self, *, sign: bool) -> list[KeyCheck]:
        """See ``papers.ports.Signing``."""
        try:
            return check_keys(self.settings_file, self.directory, sign=sign)
        except SealError as fault:
            raise Unavailable(fault.text) from fault

    def _seal(self, pdf: bytes, load: Callable[[], Signer], whose: str, wanted: _Wanted) -> bytes:
        try:
            settings = self.keys.settings
            level = settings.agency_level if wanted.is_agency else settings.officer_level
            kept = trust_store() if level in ("B-LT", "B-LTA") else None
            return seal(
                pdf,
                _loaded(load, whose),
                field_name=f"{wanted.field}-{_mark(wanted.now)}",
                now=wanted.now,
                reason=wanted.reason,
                level=level,
                timestamper=_timestamper(settings) if level != "B-B" else None,
                trust=kept,
                zone=wanted.zone,
                appearance=wanted.looks if wanted.zone else None,
            )
        except SealError as fault:
            raise Unavailable(fault.text) from fault


def _timestamper(settings: SigningSettings) -> Timestamper:
    if settings.timestamp_urls:
        seconds = settings.timestamp_timeout_seconds
        return FirstToAnswer(tuple(HttpTimestamper(url, seconds) for url in settings.timestamp_urls))
    return authority()


@dataclass(frozen=True)
class _Wanted:
    """One signature as it shall be."""

    field: str
    now: datetime
    reason: str
    zone: Zone | None
    looks: Appearance
    is_agency: bool = False


def _loaded(load: Callable[[], Signer], whose: str) -> Signer:
    try:
        return load()
    except KeyAbsent as fault:
        raise KeyUnavailable(
            Text(
                f"Chưa có khóa ký số của {whose}. Hãy báo quản trị hệ thống cấp khóa rồi thử lại; "
                "chưa có gì được ký.",
                f"There is no signing key for {whose}. Ask the system administrator; nothing was signed.",
            )
        ) from fault


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
        shrinks=False,
    )


def prepare_keys(directory: Path, base_url: str, now: datetime) -> Hierarchy:
    """Make the demonstration hierarchy and a key for every officer and every agency with officers. Idempotent."""
    from hoso.parties.models import Account, Agency
    from hoso.seal.demonstration.citizen_enrolment import make_secret
    from hoso.seal.demonstration.hierarchy import create

    hierarchy = create(directory, now, f"{base_url}/trust")
    make_secret(directory)
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
