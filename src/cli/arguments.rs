//! The command line as it is written: commands, their flags, and what is told of them.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::base::lang::Lang;
#[cfg(feature = "serve")]
use crate::cli::serve;
use crate::cli::{Common, import, new, of_system, words};

/// Static sites for public disclosure portals: village affairs, finances, pledges, evaluations.
#[derive(Debug, Parser)]
#[command(name = "gongkai", version, about)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) common: Common,
    /// Without one: shows the portal, or makes one in an empty folder.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
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

/// The arguments; help and what is wrong with them are told in the language that they or the system ask for.
pub(super) fn parsed() -> Result<Arguments, ExitCode> {
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

fn parse_days(text: &str) -> Result<i64, String> {
    let digits = text.trim_end_matches(['d', '天']);
    digits.parse().ok().filter(|days| *days >= 0).ok_or_else(|| "write a number of days, like 30d".to_owned())
}
