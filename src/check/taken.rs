//! Scores that come from the results of other records: the records are there, have a result for each subject, and the record
//! itself states no other score.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::Spanned;
use crate::base::lang::Text;
use crate::base::period::Period;
use crate::blocks::scorecard::Scorecard;
use crate::blocks::scorecard::source::{Source, lacking};
use crate::check::near;
use crate::check::unread::Unread;
use crate::publish::index::Seen;
use crate::publish::taken::source;
use crate::site::Site;

rules! {
    /// A record from which nothing can be taken.
    SOURCE: Error "scorecard/no-source" {
        zh: "“{component}”的得分取自 `{record}`，它{why}" => "在 `from` 里写一件已经公开、有评分总分的记录：`/` 开头从 content/ 算起，否则从本文件所在的文件夹算起；取不到就删去，得分照实填写",
        en: "the scores of “{component}” come from `{record}`, which {why}" => "name a published record with totals under `from`: from content/ with `/` in front, else from the folder of this file; or delete the line and write the scores",
        wrong: "from: {核查: 2025-07-01-review}", right: "from: {核查: 2025-07-10-review}",
    }
    /// A subject without a result there.
    RESULT: Warning "scorecard/no-result" {
        zh: "“{component}”的得分取自“{title}”，那里没有 {who} 的总分，所以这一项没有得分" => "查对两处的名字是否一致；一种考核有几次结果的，每一次都要有",
        en: "the scores of “{component}” come from “{title}”, which has no total of {who}: there is no score" => "see whether both records write the name alike; of several results by one form each must have it",
    }
    /// The record states another score than the one it takes.
    DIFFERS: Warning "scorecard/taken-differs" {
        zh: "{who} 的“{component}”写的是 {stated}，按 {list} 的总分算得 {computed}" => "查对原来的结果；这一项取自别的记录，可以不写，页面以算出的为准，并列出写的数",
        en: "“{component}” of {who} is stated as {stated}, the totals of {list} give {computed}" => "look up the result; the score need not be written, the page takes the computed one and shows both",
    }
    /// One result counts twice.
    TWICE: Warning "scorecard/source-twice" {
        zh: "“{component}”的得分两次取自“{title}”：算平均时它算了两遍" => "`from` 里每件记录只写一次；少了哪一次的结果，补上那一件",
        en: "the scores of “{component}” come from “{title}” twice: it counts double in the mean" => "name each record once under `from`; if another result is missing, name that one",
    }
    /// A result of another time.
    OTHER_TIME: Warning "scorecard/source-other-period" {
        zh: "“{component}”的得分取自“{title}”（{period}），它不在这条记录的期间里（{own}）" => "查对 `from` 写的是不是这一期的结果；确实要用别的期间，写 `accept` 说明原因",
        en: "the scores of “{component}” come from “{title}” ({period}), which is not of the period of this record ({own})" => "see whether `from` names the results of this period; if another one is meant, say why under `accept`",
    }
    /// A result that was corrected since.
    CORRECTED: Warning "scorecard/corrected-source" {
        zh: "“{component}”的得分取自“{title}”，它后来更正过（{newest}）" => "更正影响得分的，发一件更正，`from` 改写新的一件",
        en: "the scores of “{component}” come from “{title}”, which was corrected later ({newest})" => "if that changes scores, publish a correction that takes the corrected one",
    }
}

const WRITTEN: Text = Text {
    zh: "“{component}”的得分取自“{title}”，那里没有 {who} 的总分，这一项照这里写的算",
    en: "the scores of “{component}” come from “{title}”, which has no total of {who}: the score that is written here counts",
};

const NONE: Text = Text { zh: "不存在，或者没有公开", en: "does not exist, or is not published" };
const CIRCLE: Text = Text { zh: "又从这条记录取得分", en: "takes scores from this record" };
const CARD: Text = Text { zh: "没有可取的总分", en: "has no totals to be taken" };

/// Checks every record that counts.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let unread = Unread::of(site);
    for record in site.public.records.current() {
        for card in record.slots.iter().filter_map(|(_, block)| block.as_scorecard()).filter(|card| card.has_sources())
        {
            let own = Taking { site, unread: &unread, record, card };
            for (at, written) in card.sources() {
                own.check(at, written, diags);
            }
            card.compare(diags);
        }
    }
}

/// A card that takes scores.
struct Taking<'a> {
    site: &'a Site,
    unread: &'a Unread<'a>,
    record: &'a Seen,
    card: &'a Scorecard,
}

impl<'a> Taking<'a> {
    /// Checks the component at a place, whose scores come from the records `written`.
    fn check(&self, at: usize, written: &[Spanned<Arc<str>>], diags: &mut Diagnostics) {
        let component = self.card.options().components[at].label.home();
        let mut sources: Vec<(&Seen, Source<'a>)> = Vec::new();
        for one in written {
            match self.source(&one.value) {
                Ok(found) => {
                    self.corrected(component, one, found.0).into_iter().for_each(|one| diags.push(one));
                    let about = |rule| {
                        let about = Diagnostic::new(rule, one.span.clone()).with("component", component);
                        about.with("title", &found.0.title)
                    };
                    if sources.iter().any(|(other, _)| other.place == found.0.place) {
                        diags.push(about(&TWICE));
                    }
                    if let Some((period, own)) = self.other_time(found.0) {
                        diags.push(about(&OTHER_TIME).with("period", period).with("own", own));
                    }
                    sources.push(found);
                }
                Err(_) if self.unread.is_named(self.record, &one.value) => {}
                Err(why) => {
                    let none = Diagnostic::new(&SOURCE, one.span.clone()).with("component", component);
                    let none = none.with("record", &one.value).with_word("why", why);
                    let nearest = near(self.site, self.record, &one.value).filter(|_| why.en == NONE.en);
                    diags.push(match nearest {
                        Some(nearest) => none.perhaps(nearest),
                        None => none,
                    });
                }
            }
        }
        if sources.len() == written.len() {
            self.compare(at, &sources, diags);
        }
    }

    /// The card of the record that `text` names, or why it is none.
    fn source(&self, text: &str) -> Result<(&'a Seen, Source<'a>), Text> {
        let found = self.site.refer(self.record, text).ok_or(NONE)?;
        if self.leads_back(found) {
            return Err(CIRCLE);
        }
        let is_told = found.slots.iter().all(|(_, block)| !block.is_small() && found.is_told_elsewhere(block));
        Ok((found, source(found).filter(|_| is_told).ok_or(CARD)?))
    }

    /// Whether a record takes scores from this one, be it by way of others.
    fn leads_back(&self, from: &'a Seen) -> bool {
        let (mut open, mut seen) = (vec![from], BTreeSet::new());
        while let Some(one) = open.pop() {
            if one.place == self.record.place {
                return true;
            }
            if seen.insert(one.place) {
                open.extend(self.site.public.records.sources(one));
            }
        }
        false
    }

    /// The period of a record and the own one, where they have no day in common.
    fn other_time(&self, found: &Seen) -> Option<(Period, Period)> {
        let (period, own) = found.period.zip(self.record.period)?;
        (period.end < own.start || own.end < period.start).then_some((period, own))
    }

    /// The report of a record that was corrected later, where `one` names it.
    fn corrected(&self, component: &str, one: &Spanned<Arc<str>>, record: &Seen) -> Option<Diagnostic> {
        let newest = record.is_superseded().then(|| self.site.record(record.newest()))?;
        let corrected = Diagnostic::new(&CORRECTED, one.span.clone()).with("component", component);
        Some(corrected.with("title", &record.title).with("newest", newest.published))
    }

    /// Compares each subject with its results.
    fn compare(&self, at: usize, sources: &[(&Seen, Source<'a>)], diags: &mut Diagnostics) {
        let component = self.card.options().components[at].label.home();
        let cards: Vec<Source<'_>> = sources.iter().map(|(_, source)| *source).collect();
        for subject in self.card.subjects() {
            let span = self.card.standing(subject).span.clone();
            for place in lacking(&cards, &subject.who) {
                let none = Diagnostic::new(&RESULT, span.clone()).with("component", component);
                let none = none.with("title", &sources[place].0.title).with("who", &subject.who);
                let is_written = subject.marks.get(at).is_some_and(Option::is_some);
                diags.push(if is_written { none.message_instead(WRITTEN) } else { none });
            }
            if let (Some(stated), Some(taken)) = (subject.differing(at), subject.taken[at]) {
                let differs = Diagnostic::new(&DIFFERS, span).with("who", &subject.who).with("component", component);
                let titles = sources.iter().map(|(record, _)| format!("“{}”", record.title));
                diags.push(differs.with("stated", stated).with("computed", taken).with_items("list", titles));
            }
        }
    }
}
