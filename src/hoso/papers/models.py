"""The paper: facts about one electronic document. The bytes are in the vault under their SHA-256."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7
from hoso.law.text import Text
from hoso.parties.models import Account, Organisation, Person


class Provenance(models.TextChoices):
    """How the electronic paper came to be (nguồn gốc bản điện tử)."""

    UPLOADED = "uploaded", "Tệp do người nộp tải lên"
    DIGITISED = "digitised", "Số hóa từ bản giấy tại nơi tiếp nhận"
    E_FORM = "e_form", "Tờ khai điện tử"
    REGISTER_EXTRACT = "register_extract", "Bản sao điện tử từ sổ gốc"
    CERTIFIED = "certified", "Bản sao điện tử được chứng thực"
    RESULT = "result", "Kết quả giải quyết thủ tục hành chính"
    SLIP = "slip", "Giấy tờ của bộ phận một cửa"

    @property
    def text(self) -> Text:
        """The words for the screens."""
        return Text(self.label, _ENGLISH[self])


_ENGLISH = {
    Provenance.UPLOADED: "File uploaded by the applicant",
    Provenance.DIGITISED: "Digitised from paper at reception",
    Provenance.E_FORM: "Electronic form",
    Provenance.REGISTER_EXTRACT: "Electronic copy from the original register",
    Provenance.CERTIFIED: "Certified electronic copy",
    Provenance.RESULT: "Result of a procedure",
    Provenance.SLIP: "Slip of the one-stop desk",
}


class Paper(models.Model):
    """One electronic paper. Its bytes never change; a new version is a new paper.

    ``sha256`` are the bytes in use; ``received_sha256`` the bytes as they came in, when the two differ
    (a photo that became PDF/A); ``made_from`` lists all files that went into it. ``signature_report`` is the
    verdict at ``judged_at`` with its evidence.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=1000)
    owner_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    owner_organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    provenance = models.CharField(max_length=20, choices=Provenance.choices)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=80)
    pages = models.PositiveIntegerField(null=True)
    file_name = models.CharField(max_length=200)
    received_sha256 = models.CharField(max_length=64, default="")
    made_from = models.JSONField(default=list)
    number = models.CharField(max_length=80, default="")
    issuer = models.CharField(max_length=300, default="")
    issued_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    text = models.TextField(default="")
    legibility = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    signature_report = models.JSONField(default=dict)
    judged_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    digitised_by = models.CharField(max_length=300, default="")

    class Meta:
        db_table = "papers_paper"
        indexes = [
            models.Index(fields=["owner_person", "kind"], name="paper_of_person"),
            models.Index(fields=["owner_organisation", "kind"], name="paper_of_organisation"),
        ]

    def __str__(self) -> str:
        return self.title


class SigningSession(models.Model):
    """A file given out to be signed by a citizen's own key. ``state``: see ``signing_states``.

    ``purpose`` names the draft and the revision of its answers; ``document_*`` the exact bytes given out.
    ``prepared`` is cleared when the session has ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=80)
    state = models.CharField(max_length=16, default="offered")
    prepared = models.TextField(default="")
    document_sha256 = models.CharField(max_length=64)
    document_size = models.BigIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "papers_signing_session"
        indexes = [
            models.Index(fields=["account", "purpose"], name="signing_of_purpose"),
            models.Index(fields=["state", "expires_at"], name="signing_to_clear"),
        ]

    def __str__(self) -> str:
        return self.purpose


# Tables of this room that have a file of their own, where Django looks for them.
from hoso.papers.judgement_models import EvidenceObject, Judgement, RevocationAnswer  # noqa: E402
from hoso.papers.trust.models import TrustAnchor, TrustProposal, TrustVersion  # noqa: E402

__all__ = [
    "EvidenceObject",
    "Judgement",
    "Paper",
    "Provenance",
    "RevocationAnswer",
    "SigningSession",
    "TrustAnchor",
    "TrustProposal",
    "TrustVersion",
]
