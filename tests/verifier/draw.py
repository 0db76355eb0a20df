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


def race(seed, stage, stratum, items):
    """The order by weight of (id, weight); those of weight 0 are left out."""
    key = stream_key(seed, stage, stratum, "wticket", 0)
    tickets = []
    for i, w in items:
        data = LP(i.encode())
        macs = [hmac.new(key, data + struct.pack(">I", t), hashlib.sha256).digest() for t in range(w)]
        if macs:
            tickets.append((min(macs), i.encode(), i))
    return [t[2] for t in sorted(tickets)]


def weight_of(stratum, row):
    attrs = dict(map(tuple, row.get("attrs", [])))
    cases = [c["w"] for c in stratum["weigh"]["by"] if holds(c["when"], attrs)]
    return cases[0] if cases else stratum["weigh"]["otherwise"]


# ---- sample sizes ----------------------------------------------------------------------------------------


def ratio_ceil(n, num, den, least):
    return 0 if n == 0 else min(n, max(least, -(-n * num // den)))


def ratio_of(rule, n):
    return ratio_ceil(n, rule["num"], rule["den"], rule["min"])


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
            m[h] = min(s.get("can", s["n"]), ratio_of(s["rule"], s["n"]))
    if shared:
        by_key = sorted(range(len(strata)), key=lambda h: strata[h]["key"].encode())
        tie = [by_key[i] for i in order(len(strata), len(strata), stream)]
        rules = [strata[h]["rule"] for h in shared]
        ns = [strata[h]["n"] for h in shared]
        cans = [strata[h].get("can", strata[h]["n"]) for h in shared]
        given = share(
            total,
            [r.get("q", n) for r, n in zip(rules, ns)],
            [min(r["min"], can) for r, can in zip(rules, cans)],
            [min(r.get("cap", can), can) for r, can in zip(rules, cans)],
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

    def deal(self, level, seed, stage="match"):
        """(inspector of each seat, T, restarts, words), or None after 64 restarts."""
        caps, words = self.caps(level), []
        for restart in range(65):
            def stream(purpose, ctr=restart):
                return Stream(stream_key(seed, stage, "", purpose, ctr))

            def used(purpose, s, ctr=restart):
                words.append({"stage": stage, "str": "", "use": purpose, "ctr": ctr, "n": s.used})

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


class Groups(Matching):
    """Fixed teams dealt to subjects as one; `groups` are lists of inspectors' rows."""

    def __init__(self, plan, groups, recuse, chosen):
        recused = set(map(tuple, recuse))
        bound = plan.get("caps", {}).get("hard", U64)
        count = len(chosen)
        self.staff = [{"id": g} for g in range(len(groups))]
        self.seats = [{"role": "team"}] * count
        self.object, self.teams, self.apart = list(range(count)), [[o] for o in range(count)], set()
        self.may = [
            [g for g, rows in enumerate(groups) if not any((row["id"], subject) in recused for row in rows)]
            for subject, _, _ in chosen
        ]
        self.prior = [max(row.get("prior", 0) for row in rows) for rows in groups]
        self.hard = [min([bound, count] + [row.get("hard", U64) for row in rows]) for rows in groups]
        self.top = max([p + h for p, h in zip(self.prior, self.hard)], default=0)
        self.groups = groups

    def cut(self, level, chosen):
        found = super().cut(level, chosen)
        if found is not None:
            members = [row["id"] for g in found["inspectors"] for row in self.groups[g]]
            found["inspectors"] = sorted(members, key=str.encode)
        return found

    def in_turn(self, turns, seed):
        """The team of each subject, and the words used; None if they cannot be shared out."""
        count = len(self.seats)
        stream = Stream(stream_key(seed, "team", "", "order", 0))
        places = order(count, count, stream)
        at, _, empty = self.fill(turns)
        if empty:
            return None, stream.used
        fixed = {}
        for g, left in enumerate(turns):
            for o in places:
                if left and o not in fixed and g in self.may[o]:
                    tried = (at, None, []) if at[o] == g else self.fill(turns, {**fixed, o: g})
                    if not tried[2]:
                        at, fixed[o], left = tried[0], g, left - 1
        return [at[o] for o in range(count)], stream.used


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


def full(shape):
    """A list or number or table that is left out when it says nothing."""
    return lambda v: bool(v) and many(shape)(v)


def some(shape):
    """Likewise: left out when empty, nought or false."""
    return lambda v: bool(v) and shape(v)


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
CONDITIONS = many(CONDITION)
RULE = tagged(
    "kind",
    ratio_ceil=record({"num": number, "den": number, "min": number}),
    total=record({"min": number}, {"q": number, "cap": number}),
)
BEACON = tagged(
    "src",
    none=record({}),
    drand=record({"round": number}), line=record({"of": text, "date": date}),
    ceremony=record({"of": text, "date": date, "with": one_of("dice", "digits")}),
)
CAPS = record({}, {"hard": number})
CHAIN = record({"end": hex32, "n": number})
WEIGH = record({"by": many(record({"when": CONDITIONS, "w": number})), "otherwise": number})
STAGE = one_of("unit", "part")
CAPACITY = record(
    {
        "staff": number,
        "coefficient": pair(number),
        "days": number,
        "signs": pair(one_of("times", "over")),
        "up": flag,
        "by": text,
    }
)
PLAN = record(
    {
        "name": text,
        "date": date,
        "strata": many(
            record({"key": text, "rule": RULE}, {"when": full(CONDITION), "team": many(SEAT), "weigh": WEIGH})
        ),
        "team": many(SEAT),
        "mode": one_of("open", "sealed"),
        "witness": record({"n": number, "quorum": number}),
        "beacon": BEACON,
        "deadline": number,
    },
    {
        "demo": some(flag),
        "filter": full(CONDITION),
        "half": one_of("inspectors_only", "subjects_only"),
        "fixed": record({"n": number}, {"turns": full(number)}),
        "stages": full(
            record({"stage": STAGE, "rule": RULE, "found": one_of("frozen", "on_site")}, {"list": text})
        ),
        "capacity": CAPACITY,
        "open_by": number,
        "facts": some(table(text)),
        "total": number,
        "exclude": full(record({"why": text, "when": many(CONDITION)})),
        "lead": full(CONDITION),
        "caps": some(CAPS),
        "apart": full(pair(text)),
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
    roster=record(
        {"seq": number, "n": number, "root": hex32, "inspectors": hex32, "recuse": hex32}, {"children": hex32}
    ),
    commit=record(
        {
            "v": text,
            "seq": number,
            "plan": hex32,
            "roster": hex32,
            "n": number,
            "inspectors": hex32,
            "recuse": hex32,
            "strata": many(record({"key": text, "n": number, "rule": RULE}, {"team": many(SEAT), "can": number})),
            "team": many(SEAT),
            "srv": hex32,
            "wit": many(hex32),
            "beacon": BEACON,
            "deadline": number,
        },
        {
            "children": hex32,
            "open_by": number,
            "total": number,
            "caps": some(CAPS),
            "apart": full(pair(text)),
            "escrow": text,
            "approver": CHAIN,
            "prev": number,
        },
    ),
    wit=record({"commit": number, "i": number, "e": hex32}),
    beacon=record({"commit": number, "b": text}, {"saw": full(text), "evidence": hex32}),
    alloc=record({"commit": number, "m": table(number)}, {"tie": full(text)}),
    assign=record(
        {
            "commit": number,
            "obj": text,
            "str": text,
            "pos": number,
            "team": many(text),
            "roles": many(text),
            "salt": text,
        },
        {"group": number},
    ),
    group=record({"commit": number, "no": number, "team": many(text), "roles": many(text), "salt": text}),
    sub=record({"commit": number, "stage": STAGE, "of": text, "n": number, "drawn": many(text), "salt": text}),
    late=record(
        {
            "commit": number,
            "stage": STAGE,
            "of": text,
            "rows": many(text),
            "party": text,
            "drawn": many(text),
            "salt": text,
        },
        {"list": text, "no": some(number), "why": text},
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
    void=record({"commit": number, "why": text}, {"cut": CUT, "missing": full(number), "because": text}),
    open=record({"S": hex32, "commit": number}),
    repl_req=record(
        {"commit": number, "kind": one_of("object", "inspector"), "obj": text, "why": text, "evidence": hex32, "salt": text},
        {"seat": number, "who": text, "wit": hex32, "beacon": lambda v: BEACON(v) and v["src"] != "none"},
    ),
    repl_ok=record(
        {"commit": number, "req": number, "otp": hex32, "salt": text},
        {"e": hex32, "b": text, "new": text, "pos": number, "cap": number, "team": full(text)},
    ),
    repl_no=record({"commit": number, "req": number, "otp": hex32, "why": text}),
    manual=record(
        {
            "commit": number,
            "why": text,
            "evidence": hex32,
            "by": pair(text),
            "seats": many(record({"obj": text, "seat": number, "who": text})),
            "salt": text,
        }
    ),
)
COUNTS = record({"manual": number, "refused": number, "replaced": number, "waiting": number})
STANDING = one_of("in", "out")
SUBJECT_ROW = record({"id": text, "st": STANDING}, {"attrs": full(pair(text)), "str": text, "why": text})
INSPECTOR_ROW = record(
    {"dept": text, "id": text, "lead": byte, "salt": text, "st": STANDING},
    {"hard": number, "prior": some(number), "qual": full(text), "why": text},
)
CHILD_ROW = record({"id": text, "of": text, "st": STANDING, "stage": STAGE}, {"why": text})
TRANSCRIPT = record(
    {
        "checkpoint": text,
        "draw": record(
            {
                "ending": text,
                "labels": many(text),
                "strata": many(record({"key": text, "n": number, "m": number, "drawn": many(text)})),
            },
            {
                "counts": lambda v: COUNTS(v) and any(v.values()),
                "duties": full(record({"obj": text, "why": text, "seq": number})),
                "seed": hex32,
            },
        ),
        "inspectors": many(text),
        "leaves": many(record({"i": number, "leaf": text, "proof": many(hex32)})),
        "recuse": many(pair(text)),
        "rows": many(text),
        "t": text,
        "v": text,
    },
    {"seen": record({"checkpoint": text, "proof": many(hex32)}), "children": full(text)},
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
    subjects, inspectors, children = read_rows(value)
    plan = leaves[2]["plan"]
    check_rows(plan, subjects, inspectors, children)
    check_commit(value, leaves, plan, subjects)
    commit = leaves[4]
    labels = [
        label
        for label, is_so in (
            ("demo", plan.get("demo", False)),
            ("directed", "filter" in plan),
            ("inspectors_named", plan.get("half") == "subjects_only"),
            ("no_escrow", "escrow" not in commit),
            ("no_independent_witness", len(commit["wit"]) < 2),
            ("subjects_named", plan.get("half") == "inspectors_only"),
        )
        if is_so
    ]
    if kind(leaves, after_reveals(leaves)) == "void":
        check_unopened(value, leaves)
        draw = {"ending": "void", "strata": []}
    else:
        reveals, beacon, following = check_secrets(value, leaves)
        seed = H(
            b"ssj-draw/1 seed\n",
            LP(leaf_hash(value["leaves"][4]["leaf"].encode())),
            LP(bytes.fromhex(leaves[opening(leaves)]["S"])),
            struct.pack(">I", len(reveals)),
            *[LP(e) for e in reveals],
            LP(beacon),
        )
        rosters = (subjects, inspectors, children)
        draw, expected, result = run(value, leaves, plan, commit, rosters, seed, following)
        check_replay(value, leaves, expected, following)
        course = Course(value, leaves, plan, rosters, seed, result)
        course.run(following + len(expected))
        course.summarise(draw)
    draw["labels"] = labels
    compare("draw", draw, value["draw"])
    seen = check_signatures(value, leaves, plan["witness"]["quorum"])
    return {"ok": True, "ending": draw["ending"], "seed": draw.get("seed"), "cosigned": seen, "labels": labels}


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
    if opening(leaves) is None:
        raise Differs("leaves[%d].t" % (len(leaves) - 1), "open", "another leaf or none")


def opening(leaves):
    """Place of the leaf that publishes S."""
    return next((j for j, leaf in enumerate(leaves) if leaf["t"] == "open"), None)


def after_reveals(leaves):
    """Place of the first leaf that is neither a reveal nor public entropy."""
    j = 5
    while kind(leaves, j) in ("wit", "beacon"):
        j += 1
    return j


def read_list(lines, name, shape):
    rows = []
    for i, line in enumerate(lines):
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
    return rows


def read_rows(value):
    lists = [read_list(value["rows"], "rows", SUBJECT_ROW), read_list(value["inspectors"], "inspectors", INSPECTOR_ROW)]
    pairs = [[part.encode() for part in p] for p in value["recuse"]]
    for i in range(1, len(pairs)):
        if pairs[i - 1] >= pairs[i]:
            raise Differs("recuse[%d]" % i, "rising pairs", value["recuse"][i])
    return lists + [read_list(value.get("children", []), "children", CHILD_ROW)]


def holds(conditions, attrs):
    return all(attrs.get(c["field"], "") in c["is"] for c in conditions)


def check_rows(plan, subjects, inspectors, children):
    for i, row in enumerate(subjects):
        attrs = dict(map(tuple, row.get("attrs", [])))
        stratum = next((s["key"] for s in plan["strata"] if holds(s.get("when", []), attrs)), None)
        if row.get("str") != stratum:
            raise Differs("rows[%d].str" % i, stratum, row.get("str"))
        why = next((e["why"] for e in plan.get("exclude", []) if holds(e["when"], attrs)), None)
        if not holds(plan.get("filter", []), attrs):
            why = "not_in_filter"
        if why is None and stratum is None:
            why = "no_stratum"
        if row["st"] == "in" and why is not None:
            raise Differs("rows[%d].st" % i, "out: " + why, "in")
        if (row["st"] == "out") != ("why" in row):
            raise Differs("rows[%d].why" % i, "a reason if and only if out", "otherwise")
    frozen = {s["stage"] for s in plan.get("stages", []) if s["found"] == "frozen"}
    parents = {"unit": {row["id"] for row in subjects}, "part": {r["id"] for r in children if r["stage"] == "unit"}}
    for i, row in enumerate(children):
        stray = row["stage"] not in frozen or row["of"] not in parents[row["stage"]]
        if stray or (row["st"] == "out") != ("why" in row):
            raise Differs("children[%d]" % i, "a child of a frozen stage", row["id"])
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
    undrawn = plan.get("half") == "subjects_only"
    return (
        bool(strata)
        and more_is_sound(plan, ratios)
        and all(re.fullmatch("[A-Za-z0-9_]+", k) for k in keys)
        and len(set(keys)) == len(keys)
        and all(r["den"] > 0 and r["num"] <= r["den"] for r in ratios)
        and ("total" in plan) == bool(shares)
        and all(bool(team) != undrawn and all(seat["role"] for seat in team) for team in teams)
        and all(e["why"] and e["when"] for e in plan.get("exclude", []))
        and plan["witness"]["quorum"] <= plan["witness"]["n"]
        and all(a.encode() < b.encode() for a, b in plan.get("apart", []))
    )


def more_is_sound(plan, ratios):
    """Words of a plan beyond strata and seats."""
    strata, half = plan["strata"], plan.get("half")
    if half == "inspectors_only" and (
        len(ratios) < len(strata) or any(r["num"] != r["den"] for r in ratios)
    ):
        return False
    weights = [w for s in strata if "weigh" in s for w in [s["weigh"]["otherwise"]] + [c["w"] for c in s["weigh"]["by"]]]
    if any(w > 255 for w in weights):
        return False
    if "fixed" in plan:
        fixed = plan["fixed"]
        turns = fixed.get("turns", [])
        if fixed["n"] == 0 or (turns and len(turns) != fixed["n"]):
            return False
        if any("team" in s for s in strata) or half == "subjects_only":
            return False
    stages = plan.get("stages", [])
    # Several lists found on site may stand under one stage; each is named once.
    order_of = [s["stage"] for i, s in enumerate(stages) if i == 0 or stages[i - 1]["stage"] != s["stage"]]
    if order_of not in ([], ["unit"], ["unit", "part"]):
        return False
    if any(a["found"] == "on_site" and b["found"] == "frozen" for a, b in zip(stages, stages[1:])):
        return False
    if len({(s["stage"], s.get("list")) for s in stages}) < len(stages):
        return False
    for s in stages:
        if "list" in s and (s["found"] != "on_site" or not re.fullmatch("[A-Za-z0-9_]+", s["list"])):
            return False
    for rule in [s["rule"] for s in stages]:
        if rule["kind"] != "ratio_ceil" or rule["den"] == 0 or rule["num"] > rule["den"]:
            return False
    if "capacity" in plan and (not plan["capacity"]["by"] or capacity(plan["capacity"]) != plan.get("total")):
        return False
    if plan["mode"] == "open":
        opens = "open_by" not in plan
    else:
        opens = plan.get("open_by", -1) >= plan["deadline"]
    beacon = plan["beacon"]
    named = beacon["src"] not in ("line", "ceremony") or beacon["of"]
    return bool(opens and named and all(c["is"] for c in plan.get("filter", [])))


def capacity(c):
    """staff . coefficient . days with the signs as entered, rounded; None when it divides by nought."""
    top, bottom = c["staff"], 1
    for sign, (a, b) in zip(c["signs"], (tuple(c["coefficient"]), (c["days"], 1))):
        a, b = (a, b) if sign == "times" else (b, a)
        top, bottom = top * a, bottom * b
    if bottom == 0 or max(top, bottom) >= 1 << 128:
        return None
    whole = -(-top // bottom) if c["up"] else top // bottom
    return whole if whole <= U64 else None


def check_commit(value, leaves, plan, subjects):
    if not plan_is_sound(plan):
        raise Differs("leaves[2].plan", "a plan that can be drawn", "another")
    commit = leaves[4]
    plan_leaf = {"t": "plan", "seq": commit["seq"], "plan": plan}
    compare("leaves[2]", plan_leaf, leaves[2])
    lists = {
        "roster": root_of([leaf_hash(r.encode()) for r in value["rows"]]).hex(),
        "inspectors": root_of([leaf_hash(r.encode()) for r in value["inspectors"]]).hex(),
        "recuse": H(canonical(value["recuse"]).encode()).hex(),
    }
    roster = {"t": "roster", "seq": commit["seq"], "n": len(subjects), "root": lists["roster"]}
    roster.update(inspectors=lists["inspectors"], recuse=lists["recuse"])
    if "children" in value:
        lists["children"] = root_of([leaf_hash(r.encode()) for r in value["children"]]).hex()
        roster["children"] = lists["children"]
    compare("leaves[3]", roster, leaves[3])
    strata = []
    for s in plan["strata"]:
        rows = [r for r in subjects if r["st"] == "in" and r.get("str") == s["key"]]
        entry = {"key": s["key"], "n": len(rows), "rule": s["rule"]}
        if "weigh" in s:
            entry["can"] = sum(1 for r in rows if weight_of(s, r) > 0)
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
    for key in ("open_by", "total", "team", "caps", "apart", "escrow", "approver", "beacon", "prev", "deadline"):
        if key in plan:
            expected[key] = plan[key]
    compare("leaves[4]", expected, commit)
    if len(commit["wit"]) != plan["witness"]["n"]:
        raise Differs("leaves[4].wit", plan["witness"]["n"], len(commit["wit"]))


def check_wit(value, leaves, j, i=None):
    """The reveal at a place: (witness, entropy)."""
    commit = leaves[4]
    need(leaves, j, "wit")
    found = leaves[j]
    i = found["i"] if i is None else i
    compare("leaves[%d]" % j, {"t": "wit", "commit": value["leaves"][4]["i"], "i": i, "e": found["e"]}, found)
    if i >= len(commit["wit"]):
        raise Differs("leaves[%d].i" % j, "a witness of the commitment", i)
    e = bytes.fromhex(found["e"])
    if H(b"ssj-draw/1 wit\n", e).hex() != commit["wit"][i]:
        raise Differs("leaves[%d].e" % j, commit["wit"][i], "another commitment")
    return i, e


def beacon_bytes(rule, b):
    """The bytes of public entropy in hex, or None if they are not what the rule waits for."""
    if not re.fullmatch("([0-9a-f]{2})*", b):
        return None
    data = bytes.fromhex(b)
    if rule["src"] == "drand":
        return data if len(data) == 32 else None
    if rule["src"] == "ceremony":
        enough = rb"[1-6]{26,200}\n" if rule["with"] == "dice" else rb"[0-9]{20,200}\n"
        return data if re.fullmatch(enough, data) else None
    return data if re.fullmatch(rb"[!-~]{1,200}\n", data) else None


def check_beacon(value, leaves, j):
    need(leaves, j, "beacon")
    found, commit_index = leaves[j], value["leaves"][4]["i"]
    if found["commit"] != commit_index:
        raise Differs("leaves[%d].commit" % j, commit_index, found["commit"])
    held, saw = leaves[4]["beacon"]["src"] == "ceremony", found.get("saw", [])
    if held != (len(saw) >= 2 and len(set(saw)) == len(saw) and all(saw)) or (saw and not held):
        raise Differs("leaves[%d].saw" % j, "two people at a ceremony", saw)
    if held != ("evidence" in found):
        raise Differs("leaves[%d].evidence" % j, "the record of a ceremony", "otherwise")
    data = beacon_bytes(leaves[4]["beacon"], found["b"])
    if data is None:
        raise Differs("leaves[%d].b" % j, "the public entropy the plan waits for", found["b"])
    return data


def check_server(leaves):
    at = opening(leaves)
    if H(b"ssj-draw/1 srv\n", bytes.fromhex(leaves[at]["S"])).hex() != leaves[4]["srv"]:
        raise Differs("leaves[%d].S" % at, leaves[4]["srv"], "another commitment")


def check_secrets(value, leaves):
    commit = leaves[4]
    following, reveals, beacon = 5, [], b""
    for i in range(len(commit["wit"])):
        reveals.append(check_wit(value, leaves, following, i)[1])
        following += 1
    if commit["beacon"]["src"] != "none":
        beacon = check_beacon(value, leaves, following)
        following += 1
    check_server(leaves)
    return reveals, beacon, following


def check_unopened(value, leaves):
    """A draw that ended without a result."""
    commit, commit_index = leaves[4], value["leaves"][4]["i"]
    j, revealed, has_beacon = 5, [], False
    while kind(leaves, j) == "wit":
        i, _ = check_wit(value, leaves, j)
        if revealed and revealed[-1] >= i:
            raise Differs("leaves[%d].i" % j, "witnesses in their order", i)
        revealed.append(i)
        j += 1
    if kind(leaves, j) == "beacon" and commit["beacon"]["src"] != "none":
        check_beacon(value, leaves, j)
        has_beacon = True
        j += 1
    need(leaves, j, "void")
    found = leaves[j]
    missing = [i for i in range(len(commit["wit"])) if i not in revealed]
    if not missing and (has_beacon or commit["beacon"]["src"] == "none"):
        raise Differs("leaves[%d].t" % j, "the result it would have given, printed first", "void")
    expected = {"t": "void", "commit": commit_index, "why": "missing_reveal" if missing else "beacon_missing"}
    if missing:
        expected["missing"] = missing
    if found["why"] == "withdrawn":
        if not found.get("because"):
            raise Differs("leaves[%d].because" % j, "a reason", "none")
        expected.update(why="withdrawn", because=found["because"])
    compare("leaves[%d]" % j, expected, found)
    check_server(leaves)
    j += 1
    if j >= len(leaves):
        raise Differs("leaves[%d]" % j, "one more leaf", "none")
    S = leaves[opening(leaves)]["S"]
    compare("leaves[%d]" % j, {"t": "open", "commit": commit_index, "S": S}, leaves[j])
    if value["leaves"][j]["i"] != value["leaves"][j - 1]["i"] + 1:
        raise Differs("leaves[%d].i" % j, value["leaves"][j - 1]["i"] + 1, value["leaves"][j]["i"])
    if j + 1 < len(leaves):
        raise Differs("leaves[%d]" % (j + 1), "no more leaf", "one more")


def ordered(seed, stratum, rows):
    """(function that gives the first k subjects and the words used, purpose) of a stratum."""
    if "weigh" not in stratum:

        def first(k):
            stream = Stream(stream_key(seed, "objects", stratum["key"], "order", 0))
            return [rows[i]["id"] for i in order(len(rows), k, stream)], stream.used

        return first, "order"
    items = [(row["id"], weight_of(stratum, row)) for row in rows]
    ranked = race(seed, "objects", stratum["key"], items)
    return lambda k: (ranked[:k], sum(w for _, w in items)), "wticket"


def below(plan, children, seed, subjects, words):
    """(stage, parent, children that could be drawn, drawn) of the frozen stages."""
    rules = {s["stage"]: s["rule"] for s in plan.get("stages", []) if s["found"] == "frozen"}
    out = []

    def one(stage, of):
        ids = [r["id"] for r in children if r["stage"] == stage and r["of"] == of and r["st"] == "in"]
        stream = Stream(stream_key(seed, stage, of, "order", 0))
        drawn = [ids[i] for i in order(len(ids), ratio_of(rules[stage], len(ids)), stream)]
        words.append({"stage": stage, "str": of, "use": "order", "ctr": 0, "n": stream.used})
        out.append({"stage": stage, "of": of, "n": len(ids), "drawn": drawn})
        return drawn

    for subject in subjects if "unit" in rules else []:
        units = one("unit", subject)
        for unit in units if "part" in rules else []:
            one("part", unit)
    return out


def run(value, leaves, plan, commit, rosters, seed, following):
    """The summary and every leaf from `alloc` on, derived; salts and software name as found."""
    subjects, inspectors, children = rosters
    sized = sizes(commit["strata"], commit.get("total"), seed)
    if sized is None:
        raise Differs("leaves[4].strata", "sizes that can be met", "none")
    m, tie, tie_words = sized
    words, strata, chosen = [], [], []
    firsts = {}
    for stratum, size in zip(plan["strata"], m):
        key = stratum["key"]
        members = [r for r in subjects if r["st"] == "in" and r.get("str") == key]
        firsts[key], purpose = ordered(seed, stratum, members)
        drawn, used = firsts[key](size)
        words.append({"stage": "objects", "str": key, "use": purpose, "ctr": 0, "n": used})
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
    active = [r for r in inspectors if r["st"] == "in"]
    first = value["leaves"][min(following, len(leaves) - 1)]["i"]
    make = fixed_teams if "fixed" in plan else free_teams
    ending, made, cut, result = make(plan, active, value["recuse"], chosen, seed, words)
    teams = []
    if ending == "drawn":
        made += [dict(sub, t="sub") for sub in below(plan, children, seed, [c[0] for c in chosen], words)]
        groups = sum(1 for leaf in made if leaf["t"] == "group")
        salts = {name_of(leaf): leaf["salt"] for leaf in upto_result(leaves) if name_of(leaf)}
        teams = [dict(leaf, commit=commit_index, salt=salts.get(name_of(leaf), "")) for leaf in made]
        soft = [leaf["soft"] for leaf in leaves if leaf["t"] == "result"][:1]
        result.update(t="result", commit=commit_index, first=first + 1 + groups, n=len(chosen), m=by_key)
        result.update(words=words, soft=soft[0] if soft else "")
        if cut is not None:
            result["cut"] = cut
        expected += teams + [result]
    else:
        expected.append({"t": "void", "commit": commit_index, "why": ending})
        if cut is not None:
            expected[-1]["cut"] = cut
    if plan["mode"] == "open":
        expected.append({"t": "open", "commit": commit_index, "S": leaves[opening(leaves)]["S"]})
    facts = {"level": result.get("cap", 0), "teams": teams, "sizes": by_key, "firsts": firsts}
    return {"ending": ending, "seed": seed.hex(), "strata": strata}, expected, facts


def upto_result(leaves):
    for leaf in leaves:
        if leaf["t"] == "result":
            return
        yield leaf


def name_of(leaf):
    """Kind and id of a leaf with a salt."""
    if leaf["t"] == "group":
        return "group", str(leaf["no"])
    if leaf["t"] == "assign":
        return "assign", leaf["obj"]
    return (leaf["stage"], leaf["of"]) if leaf["t"] == "sub" else None


def assign(chosen, team, roles, group=None):
    subject, key, position = chosen
    leaf = {"t": "assign", "obj": subject, "str": key, "pos": position, "team": team, "roles": roles}
    return leaf if group is None else dict(leaf, group=group)


def free_teams(plan, active, recuse, chosen, seed, words):
    """(ending, leaves, cut, result's keys): inspectors dealt to every seat."""
    matching = Matching(plan, active, recuse, chosen)
    level = matching.level()
    if level is None:
        return "infeasible", [], matching.cut(matching.top, chosen), {}
    dealt = matching.deal(level, seed)
    if dealt is None:
        return "not_proven_infeasible", [], None, {}
    seats, steps, restart, used = dealt
    words += used
    made = [
        assign(c, [active[seats[q]]["id"] for q in team], [matching.seats[q]["role"] for q in team])
        for c, team in zip(chosen, matching.teams)
    ]
    cut = matching.cut(level - 1, chosen) if level > 0 else None
    return "drawn", made, cut, {"cap": level, "steps": steps, "restart": restart}


def fixed_teams(plan, active, recuse, chosen, seed, words):
    """The same with teams formed first."""
    count, turns = plan["fixed"]["n"], plan["fixed"].get("turns", [])
    if turns and sum(turns) != len(chosen):
        raise Differs("leaves[4].strata", "turns that add up", sum(turns))
    forming = Matching(plan, active, [], [(None, plan["strata"][0]["key"], 0)] * min(count, len(active) + 1))
    forming.prior = [0] * len(active)
    forming.hard = [min(h, 1) for h in forming.hard]
    forming.top = max(forming.hard, default=0)
    level = forming.level()
    if level is None:
        raise Differs("leaves[4].strata", "teams that can be formed", "none")
    formed = forming.deal(level, seed, "team")
    if formed is None:
        return "not_proven_infeasible", [], None, {}
    words += formed[3]
    groups = [[active[formed[0][q]] for q in team] for team in forming.teams]
    roles = [seat["role"] for seat in plan["team"]]
    dealing = Groups(plan, groups, recuse, chosen)
    if turns:
        seats, used = dealing.in_turn(turns, seed)
        words.append({"stage": "team", "str": "", "use": "order", "ctr": 0, "n": used})
        if seats is None:
            dealing.prior = [0] * len(groups)
            dealing.hard = [min(t, len(chosen)) for t in turns]
            return "infeasible", [], dealing.cut(max(turns), chosen), {}
        level, steps, restart, cut = 0, 0, 0, None
    else:
        level = dealing.level()
        if level is None:
            return "infeasible", [], dealing.cut(dealing.top, chosen), {}
        seats, steps, restart, used = dealing.deal(level, seed)
        words += used
        cut = dealing.cut(level - 1, chosen) if level > 0 else None
    ids = [[row["id"] for row in rows] for rows in groups]
    made = [{"t": "group", "no": g, "team": team, "roles": roles} for g, team in enumerate(ids)]
    made += [assign(c, ids[g], roles, g) for c, g in zip(chosen, seats)]
    return "drawn", made, cut, {"cap": level, "steps": steps, "restart": restart}


def check_replay(value, leaves, expected, following):
    first = value["leaves"][min(following, len(leaves) - 1)]["i"]
    for k, wanted in enumerate(expected):
        j = following + k
        if j >= len(leaves):
            raise Differs("leaves[%d]" % j, "one more leaf", "none")
        compare("leaves[%d]" % j, wanted, leaves[j])
        if value["leaves"][j]["i"] != first + k:
            raise Differs("leaves[%d].i" % j, first + k, value["leaves"][j]["i"])
        if "salt" in wanted and not re.fullmatch("[0-9a-f]{32}", leaves[j]["salt"]):
            raise Differs("leaves[%d].salt" % j, "16 bytes in hex", leaves[j]["salt"])


class Course:
    """What happens to a result: replacements, refusals, acts by hand, withdrawal."""

    def __init__(self, value, leaves, plan, rosters, seed, result):
        self.value, self.leaves, self.plan, self.seed = value, leaves, plan, seed
        _, inspectors, self.children = rosters
        subs = [leaf for leaf in result["teams"] if leaf["t"] == "sub"]
        self.units = {unit for leaf in subs if leaf["stage"] == "unit" for unit in leaf["drawn"]}
        self.owed, self.late = [], {}
        self.commit = value["leaves"][4]["i"]
        self.rows = {row["id"]: row for row in inspectors}
        self.order = [row["id"] for row in inspectors]
        self.level, self.firsts = result["level"], result["firsts"]
        assigned = [leaf for leaf in result["teams"] if leaf["t"] == "assign"]
        self.teams = {a["obj"]: {"str": a["str"], "team": list(a["team"])} for a in assigned}
        self.objects = len(self.teams)
        self.next = dict(result["sizes"])
        self.opened = plan["mode"] == "open"
        chain = leaves[4].get("approver")
        self.chain = [chain["end"], chain["n"]] if chain else None
        self.recused = set(map(tuple, value["recuse"]))
        self.filled, self.waiting, self.barred, self.void = 0, {}, set(), False
        self.counts = {"manual": 0, "refused": 0, "replaced": 0, "waiting": 0}
        self.duties = []

    def run(self, start):
        for j in range(start, len(self.leaves)):
            leaf, place = self.leaves[j], "leaves[%d]" % j
            if leaf["t"] == "open" and not self.opened:
                compare(place, {"t": "open", "commit": self.commit, "S": self.leaves[opening(self.leaves)]["S"]}, leaf)
                self.opened = True
                continue
            act = getattr(self, "act_" + leaf["t"], None)
            if act is None:
                raise Differs(place, "no more leaf", "one more")
            act(j, leaf, place)
        if self.owed:
            raise Differs("leaves[%d]" % len(self.leaves), "one more leaf", "none")

    def act_sub(self, j, leaf, place):
        if not self.owed:
            raise Differs(place + ".t", "no more leaf", "one more")
        self.salted(leaf, place)
        expected = dict(self.owed.pop(0), t="sub", commit=self.commit, salt=leaf["salt"])
        compare(place, expected, leaf)
        if leaf["stage"] == "unit":
            self.units.update(leaf["drawn"])

    def act_late(self, j, leaf, place):
        self.goes_on(place)
        stage, of, rows = leaf["stage"], leaf["of"], leaf["rows"]
        found = [s for s in self.plan.get("stages", []) if s["stage"] == stage and s["found"] == "on_site"]
        if not found:
            raise Differs(place + ".stage", "a stage found on site", stage)
        rules = [s["rule"] for s in found if s.get("list") == leaf.get("list")]
        if not rules:
            raise Differs(place + ".list", "a list of the plan", leaf.get("list", "none"))
        if of not in (self.teams if stage == "unit" else self.units):
            raise Differs(place + ".of", "a drawn parent", of)
        below = (stage, of, leaf.get("list"))
        no = self.late.get(below, 0)
        if leaf.get("no", 0) != no:
            raise Differs(place + ".no", no, leaf.get("no", 0))
        if ("why" in leaf) != (no > 0) or not re.fullmatch("[0-9a-f]{64}|unaware", leaf.get("why", "unaware")):
            raise Differs(place + ".why", "a reason after the first, and only then", leaf.get("why", "none"))
        raw = [row.encode() for row in rows]
        if not rows or any(a >= b for a, b in zip(raw, raw[1:])):
            raise Differs(place + ".rows", "rising ids", rows)
        ok = re.fullmatch("([0-9a-f]{2})*", leaf["party"])
        party = bytes.fromhex(leaf["party"]) if ok else b""
        # No entropy at all: the list was fixed, and nothing was drawn from it.
        if leaf["party"] and len(party) != 16 and not re.fullmatch(rb"[1-6]{6,64}", party):
            raise Differs(place + ".party", "6 dice or 16 bytes", leaf["party"])
        self.salted(leaf, place)
        drawn = []
        if party:
            key = stream_key(self.seed, stage, of, "late", 0)
            seed = hmac.new(key, LP(root_of([leaf_hash(r) for r in raw])) + LP(party), hashlib.sha256).digest()
            stream = Stream(stream_key(seed, stage, of, "order", 0))
            drawn = [rows[i] for i in order(len(rows), ratio_of(rules[0], len(rows)), stream)]
        compare(place, dict(leaf, commit=self.commit, drawn=drawn), leaf)
        self.late[below] = no + 1
        if stage == "unit":
            self.units.update(drawn)

    def summarise(self, draw):
        self.counts["waiting"] = len(self.waiting)
        if any(self.counts.values()):
            draw["counts"] = self.counts
        if self.duties:
            draw["duties"] = self.duties
        if self.void and draw["ending"] == "drawn":
            draw["ending"] = "void"

    def stands(self, leaf, place):
        if leaf["commit"] != self.commit:
            raise Differs(place + ".commit", self.commit, leaf["commit"])
        self.goes_on(place)

    def goes_on(self, place):
        if self.void:
            raise Differs(place + ".t", "no more leaf", "one more")
        if self.owed:
            raise Differs(place + ".t", "sub", "another leaf")

    def salted(self, leaf, place):
        if not re.fullmatch("[0-9a-f]{32}", leaf["salt"]):
            raise Differs(place + ".salt", "16 bytes in hex", leaf["salt"])

    def act_repl_req(self, j, leaf, place):
        self.stands(leaf, place)
        if leaf["obj"] not in self.teams:
            raise Differs(place + ".obj", "a drawn subject", leaf["obj"])
        team = self.teams[leaf["obj"]]["team"]
        if leaf["kind"] == "object":
            for key in ("seat", "who"):
                if key in leaf:
                    raise Differs("%s.%s" % (place, key), "nothing", leaf[key])
        else:
            if leaf.get("seat", len(team)) >= len(team):
                raise Differs(place + ".seat", "a seat of the team", leaf.get("seat"))
            if leaf.get("who") != team[leaf["seat"]]:
                raise Differs(place + ".who", team[leaf["seat"]], leaf.get("who"))
        if not leaf["why"]:
            raise Differs(place + ".why", "a reason", "none")
        beacon = leaf.get("beacon", {"src": "none"})["src"] != "none"
        if "wit" in leaf and beacon:
            raise Differs(place + ".beacon", "nothing beside a witness", leaf["beacon"])
        if leaf["kind"] == "inspector" and self.opened and "wit" not in leaf and not beacon:
            raise Differs(place + ".wit", "fresh entropy, the secret being public", "none")
        self.salted(leaf, place)
        self.waiting[self.value["leaves"][j]["i"]] = (leaf, leaf_hash(self.value["leaves"][j]["leaf"].encode()))

    def answered(self, leaf, place):
        if leaf["req"] not in self.waiting:
            raise Differs(place + ".req", "a request without an answer", leaf["req"])
        return self.waiting[leaf["req"]]

    def release(self, leaf, place):
        """The next value of the approver's chain."""
        ok = self.chain and self.chain[1] > 0 and H(bytes.fromhex(leaf["otp"])).hex() == self.chain[0]
        if not ok:
            raise Differs(place + ".otp", "the next value of the approver's chain", leaf["otp"])

    def fresh(self, request, leaf, place):
        data = b""
        wanted, e = request.get("wit"), leaf.get("e")
        ok = (wanted is None) == (e is None)
        if ok and e is not None:
            ok, data = H(b"ssj-draw/1 wit\n", bytes.fromhex(e)).hex() == wanted, bytes.fromhex(e)
        if not ok:
            raise Differs(place + ".e", wanted, e)
        rule, b = request.get("beacon", {"src": "none"}), leaf.get("b")
        if rule["src"] == "none":
            if b is not None:
                raise Differs(place + ".b", "nothing", b)
            return data
        more = None if b is None else beacon_bytes(rule, b)
        if more is None:
            raise Differs(place + ".b", "the public entropy the request waits for", b)
        return data + more

    def act_repl_no(self, j, leaf, place):
        self.stands(leaf, place)
        self.answered(leaf, place)
        self.release(leaf, place)
        if not leaf["why"]:
            raise Differs(place + ".why", "a reason", "none")
        self.chain = [leaf["otp"], self.chain[1] - 1]
        del self.waiting[leaf["req"]]
        self.counts["refused"] += 1

    def act_repl_ok(self, j, leaf, place):
        self.goes_on(place)
        request, digest = self.answered(leaf, place)
        held = self.teams.get(request["obj"])
        if held is None or (request["kind"] == "inspector" and held["team"][request["seat"]] != request["who"]):
            raise Differs(place + ".req", "a request that still names what stands", leaf["req"])
        self.release(leaf, place)
        fresh = self.fresh(request, leaf, place)
        parts = [LP(b"ssj-draw/1 repl"), LP(bytes.fromhex(leaf["otp"])), LP(digest)] + ([LP(fresh)] if fresh else [])
        seed = hmac.new(self.seed, b"".join(parts), hashlib.sha256).digest()
        expected = {k: leaf[k] for k in ("req", "otp", "e", "b", "salt") if k in leaf}
        expected.update(t="repl_ok", commit=self.commit)
        key, moved = held["str"], None
        team, who = list(held["team"]), request.get("who")
        if request["kind"] == "object":
            at = self.next[key]
            moved = self.subject_at(key, at)
            if moved is not None:
                expected.update(new=moved, pos=at)
                seats = team_of(self.plan, key)
                empty = [q for q, i in enumerate(team) if not self.may(i, seats[q], moved, who)]
        else:
            empty = [request["seat"]]
        filled = 0
        if request["kind"] == "inspector" or moved is not None:
            if empty and self.opened and not fresh:
                raise Differs(place + ".req", "a request that waits for fresh entropy", "one that does not")
            filled = len(empty)
            level = self.fill(team, empty, moved or request["obj"], key, request, seed)
            if request["kind"] == "inspector" and team[empty[0]] is not None:
                expected["new"] = team[empty[0]]
            team = ["" if i is None else i for i in team]
            if "new" in expected:
                if team:
                    expected["team"] = team
                if level > self.level:
                    expected["cap"] = level
        self.salted(leaf, place)
        compare(place, expected, leaf)
        self.chain = [leaf["otp"], self.chain[1] - 1]
        del self.waiting[leaf["req"]]
        self.counts["replaced"] += 1
        self.filled += filled
        if who is not None:
            if request["why"] == "recusal":
                self.recused.add((who, request["obj"]))
            else:
                self.barred.add(who)
        if request["kind"] == "object":
            del self.teams[request["obj"]]
            self.duties.append({"obj": request["obj"], "why": request["why"], "seq": self.leaves[4]["seq"]})
            if moved is not None:
                self.next[key] += 1
                self.teams[moved] = {"str": key, "team": team}
                self.owed = below(self.plan, self.children, self.seed, [moved], [])
        elif "new" in expected:
            self.teams[request["obj"]]["team"] = team

    def subject_at(self, key, at):
        """The subject at a place of a stratum's order, or None beyond its end."""
        ids, _ = self.firsts[key](at + 1)
        return ids[at] if at < len(ids) else None

    def may(self, i, seat, subject, out):
        row = self.rows.get(i)
        return (
            row is not None
            and row["st"] == "in"
            and fits(row, seat)
            and i != out
            and i not in self.barred
            and (i, subject) not in self.recused
        )

    def apart(self, a, b):
        return [a, b] in self.plan.get("apart", []) or [b, a] in self.plan.get("apart", [])

    def fill(self, team, empty, subject, key, request, seed):
        """Fills the empty seats of a team in their order; the highest level used."""
        for q in empty:
            team[q] = None
        load = {}
        others = [held["team"] for obj, held in self.teams.items() if obj != request["obj"]]
        for i in [i for held in others for i in held] + team:
            if i is not None:
                load[i] = load.get(i, 0) + 1
        bound = min(self.plan.get("caps", {}).get("hard", U64), self.objects)
        highest = self.level
        for number_, q in enumerate(empty, self.filled):
            seat = team_of(self.plan, key)[q]
            free = []
            for i in self.order:
                mates = [mate for mate in team if mate is not None]
                if self.may(i, seat, subject, request.get("who")):
                    if i not in mates and not any(self.apart(i, mate) for mate in mates):
                        free.append(i)
            hard = {i: min(self.rows[i].get("hard", U64), bound) for i in free}
            prior = {i: self.rows[i].get("prior", 0) for i in free}
            starts = [prior[i] + load.get(i, 0) + 1 for i in free if load.get(i, 0) < hard[i]]
            if not starts:
                continue
            level = max(self.level, min(starts))
            highest = max(highest, level)
            cards = [max(0, min(max(level - prior[i], 0), hard[i]) - load.get(i, 0)) for i in free]
            u = Stream(stream_key(seed, "replace", "", "inspector", number_)).below(sum(cards))
            for i, n in zip(free, cards):
                if u < n:
                    break
                u -= n
            team[q] = i
            load[i] = load.get(i, 0) + 1
        return highest

    def act_manual(self, j, leaf, place):
        self.stands(leaf, place)
        if not leaf["why"]:
            raise Differs(place + ".why", "a reason", "none")
        a, b = leaf["by"]
        if not a or not b or a == b:
            raise Differs(place + ".by", "two different people", leaf["by"])
        before, after = [], {}
        for s in leaf["seats"]:
            held = self.teams.get(s["obj"])
            if held is None or s["seat"] >= len(held["team"]):
                raise Differs(place + ".seats", "seats of drawn subjects", s)
            before.append(held["team"][s["seat"]])
            after.setdefault(s["obj"], list(held["team"]))[s["seat"]] = s["who"]
        now = [s["who"] for s in leaf["seats"]]
        if len(now) == 1:
            ok = now != before
        else:
            places = [(s["obj"], s["seat"]) for s in leaf["seats"]]
            ok = len(now) == 2 and now == before[::-1] and now[0] != now[1] and places[0] != places[1]
        if not ok:
            raise Differs(place + ".seats", "one seat with another person, or two that change places", now)
        for s in leaf["seats"]:
            team, key = after[s["obj"]], self.teams[s["obj"]]["str"]
            mates = [mate for p, mate in enumerate(team) if p != s["seat"]]
            good = self.may(s["who"], team_of(self.plan, key)[s["seat"]], s["obj"], None)
            if not good or s["who"] in mates or any(self.apart(s["who"], mate) for mate in mates):
                raise Differs(place + ".seats", "a person who may sit there", s["who"])
        self.salted(leaf, place)
        for obj, team in after.items():
            self.teams[obj]["team"] = team
        self.counts["manual"] += 1

    def act_void(self, j, leaf, place):
        self.stands(leaf, place)
        if leaf["why"] != "withdrawn":
            raise Differs(place + ".why", "withdrawn", leaf["why"])
        if "cut" in leaf or leaf.get("missing"):
            raise Differs(place + ".missing", "nothing", "something")
        if not leaf.get("because"):
            raise Differs(place + ".because", "a reason", "none")
        self.void = True


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
    v = data["thomson_vrs_draft00"]
    link = v["secret"].encode()
    for wanted in v["chain_H1_to_H10"]:
        link = H(link)
        same(link.hex(), wanted, "VRS chain")
    count += check_peers(data["consistent_sampler"], data["cryptorandom"])
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
    v = ours["weighted_order"]
    got = race(bytes.fromhex(v["seed"]), v["stage"], v["stratum"], v["items"])
    same(got, v["order"], "weighted order")
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


def check_peers(sampler, crypto):
    """Two published samplers written anew: a prefix is a sample, a subset keeps its order. Not part of the draw."""

    def uniform(text_):
        return "0." + ("%064d" % int(H(text_.encode()).hex(), 16))[::-1]

    def following_fraction(x):
        at = next(i for i, c in enumerate(x + "0") if i > 1 and c < "9")
        y, i = "0.", 0
        while y <= x + "0":
            i += 1
            y = (x + "0")[:at] + uniform("%s:%d" % (x, i))[2:]
        return y

    def first(i, seed):
        return uniform(H(str(seed).encode()).hex() + str(i))

    def ranked(ids, seed):
        return [i for _, i in sorted((first(i, seed), i) for i in ids)]

    ids = ["OBJ-%05d" % n for n in range(1, 1001)]
    v, whole = sampler["top_up_is_prefix"], ranked(ids, sampler["top_up_is_prefix"]["seed"])
    plain, again = sampler["without_replacement"], sampler["with_replacement"]
    heap, drawn = sorted((first("A-%d" % n, again["seed"]), "A-%d" % n) for n in range(1, 11)), []
    for _ in range(again["take"]):
        x, i = heap.pop(0)
        drawn.append(i)
        heap = sorted(heap + [(following_fraction(x), i)])
    hashes = [int(H(b"%d," % crypto["seed"], b"\0" * n).hex(), 16) for n in range(100)]
    cards = list(range(1, 101))
    for i, h in enumerate(hashes[:10]):
        j = int(i + h * 2.0**-256 * (100 - i))
        cards[i], cards[j] = cards[j], cards[i]
    checks = [
        (uniform("abc"), sampler["sha256_uniform_abc"]),
        (first("AB-130", "01382438112797316654"), sampler["first_fraction_AB130"]),
        (following_fraction("0.25471"), sampler["next_fraction_0_25471"]),
        (ranked(range(1, 101), plain["seed"])[: plain["take"]], plain["ids_out"]),
        (drawn, again["ids_out"]),
        (whole[:50], v["first_50"]),
        (ranked(ids[1::2], v["seed"]), [i for i in whole if int(i[4:]) % 2 == 0]),
        ([1 + h % 1000 for h in hashes[:5]], crypto["randint_trunc_1_1001_x5"]),
        ([repr(h * 2.0**-256) for h in hashes[:3]], crypto["random_x3"]),
        (cards[:10], crypto["fykd_sample_100_10"]),
        ([n + 1 for n in sorted(range(100), key=lambda n: hashes[n])][:10], crypto["pikk_100_10"]),
    ]
    for found, wanted in checks:
        assert found == wanted, (found, wanted)
    return len(checks)


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
