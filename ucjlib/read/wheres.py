"""Which place a number holds for: one that its sentence names, one named before, or the story's own.

Every place near enough is an option, and so are the story's region, its province and the nation; the tagger
picks, from where the place stands and what stands around the number. A branch office is a place of its own,
never the region of its name, and a name that two regions carry stays open.

>>> _level(INDONESIA), _level(Where("", "Cabang Madiun"))
('nation', 'Cabang')
"""

from ucjlib.read.clauses import Sentence, spot
from ucjlib.read.features import TARIFFS
from ucjlib.read.phrases import Bound
from ucjlib.read.places import PlaceFound, province_place
from ucjlib.read.referrals import Referral, referrals
from ucjlib.read.settings import INDONESIA, NOWHERE, Setting, Where, where
from ucjlib.read.trails import Trail, is_inside, is_of_kind, is_part, voice_of
from ucjlib.reference.regions import find_region

_BIG = 10_000_000  # workers: few regions count as many
_NATION_PCT = (99.5, 45.0)  # percent that the nation's plan prints
_SCOPES = ("national", "provincial", "local", "office_ref", "we")
_KIND_WORDS = {"regency": "Kabupaten", "city": "Kota"}
Option = tuple[Where, list[str]]


def place_options(
    bound: Bound, sentence: Sentence, setting: Setting, trail: Trail, previous: Where, speaker: str
) -> list[Option]:
    """The places that a number may hold for, each once with all its features.

    previous : the place of the number before in the sentence. speaker : the office of who is quoted, or ''.
    """
    shared = [*_of_scope(bound, sentence), f"speaker={speaker}", f"nation={min(setting.nation, 4)}"]
    marks = referrals(sentence)
    subjects = [p for p in sentence.places if not p.aside and not is_inside(p, sentence, marks)]
    found = [(where(place), _seen(place, bound, sentence, subjects)) for place in sentence.places]
    found += _taken_up(marks, bound, sentence, setting, trail)
    merged: dict[Where, list[str]] = {}
    for place, features in [*found, *_of_story(setting, trail, _voice(sentence, trail))]:
        merged.setdefault(place, []).extend(features)
    made: list[Option] = []
    taken = [one for one in marks if one.last <= bound.window.slot.at]
    for place, features in merged.items():
        own = _of_place(place, sentence, setting, trail, previous)
        own += [f"fits={one.kind}|{one.end}|{is_of_kind(place, one.kind)}" for one in taken[-1:]]
        made.append((place, [*features, *_crossed(features, own, shared, bound)]))
    return made


def _of_place(place: Where, sentence: Sentence, setting: Setting, trail: Trail, previous: Where) -> list[str]:
    """What a place is, wherever it comes from; its level first."""
    named = min(len({found.place for found in sentence.places}), 3)
    level, main = f"level={_level(place)}", f"main={place[:2] == _main(setting)[:2]}"
    same = f"same={place[:2] == previous[:2]}|{previous.place != ''}"
    topic = f"topic={_stands(place, trail.topic)}|{_stands(place, trail.here)}|{bool(sentence.places)}"
    return [level, same, main, topic, f"{level}|named={named}", f"{level}|{main}"]


def _stands(place: Where, other: Where) -> str:
    return "" if not other.place else "same" if place[:2] == other[:2] else "other"


def _crossed(features: list[str], own: list[str], shared: list[str], bound: Bound) -> list[str]:
    """What a place is and where it comes from, each together with what the words around tell."""
    sources = [one for one in features if one.startswith("from=")]
    kinds = [own[0], *sources]
    told = [f"{kind}|{other}" for kind in kinds for other in shared]
    told += [f"{source}&{other}" for source in sources for other in own]
    return [*own, *told, *(f"{bound.indicator}|{kind}" for kind in kinds)]


def _taken_up(
    marks: list[Referral], bound: Bound, sentence: Sentence, setting: Setting, trail: Trail
) -> list[Option]:
    """The places that words such as "di sana" and "kota itu" take up, nearest to the number first."""
    found: list[Option] = []
    for one in marks:
        place = trail.meant(one, sentence)
        place = place if place.place else _of_main(one.kind, _main(setting))
        if place.place:
            found.append((place, _of_referral(one, bound, sentence)))
    return found


def _of_main(kind: str, main: Where) -> Where:
    """The story's place, or its province, where a referral of that kind may mean it."""
    if kind == "province" and "." in main.region_code:
        return where(province_place(main.region_code))
    if kind in _KIND_WORDS and is_of_kind(main, "local") and not is_of_kind(main, kind):
        twin = find_region(f"{_KIND_WORDS[kind]} {main.place.split(maxsplit=1)[1]}")
        return where(twin) if twin.region_code else NOWHERE
    return main if main.place and is_of_kind(main, kind) else NOWHERE


def _of_referral(one: Referral, bound: Bound, sentence: Sentence) -> list[str]:
    seen = spot(bound.window.slot.at, one.first, one.last)
    numbers, breaks = sentence.numbers(*seen.between), sentence.breaks(*seen.between)
    nearer = _places_in(sentence, sentence.places, *seen.between)
    come = f"from=refer{one.end or one.firm}|{seen.side}|{min(numbers, 2)}"
    return [come, f"{come}|{one.kind}", f"{come}|{min(nearer, 1)}|{min(breaks, 2)}"]


def _of_story(setting: Setting, trail: Trail, voice: Where) -> list[Option]:
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
        ("topic", trail.topic),
        ("voice", voice),
        ("earlier", trail.before),
        ("office", trail.office),
        ("part", trail.part),
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
    if bound.unit == "rupiah_per_month":
        found.append(f"tariff={bound.number.value in TARIFFS}")
    return [*(found or ["scope=none"]), f"big={big}", f"value={value if value in _NATION_PCT else ''}"]


def _seen(place: PlaceFound, bound: Bound, sentence: Sentence, subjects: list[PlaceFound]) -> list[str]:
    """What is seen of a place of the same sentence; the first feature tells where it comes from.

    subjects : the places of the sentence that figures may hold for.
    """
    first, last = sentence.token_at(place.start), sentence.token_at(place.end)
    seen = spot(bound.window.slot.at, first, last)
    side, near, breaks = seen.side, seen.reach(3, 7), min(sentence.breaks(*seen.between), 2)
    numbers = sentence.numbers(*seen.between)
    nearer = _places_in(sentence, subjects, *seen.between)  # it does not stand there itself
    aside = "aside" if place.aside else "" if place in subjects else "inside"
    come = f"from={aside}{side}|{min(numbers, 2)}|{min(nearer, 2)}"
    return [
        come,
        f"{come}|{breaks}",
        f"{come}|{near}",
        f"{come}|{near}|{breaks}",
        f"paired={_paired(place, bound, sentence)}",
        f"status={place.status}",
        f"{come}|status={place.status}",
        f"intro={sentence.key_at(first - 1)}|{side}",
        f"first={sentence.key_at(first)}",
        f"first={sentence.key_at(first)}|{bound.indicator}",
        f"follows={sentence.key_at(last)}|{side}",
        f"opens={first < 4}|{side}|{min(numbers, 2)}",
    ]


def _places_in(sentence: Sentence, places: list[PlaceFound], first: int, last: int) -> int:
    """How many of `places` begin in `tokens[first:last]`."""
    return sum(first <= sentence.token_at(place.start) < last for place in places)


def _paired(place: PlaceFound, bound: Bound, sentence: Sentence) -> str:
    """Whether place and number are of one rank in rows of equal length: "A dan B 34 persen dan 36 persen"."""
    spots = [sentence.token_at(one.start) for one in sentence.places if not one.aside]
    here, at = sentence.token_at(place.start), bound.window.slot.at
    places = _row(here, spots, [slot.at for slot in sentence.slots])
    numbers = _row(at, [slot.at for slot in sentence.slots], spots)
    if len(places) < 2 or len(places) != len(numbers) or here not in places:
        return ""
    return str(places.index(here) == numbers.index(at))


def _row(at: int, own: list[int], others: list[int]) -> list[int]:
    """Those of `own` that stand in one row with `at`, none of `others` between."""
    low = max((other for other in others if other < at), default=-1)
    high = min((other for other in others if other > at), default=at + len(own) + 1000)
    return [one for one in own if low < one < high]


def _level(place: Where) -> str:
    code = place.region_code
    if is_part(place):
        return "part"
    if not code:
        return place.place.split()[0] if place.place.startswith(("Cabang", "Kanwil")) else "open"
    return "nation" if code == "00" else "local" if "." in code else "province"


def _voice(sentence: Sentence, trail: Trail) -> Where:
    found = voice_of(sentence)
    return found if found.place else trail.voice
