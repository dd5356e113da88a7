"""The version of Mien that is installed."""

__all__ = ["version"]


def version() -> str:
    """The version of Mien that is installed."""
    # Imported here, as every command starts faster without it.
    import importlib.metadata

    return importlib.metadata.version("mien")
