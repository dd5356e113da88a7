"""The browser's way in: pages, the wire over WebSocket, a door for voice agents."""
