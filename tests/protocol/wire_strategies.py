"""Any message at all, for hypothesis: made from the same annotations that the codec reads."""

import re
from functools import singledispatch

import numpy as np
from hypothesis import strategies as st

from mien_protocol.messages import (
    AudioFrame,
    BakeAudio,
    BakeChunk,
    BakeOpened,
    FaceFrame,
    FaceMesh,
    FaceStreamHeader,
    Keepalive,
    MotionStreamHeader,
    OpenSession,
    StreamHeader,
)
from mien_protocol.messages.bake import ChunkFrames
from mien_protocol.messages.common import AnyBytes, AudioBytes
from mien_protocol.messages.controls import CONTROL_KINDS, ControlsKind
from mien_protocol.messages.frames import Frame
from mien_protocol.messages.table import BY_CLASS, TABLE
from mien_protocol.schema import Struct, layout_of
from mien_protocol.topics import StreamKind
from mien_protocol.values import Bin, Bool, Float, Int, ListOf, MapOf, Str

SESSIONS = st.from_regex(re.compile("[a-z0-9]{1,32}"), fullmatch=True)


@singledispatch
def values(kind):
    """Whatever a kind allows."""
    raise AssertionError(f"no strategy for {kind}")


@values.register
def _(kind: Int):
    return st.integers(kind.low, kind.high) | st.sampled_from([kind.low, kind.high])


@values.register
def _(kind: Float):
    return st.floats(kind.low, kind.high)


@values.register
def _(_kind: Bool):
    return st.booleans()


@values.register
def _(kind: Str):
    if kind.choices:
        return st.sampled_from(kind.choices)
    if kind.pattern:
        return st.from_regex(re.compile(kind.pattern), fullmatch=True)
    return st.text(max_size=min(20, (kind.max_bytes or 80) // 4))


@values.register
def _(kind: Bin):
    return st.integers(0, 4).flatmap(lambda count: st.binary(min_size=count * kind.unit, max_size=count * kind.unit))


@values.register
def _(kind: ListOf):
    if kind.length is None:
        return st.lists(values(kind.element), max_size=3).map(tuple)
    # A list of 52 drawn strings would take most of what hypothesis can draw.
    return values(kind.element).map(lambda value: (value,) * kind.length)


@values.register
def _(kind: MapOf):
    return st.dictionaries(st.text(max_size=12), values(kind.element), max_size=3)


@values.register
def _(kind: Struct):
    return messages(kind.cls)


@values.register
def _(kind: ControlsKind):
    controls = {name: values(control) for name, control in CONTROL_KINDS.items()}
    controls["blink_rate_per_min"] |= st.none()
    return st.fixed_dictionaries(controls) if kind.whole else st.fixed_dictionaries({}, optional=controls)


@values.register
def _(_kind: ChunkFrames):
    return st.integers(1, 6_000)


@values.register
def _(_kind: AnyBytes):
    return st.binary(max_size=40)


@values.register
def _(_kind: AudioBytes):
    return st.integers(1, 20).flatmap(lambda count: st.binary(min_size=2 * count, max_size=2 * count))


def fields(cls):
    """A strategy for each field of a message, those that contradict each other not heeded."""
    layout = layout_of(cls)
    drawn = {
        field.name: values(field.kind) | st.none() if field.nullable else values(field.kind) for field in layout.header
    }
    if layout.payload is not None:
        drawn["payload"] = values(layout.payload)
    if issubclass(cls, Frame):
        drawn["session"] = SESSIONS
    return drawn


@st.composite
def messages(draw, cls):
    """Any message of a class."""
    drawn = {name: draw(strategy) for name, strategy in fields(cls).items()}
    reconcile(draw, cls, drawn)
    return cls(**drawn)


def reconcile(draw, cls, drawn):
    """Makes fields agree that must."""
    if issubclass(cls, StreamHeader):
        drawn["kind"] = BY_CLASS[cls].stream.value
    if cls is Keepalive:
        drawn["kind"] = draw(st.sampled_from(StreamKind))
    elif cls is OpenSession:
        if drawn["avatar"] is not None:
            drawn["avatar_sha256"] = None
        if drawn["avatar"] is None and drawn["avatar_sha256"] is None:
            drawn["face"] = None
    elif cls in (MotionStreamHeader, BakeOpened):
        drawn["latent_size"] = 0 if drawn["layout"] == "m1" else max(1, drawn["latent_size"])
    elif cls is FaceMesh:
        reconcile_mesh(drawn)
    elif cls is FaceStreamHeader:
        texture = drawn["face_layout"] == "texture"
        drawn["mesh"] = (drawn["mesh"] or draw(values(mesh_kind()))) if texture else None
    elif cls is FaceFrame and drawn["jpeg_bytes"] is not None:
        drawn["jpeg_bytes"] %= len(drawn["payload"]) + 1
    elif cls is AudioFrame:
        drawn["payload"] *= 2
    elif cls is BakeAudio and drawn["last"]:
        drawn["payload"] = b""
    elif cls is BakeChunk:
        drawn["payload"] = drawn["payload"][:3].ljust(1, b"x") * drawn["count"]


def reconcile_mesh(drawn):
    """Makes a mesh one of as many vertices as it says."""
    drawn["uv"] = np.nan_to_num(np.frombuffer(drawn["uv"], "<f4")).tobytes()
    drawn["triangles"] = bytes(len(drawn["triangles"])) if drawn["uv"] else b""
    drawn["openings"] %= len(drawn["triangles"]) // 12 + 1
    vertices = len(drawn["uv"]) // 8
    if drawn["positions"] is not None:
        drawn["positions"] = bytes(12 * vertices)
    if drawn["landmarks"] is not None:
        drawn["landmarks"] = {name: at % vertices for name, at in drawn["landmarks"].items()} if vertices else {}


def mesh_kind():
    return next(field.kind for field in layout_of(FaceStreamHeader).header if field.name == "mesh")


def any_message():
    """Any message of the protocol."""
    return st.one_of([messages(row.cls) for row in TABLE])
