//! The face of the library: a portal from its files to its pages. The order of the phases stands here and nowhere else.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::check::{Last, Past, check_since};
use crate::files::{self, Files, Reader};
use crate::load::{self, ParseCache};
use crate::model::Content;
use crate::model::config::Config;
use crate::output::{self, Source};
use crate::privacy;
use crate::render::Theme;
use crate::site::Site;
use crate::write::{self, Folder, Target, Written};

/// A portal cannot be read, or its site not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Content or theme cannot be read.
    #[error("{0}")]
    Read(#[from] files::Error),
    /// There is no page or other file of this path.
    #[error("the site has no file `{0}`")]
    Absent(String),
    /// A file that goes with a record cannot be read.
    #[error("{}: {source}", path.display())]
    Attachment {
        /// The file or folder that could not be read.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The content or the theme has errors.
    #[error("the portal has errors")]
    Problems(Diagnostics),
    /// The site cannot be written.
    #[error("{0}")]
    Write(#[from] write::Error),
}

/// A portal that has been read.
#[derive(Clone, Debug)]
pub struct Portal {
    /// Where its files come from, and what was read of them.
    pub reader: Arc<Reader>,
    /// Everything that was read, public or not.
    pub content: Arc<Content>,
    /// What pages look like; `None` if its templates are wrong or nobody has asked for them.
    pub theme: Option<Arc<Theme>>,
    /// What is wrong with its files.
    pub problems: Arc<Diagnostics>,
}

impl Portal {
    /// Reads the content and the theme of a portal.
    ///
    /// # Errors
    /// A file or folder cannot be read at all. Whatever can be read but is wrong is among the [`Portal::problems`].
    pub fn open(files: impl Files + 'static) -> Result<Self, Error> {
        let content = Self::read(&Reader::of(Arc::new(files)), &mut ParseCache::default())?;
        Ok(content.with_theme()?)
    }

    /// Reads the content alone, but for what `cache` has of it.
    ///
    /// # Errors
    /// As [`Portal::open`].
    pub fn read(reader: &Arc<Reader>, cache: &mut ParseCache) -> Result<Self, files::Error> {
        let (content, problems) = load::load(reader, cache)?;
        Ok(Self { reader: reader.clone(), content: Arc::new(content), theme: None, problems: Arc::new(problems) })
    }

    /// The same with its theme.
    ///
    /// # Errors
    /// A file of the theme cannot be read.
    pub fn with_theme(self) -> Result<Self, files::Error> {
        let Config { theme, languages, .. } = &*self.content.config;
        let (theme, problems) = Theme::load(&self.reader, theme, languages)?;
        let mut all = Arc::unwrap_or_clone(self.problems);
        all.append(problems);
        Ok(Self { theme: theme.map(Arc::new), problems: Arc::new(all), ..self })
    }

    /// The same with other content.
    #[must_use]
    pub fn with_content(&self, content: Content) -> Self {
        Self { content: Arc::new(content), ..self.clone() }
    }

    /// What the public sees of it on a day.
    pub fn site(&self, today: Date) -> Edition {
        let assets = self.theme.iter().flat_map(|theme| theme.assets());
        let site = Site::new(&self.content, today, assets);
        Edition { portal: self.clone(), site }
    }
}

/// A portal as the public sees it on a day.
#[derive(Debug)]
pub struct Edition {
    portal: Portal,
    site: Site,
}

impl Edition {
    /// The portal.
    pub fn portal(&self) -> &Portal {
        &self.portal
    }

    /// All that its pages are made from.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The same without the portal.
    pub fn into_site(self) -> Site {
        self.site
    }

    /// What is wrong: with each file, and across records.
    pub fn check(&self) -> Diagnostics {
        self.check_since(None)
    }

    /// The same, and what of the last site would change or go without a word.
    pub fn check_since(&self, last: Option<&Last>) -> Diagnostics {
        let mut problems = (*self.portal.problems).clone();
        let past = last.map(|last| Past { last, content: &self.portal.content });
        problems.append(check_since(&self.site, past));
        settle(&mut problems, &self.portal.content.config, self.site.today);
        problems
    }

    /// What files of the site are made from.
    ///
    /// # Errors
    /// The templates are wrong, or nobody has asked for the theme.
    pub fn source(&self) -> Result<Source<'_>, Error> {
        let Portal { reader, theme, problems, .. } = &self.portal;
        let theme = theme.as_deref().ok_or_else(|| Error::Problems((**problems).clone()))?;
        Ok(Source { reader, site: &self.site, theme })
    }

    /// The bytes of a page or another file of the site, by its path, such as `index.html`.
    ///
    /// # Errors
    /// There is no such file, a template fails, or an attachment cannot be read.
    pub fn render(&self, path: &str) -> Result<Vec<u8>, Error> {
        let file = self.site.plan.get(path).ok_or_else(|| Error::Absent(path.to_owned()))?;
        output::bytes(self.source()?, file).map_err(|error| match error {
            output::Error::Template(problem) => Error::Problems([*problem].into_iter().collect()),
            output::Error::Read(path, source) => Error::Attachment { path, source },
        })
    }

    /// Writes the site into a folder of the disk: equal files stay untouched, and what a former site had goes.
    ///
    /// # Errors
    /// The portal has errors, in which case nothing is written; or the folder is not for the site, or the disk refuses.
    pub fn build(&self, out: &Path) -> Result<Written, Error> {
        let problems = self.check();
        if problems.has_errors() {
            return Err(Error::Problems(problems));
        }
        let folder = Folder::open(self.portal.reader.files().folder(), out)?;
        let target = Target { folder: &folder, stamp: "", is_forced: false, progress: &|| {} };
        Ok(write::write(target, self.source()?)?)
    }
}

/// Sorts problems, raises warnings where the portal asks for it, lifts the veil of what is public today, and masks
/// numbers that no message should carry further than they already are.
pub fn settle(problems: &mut Diagnostics, config: &Config, today: Date) {
    problems.unveil(today);
    let masked = |text: &str| match privacy::starred(text) {
        Cow::Owned(masked) => Some(masked),
        Cow::Borrowed(_) => None,
    };
    problems.iter_mut().for_each(|problem| problem.change_texts(masked));
    problems.sort();
    if config.is_strict {
        problems.deny_warnings();
    }
}
