//! Forms: whatever a record of the sample says can be filled in anew, and a change of one value changes one place.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use gongkai::base::lang::Lang;
use gongkai::edit::change::{self, Filled};
use gongkai::edit::form::Form;
use gongkai::edit::source::Source;
use gongkai::edit::{fresh, shown};
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::model::Content;
use gongkai::model::record::Record;

fn portal(root: &str) -> Content {
    load(&Reader::at(Path::new(root)), &mut ParseCache::default()).unwrap().0
}

/// The source of a record and its form.
fn open(root: &str, content: &Content, record: &Record) -> (Source, Form) {
    let kind = &content.kinds[&record.kind];
    let format = record.form.as_ref().map(|name| &content.forms[name]);
    let form = Form::of(content, (kind, format), Lang::Zh);
    let end = ["yaml", "yml", "md"]
        .into_iter()
        .find(|end| Path::new(&format!("{root}/content/{}.{end}", record.id)).exists());
    let file = format!("content/{}.{}", record.id, end.unwrap());
    let bytes = fs::read(format!("{root}/{file}")).unwrap();
    (Source::read(&file.as_str().into(), bytes).unwrap(), form)
}

/// What the form shows of it.
fn filled(source: &Source, form: &Form) -> Filled {
    let fields = form.fields().map(|field| (field.id(), shown::text(&source.node, field)));
    let tables = form.tables().filter_map(|table| {
        let rows = shown::rows(&source.node, table)?;
        Some((table.id(), shown::tabbed(&shown::with_proposed(rows, table))))
    });
    let body = (change::BODY.to_owned(), source.body().to_owned());
    fields.chain(tables).chain([body]).collect()
}

#[test]
fn what_was_not_changed_stays_byte_by_byte() {
    for root in [".", "examples/parish"] {
        let content = portal(root);
        assert!(content.records.len() > 5);
        for record in &content.records {
            let (source, form) = open(root, &content, record);
            let same = change::apply(&source, &form, &filled(&source, &form)).unwrap();
            assert!(same.bytes() == source.bytes(), "{}", record.id);
        }
    }
}

#[test]
fn every_value_can_be_changed_and_changed_back() {
    let content = portal(".");
    let (mut fields, mut cells) = (0, 0);
    for record in content.records.iter().step_by(7) {
        let (source, form) = open(".", &content, record);
        let before = filled(&source, &form);
        for (id, text) in &before {
            let is_table = form.tables().any(|table| table.id() == *id);
            if id == change::BODY || text.contains(shown::LOCKED) || is_table {
                continue;
            }
            let other = Filled::from([(id.clone(), "2027-03-04".to_owned())]);
            let changed =
                change::apply(&source, &form, &other).unwrap_or_else(|why| panic!("{} {id}: {why:?}", record.id));
            let back = Filled::from([(id.clone(), text.clone())]);
            let again =
                change::apply(&changed, &form, &back).unwrap_or_else(|why| panic!("{} {id}: {why:?}", record.id));
            assert_eq!(filled(&again, &form), before, "{} {id}", record.id);
            fields += 1;
        }
        for table in form.tables() {
            let Some(rows) = shown::rows(&source.node, table).filter(|rows| !rows.is_empty()) else { continue };
            let mut variants = vec![rows[1..].to_vec(), rows[..rows.len() - 1].to_vec()];
            let mut other = rows.clone();
            let last = other.len() - 1;
            other[last][1] = "2027-03-04".to_owned();
            other.insert(0, other[last].clone());
            other[0][0] = "甲: #乙".to_owned();
            variants.push(other);
            let is_keyed = matches!(table.rows, gongkai::blocks::inputs::Rows::Keyed { .. });
            for variant in variants.into_iter().filter(|_| !is_keyed) {
                let change = Filled::from([(table.id(), shown::tabbed(&variant))]);
                let changed = change::apply(&source, &form, &change)
                    .unwrap_or_else(|why| panic!("{} {}: {why:?} {variant:?}", record.id, table.id()));
                assert_eq!(shown::rows(&changed.node, table).unwrap(), variant, "{} {}", record.id, table.id());
                cells += 1;
            }
        }
    }
    assert!(fields > 1_000 && cells > 80, "{fields} {cells}");
}

#[test]
fn a_record_can_be_filled_in_anew() {
    let mut anew = 0;
    for root in [".", "examples/parish"] {
        let content = portal(root);
        for record in &content.records {
            let (source, form) = open(root, &content, record);
            let filled = filled(&source, &form);
            let is_shown = form.tables().all(|table| filled.contains_key(&table.id()));
            if !is_shown || filled.values().any(|text| text.contains(shown::LOCKED)) || source.text.contains("from:") {
                continue;
            }
            anew += 1;
            let format = record.form.as_deref();
            let new = fresh::record((&record.kind, format), &form, &filled);
            let new = new.unwrap_or_else(|why| panic!("{}: {why:?}", record.id));
            let mut again = self::filled(&new, &form);
            let mut filled = filled;
            let body = |filled: &mut Filled| filled.remove(change::BODY).unwrap().trim().to_owned();
            assert_eq!(body(&mut again), body(&mut filled), "{}", record.id);
            let plain =
                |filled: Filled| filled.into_iter().map(|(id, text)| (id, text.trim().to_owned())).collect::<Filled>();
            assert_eq!(plain(again), plain(filled), "{}", record.id);
        }
    }
    assert!(anew > 300, "{anew}");
}

/// A source of this kind and form, as a file of this name would hold it.
fn source(name: &str, text: &str) -> Source {
    Source::read(&format!("content/{name}").as_str().into(), text.as_bytes().to_vec()).unwrap()
}

fn form_of(content: &Content, kind: &str, format: &str) -> Form {
    Form::of(content, (&content.kinds[kind], Some(&content.forms[format])), Lang::Zh)
}

/// What becomes of a text if these fields are filled in.
#[track_caller]
fn changes(name: &str, text: &str, fields: &[(&str, &str)], expected: &str) {
    let form = form_of(&portal_of_cn(), "finance", "quarterly-account");
    let filled = fields.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
    let changed = change::apply(&source(name, text), &form, &filled).unwrap();
    assert_eq!(String::from_utf8(changed.bytes()).unwrap(), expected);
}

/// The kinds and forms of a bare portal.
fn portal_of_cn() -> Content {
    let files = gongkai::files::Memory::of([
        ("content/portal.yaml", "title: 云岭县\n"),
        ("content/org.yaml", "name: 云岭县\nlevel: county\n"),
    ]);
    load(&Reader::of(std::sync::Arc::new(files)), &mut ParseCache::default()).unwrap().0
}

#[test]
fn remarks_order_line_ends_and_the_mark_stay() {
    let text = "\u{feff}# 石桥村\r\n标题: \"旧的\"   # 题目\r\nkind: finance\r\n收支: # 账\r\n  # 期初\r\n  期初结余: 1,000 # 元\r\n  entries:\r\n    # 第一笔\r\n    - 日期: 2026-07-03\r\n      事项: 租金\r\n      收入: 8000\r\n    - {date: 2026-08-20, item: 电费, out: 320.50} # 电\r\n# 完\r\n";
    let expected = "\u{feff}# 石桥村\r\n标题: \"新的: 一\"   # 题目\r\nkind: finance\r\nperiod: 2026Q3\r\n收支: # 账\r\n  # 期初\r\n  期初结余: 1,200 # 元\r\n  entries:\r\n    # 第一笔\r\n    - 日期: 2026-07-03\r\n      事项: 塘租\r\n      收入: 8000\r\n    - {date: 2026-08-20, item: 电费, out: 320.50, voucher: 记1} # 电\r\n    - {date: 2026-09-01, item: 水费, out: 5}\r\n  closing: 10\r\n# 完\r\n";
    let rows = "2026-07-03\t塘租\t\t8000\n2026-08-20\t电费\t\t\t320.50\t记1\n2026-09-01\t水费\t\t\t5\n";
    let fields = [
        ("title", "新的: 一"),
        ("period", "2026Q3"),
        ("account.opening", "1,200"),
        ("account.closing", "10"),
        ("account.entries", rows),
    ];
    changes("a.yaml", text, &fields, expected);
}

#[test]
fn what_is_emptied_goes_unless_a_remark_stands_there() {
    let text = "---\nkind: finance\ntitle: 甲\nperiod: 2026Q3\nplain: 一句话 # 要改\naccount:\n  opening: 1\n  entries:\n    - {item: 甲, in: 1}\n    - {item: 乙, in: 2}\n    - {item: 丙, in: 3}\nwindow:\n  from: 2026-07-01\n---\n\n正文。\n";
    let expected = "---\nkind: finance\ntitle: 甲\nplain: # 要改\naccount:\n  opening: 1\n  entries:\n    - {item: 甲, in: 1}\n    - {item: 丙, in: 3}\nwindow:\n  from:\n---\n\n正文。\n\n第二段。\n";
    let rows = "\t甲\t\t1\n\t丙\t\t3\n";
    let fields = [
        ("period", ""),
        ("plain", ""),
        ("account.entries", rows),
        ("window.from", ""),
        ("body", "正文。\r\n\r\n第二段。"),
    ];
    changes("a.md", text, &fields, expected);
}

#[test]
fn blocks_of_text_and_braces_change_whole() {
    let text = "kind: finance\ntitle: 甲\nplain: |\n  一行\n  两行\ncontact: {name: 王小满, phone: \"0872-0000001\"}\naccount: {opening: 1, entries: [{item: 甲, in: 1}, {item: 乙, in: 2}]}\n";
    let expected = "kind: finance\ntitle: 甲\nplain: \"三\\n行\"\ncontact: {name: 李小满, phone: \"0872-0000001\"}\naccount: {opening: 1, entries: [{item: 乙, in: 2}, {item: 丙, in: 3}], closing: 6}\n";
    let fields = [
        ("plain", "三\n行"),
        ("contact.name", "李小满"),
        ("account.closing", "6"),
        ("account.entries", "\t乙\t\t2\n\t丙\t\t3\n"),
    ];
    changes("a.yaml", text, &fields, expected);
}

#[test]
fn what_cannot_be_changed_alone_is_refused() {
    let content = portal_of_cn();
    let form = form_of(&content, "finance", "quarterly-account");
    let text = "kind: finance\ntitle: 甲\naccount:\n  entries:\n    - {item: 甲, in: 1, 另有: 一}\n    - {item: 甲, in: 2, 另有: 二}\n";
    let own = source("a.yaml", text);
    let filled = Filled::from([("account.entries".to_owned(), "\t乙\t\t1\n".to_owned())]);
    assert_eq!(change::apply(&own, &form, &filled).unwrap_err(), change::Refused::Unsafe);
    let short = source("a.yaml", "kind: finance\ntitle: 甲\ncontact: 王小满\n");
    let filled = Filled::from([("contact.phone".to_owned(), "0872-0000001".to_owned())]);
    assert_eq!(change::apply(&short, &form, &filled).unwrap_err(), change::Refused::Unsafe, "the name would go");
    let wide = Filled::from([("account.entries".to_owned(), "\t".repeat(12) + "远\n")]);
    assert_eq!(change::apply(&own, &form, &wide).unwrap_err(), change::Refused::Row("account.entries".to_owned(), 1));
    assert!(Source::read(&"content/a.yaml".into(), vec![0xd6, 0xd0]).is_err(), "another encoding");
    assert!(Source::read(&"content/a.yaml".into(), b"a: &x 1\nb: *x\n".to_vec()).is_err());
}
