"""Any bytes whatsoever: a message or a `ProtocolError`, and little memory."""

import random
import tracemalloc

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mien_protocol.codec import decode, encode
from mien_protocol.errors import ProtocolError
from mien_protocol.header import check_header
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.messages import ErrorReply, Sender, Socket
from mien_protocol.vectors.files import golden_vectors
from mien_protocol.vectors.malformed import malformed_vectors

pytestmark = pytest.mark.fuzz

PLACES = [(socket, sender) for socket in Socket for sender in Sender]
GOLDEN = golden_vectors()

RANDOM_CASES = 40_000
MUTATED_CASES = 50_000
BUILT_CASES = 20_000

# What a byte can announce: every kind of container and length, and numbers at their ends.
ANNOUNCING = bytes.fromhex("80818f90919fa0a1bfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0ff007f")

NUMBERS = [0, 1, -1, 2**31, 2**32, 2**53, 2**63, 2**64 - 1, -(2**63), 0.0, 0.5, float("nan"), float("inf"), 1e308]
WORDS = ["type", "id", "session", "hello", "ping", "controls", "kind", "motion", "a", "cancel", "protocol", "face"]


def read(parts, socket, sender):
    """Whether some parts are a message; anything but a message or a `ProtocolError` escapes."""
    try:
        message = decode(parts, socket, sender)
    except ProtocolError as error:
        # The daemon can tell it to whoever sent it, whatever was in it.
        if error.code not in {"malformed", "unsupported"} or len(encode(ErrorReply.of(error))[0]) > 1_000:
            raise AssertionError(f"{error.code}: {error}") from error
        return False
    again = encode(message)
    assert decode(again, socket, sender) == message
    return True


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Some bytes with one thing wrong with them."""
    at = rng.randrange(len(data) + 1)
    some = bytes(rng.choices(ANNOUNCING, k=rng.randrange(1, 4))) if rng.random() < 0.5 else rng.randbytes(2)
    match rng.randrange(5):
        case 0:
            return data[:at] + some + data[at + len(some) :]
        case 1:
            return data[:at] + some + data[at:]
        case 2:
            return data[:at] + data[at + rng.randrange(1, 9) :]
        case 3:
            other = rng.randrange(len(data) + 1)
            return data[:at] + data[other : other + 20] + data[at:]
        case _:
            return data[:at]


def built(rng: random.Random, depth: int = 0):
    """A value of msgpack, at random, of the keys and texts that mean something here."""
    scalars = [None, True, False, *NUMBERS, *WORDS, *WORDS, rng.randbytes(rng.randrange(6))]
    if depth == 5 or rng.random() < 0.7:
        return rng.choice(scalars)
    if rng.random() < 0.5:
        return [built(rng, depth + 1) for _ in range(rng.randrange(7))]
    return {rng.choice(WORDS): built(rng, depth + 1) for _ in range(rng.randrange(6))}


def test_random_bytes():
    rng = random.Random(1)
    for _ in range(RANDOM_CASES):
        alphabet = rng.randbytes if rng.random() < 0.5 else lambda size: bytes(rng.choices(ANNOUNCING, k=size))
        read([alphabet(rng.randrange(24)) for _ in range(rng.randrange(4))], *rng.choice(PLACES))


def test_vectors_with_one_thing_wrong():
    rng = random.Random(2)
    read_at_all = 0
    for _ in range(MUTATED_CASES):
        vector = rng.choice(GOLDEN)
        parts = list(vector.parts)
        at = rng.randrange(len(parts))
        parts[at] = mutated(parts[at], rng)
        read_at_all += read(parts, vector.socket, vector.sender)
    # Many a mutation hits a number or a text: if none could be read, the mutations would be too coarse to find much.
    assert MUTATED_CASES * 0.05 < read_at_all < MUTATED_CASES * 0.8


def test_values_that_nobody_would_send():
    rng = random.Random(3)
    for _ in range(BUILT_CASES):
        value = built(rng)
        if rng.random() < 0.5:
            value = {**(value if isinstance(value, dict) else {}), "type": rng.choice(GOLDEN).as_json()["type"]}
        parts = [msgpack.packb(value), *([b"\0\0"] if rng.random() < 0.3 else [])]
        socket, sender = rng.choice(PLACES)
        read([b"motion/a/", *parts] if rng.random() < 0.3 else parts, socket, sender)


@pytest.mark.parametrize("vector", GOLDEN, ids=lambda vector: vector.name)
def test_vectors_cut_at_every_byte(vector):
    at = 1 if vector.socket in (Socket.MOTION, Socket.FACE) else 0
    for cut in range(at + 1):
        for end in range(len(vector.parts[cut])):
            parts = [*vector.parts[:cut], vector.parts[cut][:end], *vector.parts[cut + 1 :]]
            assert not read(parts, vector.socket, vector.sender)


@pytest.mark.parametrize("vector", GOLDEN, ids=lambda vector: vector.name)
def test_vectors_where_they_do_not_belong(vector):
    for socket, sender in PLACES:
        read(vector.parts, socket, sender)
    for count in range(len(vector.parts)):
        assert not read(vector.parts[:count], vector.socket, vector.sender)
    assert not read([*vector.parts, b""], vector.socket, vector.sender)


@settings(max_examples=300)
@given(st.lists(st.binary(max_size=60), max_size=4), st.sampled_from(PLACES))
def test_any_parts_anywhere(parts, place):
    read(parts, *place)


def peak_bytes_of(parts, socket, sender):
    """The memory that refusing some parts takes."""
    tracemalloc.start()
    with pytest.raises(ProtocolError):
        decode(parts, socket, sender)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak_bytes


BOMBS = {
    "nested arrays that declare much": b"\xdc\x04\x00" * 20_000,
    "nested maps that declare much": b"\xde\x04\x00\xa0" * 15_000,
    "nested arrays of one": b"\x91" * 65_536,
    "empty arrays": b"\xdc\x04\x00" + (b"\xdc\x00\x3f" + b"\x90" * 63) * 990,
    "empty maps": b"\x81\xa1a\xdc\x03\xde" + (b"\xdc\x00\x3f" + b"\x80" * 63) * 990,
    "huge text": b"\xdb\xff\xff\xff\xff" + b"a" * 1_000,
    "huge bytes": b"\x81\xa4type\xc6\xff\xff\xff\xff",
    "huge array": b"\xdd\xff\xff\xff\xff" + b"\xc0" * 60_000,
    "huge map": b"\xdf\xff\xff\xff\xff" + b"\xa1a\xc0" * 20_000,
    "a header that is too long": b"\xc6\x00\xff\xff\xff" + bytes(16_777_215),
    "a photo's room full of arrays": b"\x81\xa1a\xdc\x04\x00" + (b"\xdc\x04\x00" + b"\x90" * 1_024) * 1_024,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_take_little_memory(name):
    header = BOMBS[name]
    for parts, socket in (([header], Socket.CONTROL), ([b"motion/a/", header], Socket.MOTION)):
        for sender in Sender:
            assert peak_bytes_of(parts, socket, sender) < 2 * len(header) + 20_000


def test_the_costliest_header_that_is_let_through_takes_little_memory():
    # As many empty maps as may be, which is what costs most for each of its bytes.
    inner = b"\xdc\x03\xff" + b"\x80" * 1_023
    header = b"\x82\xa4type\xa4ping\xa1a\xdc\x00\x0f" + inner * 15
    check_header(header, DEFAULT_LIMITS)
    assert 100_000 < peak_bytes_of([header], Socket.CONTROL, Sender.CLIENT) < 2_000_000


def test_errors_never_show_much_of_what_came():
    for vector in malformed_vectors():
        with pytest.raises(ProtocolError) as caught:
            decode(vector.parts, vector.socket, vector.sender)
        assert len(str(caught.value)) < 300
