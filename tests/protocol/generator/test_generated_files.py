"""The generated files: up to date, and written anew where they are not."""

import pytest

from protocol.generator import __main__ as command
from protocol.generator.files import generated_files, outdated, write
from tests.hygiene.sources import ROOT

pytestmark = pytest.mark.unit

FILES = generated_files()


def test_what_is_committed_is_what_is_generated():
    assert outdated(FILES, ROOT) == [], "write them anew: python3 run.py generate"


def test_a_file_that_is_missing_or_differs_is_written(tmp_path):
    paths = sorted(FILES)
    write(FILES, tmp_path, paths)
    assert outdated(FILES, tmp_path) == []
    (tmp_path / paths[0]).unlink()
    (tmp_path / paths[1]).write_text("changed by hand\n", encoding="utf-8")
    assert sorted(outdated(FILES, tmp_path)) == paths[:2]
    write(FILES, tmp_path, paths[:2])
    assert outdated(FILES, tmp_path) == []


@pytest.mark.parametrize("path", sorted(FILES))
def test_a_generated_file_says_so_and_fits_the_page(path):
    text = FILES[path]
    assert "Generated from mien_protocol" in text.partition("\n\n")[0]
    assert text.endswith("}\n") or text.endswith(";\n")
    assert not text.endswith("\n\n")
    long = [line for line in text.splitlines() if len(line) > 120 or line != line.rstrip()]
    assert long == []


def test_the_command_writes_checks_and_refuses_what_it_does_not_know(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(command, "_ROOT", tmp_path)
    assert command.main(["--check"]) == 1
    assert "run: python3 run.py generate" in caplog.text
    assert command.main([]) == 0
    assert command.main(["--check"]) == 0
    assert command.main(["--chekc"]) == 2
