//! `gongkai new`: asks on a terminal for what the flags leave out.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::base::lang::Lang;
use crate::cli::ask::{self, Choice, Question, on_terminal};
use crate::cli::report::Patient;
use crate::cli::{Common, Failure, Outcome, content};
use crate::create::{self, NewOrg, NewPortal, NewRecord, Template};
use crate::files::{Embedded, Reader};
use crate::load::{self, CONTENT};
use crate::model::Portal;
use crate::model::form::Form;
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
    let lang = common.lang();
    let created = match new {
        New::Portal { folder, title, template, profile } => {
            let template = chosen(template, profile.as_deref(), sample);
            portal(common, folder, (title.as_deref(), template))?
        }
        New::Catalogue { set } => {
            let root = common.root()?;
            let portal = content(&root)?.content;
            let all = create::sets(&portal.config.pack);
            let sets: Vec<&str> = if set.is_empty() { &all } else { set }.iter().map(|name| &**name).collect();
            let day = (common.today(&portal.config), lang);
            vec![create::catalogue(&root, (&portal.config.pack, &sets), &portal.catalogue, day)?]
        }
        New::Org { path, name, level } => {
            let root = common.root()?;
            let portal = content(&root)?.content;
            let levels: Vec<(String, String)> =
                portal.config.levels.iter().map(|one| (one.name.to_string(), one.label.home().to_owned())).collect();
            let (name, level) = on_terminal(lang, |asker| {
                let name = asker.text(name.as_deref(), NAME)?;
                Ok((name, asker.choice(level.as_deref(), LEVEL, Choice::of(&levels))?))
            })?;
            vec![create::org(&root, NewOrg { path, name: &name, level: &level }, lang)?]
        }
        New::Record { kind, form, org, title, markdown } => {
            let root = common.root()?;
            let portal = content(&root)?.content;
            let given = Given {
                kind: kind.as_deref(),
                form: form.as_deref(),
                org: org.as_deref(),
                title: title.as_deref(),
                is_markdown: *markdown,
            };
            vec![record(common, &root, &portal, given)?]
        }
    };
    let mut stdout = Patient(io::stdout().lock());
    for path in created {
        writeln!(stdout, "{}", path.display())?;
    }
    if matches!(new, New::Record { .. }) {
        writeln!(Patient(io::stderr()), "{}", next(lang))?;
    }
    Ok(Outcome::Good)
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

/// Creates a portal; of a large one, the folder alone is told.
fn portal(
    common: &Common,
    folder: &Path,
    (title, template): (Option<&str>, Template<'_>),
) -> Result<Vec<PathBuf>, Failure> {
    let lang = common.lang();
    let title = match template {
        Template::County(_) => title.map(str::to_owned),
        _ => Some(on_terminal(lang, |asker| asker.text(title, PORTAL))?),
    };
    let today = common.today(&load::settings(&Reader::at(folder)));
    let files = create::portal(folder, NewPortal { template, title: title.as_deref(), today }, lang)?;
    Ok(if files.len() > FEW { vec![folder.join(CONTENT)] } else { files })
}

/// What the flags say of a record.
struct Given<'a> {
    kind: Option<&'a str>,
    form: Option<&'a str>,
    org: Option<&'a str>,
    title: Option<&'a str>,
    is_markdown: bool,
}

fn record(common: &Common, root: &Path, portal: &Portal, given: Given<'_>) -> Result<PathBuf, Failure> {
    let lang = common.lang();
    let labelled = |name: &str, label: &crate::base::lang::Label| (name.to_owned(), label.home().to_owned());
    let orgs: Vec<_> = portal.orgs.iter().map(|(_, org)| (format!("/{}", org.path), org.name.to_string())).collect();
    let kinds: Vec<_> = portal.kinds.values().map(|kind| labelled(&kind.name, &kind.label)).collect();
    on_terminal(lang, |asker| {
        let org = asker.choice(given.org, UNIT, Choice::of(&orgs))?;
        let is_kind = |name: &&str| kinds.iter().any(|(own, label)| own == name || label == name);
        let is_form = |form: &&Form, name: &str| *form.name == *name || form.label.is(name);
        let other = given.kind.filter(|name| !is_kind(name));
        if let Some(form) = other.and_then(|name| portal.forms.values().find(|form| is_form(form, name))) {
            return Err(no_kind(form));
        }
        let kind = asker.choice(given.kind, KIND, Choice::of(&kinds))?;
        let Some(kind) = portal.kinds.get(&*kind) else { return Err(ask::unknown(KIND, &kind, &kinds)) };
        let own = portal.forms.values().filter(|form| form.kind == kind.name);
        let forms: Vec<_> = own.map(|form| labelled(&form.name, &form.label)).collect();
        let usual = kind.default_form.as_deref();
        let form = match given.form.or(usual.filter(|_| !io::stdin().is_terminal())) {
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
        Ok(create::record(root, new, lang)?)
    })
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
        Lang::Zh => "下一步：用编辑器打开填写，运行 gongkai serve 预览；填好以后删去 status: draft 一行，就会公开",
        Lang::En => {
            "next: fill it in with an editor and look at it with gongkai serve; once `status: draft` is deleted, it is published"
        }
    }
}
