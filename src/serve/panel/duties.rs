//! What the unit of the page in view owes, as a part of the panel.

use crate::base::lang::{Lang, Text};
use crate::serve::in_view::InView;
use crate::serve::panel::{Panel, escape};

/// So many stand on one panel; `gongkai due` lists all.
const FEW: usize = 8;

const DUE: Text =
    Text { zh: "本单位欠的和 30 天内到期的", en: "What this unit owes, and what falls due within 30 days" };

impl Panel<'_> {
    /// What the unit of the page in view owes.
    pub(super) fn duties(&self, in_view: &InView) -> String {
        let (lang, site) = (self.lang, &self.snapshot.site);
        let duties = in_view.duties(self.snapshot);
        if duties.is_empty() {
            return String::new();
        }
        let lines = duties.iter().take(FEW).map(|duty| {
            let (unit, item) = (&site.portal().orgs.get(duty.org).name, &site.portal().catalogue[duty.item].name);
            let days = site.today.days_until(duty.deadline);
            let when = match (lang, days) {
                (Lang::Zh, 0..) => format!("还有 {days} 天"),
                (Lang::Zh, _) => format!("逾期 {} 天", -days),
                (Lang::En, 0..) => format!("in {days} d"),
                (Lang::En, _) => format!("{} d late", -days),
            };
            format!("<li>{} {} {} {} <b>{when}</b></li>\n", duty.deadline, escape(unit), escape(item), duty.period)
        });
        let lines: String = lines.collect();
        let left = duties.len().saturating_sub(FEW);
        let more = if left == 0 { String::new() } else { format!("<p>… +{left}</p>\n") };
        format!(
            "<details open><summary>{} ({})</summary>\n<ul>\n{lines}</ul>\n{more}</details>\n",
            DUE.get(lang),
            duties.len()
        )
    }
}
