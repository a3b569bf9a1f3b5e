//! From files to a [`Content`]: the only phase that reads content.
//!
//! `files` walks the folder, the other modules read what it found. Every problem of every file is collected; a record
//! with an error becomes a name in `Content::broken` and nothing else of it goes on.

mod across;
mod attached;
mod attachment;
mod basis;
mod beside;
mod config;
mod consequences;
mod copies;
mod counted;
mod definitions;
mod envelope;
mod excerpts;
mod expiry;
mod files;
mod fixed;
mod gate;
mod gated;
mod hosting;
mod inside;
mod leaked;
mod left;
mod looked;
mod loose;
mod named;
mod orgs;
mod pages;
mod pasted;
mod record;
mod records;
mod refused;
mod rows;
mod runs;
mod section;
mod setting;
mod sight;
mod sort;
mod source;
mod strays;
mod taken;
mod text;
mod ties;
mod tree;
mod unread;
mod veil;
mod versions;
mod walk;

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, Rule, Severity};
use crate::base::encoding;
use crate::base::fields::Fields;
use crate::base::limits::{Limit, Limits};
use crate::base::path::{folder, nfc, stem};
use crate::base::source::Span;
use crate::base::yaml::{self, Node};
use crate::files::{Error, Reader};
use crate::model::config::Config;
use crate::model::id::RecordId;
use crate::model::org::OrgTree;
use crate::model::record::Record;
use crate::model::{Broken, Content, Portal};

pub use excerpts::Excerpts;
pub use hosting::{HOSTING, hosting};
pub use pages::split as front_matter;
pub use rows::lines::{HeadSeen, Seen, SeenLine, head_of, sheets, signatures};
pub use rows::{Expected, read as rows};
pub use sort::{CONTENT, is_definition, may_be_rows};
pub use taken::is_kept;
pub use walk::is_hidden;

/// Rules of this phase.
pub const RULES: &[&[&Rule]] = &[
    files::RULES,
    gate::RULES,
    gate::ATTACHMENT_RULES,
    across::RULES,
    attached::RULES,
    attachment::RULES,
    beside::RULES,
    config::RULES,
    copies::RULES,
    counted::RULES,
    definitions::RULES,
    envelope::RULES,
    orgs::RULES,
    pages::RULES,
    inside::RULES,
    named::RULES,
    record::RULES,
    refused::RULES,
    rows::ALL_RULES[0],
    rows::ALL_RULES[1],
    rows::ALL_RULES[2],
    rows::ALL_RULES[3],
    rows::ALL_RULES[4],
    rows::ALL_RULES[5],
    rows::ALL_RULES[6],
    rows::ALL_RULES[7],
    rows::ALL_RULES[8],
    rows::ALL_RULES[9],
    rows::ALL_RULES[10],
    rows::ALL_RULES[11],
    runs::RULES,
    section::RULES,
    pasted::RULES,
    strays::RULES,
    taken::RULES,
    text::RULES,
    ties::RULES,
    unread::RULES,
    walk::RULES,
];

/// Records that have been read, by id, so that the next load reads only what changed.
///
/// An entry holds while the definitions of kinds and forms are the same and nobody has called [`ParseCache::forget`]
/// for one of its files. The diagnostics of a record are kept with it.
#[derive(Clone, Debug, Default)]
pub struct ParseCache {
    definitions: Option<blake3::Hash>,
    records: HashMap<RecordId, Arc<Parsed>>,
    /// What the last load has read.
    reader: Option<Arc<Reader>>,
    /// What was seen inside files that go with records.
    looked: Arc<looked::Memory>,
}

/// What came of reading one record.
#[derive(Debug)]
struct Parsed {
    outcome: Result<Arc<Record>, Broken>,
    diags: Diagnostics,
}

impl ParseCache {
    /// Forgets what was read from `path`, relative to the portal's root.
    pub fn forget(&mut self, path: &str) {
        let path = nfc(path.strip_prefix(CONTENT).unwrap_or(path).trim_start_matches('/'));
        let own = stem(&path);
        // A picture beside a record is its attachment if the record names it.
        let names = |parsed: &Parsed| {
            let record = parsed.outcome.as_ref().ok().filter(|record| record.id.folder() == folder(&path));
            record.is_some_and(|record| {
                let attached = record.attachments.iter().any(|attachment| *attachment.path == *path);
                attached || record.body.links.iter().any(|link| *link.target == *path)
            })
        };
        self.records.retain(|id, parsed| {
            let is_own = own == &**id || path.starts_with(&format!("{id}/")) || own.starts_with(&format!("{id}."));
            !is_own && !names(parsed)
        });
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.records.clear();
    }
}

/// The settings of the portal alone, without a word about what is wrong with them.
pub fn settings(reader: &Reader) -> Config {
    Config::read(&portal_yaml(reader), &mut Diagnostics::new())
}

/// What `portal.yaml` says about limits, before anything else is read; it is itself read within the usual ones.
fn limits(reader: &Reader) -> Limits {
    let mut quiet = Diagnostics::new();
    Fields::of(&portal_yaml(reader), &mut quiet).get("limits", &mut quiet).unwrap_or_default()
}

/// `portal.yaml`, or nothing if it cannot be read.
fn portal_yaml(reader: &Reader) -> Node {
    let limit = Limits::default().of(Limit::TextSize);
    let file = tree::Tree::name("portal.yaml");
    let bytes = reader.read(&file, limit).unwrap_or_default();
    let text = encoding::decode_text(bytes).map_or(String::new(), |(text, _)| text);
    let node = yaml::parse(&file, 0, &text, &mut Diagnostics::new());
    node.unwrap_or_else(|| Node::empty(Span::whole(&file)))
}

/// Whether the problem stops a build that otherwise goes on beside records with errors: it lies in settings or definitions,
/// on which every page rests, or hides a whole folder, whose pages would all go. A link to a folder hides nothing where the
/// last site `has` no such folder, for what it leads to was never read.
pub fn stops_all(problem: &Diagnostic, has: &dyn Fn(&str) -> bool) -> bool {
    let path = problem.span.file.strip_prefix(CONTENT).and_then(|path| path.strip_prefix('/'));
    let Some(path) = path.filter(|path| !sort::is_setting(path)) else { return true };
    let is_new = walk::is_linked_folder(problem) && !sort::DEFINITIONS.contains(&path) && !has(path);
    walk::hides_folder(problem) && !is_new
}

/// Sees what lies in `content/` by the same rules as [`load`], and reads no more than that takes.
///
/// # Errors
/// A folder cannot be read at all.
pub fn look(reader: &Arc<Reader>) -> Result<(), Error> {
    files::walk(reader, limits(reader), &mut Diagnostics::new()).map(|_| ())
}

/// The digest with what figures that count units depend on.
fn with_units(digest: blake3::Hash, orgs: &OrgTree) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(digest.as_bytes());
    for (id, org) in orgs.iter() {
        let said = format!("{:?}", (&org.path, &org.name, &org.level, &org.org_type, orgs.life(id)));
        hasher.update(said.as_bytes());
    }
    hasher.finalize()
}

/// Reads the portal whose files these are.
///
/// # Errors
/// A file or folder cannot be read at all. Whatever can be read but is wrong is a diagnostic.
pub fn load(reader: &Arc<Reader>, cache: &mut ParseCache) -> Result<(Content, Diagnostics), Error> {
    let mut diags = Diagnostics::new();
    let tree = files::walk(reader, limits(reader), &mut diags)?;
    let tree = tree::Tree { looked: cache.looked.clone(), ..tree };
    let config = Arc::new(config::read(&tree, &mut diags)?);
    let calendar = Arc::new(config::read_calendar(&tree, &config, &mut diags)?);
    let glossary = Arc::new(config::read_glossary(&tree, &config, &mut diags)?);
    let (mut definitions, digest) = definitions::read(&tree, &config, &mut diags)?;
    definitions.check_acts(&config.windows, &mut diags);
    definitions.close(&diags);
    let laws = Arc::new(basis::read(&tree, &config, &mut diags)?);
    taken::check_reserved(&tree, definitions.kinds.keys(), &mut diags);
    let before = diags.len();
    let catalogue = Arc::new(config::read_catalogue(&tree, (&definitions, &config), &mut diags)?);
    let is_catalogue_wrong = diags.iter().skip(before).any(|one| one.severity == Severity::Error);
    let orgs = Arc::new(orgs::read(&tree, &config, &mut diags)?);
    let digest = with_units(digest, &orgs);
    if cache.definitions != Some(digest) {
        cache.clear();
        cache.definitions = Some(digest);
    }
    let setting = setting::Setting {
        tree: &tree,
        definitions: &definitions,
        catalogue: &catalogue,
        is_catalogue_wrong,
        orgs: &orgs,
        calendar: &calendar,
        config: &config,
    };
    let parsed = records::read_all(&setting, cache)?;
    let pages = fixed::read(&tree, &config, &mut diags)?;
    let mut all = sorted(parsed, &mut diags);
    inside::check_inside(&tree, &definitions, &mut all, &mut diags)?;
    loose::check_loose(&tree, &definitions, &all, &mut diags);
    leaked::close(&all, &mut diags);
    let setting::Records { read: records, broken } = all;
    consequences::of_links(&records, &pages, &mut diags);
    across::check_catalogue(&records, &catalogue, &mut diags);
    basis::check(&laws, &definitions, &catalogue, &mut diags);
    basis::check_acts(&laws, &config, &mut diags);
    basis::check_records(&laws, &records, &tree, &mut diags);
    across::check_supersedes(&records, &tree, &mut diags);
    versions::check(&records, &tree.limits, &mut diags);
    let kinds = Arc::new(definitions.kinds);
    let forms = Arc::new(definitions.forms);
    consequences::of_settings(&mut diags);
    let errors = diags.iter().filter(|one| one.severity == Severity::Error);
    let faulty = Arc::new(errors.map(|one| one.span.file.clone()).collect());
    if !config.pack.is_han() {
        diags.name_plainly();
    }
    let portal = Portal { config, orgs, kinds, forms, catalogue, laws, calendar, glossary, pages };
    Ok((Content { portal, records, broken, faulty }, diags))
}

/// The records that could be read and what is known of the others, with the messages about both.
fn sorted(parsed: records::AllParsed, diags: &mut Diagnostics) -> setting::Records {
    let mut all = setting::Records { read: Vec::new(), broken: Vec::new() };
    for (_, one) in parsed {
        diags.append(one.diags.clone());
        match &one.outcome {
            Ok(record) => all.read.push(record.clone()),
            Err(one) => all.broken.push(one.clone()),
        }
    }
    all
}
