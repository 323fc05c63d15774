"""What the revisions of signatures may bring into an archival file; everything else is a fault.

Each object reached is entered in ``seen``; a changed object that nothing reached is a fault too.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

_CATALOGUE = {"/AcroForm", "/DSS", "/Extensions"}
_FORM = {"/Fields", "/SigFlags"}
_WIDGET = {"/Type", "/Subtype", "/FT", "/T", "/F", "/Rect", "/P", "/V", "/AP", "/Lock", "/MK"}
_SIGNATURE = {
    "/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Name", "/Reason", "/Location", "/Prop_Build",
}  # fmt: skip
_LOOK = {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Length", "/Filter", "/Group"}
_STORE = {"/Type", "/VRI", "/Certs", "/CRLs", "/OCSPs"}
_RELATION = {"/Type", "/Cert", "/CRL", "/OCSP", "/TU", "/TS"}
_PRINTED_ALWAYS, _HIDDEN = 4, 1 | 2 | 32 | 256


@dataclass
class DeltaCheck:
    """The comparison of a file before its first signature (``base``) with its last state (``final``)."""

    base: Pdf
    final: Pdf
    faults: list[str] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def run(self, changed: frozenset[int]) -> list[str]:
        """All faults, in words."""
        before, after = self.base.Root, self.final.Root
        self._see(after)
        self._same("catalogue", before, after, except_for=_CATALOGUE)
        self._extensions(after)
        if "/AcroForm" in after:
            self._form(before.get("/AcroForm", Dictionary()), after.AcroForm)
        self._pages()
        if "/DSS" in after:
            self._store(after.DSS)
        for number in sorted(changed - self.seen):
            held = self.final.get_object(number, 0)
            if (
                not (isinstance(held, Stream) and held.get("/Type") in ("/XRef", "/ObjStm"))
                and held is not None
            ):
                self._fault(f"object {number} is nothing a signature brings")
        return self.faults

    def _fault(self, words: str) -> None:
        self.faults.append(words)

    def _see(self, held: Object) -> None:
        self.seen.add(held.objgen[0])

    def _same(self, what: str, before: Object, after: Object, except_for: set[str]) -> None:
        for key in (set(before.keys()) | set(after.keys())) - except_for:
            if key not in before or key not in after or _written(before[key]) != _written(after[key]):
                self._fault(f"the {what} changed at {key}")

    def _only(self, what: str, held: Object, allowed: set[str]) -> None:
        for key in sorted(set(held.keys()) - allowed):
            self._fault(f"the {what} has {key}")

    def _extensions(self, root: Object) -> None:
        if set(root.get("/Extensions", Dictionary()).keys()) - {"/Type", "/ESIC", "/ADBE"}:
            self._fault("the catalogue names unknown extensions")

    def _form(self, before: Object, after: Object) -> None:
        self._see(after)
        self._same("form", before, after, except_for=_FORM)
        if after.get("/NeedAppearances") or "/XFA" in after:
            self._fault("the form asks for appearances or has XFA")  # 6.4.1, 6.4.2
        self._see(after.Fields)
        known = {one.objgen for one in before.get("/Fields", Array())}
        for one in after.Fields:
            if one.objgen not in known:
                self._widget(one)

    def _widget(self, held: Object) -> None:
        self._see(held)
        self._only("widget", held, _WIDGET)
        flags, edges = int(held.get("/F", 0)), [float(edge) for edge in held.Rect]
        if held.get("/FT") != Name.Sig:
            self._fault("a new field is no signature")
        if not flags & _PRINTED_ALWAYS or flags & _HIDDEN:
            self._fault("a signature's widget is not printed or is hidden")  # 6.3.2
        visible = edges[0] != edges[2] and edges[1] != edges[3]
        if "/AP" in held:
            self._only("appearance", held.AP, {"/N"})  # 6.3.3
            self._look(held.AP.get("/N"))
        elif visible:
            self._fault("a visible widget has no appearance")
        if isinstance(value := held.get("/V"), Dictionary):
            self._see(value)
            self._only("signature", value, _SIGNATURE)

    def _look(self, held: Object | None) -> None:
        if not isinstance(held, Stream):
            self._fault("an appearance is no stream")
            return
        self._see(held)
        self._only("appearance's form", held, _LOOK)
        content = held.read_bytes()
        profile = _profile_colours(self.base)
        if profile is None or (profile != 3 and (b" rg" in content or b" RG" in content)):
            self._fault("an appearance uses a colour that no output intent covers")  # 6.2.4.3
        resources = held.get("/Resources", Dictionary())
        self._only("appearance's resources", resources, {"/Font", "/XObject", "/ProcSet"})
        for nested in resources.get("/XObject", Dictionary()).values():
            self._look(nested)
        for font in resources.get("/Font", Dictionary()).values():
            self._font(font)

    def _font(self, font: Object) -> None:
        """Embedded, with its widths and a way back to letters (6.2.11.4, 6.2.11.7)."""
        self._see(font)
        inner = font.DescendantFonts[0] if font.get("/Subtype") == Name.Type0 else font
        self._see(inner)
        descriptor = inner.get("/FontDescriptor", Dictionary())
        self._see(descriptor)
        programs = [descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor]
        if len(programs) != 1:
            self._fault(f"the font {font.get('/BaseFont')} is not embedded")
        if inner.get("/Subtype") == Name.CIDFontType2 and inner.get("/CIDToGIDMap") is None:
            self._fault(f"the font {font.get('/BaseFont')} has no map to its glyphs")
        for held in (*programs, font.get("/ToUnicode"), inner.get("/W"), inner.get("/Widths")):
            if isinstance(held, Object):
                self._see(held)

    def _pages(self) -> None:
        before, after = list(self.base.pages), list(self.final.pages)
        if [one.objgen for one in before] != [one.objgen for one in after]:
            self._fault("pages were added, taken away or moved")
            return
        fields = {
            one.objgen for one in self.final.Root.get("/AcroForm", Dictionary()).get("/Fields", Array())
        }
        for number, (old, new) in enumerate(zip(before, after, strict=True), start=1):
            self._see(new.obj)
            self._same(f"page {number}", old.obj, new.obj, except_for={"/Annots"})
            had, has = old.obj.get("/Annots", Array()), new.obj.get("/Annots", Array())
            self._see(has)
            extra = list(has)[len(had) :]
            kept = [_written(one) for one in had] == [_written(one) for one in list(has)[: len(had)]]
            if not kept or any(one.objgen not in fields for one in extra):
                self._fault(f"page {number} has annotations that are no signatures")

    def _store(self, held: Object) -> None:
        self._see(held)
        self._only("security store", held, _STORE)
        for key in ("/Certs", "/CRLs", "/OCSPs"):
            self._streams(held.get(key, Array()))
        relations = held.get("/VRI", Dictionary())
        self._see(relations)
        for relation in (one for one in relations.values() if isinstance(one, Dictionary)):
            self._see(relation)
            self._only("security store's relation", relation, _RELATION)
            for key in ("/Cert", "/CRL", "/OCSP"):
                self._streams(relation.get(key, Array()))

    def _streams(self, listed: Object) -> None:
        self._see(listed)
        for one in listed:
            self._see(one)
            if not isinstance(one, Stream) or set(one.keys()) - {"/Length", "/Filter"}:
                self._fault("the security store holds something other than plain streams")
            elif one.get("/Filter", Name.FlateDecode) not in (Name.FlateDecode, Array([Name.FlateDecode])):
                self._fault("the security store uses a filter that archives refuse")  # 6.1.7.2


def _written(held: Object) -> bytes:
    return held.unparse(resolved=False) if isinstance(held, Object) else repr(held).encode()


def _profile_colours(pdf: Pdf) -> int | None:
    """How many colours the output intent's profile has; None without one."""
    for intent in pdf.Root.get("/OutputIntents", Array()):
        if "/DestOutputProfile" in intent:
            return int(intent.DestOutputProfile.get("/N", 0))
    return None
