"""Imports run one way: mien_bridge, mien_inference, mien_protocol. mien_agents, beside them, knows the wire only."""

import pytest

from tests.hygiene.sources import PACKAGES, imports_of, name_of, python_files

pytestmark = pytest.mark.hygiene

ORDER = ("mien_protocol", "mien_inference", "mien_bridge")

FLOORS = (
    {"runtime", "media", "formats", "unity", "provenance"},
    {"models", "inputs", "outputs", "web"},
    {"tts"},
    {"offline"},
    {"daemon"},
    {"tap"},
    {"live", "remote"},
    {"cli"},
)
"""The folders of mien_bridge, from the ground up: each imports only from floors below its own."""

SOCKETS = {"socket", "ssl", "http", "urllib", "asyncio", "zmq", "websockets", "requests", "ftplib", "smtplib"}
THREADS = {"threading", "multiprocessing", "concurrent", "queue", "subprocess"}
CLOCKS = {"time", "datetime"}
NETWORKS = {"torch", "mediapipe", "scipy", "cv2", "numba", "PIL", "av"}


def imported(package: str) -> set[tuple[str, str]]:
    """Each (file, top-level module) pair of a package."""
    files = PACKAGES[package].rglob("*.py")
    return {(name_of(path), module.partition(".")[0]) for path in files for module in imports_of(path)}


@pytest.mark.parametrize("package", ORDER)
def test_imports_run_one_way(package):
    above = ORDER[ORDER.index(package) + 1 :]
    assert not [pair for pair in imported(package) if pair[1] in above]


def test_no_folder_of_the_bridge_needs_one_on_its_floor_or_above():
    floors = {folder: number for number, folders in enumerate(FLOORS) for folder in folders}
    root = PACKAGES["mien_bridge"]
    upward = []
    for path in root.rglob("*/*.py"):
        folder = path.relative_to(root).parts[0]
        used = {module.split(".")[1] for module in imports_of(path) if module.startswith("mien_bridge.")}
        upward += [(name_of(path), other) for other in used - {folder} if floors[other] >= floors[folder]]
    assert upward == []


def test_agents_know_the_wire_only():
    assert not [pair for pair in imported("mien_agents") if pair[1] in {"mien_bridge", "mien_inference"} | NETWORKS]
    assert not [pair for package in ORDER for pair in imported(package) if pair[1] == "mien_agents"]


def test_the_protocol_knows_no_networks():
    assert not [pair for pair in imported("mien_protocol") if pair[1] in NETWORKS]


def test_the_inference_opens_no_socket_starts_no_thread_reads_no_clock():
    # Training is a command for people, who want to know how long it takes.
    found = [pair for pair in imported("mien_inference") if "/training/" not in pair[0]]
    assert not [pair for pair in found if pair[1] in SOCKETS | THREADS | CLOCKS]


@pytest.mark.parametrize("package", ORDER)
def test_products_import_neither_tests_nor_benchmarks(package):
    assert not [pair for pair in imported(package) if pair[1] in {"tests", "benchmarks", "pytest", "hypothesis"}]


def test_benchmarks_need_no_tests():
    pairs = [(name_of(path), module) for path in python_files("benchmarks") for module in imports_of(path)]
    assert not [pair for pair in pairs if pair[1].startswith(("tests", "pytest"))]
