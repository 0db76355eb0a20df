//! What an insider might try, one by one. Except where said, every signature and proof is made anew with the
//! stolen keys of log and witnesses.

use domain::digest::Digest;
use domain::draw::Transcript;
use serde_json::{Value, json};
use test_support::draws::{Drawn, drawn};

/// A drawn draw with two or more witnesses, some of whom must cosign, teams, and rows left out; the first
/// from this number on.
pub(super) fn suitable(number: u64) -> Drawn {
    (number * 100..)
        .map(drawn)
        .find(|d| {
            let t = &d.transcript;
            let plan: Value = serde_json::from_str(&t.leaves[2].leaf).unwrap();
            t.draw.ending == "drawn"
                && plan["plan"]["half"].is_null()
                && t.draw.strata.iter().map(|s| s.drawn.len()).max() >= Some(2)
                && plan["plan"]["witness"]["quorum"].as_u64() >= Some(2)
                && t.leaves
                    .iter()
                    .filter(|l| l.leaf.contains("\"t\":\"assign\""))
                    .count()
                    >= 3
                && t.rows.iter().any(|r| r.contains("\"st\":\"out\""))
                && !t.recuse.is_empty()
                && spare_subject(t).is_some()
        })
        .unwrap()
}

/// The smallest of the first draws with witnesses and teams.
pub(super) fn small() -> Drawn {
    let fits =
        |d: &Drawn| d.transcript.draw.ending == "drawn" && d.transcript.leaves[1].leaf.contains("witness.");
    (0..60)
        .map(drawn)
        .filter(fits)
        .min_by_key(|d| d.bytes().len())
        .unwrap()
}

fn place(t: &Transcript, kind: &str) -> usize {
    let tag = format!("\"t\":\"{kind}\"");
    t.leaves.iter().position(|l| l.leaf.contains(&tag)).unwrap()
}

fn edit(text: &mut String, change: impl FnOnce(&mut Value)) {
    let mut value: Value = serde_json::from_str(text).unwrap();
    change(&mut value);
    *text = domain::canon::encode_value(&value).unwrap();
}

fn leaf(t: &mut Transcript, kind: &str, change: impl FnOnce(&mut Value)) {
    let j = place(t, kind);
    edit(&mut t.leaves[j].leaf, change);
}

fn other_hex(value: &Value) -> Value {
    let text = value.as_str().unwrap();
    let last = if text.ends_with('0') { "1" } else { "0" };
    json!(format!("{}{last}", &text[..text.len() - 1]))
}

type Forgery = (&'static str, fn(&mut Transcript));

const RESIGNED: [Forgery; 31] = [
    ("another inspector in a team", |t| {
        leaf(t, "assign", |v| {
            let team = v["team"].as_array_mut().unwrap();
            team.swap(0, 1);
        });
    }),
    ("another subject is assigned", |t| {
        let spare = spare_subject(t).unwrap();
        leaf(t, "assign", |v| v["obj"] = json!(spare));
    }),
    ("another subject is assigned and summarised", |t| {
        let spare = spare_subject(t).unwrap();
        leaf(t, "assign", |v| v["obj"] = json!(spare));
        let stratum = t.draw.strata.iter_mut().find(|s| !s.drawn.is_empty()).unwrap();
        stratum.drawn[0] = spare.as_str().into();
    }),
    ("a position is changed", |t| {
        leaf(t, "assign", |v| v["pos"] = json!(999))
    }),
    ("a role is changed", |t| {
        leaf(t, "assign", |v| v["roles"][0] = json!("assist"))
    }),
    ("a salt is cut", |t| {
        leaf(t, "assign", |v| v["salt"] = json!("00"))
    }),
    ("an assignment is left out", |t| {
        let j = place(t, "assign");
        t.leaves.remove(j);
    }),
    ("an assignment is told twice", |t| {
        let j = place(t, "result");
        let copy = t.leaves[j - 1].clone();
        t.leaves.insert(j, copy);
    }),
    ("a subject is left out afterwards", |t| {
        let i = t.rows.iter().position(|r| r.contains("\"st\":\"in\"")).unwrap();
        edit(&mut t.rows[i], |v| {
            v["st"] = json!("out");
            v["why"] = json!("closed");
        });
    }),
    ("a subject left out is let in", |t| {
        let i = t.rows.iter().position(|r| r.contains("\"st\":\"out\"")).unwrap();
        edit(&mut t.rows[i], |v| {
            v["st"] = json!("in");
            v.as_object_mut().unwrap().remove("why");
        });
    }),
    ("a subject changes its stratum", |t| {
        edit(&mut t.rows[0], |v| {
            v["str"] = json!(if v["str"] == "key" { "general" } else { "key" })
        });
    }),
    ("a row is removed", |t| drop(t.rows.remove(1))),
    ("two rows change places", |t| t.rows.swap(0, 1)),
    ("a row is spelled otherwise", |t| t.rows[0].insert(1, ' ')),
    ("an inspector may lead", |t| {
        edit(&mut t.inspectors[0], |v| {
            v["lead"] = json!(1 - v["lead"].as_u64().unwrap())
        })
    }),
    ("an inspector's row is removed", |t| drop(t.inspectors.pop())),
    ("a recusal is dropped", |t| drop(t.recuse.remove(0))),
    ("a recusal is told twice", |t| {
        t.recuse.insert(0, t.recuse[0].clone())
    }),
    ("the plan's name is changed", |t| {
        leaf(t, "plan", |v| v["plan"]["name"] = json!("另一任务"))
    }),
    ("the plan's bound is changed", |t| {
        leaf(t, "plan", |v| v["plan"]["caps"] = json!({"hard": 1}))
    }),
    ("the committed deadline is changed", |t| {
        leaf(t, "commit", |v| v["deadline"] = json!(1_999_999_999))
    }),
    ("the committed number is changed", |t| {
        leaf(t, "commit", |v| v["seq"] = json!(77))
    }),
    ("the server's commitment is changed", |t| {
        leaf(t, "commit", |v| v["srv"] = other_hex(&v["srv"]))
    }),
    ("another secret is opened", |t| {
        leaf(t, "open", |v| v["S"] = other_hex(&v["S"]))
    }),
    ("a witness's entropy is changed", |t| {
        leaf(t, "wit", |v| v["e"] = other_hex(&v["e"]))
    }),
    ("a witness is dropped", |t| {
        let j = place(t, "wit");
        t.leaves.remove(j);
    }),
    ("a sample size is changed", |t| {
        leaf(t, "alloc", |v| v["m"]["general"] = json!(55))
    }),
    ("the level is changed", |t| {
        leaf(t, "result", |v| v["cap"] = json!(v["cap"].as_u64().unwrap() + 1))
    }),
    ("a count of words is changed", |t| {
        leaf(t, "result", |v| v["words"][0]["n"] = json!(5555))
    }),
    ("the result has a further key", |t| {
        leaf(t, "result", |v| v["note"] = json!("x"))
    }),
    ("the order of secrets is changed", |t| {
        let j = place(t, "wit");
        let (a, b) = (t.leaves[j].leaf.clone(), t.leaves[j + 1].leaf.clone());
        t.leaves[j].leaf = b;
        t.leaves[j + 1].leaf = a;
    }),
];

/// As they are, nothing signed anew.
const PLAIN: [Forgery; 18] = [
    ("the summary's seed is changed", |t| {
        t.draw.seed = Some(Digest([7; 32]))
    }),
    ("the summary's order is changed", |t| {
        let stratum = t.draw.strata.iter_mut().find(|s| !s.drawn.is_empty()).unwrap();
        stratum.drawn.reverse();
        stratum.m += 1;
    }),
    ("a label is left out", |t| drop(t.draw.labels.remove(0))),
    ("the ending is changed", |t| {
        t.draw.ending = "infeasible".to_owned()
    }),
    ("a proof is changed", |t| t.leaves[3].proof[0] = Digest([7; 32])),
    ("a proof is longer", |t| t.leaves[3].proof.push(Digest([7; 32]))),
    ("a proof is shorter", |t| {
        t.leaves[3].proof.pop();
    }),
    ("an index is changed", |t| t.leaves[0].i = 1),
    ("the last index is changed", |t| {
        t.leaves.last_mut().unwrap().i += 1
    }),
    ("the checkpoint is of another size", |t| {
        let lines: Vec<&str> = t.checkpoint.splitn(3, '\n').collect();
        t.checkpoint = format!("{}\n999\n{}", lines[0], lines[2]);
    }),
    ("the checkpoint is of another log", |t| {
        t.checkpoint = t.checkpoint.replacen("log", "lob", 1)
    }),
    ("the checkpoint has a line more", |t| {
        let line = t.checkpoint.lines().last().unwrap().to_owned();
        t.checkpoint.push_str(&line);
        t.checkpoint.push('\n');
    }),
    ("a leaf is changed, nothing signed", |t| {
        leaf(t, "policy", |v| v["quorum"] = json!(0))
    }),
    ("what the witnesses saw is missing", |t| t.seen = None),
    ("a cosignature is cut", |t| {
        let seen = t.seen.as_mut().unwrap();
        let end = seen.checkpoint.trim_end().rfind('\n').unwrap() + 1;
        seen.checkpoint.truncate(end);
        let end = seen.checkpoint.trim_end().rfind('\n').unwrap() + 1;
        seen.checkpoint.truncate(end);
    }),
    ("the consistency proof is changed", |t| {
        t.seen.as_mut().unwrap().proof.push(Digest([7; 32]));
    }),
    ("the witnesses saw it too late", |t| {
        let last = t.checkpoint.clone();
        let seen = t.seen.as_mut().unwrap();
        seen.checkpoint = last;
        seen.proof.clear();
    }),
    ("another version", |t| t.v = "ssj-draw/2".to_owned()),
];

fn spare_subject(t: &Transcript) -> Option<String> {
    let drawn: Vec<&str> = t
        .draw
        .strata
        .iter()
        .flat_map(|s| &s.drawn)
        .map(|s| s.as_str())
        .collect();
    let rows = t.rows.iter().map(|r| serde_json::from_str::<Value>(r).unwrap());
    let mut spare = rows.filter(|r| r["st"] == "in" && !drawn.contains(&r["id"].as_str().unwrap()));
    spare.next()?["id"].as_str().map(str::to_owned)
}

/// Every forgery of a draw, by name, as a file.
pub(super) fn forgeries(base: &Drawn) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for (name, change) in RESIGNED {
        let mut t = base.transcript.clone();
        change(&mut t);
        out.push((name.to_owned(), base.resigned(&t).text().unwrap().into_bytes()));
    }
    for (name, change) in PLAIN {
        let mut t = base.transcript.clone();
        change(&mut t);
        out.push((name.to_owned(), t.text().unwrap().into_bytes()));
    }
    let text = base.transcript.text().unwrap();
    let pretty: Value = serde_json::from_str(&text).unwrap();
    out.push((
        "spelled otherwise".to_owned(),
        format!("{pretty:#}\n").into_bytes(),
    ));
    out.push(("no newline".to_owned(), text.trim_end().as_bytes().to_vec()));
    out.push((
        "cut in half".to_owned(),
        text.as_bytes()[..text.len() / 2].to_vec(),
    ));
    let mut more = pretty.clone();
    more["more"] = json!(1);
    out.push((
        "a further key".to_owned(),
        (domain::canon::encode_value(&more).unwrap() + "\n").into_bytes(),
    ));
    out
}

/// The same log under another key of the same name: an insider with a machine of his own.
pub(super) fn under_another_key(base: &Drawn) -> Vec<u8> {
    base.under_key([99; 32]).text().unwrap().into_bytes()
}
