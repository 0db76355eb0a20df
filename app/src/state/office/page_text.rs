//! The page of a regime as it travels: Markdown headings, lists and paragraphs, nothing else.
//!
//! Invariant: anything that is no heading or list item is a paragraph; nothing is dropped.

/// A piece of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Heading with its level, from 1.
    Heading(u8, String),
    /// Consecutive list items with their depth, from 0.
    List(Vec<(u8, String)>),
    /// A paragraph.
    Paragraph(String),
}

/// Takes the text apart.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in text.lines() {
        let bare = line.trim();
        if bare.is_empty() {
            continue;
        }
        if let Some(heading) = heading(bare) {
            blocks.push(heading);
        } else if let Some(item) = bare.strip_prefix("- ").or_else(|| bare.strip_prefix("* ")) {
            let indent = line.len() - line.trim_start().len();
            let item = ((indent / 2).min(3) as u8, plain(item));
            match blocks.last_mut() {
                Some(Block::List(items)) => items.push(item),
                Some(Block::Heading(..) | Block::Paragraph(_)) | None => blocks.push(Block::List(vec![item])),
            }
        } else {
            blocks.push(Block::Paragraph(plain(bare)));
        }
    }
    blocks
}

fn heading(line: &str) -> Option<Block> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let rest = line.get(level..)?.strip_prefix(' ')?;
    (1..=6)
        .contains(&level)
        .then(|| Block::Heading(level as u8, plain(rest)))
}

/// Emphasis marks say nothing here.
fn plain(text: &str) -> String {
    text.replace("**", "").replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    // CommonMark 0.31: ATX headings need a space; list items by "- "; two spaces of indent nest.
    #[test]
    fn headings_lists_and_paragraphs_are_told_apart() {
        let found = blocks("# 标题\n\n说明\n- 甲\n  - 乙\n#不是标题\n");
        assert_eq!(
            found,
            vec![
                Block::Heading(1, "标题".into()),
                Block::Paragraph("说明".into()),
                Block::List(vec![(0, "甲".into()), (1, "乙".into())]),
                Block::Paragraph("#不是标题".into()),
            ]
        );
    }
}
