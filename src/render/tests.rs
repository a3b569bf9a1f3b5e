mod languages;

use std::collections::{BTreeMap, BTreeSet};

use tera::Context;

use super::prepare::minified;
use super::{Theme, all_texts, check_attributes, shrink, template_of};
use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::name::Name;
use crate::base::words::Words;
use crate::files::Reader;
use crate::load::{ParseCache, load};
use crate::site::Site;
use crate::view::{keys, view};

/// What every page sees besides its view, and what pages hand to their partials.
const GIVEN: &[&str] = &[
    "t",
    "slot",
    "one",
    "window",
    "windows",
    "with_contact",
    "items",
    "full_date",
    "show_kind",
    "show_org",
    "cell",
    "counts",
    "c",
    "rows",
    "shift",
    "figure",
    "who",
    "duties",
    "named",
    "trend",
    "leads",
    "shown",
    "is_brief",
    "stands",
    "periods",
    "caption",
    "columns",
    "downloads",
];

#[test]
fn templates_name_only_what_their_view_has() {
    let (portal, _) = load(&Reader::at("."), &mut ParseCache::default()).unwrap();
    let theme = Theme::load(&Reader::at("."), &Name::own("default"), &[Name::own("zh-Hans")]).unwrap().0.unwrap();
    let site = Site::new(&portal, Date::new(2026, 11, 23).unwrap(), []);
    let mut seen = BTreeSet::new();
    for (_, file) in site.plan.files() {
        let Some(view) = view(&site, file, theme.texts("zh-Hans")) else { continue };
        let template = template_of(&theme.engines[0], &view);
        if !seen.insert(template.clone()) {
            continue;
        }
        let context = Context::from_serialize(&view).unwrap();
        let named = theme.engines[0].written.get_template_variables(&template).unwrap();
        let unknown: Vec<&str> =
            named.into_iter().filter(|name| !GIVEN.contains(name) && !context.contains_key(name)).collect();
        assert_eq!(unknown, Vec::<&str>::new(), "{template}");
    }
    assert_eq!(seen.len(), 15);
}

#[test]
fn every_text_that_views_say_is_in_the_theme_in_every_language() {
    let all = all_texts("default", &BTreeMap::new(), &mut Diagnostics::new());
    for lang in ["zh-Hans", "zh-Hant", "en"] {
        for key in keys::ALL {
            assert!(all.speaks(key.0, lang), "{key:?} in {lang}");
        }
        Words::new(lang, |key| {
            assert!(all.speaks(key, lang), "{key} in {lang}");
            "".into()
        });
    }
}

#[test]
fn nothing_is_marked_safe_in_templates() {
    for (path, text) in super::BUILT_IN.texts() {
        assert!(!text.contains("| safe") && !text.contains("|safe"), "{path}");
    }
}

#[test]
fn conditions_between_attributes_are_reported() {
    let check = |text: &str| {
        let mut diags = Diagnostics::new();
        check_attributes("default", "a.html", text, &mut diags);
        diags.len()
    };
    assert_eq!(check("<a {% if x %}class=\"y\"{% endif %}>"), 2);
    assert_eq!(check("<a class=\"{% if x == \"y\" %}z{% endif %}\">"), 1);
    assert_eq!(check("<a class=\"{{ 'b' if x else 'c' }}\">{% if x %}<b>{% endif %}"), 0);
}

/// So that pages are the same with and without the feature `minify`.
#[test]
fn templates_are_shrunk_as_minify_html_shrinks_them() {
    let mut count = 0;
    for (path, text) in super::BUILT_IN.texts().filter(|(path, _)| path.ends_with(".html")) {
        let (_, rest) = text.split_at(text.find("<head").unwrap_or(0));
        let (inside, _) = rest.split_at(rest.find("</html>").unwrap_or(rest.len()));
        assert_eq!(shrink::shrunk(inside).as_deref(), Some(&*minified(inside)), "{path}");
        count += 1;
    }
    assert!(count > 40, "{count}");
}

#[test]
fn what_the_rules_of_shrinking_do_not_cover_stays_as_it_is() {
    for text in [
        "<p>a<p>b",
        "<pre> a </pre>",
        "<script>a = 1</script>",
        "<!-- a -->",
        "<p>&nbsp;</p>",
        "<a></b>",
        "<a",
        "a < b",
        "<p>",
    ] {
        assert_eq!(shrink::shrunk(text), None, "{text}");
    }
}
