//! Files for platforms (归集): what the regime of a task wants handed over, as sheets of a workbook.
//!
//! What goes where, `domain::publication::feed` decides; results go as they were published, redacted already.

use super::assign;
use super::public::{in_office, kept_now};
use super::publish::has_problems;
use super::review::document_view;
use crate::error::{Answer, Code};
use crate::messages::feed as words;
use crate::state::App;
use crate::store::View;
use crate::store::record::{PublicationRecord, TaskRecord};
use crate::workbook::Sheet;
use domain::id::TaskId;
use domain::inspection::view::DocState;
use domain::publication::{Part, feeds};
use domain::regime::fields::{of_inspector, of_subject};
use domain::regime::pack::Regime;
use domain::regime::pack::after::Published;
use domain::review::ReviewState;
use domain::wire::api::{FeedPart, FeedView, Withheld};

/// What a file is made from.
struct Material<'a> {
    view: &'a dyn View,
    task: TaskRecord,
    regime: &'a Regime,
    /// The article that keeps the drawn lists.
    kept: Option<String>,
}

impl<'a> Material<'a> {
    fn of(app: &'a App, view: &'a dyn View, id: &TaskId) -> Answer<Self> {
        let task = view.task(id)?.ok_or(Code::TaskUnknown)?;
        let regime = app.regimes.get(&task.draft.regime)?;
        let kept = kept_now(app, view, &task)?.map(|kept| kept.cite);
        Ok(Self {
            view,
            task,
            regime,
            kept,
        })
    }

    fn withheld(&self, part: &Part) -> Option<Withheld> {
        match (part.what, &self.kept) {
            _ if part.names_no_field() => Some(Withheld::NoFields),
            (Published::Draw, Some(cite)) => Some(Withheld::Kept { cite: cite.clone() }),
            _ => None,
        }
    }

    /// The sheet of one matter; nothing where it is withheld.
    fn sheet(&self, part: &Part) -> Answer<Option<Sheet>> {
        if self.withheld(part).is_some() {
            return Ok(None);
        }
        let (columns, rows) = match part.what {
            Published::ItemList => (words::ITEMS.map(str::to_owned).to_vec(), self.items()),
            Published::Plan => (words::PLAN.map(str::to_owned).to_vec(), self.plan()),
            Published::Draw => (words::DRAW.map(str::to_owned).to_vec(), self.drawn()?),
            Published::Result => results(&self.published(false)?),
            Published::Outcome => results(&self.published(true)?),
            Published::Execution => (words::EXECUTION.map(str::to_owned).to_vec(), self.execution()?),
            Published::SubjectRoster | Published::InspectorRoster => self.roster(part)?,
        };
        let title = words::title(part.what).to_owned();
        Ok(Some(Sheet { title, columns, rows }))
    }

    fn items(&self) -> Vec<Vec<String>> {
        let items = self.regime.rules.items.iter().enumerate();
        let row =
            |n: usize, name: &str, basis: &str| vec![(n + 1).to_string(), name.to_owned(), basis.to_owned()];
        items
            .map(|(n, item)| row(n, &item.what.name, &item.what.basis))
            .collect()
    }

    fn plan(&self) -> Vec<Vec<String>> {
        let (from, to) = self.task.draft.window;
        let strata = self.task.strata.iter();
        strata
            .map(|s| {
                vec![
                    self.task.draft.title.clone(),
                    self.regime.title.clone(),
                    s.label.clone(),
                    s.pool.to_string(),
                    s.sample.to_string(),
                    from.to_string(),
                    to.to_string(),
                ]
            })
            .collect()
    }

    fn drawn(&self) -> Answer<Vec<Vec<String>>> {
        let opened = self.task.opened_at.map(|at| at.china_date().to_string());
        let row = |(n, drawn): (usize, &domain::wire::api::DrawnView)| {
            let subject = self.view.subject(&drawn.subject)?;
            let team: Vec<&str> = drawn.team.iter().map(|(_, name, _)| name.as_str()).collect();
            Ok(vec![
                (n + 1).to_string(),
                drawn.subject_name.clone(),
                subject.and_then(|s| s.credit_code).unwrap_or_default(),
                team.join("、"),
                opened.clone().unwrap_or_default(),
            ])
        };
        self.task.drawn.iter().enumerate().map(row).collect()
    }

    /// Published results of the task, the first published first; `acted`: those that found or ordered something.
    fn published(&self, acted: bool) -> Answer<Vec<PublicationRecord>> {
        let mut found = Vec::new();
        for publication in self.view.publications()? {
            if publication.result.task != self.task.id {
                continue;
            }
            if acted {
                let package = assign::stored_package(self.view, &publication.inspection)?;
                if !has_problems(&package, &document_view(self.view, &package)?) {
                    continue;
                }
            }
            found.push(publication);
        }
        found.sort_by_key(|p| p.at);
        Ok(found)
    }

    fn execution(&self) -> Answer<Vec<Vec<String>>> {
        let mut visits = self.view.inspections_of_task(&self.task.id)?;
        visits.retain(|i| i.undrawn.is_none());
        let sealed = visits.iter().filter(|i| i.doc == DocState::Sealed).count();
        let public = visits
            .iter()
            .filter(|i| i.review == ReviewState::Published)
            .count();
        let counts = [visits.len(), sealed, public].map(|n| n.to_string());
        let title = self.task.draft.title.clone();
        Ok(vec![[vec![title], counts.to_vec()].concat()])
    }

    fn roster(&self, part: &Part) -> Answer<(Vec<String>, Vec<Vec<String>>)> {
        let fields = &part.fields;
        let columns = fields.iter().map(|field| field.label.clone()).collect();
        let rows = if part.what == Published::SubjectRoster {
            let rows = self.view.subjects()?.into_iter();
            rows.map(|row| fields.iter().map(|f| of_subject(&row, f)).collect())
                .collect()
        } else {
            let rows = in_office(self.view)?.into_iter();
            rows.map(|row| fields.iter().map(|f| of_inspector(&row, f)).collect())
                .collect()
        };
        Ok((columns, rows))
    }
}

/// One row a result: its labels are the columns, in the order in which they first come.
fn results(published: &[PublicationRecord]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut columns: Vec<String> = Vec::new();
    for (label, _) in published.iter().flat_map(|p| &p.result.fields) {
        if !columns.contains(label) {
            columns.push(label.clone());
        }
    }
    let cell = |p: &PublicationRecord, column: &String| {
        let own = p.result.fields.iter().filter(|(label, _)| label == column);
        own.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("；")
    };
    let rows = published
        .iter()
        .map(|p| columns.iter().map(|column| cell(p, column)).collect())
        .collect();
    (columns, rows)
}

/// The platforms the regime of a task names, with how much each file would hold now.
///
/// # Errors
/// `task.unknown`.
pub fn list(app: &App, v: &dyn View, id: &TaskId) -> Answer<Vec<FeedView>> {
    let material = Material::of(app, v, id)?;
    let mut views = Vec::new();
    for feed in feeds(material.regime) {
        let mut parts = Vec::new();
        for part in &feed.parts {
            let rows = material.sheet(part)?.map_or(0, |sheet| sheet.rows.len());
            parts.push(FeedPart {
                what: part.what,
                rows: u32::try_from(rows).unwrap_or(u32::MAX),
                withheld: material.withheld(part),
            });
        }
        views.push(FeedView {
            id: feed.id,
            place: feed.place,
            note: feed.note,
            cite: feed.cite,
            layer: feed.layer,
            parts,
        });
    }
    Ok(views)
}

/// The sheets of one file.
///
/// # Errors
/// `task.unknown`, also for a platform the text does not name.
pub fn sheets(app: &App, v: &dyn View, id: &TaskId, feed: &str) -> Answer<Vec<Sheet>> {
    let material = Material::of(app, v, id)?;
    let named = feeds(material.regime).into_iter().find(|f| f.id == feed);
    let feed = named.ok_or(Code::TaskUnknown)?;
    let mut sheets = Vec::new();
    for part in &feed.parts {
        sheets.extend(material.sheet(part)?);
    }
    Ok(sheets)
}
