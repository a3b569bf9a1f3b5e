//! Themes: templates, texts and assets, and the rendering of a view.
//!
//! The default theme is embedded; files of the same name under `themes/NAME/` of a portal replace its files one by one.
//! A template sees its view, the texts of the theme as `t`, and the filters of the module `filters`; nothing else.

mod by_block;
mod depth;
mod filters;
mod foreign;
mod personal;
mod sense;
mod shrink;
mod style;
mod texts;

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use blake3::{Hash, Hasher};
use tera::{Context, ErrorKind, Tera, Value};

use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::encoding;
#[cfg(test)]
use crate::base::glossary::Tongue;
use crate::base::lang::is_han;
use crate::base::name::{Name, visible};
use crate::base::path::{SitePath, last};
use crate::base::source::Span;
use crate::base::texts::{Said, Texts};
use crate::files::{Embedded, Error, Reader, Refused, What};
use crate::render::texts::AllTexts;
use crate::view::View;

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
            let bytes = match std::str::from_utf8(&bytes).ok().filter(|_| path.ends_with(".css")) {
                Some(style) => style::shrink(style).into_bytes(),
                None => bytes,
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

/// Sees what the portal has of the theme `name`, and reads nothing: the paths of its files, in order. Files whose names can be
/// no part of an address are reported. `None` if the portal has no such theme.
///
/// # Errors
/// A folder cannot be read.
pub fn look(reader: &Reader, name: &Name, diags: &mut Diagnostics) -> Result<Option<Vec<String>>, Error> {
    let top = format!("{THEMES}/{name}");
    let (mut open, mut paths) = (vec![top.clone()], Vec::new());
    while let Some(folder) = open.pop() {
        let entries = match reader.list(&folder) {
            Ok(entries) => entries,
            Err(error) if folder == top && is_absent(&error) => return Ok(None),
            Err(source) => return Err(Error { path: reader.place(&folder), source }),
        };
        for entry in entries.iter().filter(|entry| !entry.name.starts_with('.')) {
            let path = format!("{folder}/{}", entry.name);
            match entry.what {
                What::Folder => open.push(path),
                What::File => paths.extend(named(&top, &path, diags)),
                _ => {}
            }
        }
    }
    reader.see(&format!("{top}/"));
    paths.iter().for_each(|path| reader.see(path));
    paths.sort();
    Ok(Some(paths))
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// The path of a file of a theme, if it can be an address; else that is reported.
fn named(top: &str, path: &str, diags: &mut Diagnostics) -> Option<String> {
    let own = path.strip_prefix(top).map_or(path, |own| own.trim_start_matches('/'));
    match SitePath::parse(own) {
        Ok(_) => Some(path.to_owned()),
        Err(why) => {
            let at = Span::whole(&format!("{top}/{}", visible(own)).into());
            diags.push(why.of_file(last(own), at));
            None
        }
    }
}

/// The files of a theme by path: the embedded ones, with those of the portal in their place.
fn read_files(reader: &Reader, name: &Name, diags: &mut Diagnostics) -> Result<BTreeMap<Arc<str>, Vec<u8>>, Error> {
    let built_in = BUILT_IN.files().map(|(path, bytes)| (path.into(), bytes.into_owned()));
    let mut files: BTreeMap<Arc<str>, Vec<u8>> = built_in.collect();
    let own = look(reader, name, diags)?;
    if own.is_none() && name.as_str() != "default" {
        let span = Span::whole(&"content/portal.yaml".into());
        diags.push(Diagnostic::new(&THEME, span).with("theme", name));
    }
    let folder = format!("{THEMES}/{name}/");
    for path in own.into_iter().flatten() {
        let at = |refused: Refused| Error { path: reader.place(&path), source: refused.into() };
        let bytes = reader.read(&path, u64::MAX).map_err(at)?;
        personal::check(name.as_str(), path.strip_prefix(&*folder).unwrap_or(&path), &bytes, diags);
        let is_spoilt = |text: &str| encoding::has_conflict(&path.as_str().into(), text, diags);
        if std::str::from_utf8(&bytes).is_ok_and(is_spoilt) {
            continue;
        }
        files.insert(path.strip_prefix(&*folder).unwrap_or(&path).into(), bytes);
    }
    Ok(files)
}

impl Engine {
    fn new(lang: &Name, templates: &[(String, String)], texts: Texts) -> Result<Self, tera::Error> {
        let written = engine(templates.to_vec(), lang, &texts)?;
        let brackets = |text: String| if is_han(lang) { text } else { text.replace('（', " (").replace('）', ")") };
        let shrunk =
            templates.iter().map(|(path, text)| (path.clone(), inline(&brackets(shrink(text)), &texts))).collect();
        Ok(Self { lang: lang.into(), tera: engine(shrunk, lang, &texts)?, written, texts })
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

/// Simplified Chinese with the texts of the built-in theme, for tests of what views say.
#[cfg(test)]
pub(crate) fn home() -> Tongue<'static> {
    let texts = all_texts("default", &BTreeMap::new(), &mut Diagnostics::new()).speak("zh-Hans", "zh-Hans");
    Tongue::HOME.saying(Box::leak(Box::new(texts)))
}

fn engine(templates: Vec<(String, String)>, lang: &str, texts: &Texts) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    filters::register(&mut tera, lang, texts.plurals());
    tera.add_raw_templates(templates)?;
    tera.global_context().insert_value("t", Value::from_serializable(texts));
    Ok(tera)
}

/// The template with the texts that it shows as they are: `{{ t.name }}` becomes the text once, not on every page. What
/// needs escaping, stands in a longer expression or does not exist stays for the engine.
fn inline(template: &str, texts: &Texts) -> String {
    let mut parts = template.split("{{ t.");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let found = part.split_once(" }}").and_then(|(name, rest)| Some((texts.get(name)?, rest)));
        match found {
            Some((Said::Always(text), rest)) if !text.contains(['{', '}', '<', '>', '&', '"', '\'']) => {
                out.extend([text, rest]);
            }
            _ => out.extend(["{{ t.", part]),
        }
    }
    out
}

/// The template without what only its author needs. What stands around head and body stays: there may be two `<html>`, of
/// which the template writes one.
fn shrink(text: &str) -> String {
    let (start, rest) = text.split_at(text.find("<head").unwrap_or(0));
    let (inside, end) = rest.split_at(rest.find("</html>").unwrap_or(rest.len()));
    format!("{start}{}{}", shrink_inside(inside), end.trim_end())
}

/// Where the own rules do not cover a template, it is left to minify-html, or as it is.
fn shrink_inside(text: &str) -> String {
    shrink::shrunk(text).unwrap_or_else(|| otherwise(text))
}

#[cfg(feature = "minify")]
fn otherwise(text: &str) -> String {
    minified(text)
}

#[cfg(not(feature = "minify"))]
fn otherwise(text: &str) -> String {
    text.to_owned()
}

/// What minify-html makes of a template.
#[cfg(any(feature = "minify", test))]
fn minified(text: &str) -> String {
    let config = minify_html::Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        preserve_brace_template_syntax: true,
        ..minify_html::Cfg::new()
    };
    String::from_utf8_lossy(&minify_html::minify(text.as_bytes(), &config)).into_owned()
}

/// Reports conditions between the attributes of a tag.
fn check_attributes(theme: &str, path: &str, text: &str, diags: &mut Diagnostics) {
    let file = format!("themes/{theme}/{path}").into();
    let (mut in_tag, mut quote) = (false, None);
    let mut skip_to = 0;
    for (at, sign) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        let rest = &text[at..];
        if rest.starts_with("{%") || rest.starts_with("{{") || rest.starts_with("{#") {
            let end = rest.find(['%', '}', '#']).map_or(rest.len(), |_| closing(rest));
            let breaks = match quote {
                None => in_tag && rest.starts_with("{%"),
                Some(open) => in_tag && rest[..end].contains(open),
            };
            if breaks {
                diags.push(Diagnostic::new(&ATTRIBUTE, Span::bytes(&file, at, at + end)));
            }
            skip_to = at + end;
            continue;
        }
        match (sign, quote) {
            ('<', None) => in_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()),
            ('>', None) => in_tag = false,
            ('"' | '\'', None) if in_tag => quote = Some(sign),
            (sign, Some(open)) if sign == open => quote = None,
            _ => {}
        }
    }
}

/// Length of the template tag at the start of `text`.
fn closing(text: &str) -> usize {
    let end = match &text[..2] {
        "{%" => "%}",
        "{{" => "}}",
        _ => "#}",
    };
    text.find(end).map_or(text.len(), |at| at + end.len())
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
