"""The endpoint for voice agents: sound in, over WebSocket, without the wire protocol."""
