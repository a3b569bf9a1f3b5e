//! What every command is told: where the portal is, as of which day, in which language and form it answers.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Severity};
use crate::base::lang::{Lang, is_han};
use crate::cli::Failure;
use crate::cli::report::{Format, Report};
use crate::files::Reader;
use crate::load::{self, Excerpts};
use crate::model::config::Config;

/// Arguments of every command.
#[derive(Clone, Debug, Args)]
pub(super) struct Common {
    /// Folder that holds `content/` and `themes/` [default: the nearest one, upwards from here]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// The day as of which the site is made [default: `as-of` of portal.yaml, else today in the portal's time zone]
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    pub(super) today: Option<Date>,
    /// Language of messages [default: from the environment]
    #[arg(long, global = true, value_enum)]
    pub(super) lang: Option<LangArgument>,
    /// How problems are written
    #[arg(long, global = true, value_enum, default_value = "human")]
    pub(super) format: FormatArgument,
    /// Show every problem by itself, also many of one kind in one file
    #[arg(long, global = true)]
    pub(super) all: bool,
    /// Treat warnings that no record accepts as errors
    #[arg(long, global = true, value_name = "LEVEL", value_parser = ["warnings"])]
    pub(super) deny: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LangArgument {
    Zh,
    En,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FormatArgument {
    Human,
    Json,
    /// For `due` only: a table
    Csv,
    /// For `due` only: a calendar
    Ics,
}

impl Common {
    /// The language of messages.
    pub(super) fn lang(&self) -> Lang {
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

    /// The folder of the portal.
    pub(super) fn root(&self) -> Result<PathBuf, Failure> {
        if let Some(root) = &self.root {
            return if root.join(load::CONTENT).is_dir() { Ok(root.clone()) } else { Err(Failure::NoRoot) };
        }
        let here = std::env::current_dir()?;
        let above = here.ancestors().find(|folder| folder.join(load::CONTENT).is_dir());
        above.map(Path::to_path_buf).ok_or(Failure::NoRoot)
    }

    /// The day as of which the site is made.
    pub(super) fn today(&self, config: &Config) -> Date {
        self.today.or(config.as_of.as_ref().map(|day| day.value)).unwrap_or_else(|| {
            let zone = jiff::tz::TimeZone::get(&config.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
            let now = jiff::Timestamp::now().to_zoned(zone).date();
            Date::from(now)
        })
    }

    /// What writes messages to `out`.
    pub(super) fn report<'a>(&self, out: &'a mut dyn Write, excerpts: Excerpts, is_terminal: bool) -> Report<'a> {
        let format = match self.format {
            FormatArgument::Json => Format::Json,
            _ => Format::Human,
        };
        let color = is_terminal && std::env::var_os("NO_COLOR").is_none();
        Report { out, lang: self.lang(), format, color, is_each: self.all, least: Severity::Note, excerpts }
    }

    /// Lets messages quote drafts where they go to the screen of who writes them, and nowhere else.
    pub(super) fn tell_writer(&self, diags: &mut Diagnostics, is_terminal: bool) {
        if is_terminal && !matches!(self.format, FormatArgument::Json) {
            diags.tell_writer();
        }
    }

    /// Raises warnings where the caller asks for it.
    pub(super) fn deny(&self, diags: &mut Diagnostics) {
        if self.deny.is_some() {
            diags.deny_warnings();
        }
    }
}

/// The language of the system, if it says one that the program speaks.
pub(super) fn of_system() -> Option<Lang> {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let value = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).unwrap_or_default();
    match value.get(..2) {
        Some("en") => Some(Lang::En),
        Some("zh") => Some(Lang::Zh),
        _ => None,
    }
}

fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text).map(|(date, _)| date).ok_or_else(|| "write it like 2025-07-10".to_owned())
}
