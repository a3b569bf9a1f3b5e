//! Data on persons as people type them, and what looks like them and is none. All of it is invented: the persons would be
//! born between 1900 and 1905, and numbers are counted up, so that every run plants the same.

/// Something that must be found.
#[derive(Clone, Debug)]
pub(crate) struct Leak {
    /// How it is written.
    pub(crate) kind: &'static str,
    /// What it is, by the name of its rule behind `privacy/`.
    pub(crate) sort: &'static str,
    /// The text as it is typed.
    pub(crate) text: String,
    /// The head of its column, or the label of its fact.
    pub(crate) label: &'static str,
    /// What stands beside it in its row.
    pub(crate) beside: String,
    /// What of the text must not be published.
    pub(crate) secret: String,
}

/// Something that must not be found.
#[derive(Clone, Debug)]
pub(crate) struct Friend {
    /// What it is.
    pub(crate) kind: &'static str,
    /// The text as it is typed.
    pub(crate) text: String,
    /// The head of its column, or the label of its fact.
    pub(crate) label: &'static str,
    /// What stands beside it in its row.
    pub(crate) beside: String,
}

/// So many of each kind.
const EACH: usize = 20;

const SURNAMES: [&str; 20] = [
    "张", "王", "李", "赵", "陈", "杨", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "罗", "郑", "梁", "谢",
    "欧阳",
];
const GIVEN: [&str; 20] = [
    "三", "小二", "阿四", "富贵", "桂花", "有才", "翠兰", "大山", "秀英", "建国", "春梅", "志强", "玉珍", "家旺", "明",
    "红霞", "永福", "丽", "德才", "菊香",
];
const AREAS: [&str; 20] = [
    "532901", "110105", "440524", "513221", "610113", "320106", "370202", "420111", "430102", "350104", "330108",
    "210102", "230103", "150102", "640104", "650102", "460105", "810000", "820000", "830000",
];

/// The name of an invented person.
pub(crate) fn name(at: usize) -> String {
    format!("{}{}", SURNAMES[at % SURNAMES.len()], GIVEN[(at * 7 + at / 20) % GIVEN.len()])
}

/// Year, month and day of an invented birth.
pub(crate) fn birth(at: usize) -> (usize, usize, usize) {
    (1900 + at % 6, 1 + at * 5 % 12, 1 + at * 11 % 28)
}

/// An identity number of 18 figures that is sound.
pub(crate) fn identity(at: usize) -> String {
    let (year, month, day) = birth(at);
    checked(&format!("{}{year}{month:02}{day:02}{:03}", AREAS[at % AREAS.len()], at * 37 % 1000))
}

/// An identity number that ends with X.
pub(crate) fn identity_with_x(at: usize) -> String {
    (0..).map(|step| identity(at + step * 20)).find(|number| number.ends_with('X')).unwrap_or_default()
}

/// Seventeen figures with their check digit.
fn checked(figures: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize = figures.bytes().zip(weights).map(|(byte, weight)| usize::from(byte - b'0') * weight).sum();
    format!("{figures}{}", &"10X98765432"[sum % 11..=sum % 11])
}

/// An identity number of 15 figures.
pub(crate) fn old_identity(at: usize) -> String {
    let (year, month, day) = birth(at);
    format!("{}{:02}{month:02}{day:02}{:03}", AREAS[at % 17], year - 1900, at * 37 % 1000)
}

/// A bank card that is sound.
pub(crate) fn card(at: usize) -> String {
    let fronts = ["622202", "621700", "622848", "623059", "621098"];
    let length = [19, 19, 19, 16, 17][at % 5];
    let mut number = format!("{}{:0width$}", fronts[at % 5], at * 7919 + 1, width = length - 7);
    let sum: usize =
        number.bytes().rev().enumerate().map(|(place, byte)| folded(place, usize::from(byte - b'0'))).sum();
    number.push_str(&((10 - sum % 10) % 10).to_string());
    number
}

fn folded(place: usize, figure: usize) -> usize {
    match (place % 2, figure * 2) {
        (1, _) => figure,
        (_, doubled) if doubled > 9 => doubled - 9,
        (_, doubled) => doubled,
    }
}

/// The number of an old bankbook, without a check digit.
pub(crate) fn bankbook(at: usize) -> String {
    format!("{:0width$}", 1_203_400_560_000 + at * 104_729, width = 13 + at % 6)
}

/// A mobile telephone.
pub(crate) fn mobile(at: usize) -> String {
    let fronts = ["138", "139", "150", "186", "177", "199", "147", "166", "135", "159"];
    format!("{}{:08}", fronts[at % 10], at * 271 + 1)
}

/// The text with something between groups of these lengths.
fn grouped(text: &str, groups: &[usize], between: &str) -> String {
    let mut rest = text;
    let mut parts = Vec::new();
    for length in groups {
        let (part, behind) = rest.split_at((*length).min(rest.len()));
        parts.push(part);
        rest = behind;
    }
    parts.push(rest);
    parts.retain(|part| !part.is_empty());
    parts.join(between)
}

/// The text with each figure written otherwise.
fn written(text: &str, figures: &str) -> String {
    let all: Vec<char> = figures.chars().collect();
    text.chars().map(|sign| sign.to_digit(10).map_or(sign, |digit| all[digit as usize])).collect()
}

struct Set(Vec<Leak>);

impl Set {
    /// Plants one of a kind, in running text or alone.
    fn add(&mut self, kind: (&'static str, &'static str), at: usize, secret: String) {
        let name = name(at);
        let text = match at % 4 {
            0 => secret.clone(),
            1 => format!("{name}，{secret}"),
            2 => format!("经公示，{name}（{secret}）符合条件。"),
            _ => format!("申请人{name} {secret} 已登记"),
        };
        self.push(kind, (text, secret), ("", ""));
    }

    fn push(
        &mut self,
        (kind, sort): (&'static str, &'static str),
        (text, secret): (String, String),
        beside: (&'static str, &str),
    ) {
        self.0.push(Leak { kind, sort, text, label: beside.0, beside: beside.1.to_owned(), secret });
    }
}

/// Everything that must be found.
pub(crate) fn leaks() -> Vec<Leak> {
    let mut set = Set(Vec::new());
    for at in 0..EACH {
        identities(&mut set, at);
        cards(&mut set, at);
        telephones(&mut set, at);
        persons(&mut set, at);
        children(&mut set, at);
        masks(&mut set, at);
        spellings(&mut set, at);
        misnamed(&mut set, at);
        half_named(&mut set, at);
        introduced(&mut set, at);
        births(&mut set, at);
        abroad(&mut set, at);
        disguised(&mut set, at);
        told(&mut set, at);
        paid(&mut set, at);
        half_hidden(&mut set, at);
        numbered(&mut set, at);
        believing(&mut set, at);
    }
    set.0
}

/// What somebody is paid for an illness, a disability or a child.
fn paid(set: &mut Set, at: usize) {
    let who = name(at);
    let (text, secret) = [
        (format!("{who}重度残疾护理补贴80元"), "残疾"),
        (format!("{who}享受残疾人两项补贴"), "残疾"),
        (format!("支付{who}大病救助3000元"), "大病"),
        (format!("{who}，7月重度残疾人护理补贴 80 元"), "残疾"),
        (format!("发放重度残疾人护理补贴（{who}）80 元"), "残疾"),
        (format!("{who}申请医疗救助，患肺癌"), "肺癌"),
        (format!("{who}患尿毒症住院治疗，报销 2 万元"), "尿毒症"),
        (format!("村民{who}领取精神残疾护理补贴"), "残疾"),
        (format!("给{who}家失能老人照料补贴 300 元"), "失能"),
        (format!("{who}确诊肺结核，给予救助"), "肺结核"),
    ][at % 10]
        .clone();
    set.push(("what is paid for an illness", "health"), (text, secret.to_owned()), ("", ""));
    let text = [format!("{who}幼儿园保教费补助 400 元"), format!("孤儿基本生活费补助（{who}）")][at % 2].clone();
    set.push(("what is paid for a child", "child"), (text, ["幼儿园", "孤儿"][at % 2].to_owned()), ("", ""));
}

/// Numbers of which too much is left, whatever hides the rest.
fn half_hidden(set: &mut Set, at: usize) {
    let (who, id, own) = (name(at), identity(at), mobile(at));
    let mark = ["…", "……", "..", "~~~~", "——", "……", "（略）", "－－－－"][at % 8];
    let cut = format!("{}{mark}{}", &id[..6], &id[14..]);
    let text = [format!("{who} {cut}"), format!("{who}（{cut}）"), format!("{cut} {who}")][at % 3].clone();
    set.push(("identity number cut by other marks", "weak-mask"), (text, cut.clone()), ("", ""));
    set.push(("identity number cut by other marks in a row", "weak-mask"), (cut.clone(), cut), ("备注", &who));
    let few = format!("{}****{}", &id[..6], &id[14..]);
    set.push(("identity number with four stars", "weak-mask"), (format!("{who}，{few}"), few), ("", ""));
    let half = [
        format!("{}*{}", &own[..5], &own[5..]),
        format!("{}*{}", &own[..7], &own[8..]),
        format!("{}****{}", &own[..7], &own[8..]),
        format!("{}****{}", &own[..5], &own[6..]),
    ][at % 4]
        .clone();
    set.push(("mobile of which one figure is hidden", "weak-mask"), (format!("{who} {half}"), half), ("", ""));
    let tail = format!("{:04}", 1017 + at * 3);
    let text = [format!("{who}（尾号{tail}）"), format!("打入{who}尾号为{tail}的卡"), format!("{who} 后四位{tail}")]
        [at % 3]
        .clone();
    set.push(("last figures beside a name", "weak-mask"), (text, tail), ("", ""));
}

/// Numbers of pupils, plates in boxes and flats.
fn numbered(set: &mut Set, at: usize) {
    let (who, id) = (name(at), identity(at));
    let pupil = format!("{}{id}", ["G", "L"][at % 2]);
    set.push(("number of a pupil", "id-number"), (format!("{who}，学籍号{pupil}"), id.clone()), ("", ""));
    set.push(("number of a pupil, by its head", "id-number"), (pupil, id), ("学籍号", &who));
    let old = format!("20165329010{:05}", at * 31);
    set.push(("old number of a pupil", "child"), (format!("{who} 学籍号：{old}"), old), ("", ""));
    let plate = format!("{}", 12_345 + at * 331);
    let boxed = |between: &str| plate.chars().map(String::from).collect::<Vec<_>>().join(between);
    let plate = [
        format!("云L {}", boxed(" ")),
        format!("云L·{}", boxed("·")),
        format!("云 L{plate}"),
        format!("川A.{plate}"),
        format!("京A-{}", boxed("-")),
    ][at % 5]
        .clone();
    set.push(("plate in boxes", "plate"), (format!("{who}的车 {plate}"), plate), ("", ""));
    let flat =
        [format!("{}#501", 1 + at % 9), format!("{}#楼{}", 1 + at % 9, 402 + at), format!("{}#2-501", 1 + at % 9)]
            [at % 3]
            .clone();
    let text = [format!("{who}，{flat}"), format!("{who}住石桥新村{flat}"), format!("幸福小区{flat}{who}")][at / 3 % 3]
        .clone();
    set.push(("flat behind a sign", "home"), (text, flat), ("", ""));
    let flat = format!("{}栋2单元501", 1 + at % 9);
    set.push(("flat in words", "home"), (format!("{who}家{flat}防水维修费"), flat), ("", ""));
}

/// What believers do, and lists below what announces them.
fn believing(set: &mut Set, at: usize) {
    let (who, two) = (name(at), name(at + 3));
    let (text, secret) = [
        (format!("{who}每周日到镇上做礼拜"), "做礼拜"),
        (format!("{who}去年赴麦加朝觐"), "朝觐"),
        (format!("党员{who}参加家庭教会活动"), "家庭教会"),
        (format!("{who}到教堂做礼拜"), "做礼拜"),
        (format!("{who}受洗"), "受洗"),
        (format!("{who}信教多年"), "信教"),
        (format!("{who}经常烧香拜佛"), "拜佛"),
    ][at % 7]
        .clone();
    set.push(("belief by deeds", "religion"), (text, secret.to_owned()), ("", ""));
    let head =
        ["## 幼儿园名单", "幼儿园在园幼儿花名册：", "雨露计划补助学生名单如下：", "困境儿童名单", "接种儿童名单"]
            [at % 5];
    let body = [format!("{who}、{two}"), format!("- {who}\n- {two}"), format!("1. {who}（三组）\n2. {two}（五组）")]
        [at % 3]
        .clone();
    set.push(("list of children below a heading", "child"), (format!("{head}\n\n{body}"), who), ("", ""));
}

fn identities(set: &mut Set, at: usize) {
    let id = identity(at);
    let sort = "id-number";
    set.add(("identity number", sort), at, id.clone());
    set.add(("identity number with a small x", sort), at, identity_with_x(at).to_lowercase());
    set.add(("identity number with a times sign", sort), at, identity_with_x(at).replace('X', "×"));
    set.add(("identity number, full-width", sort), at, written(&id, "０１２３４５６７８９").replace('X', "Ｘ"));
    let between = [" ", "-", ".", "·", "\u{3000}", "—", "_", "/"][at % 8];
    set.add(("identity number with marks", sort), at, grouped(&id, &[6, 8], between));
    set.add(
        ("identity number with signs that nobody sees", sort),
        at,
        grouped(&id, &[6, 4, 4], ["\u{200b}", "\u{2060}", "\u{ad}", "\u{200d}"][at % 4]),
    );
    set.add(("identity number in Han", sort), at, written(&id, "〇一二三四五六七八九"));
    set.add(("identity number in rings", sort), at, written(&id, "⓪①②③④⑤⑥⑦⑧⑨"));
    set.add(("identity number over two lines", sort), at, grouped(&id, &[6 + at % 9], "\n"));
    let wrong = format!("{}{}", &id[..17], if id.ends_with('1') { "2" } else { "1" });
    let label = ["身份证号", "身份证号码", "居民身份证", "公民身份号码"][at % 4];
    set.push(("identity number with a slip, by its head", sort), (wrong.clone(), wrong.clone()), (label, &name(at)));
    set.push(
        ("identity number with a slip, in a sentence", sort),
        (format!("{}，{label}：{wrong}", name(at)), wrong),
        ("", ""),
    );
    let old = old_identity(at);
    set.push(("identity number of 15 figures", sort), (format!("{label}{old}"), old.clone()), ("", ""));
    set.push(("identity number of 15 figures, by its head", sort), (old.clone(), old), (label, &name(at)));
    let grade = format!("{}{}{}", identity_with_x(at), 1 + at % 7, 1 + at % 4);
    set.add(("disability card", "disability-card"), at, grade);
    let plain = format!("{id}{}{}", 1 + at % 7, 1 + at % 4);
    set.push(("disability card, by its head", "disability-card"), (plain.clone(), plain), ("残疾证号", &name(at)));
    let pasted = format!("{}{}{}", name(at), id, mobile(at));
    set.push(("identity number run together with a telephone", sort), (pasted, id), ("", ""));
    let (front, width) = [("E", 8), ("EA", 7), ("G", 8), ("H", 10), ("M", 8), ("C", 8), ("T", 8), ("K", 8)][at % 8];
    let permit = format!("{front}{:0width$}", at * 131 + 7);
    let said = [
        "护照号码：",
        "护照 ",
        "护照号",
        "港澳居民来往内地通行证",
        "回乡证号 ",
        "往来港澳通行证号码为",
        "台湾通行证：",
        "护照No.",
    ][at % 8];
    set.push(("passport or permit", "passport"), (format!("{}，{said}{permit}", name(at)), permit.clone()), ("", ""));
    set.push(("passport, by its head", "passport"), (permit.clone(), permit), ("护照号", &name(at)));
}

/// Numbers that nothing parts well, or that too much parts.
fn spellings(set: &mut Set, at: usize) {
    let (id, own) = (identity(at), mobile(at));
    let sort = "id-number";
    set.push(("identity number between stars", sort), (grouped(&id, &[6, 8], "**"), id[..6].to_owned()), ("", ""));
    let pasted = [
        format!("{}{id}", identity(at + 1).replace('X', "0")),
        format!("{own}{id}"),
        format!("20261001{id}"),
        format!("{id}{:05}", 10_000 + at * 37),
    ][at % 4]
        .clone();
    set.push(("identity number pasted to another number", sort), (pasted, id.clone()), ("", ""));
    let between = ["    ", ",", "，", "：", "|", "…", "\t", " | "][at % 8];
    let label = ["", "身份证号："][at / 8 % 2];
    let text = format!("{label}{}", grouped(&id, &[6, 8], between));
    set.push(("identity number in groups far apart", sort), (text, id[14..].to_owned()), ("", ""));
    let text = [
        format!("({}){}", &own[..3], &own[3..]),
        format!("（{}）{}-{}", &own[..3], &own[3..7], &own[7..]),
        format!("手机 {}", own.split("").collect::<Vec<_>>().join(" ").trim()),
    ][at % 3]
        .clone();
    set.push(("mobile in odd groups", "mobile"), (text, own[..1].to_owned()), ("", ""));
}

/// Numbers of persons that are called something else.
fn misnamed(set: &mut Set, at: usize) {
    let label = ["编号", "代码", "户号", "合同编号", "坐标", "流水号", "发票"][at % 7];
    let (id, card, own, who) = (identity(at), card(at), mobile(at), name(at));
    set.push(("identity number called otherwise", "id-number"), (format!("{label}：{id}"), id.clone()), ("", ""));
    set.push(("identity number called otherwise by its head", "id-number"), (id.clone(), id), (label, &who));
    set.push(("bank card called otherwise", "bank-card"), (format!("{label}：{card}"), card), ("", ""));
    set.push(("mobile called otherwise by its head", "mobile"), (own.clone(), own.clone()), (label, &who));
    set.push(("mobile called otherwise", "mobile"), (format!("{who}，QQ {own}"), own), ("", ""));
}

/// What is said of persons who are named in part, in other scripts or by other peoples.
fn half_named(set: &mut Set, at: usize) {
    let surname = SURNAMES[at % SURNAMES.len()];
    let given = GIVEN[(at * 7 + at / 20) % GIVEN.len()].chars().last().unwrap_or('三');
    let ill = ["肺癌", "艾滋病", "精神分裂症", "重残", "尿毒症", "抑郁"][at % 6];
    let who = [
        format!("{surname}*{given}"),
        format!("{surname}某"),
        format!("{surname}**"),
        format!("{surname}某某"),
        format!("{surname}大爷"),
        format!("{surname}＊{given}"),
    ];
    let text =
        [format!("{}患{ill}", who[at % 6]), format!("{}（{ill}）", who[at % 6]), format!("村民{}，{ill}", who[at % 6])]
            [at % 3]
            .clone();
    set.push(("health of somebody named in part", "health"), (text, ill.to_owned()), ("", ""));
    set.push(
        ("health in a row with a masked name", "health"),
        (format!("患{ill}"), ill.to_owned()),
        ("备注", &format!("{} 二组", who[[0, 2, 5][at % 3]])),
    );
    let other =
        ["阿依古丽", "扎西次仁", "岩温", "尼玛", "买买提·艾力", "李大年", "王建设", "张鹏程", "赵建党", "张　三"];
    let other = other[at % 10];
    set.push(("health of somebody with a rare name", "health"), (format!("{other}患{ill}"), ill.to_owned()), ("", ""));
    let (text, secret) =
        [("張三患愛滋病", "愛滋病"), ("殘疾人張三", "殘疾人"), ("陳小二（精神殘疾二級）", "精神殘疾")][at % 3];
    set.push(("health in traditional signs", "health"), (text.to_owned(), secret.to_owned()), ("", ""));
}

/// Persons behind ordinary words, in lists, and below a head that says it of them.
fn introduced(set: &mut Set, at: usize) {
    let (own, two) = (name(at), name(at + 3));
    let ill = ["精神残疾二级", "肺癌", "尿毒症", "肢残", "截肢", "肾衰竭", "双目失明", "HIV阳性"][at % 8];
    let secret = ["精神残疾", "肺癌", "尿毒症", "肢残", "截肢", "肾衰竭", "失明", "HIV"][at % 8];
    let before = ["关于给予", "对", "经查", "我村", "救助", "看望", "慰问", "兹有", "为", "石桥村"][at % 10];
    set.push(
        ("health behind an ordinary word", "health"),
        (format!("{before}{own}（{ill}）"), secret.to_owned()),
        ("", ""),
    );
    let lead = ["精神残疾人：", "残疾人名单：", "重度残疾：", "社区矫正：", "社区戒毒人员：", "盲人："][at % 6];
    let secret: String = ["精神残疾", "残疾人", "残疾", "社区矫正", "社区戒毒人员", "盲人"][at % 6].to_owned();
    set.push(("list of persons", "health"), (format!("{lead}{own}、{two}"), secret), ("", ""));
    set.push(("child by the label", "child"), (own.clone(), own.clone()), (["儿童", "患儿"][at % 2], ""));
    let class = format!("{}（{}）班", ["一", "二", "三", "四", "五", "六"][at % 6], 1 + at % 3);
    set.push(("class in brackets", "child"), (format!("{class}{own}"), "）班".to_owned()), ("", ""));
    let house = format!("{}号", 12 + at);
    set.push(("house below a plain head", "home"), (format!("石桥村三组{house}"), house), ("地址", &own));
    let tail = format!("{:04}", 1017 + at);
    let label = ["身份证后四位", "卡尾号", "身份证号后四位", "手机尾号"][at % 4];
    set.push(("last figures", "weak-mask"), (format!("{own}，{label}：{tail}"), tail), ("", ""));
    let plate = format!("L{}", 12_345 + at * 331);
    set.push(("plate without its province", "plate"), (format!("车牌: {plate}"), plate), ("", ""));
}

/// Days and months of birth without a word for them.
fn births(set: &mut Set, at: usize) {
    let own = name(at);
    let (year, month, day) = birth(at);
    let (text, secret) = [
        (format!("{own}（{year}-{month:02}-{day:02}）"), format!("{year}-{month:02}-{day:02}")),
        (format!("{own}（{year}年{month}月{day}日）"), format!("{year}年{month}月{day}日")),
        (format!("{own}，男，汉族，{year}年{month}月{day}日"), format!("{year}年{month}月{day}日")),
        (format!("{own}，女，{year}年{month:02}月生"), format!("{year}年{month:02}月")),
    ][at % 4]
        .clone();
    set.push(("birth without a word for it", "birth-date"), (text, secret), ("", ""));
}

/// Numbers of another country.
fn abroad(set: &mut Set, at: usize) {
    let (text, sort, secret) = [
        (format!("Phone 07700 9001{at:02}"), "mobile", format!("9001{at:02}")),
        (format!("NI number AB1234{at:02}C"), "id-number", format!("AB1234{at:02}C")),
        (format!("sort code 20-00-00, account 123456{at:02}"), "account", format!("123456{at:02}")),
        ("Card 4111 1111 1111 1111".to_owned(), "bank-card", "4111".to_owned()),
        ("IBAN GB82 WEST 1234 5698 7654 32".to_owned(), "account", "GB82".to_owned()),
        (format!("born {} May 1903", 1 + at), "birth-date", "May 1903".to_owned()),
    ][at % 6]
        .clone();
    set.push(("number of another country", sort), (text, secret), ("", ""));
}

/// Numbers that are written so that nobody finds them.
fn disguised(set: &mut Set, at: usize) {
    let (id, crossed, who) = (identity(at), identity_with_x(at), name(at));
    let sort = "id-number";
    let escaped: String = id.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let text = [escaped.clone(), format!("https://a.cn/?sfz={}%{:02X}", &id[..17], id.as_bytes()[17])][at % 2].clone();
    let secret = [escaped, id[..17].to_owned()][at % 2].clone();
    set.push(("identity number in the escapes of an address", sort), (text, secret), ("", ""));
    let text = format!("https://a.cn/?a={}&b={}", &id[..9], &id[9..]);
    set.push(("identity number over a query", sort), (text, id[..9].to_owned()), ("", ""));
    let text = [format!("ZhangSanShenfenzheng{id}"), format!("IDCARDNUMBER{id}"), format!("{id}ZhangSanWangxiaoer")];
    set.push(("identity number pasted to letters", sort), (text[at % 3].clone(), id.clone()), ("", ""));
    let lost = &crossed[..17];
    let text = [
        format!("受助人{who}，{lost}，三组"),
        format!("{lost}(X)"),
        format!("{lost}（X）"),
        format!("{lost}ₓ"),
        format!("{lost}✗"),
        format!("{lost}叉"),
        format!("{lost}ҳ"),
    ];
    set.push(("identity number whose x is lost", sort), (text[at % 7].clone(), lost.to_owned()), ("", ""));
    let scripts = ["༠༡༢༣༤༥༦༧༨༩", "᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙", "᧐᧑᧒᧓᧔᧕᧖᧗᧘᧙", "०१२३४५६७८९", "๐๑๒๓๔๕๖๗๘๙"];
    let foreign = written(&id, scripts[at % 5]);
    set.push(("identity number in figures of another script", sort), (foreign.clone(), foreign), ("", ""));
    let text = [
        format!("{}组{}组{}", &id[..6], &id[6..14], &id[14..]),
        format!("{}（空格）{}（空格）{}", &id[..6], &id[6..14], &id[14..]),
        format!("{} 加 {}", &id[..6], &id[6..]),
        format!("{}. 甲 {}", &id[..9], &id[9..]),
    ];
    set.push(("identity number with words between", sort), (text[at % 4].clone(), id[..6].to_owned()), ("", ""));
    let tail = &id[14..];
    let text = format!("{who}，身份证前六位{}，后四位{tail}", &id[..6]);
    set.push(("identity number by its ends", "weak-mask"), (text, tail.to_owned()), ("", ""));
    let hidden = ["……", "????????", "--------", "（略）", "～～～～", "♥♥♥♥♥♥♥♥"][at % 6];
    let masked = format!("{}{hidden}{tail}", &id[..6]);
    set.push(("identity number behind other masks", "weak-mask"), (format!("身份证 {masked}"), masked), ("", ""));
}

/// What is said of persons in other words.
fn told(set: &mut Set, at: usize) {
    let who = name(at);
    let (text, secret) = [
        (format!("{who}得了肺癌"), "肺癌"),
        (format!("{who}因车祸高位截瘫"), "高位截瘫"),
        (format!("{who}（肢四）"), "肢四"),
        (format!("{who}，器官移植"), "器官移植"),
        (format!("{who}老年痴呆"), "老年痴呆"),
        (format!("特困人员{who}失能"), "失能"),
        (format!("{who}之妻（精神病）"), "精神病"),
        (format!("{who}的父亲患癌"), "患癌"),
        (format!("户主：{who}；人员类别：残疾"), "残疾"),
        (format!("精神障碍患者有{who}、{}", name(at + 1)), "精神障碍患者"),
    ][at % 10]
        .clone();
    set.push(("health in other words", "health"), (text, secret.to_owned()), ("", ""));
    let text = [format!("{who}上幼儿园大班"), format!("{who} 女 8 周岁")][at % 2].clone();
    set.push(("child in other words", "child"), (text, ["幼儿园", "周岁"][at % 2].to_owned()), ("", ""));
    let (year, month, day) = birth(at);
    let day = [format!("{year}.{month:02}.{day:02}"), format!("{year}{month:02}{day:02}")][at % 2].clone();
    set.push(("day of birth behind a name", "birth-date"), (format!("{who}，{day}"), day), ("", ""));
    let month = format!("{year}年{month}月");
    set.push(("month of birth", "birth-date"), (format!("{who}出生年月：{month}"), month.clone()), ("", ""));
    set.push(("month of birth, by its head", "birth-date"), (month.clone(), month), ("出生年月", &who));
    let flat = format!("{}-2-{}", 1 + at % 9, 501 + at);
    set.push(("flat in three numbers", "home"), (format!("{who}，幸福家园{flat}"), flat), ("", ""));
    let text = format!("{who}，石桥村委会三组 {} 号", 12 + at);
    set.push(("house with blanks", "home"), (text, format!("{}", 12 + at)), ("", ""));
}

fn cards(set: &mut Set, at: usize) {
    let card = card(at);
    set.add(("bank card", "bank-card"), at, card.clone());
    let spaced = grouped(&card, &[4, 4, 4, 4], [" ", "-", "\u{a0}"][at % 3]);
    set.add(("bank card in groups", "bank-card"), at, spaced);
    set.add(("bank card, full-width", "bank-card"), at, written(&card, "０１２３４５６７８９"));
    let book = bankbook(at);
    let head = ["银行账号", "一卡通账号", "社保卡号", "存折号", "卡号", "开户行及账号"][at % 6];
    set.push(("bankbook, by its head", "account"), (book.clone(), book.clone()), (head, &name(at)));
    let said = ["账号：", "存折账号 ", "开户行云岭农商行凤鸣支行，账号", "一卡通号为", "社保卡号"][at % 5];
    set.push(("bankbook in a sentence", "account"), (format!("打入{}的{said}{book}。", name(at)), book), ("", ""));
}

fn telephones(set: &mut Set, at: usize) {
    let own = mobile(at);
    set.add(("mobile", "mobile"), at, own.clone());
    set.add(("mobile in groups", "mobile"), at, grouped(&own, &[3, 4], [" ", "-"][at % 2]));
    set.add(("mobile, full-width", "mobile"), at, written(&own, "０１２３４５６７８９"));
    let front = ["+86", "+86 ", "86-", "0086 ", "+86-"][at % 5];
    set.add(("mobile with the country", "mobile"), at, format!("{front}{own}"));
    set.push(("mobile behind a word", "mobile"), (format!("有事请找{}，手机{own}", name(at)), own), ("", ""));
    let plates = ["云L", "京A", "川B", "鲁C", "粤D"];
    let (plate, number) = (plates[at % 5], 12_345 + at * 331);
    let plate = match at % 4 {
        0 => format!("{plate}{number}"),
        1 => format!("{plate}·{number}"),
        2 => format!("{plate}D{number}"),
        _ => format!("{plate}{}K{:02}", number / 1000, number % 100),
    };
    set.add(("number plate", "plate"), at, plate);
}

fn persons(set: &mut Set, at: usize) {
    let own = name(at);
    let (number, flat) = (12 + at, 402 + at * 100 % 700);
    let house = [format!("{number}号"), format!("3栋2单元{flat}"), format!("{number}号"), format!("5幢1单元{flat}室")]
        [at % 4]
        .clone();
    let street = ["三组", "幸福小区", "人民路", "新村"][at % 4];
    let text = [
        format!("{own}家住石桥村{street}{house}"),
        format!("石桥村{street}{house}{own}"),
        format!("村民{own}，石桥村{street}{house}"),
    ][at % 3]
        .clone();
    set.push(("house in a sentence", "home"), (text, house.clone()), ("", ""));
    set.push(("house, by its head", "home"), (format!("石桥村{street}{house}"), house), ("家庭住址", &own));
    let (ill, whom) = [
        ("肺结核", "精神病患者"),
        ("艾滋病", "艾滋病感染者"),
        ("精神分裂症", "社区矫正对象"),
        ("肢体残疾", "吸毒人员"),
        ("癌症", "孕妇"),
    ][at % 5];
    let text =
        [format!("三组村民{own}患{ill}，长期服药。"), format!("{own}（{ill}）"), format!("{own}，男，因{ill}致贫")]
            [at % 3]
            .clone();
    set.push(("health in a sentence", "health"), (text, ill.to_owned()), ("", ""));
    set.push(("somebody called by an illness", "health"), (format!("走访了{whom}{own}。"), whom.to_owned()), ("", ""));
    set.push(("health in a row", "health"), (ill.to_owned(), ill.to_owned()), ("备注", &format!("3 {own} 300.00")));
    set.push(("health, by its head", "health"), (format!("{ill}二级"), ill.to_owned()), ("残疾类别", &own));
}

fn children(set: &mut Set, at: usize) {
    let own = name(at);
    let class = ["一", "二", "三", "四", "五", "六"][at % 6];
    let text = [
        format!("{own}，石桥小学{class}年级学生"),
        format!("孤儿{own}由祖父抚养"),
        format!("{own}，{}岁，就读于石桥小学", 6 + at % 7),
    ][at % 3]
        .clone();
    let secret = [format!("{class}年级"), "孤儿".to_owned(), "小学".to_owned()][at % 3].clone();
    set.push(("child in a sentence", "child"), (text, secret), ("", ""));
    let text = format!("石桥小学{class}年级{}班", 1 + at % 3);
    set.push(("child in a row", "child"), (text.clone(), text), ("就读学校", &own));
    let (year, month, day) = birth(at);
    let date = [
        format!("{year}年{month}月{day}日"),
        format!("{year}-{month:02}-{day:02}"),
        format!("{year}.{month}.{day}"),
        format!("{year}{month:02}{day:02}"),
    ][at % 4]
        .clone();
    let text = [
        format!("{own}，{date}出生"),
        format!("{own}生于{date}"),
        format!("{own}，出生日期：{date}"),
        format!("{own}（{date}生）"),
    ][at / 4 % 4]
        .clone();
    set.push(("day of birth in a sentence", "birth-date"), (text, date.clone()), ("", ""));
    set.push(("day of birth, by its head", "birth-date"), (date.clone(), date), ("出生年月日", &own));
    let (belief, believer) =
        [("基督教", "基督徒"), ("天主教", "天主教徒"), ("伊斯兰教", "穆斯林"), ("佛教", "佛教徒")][at % 4];
    let text = [format!("{own}信仰{belief}"), format!("{believer}{own}")][at % 2].clone();
    set.push(("belief", "religion"), (text, [belief, believer][at % 2].to_owned()), ("", ""));
}

fn masks(set: &mut Set, at: usize) {
    let (id, card, own) = (identity(at), card(at), mobile(at));
    let star = ["*", "＊", "x", "●"][at % 4];
    let hide = |count: usize| star.repeat(count);
    set.add(
        ("identity number of which only the birth is hidden", "weak-mask"),
        at,
        format!("{}{}{}", &id[..6], hide(8), &id[14..]),
    );
    set.add(("identity number with area and year", "weak-mask"), at, format!("{}{}", &id[..10], hide(8)));
    set.add(
        ("bank card with few figures hidden", "weak-mask"),
        at,
        format!("{}{}{}", &card[..8], hide(4), &card[12..]),
    );
    set.add(("mobile with few figures hidden", "weak-mask"), at, format!("{}{}{}", &own[..6], hide(3), &own[9..]));
    let name = format!("{}*", SURNAMES[at % 19]);
    set.push(
        ("name of two signs beside a masked number", "weak-mask"),
        (name.clone(), name),
        ("姓名", &format!("{}****{}", &own[..3], &own[7..])),
    );
}

/// Everything that must not be found.
pub(crate) fn friends() -> Vec<Friend> {
    let mut all = Vec::new();
    for at in 0..EACH {
        papers(&mut all, at);
        places(&mut all, at);
        offices(&mut all, at);
        amounts(&mut all, at);
        words(&mut all, at);
        near_words(&mut all, at);
        public_persons(&mut all, at);
        of_bodies(&mut all, at);
        spoken_of(&mut all, at);
    }
    all
}

/// Accounts and vehicles of bodies, and numbers of machines and papers.
fn of_bodies(all: &mut Vec<Friend>, at: usize) {
    let book = bankbook(at);
    let texts = [
        format!("户名：石桥村股份经济合作社，开户行：云岭农商行凤鸣支行，账号：{book}"),
        format!("收款单位：石桥村村民委员会\n开户行：云岭县农村信用合作联社\n账号：{book}"),
        format!("捐款请汇石桥村村委会账号{book}"),
        format!("保证金汇入对公账户 {book}"),
        format!("账户名称：云岭县凤鸣镇财政所 账号：{book}"),
    ];
    friend(all, "account of a body", texts[at % 5].clone(), ("", ""));
    friend(all, "account of a body in a row", book, ("账号", "户名：石桥村股份经济合作社"));
    let plate = format!("云L{}", 12_345 + at * 331);
    let texts = [
        format!("村集体车辆{plate}加油 300 元"),
        format!("公务用车 {plate} 保险费"),
        format!("垃圾清运车（{plate}）维修"),
        format!("消防车{plate}年检"),
    ];
    friend(all, "plate of a body", texts[at % 4].clone(), ("", ""));
    let texts = [
        "更换3#501电机一台",
        "1#泵房 2#水池",
        "2#楼外墙维修",
        "限行尾号：周一 1 和 6",
        "合同编号后四位 1234",
        "532901～532930 为本县区划代码",
        "面积 110000…1200 平方米",
        "贵A 级景区 12 处，新 B 超 1 台",
    ];
    friend(all, "numbers of machines and areas", texts[at % 8].to_owned(), ("", ""));
    friend(all, "masked well, with more stars", format!("{} 138*****{:04}", name(at), at), ("", ""));
}

/// Schemes, visits and lists of whoever works for them.
fn spoken_of(all: &mut Vec<Friend>, at: usize) {
    let (who, two) = (name(at), name(at + 3));
    let texts = [
        format!("{who}介绍重度残疾人护理补贴政策"),
        format!("残疾人两项补贴（经办：{who}）"),
        format!("由{who}负责残疾人补贴申报"),
        format!("会计{who}报残疾人补贴表打印费 30 元"),
        format!("镇长{who}宣传大病救助政策"),
        "重度残疾护理补贴标准 80 元/月，全村 12 户".to_owned(),
        format!("{who}副主任到清真寺检查消防安全"),
        format!("村干部{who}劝阻非法传教"),
        format!("{who}，礼拜三到村委会"),
        format!("表彰名单如下：\n\n{who}、{two}"),
        format!("## 幼儿园教师名单\n\n{who}、{two}"),
        format!("## 志愿者名单\n\n- {who}\n- {two}"),
    ];
    friend(all, "schemes, visits and lists of others", texts[at % 12].clone(), ("", ""));
}

fn friend(all: &mut Vec<Friend>, kind: &'static str, text: String, beside: (&'static str, &str)) {
    all.push(Friend { kind, text, label: beside.0, beside: beside.1.to_owned() });
}

/// What looks like data on persons and is public by law, or a paper.
fn public_persons(all: &mut Vec<Friend>, at: usize) {
    let own = name(at);
    let text = format!("{own}，女，19{}年6月生，中共党员，现任副镇长，拟任镇长。", 70 + at % 20);
    friend(all, "month of birth before an office", text, ("", ""));
    friend(all, "contract that begins like a card", "贷款合同 622202026071500138 号".to_owned(), ("", ""));
    friend(all, "parcel that begins like a card", "地籍号 622201001001000138".to_owned(), ("", ""));
    friend(
        all,
        "escapes of an address",
        "https://a.cn/%E5%85%AC%E5%BC%80/list.html?page=2&size=20".to_owned(),
        ("", ""),
    );
    friend(
        all,
        "years and sums",
        format!("2025年收入532901元，支出190{at:02}元，结余1017元，比2024年多12345元"),
        ("", ""),
    );
    friend(all, "what is done about an illness", format!("{own}副镇长走访失能老人照护中心"), ("", ""));
}

fn papers(all: &mut Vec<Friend>, at: usize) {
    let own = name(at);
    friend(all, "document number", format!("根据云政发〔2026〕{}号文件", 12 + at), ("", ""));
    friend(all, "voucher", format!("记-2026-07-{:04}", at), ("凭证", &own));
    friend(all, "voucher in figures", format!("202607{:06}", at * 31), ("凭证号", &own));
    friend(all, "invoice", format!("发票号码 25532000000{:09}", at * 7919), ("", ""));
    friend(all, "invoice, by its head", format!("25532000000{:09}", at * 104_729), ("发票号码", &own));
    friend(all, "contract of 18 figures", wrong_check(at), ("合同编号", ""));
    friend(all, "contract in a sentence", format!("合同编号：{}，金额 3 万元", wrong_check(at)), ("", ""));
    friend(all, "order", format!("订单号 1{:010}", 3_800_000_000_u64 + at as u64 * 37), ("", ""));
    friend(all, "credit code", credit_code(at), ("统一社会信用代码", &own));
    friend(all, "credit code in a sentence", format!("石桥村股份经济合作社（{}）", credit_code(at)), ("", ""));
    friend(all, "licence", format!("许可证编号 JY1532901{:07}", at * 17), ("", ""));
    friend(all, "book", format!("ISBN 978-7-{:04}-{:04}-{}", 1000 + at, 2000 + at, at % 10), ("", ""));
}

/// 18 figures of a contract: the area, today, a number, and a wrong check digit.
fn wrong_check(at: usize) -> String {
    let sound = checked(&format!("532901202607{:02}{:03}", 10 + at % 18, at * 41 % 1000));
    format!("{}{}", &sound[..17], if sound.ends_with('7') { "8" } else { "7" })
}

/// A unified social credit code of figures and letters.
fn credit_code(at: usize) -> String {
    let signs: Vec<char> = "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().collect();
    let body = format!("91532901MA6K{:05}", 10_000 + at * 7);
    let mut weight = 1;
    let mut sum = 0;
    for sign in body.chars() {
        sum += signs.iter().position(|own| *own == sign).unwrap_or_default() * weight;
        weight = weight * 3 % 31;
    }
    format!("{body}{}", signs[(31 - sum % 31) % 31])
}

fn places(all: &mut Vec<Friend>, at: usize) {
    friend(all, "area of 6 figures", format!("5329{:02}", at), ("区划代码", ""));
    friend(all, "area of 12 figures", format!("532901001{:03}", 200 + at), ("", ""));
    friend(all, "parcel", format!("620102001001{:07}", at * 7919), ("地块代码", &name(at)));
    friend(all, "parcel in a sentence", format!("地块编码 620102001001{:07}，面积 2.3 亩", at * 7919), ("", ""));
    friend(all, "parcel with letters", format!("532901001001GB{:05}", at), ("", ""));
    friend(all, "coordinates", format!("东经100.{:06}，北纬25.{:06}", 250_000 + at * 13, 600_000 + at * 17), ("", ""));
    friend(all, "post code", format!("邮编 6710{:02}", at), ("", ""));
    friend(all, "address of an office", format!("云岭县凤鸣镇人民路{}号县政务服务中心", at + 1), ("", ""));
    friend(all, "address of an office, by its head", format!("凤鸣镇人民路{}号", at + 1), ("办公地址", ""));
    friend(all, "things with numbers", format!("更换{}组路灯{}号杆", at % 5 + 1, at + 1), ("", &name(at)));
}

fn offices(all: &mut Vec<Friend>, at: usize) {
    friend(all, "landline", format!("0872-{:07}", 2_120_000 + at * 3), ("联系电话", ""));
    friend(all, "landline in a sentence", format!("咨询电话：（0872）{:07}", 2_120_000 + at * 3), ("", ""));
    friend(
        all,
        "hotline",
        format!(
            "拨打{}反映",
            ["12345", "12388", "12333", "12348", "12380", "400-800-1234", "800-810-8888", "95533"][at % 8]
        ),
        ("", ""),
    );
    friend(all, "address of a page", format!("https://www.example.gov.cn/art/1380013{:04}.html", at), ("", ""));
    friend(all, "police number of a site", format!("滇公网安备 532901020{:05}号", at), ("", ""));
    friend(all, "ICP number", format!("滇ICP备{:08}号-1", 5_070_218 + at), ("", ""));
    friend(all, "licence of a network", format!("粤B2-2009{:04}", at), ("", ""));
    friend(all, "digest", format!("3f2a11010519491231002{:x}b0c4d5e6f708192a3b4c5d6e7f809", at), ("", ""));
    friend(all, "IP address", format!("192.168.{}.138", at), ("", ""));
}

fn amounts(all: &mut Vec<Friend>, at: usize) {
    friend(all, "amount", format!("{},{:03},000.00", 138 + at, at), ("金额", &name(at)));
    friend(all, "large amount", format!("合计1380000{:04}元", at), ("", ""));
    friend(all, "row of amounts", format!("150 2300 4500 138 {} 1200 3400", 100 + at), ("", ""));
    friend(all, "date and time", format!("2026-07-{:02} 10:30:{:02}", 1 + at, at), ("", ""));
    friend(all, "dates", format!("2026年7月{}日至2026年8月{}日", 1 + at, 1 + at), ("", ""));
    friend(all, "time in seconds", format!("17845678{:02}123", at), ("", ""));
    friend(all, "date of effect", format!("自2026年7月{}日生效", 1 + at), ("", ""));
    friend(all, "size", format!("1200×800×{}", 100 + at), ("规格", ""));
    friend(all, "founding", format!("石桥村股份经济合作社{}年6月1日成立", 2000 + at), ("", ""));
    friend(all, "masked well", format!("138****{:04}", at), ("", ""));
}

fn words(all: &mut Vec<Friend>, at: usize) {
    let own = name(at);
    let schemes =
        ["困难残疾人生活补贴", "重度残疾人护理补贴", "大病医疗救助", "城乡居民基本医疗保险", "孤儿基本生活费补助"];
    friend(all, "scheme in a row", schemes[at % 5].to_owned(), ("事项", &format!("{own} 100.00")));
    friend(all, "scheme in a sentence", format!("发放{}{}户", schemes[at % 5], 3 + at), ("", ""));
    friend(all, "numbers of persons", format!("全村有残疾人{}名，社区矫正对象{}名", 12 + at, at % 3), ("", ""));
    friend(all, "an official and a scheme", format!("县残联理事长{own}介绍残疾人就业政策"), ("", ""));
    friend(all, "a visit to a school", format!("镇长{own}到石桥小学检查校园安全"), ("", ""));
    friend(
        all,
        "a campaign",
        ["开展艾滋病防治宣传", "世界艾滋病日宣传活动", "组织精神卫生讲座", "高血压、糖尿病随访率 96%"][at % 4]
            .to_owned(),
        ("", ""),
    );
    friend(all, "pupils in numbers", format!("石桥小学三年级学生{}人", 20 + at), ("", ""));
    friend(
        all,
        "religion in general",
        ["依法管理宗教事务", "坚定理想信仰", "不得信仰宗教", "佛教场所安全检查"][at % 4].to_owned(),
        ("", ""),
    );
    friend(all, "a name alone", own.clone(), ("姓名", "石桥村 低保 300.00"));
    friend(all, "a date beside a name", format!("{}年7月10日", 2020 + at % 6), ("日期", &own));
}

/// What stands near words that lead to names or numbers, and is none.
fn near_words(all: &mut Vec<Friend>, at: usize) {
    let own = name(at);
    let sentences = [
        "对于确诊肺结核的人员给予补助",
        "关于高血压、糖尿病患者管理的通知",
        "为方便残疾人办事",
        "对何种疾病给予救助由县里规定",
        "将成立残疾人协会",
        "我村周边有残疾人工厂",
        "石桥村单亲、重病家庭 3 户",
        "本村于 2026 年慰问残疾人 12 名",
    ];
    friend(all, "ordinary words before surnames", sentences[at % 8].to_owned(), ("", ""));
    friend(all, "a year of birth alone", format!("{own}，{}年出生", 1960 + at), ("", ""));
    friend(all, "a day in brackets", format!("{own}（2026-07-{:02}）", 1 + at), ("", ""));
    friend(all, "products of a year", format!("2026年生猪{}头，2026年生产总值 {} 万元", 100 + at, 300 + at), ("", ""));
    friend(all, "plates in general", format!("尾号{}限行，车牌：以登记为准", at % 10), ("", ""));
    friend(all, "groups of figures", format!("1,{:03},200；3,400；{}；12", at * 31 % 1000, 500 + at), ("", ""));
    friend(all, "rows with commas", format!("532901,202607{:02},0012,300.00,1", 1 + at), ("", ""));
    friend(
        all,
        "words of a parish",
        format!("Minute {at} of 6 May 2026: invoice 2026{at:04} for 138.00 paid"),
        ("", ""),
    );
    friend(all, "a landline abroad", format!("Call the office on 01632 9600{at:02}"), ("", ""));
    friend(all, "heads with blanks", ["单 价", "金 额", "方 案", "成 本"][at % 4].to_owned(), ("残疾类别", ""));
    friend(all, "children in numbers", format!("{}", 3 + at), ("儿童人数", &own));
}
