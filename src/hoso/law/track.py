"""One dossier, one track: the same matter is never worked on twice, electronically and on paper."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from hoso.law.states import OPEN_STATES, State
from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Track:
    """A dossier as a track: procedure code, person (identifier), matter in words, channel and state.

    ``papers`` are digests of its files. An empty ``matter`` means that nobody has said what it is about.
    """

    reference: str
    procedure: str
    person: str
    matter: str
    channel: str
    state: State
    papers: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_live(self) -> bool:
        """Whether it is still being worked on. Source: hn-directive:1d."""
        return self.state in OPEN_STATES

    def key(self) -> tuple[str, str, str]:
        """What makes two tracks the same: letters compared without case, accents' encoding or spaces.

        Source: hn-directive:1d.
        """
        return self.procedure, self.person, _plain(self.matter)


def may_open_track(new: Track, others: Iterable[Track]) -> Verdict:
    """No when a live track of the same procedure, person and matter exists; look-alikes are named on a yes.

    The reason ``joined`` names the dossier to continue with, whatever its channel.
    Source: hn-directive:1d, hn-directive:2b.
    """
    live = [track for track in others if track.is_live and track.reference != new.reference]
    same = [track for track in live if track.key() == new.key()]
    if same:
        return Verdict.no(*(Reason("joined", _same(track), "hn-directive:1d") for track in same))
    alike = [track for track in live if looks_alike(new, track)]
    return Verdict.yes(*(Reason("look-alike", _alike(track), "hn-directive:1d") for track in alike))


def looks_alike(one: Track, other: Track) -> bool:
    """The same procedure and person, with a shared file or an unstated matter. Source: hn-directive:1d."""
    if (one.procedure, one.person) != (other.procedure, other.person):
        return False
    unstated = not _plain(one.matter) or not _plain(other.matter)
    return unstated or not one.papers.isdisjoint(other.papers)


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


def _same(track: Track) -> Text:
    return Text(
        f"Việc này đang được giải quyết ở hồ sơ {track.reference} (nộp {track.channel}, "
        f"{track.state.label.vi}). Hãy tiếp tục hồ sơ đó, không mở quy trình thứ hai.",
        f"This matter is being dealt with in dossier {track.reference} (filed {track.channel}, "
        f"{track.state.label.en}). Continue with it; a second process is not opened.",
    )


def _alike(track: Track) -> Text:
    return Text(
        f"Hồ sơ {track.reference} có thể cùng một việc; hãy đối chiếu rồi nhập chung hoặc ghi lý do.",
        f"Dossier {track.reference} may be the same matter; compare, then join them or say why not.",
    )
