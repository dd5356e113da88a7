"""The one family of errors whose text is written for the person who caused them."""

__all__ = ["MienError"]


class MienError(Exception):
    """Something the user gave cannot be used; the message says what was got, what was expected, what to do.

    Command lines print the message alone and exit with 2; servers send it as an error reply. Anything that
    is not a `MienError` is a defect of Mien and keeps its traceback.
    """
