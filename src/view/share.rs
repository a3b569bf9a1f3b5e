//! What a page says of itself where only its link is shown: among results of a search, in a messenger.

use serde::Serialize;

use crate::base::path::SitePath;
use crate::model::org::OrgId;
use crate::model::page::Body;
use crate::plan::{Page, Subject};
use crate::publish::index::Place;
use crate::view::{Context, keys};

/// A tag of the Open Graph protocol, which messengers read.
#[derive(Clone, Debug, Serialize)]
pub struct Property {
    /// `property`.
    pub property: &'static str,
    /// `content`.
    pub content: String,
}

/// Signs of the longest description: of more, those who show it cut off the end.
const MOST: usize = 120;

/// The picture of the theme that goes with a link.
const PICTURE: &str = "share.png";

/// What ends a sentence wherever it stands; a full stop does only before a space.
const ENDS: [char; 5] = ['。', '！', '？', '!', '?'];

/// The tags of the page at the address `canonical` that is called `title` and described by `description`.
pub(crate) fn properties(
    context: &Context<'_>,
    title: &str,
    description: &str,
    canonical: Option<&str>,
) -> Vec<Property> {
    let site = context.site;
    let name = context.tongue.word(&site.portal().config.title);
    let picture = site.plan.address(&Page::Asset(SitePath::root().join(PICTURE)));
    let all = [
        ("og:title", Some(title.to_owned())),
        ("og:description", Some(description.to_owned())),
        ("og:type", Some(sort(context.page).to_owned())),
        ("og:locale", Some(locale(context.lang()))),
        ("og:site_name", Some(name.to_string())),
        ("og:url", canonical.map(str::to_owned)),
        ("og:image", picture.and_then(|picture| site.whole_address(picture))),
    ];
    all.into_iter().filter_map(|(property, content)| Some(Property { property, content: content? })).collect()
}

fn sort(page: &Page) -> &'static str {
    if matches!(page, Page::Record { .. }) { "article" } else { "website" }
}

/// A language as the protocol writes it, with the country where it is most at home.
fn locale(lang: &str) -> String {
    match lang {
        "zh-Hans" => "zh_CN".to_owned(),
        "zh-Hant" => "zh_HK".to_owned(),
        "en" => "en_GB".to_owned(),
        other => other.replace('-', "_"),
    }
}

/// One sentence on the page that is called `title`, from what it shows.
#[warn(clippy::wildcard_enum_match_arm, reason = "a new subject says what describes it")]
pub(crate) fn description(context: &Context<'_>, title: &str) -> String {
    let own = match context.page.subject() {
        Subject::Record { place, part } => Some(of_record(context, place, part)),
        Subject::Fixed(_) => context.site.body(context.page).and_then(opening),
        Subject::Unit(org) => of_unit(context, org),
        Subject::List(_) | Subject::Other => None,
    };
    let portal = &context.tongue.word(&context.site.portal().config.title);
    shortened(&own.unwrap_or_else(|| context.say(keys::DESCRIBES_PAGE, &[title, portal])))
}

/// A record in one sentence: in its plain words, else by how its text begins, else by what it is.
pub(crate) fn sentence_on(context: &Context<'_>, place: Place) -> String {
    shortened(&of_record(context, place, 1))
}

/// A record in its plain words, else by how its text begins, else by what it is. The plain words and the text stand on its
/// first page alone.
fn of_record(context: &Context<'_>, place: Place, part: usize) -> String {
    let record = context.site.record(place);
    let said = || record.plain.as_deref().map(str::to_owned).or_else(|| opening(&record.body));
    Some(part).filter(|part| *part == 1).and_then(|_| said()).unwrap_or_else(|| {
        let portal = context.site.portal();
        let form = record.form.as_ref().and_then(|form| portal.forms.get(form));
        let what = context.label(form.map_or(&portal.kind(record).label, |form| &form.label));
        let day = context.tongue.written().date(&record.published.to_string());
        context.say(keys::DESCRIBES_RECORD, &[context.org_name(record.org), &what, &day])
    })
}

/// A unit by what it says of itself, else by how much it and those below it have published.
fn of_unit(context: &Context<'_>, id: OrgId) -> Option<String> {
    let portal = context.site.portal();
    if let Some(about) = portal.orgs.get(id).about.as_deref().and_then(sentence) {
        return Some(about.to_owned());
    }
    let records = &context.site.public.records;
    let units = std::iter::once(id).chain(portal.orgs.below(id));
    let days = units.flat_map(|unit| records.at_all(records.of_org(unit))).map(|record| record.published);
    let (count, last) = days.fold((0_usize, None), |(count, last), day| (count + 1, last.max(Some(day))));
    let day = context.tongue.written().date(&last?.to_string());
    Some(context.say(keys::DESCRIBES_UNIT, &[context.org_name(id), &count.to_string(), &day]))
}

/// The first sentence of a text. Headings say what is to come and salutations nothing; neither is one.
fn opening(body: &Body) -> Option<String> {
    let is_heading = |line: &str| body.headings.iter().any(|heading| heading.text.trim() == line);
    let mut lines = body.plain.lines().map(str::trim).filter(|line| !is_heading(line) && !line.ends_with(['：', ':']));
    lines.find_map(sentence).map(str::to_owned)
}

/// The first sentence of a line, if it says anything.
fn sentence(line: &str) -> Option<&str> {
    let line = line.trim();
    let mut signs = line.char_indices().peekable();
    while let Some((_, sign)) = signs.next() {
        let next = signs.peek().map(|(at, next)| (*at, *next));
        let Some((at, next)) = next else { break };
        let is_end = ENDS.contains(&sign) || (sign == '.' && next.is_whitespace());
        // What closes a quotation belongs to the sentence in it.
        if is_end && !matches!(next, '”' | '」' | '』' | '）' | '"' | ')') {
            return line.get(..at).map(str::trim_end);
        }
    }
    line.chars().any(char::is_alphanumeric).then_some(line)
}

/// The text on one line, cut where it is too long: at a word, where words are divided.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    let head: String = line.chars().take(MOST - 1).collect();
    let is_divided = |cut: &&str| cut.chars().count() * 2 > MOST;
    let cut = head.rsplit_once(' ').map(|(cut, _)| cut).filter(is_divided);
    format!("{}…", cut.unwrap_or(&head).trim_end_matches(['，', '、', '；', ',', ';', ' ']))
}

#[cfg(test)]
mod tests {
    use super::{MOST, sentence, shortened};

    #[test]
    fn a_sentence_ends_where_readers_see_it() {
        for (line, first) in [
            ("第二季度收入 3.5 万元。支出见下表。", "第二季度收入 3.5 万元。"),
            ("他问：“可以吗？”大家同意。", "他问：“可以吗？”大家同意。"),
            ("Paid 3.5 in all. The rest waits.", "Paid 3.5 in all."),
            ("没有句号", "没有句号"),
        ] {
            assert_eq!(sentence(line), Some(first));
        }
        assert_eq!((sentence(""), sentence("……")), (None, None));
    }

    #[test]
    fn a_long_text_is_cut() {
        assert_eq!(shortened("甲\n 乙"), "甲 乙");
        let (han, latin) = (shortened(&"村".repeat(200)), shortened(&"word ".repeat(60)));
        assert!(han.chars().count() == MOST && han.ends_with("村…"), "{han}");
        assert!(latin.chars().count() <= MOST && latin.ends_with("word…"), "{latin}");
    }
}
