"""The journal is a chain that nobody can change: not the code, not the database's own commands."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from tests import stage

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid
from hoso.dossiers import spine
from hoso.dossiers.journal import broken_at
from hoso.dossiers.models import Dossier, Entry, Leaf, TreeHead, TreeNode
from hoso.dossiers.notary import sequence

pytestmark = pytest.mark.django_db


def journal(dossier: object) -> list[Entry]:
    return list(Entry.objects.filter(dossier_id=dossier).order_by("seq"))


def test_the_journal_of_a_whole_life_is_whole() -> None:
    dossier = stage.returned()
    lines = journal(dossier)
    assert broken_at(lines) is None
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    row = stage.row(dossier)
    assert (row.last_seq, row.head_hash) == (lines[-1].seq, lines[-1].hash)
    assert Leaf.objects.filter(entry__dossier_id=dossier).count() == len(lines)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("verb", "intake.refuse"),
        ("actor_name", "Người khác"),
        ("state_to", "returned"),
        ("facts", {"reason": "khác"}),
        ("agency_id", "tq-police"),
        ("channel", "direct"),
        ("previous_hash", "f" * 64),
        ("hash", "f" * 64),
    ],
)
def test_any_altered_field_breaks_the_chain_at_its_line(name: str, value: object) -> None:
    lines = journal(stage.accepted())
    setattr(lines[1], name, value)
    assert broken_at(lines) == 2


def test_a_line_that_is_missing_doubled_or_out_of_order_is_noticed() -> None:
    one, two, three = journal(stage.accepted())
    assert broken_at([one, three]) == 3
    assert broken_at([one, two, two]) == 2
    assert broken_at([two, one, three]) == 2
    assert broken_at([one, two]) is None  # a cut end is seen by the dossier's own head hash


def frozen_rows() -> list[object]:
    stage.judged()
    sequence(clock.now())
    return [Entry, Leaf, TreeNode, TreeHead]


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError as refusal:
        return "append-only" in str(refusal)
    return False


def test_the_database_itself_refuses_to_change_or_delete_a_line_a_leaf_or_a_head() -> None:
    frozen_rows()
    for statement in (
        "UPDATE dossiers_entry SET actor_name = 'x'",
        "UPDATE dossiers_entry SET facts = '{}'",
        "DELETE FROM dossiers_entry",
        "UPDATE dossiers_leaf SET statement = '{}'",
        "UPDATE dossiers_leaf SET salt = ''",
        "DELETE FROM dossiers_leaf",
        "UPDATE dossiers_tree_node SET hash = hash",
        "DELETE FROM dossiers_tree_node",
        "UPDATE dossiers_tree_head SET root = 'x'",
        "DELETE FROM dossiers_tree_head",
    ):
        assert refused(statement), statement


def test_neither_bulk_writes_nor_saving_again_get_past_it() -> None:
    frozen_rows()
    entry, leaf, node, head = (model.objects.first() for model in (Entry, Leaf, TreeNode, TreeHead))
    entry.actor_name, leaf.salt, node.hash, head.root = "x", "x", b"x" * 32, "x"
    for act in (
        entry.save,
        leaf.save,
        node.save,
        head.save,
        lambda: Entry.objects.bulk_update([entry], ["actor_name"]),
        lambda: Entry.objects.filter(pk=entry.pk).update(actor_name="x"),
        lambda: TreeHead.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()


def test_a_leafs_number_is_given_once_and_stays() -> None:
    frozen_rows()
    numbered = dict(Leaf.objects.values_list("entry_id", "index"))
    sequence(clock.now())
    assert dict(Leaf.objects.values_list("entry_id", "index")) == numbered


def test_a_verb_that_is_no_transition_from_here_is_a_fault_of_the_programmer() -> None:
    row = stage.row(stage.submitted())
    with pytest.raises(ValueError, match=r"results\.issue"):
        spine.advance(row, "results.issue", stage.who("vanthu"), facts={}, now=clock.now())
    assert stage.lines(row.id) == ["filing.submit"]


def test_whoever_holds_an_old_row_writes_no_line() -> None:
    dossier = stage.judged()
    mine, other = stage.row(dossier), stage.row(dossier)
    spine.advance(other, "intake.judge", stage.who("motcua"), facts={}, now=clock.now())
    with pytest.raises((Conflict, IntegrityError)), transaction.atomic():
        spine.advance(mine, "intake.judge", stage.who("motcua"), facts={}, now=clock.now())
    assert broken_at(journal(dossier)) is None
    assert stage.row(dossier).last_seq == 3


def test_facts_with_letters_that_no_database_keeps_are_refused_before_the_first_row() -> None:
    row = stage.row(stage.submitted())
    with pytest.raises(Invalid):
        spine.advance(row, "intake.judge", stage.who("motcua"), facts={"a": ["x\x00"]}, now=clock.now())
    assert Dossier.objects.get(id=row.id).last_seq == 1
