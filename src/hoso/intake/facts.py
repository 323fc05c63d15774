"""The facts about a component that the law asks for before it judges."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hoso.base import clock
from hoso.catalogue.records import ComponentRecord
from hoso.certification.queries import copy_under
from hoso.filing.models import Component
from hoso.law.digitisation import Exemption
from hoso.law.paper_facts import PaperFacts, SignatureFacts
from hoso.papers.models import Provenance
from hoso.papers.queries import revoked_under


def paper_facts(component: Component, slot: ComponentRecord) -> PaperFacts:
    """What is known about the paper in a slot. The submitter is known: signed in, or present at the counter."""
    if component.paper is None:
        return PaperFacts(not_digitisable=Exemption(component.not_digitisable).label)
    paper = component.paper
    provenance = Provenance(paper.provenance)
    broken = paper.signature_report.get("integrity") == "FAILED"
    signatures = tuple(
        signature_facts(one, broken=broken) for one in paper.signature_report.get("signatures", ())
    )
    copy = copy_under(paper.sha256)  # one of ours, in whosever hands it came
    from_agency = any(one.role == "agency" and one.verdict == "TOTAL_PASSED" for one in signatures)
    return PaperFacts(
        self_declared=slot.kind == "self-declared" or slot.from_form,
        submitter_authenticated=True,
        submitted_e_form=provenance is Provenance.E_FORM,
        signatures=signatures,
        digitised_by_officer=provenance is Provenance.DIGITISED,
        register_entry=(copy.entry or None) if copy else None,
        certification_no=(copy.certification_no or None) if copy else None,
        issued_electronically_by_agency=provenance is Provenance.RESULT or from_agency,
        revoked_on=clock.civil_day(revoked) if (revoked := revoked_under(paper.sha256)) else None,
    )


def signature_facts(found: dict[str, Any], *, broken: bool) -> SignatureFacts:
    """One signature of a stored report, as the law looks at it; in a broken file no signature passes."""
    signed_at = found.get("signed_at")
    chain = found.get("chain") or {}
    return SignatureFacts(
        verdict="TOTAL_FAILED" if broken else found["verdict"],
        role=found.get("role"),
        scope=chain.get("scope"),
        signer=(found.get("signer") or {}).get("name") or "",
        signed_at=datetime.fromisoformat(signed_at) if signed_at else None,
    )
