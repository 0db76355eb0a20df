//! Files of every kind: fixtures of other programs (`tests/vectors/import/`, see `make.py` there), hostile ones and
//! broken ones made on the fly.

use super::*;
use domain::roster::headers::{Kind, label, template_fields};
use domain::roster::import::{ImportReport, Options, subjects};
use domain::time::Date;
use rust_xlsxwriter::Workbook;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const LEGACY: &[u8] = include_bytes!("../../../tests/vectors/import/legacy.xls");
const OFFICE: &[u8] = include_bytes!("../../../tests/vectors/import/office.xlsx");
const ENCRYPTED: &[u8] = include_bytes!("../../../tests/vectors/import/encrypted.xlsx");
const GB18030: &[u8] = include_bytes!("../../../tests/vectors/import/gb18030.csv");

fn options() -> Options {
    Options::on(Date::from_ymd_opt(2026, 11, 20).unwrap())
}

fn code(bytes: &[u8], name: &str) -> &'static str {
    read(bytes, name).unwrap_err().code()
}

fn found(report: &ImportReport) -> Vec<(&str, &str)> {
    report
        .problems
        .iter()
        .map(|p| (p.problem.path.as_str(), p.problem.code.as_str()))
        .collect()
}

/// A workbook of one sheet whose XML is given.
fn raw_workbook(sheet: &mut dyn FnMut(&mut dyn Write)) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "x").unwrap();
    let plain = book.save_to_buffer().unwrap();
    let mut archive = ZipArchive::new(Cursor::new(plain)).unwrap();
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).unwrap();
        if part.name().unwrap() == "xl/worksheets/sheet1.xml" {
            copy.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
                .unwrap();
            sheet(&mut copy);
        } else {
            copy.raw_copy_file(part).unwrap();
        }
    }
    copy.finish().unwrap().into_inner()
}

const SHEET: &str =
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
const SHEET_END: &str = "</sheetData></worksheet>";

#[test]
fn a_file_is_told_by_its_content() {
    assert_eq!(code(b"", "a.xlsx"), "import.empty");
    assert_eq!(code(b"  \r\n", "a.csv"), "import.empty");
    assert_eq!(code(b"\xEF\xBB\xBF", "a.csv"), "import.empty");
    assert_eq!(
        code(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.xlsx"),
        "import.unknown_type"
    );
    assert_eq!(code(b"%PDF-1.7\n", "a.xls"), "import.unknown_type");
    assert_eq!(
        code(b"<html><table><tr><td>x</td></tr></table></html>", "a.xls"),
        "import.unknown_type"
    );
    assert_eq!(code(b"name\0,code\n", "a.csv"), "import.unknown_type");
    assert_eq!(code(b"PK\x03\x04 and then nothing", "a.xlsx"), "import.damaged");
    assert_eq!(code(ENCRYPTED, "a.xlsx"), "import.encrypted");
    assert_eq!(code(&OFFICE[..OFFICE.len() / 2], "a.xlsx"), "import.damaged");
    assert_eq!(code(&LEGACY[..LEGACY.len() / 2], "a.xls"), "import.damaged");
    assert_eq!(code(&vec![b'a'; FILE_BYTES_MAX + 1], "a.csv"), "import.too_large");
    assert!(
        read(LEGACY, "renamed.xlsx").is_ok(),
        "xls bytes under another name"
    );
    assert!(
        read(OFFICE, "renamed.xls").is_ok(),
        "xlsx bytes under another name"
    );
}

#[test]
fn a_document_of_words_is_no_workbook() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(
        read(&bytes, "a.xlsx"),
        Err(ImportError::UnknownType { looks_like: "docx" })
    );
}

#[test]
fn a_legacy_workbook_with_merged_headers_is_read() {
    let (subjects, report) = subjects(&read(LEGACY, "a.xls").unwrap(), &options());
    assert_eq!(report.header_rows, [2, 3]);
    assert_eq!(
        found(&report),
        [("行 5 / 统一社会信用代码", "roster.code.number")]
    );
    let seen: Vec<_> = subjects
        .iter()
        .map(|s| (s.name.as_str(), s.address.as_str()))
        .collect();
    assert_eq!(seen, [("演示企业001", "演示路1号"), ("演示企业003", "演示路1号")]);
    assert_eq!(subjects[0].extra["成立日期"], "2015-06-01");
}

#[test]
fn a_gb18030_table_keeps_rare_characters_and_guarded_codes() {
    let (subjects, report) = subjects(&read(GB18030, "a.csv").unwrap(), &options());
    // Row 3 holds a line break in quotes: the numbers below are those Excel shows.
    assert_eq!(
        found(&report),
        [
            ("行 5 / TYXYDM", "roster.code.number"),
            ("行 5 / LXDH", "roster.phone.number"),
        ]
    );
    assert_eq!(
        subjects.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(),
        ["演示企业001", "演示企业002", "演示企业003𬭎"]
    );
    assert_eq!(subjects[1].address, "演示路2号 二楼");
    assert_eq!(
        (subjects[2].status.as_str(), subjects[2].phone.as_str()),
        ("revoked", "10000000003")
    );
}

#[test]
fn every_separator_and_encoding_gives_the_same_table() {
    let plain = "名称,地址\n甲,某路\n";
    let expected = read(plain.as_bytes(), "").unwrap();
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(plain.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for bytes in [
        plain.replace(',', ";").into_bytes(),
        plain.replace(',', "\t").into_bytes(),
        format!("\u{feff}{plain}").into_bytes(),
        plain.replace('\n', "\r\n").into_bytes(),
        utf16,
    ] {
        assert_eq!(read(&bytes, "").unwrap(), expected);
    }
    let numbers = |text: &str| {
        read(text.as_bytes(), "")
            .unwrap()
            .rows
            .iter()
            .map(|r| r.number)
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers("\n\na,b\r\n\r\n\"c\r\nd\",e\r\nf,g"), [3, 5, 6]);
    let hinted = read(format!("sep=;\n{}", plain.replace(',', ";")).as_bytes(), "").unwrap();
    assert_eq!(
        (hinted.rows[0].number, hinted.at(2, 1).text()),
        (2, "地址".to_owned())
    );
}

#[test]
fn a_bomb_is_refused_before_it_is_kept() {
    let bomb = raw_workbook(&mut |part| {
        part.write_all(SHEET.as_bytes()).unwrap();
        let spaces = vec![b' '; 1 << 20];
        for _ in 0..=(UNPACKED_BYTES_MAX >> 20) {
            part.write_all(&spaces).unwrap();
        }
        part.write_all(SHEET_END.as_bytes()).unwrap();
    });
    assert!(bomb.len() < 2 << 20);
    assert_eq!(code(&bomb, "a.xlsx"), "import.unpacks_too_large");
}

#[test]
fn empty_formatted_rows_are_no_rows_and_too_many_used_ones_are_refused() {
    let rows = |count: u32, cell: &str| {
        raw_workbook(&mut |part| {
            let row = |number: u32| format!("<row r=\"{number}\"><c r=\"A{number}\" s=\"0\"{cell}</row>");
            let rows: String = (1..=count).map(row).collect();
            part.write_all(format!("{SHEET}{rows}{SHEET_END}").as_bytes())
                .unwrap();
        })
    };
    assert_eq!(code(&rows(300_000, "/>"), "a.xlsx"), "import.empty");
    assert_eq!(
        code(&rows(200_001, "><v>1</v></c>"), "a.xlsx"),
        "import.too_many_rows"
    );
    let wide = raw_workbook(&mut |part| {
        write!(
            part,
            "{SHEET}<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>{SHEET_END}"
        )
        .unwrap();
    });
    assert_eq!(code(&wide, "a.xlsx"), "import.too_many_columns");
}

/// All parts of a workbook except those named.
fn parts(bytes: &[u8], except: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if !except.contains(&name.as_str()) {
            parts.push((name, content));
        }
    }
    parts
}

fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes, &[])
        .into_iter()
        .find(|(part, _)| part == name)
        .unwrap();
    String::from_utf8(found.1).unwrap()
}

#[test]
fn a_marked_copy_is_the_offices_own_file_with_marks() {
    let table = read(OFFICE, "office.xlsx").unwrap();
    assert_eq!(table.sheet, "名录 & 台账");
    let (imported, report) = subjects(&table, &options());
    assert_eq!(
        found(&report),
        [
            ("行 4 / 统一社会信用代码", "roster.code.checksum"),
            ("行 5 / 企业名称", "roster.name.missing"),
            ("行 6 / 统一社会信用代码", "roster.code.number"),
            ("行 8 / 统一社会信用代码", "roster.code.old_registration"),
        ]
    );
    assert_eq!(imported.len(), 3);
    let copy = marked_copy(OFFICE, &table, &report);
    let changed = ["xl/worksheets/sheet1.xml", "xl/styles.xml"];
    assert_eq!(
        parts(&copy, &changed),
        parts(OFFICE, &changed),
        "every other part is the same, in the same order"
    );
    let sheet = part(&copy, "xl/worksheets/sheet1.xml");
    for kept in [
        "<conditionalFormatting",
        "<dataValidation ",
        "<autoFilter ref=\"A2:D8\"",
        "<mergeCell ref=\"A1:D1\"",
    ] {
        assert!(sheet.contains(kept), "{kept} stays");
    }
    let again = read(&copy, "copy.xlsx").unwrap();
    assert_eq!(again.at(2, 4).text(), crate::messages::import::PROBLEM_COLUMN);
    assert!(again.at(6, 4).text().contains("5.1E+17"));
    assert!(again.at(8, 4).text().starts_with("提醒"));
    assert_eq!(again.at(3, 4).text(), "");
    for row in &table.rows {
        for (column, cell) in &row.cells {
            assert_eq!(
                again.at(row.number, *column),
                table.resolve(row, *column),
                "{} {column} {cell:?}",
                row.number
            );
        }
    }
    // The copy can be corrected and imported again: the column of problems is a further column.
    assert_eq!(subjects(&again, &options()).1.refused, 3);
}

#[test]
fn marked_cells_are_red_and_keep_their_own_format() {
    let table = read(OFFICE, "office.xlsx").unwrap();
    let (_, report) = subjects(&table, &options());
    let copy = marked_copy(OFFICE, &table, &report);
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(Cursor::new(copy.as_slice())).unwrap();
    let style = book.worksheet_style(&table.sheet).unwrap();
    let at = |row: u32, column: u32| style.get((row - 1, column)).unwrap();
    let fill = |row, column| format!("{:?}", at(row, column).fill);
    assert_ne!(fill(4, 1), fill(3, 1), "a wrong code is coloured");
    assert_eq!(fill(4, 1), fill(6, 1));
    assert_eq!(fill(4, 1), fill(5, 0), "the missing name is coloured too");
    assert_ne!(fill(8, 1), fill(4, 1), "a warning has another colour");
    assert_eq!(
        format!("{:?}", at(4, 1).borders),
        format!("{:?}", at(3, 1).borders),
        "borders stay"
    );
}

#[test]
fn a_marked_copy_of_csv_and_xls_is_a_workbook_with_the_same_rows() {
    for bytes in [GB18030, LEGACY] {
        let table = read(bytes, "").unwrap();
        let (_, report) = subjects(&table, &options());
        let copy = read(&marked_copy(bytes, &table, &report), "").unwrap();
        assert_eq!(copy.rows.len(), table.rows.len());
        assert!(copy.at(5, table.width()).text().contains("E+17"));
        assert_eq!(copy.at(4, 1), table.at(4, 1));
    }
}

#[test]
fn a_template_is_read_back_as_the_roster_it_is_for() {
    for kind in Kind::ALL {
        let table = read(&template(kind), "").unwrap();
        let layout = domain::roster::headers::detect(&table, kind, &options().mapping).unwrap();
        let fields: Vec<_> = layout.columns.iter().filter_map(|c| c.field).collect();
        assert_eq!(fields, template_fields(kind));
        assert!(table.at(1, 0).text().ends_with(label(kind, fields[0])));
    }
}

#[test]
fn a_workbook_from_excels_other_dialect_is_marked_in_place_too() {
    // Some programs write every element with a prefix, and rows without numbers.
    let bytes = raw_workbook(&mut |part| {
        let text = |t: &str| format!("<x:c t=\"inlineStr\"><x:is><x:t>{t}</x:t></x:is></x:c>");
        write!(
            part,
            "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData>\
             <x:row>{}{}</x:row><x:row><x:c t=\"inlineStr\"><x:is><x:t></x:t></x:is></x:c>{}</x:row>\
             </x:sheetData></x:worksheet>",
            text("名称"),
            text("地址"),
            text("某路 &lt;1&gt;"),
        )
        .unwrap();
    });
    let table = read(&bytes, "").unwrap();
    let (_, report) = subjects(&table, &options());
    assert_eq!(
        found(&report),
        [
            ("行 2 / 名称", "roster.name.missing"),
            ("行 2 / 统一社会信用代码", "roster.code.missing")
        ]
    );
    let copy = marked_copy(&bytes, &table, &report);
    assert!(part(&copy, "xl/worksheets/sheet1.xml").contains("<x:c r=\"C2\""));
    assert!(read(&copy, "").unwrap().at(2, 2).text().starts_with("未导入"));
}
