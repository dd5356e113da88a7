"""Open Sound Control 1.0: messages and bundles as bytes."""

from mien_bridge.outputs.osc.bundle_form import BundleForm
from mien_bridge.outputs.osc.encoding import MAX_DATAGRAM_BYTES, Argument, OscMessage, encode_bundle, encode_message

__all__ = ["MAX_DATAGRAM_BYTES", "Argument", "BundleForm", "OscMessage", "encode_bundle", "encode_message"]
