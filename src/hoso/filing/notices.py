"""Messages in the owner's account: what happened and what he can do now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hoso.base import clock
from hoso.base.outbox import handles
from hoso.dossiers.models import Dossier, Entry
from hoso.filing.models import Notice
from hoso.law.text import Text

WORDS: dict[str, Text] = {
    "filing.submit": Text(
        "Đã nhận hồ sơ {ref} lúc {at}. Thời hạn giải quyết được tính từ thời điểm này.",
        "Dossier {ref} was received at {at}. The time limit runs from this instant.",
    ),
    "intake.accept": Text(
        "Hồ sơ {ref} đã được tiếp nhận. Ngày hẹn trả kết quả: {due}.",
        "Dossier {ref} was accepted. The result is due on {due}.",
    ),
    "intake.request_completion": Text(
        "Hồ sơ {ref} cần hoàn thiện. Hãy mở hồ sơ để xem toàn bộ nội dung cần bổ sung, một lần duy nhất.",
        "Dossier {ref} needs completing. Open it to see everything that is asked, once.",
    ),
    "intake.refuse": Text(
        "Hồ sơ {ref} không được tiếp nhận. Hãy mở hồ sơ để xem lý do và việc bạn có thể làm.",
        "Dossier {ref} was refused. Open it to see why and what you can do.",
    ),
    "processing.request_supplement": Text(
        "Hồ sơ {ref} cần bổ sung. Thời hạn giải quyết tạm dừng cho đến khi bạn bổ sung.",
        "Dossier {ref} needs a supplement. The clock stands still until you answer.",
    ),
    "filing.supplement": Text(
        "Đã nhận phần bổ sung của hồ sơ {ref}. Ngày hẹn trả kết quả: {due}.",
        "Your supplement to dossier {ref} was received. The result is due on {due}.",
    ),
    "filing.withdraw": Text("Bạn đã rút hồ sơ {ref}.", "You withdrew dossier {ref}."),
    "processing.apologise": Text(
        "Cơ quan xin lỗi vì chậm trễ: hồ sơ {ref} được hẹn lại ngày {due}.",
        "The agency apologises for the delay: dossier {ref} is now due on {due}.",
    ),
    "processing.recount": Text(
        "Ngày hẹn trả hồ sơ {ref} được tính lại theo lịch làm việc mới: {due}.",
        "The due date of dossier {ref} was counted again in the new working calendar: {due}.",
    ),
    "processing.stop": Text(
        "Hồ sơ {ref} đã dừng giải quyết. Hãy mở hồ sơ để xem lý do.",
        "Dossier {ref} was stopped. Open it to see why.",
    ),
    "results.issue": Text(
        "Kết quả của hồ sơ {ref} đã có: bản điện tử ký số nằm trong tài khoản của bạn.",
        "The result of dossier {ref} is ready: the signed electronic document is in your account.",
    ),
    "followup.revoke": Text(
        "Kết quả của hồ sơ {ref} đã bị thu hồi, hủy bỏ. Hãy mở hồ sơ để xem quyết định và lý do; "
        "bạn có quyền khiếu nại.",
        "The result of dossier {ref} was revoked. Open it to see the decision and the reason; you may complain.",
    ),
    "results.return_result": Text(
        "Bạn đã nhận kết quả hồ sơ {ref}. Giấy tờ này được giữ trong kho của bạn để dùng lại.",
        "You received the result of dossier {ref}. It stays in your holdings to be used again.",
    ),
}


def tell(dossier_id: UUID, seq: int) -> None:
    """Write the notice of a journal line; a verb of no interest to the owner writes none. Once in effect."""
    entry = Entry.objects.get(dossier_id=dossier_id, seq=seq)
    words = WORDS.get(entry.verb)
    if words is None:
        return
    dossier = Dossier.objects.get(id=dossier_id)
    local = entry.at.astimezone(clock.VIETNAM)
    due = entry.due_at.astimezone(clock.VIETNAM).strftime("%d/%m/%Y") if entry.due_at else "–"
    text = words.format(
        ref=dossier.code or dossier.receipt_number, at=local.strftime("%H:%M %d/%m/%Y"), due=due
    )
    Notice.objects.get_or_create(
        key=f"{dossier_id}:{seq}", defaults={"dossier": dossier, "vi": text.vi, "en": text.en, "at": entry.at}
    )


_STOP_AHEAD = Text(
    "Hồ sơ {ref} vẫn chờ bạn bổ sung. Nếu đến hết ngày làm việc trước ngày {day} chưa nhận được, hồ sơ sẽ dừng "
    "xử lý. Hãy mở hồ sơ để bổ sung ngay trên mạng.",
    "Dossier {ref} still waits for your supplement. If none has come before {day}, the dossier is stopped. "
    "Open it to supplement it online.",
)


def warn_of_stop(dossier: Dossier, number: int, stop_on: date, now: datetime) -> None:
    """Tell the owner once that his dossier will be stopped on ``stop_on`` unless he answers request ``number``."""
    ref = dossier.code or dossier.receipt_number
    text = _STOP_AHEAD.format(ref=ref, day=f"{stop_on:%d/%m/%Y}")
    Notice.objects.get_or_create(
        key=f"{dossier.id}:stop:{number}",
        defaults={"dossier": dossier, "vi": text.vi, "en": text.en, "at": now},
    )


@handles("notices.tell")
def _deliver(payload: Mapping[str, Any]) -> None:
    tell(UUID(payload["dossier"]), int(payload["seq"]))
