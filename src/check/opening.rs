//! The opening balance of an account is the closing balance of the one before it.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::blocks::answer::Balance;
use crate::blocks::scope::Scope;
use crate::check::unread::Unread;
use crate::model::org::OrgId;
use crate::model::record::Record;
use crate::publish::index::Seen;
use crate::site::Site;

rules! {
    /// Opening and last closing differ.
    OPENING: Warning "account/opening-differs" {
        zh: "期初结余是 {opening}，上一期“{before}”的期末是 {closing}，相差 {difference}" => "查对两期的账：漏了一期、抄错了期初，或上一期期末有误",
        en: "the opening balance is {opening}, the closing of “{before}” is {closing}: a difference of {difference}" => "look up both: a statement in between may be missing, or one of the two balances is wrong",
        source: "期初等于上期期末；账目不得断档", "the opening equals the last closing; accounts may not have gaps",
    }
}

/// Checks every account that has one before it.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let (unread, records) = (Unread::of(site), &site.public.records);
    for (key, places) in records.series() {
        for scope in [Scope::Own, Scope::All] {
            let own = records.at_all(places).filter(|record| record.scope_of(&key.slot) == Some(scope));
            let statements: Vec<Statement<'_>> = own.filter_map(|record| statement(record, &key.slot)).collect();
            check_line(key.org, statements, &unread, diags);
        }
    }
}

/// Checks statements that follow each other.
fn check_line(org: OrgId, mut statements: Vec<Statement<'_>>, unread: &Unread<'_>, diags: &mut Diagnostics) {
    statements.sort_by_key(|(record, _)| record.day());
    // Two statements of one period are told as such, and neither is the one before the other.
    let periods: Vec<_> = statements.chunk_by(|(a, _), (b, _)| a.period == b.period).collect();
    for pair in periods.windows(2) {
        let Some(last) = pair[0].first() else { continue };
        for own in pair[1] {
            let [before, next] = [last.0, own.0];
            let between = before.published.min(next.published)..=before.published.max(next.published);
            // The statement between the two may be the one that could not be read.
            if !unread.may_have_within(org, &next.kind, between) {
                compare(pair[0], *own, diags);
            }
        }
    }
}

/// The account of a record that covers a period.
type Statement<'a> = (&'a Record, Balance<'a>);

fn statement<'a>(record: &'a Seen, slot: &str) -> Option<Statement<'a>> {
    let (_, block) = record.slots.iter().find(|(name, _)| &**name == slot)?;
    record.period.and(block.balance()).map(|balance| (&*record.record, balance))
}

/// Compares a statement with those of the period before, of which one is enough.
fn compare(before: &[Statement<'_>], (_, own): Statement<'_>, diags: &mut Diagnostics) {
    let Some(opening) = own.opening else { return };
    if before.iter().any(|(_, last)| last.told_closing() == opening.value) {
        return;
    }
    let Some((before, last)) = before.last() else { return };
    let closing = last.told_closing();
    let label = Text { zh: "上一期的期末", en: "the closing before" };
    let differs = Diagnostic::new(&OPENING, opening.span.clone())
        .with("opening", opening.value)
        .with("before", &before.title)
        .with("closing", closing)
        .with("difference", opening.value - closing);
    let place = last.stated_closing.map_or(&before.span, |stated| &stated.span);
    diags.push(differs.label(place.clone(), label));
}
