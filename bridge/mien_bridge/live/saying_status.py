"""What becomes of the outputs, in a line for each change."""

from mien_bridge.outputs.manager import OutputStatus
from mien_bridge.outputs.worker_status import WorkerState

__all__ = ["StatusWords"]


class StatusWords:
    """Tells what has changed since it was asked last."""

    def __init__(self) -> None:
        """Nothing told yet."""
        self._told: dict[str, tuple[WorkerState, str]] = {}

    def lines(self, outputs: list[OutputStatus]) -> list[str]:
        """A line for each output that is doing otherwise; being opened again is not worth one."""
        standing = {one.request.name: (one.status.state, one.status.note) for one in outputs}
        lines = [f"output {name}: removed" for name in self._told if name not in standing]
        self._told = {name: told for name, told in self._told.items() if name in standing}
        for name, (state, note) in standing.items():
            if state is WorkerState.OPENING or self._told.get(name) == (state, note):
                continue
            if state is not WorkerState.OFF or name in self._told:
                lines.append(f"output {name}: {state.value}{f', {note}' if note else ''}")
            self._told[name] = (state, note)
        return lines
