//! Texts of 0.9 to 2.6 KB: paragraphs, headings, lists, tables, emphasis, links.

use super::draft::Scene;
use super::random::Random;

/// Sentences; `#` becomes a number.
const SENTENCES: [&str; 24] = [
    "九月以来有 # 户提出申请，村干部和专干逐户看过，核对了收入、劳力和支出。",
    "有 # 户收入超过标准，另有一户自己撤回，其余交村民代表会议评议。",
    "**全部超过半数同意。**没有到会的代表会后逐一征求了意见。",
    "办理时带身份证和户口簿，到村便民服务站领表，当场填写，当场登记。",
    "工程由本村监督小组全程看着做，材料进场、隐蔽部分和完工都有照片存档。",
    "一共用工 # 个，砂石 # 方，水泥 # 吨，单据附在凭证后面，任何村民都可以查。",
    "资金分两笔拨付：开工后付三成，**验收合格**再付六成，留一成作质保金。",
    "没有按期完成的有 # 件，原因是雨季不能施工，新的期限写在台账里。",
    "会议应到代表 # 人，实到 # 人，超过三分之二，表决有效。",
    "对结果有不同意见的，可以在公示期内当面、打电话或者写信提出，十日内答复。",
    "公开栏、村务群和本网同时公布，三处内容不一致的，以盖章的原件为准。",
    "各小组长在 # 日前把名单送到村里，过期不再受理，下一批再报。",
    "水费每吨 # 角，由管护员按月抄表，抄表数贴在各组水池边上。",
    "这次调整只动时间，不动收费标准；*节假日照常*，遇到大雨顺延一天。",
    "低洼的 # 户先转移，安置在村小学，被褥和饮水已经备好。",
    "上级检查指出的 # 个问题，已经整改 # 个，其余列出了时间和责任人。",
    "群众代表 # 人参加了验收，当场量了长度和厚度，结果记在验收表上。",
    "凡是集体的房屋、土地和设备对外出租，都要先公告，再竞价，不得私下约定。",
    "单笔超过 5,000 元的支出，经村民代表会议同意才能支付；急事先办的，七日内补。",
    "印章由专人保管，用一次登记一次，空白纸上不得盖章。",
    "值班表贴在服务站门口，夜里有事打值班电话，半小时内有人到场。",
    "以前的规定和本办法不一致的，按本办法执行，旧账一次清完。",
    "补贴直接打到社保卡，不发现金，也不由任何人代领。",
    "测量误差在 # 厘米以内，双方都签了字，不再另外请人复测。",
];

const HEADINGS: [&str; 8] =
    ["办理经过", "资金安排", "有关标准", "下一步", "时间和地点", "监督方式", "存在的问题", "适用范围"];

/// A text of several sections.
pub(super) fn text(scene: &mut Scene<'_>) -> String {
    let wanted = scene.random.between(1_000, 2_350);
    let mut text = paragraph(scene.random);
    let mut headings = HEADINGS.to_vec();
    while text.len() < wanted {
        if !headings.is_empty() && scene.random.once_in(2) {
            let heading = headings.remove(scene.random.between(0, headings.len() - 1));
            text += &format!("\n## {heading}\n");
        }
        text.push('\n');
        text += &match scene.random.between(1, 8) {
            1 => table(scene.random),
            2 => list(scene.random),
            3 | 4 => link(scene),
            _ => paragraph(scene.random),
        };
    }
    text
}

fn sentence(random: &mut Random) -> String {
    let mut parts = random.pick(&SENTENCES).split('#');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text += &random.between(2, 60).to_string();
        text += part;
    }
    text
}

fn paragraph(random: &mut Random) -> String {
    let sentences: Vec<String> = (0..random.between(2, 4)).map(|_| sentence(random)).collect();
    sentences.concat() + "\n"
}

fn list(random: &mut Random) -> String {
    let lines: Vec<String> = (0..random.between(2, 5)).map(|_| format!("- {}\n", sentence(random))).collect();
    lines.concat()
}

fn table(random: &mut Random) -> String {
    let mut text = String::from("| 小组 | 户数 | 金额（元） |\n|---|---:|---:|\n");
    for _ in 0..random.between(3, 7) {
        let (households, amount) = (random.between(5, 80), random.between(800, 60_000));
        text += &format!("| {} | {households} | {amount} |\n", random.group());
    }
    text
}

/// A sentence that refers to an earlier record, if there is one.
fn link(scene: &mut Scene<'_>) -> String {
    if scene.links.is_empty() {
        return paragraph(scene.random);
    }
    let (path, title) = &scene.links[scene.random.between(0, scene.links.len() - 1)];
    format!("以前的情况见[{title}]({path})，怎么查见[公开指南](/pages/guide.md)。{}\n", sentence(scene.random))
}
