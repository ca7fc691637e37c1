#!/usr/bin/env python3
"""Text for measuring speed: JSON lines of made-up documents, from the paragraphs of the corpus.

usage: make_text.py MEGABYTES SEED OUTPUT [--cyrillic] [--unclosed] [--escaped] [--one] [--plain] [--corpus FOLDER]

Each document has the title of one article and shuffled paragraphs of many, 300 to 900 words, and an id of
its own; the same arguments give the same bytes. --cyrillic writes every Latin letter as a Cyrillic one, for text
of two bytes a letter. --unclosed makes every closing quotation mark an opening one; --escaped writes JSON in ASCII
alone; --one makes all of it one document, in one line; --plain writes the texts alone, with two empty lines between. OUTPUT may be - for standard output.
"""
import argparse
import json
import pathlib
import random
import sys

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абцдефгхийклмнопкрстуввхыз"
TO_CYRILLIC = str.maketrans(LATIN + LATIN.upper(), CYRILLIC + CYRILLIC.upper())
SHORTEST, LONGEST = 300, 900  # words of a document


def paragraphs_of(folder):
    """Titles and paragraphs of all articles, in the order of their ids."""
    titles, paragraphs = [], []
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        titles.append(title.strip())
        paragraphs += [p.strip() for p in text.split("\n\n") if p.strip()]
    return titles, paragraphs


def documents(titles, paragraphs, draw):
    """Endless documents; every paragraph is used once before any is used again."""
    deck = []
    while True:
        wanted, words, chosen = draw.randint(SHORTEST, LONGEST), 0, []
        while words < wanted:
            if not deck:
                deck = list(paragraphs)
                draw.shuffle(deck)
            chosen.append(deck.pop())
            words += chosen[-1].count(" ") + 1
        yield draw.choice(titles), "\n\n".join(chosen)


def one_of(made, size):
    """As many documents as make size bytes, as one."""
    parts, length = [], 0
    for title, text in made:
        parts.append(text)
        length += len(text.encode())
        if length >= size:
            return title, "\n\n".join(parts)


def main():
    here = pathlib.Path(__file__).resolve().parent
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("megabytes", type=float)
    arguments.add_argument("seed", type=int)
    arguments.add_argument("output")
    arguments.add_argument("--cyrillic", action="store_true")
    arguments.add_argument("--unclosed", action="store_true")
    arguments.add_argument("--escaped", action="store_true")
    arguments.add_argument("--one", action="store_true")
    arguments.add_argument("--plain", action="store_true")
    arguments.add_argument("--corpus", default=here.parent / "corpus" / "articles")
    given = arguments.parse_args()

    titles, paragraphs = paragraphs_of(given.corpus)
    if not paragraphs:
        sys.exit(f"make_text.py: no articles in {given.corpus}")
    output = sys.stdout.buffer if given.output == "-" else open(given.output, "wb")
    left = int(given.megabytes * 1e6)
    made = documents(titles, paragraphs, random.Random(given.seed))
    if given.one:
        made = iter([one_of(made, left)])
    for number, (title, text) in enumerate(made, 1):
        if given.cyrillic:
            title, text = title.translate(TO_CYRILLIC), text.translate(TO_CYRILLIC)
        if given.unclosed:
            text = text.replace("\N{RIGHT DOUBLE QUOTATION MARK}", "\N{LEFT DOUBLE QUOTATION MARK}")
        document = {"id": f"bench-{number:07d}", "title": title, "text": text}
        line = json.dumps(document, ensure_ascii=given.escaped).encode() + b"\n"
        output.write(text.encode() + b"\n\n\n" if given.plain else line)
        left -= len(line)
        if left <= 0:
            break
    output.close()


if __name__ == "__main__":
    main()
