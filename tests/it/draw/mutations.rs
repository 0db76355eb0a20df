//! Transcripts changed at one place by chance, signed anew with every stolen key: refused by both verifiers,
//! with the same first difference.

use super::{agree, ours};
use domain::digest::Digest;
use domain::draw::Transcript;
use domain::draw::stream::Stream;
use serde_json::{Value, json};
use test_support::draws::drawn;

/// Ways to every value inside, by keys and places.
fn ways(value: &Value, here: &mut Vec<String>, out: &mut Vec<Vec<String>>) {
    out.push(here.clone());
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), v)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    // The order of a map's keys is no fact: sorted, the same everywhere.
    let mut children = children;
    children.sort_by(|a, b| a.0.cmp(&b.0));
    for (step, child) in children {
        here.push(step);
        ways(child, here, out);
        here.pop();
    }
}

fn at<'a>(value: &'a mut Value, way: &[String]) -> &'a mut Value {
    way.iter().fold(value, |v, step| {
        if v.is_array() {
            &mut v[step.parse::<usize>().unwrap()]
        } else {
            &mut v[step.as_str()]
        }
    })
}

fn change(value: &mut Value, dice: &mut Stream) {
    match value {
        Value::Number(n) => *value = json!(n.as_u64().unwrap().wrapping_add(1 + dice.below(3)) % (1 << 53)),
        Value::Bool(b) => *b = !*b,
        Value::String(text) => {
            let hex = text.len() >= 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
            let last = text.pop();
            match (hex, last) {
                (true, Some('0')) => text.push('1'),
                (true, _) => text.push('0'),
                (false, Some(last)) if dice.below(2) == 0 => text.extend([last, 'x']),
                (false, _) => text.push('y'),
            }
        }
        Value::Array(list) if list.len() > 1 && dice.below(2) == 0 => list.swap(0, 1),
        Value::Array(list) => match list.pop() {
            Some(last) if dice.below(3) == 0 => list.extend([last.clone(), last]),
            Some(_) => {}
            None => list.push(json!("z")),
        },
        Value::Object(map) => {
            let mut keys: Vec<String> = map.keys().cloned().collect();
            keys.sort();
            let n = keys.len() as u64;
            if n > 0 && dice.below(3) > 0 {
                map.remove(&keys[usize::try_from(dice.below(n)).unwrap()]);
            } else {
                map.insert("zz".to_owned(), json!(1));
            }
        }
        Value::Null => *value = json!(0),
    }
}

fn edit(text: &mut String, dice: &mut Stream) {
    let mut value: Value = serde_json::from_str(text).unwrap();
    let mut all = Vec::new();
    ways(&value, &mut Vec::new(), &mut all);
    let way = all[usize::try_from(dice.below(all.len() as u64)).unwrap()].clone();
    change(at(&mut value, &way), dice);
    if let Ok(changed) = domain::canon::encode_value(&value) {
        *text = changed;
    }
}

fn mutate(t: &mut Transcript, dice: &mut Stream) {
    let mut pick = |n: usize| usize::try_from(dice.below(n.max(1) as u64)).unwrap();
    match pick(10) {
        0 if !t.rows.is_empty() => {
            let i = pick(t.rows.len());
            edit(&mut t.rows[i], dice);
        }
        1 if !t.inspectors.is_empty() => {
            let i = pick(t.inspectors.len());
            edit(&mut t.inspectors[i], dice);
        }
        2 if !t.children.is_empty() => {
            let i = pick(t.children.len());
            edit(&mut t.children[i], dice);
        }
        3 => {
            let i = pick(t.leaves.len());
            t.leaves.remove(i);
        }
        4 => {
            let (i, j) = (pick(t.leaves.len()), pick(t.leaves.len()));
            let (a, b) = (t.leaves[i].leaf.clone(), t.leaves[j].leaf.clone());
            t.leaves[i].leaf = b;
            t.leaves[j].leaf = a;
        }
        _ => {
            let i = 2 + pick(t.leaves.len() - 2);
            edit(&mut t.leaves[i].leaf, dice);
        }
    }
}

/// 240 of them; 1,000 with `cargo xtask test --slow`.
#[test]
fn both_verifiers_name_the_same_place_in_transcripts_changed_by_chance() {
    let many = if std::env::var_os("SLOW").is_some() {
        1000
    } else {
        240
    };
    let mut dice = Stream::with_key(&Digest::of(b"mutations"));
    let mut cases = Vec::new();
    let mut number = 0;
    while cases.len() < many {
        let base = drawn(number);
        for round in 0..4 {
            let mut t = base.transcript.clone();
            mutate(&mut t, &mut dice);
            let resigned = base.resigned(&t);
            if resigned == base.transcript {
                continue;
            }
            let Ok(text) = resigned.text() else { continue };
            cases.push((format!("{number}/{round}"), text.into_bytes()));
        }
        number += 1;
    }
    // Names and ids that no rule looks at may change in an act by hand or a reason: both accept or both refuse.
    let answers = agree(&cases);
    let accepted = answers.iter().filter(|a| *a == "ok").count();
    assert!(accepted * 20 < cases.len(), "{accepted} accepted");
    assert_eq!(ours(b"{}"), "unreadable");
}
