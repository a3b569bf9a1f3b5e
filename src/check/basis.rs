//! What a record rests on was in force on its day, and binds its unit.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::{Label, Text};
use crate::base::source::Span;
use crate::model::basis::{Holds, Law, Laws, Reference, Version, Written};
use crate::model::org::OrgId;
use crate::model::record::Record;
use crate::site::Site;

rules! {
    /// A law that was not yet in force.
    EARLY: Warning "basis/not-yet-in-force" {
        zh: "{law}从 {from} 起施行，这条记录的日期是 {day}，那时还没有" => "改引当时有效的规定；日期错了的，改 `formed`（形成日期）",
        en: "{law} is in force from {from}, the record is of {day}, before that" => "name what was in force then; if the day is wrong, mend `formed`",
        wrong: "published: 2025-04-20\nbasis: rural-collectives-law/disclosure", right: "published: 2025-04-20\nbasis: collective-finance-disclosure",
    }
    /// A law that was no longer in force.
    ENDED: Warning "basis/no-longer-in-force" {
        zh: "{law}到 {until} 为止有效，这条记录的日期是 {day}，那时已经失效" => "改引现在有效的规定；没有替代的，写本地的办法",
        en: "{law} was in force until {until}, the record is of {day}, after that" => "name what is in force now; if nothing took its place, name the local rule",
        wrong: "published: 2026-08-20\nbasis: 社会救助暂行办法第十一条", right: "published: 2026-08-20\nbasis: social-assistance/decision",
    }
    /// A topic on which the law of that day is silent.
    SILENT: Warning "basis/no-such-article" {
        zh: "{day} 有效的{law}没有规定“{topic}”" => "改引有这项规定的：本地的办法，或上级的文件；只写法律名也可以",
        en: "{law}, as in force on {day}, says nothing on “{topic}”" => "name what does, such as a local rule or a circular; the law alone, without a topic, will do too",
        wrong: "published: 2026-08-20\nbasis: social-assistance/prior-notice", right: "published: 2026-08-20\nbasis: 云岭县村务公开目录管理办法第五条",
    }
    /// A law that does not bind the unit of the record.
    UNBOUND: Warning "basis/not-binding" {
        zh: "{law}不适用于{unit}（{whose}引用了它）" => "改引适用于这个单位的法律；按本地规定办的，写那个规定的名称",
        en: "{law} does not bind {unit} ({whose} names it)" => "name the law that binds this unit; if a local rule is followed, name that",
        wrong: "published: 2026-08-20\nbasis: residents-committees-law/disclosure", right: "published: 2026-08-20\nbasis: villagers-committees-law/disclosure",
    }
}

/// Who names a law for a record.
const OWN: Text = Text { zh: "记录", en: "the record" };
const ACT: Text = Text { zh: "它的公示事由", en: "the act of its window" };

/// Checks the newest version of every record.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let binding = Binding::of(site);
    for record in site.public.records.current() {
        for written in &record.basis {
            check_one(&site.portal().laws, written, record.basis_day(), diags);
        }
        binding.check(record, diags);
    }
}

/// Which units of the tree a law binds.
struct Binding<'s> {
    site: &'s Site,
    /// Levels of the units that a law binds, by its name.
    levels: BTreeMap<&'s str, BTreeSet<&'s str>>,
}

impl<'s> Binding<'s> {
    fn of(site: &'s Site) -> Self {
        let orgs = &site.portal().orgs;
        let bound = |law: &Law| orgs.iter().filter(|(_, org)| law.binds(org)).map(|(_, org)| &*org.level).collect();
        let levels = site.portal().laws.iter().map(|law| (&*law.name, bound(law))).collect();
        Self { site, levels }
    }

    /// Whether a law is not that of a unit. A township may well name the law of its villages; among units of one level a
    /// law that binds some does not bind the others.
    fn misses(&self, law: &Law, id: OrgId) -> bool {
        let orgs = &self.site.portal().orgs;
        let org = orgs.get(id);
        let is_among = |levels: &BTreeSet<&str>| levels.contains(&*org.level);
        let is_of_those_below = || orgs.below(id).into_iter().any(|below| law.binds(orgs.get(below)));
        !law.binds(org)
            && (self.levels.get(&*law.name).is_some_and(is_among) || law.is_except(org) && !is_of_those_below())
    }

    /// Of what its form or an item of the catalogue rests on, pages show no more than what binds the unit.
    fn check(&self, record: &Record, diags: &mut Diagnostics) {
        let portal = self.site.portal();
        let id = portal.orgs.owner(&record.org);
        let org = portal.orgs.get(id);
        let missing = |text| portal.laws.named(text).into_iter().find(|law| self.misses(law, id));
        let mut tell = |law: &Law, span: &Span, whose| {
            let unbound = Diagnostic::new(&UNBOUND, span.clone()).with_label("law", &law.short);
            diags.push(unbound.with("unit", &org.name).with_word("whose", whose));
        };
        for written in &record.basis {
            missing(&written.value).into_iter().for_each(|law| tell(law, &written.span, OWN));
        }
        if let Some((window, act)) = record.window.as_ref().and_then(|window| Some((window, window.act.as_ref()?))) {
            // A window that its kind sets rests on what the kind does.
            let of_kind = || portal.kind(record).basis.iter().map(|written| &*written.value);
            let own =
                act.source(&portal.laws, org).map(Label::home).filter(|text| of_kind().all(|other| other != *text));
            own.and_then(missing).into_iter().for_each(|law| tell(law, &window.span, ACT));
        }
    }
}

fn check_one(laws: &Laws, written: &Written, day: Date, diags: &mut Diagnostics) {
    let (law, holds, topic) = match laws.find(&written.value) {
        Reference::Law(law, topic) => (law, law.holds(topic, day), topic),
        _ => match laws.quoted(&written.value).filter(|(_, version)| !version.is_in_force(day)) {
            Some((law, version)) => (law, Holds::No(Some(version)), None),
            None => return,
        },
    };
    let told = |rule, version: &Version| {
        let found = Diagnostic::new(rule, written.span.clone()).with("day", day);
        found.with_label("law", law.usual(Some(version)))
    };
    match holds {
        Holds::Yes(..) | Holds::No(None) => {}
        Holds::Silent(version) => {
            let label = topic.and_then(|topic| law.topics.get(topic));
            diags.push(told(&SILENT, version).with_label("topic", label.unwrap_or(&law.short)));
        }
        Holds::No(Some(version)) => diags.push(match (version.from, version.until) {
            (Some(from), _) if day < from => told(&EARLY, version).with("from", from),
            (_, Some(until)) => told(&ENDED, version).with("until", until),
            (_, None) => return,
        }),
    }
}
