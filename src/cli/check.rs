//! `gongkai check`.

use std::io::{self, IsTerminal};
use std::path::Path;

use crate::cli::report::Patient;
use crate::cli::{Common, Failure, Outcome, build, content, privacy};
use crate::load::{self, Excerpts};

/// Reads the content and reports every problem, or personal data only.
pub(super) fn run(common: &Common, out: Option<&Path>, is_privacy: bool) -> Result<Outcome, Failure> {
    let root = common.root()?;
    let portal = content(&root)?;
    let last = build::last(out.unwrap_or(&root.join(build::PUBLIC)));
    let mut diags = portal.site(common.today(&portal.content.config)).check_since(last.as_ref());
    if let Some((_, of_hosting)) = load::hosting(&portal.reader)? {
        diags.append(of_hosting);
    }
    common.deny(&mut diags);
    let stdout = io::stdout();
    common.tell_writer(&mut diags, stdout.is_terminal());
    let mut report_out = Patient(stdout.lock());
    let mut report = common.report(&mut report_out, Excerpts::of([portal.reader]), stdout.is_terminal());
    if is_privacy {
        privacy::write(&mut report, &diags)?;
        let has_errors = privacy::of(&diags).has_errors();
        return Ok(if has_errors { Outcome::Errors } else { Outcome::Good });
    }
    report.diagnostics(&diags)?;
    report.table(&diags)?;
    report.summary(&diags)?;
    Ok(if diags.has_errors() { Outcome::Errors } else { Outcome::Good })
}
