"""Evidence records: one time stamp for many papers, proof for each, renewed both ways (RFC 4998)."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoso.seal.demonstration.hierarchy import Hierarchy
from hoso.seal.preservation import records, tree
from hoso.seal.preservation.digests import DIGESTS, digest
from hoso.seal.preservation.report import RecordReport
from hoso.seal.preservation.tokens import completed, facts_of, soundly_signed
from hoso.seal.preservation.verification import verify_record
from hoso.seal.timestamp import LocalTimestamper, timestamp_token
from hoso.seal.trust import TrustStore

from . import rfc4998_checker
from .evidence_shelf import Shelf

YEAR = timedelta(days=365)
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
GROUPS = [[b"mot"], [b"hai", b"ban goc", b"anh chup"], [b"ba"], [b"bon"], [b"nam", b"phu luc"]]


@pytest.fixture(scope="module")
def shelf(hierarchy: Hierarchy, trust: TrustStore, now: datetime) -> Shelf:
    """Sealed, renewed, hashed anew with SHA-512, renewed again."""
    made = Shelf(GROUPS, hierarchy.timestamp_authority, trust).seal(now)
    return made.renew(now + YEAR).seal(now + 2 * YEAR, "sha512").renew(now + 3 * YEAR)


@pytest.fixture
def after(now: datetime) -> datetime:
    return now + 3 * YEAR + timedelta(days=1)


def failed(report: RecordReport) -> set[str]:
    return {check.name for check in report.checks if check.outcome == "failed"}


@pytest.mark.parametrize("number", range(len(GROUPS)))
def test_every_group_is_proven_through_all_renewals(
    shelf: Shelf, number: int, trust: TrustStore, now: datetime, after: datetime
) -> None:
    record = shelf.record(number)
    report = verify_record(record, shelf.objects(number), trust, now=after)
    assert report.verdict == "TOTAL_PASSED"
    assert report.proven_at == now
    assert {"data", "rehash", "chain", "token", "tree", "order", "trust", "lifetime"} <= {
        check.name for check in report.checks
    }
    assert rfc4998_checker.check(record, list(GROUPS[number])) == ""


@pytest.mark.parametrize("algorithm", DIGESTS)
def test_every_digest_algorithm_works(
    algorithm: str, hierarchy: Hierarchy, trust: TrustStore, now: datetime
) -> None:
    one = Shelf([[b"mot"], [b"hai", b"ba"]], hierarchy.timestamp_authority, trust).seal(now, algorithm)
    for number in range(2):
        assert (
            verify_record(one.record(number), one.objects(number), trust, now=now).verdict == "TOTAL_PASSED"
        )
        assert rfc4998_checker.check(one.record(number), list(one.groups[number])) == ""


def test_openssl_accepts_the_completed_token(shelf: Shelf, hierarchy: Hierarchy, tmp_path: Path) -> None:
    token = shelf.chains[0][0][0].token
    root = hierarchy.directory / "anchors/public/public-root.pem"
    if (agrees := rfc4998_checker.openssl_agrees(token, root, tmp_path)) is None:
        pytest.skip("no openssl on this machine")
    assert agrees
    other = hierarchy.directory / "anchors/official/official-root.pem"
    assert not rfc4998_checker.openssl_agrees(token, other, tmp_path)


def test_a_token_is_completed_with_what_lets_it_be_judged_later(
    hierarchy: Hierarchy, trust: TrustStore, now: datetime
) -> None:
    bare = timestamp_token(
        digest("sha256", b"x"), "sha256", LocalTimestamper(hierarchy.timestamp_authority, lambda: now)
    )
    full = completed(bare, trust)
    assert len(full) > len(bare)
    assert soundly_signed(full)
    assert facts_of(full) == facts_of(bare)
    assert completed(full, trust).count(trust.crls[0].dump()) <= 2
    # anchors alone are enough to judge it: authorities and revocation lists travel inside
    alone = TrustStore("anchors only", trust.anchors, (), ())
    record = records.written([(records.ArchiveTimeStamp("sha256", (), full),)])
    assert verify_record(record, {"x": b"x"}, alone, now=now).verdict == "TOTAL_PASSED"
    record = records.written([(records.ArchiveTimeStamp("sha256", (), bare),)])
    assert verify_record(record, {"x": b"x"}, alone, now=now).verdict == "INDETERMINATE"


@QUICK
@given(size=st.integers(1, 70), algorithm=st.sampled_from(["sha256", "sha384", "sha3_256"]), data=st.data())
def test_every_leaf_of_a_tree_of_any_size_leads_to_the_root(
    size: int, algorithm: str, data: st.DataObject
) -> None:
    import io

    leaves = [digest(algorithm, b"%d" % n) for n in range(size)]
    grown = tree.build(leaves, algorithm)
    place = data.draw(st.integers(0, size - 1))
    lists = tree.reduced(io.BytesIO(grown.content), size, algorithm, place, [leaves[place]])
    assert leaves[place] in lists[0]
    assert all(list(each) == sorted(each) for each in lists)
    assert tree.root_of(lists, algorithm) == grown.root
    with pytest.raises(ValueError, match="not the leaf"):
        tree.reduced(io.BytesIO(grown.content), size, algorithm, place, [digest(algorithm, b"other")])


def test_a_proof_holds_no_hash_of_anothers_paper(shelf: Shelf) -> None:
    own = {digest("sha256", one) for group in GROUPS for one in group}
    for number, group in enumerate(GROUPS):
        shown = {one for each in shelf.chains[number][0][0].lists for one in each}
        assert shown & own == {digest("sha256", one) for one in group}


@QUICK
@given(data=st.data())
def test_no_changed_byte_passes(
    shelf: Shelf, trust: TrustStore, after: datetime, data: st.DataObject
) -> None:
    """Whatever byte of the hashes, of the tokens' signed part or of the structure is changed."""
    number = data.draw(st.integers(0, len(GROUPS) - 1))
    record = bytearray(shelf.record(number))
    place = data.draw(st.integers(0, len(record) - 1))
    record[place] ^= data.draw(st.integers(1, 255))
    report = verify_record(bytes(record), shelf.objects(number), trust, now=after)
    last = shelf.chains[number][-1][-1].token
    in_last = len(record) - len(last) <= place
    # what hangs on the last token unsigned (its authorities and lists) is covered by the next renewal only
    assert report.verdict != "TOTAL_PASSED" or (in_last and facts_of(last) is not None)


@pytest.mark.parametrize("chain", [0, 1])
@pytest.mark.parametrize("stamp", [0, 1])
def test_every_node_of_every_tree_is_needed(
    shelf: Shelf, chain: int, stamp: int, trust: TrustStore, after: datetime
) -> None:
    original = shelf.chains[1]
    lists = original[chain][stamp].lists
    for at, each in enumerate(lists):
        for place in range(len(each)):
            other = (*each[:place], bytes(len(each[place])), *each[place + 1 :])
            changed = replaced(original, chain, stamp, (*lists[:at], other, *lists[at + 1 :]))
            report = verify_record(changed, shelf.objects(1), trust, now=after)
            assert report.verdict == "TOTAL_FAILED"
            assert "tree" in failed(report)
            assert rfc4998_checker.check(changed, list(GROUPS[1]))
        missing = replaced(original, chain, stamp, (*lists[:at], *lists[at + 1 :]))
        assert verify_record(missing, shelf.objects(1), trust, now=after).verdict == "TOTAL_FAILED"


def replaced(chains: list[records.Chain], chain: int, stamp: int, lists: tree.HashLists) -> bytes:
    old = chains[chain][stamp]
    new = records.ArchiveTimeStamp(old.algorithm, lists, old.token)
    changed = list(chains)
    changed[chain] = (*chains[chain][:stamp], new, *chains[chain][stamp + 1 :])
    return records.written(changed)


def test_the_order_inside_a_list_does_not_matter_the_order_of_lists_does(
    shelf: Shelf, trust: TrustStore, after: datetime
) -> None:
    original = shelf.chains[1]
    lists = original[0][0].lists
    turned = replaced(original, 0, 0, (tuple(reversed(lists[0])), *lists[1:]))
    report = verify_record(turned, shelf.objects(1), trust, now=after)
    assert "tree" not in failed(report)  # but the later chain was made over the record as it was
    assert "rehash" in failed(report)
    swapped = replaced(original, 0, 0, (lists[0], lists[2], lists[1], *lists[3:]))
    assert "tree" in failed(verify_record(swapped, shelf.objects(1), trust, now=after))


def test_chains_and_stamps_in_the_wrong_order_are_named(
    shelf: Shelf, trust: TrustStore, after: datetime
) -> None:
    first, second = shelf.chains[0]
    cases = {
        "chains turned": [second, first],
        "stamps turned": [tuple(reversed(first)), second],
        "first chain gone": [second],
        "renewal gone": [first[:1], second],
    }
    for name, chains in cases.items():
        record = records.written(chains)
        assert verify_record(record, shelf.objects(0), trust, now=after).verdict == "TOTAL_FAILED", name
        assert rfc4998_checker.check(record, list(GROUPS[0])), name


@pytest.mark.parametrize(
    ("objects", "name"),
    [
        ({"a": b"hai", "b": b"ban goc"}, "group"),
        ({"a": b"hai", "b": b"ban goc", "c": b"anh chup", "d": b"hai"}, None),
        ({"a": b"hai", "b": b"ban goc", "c": b"anh khac"}, "data"),
        ({"a": b"mot"}, "data"),
    ],
)
def test_a_group_with_a_part_missing_altered_or_foreign_is_named(
    shelf: Shelf, objects: dict[str, bytes], name: str | None, trust: TrustStore, after: datetime
) -> None:
    report = verify_record(shelf.record(1), objects, trust, now=after)
    assert (name in failed(report)) if name else report.verdict == "TOTAL_PASSED"


def test_one_part_of_a_group_can_be_proven_alone(shelf: Shelf, trust: TrustStore, after: datetime) -> None:
    assert verify_record(shelf.record(1), {"a": b"hai"}, trust, now=after).verdict == "TOTAL_PASSED"


def test_without_data_nothing_is_concluded(shelf: Shelf, trust: TrustStore, after: datetime) -> None:
    assert verify_record(shelf.record(1), {}, trust, now=after).verdict == "INDETERMINATE"


def test_a_stranger_to_our_trust_concludes_nothing(shelf: Shelf, after: datetime) -> None:
    report = verify_record(shelf.record(0), shelf.objects(0), TrustStore.empty(), now=after)
    assert report.verdict == "INDETERMINATE"
    assert not failed(report)


def test_an_unrenewed_record_ends_with_its_authority(
    hierarchy: Hierarchy, trust: TrustStore, now: datetime
) -> None:
    late = now + 12 * YEAR
    plain = Shelf([[b"mot"]], hierarchy.timestamp_authority, trust).seal(now)
    report = verify_record(plain.record(0), plain.objects(0), trust, now=late)
    assert report.verdict == "INDETERMINATE"
    assert {c.name for c in report.checks if c.outcome == "unknown"} == {"trust", "lifetime"}


def test_a_record_of_the_future_is_refused(shelf: Shelf, trust: TrustStore, now: datetime) -> None:
    assert "order" in failed(verify_record(shelf.record(0), shelf.objects(0), trust, now=now))


@pytest.mark.parametrize("rubbish", [b"", b"\x30", b"no record", b"\x30\x03\x02\x01\x01", bytes(5000)])
def test_rubbish_is_a_clear_answer(rubbish: bytes, trust: TrustStore, now: datetime) -> None:
    report = verify_record(rubbish, {"a": b"x"}, trust, now=now)
    assert failed(report) == {"format"}
    assert "không" in report.checks[0].text.vi


def test_a_record_cut_off_anywhere_is_a_clear_answer(
    shelf: Shelf, trust: TrustStore, after: datetime
) -> None:
    record = shelf.record(1)
    for cut in range(0, len(record), 997):
        assert verify_record(record[:cut], shelf.objects(1), trust, now=after).verdict == "TOTAL_FAILED"
