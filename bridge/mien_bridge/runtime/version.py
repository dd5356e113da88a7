"""The version of Mien that is installed."""

__all__ = ["version"]


def version() -> str:
    """The version of Mien that is installed."""
    # Here, because every command starts quicker without it.
    import importlib.metadata

    return importlib.metadata.version("mien")
