//! What a portal has once: settings, catalogue, a fixed page.

use std::io;

use super::Folder;

const PORTAL: &str = "\
title: 星川县阳光公开
address: https://gongkai.example.org/
languages: [zh-Hans]
time-zone: Asia/Shanghai
currency: CNY
levels: [county, township, village]
profile: village-cn
theme: default
sections: [village, party, finance, service]
operator: {name: 星川县村务公开办公室, site-code: \"\", icp: \"\", police: \"\"}
complaints:
  - {name: 星川县村务公开办公室, phone: \"0000-0000001\"}
";

/// Items of the catalogue: id, name, section, level, kind, form, deadline.
const ITEMS: [[&str; 7]; 8] = [
    [
        "village-finance",
        "村级财务收支",
        "finance",
        "village",
        "finance",
        "quarterly-account",
        "{every: quarter, by-day: 20}",
    ],
    ["care-fund", "关爱互助资金收支", "party", "township", "finance", "fund-account", "{every: half, by-day: 20}"],
    ["village-aid", "救助对象评议", "village", "village", "notice", "name-list", "on-demand"],
    [
        "village-subsidy",
        "惠农补贴发放",
        "village",
        "village",
        "notice",
        "subsidy-list",
        "{after: formed, within: 10 working days}",
    ],
    ["village-matters", "群众反映问题办理", "village", "village", "ledger", "matter-ledger", "{max-age: 365 days}"],
    ["village-promises", "公开承诺", "party", "village", "pledge", "promises", "{max-age: 365 days}"],
    ["village-assets", "集体资产资源", "finance", "village", "asset", "assets", "{max-age: 365 days}"],
    [
        "village-works",
        "工程建设和结算",
        "village",
        "village",
        "project",
        "works",
        "{after: formed, within: 20 working days}",
    ],
];

const GUIDE: &str = "\
---
title: 公开指南
---

本网列出县、镇、村三级应当公开的事项。**每条记录只写一次**，页面、目录、汇总数字和下载文件都由它生成。

## 怎么查

先选村，再选种类和年份；也可以从首页的栏目进去。

## 怎么提意见

公示期内向页面上写明的单位提；过了公示期，打村务公开办公室的电话。

## 多久更新

财务每季度一次，其余事项定下之后二十个工作日内公开。
";

/// Writes all of it.
pub(super) fn write(folder: &mut Folder) -> io::Result<()> {
    folder.write("portal.yaml", PORTAL)?;
    folder.write("pages/guide.md", GUIDE)?;
    let mut catalogue = String::from("items:\n");
    for [id, name, section, level, kind, form, due] in ITEMS {
        catalogue += &format!(
            "  - id: {id}\n    name: {name}\n    section: {section}\n    owed-by: {{levels: [{level}]}}\n    kind: {kind}\n    \
             form: {form}\n    due: {due}\n    channels: [web, board]\n    basis: 村务公开目录\n"
        );
    }
    folder.write("catalogue.yaml", &catalogue)
}

/// The item of the catalogue that records of a form meet.
pub(super) fn item_of(form: &str) -> Option<&'static str> {
    ITEMS.iter().find(|item| item[5] == form).map(|item| item[0])
}
