#!/usr/bin/env python3
"""A picture of who does what to whom: actors.graphml of a folder of results as an SVG. Needs Python alone.

    picture.py OUT [SOURCE ...] [--title TEXT] > picture.svg

Draws what the articles named by SOURCE tell (all of them without), leaving out actors nobody does anything to. The same
results give the same bytes.

Actors stand in columns, so that arrows run to the right as far as they can. Every arrow has a row of its own at one
of its ends, and its words stand there: no two texts can meet. A place in a column is given to an arrow that passes
through it.
"""

import argparse
import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from xml.sax.saxutils import escape

SPACE = "{http://graphml.graphdrawing.org/xmlns}"

# Of a type: fill, border, words.
COLOURS = {
    "Person": ("#e3edf9", "#2f6db5", "#173a63"),
    "Organization": ("#fdeedb", "#d4801f", "#6b3f0c"),
    "Place": ("#e2f3e6", "#37914f", "#1a4d29"),
    "Group": ("#efecf6", "#7a68ae", "#3d3163"),
}
INK, FAINT, RED = "#3b4252", "#6b7280", "#c62828"

# In pixels.
CARD, GUTTER, ROW, GAP, MARGIN = 156, 212, 44, 16, 28
LABEL_SIZE, ACTION_SIZE, SMALL_SIZE = 14, 13, 11
STUB = 146

NARROW, WIDE = set("iljtfrI.,:;'|!()[] -"), set("mwMW—@%")


def width(text, size, bold=False):
    """About how wide a text is in Helvetica or what stands in for it; rather too much."""
    ems = sum(0.34 if c in NARROW else 0.9 if c in WIDE else 0.7 if c.isupper() else 0.575 for c in text)
    return ems * size * (1.15 if bold else 1)


def lines(text, size, room, most, bold=False):
    """A text cut at spaces into at most so many lines that fit; what is too long ends in an ellipsis."""
    rows, words = [""], text.split()
    for word in words:
        longer = f"{rows[-1]} {word}".strip()
        if width(longer, size, bold) <= room or not rows[-1]:
            rows[-1] = longer
        elif len(rows) < most:
            rows.append(word)
        else:
            rows[-1] += "…"
            break
    for number, row in enumerate(rows):
        while width(row, size, bold) > room and len(row) > 2:
            row = row.rstrip("…")[:-1].rstrip() + "…"
        rows[number] = row
    return rows


class Card:
    """An actor, or the place of an arrow that passes through a column (then `arrow` is set)."""

    def __init__(self, key, label, kind, detail, arrow=None):
        self.key, self.label, self.kind, self.detail, self.arrow = key, label, kind, detail, arrow
        self.column = 0
        self.y = 0.0
        self.height = 0.0
        self.ports = {"left": [], "right": []}
        self.rows = lines(label, LABEL_SIZE, CARD - 16, 2, bold=True) if label else []


class Arrow:
    """Somebody does something to somebody."""

    def __init__(self, source, target, data):
        self.source, self.target, self.data = source, target, data
        words = data["action"].replace("_", " ")
        if words == "other":
            words = json.loads(data.get("predicates", '["other"]'))[0]
        if data["polarity"] == "negated":
            words = f"not {words}"
        self.words = words
        # Dashes and dots say so too, but not which or who.
        self.modality = "" if data["modality"] == "actual" else data["modality"]
        self.speaker = f"says {data['claimed_by']}" if "claimed_by" in data else ""
        self.claimed = data["type"].endswith("_CLAIMED")
        self.chain = []


def read(folder, wanted):
    """Actors by id and what they do, of the articles that are wanted, in the order of ids."""
    documents = {}
    for line in (folder / "documents.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        document = json.loads(line)
        documents[document["id"]] = document["source"]
    missing = sorted(set(wanted) - set(documents.values()))
    if missing:
        sys.exit(f"no article {', '.join(missing)} in {folder}; there are {', '.join(sorted(documents.values()))}")
    root = ElementTree.parse(folder / "actors.graphml").getroot()
    cards, arrows = {}, []
    for element in root.iter(f"{SPACE}node"):
        data = {part.get("key"): part.text or "" for part in element}
        detail = data.get("entity_kind", data["type"].lower()).replace("_", " ")
        cards[element.get("id")] = Card(element.get("id"), data["label"], data["type"], detail)
    for element in root.iter(f"{SPACE}edge"):
        data = {part.get("key").removeprefix("e_"): part.text or "" for part in element}
        source, target = element.get("source"), element.get("target")
        sources = {documents[at["document"]] for at in json.loads(data["evidence"])}
        # What somebody does to themselves has no arrow.
        if source != target and (not wanted or sources & set(wanted)):
            arrows.append((element.get("id"), Arrow(cards[source], cards[target], data)))
    arrows = [arrow for _, arrow in sorted(arrows, key=lambda pair: pair[0])]
    drawn = {id(card) for arrow in arrows for card in (arrow.source, arrow.target)}
    cards = [card for key, card in sorted(cards.items()) if id(card) in drawn]
    return cards, arrows


def parts(cards, arrows):
    """Actors that hang together, the greatest part first."""
    group = {card: card for card in cards}

    def root(card):
        while group[card] is not card:
            card = group[card]
        return card

    for arrow in arrows:
        group[root(arrow.source)] = root(arrow.target)
    found = {}
    for card in cards:
        found.setdefault(root(card), []).append(card)
    whole = []
    for members in found.values():
        inside = set(members)
        whole.append((members, [arrow for arrow in arrows if arrow.source in inside]))
    return sorted(whole, key=lambda part: (-len(part[1]), -len(part[0]), min(card.label for card in part[0])))


def set_columns(cards, arrows):
    """Gives each actor a column so that most arrows run to the right and none stays in its column."""
    # Eades, Lin and Smyth 1993: taking sources from the front and sinks from the back leaves few arrows that run back.
    left, first, last = list(cards), [], []

    def ends(card, role):
        inside = set(left)
        return sum(getattr(a, role) is card and getattr(a, "target" if role == "source" else "source") in inside
                   for a in arrows)

    while left:
        sinks = [card for card in left if not ends(card, "source")]
        sources = [card for card in left if not ends(card, "target")]
        if sinks:
            chosen = sinks[0]
            last.insert(0, chosen)
        elif sources:
            chosen = sources[0]
            first.append(chosen)
        else:
            chosen = max(left, key=lambda card: (ends(card, "source") - ends(card, "target"), card.label, card.key))
            first.append(chosen)
        left.remove(chosen)
    order = {card: number for number, card in enumerate(first + last)}
    ahead = [(a.source, a.target) if order[a.source] < order[a.target] else (a.target, a.source) for a in arrows]
    for card in sorted(cards, key=order.get):
        card.column = max((source.column + 1 for source, target in ahead if target is card), default=0)
    # Who only acts stands right before the first it acts on.
    for card in sorted(cards, key=order.get, reverse=True):
        after = [target.column for source, target in ahead if source is card]
        before = [source.column for source, target in ahead if target is card]
        if after and len(after) > len(before):
            card.column = max(card.column, min(after) - 1)
    lowest = min(card.column for card in cards)
    for card in cards:
        card.column -= lowest


def route(arrows):
    """Gives each arrow the cards it goes through, with a place of its own in each column between its ends."""
    passing = []
    for number, arrow in enumerate(arrows):
        near, far = sorted((arrow.source, arrow.target), key=lambda card: card.column)
        arrow.chain = [near]
        for column in range(near.column + 1, far.column):
            place = Card(f"{near.key}{far.key}{number}{column}", "", "", "", arrow)
            place.column = column
            arrow.chain.append(place)
            passing.append(place)
        arrow.chain.append(far)
    return passing


def arrange(cards, arrows):
    """Orders the columns with few crossings, then gives every card a height; the height of the whole is returned."""
    columns = [[] for _ in range(max(card.column for card in cards) + 1)]
    for card in cards:
        columns[card.column].append(card)
    steps = [(a, b, arrow) for arrow in arrows for a, b in zip(arrow.chain, arrow.chain[1:])]
    place = {card: number for column in columns for number, card in enumerate(column)}

    def crossings():
        found = 0
        for number, (a, b, _) in enumerate(steps):
            for c, d, _ in steps[number + 1:]:
                found += a.column == c.column and (place[a] - place[c]) * (place[b] - place[d]) < 0
        return found

    best = (crossings(), [list(column) for column in columns])
    for turn in range(12):
        for column in columns if turn % 2 == 0 else reversed(columns):
            side = 0 if turn % 2 == 0 else 1
            middle = {}
            for card in column:
                others = [place[step[side]] for step in steps if step[1 - side] is card]
                middle[card] = sum(others) / len(others) if others else place[card]
            column.sort(key=lambda card: (middle[card], place[card]))
            place.update({card: number for number, card in enumerate(column)})
        best = min(best, (crossings(), [list(column) for column in columns]), key=lambda pair: pair[0])
    columns = best[1]
    place = {card: number for column in columns for number, card in enumerate(column)}

    for a, b, arrow in steps:
        a.ports["right"].append((place[b], arrow))
        b.ports["left"].append((place[a], arrow))
    words_at = {}
    for a, b, arrow in steps:
        if a is arrow.chain[0] and b is arrow.chain[-1]:
            words_at[arrow] = "start" if len(a.ports["right"]) < len(b.ports["left"]) else "end"
        elif arrow not in words_at:
            words_at[arrow] = "start" if len(arrow.chain[0].ports["right"]) == 1 else "end"
    for card in cards:
        for ports in card.ports.values():
            ports.sort(key=lambda port: port[0])
        rows = 1
        if not card.arrow:
            ends = {"left": "end", "right": "start"}
            worded = [sum(words_at[arrow] == ends[side] for _, arrow in ports) for side, ports in card.ports.items()]
            # All ports of a side share its height, so one with words gives each of them a row.
            rows = max([1] + [len(card.ports[side]) for side, some in zip(card.ports, worded) if some])
        least = 18 * len(card.rows) + 26 if card.rows else 24
        card.height = max(least, rows * ROW)

    def settle(column, wish):
        """Heights nearest to what is wished for, in order and without meeting (pool adjacent violators)."""
        blocks, offset = [], 0.0
        for card in column:
            offset += card.height / 2
            blocks.append([wish[card] - offset, 1])
            offset += card.height / 2 + GAP
            while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
                value, number = blocks.pop()
                other, count = blocks.pop()
                blocks.append([(value * number + other * count) / (number + count), number + count])
        values = [value for value, number in blocks for _ in range(number)]
        offset = 0.0
        for card, value in zip(column, values):
            card.y = value + offset + card.height / 2
            offset += card.height + GAP

    for column in columns:
        settle(column, {card: 0.0 for card in column})
    for turn in range(40):
        for column in columns if turn % 2 == 0 else reversed(columns):
            wish = {}
            for card in column:
                wanted = []
                for a, b, arrow in steps:
                    if card in (a, b):
                        other, side = (b, "left") if card is a else (a, "right")
                        mine = port(card, "right" if card is a else "left", arrow) - card.y
                        wanted.append(port(other, side, arrow) - mine)
                wish[card] = sum(wanted) / len(wanted) if wanted else card.y
            settle(column, wish)
    top = min(card.y - card.height / 2 for card in cards)
    for card in cards:
        card.y -= top
    return words_at, max(card.y + card.height / 2 for card in cards)


def port(card, side, arrow):
    """Where an arrow touches a side of a card."""
    arrows = [found for _, found in card.ports[side]]
    step = min(card.height / len(arrows), ROW)
    return card.y + (arrows.index(arrow) - (len(arrows) - 1) / 2) * step


def text(x, y, words, size, colour, extra=""):
    """A line of text."""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}"{extra}>{escape(words)}</text>'


def style(arrow):
    """Colour and dashes: red for what is denied, dots for what is only claimed, dashes for what has not happened."""
    colour = RED if arrow.data["polarity"] == "negated" else INK
    happened = arrow.data["modality"] == "actual"
    dashes = {
        (True, False): "",
        (True, True): ' stroke-dasharray="1 5" stroke-linecap="round"',
        (False, False): ' stroke-dasharray="9 6"',
        (False, True): ' stroke-dasharray="9 6 1 6" stroke-linecap="round"',
    }[happened, arrow.claimed]
    return colour, dashes


def head(tip, back, colour):
    """The head of an arrow, which always lies level; `back` is -1 where the line comes from the left."""
    (x, y), shaft = tip, 11 * back
    return f'<path d="M{x:.1f} {y:.1f}l{shaft} -5.5 {-3 * back} 5.5 {3 * back} 5.5z" fill="{colour}"/>'


def draw_arrow(arrow, words_at, x, y):
    """The line of an arrow with its words."""
    near, far = arrow.chain[0], arrow.chain[-1]
    forward = arrow.source is near
    points = []
    for a, b in zip(arrow.chain, arrow.chain[1:]):
        points.append((x + a.column * (CARD + GUTTER) + CARD, y + port(a, "right", arrow)))
        points.append((x + b.column * (CARD + GUTTER), y + port(b, "left", arrow)))
    start, end = points[0], points[-1]
    at_start = words_at[arrow] == "start"
    path = [f"M{start[0]:.1f} {start[1]:.1f}"]
    for number in range(0, len(points), 2):
        (ax, ay), (bx, by) = points[number], points[number + 1]
        if number:
            path.append(f"L{ax:.1f} {ay:.1f}")
        if at_start and number == 0 and abs(ay - by) > 1:
            ax += STUB
            path.append(f"L{ax:.1f} {ay:.1f}")
        last = number + 2 == len(points)
        turn = bx - STUB if not at_start and last and abs(ay - by) > 1 else bx
        middle = (ax + turn) / 2
        path.append(f"C{middle:.1f} {ay:.1f} {middle:.1f} {by:.1f} {turn:.1f} {by:.1f}")
        if turn != bx:
            path.append(f"L{bx:.1f} {by:.1f}")
    colour, dashes = style(arrow)
    if at_start:
        left, line = start[0] + (8 if forward else 14), start[1]
    else:
        left, line = end[0] - STUB + 2, end[1]
    out = [f"<g><title>{escape(arrow.data.get('example', arrow.words))}</title>"]
    out.append(f'<path d="{" ".join(path)}" fill="none" stroke="{colour}" stroke-width="1.8"{dashes}/>')
    out.append(head(end, -1, colour) if forward else head(start, 1, colour))
    free = STUB - 14 - (width(f" {arrow.modality}", SMALL_SIZE) if arrow.modality else 0)
    words = lines(arrow.words, ACTION_SIZE, free, 1, bold=True)[0]
    out.append(f'<text x="{left:.1f}" y="{line - 6:.1f}" font-size="{ACTION_SIZE}" fill="{colour}" font-weight="600">'
               f'{escape(words)}' + (f' <tspan font-size="{SMALL_SIZE}" font-weight="400" font-style="italic" '
                                     f'fill="{FAINT}">{arrow.modality}</tspan>' if arrow.modality else "") + "</text>")
    if arrow.speaker:
        speaker = lines(arrow.speaker, SMALL_SIZE, STUB - 6, 1)[0]
        out.append(text(left, line + 14, speaker, SMALL_SIZE, FAINT, ' font-style="italic"'))
    return out + ["</g>"]


def draw_card(card, x, y):
    """The box of an actor."""
    fill, border, ink = COLOURS[card.kind]
    left, top = x + card.column * (CARD + GUTTER), y + card.y - card.height / 2
    out = [f'<rect x="{left:.1f}" y="{top:.1f}" width="{CARD}" height="{card.height:.1f}" rx="9" fill="{fill}" '
           f'stroke="{border}" stroke-width="1.5"/>']
    line = y + card.y - (18 * len(card.rows) + 14) / 2 + 13
    for row in card.rows:
        out.append(text(left + CARD / 2, line, row, LABEL_SIZE, ink, ' font-weight="600" text-anchor="middle"'))
        line += 18
    detail = lines(card.detail, SMALL_SIZE, CARD - 12, 1)[0]
    out.append(text(left + CARD / 2, line - 2, detail, SMALL_SIZE, border, ' text-anchor="middle"'))
    return out


def legend(y):
    """What colours and lines mean."""
    out, x = [], MARGIN
    for kind, (fill, border, ink) in COLOURS.items():
        out.append(f'<rect x="{x:.1f}" y="{y - 11:.1f}" width="20" height="14" rx="4" '
                   f'fill="{fill}" stroke="{border}"/>')
        out.append(text(x + 26, y, kind.lower(), 12, ink))
        x += 26 + width(kind, 12) + 18
    x += 6
    for words, colour, dashes in [
        ("told by the article", INK, ""),
        ("planned, asked, possible", INK, ' stroke-dasharray="9 6"'),
        ("claimed by somebody", INK, ' stroke-dasharray="1 5" stroke-linecap="round"'),
        ("negated", RED, ""),
    ]:
        out.append(f'<path d="M{x:.1f} {y - 4:.1f}h36" fill="none" stroke="{colour}" stroke-width="1.8"{dashes}/>')
        out.append(head((x + 38, y - 4), -1, colour))
        out.append(text(x + 46, y, words, 12, INK))
        x += 46 + width(words, 12) + 14
    return out, x


def picture(folder, wanted, title):
    """The SVG of what some articles of a folder of results tell."""
    cards, arrows = read(folder, wanted)
    if not arrows:
        sys.exit(f"nobody does anything to anybody in {', '.join(wanted) or folder}")
    keys, right = legend(82)
    body, row, top, lowest = [], MARGIN, 112, 112
    wide = max(right, 2 * (2 * CARD + GUTTER) + 44 + 2 * MARGIN)
    for members, inside in parts(cards, arrows):
        set_columns(members, inside)
        members = members + route(inside)
        words_at, height = arrange(members, inside)
        across = max(card.column for card in members) * (CARD + GUTTER) + CARD
        # Beside the part before, where there is room.
        if row > MARGIN and row + across > wide - MARGIN:
            row, top = MARGIN, lowest + 34
        for arrow in inside:
            body += draw_arrow(arrow, words_at, row, top)
        for card in members:
            if not card.arrow:
                body += draw_card(card, row, top)
        wide = max(wide, row + across + MARGIN)
        lowest = max(lowest, top + height)
        row += across + 44
    tall = lowest + MARGIN
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{tall:.0f}" '
        f'viewBox="0 0 {wide:.0f} {tall:.0f}" font-family="Helvetica, Arial, \'Liberation Sans\', sans-serif">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{wide:.0f}" height="{tall:.0f}" rx="12" fill="#fff"/>',
        text(MARGIN, 44, title, 21, INK, ' font-weight="700"'),
        text(MARGIN + width(title, 21, bold=True) + 16, 44, ", ".join(wanted), 12, FAINT),
        *keys,
        *body,
        "</svg>",
        "",
    ])


def main():
    """Reads the command line."""
    parser = argparse.ArgumentParser(description="Draws who does what to whom in some articles.")
    parser.add_argument("out", type=Path, help="folder of results of `newsloom build`")
    parser.add_argument("source", nargs="*", help="articles to draw, as documents.jsonl calls them")
    parser.add_argument("--title", default="Who does what to whom")
    given = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(picture(given.out, given.source, given.title))


if __name__ == "__main__":
    main()
