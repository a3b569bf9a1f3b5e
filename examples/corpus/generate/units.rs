//! The tree of organisations, and how many records each of them publishes.

use super::random::Random;

/// Records for which there is one village.
const RECORDS_A_VILLAGE: usize = 30;

/// Villages of one township.
const VILLAGES: usize = 20;

/// What an organisation is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    County,
    Township,
    Village,
}

/// An organisation.
pub(super) struct Unit {
    /// Its folder, empty for the root.
    pub(super) path: String,
    /// Its name.
    pub(super) name: String,
    /// What it is.
    pub(super) level: Level,
    /// Its place among its siblings, from 1.
    pub(super) number: usize,
    /// How many records it publishes.
    pub(super) records: usize,
}

const BEFORE: [&str; 24] = [
    "青禾", "白露", "松月", "云帆", "晚霞", "朝露", "星野", "麦香", "竹影", "荷风", "柳烟", "杏雨", "枫火", "梅雪",
    "桐花", "榆钱", "桑叶", "槐荫", "茶烟", "藕花", "苇浪", "菊畦", "兰汀", "芦雁",
];
const AFTER: [&str; 20] = [
    "溪", "坪", "湾", "岭", "坡", "坝", "塘", "坞", "滩", "畈", "冲", "垄", "沟", "洼", "台", "墩", "渚", "港", "峪",
    "川",
];

/// The county, its townships and their villages, parents first. A tenth of the records stands above the villages.
pub(super) fn lay_out(records: usize) -> Vec<Unit> {
    let villages = (records / RECORDS_A_VILLAGE).max(1);
    let towns = villages.div_ceil(VILLAGES);
    let of_county = (records / 100).clamp(1, 200).min(records);
    let of_towns = (records / 15).min(towns * 30).min(records - of_county);
    let of_villages = records - of_county - of_towns;
    let county =
        Unit { path: String::new(), name: "星川县".to_owned(), level: Level::County, number: 1, records: of_county };
    let mut units = vec![county];
    for town in 0..towns {
        units.push(unit(String::new(), (town, Level::Township), share(of_towns, towns, town)));
        let folder = units.last().map_or(String::new(), |town| format!("{}/", town.path));
        for village in (town * VILLAGES..villages).take(VILLAGES) {
            units.push(unit(folder.clone(), (village, Level::Village), share(of_villages, villages, village)));
        }
    }
    units
}

/// The part of `whole` that goes to the one at `at` of `count`.
fn share(whole: usize, count: usize, at: usize) -> usize {
    whole / count + usize::from(at < whole % count)
}

fn unit(folder: String, (at, level): (usize, Level), records: usize) -> Unit {
    let (stem, end, number) = match level {
        Level::Village => ("cun", "村", at % VILLAGES + 1),
        Level::Township | Level::County => ("zhen", "镇", at + 1),
    };
    let (before, after) = (BEFORE[at % BEFORE.len()], AFTER[at / BEFORE.len() % AFTER.len()]);
    let name = format!("{before}{after}{end}");
    Unit { path: format!("{folder}{stem}{number:02}"), name, level, number, records }
}

impl Unit {
    /// Path of a file in its folder.
    pub(super) fn file(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}/{name}", self.path) }
    }

    /// Telephone number of an extension.
    pub(super) fn phone(&self, extension: usize) -> String {
        format!("\"0000-{:04}{extension:03}\"", self.number)
    }

    /// Its `org.yaml`.
    pub(super) fn settings(&self, random: &mut Random) -> String {
        let (level, kind, people) = match self.level {
            Level::County => ("county", "山区县", random.between(180_000, 320_000)),
            Level::Township => ("township", "建制镇", random.between(12_000, 30_000)),
            Level::Village => ("village", "rural", random.between(600, 3_200)),
        };
        let (name, number) = (&self.name, self.number);
        let (first, second) = (self.phone(1), self.phone(2));
        let groups = random.between(4, 9);
        format!(
            "name: {name}\nlevel: {level}\ntype: {kind}\nfounded: {}-05-01\npopulation: {people}\n\
             about: {name}有 {groups} 个组，种粮食、蔬菜和果树，公开栏在服务站门口。\ncontacts:\n  - post: 村务公开员\n    \
             phone: {first}\n    place: {name}便民服务站\n    hours: 工作日 8:30–17:30\ncomplaints: {{name: {name}监督委员会, \
             phone: {second}}}\nfacts:\n  小组: {groups} 个\n  面积: {} 亩\nsort: {number}\n",
            random.between(1960, 1999),
            random.between(900, 6_000),
        )
    }
}
