"""Why a whole delivery is refused; a refused delivery leaves nothing behind."""


class DeliveryRefused(Exception):
    """A delivery that is not taken. The message says what is wrong, where, and what was done."""

    def __init__(self, folder: str, what: str) -> None:
        super().__init__(f"{folder}: {what}. The delivery is refused; nothing of it was recorded.")
        self.what = what
