"""Open Sound Control 1.0: messages and bundles as bytes."""

from mien_bridge.outputs.osc.encoding import MAX_DATAGRAM_BYTES, Argument, OscMessage, encode_bundle, encode_message
from mien_bridge.outputs.osc.form import OscForm

__all__ = ["MAX_DATAGRAM_BYTES", "Argument", "OscForm", "OscMessage", "encode_bundle", "encode_message"]
