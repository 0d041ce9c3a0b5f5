"""Benches: how fast and how good. Not part of the package; each is run as `python -m bench.NAME`.

Small matrices by the thousand: one thread each is fastest, and two processes do not fight over two cores.
"""

import os

for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
