"""TypeScript messages of the page."""

__all__ = ["sources"]


def sources() -> dict[str, str]:
    """Every generated file, by its path below the page's folder `wire`."""
    return {}
