//! Categories for entries that have none: what the portal filed such entries under before, or what words in them say.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::lexicon::LEXICON;
use crate::base::names;
use crate::base::squeezed::squeezed;
use crate::blocks::{Block, BlockOptions};
use crate::import::{Answers, Draft, Setting, Unfiled};

/// A category that was taken for an entry, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What was booked.
    pub item: String,
    /// The category.
    pub category: String,
    /// From where it is known.
    pub why: Why,
}

/// From where a category is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Somebody said so, now or in an earlier import.
    Told,
    /// An earlier record filed this under it.
    Before(String),
    /// A word in the text says so.
    Word(String),
}

/// Entries of two texts are of one sort from so many hundredths of pairs of signs in common.
const ALIKE: usize = 60;

/// Gives each entry without a category the one that is known for its text, and lists those of which none is.
pub(super) fn file(setting: Setting<'_>, draft: &mut Draft<'_>, options: &BlockOptions, answers: &Answers) {
    let BlockOptions::Account(options) = options else { return };
    if options.income.is_empty() && options.spending.is_empty() {
        return;
    }
    let Some(item) = place(&draft.heads, "item") else { return };
    let category = place(&draft.heads, "category").unwrap_or_else(|| {
        let name = names::chinese("category").filter(|_| setting.content.portal.config.pack.is_han());
        draft.heads.insert(item + 1, name.unwrap_or("category").to_owned());
        draft.rows.iter_mut().for_each(|row| row.insert(item + 1, String::new()));
        item + 1
    });
    let income = place(&draft.heads, "in");
    let before = before(setting, draft.org.as_ref().map(|(org, _)| org.trim_matches('/')));
    let filed = Filed { setting, answers, before: &before };
    for row in &mut draft.rows {
        let is_income = income.is_some_and(|at| !row[at].is_empty() && row[at] != "0.00");
        let known = if is_income { &options.income } else { &options.spending };
        if known.is_empty() || !row[category].is_empty() {
            continue;
        }
        match filed.propose(&row[item], known) {
            Some(proposal) => {
                row[category].clone_from(&proposal.category);
                if !draft.proposals.contains(&proposal) {
                    draft.proposals.push(proposal);
                }
            }
            None if draft.unfiled.iter().any(|own| own.item == row[item]) => {}
            None => {
                let known = known.iter().map(ToString::to_string).collect();
                draft.unfiled.push(Unfiled { item: row[item].clone(), is_income, known });
            }
        }
    }
}

fn place(heads: &[String], key: &str) -> Option<usize> {
    heads.iter().position(|head| head == key || names::chinese(key) == Some(&**head))
}

/// What the portal filed under which category, those of the unit first.
fn before(setting: Setting<'_>, org: Option<&str>) -> Vec<(String, Arc<str>, String)> {
    let mut records: Vec<_> = setting.content.records.iter().collect();
    records.sort_by_key(|record| (org != Some(record.org.as_str()), std::cmp::Reverse(record.published)));
    let lines = records.into_iter().flat_map(|record| {
        let accounts = record.slots.iter().filter_map(|(_, block)| match block {
            Block::Account(account) => Some(account),
            _ => None,
        });
        let title = record.title.to_string();
        accounts.flat_map(move |account| {
            let title = title.clone();
            account.lines().map(move |line| (bare(&line.entry.item), line.entry.category.clone(), title.clone()))
        })
    });
    lines.collect()
}

/// The text without figures, by which months and numbers differ.
pub(super) fn bare(text: &str) -> String {
    squeezed(text).chars().filter(|sign| !sign.is_ascii_digit()).collect()
}

/// What is known of how entries are filed.
struct Filed<'a> {
    setting: Setting<'a>,
    answers: &'a Answers,
    /// What was filed under which category, and by which record.
    before: &'a [(String, Arc<str>, String)],
}

impl Filed<'_> {
    /// Which of the `known` categories an entry is of.
    fn propose(&self, item: &str, known: &[Arc<str>]) -> Option<Proposal> {
        let proposal = |category: &str, why| Proposal { item: item.to_owned(), category: category.to_owned(), why };
        let is_known = |category: &str| known.iter().any(|own| **own == *category);
        let plain = bare(item);
        let told = self.answers.categories.get(item).or_else(|| self.setting.memory.category(&plain));
        if let Some(told) = told.filter(|told| is_known(told)) {
            return Some(proposal(told, Why::Told));
        }
        let mut own = self.before.iter().filter(|(_, category, _)| is_known(category));
        if let Some((_, category, title)) = own.clone().find(|(text, ..)| *text == plain) {
            return Some(proposal(category, Why::Before(title.clone())));
        }
        let alike = own.by_ref().map(|one| (alike(&one.0, &plain), one)).filter(|(share, _)| *share >= ALIKE);
        // Of several that are as near, the first is the newest of the unit itself.
        let best = alike.fold(None, |best: Option<(usize, _)>, one| match best {
            Some(best) if best.0 >= one.0 => Some(best),
            _ => Some(one),
        });
        if let Some((_, (_, category, title))) = best {
            return Some(proposal(category, Why::Before(title.clone())));
        }
        word(&plain, known).map(|(category, word)| proposal(category, Why::Word(word.to_owned())))
    }
}

/// The category of which a word stands in the text; the longest word decides, and none where two are as long.
fn word(text: &str, known: &[Arc<str>]) -> Option<(&'static str, &'static str)> {
    let words: &'static BTreeMap<_, _> = &LEXICON.import.categories;
    let own = words.iter().filter(|(category, _)| known.iter().any(|one| **one == ***category));
    let found =
        own.filter_map(|(category, words)| Some((&**category, words.iter().find(|word| text.contains(*word))?)));
    let found: Vec<(&str, &str)> = found.collect();
    let longest = found.iter().map(|(_, word)| word.len()).max()?;
    let mut best = found.into_iter().filter(|(_, word)| word.len() == longest);
    best.next().filter(|_| best.next().is_none())
}

/// How many hundredths of the pairs of signs two texts have in common.
fn alike(one: &str, other: &str) -> usize {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let signs: Vec<char> = text.chars().collect();
        signs.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let (own, others) = (pairs(one), pairs(other));
    let common = own.iter().filter(|pair| others.contains(pair)).count();
    if own.is_empty() || others.is_empty() { 0 } else { 200 * common / (own.len() + others.len()) }
}

#[cfg(test)]
mod tests {
    use super::{alike, bare};

    #[test]
    fn entries_of_other_months_are_alike() {
        assert_eq!(bare("2至4月 路灯电费"), "至月路灯电费");
        assert!(alike(&bare("7至9月路灯电费"), &bare("4至6月路灯电费")) == 100);
        assert!(alike("路灯电费", "鱼塘承包款") == 0);
        assert_eq!(alike("", "路灯"), 0);
    }
}
