"""A daemon shown every golden message and every malformed one that a client may send."""

import pytest

from mien_protocol.codec import decode, encode
from mien_protocol.messages.connection import ErrorReply, Hello, Pong, Welcome
from mien_protocol.messages.speech import AudioProgress
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.vectors.files import golden_vectors
from mien_protocol.vectors.malformed import malformed_vectors
from tests.bridge.daemon.running import answer, meter_avatars, raw, running

pytestmark = pytest.mark.e2e

GOLDEN = [one for one in golden_vectors() if one.sender is Sender.CLIENT]
# ZeroMQ has no message without parts.
MALFORMED = [one for one in malformed_vectors() if one.sender is Sender.CLIENT and one.parts]


@pytest.fixture(scope="module")
def daemon(tmp_path_factory):
    with running(tmp_path_factory.mktemp("daemon") / "daemon.json", avatars=meter_avatars()) as daemon:
        yield daemon


def answered(daemon, vector):
    """What comes first of a message on a connection that is welcome."""
    connection = daemon.connection()
    with raw(connection[vector.socket.value]) as socket:
        if vector.socket is Socket.CONTROL:
            socket.send_multipart(encode(Hello(4_711, (1, 0), "test", connection["token"])))
            assert isinstance(decode(answer(socket), Socket.CONTROL, Sender.DAEMON), Welcome)
        socket.send_multipart(vector.parts)
        return decode(answer(socket), vector.socket, Sender.DAEMON)


@pytest.mark.parametrize("vector", GOLDEN, ids=lambda vector: vector.name)
def test_every_message_of_a_client_is_known_and_answered(daemon, vector):
    reply = answered(daemon, vector)
    message = vector.message()
    assert not isinstance(reply, AudioProgress)
    assert isinstance(reply, Pong) or reply.re == getattr(message, "id", 0)
    if isinstance(reply, ErrorReply):
        # The sessions and the token of the examples are not this daemon's.
        assert reply.code in {"no_session", "token", "avatar", "version", "hello_first"}


@pytest.mark.parametrize("vector", MALFORMED, ids=lambda vector: vector.name)
def test_every_malformed_message_is_answered_with_its_code(daemon, vector):
    reply = answered(daemon, vector)
    assert isinstance(reply, ErrorReply)
    assert (reply.code, reply.re) == (vector.code, vector.re)
    assert reply.message
