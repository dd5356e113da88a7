"""Open Sound Control 1.0: messages and bundles as bytes."""

from mien_bridge.outputs.osc.codec import MAX_DATAGRAM_BYTES, Argument, OscMessage, encode_bundle, encode_message
from mien_bridge.outputs.osc.datagrams import OscDatagrams

__all__ = ["MAX_DATAGRAM_BYTES", "Argument", "OscDatagrams", "OscMessage", "encode_bundle", "encode_message"]
