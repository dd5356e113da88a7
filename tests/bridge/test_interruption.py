import signal

import pytest

from mien_bridge.interruption import Interrupted, Interruption

pytestmark = pytest.mark.unit


@pytest.fixture
def interruption():
    """Takes both signals, and gives them back afterwards."""
    former = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    listening = Interruption()
    listening.listen()
    yield listening
    for number, handler in former.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_is_raised_at_once(interruption, number, code):
    with pytest.raises(Interrupted) as caught:
        signal.raise_signal(number)
    assert caught.value.exit_code == code


def test_a_signal_that_was_swallowed_is_raised_again(interruption):
    with pytest.raises(Interrupted):
        signal.raise_signal(signal.SIGTERM)
    with pytest.raises(Interrupted):
        interruption.check()


def test_impatience_does_not_disturb_the_tidying_up(interruption):
    with pytest.raises(Interrupted):
        signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGINT)


def test_without_a_signal_the_work_goes_on(interruption):
    interruption.check()


def test_it_is_no_error_to_be_handled_on_the_way():
    assert not issubclass(Interrupted, Exception)
