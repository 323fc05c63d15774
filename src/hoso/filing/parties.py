"""Whose dossier it is: a person or an organisation."""

from __future__ import annotations

from hoso.base.errors import NotAllowed
from hoso.law.text import Text
from hoso.papers.records import Owner
from hoso.parties.actors import Actor

__all__ = ["Owner", "owner_of"]


def owner_of(actor: Actor) -> Owner:
    """The person or organisation for whom ``actor`` acts. Raises ``NotAllowed`` for an account of neither."""
    if actor.organisation_id:
        return Owner(None, actor.organisation_id)
    if actor.person_id and not actor.is_officer:
        return Owner(actor.person_id, None)
    raise NotAllowed(
        Text(
            "Tài khoản này không phải của người dân hay tổ chức nên không nộp hồ sơ cho chính mình được. "
            "Ở quầy, hãy chọn người nộp trước.",
            "This account belongs to no citizen or organisation, so it cannot file for itself. "
            "At the counter, choose the applicant first.",
        )
    )
