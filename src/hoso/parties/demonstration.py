"""Invented people and accounts for the demonstration. Nobody here exists; numbers are only right in form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from hoso.base.errors import NotAllowed
from hoso.base.identifiers import fold
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.parties.actors import Actor, require
from hoso.parties.agencies import SERVICE_CENTRE, import_province
from hoso.parties.models import Account, Organisation, Person, Post

PASSWORD = "hoso-demo"  # noqa: S105 - printed on the sign-in page of every demonstration
COMMUNE = "tq-02269"  # Thượng Lâm
POLICE = "tq-police"
PROVINCE = "tq-province"
OFFICE = "tq-dep-01"
_REFORM = date(2025, 7, 1)
_HAMLET = "xã Thượng Lâm, tỉnh Tuyên Quang (dữ liệu trình diễn)"


@dataclass(frozen=True, slots=True)
class DemonstrationAccount:
    """One account to sign in with, and what to click first."""

    username: str
    name: str
    role: Role
    agency_id: str | None
    title: str
    first_click: Text

    @property
    def label(self) -> Text:
        """The role in words."""
        return self.role.label


_FILE = Text(
    "Tìm thủ tục, ví dụ “khai sinh”, rồi bấm Nộp hồ sơ.",
    "Find a procedure, such as “khai sinh”, and press File.",
)
_QUEUE = Text(
    "Mở hàng chờ tiếp nhận, xem một hồ sơ mới nộp.", "Open the intake queue and look at a new dossier."
)
_MINE = Text("Mở việc của tôi, xử lý và trình kết quả.", "Open your worklist, work and propose a result.")
_SIGN = Text("Mở hồ sơ chờ ký, xem dự thảo và ký.", "Open what waits for signature, read the draft and sign.")
_SEAL = Text(
    "Mở hồ sơ chờ phát hành, đóng dấu và phát hành.", "Open what waits for issue, seal and issue it."
)
_ASSIGN = Text("Mở việc của đơn vị, phân công hồ sơ.", "Open your unit's work and assign a dossier.")
_WATCH = Text("Mở bảng theo dõi, bấm vào một con số.", "Open the board and press a figure.")
_CATALOGUE = Text("Mở danh mục thủ tục, xem các phiên bản.", "Open the catalogue and look at the versions.")
_USERS = Text("Mở người dùng và cơ quan.", "Open users and agencies.")
_SECOND = Text(
    "Mở kho tin cậy, xác nhận đề nghị của người quản trị kia.",
    "Open the trust store and confirm what the other administrator proposed.",
)

_A = DemonstrationAccount
# fmt: off
ACCOUNTS: tuple[DemonstrationAccount, ...] = (
    _A("nguoidan", "Nguyễn Thị Hoa", Role.CITIZEN, None, "", _FILE),
    _A("nongdan", "Ma Văn Thử", Role.CITIZEN, None, "", _FILE),
    _A("hokinhdoanh", "Hộ kinh doanh Trình Diễn", Role.ORGANISATION, None, "", _FILE),
    _A("motcua", "Hoàng Thị Mẫu", Role.INTAKE_OFFICER, COMMUNE, "Công chức một cửa", _QUEUE),
    _A("thuly", "Quan Văn Mẫu", Role.CASE_OFFICER, COMMUNE, "Công chức tư pháp - hộ tịch", _MINE),
    _A("lanhdao", "Chẩu Văn Mẫu", Role.COMPETENT_OFFICER, COMMUNE, "Phó Chủ tịch Ủy ban nhân dân xã", _SIGN),
    _A("vanthu", "Ma Thị Mẫu", Role.RECORDS_OFFICER, COMMUNE, "Văn thư", _SEAL),
    _A("thutruong", "Nguyễn Văn Mẫu", Role.HEAD, COMMUNE, "Chủ tịch Ủy ban nhân dân xã", _ASSIGN),
    _A("motcua.tinh", "Trần Thị Mẫu", Role.INTAKE_OFFICER, SERVICE_CENTRE, "Cán bộ tiếp nhận", _QUEUE),
    _A("thuly.ca", "Lê Văn Mẫu", Role.CASE_OFFICER, POLICE, "Cán bộ Phòng Hồ sơ nghiệp vụ", _MINE),
    _A("lanhdao.ca", "Phạm Văn Mẫu", Role.COMPETENT_OFFICER, POLICE, "Phó Giám đốc Công an tỉnh", _SIGN),
    _A("vanthu.ca", "Vũ Thị Mẫu", Role.RECORDS_OFFICER, POLICE, "Văn thư", _SEAL),
    _A("thutruong.ca", "Đỗ Văn Mẫu", Role.HEAD, POLICE, "Trưởng phòng Hồ sơ nghiệp vụ", _ASSIGN),
    _A("giamsat", "Bùi Thị Mẫu", Role.SUPERVISOR, PROVINCE, "Kiểm soát thủ tục hành chính", _WATCH),
    _A("danhmuc", "Lý Văn Mẫu", Role.CATALOGUE_ADMIN, OFFICE, "Quản trị danh mục thủ tục", _CATALOGUE),
    _A("quantri", "Đặng Văn Mẫu", Role.SYSTEM_ADMIN, OFFICE, "Quản trị hệ thống", _USERS),
    _A("quantri2", "Đinh Thị Mẫu", Role.SYSTEM_ADMIN, OFFICE, "Quản trị hệ thống", _SECOND),
)

# sign-in name or None, personal number, name, birth, sex, telephone
_PERSONS: tuple[tuple[str | None, str, str, date, str, str], ...] = (
    ("nguoidan", "008192000001", "Nguyễn Thị Hoa", date(1992, 4, 12), "female", "+84900000001"),
    ("nongdan", "008075000002", "Ma Văn Thử", date(1975, 9, 2), "male", "+84900000002"),
    ("hokinhdoanh", "008188000003", "Trịnh Thị Diễn", date(1988, 11, 20), "female", "+84900000003"),
    (None, "008090000004", "Nguyễn Văn Thí", date(1990, 1, 30), "male", ""),
    (None, "002201000005", "Sùng Mẫu Dụ", date(2001, 6, 15), "male", ""),
)
# fmt: on
_HOUSEHOLD_OWNER = "008188000003"


def seed(*, by: Actor) -> tuple[DemonstrationAccount, ...]:
    """Lay in the province, invented persons, and an account for every role; the accounts.

    Running it again changes nothing. For ``SYSTEM`` (setup) and the system administrator. Raises
    ``NotAllowed`` for anybody else, and wherever the setting ``HOSO_DEMONSTRATION`` is off: a known
    password must never reach a real installation.
    """
    if not by.has(Role.SYSTEM):
        require(by, "parties.manage")
    if not settings.HOSO_DEMONSTRATION:
        raise NotAllowed(
            Text(
                "Hệ thống này không ở chế độ trình diễn, nên không tạo tài khoản trình diễn.",
                "This installation is no demonstration, so no demonstration accounts are made.",
            )
        )
    import_province(by=by)
    with transaction.atomic():
        _lay_persons()
        _lay_accounts()
        _lay_posts()
    return ACCOUNTS


def _lay_persons() -> None:
    Person.objects.bulk_create(
        [
            Person(
                personal_id=number,
                full_name=name,
                folded_name=fold(name),
                born_on=born,
                sex=sex,
                address=f"Thôn Mẫu, {_HAMLET}",
                phone=phone,
            )
            for _, number, name, born, sex, phone in _PERSONS
        ],
        ignore_conflicts=True,
    )
    name = next(each.name for each in ACCOUNTS if each.role is Role.ORGANISATION)
    Organisation.objects.bulk_create(
        [
            Organisation(
                tax_code=_HOUSEHOLD_OWNER,
                name=name,
                folded_name=fold(name),
                address=f"Chợ Mẫu, {_HAMLET}",
                represented_by=Person.objects.get(personal_id=_HOUSEHOLD_OWNER),
            )
        ],
        ignore_conflicts=True,
    )


def _lay_accounts() -> None:
    usernames = [each.username for each in ACCOUNTS]
    known = set(Account.objects.filter(username__in=usernames).values_list("username", flat=True))
    missing = [each for each in ACCOUNTS if each.username not in known]
    if not missing:
        return
    password = make_password(PASSWORD)  # once: hashing is slow on purpose
    numbers = {username: number for username, number, *_ in _PERSONS if username}
    persons = dict(Person.objects.filter(personal_id__in=numbers.values()).values_list("personal_id", "id"))
    household = Organisation.objects.get(tax_code=_HOUSEHOLD_OWNER)
    Account.objects.bulk_create(
        Account(
            username=each.username,
            display_name=each.name,
            password=password,
            person_id=persons.get(numbers.get(each.username)),
            organisation=household if each.role is Role.ORGANISATION else None,
        )
        for each in missing
    )


def _lay_posts() -> None:
    accounts = dict(
        Account.objects.filter(username__in=[each.username for each in ACCOUNTS]).values_list(
            "username", "id"
        )
    )
    Post.objects.bulk_create(
        [
            Post(
                account_id=accounts[each.username],
                agency_id=each.agency_id,
                role=each.role,
                title=each.title,
                valid_from=_REFORM,
            )
            for each in ACCOUNTS
            if each.agency_id
        ],
        ignore_conflicts=True,
    )
