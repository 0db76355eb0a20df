//! XML by its text: where elements begin and end, and their tags with one attribute changed.
//!
//! Edits are pieces of text at byte offsets, so that what is not edited stays byte for byte.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

/// One tag: where it stands and what it is.
pub(super) struct Tag<'a> {
    pub(super) at: Range<usize>,
    pub(super) kind: TagKind,
    /// Name without prefix.
    pub(super) name: &'a str,
    /// The prefix with its colon, or nothing.
    pub(super) prefix: &'a str,
    /// The text of the tag, with its angle brackets.
    pub(super) text: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    Open,
    Close,
    /// `<c/>`.
    Whole,
}

/// All tags of a document in order; ends early (and so yields no complete document) at broken XML.
pub(super) struct Tags<'a> {
    xml: &'a str,
    reader: Reader<&'a [u8]>,
    pub(super) broken: bool,
}

impl<'a> Tags<'a> {
    pub(super) fn new(xml: &'a str) -> Self {
        Self {
            xml,
            reader: Reader::from_str(xml),
            broken: false,
        }
    }

    fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let start = self.offset();
            let kind = match self.reader.read_event() {
                Ok(Event::Start(_)) => TagKind::Open,
                Ok(Event::End(_)) => TagKind::Close,
                Ok(Event::Empty(_)) => TagKind::Whole,
                Ok(Event::Eof) => return None,
                Err(_) => {
                    self.broken = true;
                    return None;
                }
                Ok(
                    Event::Text(_)
                    | Event::CData(_)
                    | Event::Comment(_)
                    | Event::Decl(_)
                    | Event::PI(_)
                    | Event::DocType(_)
                    | Event::GeneralRef(_),
                ) => continue,
            };
            let at = start..self.offset();
            let text = self.xml.get(at.clone())?;
            let inner = text.trim_start_matches(['<', '/']);
            let end = inner
                .find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'))
                .unwrap_or(inner.len());
            let full = inner.get(..end)?;
            let (prefix, name) = match full.find(':') {
                Some(colon) => full.split_at(colon + 1),
                None => ("", full),
            };
            return Some(Tag {
                at,
                kind,
                name,
                prefix,
                text,
            });
        }
    }
}

/// The texts of all opening tags of a name.
pub(super) fn elements<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    Tags::new(xml)
        .filter(move |tag| tag.name == name && tag.kind != TagKind::Close)
        .map(|tag| tag.text)
}

/// An attribute by its full name, entities resolved.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    attributes(tag)
        .into_iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| unescaped(&value))
}

/// An attribute by its name without prefix (`r:id`).
pub(super) fn attribute_local(tag: &str, name: &str) -> Option<String> {
    attributes(tag)
        .into_iter()
        .find(|(key, _)| key.rsplit_once(':').is_some_and(|(_, local)| local == name))
        .map(|(_, value)| unescaped(&value))
}

/// The tag with attributes set (`Some`) or removed (`None`); all others as they were.
pub(super) fn with(tag: &str, changes: &[(&str, Option<String>)]) -> String {
    let close = if tag.ends_with("/>") { "/>" } else { ">" };
    let inner = tag.trim_start_matches('<').trim_end_matches(close);
    let name: String = inner.chars().take_while(|c| !c.is_whitespace()).collect();
    let mut text = format!("<{name}");
    let kept = attributes(tag)
        .into_iter()
        .filter(|(key, _)| !changes.iter().any(|(name, _)| name == key));
    let set = changes
        .iter()
        .filter_map(|(name, value)| Some(((*name).to_owned(), value.clone()?)));
    for (key, value) in kept.chain(set) {
        text.push_str(&format!(" {key}=\"{}\"", value.replace('"', "&quot;")));
    }
    text + close
}

/// Attributes as written, entities and all.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let inner = tag
        .trim_start_matches('<')
        .trim_end_matches('>')
        .trim_end_matches('/');
    let name_end = inner.find(char::is_whitespace).unwrap_or(inner.len());
    let start = BytesStart::from_content(inner, name_end);
    let pairs = start.attributes().filter_map(Result::ok);
    pairs
        .map(|a| (a.key.into_inner().to_owned(), a.value.into_owned()))
        .collect()
}

fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned)
}

/// Text with the characters of markup replaced and those no XML may hold left out.
pub(super) fn escaped(text: &str) -> String {
    let allowed: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    quick_xml::escape::escape(allowed.as_str()).into_owned()
}

/// Pieces of text to put at ranges of a document.
#[derive(Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub(super) fn replace(&mut self, at: Range<usize>, text: String) {
        self.0.push((at, text));
    }

    pub(super) fn insert(&mut self, at: usize, text: String) {
        self.0.push((at..at, text));
    }

    /// The edited document; `None` when edits overlap.
    pub(super) fn apply(mut self, xml: &str) -> Option<String> {
        self.0.sort_by_key(|(at, _)| (at.start, at.end));
        let mut text = String::with_capacity(xml.len() + self.0.iter().map(|(_, t)| t.len()).sum::<usize>());
        let mut done = 0;
        for (at, piece) in &self.0 {
            text.push_str(xml.get(done..at.start)?);
            text.push_str(piece);
            done = at.end;
        }
        text.push_str(xml.get(done..)?);
        Some(text)
    }
}
