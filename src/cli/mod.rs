//! Arguments, dispatch, and the clock: the only module that prints, reads the time and the environment.

mod ask;
mod build;
mod due;
mod explain;
mod fix;
mod import;
mod kinds;
mod new;
mod privacy;
mod publish;
mod report;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod shell;
mod start;
mod words;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Severity};
use crate::base::lang::{Lang, is_han};
use crate::cli::report::{Format, Patient, Report};
use crate::create;
use crate::files::{self, Embedded, Reader};
use crate::load::{self, Excerpts, ParseCache};
use crate::model::config::Config;
use crate::portal::Portal;
#[cfg(feature = "serve")]
use crate::serve::Password;
use crate::write;

/// Static sites for public disclosure portals: village affairs, finances, pledges, evaluations.
#[derive(Debug, Parser)]
#[command(name = "gongkai", version, about)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    /// Without one: shows the portal, or makes one in an empty folder.
    #[command(subcommand)]
    command: Option<Command>,
}

/// Arguments of every command.
#[derive(Clone, Debug, Args)]
struct Common {
    /// Folder that holds `content/` and `themes/` [default: the nearest one, upwards from here]
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The day as of which the site is made [default: `as-of` of portal.yaml, else today in the portal's time zone]
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    today: Option<Date>,
    /// Language of messages [default: from the environment]
    #[arg(long, global = true, value_enum)]
    lang: Option<LangArgument>,
    /// How problems are written
    #[arg(long, global = true, value_enum, default_value = "human")]
    format: FormatArgument,
    /// Show every problem by itself, also many of one kind in one file
    #[arg(long, global = true)]
    all: bool,
    /// Treat warnings that no record accepts as errors
    #[arg(long, global = true, value_name = "LEVEL", value_parser = ["warnings"])]
    deny: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LangArgument {
    Zh,
    En,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArgument {
    Human,
    Json,
    /// For `due` only: a table
    Csv,
    /// For `due` only: a calendar
    Ics,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read the content and report every problem
    Check {
        /// Folder of the last site, to tell what of it would change or go [default: public/ under the root]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Report personal data only: each finding, and what is let out on which ground
        #[arg(long)]
        privacy: bool,
    },
    /// Write the site
    Build {
        /// Folder of the site [default: public/ under the root]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Publish what is sound; records with errors keep the pages they had
        #[arg(long)]
        keep_going: bool,
        /// Make and compare every byte of the site, even if nothing seems to have changed
        #[arg(long)]
        force: bool,
        /// File for the addresses that are not public any more, to be removed from caches and search engines
        /// [default: beside the folder of the site, its name with `.gone.txt`]
        #[arg(long, value_name = "FILE")]
        removed: Option<PathBuf>,
    },
    /// Write the site and send it to its host, as publish.yaml says; shows what goes public, changes and comes down, and asks
    Publish {
        /// Only say what would be sent; write and send nothing
        #[arg(long)]
        dry_run: bool,
        /// Send without asking, also where something public changes without a correction
        #[arg(long)]
        yes: bool,
        /// Send although the place has files of somebody else: those of the same name are replaced, all others stay
        #[arg(long)]
        take_over: bool,
        /// Folder in which the site is made [default: public/ under the root]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Show the site in the browser and reload it on every change
    #[cfg(feature = "serve")]
    Serve {
        /// Port to listen on
        #[arg(long, default_value_t = serve::PORT)]
        port: u16,
        /// Let other devices of the network see it too
        #[arg(long)]
        lan: bool,
        /// Let other devices that know this password see drafts, non-public records and problems too
        /// [default: the environment variable GONGKAI_PASSWORD, which no list of processes shows]
        #[arg(long, value_name = "WORD", requires = "lan")]
        password: Option<String>,
        /// Look for changes every second instead of being told: for network and container file systems
        #[arg(long)]
        poll: bool,
        /// Fill in and change records in the browser of this machine, at the address that is printed
        #[arg(long, conflicts_with = "lan")]
        edit: bool,
        /// Where to keep what was there before each change, outside the portal
        /// [default: gongkai/saves where the system keeps what programs leave]
        #[arg(long, value_name = "DIR", requires = "edit")]
        copies: Option<PathBuf>,
    },
    /// Mend in the sources what can be mended with certainty; shows every change and asks
    Fix {
        /// Mask personal data that was found, instead
        #[arg(long)]
        privacy: bool,
        /// Write without asking
        #[arg(long)]
        yes: bool,
        /// Where to keep the files as they were, outside the portal
        /// [default: gongkai/fix where the system keeps what programs leave]
        #[arg(long, value_name = "DIR")]
        copies: Option<PathBuf>,
    },
    /// List what is owed next and what is overdue
    Due {
        /// Path of an organisation; with all below it
        #[arg(long, value_name = "PATH")]
        org: Option<String>,
        /// How far to look ahead, such as 30d
        #[arg(long, value_name = "DAYS", default_value = "30d", value_parser = parse_days)]
        within: i64,
    },
    /// Create a portal, an organisation or a record
    New {
        #[command(subcommand)]
        what: new::New,
    },
    /// Make records of spreadsheets as they are: drafts, with a preview of what becomes of what
    Import(import::Import),
    /// Explain a rule, or list all
    Explain {
        /// Name of the rule, such as account/unbalanced
        rule: Option<String>,
    },
    /// Reference of kinds, forms, slots and columns
    Kinds {
        /// Name or label of a kind or form
        name: Option<String>,
    },
    /// Write JSON Schemas of all kinds and forms to schema/, by which editors complete and mark what records say
    Schema,
    /// Print what a shell loads to complete words of this command line
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man {
        /// Folder to write it to, with a page for each command
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

/// The site cannot be made at all: no content, no disk, no theme.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    Read(#[from] files::Error),
    #[error("{0}")]
    Write(#[from] write::Error),
    #[error("{0}")]
    Send(#[from] crate::send::Error),
    #[error("{0}")]
    Create(#[from] create::Error),
    #[error("{0}")]
    Import(#[from] crate::import::Error),
    #[error("{0}")]
    Memory(#[from] crate::import::MemoryFailure),
    #[error("{}: {source}", path.display())]
    Copy { path: PathBuf, source: io::Error },
    /// What was not given, or is not there, in both languages.
    #[error("{0}")]
    Answer(String),
    #[error(
        "`--format {0}` is for `gongkai due` only; here: human, json\n`--format {0}` 只用于 `gongkai due`；这里可以写 human、json"
    )]
    Format(&'static str),
    #[cfg(feature = "serve")]
    #[error("{0}")]
    Serve(#[from] crate::serve::Error),
    #[cfg(feature = "serve")]
    #[error(
        "the password for other devices has less than {0} characters\n给其他设备用的密码太短，至少要 {0} 个字符",
        Password::SHORTEST
    )]
    ShortPassword,
    #[error("{0}")]
    Print(#[from] io::Error),
    #[error("no folder `content/` here or above; use --root\n这里和上级文件夹都没有 content/，请用 --root 指明")]
    NoRoot,
}

/// What went well or not, as the exit code says it.
enum Outcome {
    Good,
    Errors,
}

/// Runs the command line; `sample` is the content of the sample county. Exit codes: 0 good, 1 the content has errors, 2 could not run.
pub fn run(sample: Embedded) -> ExitCode {
    let arguments = match parsed() {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    match dispatch(&arguments, sample) {
        Ok(Outcome::Good) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::from(1),
        Err(failure) => {
            let failure = failure.to_string();
            // Failures are told in English and, below that, in Chinese; who asks for English needs but that.
            let is_english = matches!(arguments.common.lang, Some(LangArgument::En));
            let alone = failure.split_once('\n').filter(|(_, rest)| is_english && !rest.is_ascii());
            let _ = writeln!(io::stderr(), "gongkai: {}", alone.map_or(&*failure, |(english, _)| english));
            ExitCode::from(2)
        }
    }
}

/// The arguments; help and what is wrong with them are told in the language that they or the system ask for.
fn parsed() -> Result<Arguments, ExitCode> {
    let given: Vec<_> = std::env::args_os().map(|one| one.to_string_lossy().into_owned()).collect();
    let after = given.iter().position(|one| one == "--lang").and_then(|at| given.get(at + 1)).map(String::as_str);
    let asked = given.iter().find_map(|one| one.strip_prefix("--lang=")).or(after);
    let is_chinese = asked.map_or_else(|| of_system() == Some(Lang::Zh), |asked| asked == "zh");
    let command = Arguments::command();
    let command = if is_chinese { words::in_chinese(command) } else { command };
    let read = command.try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    read.map_err(|error| {
        let said = if is_chinese && error.use_stderr() { words::wrong(&error) } else { None };
        match said {
            Some(said) => {
                let more = "`gongkai --help` 列出全部命令，命令后面加 --help 看怎么写";
                _ = writeln!(io::stderr(), "gongkai: {said}\n{more}");
            }
            None => _ = error.print(),
        }
        ExitCode::from(if error.use_stderr() { 2 } else { 0 })
    })
}

/// The language of the system, if it says one that the program speaks.
fn of_system() -> Option<Lang> {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let value = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).unwrap_or_default();
    match value.get(..2) {
        Some("en") => Some(Lang::En),
        Some("zh") => Some(Lang::Zh),
        _ => None,
    }
}

fn dispatch(arguments: &Arguments, sample: Embedded) -> Result<Outcome, Failure> {
    let common = &arguments.common;
    let Some(command) = &arguments.command else { return start::run(common, sample) };
    if !matches!(command, Command::Due { .. }) {
        match common.format {
            FormatArgument::Csv => return Err(Failure::Format("csv")),
            FormatArgument::Ics => return Err(Failure::Format("ics")),
            FormatArgument::Human | FormatArgument::Json => {}
        }
    }
    match command {
        Command::Check { out, privacy } => check_command(common, out.as_deref(), *privacy),
        Command::Build { out, keep_going, force, removed } => {
            let list = removed.as_deref();
            let how = build::How { is_going_on: *keep_going, is_forced: *force, list, ..build::How::default() };
            build::run(common, out.as_deref(), how)
        }
        Command::Publish { dry_run, yes, take_over, out } => {
            let (is_dry, is_sure, is_taking_over, out) = (*dry_run, *yes, *take_over, out.as_deref());
            publish::run(common, publish::How { is_dry, is_sure, is_taking_over, out })
        }
        Command::Fix { privacy, yes, copies } => {
            fix::run(common, &fix::How { is_privacy: *privacy, is_sure: *yes, copies: copies.as_deref() })
        }
        Command::Due { org, within } => due::run(common, org.as_deref(), *within),
        Command::New { what } => new::run(common, what, sample),
        Command::Import(import) => import::run(common, import),
        Command::Explain { rule } => explain_command(common, rule.as_deref()),
        Command::Kinds { name } => kinds_command(common, name.as_deref()),
        Command::Schema => schema::run(common),
        Command::Completions { shell } => shell::completions(*shell),
        Command::Man { out } => shell::man(out.as_deref()),
        #[cfg(feature = "serve")]
        Command::Serve { port, lan, password, poll, edit, copies } => {
            let (port, is_lan, is_polling, password) = (*port, *lan, *poll, password.clone());
            let (is_edit, copies, opens) = (*edit, copies.clone(), false);
            let listen = serve::Listen { port, is_lan, is_polling, password, is_edit, copies, opens };
            serve::run(common, &listen)
        }
    }
}

fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text).map(|(date, _)| date).ok_or_else(|| "write it like 2025-07-10".to_owned())
}

fn parse_days(text: &str) -> Result<i64, String> {
    let digits = text.trim_end_matches(['d', '天']);
    digits.parse().ok().filter(|days| *days >= 0).ok_or_else(|| "write a number of days, like 30d".to_owned())
}

impl Common {
    fn lang(&self) -> Lang {
        match self.lang {
            Some(LangArgument::Zh) => Lang::Zh,
            Some(LangArgument::En) => Lang::En,
            None => of_system().unwrap_or_else(|| self.lang_of_portal()),
        }
    }

    /// The language of messages in that of the portal, where the system does not say; without a portal, Chinese.
    fn lang_of_portal(&self) -> Lang {
        let first = self.root().ok().and_then(|root| load::settings(&Reader::at(&root)).languages.first().cloned());
        if first.is_none_or(|first| is_han(&first)) { Lang::Zh } else { Lang::En }
    }

    fn root(&self) -> Result<PathBuf, Failure> {
        if let Some(root) = &self.root {
            return if root.join(load::CONTENT).is_dir() { Ok(root.clone()) } else { Err(Failure::NoRoot) };
        }
        let here = std::env::current_dir()?;
        let above = here.ancestors().find(|folder| folder.join(load::CONTENT).is_dir());
        above.map(Path::to_path_buf).ok_or(Failure::NoRoot)
    }

    fn today(&self, config: &Config) -> Date {
        self.today.or(config.as_of.as_ref().map(|day| day.value)).unwrap_or_else(|| {
            let zone = jiff::tz::TimeZone::get(&config.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
            let now = jiff::Timestamp::now().to_zoned(zone).date();
            Date::from(now)
        })
    }

    fn report<'a>(&self, out: &'a mut dyn Write, excerpts: Excerpts, is_terminal: bool) -> Report<'a> {
        let format = match self.format {
            FormatArgument::Json => Format::Json,
            _ => Format::Human,
        };
        let color = is_terminal && std::env::var_os("NO_COLOR").is_none();
        Report { out, lang: self.lang(), format, color, is_each: self.all, least: Severity::Note, excerpts }
    }

    /// Lets messages quote drafts where they go to the screen of who writes them, and nowhere else.
    fn tell_writer(&self, diags: &mut Diagnostics, is_terminal: bool) {
        if is_terminal && !matches!(self.format, FormatArgument::Json) {
            diags.tell_writer();
        }
    }

    /// Raises warnings where the caller asks for it.
    fn deny(&self, diags: &mut Diagnostics) {
        if self.deny.is_some() {
            diags.deny_warnings();
        }
    }
}

/// The portal at `root`, without its theme.
fn content(root: &Path) -> Result<Portal, files::Error> {
    Portal::read(&Reader::at(root), &mut ParseCache::default())
}

/// Whether who sits at the terminal says yes.
fn agrees(lang: Lang, question: ask::Question) -> Result<bool, Failure> {
    ask::on_terminal(lang, |asker| Ok(matches!(&*asker.line(question, None)?, "y" | "Y" | "yes" | "是")))
}

fn check_command(common: &Common, out: Option<&Path>, is_privacy: bool) -> Result<Outcome, Failure> {
    let root = common.root()?;
    let portal = content(&root)?;
    let last = build::last(out.unwrap_or(&root.join(build::PUBLIC)));
    let mut diags = portal.site(common.today(&portal.content.config)).check_since(last.as_ref());
    if let Some((_, of_hosting)) = load::hosting(&portal.reader)? {
        diags.append(of_hosting);
    }
    common.deny(&mut diags);
    let stdout = io::stdout();
    common.tell_writer(&mut diags, stdout.is_terminal());
    let mut report_out = Patient(stdout.lock());
    let mut report = common.report(&mut report_out, Excerpts::of([portal.reader]), stdout.is_terminal());
    if is_privacy {
        privacy::write(&mut report, &diags)?;
        let has_errors = privacy::of(&diags).has_errors();
        return Ok(if has_errors { Outcome::Errors } else { Outcome::Good });
    }
    report.diagnostics(&diags)?;
    report.table(&diags)?;
    report.summary(&diags)?;
    Ok(if diags.has_errors() { Outcome::Errors } else { Outcome::Good })
}

fn explain_command(common: &Common, rule: Option<&str>) -> Result<Outcome, Failure> {
    let stdout = io::stdout();
    let mut out = Patient(stdout.lock());
    let root = common.root().unwrap_or_default();
    let today = common.today(&load::settings(&Reader::at(&root)));
    let known = explain::run(&mut common.report(&mut out, Excerpts::default(), stdout.is_terminal()), rule, today)?;
    Ok(if known { Outcome::Good } else { Outcome::Errors })
}

fn kinds_command(common: &Common, name: Option<&str>) -> Result<Outcome, Failure> {
    let root = common.root()?;
    let portal = content(&root)?.content;
    let today = common.today(&portal.config);
    let stdout = io::stdout();
    let mut out = Patient(stdout.lock());
    let known =
        kinds::run(&mut common.report(&mut out, Excerpts::default(), stdout.is_terminal()), (&portal, today), name)?;
    Ok(if known { Outcome::Good } else { Outcome::Errors })
}
