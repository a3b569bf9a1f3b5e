//! What is not public never leaves the portal: secrets are planted wherever a record can hold one, the site is built,
//! and every path and every byte of it is searched.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use support::Portal;

/// A secret, named after where it was planted.
type Secret = String;

/// A portal in which secrets are hidden.
struct Garden {
    portal: Portal,
    secrets: Vec<Secret>,
}

/// A form whose register has a column of every sensitive type, and one that must not repeat.
const FORM: &str = "
name: patients
kind: notice
slots:
  list:
    unique: [id]
    columns:
      - {name: household, label: 户主, type: person, mask: partial}
      - {name: child, label: 孩子, type: minor}
      - {name: patient, label: 患者, type: patient}
      - {name: id, label: 证件, type: id-number}
      - {name: phone, label: 手机, type: phone}
      - {name: card, label: 卡号, type: bank-card}
      - {name: born, label: 出生, type: birth-date}
      - {name: age, label: 年龄, type: age}
      - {name: health, label: 病情, type: health}
      - {name: address, label: 住址, type: address}
      - {name: inner, label: 内部, type: text, mask: removed}
      - {name: amount, label: 金额, type: money, flow: true}
";

impl Garden {
    fn new() -> Self {
        let portal = Portal::new()
            .file("content/shiqiao/org.yaml", "name: 石桥村\nlevel: village\n")
            .file("content/forms/patients.yaml", FORM)
            .file("content/shiqiao/2025/2025-07-10-notice.yaml", "kind: notice\ntitle: 石桥村停水公告\n");
        Self { portal, secrets: Vec::new() }
    }

    /// A word that occurs nowhere else, in Han as names of files and persons are.
    fn secret(&mut self, place: &str) -> Secret {
        let number: String = self.secrets.len().to_string().chars().map(han).collect();
        let secret = format!("机密{place}第{number}号");
        self.secrets.push(secret.clone());
        secret
    }

    /// A value with a form of its own, such as a telephone number.
    fn value(&mut self, value: &str) -> String {
        self.secrets.push(value.to_owned());
        value.to_owned()
    }

    /// A record of every part that is a secret from its name on, with `head` in front of it. What `head` makes public
    /// of it is the caller's affair.
    fn hidden(&mut self, date: &str, head: &str) {
        let title = self.secret("标题");
        let id = self.portal_file(date, &title, head);
        self.beside(&id);
    }

    fn portal_file(&mut self, date: &str, title: &str, head: &str) -> String {
        let name = self.secret("文件名");
        let id = format!("content/shiqiao/2025/{date}-{name}");
        let text =
            format!("---\nkind: notice\nform: patients\ntitle: {title}\n{head}\n{}---\n{}", self.keys(), self.body());
        self.portal.write(&format!("{id}.md"), text);
        id
    }

    /// Keys of the envelope and slots, each with a secret.
    fn keys(&mut self) -> String {
        let mut secret = |place| self.secret(place);
        let envelope = format!(
            "plain: {}\nsource: {}\nauthor: {}\nreviewer: {}\ncontact: {{name: {}, phone: {}}}\nbasis: {}\n",
            secret("白话"),
            secret("来源"),
            secret("作者"),
            secret("审核"),
            secret("联系人"),
            secret("电话"),
            secret("依据"),
        );
        let window = format!(
            "window:\n  days: 7\n  channels: [{}]\n  objections: {{name: {}}}\n  outcome: {}\n",
            secret("渠道"),
            secret("异议"),
            secret("结果"),
        );
        let slots = format!(
            "figures:\n  - {{label: 户数, value: 3, note: {}, parts: {{{}: 3}}}}\nfacts: {{{}: {}}}\n",
            secret("数字备注"),
            secret("分项"),
            secret("事实名"),
            secret("事实"),
        );
        let attached = format!(
            "attachments: [{{file: 附件.txt, title: {}, text: {}}}]\naccept: [{{rule: window/short, reason: {}}}]\n",
            secret("附件标题"),
            secret("附件说明"),
            secret("确认"),
        );
        envelope + &window + &slots + &attached
    }

    fn body(&mut self) -> String {
        format!("## {}\n\n{}\n", self.secret("小标题"), self.secret("正文"))
    }

    /// Rows and attachments beside a record.
    fn beside(&mut self, id: &str) {
        let rows = format!(
            "户主,住址,内部,金额\n{},{}三组,{},5\n",
            self.secret("姓名"),
            self.secret("住址"),
            self.secret("格子")
        );
        self.portal.write(&format!("{id}.csv"), rows);
        let text = self.secret("附件内容");
        self.portal.write(&format!("{id}/附件.txt"), text);
        let name = self.secret("附件名");
        let text = self.secret("没有列出的附件");
        self.portal.write(&format!("{id}/{name}.txt"), text);
    }

    /// Builds the site and fails for every secret that is in it.
    #[track_caller]
    fn search(self) {
        assert!(self.secrets.len() > 5);
        let run = self.portal.run(&["build", "--out", "site"]);
        assert_eq!(run.code, 0, "{}", run.text());
        let files = self.portal.tree("site");
        assert!(files.iter().any(|(name, _)| name.ends_with("2025-07-10-notice.html")), "the site is empty");
        let mut found = Vec::new();
        for secret in &self.secrets {
            let forms = forms(secret);
            let is_in = |bytes: &[u8]| forms.iter().any(|form| contains(bytes, form.as_bytes()));
            let places = files.iter().filter(|(name, bytes)| is_in(name.as_bytes()) || is_in(bytes));
            found.extend(places.map(|(name, _)| format!("{secret} in {name}")));
        }
        assert!(found.is_empty(), "{} leaks:\n{}", found.len(), found.join("\n"));
    }
}

impl Garden {
    /// Fails for every secret in the folder `site` or in what `run` said; messages name files.
    #[track_caller]
    fn search_after(&self, run: &support::Run, why: &str) {
        let files = self.portal.tree("site");
        let said = run.text();
        for secret in &self.secrets {
            let forms = forms(secret);
            let is_in = |bytes: &[u8]| forms.iter().any(|form| contains(bytes, form.as_bytes()));
            let leak = files.iter().find(|(name, bytes)| is_in(name.as_bytes()) || is_in(bytes));
            assert_eq!(leak.map(|(name, _)| name), None, "{why}: {secret}");
            let is_name = secret.contains("文件名") || secret.contains("附件名");
            assert!(is_name || !is_in(said.as_bytes()), "{why}: {secret}\n{said}");
        }
    }
}

fn han(digit: char) -> char {
    "零一二三四五六七八九".chars().nth(digit.to_digit(10).unwrap() as usize).unwrap()
}

/// How a text may stand in a file: as it is, as part of an address in either case, and escaped as JSON may have it.
fn forms(text: &str) -> Vec<String> {
    let escape = |encode: fn(u8) -> String| text.bytes().map(encode).collect::<String>();
    let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    vec![text.to_owned(), escape(|byte| format!("%{byte:02X}")), escape(|byte| format!("%{byte:02x}")), units]
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn nothing_of_a_draft_is_published() {
    let mut garden = Garden::new();
    garden.hidden("2025-07-01", "status: draft");
    garden.search();
}

#[test]
fn nothing_of_a_record_of_a_later_day_is_published() {
    let mut garden = Garden::new();
    garden.hidden("2025-08-02", "");
    garden.search();
}

#[test]
fn nothing_of_a_record_for_others_is_published() {
    for audience in ["members", "unit", "restricted"] {
        let mut garden = Garden::new();
        garden.hidden("2025-07-01", &format!("audience: {audience}"));
        garden.search();
    }
}

#[test]
fn existence_tells_neither_title_nor_date_nor_address() {
    for audience in ["members", "unit", "restricted"] {
        let mut garden = Garden::new();
        garden.hidden("2025-07-01", &format!("audience: {audience}\ndisclose: existence"));
        garden.search();
    }
}

#[test]
fn counts_tell_neither_text_nor_names() {
    for audience in ["members", "unit", "restricted"] {
        let mut garden = Garden::new();
        garden.hidden("2025-07-01", &format!("audience: {audience}\ndisclose: counts"));
        garden.search();
    }
}

#[test]
fn the_day_of_a_record_for_others_is_not_published() {
    let mut garden = Garden::new();
    garden.hidden("2025-03-17", "audience: members\ndisclose: existence");
    garden.hidden("2025-03-18", "audience: members\ndisclose: counts");
    garden.secrets.extend(["2025-03-17", "2025-03-18", "3月17日", "3月18日"].map(str::to_owned));
    garden.search();
}

#[test]
fn of_a_withdrawn_record_only_title_date_and_reason_stay() {
    let mut garden = Garden::new();
    let name = "content/shiqiao/2025/2025-07-01-list";
    let text = format!(
        "---\nkind: notice\nform: patients\ntitle: 撤回的名单\nstatus: withdrawn\nreason: 名单有误\nchanges: {}\n{}---\n{}",
        garden.secret("更正"),
        garden.keys(),
        garden.body()
    );
    garden.portal.write(&format!("{name}.md"), text);
    garden.beside(name);
    garden.search();
}

#[test]
fn a_version_that_was_corrected_and_withdrawn_keeps_its_secrets() {
    let mut garden = Garden::new();
    let keys = garden.keys();
    let first = format!("kind: notice\nform: patients\ntitle: 名单\nstatus: withdrawn\nreason: 名单有误\n{keys}");
    garden.portal.write("content/shiqiao/2025/2025-07-01-list.yaml", first);
    garden.beside("content/shiqiao/2025/2025-07-01-list");
    let second = "kind: notice\ntitle: 名单（更正）\nsupersedes: 2025-07-01-list\nchanges: 全部\n";
    garden.portal.write("content/shiqiao/2025/2025-07-02-list.yaml", second);
    garden.search();
}

/// A public list whose names go three months after its window, with names wherever they go from.
fn named(garden: &mut Garden, head: &str) {
    let form = "name: helped\nkind: notice\nlabel: 受助名单\nnames-until: 3 months\nslots:\n  list:\n    title: household\n    unique: [number]\n    columns:\n      - {name: number, label: 序号, type: text}\n      - {name: household, label: 户主, type: person}\n      - {name: address, label: 住址, type: address, mask: shown}\n      - {name: note, label: 备注, type: text, personal: true}\n      - {name: amount, label: 金额, type: money, flow: true}\n";
    garden.portal.write("content/forms/helped.yaml", form);
    let id = "content/shiqiao/2025/2025-01-06-list";
    let row = |garden: &mut Garden, number: usize| {
        let (name, address, note) = (garden.secret("户主"), garden.secret("住址"), garden.secret("备注"));
        format!("{number},{name},石桥村{address},{note},{number}00\n")
    };
    let rows: String = (1..=4).map(|number| row(garden, number)).collect();
    garden.portal.write(&format!("{id}.csv"), format!("序号,户主,住址,备注,金额\n{rows}"));
    let (title, file) = (garden.secret("附件标题"), garden.secret("附件内容"));
    let repeated = garden.secret("备注");
    let list = format!(
        "attachments: [{{file: 名单.txt, title: {title}}}]\naccept: [{{rule: window/no-contact, reason: {repeated}}}]\n"
    );
    let text = format!(
        "---\nkind: notice\nform: helped\ntitle: 受助名单公示\n{head}window: {{days: 7, outcome: 没有意见}}\n{list}---\n见[名单](2025-01-06-list/名单.txt)。\n"
    );
    garden.portal.write(&format!("{id}.md"), text);
    garden.portal.write(&format!("{id}/名单.txt"), file);
    let portal = garden.portal.read("content/portal.yaml");
    garden.portal.write("content/portal.yaml", format!("{portal}languages: [zh-Hans, en]\nelder-tree: true\n"));
}

impl Garden {
    /// How many of the secrets stand in the site of a day.
    fn found_on(&self, today: &str) -> usize {
        let run = self.portal.run(&["build", "--out", "site", "--today", today]);
        assert_eq!(run.code, 0, "{}", run.text());
        let files = self.portal.tree("site");
        let is_found = |secret: &&Secret| {
            let forms = forms(secret);
            let mut all = files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
            all.any(|bytes| forms.iter().any(|form| contains(bytes, form.as_bytes())))
        };
        self.secrets.iter().filter(is_found).count()
    }
}

#[test]
fn names_of_a_list_go_on_their_day_and_its_sums_stay() {
    let mut garden = Garden::new();
    named(&mut garden, "");
    // The window of the sixth has seven days and ends on the thirteenth.
    assert_eq!(garden.found_on("2025-04-13"), garden.secrets.len());
    let said = garden.portal.run(&["build", "--out", "site", "--today", "2025-04-12"]).text();
    assert!(said.contains("2025-04-14"), "{said}");
    assert_eq!(garden.found_on("2025-04-14"), 0);
    let page = garden.portal.read("site/shiqiao/2025/2025-01-06-list.html");
    assert!(page.contains("姓名已经撤下") && page.contains("1,000.00"), "{page}");
    let rows = garden.portal.read("site/data/shiqiao/notice-helped.csv");
    assert!(rows.contains("400.00"), "{rows}");
}

#[test]
fn a_record_lets_names_go_sooner_and_never_before_its_notice() {
    let mut garden = Garden::new();
    named(&mut garden, "names-until: 2025-02-10\n");
    assert_eq!(garden.found_on("2025-02-10"), garden.secrets.len());
    assert_eq!(garden.found_on("2025-02-11"), 0);
    let mut garden = Garden::new();
    named(&mut garden, "names-until: 2025-01-08\nuntil: 2025-01-20\n");
    assert_eq!(garden.found_on("2025-01-20"), garden.secrets.len());
    assert_eq!(garden.found_on("2025-01-21"), 0);
}

#[test]
fn a_list_with_errors_keeps_its_names_no_longer_than_a_sound_one() {
    let damages = [("kind: notice", "kind: notice\ntilte: 错"), ("title:", "basis: [\ntitle:"), ("序号", "序号号")];
    for (at, (from, to)) in damages.into_iter().enumerate() {
        let mut garden = Garden::new();
        named(&mut garden, "");
        assert_eq!(garden.found_on("2025-02-01"), garden.secrets.len());
        let end = if at == 2 { "csv" } else { "md" };
        let file = format!("content/shiqiao/2025/2025-01-06-list.{end}");
        let text = garden.portal.read(&file);
        garden.portal.write(&file, text.replacen(from, to, 1));
        let run = |today: &str| garden.portal.run(&["build", "--out", "site", "--keep-going", "--today", today]);
        let early = run("2025-02-02");
        assert_eq!(early.code, 1, "{}", early.text());
        assert!(garden.portal.path("site/shiqiao/2025/2025-01-06-list.html").exists(), "{to}: {}", early.text());
        garden.search_after(&run("2025-04-14"), to);
    }
}

/// A public list of three versions, of which the last says that those before it leaked; `last` is the head of that one.
fn leaked(garden: &mut Garden, last: &str) {
    let folder = "content/shiqiao/2025";
    for (at, before) in [("01", ""), ("02", "supersedes: 2025-07-01-list\n")] {
        let (title, keys, body) = (garden.secret("标题"), garden.keys(), garden.body());
        let changes = garden.secret("更正");
        let reason = garden.secret("原因");
        let head =
            format!("kind: notice\nform: patients\ntitle: {title}\nchanges: {changes}\nreason: {reason}\n{before}");
        let id = format!("{folder}/2025-07-{at}-list");
        garden.portal.write(&format!("{id}.md"), format!("---\n{head}{keys}---\n{body}"));
        garden.beside(&id);
    }
    // Others point at what leaked.
    let other = "kind: notice\ntitle: 另一份公告\nfollows: 2025-07-02-list\nplain: 正文\n";
    garden.portal.write(&format!("{folder}/2025-07-05-other.yaml"), other);
    let text =
        "---\nkind: notice\ntitle: 又一份公告\n---\n见[名单](2025-07-02-list.md)和[旧名单](2025-07-01-list.md)。\n";
    garden.portal.write(&format!("{folder}/2025-07-06-other.md"), text);
    let next =
        format!("kind: notice\ntitle: 名单（更正）\nsupersedes: 2025-07-02-list\nleaked: true\n{last}plain: 正文\n");
    garden.portal.write(&format!("{folder}/2025-07-03-list.yaml"), next);
}

/// Files of the names `garden` knows are addresses, and addresses stay.
fn search_everywhere(garden: Garden) {
    let portal = garden.portal.read("content/portal.yaml");
    garden.portal.write("content/portal.yaml", format!("{portal}languages: [zh-Hans, en]\nelder-tree: true\n"));
    garden.search();
}

#[test]
fn nothing_stays_of_versions_that_leaked() {
    let mut garden = Garden::new();
    leaked(&mut garden, "changes: 删去证件号码\n");
    let run = garden.portal.run(&["build", "--out", "site"]);
    let page = |name: &str| garden.portal.read(&format!("site/shiqiao/2025/2025-07-{name}.html"));
    assert!(page("02-list").contains("标题、内容和附件都已删除"), "{}", run.text());
    assert!(page("03-list").contains("更正前的一版含有不应公开的个人信息"), "{}", run.text());
    search_everywhere(garden);
}

#[test]
fn a_correction_closes_what_leaked_before_it_is_public_itself() {
    for head in
        ["status: draft\n", "published: 2025-09-01\n", "audience: members\n", "status: withdrawn\nreason: 有误\n"]
    {
        let mut garden = Garden::new();
        leaked(&mut garden, &format!("changes: 全部\n{head}"));
        search_everywhere(garden);
    }
}

#[test]
fn a_correction_with_errors_closes_what_leaked_too() {
    for last in ["tilte: 错\n", "basis: [\n"] {
        let mut garden = Garden::new();
        leaked(&mut garden, last);
        let run = garden.portal.run(&["build", "--out", "site", "--keep-going"]);
        assert_eq!(run.code, 1, "{}", run.text());
        assert!(garden.portal.path("site/shiqiao/2025/2025-07-10-notice.html").exists(), "{}", run.text());
        garden.search_after(&run, last);
    }
}

#[test]
fn a_slip_in_what_a_correction_says_of_a_leak_closes_it_too() {
    for (right, slip) in
        [("leaked: true", "leakd: true"), ("2025-07-02-list\n", "2025-07-02-lits\n"), ("leaked", "Leaked")]
    {
        let mut garden = Garden::new();
        leaked(&mut garden, "changes: 全部\n");
        let next = "content/shiqiao/2025/2025-07-03-list.yaml";
        let text = garden.portal.read(next);
        garden.portal.write(next, text.replace("leaked: true\n", ""));
        let run = garden.portal.run(&["build", "--out", "site"]);
        assert_eq!(run.code, 0, "{}", run.text());
        assert!(text.contains(right));
        garden.portal.write(next, text.replace(right, slip));
        let run = garden.portal.run(&["build", "--out", "site", "--keep-going"]);
        assert_eq!(run.code, 1, "{}", run.text());
        assert!(garden.portal.path("site/shiqiao/2025/2025-07-05-other.html").exists(), "{slip}: {}", run.text());
        garden.search_after(&run, slip);
    }
}

#[test]
fn what_leaked_goes_although_it_has_errors_itself() {
    let mut garden = Garden::new();
    leaked(&mut garden, "changes: 全部\n");
    let next = "content/shiqiao/2025/2025-07-03-list.yaml";
    let text = garden.portal.read(next);
    garden.portal.write(next, text.replace("leaked: true\n", ""));
    let run = garden.portal.run(&["build", "--out", "site"]);
    assert_eq!(run.code, 0, "{}", run.text());
    garden.portal.write(next, text);
    let before = "content/shiqiao/2025/2025-07-02-list.md";
    let damaged = garden.portal.read(before).replace("form: patients", "form: patients\ntilte: 错");
    garden.portal.write(before, damaged);
    let run = garden.portal.run(&["build", "--out", "site", "--keep-going"]);
    assert_eq!(run.code, 1, "{}", run.text());
    garden.search_after(&run, "broken");
}

#[test]
fn a_record_that_leaked_and_was_withdrawn_keeps_its_title_to_itself() {
    let mut garden = Garden::new();
    let (title, keys, body) = (garden.secret("标题"), garden.keys(), garden.body());
    let head = format!(
        "kind: notice\nform: patients\ntitle: {title}\nstatus: withdrawn\nreason: 含有证件号码\nleaked: true\n"
    );
    let id = "content/shiqiao/2025/2025-07-01-list";
    garden.portal.write(&format!("{id}.md"), format!("---\n{head}{keys}---\n{body}"));
    garden.beside(id);
    search_everywhere(garden);
}

#[test]
fn what_a_public_record_supersedes_is_not_named_if_it_is_not_public() {
    let mut garden = Garden::new();
    garden.hidden("2025-07-01", "status: draft");
    let name = garden.secrets.iter().find(|secret| secret.contains("文件名")).unwrap().clone();
    let next = format!("kind: notice\ntitle: 名单\nsupersedes: 2025-07-01-{name}\nchanges: 全部\n");
    garden.portal.write("content/shiqiao/2025/2025-07-02-list.yaml", next);
    garden.search();
}

/// A public list with a value in each masked column, in the record and in a CSV beside another one.
fn masked(garden: &mut Garden) -> [String; 2] {
    let mut rows = Vec::new();
    for [id, phone, card, born] in [
        ["11010519491231002X", "13800138000", "6222020000000000000", "1949-12-31"],
        ["110105201306150013", "13900139000", "6222020000000000001", "2013-06-15"],
    ] {
        let mut cells = vec![garden.secret("户主"), garden.secret("孩子"), garden.secret("患者")];
        cells.extend([id, phone, card, born].map(|value| garden.value(value)));
        cells.extend([
            "七十九岁零三个月".to_owned(),
            garden.secret("病情"),
            format!("石桥村三组{}", garden.secret("门牌")),
        ]);
        cells.extend([garden.secret("内部"), "5".to_owned()]);
        rows.push(cells);
    }
    garden.value("七十九岁零三个月");
    let names = ["户主", "孩子", "患者", "证件", "手机", "卡号", "出生", "年龄", "病情", "住址", "内部", "金额"];
    let map =
        |cells: &Vec<String>| names.iter().zip(cells).map(|(name, cell)| format!("{name}: {cell}")).collect::<Vec<_>>();
    let yaml = rows.iter().map(|cells| format!("  - {{{}}}\n", map(cells).join(", "))).collect();
    let csv = rows.iter().map(|cells| cells.join(",") + "\n").collect::<String>();
    [yaml, names.join(",") + "\n" + &csv]
}

#[test]
fn masked_cells_are_published_nowhere() {
    let mut garden = Garden::new();
    let [yaml, csv] = masked(&mut garden);
    let head = "kind: notice\nform: patients\ntitle: 救助名单\n";
    garden.portal.write("content/shiqiao/2025/2025-07-01-a.yaml", format!("{head}list:\n{yaml}"));
    garden.portal.write("content/shiqiao/2025/2025-07-02-b.yaml", head);
    garden.portal.write("content/shiqiao/2025/2025-07-02-b.csv", csv);
    garden.search();
}

#[test]
fn an_accepted_warning_does_not_print_what_is_masked() {
    let mut garden = Garden::new();
    let id = garden.value("11010519491231002X");
    let phone = garden.value("13800138000");
    let name = garden.secret("孩子");
    let others = ["病情", "门牌", "内部", "患者"].map(|place| garden.secret(place));
    let row = format!(
        "{{户主: 张三, 孩子: {name}, 证件: {id}, 手机: {phone}, 病情: {}, 住址: 三组{}, 内部: {}, 患者: {}}}",
        others[0], others[1], others[2], others[3]
    );
    let text = format!(
        "kind: notice\nform: patients\ntitle: 救助名单\nlist:\n  - {row}\n  - {row}\naccept: [{{rule: register/duplicate, reason: 同一人两项救助}}]\n"
    );
    garden.portal.write("content/shiqiao/2025/2025-07-01-a.yaml", text);
    let run = garden.portal.run(&["check"]);
    assert!(run.out.ends_with("已确认 1 个\n"), "{}", run.text());
    garden.search();
}

#[test]
fn a_broken_record_is_not_published_by_keep_going() {
    let mut garden = Garden::new();
    garden.hidden("2025-07-01", "audience: 党员干部");
    garden.hidden("2025-07-02", "status: 不公开");
    let run = garden.portal.run(&["build", "--out", "site", "--keep-going"]);
    assert_eq!(run.code, 1);
    let files = garden.portal.tree("site");
    assert!(!files.is_empty());
    for secret in &garden.secrets {
        let leak = files.iter().find(|(name, bytes)| name.contains(secret) || contains(bytes, secret.as_bytes()));
        assert_eq!(leak.map(|(name, _)| name), None, "{secret}");
    }
}

/// Every file that pages rest on, and what is done to it: cut in the middle, a slip in each of its keys, a word of no
/// meaning for each of its values.
fn damages(text: &str) -> Vec<String> {
    let half: String = text.chars().take(text.chars().count() / 2).collect();
    let mut all = vec![String::new(), format!("{half}\n  \"["), "- 不是这样\n".to_owned()];
    for word in ["name", "label", "kind", "slots", "columns", "type", "mask", "audience", "section", "level", "title"] {
        if text.contains(&format!("{word}:")) {
            all.push(text.replace(&format!("{word}:"), &format!("{word}x:")));
            all.push(text.replace(&format!("{word}:"), &format!("{word}: [机")) + "]\n");
        }
    }
    for word in ["removed", "partial", "restricted", "id-number", "health", "minor", "patient"] {
        if text.contains(word) {
            all.push(text.replace(word, &format!("{word}s")));
            all.push(text.replace(&format!(": {word}"), ":"));
        }
    }
    all
}

#[test]
fn no_broken_definition_opens_anything() {
    let mut garden = Garden::new();
    garden.hidden("2025-07-01", "status: draft\ntilte: 错");
    garden.hidden("2025-07-02", "audience: restricted\ndisclose: counts\nperiod: 错");
    garden.hidden("2025-07-03", "audience: members");
    let [yaml, csv] = masked(&mut garden);
    let head = "kind: notice\nform: patients\ntitle: 救助名单\n";
    garden.portal.write("content/shiqiao/2025/2025-07-04-a.yaml", format!("{head}list:\n{yaml}"));
    garden.portal.write("content/shiqiao/2025/2025-07-05-b.yaml", head);
    garden.portal.write("content/shiqiao/2025/2025-07-05-b.csv", csv);
    let secret = garden.secret("内部标题");
    garden.portal.write("content/shiqiao/2025/2025-07-06-c.yaml", format!("kind: inner\ntitle: {secret}\n"));
    let (portal, org) = (garden.portal.read("content/portal.yaml"), garden.portal.read("content/org.yaml"));
    let kind = "name: inner\nlabel: 内部\nsection: village\naudience: restricted\nslots: {facts: {block: facts}}\n";
    let definitions = [
        ("content/kinds/inner.yaml", kind),
        ("content/forms/patients.yaml", FORM),
        ("content/portal.yaml", &*portal),
        ("content/org.yaml", &*org),
        ("content/shiqiao/org.yaml", "name: 石桥村\nlevel: village\n"),
        ("content/catalogue.yaml", "items:\n  - {id: a, name: 甲, kind: notice, form: patients, section: village}\n"),
        ("content/calendar.yaml", "2025: {rest: [2025-10-01]}\n"),
    ];
    for (file, text) in definitions {
        garden.portal.write(file, text);
    }
    let run = garden.portal.run(&["build", "--out", "site", "--keep-going"]);
    assert_eq!(run.code, 1, "{}", run.text());
    assert!(garden.portal.path("site/shiqiao/2025/2025-07-05-b.html").exists(), "{}", run.text());
    garden.search_after(&run, "sound definitions");
    for (file, text) in definitions {
        for (at, damage) in damages(text).into_iter().enumerate() {
            garden.portal.write(file, &damage);
            let format = if at % 2 == 0 { "human" } else { "json" };
            let run = garden.portal.run(&["build", "--out", "site", "--keep-going", "--format", format]);
            assert!([0, 1].contains(&run.code), "{file}\n{damage}\n{}", run.text());
            garden.search_after(&run, &format!("{file}\n{damage}"));
        }
        garden.portal.write(file, text);
    }
}

#[test]
fn the_search_finds_what_is_public() {
    let mut garden = Garden::new();
    let title = garden.secret("标题");
    let text = format!("kind: notice\ntitle: {title}\n");
    garden.portal.write("content/shiqiao/2025/2025-07-01-a.yaml", text);
    garden.portal.run(&["build", "--out", "site"]);
    let files = garden.portal.tree("site");
    assert!(files.iter().any(|(_, bytes)| contains(bytes, title.as_bytes())));
}
