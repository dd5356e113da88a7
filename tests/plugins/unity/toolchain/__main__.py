"""Compiles what has changed: `python -m tests.plugins.unity.toolchain [ASSEMBLY...]`; all of it without a name.

Prints as JSON how the last one is started, if it is a program. Errors are the compiler's.
"""

import json
import sys

from tests.plugins.unity.toolchain.build import CompileError, build
from tests.plugins.unity.toolchain.installation import ToolchainError
from tests.plugins.unity.toolchain.project import default_project

if __name__ == "__main__":
    names = sys.argv[1:] or sorted(default_project().assemblies())
    try:
        made = build(default_project(), names)
    except (CompileError, ToolchainError) as error:
        sys.exit(str(error))
    sys.stdout.write(json.dumps(made.command(names[-1])) + "\n")
