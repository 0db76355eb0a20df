//! Unsent work as an encrypted file, for a tablet that finds no network: it is imported at the office.
//!
//! `data-testid`: `export`, `export-holds`, `export-evidence`, `export-save`, `export-progress`, `export-done`, `export-fault`.

use crate::hooks::tablet::{use_tablet, use_work};
use crate::i18n::{tables, use_t};
use crate::shell::fault::Fault;
use crate::shell::tablet::Unsent;
use crate::ui::{Banner, Button, Card, IconName, Pick, Progress, Tone};
use yew::prelude::*;

/// Where an export stands.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Idle,
    /// So many pieces are in it.
    Busy(usize),
    Done(Unsent),
    Failed(Fault),
}

/// The card; nothing where all is sent.
#[component]
pub fn Export() -> Html {
    let t = use_t();
    let tablet = use_tablet();
    // Drawn anew with every change of the work.
    let _work = use_work();
    let stage = use_state_eq(|| Stage::Idle);
    let evidence = use_state_eq(|| true);
    let unsent = tablet.unsent();
    // Once all is sent there is nothing to carry, whatever became of a file; one being written says so to its end.
    if unsent == Unsent::default() && !matches!(*stage, Stage::Busy(_)) {
        return Html::default();
    }
    let save = {
        let (stage, evidence) = (stage.setter(), *evidence);
        Callback::from(move |_: MouseEvent| {
            let (tablet, stage) = (tablet.clone(), stage.clone());
            stage.set(Stage::Busy(0));
            yew::platform::spawn_local(async move {
                let told = {
                    let stage = stage.clone();
                    Callback::from(move |n| stage.set(Stage::Busy(n)))
                };
                stage.set(match tablet.export(evidence, told).await {
                    Ok(unsent) => Stage::Done(unsent),
                    Err(fault) => Stage::Failed(fault),
                });
            });
        })
    };
    let pick = {
        let evidence = evidence.setter();
        Callback::from(move |on| evidence.set(on))
    };
    let held = |u: &Unsent| (t.export.holds)(u.docs, u.pieces, &tables::bytes(u.bytes));
    let shown = match *evidence {
        true => unsent,
        false => Unsent {
            docs: unsent.docs,
            ..Unsent::default()
        },
    };
    let busy = matches!(*stage, Stage::Busy(_));
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    html! {
        <Card title={t.export.title} testid="export">
            <p>{ t.export.hint }</p>
            <p class="strong" data-testid="export-holds">{ held(&shown) }</p>
            if unsent.pieces > 0 {
                <Pick label={t.export.evidence} checked={*evidence} on_change={pick} disabled={busy} testid="export-evidence" />
            }
            if let Stage::Busy(n) = *stage {
                <Progress value={count(n)} max={count(unsent.pieces.max(1))} label={t.export.busy} testid="export-progress" />
            }
            if let Stage::Done(what) = &*stage {
                <Banner tone={Tone::Ok} title={t.export.done} testid="export-done"><p>{ held(what) }</p><p>{ t.export.done_hint }</p></Banner>
            }
            if let Stage::Failed(fault) = &*stage {
                <Banner tone={Tone::Danger} title={t.codes.of(fault.code)} testid="export-fault" />
            }
            <div class="row">
                <Button icon={IconName::File} onclick={save} {busy} testid="export-save">{ t.export.save }</Button>
            </div>
        </Card>
    }
}
