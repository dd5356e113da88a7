"""What the tests of the Unity package share: compiled assemblies, their NUnit results, players, recordings."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import zmq

from mien_bridge.media.audio import AudioFile
from tests.plugins.unity.player_process import PlayerProcess
from tests.plugins.unity.scene_process import SceneProcess
from tests.plugins.unity.toolchain.build import Build, build
from tests.plugins.unity.toolchain.installation import ToolchainError, install
from tests.plugins.unity.toolchain.nunit import RUNNER, Results, run_tests
from tests.plugins.unity.toolchain.project import default_project

LIBRARIES = Path(zmq.__file__).parents[1] / "pyzmq.libs"

Play = Callable[[Path], PlayerProcess]


@pytest.fixture(scope="session")
def compiled() -> Callable[..., Build]:
    """Compiles assemblies, by name, where they have changed; skips where no C# can be compiled."""
    try:
        install()
    except ToolchainError as error:
        pytest.skip(str(error))
    return lambda *names: build(default_project(), list(names))


@pytest.fixture(scope="session")
def results(compiled) -> Callable[[str], Results]:
    """What came of the NUnit tests of an assembly, which are run once."""
    known: dict[str, Results] = {}

    def of(assembly: str) -> Results:
        if assembly not in known:
            known[assembly] = run_tests(compiled(assembly, RUNNER), assembly)
        return known[assembly]

    return of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a daemon writes its connection file."""
    return tmp_path / "daemon.json"


@pytest.fixture
def photo(astronaut_png: Path) -> Path:
    """A photo of a face."""
    return astronaut_png


@pytest.fixture
def scene(compiled, path: Path) -> Iterator[SceneProcess]:
    """A game without a screen, whose connection file is at `path`."""
    process = SceneProcess(compiled("Mien.ScenePlayer"), path)
    yield process
    process.close()


@pytest.fixture
def play(compiled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Play]:
    """Starts players, each with a connection file; ends them."""
    ready = compiled("Mien.Player")
    monkeypatch.setenv("LD_LIBRARY_PATH", libzmq_folder(tmp_path))
    players: list[PlayerProcess] = []

    def start(connection_file: Path, *options: str) -> PlayerProcess:
        players.append(PlayerProcess(ready, connection_file, *options))
        return players[-1]

    yield start
    for player in players:
        player.close()


def libzmq_folder(parent: Path) -> str:
    """A search path on which libzmq is found under its own name: pyzmq has it under another, beside what it needs."""
    found = next(iter(sorted(LIBRARIES.glob("libzmq*.so*"))), None)
    if found is None:
        return ""
    folder = parent / "native"
    folder.mkdir()
    (folder / "libzmq.so").symlink_to(found)
    return f"{folder}:{LIBRARIES}"


@pytest.fixture(scope="session")
def speech(demo_sentence: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Recorded speech as bare samples: mono, 16 kHz, signed 16 bit."""
    with AudioFile(demo_sentence) as audio:
        samples = np.concatenate([block.speech for block in audio.blocks()])
    path = tmp_path_factory.mktemp("speech") / "speech.pcm"
    path.write_bytes(np.clip(np.round(samples * 32_768.0), -32_768, 32_767).astype("<i2").tobytes())
    return path


@pytest.fixture(scope="session")
def word(speech: Path) -> Path:
    """The first 0.4 s of it, for where it is performed in its own time."""
    path = speech.with_name("word.pcm")
    path.write_bytes(speech.read_bytes()[: 2 * 6_400])
    return path


@pytest.fixture(scope="session")
def sentence(speech: Path) -> Path:
    """Two seconds of it, begun in the midst of a word."""
    path = speech.with_name("sentence.pcm")
    path.write_bytes(speech.read_bytes()[16_000 : 16_000 + 2 * 2 * 16_000])
    return path
