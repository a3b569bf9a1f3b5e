//! What a law says of itself: whom it binds, what held on a day, what it is called in a version.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::lang::Label;
use crate::model::basis::{Article, Holds, Law, Version};
use crate::model::org::Org;

impl Law {
    /// Whether it is called so.
    pub(super) fn is_called(&self, name: &str) -> bool {
        let name = name.strip_prefix('《').and_then(|name| name.strip_suffix('》')).unwrap_or(name);
        self.label.is(name) || self.short.is(name)
    }

    /// Whether it binds a unit.
    pub fn binds(&self, org: &Org) -> bool {
        let is_one = |names: &[_]| names.iter().any(|name| *name == org.level || Some(name) == org.org_type.as_ref());
        (self.binds.is_empty() || is_one(&self.binds)) && !self.is_except(org)
    }

    /// Whether it says that it does not bind a unit.
    pub fn is_except(&self, org: &Org) -> bool {
        self.except.iter().any(|name| *name == org.level || Some(name) == org.org_type.as_ref())
    }

    /// What holds on a day: of a topic, or of the law as a whole.
    pub fn holds(&self, topic: Option<&Arc<str>>, day: Date) -> Holds<'_> {
        let Some(version) = self.versions.iter().find(|version| version.is_in_force(day)) else {
            let before = self.versions.iter().rfind(|version| version.from.is_none_or(|from| from <= day));
            return Holds::No(before.or(self.versions.first()));
        };
        match topic.map(|topic| version.articles.get(topic)) {
            Some(None) => Holds::Silent(version),
            found => Holds::Yes(version, found.flatten()),
        }
    }

    /// Its full name in a version.
    pub(super) fn full<'l>(&'l self, version: Option<&'l Version>) -> &'l Label {
        version.and_then(|version| version.label.as_ref()).unwrap_or(&self.label)
    }

    /// What it is usually called in a version.
    pub fn usual<'l>(&'l self, version: Option<&'l Version>) -> &'l Label {
        version.and_then(|version| version.short.as_ref().or(version.label.as_ref())).unwrap_or(&self.short)
    }
}

impl Article {
    /// Whether a number is one of its own.
    pub fn has(&self, number: u16) -> bool {
        self.numbers.iter().any(|(first, last)| (*first..=*last).contains(&number))
    }
}

impl Version {
    /// Whether it is in force on a day.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}
