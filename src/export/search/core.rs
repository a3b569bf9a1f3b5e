//! What every search needs: names of units, kinds and sections in each language, and of each record to which it belongs.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::date::Date;
use crate::base::name::Name;
use crate::coverage::State;
use crate::model::id::KindName;
use crate::model::org::OrgId;
use crate::model::record::{Shape, Status};
use crate::plan::{Output, Page};
use crate::publish::index::{Place, Seen};
use crate::search::{Files, IN_BLOCK, Index, Shard, fold, list};
use crate::site::Site;

/// A name in every language of the portal.
type Names = Vec<String>;

/// Names are followed by the same folded, one a line.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Core {
    /// How many records there are.
    count: usize,
    /// Files of grams.
    grams: usize,
    /// Records in a file of texts.
    in_texts: usize,
    /// Blocks in a file of places.
    in_places: usize,
    /// Texts in a block of places.
    in_block: usize,
    /// Phrases that are grams.
    phrases: Vec<String>,
    /// Whether there is a table of traditional signs.
    signs: bool,
    /// Units: which stands above, which of the root is itself; path.
    units: Vec<(usize, String, Names, String)>,
    /// Kinds.
    kinds: Vec<Names>,
    /// Kinds with their forms: which kind.
    sorts: Vec<(usize, String)>,
    /// Sections.
    sections: Vec<(Names, String)>,
    /// Of each record its unit.
    unit: String,
    /// Its kind with its form.
    sort: String,
    /// Its section.
    section: String,
    /// Its year.
    year: String,
    /// Steps from one record to the next that came late.
    late: String,
    /// The same that was corrected.
    corrected: String,
    /// Of each record that can be objected to the step from the one before, the first day and the last.
    open: String,
}

/// The core of a site with its index.
pub(super) fn core(site: &Site, index: &Index) -> Core {
    let (portal, files) = (site.portal(), Files::of(site.searched().len()));
    let units: Vec<OrgId> = portal.orgs.iter().map(|(org, _)| org).collect();
    let shapes: BTreeSet<Shape> = site.searched().map(|record| record.shape()).collect();
    let shapes: Vec<Shape> = shapes.into_iter().collect();
    let kinds: BTreeSet<KindName> = shapes.iter().map(|shape| shape.kind.clone()).collect();
    let kinds: Vec<KindName> = kinds.into_iter().collect();
    let sections: Vec<&Name> = portal.config.sections.iter().map(|section| &section.name).collect();
    Core {
        count: site.searched().len(),
        grams: files.grams,
        in_texts: files.in_text,
        in_places: index.in_file(),
        in_block: IN_BLOCK,
        phrases: index.phrases().to_vec(),
        signs: site.plan.address(&Page::Output(Output::SearchShard(Shard::Signs))).is_some(),
        units: units.iter().map(|org| unit(site, *org, &units)).collect(),
        kinds: kinds.iter().map(|kind| names(site, |lang| label_of_kind(site, kind, lang))).collect(),
        sorts: shapes.iter().map(|shape| sort(site, shape, &kinds)).collect(),
        sections: portal
            .config
            .sections
            .iter()
            .map(|one| {
                let own = names(site, |lang| portal.glossary.tongue(lang).label(&one.label).to_owned());
                let folded = folded(&own);
                (own, folded)
            })
            .collect(),
        unit: column(site, |record| at(&units, &record.org)),
        sort: column(site, |record| at(&shapes, &record.shape())),
        section: column(site, |record| at(&sections, &&record.section)),
        year: column(site, |record| record.year().unsigned_abs().into()),
        late: steps(site, is_late(site)),
        corrected: steps(site, |record| record.status == Status::Published && !record.versions.is_empty()),
        open: open(site),
    }
}

fn at<T: PartialEq>(all: &[T], one: &T) -> u32 {
    all.iter().position(|own| own == one).and_then(|at| u32::try_from(at).ok()).unwrap_or_default()
}

/// A name in every language of the portal.
fn names(site: &Site, name: impl Fn(&str) -> String) -> Names {
    site.portal().config.languages.iter().map(|lang| name(lang)).collect()
}

fn folded(names: &[String]) -> String {
    fold::folded(&names.join("\n")).into_iter().collect()
}

fn unit(site: &Site, org: OrgId, all: &[OrgId]) -> (usize, String, Names, String) {
    let orgs = &site.portal().orgs;
    let line = orgs.line(org);
    let above = line.iter().rev().nth(1).copied().unwrap_or(org);
    let own = orgs.get(org);
    let names = names(site, |lang| site.portal().glossary.tongue(lang).text(&own.name).to_owned());
    let folded = folded(&names);
    (all.iter().position(|one| *one == above).unwrap_or_default(), own.path.to_string(), names, folded)
}

fn label_of_kind(site: &Site, kind: &KindName, lang: &str) -> String {
    let portal = site.portal();
    portal.kinds.get(kind).map_or(String::new(), |kind| portal.glossary.tongue(lang).label(&kind.label).to_owned())
}

/// A kind with its form, by the names of both.
fn sort(site: &Site, shape: &Shape, kinds: &[KindName]) -> (usize, String) {
    let portal = site.portal();
    let form = shape.form.as_ref().and_then(|form| portal.forms.get(form));
    let label = |lang: &str| form.map_or("", |form| portal.glossary.tongue(lang).label(&form.label)).to_owned();
    let mut all = names(site, |lang| label_of_kind(site, &shape.kind, lang));
    all.extend(names(site, label));
    (kinds.iter().position(|kind| *kind == shape.kind).unwrap_or_default(), folded(&all))
}

fn column(site: &Site, of: impl Fn(&Seen) -> u32) -> String {
    list(site.searched().map(of))
}

/// Steps from one record of a sort to the next.
fn steps(site: &Site, is: impl Fn(&Seen) -> bool) -> String {
    let mut before = 0;
    let found = (0..).zip(site.searched()).filter(|(_, record)| is(record));
    list(found.map(|(at, _)| at - std::mem::replace(&mut before, at)))
}

/// Whether a record met something that it owed too late.
fn is_late(site: &Site) -> impl Fn(&Seen) -> bool {
    let late = site.coverage.duties().iter().filter(|duty| duty.state == State::Late);
    let late: BTreeMap<Place, ()> = late.filter_map(|duty| Some((duty.record?, ()))).collect();
    move |record| late.contains_key(&record.place)
}

/// Days on which somebody may object. The browser compares them with its own day, so that a page that was built earlier
/// does not call open what has ended.
fn open(site: &Site) -> String {
    let Some(epoch) = Date::new(1970, 1, 1) else { return String::new() };
    let day = |date: Date| u32::try_from(epoch.days_until(date)).unwrap_or_default();
    let (mut before, mut numbers) = (0, Vec::new());
    for (at, record) in (0..).zip(site.searched()) {
        let open = record.window.as_ref().filter(|window| window.invites(site.today));
        let Some((window, until)) = open.and_then(|window| Some((window, window.taken_until(site.today)?))) else {
            continue;
        };
        let term = window.term(site.today);
        numbers.extend([at - std::mem::replace(&mut before, at), day(term.posted), day(until.min(term.last))]);
    }
    list(numbers)
}
