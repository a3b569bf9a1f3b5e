//! `gongkai new`: asks on a terminal for what the flags leave out.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};

use crate::base::lang::Lang;
use crate::cli::report::Patient;
use crate::cli::{Common, Failure, Outcome};
use crate::create::{self, NewOrg, NewPortal, NewRecord, Sample, Template};
use crate::load::{self, CONTENT, ParseCache};
use crate::model::Portal;

/// So many new files are named one by one.
const FEW: usize = 20;

/// What to create.
#[derive(Debug, Subcommand)]
pub(super) enum New {
    /// A portal: the sample county, one village, or settings alone
    Portal {
        /// Folder of the portal
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// Title of the portal
        #[arg(long)]
        title: Option<String>,
        /// What it begins with
        #[arg(long, value_enum, default_value = "bare")]
        template: TemplateArgument,
    },
    /// Items of what must be published, to copy and change
    Catalogue {
        /// Which: village, party, township [default: all]
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

/// What a portal begins with.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum TemplateArgument {
    /// The sample county: three townships, thirteen villages, three years of records
    County,
    /// One village: its catalogue and an example of each record it owes
    Village,
    /// Settings, the root organisation and all start catalogues, with a word about each key
    Bare,
}

/// Creates it and prints the paths of the new files.
pub(super) fn run(common: &Common, new: &New, sample: Sample) -> Result<Outcome, Failure> {
    let lang = common.lang();
    let created = match new {
        New::Portal { folder, title, template } => portal(common, folder, (title.as_deref(), *template), sample)?,
        New::Catalogue { set } => {
            let root = common.root()?;
            let portal = load::load(&root, &mut ParseCache::default())?.0;
            let all = create::SETS.map(|(name, ..)| name);
            let sets = if set.is_empty() { all.to_vec() } else { set.iter().map(|name| &**name).collect() };
            let day = (common.today(&portal.config), lang);
            vec![create::catalogue(&root, &sets, &portal.catalogue, day)?]
        }
        New::Org { path, name, level } => {
            let root = common.root()?;
            let portal = load::load(&root, &mut ParseCache::default())?.0;
            let name = answer(name.as_deref(), ("单位名称", "name"), lang)?;
            let levels: Vec<(String, String)> = portal
                .config
                .levels
                .iter()
                .map(|one| (one.name.to_string(), one.label.get("zh-Hans").to_owned()))
                .collect();
            let level = choose(level.as_deref(), ("层级", "level"), &levels, lang)?;
            vec![create::org(&root, NewOrg { path, name: &name, level: &level }, lang)?]
        }
        New::Record { kind, form, org, title, markdown } => {
            let root = common.root()?;
            let portal = load::load(&root, &mut ParseCache::default())?.0;
            let given =
                Given { kind: kind.as_deref(), form: form.as_deref(), org: org.as_deref(), title: title.as_deref() };
            vec![record(common, (&root, &portal), given, *markdown)?]
        }
    };
    let mut stdout = Patient(io::stdout().lock());
    for path in created {
        writeln!(stdout, "{}", path.display())?;
    }
    Ok(Outcome::Good)
}

/// Creates a portal; of a large one, the folder alone is told.
fn portal(
    common: &Common,
    folder: &Path,
    (title, template): (Option<&str>, TemplateArgument),
    sample: Sample,
) -> Result<Vec<PathBuf>, Failure> {
    let lang = common.lang();
    let template = match template {
        TemplateArgument::County => Template::County(sample),
        TemplateArgument::Village => Template::Village,
        TemplateArgument::Bare => Template::Bare,
    };
    let title = match template {
        Template::County(_) => title.map(str::to_owned),
        _ => Some(answer(title, ("公开网的名称", "title of the portal"), lang)?),
    };
    let today = common.today(&load::settings(folder));
    let files = create::portal(folder, NewPortal { template, title: title.as_deref(), today }, lang)?;
    Ok(if files.len() > FEW { vec![folder.join(CONTENT)] } else { files })
}

/// What the flags say of a record.
struct Given<'a> {
    kind: Option<&'a str>,
    form: Option<&'a str>,
    org: Option<&'a str>,
    title: Option<&'a str>,
}

fn record(
    common: &Common,
    (root, portal): (&Path, &Portal),
    given: Given<'_>,
    markdown: bool,
) -> Result<PathBuf, Failure> {
    let lang = common.lang();
    let labelled = |name: &str, label: &crate::base::lang::Label| (name.to_owned(), label.get("zh-Hans").to_owned());
    let orgs: Vec<_> = portal.orgs.iter().map(|(_, org)| (format!("/{}", org.path), org.name.to_string())).collect();
    let org = choose(
        given.org.map(|org| format!("/{}", org.trim_matches('/'))).as_deref(),
        ("单位", "organisation"),
        &orgs,
        lang,
    )?;
    let kinds: Vec<_> = portal.kinds.values().map(|kind| labelled(&kind.name, &kind.label)).collect();
    let kind = choose(given.kind, ("种类", "kind"), &kinds, lang)?;
    let Some(kind) = portal.kinds.get(&*kind) else { return Err(Failure::Answer(kind)) };
    let own = portal.forms.values().filter(|form| form.kind == kind.name);
    let forms: Vec<_> = own.map(|form| labelled(&form.name, &form.label)).collect();
    let default = kind.default_form.as_deref().filter(|_| !io::stdin().is_terminal());
    let form =
        if forms.is_empty() { None } else { Some(choose(given.form.or(default), ("格式", "form"), &forms, lang)?) };
    let title = answer(given.title, ("标题", "title"), lang)?;
    let new = NewRecord {
        kind,
        form: form.as_ref().and_then(|form| portal.forms.get(&**form)),
        title: &title,
        org: &org,
        date: common.today(&portal.config),
        is_markdown: markdown,
    };
    Ok(create::record(root, new, lang)?)
}

/// The given answer, or the one that is typed.
fn answer(given: Option<&str>, (zh, en): (&'static str, &'static str), lang: Lang) -> Result<String, Failure> {
    if let Some(given) = given {
        return Ok(given.to_owned());
    }
    let question = if lang == Lang::Zh { zh } else { en };
    if !io::stdin().is_terminal() {
        return Err(Failure::Answer(question.to_owned()));
    }
    write!(Patient(io::stderr()), "{question}: ")?;
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    let line = line.trim();
    if line.is_empty() { Err(Failure::Answer(question.to_owned())) } else { Ok(line.to_owned()) }
}

/// One of `choices`, by name, label, or the number that is typed.
fn choose(
    given: Option<&str>,
    question: (&'static str, &'static str),
    choices: &[(String, String)],
    lang: Lang,
) -> Result<String, Failure> {
    let find =
        |text: &str| choices.iter().find(|(name, label)| name == text || label == text).map(|(name, _)| name.clone());
    if given.is_none() && io::stdin().is_terminal() {
        for (number, (name, label)) in (1..).zip(choices) {
            writeln!(Patient(io::stderr()), "{number:>3}  {name}（{label}）")?;
        }
    }
    let text = answer(given, question, lang)?;
    let by_number = text.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
    let found = find(&text).or_else(|| by_number.filter(|_| given.is_none()).map(|(name, _)| name.clone()));
    found.ok_or(Failure::Answer(text))
}
