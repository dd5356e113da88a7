"""The door for voice agents: sound in, over WebSocket, without the wire protocol."""
