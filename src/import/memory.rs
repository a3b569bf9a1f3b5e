//! What imports were told, so that they ask once: `imports.yaml` beside `content/`. People may read and change it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::base::squeezed::squeezed;
use crate::import::category::bare;
use crate::import::{Answers, Draft, From};

/// The name of the file.
const FILE: &str = "imports.yaml";

/// What the file says of itself.
const ABOUT: &str = "# gongkai import 记住的：什么样的表头是什么格式，哪些事项归哪一类。可以改，可以删；删了就再问一次。\n\
                     # What `gongkai import` was told: which heads are of which form, and what is filed under what. Change or delete it at will.\n";

/// What imports were told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Memory {
    /// Tables by their heads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tables: Vec<Known>,
    /// Categories, by what was booked without its figures.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    categories: BTreeMap<String, String>,
}

/// What tables with these heads are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Known {
    heads: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    columns: BTreeMap<String, String>,
}

/// The file cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The system refuses.
    #[error("{}: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is not what was written there.
    #[error(
        "{} cannot be read: {why}. Mend it, or delete it: the questions are asked again\n{} 读不出来：{why}。改好它，或者删去，问题会再问一次", path.display(), path.display()
    )]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// Why.
        why: String,
    },
}

impl Memory {
    /// What the portal at `root` remembers; nothing if there is no such file yet.
    ///
    /// # Errors
    /// There is one, and it cannot be read.
    pub fn read(root: &Path) -> Result<Self, Failure> {
        let path = root.join(FILE);
        match fs::read_to_string(&path) {
            Ok(text) if text.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) => Ok(Self::default()),
            Ok(text) => serde_yaml::from_str(&text).map_err(|why| Failure::Damaged { path, why: why.to_string() }),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(Failure::File { path, source }),
        }
    }

    /// Writes it whole, if it says anything new.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn write(&self, root: &Path) -> Result<(), Failure> {
        let path = root.join(FILE);
        if *self == Self::read(root)? {
            return Ok(());
        }
        let at = |source| Failure::File { path: path.clone(), source };
        let text = serde_yaml::to_string(self).map_err(|why| at(io::Error::other(why.to_string())))?;
        let part = root.join(format!(".{FILE}.part"));
        let mut file = fs::File::create(&part).map_err(at)?;
        file.write_all(format!("{ABOUT}{text}").as_bytes()).map_err(at)?;
        file.sync_all().map_err(at)?;
        fs::rename(&part, &path).map_err(at)
    }

    /// The kind and form of tables with these heads.
    pub fn form(&self, heads: &[String]) -> Option<(&str, Option<&str>)> {
        self.known(heads).and_then(|known| Some((known.kind.as_deref()?, known.form.as_deref())))
    }

    /// The unit of tables with these heads, if all were of one.
    pub(super) fn org(&self, heads: &[String]) -> Option<String> {
        self.known(heads)?.org.clone()
    }

    /// Which heads stood for which columns.
    pub fn columns(&self, heads: &[String]) -> BTreeMap<String, String> {
        self.known(heads).map(|known| known.columns.clone()).unwrap_or_default()
    }

    /// The category of what was booked, by its text without figures.
    pub(super) fn category(&self, bare: &str) -> Option<&String> {
        self.categories.get(bare)
    }

    fn known(&self, heads: &[String]) -> Option<&Known> {
        let plain = plain(heads);
        self.tables.iter().find(|known| known.heads == plain)
    }

    /// Keeps what a draft was told: what follows from a table by itself is not kept, so that a better guess may be made of the
    /// next one.
    pub fn learn(&mut self, draft: &Draft<'_>, answers: &Answers) {
        let heads = plain(&draft.fit.seen.texts);
        let mut known = self.tables.iter().find(|known| known.heads == heads).cloned().unwrap_or_default();
        if answers.is_form_told {
            known.kind = Some(draft.fit.kind.name.to_string());
            known.form = draft.fit.form.map(|form| form.name.to_string());
        }
        if let Some((org, From::Given)) = draft.org.as_ref().filter(|_| !answers.is_split) {
            known.org = Some(org.clone());
        }
        known.columns.extend(answers.columns.clone());
        if known != Known::default() {
            self.tables.retain(|other| other.heads != heads);
            self.tables.push(Known { heads, ..known });
        }
        let told = answers.categories.iter().filter(|(_, category)| !category.is_empty());
        self.categories.extend(told.map(|(item, category)| (bare(item), category.clone())));
    }
}

/// Heads as they are compared.
fn plain(heads: &[String]) -> Vec<String> {
    heads.iter().map(|head| squeezed(head)).filter(|head| !head.is_empty()).collect()
}
