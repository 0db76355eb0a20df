//! Files of strangers: an office's .xlsx, .xls or .csv as a `Table`, and a marked copy of it back.
//!
//! A file is told by its content, never by its name. Everything is bounded before it is unpacked, and a file
//! that cannot be read is refused with a stable code: `import.empty`, `import.unknown_type`, ….
//! All functions are synchronous and may take seconds: call them in `spawn_blocking`.

pub mod mark;
pub mod template;

mod csv_text;
mod xls;
mod xlsx;

pub use mark::marked_copy;
pub use template::template;

use domain::problem::Problem;
use domain::roster::table::{Cell, Row, Table};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A compressed file above this is no roster; the largest city's list stays well below.
pub const FILE_BYTES_MAX: usize = 20 << 20;
/// What a workbook may unpack to: 200,000 rows of 20 columns are about 160 MB of XML.
pub const UNPACKED_BYTES_MAX: u64 = 300 << 20;
/// Rows that hold something.
pub const ROWS_MAX: usize = 200_000;
/// Columns that hold something.
pub const COLUMNS_MAX: u32 = 512;
/// Cells that hold something.
pub const CELLS_MAX: usize = 5_000_000;
/// Excel's own last row: a marked copy must be able to have it.
const ROW_NUMBER_MAX: u32 = 1_048_576;

/// A bound that a file exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Size of the file.
    FileBytes,
    /// Size once unpacked (a zip bomb).
    UnpackedBytes,
    /// Used rows.
    Rows,
    /// Used columns.
    Columns,
    /// Used cells, or the area they span.
    Cells,
}

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No bytes, or nothing in any cell.
    #[error("the file is empty")]
    Empty,
    /// Not a workbook and not text; carries what it looks like.
    #[error("not a workbook or a table, looks like {looks_like}")]
    UnknownType {
        /// A short name: `png`, `pdf`, `docx`, `html`, `binary`.
        looks_like: &'static str,
    },
    /// Protected by a password.
    #[error("protected by a password")]
    Encrypted,
    /// Begins like a workbook and cannot be read.
    #[error("damaged: {detail}")]
    Damaged {
        /// What the reader said, for the log.
        detail: String,
    },
    /// Larger than allowed.
    #[error("over the limit of {limit:?}")]
    OverLimit {
        /// Which bound.
        limit: Limit,
    },
}

impl ImportError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "import.empty",
            Self::UnknownType { .. } => "import.unknown_type",
            Self::Encrypted => "import.encrypted",
            Self::Damaged { .. } => "import.damaged",
            Self::OverLimit {
                limit: Limit::FileBytes,
            } => "import.too_large",
            Self::OverLimit {
                limit: Limit::UnpackedBytes,
            } => "import.unpacks_too_large",
            Self::OverLimit { limit: Limit::Rows } => "import.too_many_rows",
            Self::OverLimit {
                limit: Limit::Columns,
            } => "import.too_many_columns",
            Self::OverLimit { limit: Limit::Cells } => "import.too_many_cells",
        }
    }

    /// As a problem of the file named.
    pub fn problem(&self, filename: &str) -> Problem {
        let problem = Problem::error(self.code(), filename);
        match self {
            Self::UnknownType { looks_like } => problem.with("looks_like", *looks_like),
            Self::OverLimit { limit } => problem.with("max", limit.max().to_string()),
            Self::Damaged { detail } => problem.with("detail", detail),
            Self::Empty | Self::Encrypted => problem,
        }
    }
}

impl Limit {
    fn max(self) -> u64 {
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        match self {
            Self::FileBytes => count(FILE_BYTES_MAX >> 20),
            Self::UnpackedBytes => UNPACKED_BYTES_MAX >> 20,
            Self::Rows => count(ROWS_MAX),
            Self::Columns => u64::from(COLUMNS_MAX),
            Self::Cells => count(CELLS_MAX),
        }
    }
}

/// What the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    Xlsx,
    Xls,
    Text,
}

/// Reads the sheet of a file that looks most like a roster. `filename_hint` only helps a human; content decides.
pub fn read(bytes: &[u8], filename_hint: &str) -> Result<Table, ImportError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(ImportError::OverLimit {
            limit: Limit::FileBytes,
        });
    }
    let kind = kind(bytes)?;
    tracing::debug!(
        ?kind,
        bytes = bytes.len(),
        extension = extension(filename_hint),
        "reading a roster file"
    );
    // The readers of binary formats are foreign code on foreign bytes: a panic in them is a damaged file.
    let read = catch_unwind(AssertUnwindSafe(|| match kind {
        FileKind::Xlsx => xlsx::read(bytes),
        FileKind::Xls => xls::read(bytes),
        FileKind::Text => csv_text::read(bytes),
    }));
    let table = read.unwrap_or_else(|_| {
        Err(ImportError::Damaged {
            detail: "the reader gave up".to_owned(),
        })
    })?;
    if table.rows.is_empty() {
        Err(ImportError::Empty)
    } else {
        Ok(table)
    }
}

/// Tells a file by its first bytes.
pub(crate) fn kind(bytes: &[u8]) -> Result<FileKind, ImportError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ImportError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(FileKind::Xlsx);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Ok(FileKind::Xls);
    }
    const KNOWN: [(&[u8], &str); 8] = [
        (b"\x89PNG", "png"),
        (b"\xFF\xD8\xFF", "jpeg"),
        (b"GIF8", "gif"),
        (b"%PDF", "pdf"),
        (b"Rar!", "rar"),
        (b"7z\xBC\xAF", "7z"),
        (b"\x1F\x8B", "gzip"),
        (b"PK", "zip"),
    ];
    if let Some((_, looks_like)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(ImportError::UnknownType { looks_like });
    }
    Ok(FileKind::Text)
}

fn extension(filename: &str) -> &str {
    filename.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Collects cells row by row within the bounds.
#[derive(Default)]
pub(crate) struct Collector {
    rows: Vec<Row>,
    cells: usize,
}

impl Collector {
    /// Adds a cell; `row` counts from 1, `column` from 0. Empty cells count for nothing.
    pub(crate) fn add(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), ImportError> {
        let blank = match &cell {
            Cell::Empty => true,
            Cell::Text(text) => text.trim().is_empty(),
            Cell::Number(_) | Cell::Bool(_) | Cell::Date(_) | Cell::Merged(..) | Cell::Error(_) => false,
        };
        if blank {
            return Ok(());
        }
        if column >= COLUMNS_MAX {
            return Err(ImportError::OverLimit {
                limit: Limit::Columns,
            });
        }
        self.cells += 1;
        if self.cells > CELLS_MAX {
            return Err(ImportError::OverLimit { limit: Limit::Cells });
        }
        match self.rows.last_mut() {
            Some(last) if last.number == row => last.cells.push((column, cell)),
            Some(_) | None => {
                if self.rows.len() >= ROWS_MAX || row > ROW_NUMBER_MAX {
                    return Err(ImportError::OverLimit { limit: Limit::Rows });
                }
                self.rows.push(Row {
                    number: row,
                    cells: vec![(column, cell)],
                });
            }
        }
        Ok(())
    }

    pub(crate) fn rows(self) -> Vec<Row> {
        self.rows
    }
}

/// Of several sheets the one that looks most like a roster; the names of the others stay with it.
pub(crate) fn most_likely(tables: Vec<Table>) -> Table {
    let mut best: Option<(usize, usize)> = None;
    for (index, table) in tables.iter().enumerate() {
        let likeness = domain::roster::headers::likeness(table);
        if !table.rows.is_empty() && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, index));
        }
    }
    let chosen = best.map_or(0, |(_, index)| index);
    let mut others = Vec::new();
    let mut found = Table::default();
    for (index, table) in tables.into_iter().enumerate() {
        if index == chosen {
            found = table;
        } else if domain::roster::headers::likeness(&table) > 0 {
            others.push(table.sheet);
        }
    }
    found.other_sheets = others;
    found
}

#[cfg(test)]
mod tests;
