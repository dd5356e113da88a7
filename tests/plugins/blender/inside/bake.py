"""A bake gives keys that Blender evaluates to the daemon's motion, at any frame rate."""

import bpy
import numpy as np
from harness import run
from mathutils import Quaternion
from scenes import FPS, bake, motion, set_fps, shape_values, stock_head, turned

TOLERANCE = 1e-4


def expected_at(times_s, rate_hz):
    """Expression and head at some times: linear between the frames, the head along great circles."""
    found = motion(rate_hz)
    place = np.minimum(times_s * rate_hz, len(found["time_ns"]) - 1)
    lower = np.floor(place + 1e-6).astype(int)
    share = np.maximum(place - lower, 0.0)
    upper = np.minimum(lower + 1, len(found["time_ns"]) - 1)
    expression = (1 - share)[:, None] * found["expression"][lower] + share[:, None] * found["expression"][upper]
    pairs = zip(found["head_wxyz"][lower], found["head_wxyz"][upper], share, strict=True)
    heads = [Quaternion(low).slerp(Quaternion(high), part) for low, high, part in pairs]
    return expression, heads, list(found["expression_names"])


def in_blender(head):
    """A rotation of the head frame (Y up, Z forward) in Blender's (Z up, -Y forward)."""
    return Quaternion((head.w, head.x, -head.z, head.y))


def distance(one, other):
    """The greatest difference of two quaternions' numbers, whatever their signs."""
    sign = 1.0 if one.dot(other) >= 0.0 else -1.0
    return max(abs(a - sign * b) for a, b in zip(one, other, strict=True))


def check_values_are_the_daemons_at_every_frame_rate():
    armature = stock_head()
    for fps in FPS:
        set_fps(fps)
        bake()
        render = bpy.context.scene.render
        exact = render.fps / render.fps_base
        frames = np.arange(0, int(4 * exact), 7)
        expression, heads, names = expected_at(frames / exact, round(exact) if render.fps_base == 1.0 else 120)
        for number, frame in enumerate(frames):
            bpy.context.scene.frame_set(1 + int(frame))
            for part in ("Face", "Eyes"):
                values = shape_values(bpy.data.objects[part])
                moving = [row.key for row in armature.mien.shapes if row.target.name == part]
                assert len(moving) == {"Face": 52, "Eyes": 8}[part]
                off = max(abs(values[name] - expression[number][names.index(name)]) for name in moving)
                assert off < TOLERANCE, (fps, frame, part, off)
            whole = in_blender(heads[number])
            assert distance(turned(armature, "head"), whole) < TOLERANCE, (fps, frame)
            assert distance(turned(armature, "neck"), Quaternion().slerp(whole, 0.5)) < TOLERANCE, (fps, frame)


run(globals())
