"""A delivery that came as one zip: its files, or why not; nothing outside, nothing too large."""

import io
import stat
import struct
import zipfile

import pytest

from amparo.feeds.refusals import DeliveryRefused
from amparo.feeds.unpacking import MOST_FILES, unpacked

MOST = 10_000


def zipped(files, method=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize("prefix", ["", "20260101T000000Z-placements-0001/"])
def test_the_files_of_one_folder_are_unpacked(prefix):
    packed = zipped({f"{prefix}manifest.json": "{}", f"{prefix}placements.csv": "a,b\n1,2\n"})
    assert unpacked("sent.zip", packed, MOST) == {
        "manifest.json": b"{}",
        "placements.csv": b"a,b\n1,2\n",
    }


OUTSIDE = ["../placements.csv", "/etc/placements.csv", "a/../../b.csv", "C:/b.csv", "a\\..\\b.csv"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_leads_elsewhere_is_refused(name):
    with pytest.raises(DeliveryRefused, match="outside its own folder"):
        unpacked("sent.zip", zipped({name: "x"}), MOST)


def test_a_name_with_a_nul_byte_is_refused_and_not_cut_off():
    packed = zipped({"manifest.jsonXcsv": "{}"}).replace(b"jsonXcsv", b"json\0csv")
    with pytest.raises(DeliveryRefused, match=r"outside its own folder|damaged"):
        unpacked("sent.zip", packed, MOST)


def test_a_link_is_refused():
    link = zipfile.ZipInfo("placements.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(DeliveryRefused, match="outside its own folder"):
        unpacked("sent.zip", packed.getvalue(), MOST)


def test_what_unpacks_to_too_much_is_refused_before_it_is_held():
    with pytest.raises(DeliveryRefused, match="more than 10,000 bytes"):
        unpacked("sent.zip", zipped({"a.csv": b"x" * 10_001}, zipfile.ZIP_STORED), MOST)
    bomb = zipped({"a.csv": b"\0" * 5_000_000})
    with pytest.raises(DeliveryRefused, match="unpacks to more than"):
        unpacked("sent.zip", bomb, 100 * MOST**2)


def test_a_header_that_tells_less_than_there_is_does_not_help():
    packed = bytearray(zipped({"a.csv": b"\0" * 200_000}))
    size = struct.pack("<L", 200_000)
    assert packed.count(size) == 2
    packed = packed.replace(size, struct.pack("<L", 10))
    with pytest.raises(DeliveryRefused):
        unpacked("sent.zip", bytes(packed), MOST)


@pytest.mark.parametrize(
    "files",
    [
        {},
        {f"{n}.csv": "" for n in range(MOST_FILES + 1)},
        {"one/a.csv": "", "two/b.csv": ""},
    ],
    ids=["none", "too many", "two folders"],
)
def test_what_is_no_delivery_s_folder_is_refused(files):
    with pytest.raises(DeliveryRefused, match="the archive holds"):
        unpacked("sent.zip", zipped(files), MOST)


@pytest.mark.parametrize(
    "packed",
    [b"", b"PK\x03\x04", b"no zip at all", zipped({"a": "b"})[:-9]],
    ids=["nothing", "a beginning", "words", "cut off"],
)
def test_what_is_no_zip_is_refused_with_a_clear_answer(packed):
    with pytest.raises(DeliveryRefused, match="damaged or cut short"):
        unpacked("sent.zip", packed, MOST)
