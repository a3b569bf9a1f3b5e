//! gongkai (公开, "made public") turns folders of Markdown and YAML records into a static site that discloses what a
//! county, its townships and its villages owe the public, and tells the publisher what is wrong with them.
//!
//! # A portal in ten lines
//!
//! ```
//! use gongkai::{Portal, base::date::Date, files::Memory};
//!
//! let files = Memory::of([
//!     ("content/portal.yaml", "title: 云岭县阳光公开\nlevels: [county]\n"),
//!     ("content/org.yaml", "name: 云岭县\nlevel: county\n"),
//!     ("content/2025/2025-07-10-water.yaml", "kind: notice\ntitle: 停水公告\nplain: 7月12日停水两小时\n"),
//! ]);
//! let portal = Portal::open(files)?;
//! let site = portal.site(Date::new(2025, 8, 1).ok_or("no day")?);
//! assert!(!site.check().has_errors());
//! let page = String::from_utf8(site.render("2025/2025-07-10-water.html")?)?;
//! assert!(page.contains("7月12日停水两小时"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`files::Disk`] is a folder instead, and [`portal::Edition::build`] writes a site. Without default features there is no
//! command line (`cli`) and no preview (`serve`), and nothing that only they need.
//!
//! # From content to site
//!
//! ```text
//! load → publish → cover, roll_up → plan → check → view → render → write
//! ```
//!
//! Each phase is a function from values to values; nothing is changed after it was made, and no function needs another
//! one to have been called before it.
//!
//! | phase | from | to |
//! |---|---|---|
//! | [`load::load`] | files | [`model::Content`] and the diagnostics of every file |
//! | [`publish::publish`] | content, day | [`publish::Public`]: what may be seen; every later phase takes nothing else |
//! | [`coverage::cover`] | public portal, day | what was owed against what was published |
//! | [`rollup::roll_up`] | public portal, day | summaries of every organisation with all below it |
//! | [`league::rank`] | public portal, day | league tables, where a record publishes its method |
//! | [`plan::plan`] | public portal, names of the theme's files | every file of the site: what it is, and where it stands |
//! | [`check::check`] | [`site::Site`] | diagnostics across records |
//! | [`view::view`] | site, page, texts of the theme | the one value that a template sees |
//! | [`render::render`] | theme, view | bytes |
//! | [`write::write`] | site, theme | files; equal ones untouched, stale ones removed |
//!
//! [`Portal`] calls them in this order, for the command line, the preview and whoever uses the library.
//! [`output::bytes`] makes any one file, which is what the preview answers and the build writes: they cannot differ.
//!
//! # What the words mean
//!
//! The **content** is a **portal** (who is in it, what is owed, how records are written) with its records. An **organisation** is a folder with `org.yaml`. A **record** is one disclosed
//! item: an envelope that all records share, and **blocks** in named **slots**. A **block** is a Rust type with
//! arithmetic of its own ([`blocks`]); a **kind** says which slots a record has, a **form** gives the slots their
//! options, and both are YAML ([`model::kind`], [`model::form`]). There is no third language.
//!
//! # Invariants
//!
//! * Imports point down the list of layers, never up: `cli` · `serve` · `edit, import` · `create, fix, send` · `portal, explain` · `write` · `output` · `export, render` ·
//!   `view, check` · `data` · `site` · `plan` · `rollup, coverage, league` · `publish, load` · `model` · `blocks` · `files` · `privacy, documents, search` · `base`. Files of one folder import each other
//!   one way only. A test enforces both.
//! * Output is a pure function of content, theme, settings and day. The clock is read in `cli` alone.
//! * Every file comes from a store ([`files::Files`]), within limits ([`base::limits::Limits`]), and is read once a run
//!   ([`files::Reader`]): "nothing has changed" compares with what was read, and messages quote it. A store is asked twice
//!   for an attachment alone that the site does not have yet: for its digest and to copy it.
//! * What is not public ends in `publish`: no later phase can see it, so none can leak it.
//! * A record is resolved once, in `publish`: its unit, its versions, what follows it up and its series stand in the
//!   [`publish::index::Index`], and no later phase looks them up by text.
//! * What cannot be read is closed: a definition with an error gives its records to nobody, a mask or an audience with one
//!   hides, and of a record with an error no more stays than its source still lets the public see. Places that are not
//!   public carry a [`base::source::Veil`], so that no message quotes them.
//! * An address is made of checked names and of nothing else ([`base::path::SitePath`], [`base::name::Name`]): no text of
//!   the content can lead out of the site. What a name is of is its type ([`model::id`]): a slot cannot be asked for as a kind.
//! * What a file is ([`plan::Page`]) and where it stands belong together one to one, and only the plan knows how. A link is asked
//!   for by page, so that none leads to what is not there; the site is whole when it is made, and nothing is added to it.
//! * Every tree, for a language or for elders, has its own view of each page: a page knows its tree, and its links lead
//!   within it. HTML that is done is not changed any more, but for the language of Han text in other languages.
//! * Problems of the content are [`base::diag::Diagnostic`]s, problems of the machine are errors, our mistakes are
//!   panics. One bad record never hides the next.
//! * Money is fen in an `i64`; no figure passes through a float. A stated figure that disagrees with its parts is kept
//!   beside the computed one, and the page shows both.
//! * Summaries merge, blocks do not: one definition gives a village, a township and a county their numbers.
//!
//! # What is deliberately absent
//!
//! No plug-ins, expressions or templates in content; no cache of rendered pages and no dependency graph, because folding
//! and planning anew is faster than tracking; no network.

pub mod base;
pub mod blocks;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod coverage;
pub mod create;
pub mod data;
pub mod documents;
pub mod edit;
pub mod explain;
pub mod export;
pub mod files;
pub mod fix;
pub mod holders;
pub mod import;
pub mod league;
pub mod load;
pub mod model;
pub mod output;
pub mod plan;
pub mod portal;
pub mod privacy;
pub mod publish;
pub mod render;
pub mod rollup;
pub mod search;
#[cfg(feature = "cli")]
pub mod send;
#[cfg(feature = "serve")]
pub mod serve;
pub mod site;
pub mod view;
pub mod write;

pub use portal::Portal;
