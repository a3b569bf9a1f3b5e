//! Themes: templates, texts and assets, and the rendering of a view.
//!
//! The default theme is embedded; files of the same name under `themes/NAME/` of a portal replace its files one by one.
//! A template sees its view, the texts of the theme as `t`, and the filters of the module `filters`; nothing else.

mod attributes;
mod by_block;
mod depth;
mod files;
mod filters;
mod foreign;
mod personal;
mod prepare;
mod sense;
mod shrink;
mod style;
mod texts;

use std::collections::BTreeMap;
use std::sync::Arc;

use blake3::{Hash, Hasher};
use tera::{Context, ErrorKind, Tera, Value};

use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
#[cfg(test)]
use crate::base::glossary::Tongue;
use crate::base::lang::is_han;
use crate::base::name::Name;
use crate::base::path::SitePath;
use crate::base::source::Span;
use crate::base::texts::Texts;
use crate::files::{Embedded, Error, Reader};
use crate::render::texts::AllTexts;
use crate::view::View;

use attributes::check_attributes;
use files::read_files;
use prepare::{inline, shrink};

pub use files::look;

rules! {
    /// A template that cannot be read or rendered.
    TEMPLATE: Error "theme/template" {
        zh: "模板读不懂：{reason}" => "改这个模板的这一行；模板里能用的内容见主题说明，或删去 themes/ 里的同名文件，改用内置模板",
        en: "the template cannot be read: {reason}" => "mend this line of the template, or delete the file under themes/ to use the built-in one",
    }
    /// A template that fails on a page.
    PAGE: Error "theme/page" {
        zh: "生成页面 {page} 时，模板出错：{reason}" => "改这个模板的这一行；模板里能用的内容见主题说明，或删去 themes/ 里的同名文件，改用内置模板",
        en: "the template fails on the page {page}: {reason}" => "mend this line of the template, or delete the file under themes/ to use the built-in one",
    }
    /// A theme that does not exist.
    THEME: Error "theme/unknown" {
        zh: "没有名为 `{theme}` 的主题：themes/ 里没有这个文件夹" => "portal.yaml 里写 `theme: default`，或把主题放进 themes/{theme}/",
        en: "there is no theme `{theme}`: no such folder in themes/" => "write `theme: default` in portal.yaml, or put the theme into themes/{theme}/",
    }
    /// A frame of the theme's own that does not know the twins for elders.
    ELDER: Warning "theme/no-elder-view" {
        zh: "这个模板里没有 `frame.is_elder`：长者版的页面会和普通版一样小，选了长者版的人会在两版之间跳来跳去" => "照内置的 page/base.html 第一行，在长者版的 `<html>` 上写 `class=elder`",
        en: "the template does not heed `frame.is_elder`: twins for elders are as small as other pages, and who has chosen them is sent to and fro" => "as line 1 of the built-in page/base.html does, write `class=elder` on `<html>` of the twins",
    }
    /// A condition between attributes, or the quote of an attribute inside its value, which shrinking would garble.
    ATTRIBUTE: Error "theme/condition-in-tag" {
        zh: "模板把条件写在了标签的属性之间，或在属性值里用了同样的引号，压缩后会出错" => "把整个标签写两遍，条件放在标签外面；属性值里的字符串用另一种引号",
        en: "the template has a condition between the attributes of a tag, or the same quotes inside a value, which breaks when it is shrunk" => "write the whole tag in each branch; inside a value, use the other kind of quotes",
        wrong: "<a {% if x %}class=\"y\"{% endif %}>", right: "{% if x %}<a class=\"y\">{% else %}<a>{% endif %}",
    }
}

/// Folder of a portal that holds its themes.
pub const THEMES: &str = "themes";

/// The default theme.
pub const BUILT_IN: Embedded = Embedded::of::<DefaultTheme>();

#[derive(rust_embed::Embed)]
#[folder = "themes/default/"]
struct DefaultTheme;

/// A style sheet of the portal itself, which pages load after that of the theme; `t.own_style` is its name or empty.
const OWN_STYLE: &str = "static/own.css";

/// Rules of this phase.
pub const ALL_RULES: &[&[&Rule]] = &[RULES, depth::RULES, personal::RULES, texts::RULES];

/// A theme that is ready to render.
#[derive(Debug)]
pub struct Theme {
    name: Name,
    /// In the order of the portal's languages.
    engines: Vec<Engine>,
    /// The first of these that is written in Han characters.
    han: Arc<str>,
    assets: BTreeMap<SitePath, Vec<u8>>,
    digest: Hash,
}

/// The templates with the texts of one language.
#[derive(Debug)]
struct Engine {
    lang: Arc<str>,
    texts: Texts,
    /// Templates as they run.
    tera: Tera,
    /// Templates as they were written, in which errors are located.
    written: Tera,
}

impl Theme {
    /// Loads the theme `name` of the portal with its texts in `languages`, the first of which stands in for any other.
    ///
    /// # Errors
    /// A file of the theme cannot be read. Templates that are wrong are diagnostics, and then there is no theme.
    pub fn load(reader: &Reader, name: &Name, languages: &[Name]) -> Result<(Option<Self>, Diagnostics), Error> {
        let mut diags = Diagnostics::new();
        let usual = Name::own("zh-Hans");
        let languages = if languages.is_empty() { std::slice::from_ref(&usual) } else { languages };
        let files = read_files(reader, name, &mut diags)?;
        let digest = digest(&files, languages);
        let mut templates: Vec<(String, String)> = files
            .iter()
            .filter(|(path, _)| path.ends_with(".html") && !path.starts_with("static/"))
            .map(|(path, bytes)| (path.to_string(), String::from_utf8_lossy(bytes).into_owned()))
            .collect();
        for (path, text) in &templates {
            check_attributes(name, path, text, &mut diags);
            if path == "page/base.html" && !text.contains("is_elder") {
                let file = format!("{THEMES}/{name}/{path}");
                diags.push(Diagnostic::new(&ELDER, Span::whole(&file.into())));
            }
            depth::check(name, path, text, &mut diags);
        }
        by_block::add(&mut templates);
        let mut read = all_texts(name, &files, &mut diags);
        read.add("own_style", if files.contains_key(OWN_STYLE) { "own.css" } else { "" });
        if diags.has_errors() {
            return Ok((None, diags));
        }
        let first = languages.first().map_or(usual.as_str(), |first| first);
        let speak = |lang: &Name| Engine::new(lang, &templates, read.speak(lang, first));
        let made: Result<Vec<Engine>, tera::Error> = languages.iter().map(speak).collect();
        let engines = match made {
            Ok(engines) => engines,
            Err(error) => {
                diags.push(diagnostic(&TEMPLATE, name, &error));
                return Ok((None, diags));
            }
        };
        let assets = files.into_iter().filter_map(|(path, bytes)| {
            // A bad name has been reported.
            let name = SitePath::parse(path.strip_prefix("static/")?).ok()?;
            let bytes = match std::str::from_utf8(&bytes) {
                Ok(style) if path.ends_with(".css") => style::shrink(style).into_bytes(),
                Ok(script) if path.ends_with(".js") => style::shrink_script(script).into_bytes(),
                _ => bytes,
            };
            Some((name, bytes))
        });
        let han = languages.iter().find(|lang| is_han(lang)).unwrap_or(&usual).into();
        let theme = Self { name: name.clone(), engines, han, assets: assets.collect(), digest };
        Ok((Some(theme).filter(|_| !diags.has_errors()), diags))
    }

    /// Names of its assets, under `assets/`.
    pub fn assets(&self) -> impl Iterator<Item = &SitePath> {
        self.assets.keys()
    }

    /// An asset.
    pub fn asset(&self, name: &str) -> Option<&[u8]> {
        self.assets.get(name).map(Vec::as_slice)
    }

    /// Digest of its files and of the languages that it speaks: with the same one, a view becomes the same page.
    pub fn digest(&self) -> &Hash {
        &self.digest
    }

    /// What it says to readers in `lang`, or in the first language of the portal.
    pub fn texts(&self, lang: &str) -> &Texts {
        &self.engine(lang).texts
    }

    fn engine(&self, lang: &str) -> &Engine {
        self.engines.iter().find(|engine| *engine.lang == *lang).unwrap_or(&self.engines[0])
    }
}

fn digest(files: &BTreeMap<Arc<str>, Vec<u8>>, languages: &[Name]) -> Hash {
    let mut hasher = Hasher::new();
    let languages = languages.iter().map(|lang| ("", lang.as_bytes()));
    for (name, bytes) in files.iter().map(|(name, bytes)| (&**name, &**bytes)).chain(languages) {
        hasher.update(&(name.len() as u64).to_le_bytes()).update(name.as_bytes());
        hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }
    hasher.finalize()
}

/// Renders a view with the texts of `lang`. A failing template is a diagnostic, whose message still wants the `page`.
///
/// # Errors
/// The template fails.
pub fn render(theme: &Theme, lang: &str, view: &View) -> Result<Vec<u8>, Box<Diagnostic>> {
    let engine = theme.engine(lang);
    let template = template_of(engine, view);
    let failed = |error: tera::Error| Box::new(diagnostic(&PAGE, &theme.name, &error));
    let mut context = Context::from_serialize(view).map_err(failed)?;
    let body = context.get("body").and_then(Value::as_str).map(Value::safe_string);
    if let Some(body) = body {
        context.insert_value("body", body);
    }
    let mut bytes = Vec::with_capacity(16 * 1024);
    if let Err(error) = engine.tera.render_to(&template, &context, &mut bytes) {
        let located = engine.written.render(&template, &context).err();
        return Err(failed(located.unwrap_or(error)));
    }
    if speaks_only_han(&engine.lang, view) {
        return Ok(bytes);
    }
    let han = if is_han(&engine.lang) { &engine.lang } else { &theme.han };
    Ok(foreign::mark(&String::from_utf8_lossy(&bytes), han).into_bytes())
}

/// Whether the page and its record are in languages written in Han characters.
fn speaks_only_han(lang: &str, view: &View) -> bool {
    let record = match view {
        View::Record(record) => record.lang.as_deref(),
        _ => None,
    };
    is_han(lang) && record.is_none_or(is_han)
}

fn template_of(engine: &Engine, view: &View) -> String {
    let name = match view {
        View::Home(_) => "page/home.html",
        View::Org(_) => "page/org.html",
        View::Listing(_) => "page/listing.html",
        View::Coverage(_) => "page/coverage.html",
        View::Windows(_) => "page/windows.html",
        View::League(_) => "page/league.html",
        View::Leagues(_) => "page/leagues.html",
        View::Sums(_) => "page/sums.html",
        View::Search(_) => "page/search.html",
        View::Data(_) => "page/data.html",
        View::Dictionary(_) => "page/columns.html",
        View::About(_) => "page/about.html",
        View::Contents(_) => "page/contents.html",
        View::NotFound(_) => "page/not-found.html",
        View::Moved(_) => "page/moved.html",
        View::Record(record) => {
            let own = format!("page/record-{}.html", record.kind);
            return if engine.tera.contains_template(&own) { own } else { "page/record.html".to_owned() };
        }
    };
    name.to_owned()
}

impl Engine {
    fn new(lang: &Name, templates: &[(String, String)], texts: Texts) -> Result<Self, tera::Error> {
        let written = engine(templates.to_vec(), &texts)?;
        let brackets = |text: String| if is_han(lang) { text } else { text.replace('（', " (").replace('）', ")") };
        let shrunk =
            templates.iter().map(|(path, text)| (path.clone(), inline(&brackets(shrink(text)), &texts))).collect();
        Ok(Self { lang: lang.into(), tera: engine(shrunk, &texts)?, written, texts })
    }
}

/// Texts in all languages: those embedded, with those of the theme's own `theme.yaml` in their place.
fn all_texts(name: &str, files: &BTreeMap<Arc<str>, Vec<u8>>, diags: &mut Diagnostics) -> AllTexts {
    let embedded = BUILT_IN.text("theme.yaml").unwrap_or_default();
    let own = files.get("theme.yaml").map(|bytes| String::from_utf8_lossy(bytes));
    let mut texts = AllTexts::default();
    let file = format!("themes/{name}/theme.yaml").into();
    texts.read(&file, &embedded, diags);
    if let Some(own) = own.filter(|own| *own != embedded) {
        texts.read(&file, &own, diags);
    }
    texts
}

/// What the built-in theme says in `lang`.
pub(crate) fn usual_texts(lang: &str) -> Texts {
    all_texts("default", &BTreeMap::new(), &mut Diagnostics::new()).speak(lang, lang)
}

/// Simplified Chinese with the texts of the built-in theme, for tests of what views say.
#[cfg(test)]
pub(crate) fn home() -> Tongue<'static> {
    Tongue::HOME.saying(Box::leak(Box::new(usual_texts(Tongue::HOME.lang()))))
}

fn engine(templates: Vec<(String, String)>, texts: &Texts) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    filters::register(&mut tera, texts);
    tera.add_raw_templates(templates)?;
    tera.global_context().insert_value("t", Value::from_serializable(texts));
    Ok(tera)
}

fn diagnostic(rule: &'static Rule, theme: &str, error: &tera::Error) -> Diagnostic {
    let (file, span, reason) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.filename().to_owned(), Some(report.span().range.clone()), report.message().to_owned())
        }
        _ => (String::new(), None, error.to_string()),
    };
    let file = format!("themes/{theme}/{file}").trim_end_matches('/').into();
    let span = span.map_or_else(|| Span::whole(&file), |range| Span::bytes(&file, range.start, range.end));
    Diagnostic::new(rule, span).with("reason", reason)
}

#[cfg(test)]
mod tests;
