//! Cell styles of a workbook, with red and yellow twins added for the cells that are marked.
//!
//! A twin keeps number format, font, border and alignment of the cell it stands for; only its fill is ours.

use super::Tone;
use super::tag::{Edits, TagKind, Tags, with};

/// Light red and light yellow as Excel's own "bad" and "neutral" styles have them.
const RED: &str = "FFFFC7CE";
const YELLOW: &str = "FFFFEB9C";

pub(super) struct Palette {
    xml: String,
    /// The `<xf>` elements of `<cellXfs>`, whole.
    formats: Vec<String>,
    fills: usize,
    fills_end: usize,
    formats_end: usize,
    counts: Vec<(std::ops::Range<usize>, String)>,
    prefix: String,
    /// Twins asked for, in the order of their indices after `formats`.
    twins: Vec<(usize, Tone)>,
}

impl Palette {
    /// Reads the styles part; `None` when it has no fills or cell formats to add to.
    pub(super) fn new(xml: &str) -> Option<Self> {
        let (mut fills, mut fills_end, mut formats_end) = (0, None, None);
        let (mut formats, mut counts, mut prefix) = (Vec::new(), Vec::new(), String::new());
        let (mut section, mut open) = ("", None);
        let mut tags = Tags::new(xml);
        for tag in tags.by_ref() {
            match (tag.name, tag.kind) {
                ("fills" | "cellXfs", TagKind::Open) => {
                    section = tag.name;
                    tag.prefix.clone_into(&mut prefix);
                    counts.push((tag.at.clone(), with(tag.text, &[("count", None)])));
                }
                ("fills", TagKind::Close) => (section, fills_end) = ("", Some(tag.at.start)),
                ("cellXfs", TagKind::Close) => (section, formats_end) = ("", Some(tag.at.start)),
                ("fill", TagKind::Open | TagKind::Whole) if section == "fills" => fills += 1,
                ("xf", TagKind::Whole) if section == "cellXfs" => formats.push(tag.text.to_owned()),
                ("xf", TagKind::Open) if section == "cellXfs" => open = Some(tag.at.start),
                ("xf", TagKind::Close) if section == "cellXfs" => {
                    formats.push(xml.get(open.take()?..tag.at.end)?.to_owned());
                }
                _ => {}
            }
        }
        if tags.broken || formats.is_empty() {
            return None;
        }
        let (fills_end, formats_end) = (fills_end?, formats_end?);
        Some(Self {
            xml: xml.to_owned(),
            formats,
            fills,
            fills_end,
            formats_end,
            counts,
            prefix,
            twins: Vec::new(),
        })
    }

    /// The index of a style like `style` in the given tone.
    pub(super) fn twin(&mut self, style: usize, tone: Tone) -> usize {
        let known = self.twins.iter().position(|twin| *twin == (style, tone));
        let place = known.unwrap_or_else(|| {
            self.twins.push((style, tone));
            self.twins.len() - 1
        });
        self.formats.len() + place
    }

    /// The styles part with all twins.
    pub(super) fn finish(self) -> String {
        let p = &self.prefix;
        let fill = |colour: &str| {
            format!(
                "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{colour}\"/>\
                 <{p}bgColor indexed=\"64\"/></{p}patternFill></{p}fill>"
            )
        };
        let (red, yellow) = (self.fills, self.fills + 1);
        let mut formats = String::new();
        for (style, tone) in &self.twins {
            let fill = match tone {
                Tone::Bad | Tone::Note => red,
                Tone::Warned => yellow,
            };
            formats.push_str(&match (tone, self.formats.get(*style).or(self.formats.first())) {
                (Tone::Bad | Tone::Warned, Some(format)) => filled(format, fill),
                (Tone::Note, _) | (_, None) => format!(
                    "<{p}xf numFmtId=\"49\" fontId=\"0\" fillId=\"{fill}\" borderId=\"0\" xfId=\"0\" \
                     applyNumberFormat=\"1\" applyFill=\"1\" applyAlignment=\"1\">\
                     <{p}alignment vertical=\"top\" wrapText=\"1\"/></{p}xf>"
                ),
            });
        }
        let mut edits = Edits::default();
        for (at, tag) in self.counts {
            edits.replace(at, tag);
        }
        edits.insert(self.fills_end, fill(RED) + &fill(YELLOW));
        edits.insert(self.formats_end, formats);
        edits.apply(&self.xml).unwrap_or(self.xml)
    }
}

/// A format with another fill.
fn filled(format: &str, fill: usize) -> String {
    let end = format.find('>').map_or(format.len(), |at| at + 1);
    let (tag, rest) = format.split_at(end);
    with(
        tag,
        &[
            ("fillId", Some(fill.to_string())),
            ("applyFill", Some("1".to_owned())),
        ],
    ) + rest
}
