//! Contacts are real: no `1234567`, no row of one digit, no `某某` or `xxx` left over from a template.
//!
//! Short numbers such as the hotline 12345 and numbers that only look reserved, such as 0872-0000123, are let be: what counts is the number behind the area code,
//! and whether all its digits are one, or run up or down.

use crate::base::date::to_half_width;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lexicon::LEXICON;
use crate::model::contact::Contact;
use crate::site::Site;

rules! {
    /// A telephone number that is none.
    PHONE: Warning "inspection/placeholder-phone" {
        zh: "电话 `{phone}` 像是随手填的" => "写真实的值班电话；还没有电话的，删去这一项",
        en: "the telephone number `{phone}` looks made up" => "give the real number of a duty post; if there is none yet, leave it out",
        wrong: "phone: 0872-1234567", right: "phone: 0872-0000123",
        source: "常见问题：联系方式是占位的（1234567）", "a common complaint: placeholder contacts (1234567)",
    }
    /// A name that is none.
    NAME: Warning "inspection/placeholder-name" {
        zh: "“{name}”是模板里留下的占位" => "写真实的单位、岗位或姓名",
        en: "“{name}” is left over from a template" => "give the real unit, post or name",
        wrong: "name: 某某村村务监督委员会", right: "name: 石桥村村务监督委员会",
        source: "常见问题：联系方式是占位的（某某、xxx）", "a common complaint: placeholder contacts",
    }
}

/// Checks contacts of the portal, of every organisation and of every record.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    contacts(site).for_each(|contact| check_one(contact, diags));
}

/// Contacts of the portal, of every organisation and of every record.
pub(super) fn contacts(site: &Site) -> impl Iterator<Item = &Contact> {
    let portal = site.portal();
    let config = &portal.config;
    let of_units = portal
        .orgs
        .iter()
        .map(|(_, org)| org)
        .flat_map(|org| org.complaints.iter().chain(org.contacts.iter().map(|desk| &desk.contact)));
    let current = site.public.records.current();
    let of_records = current.flat_map(|record| {
        let objections = record.window.as_ref().and_then(|window| window.objections.as_ref());
        record.contact.iter().chain(objections.map(|objections| &objections.contact))
    });
    let own = std::iter::once(&config.operator.contact).chain(&config.complaints);
    own.chain(of_units).chain(of_records)
}

fn check_one(contact: &Contact, diags: &mut Diagnostics) {
    let Contact { name, phone, spans: Some(spans), .. } = contact else { return };
    if is_made_up(phone) {
        diags.push(Diagnostic::new(&PHONE, spans.phone.clone()).with("phone", phone));
    }
    if is_left_over(name) {
        diags.push(Diagnostic::new(&NAME, spans.name.clone()).with("name", name));
    }
}

/// Whether the number behind the area code is one digit over and over, or runs up or down.
fn is_made_up(phone: &str) -> bool {
    let plain = to_half_width(phone);
    let groups: Vec<&str> =
        plain.split(|sign: char| !sign.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let whole: String = groups.concat();
    let own = match groups.last() {
        Some(last) if last.len() >= 5 => (*last).to_owned(),
        _ => whole.clone(),
    };
    let own = match own.strip_prefix("1").filter(|_| own.len() == 11) {
        Some(_) => own[3..].to_owned(),
        None if own.len() > 9 && own.starts_with('0') => own[own.len() - 7..].to_owned(),
        None => own,
    };
    let digits = own.as_bytes();
    let steps = |step: u8| digits.windows(2).all(|pair| (pair[0] - b'0' + step) % 10 == pair[1] - b'0');
    let is_even = digits.len() >= 7 && (steps(0) || steps(1) || steps(9));
    is_even || phone.contains(['x', 'X', '×'])
}

/// Whether a name holds a sign for a name that is to be filled in.
fn is_left_over(name: &str) -> bool {
    LEXICON.people.placeholders.is_in(&to_half_width(name).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{is_left_over, is_made_up};

    #[test]
    fn numbers_that_nobody_has() {
        for phone in [
            "1234567",
            "0872-1234567",
            "0872-12345678",
            "0872 8888888",
            "00000000",
            "0872-0000000",
            "87654321",
            "0872-7654321",
            "08721234567",
            "13888888888",
            "13812345678",
            "0872-xxxxxxx",
            "１２３４５６７",
        ] {
            assert!(is_made_up(phone), "{phone}");
        }
        for phone in [
            "",
            "0872-0000001",
            "0872-0000123",
            "0872-00009401",
            "0872-0000872",
            "12345",
            "12345-0",
            "13800138000",
            "110",
            "0872-2221234",
        ] {
            assert!(!is_made_up(phone), "{phone}");
        }
    }

    #[test]
    fn names_that_nobody_has() {
        for name in ["某某村村委会", "XX村", "xxx", "××镇", "待定"] {
            assert!(is_left_over(name), "{name}");
        }
        for name in ["石桥村村务监督委员会", "罗某", "Alex", "X 光室"] {
            assert!(!is_left_over(name), "{name}");
        }
    }
}
