//! A second pair of eyes: records that need a reviewer or an approver name one, and nobody checks what is their own.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lexicon::LEXICON;
use crate::base::names;
use crate::base::source::Span;
use crate::model::record::Record;
use crate::model::review::Role;
use crate::site::Site;

rules! {
    /// A name in the settings that is neither a kind nor a form.
    UNKNOWN: Error "review/unknown-kind" {
        zh: "没有名为 `{name}` 的种类或格式" => "`review:` 下面写种类或格式的名字，`gongkai kinds` 列出全部，如 `finance: [reviewer, approver]`",
        en: "there is no kind and no form `{name}`" => "under `review:` write the name of a kind or form, which `gongkai kinds` lists, like `finance: [reviewer, approver]`",
        wrong: "review: {caiwu: [approver]}", right: "review: {finance: [approver]}",
    }
    /// A record that nobody else has looked at.
    MISSING: Warning "review/missing" {
        zh: "这一类记录（{what}）公开前要有人{role}，这一条没有写是谁" => "加一行 `{key}: 姓名或机构`，由作者以外的人担任；确实不用的，改 portal.yaml 里的 `review:`",
        en: "records of this sort ({what}) need a name under `{key}` before they are published, and this one has none" => "add a line `{key}: WHO`, somebody other than the author; if it is not needed, change `review:` in portal.yaml",
        wrong: "title: 石桥村公告\nauthor: 王小满", right: "title: 石桥村公告\nauthor: 王小满\napprover: 周正平",
        source: "portal.yaml 的 `review:`", "`review:` in portal.yaml",
    }
    /// Somebody who checks what is their own.
    SAME: Warning "review/same-person" {
        zh: "“{name}”既是{one}，又是{other}，等于没有第二个人看过" => "请另一个人看过以后，改写 `{key}:` 这一行；确实只有一个人的，用 `accept` 写明原因",
        en: "“{name}” is both {one} and {other}, so nobody else has looked at it" => "let somebody else look, and name them under `{key}:`; if there is only one person, say why under `accept`",
        wrong: "title: 石桥村公告\nauthor: 王小满\napprover: 王小满", right: "title: 石桥村公告\nauthor: 王小满\napprover: 周正平",
        source: "不相容职务分离：经办、审核、审批不由一个人担任", "separation of duties: who writes, checks and approves are different people",
    }
}

/// Checks the settings, and who signed each record that counts.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    check_names(site, diags);
    for record in site.public.records.current() {
        check_missing(site, record, diags);
        check_same(record, diags);
    }
}

fn check_names(site: &Site, diags: &mut Diagnostics) {
    let portal = site.portal();
    let all = || portal.kinds.keys().map(|name| &**name).chain(portal.forms.keys().map(|name| &**name));
    for (name, _) in &portal.config.review.needs {
        if all().any(|own| *own == *name.value) {
            continue;
        }
        let unknown = Diagnostic::new(&UNKNOWN, name.span.clone()).with("name", &name.value);
        diags.push(match names::nearest(&name.value, all()) {
            Some(near) => unknown.perhaps(near),
            None => unknown,
        });
    }
}

fn check_missing(site: &Site, record: &Record, diags: &mut Diagnostics) {
    let portal = site.portal();
    let needed = portal.config.review.of(record).iter();
    for role in needed.filter(|role| role.of(&record.sign_off).is_none()) {
        let missing = Diagnostic::new(&MISSING, record.span.clone()).with_own("key", role.key());
        let missing = missing.with_label("what", portal.called(&record.shape()));
        diags.push(missing.with_word("role", role.called()));
    }
}

/// Reports one name in two roles, at the later of them, once.
fn check_same(record: &Record, diags: &mut Diagnostics) {
    let named = |role: Role| role.of(&record.sign_off).map_or(Vec::new(), |text| people(text));
    let pairs = [(Role::Author, Role::Reviewer), (Role::Author, Role::Approver), (Role::Reviewer, Role::Approver)];
    let same = pairs.into_iter().find_map(|(one, other)| {
        let others = named(other);
        Some((one, other, named(one).into_iter().find(|name| others.contains(name))?))
    });
    let Some((one, other, name)) = same else { return };
    let at: &Span = record.sign_off.span_of(other.key()).unwrap_or(&record.span);
    let found = Diagnostic::new(&SAME, at.clone()).with("name", name).with_own("key", other.key());
    diags.push(found.with_word("one", one.called()).with_word("other", other.called()));
}

/// The persons in a text: 王小满、周正平. What a body has drawn up it may approve itself.
fn people(text: &str) -> Vec<&str> {
    let names = text.split(['、', '，', ',', '；', ';', '/']).map(str::trim);
    names.filter(|name| !name.is_empty() && is_person(name)).collect()
}

/// Whether a name is one of a person: in Han one that begins with a surname and has no more than four signs.
fn is_person(name: &str) -> bool {
    const LONGEST: usize = 4;
    let (people, is_han) = (&LEXICON.people, |sign: char| matches!(sign, '\u{3400}'..='\u{9fff}'));
    if !name.starts_with(is_han) || name.contains(['·', '•']) {
        return !people.bodies.is_in(&name.to_lowercase());
    }
    let has_surname = people.double_surnames.begins(name) || name.starts_with(|sign| people.surnames.contains(sign));
    has_surname && name.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::is_person;

    #[test]
    fn bodies_are_no_persons() {
        for person in ["王小满", "欧阳小明", "周平", "阿依古丽·买买提", "Jane Smith"] {
            assert!(is_person(person), "{person}");
        }
        for body in ["中共南屏镇委员会", "村委会", "石桥村村民委员会", "理财小组", "Finance Committee"]
        {
            assert!(!is_person(body), "{body}");
        }
    }
}
