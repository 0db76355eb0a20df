//! What the departure check says, worked out by hand.

use super::*;

#[test]
fn a_flattering_estimate_is_not_repeated() {
    assert_eq!(photos_left(10_000_000_000_000), 2_000);
    assert_eq!(photos_left(4_999_999), 0);
    assert!(is_most(photos_left(10_000_000_000)) && !is_most(photos_left(9_999_999_999)));
}

/// R12 第十三条, R19 二（四）, R20 第十二条, R25 第十五条: who inspects sets the day, inside the time of the plan.
#[test]
fn r12_13_r19_2_4_r20_12_and_r25_15_a_day_outside_the_window_is_told_before_leaving() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let on = |today: &str| window((day("2026-09-14"), day("2026-09-18")), day(today));
    for inside in ["2026-09-14", "2026-09-16", "2026-09-18"] {
        assert_eq!((on(inside).light, on(inside).why), (Light::Green, ""));
    }
    let (early, late) = (on("2026-09-13"), on("2026-09-19"));
    assert_eq!((early.light, early.detail.as_str()), (Light::Amber, "2026-09-14"));
    assert_eq!((late.light, late.detail.as_str()), (Light::Red, "2026-09-18"));
}

/// R20 (原则上): more than the cap is drawn only with a written reason, and no officer can undo that on the way out.
#[test]
fn a_visit_beyond_the_cap_is_told_and_keeps_nobody_at_home() {
    assert_eq!(visits(4, Some(2)), line("visits", Light::Amber, "over", "4/2"));
    assert_eq!(visits(2, Some(2)), line("visits", Light::Green, "", "2/2"));
    assert_eq!(visits(3, None), line("visits", Light::Green, "no_cap", "3"));
}

#[test]
fn a_promise_the_browser_refused_is_said_before_leaving() {
    fn said() {
        let lines = of_device(&DeviceFacts {
            persisted: false,
            bytes_left: 10_000_000_000,
            reserve: true,
            ..DeviceFacts::default()
        });
        let line = lines.iter().find(|l| l.code == "persisted").unwrap();
        assert_eq!((line.light, line.why), (Light::Amber, "no"));
    }
    said();
    domain::guard::fails_without("a-refused-promise-is-said", said);
}

#[test]
fn a_tablet_without_an_offline_app_must_not_leave() {
    let lines = of_device(&DeviceFacts {
        bytes_left: 10_000_000_000,
        bytes_used: 0,
        persisted: true,
        reserve: true,
        now: Timestamp(0),
        compared: Some(Comparison::default()),
        app_version: None,
        battery: Some((90, false)),
    });
    let red: Vec<_> = lines
        .iter()
        .filter(|l| l.light == Light::Red)
        .map(|l| l.code)
        .collect();
    assert_eq!(red, ["app"]);
    assert_eq!(worst(lines.iter(), false), Some(Light::Red));
    // Whatever the lines say, what failed at the rehearsal fails on the way.
    let green = [line("app", Light::Green, "", "")];
    assert_eq!(worst(green.iter(), true), Some(Light::Red));
    assert_eq!(worst(green.iter(), false), Some(Light::Green));
}

#[test]
fn an_empty_battery_stays_at_the_office_and_a_silent_browser_is_said_to_be_silent() {
    let said = |state| {
        let line = battery(state);
        (line.light, line.why)
    };
    assert_eq!(said(None), (Light::Amber, "unknown"));
    assert_eq!(said(Some((19, true))), (Light::Red, "low"));
    assert_eq!(said(Some((40, false))), (Light::Amber, "low"));
    assert_eq!(said(Some((40, true))), (Light::Green, "charging"));
    assert_eq!(said(Some((100, false))), (Light::Green, ""));
}

#[test]
fn nothing_is_begun_without_room_for_a_days_photos() {
    const GB: u64 = 1_000_000_000;
    fn refused() {
        assert_eq!(beginning(true, GB, GB + 50_000_000), Beginning::TooLittle(10));
    }
    refused();
    domain::guard::fails_without("no-room-begins-nothing", refused);
    assert_eq!(beginning(true, GB, 4 * GB), Beginning::May);
    assert_eq!(beginning(true, 0, 0), Beginning::May, "no estimate is no reason");
    assert_eq!(
        beginning(false, GB, 4 * GB),
        Beginning::TooLittle(0),
        "it flatters"
    );
}

#[test]
fn a_clock_three_minutes_off_is_said() {
    let lines = of_device(&DeviceFacts {
        compared: Some(Comparison {
            server: Timestamp(180_000),
            ..Comparison::default()
        }),
        ..DeviceFacts::default()
    });
    let clock = lines.iter().find(|l| l.code == "clock").unwrap();
    assert_eq!((clock.light, clock.detail.as_str()), (Light::Amber, "-180"));
}
