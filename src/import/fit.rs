//! Which form a table is of: the one whose columns its head names best.

use crate::base::lexicon::LEXICON;
use crate::base::period::Grain;
use crate::base::squeezed::squeezed;
use crate::blocks::BlockOptions;
use crate::blocks::heads::{Head, OtherHeads};
use crate::import::around::of_texts;
use crate::import::sides::sides;
use crate::import::{Answers, Setting, Source, slots};
use crate::load::{HeadSeen, head_of};
use crate::model::form::Form;
use crate::model::kind::{Kind, Slot};

/// A kind and form, and a slot of it that may take a table.
#[derive(Clone, Debug)]
pub struct Fit<'a> {
    /// The kind.
    pub kind: &'a Kind,
    /// Its form, if the kind has any.
    pub form: Option<&'a Form>,
    /// The slot for the rows.
    pub slot: &'a Slot,
    /// The columns of the slot.
    pub heads: Vec<Head>,
    /// What the head of the table names of them.
    pub seen: HeadSeen,
    /// Columns that a row must have and the table has not.
    pub lacking: Vec<Lacking>,
    /// The better, the higher.
    rank: (i64, i64),
}

/// A column that a row must have, or one of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking(pub Vec<String>);

impl Fit<'_> {
    /// Whether the table has all that its rows must have.
    pub fn is_whole(&self) -> bool {
        self.lacking.is_empty()
    }

    /// Heads that name no column, but for those that number the rows.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        let heads = self.seen.texts.iter().zip(&self.seen.columns).filter(|(_, column)| column.is_none());
        heads.map(|(text, _)| &**text).filter(|text| !text.is_empty() && !LEXICON.heads.numbers.has(&squeezed(text)))
    }

    /// Whether another one fits as well.
    pub fn is_like(&self, other: &Self) -> bool {
        self.rank == other.rank
    }
}

/// What a table and its file say besides its rows.
pub fn texts_of(source: &Source) -> Vec<String> {
    let stem = source.file.rsplit_once('.').map_or(&*source.file, |(stem, _)| stem);
    // What stands in three cells is a head or a row.
    let lines = source.sheet.lines.iter().take(6).take_while(|line| line.filled().count() < 3);
    let above = lines.flat_map(|line| line.filled()).map(str::to_owned);
    [source.sheet.name.clone(), stem.to_owned()].into_iter().chain(above).collect()
}

/// The kind and form that were asked for, by their names or labels.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The kind.
    pub kind: Option<&'a str>,
    /// The form.
    pub form: Option<&'a str>,
}

/// All kinds and forms whose columns the table names, the best first; of others than those that were asked for, none.
pub fn fits<'a>(setting: Setting<'a>, source: &Source, only: Asked<'_>, answers: &Answers) -> Vec<Fit<'a>> {
    let portal = &setting.content.portal;
    let sides = sides(source, &portal.config.currency);
    let sides = sides.iter().map(|(column, head)| (*column, &**head));
    let other = OtherHeads::of(answers.columns.iter().map(|(head, column)| (&**column, &**head)).chain(sides));
    let texts = texts_of(source);
    let is_kind = |kind: &&Kind| only.kind.is_none_or(|name| *kind.name == *name || kind.label.is(name));
    let mut found: Vec<Fit<'a>> = Vec::new();
    for kind in portal.kinds.values().filter(is_kind) {
        for (form, slot, heads) in slots(portal, kind) {
            let is_form = |form: &Form| only.form.is_none_or(|name| *form.name == *name || form.label.is(name));
            if !form.map_or(only.form.is_none(), is_form) {
                continue;
            }
            let heads: Vec<Head> =
                heads.into_iter().map(|head| head.called(&portal.config.heads.with(&other))).collect();
            let Some(seen) = head_of(&source.sheet, &heads) else { continue };
            let options = Form::options(form, kind, &slot.name);
            let lacking = lacking(&options, &seen, &heads);
            let mut fit = Fit { kind, form, slot, lacking, heads, seen, rank: (0, 0) };
            fit.rank = rank(setting, &fit, &texts);
            found.push(fit);
        }
    }
    found.retain(|fit| only.kind.is_some() || only.form.is_some() || fit.seen.columns.iter().flatten().count() > 1);
    found.sort_by_key(|fit| std::cmp::Reverse(fit.rank));
    found
}

/// How well a form fits: what the head names of it, and what else speaks for it.
fn rank(setting: Setting<'_>, fit: &Fit<'_>, texts: &[String]) -> (i64, i64) {
    let count = |number: usize| i64::try_from(number).unwrap_or(0);
    let named = count(fit.seen.columns.iter().flatten().count());
    let by_heads = 3 * named - count(fit.unknown().count()) - 6 * count(fit.lacking.len());
    let label = fit.form.map_or_else(|| fit.kind.label.home(), |form| form.label.home());
    let said = of_texts(texts.iter().map(|text| &**text))
        .map_or_else(String::new, |period| grain_word(period.grain).to_owned());
    let in_title = texts.iter().map(|text| common(text, label)).max().unwrap_or(0).min(3) + common(&said, label);
    let is_usual = fit.kind.default_form.as_deref() == fit.form.map(|form| &*form.name);
    let is_used = setting
        .content
        .records
        .iter()
        .any(|record| record.kind == fit.kind.name && record.form.as_ref() == fit.form.map(|form| &form.name));
    let is_required = fit.slot.is_required || fit.kind.slots.iter().filter(|slot| slot.is_required).count() == 0;
    // An account named for its period is that one, whatever form is usual.
    (by_heads + 2 * i64::from(is_required) + in_title, 2 * i64::from(is_usual) + i64::from(is_used))
}

/// What the names of forms call a period.
fn grain_word(grain: Grain) -> &'static str {
    match grain {
        Grain::Month => "月度",
        Grain::Quarter => "季度",
        Grain::Year | Grain::Financial => "年度",
        Grain::Half => "半年",
        Grain::Day | Grain::Range => "",
    }
}

/// How many pairs of signs two texts have in common.
fn common(one: &str, other: &str) -> i64 {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let signs: Vec<char> = squeezed(text).chars().collect();
        signs.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let own = pairs(other);
    i64::try_from(pairs(one).iter().filter(|pair| own.contains(pair)).count()).unwrap_or(0)
}

/// Columns that the rows of a slot must have and the head does not name.
fn lacking(options: &BlockOptions, seen: &HeadSeen, heads: &[Head]) -> Vec<Lacking> {
    let has = |name: &str| seen.columns.iter().flatten().any(|at| heads.get(*at).is_some_and(|head| head.is(name)));
    let needed: Vec<Vec<String>> = match options {
        BlockOptions::Account(_) => vec![vec!["item".into()], vec!["in".into(), "out".into()]],
        BlockOptions::Register(options) => options
            .columns
            .iter()
            .filter(|column| column.is_required)
            .map(|column| vec![column.name.to_string()])
            .collect(),
        _ => Vec::new(),
    };
    let absent = needed.into_iter().filter(|names| !names.iter().any(|name| has(name)));
    let shown =
        |name: &str| heads.iter().find(|head| head.is(name)).map_or(name.to_owned(), |head| head.name().to_string());
    absent.map(|names| Lacking(names.iter().map(|name| shown(name)).collect())).collect()
}
