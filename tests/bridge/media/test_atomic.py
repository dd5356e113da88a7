import errno
import os
import stat
from pathlib import Path

import pytest

from mien_bridge.media.atomic import atomic_file, atomic_folder
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit

needs_links = pytest.mark.skipif(os.name == "nt", reason="Windows lets only administrators make links")


def everything_in(folder):
    return sorted(path.name for path in folder.rglob("*"))


def test_a_file_appears_whole(tmp_path):
    with atomic_file(tmp_path / "out.mp4") as place:
        assert place.parent == tmp_path
        assert place.suffix == ".mp4"
        place.write_text("whole")
        assert not (tmp_path / "out.mp4").exists()
    assert (tmp_path / "out.mp4").read_text() == "whole"
    assert everything_in(tmp_path) == ["out.mp4"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, SystemExit])
def test_nothing_is_left_of_a_failure_and_what_was_there_stays(tmp_path, failure):
    (tmp_path / "out.mp4").write_text("former")
    with pytest.raises(failure), atomic_file(tmp_path / "out.mp4") as place:
        place.write_text("half")
        raise failure
    assert everything_in(tmp_path) == ["out.mp4"]
    assert (tmp_path / "out.mp4").read_text() == "former"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_others_may_read_it_as_the_umask_says(tmp_path):
    former = os.umask(0o027)
    try:
        with atomic_file(tmp_path / "out.csv"):
            pass
    finally:
        os.umask(former)
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o640


@pytest.mark.parametrize("manager", [atomic_file, atomic_folder])
def test_a_full_disk_is_said_in_words(tmp_path, manager):
    with pytest.raises(MienError, match="the disk that holds .*out is full"), manager(tmp_path / "out"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert everything_in(tmp_path) == []


@pytest.mark.parametrize("manager", [atomic_file, atomic_folder])
def test_a_missing_folder_is_said_in_words(tmp_path, manager):
    with pytest.raises(MienError, match="there is no folder .*missing to write to"), manager(tmp_path / "missing/out"):
        pytest.fail("must not begin")


def test_a_folder_in_place_of_a_file_is_said_in_words(tmp_path):
    with pytest.raises(MienError, match="it is a folder; name a file in it"), atomic_file(tmp_path):
        pytest.fail("must not begin")


def test_an_errors_own_words_are_kept(tmp_path):
    with pytest.raises(MienError, match="cannot write .*out.csv: permission denied"), atomic_file(tmp_path / "out.csv"):
        raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize("manager", [atomic_file, atomic_folder])
def test_an_error_on_the_partial_output_is_one_on_the_output(tmp_path, monkeypatch, manager):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(MienError, match="cannot write out: no such file"), manager(Path("out")) as place:
        (place / "missing" / "1.png").write_text("one") if place.is_dir() else place.rename("missing/1")


@pytest.mark.parametrize("manager", [atomic_file, atomic_folder])
@pytest.mark.parametrize("other", ["model.bin", "folder/model.bin", "../model.bin"])
def test_an_error_on_another_file_is_none_on_the_output(tmp_path, monkeypatch, manager, other):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError), manager(Path("out")):
        Path(other).read_bytes()
    assert everything_in(tmp_path) == []


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EINVAL, errno.ECONNRESET])
def test_an_error_that_no_disk_has_is_none_on_the_output(tmp_path, number):
    with pytest.raises(OSError, match="elsewhere") as caught, atomic_file(tmp_path / "out.csv"):
        raise OSError(number, "elsewhere")
    assert caught.value.errno == number


def test_a_name_may_be_as_long_as_names_can_be(tmp_path):
    name = 250 * "a" + ".csv"
    with atomic_file(tmp_path / name) as place:
        place.write_text("whole")
    with atomic_folder(tmp_path / (255 * "b")):
        pass
    assert everything_in(tmp_path) == [name, 255 * "b"]


@needs_links
@pytest.mark.parametrize("exists", [False, True])
def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path, exists):
    (tmp_path / "far").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "far" / "real.csv")
    if exists:
        (tmp_path / "far" / "real.csv").write_text("former")
    with atomic_file(tmp_path / "link.csv") as place:
        assert place.parent == tmp_path / "far"
        place.write_text("whole")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "far" / "real.csv").read_text() == "whole"


@needs_links
def test_a_link_to_a_folder_is_filled_through(tmp_path):
    (tmp_path / "far" / "frames").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "far" / "frames")
    with atomic_folder(tmp_path / "link") as place:
        (place / "1.png").write_text("one")
    assert (tmp_path / "link").is_symlink()
    assert everything_in(tmp_path / "far") == ["1.png", "frames"]


@needs_links
def test_a_link_into_a_missing_folder_is_said_in_words(tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "missing" / "real.csv")
    with pytest.raises(MienError, match="there is no folder .*missing to write to"):
        atomic_file(tmp_path / "link.csv").__enter__()


def test_errors_that_tell_what_to_do_pass_unchanged(tmp_path):
    with pytest.raises(MienError, match="no face"), atomic_file(tmp_path / "out.mp4"):
        raise MienError("no face")


@pytest.mark.parametrize("exists", [False, True])
def test_a_folder_fills_at_the_end(tmp_path, exists):
    target = tmp_path / "frames"
    if exists:
        target.mkdir()
    with atomic_folder(target) as place:
        (place / "1.png").write_text("one")
        assert not (target / "1.png").exists()
    assert everything_in(tmp_path) == ["1.png", "frames"]


def test_nothing_is_left_of_a_folder_that_failed(tmp_path):
    with pytest.raises(KeyboardInterrupt), atomic_folder(tmp_path / "frames") as place:
        (place / "1.png").write_text("one")
        raise KeyboardInterrupt
    assert everything_in(tmp_path) == []


def test_pictures_do_not_mix_with_others(tmp_path):
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "old.png").touch()
    with pytest.raises(MienError, match="is not empty; name a new or an empty folder"):
        atomic_folder(tmp_path / "frames").__enter__()


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "frames").touch()
    with pytest.raises(MienError, match="it is a file; name a folder"):
        atomic_folder(tmp_path / "frames").__enter__()
