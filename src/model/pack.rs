//! Packs: what belongs to a country, as data. `src/packs/NAME/` holds kinds, forms, acts, holidays, a glossary, start
//! catalogues and, in `pack.yaml`, levels, sections, money and what else a portal may leave unsaid.
//!
//! `profile:` in `portal.yaml` names a profile of a pack. A pack may build on another: a file that it does not have is the
//! other's, a folder is the other's with its own files in place of those of the same name. The portal in turn replaces
//! them file by file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::base::currency::Currency;
use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, entries};
use crate::base::lang::{Label, is_han};
use crate::base::lexicon::PackFiles;
use crate::base::name::Name;
use crate::base::period::YearStart;
use crate::base::smallest::Smallest;
use crate::base::yaml::{self, Key, Node};
use crate::blocks::usual::Usual;
use crate::files::Embedded;
use crate::model::due::YearStarts;
use crate::model::inspection::Inspection;
use crate::model::posting::Posting;

/// The files of all packs.
pub const FILES: Embedded = Embedded::of::<PackFiles>();

/// What belongs to a country.
#[derive(Debug, Default)]
pub struct Pack {
    /// Its folder.
    pub name: Arc<str>,
    /// The pack that it builds on.
    from: Option<Arc<Pack>>,
    /// What a portal is called that has no title.
    pub title: Arc<str>,
    /// Languages of the pages of a portal that names none; there is one at least, the one in which the pack is written.
    pub languages: Vec<Name>,
    /// Where days begin.
    pub time_zone: Arc<str>,
    /// In what accounts are kept.
    pub currency: Arc<Currency>,
    /// On which day of the year financial years begin.
    pub financial_year: YearStart,
    /// All levels that units usually have, by name.
    pub levels: Vec<(Name, Label)>,
    /// Those of a portal that names none, from the top.
    pub usual_levels: Vec<Name>,
    /// The sections of a portal that names none.
    pub sections: Vec<(Name, Label)>,
    /// What `ColumnType` in the head of a page says, by the sort of the page; empty where no such tags are asked for.
    pub page_tags: BTreeMap<Arc<str>, Arc<str>>,
    /// What it says about windows that is not as in China, besides its acts.
    pub windows: Option<Node>,
    /// How long what is posted has to stay up.
    pub posting: Posting,
    /// Under which number the rows of a sensitive list are not told.
    pub smallest: Smallest,
    /// What holds where a form says nothing; the currency and the smallest count are those above.
    pub usual: Usual,
    /// What a new portal may begin with, each with its start catalogues.
    pub start: Vec<(Arc<str>, Vec<Arc<str>>)>,
    /// What the title of a portal has behind the name of its unit.
    pub title_endings: Vec<Arc<str>>,
    /// What `profile:` may name, the usual one first.
    profiles: Vec<Profile>,
}

/// One way to publish by the rules of a pack.
#[derive(Clone, Debug)]
pub struct Profile {
    /// As `profile:` names it.
    pub name: Arc<str>,
    /// What it is called.
    pub label: Arc<str>,
    /// What an inspection looks at.
    pub inspection: Inspection,
}

/// All packs, those that others build on first. That of a portal without `profile:` is the first of all.
static PACKS: LazyLock<Vec<Arc<Pack>>> = LazyLock::new(|| {
    let folders = FILES.paths().into_iter().filter_map(|path| path.strip_suffix("/pack.yaml").map(str::to_owned));
    let mut waiting: Vec<(String, Node)> = folders.filter_map(|name| Some((name.clone(), read(&name)?))).collect();
    waiting.sort_by_key(|(name, _)| name != USUAL);
    let mut packs: Vec<Arc<Pack>> = Vec::new();
    while let Some(at) = waiting.iter().position(|(_, node)| is_ready(node, &packs)) {
        let (name, node) = waiting.remove(at);
        packs.extend(Pack::read(&name, &node, &packs, &mut Diagnostics::new()).map(Arc::new));
    }
    packs
});

/// The pack of a portal that names no profile.
const USUAL: &str = "cn";

/// `pack.yaml` of a folder.
fn read(name: &str) -> Option<Node> {
    let path = format!("{name}/pack.yaml");
    yaml::parse(&path.as_str().into(), 0, &FILES.text(&path)?, &mut Diagnostics::new())
}

/// The name of the pack that one builds on.
fn base(node: &Node) -> Option<Arc<str>> {
    Fields::of(node, &mut Diagnostics::new()).get("from", &mut Diagnostics::new())
}

fn is_ready(node: &Node, packs: &[Arc<Pack>]) -> bool {
    base(node).is_none_or(|from| packs.iter().any(|pack| pack.name == from))
}

impl Pack {
    /// The pack of a portal that names no profile.
    pub fn usual() -> Arc<Self> {
        PACKS.iter().find(|pack| &*pack.name == USUAL).cloned().unwrap_or_default()
    }

    /// All packs, the usual one first.
    pub fn all() -> &'static [Arc<Self>] {
        &PACKS
    }

    /// Every profile of every pack, the usual one first.
    pub fn profiles() -> impl Iterator<Item = (&'static Arc<Self>, &'static Profile)> {
        PACKS.iter().flat_map(|pack| pack.profiles.iter().map(move |profile| (pack, profile)))
    }

    /// The pack that has the profile of this name, or the usual one, with the name of the profile.
    pub fn of_profile(name: Option<&str>) -> (Arc<Self>, Arc<str>) {
        let is_it = |profile: &Profile| name.is_none_or(|name| *profile.name == *name);
        let found = Self::profiles().find(|(_, profile)| is_it(profile));
        found.map_or_else(|| (Self::usual(), "".into()), |(pack, profile)| (pack.clone(), profile.name.clone()))
    }

    /// Whether it is written in Han characters.
    pub fn is_han(&self) -> bool {
        self.languages.first().is_some_and(|lang| is_han(lang))
    }

    /// A file: the pack's own, or that of the pack that it builds on.
    pub fn text(&self, path: &str) -> Option<Cow<'static, str>> {
        let own = FILES.text(&format!("{}/{path}", self.name));
        own.or_else(|| self.from.as_ref()?.text(path))
    }

    /// The files of a folder by their names, those of the pack in place of those that it builds on.
    pub fn texts(&self, folder: &str) -> BTreeMap<String, Cow<'static, str>> {
        let mut texts = self.from.as_ref().map_or_else(BTreeMap::new, |from| from.texts(folder));
        let within = format!("{}/{folder}/", self.name);
        let own = FILES.texts().filter_map(|(path, text)| Some((path.strip_prefix(&within)?.to_owned(), text)));
        texts.extend(own);
        texts
    }

    /// A YAML file, read; `None` if the pack has none.
    pub fn yaml(&self, path: &str) -> Option<Node> {
        yaml::parse(&path.into(), 0, &self.text(path)?, &mut Diagnostics::new())
    }

    fn read(name: &str, node: &Node, packs: &[Arc<Self>], diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let from: Option<Arc<str>> = fields.get("from", diags);
        let from = from.and_then(|from| packs.iter().find(|pack| pack.name == from).cloned());
        let before = from.clone().unwrap_or_default();
        let currency: Option<Arc<str>> = fields.get("currency", diags);
        let financial_year = fields.get("financial-year", diags).map(|YearStarts(day)| day);
        let tags = fields.node("page-tags", diags).map(|node| words(node, diags));
        let usual_levels = fields.get("usual-levels", diags);
        let levels = fields.node("levels", diags).map(|node| named(node, diags));
        let sections = fields.node("sections", diags).map(|node| named(node, diags));
        let profiles = fields.node("profiles", diags).map(|node| entries(node, diags)).unwrap_or_default();
        let pack = Self {
            name: name.into(),
            title: fields.get("title", diags).unwrap_or_else(|| before.title.clone()),
            languages: fields.get("languages", diags).unwrap_or_else(|| before.languages.clone()),
            time_zone: fields.get("time-zone", diags).unwrap_or_else(|| before.time_zone.clone()),
            currency: currency.and_then(|code| Currency::of(&code)).unwrap_or_else(|| before.currency.clone()),
            financial_year: financial_year.unwrap_or(before.financial_year),
            levels: levels.unwrap_or_else(|| before.levels.clone()),
            usual_levels: usual_levels.unwrap_or_else(|| before.usual_levels.clone()),
            sections: sections.unwrap_or_else(|| before.sections.clone()),
            page_tags: tags.unwrap_or_else(|| before.page_tags.clone()),
            profiles: profiles.iter().filter_map(|(key, node)| Profile::read(&key.text, node, diags)).collect(),
            windows: fields.node("windows", diags).cloned().or_else(|| before.windows.clone()),
            posting: fields.get("posting", diags).unwrap_or_else(|| before.posting.clone()),
            smallest: fields.get("smallest-count", diags).unwrap_or(before.smallest),
            usual: match fields.node("words", diags) {
                Some(node) => read_words(node, diags),
                None => before.usual.clone(),
            },
            start: fields.node("start", diags).map(|node| lists(node, diags)).unwrap_or_default(),
            title_endings: fields.get("title-endings", diags).unwrap_or_default(),
            from,
        };
        fields.finish(diags);
        Some(pack)
    }
}

/// The words that hold where a form says nothing.
fn read_words(node: &Node, diags: &mut Diagnostics) -> Usual {
    let mut fields = Fields::of(node, diags);
    let words = Usual {
        uncategorised: fields.get("uncategorised", diags).unwrap_or_default(),
        other: fields.get("other", diags).unwrap_or_default(),
        majority: fields.get("majority", diags).unwrap_or_default(),
        agreed: fields.get("agreed", diags).unwrap_or_default(),
        currency: Arc::default(),
        smallest: Smallest::default(),
    };
    fields.finish(diags);
    words
}

impl Profile {
    fn read(name: &str, node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let label = fields.need("label", diags);
        let inspection = fields.node("inspection", diags);
        let inspection = inspection.map(|node| Inspection::default().changed_by(node, diags)).unwrap_or_default();
        fields.finish(diags);
        Some(Self { name: name.into(), label: label?, inspection })
    }
}

/// Names with what they are called, in the order in which they stand.
fn named(node: &Node, diags: &mut Diagnostics) -> Vec<(Name, Label)> {
    let mut read = |(key, value): &(Key, Node)| {
        let name = Name::read(&key.text, &key.span, diags)?;
        Some((name, Label::from_node(value, diags)?))
    };
    entries(node, &mut Diagnostics::new()).iter().filter_map(&mut read).collect()
}

/// Lists of words by name.
fn lists(node: &Node, diags: &mut Diagnostics) -> Vec<(Arc<str>, Vec<Arc<str>>)> {
    let all = entries(node, diags);
    all.iter().filter_map(|(key, value)| Some((key.text.as_str().into(), FromNode::from_node(value, diags)?))).collect()
}

/// Words by name.
fn words(node: &Node, diags: &mut Diagnostics) -> BTreeMap<Arc<str>, Arc<str>> {
    let all = entries(node, diags);
    all.iter().filter_map(|(key, value)| Some((key.text.as_str().into(), FromNode::from_node(value, diags)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::{FILES, Pack, Profile, read};
    use crate::base::diag::Diagnostics;
    use crate::base::fields::FromNode;
    use crate::base::glossary::Glossary;
    use crate::base::yaml::{self, Node, Value};

    /// What of a definition has no English: labels without one, and closed words that the glossary does not have.
    fn check(node: &Node, glossary: &Glossary, found: &mut Vec<String>) {
        let is_han = |text: &str| text.contains(|sign: char| ('\u{4e00}'..='\u{9fff}').contains(&sign));
        let mut word = |text: &str| {
            if is_han(text) && is_han(glossary.tongue("en").text(text)) {
                found.push(text.to_owned());
            }
        };
        match &node.value {
            Value::Empty | Value::Unread => {}
            Value::Text(text) => word(text),
            Value::List(nodes) => nodes.iter().for_each(|node| check(node, glossary, found)),
            Value::Map(entries) if entries.iter().any(|(key, _)| key.text == "zh-Hans") => {
                let has_english = entries.iter().any(|(key, text)| key.text == "en" && !text.is_empty());
                found.extend((!has_english).then(|| format!("{entries:?}")));
            }
            Value::Map(entries) => {
                entries.iter().for_each(|(key, _)| word(&key.text));
                let shown = entries.iter().filter(|(key, _)| key.text != "basis");
                shown.for_each(|(_, node)| check(node, glossary, found));
            }
        }
    }

    #[test]
    fn everything_that_a_page_shows_has_english() {
        let mut diags = Diagnostics::new();
        let pack = Pack::usual();
        let glossary = Glossary::from_node(&pack.yaml("glossary.yaml").unwrap(), &mut diags).unwrap();
        for (name, text) in pack.texts("kinds").into_iter().chain(pack.texts("forms")) {
            let node = yaml::parse(&name.as_str().into(), 0, &text, &mut diags).unwrap();
            let mut found = Vec::new();
            check(&node, &glossary, &mut found);
            assert_eq!(found, [""; 0], "{name}");
        }
        assert!(!diags.has_errors());
    }

    #[test]
    fn every_pack_is_read_without_a_problem() {
        let folders = FILES.paths().iter().filter(|path| path.ends_with("/pack.yaml")).count();
        assert_eq!(Pack::all().len(), folders, "a pack builds on one that is not there");
        for pack in Pack::all() {
            let mut diags = Diagnostics::new();
            Pack::read(&pack.name, &read(&pack.name).unwrap(), Pack::all(), &mut diags);
            let told: Vec<String> = diags.iter().map(|one| format!("{one:?}")).collect();
            assert_eq!(told, [""; 0], "{}", pack.name);
            assert!(!pack.languages.is_empty() && !pack.title.is_empty());
            assert!(pack.usual_levels.iter().all(|level| pack.levels.iter().any(|(name, _)| name == level)));
        }
    }

    #[test]
    fn each_profile_has_its_limits() {
        let of = |name: &str| Pack::profiles().find(|(_, profile)| *profile.name == *name).unwrap().1;
        let Profile { inspection: gov, .. } = of("gov-cn");
        assert_eq!((gov.home, gov.unanswered, gov.identifiers), (Some(14), Some(90), true));
        let Profile { inspection: village, .. } = of("village-cn");
        assert_eq!((village.section, village.identifiers), (Some(100), false));
    }
}
