"""Recordings of every kind give the motion that the same speech in a plain WAV file gives."""

import bpy
import numpy as np
from harness import run
from scenes import GIVEN, bake, motion, refusal, settings, stock_head

FORMATS = ("flac", "mp3", "m4a", "opus", "mp4")
SLIGHT = 0.02
"""Mean difference of coefficients that a lossy codec may make."""


def baked():
    """The values of all shape keys of the face at every frame, as they were baked."""
    keys = bpy.data.objects["Face"].data.shape_keys
    names = list(motion(24)["expression_names"])
    bags = [bag for strip in keys.animation_data.action.layers[0].strips for bag in strip.channelbags]
    bag = next(bag for bag in bags if bag.slot == keys.animation_data.action_slot)
    curves = [bag.fcurves.find(f'key_blocks["{name}"].value') for name in names]
    return np.array([[point.co[1] for point in curve.keyframe_points] for curve in curves]).T


def check_every_format_says_the_same():
    stock_head()
    expected = motion(24)["expression"]
    for name in (*(f"speech.{suffix}" for suffix in FORMATS), "speech-96k.wav", "speech-float.wav", "speech-24.wav"):
        bake(audio=str(GIVEN / name))
        got = baked()
        frames = min(len(got), len(expected))
        assert abs(len(got) - len(expected)) <= 3, (name, len(got))
        # Within a frame or two: some codecs begin with a little silence.
        off = min(np.abs(got[shift:frames] - expected[: frames - shift]).mean() for shift in range(3))
        assert off < SLIGHT, (name, off)


def check_a_mute_movie_is_refused():
    stock_head()
    settings(audio=str(GIVEN / "mute.mp4"))
    assert "as sound" in refusal(bpy.ops.mien.bake)


run(globals())
