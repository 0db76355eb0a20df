#!/usr/bin/env python3
"""The law of the matching, by brute force: expected values for small cases, from the sentence of the protocol.

    python3 deal_law.py > tests/vectors/draw/deal-law.json

"Each inspector puts cap cards in a deck, shuffle, deal to the seats, keep only a deal that breaks no rule":
every deal of distinguishable cards has the same chance, so an assignment weighs the product over inspectors of
cap! / (cap - load)!. Every assignment of every case is tried. Written from the protocol alone; it shares no
code with the program or with draw.py.
"""
import itertools
import json
import math
from fractions import Fraction

CASES = [
    # name, number of inspectors, seats of each subject: the inspectors allowed in each seat; cap
    ("no rule", 4, [[[0, 1, 2, 3]] * 2] * 3),
    ("one recusal", 4, [[[1, 2, 3]] * 2, [[0, 1, 2, 3]] * 2, [[0, 1, 2, 3]] * 2]),
    ("heavy recusal and a lead", 4, [[[0, 1], [0, 2, 3]], [[1], [0, 2, 3]], [[0, 1], [0, 1, 3]]]),
    ("joint departments", 4, [[[0, 1], [2, 3]], [[0, 1], [2]], [[0, 1], [2, 3]]]),
    ("no spare capacity", 3, [[[0, 1, 2]] * 2] * 3),
    ("teams of three", 5, [[[0, 1, 2, 3, 4]] * 3, [[0, 1, 2, 3]] * 3]),
    ("teams of one and two", 3, [[[0, 1]], [[0, 1, 2]] * 2]),
    ("two subjects, four people", 4, [[[0, 1, 2, 3]] * 2] * 2),
    ("a spare lead", 4, [[[0, 1, 2], [3]], [[0, 1], [2, 3]]]),
    ("nobody for the second seat", 3, [[[0, 1], [2]], [[0, 1], []]]),
    ("two leads for three subjects at most once", 3, [[[0]], [[0]], [[0, 1]]]),
]
HARD = {"two leads for three subjects at most once": 1}


def legal(objects, caps):
    """Every legal assignment: one inspector for each seat, nobody twice in a team, nobody above the cap."""
    teams = []
    for seats in objects:
        teams.append([team for team in itertools.product(*seats) if len(set(team)) == len(team)])
    for deal in itertools.product(*teams):
        flat = [i for team in deal for i in team]
        if all(flat.count(i) <= cap for i, cap in enumerate(caps)):
            yield flat


def law(name, people, objects):
    hard = min(HARD.get(name, len(objects)), len(objects))
    for level in range(hard + 1):
        caps = [level] * people
        found = list(legal(objects, caps))
        if found:
            break
    else:
        return {"name": name, "objects": objects, "people": people, "hard": HARD.get(name), "feasible": False}
    weights = []
    for flat in found:
        weight = 1
        for i, cap in enumerate(caps):
            weight *= math.factorial(cap) // math.factorial(cap - flat.count(i))
        weights.append(weight)
    total = sum(weights)
    return {
        "name": name,
        "objects": objects,
        "people": people,
        "hard": HARD.get(name),
        "feasible": True,
        "level": level,
        "total": total,
        "deals": [{"seats": flat, "weight": weight} for flat, weight in zip(found, weights)],
        "check": str(sum(Fraction(w, total) for w in weights)),
    }


if __name__ == "__main__":
    print(json.dumps({"cases": [law(*case) for case in CASES]}, separators=(",", ":")))
