//! What is written into the small copy of a photo, where the officer wants it to be seen on the picture itself.
//!
//! Exists because pictures are passed on without their record. Invariant: figures and ids only, so that it reads the
//! same in every language; the original is never written on.
use domain::evidence::{Place, degrees};
use domain::id::InspectionId;
use domain::time::Timestamp;

/// When, where and for which inspection, on one line.
pub fn line(at: Timestamp, place: &Place, inspection: &InspectionId) -> String {
    let at = at.china_second().replace('T', " ");
    match place {
        Place::Fix {
            lat_e7,
            lon_e7,
            accuracy_cm,
            ..
        } => {
            let (lat, lon) = (degrees(*lat_e7), degrees(*lon_e7));
            format!(
                "{at}  {lat}, {lon} ±{} m  {inspection}",
                accuracy_cm.div_ceil(100)
            )
        }
        Place::None { .. } => format!("{at}  {inspection}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // 2026-11-20T08:30:05+08:00 is 1 795 134 605 s after the epoch (date -d ... +%s).
    const AT: Timestamp = Timestamp(1_795_134_605_000);

    #[test]
    fn a_fix_is_written_in_degrees_and_metres() {
        let place = Place::Fix {
            lat_e7: 348_100_049,
            lon_e7: -1_173_200_050,
            accuracy_cm: 1_201,
            at: AT,
        };
        assert_eq!(
            line(AT, &place, &InspectionId::new("t2026-001-001")),
            "2026-11-20 08:30:05  34.81000, -117.32001 ±13 m  t2026-001-001"
        );
    }

    #[test]
    fn without_a_fix_time_and_inspection_stand_alone() {
        let place = Place::None {
            reason: "denied".to_owned(),
        };
        assert_eq!(
            line(AT, &place, &InspectionId::new("t2026-001-001")),
            "2026-11-20 08:30:05  t2026-001-001"
        );
    }
}
