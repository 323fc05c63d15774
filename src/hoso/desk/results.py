"""Decisions and their issue: signing, sending back, sealing, returning. Several at a time: ``orders``."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse

from hoso.desk.doorway import officer
from hoso.desk.forms.base import ManyUploads, VerbForm, contents_of
from hoso.desk.forms.processing import ReasonForm
from hoso.desk.verbs import VerbPage, answer, at_once, first, plain
from hoso.followup import actions as followup
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.results import actions
from hoso.results.actions.returning import HOW
from hoso.screens.forms import DateField

DECIDE = VerbPage(
    "results.decide",
    Text("Ký quyết định", "Sign the decision"),
    Text("Ký số", "Sign"),
    Text("Đã ký. Hồ sơ chuyển văn thư đóng dấu, phát hành.", "Signed. It goes to the records officer."),
    Text(
        "Hãy đọc dự thảo ở bên. Khi ký, văn bản được lấy số và mang chữ ký số của bạn.",
        "Read the draft beside this. Signing numbers the document and puts your signature on it.",
    ),
    template="results/decide.html",
)


class DecideForm(VerbForm):
    """Which draft the officer saw."""

    proposal = forms.UUIDField(widget=forms.HiddenInput)


class ReturnForm(VerbForm):
    """How the result reached its owner."""

    how = forms.ChoiceField(
        label=Text("Trả kết quả bằng cách nào", "How it is returned"),
        choices=[(name, HOW[name]) for name in ("desk", "post", "account")],
        widget=forms.RadioSelect,
    )


class PaperForm(VerbForm):
    """The scan of the paper result."""

    files = ManyUploads()


@officer(Role.COMPETENT_OFFICER)
def decide(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Sign what was proposed, having seen it."""
    return answer(
        request,
        dossier_id,
        DECIDE,
        lambda space, data, files: DecideForm(
            data, initial=first(space, proposal=space.proposal.id if space.proposal else None)
        ),
        lambda form: actions.decide(
            dossier_id,
            by=request.actor,
            proposal_id=form.cleaned_data["proposal"],
            expect_seq=form.cleaned_data["seq"],
        ),
    )


REWORK = VerbPage(
    "results.rework",
    Text("Trả lại để sửa dự thảo", "Send the draft back"),
    Text("Trả lại", "Send back"),
    Text("Đã trả lại cho công chức thụ lý.", "Sent back to the case officer."),
)


rework = officer(Role.COMPETENT_OFFICER)(plain(REWORK, ReasonForm, actions.rework, "reason"))


@officer(Role.RECORDS_OFFICER)
def issue(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Seal it and issue it."""
    return at_once(
        request,
        dossier_id,
        lambda seq: actions.issue(dossier_id, by=request.actor, expect_seq=seq),
        Text("Đã đóng dấu và phát hành kết quả.", "Sealed and issued."),
    )


DIGITISE = VerbPage(
    "results.digitise_paper",
    Text("Số hóa kết quả giấy", "Digitise the paper result"),
    Text("Số hóa và đóng dấu", "Digitise and seal"),
    Text("Đã số hóa và đóng dấu bản điện tử của kết quả giấy.", "The paper result is digitised and sealed."),
    upload=True,
)


@officer(Role.RECORDS_OFFICER)
def digitise_result(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The electronic copy of a result that the law demands on paper."""
    return answer(
        request,
        dossier_id,
        DIGITISE,
        lambda space, data, files: PaperForm(data, files, initial=first(space)),
        lambda form: actions.digitise_paper(
            dossier_id,
            contents_of(form.cleaned_data["files"]),
            by=request.actor,
            expect_seq=form.cleaned_data["seq"],
        ),
    )


RETURN = VerbPage(
    "results.return_result",
    Text("Trả kết quả", "Return the result"),
    Text("Ghi nhận đã trả", "Note the return"),
    Text("Đã trả kết quả.", "The result was returned."),
)


return_result = officer(Role.INTAKE_OFFICER)(
    plain(RETURN, ReturnForm, actions.return_result, "how", how="desk")
)

REVOKE = VerbPage(
    "followup.revoke",
    Text("Thu hồi, hủy bỏ kết quả", "Revoke the result"),
    Text("Thu hồi và công khai", "Revoke and publish"),
    Text("Đã thu hồi; kết quả đã vào danh sách công khai.", "Revoked; it stands on the public list."),
    Text(
        "Từ lúc này giấy tờ không còn giá trị; ai kiểm tra cũng thấy quyết định và lý do. Đừng ghi thông tin cá nhân.",
        "From now on the paper is not valid; whoever checks it sees the decision and the reason. Name no person.",
    ),
    warning=True,
)


class RevokeForm(VerbForm):
    """The decision that takes the result back."""

    decision_number = forms.CharField(label=Text("Số quyết định", "Number of the decision"), max_length=80)
    decided_on = DateField(label=Text("Ngày quyết định", "Day of the decision"))
    reason = forms.CharField(
        label=Text("Lý do (công khai)", "Reason (public)"), widget=forms.Textarea({"rows": "3"})
    )


revoke = officer(Role.COMPETENT_OFFICER)(
    plain(REVOKE, RevokeForm, followup.revoke, "decision_number", "decided_on", "reason")
)
