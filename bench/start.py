"""How long the command takes to answer, as a ratio to importing pandas in the same run."""

import statistics
import subprocess
import sys
import time

RUNS = 7


def seconds(code: str) -> float:
    def once() -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start

    return statistics.median(once() for _ in range(RUNS))


def main() -> None:
    help_code = "import sys; sys.argv = ['ucj', '--help']\nfrom ucjlib.run.cli import main\nmain()"
    pandas, package, command = seconds("import pandas"), seconds("import ucjlib"), seconds(help_code)
    print(f"import ucjlib  {package / pandas:5.2f} x import pandas")
    print(f"ucj --help     {command / pandas:5.2f} x import pandas")


if __name__ == "__main__":
    main()
