"""A daemon with the parts that Mien ships, and an agent's way of talking."""

import asyncio

import numpy as np
import pytest

from mien_agents import FaceOptions, Picture, Sound, TalkingFace, UtteranceEnd
from mien_bridge.daemon.pictures.portraits import make_portrait_cache
from mien_bridge.media.audio import AudioFile
from mien_bridge.offline.performance import find_pipeline_factory
from tests.bridge.daemon.running import running

PATIENCE_S = 120.0


@pytest.fixture(scope="module")
def daemon(face_models, tmp_path_factory):
    path = tmp_path_factory.mktemp("agents") / "daemon.json"
    with running(
        path, build=find_pipeline_factory(), avatars=make_portrait_cache(face_models), heartbeat_s=20.0
    ) as daemon:
        yield daemon


@pytest.fixture
def options(daemon, astronaut_png):
    return FaceOptions(
        photo=astronaut_png.read_bytes(), size=128, fps=20, audio_rate_hz=16_000, connection_file=daemon.path
    )


@pytest.fixture(scope="session")
def speech(demo_sentence):
    """Two seconds of the sentence of the demo, 16 kHz."""
    with AudioFile(demo_sentence) as audio:
        sound = np.concatenate([block.speech for block in audio.blocks()])
    return np.round(sound[:32_000] * 32_767).astype(np.int16)


async def shown(face: TalkingFace) -> list[Picture | Sound]:
    """What comes until the end of an utterance."""
    items: list[Picture | Sound] = []
    async with asyncio.timeout(PATIENCE_S):
        async for item in face:
            if isinstance(item, UtteranceEnd):
                break
            items.append(item)
    return items
