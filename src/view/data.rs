//! The page of all data files: what there is for the whole portal and for each unit, and under which licence; and the page
//! that says what their columns mean.

use serde::Serialize;

use crate::base::lang::{Lang, is_han};
use crate::blocks::table::TableColumn;
use crate::data::file::RowsFile;
use crate::data::words::format_word;
use crate::model::org::OrgId;
use crate::plan::{Output, Page, Scope};
use crate::publish::index::SlotKey;
use crate::view::downloads::{self, Download};
use crate::view::frame::{Around, Frame};
use crate::view::link::Href;
use crate::view::parts::Link;
use crate::view::tags::{self, Sort};
use crate::view::{Context, keys};

/// The page of all data files.
#[derive(Clone, Debug, Serialize)]
pub struct DataView {
    /// Around the page.
    pub frame: Frame,
    /// The heading of the page.
    pub title: String,
    /// Under which licence all of it may be used; absent where the portal does not say.
    pub licence: Option<LicenceView>,
    /// The page that says what the columns mean.
    pub columns: Option<Link>,
    /// What describes the files to programs.
    pub descriptions: Vec<Download>,
    /// Duties and league tables.
    pub others: Vec<Download>,
    /// Files of rows by kind.
    pub kinds: Vec<DataKind>,
    /// Units right below the portal that have files, each with where its page lists them and leads to those below it.
    pub units: Vec<Link>,
}

/// A licence.
#[derive(Clone, Debug, Serialize)]
pub struct LicenceView {
    /// What it is called.
    pub title: String,
    /// Where its text stands.
    pub href: String,
}

/// The files of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct DataKind {
    /// Label of the kind.
    pub title: String,
    /// The list of its records, if there is one.
    pub list: Option<Href>,
    /// The files.
    pub files: Vec<Download>,
}

/// What the columns of data files mean.
#[derive(Clone, Debug, Serialize)]
pub struct DictionaryView {
    /// Around the page.
    pub frame: Frame,
    /// The heading of the page.
    pub title: String,
    /// The columns that every file of rows begins and ends with.
    pub common: Vec<DataColumn>,
    /// The others by the kind of records that have them; what is the same in several files stands once.
    pub kinds: Vec<DataColumns>,
}

/// The columns of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct DataColumns {
    /// Label of the kind.
    pub title: String,
    /// The columns by name.
    pub columns: Vec<DataColumn>,
}

/// A column.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct DataColumn {
    /// Its name in the file, which stays.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// What its cells are.
    pub format: &'static str,
    /// In what its numbers are counted, empty for nothing.
    pub unit: String,
}

/// The page of all data files.
pub(crate) fn view(context: &Context<'_>) -> DataView {
    let (site, title) = (context.site, context.say(keys::DATA, &[]));
    let licence = site.portal().config.licence.as_ref();
    let children = &site.portal().orgs.root().children;
    let units = site.plan.units_with_rows().filter(|org| children.contains(org));
    let unit = |org| {
        let own = context.org_link(org);
        Link { href: own.href.to_place("downloads"), ..own }
    };
    DataView {
        licence: licence.map(|own| LicenceView { title: context.label(&own.title), href: own.url.to_string() }),
        columns: link(context, &Page::DataColumns, context.say(keys::DATA_COLUMNS, &[])),
        descriptions: descriptions(context),
        others: others(context),
        kinds: by_kind(context, |title, keys| DataKind {
            title,
            list: keys.first().and_then(|key| context.link(&Page::list(Scope::Kind(key.shape.kind.clone())))),
            files: downloads::of_rows(context, keys.iter().copied()),
        }),
        units: units.map(unit).collect(),
        frame: frame(context, title.clone(), Vec::new()),
        title,
    }
}

/// The page of their columns.
pub(crate) fn columns(context: &Context<'_>) -> DictionaryView {
    let title = context.say(keys::DATA_COLUMNS, &[]);
    let of = |key: &SlotKey| RowsFile::of(context.site, key).columns();
    let first = context.site.plan.rows_of(OrgId::ROOT).next().map_or_else(Vec::new, of);
    DictionaryView {
        common: first.iter().filter(|one| is_common(one)).map(|one| column(context, one)).collect(),
        kinds: by_kind(context, |title, keys| {
            let all = keys.iter().flat_map(|key| of(key));
            let mut columns: Vec<_> = all.filter(|one| !is_common(one)).map(|one| column(context, &one)).collect();
            columns.sort();
            columns.dedup();
            DataColumns { title, columns }
        }),
        frame: frame(
            context,
            title.clone(),
            link(context, &Page::Data, context.say(keys::DATA, &[])).into_iter().collect(),
        ),
        title,
    }
}

fn frame(context: &Context<'_>, title: String, crumbs: Vec<Link>) -> Frame {
    let around = Around {
        org: OrgId::ROOT,
        here: title.clone(),
        meta: tags::of_column(context, Sort::Figures, Some(title.clone())),
        title,
        crumbs,
        nav: "",
        depends_on_today: false,
        context,
    };
    around.frame()
}

fn link(context: &Context<'_>, page: &Page, title: String) -> Option<Link> {
    Some(Link { title, href: context.link(page)? })
}

/// What `make` makes of each kind by its label and the keys of its files.
fn by_kind<T>(context: &Context<'_>, make: impl Fn(String, &[&SlotKey]) -> T) -> Vec<T> {
    let all: Vec<&SlotKey> = context.site.plan.rows_of(OrgId::ROOT).collect();
    let kinds = &context.site.portal().kinds;
    let groups = all.chunk_by(|a, b| a.shape.kind == b.shape.kind);
    let made = groups.filter_map(|keys| Some(make(context.label(&kinds[&keys.first()?.shape.kind].label), keys)));
    made.collect()
}

/// Whether every file has the column: names of forms do not begin so.
fn is_common(column: &TableColumn) -> bool {
    ["unit_", "record_", "sum_"].iter().any(|front| column.name.starts_with(front))
}

fn column(context: &Context<'_>, column: &TableColumn) -> DataColumn {
    let lang = if is_han(context.lang()) { Lang::Zh } else { Lang::En };
    DataColumn {
        name: column.name.clone(),
        title: context.label(&column.label),
        format: format_word(column.format).get(lang),
        unit: context.tongue.text(&column.unit).to_owned(),
    }
}

fn descriptions(context: &Context<'_>) -> Vec<Download> {
    let pages = [
        (Page::Output(Output::Package(OrgId::ROOT)), "Data Package", "JSON"),
        (Page::Output(Output::DataCatalogue), "DCAT-AP", "JSON-LD"),
    ];
    let files =
        pages.into_iter().filter_map(|(page, title, format)| Download::plain(context, &page, title.to_owned(), format));
    files.collect()
}

fn others(context: &Context<'_>) -> Vec<Download> {
    let site = context.site;
    let duties = Download::plain(context, &Page::Output(Output::Duties), context.say(keys::DUTY_ROWS, &[]), "CSV");
    let leagues = site.leagues.iter().filter_map(|league| {
        let title = context.label(site.portal().called(&league.key.shape));
        let title = context
            .say(keys::LEAGUE_ROWS, &[&context.say(keys::UNIT_FORM, &[context.org_name(league.key.org), &title])]);
        Download::plain(context, &Page::Output(Output::LeagueRows(league.key.clone())), title, "CSV")
    });
    duties.into_iter().chain(leagues).collect()
}
