"""A checkpoint is believed when the key we know signed it, and not otherwise."""

import pytest

from amparo.ledger import merkle
from amparo.ledger.checkpoint import (
    Checkpoint,
    Note,
    NotVerified,
    Signature,
    SigningKey,
    VerificationKey,
    is_signed_by,
    signed,
    verified,
)
from tests.rooms.ledger import made_up

# The example of Go's golang.org/x/mod/sumdb/note, from which C2SP signed-note was written.
NEUMANN_SIGNS = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
NEUMANN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANN_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
NEUMANN_NOTE = (
    NEUMANN_TEXT + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZIn"
    "NIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
# The example checkpoint of C2SP tlog-checkpoint.
EXAMPLE = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

CHECKPOINT = Checkpoint(made_up.ORIGIN, 2, merkle.root([bytes(32), bytes(32)]))
KEY = made_up.KEY
WITNESS = Signature("witness.example", b"\x01\x02\x03\x04", bytes(72))


def test_the_published_note_is_signed_and_verified_as_published():
    secret = SigningKey.parse(NEUMANN_SIGNS)
    assert str(Note(NEUMANN_TEXT, (secret.sign(NEUMANN_TEXT),))) == NEUMANN_NOTE
    assert str(secret.public) == NEUMANN_KEY
    assert secret.reveal() == NEUMANN_SIGNS
    assert is_signed_by(Note.parse(NEUMANN_NOTE), VerificationKey.parse(NEUMANN_KEY))


def test_the_published_note_altered_is_not_verified():
    altered = NEUMANN_NOTE.replace("cryptography", "cryptographY")
    assert not is_signed_by(Note.parse(altered), VerificationKey.parse(NEUMANN_KEY))


def test_the_published_checkpoint_is_read_and_written_as_published():
    read = Checkpoint.parse(EXAMPLE)
    assert (read.origin, read.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert read.text == EXAMPLE


def test_a_checkpoint_signed_by_its_key_is_verified():
    assert verified(str(signed(CHECKPOINT, KEY)), KEY.public) == CHECKPOINT


def test_extension_lines_are_kept():
    longer = Checkpoint(made_up.ORIGIN, 2, CHECKPOINT.root, ("one", "two"))
    assert verified(str(signed(longer, KEY)), KEY.public) == longer


def test_a_witnesses_signature_is_kept_and_passed_over():
    note = signed(CHECKPOINT, KEY).signed_also(WITNESS)
    read = Note.parse(str(note))
    assert read == note
    assert read.signatures[1] == WITNESS
    assert verified(str(note), KEY.public) == CHECKPOINT


def test_a_witness_alone_does_not_make_a_checkpoint():
    answer = verified(str(Note(CHECKPOINT.text, (WITNESS,))), KEY.public)
    assert isinstance(answer, NotVerified)
    assert "has not signed it" in answer.because


def test_another_key_of_the_same_name_does_not_make_a_checkpoint():
    forged = signed(CHECKPOINT, SigningKey(made_up.ORIGIN, bytes(32)))
    assert isinstance(verified(str(forged), KEY.public), NotVerified)


def test_a_false_signature_beside_a_true_one_is_not_passed_over():
    true = KEY.sign(CHECKPOINT.text)
    false = Signature(true.name, true.key_id, bytes(64))
    assert is_signed_by(Note(CHECKPOINT.text, (true,)), KEY.public)
    assert not is_signed_by(Note(CHECKPOINT.text, (true, false)), KEY.public)


def test_a_checkpoint_of_another_log_is_not_believed_though_the_key_signed_it():
    elsewhere = Checkpoint("amparo.example/another", 2, CHECKPOINT.root)
    answer = verified(str(signed(elsewhere, KEY)), KEY.public)
    assert isinstance(answer, NotVerified)
    assert "amparo.example/another" in answer.because


def test_every_altered_character_of_a_signed_checkpoint_is_noticed():
    note = str(signed(CHECKPOINT, KEY))
    for place, character in enumerate(note):
        altered = note[:place] + ("B" if character == "A" else "A") + note[place + 1 :]
        assert isinstance(verified(altered, KEY.public), NotVerified), place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n2\n",
        EXAMPLE[:-1],
        EXAMPLE.replace("20852163", "020852163"),
        EXAMPLE.replace("20852163", "20_852_163"),
        EXAMPLE.replace("20852163", "-1"),
        EXAMPLE.replace("20852163", "٣"),
        EXAMPLE.replace("q2I=", "q2J="),
        EXAMPLE.replace("q2I=", "q2I"),
        EXAMPLE.replace("CsUY", ""),
        EXAMPLE.replace("example.com/behind-the-sofa", ""),
        EXAMPLE + "\n",
    ],
)
def test_a_checkpoint_spelled_in_another_way_is_refused(text):
    with pytest.raises(ValueError, match="checkpoint"):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "a text without signatures\n",
        "a text\n\n",
        "a text\n\n- name AAAAAAAA\n",
        "a text\n\n— name AAAAAAAA",
        "a text\n\n— name AAAAAAB=\n",
        "a text\n\n— name AAAAAA==\n",
        "a text\n\n— two names AAAAAAAA\n",
        "a text\n\n— a+b AAAAAAAA\n",
        "a text\r\n\n— name AAAAAAAA\n",
    ],
)
def test_a_note_spelled_in_another_way_is_refused(note):
    with pytest.raises(ValueError, match=r"note|signature|base64"):
        Note.parse(note)
    assert isinstance(verified(note, KEY.public), NotVerified)


def test_a_text_with_empty_lines_ends_at_the_last_of_them():
    note = Note("one\n\ntwo\n", (WITNESS,))
    assert Note.parse(str(note)) == note


@pytest.mark.parametrize(
    "text",
    [
        "",
        NEUMANN_KEY.replace("c74f20a3", "c74f20a4"),
        NEUMANN_KEY.replace("PeterNeumann", "PeterNeuman"),
        NEUMANN_KEY.replace("ARpc", "ARpd"),
        NEUMANN_KEY.replace("ARpc", "AhpC"),
        NEUMANN_KEY[:-4],
        " " + NEUMANN_KEY,
    ],
)
def test_a_mistyped_verification_key_is_refused(text):
    with pytest.raises(ValueError, match=r"key|base64"):
        VerificationKey.parse(text)


@pytest.mark.parametrize("text", ["", NEUMANN_KEY, NEUMANN_SIGNS[:-8], NEUMANN_SIGNS + "A"])
def test_what_is_not_a_signing_key_is_refused_without_being_repeated(text):
    with pytest.raises(ValueError, match=r"not a signing key|base64") as refused:
        SigningKey.parse(text)
    assert "AYEKFALV" not in str(refused.value)


def test_a_signing_key_does_not_show_itself():
    assert "secret" not in repr(KEY)
    assert str(KEY.secret) not in f"{KEY!r} {KEY!s}"


@pytest.mark.parametrize("name", ["", "two names", "a+b", "a\u00a0b"])
def test_a_keys_name_has_neither_spaces_nor_a_plus_sign(name):
    with pytest.raises(ValueError, match="name"):
        VerificationKey(name, bytes(32))


def test_a_key_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        VerificationKey("name", bytes(31))


def test_a_checkpoint_needs_a_size_and_a_root():
    for size, root in ((-1, bytes(32)), (1, bytes(31))):
        with pytest.raises(ValueError, match="32 bytes"):
            Checkpoint(made_up.ORIGIN, size, root)
