"""`lavra` in a process of its own that tells its greatest resident size on its last line.

The size is asked of the kernel for this very program (`VmHWM`): what `getrusage` answers is that of
the parent as well, where the parent was larger when it started this one.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path


def peak_megabytes() -> float:
    """Return the greatest resident size of this process so far."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii", "replace").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> None:
    """Run the command of the arguments, then tell the size."""
    from pipeline.__main__ import run  # noqa: PLC0415  # what it costs is what is measured

    code = run(sys.argv[1:])
    print(f"{peak_megabytes():.2f}")
    sys.exit(code)


if __name__ == "__main__":
    main()
