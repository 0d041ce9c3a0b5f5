"""Numbers of an invented article that agree with each other.

For make_articles.py. Part / base is the rate, target - rate the gap, the segments add to the total, workers
x months x 16,800 is the budget. Every number is drawn; none is true of any region. What a text then
misprints is not decided here. A fact is a kind and a value, ("percent", Decimal("17.60"));
article_numbers.py has the kinds.
"""

from decimal import Decimal

from article_world import HERE, rows

CONTRIBUTION = 16_800  # rupiah a month, lowest band of PP 44/2015 (accident and death)
NATION = [("32.15", 2025), ("34.99", 2026), ("43.92", 2029), ("45", 2029)]  # targets met in the press
PER_REGENCY = (90_000, 260_000)  # workers of a province for each of its regencies and cities
WORKERS = {
    "kota": (28_000, 620_000),
    "kabupaten": (60_000, 890_000),
    "cluster": (500_000, 2_400_000),
    "kanwil": (2_500_000, 9_000_000),
}


def split(rng, total: int, shares: list[float]) -> list[int]:
    """Whole numbers that add to total, about in the shares."""
    loose = [s * rng.uniform(0.85, 1.15) for s in shares]
    parts = [int(total * s / sum(loose)) for s in loose]
    parts[-1] += total - sum(parts)
    return parts


def ratio(part: int, whole: int, digits: int) -> Decimal:
    return round(Decimal(part) * 100 / Decimal(whole), digits)


def coverage_facts(rng, size: tuple[int, int], digits: int) -> dict:
    """base, cov, rate, target, gap and the like of one region, now and a year before."""
    base = rng.randint(*size)
    cov = int(base * rng.uniform(0.17, 0.58))
    before = int(cov * rng.uniform(0.72, 0.95))
    rate, prev = ratio(cov, base, digits), ratio(before, base, digits)
    gap = round(Decimal(str(rng.uniform(3, 17))), digits)
    heads = {"base": base, "cov": cov, "unc": base - cov, "pcov": before, "gcov": cov - before}
    heads |= {"need": int(base * gap / 100), "ntarget": int(base * (rate + gap) / 100)}
    rates = {"rate": rate, "gap": gap, "target": rate + gap, "uncrate": 100 - rate}
    rates |= {"prev": prev, "growth": rate - prev, "grate": ratio(cov - before, before, digits)}
    return counts(heads | people(rng, base)) | percents(rates)


def people(rng, base: int) -> dict:
    """Inhabitants, labour force and employed people around the workers who ought to be covered."""
    shares = {"pop": (1.9, 2.3), "lf": (1.08, 1.2), "emp": (1.02, 1.07)}
    return {name: int(base * rng.uniform(*share)) for name, share in shares.items()}


def counts(facts: dict) -> dict:
    return {k: ("count", v) for k, v in facts.items()}


def percents(facts: dict) -> dict:
    return {k: ("percent", v) for k, v in facts.items()}


def segment_facts(rng, facts: dict, digits: int) -> dict:
    """pu, bpu, jakon, formal, informal: participants and base (u...), rates and shares."""
    cov, base = facts["cov"][1], facts["base"][1]
    pu, bpu, jakon = split(rng, cov, [0.52, 0.34, 0.14])
    upu, ubpu, ujakon = base_segments(rng, base, (pu, bpu, jakon))
    heads = {"pu": pu, "bpu": bpu, "jakon": jakon, "formal": pu, "informal": cov - pu}
    heads |= {"upu": upu, "ubpu": ubpu, "ujakon": ujakon, "uformal": upu, "uinformal": base - upu}
    heads |= {"uncinf": base - upu - (cov - pu), "uncfor": upu - pu}
    rates = {"rpu": ratio(pu, upu, digits), "rbpu": ratio(bpu, ubpu, digits)}
    rates |= {"rjakon": ratio(jakon, ujakon, digits), "rinf": ratio(cov - pu, base - upu, digits)}
    rates |= {"shpu": ratio(pu, cov, 1), "shinf": 100 - ratio(pu, cov, 1)}
    return counts(heads) | percents(rates)


def base_segments(rng, base: int, covered: tuple[int, int, int]) -> tuple[int, int, int]:
    """Segments of the base, none smaller than what of it is covered."""
    pu, bpu, jakon = covered
    ubpu = max(int(base * rng.uniform(0.52, 0.66)), bpu + 100)
    ujakon = int(jakon * rng.uniform(1.2, 2.2))
    upu = base - ubpu - ujakon
    return (upu, ubpu, ujakon) if upu >= pu else (pu + 500, base - ujakon - pu - 500, ujakon)


def status_facts(rng, facts: dict, digits: int) -> dict:
    """Registered, active, inactive; a list and the share reached; residents elsewhere; more than all."""
    active, listed = facts["cov"][1], rng.randrange(2_000, 90_000, 100)
    inactive = int(active * rng.uniform(0.08, 0.4))
    reached, over = int(listed * rng.uniform(0.55, 0.97)), int(listed * rng.uniform(1.02, 1.4))
    heads = {"act": active, "inact": inactive, "reg": active + inactive}
    heads |= {"listed": listed, "reached": reached, "over": over}
    heads |= {"elsewhere": int(active * rng.uniform(0.1, 0.6))}
    rates = {"progress": ratio(reached, listed, digits), "overrate": ratio(over, listed, digits)}
    return counts(heads) | percents(rates)


def programme_facts(rng, facts: dict) -> dict:
    """Workers, months and budget (workers x months x 16,800) of a programme; three groups of workers."""
    workers = rng.choice([rng.randint(1_100, 24_000), rng.randrange(2_000, 30_000, 500)])
    months = rng.choice([3, 4, 5, 6, 8, 9, 10, 12])
    groups = dict(zip(("w1", "w2", "w3"), split(rng, workers, [0.5, 0.3, 0.2]), strict=True))
    out = counts({"w": workers, "wsum": workers + facts["wadd"][1]} | groups)
    return out | {"m": ("months", months), "budget": ("rupiah", workers * months * CONTRIBUTION)}


def benefit_facts(rng) -> dict:
    """Claims and money paid by programme (JHT, JKK, JKM, JP) and in all; millions a case as in the press."""
    out, cases, paid = {}, 0, 0
    for programme, most, each in (("jht", 19_000, 12), ("jkk", 2_900, 7), ("jkm", 900, 42), ("jp", 1_400, 4)):
        claims = rng.randint(most // 8, most)
        money = claims * each * 1_000_000 + rng.randint(0, 999_999)
        out |= {f"c{programme}": ("count", claims), f"p{programme}": ("rupiah", money)}
        cases, paid = cases + claims, paid + money
    return out | {"call": ("count", cases), "pall": ("rupiah", paid)}


def part_facts(rng, names: tuple[str, str, str], most: int) -> dict:
    """A whole, a part of it, and the share: firms and members, villages and those in a programme."""
    whole, part, share = names
    total = rng.randint(most // 8, most)
    some = int(total * rng.uniform(0.35, 0.85))
    return counts({whole: total, part: some}) | {share: ("percent", ratio(some, total, 1))}


def around_facts(rng, members: int, digits: int) -> dict:
    """The province and six neighbours beside the region, a national target, and two ranks."""
    province = coverage_facts(rng, (members * PER_REGENCY[0], members * PER_REGENCY[1]), digits)
    facts = {f"p_{k}": v for k, v in province.items()}
    for i in range(1, 7):
        near = coverage_facts(rng, WORKERS["kota"], digits)
        facts |= {f"rate{i}": near["rate"], f"cov{i}": near["cov"]}
    target, year = rng.choice(NATION)
    now, before = sorted(rng.sample(range(4, 15), 2))
    facts |= {"nframe": ("percent", Decimal(target)), "nyear": ("year", year)}
    return facts | {"rank": ("rank", now), "rankwas": ("rank", before)}


def drawn(rng) -> dict:
    """The facts of article_ranges.csv, each drawn by itself."""
    out = {}
    for row in rows(HERE / "article_ranges.csv"):
        low, high, step = (Decimal(row[c]) for c in ("low", "high", "step"))
        value = low + step * rng.randint(0, int((high - low) / step))
        out[row["fact"]] = (
            row["kind"],
            value if "." in row["step"] or row["kind"] == "percent" else int(value),
        )
    return out


def all_facts(rng, kind: str, members: int, digits: int) -> dict:
    """All facts of an article on a region of this kind; its province has `members` regencies and cities."""
    size = WORKERS.get(kind) or (members * PER_REGENCY[0], members * PER_REGENCY[1])
    facts = drawn(rng) | coverage_facts(rng, size, digits)
    facts |= segment_facts(rng, facts, digits) | status_facts(rng, facts, digits)
    facts |= programme_facts(rng, facts) | benefit_facts(rng)
    facts |= part_facts(rng, ("firms", "members", "comply"), 9_000)
    facts |= part_facts(rng, ("villages", "vin", "vshare"), 420)
    return facts | around_facts(rng, members, digits)
