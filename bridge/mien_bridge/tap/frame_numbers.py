"""Frame numbers of a session that is played repeatedly: they continue, as in one long session."""

from dataclasses import dataclass, replace

from mien_bridge.tap.contents import FramePosition, RecordedSession
from mien_protocol.messages.frames import AudioFrame, Frame
from mien_protocol.topics import StreamKind

__all__ = ["FrameNumbers"]


@dataclass(frozen=True, slots=True)
class _Offset:
    """Offsets added to a frame's numbers."""

    epoch: int = 0
    seq: int = 0
    time_ns: int = 0
    sample: int = 0


class FrameNumbers:
    """Epochs, `seq`, media times and sample positions of one session's frames; in the first round as recorded."""

    def __init__(self, recorded: RecordedSession) -> None:
        self._recorded = recorded
        self._offsets = dict.fromkeys(recorded.streams, _Offset())
        self._sent: dict[StreamKind, FramePosition] = {}

    def restart(self) -> None:
        """Begins another round: what comes next follows what was numbered last."""
        if not self._sent:
            return
        firsts = [stream.first for stream in self._recorded.streams.values()]
        epoch = max(sent.epoch for sent in self._sent.values()) - min(first.epoch for first in firsts)
        next_ns = max(sent.time_ns for sent in self._sent.values()) + self._recorded.period_ns
        time_ns = next_ns - min(first.time_ns for first in firsts)
        for kind, stream in self._recorded.streams.items():
            former, sent, first = self._offsets[kind], self._sent.get(kind), stream.first
            seq = former.seq if sent is None else sent.seq + 1 - first.seq
            sample = former.sample if sent is None else sent.end_sample - first.sample
            self._offsets[kind] = _Offset(epoch, seq, time_ns, sample)

    def numbered(self, frame: Frame) -> Frame:
        """Renumbers a recorded frame for this round; frames of streams without a header stay as they are."""
        offset = self._offsets.get(frame.KIND)
        if offset is None:
            return frame
        moved = replace(
            frame,
            epoch=frame.epoch + offset.epoch,
            seq=frame.seq + offset.seq,
            time_ns=frame.time_ns + offset.time_ns,
        )
        if isinstance(moved, AudioFrame):
            moved = replace(moved, first_sample=moved.first_sample + offset.sample)
        self._sent[frame.KIND] = FramePosition.of(moved, 0)
        return moved
