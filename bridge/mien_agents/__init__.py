"""A face for voice agents: adapters for the frameworks that such agents are made with.

Each wants its framework, which is why neither is imported here: `mien_agents.livekit` for LiveKit Agents,
`mien_agents.pipecat` for Pipecat. Both are clients of a running daemon.
"""

from mien_agents.talking_face import FaceOptions, Picture, Sound, TalkingFace, UtteranceEnd

__all__ = ["FaceOptions", "Picture", "Sound", "TalkingFace", "UtteranceEnd"]
