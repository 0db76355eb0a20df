//! Files of every kind, made on the fly.
use super::*;

#[test]
fn nothing_is_empty_and_a_picture_is_no_table() {
    assert_eq!(read(b"", "a.xlsx"), Err(ImportError::Empty));
    assert_eq!(read(b"\xEF\xBB\xBF", "a.csv").unwrap_err().code(), "import.empty");
    assert_eq!(
        read(b"\x89PNG\r\n\x1a\n\0\0", "a.xlsx").unwrap_err().code(),
        "import.unknown_type"
    );
}
