"""The rules: what they find, what they name, how often they cry wolf, and how long they take.

python bench/judge.py [most claims, default 100000]
"""

import sys
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import score_judging as score  # noqa: E402

from ucjlib.judge import rules  # noqa: E402

LISTS = (
    score.CONTRADICTIONS,
    score.MORE_CONTRADICTIONS,
    score.THIRD_CONTRADICTIONS,
    score.FOURTH_CONTRADICTIONS,
    score.FIFTH_CONTRADICTIONS,
)


def main() -> None:
    claims = score.raw_claims()
    findings = rules.check(claims)
    for path in LISTS:
        known = score.tally(score.known_contradictions(findings, path))
        print(f"{path.name}: {known.found} of {known.cases} found, figures can show {known.shown}")
        print(f"of these with a known cause: {known.named} of {known.known} named first")
    groups = score.agreeing(claims)
    alarms = int(score.alarmed(groups, claims).sum())
    print(f"groups that agree within half a point: {alarms} alarms in {len(groups)}")
    print(score.planted_faults(claims).to_string())
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for size in (most // 4, most // 2, most):
        _timed(_grown(claims, size))


def _grown(claims: pd.DataFrame, size: int) -> pd.DataFrame:
    """Copies of the claims, each of other sources and other places' names, up to `size` rows."""
    copies = [_copy(claims, number) for number in range(-(-size // len(claims)))]
    return pd.concat(copies, ignore_index=True).head(size)


def _copy(claims: pd.DataFrame, number: int) -> pd.DataFrame:
    source = claims["source_id"] + f"-{number}"
    running = claims["claim_id"].str.partition("#")[2]
    years = (claims["as_of"].str.slice(0, 4).replace("", "0").astype(int) + 4 * number).astype(str)
    moved = years + claims["as_of"].str.slice(4)
    return claims.assign(
        source_id=source, claim_id=source + "#" + running, as_of=moved.where(claims["as_of"].ne(""), "")
    )


def _timed(claims: pd.DataFrame) -> None:
    start = time.perf_counter()
    found = rules.check(claims)
    seconds = time.perf_counter() - start
    each = 1e6 * seconds / len(claims)
    print(f"{len(claims):8} claims {len(found):8} findings {seconds:7.1f} s, {each:.0f} microseconds a claim")


if __name__ == "__main__":
    main()
