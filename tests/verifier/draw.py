#!/usr/bin/env python3
"""Verifies a transcript of a draw `ssj-draw/1` with nothing but Python's standard library.

    python3 draw.py TRANSCRIPT.json [MORE.json ...]     one JSON line for each file
    python3 draw.py --vectors VECTORS.json              checks the primitives below against known answers

Exit 0: everything follows. 1: the first difference is named. 2: not a transcript, or not readable.

Written from docs/PROTOCOL.md, not from the Rust sources; it shares no code with them. Everything is derived
again: rows and roots, commitment, secrets, seed, sample sizes, orders, teams with caps and roles, every leaf,
and then signatures and proofs (Ed25519 by hand).
"""
import base64
import hashlib
import hmac
import json
import re
import struct
import sys
import unicodedata

VERSION = "ssj-draw/1"
U64 = (1 << 64) - 1


class Differs(Exception):
    """The first difference: place, what is expected, what is found."""

    def __init__(self, place, expected, found):
        super().__init__(place)
        self.place, self.expected, self.found = place, str(expected), str(found)


class Unreadable(Exception):
    """Not a transcript at all."""


# ---- canonical bytes -------------------------------------------------------------------------------------


def canonical(value):
    """The one spelling of a value, or ValueError."""
    check_profile(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text


def check_profile(value):
    if isinstance(value, bool):
        return
    if isinstance(value, int):
        if not 0 <= value < 1 << 53:
            raise ValueError("number out of range")
    elif isinstance(value, str):
        if unicodedata.normalize("NFC", value) != value:
            raise ValueError("not NFC")
    elif isinstance(value, list):
        for item in value:
            check_profile(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not re.fullmatch("[A-Za-z0-9_]+", key):
                raise ValueError("bad key")
            check_profile(item)
    else:
        raise ValueError("null or float")


def finite(text):
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError("number out of range")
    return number


def no_constant(text):
    raise ValueError(text)


def read_json(text):
    value = json.loads(text, parse_float=finite, parse_constant=no_constant)
    json.dumps(value, ensure_ascii=False).encode()  # a lone surrogate is no text
    return value


def read_canonical(text):
    value = read_json(text)
    if canonical(value) != text:
        raise ValueError("another spelling")
    return value


# ---- digests, tree ---------------------------------------------------------------------------------------


def H(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def LP(data):
    return struct.pack(">I", len(data)) + data


def leaf_hash(data):
    return H(b"\0", data)


def root_of(hashes):
    if not hashes:
        return H(b"")
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return H(b"\1", root_of(hashes[:k]), root_of(hashes[k:]))


def root_from_path(leaf, index, size, path):
    """The root that a leaf and its path give; None if the path does not fit index and size."""
    if index >= size:
        return None
    path = list(path)

    def climb(start, end):
        if end - start == 1:
            return leaf
        k = 1
        while k * 2 < end - start:
            k *= 2
        if index < start + k:
            sibling = path.pop() if path else None
            below = climb(start, start + k)
            return sibling and below and H(b"\1", below, sibling)
        sibling = path.pop() if path else None
        below = climb(start + k, end)
        return sibling and below and H(b"\1", sibling, below)

    root = climb(0, size)
    return None if path else root


def consistent(old, old_root, size, root, path):
    """RFC 6962: the tree of `old` leaves is a prefix of the tree of `size` leaves."""
    if old == size:
        return not path and old_root == root
    if not 0 < old < size:
        return False
    path = list(path)

    def walk(m, n, whole):
        """(old side, new side) of the subtree of n leaves of which m are old."""
        if m == n:
            if whole:
                return old_root, old_root
            node = path.pop(0)
            return node, node
        k = 1
        while k * 2 < n:
            k *= 2
        if m <= k:
            a, b = walk(m, k, whole)
            return a, H(b"\1", b, path.pop(0))
        a, b = walk(m - k, n - k, False)
        left = path.pop(0)
        return H(b"\1", left, a), H(b"\1", left, b)

    try:
        sides = walk(old, size, True)
    except IndexError:
        return False
    return not path and sides == (old_root, root)


# ---- Ed25519 ---------------------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)


def point_add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_mul(s, p):
    q = (0, 1, 1, 0)
    while s > 0:
        if s & 1:
            q = point_add(q, p)
        p = point_add(p, p)
        s >>= 1
    return q


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * I % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def compress(p):
    z = pow(p[2], P - 2, P)
    x, y = p[0] * z % P, p[1] * z % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def weak(p):
    q = point_mul(8, p)
    return q[0] % P == 0 and (q[1] - q[2]) % P == 0


def signature_fits(key, message, signature):
    if len(signature) != 64 or len(key) != 32:
        return False
    a, r = decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or weak(a) or weak(r):
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    minus = (P - a[0], a[1], a[2], P - a[3])
    return compress(point_add(point_mul(s, BASE), point_mul(h, minus))) == signature[:32]


# ---- signed notes ----------------------------------------------------------------------------------------


def unbase64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("another spelling")
    return data


def read_vkey(text, kind):
    """(name, key id, key) of a verifier key, or None."""
    try:
        name, key_id, body = text.split("+", 2)
        body = unbase64(body)
        if len(body) != 33 or body[0] != kind or not name or re.search(r"\s", name):
            return None
        wanted = H(name.encode(), b"\n", body)[:4]
        point = decompress(body[1:])
        if wanted.hex() != key_id or point is None or weak(point):
            return None
        return name, wanted, body[1:]
    except ValueError:
        return None


def read_note(text):
    """(signed text, [(name, key id, signature)]) or ValueError."""
    end = text.rindex("\n\n") + 1
    body, lines = text[:end], text[end + 1:]
    if not lines.endswith("\n"):
        raise ValueError("no newline at the end")
    signatures = []
    for line in lines[:-1].split("\n"):
        if not line.startswith("— "):
            raise ValueError("no signature line")
        name, data = line[2:].split(" ", 1)
        data = unbase64(data)
        if not name or "+" in name or re.search(r"\s", name) or len(data) < 4:
            raise ValueError("no signature line")
        signatures.append((name, data[:4], data[4:]))
    return body, signatures


def log_signed(note, key):
    for name, key_id, signature in note[1]:
        if (name, key_id) == key[:2]:
            return signature_fits(key[2], note[0].encode(), signature)
    return False


def cosigned(note, key):
    """Unix seconds of a fitting cosignature, or None."""
    for name, key_id, data in note[1]:
        if (name, key_id) == key[:2]:
            if len(data) != 72:
                return None
            time = int.from_bytes(data[:8], "big")
            message = "cosignature/v1\ntime %d\n%s" % (time, note[0])
            return time if signature_fits(key[2], message.encode(), data[8:]) else None
    return None


def read_checkpoint(text):
    """(origin, size, root) or ValueError."""
    if not text.endswith("\n"):
        raise ValueError("no newline at the end")
    origin, size, root = text[:-1].split("\n")
    root = unbase64(root)
    if not origin or not re.fullmatch("0|[1-9][0-9]{0,19}", size) or int(size) > U64 or len(root) != 32:
        raise ValueError("no checkpoint")
    return origin, int(size), root


# ---- streams ---------------------------------------------------------------------------------------------


def chacha_block(key, counter, nonce=(0, 0)):
    start = list(struct.unpack("<4I", b"expand 32-byte k")) + list(struct.unpack("<8I", key))
    start += [counter & 0xFFFFFFFF, counter >> 32, *nonce]
    w = start[:]

    def quarter(a, b, c, d):
        for x, y, z, r in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            w[x] = (w[x] + w[y]) & 0xFFFFFFFF
            v = w[z] ^ w[x]
            w[z] = (v << r | v >> (32 - r)) & 0xFFFFFFFF

    for _ in range(10):
        quarter(0, 4, 8, 12)
        quarter(1, 5, 9, 13)
        quarter(2, 6, 10, 14)
        quarter(3, 7, 11, 15)
        quarter(0, 5, 10, 15)
        quarter(1, 6, 11, 12)
        quarter(2, 7, 8, 13)
        quarter(3, 4, 9, 14)
    return struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(start, w)))


def stream_key(seed, stage, stratum, purpose, counter):
    parts = ("ssj-draw/1 stream", stage, stratum, purpose)
    label = b"".join(LP(part.encode()) for part in parts) + struct.pack(">Q", counter)
    return hmac.new(seed, label, hashlib.sha256).digest()


class Stream:
    def __init__(self, key):
        self.key, self.block, self.words, self.used = key, 0, [], 0

    def word(self):
        if not self.words:
            self.words = list(struct.unpack("<8Q", chacha_block(self.key, self.block)))[::-1]
            self.block += 1
        self.used += 1
        return self.words.pop()

    def below(self, n):
        least = (1 << 64) % n
        while True:
            product = self.word() * n
            if product & U64 >= least:
                return product >> 64


def order(n, k, stream):
    """The first k places of the permutation of 0..n."""
    moved, out = {}, []
    for i in range(min(n, k)):
        j = i + stream.below(n - i)
        out.append(moved.get(j, j))
        moved[j] = moved.get(i, i)
    return out


# ---- sample sizes ----------------------------------------------------------------------------------------


def ratio_ceil(n, num, den, least):
    return 0 if n == 0 else min(n, max(least, -(-n * num // den)))


def share(total, q, least, cap, tie):
    if sum(least) > total or sum(cap) < total or any(a > b for a, b in zip(least, cap)):
        return None
    whole = sum(q)
    m = [min(max(total * w // whole if whole else 0, a), c) for w, a, c in zip(q, least, cap)]
    while sum(m) != total:
        up = sum(m) < total
        open_ones = [h for h in tie if (m[h] < cap[h] if up else m[h] > least[h])]
        rest = {h: total * q[h] - m[h] * whole for h in open_ones}
        best = max(rest.values()) if up else min(rest.values())
        chosen = next(h for h in open_ones if rest[h] == best)
        m[chosen] += 1 if up else -1
    return m


def sizes(strata, total, seed):
    """(sizes, places of strata in the order of ties, words) or None."""
    stream = Stream(stream_key(seed, "objects", "", "alloc", 0))
    m, tie = [0] * len(strata), []
    shared = [h for h, s in enumerate(strata) if s["rule"]["kind"] == "total"]
    for h, s in enumerate(strata):
        if s["rule"]["kind"] == "ratio_ceil":
            m[h] = ratio_ceil(s["n"], s["rule"]["num"], s["rule"]["den"], s["rule"]["min"])
    if shared:
        by_key = sorted(range(len(strata)), key=lambda h: strata[h]["key"].encode())
        tie = [by_key[i] for i in order(len(strata), len(strata), stream)]
        rules = [strata[h]["rule"] for h in shared]
        ns = [strata[h]["n"] for h in shared]
        given = share(
            total,
            [r.get("q", n) for r, n in zip(rules, ns)],
            [min(r["min"], n) for r, n in zip(rules, ns)],
            [min(r.get("cap", n), n) for r, n in zip(rules, ns)],
            [shared.index(h) for h in tie if h in shared],
        )
        if given is None:
            return None
        for h, size in zip(shared, given):
            m[h] = size
    return m, tie, stream.used


# ---- matching --------------------------------------------------------------------------------------------


class Matching:
    """Seats by subject in id order, then in team order; inspectors in id order."""

    def __init__(self, plan, staff, recuse, chosen):
        self.staff, self.seats, self.object, self.teams = staff, [], [], []
        recused = set(map(tuple, recuse))
        self.may = []
        for o, (subject, stratum, _) in enumerate(chosen):
            team = []
            for seat in team_of(plan, stratum):
                team.append(len(self.seats))
                self.seats.append(seat)
                self.object.append(o)
                self.may.append(
                    [i for i, row in enumerate(staff) if fits(row, seat) and (row["id"], subject) not in recused]
                )
            self.teams.append(team)
        place = {row["id"]: i for i, row in enumerate(staff)}
        pairs = [(place[a], place[b]) for a, b in plan.get("apart", []) if a in place and b in place]
        self.apart = set(pairs) | {(b, a) for a, b in pairs}
        hard = plan.get("caps", {}).get("hard", U64)
        self.prior = [row.get("prior", 0) for row in staff]
        self.hard = [min(row.get("hard", U64), hard, len(chosen)) for row in staff]
        self.top = max([p + h for p, h in zip(self.prior, self.hard)], default=0)

    def caps(self, level):
        return [min(max(level - p, 0), h) for p, h in zip(self.prior, self.hard)]

    def path(self, at, load, caps, empty, fixed):
        """Seats reached from an empty seat; fills it on the way if a free card is found (second value True)."""
        came, done, queue = {empty: None}, set(), [empty]
        for seat in queue:
            team = {at[p]: p for p in self.teams[self.object[seat]] if p in at}
            for i in self.may[seat]:
                if i in team:
                    steps = [team[i]]
                elif load[i] < caps[i]:
                    giver = i
                    while seat is not None:
                        at[seat], giver = giver, at.get(seat)
                        seat = came[seat]
                    load[i] += 1
                    return set(came), True
                elif i not in done:
                    done.add(i)
                    steps = [p for p, j in at.items() if j == i]
                else:
                    steps = []
                for p in steps:
                    if p not in came and p not in fixed:
                        came[p] = seat
                        queue.append(p)
        return set(came), False

    def fill(self, caps, fixed=None):
        """A fullest filling that keeps the fixed seats; and the seats that stay empty."""
        at = dict(fixed or {})
        load = [0] * len(self.staff)
        for i in at.values():
            load[i] += 1
        empty = [q for q in range(len(self.seats)) if q not in at]
        return at, load, [q for q in empty if not self.path(at, load, caps, q, fixed or {})[1]]

    def level(self):
        """Least level at which every seat is filled, or None."""
        low = 0
        while sum(self.caps(low)) < len(self.seats) and low < self.top:
            low += 1
        for level in range(low, self.top + 1):
            if not self.fill(self.caps(level))[2]:
                return level
        return None

    def cut(self, level, chosen):
        """The seats no fullest filling can free a card for, in the words of the leaf; None if there are none."""
        caps = self.caps(level)
        at, load, empty = self.fill(caps)
        if not empty:
            return None
        stuck = sorted(set().union(*(self.path(at, load, caps, q, {})[0] for q in empty)))
        kinds, inspectors, have = {}, [], 0
        for q in stuck:
            seat = self.seats[q]
            kind = (seat["role"], seat.get("dept", ""), seat.get("qual", ""), "dept" in seat, "qual" in seat)
            kinds.setdefault(kind, [seat, 0])[1] += 1
        for i, row in enumerate(self.staff):
            objects = {self.object[q] for q in stuck if i in self.may[q]}
            if objects:
                inspectors.append(row["id"])
                have += min(caps[i], len(objects))

        def by_kind(kind):
            role, dept, qual, has_dept, has_qual = kind
            return (role.encode(), has_dept, dept.encode(), has_qual, qual.encode())

        return {
            "cap": level,
            "need": len(stuck),
            "have": have,
            "seats": [{"seat": kinds[k][0], "n": kinds[k][1]} for k in sorted(kinds, key=by_kind)],
            "inspectors": inspectors,
            "objects": [chosen[o][0] for o in sorted({self.object[q] for q in stuck})],
        }

    def deal(self, level, seed):
        """(inspector of each seat, T, restarts, words), or None after 64 restarts."""
        caps, words = self.caps(level), []
        for restart in range(65):
            def stream(purpose, ctr=restart):
                return Stream(stream_key(seed, "match", "", purpose, ctr))

            def used(purpose, s, ctr=restart):
                words.append({"stage": "match", "str": "", "use": purpose, "ctr": ctr, "n": s.used})

            slots, pick = stream("slots"), stream("pick")
            picked = self.pick(caps, slots, pick)
            used("slots", slots)
            used("pick", pick)
            if picked is None:
                continue
            fixed, rem = picked
            left, mix = stream("left"), stream("mix")
            cards = [i for i, n in enumerate(rem) for _ in range(n)]
            deck = [fixed[q] for q in range(len(self.seats))]
            deck += [cards[j] for j in order(len(cards), len(cards), left)]
            steps = self.mix(deck, mix)
            used("left", left)
            used("mix", mix)
            return deck[: len(self.seats)], steps, restart, words
        return None

    def pick(self, caps, slots, pick):
        fixed, rem = {}, caps[:]
        at, load, _ = self.fill(caps)
        for q in order(len(self.seats), len(self.seats), slots):
            rejected = set()
            while True:
                mates = [fixed[p] for p in self.teams[self.object[q]] if p in fixed]
                candidates = [
                    i
                    for i in self.may[q]
                    if rem[i] > 0
                    and i not in rejected
                    and i not in mates
                    and not any((i, mate) in self.apart for mate in mates)
                ]
                total = sum(rem[i] for i in candidates)
                if total == 0:
                    return None
                u = pick.below(total)
                for i in candidates:
                    if u < rem[i]:
                        break
                    u -= rem[i]
                if at[q] != i:
                    tried = self.fill(caps, {**fixed, q: i})
                    if tried[2]:
                        rejected.add(i)
                        continue
                    at = tried[0]
                fixed[q] = i
                rem[i] -= 1
                break
        return fixed, rem

    def mix(self, deck, stream):
        cards = len(deck)
        steps = 16 * cards * cards.bit_length() if cards else 0

        def legal(p):
            if p >= len(self.seats):
                return True
            mates = [deck[r] for r in self.teams[self.object[p]] if r != p]
            return (
                deck[p] in self.may[p]
                and deck[p] not in mates
                and not any((deck[p], mate) in self.apart for mate in mates)
            )

        for _ in range(steps):
            a, b = stream.below(cards), stream.below(cards)
            if deck[a] != deck[b]:
                deck[a], deck[b] = deck[b], deck[a]
                if not (legal(a) and legal(b)):
                    deck[a], deck[b] = deck[b], deck[a]
        return steps


def team_of(plan, stratum):
    for s in plan["strata"]:
        if s["key"] == stratum:
            return s.get("team", plan["team"])
    return plan["team"]


def fits(row, seat):
    return (
        (seat["role"] != "lead" or row["lead"] == 1)
        and seat.get("dept", row["dept"]) == row["dept"]
        and ("qual" not in seat or seat["qual"] in row.get("qual", []))
    )


# ---- shapes ----------------------------------------------------------------------------------------------


def text(v):
    return isinstance(v, str)


def number(v):
    return isinstance(v, int) and not isinstance(v, bool) and v >= 0


def byte(v):
    return number(v) and v < 256


def flag(v):
    return isinstance(v, bool)


def hex32(v):
    return isinstance(v, str) and re.fullmatch("[0-9a-f]{64}", v) is not None


def date(v):
    if not isinstance(v, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", v):
        return False
    try:
        import datetime

        datetime.date.fromisoformat(v)
        return True
    except ValueError:
        return False


def one_of(*values):
    return lambda v: v in values


def many(shape):
    return lambda v: isinstance(v, list) and all(shape(x) for x in v)


def pair(shape):
    return lambda v: isinstance(v, list) and len(v) == 2 and all(shape(x) for x in v)


def table(shape):
    return lambda v: isinstance(v, dict) and all(shape(x) for x in v.values())


def record(needed, optional=None):
    optional = optional or {}

    def check(v):
        return (
            isinstance(v, dict)
            and all(k in v and shape(v[k]) for k, shape in needed.items())
            and all(k in needed or (k in optional and optional[k](x)) for k, x in v.items())
        )

    return check


def tagged(tag, **kinds):
    def check(v):
        if not isinstance(v, dict) or v.get(tag) not in kinds:
            return False
        return kinds[v[tag]]({k: x for k, x in v.items() if k != tag})

    return check


SEAT = record({"role": text}, {"dept": text, "qual": text})
CONDITION = record({"field": text, "is": many(text)})
RULE = tagged(
    "kind",
    ratio_ceil=record({"num": number, "den": number, "min": number}),
    total=record({"min": number}, {"q": number, "cap": number}),
)
BEACON = tagged("src", none=record({}), drand=record({"round": number}), line=record({"of": text, "date": date}))
CAPS = record({}, {"hard": number})
CHAIN = record({"end": hex32, "n": number})
PLAN = record(
    {
        "name": text,
        "date": date,
        "strata": many(
            record({"key": text, "rule": RULE}, {"when": many(CONDITION), "team": many(SEAT)})
        ),
        "team": many(SEAT),
        "mode": one_of("open"),
        "witness": record({"n": number, "quorum": number}),
        "deadline": number,
    },
    {
        "demo": flag,
        "facts": table(text),
        "total": number,
        "exclude": many(record({"why": text, "when": many(CONDITION)})),
        "lead": many(CONDITION),
        "caps": CAPS,
        "apart": many(pair(text)),
        "beacon": BEACON,
        "approver": CHAIN,
        "escrow": text,
        "prev": number,
    },
)
CUT = record(
    {
        "cap": number,
        "need": number,
        "have": number,
        "seats": many(record({"seat": SEAT, "n": number})),
        "inspectors": many(text),
        "objects": many(text),
    }
)
WORDS = record({"stage": text, "str": text, "use": text, "ctr": number, "n": number})
LEAF = tagged(
    "t",
    genesis=record({"origin": text, "key": text, "suite": number, "v": text}),
    policy=record({"witnesses": many(text), "quorum": number}),
    plan=record({"seq": number, "plan": PLAN}),
    roster=record({"seq": number, "n": number, "root": hex32, "inspectors": hex32, "recuse": hex32}),
    commit=record(
        {
            "v": text,
            "seq": number,
            "plan": hex32,
            "roster": hex32,
            "n": number,
            "inspectors": hex32,
            "recuse": hex32,
            "strata": many(record({"key": text, "n": number, "rule": RULE}, {"team": many(SEAT)})),
            "team": many(SEAT),
            "srv": hex32,
            "wit": many(hex32),
            "beacon": BEACON,
            "deadline": number,
        },
        {
            "total": number,
            "caps": CAPS,
            "apart": many(pair(text)),
            "escrow": text,
            "approver": CHAIN,
            "prev": number,
        },
    ),
    wit=record({"commit": number, "i": number, "e": hex32}),
    beacon=record({"commit": number, "b": text}),
    alloc=record({"commit": number, "m": table(number)}, {"tie": many(text)}),
    assign=record(
        {
            "commit": number,
            "obj": text,
            "str": text,
            "pos": number,
            "team": many(text),
            "roles": many(text),
            "salt": text,
        }
    ),
    result=record(
        {
            "commit": number,
            "first": number,
            "n": number,
            "m": table(number),
            "cap": number,
            "steps": number,
            "restart": number,
            "words": many(WORDS),
            "soft": text,
        },
        {"cut": CUT},
    ),
    void=record({"commit": number, "why": text}, {"cut": CUT, "missing": many(number)}),
    open=record({"S": hex32, "commit": number}),
)
STANDING = one_of("in", "out")
SUBJECT_ROW = record({"id": text, "st": STANDING}, {"attrs": many(pair(text)), "str": text, "why": text})
INSPECTOR_ROW = record(
    {"dept": text, "id": text, "lead": byte, "salt": text, "st": STANDING},
    {"hard": number, "prior": number, "qual": many(text), "why": text},
)
TRANSCRIPT = record(
    {
        "checkpoint": text,
        "draw": record(
            {
                "ending": text,
                "labels": many(text),
                "seed": hex32,
                "strata": many(record({"key": text, "n": number, "m": number, "drawn": many(text)})),
            }
        ),
        "inspectors": many(text),
        "leaves": many(record({"i": number, "leaf": text, "proof": many(hex32)})),
        "recuse": many(pair(text)),
        "rows": many(text),
        "t": text,
        "v": text,
    },
    {"seen": record({"checkpoint": text, "proof": many(hex32)})},
)


# ---- comparing -------------------------------------------------------------------------------------------


def compare(place, expected, found):
    if isinstance(expected, dict) and isinstance(found, dict):
        keys = sorted(set(expected) | set(found), key=lambda k: (k != "t", k.encode()))
        for key in keys:
            if key not in found:
                raise Differs("%s.%s" % (place, key), expected[key], "nothing")
            if key not in expected:
                raise Differs("%s.%s" % (place, key), "nothing", found[key])
            compare("%s.%s" % (place, key), expected[key], found[key])
    elif isinstance(expected, list) and isinstance(found, list):
        for i, (a, b) in enumerate(zip(expected, found)):
            compare("%s[%d]" % (place, i), a, b)
        if len(expected) != len(found):
            i = min(len(expected), len(found))
            raise Differs("%s[%d]" % (place, i), expected[i:i + 1], found[i:i + 1])
    elif expected != found or isinstance(expected, bool) != isinstance(found, bool):
        raise Differs(place, expected, found)


# ---- the checks, in the protocol's order -----------------------------------------------------------------


def verify(data):
    try:
        value = read_json(data.decode())
    except (ValueError, RecursionError) as e:
        raise Unreadable("not JSON: %s" % e)
    if not isinstance(value, dict) or value.get("t") != "transcript" or value.get("v") != VERSION:
        raise Unreadable("no transcript of " + VERSION)
    if data[-1:] != b"\n":
        raise Differs("file", "canonical bytes and one newline", "no newline at the end")
    try:
        read_canonical(data[:-1].decode())
    except ValueError as e:
        raise Differs("file", "canonical bytes", e)
    if not TRANSCRIPT(value):
        raise Differs("shape", "a transcript", "another shape")
    leaves = read_leaves(value)
    check_head(leaves)
    subjects, inspectors = read_rows(value)
    plan = leaves[2]["plan"]
    check_rows(plan, subjects, inspectors)
    check_commit(value, leaves, plan, subjects)
    reveals, beacon, following = check_secrets(value, leaves)
    commit = leaves[4]
    S = bytes.fromhex(leaves[-1]["S"])
    seed = H(
        b"ssj-draw/1 seed\n",
        LP(leaf_hash(value["leaves"][4]["leaf"].encode())),
        LP(S),
        struct.pack(">I", len(reveals)),
        *[LP(e) for e in reveals],
        LP(beacon),
    )
    draw, expected = run(value, leaves, plan, commit, subjects, inspectors, seed, following)
    check_replay(value, leaves, expected, following)
    draw["labels"] = [
        label
        for label, is_so in (
            ("demo", plan.get("demo", False)),
            ("no_escrow", "escrow" not in commit),
            ("no_independent_witness", len(commit["wit"]) < 2),
        )
        if is_so
    ]
    compare("draw", draw, value["draw"])
    seen = check_signatures(value, leaves, plan["witness"]["quorum"])
    return {"ok": True, "ending": draw["ending"], "seed": seed.hex(), "cosigned": seen, "labels": draw["labels"]}


def read_leaves(value):
    leaves, least = [], 0
    for j, proven in enumerate(value["leaves"]):
        try:
            leaf = read_canonical(proven["leaf"])
        except (ValueError, RecursionError) as e:
            raise Differs("leaves[%d]" % j, "a canonical leaf", e)
        if not LEAF(leaf):
            raise Differs("leaves[%d]" % j, "a canonical leaf", "another shape")
        if proven["i"] < least or (j == 0 and proven["i"] > 0):
            raise Differs("leaves[%d].i" % j, "rising indices from 0", proven["i"])
        least = proven["i"] + 1
        leaves.append(leaf)
    return leaves


def kind(leaves, j):
    return leaves[j]["t"] if 0 <= j < len(leaves) else "none"


def need(leaves, j, wanted):
    if kind(leaves, j) != wanted:
        raise Differs("leaves[%d].t" % j, wanted, "another leaf or none")


def check_head(leaves):
    need(leaves, 0, "genesis")
    if leaves[0]["suite"] != 1:
        raise Differs("leaves[0].suite", 1, leaves[0]["suite"])
    if leaves[0]["v"] != VERSION:
        raise Differs("leaves[0].v", VERSION, leaves[0]["v"])
    for j, wanted in enumerate(("policy", "plan", "roster", "commit"), 1):
        need(leaves, j, wanted)
    need(leaves, len(leaves) - 1, "open")


def read_rows(value):
    lists = []
    for name, shape in (("rows", SUBJECT_ROW), ("inspectors", INSPECTOR_ROW)):
        rows = []
        for i, line in enumerate(value[name]):
            try:
                row = read_canonical(line)
            except (ValueError, RecursionError):
                row = None
            if row is None or not shape(row):
                raise Differs("%s[%d]" % (name, i), "a canonical row", line)
            rows.append(row)
        for i in range(1, len(rows)):
            if rows[i - 1]["id"].encode() >= rows[i]["id"].encode():
                raise Differs("%s[%d]" % (name, i), "rising ids", rows[i]["id"])
        lists.append(rows)
    pairs = [[part.encode() for part in p] for p in value["recuse"]]
    for i in range(1, len(pairs)):
        if pairs[i - 1] >= pairs[i]:
            raise Differs("recuse[%d]" % i, "rising pairs", value["recuse"][i])
    return lists


def holds(conditions, attrs):
    return all(attrs.get(c["field"], "") in c["is"] for c in conditions)


def check_rows(plan, subjects, inspectors):
    for i, row in enumerate(subjects):
        attrs = dict(map(tuple, row.get("attrs", [])))
        stratum = next((s["key"] for s in plan["strata"] if holds(s.get("when", []), attrs)), None)
        if row.get("str") != stratum:
            raise Differs("rows[%d].str" % i, stratum, row.get("str"))
        why = next((e["why"] for e in plan.get("exclude", []) if holds(e["when"], attrs)), None)
        if why is None and stratum is None:
            why = "no_stratum"
        if row["st"] == "in" and why is not None:
            raise Differs("rows[%d].st" % i, "out: " + why, "in")
        if (row["st"] == "out") != ("why" in row):
            raise Differs("rows[%d].why" % i, "a reason if and only if out", "otherwise")
    for i, row in enumerate(inspectors):
        if row["lead"] > 1:
            raise Differs("inspectors[%d].lead" % i, "0 or 1", row["lead"])
        if (row["st"] == "out") != ("why" in row):
            raise Differs("inspectors[%d].why" % i, "a reason if and only if out", "otherwise")


def plan_is_sound(plan):
    strata = plan["strata"]
    keys = [s["key"] for s in strata]
    teams = [plan["team"]] + [s["team"] for s in strata if "team" in s]
    shares = [s for s in strata if s["rule"]["kind"] == "total"]
    ratios = [s["rule"] for s in strata if s["rule"]["kind"] == "ratio_ceil"]
    return (
        bool(strata)
        and all(re.fullmatch("[A-Za-z0-9_]+", k) for k in keys)
        and len(set(keys)) == len(keys)
        and all(r["den"] > 0 and r["num"] <= r["den"] for r in ratios)
        and ("total" in plan) == bool(shares)
        and all(team and all(seat["role"] for seat in team) for team in teams)
        and all(e["why"] and e["when"] for e in plan.get("exclude", []))
        and plan["witness"]["quorum"] <= plan["witness"]["n"]
        and all(a.encode() < b.encode() for a, b in plan.get("apart", []))
    )


def spelled(plan):
    """The plan as it is written: keys that may be left out are left out when they say nothing."""
    plan = dict(plan)
    for key in ("demo", "facts", "exclude", "lead", "caps", "apart"):
        if key in plan and not plan[key]:
            del plan[key]
    plan.setdefault("beacon", {"src": "none"})
    strata = []
    for stratum in plan["strata"]:
        stratum = dict(stratum)
        if stratum.get("when") == []:
            del stratum["when"]
        strata.append(stratum)
    plan["strata"] = strata
    return plan


def check_commit(value, leaves, plan, subjects):
    if not plan_is_sound(plan):
        raise Differs("leaves[2].plan", "a plan that can be drawn", "another")
    commit = leaves[4]
    plan_leaf = {"t": "plan", "seq": commit["seq"], "plan": spelled(plan)}
    compare("leaves[2]", plan_leaf, leaves[2])
    lists = {
        "roster": root_of([leaf_hash(r.encode()) for r in value["rows"]]).hex(),
        "inspectors": root_of([leaf_hash(r.encode()) for r in value["inspectors"]]).hex(),
        "recuse": H(canonical(value["recuse"]).encode()).hex(),
    }
    roster = {"t": "roster", "seq": commit["seq"], "n": len(subjects), "root": lists["roster"]}
    roster.update(inspectors=lists["inspectors"], recuse=lists["recuse"])
    compare("leaves[3]", roster, leaves[3])
    strata = []
    for s in plan["strata"]:
        n = sum(1 for r in subjects if r["st"] == "in" and r.get("str") == s["key"])
        entry = {"key": s["key"], "n": n, "rule": s["rule"]}
        if "team" in s:
            entry["team"] = s["team"]
        strata.append(entry)
    expected = {
        "t": "commit",
        "v": VERSION,
        "seq": commit["seq"],
        "plan": leaf_hash(canonical(plan_leaf).encode()).hex(),
        "n": len(subjects),
        "strata": strata,
        "srv": commit["srv"],
        "wit": commit["wit"],
        **lists,
    }
    for key in ("total", "team", "caps", "apart", "escrow", "approver", "beacon", "prev", "deadline"):
        if key in spelled(plan):
            expected[key] = spelled(plan)[key]
    compare("leaves[4]", expected, commit)
    if len(commit["wit"]) != plan["witness"]["n"]:
        raise Differs("leaves[4].wit", plan["witness"]["n"], len(commit["wit"]))


def check_secrets(value, leaves):
    commit, commit_index = leaves[4], value["leaves"][4]["i"]
    following, reveals, beacon = 5, [], b""
    for i, wanted in enumerate(commit["wit"]):
        need(leaves, following, "wit")
        found = leaves[following]
        compare("leaves[%d]" % following, {"t": "wit", "commit": commit_index, "i": i, "e": found["e"]}, found)
        e = bytes.fromhex(found["e"])
        if H(b"ssj-draw/1 wit\n", e).hex() != wanted:
            raise Differs("leaves[%d].e" % following, wanted, "another commitment")
        reveals.append(e)
        following += 1
    source = commit["beacon"]["src"]
    if source != "none":
        need(leaves, following, "beacon")
        found = leaves[following]
        if found["commit"] != commit_index:
            raise Differs("leaves[%d].commit" % following, commit_index, found["commit"])
        ok = re.fullmatch("([0-9a-f]{2})*", found["b"]) is not None
        beacon = bytes.fromhex(found["b"]) if ok else b""
        if source == "drand":
            ok = ok and len(beacon) == 32
        else:
            ok = ok and re.fullmatch(rb"[!-~]{1,200}\n", beacon) is not None
        if not ok:
            raise Differs("leaves[%d].b" % following, "the public entropy the plan waits for", found["b"])
        following += 1
    S = bytes.fromhex(leaves[-1]["S"])
    if H(b"ssj-draw/1 srv\n", S).hex() != commit["srv"]:
        raise Differs("leaves[%d].S" % (len(leaves) - 1), commit["srv"], "another commitment")
    return reveals, beacon, following


def run(value, leaves, plan, commit, subjects, inspectors, seed, following):
    """The summary and every leaf from `alloc` on, derived; salts and software name as found."""
    sized = sizes(commit["strata"], commit.get("total"), seed)
    if sized is None:
        raise Differs("leaves[4].strata", "sizes that can be met", "none")
    m, tie, tie_words = sized
    words, strata, chosen = [], [], []
    for stratum, size in zip(commit["strata"], m):
        key = stratum["key"]
        members = [r["id"] for r in subjects if r["st"] == "in" and r.get("str") == key]
        stream = Stream(stream_key(seed, "objects", key, "order", 0))
        drawn = [members[i] for i in order(len(members), size, stream)]
        words.append({"stage": "objects", "str": key, "use": "order", "ctr": 0, "n": stream.used})
        strata.append({"key": key, "n": len(members), "m": size, "drawn": drawn})
        chosen += [(subject, key, p) for p, subject in enumerate(drawn)]
    if tie:
        words.append({"stage": "objects", "str": "", "use": "alloc", "ctr": 0, "n": tie_words})
    chosen.sort(key=lambda c: c[0].encode())
    commit_index = value["leaves"][4]["i"]
    by_key = {s["key"]: s["m"] for s in strata}
    alloc = {"t": "alloc", "commit": commit_index, "m": by_key}
    if tie:
        alloc["tie"] = [commit["strata"][h]["key"] for h in tie]
    expected = [alloc]
    matching = Matching(plan, [r for r in inspectors if r["st"] == "in"], value["recuse"], chosen)
    ending, first = "drawn", value["leaves"][min(following, len(leaves) - 1)]["i"]
    level = matching.level()
    if level is None:
        ending = "infeasible"
        cut = matching.cut(matching.top, chosen)
        expected.append({"t": "void", "commit": commit_index, "why": ending, "cut": cut})
    else:
        dealt = matching.deal(level, seed)
        if dealt is None:
            ending = "not_proven_infeasible"
            expected.append({"t": "void", "commit": commit_index, "why": ending})
        else:
            expected += deal_leaves(leaves, plan, matching, level, dealt, chosen, words, by_key, commit_index, first)
    expected.append({"t": "open", "commit": commit_index, "S": leaves[-1]["S"]})
    return {"ending": ending, "seed": seed.hex(), "strata": strata}, expected


def deal_leaves(leaves, plan, matching, level, dealt, chosen, words, by_key, commit_index, first):
    seats, steps, restart, match_words = dealt
    salts = {leaf["obj"]: leaf["salt"] for leaf in leaves if leaf["t"] == "assign"}
    soft = [leaf["soft"] for leaf in leaves if leaf["t"] == "result"]
    out = []
    for (subject, key, position), team in zip(chosen, matching.teams):
        out.append(
            {
                "t": "assign",
                "commit": commit_index,
                "obj": subject,
                "str": key,
                "pos": position,
                "team": [matching.staff[seats[q]]["id"] for q in team],
                "roles": [matching.seats[q]["role"] for q in team],
                "salt": salts.get(subject, ""),
            }
        )
    result = {
        "t": "result",
        "commit": commit_index,
        "first": first + 1,
        "n": len(chosen),
        "m": by_key,
        "cap": level,
        "steps": steps,
        "restart": restart,
        "words": words + match_words,
        "soft": soft[-1] if soft else "",
    }
    if level > 0:
        cut = matching.cut(level - 1, chosen)
        if cut is not None:
            result["cut"] = cut
    return out + [result]


def check_replay(value, leaves, expected, following):
    first = value["leaves"][min(following, len(leaves) - 1)]["i"]
    for k, wanted in enumerate(expected):
        j = following + k
        if j >= len(leaves):
            raise Differs("leaves[%d]" % j, "one more leaf", "none")
        compare("leaves[%d]" % j, wanted, leaves[j])
        if value["leaves"][j]["i"] != first + k:
            raise Differs("leaves[%d].i" % j, first + k, value["leaves"][j]["i"])
        if wanted["t"] == "assign" and not re.fullmatch("[0-9a-f]{32}", leaves[j]["salt"]):
            raise Differs("leaves[%d].salt" % j, "16 bytes in hex", leaves[j]["salt"])
    if len(leaves) > following + len(expected):
        raise Differs("leaves[%d]" % (following + len(expected)), "no more leaf", "one more")


def check_note(place, text_, log, witnesses):
    try:
        note = read_note(text_)
        checkpoint = read_checkpoint(note[0])
    except ValueError as e:
        raise Differs(place, "a signed checkpoint", e)
    if checkpoint[0] != log[0]:
        raise Differs(place + ".origin", log[0], checkpoint[0])
    if not log_signed(note, log):
        raise Differs(place + ".log", "the log's signature", "none that fits")
    names = [w[0] for w in witnesses if cosigned(note, w) is not None]
    if len(note[1]) != 1 + len(names):
        raise Differs(place + ".signatures", 1 + len(names), len(note[1]))
    return checkpoint, names


def check_signatures(value, leaves, quorum):
    log = read_vkey(leaves[0]["key"], 1)
    if log is None:
        raise Differs("leaves[0].key", "a verifier key", leaves[0]["key"])
    if log[0] != leaves[0]["origin"]:
        raise Differs("leaves[0].origin", log[0], leaves[0]["origin"])
    witnesses = []
    for k, vkey in enumerate(leaves[1]["witnesses"]):
        witnesses.append(read_vkey(vkey, 4))
        if witnesses[-1] is None:
            raise Differs("leaves[1].witnesses[%d]" % k, "a verifier key", vkey)
    if leaves[1]["quorum"] > len(witnesses):
        raise Differs("leaves[1].quorum", len(witnesses), leaves[1]["quorum"])
    (_, size, root), _ = check_note("checkpoint", value["checkpoint"], log, witnesses)
    for j, proven in enumerate(value["leaves"]):
        path = [bytes.fromhex(h) for h in proven["proof"]]
        if root_from_path(leaf_hash(proven["leaf"].encode()), proven["i"], size, path) != root:
            raise Differs("leaves[%d].proof" % j, "a path to the signed root", "another root")
    if "seen" not in value:
        if quorum:
            raise Differs("seen", "what the witnesses saw", "nothing")
        return []
    (_, old, old_root), names = check_note("seen", value["seen"]["checkpoint"], log, witnesses)
    after = value["leaves"][5]["i"]
    if not value["leaves"][4]["i"] < old <= after:
        raise Differs("seen.size", "a size after the commitment and before the reveals", old)
    if not consistent(old, old_root, size, root, [bytes.fromhex(h) for h in value["seen"]["proof"]]):
        raise Differs("seen.proof", "a path from the earlier to the signed root", "none")
    if len(names) < quorum:
        raise Differs("seen.cosignatures", quorum, len(names))
    return names


# ---- known answers ---------------------------------------------------------------------------------------


def check_vectors(data):
    """The primitives above against the vectors; gives the number of equal comparisons."""
    count = 0

    def same(a, b, what):
        nonlocal count
        assert a == b, what
        count += 1

    for v in data["chacha20_rfc8439"]:
        nonce = struct.unpack("<3I", bytes.fromhex(v["nonce"]))
        block = chacha_block(bytes.fromhex(v["key"]), v["counter"] | nonce[0] << 32, nonce[1:])
        same(block.hex(), v["keystream"], v["source"])
    v = data["chacha20_counter_2p32"]
    same(chacha_block(bytes.fromhex(v["key"]), 1 << 32).hex(), v["keystream"], "counter 2^32")
    for v in data["chacha20_rng_long"]:
        stream = Stream(bytes.fromhex(v["key"]))
        same([str(stream.word()) for _ in range(8)], v["first_u64"], "first words")
    v = data["rfc3797_section6"]
    pool = list(range(1, v["pool"] + 1))
    for i, (digest, div, pick) in enumerate(zip(v["md5"], v["div"], v["selected_1based"])):
        salt = struct.pack(">H", i)
        md5 = hashlib.md5(salt + v["key"].encode() + salt).hexdigest()
        same((md5, pool.pop(int(md5, 16) % div)), (digest, pick), "RFC 3797")
    for v in data["drand"]:
        same(H(bytes.fromhex(v["signature"])).hex(), v["randomness"], "drand")
    for v in data["hmac_rfc4231"]:
        mac = hmac.new(bytes.fromhex(v["key"]), bytes.fromhex(v["data"]), hashlib.sha256).hexdigest()
        same(mac, v["mac"], "HMAC")
    v = data["merkle_rfc6962"]
    hashes = [leaf_hash(bytes.fromhex(x)) for x in v["leaves"]]
    for n, root in enumerate(v["roots_1_to_8"], 1):
        same(root_of(hashes[:n]).hex(), root, "root")
    for x in v["inclusion"]:
        path = [bytes.fromhex(h) for h in x["path"]]
        root = root_from_path(hashes[x["index"]], x["index"], x["size"], path)
        same(root, root_of(hashes[: x["size"]]), "inclusion")
    for v in data["ed25519_rfc8032"]:
        key, message, signature = (bytes.fromhex(v[k]) for k in ("pk", "msg", "sig"))
        same(signature_fits(key, message, signature), True, "Ed25519")
        same(signature_fits(key, message + b"x", signature), False, "Ed25519")
    v = data["c2sp_signed_note"]
    same(log_signed(read_note(v["note"]), read_vkey(v["vkey"], 1)), True, "signed note")
    v = data["jcs_rfc8785"]["profile_row"]
    same(canonical(v["input"]).encode().hex(), v["canonical_hex"], "canonical bytes")
    ours = data["ssj_draw_1"]
    for v in ours["bounded"]:
        stream = Stream(bytes.fromhex(v["key"]))
        same([str(stream.below(int(v["n"]))) for _ in v["out"]], v["out"], "below " + v["n"])
        same(stream.used, v["words"], "words for " + v["n"])
    for v in ours["order"]:
        if v["k"] <= 100_000:
            key = stream_key(bytes.fromhex(v["seed"]), v["stage"], v["stratum"], v["purpose"], 0)
            stream = Stream(key)
            places = order(v["n"], v["k"], stream)
            same(H(struct.pack("<%dI" % len(places), *places)).hex(), v["sha256_u32le"], "order")
            same(stream.used, v["words"], "words of an order")
    for v in ours["stream_key"]:
        args = (v["stage"], v["stratum"], v["purpose"], v["ctr"])
        same(stream_key(bytes.fromhex(v["seed"]), *args).hex(), v["key"], "stream key")
    for v in ours["ratio_ceil"]:
        same(ratio_ceil(v["N"], v["num"], v["den"], v["min"]), v["m"], "ratio_ceil")
    for v in ours["hamilton"]:
        same(share(v["M"], v["q"], v["min"], v["cap"], v["tie"]), v["m"], "share")
    v = data["ssj_draw_1_e2e"]
    log, witness = read_vkey(v["log_vkey"], 1), read_vkey(v["witness_vkey"], 4)
    note = read_note(v["checkpoint"])
    same(log_signed(note, log), True, "checkpoint")
    same(cosigned(note, witness), 0x6AEE4480, "cosignature")
    same(root_of([leaf_hash(x.encode()) for x in v["log"]]).hex(), v["log_root"], "log")
    return count + check_example_teams(v, same)


def check_example_teams(v, same):
    staff = [dict(json.loads(r), st="in") for r in v["inspectors"]]
    rows = {json.loads(r)["id"]: json.loads(r) for r in v["rows"]}
    plan = {"strata": [], "team": [{"role": "lead"}, {"role": "member"}]}
    chosen = [(subject, rows[subject]["str"], 0) for subject in v["chosen"]]
    matching = Matching(plan, staff, v["recuse"], chosen)
    same(matching.level(), v["cap"], "level")
    seats, steps, _, _ = matching.deal(v["cap"], bytes.fromhex(v["seed"]))
    teams = [[staff[seats[q]]["id"] for q in team] for team in matching.teams]
    same((teams, steps), (v["teams"], v["mix_steps"]), "teams")
    return 0


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "--vectors":
        with open(arguments[1], "rb") as file:
            print(json.dumps({"ok": True, "equal": check_vectors(json.loads(file.read()))}))
        return 0
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    worst = 0
    for path in arguments:
        try:
            with open(path, "rb") as file:
                answer, code = verify(file.read()), 0
        except Differs as d:
            answer = {"ok": False, "place": d.place, "expected": d.expected, "found": d.found}
            code = 1
        except (Unreadable, OSError) as e:
            answer, code = {"ok": False, "unreadable": str(e)}, 2
        print(json.dumps({"file": path, **answer}, ensure_ascii=False))
        worst = max(worst, code)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
