import gc

import pytest

from mien_bridge.runtime.gc_pauses import pause_collection

pytestmark = pytest.mark.unit


@pytest.fixture(autouse=True)
def _as_before():
    yield
    gc.unfreeze()
    gc.enable()


def test_what_was_loaded_is_not_looked_at_any_more():
    before = gc.get_freeze_count()
    with pause_collection():
        kept = [[] for _ in range(10_000)]
        assert not gc.isenabled()
    assert gc.get_freeze_count() >= before + len(kept)
    assert gc.isenabled()


def test_a_failure_leaves_the_collector_as_it_was():
    before = gc.get_freeze_count()
    with pytest.raises(ImportError), pause_collection():
        raise ImportError
    assert gc.isenabled()
    assert gc.get_freeze_count() == before
