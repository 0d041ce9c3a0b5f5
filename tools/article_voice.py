"""The words of one invented article: its places and offices, its people, and how each is called.

The base of `article_writer.Writer`, which fills frames and marks claims; this part knows neither.
"""

import article_world as world

AGENCY = "BPJS Ketenagakerjaan"
QUIRK_COVERS = {"nick": ("it", "P06"), "short": ("govs", "P05"), "spelling": ("bare", "P12")}
QUIRK_COVERS |= {"abbr": ("place", "P02"), "twin": ("head", "P03")}
GOVERNING = ("head", "deputy", "gov", "Gov", "govs")


class Voice:
    """Draws on what its `Writer` holds: tables, plan, style, dates, facts, and `fill` for words in words."""

    def _settle(self):
        """Choose the region of the article, its neighbours and offices, and the words for them."""
        rng, atlas, scope = self.rng, self.atlas, self.plan["scope"]
        if scope not in ("local", "regency"):
            self.place_quirk = ""
        self.main, self.bare, area = atlas.pick(rng, self.place_quirk, scope)
        self.words = world.place_words(atlas, self.main, self.bare, self.place_quirk, rng)
        near = atlas.neighbours(rng, self.main, 6)
        self.places = {"main": self.main, "nat": atlas.regions["00"]}
        self.places["prov"] = atlas.regions.get(self.main.province, self.main)
        self.places |= {f"o{i}": p for i, p in enumerate(near, 1)}
        self.places |= world.offices(self.bare, area)
        if self.place_quirk == "lost":
            self.places["main"] = world.Place("", self.bare, self.bare, self.main.kind, self.main.province)
        for name, place in self.places.items():
            self.words.setdefault(name, place.bare if place.kind == "office" else place.name)
        self.words.setdefault("kanwil", self.words["prov"])
        self.words |= {f"gov{i}": world.government(p, p.bare)[1] for i, p in enumerate(near, 1)}

    def row(self, word: str) -> dict:
        style = self.style["style"]
        fit = [r for r in self.tables.words[word] if not r["styles"] or style in r["styles"].split()]
        return self.rng.choice(fit)

    def word(self, name: str) -> str:
        if ":" in name:
            kind, role = name.split(":")
            return {"who": self._who, "say": self._say, "name": self._name}[kind](role)
        special = {"day": self.dates.day, "stamp": self.dates.stamp, "agency": self._agency}
        special |= {"outlet": self._outlet, "ms": self._month_span}
        if name in special:
            return special[name]()
        if name in self._years():
            return str(self._years()[name])
        if name in ("C", "c", "S", "s"):
            return self._cue(name)
        return self._plain_word(name)

    def _plain_word(self, name: str) -> str:
        if name in self.words:
            self.decided |= name in GOVERNING
            self._place_covers(name)
            return self.words[name]
        row = self.row(name)
        self.covers |= set(row["covers"].split())
        return self.fill(row["text"])

    def _years(self) -> dict:
        year = self.dates.said.year
        return {"Y": year, "Y0": year - 1, "Y1": year + 1, "N": self.facts["nyear"][1]}

    def _place_covers(self, name: str):
        if name in ("gov", "Gov", "govs"):
            self.covers.add("P01")
        shown, phenomenon = QUIRK_COVERS.get(self.place_quirk, ("", ""))
        if shown == name or (self.place_quirk, name) == ("spelling", "place"):
            self.covers.add(phenomenon)

    def _agency(self) -> str:
        name = self.agency if self.rng.random() < 0.75 else AGENCY
        self.covers |= {"A01"} if name != AGENCY else set()
        return name

    def _outlet(self) -> str:
        if "outlet" not in self.words:
            bare = self.bare.replace(" ", "")
            self.words["outlet"] = self.row("outlet_name")["text"].format(bare=bare)
        return self.words["outlet"]

    def _cue(self, name: str) -> str:
        kind = name.lower()
        text, self.stated[kind] = self.dates.cue({"c": "stock", "s": "flow"}[kind])
        return text if name.isupper() else text[0].lower() + text[1:]

    def _month_span(self) -> str:
        text, self.stated["m"] = self.dates.month_span(self.facts["m"][1])
        return text

    def _person(self, role: str) -> list:
        if role not in self.people:
            taken = {p[2] for p in self.people.values()}
            first, last = self.row("first")["text"], self.row("last")["text"]
            while last in taken:
                last = self.row("last")["text"]
            self.people[role] = [self.fill(self.row(f"role_{role}")["text"]), f"{first} {last}", last, 0]
        self.people[role][3] += 1
        return self.people[role]

    def _who(self, role: str) -> str:
        title, name, last, times = self._person(role)
        if times > 1:
            return last if len(self.people) > 1 else self.rng.choice([last, "Ia", "Dia"])
        return self.rng.choice([f"{title} {name}", f"{title}, {name},"])

    def _say(self, role: str) -> str:
        title, name, last, times = self._person(role)
        verb = self.row("verb")["text"]
        if times == 1:
            return f"{verb} {title} {name}"
        return f"{verb}nya" if len(self.people) == 1 else f"{verb} {last}"

    def _name(self, role: str) -> str:
        return f"{self.row('first')['text']} {self.row('last')['text']}"
