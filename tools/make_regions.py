"""Write ucjlib/reference/regions.csv from the npm package `idn-area-data` 4.0.1.

    npm pack idn-area-data@4.0.1
    python tools/make_regions.py idn-area-data-4.0.1.tgz

The table holds the nation, 38 provinces and 514 kabupaten and kota with the codes of the Ministry of
Home Affairs (Kepmendagri 300.2.2-2430 of 2025). The same tarball gives the same bytes. What is checked:
the tarball against the integrity that the registry states, the counts, the shape of the codes, the last
two digits (71 and more exactly for a kota), the province of each code, and stray blanks in names, which
are reported and cut. The data are under the Open Database License: ucjlib/reference/REGIONS-LICENCE.md.

Not for other versions of the package: a new version needs a new INTEGRITY and a look at what changed.
"""

import base64
import hashlib
import io
import sys
import tarfile
from pathlib import Path

import pandas as pd

# `npm view idn-area-data@4.0.1 dist.integrity`
INTEGRITY = "sha512-PhNSIl5T7swVwwWxJOFMtCaeHAF9TUu0HLDf+36EIWZro9j7au83AFIJiBQGL+iRsBDA2OlpJ5fjiqxNYndzOQ=="
COUNTS = {"country": 1, "province": 38, "kabupaten": 416, "kota": 98}
FIRST_KOTA = 71
OUT = Path(__file__).resolve().parents[1] / "ucjlib" / "reference" / "regions.csv"
KIND_WORDS = r"^(?:Kabupaten Administrasi|Kota Administrasi|Kabupaten|Kota) "


def integrity(content: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def read_member(content: bytes, name: str) -> pd.DataFrame:
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        member = tar.extractfile(f"package/data/{name}.csv")
        if member is None:
            raise SystemExit(f"the tarball holds no data/{name}.csv")
        return pd.read_csv(member, dtype=str, keep_default_na=False)


def cut_blanks(table: pd.DataFrame) -> pd.DataFrame:
    """The table with single inner blanks and no outer ones in `name`; what was cut goes to stderr."""
    clean = table["name"].str.split().str.join(" ")
    for code, name in table.loc[clean != table["name"], ["code", "name"]].itertuples(index=False):
        print(f"stray blank cut: {code} {name!r}", file=sys.stderr)
    return table.assign(name=clean)


def province_rows(provinces: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "region_code": provinces["code"],
            "name": "Provinsi " + provinces["name"],
            "bare_name": provinces["name"],
            "kind": "province",
            "province_code": provinces["code"],
        }
    )


def regency_rows(regencies: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "region_code": regencies["code"],
            "name": regencies["name"],
            "bare_name": regencies["name"].str.replace(KIND_WORDS, "", regex=True),
            "kind": regencies["name"].str.split().str[0].str.lower(),
            "province_code": regencies["province_code"],
        }
    )


def build(provinces: pd.DataFrame, regencies: pd.DataFrame) -> pd.DataFrame:
    """All regions, sorted by code: region_code, name, bare_name, kind, province_code."""
    nation = pd.DataFrame(
        [["00", "Indonesia", "Indonesia", "country", ""]],
        columns=["region_code", "name", "bare_name", "kind", "province_code"],
    )
    rows = [nation, province_rows(provinces), regency_rows(regencies)]
    return pd.concat(rows).sort_values("region_code", ignore_index=True)


def faults(table: pd.DataFrame) -> list[str]:
    """Sentences about what breaks the table; empty when it is sound."""
    code, kind = table["region_code"], table["kind"]
    local = kind.isin(["kabupaten", "kota"])
    number = code[local].str[3:].astype(int)
    checks = {
        f"counts are {kind.value_counts().to_dict()}": kind.value_counts().to_dict() == COUNTS,
        "a code is given twice": code.is_unique,
        "a name is given twice": table["name"].is_unique,
        "a regency's code is not shaped 35.05": code[local].str.fullmatch(r"[0-9]{2}\.[0-9]{2}").all(),
        "a province's code is not shaped 35": code[~local].str.fullmatch(r"[0-9]{2}").all(),
        "codes from 71 on are not the kota": ((number >= FIRST_KOTA) == kind[local].eq("kota")).all(),
        "a code lies outside its province": (code[local].str[:2] == table["province_code"][local]).all(),
        "a province is missing": set(table["province_code"]) - {""} == set(code[kind.eq("province")]),
    }
    return [fault for fault, sound in checks.items() if not sound]


def main(tarball: str, out: Path = OUT) -> None:
    content = Path(tarball).read_bytes()
    if integrity(content) != INTEGRITY:
        raise SystemExit(f"{tarball} is not idn-area-data 4.0.1: its integrity is {integrity(content)}")
    table = build(*(cut_blanks(read_member(content, part)) for part in ("provinces", "regencies")))
    if found := faults(table):
        raise SystemExit("; ".join(found))
    table.to_csv(out, index=False, lineterminator="\n")
    print(f"{len(table)} regions written to {out.name}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python tools/make_regions.py idn-area-data-4.0.1.tgz")
    main(sys.argv[1])
