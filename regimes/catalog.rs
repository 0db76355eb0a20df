//! The packs built into the product, by folder. A test keeps this list equal to the folders beside it.

/// One pack's files.
#[derive(Debug)]
pub struct Source {
    /// Folder below `regimes/`.
    pub folder: &'static str,
    /// Text of `regime.toml`.
    pub pack: &'static str,
    /// Name and text of each form.
    pub forms: &'static [(&'static str, &'static str)],
}

/// The official working calendar, `calendar/cn.json`.
pub const CALENDAR: &str = include_str!("calendar/cn.json");

macro_rules! source {
    ($folder:literal $(, $form:literal)*) => {
        Source {
            folder: $folder,
            pack: include_str!(concat!($folder, "/regime.toml")),
            forms: &[$((
                concat!("forms/", $form, ".toml"),
                include_str!(concat!($folder, "/forms/", $form, ".toml")),
            )),*],
        }
    };
}

/// Regimes first, overlays last.
pub const SOURCES: &[Source] = &[
    source!("r01-nanchang-fire", "fire-record"),
    source!("r02-nanchang-market", "verification-record"),
    source!(
        "r03-nanchang-commerce",
        "car-sales",
        "foreign-investment",
        "labour",
        "prepaid-card",
        "scrapped-vehicle",
        "used-car"
    ),
    source!("r04-nanchang-healthcare", "fund-check", "registration-check"),
    source!("r05-nanchang-reform", "check-record"),
    source!("r06-nanchang-industry", "check-record"),
    source!("r07-nanchang-police", "check-result"),
    source!("r08-nanchang-religion", "check-record"),
    source!("r09-nanchang-environment", "pollution-check"),
    source!("r10-nanchang-cyberspace"),
    source!("r11-nanchang-civil-affairs", "record"),
    source!("r12-nanchang-weather", "record"),
    source!("r13-nanchang-emergency", "record"),
    source!("r14-nanchang-housing", "record"),
    source!("r15-nanchang-sports", "record"),
    source!(
        "r16-nanchang-agriculture",
        "key-01",
        "key-02",
        "key-03",
        "key-04",
        "key-05",
        "key-06",
        "key-07",
        "key-08",
        "key-09",
        "key-10",
        "random-01",
        "random-02",
        "random-03",
        "random-05",
        "random-07",
        "random-08",
        "random-09",
        "random-10",
        "random-11",
        "random-12",
        "random-13",
        "random-14",
        "random-stock-drugs",
        "random-stock-pesticides",
        "record"
    ),
    source!("r17-nanchang-urban-management", "record"),
    source!("r18-nanchang-transport", "record"),
    source!("r19-nanchang-natural-resources", "mine-record", "mine-status"),
    source!("r20-nanchang-human-resources", "labour-record"),
    source!("r21-nanchang-culture", "culture-record", "venue-check"),
    source!("r22-nanchang-justice", "legal-service-record"),
    source!("r23-qingshanhu-customs", "customs-record"),
    source!("r24-nanchang-statistics", "statistics-record"),
    source!("r25-changjiang-joint", "joint-record"),
    source!("r26-wugang-civil-defence", "civil-defence-record"),
    source!("r27-zaozhuang-emergency", "safety-record"),
    source!("r28-ziyang-government", "ziyang-record"),
    source!("office-demo"),
    source!("practice-check-documents"),
    source!("practice-enterprise-checks"),
    source!("practice-nanchang-code"),
    source!("practice-result-codes", "result"),
];
