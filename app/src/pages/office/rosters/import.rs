//! Importing a roster file: upload with words, then what was found, row by row.
//!
//! `data-testid`: `import-file`, `import-progress`, `import-result`, `import-problem` (one a row),
//! `import-marked-copy`, `import-template`.

use super::Kind;
use crate::hooks::remote::{UseAct, use_act};
use crate::i18n::{Messages, use_t};
use crate::shell::file::{self, PickedFile};
use crate::shell::{http, upload};
use crate::state::remote::Failure;
use crate::ui::{Banner, Button, Card, DropFile, Failed, IconName, Table, Tag, Tone, refused};
use domain::problem::{Problem, Severity};
use domain::wire::api::RosterImport;
use std::rc::Rc;
use yew::prelude::*;

/// Media type of the workbooks the server makes.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Properties, PartialEq, Debug)]
pub struct ImportProps {
    pub kind: Kind,
    /// Something was taken in.
    pub done: Callback<()>,
}

/// The import of one roster.
#[component]
pub fn Import(props: &ImportProps) -> Html {
    let t = use_t();
    let act = use_act();
    let sent = use_state_eq(|| None::<(AttrValue, u8)>);
    let result = use_state_eq(|| None::<(AttrValue, Rc<RosterImport>)>);
    let on_file = on_file(props, &act, &sent, &result);
    let template = fetch_file(
        &act,
        format!("/api/v1/rosters/{}/template", props.kind.path()),
        format!("{}.xlsx", props.kind.path()),
    );
    html! {
        <Card title={t.rosters.import}>
            <DropFile id="import-file" words={t.rosters.drop_here} choose={t.rosters.choose} accept=".xlsx,.xls,.csv"
                disabled={act.busy} {on_file} testid="import-file">
                <Button icon={IconName::File} onclick={template} disabled={act.busy} testid="import-template">{ t.rosters.template }</Button>
            </DropFile>
            <p class="small soft">{ t.rosters.columns_hint }</p>
            if let (true, Some((name, percent))) = (act.busy, &*sent) {
                <p role="status" class="strong" data-testid="import-progress">
                    { if *percent < 100 { (t.rosters.sending)(name, *percent) } else { (t.rosters.checking)(name) } }
                </p>
            }
            if let Some(failure) = &act.failure { { refused(failure, "import-problem", t.rosters.problem) } }
            if let Some((name, import)) = &*result { <Outcome name={name.clone()} import={import.clone()} /> }
        </Card>
    }
}

fn on_file(
    props: &ImportProps,
    act: &UseAct,
    sent: &UseStateHandle<Option<(AttrValue, u8)>>,
    result: &UseStateHandle<Option<(AttrValue, Rc<RosterImport>)>>,
) -> Callback<PickedFile> {
    let (act, sent, result) = (act.clone(), sent.setter(), result.setter());
    let (kind, done) = (props.kind, props.done.clone());
    Callback::from(move |picked: PickedFile| {
        let name = AttrValue::from(picked.name());
        let path = format!(
            "/api/v1/rosters/{}/import?filename={}",
            kind.path(),
            http::encode(&name)
        );
        sent.set(Some((name.clone(), 0)));
        result.set(None);
        let progress = {
            let (sent, name) = (sent.clone(), name.clone());
            Callback::from(move |percent| sent.set(Some((name.clone(), percent))))
        };
        let (result, done) = (result.clone(), done.clone());
        act.start(
            async move { upload::upload::<RosterImport>(&path, &picked, progress).await },
            move |import| {
                result.set(Some((name, Rc::new(import))));
                done.emit(());
            },
        );
    })
}

/// Fetches bytes and offers them as a download.
fn fetch_file(act: &UseAct, path: String, name: String) -> Callback<MouseEvent> {
    let act = act.clone();
    Callback::from(move |_: MouseEvent| {
        let (path, name) = (path.clone(), name.clone());
        act.start(
            async move {
                let bytes = http::get_bytes(&path).await?;
                file::save(&name, XLSX, &bytes).map_err(|_| Failure::Unreadable { status: 200 })
            },
            |()| {},
        );
    })
}

#[derive(Properties, PartialEq, Debug)]
struct OutcomeProps {
    name: AttrValue,
    import: Rc<RosterImport>,
}

#[component]
fn Outcome(props: &OutcomeProps) -> Html {
    let t = use_t();
    let act = use_act();
    let i = &props.import;
    let copy = fetch_file(
        &act,
        format!("/api/v1/rosters/imports/{}/marked-copy", i.id),
        format!("{}.marked.xlsx", props.name.trim_end_matches(".xlsx")),
    );
    let tone = if i.refused == 0 { Tone::Ok } else { Tone::Warn };
    html! {
        <div class="stack" data-testid="import-result" data-accepted={i.accepted.to_string()} data-refused={i.refused.to_string()}>
            <Banner {tone} title={(t.rosters.result)(i.accepted, i.updated, i.refused)}>
                <p>{ if i.problems.is_empty() { t.rosters.all_good } else { t.rosters.good_kept } }</p>
                if i.marked_copy {
                    <div class="row">
                        <Button icon={IconName::File} onclick={copy} busy={act.busy} testid="import-marked-copy">{ t.rosters.marked_copy }</Button>
                    </div>
                }
            </Banner>
            if let Some(failure) = &act.failure { <Failed failure={failure.clone()} /> }
            if !i.problems.is_empty() { { problem_table(t, &i.problems) } }
        </div>
    }
}

fn problem_table(t: &'static Messages, problems: &[Problem]) -> Html {
    let head = vec![
        t.rosters.place.into(),
        t.rosters.severity.into(),
        t.rosters.reason.into(),
    ];
    // What keeps a row out comes first; within that, the order of the file.
    let mut sorted: Vec<&Problem> = problems.iter().collect();
    sorted.sort_by_key(|p| std::cmp::Reverse(p.severity));
    html! {
        <Table caption={t.rosters.problems} {head}>
            { for sorted.into_iter().map(|p| {
                let tone = match p.severity {
                    Severity::Error => Tone::Danger,
                    Severity::Warning => Tone::Warn,
                    Severity::Note => Tone::Plain,
                };
                html! {
                    <tr data-testid="import-problem" data-code={p.code.clone()} data-path={p.path.clone()}>
                        <td>{ &p.path }</td>
                        <td><Tag {tone}>{ (t.rosters.severity_word)(p.severity) }</Tag></td>
                        <td class="wide">{ (t.rosters.problem)(p) }</td>
                    </tr>
                }
            }) }
        </Table>
    }
}
