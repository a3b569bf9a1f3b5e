//! The command line: the only module that prints, reads the time and the environment.
//!
//! `arguments` says what may be written, `common` what every command is told; here each command is handed on.

mod arguments;
mod ask;
mod build;
mod check;
mod common;
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

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::base::lang::Lang;
use crate::cli::arguments::{Arguments, Command, parsed};
use crate::cli::common::{Common, FormatArgument, LangArgument, of_system};
use crate::create;
use crate::files::{self, Embedded, Reader};
use crate::load::ParseCache;
use crate::portal::Portal;
#[cfg(feature = "serve")]
use crate::serve::Password;
use crate::write;

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
        Command::Check { out, privacy } => check::run(common, out.as_deref(), *privacy),
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
        Command::Explain { rule } => explain::run(common, rule.as_deref()),
        Command::Kinds { name } => kinds::run(common, name.as_deref()),
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

/// The portal at `root`, without its theme.
fn content(root: &Path) -> Result<Portal, files::Error> {
    Portal::read(&Reader::at(root), &mut ParseCache::default())
}

/// Whether who sits at the terminal says yes.
fn agrees(lang: Lang, question: ask::Question) -> Result<bool, Failure> {
    ask::on_terminal(lang, |asker| Ok(matches!(&*asker.line(question, None)?, "y" | "Y" | "yes" | "是")))
}
