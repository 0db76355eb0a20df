#!/usr/bin/env python3
"""What is drawn on site among things found there, from the protocol text alone (docs/PROTOCOL.md, "Children found on
site"), with nothing but Python's standard library.

    python3 found.py            writes the cases of tests/vectors/draw/found.json
    python3 found.py --check FILE.json    compares a file with what this program computes

Shares no code with the Rust sources; streams and permutations are written anew here, too.
"""
import hashlib
import hmac
import json
import struct
import sys


def H(data):
    return hashlib.sha256(data).digest()


def LP(data):
    return struct.pack(">I", len(data)) + data


def chacha20_words(key):
    """Little-endian 64-bit words of the ChaCha20 keystream (RFC 8439), counter and nonce 0."""
    def rotl(x, n):
        return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF

    counter = 0
    while True:
        state = list(struct.unpack("<4I", b"expand 32-byte k")) + list(struct.unpack("<8I", key))
        state += [counter & 0xFFFFFFFF, counter >> 32, 0, 0]
        x = state[:]
        for _ in range(10):
            for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                               (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
                x[a] = (x[a] + x[b]) & 0xFFFFFFFF
                x[d] = rotl(x[d] ^ x[a], 16)
                x[c] = (x[c] + x[d]) & 0xFFFFFFFF
                x[b] = rotl(x[b] ^ x[c], 12)
                x[a] = (x[a] + x[b]) & 0xFFFFFFFF
                x[d] = rotl(x[d] ^ x[a], 8)
                x[c] = (x[c] + x[d]) & 0xFFFFFFFF
                x[b] = rotl(x[b] ^ x[c], 7)
        block = struct.pack("<16I", *((p + q) & 0xFFFFFFFF for p, q in zip(x, state)))
        yield from struct.unpack("<8Q", block)
        counter += 1


def stream_key(seed, stage, stratum, purpose):
    label = b"".join(LP(p.encode()) for p in ("ssj-draw/1 stream", stage, stratum, purpose))
    return hmac.new(seed, label + struct.pack(">Q", 0), hashlib.sha256).digest()


def uniform(words, n):
    while True:
        product = next(words) * n
        if product % (1 << 64) >= (1 << 64) % n:
            return product >> 64


def permutation(n, words, k):
    cards = list(range(n))
    for i in range(k):
        j = i + uniform(words, n - i)
        cards[i], cards[j] = cards[j], cards[i]
    return cards[:k]


def merkle(leaves):
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return H(b"\x01" + merkle(leaves[:k]) + merkle(leaves[k:]))


def case(seed, subject, salt, names, party, num, den, least, why):
    key = stream_key(seed, "unit", subject, "late")
    by_id = {H(b"ssj-draw/1 row\n" + LP(salt) + LP(n.encode())).hex(): n for n in names}
    rows = sorted(by_id)
    root = merkle([H(b"\x00" + row.encode()) for row in rows])
    size = min(len(rows), max(least, -(-len(rows) * num // den)))
    seed_of_list = hmac.new(key, LP(root) + LP(party), hashlib.sha256).digest()
    words = chacha20_words(stream_key(seed_of_list, "unit", subject, "order"))
    drawn = [rows[i] for i in permutation(len(rows), words, size)]
    return {
        "seed": seed.hex(), "subject": subject, "salt": salt.hex(), "names": sorted(names, key=str.encode),
        "party": party.hex(), "rule": {"kind": "ratio_ceil", "num": num, "den": den, "min": least}, "why": why,
        "key": key.hex(), "rows": rows, "root": root.hex(), "code": H(b"ssj-draw/1 list\n" + LP(root)).hex(),
        "drawn_ids": drawn, "drawn": [by_id[d] for d in drawn],
        "leaf_salt": H(b"ssj-draw/1 leaf\n" + LP(salt)).hex()[:32],
        "why_id": H(b"ssj-draw/1 why\n" + LP(salt) + LP(why.encode())).hex(),
    }


def cases():
    some = H(b"suicha found vectors")
    found = []
    shapes = [(1, 0, 1, 1), (2, 0, 1, 3), (5, 0, 1, 2), (7, 1, 3, 0), (12, 0, 1, 3), (16, 1, 2, 1), (33, 5, 100, 4), (200, 0, 1, 5)]
    for at, (n, num, den, least) in enumerate(shapes):
        names = ["演示兽药%02d 批号2026%04d" % (i, (i * 7919 + at) % 10000) for i in range(n)]
        party = b"351624" if at % 2 == 0 else H(b"party %d" % at)[:16]
        found.append(case(H(some + b"seed %d" % at), "demo-subject-%d" % at, H(some + b"salt %d" % at)[:16], names,
                          party, num, den, least, "漏列了二号库房"))
    return found


def main():
    written = json.dumps(cases(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if sys.argv[1:2] == ["--check"]:
        with open(sys.argv[2], encoding="utf-8") as file:
            sys.exit(0 if file.read() == written else "the file says something else")
    sys.stdout.write(written)


if __name__ == "__main__":
    main()
