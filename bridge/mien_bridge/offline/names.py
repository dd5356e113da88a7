"""Names of outputs that no two inputs share."""

__all__ = ["distinct_names"]


def distinct_names(stems: list[str]) -> list[str]:
    """The stems, numbered where they repeat: a second `take` becomes `take-2`."""
    names: list[str] = []
    taken: set[str] = set()
    for stem in stems:
        name, number = stem, 1
        # Compared without case: on Windows and macOS `A.csv` is `a.csv`.
        while name.lower() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.lower())
        names.append(name)
    return names
