//! `gongkai import`: shows what becomes of a table, asks what it cannot know, and writes drafts.

mod ask;
mod files;
mod preview;
mod text;

use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use crate::base::diag::{Diagnostic, Diagnostics, Severity};
use crate::base::lang::{Lang, Text};
use crate::base::period::Period;
use crate::cli::ask::{Asker, Choice, Question, on_terminal};
use crate::cli::import::ask::{Given, Interview, Unfit, settle, settle_text};
use crate::cli::import::files::Found;
use crate::cli::import::preview::{as_json, show};
use crate::cli::new::UNIT;
use crate::cli::report::{Patient, Report};
use crate::cli::{Common, Failure, FormatArgument, Outcome, content};
use crate::files::Reader;
use crate::import::{self, Answers, Draft, Memory, Notice, Part, Setting, Written};
use crate::load::{CONTENT, Excerpts, ParseCache};
use crate::portal::Portal;

/// What to import, and what is known of it.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// Spreadsheets (.xlsx, .xls, .ods, .csv, .tsv), documents (.docx, .doc), pages (.html), or a folder of an old site
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Path or name of the organisation [default: the one that the table names, or the only one]
    #[arg(long, value_name = "PATH")]
    org: Option<String>,
    /// Name or label of the kind [default: the one whose columns the head names]
    #[arg(long)]
    kind: Option<String>,
    /// Name or label of the form
    #[arg(long)]
    form: Option<String>,
    /// The title [default: what stands above the table]
    #[arg(long)]
    title: Option<String>,
    /// The time that it covers, such as 2026Q3 [default: what the title or the days of the rows say]
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Write without asking
    #[arg(long)]
    yes: bool,
}

fn parse_period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| "write it like 2026, 2026H1, 2026Q3 or 2026-06".to_owned())
}

const KIND: Question = Question::new("种类", "kind", "--kind");
const FORM: Question = Question::new("格式", "form", "--form");
const WRITE: Text = Text { zh: "照这样写成草稿吗？", en: "Write this as drafts?" };
const UNCHANGED: Text = Text { zh: "什么也没有写。", en: "Nothing was written." };
const NEXT: Text = Text {
    zh: "下一步：打开上面的文件核对，gongkai serve 预览；没有错了，删去“状态: draft”（status）一行，就会公开。原来的表格没有动，也没有放进来",
    en: "next: look the files through, and at the pages with gongkai serve; once the line `status: draft` is deleted, they are published. The original spreadsheet was left where it is",
};

/// A table with all that is known of it.
struct Settled<'a> {
    part: &'a Part,
    draft: Draft<'a>,
    answers: Answers,
}

/// What will be written.
struct Plan<'a> {
    /// What it is made of.
    found: &'a Found,
    tables: Vec<Settled<'a>>,
    notices: Vec<Notice<'a>>,
    unfit: Vec<Unfit>,
}

impl Plan<'_> {
    /// Whether everything becomes something: no table is unfit, and none is followed by another in its sheet.
    fn is_whole(&self) -> bool {
        let mut told = self.tables.iter().flat_map(|one| one.draft.problems.iter());
        self.unfit.is_empty() && !told.any(|one| matches!(one.rule.name, "rows/second-head" | "rows/second-table"))
    }
}

/// What was written of each.
#[derive(Default)]
struct Done {
    tables: Vec<Written>,
    notices: Vec<Vec<PathBuf>>,
}

pub(super) fn run(common: &Common, args: &Import) -> Result<Outcome, Failure> {
    let root = common.root()?;
    let content = content(&root)?.content;
    let mut memory = Memory::read(&root)?;
    let told = memory.clone();
    let setting = Setting { content: &content, memory: &told, today: common.today(&content.config) };
    let lang = common.lang();
    let found = files::read(setting, &args.files)?;
    let is_json = matches!(common.format, FormatArgument::Json);
    let mut out = Patient(io::stdout());
    on_terminal(lang, |asker| {
        let is_asking = asker.is_terminal() && !args.yes && !is_json;
        let given = given(setting, args, asker)?;
        let plan = plan(setting, &found, &given, &mut Interview { asker: &mut *asker, is_asking })?;
        if !is_json {
            tell(&mut out, setting, &plan, lang)?;
        }
        let is_any = !plan.tables.is_empty() || !plan.notices.is_empty();
        if is_asking && is_any && !asker.agrees(WRITE.get(lang))? {
            writeln!(out, "{}", UNCHANGED.get(lang))?;
            return Ok(Outcome::Errors);
        }
        let mut done = Done::default();
        for one in &plan.tables {
            done.tables.push(import::write(&root, setting, &one.draft, lang)?);
            memory.learn(&one.draft, &one.answers);
        }
        for notice in &plan.notices {
            done.notices.push(import::write_notice(&root, setting, notice, lang)?);
        }
        memory.write(&root)?;
        let checked = check(common, &root, &done)?;
        if is_json {
            writeln!(out, "{}", json(&plan, &done, &checked.problems, lang))?;
        } else {
            finish(common, &done, &checked, &mut out)?;
        }
        let is_whole = plan.is_whole() && found.unread.is_empty() && !found.diags.has_errors();
        Ok(if is_whole { Outcome::Good } else { Outcome::Errors })
    })
}

impl Done {
    fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.tables.iter().flat_map(|one| [&one.record, &one.table]).chain(self.notices.iter().flatten())
    }
}

/// What becomes of each table and text.
fn plan<'a>(
    setting: Setting<'a>,
    found: &'a Found,
    given: &Given,
    interview: &mut Interview<'_, '_>,
) -> Result<Plan<'a>, Failure> {
    let mut plan = Plan { found, tables: Vec::new(), notices: Vec::new(), unfit: Vec::new() };
    for part in &found.parts {
        match settle(setting, part, given, interview)? {
            Ok((draft, answers)) => plan.tables.push(Settled { part, draft, answers }),
            Err(problem) => plan.unfit.push(problem),
        }
    }
    for text in &found.texts {
        match settle_text(setting, text, given, interview)? {
            Ok(notice) => plan.notices.push(notice),
            Err(problem) => plan.unfit.push(problem),
        }
    }
    Ok(plan)
}

/// Shows what will be written and what will not.
fn tell(out: &mut dyn io::Write, setting: Setting<'_>, plan: &Plan<'_>, lang: Lang) -> io::Result<()> {
    let found = plan.found;
    for one in found.diags.iter() {
        writeln!(out, "{}: {}\n  → {}", one.span.file, one.message(lang), one.help(lang))?;
    }
    for one in &plan.tables {
        show(out, setting, &one.draft, lang)?;
        preview::left(out, &one.part.left, lang)?;
    }
    plan.notices.iter().try_for_each(|notice| text::show(out, setting, notice, lang))?;
    plan.unfit.iter().try_for_each(|problem| writeln!(out, "{}\n", problem.get(lang)))?;
    found.unread.iter().try_for_each(|(path, why)| writeln!(out, "{}\n", files::told(path, *why, lang)))?;
    for around in &found.around {
        let import::Around { file, paragraphs, tables } = around;
        match lang {
            Lang::Zh => writeln!(out, "{file}：表格以外还有 {paragraphs} 段文字、{tables} 张别的表，没有读\n")?,
            Lang::En => writeln!(
                out,
                "{file}: what else it says was not read: paragraphs {paragraphs}, other tables {tables}\n"
            )?,
        }
    }
    let unused = found.unused(&plan.notices);
    if !unused.is_empty() {
        let names: Vec<String> = unused.iter().take(FEW).map(|path| path.display().to_string()).collect();
        let (count, names) = (unused.len(), names.join(lang.between()));
        match lang {
            Lang::Zh => writeln!(
                out,
                "文件夹里另有 {count} 个文件没有哪一页用到，没有读：{names}{}\n",
                if count > FEW { "……" } else { "" }
            )?,
            Lang::En => writeln!(
                out,
                "other files of the folder that no page uses ({count}) were left: {names}{}\n",
                if count > FEW { " …" } else { "" }
            )?,
        }
    }
    Ok(())
}

/// So many files are named.
const FEW: usize = 10;

/// All of it for a program.
fn json(plan: &Plan<'_>, done: &Done, problems: &Diagnostics, lang: Lang) -> Value {
    let found = plan.found;
    let told = |one: &Diagnostic| json!({ "rule": one.rule.name, "message": one.message(lang) });
    let tables = plan.tables.iter().zip(&done.tables);
    let notices = plan.notices.iter().zip(&done.notices);
    json!({
        "records": tables.map(|(one, files)| as_json(&one.draft, files, lang)).collect::<Vec<Value>>(),
        "notices": notices.map(|(one, files)| text::as_json(one, files, lang)).collect::<Vec<Value>>(),
        "files": found.diags.iter().map(told).collect::<Vec<Value>>(),
        "lines": plan.tables.iter().flat_map(|one| &one.part.left).map(|(line, text)| json!({ "line": line, "text": text })).collect::<Vec<Value>>(),
        "unfit": plan.unfit.iter().map(|problem| problem.get(lang)).collect::<Vec<_>>(),
        "unread": found.unread.iter().map(|(path, why)| files::told(path, *why, lang)).collect::<Vec<_>>(),
        "around": found.around.iter().map(|one| json!({ "file": one.file, "paragraphs": one.paragraphs, "tables": one.tables })).collect::<Vec<Value>>(),
        "unused": found.unused(&plan.notices),
        "check": problems.iter().map(told).collect::<Vec<Value>>(),
    })
}

/// What the arguments say, each by the name that it has in the portal.
fn given(setting: Setting<'_>, args: &Import, asker: &mut Asker<'_>) -> Result<Given, Failure> {
    let portal = &setting.content.portal;
    let labelled = |name: &str, label: &crate::base::lang::Label| (name.to_owned(), label.home().to_owned());
    let mut one = |given: &Option<String>, question, choices: Vec<(String, String)>| {
        let given = given.as_deref();
        given.map(|name| asker.choice(Some(name), question, Choice::of(&choices))).transpose()
    };
    let orgs = portal.orgs.iter().map(|(_, org)| (format!("/{}", org.path), org.name.to_string())).collect();
    let kinds = portal.kinds.values().map(|kind| labelled(&kind.name, &kind.label)).collect();
    let forms = portal.forms.values().map(|form| labelled(&form.name, &form.label)).collect();
    Ok(Given {
        org: one(&args.org, UNIT, orgs)?,
        kind: one(&args.kind, KIND, kinds)?,
        form: one(&args.form, FORM, forms)?,
        title: args.title.clone(),
        period: args.period,
    })
}

/// What the check says of the files that were written, and what has read them.
struct Checked {
    problems: Diagnostics,
    reader: Arc<Reader>,
}

fn check(common: &Common, root: &Path, done: &Done) -> Result<Checked, Failure> {
    let portal = Portal::read(&Reader::at(root), &mut ParseCache::default())?;
    let mut diags = portal.site(common.today(&portal.content.config)).check();
    // What it imports was just shown.
    diags.tell_writer();
    let names: Vec<String> = done.paths().filter_map(|path| name(root, path)).collect();
    let own = diags.iter().filter(|one| one.severity != Severity::Note && names.contains(&one.span.file.to_string()));
    Ok(Checked { problems: own.cloned().collect(), reader: portal.reader.clone() })
}

/// The name of a file below the portal, as messages have it.
fn name(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root.join(CONTENT)).ok()?;
    let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    Some(format!("{CONTENT}/{}", parts.join("/")))
}

/// The files, what is still to be mended in them, and what to do next.
fn finish(common: &Common, done: &Done, checked: &Checked, out: &mut dyn io::Write) -> Result<(), Failure> {
    let Checked { problems, reader } = checked;
    for path in done.paths() {
        writeln!(out, "{}", path.display())?;
    }
    let lang = common.lang();
    if !problems.is_empty() {
        let count = problems.len();
        writeln!(out)?;
        let mut report: Report<'_> = common.report(out, Excerpts::of([reader.clone()]), io::stdout().is_terminal());
        report.line(&match lang {
            Lang::Zh => format!("还有 {count} 处要补、要改："),
            Lang::En => format!("{count} still to be filled in or mended:"),
        })?;
        report.diagnostics(problems)?;
    }
    if done.paths().next().is_some() {
        writeln!(Patient(io::stderr()), "{}", NEXT.get(lang))?;
    }
    Ok(())
}
