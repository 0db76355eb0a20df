//! The names inside the document, schema 1. Additive for ever: a key is never renamed, reused or removed.
//!
//! Every object is made by the server's first change, so that all writers share them: two tablets that each
//! made a note for the same item would hide one of the two. Values are registers (strings); only words that
//! several people type are Automerge texts.

use super::{DocDamaged, rows};
use crate::assignment::Package;
use crate::id::{InspectionId, ItemId};
use crate::inspection::edit::TextField;
use crate::inspection::rows::split;
use crate::regime::form::AnswerKind;
use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, ObjId, ObjType, ROOT, ReadDoc, TextEncoding};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Document schema version written by this program.
pub const SCHEMA: u32 = 1;

/// Positions in texts count Unicode code points on every platform (the crate's default differs in browsers).
pub(crate) const TEXT_ENCODING: TextEncoding = TextEncoding::UnicodeCodePoint;

const KEY_SCHEMA: &str = "schema";
const KEY_ID: &str = "inspection";
const KEY_FORMS: &str = "forms";

/// Keys in [`Section::Words`].
pub(crate) const WORDS_REMARKS: &str = "remarks";
pub(crate) const WORDS_SUBJECT: &str = "subject_words";
pub(crate) const WORDS_SKIP: &str = "skip_note";
/// Keys in [`Section::Skip`].
pub(crate) const SKIP_REASON: &str = "reason";
pub(crate) const SKIP_CONFIRMED: &str = "confirmed";
/// Key in [`Section::Refusal`].
pub(crate) const REFUSAL_RECORD: &str = "record";

/// A map of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Section {
    /// Item → stored value.
    Answers,
    /// Item → 检查部位; `note:` and an item of a row → its note.
    Locations,
    /// Item → text: the note.
    Notes,
    /// Item → text: the answer of a free-text item.
    Texts,
    /// `remarks`, `subject_words`, `skip_note` → text.
    Words,
    /// Step → JSON `{"note","outcome"}`.
    Steps,
    /// Evidence id → JSON manifest; `row:`, `list:`, `drawn:` and a digest → JSON of a row, a fixed list, a drawing.
    Evidence,
    /// Evidence id, or `row:` and a row's id → why it was set aside.
    Withdrawn,
    /// Signature key → JSON without strokes.
    Signatures,
    /// Signature key → strokes as bytes.
    Strokes,
    /// `reason` → code; `confirmed` → the code that was confirmed.
    Skip,
    /// `record` → JSON `{"no_witness","reason"}`.
    Refusal,
    /// Seal key → JSON `{"evidence","exceptions","heads","read_back"?}`.
    Seals,
    /// Amendment key → JSON `{"reason","seals"}`.
    Amendments,
    /// Supplement id → `adopted` or `kept_apart`; `act:` and a digest → JSON of an act after the seal.
    Settled,
}

impl Section {
    pub(crate) const ALL: [Self; 15] = [
        Self::Answers,
        Self::Locations,
        Self::Notes,
        Self::Texts,
        Self::Words,
        Self::Steps,
        Self::Evidence,
        Self::Withdrawn,
        Self::Signatures,
        Self::Strokes,
        Self::Skip,
        Self::Refusal,
        Self::Seals,
        Self::Amendments,
        Self::Settled,
    ];

    /// Name in the document's root.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Locations => "locations",
            Self::Notes => "notes",
            Self::Texts => "texts",
            Self::Words => "words",
            Self::Steps => "steps",
            Self::Evidence => "evidence",
            Self::Withdrawn => "withdrawn",
            Self::Signatures => "signatures",
            Self::Strokes => "strokes",
            Self::Skip => "skip",
            Self::Refusal => "refusal",
            Self::Seals => "seals",
            Self::Amendments => "amendments",
            Self::Settled => "settled",
        }
    }

    /// Its entries are Automerge texts, all made by the first change.
    pub(crate) fn holds_texts(self) -> bool {
        matches!(self, Self::Notes | Self::Texts | Self::Words)
    }

    /// Part of the record that people sign (as opposed to signatures and what follows them).
    pub(crate) fn is_content(self) -> bool {
        match self {
            Self::Answers
            | Self::Locations
            | Self::Notes
            | Self::Texts
            | Self::Words
            | Self::Steps
            | Self::Evidence
            | Self::Withdrawn
            | Self::Skip => true,
            Self::Signatures
            | Self::Strokes
            | Self::Refusal
            | Self::Seals
            | Self::Amendments
            | Self::Settled => false,
        }
    }
}

/// One place of the document: a section and a key in it.
pub(crate) type Place = (Section, String);

/// The place of a text; a register for what belongs to a row.
pub(crate) fn text_place(field: &TextField) -> Place {
    match field {
        // No text was made for a row: its words are registers.
        TextField::ItemNote { item } if split(item.as_str()).1.is_some() => rows::note_place(item),
        TextField::ItemText { item } if split(item.as_str()).1.is_some() => {
            (Section::Answers, item.0.clone())
        }
        TextField::ItemNote { item } => (Section::Notes, item.0.clone()),
        TextField::ItemText { item } => (Section::Texts, item.0.clone()),
        TextField::Remarks => (Section::Words, WORDS_REMARKS.to_owned()),
        TextField::SubjectWords => (Section::Words, WORDS_SUBJECT.to_owned()),
        TextField::SkipNote => (Section::Words, WORDS_SKIP.to_owned()),
    }
}

/// What the first change of a document must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaFacts {
    /// `form@version`, in order, for whoever opens the document alone.
    pub forms: Vec<String>,
    /// Items in printed order; `true` = its answer is a text.
    pub items: Vec<(ItemId, bool)>,
}

impl SchemaFacts {
    /// The facts of a package.
    pub fn of(package: &Package) -> Self {
        let mut items: Vec<(ItemId, bool)> = Vec::new();
        let mut forms = Vec::new();
        for form in super::forms_in_order(package) {
            forms.push(format!("{}@{}", form.id, form.version));
            for item in form.items() {
                if !items.iter().any(|(id, _)| id == &item.id) {
                    items.push((item.id.clone(), matches!(item.kind, AnswerKind::Text { .. })));
                }
            }
        }
        Self { forms, items }
    }
}

/// The texts that a section begins with, in the order they are made.
fn texts_of(section: Section, facts: &SchemaFacts) -> Vec<&str> {
    let items = facts.items.iter();
    if section == Section::Notes {
        items.map(|(item, _)| item.as_str()).collect()
    } else if section == Section::Texts {
        items
            .filter(|(_, text)| *text)
            .map(|(item, _)| item.as_str())
            .collect()
    } else if section == Section::Words {
        vec![WORDS_REMARKS, WORDS_SUBJECT, WORDS_SKIP]
    } else {
        Vec::new()
    }
}

/// The first change: the same bytes for the same facts, wherever it is made.
pub(crate) fn create(id: &InspectionId, facts: &SchemaFacts) -> Automerge {
    let seed = Sha256::digest(format!("suicha inspection v1\n{id}"));
    let mut am = Automerge::new_with_encoding(TEXT_ENCODING);
    am.set_actor(ActorId::from(&seed[..16]));
    let made = am.transact::<_, _, automerge::AutomergeError>(|tx| {
        tx.put(ROOT, KEY_SCHEMA, u64::from(SCHEMA))?;
        tx.put(ROOT, KEY_ID, id.as_str())?;
        tx.put(ROOT, KEY_FORMS, facts.forms.join(" "))?;
        for section in Section::ALL {
            let map = tx.put_object(ROOT, section.key(), ObjType::Map)?;
            for key in texts_of(section, facts) {
                tx.put_object(&map, key, ObjType::Text)?;
            }
        }
        Ok(())
    });
    made.map(|_| ())
        .map_err(|failure| failure.error)
        .expect("maps and texts can be put into an empty document");
    am
}

/// Object ids of the maps and texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Objects {
    maps: BTreeMap<Section, ObjId>,
    texts: BTreeMap<Place, ObjId>,
}

impl Objects {
    /// Finds them in a document.
    pub(crate) fn of(am: &Automerge) -> Result<(Self, InspectionId, u32), DocDamaged> {
        let scalar = |key: &str| am.get(ROOT, key).ok().flatten().map(|(value, _)| value);
        let schema = scalar(KEY_SCHEMA)
            .and_then(|v| v.as_u64())
            .and_then(|v| u32::try_from(v).ok())
            .ok_or(DocDamaged::NotAnInspection)?;
        let id = scalar(KEY_ID)
            .and_then(|v| v.into_string().ok())
            .ok_or(DocDamaged::NotAnInspection)?;
        let mut objects = Self::default();
        for section in Section::ALL {
            let (value, map) = am
                .get(ROOT, section.key())
                .ok()
                .flatten()
                .ok_or(DocDamaged::NotAnInspection)?;
            if !value.is_object() {
                return Err(DocDamaged::NotAnInspection);
            }
            if section.holds_texts() {
                let keys: Vec<String> = am.keys(&map).collect();
                for key in keys {
                    if let Some((_, text)) = am.get(&map, key.as_str()).ok().flatten() {
                        objects.texts.insert((section, key), text);
                    }
                }
            }
            objects.maps.insert(section, map);
        }
        Ok((objects, InspectionId(id), schema))
    }

    /// The map of a section.
    pub(crate) fn map(&self, section: Section) -> &ObjId {
        self.maps
            .get(&section)
            .expect("`of` found every section or refused the document")
    }

    /// The text at a place.
    pub(crate) fn text(&self, place: &Place) -> Option<&ObjId> {
        self.texts.get(place)
    }

    /// All texts.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&Place, &ObjId)> {
        self.texts.iter()
    }

    /// The section whose map has this object id.
    pub(crate) fn section_of(&self, obj: &ObjId) -> Option<Section> {
        self.maps.iter().find(|(_, o)| *o == obj).map(|(s, _)| *s)
    }

    /// The place whose text has this object id.
    pub(crate) fn place_of(&self, obj: &ObjId) -> Option<&Place> {
        self.texts.iter().find(|(_, o)| *o == obj).map(|(p, _)| p)
    }
}
