//! A notice hangs everywhere from its first day to its last.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::model::window::{Channel, Window};
use crate::site::Site;

rules! {
    /// One place of posting had it for a shorter time.
    SHORT: Warning "window/channel-short" {
        zh: "“{channel}”只从 {posted} 贴到 {removed}，公示期是 {from} 至 {last}" => "各处同时张贴、同时撤下；有一处贴晚了或撤早了，公示期从那里重新算，或用 `accept` 写明",
        en: "“{channel}” had it from {posted} to {removed} only, the window goes from {from} to {last}" => "post and remove it everywhere at the same time; else count the days from that place, or give the reason under `accept`",
        wrong: "channels: [web, {name: board, posted: 2025-07-16, removed: 2025-07-18}]", right: "channels: [web, {name: board, posted: 2025-07-16, removed: 2025-07-24}]",
        source: "网上和公开栏内容、时间一致", "board and web show the same for the same time",
    }
}

/// Checks the places of every window of the newest versions. Where it was taken down everywhere, that is said once.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current() {
        let Some(window) = &record.window else { continue };
        if window.channels.iter().all(|channel| channel.removed.is_some()) {
            continue;
        }
        for channel in &window.channels {
            check_channel(site, window, channel, diags);
        }
    }
}

fn check_channel(site: &Site, window: &Window, channel: &Channel, diags: &mut Diagnostics) {
    let term = window.term(site.today);
    let posted = channel.posted.unwrap_or(term.posted);
    let removed = channel.removed.filter(|removed| *removed <= site.today && *removed <= term.last);
    if posted <= term.posted && removed.is_none() {
        return;
    }
    let short = Diagnostic::new(&SHORT, channel.span.clone()).with("channel", &channel.name).with("posted", posted);
    let short = short.with("from", term.posted).with("last", term.last);
    diags.push(short.with("removed", removed.or(channel.removed).unwrap_or(term.last)));
}
