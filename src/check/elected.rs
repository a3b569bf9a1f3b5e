//! Who is listed as elected against the ballots beside: the votes are theirs, and they are enough.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::number::Decimal;
use crate::blocks::register::Register;
use crate::blocks::tally::{Ballot, Tally, TallyRule};
use crate::site::Site;

rules! {
    /// The votes of somebody who was elected are not those of the ballot.
    DIFFERS: Warning "tally/elected-differs" {
        zh: "“{name}”的得票写的是 {stated}，“{ballot}”里是 {counted}" => "查对计票单，改错的一边",
        en: "“{name}” is listed with {stated} {stated|vote|votes}, the ballot “{ballot}” has {counted}" => "look up the count and mend the one that is wrong",
    }
    /// Somebody is listed as elected whose votes are not enough.
    SHORT: Warning "tally/elected-short" {
        zh: "名单上的“{name}”在“{ballot}”里得 {votes} 票，按“{rule}”没有选上：至少要 {least} 票，参加投票的至少要 {quorum} 人" => "查对票数和到会人数；没有选上的，不写在当选名单里，另行选举后再写",
        en: "“{name}” is listed as elected with {votes} {votes|vote|votes} in “{ballot}”; by “{rule}” that takes {least} {least|vote|votes} and {quorum} {quorum|voter|voters}" => "look up the votes and who voted; who was not elected does not stand in the list until the next ballot",
        source: "{villagers-committees-law/candidates}", "{villagers-committees-law/candidates}",
    }
    /// Somebody is listed as elected for whom nobody voted.
    UNKNOWN: Warning "tally/elected-unknown" {
        zh: "名单上的“{name}”不在哪一次投票的得票里" => "查对姓名的写法；投票的结果按人写：`options: {姓名: 得票, …}`",
        en: "“{name}” is listed as elected, and no ballot has votes for the name" => "look up how the name is written; a ballot says its result by person: `options: {NAME: VOTES, …}`",
    }
}

/// Checks every record whose form lists who was elected by ballots beside.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current() {
        let Some(tally) = record.slots.iter().find_map(|(_, block)| block.as_tally()) else { continue };
        for list in record.slots.iter().filter_map(|(_, block)| block.as_register()) {
            check_list(list, tally, diags);
        }
    }
}

fn check_list(list: &Register, tally: &Tally, diags: &mut Diagnostics) {
    let Some(elected) = &list.options().elected else { return };
    // A ballot on a question has no persons.
    let by_person: Vec<(&Ballot, &TallyRule)> = tally.with_rules().filter(|(_, rule)| rule.is_leading()).collect();
    for row in list.rows_in(0..list.len()) {
        let name = list.cell(row, &elected.name.value).map_or(String::new(), |cell| cell.text());
        if name.is_empty() || by_person.is_empty() {
            continue;
        }
        let votes = |ballot: &Ballot| ballot.votes.iter().find(|(own, _)| **own == *name).map(|(_, votes)| *votes);
        let best = by_person.iter().filter_map(|(ballot, rule)| Some((votes(ballot)?, *ballot, *rule)));
        let Some((counted, ballot, rule)) = best.max_by_key(|(votes, ..)| *votes) else {
            diags.push(Diagnostic::new(&UNKNOWN, row.span.clone()).with("name", name));
            continue;
        };
        let stated = list.cell(row, &elected.votes.value).and_then(|cell| cell.number());
        if let Some(stated) = stated.filter(|stated| *stated != Decimal::whole(i64::from(counted))) {
            let differs = Diagnostic::new(&DIFFERS, row.span.clone()).with("name", &name).with("stated", stated);
            diags.push(differs.with("ballot", &ballot.name).with("counted", counted));
        }
        if !(ballot.has_quorum(rule) && rule.pass.is_reached(counted, ballot.count(rule.pass.of))) {
            let short = Diagnostic::new(&SHORT, row.span.clone()).with("name", &name).with("ballot", &ballot.name);
            let short = short.with("votes", counted).with("rule", &rule.name);
            let short = short.with("least", rule.pass.least(ballot.count(rule.pass.of)));
            diags.push(short.with("quorum", rule.quorum.least(ballot.count(rule.quorum.of))));
        }
    }
}
