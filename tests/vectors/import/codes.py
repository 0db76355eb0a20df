"""GB 32100-2015 check characters, recomputed from the words of the standard and nothing of this project.

Characters have the values of their places in an alphabet of 31 (digits, then letters without I, O, S, V, Z);
the weight of place i is 3^(i-1) mod 31; the check character is 31 minus the sum of products mod 31, and 0 for 31.

Run: python3 codes.py   (checks codes.json and says how many lines agree)
"""
import json
import pathlib
import string

ALPHABET = [c for c in string.digits + string.ascii_uppercase if c not in "IOSVZ"]


def check_character(body):
    total = sum(ALPHABET.index(c) * pow(3, place, 31) for place, c in enumerate(body))
    return ALPHABET[(31 - total % 31) % 31]


def main():
    vectors = json.loads((pathlib.Path(__file__).parent / "codes.json").read_text("utf-8"))
    for code in vectors["valid"]:
        assert check_character(code[:17]) == code[17], code
    for line in vectors["wrong_check"]:
        assert check_character(line["code"][:17]) == line["expected"] != line["code"][17], line
    print(len(vectors["valid"]), "valid,", len(vectors["wrong_check"]), "wrong: all agree")


if __name__ == "__main__":
    main()
