"""Fill the frames of one invented article: words, people, numbers, and the mark of each claim.

For make_articles.py, which tells the syntax of frames. A writer remembers what the article told, so that
each fact is marked once and the frames that repeat least are taken; and it collects the phenomena that the
text shows. Not for reading: no text is looked at except the frames.
"""

import re
from dataclasses import replace

import article_numbers as numbers
from article_dates import Dates
from article_facts import all_facts
from article_voice import AGENCY, Voice

TOKEN = re.compile(r"\[(~?)(\w+)((?: [^\]\s]+)*)\]")
CHOICE = re.compile(r"<([^<>]*)>")
WORD = re.compile(r"\{([\w:]+)\}")
RELATIVE = re.compile(r"tahun (?:ini|lalu|depan)")
DATED = ("{C}", "{c}", "{S}", "{s}")
MISPRINTS = ("stray", "tight", "extra", "lost", "twice", "full", "misspelt", "mixed")
QUALIFIERS = "about more_than almost at_least about more_than about at_least more_than almost".split()
QUALIFIER_COVERS = {
    "about": "Q01",
    "more_than": "Q02",
    "at_least": "Q03",
    "less_than": "Q04",
    "almost": "Q05",
    "up_to": "Q06",
}
VAGUE = (
    "coverage_rate universe participants_registered participants_active uncovered_workers new_enrolment "
    "planned_enrolment participants_target"
).split()
RANGED = "coverage_rate universe uncovered_workers labour_force".split()
PLACE_COVERS = {"branch": "P08", "kanwil": "P09", "area": "P07", "o1": "P11", "o2": "P11"}


class Writer(Voice):
    def __init__(self, rng, tables, atlas, plan, style, quirk, place_quirk, mode):
        self.rng, self.tables, self.atlas, self.plan, self.style = rng, tables, atlas, plan, style
        self.quirk, self.place_quirk = quirk, plan["quirk"] or place_quirk
        self.dates = Dates(rng, tables.cues, plan["dating"] or mode)
        self.covers, self.seen, self.printed, self.people = set(plan["covers"].split()), set(), {}, {}
        self.qualified, self.slipped, self.title, self.decided = 0, False, False, False
        self._settle()
        members = sum(p.province == self.places["prov"].code for p in atlas.local)
        kind = plan["scope"] if plan["scope"] in ("cluster", "kanwil") else self.main.kind
        self.facts = all_facts(rng, kind, members, rng.choice([0, 2, 2, 2, 1]))
        self.agency = rng.choice([self.row("agency")["text"], AGENCY])

    def pick(self, slot: str) -> dict | None:
        """The frame that repeats least, in this article first and over all articles second."""
        frames = [f for f in self.tables.frames[slot] if self._allowed(f)]
        if not frames and self.title:
            frames = [f for f in self.tables.frames[slot] if "[" not in f["text"]]
        if not frames:
            return None
        order = {f["id"]: self.rng.random() for f in frames}
        used = self.tables.used
        return min(frames, key=lambda f: (self._repeats(f), used[f["id"]], order[f["id"]]))

    def _allowed(self, frame: dict) -> bool:
        text, styles = frame["text"], frame["styles"].split()
        return (
            (not styles or self.style["style"] in styles)
            and ("{day}" not in text or self.dates.may_show())
            and (not RELATIVE.search(text) or self.dates.mode != "none")
            and ("{stamp}" not in text or bool(self.dates.header))
            and (not self.title or self._told(text))
            and (frame["needs"] != "local" or self.main.kind != "province")
        )

    def _told(self, text: str) -> bool:
        """Whether a headline prints only what the body has."""
        names = [(m[2], place_name(m[3])) for m in TOKEN.finditer(text)]
        return all(n in self.printed for n in names) and (bool(names) or self.quirk not in ("swap", "round"))

    def _repeats(self, frame: dict) -> int:
        if self.title:
            return 0
        told = [m for m in TOKEN.finditer(frame["text"]) if m[3].strip()]
        return sum((m[2], place_name(m[3])) in self.printed for m in told)

    def frame(self, slot: str) -> tuple[str, bool]:
        """Text of one frame of the slot, and whether a date in it keeps it apart from its neighbours."""
        row = self.pick(slot)
        if row is None:
            return "", False
        self.tables.used[row["id"]] += 1
        self.covers |= set(row["covers"].split())
        self.stated = {}
        text = row["text"].replace("\\n", "\n")
        while CHOICE.search(text):
            text = CHOICE.sub(lambda m: self.rng.choice(m[1].split("|")), text)
        dated = any(d in text for d in DATED)
        return TOKEN.sub(self._number, self.fill(text)), dated

    def fill(self, text: str) -> str:
        return WORD.sub(lambda m: self.word(m[1]), text)

    # numbers

    def _number(self, match) -> str:
        """One token of a frame as printed, with its mark if it is a claim."""
        options = match[3].split()
        keys = dict(o.split("=", 1) for o in options if "=" in o)
        indicator = next((o for o in options if o[0].isalpha() and "=" not in o), "")
        kind, value = self.facts[match[2]]
        form, value = self._title_form(kind, value, next((o[1:] for o in options if o[0] == "!"), ""))
        qualifier, before, after = self._qualify(match[1], keys.get("q", ""), kind)
        token = numbers.spell(kind, value, form or self._form(kind, value), qualifier)
        if indicator and not qualifier and not form and not self.slipped:
            token = self._slip(kind, value, token, indicator)
        token = replace(token, qualifier=qualifier or token.qualifier)
        if after and not token.printed.endswith(("ribu", "juta")):
            before, after = "lebih dari ", ""
        self.covers |= set(token.covers.split()) | {QUALIFIER_COVERS[q] for q in [token.qualifier] if q}
        return before + self._mark(token, match[2], indicator, keys, options) + after

    def _title_form(self, kind: str, value, form: str) -> tuple:
        """In a headline: the swapped digits need all digits, the rounded number none."""
        if self.title and self.quirk == "swap":
            return "", value
        if self.title and self.quirk == "round" and kind in ("count", "percent"):
            return "scale", numbers.rounded(value, 0) if kind == "percent" else value
        return form, value

    def _qualify(self, optional: str, qualifier: str, kind: str) -> tuple[str, str, str]:
        """A qualifier and the words before and after the number; the frame has the words of its own ones."""
        if qualifier or not optional or self.qualified > 1 or self.rng.random() > 0.4:
            return qualifier, "", ""
        self.qualified += 1
        qualifier = self.rng.choice(QUALIFIERS)
        if qualifier == "more_than" and kind == "count" and self.rng.random() < 0.4:
            return qualifier, "", " lebih"
        return qualifier, self.row(f"q_{qualifier}")["text"] + " ", ""

    def _slip(self, kind, value, token, indicator) -> numbers.Token:
        """The article's one slip or vague number where this token has a place for it, else the token."""
        found = (
            self._headline_slip(kind, token) if self.title else self._body_slip(kind, value, token, indicator)
        )
        self.slipped = found is not None
        return found or token

    def _headline_slip(self, kind, token) -> numbers.Token | None:
        fit = self.quirk == "swap" and kind == "count" and "." in token.printed
        return numbers.swapped(token) if fit else None

    def _body_slip(self, kind, value, token, indicator) -> numbers.Token | None:
        quirk = self.quirk
        vague = kind == "count" and value >= 2000 or kind == "percent" and value >= 20
        if quirk == "vague" and vague and indicator in VAGUE:
            return numbers.vague(kind, value, self.rng.choice(["an", "tight", "sekian"]))
        if quirk == "range" and (kind == "percent" or value >= 100_000) and indicator in RANGED:
            return numbers.ranged(kind, value, self.rng.choice(["to", "until", "hyphen", "dash"]))
        if quirk not in MISPRINTS or kind == "rupiah" and value < 10**6:
            return None
        scaled = quirk in ("twice", "misspelt", "lost", "tight")
        base = numbers.spell(kind, value, "scale") if scaled else token
        return numbers.misprint(base, kind, quirk) or numbers.misprint(token, kind, quirk)

    def _form(self, kind: str, value) -> str:
        quirk, rng = self.quirk, self.rng
        if kind == "percent":
            style = self.style["percent"]
            house = rng.choice(["word", "sign"]) if style == "mix" else style
            return quirk if quirk in ("english", "words") else house
        if kind == "months":
            return (
                quirk
                if quirk in ("words", "bracket", "turned")
                else rng.choice(["digits", "digits", "words"])
            )
        if kind == "rupiah":
            return self._rupiah_form(value)
        return self._count_form(value) if kind == "count" else ""

    def _count_form(self, value: int) -> str:
        quirk = self.quirk
        if quirk in ("comma", "bare") or quirk == "english" and value >= 10**6:
            return quirk
        if quirk in ("words", "bracket") and value % 1000 == 0 and value < 100_000:
            return quirk
        return self.rng.choice(["scale", "point", "point", "point"]) if value >= 10**5 else "point"

    def _rupiah_form(self, value: int) -> str:
        style, quirk = self.style["rupiah"], self.quirk
        if value < 10**6:
            small = style if style in numbers.RUPIAH else "point"
            return "dotted" if quirk == "dotted" else small
        if quirk in ("letter", "old") and value >= 10**9:
            return self.rng.choice(["letter", "letter_dot"]) if quirk == "letter" else "old"
        if quirk == "english":
            return quirk
        exact = self.rng.choice(["point", "apart", "dotted"])
        return exact if quirk == "dotted" or self.rng.random() < 0.3 and value % 10**6 else "scale"

    # marks

    def _mark(self, token, name, indicator, keys, options) -> str:
        """The token, marked when it is a claim that the article has not made before."""
        place, printed = place_name(" ".join(options)), token.printed
        printed = numbers.capitals(printed) if self.title else printed
        if not indicator or not token.claim:
            return printed
        year = str(self._years().get(keys.get("ty", ""), keys.get("ty", "")))
        segment = keys.get("seg", "total")
        key = (indicator, segment, token.value, place, year, tuple(o for o in options if o[:2] == "@Y"))
        before = self.printed.setdefault((name, place), token.value)
        if self.title and before != token.value and "N21" not in token.covers:
            self.covers.add("N22")
        if key in self.seen:
            return printed
        self.seen.add(key)
        self._claim_covers(indicator, place)
        return f"[[{printed}|{self._gold(token, indicator, segment, year, place, options, keys)}]]"

    def _claim_covers(self, indicator: str, place: str):
        if place == "prov" and self.main.kind != "province":
            self.covers.add("P10")
        if place == "nat" and indicator.startswith(("coverage", "target", "participants")):
            self.covers.add("R09")
        self.covers |= {PLACE_COVERS[place]} if place in PLACE_COVERS else set()

    def _gold(self, token, indicator, segment, year, place, options, given) -> str:
        keys = {"segment": segment} if segment != "total" else {}
        keys |= {"unit": given["unit"]} if "unit" in given else {}
        spot = self.places[place]
        if not spot.code:
            keys |= {"region": "", "place": spot.name.replace(" ", "_")}
        elif spot.code != self.places["main"].code:
            keys["region"] = spot.code
        keys |= self._stated_keys(options)
        keys |= {"target_year": year} if year else {}
        ends = [(token.value, token.qualifier)]
        if token.high is not None:
            ends = [(token.value, "range_low"), (token.high, "range_high")]
        return ";".join(_spec(indicator, value, keys, qualifier) for value, qualifier in ends)

    def _stated_keys(self, options: list[str]) -> dict:
        for option in options:
            if option in ("@c", "@s", "@m"):
                return self.stated.get(option[1], {})
            keys = self.dates.year_keys(option)
            if keys:
                return keys
        return {}


def place_name(options: str) -> str:
    return next((o[1:] for o in options.split() if o.startswith("^")), "main")


def _spec(indicator: str, value, keys: dict, qualifier: str) -> str:
    pairs = {"value": numbers.plain(value)} | keys | ({"qualifier": qualifier} if qualifier else {})
    return " ".join([indicator, *(f"{k}={v}" for k, v in pairs.items())])
