"""A client in an event loop as if it blocked: so that both kinds pass the same tests."""

import asyncio
import inspect

from mien_protocol.client import AsyncBakeJob, AsyncClient, AsyncSessionView

_WRAPPED = (AsyncBakeJob, AsyncClient, AsyncSessionView)


class Looped:
    """Whatever belongs to an `AsyncClient`; its event loop runs only while it is called."""

    def __init__(self, runner: asyncio.Runner, thing) -> None:
        self._runner = runner
        self._thing = thing

    def __enter__(self):
        self._runner.run(self._thing.__aenter__())
        return self

    def __exit__(self, *error):
        self._runner.run(self._thing.__aexit__(*error))

    def __iter__(self):
        return self._iterated(self._thing.__aiter__())

    def __getattr__(self, name):
        found = getattr(self._thing, name)
        if not callable(found):
            return found

        def call(*args, **options):
            result = found(*args, **options)
            if inspect.isasyncgen(result):
                return self._iterated(result)
            result = self._runner.run(result) if inspect.iscoroutine(result) else result
            return Looped(self._runner, result) if isinstance(result, _WRAPPED) else result

        return call

    def turn(self, timeout_s=0.0) -> None:
        """Lets the event loop run until the connection was looked after once."""

        def once():
            yield timeout_s

        self._runner.run(self._thing._driver.run(once()))

    def _iterated(self, iterator):
        try:
            while True:
                yield self._runner.run(anext(iterator))
        except StopAsyncIteration:
            return
