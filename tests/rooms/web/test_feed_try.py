"""Trying a delivery from a page: what would become of it, by whom it is tried, and nothing kept."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from amparo.actions.demo import made_up_deliveries
from amparo.store import models
from tests.rooms.web.conftest import CHILDREN, SEED

NAMES = ("Zzyzxia", "Qwertyno")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A made-up delivery of placements, of other children than the home's."""
    there = tmp_path_factory.mktemp("sent")
    with made_up_deliveries(10, SEED + 1) as folders:
        first = next(one for one in folders if "-placements-" in one.name)
        (there / first.name).mkdir()
        for file in first.iterdir():
            (there / first.name / file.name).write_bytes(file.read_bytes())
    return there / first.name


def as_zip(folder, **changed):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted(folder.iterdir()):
            content = changed.get(file.name.partition(".")[0], file.read_bytes())
            archive.writestr(f"{folder.name}/{file.name}", content)
    return SimpleUploadedFile("sent.zip", packed.getvalue())


def counts():
    tables = (models.Entry, models.Content, models.Event, models.Delivery, models.SetAsideRow)
    return [one.objects.count() for one in tables]


def left_in_memory():
    return [one for one in os.listdir("/dev/shm") if one.startswith("amparo-")]  # noqa: PTH208, S108


def test_a_delivery_s_folder_is_tried_and_nothing_of_it_is_kept(browse, house, folder):
    operator = browse("operator")
    before, files = counts(), {one for one in house.path.rglob("*") if "-journal" not in one.name}
    page = operator.post("/feeds/try", {"delivery": as_zip(folder)})
    text = page.content.decode()
    assert page.status_code == 200, text
    assert "What would become of it" in text
    assert "placements.csv" in text
    assert "Nothing was kept." in text
    assert counts() == before
    assert {one for one in house.path.rglob("*") if "-journal" not in one.name} <= files
    assert left_in_memory() == []


def test_a_line_that_cannot_be_read_is_named_with_its_reason_and_owner_and_not_what_it_says(
    browse, folder
):
    table = next(folder.glob("placements*.csv"))
    header = table.read_text().splitlines()[0]
    columns = header.split(",")
    row = dict.fromkeys(columns, "") | {"given_names": NAMES[0], "surnames": NAMES[1]}
    row |= {"uc_path_id": "90000001", "discharge_seq": "1", "admitted_at": "2026-02-30"}
    content = f"{header}\n{','.join(row.get(one, '') for one in columns)}\nonly,three,cells\n"
    file = SimpleUploadedFile("placements.csv", content.encode())
    text = (
        browse("operator")
        .post("/feeds/try", {"delivery": file, "feed": "placements"})
        .content.decode()
    )
    assert "ORR feed steward" in text
    assert 'translate="no">3</th>' in text
    assert not [one for one in NAMES if one in text]


def test_a_file_and_its_manifest_are_tried_together(browse, folder):
    table = next(folder.glob("placements*.csv"))
    sent = {
        "delivery": SimpleUploadedFile(table.name, table.read_bytes()),
        "manifest": SimpleUploadedFile("manifest.json", (folder / "manifest.json").read_bytes()),
    }
    page = browse("operator").post("/feeds/try", sent)
    assert page.status_code == 200
    assert "What would become of it" in page.content.decode()


def test_what_was_taken_in_before_is_said_to_be(browse, tmp_path):
    with made_up_deliveries(CHILDREN, SEED) as folders:
        known = as_zip(next(one for one in folders if "-placements-" in one.name))
    text = browse("operator").post("/feeds/try", {"delivery": known}).content.decode()
    assert tmp_path
    assert "This content was taken in before" in text


WRONG = {
    "no zip": ("sent.zip", b"not a zip", "damaged or cut short"),
    "no manifest": ("placements.csv", b"a,b\n", "it came without a manifest"),
    "nul": ("sent.zip", b"\0" * 100, "damaged or cut short"),
    "empty": ("sent.zip", b"", ""),
}


@pytest.mark.parametrize(("name", "content", "says"), WRONG.values(), ids=WRONG)
def test_bad_files_get_a_clear_answer(browse, name, content, says):
    page = browse("operator").post("/feeds/try", {"delivery": SimpleUploadedFile(name, content)})
    assert page.status_code == 400
    assert says in page.content.decode()
    assert "Traceback" not in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"manifest": b"{}"}, "manifest.json cannot be read"),
        ({"manifest": b"\x00\xff"}, "manifest.json cannot be read"),
        ({"placements": b"altered"}, "bytes, declared were"),
    ],
)
def test_a_delivery_that_is_not_as_declared_would_be_refused(browse, folder, changed, says):
    page = browse("operator").post("/feeds/try", {"delivery": as_zip(folder, **changed)})
    assert page.status_code == 400
    assert "It would be refused whole" in page.content.decode()
    assert says in page.content.decode()


def test_what_is_too_large_is_not_even_held(browse, monkeypatch):
    from django.conf import settings  # noqa: PLC0415

    monkeypatch.setattr(settings, "FILE_UPLOAD_MAX_MEMORY_SIZE", 1_000)
    large = SimpleUploadedFile("sent.zip", b"x" * 2_000)
    page = browse("operator").post("/feeds/try", {"delivery": large})
    assert page.status_code == 400
    assert "No file came, or it has more than 8 MB." in page.content.decode()


@pytest.mark.parametrize("role", ["inspector", "case-manager", "juvenile-coordinator", "counsel"])
def test_whoever_does_not_run_feeds_tries_none(browse, folder, role):
    assert "Deliveries are tried by whoever runs a feed" in browse(role).text("/feeds/try")
    before = models.Entry.objects.count()
    page = browse(role).post("/feeds/try", {"delivery": as_zip(folder)})
    assert page.status_code == 409
    assert "What would become of it" not in page.content.decode()
    assert models.Entry.objects.count() == before + 1


def test_files_of_others_than_signed_in_people_are_not_read(browse, folder):
    page = browse().post("/feeds/try", {"delivery": as_zip(folder)})
    assert page.status_code == 403
    assert str(Path(folder).name) not in page.content.decode()
