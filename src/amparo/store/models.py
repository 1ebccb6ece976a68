"""The tables. What was told is only ever added to; what follows from it can be made again.

Big tables refer to one another by plain numbers: a foreign key checked on every row costs a third
of an ingest, and ``ledger verify`` checks every reference against what was sealed.
"""

from hashlib import sha256
from typing import ClassVar

from django.db import models

# --- what was told: append-only ----------------------------------------------------------------


class Home(models.Model):
    """Whether this home is made-up or real: chosen by its first delivery about children."""

    made_up = models.BooleanField()
    chosen_by = models.CharField(max_length=64)

    class Meta:
        """One row at most: the key is always 1."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="store_home_is_one")
        ]


class Content(models.Model):
    """One file as it was read. Rows of a content that no delivery carried are invisible."""

    feed = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, db_index=True)


class Delivery(models.Model):
    """One accepted delivery, with its manifest as sent."""

    feed = models.CharField(max_length=40, db_index=True)
    folder = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, db_index=True)
    sequence = models.IntegerField()
    mode = models.CharField(max_length=12)
    received_at = models.DateTimeField()
    learned_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
    backfilled = models.BooleanField()
    made_up = models.BooleanField()
    about_children = models.BooleanField()
    manifest = models.TextField()


class Delivered(models.Model):
    """That a delivery carried a content, and how the file's lines were accounted for."""

    delivery = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField(db_index=True)
    tally = models.JSONField()


class SetAsideRow(models.Model):
    """A line that could not be read: its number, why, and who can mend it."""

    content = models.BigIntegerField(db_index=True)
    line = models.IntegerField()
    reason = models.CharField(max_length=300)
    owner = models.CharField(max_length=60)


class Identity(models.Model):
    """A source identity: one record key of one agency."""

    name = models.CharField(max_length=160, unique=True)


class Event(models.Model):
    """One event. ``id`` is its entry's number times 1024 plus its place in the batch.

    Everything an event says is in ``body``, whose bytes the ledger seals; ``identity`` and
    ``content`` repeat what the body and the batch say, so that they can be looked up.
    """

    id = models.BigIntegerField(primary_key=True)
    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField()
    body = models.BinaryField()


class Telling(models.Model):
    """That a person told a content at a desk: who, in which role, for which duty, and when.

    It makes the content visible, as a delivery does. The entry of its batch says the same.
    """

    content = models.BigIntegerField(unique=True)
    person = models.CharField(max_length=32)
    role = models.CharField(max_length=40)
    agency = models.CharField(max_length=20)
    office = models.CharField(max_length=80)
    purpose = models.CharField(max_length=40)
    duty = models.CharField(max_length=16, db_index=True)
    learned_at = models.DateTimeField()
    entry = models.BigIntegerField(unique=True)


class Ruling(models.Model):
    """That two source identities are, or are not, one child; numbered like an event.

    ``kind`` and ``learned_on`` are None where the rule for rows joined the two: that follows from
    what the rows showed, and is known as they are.
    """

    id = models.BigIntegerField(primary_key=True)
    one = models.BigIntegerField(db_index=True)
    other = models.BigIntegerField(db_index=True)
    same = models.BooleanField()
    by_person = models.BooleanField(db_index=True)
    body = models.BinaryField()
    kind = models.CharField(max_length=12, null=True)  # noqa: DJ001  # the rule's have none
    by = models.CharField(max_length=12, null=True)  # noqa: DJ001  # likewise
    learned_on = models.DateField(null=True)

    class Meta:
        """Every look asks for those that are replayed, and they are few."""

        indexes: ClassVar = [
            models.Index(
                fields=[side],
                condition=models.Q(kind__isnull=False),
                name=f"store_ruling_replayed_{side}",
            )
            for side in ("one", "other")
        ]


class Opinion(models.Model):
    """What one person held of a review's children; the second who agrees makes it a ruling."""

    review = models.BigIntegerField(db_index=True)
    person = models.CharField(max_length=32)
    says = models.CharField(max_length=20)
    because = models.CharField(max_length=200)
    entry = models.BigIntegerField()


class Entry(models.Model):
    """One entry of the ledger: a batch of events or rulings, a delivery, an expungement."""

    content = models.BigIntegerField(null=True, db_index=True)
    nonce = models.BinaryField()
    body = models.BinaryField()


class Sequenced(models.Model):
    """The place an entry has in the ledger, and when it was sealed there."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)
    sealed_at = models.DateTimeField()


class Checkpoint(models.Model):
    """A signed checkpoint, with the tree's frontier from which the next entries are appended."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField()
    frontier = models.BinaryField()


# --- who may ask, and what was answered: append-only ----------------------------------------------


class PolicySet(models.Model):
    """Where the ledger keeps the rules with a digest: a past decision can be asked again."""

    digest = models.CharField(primary_key=True, max_length=64)
    entry = models.BigIntegerField()


class Person(models.Model):
    """Someone who may ask. ``slug`` is the name that commands and accountings use."""

    id = models.CharField(primary_key=True, max_length=32)
    slug = models.CharField(max_length=60, unique=True)
    os_user = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  # none is not ""
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Appointment(models.Model):
    """A role that a person holds at an agency's office, from a day to a day (both included)."""

    person = models.CharField(max_length=32, db_index=True)
    role = models.CharField(max_length=40)
    agency = models.CharField(max_length=20)
    office = models.CharField(max_length=80)
    begins = models.DateField()
    ends = models.DateField()
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Training(models.Model):
    """That a person was trained in the law on unaccompanied children, and until when it counts."""

    person = models.CharField(max_length=32, db_index=True)
    begins = models.DateField()
    ends = models.DateField()
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Assignment(models.Model):
    """Work that someone else gave a person: of one child, or of the whole home (no child)."""

    person = models.CharField(max_length=32, db_index=True)
    nexus = models.CharField(max_length=20)
    child = models.CharField(max_length=32, null=True, db_index=True)  # noqa: DJ001  # no child is not ""
    budgeted = models.BooleanField()
    begins = models.DateField()
    ends = models.DateField()
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Approval(models.Model):
    """That someone else agreed to a look: why, by which authority, until when."""

    person = models.CharField(max_length=32, db_index=True)
    child = models.CharField(max_length=32, null=True)  # noqa: DJ001  # no child is not ""
    kind = models.CharField(max_length=20)
    purpose = models.CharField(max_length=40)
    authority = models.CharField(max_length=200)
    begins = models.DateField()
    ends = models.DateField()
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Token(models.Model):
    """What a signed-in person shows instead of a name: the SHA-256 of a random text."""

    digest = models.CharField(primary_key=True, max_length=64)
    person = models.CharField(max_length=32)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Credential(models.Model):
    """One thing by which a person's account is known: what an operator handed out, or they chose.

    ``kept`` is a digest (invitation, recovery code), a slow hash (password), a ciphertext (the
    seed of an authenticator), a public key (passkey) or a keyed token (whom an agency's sign-in
    means): never what is shown at the door.
    """

    person = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=12)
    kept = models.BinaryField()
    begins = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField(unique=True)

    @property
    def digest(self) -> str:
        """The SHA-256 of what is kept, which the entry names: nobody swaps it unseen."""
        return sha256(bytes(self.kept)).hexdigest()


class SignIn(models.Model):
    """One try at the door that counts: it let somebody in, or was refused.

    ``credential`` is the entry of the second factor shown; ``counter`` its time step or count, so
    that none is taken twice.
    """

    person = models.CharField(max_length=32, db_index=True)
    answer = models.CharField(max_length=20)
    at = models.DateTimeField()
    credential = models.BigIntegerField(null=True)
    counter = models.BigIntegerField(null=True)
    entry = models.BigIntegerField(unique=True)


class Ended(models.Model):
    """That something above ended before its day: ``of`` is the ledger entry that began it."""

    of = models.BigIntegerField(unique=True)
    on = models.DateField()
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class DutyAct(models.Model):
    """What somebody did to a duty: took it, handed it over, let it rest. It hangs on its name.

    ``on`` is the home's day, ``at`` the instant; ``to`` a person, or an office by its name.
    """

    duty = models.CharField(max_length=16, db_index=True)
    finding = models.CharField(max_length=16)
    act = models.CharField(max_length=20)
    person = models.CharField(max_length=32)
    role = models.CharField(max_length=40)
    agency = models.CharField(max_length=20)
    office = models.CharField(max_length=80)
    at = models.DateTimeField()
    on = models.DateField()
    to = models.CharField(max_length=80, null=True)  # noqa: DJ001  # nobody is not ""
    reason = models.CharField(max_length=200, null=True)  # noqa: DJ001  # no reason is not ""
    until = models.DateField(null=True)
    entry = models.BigIntegerField(unique=True)


class Disclosure(models.Model):
    """One look, list, search, count, copy or refusal; what was said of it stands in its entry."""

    entry = models.BigIntegerField(primary_key=True)
    person = models.CharField(max_length=32)
    action = models.CharField(max_length=10)
    purpose = models.CharField(max_length=40)
    granted = models.BooleanField()
    day = models.DateField()

    class Meta:
        """Budgets ask by person and day."""

        indexes: ClassVar = [models.Index(fields=["person", "day"], name="store_disclosure_day")]


class Account(models.Model):
    """A child's next disclosure: its number, the one before it, and the link that chains them."""

    child = models.CharField(max_length=32)
    number = models.BigIntegerField()
    entry = models.BigIntegerField(db_index=True)
    previous = models.BinaryField()
    link = models.BinaryField()

    class Meta:
        """No number of a child's account is given twice."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "number"], name="store_account_number")
        ]


class SealedService(models.Model):
    """A notice that an agency handed over, to be sent to an address which it does not see.

    ``notice`` is its SHA-256; the bytes are encrypted under the key of ``identity``, one of the
    child's records, and ``sealed`` is the SHA-256 of the ciphertext, which the entry names too.
    """

    id = models.CharField(primary_key=True, max_length=32)
    identity = models.BigIntegerField(db_index=True)
    person = models.CharField(max_length=32)
    role = models.CharField(max_length=40)
    agency = models.CharField(max_length=20)
    purpose = models.CharField(max_length=40)
    kind = models.CharField(max_length=4)
    notice = models.CharField(max_length=64)
    asked_on = models.DateField()
    sealed = models.CharField(max_length=64)
    ciphertext = models.BinaryField()
    entry = models.BigIntegerField()


class ServiceStep(models.Model):
    """What the mail room recorded of a letter.

    What opens the commitment is encrypted under the key of ``identity``, the record that told the
    address.
    """

    service = models.CharField(max_length=32, db_index=True)
    step = models.CharField(max_length=12)
    on = models.DateField()
    recorded_on = models.DateField()
    person = models.CharField(max_length=32)
    commitment = models.CharField(max_length=64, null=True)  # noqa: DJ001  # none is not ""
    identity = models.BigIntegerField(null=True)
    address = models.BinaryField(null=True)
    sealed = models.CharField(max_length=64, null=True)  # noqa: DJ001  # none is not ""
    ciphertext = models.BinaryField(null=True)
    entry = models.BigIntegerField()


# --- the vault and the index: deleted with a child's key ------------------------------------------


class VaultKey(models.Model):
    """The secret from which, with the home's key, an identity's vault key is made."""

    identity = models.BigIntegerField(primary_key=True)
    secret = models.BinaryField()


class Vault(models.Model):
    """The identifying fields of one event, encrypted under its identity's key."""

    event = models.BigIntegerField(primary_key=True)
    identity = models.BigIntegerField()
    ciphertext = models.BinaryField()


class ContentKey(models.Model):
    """The key of a content's set-aside lines. It expires, and the lines with it."""

    content = models.BigIntegerField(primary_key=True)
    secret = models.BinaryField()
    expires_on = models.DateField()


class Likeness(models.Model):
    """What one row showed of a child, as keyed tokens. ``row`` is a token of the whole row."""

    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField()
    row = models.BinaryField()
    numbers = models.BinaryField()
    given_names = models.BinaryField()
    surnames = models.BinaryField()
    birth_date = models.BinaryField()
    birth_month = models.BinaryField()


class Number(models.Model):
    """Which identities were told with an identifying number, by the number's token."""

    token = models.BinaryField(db_index=True)
    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField()


class MatchKey(models.Model):
    """A key by which a record is found for matching, as a keyed token."""

    token = models.BinaryField(db_index=True)
    identity = models.BigIntegerField(db_index=True)


class Place(models.Model):
    """Where rows told that identities live: tokens of building, unit and postal code.

    None where the row names none: a court's address has a postal code and nothing more.
    """

    building = models.BinaryField(null=True, db_index=True)
    unit = models.BinaryField(null=True)
    postal_code = models.BinaryField(null=True)
    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField()
    line = models.IntegerField()


class Sponsor(models.Model):
    """Who wants to take children in, or did: the token of the agency's reference, and nothing else.

    A sponsor is an entity of its own only here, as *the same or not*: no name, no list, no search.
    """

    token = models.BinaryField(db_index=True)
    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField()


class ReleasedRow(models.Model):
    """A row of a table that is sent whole again and again, by the token of what it says.

    ``of_table`` is the table's own identity; ``content`` the file that told the row first.
    """

    token = models.BinaryField(db_index=True)
    of_table = models.BigIntegerField()
    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField(db_index=True)


class AccountKey(models.Model):
    """The secret under which a child's account is chained; without it the chain names nobody."""

    child = models.CharField(primary_key=True, max_length=32)
    secret = models.BinaryField()


class SearchKey(models.Model):
    """The secret of a month's searches; deleted, what was searched for cannot be guessed."""

    month = models.CharField(primary_key=True, max_length=7)
    secret = models.BinaryField()


# --- what follows from it: can be made again ------------------------------------------------------


class Pending(models.Model):
    """An entry that waits for its place in the ledger."""

    entry = models.BigIntegerField(primary_key=True)


class Derived(models.Model):
    """A content whose children have been joined, folded and looked at."""

    content = models.BigIntegerField(primary_key=True)


class Weighed(models.Model):
    """A content whose records have been weighed against those they may be one child with."""

    content = models.BigIntegerField(primary_key=True)


class RowMark(models.Model):
    """That a release left out a row told before, or carried one again that was told elsewhere."""

    token = models.BinaryField(db_index=True)
    content = models.BigIntegerField(db_index=True)
    left_out = models.BooleanField()


class Child(models.Model):
    """A child's stable number: random, never reused."""

    id = models.CharField(primary_key=True, max_length=32)


class Membership(models.Model):
    """Which child a source identity is, as known from a day up to, not including, another.

    ``entry`` is the ledger's last entry when it was written, ``ended_by`` the entry that ended it.
    """

    identity = models.BigIntegerField(db_index=True)
    child = models.CharField(max_length=32, db_index=True)
    known_from = models.DateField()
    known_to = models.DateField(null=True)
    entry = models.BigIntegerField(default=0)
    ended_by = models.BigIntegerField(null=True)

    class Meta:
        """Every identity is one child at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["identity"],
                condition=models.Q(known_to=None),
                name="store_membership_one_open",
            )
        ]


class Alias(models.Model):
    """A number that leads to another one: from the ledger entry of a merge to that of its undoing.

    The days are those of knowledge; the entries say it to the look.
    """

    old = models.CharField(max_length=32, db_index=True)
    child = models.CharField(max_length=32, db_index=True)
    known_from = models.DateField()
    known_to = models.DateField(null=True)
    entry = models.BigIntegerField()
    ended_by = models.BigIntegerField(null=True)

    class Meta:
        """A number leads to one other number at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["old"], condition=models.Q(ended_by=None), name="store_alias_one_open"
            )
        ]


class Review(models.Model):
    """Children of whom a person must say whether they are one; by the entry that opened it.

    ``of`` are the identities of each child that is to stand beside the others.
    """

    entry = models.BigIntegerField(primary_key=True)
    of = models.JSONField()
    why = models.CharField(max_length=100)
    opened_on = models.DateField()
    closed_by = models.BigIntegerField(null=True, db_index=True)


class Episode(models.Model):
    """One episode's steps as known during an interval, for counting."""

    entity = models.BigIntegerField(db_index=True)  # the child's smallest identity, as known then
    identity = models.BigIntegerField(db_index=True)  # whose transfer it is, else the entity
    transferred = models.BooleanField()
    steps = models.JSONField()
    known_from = models.DateField()
    known_to = models.DateField(null=True)
    basis = models.CharField(max_length=7)


class Finding(models.Model):
    """One gap, true of one child during an interval, as known during another."""

    gap = models.CharField(max_length=40)
    anchor = models.CharField(max_length=200)
    identity = models.BigIntegerField(db_index=True)
    entity = models.BigIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)
    due = models.DateField(null=True)
    reason = models.CharField(max_length=40, null=True)  # noqa: DJ001  # no reason is not ""
    facts = models.JSONField()
    known_from = models.DateField()
    known_to = models.DateField(null=True)
    basis = models.CharField(max_length=7)


class NamedDuty(models.Model):
    """On which identity hangs the finding that makes the duty of a name.

    It follows from the findings and is written with them: a duty itself is stored nowhere.
    """

    duty = models.CharField(max_length=16, db_index=True)
    identity = models.BigIntegerField(db_index=True)


class AccountHead(models.Model):
    """How long a child's account is, its last link, and the account's place in the map."""

    child = models.CharField(primary_key=True, max_length=32)
    place = models.BinaryField()
    number = models.BigIntegerField()
    head = models.BinaryField()


class AccountNode(models.Model):
    """One place of the map of all accounts, by the bits that lead to it."""

    path = models.CharField(primary_key=True, max_length=256)
    node = models.BinaryField()


class Message(models.Model):
    """What one desk is to be told next of one finding's duty, or was told of it before.

    ``nth`` counts what is told to one desk of one finding; only the last may still wait. ``entry``
    is the ledger's entry that accounted for it before it left, ``told_on`` the day of that. The
    ledger keeps what was sent; these rows keep where it is.
    """

    id = models.CharField(primary_key=True, max_length=32)
    identity = models.BigIntegerField(db_index=True)
    gap = models.CharField(max_length=40)
    anchor = models.CharField(max_length=200)
    agency = models.CharField(max_length=20)
    role = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    nth = models.IntegerField()
    wakes_on = models.DateField()
    state = models.CharField(max_length=12)
    attempts = models.IntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    entry = models.BigIntegerField(null=True)
    told_on = models.DateField(null=True)
    problem = models.CharField(max_length=200, default="")

    class Meta:
        """What is due is asked by state and day; nothing is told twice under two numbers."""

        indexes: ClassVar = [models.Index(fields=["state", "wakes_on"], name="store_message_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["anchor", "gap", "role", "nth"], name="store_message_once"
            )
        ]
