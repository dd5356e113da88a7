import signal
import sys

import pytest

from mien_bridge.runtime.signals import Interrupted, SignalHandler

pytestmark = pytest.mark.unit

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@pytest.fixture
def interruption():
    """Takes the signals, and gives them back afterwards."""
    former = {number: signal.signal(number, signal.SIG_DFL) for number in SIGNALS}
    listening = SignalHandler()
    hooks = sys.unraisablehook, sys.excepthook
    listening.listen()
    yield listening
    sys.unraisablehook, sys.excepthook = hooks
    for number, handler in former.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_is_raised_at_once(interruption, number):
    with pytest.raises(Interrupted) as caught:
        signal.raise_signal(number)
    assert caught.value.exit_code == 128 + number


def test_a_signal_that_was_swallowed_is_raised_again(interruption):
    with pytest.raises(Interrupted):
        signal.raise_signal(signal.SIGTERM)
    with pytest.raises(Interrupted):
        interruption.check()


def test_impatience_does_not_disturb_the_tidying_up(interruption):
    with pytest.raises(Interrupted):
        signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGINT)


class CutOff:
    """What was interrupted while it was made, and cannot be freed."""

    def __del__(self):
        raise AttributeError("half made")


def test_what_was_cut_off_says_nothing_while_it_is_freed(interruption, capfd):
    CutOff()
    assert "half made" in capfd.readouterr().err
    with pytest.raises(Interrupted):
        signal.raise_signal(signal.SIGINT)
    CutOff()
    assert capfd.readouterr().err == ""


def test_an_exception_that_compiled_code_prints_and_swallows_says_nothing(interruption, capfd):
    for error in (Interrupted(signal.SIGTERM), ValueError("a defect")):
        sys.excepthook(type(error), error, None)
    assert capfd.readouterr().err == "ValueError: a defect\n"


def test_what_nohup_ignores_stays_ignored(interruption):
    signal.signal(SIGNALS[-1], signal.SIG_IGN)
    interruption.listen()
    signal.raise_signal(SIGNALS[-1])
    interruption.check()


def test_without_a_signal_the_work_goes_on(interruption):
    interruption.check()


def test_it_is_no_error_to_be_handled_on_the_way():
    assert not issubclass(Interrupted, Exception)
