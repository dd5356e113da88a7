"""What the tests of the Unity package share: compiled assemblies, their NUnit results, players, recordings."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from mien_bridge.media.audio import AudioFile
from tests.plugins.unity.player_process import PlayerProcess
from tests.plugins.unity.toolchain.build import Build, build
from tests.plugins.unity.toolchain.installation import ToolchainError, install
from tests.plugins.unity.toolchain.nunit import RUNNER, Results, run_tests
from tests.plugins.unity.toolchain.project import default_project

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
def play(compiled) -> Iterator[Play]:
    """Starts players, each with a connection file; ends them."""
    ready = compiled("Mien.Player")
    players: list[PlayerProcess] = []

    def start(connection_file: Path, *options: str) -> PlayerProcess:
        players.append(PlayerProcess(ready, connection_file, *options))
        return players[-1]

    yield start
    for player in players:
        player.close()


@pytest.fixture(scope="session")
def speech(demo_sentence: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Recorded speech as bare samples: mono, 16 kHz, signed 16 bit."""
    with AudioFile(demo_sentence) as audio:
        samples = np.concatenate([block.speech for block in audio.blocks()])
    path = tmp_path_factory.mktemp("speech") / "speech.pcm"
    path.write_bytes(np.clip(np.round(samples * 32_768.0), -32_768, 32_767).astype("<i2").tobytes())
    return path
