//! What a record rests on was in force on its day.

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::model::basis::{Holds, Laws, Reference, Version, Written};
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
}

/// Checks the newest version of every record.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current() {
        for written in &record.basis {
            check_one(&site.portal().laws, written, record.basis_day(), diags);
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
