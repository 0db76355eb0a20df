//! Stages below the subject (多次随机): units of a subject, parts of a unit (draw protocol §2.9).
//!
//! Known children are frozen with the rosters and drawn with the subjects. Children only known on site are
//! drawn there from a list fixed first and entropy of the inspected party given after, so neither the server,
//! the team nor the party can choose.

use super::commit::Committed;
use super::freeze::Standing;
use super::leaf::{Leaf, StreamUse, SubLeaf};
use super::order;
use super::plan::{Found, Rule, Stage};
use super::result::used_words;
use super::strata::ratio_ceil;
use super::stream::{Name, Stream, key};
use crate::digest::{Digest, hmac, push_lp, sha256};
use crate::id::SubjectId;
use crate::log::{Tree, leaf_hash};

/// Children drawn below one parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sub {
    /// Which stage.
    pub stage: Stage,
    /// Parent.
    pub of: String,
    /// Children that could be drawn.
    pub n: u64,
    /// Drawn children by position.
    pub drawn: Vec<String>,
}

impl Sub {
    pub(super) fn leaf(&self, commit: u64, salt: String) -> Leaf {
        Leaf::Sub(SubLeaf {
            commit,
            stage: self.stage,
            of: self.of.clone(),
            n: self.n,
            drawn: self.drawn.clone(),
            salt,
        })
    }
}

fn size(rule: &Rule, n: u64) -> u64 {
    match *rule {
        Rule::RatioCeil { num, den, min } => ratio_ceil(n, num, den, min),
        // Plans with it are refused; a share needs siblings that a parent does not have.
        Rule::Total { .. } => 0,
    }
}

fn draw(seed: &Digest, stage: Stage, of: &str, n: usize, m: u64) -> (Vec<usize>, u64) {
    let name = Name {
        stage: stage.name(),
        stratum: of,
        purpose: "order",
        ctr: 0,
    };
    let mut stream = Stream::open(seed, name);
    let n = u32::try_from(n).expect("children are counted in thousands");
    let m = u32::try_from(m).unwrap_or(u32::MAX);
    let places = order::prefix(n, m, &mut stream);
    (places.into_iter().map(|p| p as usize).collect(), stream.used())
}

/// Children of these subjects in their order: the units of one, then the parts of each drawn unit.
pub(super) fn below<'a>(
    committed: &Committed,
    seed: &Digest,
    objects: impl Iterator<Item = &'a SubjectId>,
    words: &mut Vec<StreamUse>,
) -> Vec<Sub> {
    let mut out = Vec::new();
    let frozen = |stage| {
        let rules = committed.plan.stages.iter();
        rules
            .clone()
            .find(|r| r.stage == stage && r.found == Found::Frozen)
    };
    let Some(unit) = frozen(Stage::Unit) else {
        return out;
    };
    let mut one = |stage: Stage, of: &str, rule: &Rule| -> Sub {
        let rows = committed.frozen.children.iter();
        let rows = rows.filter(|c| c.stage == stage && c.of == of && c.st == Standing::In);
        let ids: Vec<&String> = rows.map(|c| &c.id).collect();
        let (places, used) = draw(seed, stage, of, ids.len(), size(rule, ids.len() as u64));
        words.push(used_words(stage.name(), of, "order", 0, used));
        Sub {
            stage,
            of: of.to_owned(),
            n: ids.len() as u64,
            drawn: places.into_iter().map(|p| ids[p].clone()).collect(),
        }
    };
    for object in objects {
        let units = one(Stage::Unit, object.as_str(), &unit.rule);
        let parts = frozen(Stage::Part).map(|part| {
            let below = |of: &String| one(Stage::Part, of, &part.rule);
            units.drawn.iter().map(below).collect::<Vec<_>>()
        });
        out.push(units);
        out.extend(parts.unwrap_or_default());
    }
    out
}

/// The key of a parent that travels sealed with its task: 32 bytes that say nothing about the rest of the draw.
pub fn late_key(seed: &Digest, stage: Stage, of: &str) -> Digest {
    let name = Name {
        stage: stage.name(),
        stratum: of,
        purpose: "late",
        ctr: 0,
    };
    key(seed, name)
}

/// What is wrong with a list found on site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadList {
    /// Not rising by bytes, empty or twice the same.
    #[error("the list is not rising")]
    Rows,
    /// Neither 6 dice nor 16 bytes.
    #[error("the party's entropy is neither 6 dice nor 16 bytes")]
    Party,
}

/// Why a further draw has no reason of its own: its officers did not know of the one before.
pub const UNAWARE: &str = "unaware";

/// The id of a thing found on site: `H("ssj-draw/1 row\n" ‖ LP(salt) ‖ LP(name))` in hex. The log tells the ids; who
/// holds the record with its salt can tell which thing each is.
pub fn row_id(salt: &[u8; 16], name: &str) -> String {
    salted("ssj-draw/1 row\n", salt, &[name.as_bytes()]).to_string()
}

/// A reason as the log tells it: `H("ssj-draw/1 why\n" ‖ LP(salt) ‖ LP(reason))` in hex.
pub fn why_id(salt: &[u8; 16], reason: &str) -> String {
    salted("ssj-draw/1 why\n", salt, &[reason.as_bytes()]).to_string()
}

/// The salt of the leaf, which hides it as the others are hidden: the first 16 bytes of
/// `H("ssj-draw/1 leaf\n" ‖ LP(salt))` in hex.
pub fn leaf_salt(salt: &[u8; 16]) -> String {
    salted("ssj-draw/1 leaf\n", salt, &[])
        .to_string()
        .split_at(32)
        .0
        .to_owned()
}

/// What the inspected party is shown of a list before it gives its entropy: `H("ssj-draw/1 list\n" ‖ LP(root))`. It
/// binds the officers to their list; the root itself stays with them until then, so that a party that knows the key
/// (an open draw publishes it) cannot try entropies beforehand.
pub fn list_code(root: &Digest) -> Digest {
    let mut input = b"ssj-draw/1 list\n".to_vec();
    push_lp(&mut input, &root.0);
    sha256(&[&input])
}

fn salted(label: &str, salt: &[u8; 16], words: &[&[u8]]) -> Digest {
    let mut input = label.as_bytes().to_vec();
    push_lp(&mut input, salt);
    for word in words {
        push_lp(&mut input, word);
    }
    sha256(&[&input])
}

/// How many of a list of `n` are drawn; at most `n`.
pub fn late_size(rule: &Rule, n: u64) -> u64 {
    size(rule, n).min(n)
}

/// The root of a list that rises by bytes.
///
/// # Errors
/// [`BadList::Rows`].
pub fn list_root(rows: &[String]) -> Result<Digest, BadList> {
    if rows.is_empty() || !rows.is_sorted_by(|a, b| a < b) {
        return Err(BadList::Rows);
    }
    let tree = Tree::of(rows.iter().map(|r| leaf_hash(r.as_bytes())));
    Ok(tree.root(tree.len()).expect("a tree has a root at its own size"))
}

/// Children drawn on site: `HM(K, LP(root of the list) ‖ LP(party))` seeds an order over the list.
///
/// # Errors
/// [`BadList`].
pub fn choose_late(
    key: &Digest,
    stage: Stage,
    of: &str,
    rows: &[String],
    party: &str,
    rule: &Rule,
) -> Result<Vec<String>, BadList> {
    let root = list_root(rows)?;
    let bytes = hex::decode(party).ok().filter(|b| hex::encode(b) == party);
    let dice = |b: &[u8]| (6..=64).contains(&b.len()) && b.iter().all(|c| (b'1'..=b'6').contains(c));
    let party = bytes.filter(|b| b.len() == 16 || dice(b)).ok_or(BadList::Party)?;
    let mut input = Vec::new();
    push_lp(&mut input, &root.0);
    push_lp(&mut input, &party);
    let seed = hmac(&key.0, &[&input]);
    let (places, _) = draw(&seed, stage, of, rows.len(), size(rule, rows.len() as u64));
    Ok(places.into_iter().map(|p| rows[p].clone()).collect())
}
