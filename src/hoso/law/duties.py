"""Verbs that do not move a dossier, and who may do them: the second table beside the lifecycle."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hoso.law.lifecycle import TRANSITIONS
from hoso.law.permits import Permit, not_permitted
from hoso.law.roles import Relation, Role
from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Permit):
    """A permit for a verb that leaves the state of every dossier as it is."""


_OWNER = (Role.CITIZEN, Role.ORGANISATION)
_DESK = (Role.INTAKE_OFFICER,)
_OFFICE = (Role.CASE_OFFICER, Role.COMPETENT_OFFICER, Role.RECORDS_OFFICER, Role.HEAD)
_ASKED = (Role.CASE_OFFICER, Role.HEAD)
_WATCH = (Role.SUPERVISOR,)
_R = Relation

_Who = tuple[tuple[Role, ...], Relation]
_DRAFTERS: tuple[_Who, ...] = ((_OWNER, _R.OWNER), (_DESK, _R.RECEIVER))
_READERS: tuple[_Who, ...] = (
    (_OWNER, _R.OWNER),
    (_DESK, _R.RECEIVER),
    (_OFFICE, _R.AGENCY),
    (_ASKED, _R.ASKED),
    (_WATCH, _R.SUPERVISED),
)


def _duty(verb: str, vi: str, en: str, source: str, *who: _Who) -> tuple[Duty, ...]:
    label = Text(vi, en)
    return tuple(
        Duty(verb=verb, roles=frozenset(roles), relation=relation, label=label, source=source)
        for roles, relation in who
    )


# fmt: off
DUTIES: tuple[Duty, ...] = (
    # A draft stands in the relation RECEIVER only when it was opened at that counter for the person present.
    *_duty("filing.open_draft", "lập hồ sơ nháp", "open a draft", "nd61-2018:16", *_DRAFTERS),
    *_duty("filing.save_draft", "lưu hồ sơ nháp", "save the draft", "nd61-2018:16", *_DRAFTERS),
    *_duty("filing.attach", "đính kèm giấy tờ", "attach a paper", "nd61-2018:16", *_DRAFTERS),
    *_duty("filing.detach", "gỡ giấy tờ đính kèm", "remove an attached paper", "nd61-2018:16", *_DRAFTERS),
    *_duty("filing.discard_draft", "bỏ hồ sơ nháp", "discard the draft", "nd61-2018:16", *_DRAFTERS),
    *_duty("papers.read", "xem giấy tờ", "read a paper", "tt01-2018:16", *_READERS),
    *_duty("dossiers.read", "xem hồ sơ", "read the dossier", "tt01-2018:16", *_READERS),
    *_duty("dossiers.list", "xem danh sách hồ sơ", "list dossiers", "tt01-2018:16", *_READERS),
    *_duty("holdings.read", "xem kho dữ liệu điện tử", "read the holdings", "tt01-2023:24",
           (_OWNER, _R.OWNER), (_DESK, _R.RECEIVER), ((Role.CASE_OFFICER,), _R.ASSIGNEE)),
    *_duty("holdings.deposit", "đưa vào kho dữ liệu điện tử", "deposit into the holdings", "tt01-2023:24",
           ((Role.SYSTEM,), _R.ANYONE), ((Role.RECORDS_OFFICER,), _R.AGENCY), (_DESK, _R.RECEIVER)),
    *_duty("holdings.share", "chia sẻ giấy tờ trong kho của mình", "share a held paper", "tt01-2023:24",
           (_OWNER, _R.OWNER)),
    # Free signatures: the desk that sees the card; the holder alone makes the key and ends it (law/grants.py).
    *_duty("grants.request", "yêu cầu cấp chữ ký số miễn phí", "ask for a free signature",
           "tq-2024:free-signature", *_DRAFTERS),
    *_duty("grants.withdraw", "rút yêu cầu cấp chữ ký số", "withdraw the request for a signature",
           "tq-2024:free-signature", (_OWNER, _R.OWNER)),
    *_duty("grants.confirm", "xác nhận danh tính để cấp chữ ký số", "confirm the identity for a signature",
           "law20-2023:trust-services", (_DESK, _R.RECEIVER)),
    *_duty("grants.refuse", "từ chối cấp chữ ký số", "refuse a signature", "law20-2023:trust-services",
           (_DESK, _R.RECEIVER)),
    *_duty("grants.issue", "tạo khóa và nhận chứng thư chữ ký số", "make the key and take the certificate",
           "law20-2023:22", (_OWNER, _R.OWNER)),
    *_duty("grants.renew", "gia hạn chữ ký số", "renew the signature", "law20-2023:trust-services",
           (_OWNER, _R.OWNER)),
    *_duty("grants.revoke", "thu hồi chữ ký số", "revoke the signature", "law20-2023:trust-services",
           (_OWNER, _R.OWNER), (_DESK, _R.RECEIVER)),
    *_duty("grants.read", "xem chữ ký số được cấp", "see the granted signature", "law20-2023:trust-services",
           (_OWNER, _R.OWNER), (_DESK, _R.RECEIVER)),
    *_duty("grants.watch", "nhắc hạn, đóng chứng thư hết hạn", "warn of ends and close what has ended",
           "law20-2023:trust-services", ((Role.SYSTEM,), _R.ANYONE)),
    *_duty("catalogue.draft", "soạn phiên bản thủ tục", "draft a procedure version", "nd63-2010:8",
           ((Role.CATALOGUE_ADMIN,), _R.ANYONE)),
    *_duty("catalogue.publish", "công khai thủ tục", "publish a procedure", "nd63-2010:8",
           ((Role.CATALOGUE_ADMIN,), _R.ANYONE)),
    *_duty("catalogue.abolish", "bãi bỏ thủ tục", "abolish a procedure", "nd63-2010:8",
           ((Role.CATALOGUE_ADMIN,), _R.ANYONE)),
    *_duty("catalogue.review", "rà soát, đề xuất đơn giản hóa thủ tục", "review and simplify procedures",
           "hn-3553:5", ((Role.CATALOGUE_ADMIN,), _R.ANYONE)),
    *_duty("certification.certify", "chứng thực bản sao điện tử", "certify an electronic copy",
           "nd45-2020:10", ((Role.COMPETENT_OFFICER,), _R.AGENCY)),
    *_duty("results.order", "ký, đóng dấu nhiều hồ sơ một lần", "sign or seal several at once", "nd61-2018:19",
           ((Role.COMPETENT_OFFICER, Role.RECORDS_OFFICER), _R.AGENCY)),
    *_duty("certification.give_out", "ghi sổ bản sao đã cấp", "enter a copy that was given out",
           "nd45-2020:10", ((Role.RECORDS_OFFICER,), _R.AGENCY)),
    *_duty("certification.read", "xem sổ chứng thực", "read the certification register", "nd23-2015:13",
           ((*_DESK, *_OFFICE), _R.AGENCY), (_WATCH, _R.SUPERVISED)),
    *_duty("certification.lock", "khóa sổ chứng thực cuối năm", "lock the register of a year",
           "nd23-2015:13", ((Role.RECORDS_OFFICER, Role.HEAD), _R.AGENCY)),
    *_duty("oversight.read", "xem số liệu giám sát", "read oversight figures", "hn-directive:4a",
           ((Role.HEAD,), _R.AGENCY), (_WATCH, _R.SUPERVISED)),
    *_duty("parties.manage", "quản lý người dùng, cơ quan", "manage users and agencies", "nd61-2018:11",
           ((Role.SYSTEM_ADMIN,), _R.ANYONE)),
    *_duty("papers.propose_trust", "đề nghị thay đổi kho tin cậy", "propose a change of the trust store",
           "law20-2023:22", ((Role.SYSTEM_ADMIN,), _R.ANYONE)),
    *_duty("papers.confirm_trust", "xác nhận thay đổi kho tin cậy", "confirm a change of the trust store",
           "law20-2023:22", ((Role.SYSTEM_ADMIN,), _R.ANYONE)),
    *_duty("papers.reverify", "tính lại kết luận về chữ ký", "compute a verdict on signatures again",
           "law20-2023:22", ((Role.SYSTEM, Role.SYSTEM_ADMIN, Role.SUPERVISOR), _R.ANYONE)),
    *_duty("operations.read", "xem tình trạng vận hành", "read the operating state", "hn-directive:4a",
           ((Role.SYSTEM_ADMIN, Role.SUPERVISOR), _R.ANYONE)),
    *_duty("archive.preserve", "niêm phong, gia hạn bằng chứng lưu trữ", "seal and renew the archive's evidence",
           "tt05-2025-bnv:keeping", ((Role.SYSTEM, Role.SYSTEM_ADMIN), _R.ANYONE)),
    *_duty("archive.package", "tải trọn gói hồ sơ", "take the whole dossier away", "tt01-2018:16", *_READERS),
    *_duty("calendars.publish", "ban hành lịch làm việc", "publish a working calendar", "convention:calendar",
           ((Role.SYSTEM_ADMIN,), _R.ANYONE)),
    *_duty("reminders.act", "để đồng hồ nhắc hạn, dừng hồ sơ", "let the clock act", "convention:remind",
           ((Role.SYSTEM,), _R.ANYONE)),
    *_duty("followup.inspect", "hậu kiểm hồ sơ", "inspect a dossier afterwards", "hn-directive:3b",
           (_WATCH, _R.SUPERVISED)),
)
# fmt: on


def allowed(verb: str, roles: Collection[Role], relations: Collection[Relation]) -> Verdict:
    """Whether this actor may ever do this to such an object; for dossier verbs ``may`` also asks the state.

    Covers both tables; a verb in neither is refused. Source: convention:deny.
    """
    rows: list[Permit] = [row for row in (*DUTIES, *TRANSITIONS) if row.verb == verb]
    if not rows:
        text = Text("Hệ thống không có thao tác “{verb}”.", "There is no action “{verb}”.")
        return Verdict.no(Reason("unknown-verb", text.format(verb=verb), "convention:deny"))
    row = next((row for row in rows if row.open_to(roles, relations)), None)
    if row:
        return Verdict.yes(Reason("allowed", row.label, row.source))
    return Verdict.no(Reason("not-permitted", not_permitted(rows), rows[0].source))
