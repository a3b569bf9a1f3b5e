//! `gongkai new`: asks on a terminal for what the flags leave out.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::base::lang::{Lang, is_han};
use crate::base::names;
use crate::base::path::SitePath;
use crate::cli::ask::{self, Choice, Question, on_terminal};
use crate::cli::report::Patient;
use crate::cli::{Common, Failure, Outcome, content};
use crate::create::{self, NewItems, NewOrg, NewPortal, NewRecord, Template, Unit};
use crate::files::{Embedded, Files, Reader};
use crate::load::{self, CONTENT};
use crate::model::Portal;
use crate::model::form::Form;
use crate::model::kind::Kind;
use crate::model::pack::Pack;

const TITLE: Question = Question::new("标题", "title", "--title");
const NAME: Question = Question::new("单位名称", "name", "--name");
const LEVEL: Question = Question::new("层级", "level", "--level");
const PORTAL: Question = Question::new("公开网的名称", "title of the portal", "--title");
pub(super) const UNIT: Question = Question::new("单位", "organisation", "--org");
const KIND: Question = Question::new("种类", "kind", "--kind");
const FORM: Question = Question::new("格式", "form", "--form");

/// So many new files are named one by one.
const FEW: usize = 20;

/// What to create.
#[derive(Debug, Subcommand)]
pub(super) enum New {
    /// A portal: the sample county, one unit, or settings alone
    Portal {
        /// Folder of the portal
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// Title of the portal
        #[arg(long)]
        title: Option<String>,
        /// What it begins with
        #[arg(long, value_parser = templates(), default_value = "bare")]
        template: String,
        /// By which rules it publishes, if it begins bare [default: village-cn]
        #[arg(long, value_parser = profiles())]
        profile: Option<String>,
    },
    /// Items of what must be published, to copy and change
    Catalogue {
        /// Which, such as village, party, township [default: all]
        #[arg(long, value_name = "SET")]
        set: Vec<String>,
    },
    /// An organisation
    Org {
        /// Its path, such as fengming/shiqiao
        path: String,
        /// Its name
        #[arg(long)]
        name: Option<String>,
        /// Its level, such as village
        #[arg(long)]
        level: Option<String>,
    },
    /// A record, as a draft with every key
    Record {
        /// Name or label of its kind
        #[arg(long)]
        kind: Option<String>,
        /// Name or label of its form
        #[arg(long)]
        form: Option<String>,
        /// Path of its organisation
        #[arg(long)]
        org: Option<String>,
        /// Its title
        #[arg(long)]
        title: Option<String>,
        /// Markdown with front matter instead of YAML
        #[arg(long)]
        markdown: bool,
        /// A workbook beside it to fill in its rows: heads, choices, an example
        #[cfg(feature = "workbooks")]
        #[arg(long)]
        sheet: bool,
    },
}

/// What `--template` may name: settings alone, the sample county, or what a pack has to begin with.
fn templates() -> PossibleValuesParser {
    let own = [
        PossibleValue::new("bare")
            .help("Settings, the root organisation and all start catalogues, with a word about each key"),
        PossibleValue::new("county")
            .help("The sample county: three townships, thirteen villages, three years of records"),
    ];
    let starts = create::templates().map(|(_, name)| {
        PossibleValue::new(name).help(format!("One {name}: its catalogue and an example of each record it owes"))
    });
    own.into_iter().chain(starts).collect::<Vec<_>>().into()
}

/// What `--profile` may name.
fn profiles() -> PossibleValuesParser {
    Pack::profiles().map(|(_, profile)| PossibleValue::new(&*profile.name)).collect::<Vec<_>>().into()
}

/// Creates it and prints the paths of the new files.
pub(super) fn run(common: &Common, new: &New, sample: Embedded) -> Result<Outcome, Failure> {
    let created = created(common, new, sample)?;
    let mut stdout = Patient(io::stdout().lock());
    for path in created {
        writeln!(stdout, "{}", path.display())?;
    }
    if matches!(new, New::Record { .. }) {
        writeln!(Patient(io::stderr()), "{}", next(common.lang()))?;
    }
    Ok(Outcome::Good)
}

/// Creates what is asked for: the files and folders that are new.
fn created(common: &Common, new: &New, sample: Embedded) -> Result<Vec<PathBuf>, Failure> {
    let lang = common.lang();
    Ok(match new {
        New::Portal { folder, title, template, profile } => {
            let template = chosen(template, profile.as_deref(), sample);
            let guide = guide(sample);
            portal(common, folder, Wanted { title: title.as_deref(), template, guide: &guide })?
        }
        New::Catalogue { set } => {
            let root = common.root()?;
            let portal = content(&root)?.content;
            let all = create::sets(&portal.config.pack);
            let sets: Vec<&str> = if set.is_empty() { &all } else { set }.iter().map(|name| &**name).collect();
            let since = common.today(&portal.config);
            let new = NewItems { pack: &portal.config.pack, sets: &sets, since, lang };
            vec![create::catalogue(&root, new, &portal.catalogue)?]
        }
        New::Org { path, name, level } => {
            let root = common.root()?;
            let portal = content(&root)?.content;
            above(&portal, path)?;
            let levels: Vec<(String, String)> =
                portal.config.levels.iter().map(|one| (one.name.to_string(), one.label.home().to_owned())).collect();
            let (name, level) = on_terminal(lang, |asker| {
                let name = asker.text(name.as_deref(), NAME)?;
                Ok((name, asker.choice(level.as_deref(), LEVEL, Choice::of(&levels))?))
            })?;
            vec![create::org(&root, NewOrg { path, name: &name, level: &level }, lang)?]
        }
        New::Record {
            kind,
            form,
            org,
            title,
            markdown,
            #[cfg(feature = "workbooks")]
            sheet,
        } => {
            let root = common.root()?;
            let portal = content(&root)?.content;
            let given = Given {
                kind: kind.as_deref(),
                form: form.as_deref(),
                org: org.as_deref(),
                title: title.as_deref(),
                is_markdown: *markdown,
                #[cfg(feature = "workbooks")]
                has_sheet: *sheet,
            };
            record(common, &root, &portal, given)?
        }
    })
}

/// The template of this name; without one, settings by the profile.
fn chosen<'a>(template: &'a str, profile: Option<&'a str>, sample: Embedded) -> Template<'a> {
    if template == "county" {
        return Template::County(sample);
    }
    if let Some((pack, name)) = create::templates().find(|(_, name)| *name == template) {
        return Template::Start(pack, name);
    }
    Template::Bare(profile)
}

/// The guide for clerks of the sample county, for a portal of one unit, which need not be named.
pub(super) fn guide(sample: Embedded) -> String {
    let bytes = sample.read("pages/clerk.md", u64::MAX).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).replace(" --org fengming/shiqiao", "");
    text.replace("（`fengming/shiqiao` 换成自己村的文件夹）", "")
}

/// Whether the guide goes along: it is for those who read Chinese.
fn has_guide(template: Template<'_>) -> bool {
    matches!(template, Template::Start(pack, _) if pack.languages.first().is_some_and(|first| is_han(first)))
}

/// What is wanted of a new portal.
struct Wanted<'a> {
    title: Option<&'a str>,
    template: Template<'a>,
    /// What tells clerks how to publish, for those who read it.
    guide: &'a str,
}

/// Creates a portal; of a large one, the folder alone is told.
fn portal(common: &Common, folder: &Path, wanted: Wanted<'_>) -> Result<Vec<PathBuf>, Failure> {
    let Wanted { title, template, guide } = wanted;
    let lang = common.lang();
    let title = match template {
        Template::County(_) => title.map(str::to_owned),
        _ if title.is_none() && !io::stdin().is_terminal() => Some(Pack::usual().title.to_string()),
        _ => Some(on_terminal(lang, |asker| asker.text(title, PORTAL))?),
    };
    let today = common.today(&load::settings(&Reader::at(folder)));
    let unit = Unit { guide: has_guide(template).then_some(guide), ..Unit::default() };
    let files = create::portal(folder, NewPortal { template, title: title.as_deref(), unit, today }, lang)?;
    Ok(if files.len() > FEW { vec![folder.join(CONTENT)] } else { files })
}

/// What the flags say of a record.
struct Given<'a> {
    kind: Option<&'a str>,
    form: Option<&'a str>,
    org: Option<&'a str>,
    title: Option<&'a str>,
    is_markdown: bool,
    #[cfg(feature = "workbooks")]
    has_sheet: bool,
}

fn record(common: &Common, root: &Path, portal: &Portal, given: Given<'_>) -> Result<Vec<PathBuf>, Failure> {
    let lang = common.lang();
    let labelled = |name: &str, label: &crate::base::lang::Label| (name.to_owned(), label.home().to_owned());
    let orgs: Vec<_> = portal.orgs.iter().map(|(_, org)| (format!("/{}", org.path), org.name.to_string())).collect();
    let kinds: Vec<_> = portal.kinds.values().map(|kind| labelled(&kind.name, &kind.label)).collect();
    on_terminal(lang, |asker| {
        let only = if let [(only, _)] = &orgs[..] { Some(&**only) } else { None };
        let org = asker.choice(given.org, UNIT, Choice { choices: &orgs, usual: only })?;
        let is_kind = |name: &&str| kinds.iter().any(|(own, label)| own == name || label == name);
        let is_form = |form: &&Form, name: &str| *form.name == *name || form.label.is(name);
        let is_part = |form: &&Form, name: &str| name.chars().count() > 1 && form.label.home().contains(name);
        let other = given.kind.filter(|name| !is_kind(name));
        let find = |is: &dyn Fn(&&Form, &str) -> bool, name| portal.forms.values().find(|form| is(form, name));
        if let Some(form) = other.and_then(|name| find(&is_form, name).or_else(|| find(&is_part, name))) {
            return Err(no_kind(form));
        }
        let kind = asker.choice(given.kind, KIND, Choice::of(&kinds))?;
        let Some(kind) = portal.kinds.get(&*kind) else { return Err(ask::unknown(KIND, &kind, &kinds)) };
        let own = portal.forms.values().filter(|form| form.kind == kind.name);
        let forms: Vec<_> = own.map(|form| labelled(&form.name, &form.label)).collect();
        let called = given.title.and_then(|title| form_of_title(portal, kind, title));
        let usual = called.or(kind.default_form.as_deref());
        let form = match given.form {
            _ if forms.is_empty() => None,
            form => Some(asker.choice(form, FORM, Choice { choices: &forms, usual })?),
        };
        let title = asker.text(given.title, TITLE)?;
        let new = NewRecord {
            kind,
            form: form.as_ref().and_then(|form| portal.forms.get(&**form)),
            title: &title,
            org: &org,
            date: common.today(&portal.config),
            is_markdown: given.is_markdown,
        };
        let path = create::record(root, new, lang)?;
        #[cfg(feature = "workbooks")]
        if given.has_sheet {
            let sheet = create::record_sheet(&path, new, lang)?;
            return match sheet {
                Some(sheet) => Ok(vec![path, sheet]),
                None => Err(no_sheet(&path)),
            };
        }
        Ok(vec![path])
    })
}

/// The form of a kind that a title names; of several the one with the longest name.
fn form_of_title<'a>(portal: &'a Portal, kind: &Kind, title: &str) -> Option<&'a str> {
    let own = portal.forms.values().filter(|form| form.kind == kind.name);
    let named = own.filter(|form| title.contains(form.label.home()));
    named.max_by_key(|form| form.label.home().len()).map(|form| &*form.name)
}

/// A unit lies in one that is there.
fn above(portal: &Portal, path: &str) -> Result<(), Failure> {
    let Some((above, _)) = path.trim_matches('/').rsplit_once('/') else { return Ok(()) };
    let is_unit = |path: &str| portal.orgs.iter().any(|(_, org)| *org.path == *path);
    // A name that cannot be one is told when it is created.
    if is_unit(above) || SitePath::parse(path.trim_matches('/')).is_err() {
        return Ok(());
    }
    let near = names::nearest(above, portal.orgs.iter().map(|(_, org)| &*org.path).filter(|path| !path.is_empty()));
    let [zh, en] = match near {
        Some(near) => [format!("是不是 `{near}`？"), format!("did you mean `{near}`?")],
        None => {
            [format!("先建上级单位：gongkai new org {above}"), format!("create that first: gongkai new org {above}")]
        }
    };
    Err(Failure::Answer(format!(
        "there is no unit `{above}` in which `{path}` could lie; {en}\n没有 `{above}` 这个单位，`{path}` 没有上级；{zh}"
    )))
}

/// A record was written, but no workbook.
#[cfg(feature = "workbooks")]
fn no_sheet(path: &Path) -> Failure {
    let path = path.display();
    Failure::Answer(format!(
        "{path} was written; its kind and form take no table, so there is no workbook\n已写 {path}；这种格式不放表格，没有工作簿"
    ))
}

/// What was given as a kind is the name of a form.
fn no_kind(form: &Form) -> Failure {
    let (kind, form) = (&form.kind, &form.name);
    Failure::Answer(format!(
        "`{form}` is a form: write --kind {kind} --form {form}\n`{form}` 是格式，不是种类：写成 --kind {kind} --form {form}"
    ))
}

/// What to do next with a new record.
fn next(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "下一步：用编辑器打开填写，运行 gongkai serve 预览；填好以后删去“状态: 草稿”一行，就会公开",
        Lang::En => {
            "next: fill it in with an editor and look at it with gongkai serve; once `status: draft` is deleted, it is published"
        }
    }
}
