"""The places of an invented article: a real region, its government, its neighbours, offices and areas.

For make_articles.py. Regions, short names, nicknames and areas come from ucjlib/reference, other spellings
from article_spellings.csv. Nothing that an article says of a region is true of it. Not for resolving names:
a name is chosen here for a region, never the other way round.
"""

import csv
import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REFERENCE = HERE.parent / "ucjlib" / "reference"
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
WEEKDAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
ROMAN = "I II III IV".split()
NEW_PAPUA = "90"  # provinces after this code have few names in the press; Jakarta (31) has no regencies
SUMATERA = "21"  # provinces up to this code say Pemko for a city's government


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    bare: str
    kind: str
    province: str = ""
    note: str = ""


class Atlas:
    """Regions with their short names and nicknames, and the areas that are no region."""

    def __init__(self):
        table = rows(REFERENCE / "regions.csv")
        self.regions = {r["region_code"]: self._place(r) for r in table}
        self.local = [
            p for p in self.regions.values() if p.kind in ("kabupaten", "kota") and p.province != "31"
        ]
        names = Counter(p.bare for p in self.regions.values())
        self.twins = [
            p for p in self.local if names[p.bare] > 1 and p.bare not in ("Bengkulu", "Gorontalo", "Jambi")
        ]
        self.single = [p for p in self.local if names[p.bare] == 1]
        self.provinces = [p for p in self.regions.values() if _usual(p)]
        self._read_aliases()
        self.areas = self._read_areas(rows(REFERENCE / "areas.csv"))
        self.spellings = rows(HERE / "article_spellings.csv")

    def _place(self, row):
        return Place(row["region_code"], row["name"], row["bare_name"], row["kind"], row["province_code"])

    def _read_areas(self, table: list[dict]) -> dict[str, list[tuple]]:
        """Clusters and regional offices, each with regions of it (the note names them or their province)."""
        clusters = [r for r in table if r["status"] == "cluster" and r["area"] == r["place"]]
        offices = [r for r in table if r["area"].startswith("Kanwil") and r["note"]]
        inside = [(r, [p for p in self.single if p.bare in r["note"].split(", ")]) for r in clusters]
        under = [(r, [p for p in self.single if self._in_note(p, r["note"])]) for r in offices]
        return {"cluster": [i for i in inside if len(i[1]) > 2], "kanwil": [u for u in under if u[1]]}

    def _in_note(self, place: Place, note: str) -> bool:
        province = self.regions[place.province].bare.removeprefix("Kepulauan ")
        island = province.split()[0]
        return province in note or (island in ("Kalimantan", "Sulawesi", "Maluku") and island in note)

    def _read_aliases(self):
        aliases = [r for r in rows(REFERENCE / "region_aliases.csv") if r["needs_context"] == "no"]
        count = Counter(r["alias"] for r in aliases)
        self.short, self.nick = {}, {}
        for row in aliases:
            store = {"abbreviation": self.short, "nickname": self.nick}.get(row["kind_of_alias"])
            if store is not None and count[row["alias"]] == 1:
                store.setdefault(row["region_code"], []).append(row["alias"])

    def pick(self, rng: random.Random, quirk: str, scope: str) -> tuple[Place, str, dict | None]:
        """A region fit for the quirk (nick, short, twin, spelling) or scope, its name, the area around it."""
        if scope == "province":
            place = rng.choice(self.provinces)
            return place, place.bare, None
        if scope in self.areas:
            area, inside = rng.choice(self.areas[scope])
            place = rng.choice(inside)
            return place, place.bare, area
        if quirk == "spelling":
            row = rng.choice([s for s in self.spellings if scope == "local" or s["region_code"][3] < "7"])
            return self.regions[row["region_code"]], row["spelling"], None
        pools = {"twin": self.twins, "lost": self.twins}
        pools["nick"] = [p for p in self.single if p.code in self.nick]
        pools["short"] = [p for p in self.single if p.code in self.short]
        pool = pools.get(quirk, self.single)
        if scope == "regency":
            pool = [p for p in pool if p.kind == "kabupaten"]
        place = rng.choice(pool)
        return place, place.bare, None

    def neighbours(self, rng, place: Place, number: int) -> list[Place]:
        home = place.province or place.code
        same = [p for p in self.single if p.province == home and p.code != place.code]
        others = [p for p in self.single if p.province != home]
        rng.shuffle(same)
        return (same + rng.sample(others, number))[:number]


def _usual(place: Place) -> bool:
    return place.kind == "province" and place.code < NEW_PAPUA and place.code != "31"


def offices(bare: str, area: dict | None) -> dict[str, Place]:
    """The branch of the town, and the cluster or regional office of the article, which are no regions."""
    out = {"branch": Place("", f"Cabang {bare}", bare, "office")}
    if area and area["status"] == "cluster":
        out["area"] = Place("", area["place"], area["area"], "office")
    elif area:
        out["kanwil"] = Place("", area["place"], area["area"].removeprefix("Kanwil "), "office")
    return out


def spoken(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_province(atlas: Atlas, code: str) -> str:
    names = [a for a in atlas.short.get(code, []) if len(a) > 3 or a in ("NTB", "NTT")]
    return names[0] if names else atlas.regions[code].bare


def government(place: Place, bare: str) -> tuple[str, str, str, str]:
    """Long and short name of the government, its head, and the head's deputy."""
    if place.kind == "province":
        return f"Pemerintah Provinsi {bare}", f"Pemprov {bare}", f"Gubernur {bare}", f"Wakil Gubernur {bare}"
    if place.kind == "kota":
        short = "Pemko" if place.province <= SUMATERA else "Pemkot"
        return f"Pemerintah Kota {bare}", f"{short} {bare}", f"Wali Kota {bare}", f"Wakil Wali Kota {bare}"
    return f"Pemerintah Kabupaten {bare}", f"Pemkab {bare}", f"Bupati {bare}", f"Wakil Bupati {bare}"


def place_words(atlas: Atlas, place: Place, bare: str, quirk: str, rng) -> dict[str, str]:
    """Words for the place of the article: {place} {bare} {gov} {govs} {head} {deputy} {it} {prov} {provs}."""
    names = ("gov", "govs", "head", "deputy")
    words = dict(zip(names, government(place, bare), strict=True))
    full = place.name.replace(place.bare, bare)
    province = atlas.regions.get(place.province, place)
    words |= {"place": full, "bare": bare, "it": full}
    words |= {"prov": province.bare, "provs": short_province(atlas, province.code)}
    words |= _quirk_words(atlas, place, words, quirk, rng)
    return words | {"Gov": words["gov"][0].upper() + words["gov"][1:]}


def _quirk_words(atlas: Atlas, place: Place, words: dict, quirk: str, rng) -> dict[str, str]:
    """Words that the quirk of the place changes: a nickname, a short name, the kind cut or left out."""
    bare = words["bare"]
    if quirk == "abbr":
        return {"place": words["place"].replace("Kabupaten", rng.choice(["Kab.", "Kab"]))}
    if quirk == "nick":
        return {"it": rng.choice(atlas.nick[place.code])}
    if quirk == "short":
        return {"govs": words["govs"].replace(bare, rng.choice(atlas.short[place.code]))}
    if quirk == "twin":
        return {"place": bare, "it": bare}
    if quirk == "lost":
        labour = f"Dinas Tenaga Kerja {bare}"
        nobody = {"gov": "pemerintah daerah", "govs": "Pemda", "place": bare, "it": bare}
        return nobody | {"head": f"Kepala {labour}", "deputy": f"Sekretaris {labour}"}
    return {}
