//! Signing: above the line what is signed and its digest, below it the hand.
//!
//! `who` in the address is an officer's id, `subject`, `witness` or `guest`. `data-testid`: `signer-name`,
//! `signer-position`, `signer-department`, `shown-digest`, `summary`, the pad's own, `mark-photo`, `mark-kind-<form>`, `mark-save`, `mark-to-photos`, `sign-sealed`.

use super::frame::Frame;
use super::hand::{Give, use_given};
use super::photo_strip::PhotoStrip;
use super::read_back::{Officer, Record};
use super::sign_pad::SignPad;
use crate::hooks::tablet::{use_entry, use_tablet};
use crate::i18n::{Messages, use_t};
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::shell::{clock, dom};
use crate::state::work::Entry;
use crate::ui::{
    Banner, Button, Card, Choice, Field, IconName, LinkButton, Segmented, Select, TextInput, Tone,
    use_toaster,
};
use domain::assignment::TeamMember;
use domain::evidence::EvidenceKind;
use domain::id::EvidenceId;
use domain::inspection::doc::WORDS_CHARS_MAX;
use domain::inspection::progress::stored_answers;
use domain::inspection::signature::{Signature, SignatureForm, Signer, Stroke};
use domain::inspection::view::DocState;
use domain::regime::relevance::finds_problem;
use domain::submission::read_back;
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::*;

/// Who signs beside the drawn officers, as the address says it.
const CAPACITIES: [&str; 4] = ["subject", "witness", "interpreter", "guest"];

#[derive(Debug, PartialEq, Properties)]
pub struct SignProps {
    pub id: String,
    pub who: String,
}

/// The page.
#[component]
pub fn Sign(props: &SignProps) -> Html {
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    let drawn = entry
        .package
        .team
        .iter()
        .any(|m| m.inspector.as_str() == props.who);
    if !drawn && !CAPACITIES.contains(&props.who.as_str()) {
        return html! { <NoSuchInspection /> };
    }
    html! { <Signing {entry} who={props.who.clone()} /> }
}

#[derive(Debug, PartialEq, Properties)]
struct SigningProps {
    entry: Rc<Entry>,
    who: String,
}

#[component]
fn Signing(props: &SigningProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let navigator = use_navigator();
    let toaster = use_toaster();
    let entry = &props.entry;
    let known =
        entry
            .view
            .signatures
            .iter()
            .rev()
            .find_map(|s| match (&s.signature.signer, props.who.as_str()) {
                (Signer::Subject { name, position }, "subject") => Some((name.clone(), position.clone())),
                (Signer::Witness { name, relation }, "witness") => Some((name.clone(), relation.clone())),
                (Signer::Interpreter { name, engaged }, "interpreter") => {
                    Some((name.clone(), engaged.clone()))
                }
                _ => None,
            });
    let name = use_state_eq(|| {
        known
            .clone()
            .map_or_else(|| suggested(entry, &props.who), |k| k.0)
    });
    let position = use_state_eq(|| known.map(|k| k.1).unwrap_or_default());
    let department = use_state_eq(String::new);
    let page = read_back(&entry.package, &entry.view, &entry.view.heads);
    let member = entry
        .package
        .team
        .iter()
        .find(|m| m.inspector.as_str() == props.who);
    let signer = match (member, props.who.as_str()) {
        (Some(member), _) => Some(Signer::Officer {
            inspector: member.inspector.clone(),
            certificate_no: member.certificate_no.clone(),
        }),
        (None, "witness") => named(&name).map(|name| Signer::Witness {
            name,
            relation: position.trim().to_owned(),
        }),
        (None, "interpreter") => named(&name)
            .zip(named(&position))
            .map(|(name, engaged)| Signer::Interpreter { name, engaged }),
        (None, "guest") => match (named(&name), named(&position), named(&department)) {
            (Some(name), Some(certificate_no), Some(department)) => Some(Signer::Guest {
                name,
                certificate_no,
                department,
            }),
            _ => None,
        },
        (None, _) => named(&name).map(|name| Signer::Subject {
            name,
            position: position.trim().to_owned(),
        }),
    };
    let title = match (member, props.who.as_str()) {
        (Some(member), _) => (t.closing.sign_as)(&member.name),
        (None, "witness") => t.closing.sign_witness.to_owned(),
        (None, "interpreter") => t.custody.sign_interpreter.to_owned(),
        (None, "guest") => t.closing.sign_guest.to_owned(),
        (None, _) => t.closing.sign_subject.to_owned(),
    };
    let back = FieldRoute::ReadBack {
        id: entry.id().to_string(),
    };
    let given = use_given();
    let (signed, full) = (use_state_eq(|| false), use_state_eq(|| false));
    {
        let (navigator, back) = (navigator.clone(), back.clone());
        use_effect_with((given, *signed), move |(given, signed)| {
            // Who holds the tablet stays here until the officer has it back.
            if *signed
                && !given
                && let Some(navigator) = navigator
            {
                navigator.push(&back);
            }
        });
    }
    let done = {
        let (tablet, inspection, signed) = (tablet, entry.id().clone(), signed.setter());
        let (heads, shown, signer) = (entry.view.heads.clone(), page.sha256.clone(), signer.clone());
        Callback::from(
            move |(form, strokes, evidence): (SignatureForm, Vec<Stroke>, Option<EvidenceId>)| {
                let Some(signer) = signer.clone() else { return };
                let signature = Signature {
                    signer,
                    form,
                    strokes,
                    evidence,
                    heads: heads.clone(),
                    shown_sha256: shown.clone(),
                    at: clock::now(),
                    device: tablet.device(),
                    device_signature: String::new(),
                };
                let (tablet, inspection) = (tablet.clone(), inspection.clone());
                let (toaster, signed) = (toaster.clone(), signed.clone());
                yew::platform::spawn_local(async move {
                    match tablet.sign(&inspection, signature).await {
                        Ok(()) => {
                            toaster.show(Tone::Ok, t.closing.signature_kept);
                            signed.set(true);
                        }
                        Err(fault) => toaster.show(Tone::Danger, t.codes.of(fault.code)),
                    }
                });
            },
        )
    };
    let strokes = done.reform(|strokes: Vec<Stroke>| (SignatureForm::Strokes, strokes, None));
    if given && *signed {
        return html! {
            <Frame {title} {back}><Banner tone={Tone::Ok} title={t.custody.hand_signed} testid="hand-signed"><p>{ t.custody.hand_signed_hint }</p></Banner></Frame>
        };
    }
    if entry.view.state == DocState::Sealed {
        return html! {
            <Frame {title} {back}><Banner tone={Tone::Ok} title={t.inspect.sealed} testid="sign-sealed"><p>{ t.inspect.sealed_hint }</p></Banner></Frame>
        };
    }
    html! {
        <Frame title={title.clone()} {back} bare={*full}>
            if member.is_none() && props.who != "guest" && !*full { <Give /> }
            if given && !*full { <Record page={Rc::new(page.clone())} /> }
            if *full {
                <div class="sign-line" data-testid="summary">
                    <p><span class="strong">{ entry.package.subject.name.clone() }</span>{ " · " }{ result(entry, t) }</p>
                    <p class="small">{ t.closing.digest }{ " " }<span class="mono" data-testid="shown-digest">{ page.sha256.clone() }</span></p>
                    <p class="small">{ [title.as_str(), name.as_str()].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · ") }</p>
                </div>
            } else {
            <Card>
                <Summary entry={entry.clone()} />
                <p class="small">{ t.closing.digest }{ " " }<span class="mono" data-testid="shown-digest">{ page.sha256.clone() }</span></p>
                if let Some(member) = member { <Officer member={Rc::new(member.clone())} />{ ended(member, t) } } else {
                    <Identity who={props.who.clone()} name={(*name).clone()} position={(*position).clone()}
                        on_name={let s = name.setter(); Callback::from(move |v: String| s.set(v))}
                        on_position={let s = position.setter(); Callback::from(move |v: String| s.set(v))} />
                }
                if props.who == "guest" {
                    <p class="small soft">{ t.closing.guest_hint }</p>
                    <Field id="signer-department" label={t.closing.department}>
                        <TextInput id="signer-department" testid="signer-department" longest={Some(WORDS_CHARS_MAX)} value={(*department).clone()}
                            oninput={let s = department.setter(); Callback::from(move |v: String| s.set(v))} />
                    </Field>
                }
            </Card>
            }
            <SignPad on_confirm={strokes} disabled={signer.is_none()} full={*full} on_full={let s = full.setter(); Callback::from(move |on: bool| { s.set(on); dom::scroll_to_top(); })} />
            if member.is_none() && props.who == "subject" && !*full {
                <Marks entry={entry.clone()} disabled={signer.is_none()} on_mark={done.reform(|(form, evidence): (SignatureForm, EvidenceId)| (form, Vec::new(), Some(evidence)))} />
            }
        </Frame>
    }
}

/// A certificate that ended before today is said before its officer signs.
fn ended(member: &TeamMember, t: &Messages) -> Html {
    let today = clock::now().china_date();
    let Some(until) = member.certificate_until.filter(|until| *until < today) else {
        return Html::default();
    };
    html! { <Banner tone={Tone::Danger} title={(t.custody.certificate_ended)(&until.to_string())} testid="certificate-ended"><p>{ t.custody.certificate_ended_hint }</p></Banner> }
}

fn suggested(entry: &Entry, who: &str) -> String {
    if who == "subject" {
        entry.package.subject.responsible_person.clone()
    } else {
        String::new()
    }
}

fn named(name: &str) -> Option<String> {
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

#[derive(Debug, PartialEq, Properties)]
struct SummaryProps {
    entry: Rc<Entry>,
}

/// What is signed, in numbers a person can check against the page read back.
#[component]
fn Summary(props: &SummaryProps) -> Html {
    let t = use_t();
    let entry = &props.entry;
    html! {
        <dl class="facts" data-testid="summary">
            <dt>{ t.today.subject }</dt><dd class="strong">{ entry.package.subject.name.clone() }</dd>
            <dt>{ t.today.task }</dt><dd>{ entry.package.task_title.clone() }</dd>
            <dt>{ t.closing.result }</dt><dd>{ result(entry, t) }</dd>
        </dl>
    }
}

fn result(entry: &Entry, t: &Messages) -> String {
    if let Some(skip) = &entry.view.skip {
        let reason = entry
            .package
            .excerpt
            .skip_reasons
            .iter()
            .find(|r| r.code == skip.reason);
        return (t.closing.result_skip)(reason.map_or(skip.reason.as_str(), |r| r.label.as_str()));
    }
    let answers = stored_answers(&entry.view);
    let items = entry.package.forms.iter().flat_map(|f| f.items());
    let found = items.filter(|item| answers.get(&item.id).is_some_and(|v| finds_problem(item, v)));
    (t.closing.result_check)(entry.progress.asked_answered, entry.progress.asked, found.count())
}

#[derive(Debug, PartialEq, Properties)]
struct IdentityProps {
    who: String,
    name: String,
    position: String,
    on_name: Callback<String>,
    on_position: Callback<String>,
}

#[component]
fn Identity(props: &IdentityProps) -> Html {
    let t = use_t();
    let second = match props.who.as_str() {
        "witness" => t.closing.relation,
        "guest" => t.closing.certificate_no,
        "interpreter" => t.custody.engaged,
        _ => t.closing.position,
    };
    html! {
        <div class="two">
            <Field id="signer-name" label={t.closing.name}>
                <TextInput id="signer-name" testid="signer-name" longest={Some(WORDS_CHARS_MAX)} value={props.name.clone()} oninput={props.on_name.clone()} />
            </Field>
            <Field id="signer-position" label={second}>
                <TextInput id="signer-position" testid="signer-position" longest={Some(WORDS_CHARS_MAX)} value={props.position.clone()} oninput={props.on_position.clone()} />
            </Field>
        </div>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct MarksProps {
    entry: Rc<Entry>,
    disabled: bool,
    on_mark: Callback<(SignatureForm, EvidenceId)>,
}

/// A seal or a thumbprint instead of, or beside, the hand: a photo of it that was taken already.
#[component]
fn Marks(props: &MarksProps) -> Html {
    let t = use_t();
    let given = use_given();
    let thumb = use_state_eq(|| false);
    let of_a_mark = |kind| matches!(kind, EvidenceKind::Photo | EvidenceKind::PhotoImported);
    let photos: Vec<_> = (props.entry.evidence_of(None))
        .filter(|p| of_a_mark(p.evidence.kind))
        .collect();
    let chosen = use_state_eq(String::new);
    if photos.is_empty() {
        let id = props.entry.id().to_string();
        let photos = FieldRoute::Photo {
            id,
            item: "-".to_owned(),
        };
        // Who holds the tablet cannot leave the page: he is told whom to ask.
        return html! {
            <Banner tone={Tone::Plain} title={t.closing.marks}>
                if given { <p>{ t.closing.marks_not_yours }</p> } else {
                    <p>{ t.closing.marks_need_photo }</p>
                    <div class="row"><LinkButton<FieldRoute> to={photos} icon={IconName::Camera} testid="mark-to-photos">{ t.closing.to_photos }</LinkButton<FieldRoute>></div>
                }
            </Banner>
        };
    }
    let choices = std::iter::once(Choice::new("", t.closing.choose_photo))
        .chain(photos.iter().map(|p| {
            let words = format!("{} {}", p.evidence.taken_at.china_minute(), p.evidence.caption);
            Choice::new(p.evidence.id.to_string(), words)
        }))
        .collect::<Vec<_>>();
    let kinds = vec![
        Choice::new("seal", t.closing.seal_mark),
        Choice::new("thumb", t.closing.thumb_mark),
    ];
    let selected = vec![AttrValue::Static(if *thumb { "thumb" } else { "seal" })];
    let on_pick = {
        let thumb = thumb.setter();
        Callback::from(move |v: AttrValue| thumb.set(v == "thumb"))
    };
    let on_change = {
        let chosen = chosen.setter();
        Callback::from(move |v: String| chosen.set(v))
    };
    let save = {
        let form = if *thumb {
            SignatureForm::ThumbPhoto
        } else {
            SignatureForm::SealPhoto
        };
        let evidence = EvidenceId::new((*chosen).clone());
        props
            .on_mark
            .reform(move |_: MouseEvent| (form, evidence.clone()))
    };
    html! {
        <Card title={t.closing.marks}>
            <Segmented label={t.closing.marks} choices={kinds} {selected} {on_pick} testid="mark-kind" />
            <Select id="mark-photo" testid="mark-photo" label={t.closing.choose_photo} {choices} selected={(*chosen).clone()} {on_change} />
            { for photos.iter().filter(|p| p.evidence.id.as_str() == *chosen).map(|photo| html! {
                <PhotoStrip photos={vec![(*photo).clone()]} blobs={props.entry.blobs.clone()} />
            }) }
            <div class="row"><Button icon={IconName::Check} onclick={save} disabled={chosen.is_empty() || props.disabled} testid="mark-save">{ t.closing.mark_save }</Button></div>
        </Card>
    }
}
