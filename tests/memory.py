"""What a process of its own takes of memory: measured there, since that is the one that grows."""

import subprocess
import sys
from pathlib import Path

_TOLD = (
    "import resource, subprocess, sys; "
    "subprocess.run([sys.executable, '-I', sys.argv[1]], stdin=open(sys.argv[2], 'rb'), "
    "stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def most_mb(module: str, file: Path) -> float:
    """Of the process that runs the file of a module, with that file on its stdin."""
    done = subprocess.run(  # noqa: S603 - this same Python
        [sys.executable, "-c", _TOLD, module, str(file)], capture_output=True, text=True, check=True
    )
    return int(done.stdout) / 1024
