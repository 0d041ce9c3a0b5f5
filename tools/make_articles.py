"""Write invented Indonesian articles with the claims a perfect reader gets from them.

    python tools/make_articles.py OUT_FOLDER

Texts come from tables beside this file, not from code: article_plans.csv (what an article tells, in which
order), article_frames.csv (sentences with slots), article_words.csv (single words), article_cues.csv (dates),
article_styles.csv (how a house writes). One seed, so the same bytes every time. Each file is a header, `---`,
and the text with every claim marked, `[[24 persen|coverage_rate value=24]]`; a number without a mark is none.

Frames: `<a|b>` is a choice, `{word}` a word, `[fact indicator key=value ...]` a number. `seg` is the
segment, `ty` the target year, `q` a qualifier whose words the frame has, `@c` the date of `{C}`, `@s` the
span of `{S}`, `@m` that of `{ms}`, `@Y0` `@Y` `@Y1` last, this and next year, `^name` another place,
`!form` a spelling; `~` before the fact lets a qualifier in. A number without an indicator is a trap and
stays unmarked.

Plans: slots in order; `a?` may be left out, `a|b` is one of two, `(a b c)` comes in any order.

Not a measure of real articles: the wording is ours, and only the kinds of mess in it were met in the wild.
"""

import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import article_world as world
from article_dates import SHOWN
from article_writer import Writer

HERE = Path(__file__).resolve().parent
SEED = 20250414
PLACE_QUIRKS = ["", "nick", "twin", "short", "", "spelling", "abbr", "nick", "", "twin"]
NUMBER_QUIRKS = (
    "plain english comma round bare words bracket vague range dotted letter old stray tight swap plain extra "
    "twice full misspelt mixed round english comma bare words turned vague range lost swap letter round plain"
).split()
DATINGS = "full full named full dm full none weekday full stamp pub named dm bad full none".split()
MARK = re.compile(r"\[\[(.*?)\|.*?\]\]", re.S)
LONGEST = 420  # characters of two sentences that may share a paragraph
SEEN_IN_TEXT = [
    (r"\b(?:saat ini|kini|sejauh ini|baru (?:mencapai|sekitar|\d))", "D07"),
    (r"tahun (?:ini|lalu|depan)", "D10"),
    (r"\b(?:mencapai|sebanyak|sebesar) \d", "Q07"),
    (r"\bbaru (?:mencapai |sekitar |menyentuh |di angka )?\d", "R01"),
    (r"\b(?:JKK|JKM|JHT|JKP)\b", "A03"),
    (r"\b(?:APBD|APBDes|DBHCHT|CSR|SERTAKAN|ADD|APBK)\b", "A04"),
]


class Tables:
    """The tables beside this file, and how often each frame was used."""

    def __init__(self):
        self.frames, self.words, self.used = defaultdict(list), defaultdict(list), Counter()
        for number, row in enumerate(world.rows(HERE / "article_frames.csv")):
            self.frames[row["slot"]].append(row | {"id": number})
        for row in world.rows(HERE / "article_words.csv"):
            self.words[row["word"]].append(row)
        self.cues = world.rows(HERE / "article_cues.csv")
        self.styles = world.rows(HERE / "article_styles.csv")
        self.plans = world.rows(HERE / "article_plans.csv")


def slots(rng, plan: str) -> list[str]:
    """Slot names in the order of this article."""
    out = []
    for part in re.findall(r"\([^)]*\)|\S+", plan):
        if part.startswith("("):
            group = part[1:-1].split()
            rng.shuffle(group)
            out += [s for item in group for s in slots(rng, item)]
        elif part.endswith("?"):
            out += slots(rng, part[:-1]) if rng.random() < 0.5 else []
        else:
            out.append(rng.choice(part.split("|")))
    return out


def paragraphs(writer: Writer, names: list[str]) -> list[str]:
    """Frames in order; short neighbours without a date of their own share a paragraph now and then."""
    out, free = [], False
    for number, name in enumerate(names):
        text, dated = writer.frame(name)
        if not text:
            continue
        short = free and not dated and number > 1 and len(out[-1]) + len(text) < LONGEST
        if short and "\n" not in text and writer.rng.random() < 0.45:
            out[-1] += " " + text
        else:
            out.append(text)
        free = not dated and "\n" not in text
    return out


def furniture(writer: Writer, body: list[str]) -> list[str]:
    """The paragraphs with byline, links and tags of the house around and between them."""
    style = writer.style
    before = [writer.frame(f"f.{s}")[0] for s in style["before"].split()]
    after = [writer.frame(f"f.{s}")[0] for s in style["after"].split()]
    for slot in style["between"].split():
        at = writer.rng.randint(1, len(body))
        body = body[:at] + [writer.frame(f"f.{slot}")[0]] + body[at:]
    return [text for text in before + body + after if text]


def dateline(writer: Writer) -> str:
    text, seat = writer.style["dateline"], writer.bare
    pubday = world.spoken(writer.dates.published)
    if "{pubday}" in text and not writer.dates.header:
        text = "{seat} – "
    return text.format(seat=seat, SEAT=seat.upper(), outlet=writer.word("outlet"), pubday=pubday)


def write_body(writer: Writer) -> list[str]:
    """Paragraphs; the day and, for a twin name, the office that decides it are told somewhere."""
    body = paragraphs(writer, slots(writer.rng, writer.plan["slots"]))
    if writer.dates.mode in SHOWN and not writer.dates.shown:
        body.insert(min(2, len(body)), writer.frame("dayline")[0])
    if writer.place_quirk == "twin" and not writer.decided:
        body.insert(min(3, len(body)), writer.frame("twin.say")[0])
    if writer.plan["dateline"] != "no":
        body[0] = dateline(writer) + body[0]
    return body


def write_title(writer: Writer) -> str:
    """The headline, written last: it repeats the body, so what it prints is seldom marked."""
    told = {name for name, _ in writer.printed}
    writer.title, writer.slipped = True, False
    title = writer.frame(writer.plan["headline"])[0]
    rate_only = re.search(r"\d ?(?:%|persen)", title, re.I) and "target" not in title.lower()
    if {"target", "rate"} <= told and rate_only:
        writer.covers.add("R03")
    return title


def finish(writer: Writer, text: str) -> str:
    """House quotes, and the phenomena that only the whole text shows."""
    text = text.replace(",,", ",")
    if writer.style["quotes"] == "straight":
        text = text.replace("“", '"').replace("”", '"')
    bare = MARK.sub(r"\1", text)
    if re.search(r"\d ?%", bare) and re.search(r"\d persen", bare, re.I):
        writer.covers.add("N06")
    writer.covers |= {phenomenon for pattern, phenomenon in SEEN_IN_TEXT if re.search(pattern, bare)}
    return text


def cut(writer: Writer, text: str) -> str:
    """The text broken off inside its last scale word or `persen`, as an excerpt breaks it."""
    marks = list(re.finditer(r"\[\[[^\]|]* (?:juta|miliar|persen)\|[^\]]*\]\]", text))
    if not marks:
        return text
    short = re.sub(r" (juta|miliar|persen)\|", lambda m: f" {m[1][:3]}|", marks[-1][0])
    writer.covers.add("N18")
    return text[: marks[-1].start()] + short


def article(writer: Writer) -> str:
    """One file: header and marked text."""
    body = furniture(writer, write_body(writer))
    title = write_title(writer)
    if writer.plan["twice"]:
        body = body + [MARK.sub(r"\1", p) for p in body]
    gap = "\n" if writer.style["gap"] == "line" else "\n\n"
    text = finish(writer, gap.join([title, *body]))
    text = cut(writer, text) if writer.plan["cut"] else text
    return f"{header(writer)}\n---\n{text}\n"


def header(writer: Writer) -> str:
    dates, main = writer.dates, writer.places["main"]
    lines = [f"published: {dates.header}".rstrip(), f"style: {writer.style['style']}"]
    lines.append("covers: " + " ".join(sorted(writer.covers | dates.covers)))
    lines += [f"said: {dates.said.isoformat()}"] if dates.told else []
    lines += [f"region: {main.code}"] if main.code else []
    return "\n".join(lines)


def build() -> dict[str, str]:
    """File name and content of every article."""
    tables, atlas, out = Tables(), world.Atlas(), {}
    most = max(int(p["count"]) for p in tables.plans)
    plans = [(turn, p) for turn in range(most) for p in tables.plans if turn < int(p["count"])]
    for number, (turn, plan) in enumerate(plans):
        quirks = plan["numbers"].split() or NUMBER_QUIRKS
        quirk = quirks[(turn if plan["numbers"] else number) % len(quirks)]
        style = tables.styles[(number * 5 + number // 12) % len(tables.styles)]
        mode = DATINGS[(number * 7 + number // 16) % len(DATINGS)]
        place_quirk = PLACE_QUIRKS[number % len(PLACE_QUIRKS)]
        writer = Writer(random.Random(SEED + number), tables, atlas, plan, style, quirk, place_quirk, mode)
        out[f"g{number + 1:03d}_{plan['plan']}.ann"] = article(writer)
    return out


def main(folder: str) -> None:
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name, content in build().items():
        (target / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
