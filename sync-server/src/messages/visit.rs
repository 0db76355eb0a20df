//! Words of a visit without a draw, in the language of the record.

/// What is due with an order to put right.
pub fn to_be_put_right(number: &str) -> String {
    format!("责令改正期限（{number}）")
}
