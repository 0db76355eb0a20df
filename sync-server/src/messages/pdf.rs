//! Words of the PDF that are not of the sheet: page numbers, and what the fonts lack.

/// Between the titles of several forms.
pub const AND: &str = "、";

/// Below the last line of every page.
pub fn page(n: usize, of: usize) -> String {
    format!("{n} / {of}")
}

/// What no font could draw: code points and how often each.
pub fn lacking(code_points: &[(String, usize)]) -> String {
    let each: Vec<String> = code_points
        .iter()
        .map(|(name, n)| format!("{name}（{n} 处）"))
        .collect();
    format!(
        "本件所用字体没有下列字，文中以方括号内的编码代替：{}",
        each.join("、")
    )
}
