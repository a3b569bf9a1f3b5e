//! A portal says who runs it.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::check::unread::Unread;
use crate::site::Site;

rules! {
    /// Nobody runs the portal.
    MISSING: Warning "inspection/no-operator" {
        zh: "没有写谁主办这个网站" => "在 portal.yaml 里加上 `operator: {name: 主办单位, phone: \"0872-0000001\"}`，页脚会写明",
        en: "nobody is named who runs the portal" => "add `operator: {name: WHO, phone: NUMBER}` to portal.yaml; the footer shows it",
        wrong: "title: 云岭县阳光公开", right: "title: 云岭县阳光公开\noperator: {name: 云岭县民政局, phone: \"0872-0000001\"}",
        source: "政府网站发展指引（国办发〔2017〕47号）：页脚列明主办单位", "guidelines for government sites, 国办发〔2017〕47号: the footer names the operator",
    }
}

/// Checks the operator.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let config = &site.portal().config;
    let Some(span) = config.inspection.span.as_ref().filter(|_| config.inspection.operator) else { return };
    if config.operator.contact.name.trim().is_empty() && !Unread::of(site).is_faulty("portal.yaml") {
        diags.push(Diagnostic::new(&MISSING, config.operator.span_of("operator").unwrap_or(span).clone()));
    }
}
