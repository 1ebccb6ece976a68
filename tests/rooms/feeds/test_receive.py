"""A delivery is taken at its word only where every word of its manifest holds."""

import gzip
import io
import json
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from amparo.feeds import CONTRACTS
from amparo.feeds.archives import MOST_RATIO, opened
from amparo.feeds.contract import Mode
from amparo.feeds.manifest import MANIFEST
from amparo.feeds.receive import Received, receive
from amparo.feeds.refusals import DeliveryRefused
from amparo.feeds.signatures import made_up_key, sender_keys
from tests.rooms.feeds.deliveries import ana, deliver, table

FILE = table("referrals", ana("referrals"))
CBP, ORR, ICE = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2, 3))


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


KNOWN = {"CBP": public(CBP), "ORR": public(ORR)}


def taken(folder: Path, known: dict[str, bytes] | None = None) -> Received:
    return receive(folder, CONTRACTS, known or {})


def refused(folder: Path, known: dict[str, bytes] | None = None) -> str:
    """Why the delivery is refused: says which folder, and that nothing was recorded."""
    with pytest.raises(DeliveryRefused) as refusal:
        taken(folder, known)
    said = str(refusal.value)
    assert said.startswith(f"{folder.name}: ")
    assert said.endswith("The delivery is refused; nothing of it was recorded.")
    assert "Ana" not in said
    return refusal.value.what


def change(folder: Path, **fields: Any) -> Path:
    """Alter a manifest after it was signed."""
    path = folder / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))
    return folder


def test_a_delivery_that_is_right_in_every_word_is_taken(tmp_path):
    folder = deliver(tmp_path, FILE, file={"rows": 1})
    received = taken(folder)
    assert received.contract is CONTRACTS["referrals"]
    assert received.signed_by == {"CBP"}
    assert received.digest == received.manifest.files[0].sha256
    assert received.path_of(received.manifest.files[0]).read_text() == FILE


def test_a_delivery_of_two_files_is_named_by_both(tmp_path):
    one, two = (taken(deliver(tmp_path, text)) for text in (FILE, FILE * 2))
    folder = deliver(tmp_path, FILE, files=one.manifest.files + two.manifest.files)
    (folder / "rows.csv").unlink()
    names = ("one.csv", "two.csv")
    for name, each in zip(names, (one, two), strict=True):
        (folder / name).write_bytes(each.path_of(each.manifest.files[0]).read_bytes())
    files = [
        msgspec.to_builtins(msgspec.structs.replace(each.manifest.files[0], name=name))
        for name, each in zip(names, (one, two), strict=True)
    ]
    change(folder, files=files, made_up=False, signatures=[])
    assert taken(folder).digest not in {one.digest, two.digest}


# --- the manifest -----------------------------------------------------------------------------


def test_no_manifest(tmp_path):
    folder = deliver(tmp_path, FILE)
    (folder / MANIFEST).unlink()
    assert refused(folder) == "there is no manifest.json"


def test_a_folder_that_is_a_file(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(FILE)
    assert refused(path) == "there is no manifest.json"


def test_a_folder_that_is_not_there(tmp_path):
    assert refused(tmp_path / "nowhere") == "there is no manifest.json"


@pytest.mark.parametrize(
    "text",
    [b"", b"not JSON", b'{"feed": "referrals"', b"\xff\xfe", b'{"feed": "\xff"}', b"[" * 100_000,
     b'{"sequence": ' + b"9" * 5_000 + b"}"],
    ids=["empty", "words", "cut short", "bytes", "a byte", "deep", "huge"],
)  # fmt: skip
def test_a_manifest_that_is_not_json(tmp_path, text):
    folder = deliver(tmp_path, FILE)
    (folder / MANIFEST).write_bytes(text)
    assert refused(folder).startswith("manifest.json cannot be read: it is not JSON")


@pytest.mark.parametrize("missing", ["feed", "contract", "sender", "sequence", "mode",
                                     "received_at", "files"])  # fmt: skip
def test_a_manifest_without_a_field_says_which(tmp_path, missing):
    folder = deliver(tmp_path, FILE)
    manifest = json.loads((folder / MANIFEST).read_text())
    del manifest[missing]
    (folder / MANIFEST).write_text(json.dumps(manifest))
    assert f"`{missing}`" in refused(folder)


def test_a_manifest_with_a_field_that_no_signature_would_cover(tmp_path):
    folder = change(deliver(tmp_path, FILE), sponsor="Rosa")
    assert "unknown field `sponsor`" in refused(folder)


def test_a_manifest_that_says_a_thing_twice(tmp_path):
    folder = deliver(tmp_path, FILE)
    text = (folder / MANIFEST).read_text()
    (folder / MANIFEST).write_text(text.replace("{", '{"made_up":false,', 1))
    assert "the field `made_up` is told twice" in refused(folder)


def test_a_manifest_longer_than_any(tmp_path):
    folder = deliver(tmp_path, FILE)
    with (folder / MANIFEST).open("a") as manifest:
        manifest.write(" " * (1 << 20))
    assert refused(folder) == "manifest.json is too long for one"


@pytest.mark.parametrize("field", ["received_at", "extracted_at"])
def test_a_time_without_a_zone(tmp_path, field):
    folder = change(deliver(tmp_path, FILE), **{field: "2024-03-05T12:00:00"})
    assert f"a time without a zone: `$.{field}`" in refused(folder)


def test_a_time_in_no_century_of_ours(tmp_path):
    folder = change(deliver(tmp_path, FILE), received_at="0001-01-01T00:00:00Z")
    assert "outside 1900 to 2100: `$.received_at`" in refused(folder)


@pytest.mark.parametrize(
    "fields",
    [{"sequence": -1}, {"sequence": 1 << 40}, {"mode": "everything"}, {"received_at": "yesterday"}],
)
def test_a_field_that_cannot_be_right_is_named(tmp_path, fields):
    [field] = fields
    assert f"$.{field}" in refused(change(deliver(tmp_path, FILE), **fields))


# --- the contract -----------------------------------------------------------------------------


def test_an_unknown_feed_and_the_ones_that_are_known(tmp_path):
    said = refused(deliver(tmp_path, FILE, feed="refferals"))
    assert said.startswith("no feed is called 'refferals'")
    assert all(feed in said for feed in CONTRACTS)


def test_an_unknown_version_of_a_contract(tmp_path):
    said = refused(deliver(tmp_path, FILE, contract="2"))
    assert said == "contract version '2' of referrals is not known (known: 1)"


def test_a_real_sender_cannot_say_itself_when_it_is_late(tmp_path):
    folder = deliver(tmp_path, FILE, made_up=False, cadence_days=366)
    assert (
        refused(folder) == "it says when the next is due (366 days); the contract of referrals does"
    )


def test_the_wrong_sender(tmp_path):
    assert refused(deliver(tmp_path, FILE, sender="ICE")) == "referrals is sent by CBP, not 'ICE'"


def test_a_mode_the_contract_does_not_have(tmp_path):
    only = msgspec.structs.replace(CONTRACTS["referrals"], modes=(Mode.SNAPSHOT,))
    with pytest.raises(DeliveryRefused, match="is not delivered as delta"):
        receive(deliver(tmp_path, FILE), {"referrals": only}, {})


# --- the files --------------------------------------------------------------------------------


def test_no_file(tmp_path):
    folder = change(deliver(tmp_path, FILE), files=[], made_up=False)
    assert refused(folder) == "it names no file"


def test_a_file_that_is_not_there(tmp_path):
    folder = deliver(tmp_path, FILE)
    (folder / "rows.csv").unlink()
    assert refused(folder) == "the file 'rows.csv' is not there"


@pytest.mark.parametrize("name", ["../rows.csv", "..", ".", "", "/etc/hostname", "in/rows.csv"])
def test_a_path_outside_the_folder(tmp_path, name):
    (tmp_path / "rows.csv").write_text(FILE)
    folder = deliver(tmp_path, FILE, file={"name": name})
    (folder / "in").mkdir()
    (folder / "in" / "rows.csv").write_text(FILE)
    assert refused(folder) in {
        f"the file {name!r} lies outside the folder",
        f"the file {name!r} is not there",
    }


def test_a_symlink(tmp_path):
    folder = deliver(tmp_path, FILE)
    (folder / "rows.csv").rename(tmp_path / "elsewhere.csv")
    (folder / "rows.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert refused(folder) == "the file 'rows.csv' lies outside the folder"


def test_a_name_longer_than_a_disk_allows(tmp_path):
    folder = deliver(tmp_path, FILE, file={"name": "x" * 300})
    assert "cannot be opened (File name too long)" in refused(folder)


@pytest.mark.parametrize("more", [-1, 1])
def test_a_file_larger_or_smaller_than_declared(tmp_path, more):
    size = len(FILE.encode())
    said = refused(deliver(tmp_path, FILE, file={"bytes": size + more}))
    assert said == f"rows.csv has {size:,} bytes, declared were {size + more:,}"


def test_a_digest_that_is_not_the_files(tmp_path):
    said = refused(deliver(tmp_path, FILE, file={"sha256": "0" * 64}))
    assert said == "the digest of rows.csv is not the declared one"


def test_one_byte_altered_on_the_way(tmp_path):
    folder = deliver(tmp_path, FILE)
    (folder / "rows.csv").write_text(FILE.replace("2024-02-03", "2024-02-04"))
    assert refused(folder) == "the digest of rows.csv is not the declared one"


def test_what_is_no_digest(tmp_path):
    assert "$.files[0].sha256" in refused(deliver(tmp_path, FILE, file={"sha256": "../x"}))


def test_one_file_twice(tmp_path):
    files = taken(deliver(tmp_path, FILE)).manifest.files
    assert refused(deliver(tmp_path, FILE, files=files * 2)) == "it holds one file twice"


def test_one_content_under_two_names(tmp_path):
    [file] = taken(deliver(tmp_path, FILE)).manifest.files
    files = (file, msgspec.structs.replace(file, name="again.csv"))
    assert refused(deliver(tmp_path, FILE, files=files)) == "it holds one file twice"


def test_an_encoding_the_contract_does_not_have(tmp_path):
    said = refused(deliver(tmp_path, FILE, file={"encoding": "utf-16"}))
    assert said == "encoding 'utf-16' is not in the contract (known: 'utf-8', 'latin-1')"


@pytest.mark.parametrize("delimiter", ["", "::", '"', "\n", "a"])
def test_a_delimiter_that_is_none(tmp_path, delimiter):
    said = refused(deliver(tmp_path, FILE, file={"delimiter": delimiter}))
    assert said.startswith(f"delimiter {delimiter!r} is not in the contract")


def test_declared_utf_8_and_bytes_of_latin_1(tmp_path):
    text = FILE.encode("latin-1")
    said = refused(deliver(tmp_path, text))
    i_with_its_accent = text.index("í".encode("latin-1"))
    assert said == f"rows.csv is not utf-8 at byte {i_with_its_accent:,}"


def test_the_wrong_byte_is_found_far_into_a_file(tmp_path):
    # Over the boundary at which the file is read on, in the middle of a letter.
    text = b"x" * ((1 << 20) - 1) + "ñ".encode() + b"x" * 7 + b"\xff"
    said = refused(deliver(tmp_path, text))
    assert said == f"rows.csv is not utf-8 at byte {len(text) - 1:,}"


def test_a_file_that_ends_in_the_middle_of_a_letter(tmp_path):
    text = FILE.encode() + "ñ".encode()[:1]
    assert refused(deliver(tmp_path, text)).startswith("rows.csv is not utf-8 at byte")


def test_declared_latin_1_and_bytes_of_utf_8_would_garble_every_name(tmp_path):
    said = refused(deliver(tmp_path, FILE, file={"encoding": "latin-1"}))
    assert said == "rows.csv is utf-8, declared was latin-1"


@pytest.mark.parametrize("text", [FILE.encode("latin-1"), FILE.replace("í", "i").encode()])
def test_latin_1_and_plain_letters_are_taken_as_latin_1(tmp_path, text):
    assert taken(deliver(tmp_path, text, file={"encoding": "latin-1"})).signed_by == {"CBP"}


# --- archives ---------------------------------------------------------------------------------


def zipped(text: bytes, *names: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for name in names or ("rows.csv",):
            out.writestr(name, text)
    return archive.getvalue()


PACKED = {"rows.csv.gz": gzip.compress(FILE.encode()), "rows.csv.zip": zipped(FILE.encode())}
SIZE = len(FILE.encode())


@pytest.mark.parametrize("name", [*PACKED, *map(str.upper, PACKED)])
def test_a_compressed_file_is_read_as_what_is_in_it(tmp_path, name):
    archive = PACKED[name.lower()]
    folder = deliver(tmp_path, archive, name=name, file={"unpacked_bytes": SIZE})
    received = taken(folder)
    [file] = received.manifest.files
    with opened(received.path_of(file), file) as stream:
        assert stream.read().decode() == FILE


@pytest.mark.parametrize("name", PACKED)
def test_a_compressed_file_that_does_not_say_how_large_it_grows(tmp_path, name):
    said = refused(deliver(tmp_path, PACKED[name], name=name))
    assert said == f"{name}: a compressed file must declare unpacked_bytes"


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("cut", [1, 12, 60])
def test_a_truncated_archive(tmp_path, name, cut):
    folder = deliver(tmp_path, PACKED[name][:-cut], name=name, file={"unpacked_bytes": SIZE})
    assert refused(folder).startswith(f"{name}: the archive is damaged or cut short")


@pytest.mark.parametrize("name", PACKED)
def test_what_is_no_archive_at_all(tmp_path, name):
    folder = deliver(tmp_path, FILE, name=name, file={"unpacked_bytes": SIZE})
    assert refused(folder).startswith(f"{name}: the archive is damaged or cut short")


@pytest.mark.parametrize("name", PACKED)
def test_an_archive_that_unpacks_to_more_than_declared(tmp_path, name):
    folder = deliver(tmp_path, PACKED[name], name=name, file={"unpacked_bytes": SIZE - 1})
    assert refused(folder) == f"{name}: it unpacks to more than was declared"


@pytest.mark.parametrize("name", PACKED)
def test_an_archive_that_unpacks_to_less_than_declared(tmp_path, name):
    folder = deliver(tmp_path, PACKED[name], name=name, file={"unpacked_bytes": SIZE + 3})
    assert refused(folder) == f"{name}: it unpacks to 3 bytes less than was declared"


@pytest.mark.parametrize("pack", [gzip.compress, zipped])
def test_a_bomb_is_refused_by_what_it_declares_and_stopped_where_it_lies(tmp_path, pack):
    name = "rows.csv.gz" if pack is gzip.compress else "rows.csv.zip"
    bomb = pack(b"\0" * (1 << 24))
    honest = deliver(tmp_path, bomb, name=name, file={"unpacked_bytes": 1 << 24})
    assert (
        refused(honest) == f"{name}: it declares to unpack to more than {MOST_RATIO} times its size"
    )
    lying = deliver(tmp_path, bomb, name=name, file={"unpacked_bytes": 50 * len(bomb)})
    assert refused(lying) == f"{name}: it unpacks to more than was declared"


def tarred(text: bytes) -> bytes:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as out:
        member = tarfile.TarInfo("rows.csv")
        member.size = len(text)
        out.addfile(member, io.BytesIO(text))
    return archive.getvalue()


def nested(text: bytes) -> dict[str, bytes]:
    inner = gzip.compress(text, compresslevel=0)
    return {
        "rows.tar.gz": gzip.compress(tarred(text)),
        "rows.csv.gz": gzip.compress(inner),
        "rows.csv.zip": zipped(inner),
        "rows.zip": zipped(inner, "rows.csv.gz"),
    }


@pytest.mark.parametrize("name", nested(b""))
def test_an_archive_inside_an_archive_by_its_name_or_by_its_bytes(tmp_path, name):
    folder = deliver(
        tmp_path,
        nested(FILE.encode())[name],
        name=name,
        file={"unpacked_bytes": 2 * SIZE, "encoding": "latin-1"},
    )
    assert refused(folder) == f"{name}: an archive inside an archive is not opened"


def test_an_archive_of_two_files(tmp_path):
    archive = zipped(FILE.encode(), "one.csv", "two.csv")
    folder = deliver(tmp_path, archive, name="rows.zip", file={"unpacked_bytes": SIZE})
    assert refused(folder) == "rows.zip: an archive must hold exactly one file"


def test_a_name_inside_an_archive_is_never_a_path(tmp_path):
    archive = zipped(FILE.encode(), "../../outside.csv")
    folder = deliver(tmp_path, archive, name="rows.zip", file={"unpacked_bytes": SIZE})
    before = sorted(tmp_path.rglob("*"))
    taken(folder)
    assert sorted(tmp_path.rglob("*")) == before


def test_what_goes_wrong_while_the_rows_are_used_is_not_blamed_on_the_archive(tmp_path):
    folder = deliver(tmp_path, PACKED["rows.csv.gz"], name="rows.csv.gz",
                     file={"unpacked_bytes": SIZE})  # fmt: skip
    [file] = taken(folder).manifest.files
    with pytest.raises(OSError, match="the disk is full"), opened(folder / file.name, file):
        raise OSError("the disk is full")


# --- signatures -------------------------------------------------------------------------------


def test_a_backfill_with_both_signatures_is_taken(tmp_path):
    folder = deliver(
        tmp_path, FILE, made_up=False, backfill=True, receiver="ORR", keys={"CBP": CBP, "ORR": ORR}
    )
    assert taken(folder, KNOWN).signed_by == {"CBP", "ORR"}


@pytest.mark.parametrize(
    "keys",
    [{}, {"CBP": CBP}, {"ORR": ORR}, {"CBP": CBP, "ORR": ICE}, {"CBP": CBP, "ICE": ICE},
     {"CBP": made_up_key("CBP"), "ORR": made_up_key("ORR")}],
    ids=["none", "sender", "receiver", "another key", "another agency", "made-up keys"],
)  # fmt: skip
def test_a_backfill_without_both_signatures(tmp_path, keys):
    folder = deliver(tmp_path, FILE, made_up=False, backfill=True, receiver="ORR", keys=keys)
    assert refused(folder, KNOWN) == "a backfill needs the signatures of CBP and ORR"


def test_an_agency_cannot_sign_twice_for_its_own_backfill(tmp_path):
    file = table("placements", ana("placements"))
    folder = deliver(
        tmp_path, file, feed="placements", made_up=False, backfill=True, keys={"ORR": ORR}
    )
    assert refused(folder, KNOWN) == "a backfill needs the signatures of ORR and another agency"


def test_a_signature_is_over_the_whole_manifest(tmp_path):
    folder = deliver(
        tmp_path, FILE, made_up=False, backfill=True, receiver="ORR", keys={"CBP": CBP, "ORR": ORR}
    )
    change(folder, received_at="2020-03-05T12:00:00Z")
    assert refused(folder, KNOWN) == "a backfill needs the signatures of CBP and ORR"


def test_a_made_up_delivery_that_no_made_up_key_signed(tmp_path):
    for keys in ({}, {"CBP": CBP}, {"ORR": made_up_key("ORR")}):
        folder = deliver(tmp_path, FILE, keys=keys)
        assert refused(folder, KNOWN) == "it says it is made up but no made-up key signed it"


def test_a_sender_whose_key_is_known_is_believed_only_with_its_signature(tmp_path):
    for keys in ({}, {"CBP": ORR}, {"CBP": made_up_key("CBP")}):
        folder = deliver(tmp_path, FILE, made_up=False, keys=keys)
        assert refused(folder, KNOWN) == "CBP signs its deliveries and this one it did not"
    folder = deliver(tmp_path, FILE, made_up=False, keys={"CBP": CBP})
    assert taken(folder, KNOWN).signed_by == {"CBP"}


def test_the_keys_of_a_home_are_the_public_keys_in_its_folder(tmp_path):
    (tmp_path / "CBP.pub").write_text(public(CBP).hex() + "\n")
    (tmp_path / "home.key").write_text("00" * 32)
    assert sender_keys(tmp_path) == {"CBP": public(CBP)}
    assert sender_keys(tmp_path / "nowhere") == {}


def test_a_folders_name_says_when_it_was_received_what_it_is_and_its_number(tmp_path):
    folder = deliver(tmp_path, FILE, received_at=datetime(2024, 3, 5, 23, 5, 6, tzinfo=UTC))
    assert taken(folder).manifest.folder_name == "20240305T230506Z-referrals-0001"
