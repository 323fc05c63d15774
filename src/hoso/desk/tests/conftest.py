"""Officers at their desks, and dossiers as citizens file them."""

from __future__ import annotations

import io
import re
from functools import cache
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from hoso.cli.journey.stories import STORIES, Story
from hoso.dossiers import queries as dossiers
from hoso.dossiers.queries import DossierRecord
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.parties.actors import SYSTEM
from hoso.parties.models import Account
from hoso.parties.queries import account_actor
from hoso.scan.samples.paper import jpeg, page, scanned

_BIRTH, _COPY = "1.001193", "2.000635"


@cache
def scan_of(lines: tuple[str, ...]) -> bytes:
    """A JPEG as the office scanner makes it."""
    return jpeg(scanned(page(lines)))


class Day:
    """Browsers signed in as officers, and one dossier on its way from desk to desk."""

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}
        self.dossier_id: UUID | None = None

    def story(self, code: str) -> Story:
        """Who files what for a procedure."""
        return next(one for one in STORIES if one.procedure == code)

    def upload(self, name: str = "giay-chung-sinh.jpg") -> SimpleUploadedFile:
        """A scan of a birth notice, as a browser sends it."""
        lines = self.story(_BIRTH).papers["giay-chung-sinh"]
        return SimpleUploadedFile(name, scan_of(tuple(lines)), "image/jpeg")

    def at(self, username: str) -> Client:
        """The browser of an account."""
        if username not in self.clients:
            client = self.clients[username] = Client()
            account = Account.objects.get(username=username)
            client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return self.clients[username]

    def file(self, code: str = _COPY, **answers: object) -> UUID:
        """A citizen files online: answers, and pictures of the papers."""
        story = self.story(code)
        citizen = account_actor(story.cast.citizen)
        draft = filing.open_draft(code, str(account_actor(story.cast.desk).agency_id), by=citizen)
        known = filed.draft(draft, by=citizen).answers
        filing.save_draft(draft, {**known, **story.answers, **answers}, by=citizen)
        for component, lines in story.papers.items():
            picture = io.BytesIO(scan_of(tuple(lines)))
            filing.attach(draft, component, picture, f"{component}.jpg", by=citizen)
        self.dossier_id = filing.submit(draft, by=citizen)
        return self.dossier_id

    @property
    def record(self) -> DossierRecord:
        """The dossier as it stands."""
        assert self.dossier_id
        return dossiers.dossier(self.dossier_id, by=SYSTEM)

    @property
    def desk(self) -> str:
        """The account at whose desk it was filed."""
        return self.story(self.record.procedure_code).cast.desk

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.record.state.value

    def address(self, verb: str = "") -> str:
        """The page of the dossier, or of a verb on it."""
        return f"/quay/ho-so/{self.dossier_id}" + (f"/{verb}" if verb else "")

    def see(self, username: str, verb: str = "") -> str:
        """The page as that officer sees it."""
        answer = self.at(username).get(self.address(verb))
        assert answer.status_code == 200, plain(answer)
        return answer.content.decode()

    def send(self, username: str, verb: str, **sent: object) -> HttpResponse:
        """A verb's form sent with the journal line that the dossier has now; ``seq`` may be given instead."""
        return self.at(username).post(self.address(verb), {"seq": self.record.seq, "send": "1", **sent})

    def press(self, username: str, verb: str, **sent: object) -> None:
        """A verb's form sent, and done."""
        answer = self.send(username, verb, **sent)
        assert answer.status_code == 302, plain(answer)

    def digitise(self) -> None:
        """Everything filed as a picture is made archival and signed at the desk."""
        assert self.dossier_id
        for one in filed.components_of(self.dossier_id):
            if one.paper and one.paper.media_type != "application/pdf":
                self.press(self.desk, f"so-hoa/{one.id}", own="1")

    def accepted(self, code: str = _COPY) -> None:
        """Filed, digitised, judged and accepted."""
        self.file(code)
        self.digitise()
        self.press(self.desk, "ket-luan")
        self.press(self.desk, "tiep-nhan")

    def at_work(self, code: str = _COPY) -> None:
        """Accepted, and taken by the case officer."""
        self.accepted(code)
        self.press("thuly", "phan-cong", officer=str(account_actor("thuly").account_id))

    def propose(self, **given: object) -> None:
        """The draft looked at and proposed."""
        entries = given or dict(self.story(self.record.procedure_code).entries)
        looked = self.send("thuly", "trinh", step="look", **entries)
        assert looked.status_code == 200, plain(looked)
        assert "data:image/webp;base64," in looked.content.decode()
        mark = re.search(r'name="seen" value="([^"]+)"', looked.content.decode())
        assert mark
        self.press("thuly", "trinh", step="propose", seen=mark[1], **entries)

    def decided(self) -> None:
        """Proposed, and signed by the competent officer who saw the draft."""
        self.at_work()
        self.propose()
        draft = re.search(r'name="proposal" value="([^"]+)"', self.see("lanhdao", "ky"))
        assert draft
        self.press("lanhdao", "ky", proposal=draft[1])


def plain(answer: HttpResponse) -> str:
    """The words of a page, to be read when a test fails."""
    main = answer.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))[:2000]


@pytest.fixture
def day(db: None) -> Day:
    """A working day that has just begun."""
    return Day()
