//! Problems of one rule in one file, gathered, so that ten thousand mistakes of one kind are one message.

use std::collections::HashMap;

use crate::base::diag::{Diagnostic, Diagnostics, Rule, Severity};
use crate::base::grouped::grouped;
use crate::base::lang::{Lang, Text};
use crate::base::source::Span;

const SAME: Text = Text { zh: "同样", en: "same" };
const MORE: Text = Text { zh: "还有", en: "more" };

/// Problems of one rule in one file, of one severity.
#[derive(Clone, Debug)]
pub struct Group<'d> {
    /// The first of them in the file.
    pub first: &'d Diagnostic,
    /// The others in their order: none, or more than are shown one by one.
    pub others: Vec<&'d Diagnostic>,
}

/// So many problems of one rule in one file are still told each by itself.
const SINGLE: usize = 3;
/// Of so many problems every place is named.
const NAMED: usize = 10;
/// Of more than that, this many.
const FIRST: usize = 3;

impl Group<'_> {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.others.len() + 1
    }

    /// The others that are named by their places, and how many are not.
    fn named(&self) -> (&[&Diagnostic], usize) {
        let shown = if self.count() <= NAMED { self.others.len() } else { FIRST - 1 };
        (&self.others[..shown], self.others.len() - shown)
    }

    /// What is told of the others, each line with a word in front: their places, what they say where that is not the
    /// same, and how many are left.
    pub fn lines(&self, lang: Lang, mut place: impl FnMut(&Span) -> String) -> Vec<(String, String)> {
        let (named, left) = self.named();
        if named.is_empty() {
            return Vec::new();
        }
        let said = |one: &Diagnostic| (one.message(lang), one.help(lang));
        let (message, help) = said(self.first);
        let is_same = named.iter().all(|one| said(one) == (message.clone(), help.clone()));
        let mut lines: Vec<(String, String)> = Vec::new();
        if is_same {
            let places: Vec<String> = named.iter().map(|one| place(&one.span)).collect();
            lines.push((SAME.get(lang).to_owned(), places.join(lang.between())));
        } else {
            lines.extend(named.iter().map(|one| {
                let text = match said(one) {
                    (own, advice) if advice == help => own,
                    (own, advice) => [own, advice].join(lang.aside()),
                };
                (place(&one.span), text)
            }));
        }
        lines.extend((left > 0).then(|| (MORE.get(lang).to_owned(), self.left(left, lang))));
        lines
    }

    fn left(&self, left: usize, lang: Lang) -> String {
        let [left, all] = [left, self.count()].map(|count| grouped(&count.to_string()));
        match lang {
            Lang::Zh => format!("{left} 处同样的问题，这个文件里共 {all} 处；加 `--all` 全部列出"),
            Lang::En => format!("{left} of this kind, {all} in this file; `--all` lists each"),
        }
    }
}

/// How many problems of one rule and severity there are.
#[derive(Clone, Copy, Debug)]
pub struct Total {
    /// The rule.
    pub rule: &'static Rule,
    /// The severity, which the portal may have raised.
    pub severity: Severity,
    /// How many.
    pub count: usize,
}

impl Diagnostics {
    /// Those that nobody accepted, the gravest last: on a screen the last is what is seen. Many of one kind in one file
    /// are one group, unless each is wanted by itself.
    pub fn groups(&self, is_each: bool) -> Vec<Group<'_>> {
        let mut at = HashMap::new();
        let mut groups: Vec<Group<'_>> = Vec::new();
        for one in self.open() {
            let place = *at.entry((one.severity, &one.span.file, one.rule.name)).or_insert(groups.len());
            match groups.get_mut(place).filter(|_| !is_each) {
                Some(group) => group.others.push(one),
                None => groups.push(Group { first: one, others: Vec::new() }),
            }
        }
        let (few, many): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.count() <= SINGLE);
        let single = few.into_iter().flat_map(|group| std::iter::once(group.first).chain(group.others));
        let mut groups: Vec<Group<'_>> = single.map(|first| Group { first, others: Vec::new() }).chain(many).collect();
        groups.sort_by(|a, b| {
            let [a, b] = [a.first, b.first].map(|one| (one.severity, &one.span, one.rule.name));
            a.cmp(&b)
        });
        groups
    }

    /// How many there are by rule, without accepted ones; the gravest last, and of these the most frequent.
    pub fn totals(&self) -> Vec<Total> {
        let mut counts: HashMap<(Severity, &str), Total> = HashMap::new();
        for one in self.open() {
            let total = Total { rule: one.rule, severity: one.severity, count: 0 };
            counts.entry((one.severity, one.rule.name)).or_insert(total).count += 1;
        }
        let mut totals: Vec<Total> = counts.into_values().collect();
        totals.sort_by_key(|total| (total.severity, total.count, total.rule.name));
        totals
    }

    /// Those that nobody accepted, in their order.
    pub fn open(&self) -> impl Iterator<Item = &Diagnostic> {
        self.iter().filter(|one| one.accepted.is_none())
    }
}

#[cfg(test)]
mod tests {
    use crate::base::diag::{Diagnostic, Diagnostics, Rule, Severity};
    use crate::base::source::{FileName, Span};

    static ONE: Rule = Rule { severity: Severity::Warning, ..Rule::named("test/one") };
    static OTHER: Rule = Rule::named("test/other");

    fn problems(counts: &[(&'static Rule, usize)]) -> Diagnostics {
        let file: FileName = "a.yaml".into();
        let of = |(rule, count): &(&'static Rule, usize)| {
            (0..*count).map(|at| Diagnostic::new(rule, Span::bytes(&file, at, at + 1))).collect::<Vec<_>>()
        };
        let mut all: Diagnostics = counts.iter().flat_map(of).collect();
        all.sort();
        all
    }

    #[test]
    fn many_of_one_kind_are_one_group_and_few_stay_single() {
        let counts = |all: &Diagnostics, is_each| {
            let groups = all.groups(is_each);
            groups.iter().map(|group| (group.first.rule.name, group.count(), group.named().1)).collect::<Vec<_>>()
        };
        let few = problems(&[(&OTHER, 1), (&ONE, 3)]);
        let single = [("test/one", 1, 0), ("test/one", 1, 0), ("test/one", 1, 0), ("test/other", 1, 0)];
        assert_eq!(counts(&few, false), single);
        assert_eq!(counts(&problems(&[(&OTHER, 1), (&ONE, 4)]), false), [("test/one", 4, 0), ("test/other", 1, 0)]);
        assert_eq!(counts(&problems(&[(&ONE, 10_000)]), false), [("test/one", 10_000, 9_997)]);
        assert_eq!(counts(&problems(&[(&ONE, 10_000)]), true).len(), 10_000);
    }

    #[test]
    fn totals_end_with_the_gravest() {
        let totals = problems(&[(&OTHER, 2), (&ONE, 7)]).totals();
        let totals: Vec<_> = totals.iter().map(|total| (total.rule.name, total.count)).collect();
        assert_eq!(totals, [("test/one", 7), ("test/other", 2)]);
    }
}
