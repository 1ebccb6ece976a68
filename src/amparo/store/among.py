"""A lookup for many numbers at once: ``filter(identity__among=numbers)``."""

from typing import Any

from django.db.models import BigIntegerField
from django.db.models.lookups import In


@BigIntegerField.register_lookup
class Among(In):
    """As ``in``, but that PostgreSQL gets one array, and not hundreds of parameters to read."""

    lookup_name = "among"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The column, and all numbers as one value."""
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", (*values, list(self.rhs))
