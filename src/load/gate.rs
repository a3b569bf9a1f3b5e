//! The gate: what must not be public is found where content is read, before anything else sees it.
//!
//! It stands in front of the blocks, so nothing that it withholds reaches a page, a data file, a message or the preview:
//! the text itself is replaced before it is read. What is found in a text that cannot be replaced, such as the name of a
//! file, or is graver than that, is an error, and of a record with such an error nothing is published or kept.

mod attachment;
mod cut;
mod judge;
mod keys;
mod lines;
mod markup;
mod place;
mod prose;
mod tables;
mod walk;

use std::borrow::Cow;

use crate::base::diag::{Diagnostic, Diagnostics, Rule, Severity, rules};
use crate::base::fields::Fields;
use crate::base::lang::Text;
use crate::base::source::{Span, Veil};
use crate::base::yaml::Node;
use crate::load::gate::judge::Judge;
use crate::load::source::Source;
use crate::load::tree::Tree;
use crate::model::config::Config;
use crate::model::id::RecordId;
use crate::model::privacy::{Allow, Of};
use crate::model::record::Attachment;
use crate::privacy::{self, Sort};

rules! {
    /// A datum is allowed that is not there.
    IDLE: Warning "privacy/idle-allow" {
        zh: "`allow` 里的 `{value}` 没有对应的内容：可能已经删去，也可能改过" => "删去这一项；内容改过的，照 `gongkai check` 新的提示改写摘要",
        en: "`{value}` under `allow` answers nothing: what it let out is gone or was changed" => "delete the entry; if it was changed, take the digest that `gongkai check` now tells",
        wrong: "title: 停水公告\nallow: [{value: 0123456789ab, ground: official}]", right: "title: 停水公告",
    }
    /// A digest of four figures, which other data may have too.
    SHORT: Warning "privacy/short-digest" {
        zh: "`allow` 里的 `{value}` 只有四位，别的号码也可能对上" => "改写成 `value: {digest}`，只对这一处这一个内容有效",
        en: "`{value}` under `allow` has four figures only, which other data may have too" => "write `value: {digest}` instead, which is this datum of this file and no other",
    }
    /// A digest of four figures that lets out two data.
    AMBIGUOUS: Error "privacy/ambiguous-allow" {
        zh: "`allow` 里的 `{value}` 对上了 {count} 个不同的内容，分不清准许公开的是哪一个，这条记录暂不公开" => "改写成提示里的十位摘要，每个内容一项；一个也不该放行的，删去这一项。这几个内容现在的摘要是：{digests}",
        en: "`{value}` under `allow` answers {count} different data, so that nobody knows which may be public; the record is withheld" => "write the digest of ten figures instead, an entry for each datum, or delete the entry; these data have now: {digests}",
    }
}

pub(super) use attachment::RULES as ATTACHMENT_RULES;
pub(super) use walk::{InSlot, SlotOf};

/// The gate for one file with what goes with it.
pub(super) struct Gate<'g> {
    judge: Judge<'g>,
    sees: Sees,
}

/// What of a file the public will see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sees {
    /// All of it.
    All,
    /// That it was withdrawn, and what stays of it: title, reason, who approved.
    Tombstone,
    /// What its figures and rows are called, which rises with its counts.
    Counts,
    /// Nothing yet: it is a draft, of which nothing is withheld, but its writer is told.
    Draft,
    /// Nothing.
    Nothing,
}

/// Keys of the envelope of which nothing stays to be seen when a record is withdrawn.
const GONE: [&str; 10] =
    ["author", "reviewer", "source", "contact", "basis", "follows", "changes", "attachments", "window", "plain"];

impl<'g> Gate<'g> {
    /// That of a record of which the public will see so much.
    pub(super) fn of_record(config: &'g Config, of: Of<'g>, node: &Node, sees: Sees) -> Self {
        let mut judge = Judge::new(config, of, (&*node.span.file, allowed(node)));
        judge.is_draft = sees == Sees::Draft;
        Self { judge, sees }
    }

    /// That of another file, which says of what unit it is if it does.
    pub(super) fn of_file(config: &'g Config, node: &Node) -> Self {
        Self { judge: Judge::new(config, Of::default(), (&*node.span.file, allowed(node))), sees: Sees::All }
    }

    /// Looks at all that a record says under its keys and in its rows, and at the names of its files.
    pub(super) fn record(&mut self, id: &RecordId, slots: &SlotOf<'_>, node: &mut Node) {
        match self.sees {
            Sees::All | Sees::Draft => walk::record(&mut self.judge, slots, node),
            Sees::Tombstone => walk::tombstone(&mut self.judge, slots, &GONE, node),
            Sees::Counts => return walk::counted(&mut self.judge, slots, node),
            Sees::Nothing => return,
        }
        let file = Span::whole(&node.span.file);
        self.judge.name(id, &file);
    }

    /// Looks at all that another file says.
    pub(super) fn file(&mut self, node: &mut Node) {
        walk::file(&mut self.judge, node);
    }

    /// Looks at a path that becomes an address.
    pub(super) fn path(&mut self, path: &str, at: &Span) {
        self.judge.name(path, at);
    }

    /// The text below the keys, with marks for what is withheld.
    pub(super) fn prose<'t>(&mut self, source: &'t Source, title: &str) -> Cow<'t, str> {
        if self.looks() { prose::gated(&mut self.judge, source, title) } else { Cow::Borrowed(&source.text) }
    }

    /// Reports what of a text that has been rendered the look at its source did not find; it cannot be taken out.
    pub(super) fn rendered(&mut self, source: &Source, plain: &str) {
        if self.looks() {
            prose::rendered(&mut self.judge, source, plain);
        }
    }

    /// Looks into the files of a record; those of which anything is withheld are taken from `attachments`.
    pub(super) fn attachments(&mut self, tree: &Tree, (title, attachments): (&str, &mut [Attachment])) {
        if self.looks() {
            attachment::look(&mut self.judge, tree, (title, attachments));
        }
        // Nobody else looks into them.
        attachments.iter().for_each(|one| _ = tree.reader.take_held(&Tree::name(&one.path)));
    }

    /// Whether something was found that cannot be taken out.
    pub(super) fn stops(&self) -> bool {
        self.judge.diags.has_errors()
    }

    /// Whether the public will see its text, now or once it is published.
    fn looks(&self) -> bool {
        matches!(self.sees, Sees::All | Sees::Draft)
    }

    /// What was found.
    pub(super) fn finish(self, diags: &mut Diagnostics) {
        let Judge { allow, used, short, diags: found, .. } = self.judge;
        diags.append(found);
        for (at, digests) in short {
            let Some(one) = allow.get(at) else { continue };
            let rule = if digests.len() > 1 { &AMBIGUOUS } else { &SHORT };
            let told = Diagnostic::new(rule, one.span.clone().veiled(Veil::Closed)).with_own("value", &*one.value);
            let told = told.with_own("count", digests.len()).with_own("digest", digests.first().map_or("", |own| own));
            diags.push(told.with_list("digests", digests.iter().map(String::as_str)));
        }
        if self.sees != Sees::All {
            return;
        }
        for (one, _) in allow.iter().zip(used).filter(|(_, used)| !used) {
            // Somebody may have written the datum itself.
            let value = privacy::starred(&one.value).into_owned();
            diags.push(Diagnostic::new(&IDLE, one.span.clone().veiled(Veil::Closed)).with_own("value", value));
        }
    }
}

/// Takes out of a file that pages show what must not be public.
pub(super) fn file(config: &Config, node: &mut Node, diags: &mut Diagnostics) {
    let mut gate = Gate::of_file(config, node);
    gate.file(node);
    gate.finish(diags);
}

/// Looks at the path of a unit, whose own file says what may be public.
pub(super) fn path(config: &Config, path: &str, node: &Node, diags: &mut Diagnostics) {
    let mut gate = Gate::of_file(config, node);
    gate.judge.name(path, &Span::whole(&node.span.file));
    diags.append(gate.judge.diags);
}

/// What a file says may be public. What is wrong in it is told where the file is read.
fn allowed(node: &Node) -> Vec<Allow> {
    let mut quiet = Diagnostics::new();
    Fields::of(node, &mut quiet).get("allow", &mut quiet).unwrap_or_default()
}

/// Whether it is about what must not be public and is not let out: of a record with errors nothing is kept then, for what was
/// published before may have it whole, on a ground that holds no more.
pub(super) fn closes(problem: &Diagnostic) -> bool {
    let own = |rule: &Rule| std::ptr::eq(rule, problem.rule);
    let is_datum = Sort::ALL.iter().any(|sort| own(sort.rule())) && problem.accepted.is_none();
    let is_own = own(&AMBIGUOUS) || ATTACHMENT_RULES.iter().any(|rule| own(rule));
    is_datum && problem.severity >= Severity::Warning || is_own && problem.severity == Severity::Error
}

/// Whether a text that nobody could take apart holds the number of a person or a card that its own `allow` does not name.
pub(super) fn holds_number(file: &str, text: &str) -> bool {
    let of = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let found = |text: &str, one: &privacy::Found| text.get(one.range.clone()).map(str::to_owned).unwrap_or_default();
    privacy::find(text, privacy::Around::default()).iter().any(|one| {
        one.sort.rule().severity == Severity::Error && !text.contains(&privacy::digest(of, one.sort, &found(text, one)))
    })
}

/// Reports digests of four figures that the portal lets out wherever they stand: they let nothing out any more.
pub(super) fn check_portal(config: &Config, diags: &mut Diagnostics) {
    const UNPLACED: Text = Text {
        zh: "`portal.yaml` 的 `allow` 里 `{value}` 只有四位，别的记录里别的号码也可能对上，所以不再放行任何内容",
        en: "`{value}` under `allow` of `portal.yaml` has four figures only, which other data of other records may have too, and lets nothing out any more",
    };
    const HOW: Text = Text {
        zh: "改写成 `gongkai check` 在那个内容旁边提示的十位摘要；暂时还用四位的，加上 `place: 键名`",
        en: "write the digest of ten figures that `gongkai check` tells at the datum; four figures hold with a `place: KEY` only",
    };
    for one in config.allow.iter().filter(|one| privacy::is_short(&one.value) && one.place.is_none()) {
        let told = Diagnostic::new(&SHORT, one.span.clone()).message_instead(UNPLACED).help_instead(HOW);
        diags.push(told.with_own("value", privacy::starred(&one.value)).with_own("digest", ""));
    }
}
