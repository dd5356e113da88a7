"""The site's pages: those of docs/, and the READMEs that stand beside the code, as one tree.

A hook of MkDocs (https://www.mkdocs.org/user-guide/configuration/#hooks). Links are written for readers of the
repository; here they are turned into links between pages, and those to code into its path.
"""

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

__all__ = ["on_files", "on_page_markdown"]

ROOT = Path(__file__).resolve().parents[2]
BESIDE_THE_CODE = (
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "benchmarks/README.md", "bridge/README.md", "inference/README.md",
    "protocol/README.md", "protocol/vectors/README.md", "plugins/blender/README.md", "plugins/unity/README.md",
)  # fmt: skip
CARDS = tuple(card.relative_to(ROOT).as_posix() for card in sorted(ROOT.glob("inference/mien_inference/weights/*.md")))
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)#\s]+)(#[^)]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages that lie outside docs/."""
    for path in (*BESIDE_THE_CODE, *CARDS):
        files.append(File.generated(config, site_path(path), abs_src_path=str(ROOT / path)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turns the repository's links into the site's."""
    here = page.file.src_uri
    source = next((path for path in (*BESIDE_THE_CODE, *CARDS) if site_path(path) == here), f"docs/{here}")
    known = {file.src_uri for file in files}

    def turned(link: re.Match[str]) -> str:
        picture, words, target, anchor = link[1], link[2], link[3], link[4] or ""
        if ":" in target:
            return link[0]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
        if site_path(path) not in known:
            return f"{words} (`{path}`)" if words.strip("`") != path else words
        return f"{picture}[{words}]({posixpath.relpath(site_path(path), posixpath.dirname(here) or '.')}{anchor})"

    return LINK.sub(turned, markdown)


def site_path(path: str) -> str:
    """Where a page of the repository lies in the site: docs/ is its root, and a README a folder's index."""
    inner = path.removeprefix("docs/")
    return posixpath.join(posixpath.dirname(inner), "index.md") if posixpath.basename(inner) == "README.md" else inner
