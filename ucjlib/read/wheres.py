"""Which place a number holds for: one that its sentence names, one named before, or the story's own.

Every place near enough is an option, and so are the story's region, its province and the nation; the tagger
picks, from where the place stands and what stands around the number. A branch office is a place of its own,
never the region of its name, and a name that two regions carry stays open.

>>> trail = Trail(here=INDONESIA)
>>> trail.next_paragraph()
>>> trail.here.place, trail.before.place
('', 'Indonesia')
"""

from dataclasses import dataclass

from ucjlib.read.clauses import Sentence, spot
from ucjlib.read.phrases import Bound
from ucjlib.read.places import PlaceFound, province_place
from ucjlib.read.settings import INDONESIA, NOWHERE, Setting, Where, where

_BIG = 10_000_000  # workers: few regions count as many
_NATION_PCT = (99.5, 45.0)  # percent that the nation's plan prints
_SCOPES = ("national", "provincial", "local", "office_ref")
Option = tuple[Where, list[str]]


@dataclass(slots=True)
class Trail:
    """The places that the story has named so far: in this paragraph, before it, and its last office.

    `figure`: that of the last number; `back`: 's' where that stands in this paragraph, else 'p'.
    """

    here: Where = NOWHERE
    before: Where = NOWHERE
    office: Where = NOWHERE
    figure: Where = NOWHERE
    back: str = ""

    def follow(self, sentence: Sentence) -> None:
        """Takes in the places of a sentence."""
        for place in sentence.places:
            if place.status == "office":
                self.office = where(place)
            elif not place.aside:
                self.here = where(place)

    def next_paragraph(self) -> None:
        """What was here is before."""
        self.before = self.here if self.here.place else self.before
        self.here, self.back = NOWHERE, "p"

    def tell(self, place: Where) -> None:
        """Takes in the place of a number."""
        self.figure, self.back = place, "s"


def place_options(
    bound: Bound, sentence: Sentence, setting: Setting, trail: Trail, previous: Where, speaker: str
) -> list[Option]:
    """The places that a number may hold for, each once with all its features.

    previous : the place of the number before in the sentence. speaker : the office of who is quoted, or ''.
    """
    shared = [*_of_scope(bound, sentence), f"speaker={speaker}", f"nation={min(setting.nation, 4)}"]
    found = [(where(place), _seen(place, bound, sentence)) for place in sentence.places]
    merged: dict[Where, list[str]] = {}
    for place, features in [*found, *_of_story(setting, trail)]:
        merged.setdefault(place, []).extend(features)
    made: list[Option] = []
    for place, features in merged.items():
        own = _of_place(place, sentence, setting, previous)
        made.append((place, [*features, *_crossed(features, own, shared, bound)]))
    return made


def _of_place(place: Where, sentence: Sentence, setting: Setting, previous: Where) -> list[str]:
    """What a place is, wherever it comes from; its level first."""
    named = min(len({found.place for found in sentence.places}), 3)
    level, main = f"level={_level(place)}", f"main={place[:2] == _main(setting)[:2]}"
    same = f"same={place[:2] == previous[:2]}|{previous.place != ''}"
    return [level, same, main, f"{level}|named={named}", f"{level}|{main}"]


def _crossed(features: list[str], own: list[str], shared: list[str], bound: Bound) -> list[str]:
    """What a place is and where it comes from, each together with what the words around tell."""
    sources = [one for one in features if one.startswith("from=")]
    kinds = [own[0], *sources]
    told = [f"{kind}|{other}" for kind in kinds for other in shared]
    told += [f"{source}&{other}" for source in sources for other in own]
    return [*own, *told, *(f"{bound.indicator}|{kind}" for kind in kinds)]


def _of_story(setting: Setting, trail: Trail) -> list[Option]:
    """The places that the story tells beyond the sentence."""
    main = _main(setting)
    found = [(main, ["from=main"])]
    if setting.main or setting.nation:  # of a place that we do not know, the nation would be a guess
        found.append((INDONESIA, ["from=nation"]))
    if "." in main.region_code:
        found.append((where(province_place(main.region_code)), ["from=province"]))
    named = [(name, place) for name, place in (("first", setting.first), ("lead", setting.lead)) if place]
    found += [(where(place), [f"from={name}"]) for name, place in named]
    told = (
        ("here", trail.here),
        ("earlier", trail.before),
        ("office", trail.office),
        (f"figure{trail.back}", trail.figure),
    )
    found += [(place, [f"from={name}"]) for name, place in told if place.place]
    return [option for option in found if option[0].place]


def _main(setting: Setting) -> Where:
    return where(setting.main) if setting.main else NOWHERE


def _of_scope(bound: Bound, sentence: Sentence) -> list[str]:
    """What the words around the number and its size tell of how wide it holds."""
    window, at = bound.window, bound.window.slot.at
    found = [f"scope={role}" for role in _SCOPES if sentence.told(role, window.left, at)]
    found += [f"scopeafter={role}" for role in _SCOPES if sentence.told(role, at, window.right)]
    found += [f"anywhere={role}" for role in _SCOPES if sentence.all(role)]
    value = float(bound.number.value)
    big = bound.unit in ("workers", "persons") and value >= _BIG
    return [*(found or ["scope=none"]), f"big={big}", f"value={value if value in _NATION_PCT else ''}"]


def _seen(place: PlaceFound, bound: Bound, sentence: Sentence) -> list[str]:
    """What is seen of a place of the same sentence; the first feature tells where it comes from."""
    first, last = sentence.token_at(place.start), sentence.token_at(place.end)
    seen = spot(bound.window.slot.at, first, last)
    side, near, breaks = seen.side, seen.reach(3, 7), min(sentence.breaks(*seen.between), 2)
    numbers, nearer = sentence.numbers(*seen.between), _places_in(sentence, place, *seen.between)
    come = f"from={side}|{min(numbers, 2)}|{min(nearer, 2)}"
    return [
        come,
        f"{come}|{breaks}",
        f"{come}|{near}",
        f"{come}|{near}|{breaks}",
        f"aside={place.aside}|{side}",
        f"status={place.status}",
        f"{come}|status={place.status}",
        f"intro={sentence.key_at(first - 1)}|{side}",
        f"first={sentence.key_at(first)}",
        f"follows={sentence.key_at(last)}|{side}",
    ]


def _places_in(sentence: Sentence, place: PlaceFound, first: int, last: int) -> int:
    """How many other places begin in `tokens[first:last]`."""
    others = (other for other in sentence.places if other is not place)
    return sum(first <= sentence.token_at(other.start) < last for other in others)


def _level(place: Where) -> str:
    code = place.region_code
    if not code:
        return place.place.split()[0] if place.place.startswith(("Cabang", "Kanwil")) else "open"
    return "nation" if code == "00" else "local" if "." in code else "province"
