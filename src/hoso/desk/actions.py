"""Which buttons a dossier's page shows: the verbs open to the actor, the usual next one first."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from hoso.desk.workspace import Workspace
from hoso.law.roles import Role
from hoso.law.text import Text


@dataclass(frozen=True, slots=True)
class Button:
    """A verb as a button. ``post``: done at once; otherwise a page with a form comes first."""

    verb: str
    url: str
    label: Text
    post: bool = False
    warning: bool = False
    confirm: Text | None = None
    key: str = ""


_BUTTONS: tuple[tuple[str, str, Text, dict[str, object]], ...] = (
    ("intake.accept", "accept", Text("Tiếp nhận", "Accept"), {"post": True, "key": "t"}),
    ("intake.judge", "judge", Text("Kết luận hồ sơ", "Judge the dossier"), {"post": True, "key": "l"}),
    ("filing.supplement", "supplement", Text("Nhận bổ sung tại quầy", "Take a supplement"), {}),
    (
        "intake.request_completion",
        "request_completion",
        Text("Yêu cầu hoàn thiện", "Ask to complete"),
        {"key": "y"},
    ),
    ("intake.refuse", "refuse", Text("Từ chối", "Refuse"), {"warning": True}),
    ("processing.propose", "propose", Text("Lập và trình kết quả", "Draft and propose"), {"key": "r"}),
    (
        "processing.request_supplement",
        "request_supplement",
        Text("Yêu cầu bổ sung", "Ask for a supplement"),
        {"key": "y"},
    ),
    ("processing.assign", "assign", Text("Phân công", "Assign"), {"key": "g"}),
    ("processing.ask_opinion", "ask_opinion", Text("Xin ý kiến", "Ask an opinion"), {}),
    ("processing.hand_over", "hand_over", Text("Chuyển người xử lý", "Hand over"), {}),
    ("processing.apologise", "apologise", Text("Xin lỗi, hẹn lại", "Apologise, new date"), {}),
    ("processing.stop", "stop", Text("Dừng xử lý", "Stop"), {"warning": True}),
    ("processing.compare", "compare", Text("Đối chiếu bản chính", "Compare the original"), {"key": "c"}),
    ("results.decide", "decide", Text("Ký quyết định", "Sign the decision"), {"key": "s"}),
    ("results.rework", "rework", Text("Trả lại để sửa", "Send back"), {}),
    ("results.issue", "issue", Text("Đóng dấu và phát hành", "Seal and issue"), {"post": True, "key": "p"}),
    (
        "results.digitise_paper",
        "digitise_result",
        Text("Số hóa kết quả giấy", "Digitise the paper result"),
        {},
    ),
    ("results.return_result", "return_result", Text("Trả kết quả", "Return the result"), {}),
    ("followup.revoke", "revoke", Text("Thu hồi kết quả", "Revoke the result"), {"warning": True}),
)
_SURE = {
    "results.issue": Text(
        "Đóng dấu và phát hành kết quả này? Sau khi phát hành không sửa được nữa.",
        "Seal and issue this result? It cannot be changed afterwards.",
    )
}


def buttons(space: Workspace) -> list[Button]:
    """The buttons of a dossier's page; judging comes before accepting until everything is judged."""
    hidden = _beside_the_point(space)
    found = [
        Button(verb, reverse(f"desk:{name}", args=[space.record.id]), label, confirm=_SURE.get(verb), **more)  # type: ignore[arg-type]
        for verb, name, label, more in _BUTTONS
        if verb in space.verbs and verb not in hidden
    ]
    if all(one.ready for one in space.originals):
        found.sort(key=lambda button: button.verb == "processing.compare")
    if not space.judged:
        found.sort(key=lambda button: button.verb != "intake.judge")
    if "results.digitise_paper" in space.verbs:
        found.sort(key=lambda button: button.verb != "results.digitise_paper")
    return found


def _beside_the_point(space: Workspace) -> set[str]:
    """What the law allows but nobody needs here: taking one's own case again, scanning a result never on paper."""
    hidden = set()
    if space.record.assignee_id == space.by.account_id and not space.by.has(Role.HEAD):
        hidden.add("processing.assign")
    if not space.originals:
        hidden.add("processing.compare")
    result = space.results[-1] if space.results else None
    if result and result.paper.revoked_at:
        hidden.add("followup.revoke")
    if result is None or not result.paper_required or result.paper_copy:
        hidden.add("results.digitise_paper")
    return hidden
