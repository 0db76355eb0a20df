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

/// Regimes first, overlays last.
pub const SOURCES: &[Source] = &[
    Source {
        folder: "r01-nanchang-fire",
        pack: include_str!("r01-nanchang-fire/regime.toml"),
        forms: &[(
            "forms/fire-record.toml",
            include_str!("r01-nanchang-fire/forms/fire-record.toml"),
        )],
    },
    Source {
        folder: "r02-nanchang-market",
        pack: include_str!("r02-nanchang-market/regime.toml"),
        forms: &[(
            "forms/verification-record.toml",
            include_str!("r02-nanchang-market/forms/verification-record.toml"),
        )],
    },
    Source {
        folder: "r03-nanchang-commerce",
        pack: include_str!("r03-nanchang-commerce/regime.toml"),
        forms: &[
            (
                "forms/car-sales.toml",
                include_str!("r03-nanchang-commerce/forms/car-sales.toml"),
            ),
            (
                "forms/foreign-investment.toml",
                include_str!("r03-nanchang-commerce/forms/foreign-investment.toml"),
            ),
            (
                "forms/labour.toml",
                include_str!("r03-nanchang-commerce/forms/labour.toml"),
            ),
            (
                "forms/prepaid-card.toml",
                include_str!("r03-nanchang-commerce/forms/prepaid-card.toml"),
            ),
            (
                "forms/scrapped-vehicle.toml",
                include_str!("r03-nanchang-commerce/forms/scrapped-vehicle.toml"),
            ),
            (
                "forms/used-car.toml",
                include_str!("r03-nanchang-commerce/forms/used-car.toml"),
            ),
        ],
    },
    Source {
        folder: "r04-nanchang-healthcare",
        pack: include_str!("r04-nanchang-healthcare/regime.toml"),
        forms: &[
            (
                "forms/fund-check.toml",
                include_str!("r04-nanchang-healthcare/forms/fund-check.toml"),
            ),
            (
                "forms/registration-check.toml",
                include_str!("r04-nanchang-healthcare/forms/registration-check.toml"),
            ),
        ],
    },
    Source {
        folder: "r05-nanchang-reform",
        pack: include_str!("r05-nanchang-reform/regime.toml"),
        forms: &[(
            "forms/check-record.toml",
            include_str!("r05-nanchang-reform/forms/check-record.toml"),
        )],
    },
    Source {
        folder: "r06-nanchang-industry",
        pack: include_str!("r06-nanchang-industry/regime.toml"),
        forms: &[(
            "forms/check-record.toml",
            include_str!("r06-nanchang-industry/forms/check-record.toml"),
        )],
    },
    Source {
        folder: "r07-nanchang-police",
        pack: include_str!("r07-nanchang-police/regime.toml"),
        forms: &[(
            "forms/check-result.toml",
            include_str!("r07-nanchang-police/forms/check-result.toml"),
        )],
    },
    Source {
        folder: "r08-nanchang-religion",
        pack: include_str!("r08-nanchang-religion/regime.toml"),
        forms: &[(
            "forms/check-record.toml",
            include_str!("r08-nanchang-religion/forms/check-record.toml"),
        )],
    },
    Source {
        folder: "r09-nanchang-environment",
        pack: include_str!("r09-nanchang-environment/regime.toml"),
        forms: &[(
            "forms/pollution-check.toml",
            include_str!("r09-nanchang-environment/forms/pollution-check.toml"),
        )],
    },
    Source {
        folder: "r10-nanchang-cyberspace",
        pack: include_str!("r10-nanchang-cyberspace/regime.toml"),
        forms: &[],
    },
    Source {
        folder: "r11-nanchang-civil-affairs",
        pack: include_str!("r11-nanchang-civil-affairs/regime.toml"),
        forms: &[(
            "forms/record.toml",
            include_str!("r11-nanchang-civil-affairs/forms/record.toml"),
        )],
    },
    Source {
        folder: "r12-nanchang-weather",
        pack: include_str!("r12-nanchang-weather/regime.toml"),
        forms: &[(
            "forms/record.toml",
            include_str!("r12-nanchang-weather/forms/record.toml"),
        )],
    },
    Source {
        folder: "r13-nanchang-emergency",
        pack: include_str!("r13-nanchang-emergency/regime.toml"),
        forms: &[(
            "forms/record.toml",
            include_str!("r13-nanchang-emergency/forms/record.toml"),
        )],
    },
    Source {
        folder: "r14-nanchang-housing",
        pack: include_str!("r14-nanchang-housing/regime.toml"),
        forms: &[(
            "forms/record.toml",
            include_str!("r14-nanchang-housing/forms/record.toml"),
        )],
    },
    Source {
        folder: "r15-nanchang-sports",
        pack: include_str!("r15-nanchang-sports/regime.toml"),
        forms: &[(
            "forms/record.toml",
            include_str!("r15-nanchang-sports/forms/record.toml"),
        )],
    },
    Source {
        folder: "r16-nanchang-agriculture",
        pack: include_str!("r16-nanchang-agriculture/regime.toml"),
        forms: &[
            (
                "forms/key-01.toml",
                include_str!("r16-nanchang-agriculture/forms/key-01.toml"),
            ),
            (
                "forms/key-02.toml",
                include_str!("r16-nanchang-agriculture/forms/key-02.toml"),
            ),
            (
                "forms/key-03.toml",
                include_str!("r16-nanchang-agriculture/forms/key-03.toml"),
            ),
            (
                "forms/key-04.toml",
                include_str!("r16-nanchang-agriculture/forms/key-04.toml"),
            ),
            (
                "forms/key-05.toml",
                include_str!("r16-nanchang-agriculture/forms/key-05.toml"),
            ),
            (
                "forms/key-06.toml",
                include_str!("r16-nanchang-agriculture/forms/key-06.toml"),
            ),
            (
                "forms/key-07.toml",
                include_str!("r16-nanchang-agriculture/forms/key-07.toml"),
            ),
            (
                "forms/key-08.toml",
                include_str!("r16-nanchang-agriculture/forms/key-08.toml"),
            ),
            (
                "forms/key-09.toml",
                include_str!("r16-nanchang-agriculture/forms/key-09.toml"),
            ),
            (
                "forms/key-10.toml",
                include_str!("r16-nanchang-agriculture/forms/key-10.toml"),
            ),
            (
                "forms/random-01.toml",
                include_str!("r16-nanchang-agriculture/forms/random-01.toml"),
            ),
            (
                "forms/random-02.toml",
                include_str!("r16-nanchang-agriculture/forms/random-02.toml"),
            ),
            (
                "forms/random-03.toml",
                include_str!("r16-nanchang-agriculture/forms/random-03.toml"),
            ),
            (
                "forms/random-05.toml",
                include_str!("r16-nanchang-agriculture/forms/random-05.toml"),
            ),
            (
                "forms/random-07.toml",
                include_str!("r16-nanchang-agriculture/forms/random-07.toml"),
            ),
            (
                "forms/random-08.toml",
                include_str!("r16-nanchang-agriculture/forms/random-08.toml"),
            ),
            (
                "forms/random-09.toml",
                include_str!("r16-nanchang-agriculture/forms/random-09.toml"),
            ),
            (
                "forms/random-10.toml",
                include_str!("r16-nanchang-agriculture/forms/random-10.toml"),
            ),
            (
                "forms/random-11.toml",
                include_str!("r16-nanchang-agriculture/forms/random-11.toml"),
            ),
            (
                "forms/random-12.toml",
                include_str!("r16-nanchang-agriculture/forms/random-12.toml"),
            ),
            (
                "forms/random-13.toml",
                include_str!("r16-nanchang-agriculture/forms/random-13.toml"),
            ),
            (
                "forms/random-14.toml",
                include_str!("r16-nanchang-agriculture/forms/random-14.toml"),
            ),
            (
                "forms/random-stock-drugs.toml",
                include_str!("r16-nanchang-agriculture/forms/random-stock-drugs.toml"),
            ),
            (
                "forms/random-stock-pesticides.toml",
                include_str!("r16-nanchang-agriculture/forms/random-stock-pesticides.toml"),
            ),
            (
                "forms/record.toml",
                include_str!("r16-nanchang-agriculture/forms/record.toml"),
            ),
        ],
    },
    Source {
        folder: "r17-nanchang-urban-management",
        pack: include_str!("r17-nanchang-urban-management/regime.toml"),
        forms: &[(
            "forms/record.toml",
            include_str!("r17-nanchang-urban-management/forms/record.toml"),
        )],
    },
    Source {
        folder: "r18-nanchang-transport",
        pack: include_str!("r18-nanchang-transport/regime.toml"),
        forms: &[(
            "forms/record.toml",
            include_str!("r18-nanchang-transport/forms/record.toml"),
        )],
    },
    Source {
        folder: "r19-nanchang-natural-resources",
        pack: include_str!("r19-nanchang-natural-resources/regime.toml"),
        forms: &[
            (
                "forms/mine-record.toml",
                include_str!("r19-nanchang-natural-resources/forms/mine-record.toml"),
            ),
            (
                "forms/mine-status.toml",
                include_str!("r19-nanchang-natural-resources/forms/mine-status.toml"),
            ),
        ],
    },
    Source {
        folder: "r20-nanchang-human-resources",
        pack: include_str!("r20-nanchang-human-resources/regime.toml"),
        forms: &[(
            "forms/labour-record.toml",
            include_str!("r20-nanchang-human-resources/forms/labour-record.toml"),
        )],
    },
    Source {
        folder: "r21-nanchang-culture",
        pack: include_str!("r21-nanchang-culture/regime.toml"),
        forms: &[
            (
                "forms/culture-record.toml",
                include_str!("r21-nanchang-culture/forms/culture-record.toml"),
            ),
            (
                "forms/venue-check.toml",
                include_str!("r21-nanchang-culture/forms/venue-check.toml"),
            ),
        ],
    },
    Source {
        folder: "r22-nanchang-justice",
        pack: include_str!("r22-nanchang-justice/regime.toml"),
        forms: &[(
            "forms/legal-service-record.toml",
            include_str!("r22-nanchang-justice/forms/legal-service-record.toml"),
        )],
    },
    Source {
        folder: "r23-qingshanhu-customs",
        pack: include_str!("r23-qingshanhu-customs/regime.toml"),
        forms: &[(
            "forms/customs-record.toml",
            include_str!("r23-qingshanhu-customs/forms/customs-record.toml"),
        )],
    },
    Source {
        folder: "r24-nanchang-statistics",
        pack: include_str!("r24-nanchang-statistics/regime.toml"),
        forms: &[(
            "forms/statistics-record.toml",
            include_str!("r24-nanchang-statistics/forms/statistics-record.toml"),
        )],
    },
    Source {
        folder: "r25-changjiang-joint",
        pack: include_str!("r25-changjiang-joint/regime.toml"),
        forms: &[(
            "forms/joint-record.toml",
            include_str!("r25-changjiang-joint/forms/joint-record.toml"),
        )],
    },
    Source {
        folder: "r26-wugang-civil-defence",
        pack: include_str!("r26-wugang-civil-defence/regime.toml"),
        forms: &[(
            "forms/civil-defence-record.toml",
            include_str!("r26-wugang-civil-defence/forms/civil-defence-record.toml"),
        )],
    },
    Source {
        folder: "r27-zaozhuang-emergency",
        pack: include_str!("r27-zaozhuang-emergency/regime.toml"),
        forms: &[(
            "forms/safety-record.toml",
            include_str!("r27-zaozhuang-emergency/forms/safety-record.toml"),
        )],
    },
    Source {
        folder: "r28-ziyang-government",
        pack: include_str!("r28-ziyang-government/regime.toml"),
        forms: &[(
            "forms/ziyang-record.toml",
            include_str!("r28-ziyang-government/forms/ziyang-record.toml"),
        )],
    },
    Source {
        folder: "office-demo",
        pack: include_str!("office-demo/regime.toml"),
        forms: &[],
    },
    Source {
        folder: "practice-check-documents",
        pack: include_str!("practice-check-documents/regime.toml"),
        forms: &[],
    },
    Source {
        folder: "practice-enterprise-checks",
        pack: include_str!("practice-enterprise-checks/regime.toml"),
        forms: &[],
    },
    Source {
        folder: "practice-nanchang-code",
        pack: include_str!("practice-nanchang-code/regime.toml"),
        forms: &[],
    },
    Source {
        folder: "practice-result-codes",
        pack: include_str!("practice-result-codes/regime.toml"),
        forms: &[(
            "forms/result.toml",
            include_str!("practice-result-codes/forms/result.toml"),
        )],
    },
];
