//! Places to sign: who was due, who signed, and with what.

use super::{EachPage, Mark, Of, OwnSheet, Part, Place};
use crate::inspection::paper::Paper;
use crate::inspection::signature::{SignatureForm, Signer};
use crate::inspection::view::SignatureView;

impl Of<'_> {
    /// The officers, the subject, then everybody else who signed.
    pub(super) fn places(&self) -> Vec<Place> {
        let w = self.w;
        let officer = |member: &crate::assignment::TeamMember| {
            let who = format!("{} {}", member.name, member.certificate_no);
            let own =
                |s: &Signer| matches!(s, Signer::Officer { inspector, .. } if inspector == &member.inspector);
            self.place(w.officers, &who, self.last(own))
        };
        let mut places: Vec<Place> = self.package.team.iter().map(officer).collect();
        let subject = self.last(|s| matches!(s, Signer::Subject { .. }));
        // Where the regime is silent there is a place for whoever signed all the same.
        let due = self.package.excerpt.signatures.subject_signs || subject.is_some();
        if due && self.view.standing_refusal().is_none() {
            places.push(self.place(w.subject, "", subject));
        }
        let mut places: Vec<Place> = places.into_iter().flat_map(|p| self.in_each_form(p)).collect();
        let guests = self.last_of_each(|s| match s {
            Signer::Guest { certificate_no, .. } => Some(certificate_no),
            Signer::Officer { .. }
            | Signer::Subject { .. }
            | Signer::Witness { .. }
            | Signer::Interpreter { .. } => None,
        });
        places.extend(guests.map(|s| self.place(w.guest, "", Some(s))));
        let interpreters = self.last_of_each(|s| match s {
            Signer::Interpreter { name, .. } => Some(name),
            Signer::Officer { .. }
            | Signer::Subject { .. }
            | Signer::Witness { .. }
            | Signer::Guest { .. } => None,
        });
        places.extend(interpreters.map(|s| self.place(w.interpreter, "", Some(s))));
        let witness = self.last_of_each_form(|s| matches!(s.signature.signer, Signer::Witness { .. }));
        places.extend(witness.map(|s| self.place(w.witness, "", Some(s))));
        places
    }

    /// Each paper with whoever signs it: the interviewed by himself, the others with the record.
    pub(super) fn own_sheets(&self, parts: Vec<Part>) -> Vec<OwnSheet> {
        let papers = self.view.papers.iter().map(|view| &view.paper);
        let with = |(mut part, paper): (Part, &Paper)| {
            let apart = paper.kind.signed_apart();
            if !paper.void.is_empty() {
                part.title = (self.w.void_title)(&part.title);
                // Who signs the record does not sign what was struck from it.
                return OwnSheet {
                    part,
                    void: true,
                    places: Vec::new(),
                };
            }
            let mut places = self.places();
            places.retain(|p| p.capacity == self.w.officers || (!apart && p.capacity == self.w.subject));
            if apart {
                places.push(self.interviewed(paper));
            }
            OwnSheet {
                part,
                void: false,
                places,
            }
        };
        parts.into_iter().zip(papers).map(with).collect()
    }

    fn interviewed(&self, paper: &Paper) -> Place {
        let signed = paper.signed.as_ref();
        Place {
            capacity: self.w.interviewed,
            who: format!("{} {}", paper.person, paper.position).trim().to_owned(),
            mark: signed.map(|signed| Mark::Ink(signed.strokes.clone())),
            notes: match signed {
                Some(signed) => vec![signed.at.china_minute()],
                None => Some(paper.unsigned.clone())
                    .filter(|why| !why.is_empty())
                    .into_iter()
                    .collect(),
            },
        }
    }

    pub(super) fn refused(&self) -> Vec<String> {
        let Some(refusal) = &self.view.refusal else {
            return Vec::new();
        };
        if self.view.standing_refusal().is_none() {
            // It was said, and stays said; who signed is among the places.
            return vec![(self.w.refused_before)(&refusal.reason)];
        }
        let mut said = vec![(self.w.refused)(&refusal.reason)];
        if !refusal.no_witness.is_empty() {
            said.push((self.w.no_witness)(&refusal.no_witness));
        }
        said
    }

    pub(super) fn each_page(&self) -> Option<EachPage> {
        let rule = &self.package.excerpt.signatures;
        if rule.every_page_cite.is_empty() {
            return None;
        }
        let standing = |fits: &dyn Fn(&Signer) -> bool| {
            let all = self.view.signatures.iter().rev().filter(|s| !s.before_change);
            let last = all.into_iter().find(|s| fits(&s.signature.signer));
            last.map(|s| self.mark(s))
        };
        let officers = self.package.team.iter().map(|member| {
            let own =
                |s: &Signer| matches!(s, Signer::Officer { inspector, .. } if inspector == &member.inspector);
            (member.name.clone(), standing(&own))
        });
        let mut places: Vec<(String, Option<Mark>)> = officers.collect();
        let subject = standing(&|s| matches!(s, Signer::Subject { .. }));
        let due = rule.subject_signs || subject.is_some();
        if due && self.view.standing_refusal().is_none() && self.view.skip.is_none() {
            places.push((self.w.subject.to_owned(), subject));
        }
        // A seal stands beside the hand there, too.
        let of_subject =
            |s: &SignatureView| !s.before_change && matches!(s.signature.signer, Signer::Subject { .. });
        let beside = |(who, mark): (String, Option<Mark>)| match mark {
            Some(_) if who == self.w.subject => {
                let forms = self.last_of_each_form(of_subject);
                forms.map(|s| (who.clone(), Some(self.mark(s)))).collect()
            }
            mark => vec![(who, mark)],
        };
        Some(EachPage {
            places: places.into_iter().flat_map(beside).collect(),
            cite: rule.every_page_cite.clone(),
        })
    }

    /// The last signature of whom this fits.
    fn last(&self, fits: impl Fn(&Signer) -> bool) -> Option<&SignatureView> {
        let mut all = self.view.signatures.iter().rev();
        all.find(|s| fits(&s.signature.signer))
    }

    /// A place of the subject's once for each form in which it signed: whoever signs by hand and adds a seal has done
    /// both, and one does not stand for the other.
    fn in_each_form(&self, place: Place) -> Vec<Place> {
        if place.capacity != self.w.subject || place.mark.is_none() {
            return vec![place];
        }
        let forms = self.last_of_each_form(|s| matches!(s.signature.signer, Signer::Subject { .. }));
        forms.map(|s| self.place(self.w.subject, "", Some(s))).collect()
    }

    /// The last signature this fits by hand, with a seal, with a thumb.
    fn last_of_each_form(
        &self,
        fits: impl Fn(&SignatureView) -> bool,
    ) -> impl Iterator<Item = &SignatureView> {
        let forms = [
            SignatureForm::Strokes,
            SignatureForm::SealPhoto,
            SignatureForm::ThumbPhoto,
        ];
        forms.into_iter().filter_map(move |form| {
            let mut all = self.view.signatures.iter().rev();
            all.find(|s| s.signature.form == form && fits(s))
        })
    }

    /// The last signature of everybody this names, in the order of signing.
    fn last_of_each<'s>(
        &'s self,
        name: impl Fn(&'s Signer) -> Option<&'s String>,
    ) -> impl Iterator<Item = &'s SignatureView> {
        let all = &self.view.signatures;
        all.iter().enumerate().filter_map(move |(n, s)| {
            let who = name(&s.signature.signer)?;
            let again = all[n + 1..]
                .iter()
                .any(|l| name(&l.signature.signer) == Some(who));
            (!again).then_some(s)
        })
    }

    fn place(&self, capacity: &'static str, due: &str, signature: Option<&SignatureView>) -> Place {
        let (name, detail) = match signature.map(|s| &s.signature.signer) {
            Some(Signer::Subject { name, position }) => (name.as_str(), position.as_str()),
            Some(Signer::Witness { name, relation }) => (name.as_str(), relation.as_str()),
            Some(Signer::Interpreter { name, engaged }) => (name.as_str(), engaged.as_str()),
            Some(Signer::Guest {
                name, certificate_no, ..
            }) => (name.as_str(), certificate_no.as_str()),
            Some(Signer::Officer { .. }) | None => (due, ""),
        };
        let mut notes = Vec::new();
        if let Some(signature) = signature {
            notes.push(signature.signature.at.china_minute());
            if signature.before_change {
                notes.push(self.w.before_change.to_owned());
            }
        }
        Place {
            capacity,
            who: format!("{name} {detail}").trim().to_owned(),
            mark: signature.map(|s| self.mark(s)),
            notes,
        }
    }

    fn mark(&self, signature: &SignatureView) -> Mark {
        match signature.signature.form {
            SignatureForm::Strokes => Mark::Ink(signature.signature.strokes.clone()),
            SignatureForm::SealPhoto | SignatureForm::ThumbPhoto => {
                let id = signature.signature.evidence.as_ref();
                let photo = self.view.evidence.iter().find(|e| Some(&e.evidence.id) == id);
                Mark::Photo(photo.map(|e| Box::new(e.evidence.clone())))
            }
        }
    }
}
