//! `gongkai` alone, as after a double click: in a portal the preview; in an empty folder three questions, in the browser
//! where there is one, a portal of one village, and the preview of that.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use crate::base::lang::{Lang, Text};
use crate::cli::ask::{Asker, Question, on_terminal};
use crate::cli::report::Patient;
use crate::cli::{Common, Failure, Outcome, new};
use crate::create::{self, NewPortal, Template, Unit};
use crate::files::{Embedded, Reader};
use crate::load;
use crate::model::pack::Pack;
#[cfg(feature = "serve")]
use crate::serve::Asked;

const NAME: Question = Question::new("村（社区）的名字，如 石桥村", "name of the unit", "gongkai new portal --title");
const TITLE: Question = Question::new("公开网的名称", "title of the portal", "gongkai new portal --title");
const PHONE: Question = Question::new(
    "村里答复群众的电话（没有就直接回车，以后再改）",
    "telephone of those who answer (Enter to fill it in later)",
    "gongkai new portal",
);
const WELCOME: Text = Text {
    zh: "这个文件夹是空的。回答三个问题，就建好一个村的公开网；写错了不要紧，以后都能改。",
    en: "This folder is empty. Three questions make a portal in it; all of it can be changed later.",
};
const MADE: Text = Text {
    zh: "建好了。要公开的事写在 content 文件夹里，怎么写看网页上的“公开员操作说明”；`示例` 开头的看过以后删掉。",
    en: "Done. What is published stands in the folder content; the records that come with it are examples, to be deleted.",
};
#[cfg(feature = "serve")]
const ASKED: [Asked; 3] = [
    Asked {
        what: Text { zh: "村（社区）的名字", en: "Name of the unit" },
        help: Text { zh: "例如 石桥村", en: "for example Stone Bridge" },
        is_needed: true,
    },
    Asked {
        what: Text { zh: "公开网的名称", en: "Title of the portal" },
        help: Text {
            zh: "不填就是村名加“阳光公开”，例如 石桥村阳光公开",
            en: "left empty it is the name with “in public”",
        },
        is_needed: false,
    },
    Asked {
        what: Text { zh: "村里答复群众的电话", en: "Telephone of those who answer" },
        help: Text { zh: "没有就空着，以后再改", en: "leave it empty to fill it in later" },
        is_needed: false,
    },
];
#[cfg(feature = "serve")]
const OPENED: Text = Text {
    zh: "建好了，公开网马上在新的一页里打开，这一页可以关掉。要公开的事在打开的网页上填写；“示例”开头的记录看过以后删掉。",
    en: "Done. The portal opens on a page of its own; this one may be closed. The records that come with it are examples, to be deleted.",
};
#[cfg(feature = "serve")]
const BROWSER: Text = Text {
    zh: "在浏览器里回答三个问题；没有打开的话，自己打开这个地址（只在本机有效）：",
    en: "three questions in the browser; if it does not open, go to this address, which works on this machine only: ",
};
const NOT_EMPTY: &str = "there is no portal here (no folder `content/`), and the folder is not empty. Go to the folder of the portal, or to an empty one to begin; `gongkai --help` lists the commands\n这里没有公开网（没有 content 文件夹），文件夹也不是空的。进到公开网的文件夹里再运行，要新建就进一个空文件夹；`gongkai --help` 列出全部命令";

/// What was answered.
struct Answers {
    name: String,
    title: String,
    phone: Option<String>,
}

impl Answers {
    /// What was written; a title or telephone may be empty.
    fn of(lang: Lang, name: &str, title: &str, phone: &str) -> Self {
        let title = if title.is_empty() { usual(lang, name) } else { title.to_owned() };
        Self { name: name.to_owned(), title, phone: Some(phone.to_owned()).filter(|phone| !phone.is_empty()) }
    }
}

/// What the portal of a unit is called unless somebody says otherwise.
fn usual(lang: Lang, name: &str) -> String {
    const OF: Text = Text { zh: "阳光公开", en: " in public" };
    format!("{name}{}", OF.get(lang))
}

/// Shows the portal, after making it where there is none.
pub(super) fn run(common: &Common, sample: Embedded) -> Result<Outcome, Failure> {
    if common.root().is_err() {
        let folder = common.root.clone().map_or_else(std::env::current_dir, Ok)?;
        if !is_empty(&folder) || !io::stdin().is_terminal() {
            return Err(Failure::Answer(NOT_EMPTY.to_owned()));
        }
        if !begin(common, &folder, &new::guide(sample))? {
            return Ok(Outcome::Good);
        }
    }
    preview(common)
}

/// Asks in the browser where one can be opened, else on the terminal; whether there is a portal now.
#[cfg(feature = "serve")]
fn begin(common: &Common, folder: &Path, guide: &str) -> Result<bool, Failure> {
    use crate::cli::serve::PORT;
    use crate::serve::{self, Beginning};
    if !has_screen() {
        return make(common, folder, guide).map(|()| true);
    }
    let (own, folder, guide) = (common.clone(), folder.to_owned(), guide.to_owned());
    let make = move |answers: &[String]| {
        let [name, title, phone] = answers else { return Err(String::new()) };
        create(&own, &folder, &guide, &Answers::of(own.lang(), name, title, phone)).map_err(|error| error.to_string())
    };
    let page =
        Beginning { lang: common.lang(), welcome: WELCOME, questions: &ASKED, done: OPENED, make: Box::new(make) };
    let tell = |address: &str| {
        let _ = writeln!(Patient(io::stderr()), "{}{address}", BROWSER.get(common.lang()));
        // Who has no browser reads the address.
        let _ = open::that_detached(address);
    };
    Ok(serve::begin(page, PORT, tell)?)
}

#[cfg(not(feature = "serve"))]
fn begin(common: &Common, folder: &Path, guide: &str) -> Result<bool, Failure> {
    make(common, folder, guide).map(|()| true)
}

/// Whether a browser can be opened where somebody sees it.
#[cfg(feature = "serve")]
fn has_screen() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_far = is_set("SSH_CONNECTION") || is_set("SSH_TTY");
    let is_shown = cfg!(any(windows, target_os = "macos")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
    is_shown && !is_far
}

#[cfg(feature = "serve")]
fn preview(common: &Common) -> Result<Outcome, Failure> {
    use crate::cli::serve::{self, Listen, PORT};
    serve::run(
        common,
        &Listen {
            port: PORT,
            is_lan: false,
            is_polling: false,
            password: None,
            is_edit: true,
            copies: None,
            opens: true,
        },
    )
}

#[cfg(not(feature = "serve"))]
fn preview(common: &Common) -> Result<Outcome, Failure> {
    super::check::run(common, None, false)
}

/// Whether nothing lies in a folder but what systems put there.
fn is_empty(folder: &Path) -> bool {
    let Ok(mut entries) = fs::read_dir(folder) else { return false };
    let is_own = |name: &str| name.starts_with('.') || name.starts_with("gongkai") || name == "desktop.ini";
    entries.all(|entry| entry.is_ok_and(|entry| is_own(&entry.file_name().to_string_lossy())))
}

fn make(common: &Common, folder: &Path, guide: &str) -> Result<(), Failure> {
    let lang = common.lang();
    let mut err = Patient(io::stderr());
    writeln!(err, "{}", WELCOME.get(lang))?;
    let answers = on_terminal(lang, |asker| ask(asker, lang))?;
    create(common, folder, guide, &answers)?;
    writeln!(err, "{}", MADE.get(lang))?;
    Ok(())
}

/// Makes the portal that the answers ask for.
fn create(common: &Common, folder: &Path, guide: &str, answers: &Answers) -> Result<(), Failure> {
    let today = common.today(&load::settings(&Reader::at(folder)));
    let pack = Pack::usual();
    let Some((_, start)) = create::templates().find(|(own, _)| own.name == pack.name) else {
        return Err(Failure::Answer(NOT_EMPTY.to_owned()));
    };
    let template = Template::Start(&pack, start);
    let Answers { name, title, phone } = answers;
    let unit = Unit { name: Some(name), phone: phone.as_deref(), guide: Some(guide) };
    let new = NewPortal { template, title: Some(title), unit, today };
    create::portal(folder, new, common.lang())?;
    Ok(())
}

fn ask(asker: &mut Asker<'_>, lang: Lang) -> Result<Answers, Failure> {
    let name = asker.text(None, NAME)?;
    let usual = usual(lang, &name);
    let title = asker.line(TITLE, Some(&usual))?;
    let phone = asker.line(PHONE, None)?;
    Ok(Answers::of(lang, &name, &title, &phone))
}

#[cfg(test)]
mod tests {
    use super::ask;
    use crate::base::lang::Lang;
    use crate::cli::ask::answered;

    #[test]
    fn three_answers_are_enough_and_two_of_them_may_be_left_out() {
        let (answers, said) = answered("\n石桥村\n\n\n", |asker| ask(asker, Lang::Zh));
        let answers = answers.unwrap();
        assert_eq!((&*answers.name, &*answers.title, answers.phone), ("石桥村", "石桥村阳光公开", None));
        assert!(said.contains("公开网的名称 [石桥村阳光公开]"), "{said}");
        let (answers, _) = answered("石桥村\n石桥公开\n0872-1234567\n", |asker| ask(asker, Lang::Zh));
        let answers = answers.unwrap();
        assert_eq!((&*answers.title, answers.phone.as_deref()), ("石桥公开", Some("0872-1234567")));
    }
}
