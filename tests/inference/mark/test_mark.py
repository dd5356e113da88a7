"""The invisible mark: it is read after what pictures go through, is not seen, and is never found where none is."""

import hashlib

import numpy as np
import pytest

from mien_inference.mark import Message, PictureMarker, read_picture
from mien_inference.mark.convolutional_code import CODE_BITS, decode, encode
from mien_inference.mark.layout import DATA_CELLS, FIXED_CELLS, PHASE_CELLS, SIGNS, cell_px, phase_level
from mien_protocol.errors import MienError
from tests.inference.mark.pictures import HANDLINGS, cropped, photo

pytestmark = pytest.mark.unit

MESSAGE = Message(0x12_3456_789A, 699)


@pytest.fixture(scope="module")
def marker():
    return PictureMarker(MESSAGE)


def decibels(first, second):
    error = (first[..., :3].astype(np.float64) - second[..., :3]) ** 2
    return 10 * np.log10(255**2 / error.mean())


def test_a_message_comes_back_from_its_bits():
    for message in (MESSAGE, Message(0, 0), Message((1 << 40) - 1, 16_383)):
        assert Message.from_bits(message.bits()) == message


def test_a_message_with_any_wrong_bit_is_none():
    bits = MESSAGE.bits()
    for place in range(len(bits)):
        wrong = bits.copy()
        wrong[place] ^= 1
        assert Message.from_bits(wrong) is None


@pytest.mark.parametrize("bits", [np.zeros(88, np.uint8), np.ones(88, np.uint8)])
def test_bits_that_are_all_alike_are_no_message(bits):
    assert Message.from_bits(bits) is None


@pytest.mark.parametrize(("installation", "day"), [(-1, MESSAGE.day), (1 << 40, MESSAGE.day), (1, -1), (1, 16_384)])
def test_a_message_out_of_range_is_refused(installation, day):
    with pytest.raises(MienError):
        Message(installation, day)


def test_the_code_corrects_what_noise_does():
    code = encode(MESSAGE.bits()).astype(np.float32)
    noise = np.random.default_rng(7).normal(size=(20, CODE_BITS)).astype(np.float32)
    assert all(np.array_equal(decode(code + 1.2 * each), MESSAGE.bits()) for each in noise)


def test_every_cell_has_one_use():
    used = np.concatenate([FIXED_CELLS, PHASE_CELLS, DATA_CELLS])
    assert sorted(used) == list(range(1024))
    assert (SIGNS[0, FIXED_CELLS] == SIGNS[1, FIXED_CELLS]).all()
    assert (SIGNS[0, PHASE_CELLS] == -SIGNS[1, PHASE_CELLS]).all()


def test_phases_take_turns_and_fade():
    seconds = [0, 1.5, 1.8, 2.0, 3.5, 3.8, 4.0]
    assert [round(phase_level(int(at * 1e9)), 6) for at in seconds] == [1, 1, 0, -1, -1, 0, 1]


@pytest.mark.parametrize(("size", "cell"), [((512, 512), 8), ((256, 256), 4), ((720, 1280), 15), ((64, 64), 2)])
def test_cells_grow_with_the_picture(size, cell):
    assert cell_px(*size) == cell


@pytest.mark.parametrize("handling", HANDLINGS)
@pytest.mark.parametrize("time_ns", [0, 3_000_000_000])
def test_it_is_read_after_ordinary_handling(marker, handling, time_ns):
    marked = marker.mark(photo(), time_ns)
    reading = read_picture(HANDLINGS[handling](np.ascontiguousarray(marked[..., :3])))
    assert reading is not None
    assert reading.message == MESSAGE
    assert reading.agreement > 8


@pytest.mark.parametrize("size", [256, 384, 512, 1024])
def test_it_is_read_at_every_size(marker, size):
    assert read_picture(marker.mark(photo(size), 0)).message == MESSAGE


def test_it_is_found_where_it_lies(marker):
    grid = read_picture(cropped(marker.mark(photo(), 0))).grid
    assert grid.cell_px == pytest.approx(8, rel=0.01)
    assert (grid.row * 4 + 37) % 256 == pytest.approx(0, abs=4)


def test_it_changes_a_picture_by_two_at_most(marker):
    for picture in (photo(), photo(256), np.random.default_rng(1).integers(0, 256, (512, 512, 4), dtype=np.uint8)):
        marked = marker.mark(picture, 0)
        assert abs(marked.astype(int) - picture).max() == 2
        assert decibels(marked, picture) >= 42


def test_it_does_not_change_the_light_of_an_even_plane(marker):
    plane = np.full((512, 512, 4), 200, np.uint8)
    assert (marker.mark(plane, 0)[..., [0, 1, 3]] == 200).all()
    assert set(np.unique(marker.mark(plane, 0)[..., 2])) == {198, 202}


def test_black_and_white_do_not_turn_over(marker):
    for value in (0, 255):
        plane = np.full((64, 64, 4), value, np.uint8)
        plane[..., 3] = 255
        assert abs(marker.mark(plane, 0).astype(int) - plane).max() <= 2


def test_alpha_and_what_is_clear_stay(marker):
    picture = np.random.default_rng(2).integers(0, 256, (128, 128, 4), dtype=np.uint8)
    picture[:64, :, 3] = 0
    marked = marker.mark(picture, 0)
    assert np.array_equal(marked[:64], picture[:64])
    assert np.array_equal(marked[..., 3], picture[..., 3])
    assert not np.array_equal(marked[64:], picture[64:])


def test_a_cut_out_carries_it_on_whatever_lies_beneath(marker):
    picture = photo()
    ys, xs = np.mgrid[:512, :512]
    picture[..., 3] = np.clip(255 - 2 * (np.hypot(xs - 256, ys - 256) - 240), 0, 255)
    marked = marker.mark(picture, 0).astype(np.float32)
    share = marked[..., 3:] / 255
    laid = np.rint(marked[..., :3] * share + 90 * (1 - share)).astype(np.uint8)
    assert read_picture(laid).message == MESSAGE


def test_a_picture_is_not_changed_itself(marker):
    picture = photo()
    before = picture.copy()
    marker.mark(picture, 0)
    assert np.array_equal(picture, before)


@pytest.mark.parametrize("shape", [(1, 1, 4), (2, 3, 4), (7, 513, 4), (65, 2, 4)])
def test_pictures_of_any_size_are_marked_and_read(marker, shape):
    marked = marker.mark(np.full(shape, 100, np.uint8), 0)
    assert marked.shape == shape
    assert read_picture(marked) is None


@pytest.mark.parametrize("shape", [(8, 8, 3), (8, 8), (8, 8, 4, 1)])
def test_another_shape_is_refused(marker, shape):
    with pytest.raises(MienError):
        marker.mark(np.zeros(shape, np.uint8), 0)
    if shape != (8, 8, 3):
        with pytest.raises(MienError):
            read_picture(np.zeros(shape, np.uint8))


def test_pictures_without_a_mark_have_none():
    noise = np.random.default_rng(3)
    pictures = [
        photo(),
        photo(256),
        np.full((512, 512, 3), 77, np.uint8),
        noise.integers(0, 256, (384, 384, 3), dtype=np.uint8),
    ]
    assert [read_picture(np.ascontiguousarray(picture[..., :3])) for picture in pictures] == [None] * len(pictures)


def test_vector():
    """Golden bytes: what docs/mark.md gives to whoever writes a reader or a marker."""
    levels = PictureMarker(MESSAGE).mark(np.full((512, 512, 4), 128, np.uint8), 0)[::8, ::8, 2]
    tile = (levels[:32, :32] < 128).astype(np.uint8)
    assert np.array_equal(levels[:32, :32], levels[32:, 32:])
    assert np.packbits(tile)[:8].tobytes().hex() == "085064729caf2d1f"
    assert (
        hashlib.sha256(np.packbits(tile).tobytes()).hexdigest()
        == "8e76e2225212b7a6940e8a467ca5d15602f5b8482f9b527687b18a2e2f18d230"
    )
