//! A government site names what identifies it: site code, ICP number, police number, address; whoever gives one gives it
//! in its form.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::check::unread::Unread;
use crate::site::Site;

rules! {
    /// An identifier is missing.
    MISSING: Warning "inspection/no-identifier" {
        zh: "政府网站（gov-cn）要有{what}，portal.yaml 里没有写 `{key}`" => "在 `operator:` 下面加上 `{key}:`，{form}",
        en: "a government site (gov-cn) needs its {what}; portal.yaml has no `{key}`" => "add `{key}:` below `operator:`, {form}",
        wrong: "operator: {name: 云岭县人民政府办公室}", right: "operator:\n  name: 云岭县人民政府办公室\n  site-code: \"5399210001\"\n  icp: 滇ICP备05070218号-1\n  police: 滇公网安备 53992102000001号",
        source: "政府网站发展指引（国办发〔2017〕47号）", "guidelines for government sites, 国办发〔2017〕47号",
    }
    /// An identifier is not in its form.
    FORM: Warning "inspection/identifier-form" {
        zh: "{what} `{value}` 的写法不对" => "{form}；查对主办单位的备案信息",
        en: "the {what} `{value}` is not well formed" => "{form}; look it up in the registration",
        wrong: "site-code: \"12345\"", right: "site-code: \"5399210001\"",
        source: "政府网站发展指引（国办发〔2017〕47号）", "guidelines for government sites, 国办发〔2017〕47号",
    }
}

/// An identifier: its key, what it is, how it is written, and whether a text is so.
struct Identifier {
    key: &'static str,
    what: Text,
    form: Text,
    is_formed: fn(&str) -> bool,
}

const IDENTIFIERS: [Identifier; 3] = [
    Identifier {
        key: "site-code",
        what: Text { zh: "网站标识码", en: "site code" },
        form: Text { zh: "写 10 位数字，或 bm 加 8 位数字", en: "ten digits, or bm and eight digits" },
        is_formed: is_site_code,
    },
    Identifier {
        key: "icp",
        what: Text { zh: "ICP 备案号", en: "ICP number" },
        form: Text { zh: "写成 `滇ICP备05070218号-1` 的样子", en: "like `滇ICP备05070218号-1`" },
        is_formed: is_icp,
    },
    Identifier {
        key: "police",
        what: Text { zh: "公安备案号", en: "police number" },
        form: Text {
            zh: "写成 `滇公网安备 53992102000001号` 的样子", en: "like `滇公网安备 53992102000001号`"
        },
        is_formed: is_police,
    },
];

/// Checks the identifiers of the portal.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let config = &site.portal().config;
    let Some(span) = config.inspection.span.as_ref().filter(|_| !Unread::of(site).is_faulty("portal.yaml")) else {
        return;
    };
    let operator = &config.operator;
    let values = [&operator.site_code, &operator.icp, &operator.police];
    for (own, value) in IDENTIFIERS.iter().zip(values) {
        let at = operator.span_of(own.key).unwrap_or(span).clone();
        let rule = match value.trim() {
            "" if config.inspection.identifiers => &MISSING,
            "" => continue,
            text if config.inspection.formats && !(own.is_formed)(text) => &FORM,
            _ => continue,
        };
        let found = Diagnostic::new(rule, at).with_word("what", own.what).with("key", own.key);
        diags.push(found.with_word("form", own.form).with("value", value));
    }
    if config.inspection.identifiers && config.address.is_none() {
        const ADDRESS: Text = Text { zh: "网址（SiteDomain）", en: "address (SiteDomain)" };
        const LIKE: Text =
            Text { zh: "写成 `https://www.example.gov.cn/` 的样子", en: "like `https://www.example.gov.cn/`" };
        const ADD: Text = Text { zh: "加上一行 `{key}:`，{form}", en: "add a line `{key}:`, {form}" };
        let missing = Diagnostic::new(&MISSING, span.clone()).with_word("what", ADDRESS).with("key", "address");
        diags.push(missing.with_word("form", LIKE).help_instead(ADD));
    }
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `\d{10}` or `bm\d{8}`.
fn is_site_code(text: &str) -> bool {
    digits(text, 10) || text.strip_prefix("bm").is_some_and(|rest| digits(rest, 8))
}

/// `京ICP备12345678号`, perhaps with `-1`.
fn is_icp(text: &str) -> bool {
    let Some((place, rest)) = text.split_once("ICP备") else { return false };
    let Some((number, part)) = rest.split_once('号') else { return false };
    let is_part =
        part.is_empty() || part.strip_prefix('-').is_some_and(|part| (1..=3).any(|count| digits(part, count)));
    place.chars().count() == 1 && !place.is_ascii() && digits(number, 8) && is_part
}

/// `甘公网安备 62010002000486号`, with or without the space.
fn is_police(text: &str) -> bool {
    let Some((place, rest)) = text.split_once("公网安备") else { return false };
    let number = rest.trim().strip_suffix('号').unwrap_or_default();
    place.chars().count() == 1 && !place.is_ascii() && digits(number.trim(), 14)
}

#[cfg(test)]
mod tests {
    use super::{is_icp, is_police, is_site_code};

    #[test]
    fn forms_of_identifiers() {
        for (text, is_formed) in [("5399210001", true), ("bm12345678", true), ("bm1234567", false), ("539921", false)] {
            assert_eq!(is_site_code(text), is_formed, "{text}");
        }
        for (text, is_formed) in [
            ("京ICP备05070218号", true),
            ("滇ICP备05070218号-1", true),
            ("ICP备05070218号", false),
            ("滇ICP备0507号", false),
        ] {
            assert_eq!(is_icp(text), is_formed, "{text}");
        }
        for (text, is_formed) in
            [("甘公网安备 62010002000486号", true), ("甘公网安备62010002000486号", true), ("甘公网安备6201号", false)]
        {
            assert_eq!(is_police(text), is_formed, "{text}");
        }
    }
}
