"""Which region a name means: the nation, 38 provinces, 416 kabupaten and 98 kota.

For turning a place as printed ("Pemkab Blitar", "KAB. KULONPROGO", "Sulsel", "Bumi Reog") into the code of
the Ministry of Home Affairs ("35.05"), or into an honest "cannot tell". Not for finding places in running
text (that is `ucjlib.read.places`), nor for BPS codes: those differ for 199 of the 514 and are refused.

26 names are a kabupaten and a kota ("Blitar"), some a province and a kota ("Jambi"): bare, they stay
ambiguous, since the 17.60 percent of Kabupaten Blitar (35.05) is no figure of Kota Blitar (35.72). Branch
offices ("Cabang Magelang") and clusters ("Solo Raya") are areas of their own and never a region. A misspelt
name is never put right in silence: rapidfuzz suggests, and a person decides.

How: the text is split into words, words that tell the kind ("Pemkab", "Wali Kota", "Dinas Sosial Kabupaten")
are taken off from the left, and what is left is looked up whole, without spaces, hyphens and case. Names come
from `regions.csv` (idn-area-data 4.0.1; licence beside it), all else from `region_aliases.csv`,
`region_cues.csv` and `areas.csv`. The rules are in `region_match`.

>>> resolve("Pemkab Blitar"), resolve("Kab. Kulonprogo"), resolve("Banjar", province="Jawa Barat")
('35.05', '34.01', '32.79')
>>> find_region("BPJS Ketenagakerjaan Cabang Magelang").place
'Cabang Magelang'
"""

import pandas as pd

from ucjlib.core.errors import AmbiguousRegion, UnknownRegion
from ucjlib.reference.region_match import Match, find, unknown, with_code
from ucjlib.reference.region_names import REGION_COLUMNS, Region, entries, key, levels, table, words

_SUGGEST_FROM = 75  # rapidfuzz ratio, 0-100: one slip in four letters


def regions() -> pd.DataFrame:
    """All 553 regions by code: region_code, name, bare_name, kind, province_code. The copy is the caller's.

    >>> regions()["kind"].value_counts().to_dict()
    {'kabupaten': 416, 'kota': 98, 'province': 38, 'country': 1}
    """
    return pd.DataFrame(table().values(), columns=REGION_COLUMNS, dtype=str)


def region_name(code: str) -> str:
    """The official name of a code; UnknownRegion when there is none.

    >>> region_name("35.05"), region_name("31.71"), region_name("00")
    ('Kabupaten Blitar', 'Kota Administrasi Jakarta Pusat', 'Indonesia')
    """
    return _region(code).name


def province_of(code: str) -> str:
    """The province's code: its own for a province, '' for the nation; UnknownRegion for no code.

    >>> province_of("35.05"), province_of("35"), province_of("00")
    ('35', '35', '')
    """
    return _region(code).province


def children(code: str) -> list[str]:
    """Codes one level down, sorted: provinces of the nation, regencies of a province, none of a regency.

    >>> children("34")
    ['34.01', '34.02', '34.03', '34.04', '34.71']
    """
    kind = _region(code).kind
    if kind == "country":
        return [region.code for region in table().values() if region.kind == "province"]
    return [region.code for region in table().values() if region.province == code != region.code]


def resolve(text: str, province: str = "") -> str:
    """The code of the one region that `text` names.

    text : a code ('35.05'), a name with its kind, a government, an abbreviation or a byname, in any case.
    province : name or code; decides between regions of one name ('Banjar') and changes nothing else: a full
        name outside it is still that region.

    Raises AmbiguousRegion, which names the candidates, and UnknownRegion, which may suggest.

    >>> resolve("Pemprov Jatim"), resolve("Wali Kota Solo"), resolve("35.72")
    ('35', '33.72', '35.72')
    """
    match = find_region(text, province)
    if match.status == "region":
        return match.region_code
    if match.status == "ambiguous":
        raise AmbiguousRegion(match.reason, fix="write the kind before the name, or the code")
    near = suggestions(text) if match.status == "unknown" else []
    form = "write a code (35.05) or kind and name (Kabupaten Blitar)"
    raise UnknownRegion(match.reason, fix=f"did you mean {' or '.join(near)}?" if near else form)


def find_region(text: str, province: str = "") -> Match:
    """What `text` means, as a Match; never raises, so a pipeline keeps what is no region.

    >>> find_region("Blitar")[:4]
    ('', 'Blitar', 'ambiguous', '"Blitar" is Kabupaten Blitar (35.05) or Kota Blitar (35.72)')
    >>> find_region("Soloraya")[:3]
    ('', 'Solo Raya', 'cluster')
    """
    if not isinstance(text, str):
        return unknown(str(text), f"{text!r} is no text: 35.10 read as a number has become 35.1")
    inside = _province_code(province)
    if inside is None:
        return unknown(text.strip(), f'the province given, "{province}", is no province')
    return find(text.strip(), inside)


def suggestions(text: str, limit: int = 3) -> list[str]:
    """Names with codes that are spelt like `text`, nearest first; for people, never to decide.

    >>> suggestions("Kabupaten Bltar")
    ['Kabupaten Blitar (35.05)']
    """
    from rapidfuzz import fuzz, process

    for rest, kinds, _ in reversed(list(levels(words(text)))):
        near = process.extract(
            key(rest), list(entries()), scorer=fuzz.ratio, score_cutoff=_SUGGEST_FROM, limit=20
        )
        found = [entry for name, _, _ in near for entry in entries()[name]]
        kept = [entry.code for entry in found if entry.kind in kinds] or [entry.code for entry in found]
        if kept:
            return [with_code(code) for code in dict.fromkeys(kept)][:limit]
    return []


def _province_code(province: str) -> str | None:
    """The code of a province given by name or code, '' for none given, None for no province."""
    if not province.strip():
        return ""
    codes = [code for code in find(province.strip(), "").candidates if table()[code].kind == "province"]
    return codes[0] if len(codes) == 1 else None


def _region(code: str) -> Region:
    if code in table():
        return table()[code]
    raise UnknownRegion(f'"{code}" is no Home Affairs code of a region', fix="write 00, 35 or 35.05, as text")
