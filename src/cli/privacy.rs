//! `gongkai check --privacy`: all that was found of personal data, for whoever answers for what goes out.

use std::collections::BTreeMap;
use std::io;

use crate::base::diag::{Diagnostic, Diagnostics, Severity};
use crate::base::lang::{Lang, Text};
use crate::cli::report::Report;
use crate::privacy;

/// Every rule about personal data begins so.
const PRIVACY: &str = "privacy/";

const NOTHING: Text = Text {
    zh: "没有发现不该公开的个人信息。程序只认得出常见的写法：名单、照片和扫描件公开前还要自己看一遍。",
    en: "No personal data was found that must not be public. The program knows only what is usually written: look at lists, photographs and scans yourself.",
};
const ALLOWED: Text = Text { zh: "已放行的：", en: "Let out:" };
const BY_RULE: Text = Text {
    zh: "各条规则：不能公开的记录、遮住的内容、只提示的、已放行的",
    en: "By rule: what stops its record, what is withheld, what is only told, what is let out",
};

/// What was found of personal data, and nothing else.
pub(super) fn of(diags: &Diagnostics) -> Diagnostics {
    diags.iter().filter(|one| one.rule.name.starts_with(PRIVACY)).cloned().collect()
}

/// Writes each finding by itself, then those that are let out with their grounds, then how many there are by rule.
pub(super) fn write(report: &mut Report<'_>, diags: &Diagnostics) -> io::Result<()> {
    let own = of(diags);
    report.is_each = true;
    report.diagnostics(&own)?;
    if report.is_for_programs() {
        return Ok(());
    }
    if own.is_empty() {
        return report.line(NOTHING.get(report.lang));
    }
    allowed(report, &own)?;
    by_rule(report, &own)?;
    report.summary(&own)
}

fn allowed(report: &mut Report<'_>, own: &Diagnostics) -> io::Result<()> {
    let allowed: Vec<(&Diagnostic, &String)> =
        own.iter().filter_map(|one| Some((one, one.accepted.as_ref()?))).collect();
    if allowed.is_empty() {
        return Ok(());
    }
    let lang = report.lang;
    report.line(ALLOWED.get(lang))?;
    for (one, ground) in allowed {
        let place = report.excerpts.place(&one.span, lang);
        let file = privacy::starred_path(&one.span.file);
        let at = if *place == *one.span.file { file.to_string() } else { format!("{file} {place}") };
        let line = match lang {
            Lang::Zh => format!("  {at}：{}（{ground}）", one.message(lang)),
            Lang::En => format!("  {at}: {} ({ground})", one.message(lang)),
        };
        report.line(&line)?;
    }
    report.line("")
}

fn by_rule(report: &mut Report<'_>, own: &Diagnostics) -> io::Result<()> {
    let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for one in own.iter() {
        let at = match (&one.accepted, one.severity) {
            (Some(_), _) => 3,
            (None, Severity::Error) => 0,
            (None, Severity::Warning) => 1,
            (None, Severity::Note) => 2,
        };
        counts.entry(one.rule.name).or_default()[at] += 1;
    }
    report.line(BY_RULE.get(report.lang))?;
    for (rule, [stopped, withheld, told, out]) in counts {
        report.line(&format!("  {stopped:>5} {withheld:>5} {told:>5} {out:>5}  {rule}"))?;
    }
    report.line("")
}
