//! The cases, one file a regime.
use crate::case::Case;

mod r01;
mod r02;
mod r03;
mod r04;
mod r05;
mod r06;
mod r07;
mod r08;
mod r09;
mod r10;
mod r11;
mod r12;
mod r13;
mod r14;
mod r15;
mod r16;
mod r17;
mod r18;
mod r19;
mod r20;
mod r21;
mod r22;
mod r23;
mod r24;
mod r25;
mod r26;
mod r27;
mod r28;

/// All cases, regime by regime.
pub(crate) fn all() -> impl Iterator<Item = &'static Case> {
    let each = [
        r01::CASES,
        r02::CASES,
        r03::CASES,
        r04::CASES,
        r05::CASES,
        r06::CASES,
        r07::CASES,
        r08::CASES,
        r09::CASES,
        r10::CASES,
        r11::CASES,
        r12::CASES,
        r13::CASES,
        r14::CASES,
        r15::CASES,
        r16::CASES,
        r17::CASES,
        r18::CASES,
        r19::CASES,
        r20::CASES,
        r21::CASES,
        r22::CASES,
        r23::CASES,
        r24::CASES,
        r25::CASES,
        r26::CASES,
        r27::CASES,
        r28::CASES,
    ];
    each.into_iter().flatten()
}
