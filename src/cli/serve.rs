//! `gongkai serve`.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, Severity};
use crate::base::lang::Lang;
use crate::check::Last;
use crate::cli::report::{Format, Patient, counted};
use crate::cli::{Common, Failure, Outcome, build, fix};
use crate::export::qr;
use crate::files::Reader;
use crate::load::{self, Excerpts};
use crate::model::Portal;
use crate::portal::settle;
use crate::serve::{self, Edit, Host, Limits, News, Opened, Options, Password};

/// Where to listen, and how to look for changes.
pub(super) struct Listen {
    /// Port.
    pub(super) port: u16,
    /// Whether other devices may ask.
    pub(super) is_lan: bool,
    /// Whether to look at the files every second.
    pub(super) is_polling: bool,
    /// The password for other devices, if it was given as an argument.
    pub(super) password: Option<String>,
    /// Whether records may be changed in the browser.
    pub(super) is_edit: bool,
    /// Where copies of changed records go, if not where the system keeps such things.
    pub(super) copies: Option<PathBuf>,
    /// Whether the browser opens it.
    pub(super) opens: bool,
}

/// The port of the preview, unless somebody asks for another one.
pub(super) const PORT: u16 = 8420;

/// Holds the password where it was not given as an argument.
const PASSWORD: &str = "GONGKAI_PASSWORD";

/// Serves until Ctrl-C, and reports every load.
pub(super) fn run(common: &Common, listen: &Listen) -> Result<Outcome, Failure> {
    let root = common.root()?;
    let Listen { port, is_lan, is_polling, .. } = *listen;
    let word = listen.password.clone().or_else(|| std::env::var(PASSWORD).ok().filter(|word| !word.is_empty()));
    let password = word.map(|word| Password::new(&word).ok_or(Failure::ShortPassword)).transpose()?;
    let has_password = password.is_some();
    let (lang, limits) = (common.lang(), Limits::default());
    let edit = listen.is_edit.then(|| copies(&root, listen.copies.as_deref())).transpose()?;
    let options = Options { root, port, is_lan, is_polling, lang, password, edit, limits };
    let settings = load::settings(&Reader::at(&options.root));
    if settings.as_of.is_some() {
        writeln!(io::stdout(), "{}", stands_still(lang, common.today(&settings)))?;
    }
    let terminal = Terminal { common: common.clone(), has_password, opens: listen.opens, shown: Mutex::default() };
    serve::serve(&options, Arc::new(terminal))?;
    Ok(Outcome::Good)
}

/// Where copies of changed records go: outside the portal, so that they never get onto the site.
fn copies(root: &Path, given: Option<&Path>) -> Result<Edit, Failure> {
    Ok(Edit { copies: fix::outside(root, given, "saves")? })
}

/// What tells one problem from another, wherever it has moved to in its file.
type Known = (Arc<str>, &'static str, String);

/// The host of the preview.
struct Terminal {
    common: Common,
    /// Whether others may see everything.
    has_password: bool,
    /// Whether the browser opens it.
    opens: bool,
    /// Problems of the last load; of these only errors are written again.
    shown: Mutex<BTreeSet<Known>>,
}

impl Host for Terminal {
    fn today(&self, portal: &Portal) -> Date {
        self.common.today(&portal.config)
    }

    fn last(&self) -> Option<Last> {
        build::last(&self.common.root().ok()?.join(build::PUBLIC))
    }

    fn settle(&self, portal: &Portal, diags: &mut Diagnostics) {
        settle(diags, &portal.config, self.today(portal));
        self.common.deny(diags);
    }

    fn tell(&self, news: News<'_>) {
        // A terminal that has gone does not end the preview.
        let _ = match news {
            News::Listening(opened) => self.listening(&opened),
            News::Loaded { diags, excerpts, records, files, took } => {
                self.loaded(diags, excerpts, &loaded(self.lang(), (records, files), took))
            }
            News::Failed(error) => writeln!(io::stderr(), "gongkai: {error}"),
            News::Slow => writeln!(io::stderr(), "{}", slow(self.lang())),
        };
    }
}

impl Terminal {
    fn lang(&self) -> Lang {
        self.common.lang()
    }

    fn listening(&self, own: &Opened) -> io::Result<()> {
        let Opened { address, wanted, lan, forms } = own;
        let (wanted, lan) = (*wanted, *lan);
        let mut out = Patient(io::stdout().lock());
        let port = address.port();
        if wanted != 0 && port != wanted {
            writeln!(out, "{}", taken(self.lang(), wanted, port))?;
        }
        writeln!(out, "{}", opened(self.lang(), port))?;
        if let Some(forms) = forms {
            writeln!(out, "{}", editing(self.lang(), &format!("http://127.0.0.1:{port}{forms}")))?;
        }
        if self.opens && io::stdin().is_terminal() {
            // Who sits where no browser can be opened reads the address above.
            let _ = open::that_detached(format!("http://127.0.0.1:{port}{}", forms.as_deref().unwrap_or("/")));
        }
        if let Some(ip) = lan {
            let url = format!("http://{ip}:{port}/");
            writeln!(out, "{}", others(self.lang(), &url))?;
            writeln!(out, "{}", qr::text(&url).unwrap_or_default())?;
        }
        if !address.ip().is_loopback() {
            writeln!(out, "{}", firewall(self.lang(), port))?;
            writeln!(out, "{}", seen(self.lang(), self.has_password))?;
        }
        out.flush()
    }

    fn loaded(&self, diags: &Diagnostics, excerpts: Excerpts, line: &str) -> io::Result<()> {
        let stderr = io::stderr();
        let mut err = Patient(stderr.lock());
        let mut report = self.common.report(&mut err, excerpts, stderr.is_terminal());
        report.diagnostics(&self.news_of(diags))?;
        report.summary(diags)?;
        if report.format == Format::Human { report.line(line) } else { Ok(()) }
    }

    /// Errors, and what the last load did not have.
    fn news_of(&self, diags: &Diagnostics) -> Diagnostics {
        let known = |one: &Diagnostic| (one.span.file.clone(), one.rule.name, one.message(Lang::Zh));
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let is_news = |one: &&Diagnostic| one.severity == Severity::Error || !shown.contains(&known(one));
        let news = diags.iter().filter(is_news).cloned().collect();
        *shown = diags.iter().map(known).collect();
        news
    }
}

fn stands_still(lang: Lang, day: Date) -> String {
    match lang {
        Lang::Zh => format!("演示：网站停在 {day} 这一天（portal.yaml 的 `as-of`）；`--today` 换一天"),
        Lang::En => format!(
            "a demonstration: the site stands still on {day} (`as-of` in portal.yaml); `--today` shows another day"
        ),
    }
}

fn taken(lang: Lang, wanted: u16, port: u16) -> String {
    match lang {
        Lang::Zh => format!("端口 {wanted} 已被占用，改用 {port}"),
        Lang::En => format!("port {wanted} is taken, using {port}"),
    }
}

fn opened(lang: Lang, port: u16) -> String {
    match lang {
        Lang::Zh => format!("在浏览器里打开 http://127.0.0.1:{port}/ ，按 Ctrl-C 结束"),
        Lang::En => format!("open http://127.0.0.1:{port}/ in a browser; Ctrl-C ends"),
    }
}

fn editing(lang: Lang, url: &str) -> String {
    match lang {
        Lang::Zh => format!("在网页上填写和修改记录，打开 {url} （只在本机有效，不要发给别人）"),
        Lang::En => format!("to fill in and change records open {url} (on this machine only; tell nobody)"),
    }
}

fn others(lang: Lang, url: &str) -> String {
    match lang {
        Lang::Zh => format!("同一网络里的手机和电脑打开 {url} ，或扫码："),
        Lang::En => format!("other devices of this network open {url} or scan:"),
    }
}

fn firewall(lang: Lang, port: u16) -> String {
    match lang {
        Lang::Zh => format!("打不开时，请在防火墙里放行 TCP 端口 {port}"),
        Lang::En => format!("if they cannot, let TCP port {port} through the firewall"),
    }
}

/// What other devices see.
fn seen(lang: Lang, has_password: bool) -> &'static str {
    match (lang, has_password) {
        (Lang::Zh, false) => {
            "其他设备只看得到将要公开的网站；草稿、不向社会公开的记录和问题清单只在本机显示，要在其他设备上看，请用 --password 设密码"
        }
        (Lang::Zh, true) => {
            "其他设备不输密码，只看得到将要公开的网站；打开 /__gongkai/hidden 输入密码（用户名随便写），还能看到草稿、不向社会公开的记录和问题清单。网络里的传输不加密"
        }
        (Lang::En, false) => {
            "other devices see the site as it will be public; drafts, non-public records and problems show on this machine only, or with --password"
        }
        (Lang::En, true) => {
            "other devices see the site as it will be public; who opens /__gongkai/hidden and gives the password, with any user name, sees drafts, non-public records and problems too; the connection is not encrypted"
        }
    }
}

fn slow(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "还在载入……",
        Lang::En => "still loading …",
    }
}

fn loaded(lang: Lang, (records, files): (usize, usize), took: Duration) -> String {
    let took = took.as_millis();
    match lang {
        Lang::Zh => format!("已载入 {records} 条记录，网站共 {files} 个文件，用时 {took} 毫秒"),
        Lang::En => {
            format!("loaded: {}, {}, {took} ms", counted(records, "record"), counted(files, "file"))
        }
    }
}
