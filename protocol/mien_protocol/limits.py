"""Limits of the wire, which a reader checks before it allocates memory for a message."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from mien_protocol.errors import ErrorCode, ProtocolError

__all__ = ["DEFAULT_LIMITS", "Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The maximum sizes; a `welcome` may change the defaults.

    Attributes:
        header_bytes: One header. That of `open_session` may be longer by `avatar_bytes`, that of `stream_header` by
            `mesh_bytes`, and that of `snapshot_reply` has as much as a `stream_header` for each of `sessions`.
        depth: Maps and arrays within one another, the header itself counted.
        items: Elements of one array, pairs of one map.
        values: Elements, keys and values of a header in all.
        str_bytes: One string, in UTF-8.
        avatar_bytes: A photo.
        mesh_bytes: Coordinates, triangles and positions of the mesh of a face texture.
        audio_samples: Samples of one `push_audio` or `bake_audio`.
        text_chars: Unicode code points of one `say`.
        payload_bytes: Any payload; a picture of 2048 x 2048 RGBA.
        chunk_frames: Frames of one `bake_chunk`.
        sessions: Sessions at one time.
    """

    header_bytes: int = 65_536
    depth: int = 8
    items: int = 1_024
    values: int = 16_384
    str_bytes: int = 40_000
    avatar_bytes: int = 16_000_000
    mesh_bytes: int = 400_000
    audio_samples: int = 480_000
    text_chars: int = 10_000
    payload_bytes: int = 17_000_000
    chunk_frames: int = 6_000
    sessions: int = 16

    def header_bytes_of(self, type_name: str) -> int:
        """Largest header of a message of this type."""
        if type_name == "open_session":
            return self.header_bytes + self.avatar_bytes
        if type_name == "stream_header":
            return self.header_bytes + self.mesh_bytes
        if type_name == "snapshot_reply":
            return (self.header_bytes + self.mesh_bytes) * max(self.sessions, 1)
        return self.header_bytes

    def differing(self) -> dict[str, int]:
        """The limits that differ from the defaults, by name, as `welcome` carries them."""
        default = asdict(DEFAULT_LIMITS)
        return {name: value for name, value in asdict(self).items() if value != default[name]}

    @staticmethod
    def named(changed: Mapping[str, int]) -> "Limits":
        """The defaults with the changes of `changed`; unknown names are ignored.

        Raises:
            ProtocolError: `malformed`, if a limit is negative.
        """
        known = {field.name for field in fields(Limits)}
        for name, value in changed.items():
            if value < 0:
                raise ProtocolError(ErrorCode.MALFORMED, f"the limit {name} must not be negative, got {value}")
        return Limits(**{name: value for name, value in changed.items() if name in known})


DEFAULT_LIMITS = Limits()
