//! Units are called what the portal calls them: paths lead to a unit, and one unit is not spelt two ways.

use std::collections::BTreeMap;

use crate::base::date::to_half_width;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::names;
use crate::base::source::Span;
use crate::model::org::OrgTree;
use crate::model::record::Record;
use crate::site::Site;

rules! {
    /// A path that leads to no unit.
    UNKNOWN: Warning "org/not-in-tree" {
        zh: "`{path}` 不是本网的单位" => "写单位文件夹的路径，如 /fengming/shiqiao；不在本网的单位只写名字，前面不加 /",
        en: "`{path}` is no organisation of the portal" => "write the path of its folder, like /fengming/shiqiao; of an organisation outside the portal write the name, without /",
        wrong: "- {who: /fengming/shiqao, 现场: 92}", right: "- {who: /fengming/shiqiao, 现场: 92}",
    }
    /// One unit in two spellings.
    SPELT: Warning "org/spelt-differently" {
        zh: "“{written}”就是“{name}”，写法不一样" => "改成 `{name}`：同一个单位只用一种写法，汇总和查找才合得起来",
        en: "“{written}” is “{name}” in another spelling" => "write `{name}`: one spelling for one unit, or totals and searches miss it",
        wrong: "- {发现日期: 2025-07-01, 责任单位: 石 桥村, 问题: 账目不公开}", right: "- {发现日期: 2025-07-01, 责任单位: 石桥村, 问题: 账目不公开}",
    }
}

/// Checks the units that registers and scorecards name.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let orgs = &site.portal().orgs;
    let mut spelt: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    orgs.iter().for_each(|(_, org)| spelt.entry(normal(&org.name)).or_default().push(&org.name));
    let known = Known { orgs, spelt };
    for record in site.public.records.current() {
        for (written, span) in named(record) {
            known.check(written, span, diags);
        }
    }
}

/// The units of the portal.
struct Known<'a> {
    orgs: &'a OrgTree,
    /// Their names by what they are in any spelling.
    spelt: BTreeMap<String, Vec<&'a str>>,
}

/// Units that a record names, each where it was written.
fn named(record: &Record) -> Vec<(&str, &Span)> {
    let units = record.slots.iter().flat_map(|(_, block)| block.units());
    units.map(|(unit, span)| (unit, span.unwrap_or(&record.span))).collect()
}

impl Known<'_> {
    /// Checks what was written for a unit.
    fn check(&self, written: &str, span: &Span, diags: &mut Diagnostics) {
        if let Some(path) = written.strip_prefix('/') {
            if self.orgs.find(path.trim_end_matches('/')).is_none() {
                let unknown = Diagnostic::new(&UNKNOWN, span.clone()).with("path", written);
                let paths = self.orgs.iter().map(|(_, org)| &*org.path);
                diags.push(match names::nearest(path, paths) {
                    Some(near) => unknown.perhaps(format!("/{near}")),
                    None => unknown,
                });
            }
            return;
        }
        // Other words in the name, such as the township in front, are not judged: only the very name in another dress is.
        let names = self.spelt.get(&normal(written)).map(Vec::as_slice);
        if let Some([name]) = names.filter(|names| !names.contains(&written)) {
            diags.push(Diagnostic::new(&SPELT, span.clone()).with("written", written).with("name", name));
        }
    }
}

/// The signs of the name in one order, without spaces and full-width forms: what is left is the same for a name with a
/// space in it or with two signs swapped. A villagers' committee is not its village, so nothing is cut off.
fn normal(name: &str) -> String {
    let mut signs: Vec<char> =
        to_half_width(name).chars().filter(|sign| !sign.is_whitespace() && *sign != '·').collect();
    signs.sort_unstable();
    signs.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn spellings_of_one_unit() {
        for written in ["石桥村", "石桥 村", "桥石村", "石桥村\u{3000}"] {
            assert_eq!(normal(written), normal("石桥村"), "{written}");
        }
        for other in ["双桥村", "石桥村村民委员会", "石桥"] {
            assert_ne!(normal(other), normal("石桥村"), "{other}");
        }
    }
}
