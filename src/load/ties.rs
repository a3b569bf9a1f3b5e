//! Bodies and relations of organisations against the portal: names that exist, days on which both sides did.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::Spanned;
use crate::base::lang::Text;
use crate::base::names;
use crate::model::body::Body;
use crate::model::body_set::BodySet;
use crate::model::config::Config;
use crate::model::days::Days;
use crate::model::org::{Life, Org, OrgId, OrgTree};
use crate::model::relation::Relation;

rules! {
    /// A body that no set of the unit has.
    BODY: Error "org/unknown-body" {
        zh: "portal.yaml 的 `body-sets` 里，这类单位没有“{body}”这个组织" => "可以写：{known}",
        en: "`body-sets` of portal.yaml has no body “{body}” for a unit of this sort" => "write one of: {known}",
        wrong: "bodies: {村委会: 2021-03-10}", right: "bodies: {村民委员会: 2021-03-10}",
    }
    /// A set of bodies that no unit has.
    SET: Warning "portal/unused-body-set" {
        zh: "没有一个单位该有“{set}”这套组织" => "查对 `owed-by` 的 `levels`、`types` 和各单位 org.yaml 里的 `level`、`type`",
        en: "no unit is to have the bodies of “{set}”" => "compare `levels` and `types` under `owed-by` with `level` and `type` in the org.yaml files",
    }
    /// A body at a time without its unit.
    BODY_LIFE: Warning "org/body-outside-life" {
        zh: "“{body}”写的 {date} 不在本单位存在的时间里：本单位那天{state}（{limit}）" => "查对日期；单位撤销时组织也到那天为止，`until` 写单位的最后一天",
        en: "{date} of “{body}” lies outside the life of its unit, which on that day {state} ({limit})" => "look up the date; a body ends with its unit, so `until` is the unit's last day at most",
    }
    /// A relation to an organisation that does not exist.
    RELATED: Error "org/unknown-related" {
        zh: "`{subject}` 不是本网的单位" => "{near}",
        en: "`{subject}` is no organisation of the portal" => "{near}",
        wrong: "- {paired-with: [/qingxi/baiyian]}", right: "- {paired-with: [/qingxi/baiyan]}",
    }
    /// A relation of an organisation with itself.
    SELF: Error "org/related-to-itself" {
        zh: "这条关系把本单位与自己连在一起" => "写对方单位的路径，如 /qingxi/baiyan",
        en: "this relation ties the organisation to itself" => "write the path of the other organisation, like /qingxi/baiyan",
        wrong: "- {paired-with: [/nongye]}", right: "- {paired-with: [/qingxi/baiyan]}",
    }
    /// A relation at a time when one side did not exist.
    RELATION_LIFE: Warning "org/relation-outside-lives" {
        zh: "这条关系写的 {date}，“{org}”{state}（{limit}）" => "查对日期；一方撤销时关系也到那天为止，对方撤并的改写接续单位",
        en: "on {date} of this relation, “{org}” {state} ({limit})" => "look up the date; a relation ends with either side, and after a merger the successor is named",
    }
    /// Something that ends before it begins.
    REVERSED: Error "org/until-before-since" {
        zh: "到 {until} 为止，却从 {since} 才开始" => "查对 `since` 和 `until` 两个日期",
        en: "it ends on {until}, yet begins on {since}" => "look up `since` and `until`",
        wrong: "- {paired-with: [/qingxi/baiyan], since: 2026-03-01, until: 2025-12-31}",
        right: "- {paired-with: [/qingxi/baiyan], since: 2025-03-01, until: 2025-12-31}",
    }
}

const BEFORE: Text = Text { zh: "还没有设立", en: "had not been founded yet" };
const AFTER: Text = Text { zh: "已经不存在", en: "no longer existed" };
const NEAR: Text = Text { zh: "是不是 `/{near}`？", en: "did you mean `/{near}`?" };
const NAME: Text = Text {
    zh: "写单位文件夹的路径，如 /qingxi/baiyan；不在本网的单位只写名字，前面不加 /",
    en: "write the path of its folder, like /qingxi/baiyan; of an organisation outside the portal write the name, without /",
};
const NO_SET: Text = Text {
    zh: "先在 portal.yaml 写明这类单位有哪些组织：`body-sets: [{name: 四位一体, bodies: [村党组织, 村民委员会], owed-by: {levels: [village]}}]`",
    en: "say in portal.yaml which bodies such units have: `body-sets: [{name: NAME, bodies: [NAME], owed-by: {levels: [village]}}]`",
};

/// Checks what every organisation says of its bodies and its relations.
pub(super) fn check(tree: &OrgTree, config: &Config, diags: &mut Diagnostics) {
    for set in &config.body_sets {
        if !tree.iter().any(|(_, org)| set.owed_by.includes(org)) {
            diags.push(Diagnostic::new(&SET, set.span.clone()).with("set", &set.name));
        }
    }
    for (id, org) in tree.iter() {
        let sets: Vec<&BodySet> = config.body_sets.iter().filter(|set| set.owed_by.includes(org)).collect();
        for body in &org.bodies {
            check_body(body, tree.life(id), &sets, diags);
            check_place(tree, body, diags);
        }
        for relation in &org.relations {
            check_relation(tree, id, relation, diags);
        }
    }
}

fn check_body(body: &Body, life: Life, sets: &[&BodySet], diags: &mut Diagnostics) {
    let known: Vec<&Arc<str>> = sets.iter().flat_map(|set| &set.bodies).collect();
    let name = &body.name.value;
    if !known.contains(&name) {
        let unknown = Diagnostic::new(&BODY, body.name.span.clone()).with("body", name);
        diags.push(match names::nearest(name, known.iter().map(|one| &***one)) {
            Some(near) => unknown.perhaps(near),
            None if known.is_empty() => unknown.help_instead(NO_SET),
            None => unknown.with_list("known", known),
        });
    }
    reversed(&body.days, diags);
    let mut days = body.days.written().filter_map(|day| Some((day, outside(life, day.value)?)));
    if let Some((day, (state, limit))) = days.next() {
        let outside = Diagnostic::new(&BODY_LIFE, day.span.clone()).with("body", name).with("date", day.value);
        diags.push(outside.with_word("state", state).with("limit", limit));
    }
}

fn check_place(tree: &OrgTree, body: &Body, diags: &mut Diagnostics) {
    let named = body.org.iter();
    for place in named.filter(|place| tree.subject(&place.value).is_none()) {
        diags.push(unknown(tree, place));
    }
}

fn check_relation(tree: &OrgTree, id: OrgId, relation: &Relation, diags: &mut Diagnostics) {
    reversed(&relation.days, diags);
    check_lives(tree.get(id), tree.life(id), relation, diags);
    for subject in relation.subjects.iter().filter(|subject| subject.value.starts_with('/')) {
        match tree.subject(&subject.value) {
            None => diags.push(unknown(tree, subject)),
            Some(other) if other == id => diags.push(Diagnostic::new(&SELF, subject.span.clone())),
            Some(other) => check_lives(tree.get(other), tree.life(other), relation, diags),
        }
    }
}

/// Reports the first day of a relation on which `org` did not exist.
fn check_lives(org: &Org, life: Life, relation: &Relation, diags: &mut Diagnostics) {
    let mut days = relation.days.written().filter_map(|day| Some((day, outside(life, day.value)?)));
    if let Some((day, (state, limit))) = days.next() {
        let outside = Diagnostic::new(&RELATION_LIFE, day.span.clone()).with("date", day.value);
        diags.push(outside.with("org", &org.name).with_word("state", state).with("limit", limit));
    }
}

fn outside(life: Life, date: Date) -> Option<(Text, Date)> {
    let before = life.start.filter(|start| date < *start).map(|start| (BEFORE, start));
    before.or_else(|| life.end.filter(|end| date > *end).map(|end| (AFTER, end)))
}

fn reversed(days: &Days, diags: &mut Diagnostics) {
    if let Some((until, since)) = days.reversed() {
        let reversed = Diagnostic::new(&REVERSED, until.span.clone()).with("until", until.value);
        diags.push(reversed.with("since", since));
    }
}

fn unknown(tree: &OrgTree, subject: &Spanned<Arc<str>>) -> Diagnostic {
    let unknown = Diagnostic::new(&RELATED, subject.span.clone()).with("subject", &subject.value);
    let paths = tree.iter().map(|(_, org)| &*org.path);
    match names::nearest(subject.value.trim_matches('/'), paths) {
        Some(near) => unknown.with("near", near).help_instead(NEAR),
        None => unknown.help_instead(NAME),
    }
}
