//! Every address of the app with what stands there: the list the survey goes through.
//!
//! Exists so that a new route cannot be forgotten: the list is compared with `app/src/route.rs` and its folder.
use crate::tidy::source::{root, sources};
use std::collections::BTreeSet;
use std::fs;

/// A place to look at: one line of a list, with four columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visit {
    /// The route as the app writes it.
    pub(super) pattern: &'static str,
    /// The address, with `{names}` for what is only known in the story; `=` in the list says the same again.
    pub(super) path: &'static str,
    /// Name of its pictures.
    pub(super) name: &'static str,
    /// `data-testid` of what shows that the page is there.
    pub(super) shows: &'static str,
}

/// The lines of a list.
pub(super) fn of(list: &'static str) -> impl Iterator<Item = Visit> {
    list.lines().filter(|line| !line.is_empty()).map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [pattern, path, name, shows] = columns[..] else {
            panic!("four columns: {line:?}");
        };
        let path = if path == "=" { pattern } else { path };
        Visit {
            pattern,
            path,
            name,
            shows,
        }
    })
}

/// A browser that nobody has logged in.
pub(super) const STRANGER: &str = "
/           =              start           start-tablet
/not-found  =              not-found       not-found
/office     /office/tasks  log-in-office   log-in
/witness    /witness       log-in-witness  log-in
";

/// The office's desk.
pub(super) const OFFICE: &str = "
/office                              =                                        office-dashboard          dashboard-clocks
/office/rosters/subjects             =                                        office-subjects           roster-row
/office/rosters/inspectors           =                                        office-inspectors         roster-row
/office/regimes                      =                                        office-regimes            regimes
/office/regimes/:id                  /office/regimes/R01                      office-regime             regime-text
/office/tasks                        =                                        office-tasks              tasks
/office/tasks/new                    =                                        office-new-task           plan-form
/office/tasks/:id                    /office/tasks/{drawn}                    office-task-drawn         result
/office/tasks/:id                    /office/tasks/{draft}                    office-task-draft         pool
/office/tasks/:id                    /office/tasks/{waiting}                  office-task-waiting       task-witness
/office/tasks/:id/plan               /office/tasks/{draft}/plan               office-plan               plan-form
/office/tasks/:id/again              /office/tasks/{drawn}/again              office-plan-again         plan-form
/office/tasks/:id/live               /office/tasks/{waiting}/live             live-waiting              live-witness
/office/tasks/:id/live               /office/tasks/{drawn}/live               live-drawn                live-slot
/office/inspections                  =                                        office-inspections        inspection-row
/office/inspections/new              =                                        office-new-visit          visit
/office/inspections/:id              /office/inspections/{other}              office-inspection-open    inspection
/office/inspections/:id/publication  /office/inspections/{other}/publication  office-publication-early  failed
/office/devices                      =                                        office-devices-refused    failed
/office/hand-in                      =                                        office-hand-in            hand-in-file
/office/quarantine                   =                                        office-quarantine         failed
/office/calendar                     =                                        office-calendar           calendar
/office/not-found                    =                                        office-not-found          not-found
/office/tasks/:id                    /office/tasks/t-none                     office-no-such-task       failed
";

/// The office once a record has come in.
pub(super) const OFFICE_AFTER: &str = "
/office                              =                                       office-dashboard-after  dashboard-clocks
/office/inspections/:id              /office/inspections/{mine}              office-inspection       answers
/office/inspections/:id/paper        /office/inspections/{mine}/paper        office-paper            paper
/office/inspections/:id/recheck      /office/inspections/{mine}/recheck      office-recheck          visit
/office/inspections/:id/publication  /office/inspections/{mine}/publication  office-publication      publication
";

/// The administrator's desk.
pub(super) const ADMIN: &str = "
/office/devices     =  admin-devices     code-inspector
/office/quarantine  =  admin-quarantine  failed
";

/// Who reads all and changes nothing.
pub(super) const SUPERVISOR: &str = "
/office                  =                            supervisor-dashboard   dashboard-clocks
/office/tasks/:id        /office/tasks/{drawn}        supervisor-task        result
/office/inspections/:id  /office/inspections/{other}  supervisor-inspection  inspection
/office/quarantine       =                            supervisor-quarantine  quarantine-empty
/office/quarantine/:id   /office/quarantine/none      supervisor-no-upload   failed
";

/// The witness.
pub(super) const WITNESS: &str = "
/witness            =        witness            witness-task
/witness/not-found  =        witness-not-found  not-found
/office             /office  wrong-role         wrong-role
";

/// A tablet nobody has enrolled.
pub(super) const BARE_TABLET: &str = "
/enrol         /enrol#ABCD-EFGH  tablet-enrol-link   enrol-code
/device/enrol  =                 tablet-enrol        enrol-code
/device/pin    =                 tablet-enrol-first  enrol-code
";

/// A tablet at work.
pub(super) const TABLET: &str = "
/field                      =                               field-today         today-search
/field/departure            =                               field-departure     may-leave
/field/sync                 =                               field-sync          sync-state
/field/i/:id                /field/i/{mine}                 field-brief         proof
/field/i/:id                /field/i/none                   field-no-such       no-such-inspection
/field/i/:id/inspect        /field/i/{mine}/inspect         field-inspect       progress
/field/i/:id/inspect/:item  /field/i/{mine}/inspect/{item}  field-inspect-item  progress
/field/i/:id/photo/:item    /field/i/{mine}/photo/{item}    field-photo         photo-done
/field/i/:id/photo/:item    /field/i/{mine}/photo/-         field-photo-whole   photo-done
/field/i/:id/exchange       /field/i/{mine}/exchange        field-exchange      mine-code
/field/i/:id/found/:list    /field/i/{mine}/found/goods    field-found         found-none
/field/i/:id/words          /field/i/{mine}/words           field-words         remarks
/field/i/:id/papers         /field/i/{mine}/papers          field-papers        paper-new-order
/field/i/:id/read-back      /field/i/{mine}/read-back       field-read-back     read-back
/field/i/:id/sign/:who      /field/i/{mine}/sign/{officer}  field-sign-officer  pad
/field/i/:id/sign/:who      /field/i/{mine}/sign/subject    field-sign-subject  pad
/field/i/:id/sign/:who      /field/i/{mine}/sign/witness    field-sign-witness  pad
/field/i/:id/sign/:who      /field/i/{mine}/sign/guest      field-sign-guest    pad
/field/i/:id/refusal        /field/i/{mine}/refusal         field-refusal       refusal-reason
/field/i/:id/seal           /field/i/{mine}/seal            field-seal          seal
/field/i/:id/amend          /field/i/{mine}/amend           field-amend         page-title
/field/resume               =                               field-resume        page-title
/field/not-found            =                               field-not-found     not-found
/device                     =                               device              device-name
";

/// The tablet of another team, at a visit that may turn out not to take place.
pub(super) const OTHER_TABLET: &str = "
/field/i/:id              /field/i/{fire}            other-brief    proof
/field/i/:id/inspect      /field/i/{fire}/inspect    other-inspect  progress
/field/i/:id/photo/:item  /field/i/{fire}/photo/f02  other-photo    photo-done
/field/i/:id/skip         /field/i/{fire}/skip       other-skip     page-title
";

/// The tablet after the seal.
pub(super) const SEALED: &str = "
/field                  =                          sealed-today      today-search
/field/sync             =                          sealed-sync       sync-state
/field/i/:id            /field/i/{mine}            sealed-brief      proof
/field/i/:id/inspect    /field/i/{mine}/inspect    sealed-inspect    sealed-banner
/field/i/:id/read-back  /field/i/{mine}/read-back  sealed-read-back  read-back
/field/i/:id/print      /field/i/{mine}/print      sealed-print      paper
/field/i/:id/seal       /field/i/{mine}/seal       sealed            sealed
";

/// A locked tablet: the address stays.
pub(super) const LOCKED: &str = "
/device/unlock     =  tablet-locked            unlock
/device/not-found  =  tablet-locked-elsewhere  unlock
";

/// The public page; its places stand behind `#`.
pub(super) const PUBLIC: &str = "
Draws    /public#/draws           public-draws        public-draw
Results  /public#/results         public-results      public-search
Items    /public#/items           public-items        public-items
Verify   /public#/verify          public-verify-file  verify-file
Verify   /public#/verify/{drawn}  public-verify       verify-report
Unknown  /public#/elsewhere       public-unknown      public
";

/// All lists of the app's own routes.
const ROUTED: [&str; 11] = [
    STRANGER,
    OFFICE,
    OFFICE_AFTER,
    ADMIN,
    SUPERVISOR,
    WITNESS,
    BARE_TABLET,
    TABLET,
    OTHER_TABLET,
    SEALED,
    LOCKED,
];

/// Every address a route enum of the app lists. What only hands on to another enum (`*rest`) is no page.
pub(super) fn addresses() -> BTreeSet<String> {
    let mut files = sources("app/src/route");
    files.extend(
        sources("app/src")
            .into_iter()
            .filter(|s| s.path == "app/src/route.rs"),
    );
    files
        .iter()
        .flat_map(|source| source.text.split("#[at(\"").skip(1))
        .filter_map(|rest| rest.split('"').next())
        .filter(|address| !address.contains('*'))
        .map(str::to_owned)
        .collect()
}

/// The places of the public page, as its enum lists them.
fn places() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("app/src/state/public_place.rs")).unwrap();
    let body = text
        .split("pub enum Place {")
        .nth(1)
        .and_then(|rest| rest.split("\n}").next());
    let names = body.expect("the enum of places").lines().map(str::trim);
    names
        .filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
        .map(|line| line.chars().take_while(char::is_ascii_alphanumeric).collect())
        .collect()
}

#[test]
fn every_route_and_every_public_place_is_visited() {
    let visited: BTreeSet<String> = ROUTED
        .into_iter()
        .flat_map(of)
        .map(|visit| visit.pattern.to_owned())
        .collect();
    assert_eq!(visited, addresses(), "left: visited, right: the app's routes");
    let visited: BTreeSet<String> = of(PUBLIC).map(|visit| visit.pattern.to_owned()).collect();
    assert_eq!(
        visited,
        places(),
        "left: visited, right: the public page's places"
    );
}
