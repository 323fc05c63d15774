"""What happened to the form: fields signed, filled, added, taken away, or painted over.

An empty signature field can show any picture (an evil annotation attack), and a signed one must keep the looks
it was signed with; so visible fields neither come, go, move nor change without a signature of their own.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyhanko.pdf_utils import generic

from .found import Change, Kind
from .sameness import Sameness
from .views import Key, Node, View, key_of

_SIGNED = frozenset({"/V", "/AP", "/AS", "/M", "/MK", "/BS", "/F", "/DA", "/P", "/Type", "/Subtype", "/DR"})
"""Entries of a signature field that signing it may set."""
_FILLED = frozenset({"/V", "/AP", "/AS", "/I", "/TI", "/RV", "/M"})
"""Entries of another field that filling it may set."""
_LOCKS = {"/Ff": 1, "/F": 64 | 128 | 512}
"""Flags that only say that something may not be changed (ISO 32000-2, tables 167 and 227)."""
_KEPT = frozenset({"/Kids", "/Parent"})
_ACTIONS = frozenset({"/A", "/AA", "/PMD"})
_PAINT = frozenset({"/AP", "/MK", "/BS", "/Border"})
"""Entries that give an empty field looks."""
_GROWING = frozenset({"/Fields", "/SigFlags", "/DR", "/DA", "/NeedAppearances"})


@dataclass(frozen=True)
class FormChanges:
    """The changes, the widgets of both states, and those of fields that came or were signed in between: these the
    pages may gain.
    """

    changes: tuple[Change, ...]
    old_widgets: frozenset[Key]
    new_widgets: frozenset[Key]
    arriving: frozenset[Key]


def form_changes(sameness: Sameness) -> FormChanges:
    """Compare the forms of both states."""
    old, new = sameness.old, sameness.new
    found = list(_dictionary_changes(sameness))
    for name in {**old.fields, **new.fields}:
        before, after = old.fields.get(name, []), new.fields.get(name, [])
        if before and after:
            found += _field_changes(sameness, name, before, after)
        elif before:
            found.append(Change("other", f"field {name} is gone", name))
        else:
            found += _new_field(sameness, name, after)
    widgets, later = _keys(old.fields.values()), _keys(new.fields.values())
    signed = {change.field for change in found if change.kind in ("signature", "timestamp")}
    arriving = (later - widgets) | _keys(new.fields.get(name or "", []) for name in signed)
    return FormChanges(tuple(found), widgets, later, arriving)


def _keys(fields: Iterable[list[Node]]) -> frozenset[Key]:
    return frozenset(node.key for nodes in fields for node in nodes if node.key)


def _dictionary_changes(sameness: Sameness) -> Iterator[Change]:
    old, new = sameness.old, sameness.new
    for name in sameness.differing(old.form, new.form, _GROWING):
        yield Change("other", f"form {name}")
    if not _holds_values(old) and not _holds_values(new):
        return  # what follows is about fields that show values
    asked = [bool(view.entry(view.form, "/NeedAppearances")) for view in (old, new)]
    if asked[1] and not asked[0]:
        yield Change("other", "form /NeedAppearances")
    if "/DA" in old.form and not sameness.same(dict.get(old.form, "/DA"), dict.get(new.form, "/DA")):
        yield Change("other", "form /DA")
    yield from _lost_resources(sameness, old.entry(old.form, "/DR"), new.entry(new.form, "/DR"))


def _holds_values(view: View) -> bool:
    return any(node.kind not in ("/Sig", "") for nodes in view.fields.values() for node in nodes)


def _lost_resources(sameness: Sameness, before: object, after: object) -> Iterator[Change]:
    """Fonts and the like may be added for new fields; those that were there stay what they were."""
    old, new = sameness.old, sameness.new
    for group in before if isinstance(before, dict) else ():
        left, right = old.entry(before, group), new.entry(after, group)
        if not isinstance(left, dict):
            if not sameness.same(left, right):
                yield Change("other", f"form /DR {group}")
            continue
        held = right if isinstance(right, dict) else {}
        if any(not sameness.same(dict.get(left, name), dict.get(held, name)) for name in left):
            yield Change("other", f"form /DR {group}")


def _field_changes(sameness: Sameness, name: str, before: list[Node], after: list[Node]) -> Iterator[Change]:
    if len(before) != len(after) or [n.kind for n in before] != [n.kind for n in after]:
        yield Change("other", f"field {name} has other parts", name)
        return
    names: set[str] = set()
    for one, other in zip(before, after, strict=True):
        differing = sameness.differing(one.entries, other.entries, _KEPT)
        names |= set(differing) - _formalities(sameness, one, other)
        if key_of(dict.get(one.entries, "/Parent")) != key_of(dict.get(other.entries, "/Parent")):
            names.add("/Parent")
    if not names:
        return
    if before[0].kind == "/Sig":
        yield _signature_change(sameness, name, (before, after), names)
    elif names <= _FILLED and ("/V" in names or "/AS" in names or _needed_looks(before)):
        yield Change("fill", f"field {name}: {', '.join(sorted(names))}", name)
    else:
        yield Change("other", f"field {name}: {', '.join(sorted(names))}", name)


def _formalities(sameness: Sameness, one: Node, other: Node) -> set[str]:
    """Entries whose change shows nowhere: flags that gained a lock, as signing sets them, and a type made plain."""
    found = {"/Type"} if "/Type" not in one.entries else set()
    for name, locks in _LOCKS.items():
        before, after = sameness.old.entry(one.entries, name) or 0, sameness.new.entry(other.entries, name)
        both = isinstance(before, int) and isinstance(after, int)
        if both and int(after) & ~locks == int(before) & ~locks and int(after) & int(before) == int(before):
            found.add(name)
    return found


def _needed_looks(nodes: list[Node]) -> bool:
    """Whether the field had a value but no appearance yet, so that drawing it changes nothing."""
    held = [node.entries for node in nodes]
    return any("/V" in entries for entries in held) and not any("/AP" in entries for entries in held)


def _signature_change(
    sameness: Sameness, name: str, nodes: tuple[list[Node], list[Node]], names: set[str]
) -> Change:
    before, after = nodes
    old_value, new_value = _value(sameness.old, before), _value(sameness.new, after)
    if old_value is None and new_value is not None and names <= _SIGNED:
        return Change(_signature_kind(sameness.new, new_value), f"field {name} is signed", name)
    said = "signed" if old_value is not None else "empty"
    return Change("other", f"{said} signature field {name}: {', '.join(sorted(names))}", name)


def _new_field(sameness: Sameness, name: str, nodes: list[Node]) -> Iterator[Change]:
    view = sameness.new
    if nodes[0].kind == "" and all("/Kids" in node.entries for node in nodes):
        return  # a mere group; its fields are judged themselves
    value = _value(view, nodes)
    acting = any(_ACTIONS & node.entries.keys() for node in nodes)
    visible = any(is_visible(view, node.entries) for node in nodes)
    if any(node.kind != "/Sig" for node in nodes) or acting or (visible and _is_borrowed(sameness, nodes)):
        yield Change("other", f"new field {name}", name)
    elif not visible:
        kind: Kind = "evidence" if value is None else _signature_kind(view, value)
        yield Change(kind, f"new invisible field {name}", name)
    elif value is None and any(_PAINT & node.entries.keys() for node in nodes):
        yield Change("other", f"new visible field {name} without a signature", name)
    else:
        yield Change("new_block", f"new visible signature {name}", name)


def _is_borrowed(sameness: Sameness, nodes: list[Node]) -> bool:
    """Whether a new field shows a signature that an older field already holds."""
    old = {key_of(dict.get(n.entries, "/V")) for held in sameness.old.fields.values() for n in held}
    return any(key is not None and key in old for key in (key_of(dict.get(n.entries, "/V")) for n in nodes))


def _value(view: View, nodes: list[Node]) -> generic.DictionaryObject | None:
    for node in nodes:
        held = view.entry(node.entries, "/V")
        if isinstance(held, generic.DictionaryObject):
            return held
    return None


def _signature_kind(view: View, value: generic.DictionaryObject) -> Kind:
    return "timestamp" if view.entry(value, "/SubFilter") == "/ETSI.RFC3161" else "signature"


def is_visible(view: View, entries: generic.DictionaryObject) -> bool:
    """Whether the widget has a surface; a rectangle that cannot be read counts as one."""
    box = view.entry(entries, "/Rect")
    if box is None:
        return False
    try:
        left, bottom, right, top = (float(view.at(edge)) for edge in view.items(box))
    except (TypeError, ValueError):
        return True
    return abs(left - right) > 0 and abs(top - bottom) > 0
