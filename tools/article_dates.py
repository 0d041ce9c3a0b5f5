"""The day of an invented article, how it is printed, and the dates its figures hold for.

For make_articles.py. How a date is worded comes from article_cues.csv; what it states (as_of, start) is
worked out here. A mode says what a reader may see of the day: in full, day and month only, a misprint, a
page stamp, nothing at all.
"""

import datetime as dt

import article_world as world

FIRST_DAY, LAST_DAY = dt.date(2023, 2, 1), dt.date(2026, 3, 31)
SPOKEN = ("full", "dm", "named")  # modes that tell the day of the statement; it beats the day of publication
SHOWN = (*SPOKEN, "weekday", "bad")  # modes that print a day in the text
COVERS = {"full": "D01", "dm": "D02", "named": "D03", "bad": "D14"}
EARLIEST_MONTH = {"half": 7, "quarter": 4, "month": 3, "day": 2}  # before it there is no such span this year
HIDDEN_SHARE = 0.55  # of the articles that tell their day in full, how many lack a day of publication


class Dates:
    def __init__(self, rng, cues, mode):
        self.rng, self.mode, self.shown, self.covers = rng, mode, False, set()
        self.said = FIRST_DAY + dt.timedelta(rng.randrange((LAST_DAY - FIRST_DAY).days))
        late = 0 if mode in ("weekday", "stamp") else rng.choice([0, 0, 1, 1, 2])
        self.published = self.said + dt.timedelta(late)
        hidden = mode == "none" or (mode in ("full", "named") and rng.random() < HIDDEN_SHARE)
        self.header = "" if hidden else self.published.isoformat()
        self.cues = {k: [c for c in cues if c["kind"] == k] for k in ("stock", "flow")}
        if mode == "none":
            self.covers.add("D05")

    @property
    def told(self) -> bool:
        return self.shown and self.mode in SPOKEN

    def may_show(self) -> bool:
        return self.mode in SHOWN and not self.shown

    def day(self) -> str:
        """The day of the statement as the text prints it."""
        self.shown = True
        d, weekday = self.said, world.WEEKDAYS[self.said.weekday()]
        self.covers |= {COVERS[self.mode]} if self.mode in COVERS else set()
        if self.mode == "bad":
            wrong = [f"{d.day}/{d.month}/{d.year + 900}", f"{d.day}/{d.year}", f"31/{d.month + 12}/{d.year}"]
            return f"{weekday} ({self.rng.choice(wrong)})"
        joint = self.rng.choice([", ", " "])
        shapes = {
            "full": f"{weekday} ({d.day}/{d.month}/{d.year})",
            "dm": f"{weekday} ({d.day}/{d.month})",
            "named": f"{weekday}{joint}{world.spoken(d)}",
        }
        return shapes.get(self.mode, weekday)

    def stamp(self) -> str:
        self.covers.add("D04")
        weekday = world.WEEKDAYS[self.published.weekday()]
        hour = f"{self.rng.randint(6, 21):02d}:{self.rng.randint(0, 59):02d}"
        zone = self.rng.choice(["WIB", "WIB", "WITA", "WIT"])
        joint = self.rng.choice([", ", " | ", " - "])
        return f"{weekday}, {world.spoken(self.published)}{joint}{hour} {zone}"

    def cue(self, kind: str) -> tuple[str, dict]:
        """Words for the date of a stock or a flow, and the keys as_of and start that they state."""
        row = self.rng.choice([c for c in self.cues[kind] if self._fits(c)])
        grain, last = row["grain"], self._last_day(row["grain"])
        self.covers |= set(row["covers"].split())
        quarter = world.ROMAN[(last.month - 1) // 3]
        text = row["text"].format(d=last.day, m=world.MONTHS[last.month - 1], y=last.year, q=quarter)
        keys = {"as_of": _iso(last, grain)}
        if kind == "flow":
            first = last.month - 2 if grain == "quarter" else 1
            keys["start"] = _iso(dt.date(last.year, first, 1), grain)
        return text, keys

    def _fits(self, row: dict) -> bool:
        early = row["kind"] == "stock" and row["grain"] in ("day", "month")
        return early or self.said.month >= EARLIEST_MONTH.get(row["grain"], 1)

    def _last_day(self, grain: str) -> dt.date:
        year = self.said.year
        if grain in ("year", "yearend"):
            return dt.date(year - 1, 12, 31)
        if grain == "half":
            return dt.date(year, 6, 30)
        if grain == "quarter":
            return dt.date(year, (self.said.month - 1) // 3 * 3, 30)
        return self.said.replace(day=1) - dt.timedelta(1)

    def month_span(self, months: int) -> tuple[str, dict]:
        """The last `months` months of the year: Maret hingga Desember."""
        year, joint = self.said.year, self.rng.choice(["hingga", "sampai", "sampai dengan"])
        keys = {"as_of": f"{year}-12", "start": f"{year}-{13 - months:02d}"}
        return f"{world.MONTHS[12 - months]} {joint} Desember {year}", keys

    def year_keys(self, option: str) -> dict | None:
        """Keys of @Y (this year), @Y0, @Y1, and @F0: all through last year."""
        shift = {"@Y": 0, "@Y0": -1, "@Y1": 1, "@F0": -1}.get(option)
        if shift is None:
            return None
        year = str(self.said.year + shift)
        return {"as_of": year, "start": year} if option == "@F0" else {"as_of": year}


def _iso(day: dt.date, grain: str) -> str:
    size = {"year": 4, "day": 10}.get(grain, 7)
    return day.isoformat()[:size]
