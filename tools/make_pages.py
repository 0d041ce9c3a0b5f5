"""Wrap invented articles into invented web pages of many houses, with the claims of the article beside them.

    python tools/make_pages.py OUT_FOLDER FOLDER_OF_ARTICLES [FOLDER_OF_ARTICLES ...]

Reads annotated articles (the format that make_articles.py writes), takes turns between the folders and
between the templates in page_templates/, and writes OUT/*.html, OUT/gold.csv (one row a claim; `printed` is
the plain token, without markup and entities) and OUT/pages.csv (one row a page). Same input, same bytes.
What a page adds around an article, sidebars, captions, comments, adverts, comes from page_traps.csv and is
no claim of it.

A page prints a day only where the article has one. A page that shows the first part of an article has only
the claims of that part. Not for real pages: every address in them is invalid on purpose.
"""

import csv
import datetime as dt
import html
import json
import re
import sys
from pathlib import Path

import article_world as world
from jinja2 import Environment, FileSystemLoader

HERE = Path(__file__).resolve().parent
PAGES = 40
MARK = re.compile(r"\[\[(.+?)\|(.+?)\]\]", re.S)
NUMBER = re.compile(r"\d[\d.,]*\d")
INDICATORS = {r["indicator"]: r["units"].split() for r in world.rows(world.REFERENCE / "indicators.csv")}
ENTITIES = {"%": "&#37;", "“": "&ldquo;", "”": "&rdquo;", "–": "&ndash;", "'": "&#39;", "(": "&#40;"}
GOLD = (
    "article printed indicator segment value unit region_code place as_of period_start as_of_basis "
    "target_year qualifier"
).split()
AUTHORS = ["Redaksi", "Tim Liputan", "Hendra Lukmana", "Yustina Darmawi", "Admin"]


def read_article(path: Path) -> dict:
    """Header, plain text and gold rows of one annotated article."""
    head, body = path.read_text(encoding="utf-8").rstrip("\n").split("\n---\n", 1)
    header = dict(_header_line(line) for line in head.splitlines() if line.strip())
    text, gold, at = "", [], 0
    for mark in MARK.finditer(body):
        text += body[at : mark.start()]
        specs = [s for s in mark[2].split(";") if s.split()[0] != "none"]
        gold += [gold_row(mark[1], spec, header) | {"start": len(text)} for spec in specs]
        text, at = text + mark[1], mark.end()
    return {"name": path.stem, "header": header, "text": text + body[at:], "gold": gold}


def _header_line(line: str) -> tuple[str, str]:
    key, value = line.split(":", 1)
    return key.strip(), value.strip()


def gold_row(printed: str, spec: str, header: dict) -> dict:
    indicator, *pairs = spec.split()
    keys = dict(p.split("=", 1) for p in pairs)
    code = keys.get("region", header.get("region", ""))
    day = header.get("said") or header.get("published", "")
    as_of = keys.get("as_of", day)
    basis = "stated" if "as_of" in keys else "statement" if as_of else "unknown"
    row = {"printed": printed, "indicator": indicator, "segment": keys.get("segment", "total")}
    row |= {"value": keys.get("value") or plain_value(printed), "region_code": code, "as_of": as_of}
    row |= {"unit": keys.get("unit") or INDICATORS[indicator][0], "as_of_basis": basis}
    row |= {"place": "" if code else keys.get("place", "").replace("_", " ")}
    row |= {"period_start": keys.get("start", ""), "target_year": keys.get("target_year", "")}
    return row | {"qualifier": keys.get("qualifier", "")}


def plain_value(printed: str) -> str:
    """Value of a token without a scale word: point thousands, or a decimal comma, or an English point."""
    text = re.sub(r"[^\d.,]", "", printed).strip(".,")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        return text.replace(".", "")
    return text.replace(",", ".")


def entities(text: str) -> str:
    """Text as a heavy-handed editor stores it: signs, quotes and the blanks in numbers as entities."""
    out = html.escape(text, quote=False)
    for character, entity in ENTITIES.items():
        out = out.replace(character, entity)
    out = re.sub(r"(?<=\d) (?=(?:persen|ribu|juta|miliar|orang|bulan)\b)", "&nbsp;", out)
    return re.sub(r"\b(Rp\.?) (?=\d)", r"\1&nbsp;", out)


def split_numbers(text: str) -> str:
    """Every second number cut or framed by inline tags, as a word processor leaves it."""
    shapes = ["<strong>{}</strong>{}", "{}<span>{}</span>", "<b>{}{}</b>", "{}<em class='x'></em>{}"]
    seen = iter(range(10_000))

    def framed(match):
        number, turn = match[0], next(seen)
        middle = max(1, len(number) // 2)
        shape = shapes[turn // 2 % len(shapes)] if turn % 2 == 0 else "{}{}"
        return shape.format(number[:middle], number[middle:])

    parts = re.split(r"(&#?\w+;)", html.escape(text, quote=False))
    return "".join(p if p.startswith("&") else NUMBER.sub(framed, p) for p in parts)


def environment() -> Environment:
    folder = FileSystemLoader(HERE / "page_templates")
    env = Environment(loader=folder, autoescape=False, keep_trailing_newline=True)
    env.filters |= {"entities": entities, "split_numbers": split_numbers}
    return env


def long_date(day: str) -> str:
    if not day:
        return ""
    date = dt.date.fromisoformat(day)
    return f"{world.WEEKDAYS[date.weekday()]}, {world.spoken(date)}"


def turned(items: list, by: int) -> list:
    by %= len(items)
    return items[by:] + items[:by]


def trap_lists(number: int) -> dict[str, list]:
    """Texts of other stories by kind, begun at another one on each page."""
    kinds: dict[str, list] = {}
    for row in world.rows(HERE / "page_traps.csv"):
        kinds.setdefault(row["kind"], []).append(row["text"])
    return {kind: turned(texts, number) for kind, texts in kinds.items()}


def first_part(article: dict, lines: list[str]) -> tuple[list[str], list[dict]]:
    """First lines of the body and their claims; all of both where a cut would lose a number that is shown."""
    kept = lines[: max(3, len(lines) * 2 // 3)]
    end = 0
    for line in [lines_of(article)[0], *kept]:
        end = article["text"].index(line, end) + len(line)
    gold = [r for r in article["gold"] if r["start"] < end]
    shown = article["text"][:end]
    lost = [r for r in article["gold"] if r["start"] >= end]
    if any(r["printed"] in shown for r in lost):
        return lines, article["gold"]
    return kept, gold


def json_ld(title: str, published: str, author: str) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title}
    data |= {"datePublished": f"{published}T08:00:00+07:00"} if published else {}
    return json.dumps(data | {"author": {"@type": "Person", "name": author}}, ensure_ascii=False)


def lines_of(article: dict) -> list[str]:
    return [line.strip() for line in article["text"].split("\n") if line.strip()]


def page(env, template: str, article: dict, other: dict, number: int) -> tuple[str, list[dict]]:
    """Markup of one page and the claims that it shows."""
    title, *body = lines_of(article)
    published = article["header"].get("published", "")
    part, gold = first_part(article, body) if template.startswith("tribune") else (body, article["gold"])
    next_title, *following = lines_of(other)
    author = AUTHORS[number % len(AUTHORS)]
    shown = {"title": title, "paragraphs": body, "first_page": part, "published": published}
    shown |= {"long_date": long_date(published), "author": author, "number": 4000 + number}
    shown |= {"outlet": f"Kabar {number % 7 + 1} Nusantara", "ld_json": json_ld(title, published, author)}
    shown |= {"traps": trap_lists(number), "next_title": next_title, "next_paragraphs": following}
    return env.get_template(template).render(shown), gold


def chosen(folders: list[Path]) -> list[dict]:
    """PAGES articles, turn by turn from each folder, evenly over its sorted files."""
    each = PAGES // len(folders)
    lists = []
    for folder in folders:
        files = [a for a in map(read_article, sorted(folder.glob("*.ann"))) if len(lines_of(a)[0]) > 25]
        lists.append([files[i * len(files) // each] for i in range(each)])
    return [article for group in zip(*lists, strict=True) for article in group]


def write_rows(path: Path, columns: list[str], rows: list[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(target: str, *folders: str) -> None:
    out, env = Path(target), environment()
    out.mkdir(parents=True, exist_ok=True)
    articles, templates = chosen([Path(f) for f in folders]), sorted(env.list_templates())
    gold, pages = [], []
    for number, article in enumerate(articles):
        template = templates[(number + number // len(templates)) % len(templates)]
        style = template.split(".")[0]
        name = f"p{number + 1:02d}_{style}"
        text, claims = page(env, template, article, articles[(number + 3) % len(articles)], number)
        (out / f"{name}.html").write_text(text, encoding="utf-8", newline="\n")
        gold += [{"article": name} | row for row in claims]
        pages.append({"page": f"{name}.html", "article": article["name"], "style": style})
        pages[-1]["published"] = article["header"].get("published", "")
    write_rows(out / "gold.csv", GOLD, gold)
    write_rows(out / "pages.csv", ["page", "article", "style", "published"], pages)


if __name__ == "__main__":
    main(sys.argv[1], *sys.argv[2:])
