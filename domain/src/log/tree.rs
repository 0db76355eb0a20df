//! The Merkle tree of RFC 6962 / RFC 9162: roots, inclusion and consistency proofs.
//!
//! Grows by one leaf in O(log n), keeps every complete node, so a proof for any earlier size is a look-up.

use crate::digest::{Digest, sha256};

/// `SHA-256(00 ‖ bytes)`.
pub fn leaf_hash(bytes: &[u8]) -> Digest {
    sha256(&[&[0], bytes])
}

/// `SHA-256(01 ‖ left ‖ right)`.
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    sha256(&[&[1], &left.0, &right.0])
}

/// A Merkle tree in memory; level k holds the roots of complete subtrees of 2^k leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    levels: Vec<Vec<Digest>>,
}

/// Largest power of two below `n`, for n ≥ 2.
fn split(n: u64) -> u64 {
    1 << (63 - (n - 1).leading_zeros())
}

fn at(level: &[Digest], index: u64) -> Digest {
    level[usize::try_from(index).expect("a node in memory has an index in memory")]
}

impl Tree {
    /// A tree over leaf hashes.
    pub fn of(leaves: impl IntoIterator<Item = Digest>) -> Self {
        let mut tree = Self::default();
        for leaf in leaves {
            tree.push(leaf);
        }
        tree
    }

    /// Number of leaves.
    pub fn len(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// True before the first leaf.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends one leaf hash.
    pub fn push(&mut self, leaf: Digest) {
        let mut node = leaf;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let nodes = &mut self.levels[level];
            nodes.push(node);
            match nodes.as_slice() {
                [.., left, right] if nodes.len().is_multiple_of(2) => node = node_hash(left, right),
                _ => return,
            }
        }
    }

    /// Root of the first `size` leaves; `None` beyond the end. The empty root is SHA-256 of nothing.
    pub fn root(&self, size: u64) -> Option<Digest> {
        match size {
            0 => Some(sha256(&[])),
            size if size <= self.len() => Some(self.range(0, size)),
            _ => None,
        }
    }

    /// Path from a leaf to the root of the first `size` leaves, bottom up (RFC 9162 §2.1.3.1).
    pub fn inclusion(&self, index: u64, size: u64) -> Option<Vec<Digest>> {
        if index >= size || size > self.len() {
            return None;
        }
        let (mut start, mut end) = (0, size);
        let mut path = Vec::new();
        while end - start > 1 {
            let middle = start + split(end - start);
            if index < middle {
                path.push(self.range(middle, end));
                end = middle;
            } else {
                path.push(self.range(start, middle));
                start = middle;
            }
        }
        path.reverse();
        Some(path)
    }

    /// Proof that the first `old` leaves are a prefix of the first `size` (RFC 9162 §2.1.4.1).
    pub fn consistency(&self, old: u64, size: u64) -> Option<Vec<Digest>> {
        if old == 0 || old > size || size > self.len() {
            return None;
        }
        let (mut start, mut end, mut known) = (0, size, true);
        let mut path = Vec::new();
        while old < end {
            let middle = start + split(end - start);
            if old <= middle {
                path.push(self.range(middle, end));
                end = middle;
            } else {
                path.push(self.range(start, middle));
                start = middle;
                known = false;
            }
        }
        if !known {
            path.push(self.range(start, end));
        }
        path.reverse();
        Some(path)
    }

    fn range(&self, start: u64, end: u64) -> Digest {
        let n = end - start;
        if n.is_power_of_two() && start.is_multiple_of(n) {
            return at(&self.levels[n.trailing_zeros() as usize], start / n);
        }
        let middle = start + split(n);
        node_hash(&self.range(start, middle), &self.range(middle, end))
    }
}

/// Recomputes the root from a leaf and its path; `None` when the path has the wrong length
/// (RFC 9162 §2.1.3.2).
pub fn root_from_inclusion(leaf: &Digest, index: u64, size: u64, path: &[Digest]) -> Option<Digest> {
    if index >= size {
        return None;
    }
    let (mut node_index, mut last) = (index, size - 1);
    let mut root = *leaf;
    for step in path {
        if last == 0 {
            return None;
        }
        if node_index % 2 == 1 || node_index == last {
            root = node_hash(step, &root);
            while node_index % 2 == 0 && node_index != 0 {
                node_index >>= 1;
                last >>= 1;
            }
        } else {
            root = node_hash(&root, step);
        }
        node_index >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(root)
}

/// True if the path proves that the tree (`old`, `old_root`) is a prefix of (`size`, `root`)
/// (RFC 9162 §2.1.4.2).
pub fn is_consistent(old: u64, old_root: &Digest, size: u64, root: &Digest, path: &[Digest]) -> bool {
    if old == size {
        return path.is_empty() && old_root == root;
    }
    if old == 0 || old > size {
        return false;
    }
    let mut steps = path.iter();
    let (mut node_index, mut last) = (old - 1, size - 1);
    while node_index % 2 == 1 {
        node_index >>= 1;
        last >>= 1;
    }
    let first = if old.is_power_of_two() {
        Some(old_root)
    } else {
        steps.next()
    };
    let Some(first) = first else { return false };
    let (mut old_side, mut new_side) = (*first, *first);
    for step in steps {
        if last == 0 {
            return false;
        }
        if node_index % 2 == 1 || node_index == last {
            old_side = node_hash(step, &old_side);
            new_side = node_hash(step, &new_side);
            while node_index % 2 == 0 && node_index != 0 {
                node_index >>= 1;
                last >>= 1;
            }
        } else {
            new_side = node_hash(&new_side, step);
        }
        node_index >>= 1;
        last >>= 1;
    }
    last == 0 && old_side == *old_root && new_side == *root
}
