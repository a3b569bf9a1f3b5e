//! What is asked of a table, and nothing that it says itself.

use crate::base::lang::Lang;
use crate::base::period::Period;
use crate::cli::Failure;
use crate::cli::ask::{Asker, Choice, Question};
use crate::cli::new::UNIT;
use crate::import::{Answers, Asked, Draft, Fit, Notice, Part, Setting, TextSource, draft, fits, notice};

/// What the arguments say.
pub(super) struct Given {
    pub(super) org: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) form: Option<String>,
    pub(super) title: Option<String>,
    pub(super) period: Option<Period>,
}

impl Given {
    /// The kind and form that they name.
    fn asked(&self) -> Asked<'_> {
        Asked { kind: self.kind.as_deref(), form: self.form.as_deref() }
    }
}

/// Who is asked, and whether anybody is there to answer.
pub(super) struct Interview<'i, 'a> {
    pub(super) asker: &'i mut Asker<'a>,
    pub(super) is_asking: bool,
}

/// Why a table became nothing, in both languages.
pub(super) struct Unfit {
    zh: String,
    en: String,
}

impl Unfit {
    pub(super) fn get(&self, lang: Lang) -> &str {
        if lang == Lang::Zh { &self.zh } else { &self.en }
    }
}

const FORM: Question = Question::new("格式", "form", "--form");
const PERIOD: Question = Question::new(
    "所属期间，如 2026Q3、2026-07；没有就直接回车",
    "the time that it covers, such as 2026Q3 or 2026-07; Enter if none",
    "--period",
);

type Settled<'a> = Result<(Draft<'a>, Answers), Unfit>;

/// A table on the way to its draft: the form that it seems to have, and what is known of it by now.
struct Sought<'a> {
    setting: Setting<'a>,
    part: &'a Part,
    fit: Fit<'a>,
    answers: Answers,
}

/// The draft of a table; what neither it nor the arguments nor an earlier import tells is asked, if somebody can answer.
pub(super) fn settle<'a>(
    setting: Setting<'a>,
    part: &'a Part,
    given: &Given,
    interview: &mut Interview<'_, '_>,
) -> Result<Settled<'a>, Failure> {
    let Interview { asker, is_asking } = interview;
    let is_asking = *is_asking;
    let mut answers = Answers {
        org: part.org.clone().or_else(|| given.org.clone()),
        title: given.title.clone(),
        period: given.period,
        is_split: part.org.is_some(),
        is_form_told: given.form.is_some(),
        ..Answers::default()
    };
    let mut fit = match choose(setting, part, given, &answers) {
        Ok(fit) => fit,
        Err(unfit) => return Ok(Err(unfit)),
    };
    let remembered = setting.memory.columns(&fit.seen.texts);
    if !remembered.is_empty() {
        answers.columns = remembered;
        fit = again(setting, part, &fit, &answers);
    }
    if is_asking {
        let mut sought = Sought { setting, part, fit, answers };
        sought.ask_form(given, asker)?;
        sought.ask_columns(asker)?;
        Sought { fit, answers, .. } = sought;
    }
    let mut own = draft(setting, &part.source, fit.clone(), &answers);
    if own.org.is_none() {
        if !is_asking {
            return Ok(Err(no_unit(&place(part))));
        }
        answers.org = Some(ask_unit(setting, asker)?);
    }
    if is_asking && own.period.is_none() && own.sums.is_some() {
        answers.period = ask_period(asker)?;
    }
    own = draft(setting, &part.source, fit.clone(), &answers);
    if is_asking && !own.unfiled.is_empty() {
        for unfiled in own.unfiled.clone().into_iter().filter(|one| !one.item.is_empty()) {
            let known: Vec<_> = unfiled.known.iter().map(|name| (name.clone(), name.clone())).collect();
            let question = match asker.lang() {
                Lang::Zh => format!("“{}”归哪一类？不知道就直接回车", unfiled.item),
                Lang::En => format!("category of “{}”; Enter to leave it", unfiled.item),
            };
            if let Some(category) = asker.maybe(&question, &known)? {
                answers.categories.insert(unfiled.item, category);
            }
        }
        own = draft(setting, &part.source, fit, &answers);
    }
    Ok(Ok((own, answers)))
}

/// The notice that a text becomes; its unit is asked, if nothing tells it.
pub(super) fn settle_text<'a>(
    setting: Setting<'a>,
    text: &'a TextSource,
    given: &Given,
    interview: &mut Interview<'_, '_>,
) -> Result<Result<Notice<'a>, Unfit>, Failure> {
    let mut answers = Answers { org: given.org.clone(), title: given.title.clone(), ..Answers::default() };
    let Some(own) = notice(setting, text, &answers, given.asked()) else { return Ok(Err(no_kind(&text.file))) };
    if own.org.is_some() {
        return Ok(Ok(own));
    }
    if !interview.is_asking {
        return Ok(Err(no_unit(&text.file)));
    }
    answers.org = Some(ask_unit(setting, interview.asker)?);
    Ok(notice(setting, text, &answers, given.asked()).ok_or_else(|| no_kind(&text.file)))
}

fn ask_unit(setting: Setting<'_>, asker: &mut Asker<'_>) -> Result<String, Failure> {
    let orgs = setting.content.portal.orgs.iter();
    let orgs: Vec<_> = orgs.map(|(_, org)| (format!("/{}", org.path), org.name.to_string())).collect();
    asker.choice(None, UNIT, Choice::of(&orgs))
}

fn no_kind(place: &str) -> Unfit {
    Unfit {
        zh: format!("{place}：这个网里没有放通知的种类（notice），没有写。用 --kind 种类名 指明"),
        en: format!("{place}: the portal has no kind `notice` for texts; nothing was written. Name one: --kind NAME"),
    }
}

/// The form that earlier imports took for such heads, or the one that fits best.
fn choose<'a>(setting: Setting<'a>, part: &'a Part, given: &Given, answers: &Answers) -> Result<Fit<'a>, Unfit> {
    let all = fits(setting, &part.source, given.asked(), answers);
    let remembered = all.iter().find(|fit| {
        let known = setting.memory.form(&fit.seen.texts);
        known.is_some_and(|(kind, form)| kind == &*fit.kind.name && form == fit.form.map(|form| &*form.name))
    });
    let is_asked = given.kind.is_some() || given.form.is_some();
    match remembered.or(all.first()).cloned() {
        Some(fit) if fit.is_whole() || is_asked => Ok(fit),
        Some(fit) if fit.seen.columns.iter().flatten().count() > 1 && fit.lacking.len() < 2 => Ok(fit),
        _ => Err(none_fits(part, &all)),
    }
}

/// The same form with what is known of its columns now.
fn again<'a>(setting: Setting<'a>, part: &'a Part, fit: &Fit<'a>, answers: &Answers) -> Fit<'a> {
    let only = Asked { kind: Some(&*fit.kind.name), form: fit.form.map(|form| &*form.name) };
    let all = fits(setting, &part.source, only, answers);
    all.into_iter().find(|own| own.slot.name == fit.slot.name).unwrap_or_else(|| fit.clone())
}

impl<'a> Sought<'a> {
    /// Asks which form it is, where several fit as well.
    fn ask_form(&mut self, given: &Given, asker: &mut Asker<'_>) -> Result<(), Failure> {
        let Self { setting, part, fit, answers } = self;
        let is_known = given.form.is_some() || setting.memory.form(&fit.seen.texts).is_some();
        let all = fits(*setting, &part.source, given.asked(), answers);
        let alike: Vec<&Fit<'a>> = all.iter().filter(|own| own.is_like(fit) && own.form.is_some()).collect();
        if is_known || alike.len() < 2 {
            return Ok(());
        }
        let name = |fit: &Fit<'_>| fit.form.map_or_else(String::new, |form| form.name.to_string());
        let label = |fit: &Fit<'_>| fit.form.map_or("", |form| form.label.home()).to_owned();
        let choices: Vec<(String, String)> = alike.iter().map(|own| (name(own), label(own))).collect();
        let usual = fit.form.map(|form| form.name.to_string());
        let chosen = asker.choice(None, FORM, Choice { choices: &choices, usual: usual.as_deref() })?;
        answers.is_form_told = true;
        if let Some(own) = alike.into_iter().find(|own| name(own) == chosen) {
            *fit = own.clone();
        }
        Ok(())
    }

    /// Asks which head stands for a column that rows must have.
    fn ask_columns(&mut self, asker: &mut Asker<'_>) -> Result<(), Failure> {
        let Self { setting, part, fit, answers } = self;
        for column in fit.lacking.clone().into_iter().flat_map(|lacking| lacking.0) {
            let heads: Vec<(String, String)> = fit.unknown().map(|head| (head.to_owned(), head.to_owned())).collect();
            if heads.is_empty() {
                break;
            }
            let question = match asker.lang() {
                Lang::Zh => format!("哪一栏是“{column}”？没有就直接回车"),
                Lang::En => format!("which of them is “{column}”? Enter if none"),
            };
            if let Some(head) = asker.maybe(&question, &heads)? {
                answers.columns.insert(head, column);
                *fit = again(*setting, part, fit, answers);
            }
        }
        Ok(())
    }
}

fn ask_period(asker: &mut Asker<'_>) -> Result<Option<Period>, Failure> {
    loop {
        let typed = asker.line(PERIOD, None)?;
        match Period::parse(&typed) {
            _ if typed.is_empty() => return Ok(None),
            Some(period) => return Ok(Some(period)),
            None => {}
        }
    }
}

/// Where a table is from: its file, and its sheet if that has a name.
pub(super) fn place(part: &Part) -> String {
    let source = &part.source;
    if source.sheet.name.is_empty() { source.file.clone() } else { format!("{} · {}", source.file, source.sheet.name) }
}

fn no_unit(place: &str) -> Unfit {
    Unfit {
        zh: format!("{place}：不知道是哪个单位的，没有写。用 --org 单位名或路径 写明"),
        en: format!("{place}: of which unit it is, is not known; nothing was written. Name it: --org PATH"),
    }
}

fn none_fits(part: &Part, all: &[Fit<'_>]) -> Unfit {
    let place = place(part);
    let near: Vec<(String, &str)> = all
        .iter()
        .take(3)
        .map(|fit| {
            let form = fit.form.map_or_else(|| fit.kind.name.to_string(), |form| form.name.to_string());
            (form, fit.form.map_or_else(|| fit.kind.label.home(), |form| form.label.home()))
        })
        .collect();
    let first = part.source.sheet.lines.iter().take(3).map(|line| line.filled().collect::<Vec<_>>().join(" | "));
    let first = first.collect::<Vec<_>>().join(" / ");
    if near.is_empty() {
        return Unfit {
            zh: format!(
                "{place}：头十五行里找不到哪种格式的表头，没有写。前几行是：{first}。用 --form 格式名 指明（gongkai kinds 列出全部）"
            ),
            en: format!(
                "{place}: none of the first fifteen lines is the head of a form; nothing was written. It begins: {first}. Name the form: --form NAME (`gongkai kinds` lists all)"
            ),
        };
    }
    let zh: Vec<String> = near.iter().map(|(name, label)| format!("{name}（{label}）")).collect();
    let en: Vec<&str> = near.iter().map(|(name, _)| &**name).collect();
    Unfit {
        zh: format!("{place}：表头对不上哪一种格式，没有写。最接近的：{}。是的话，加上 --form 格式名", zh.join("、")),
        en: format!(
            "{place}: the head is of no form; nothing was written. The nearest: {}. If it is one, add --form NAME",
            en.join(", ")
        ),
    }
}
