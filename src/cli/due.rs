//! `gongkai due`: what is owed next and what is overdue, for a clerk, a program, a spreadsheet or a calendar.

use std::io::{self, Write};

use serde_json::json;

use crate::base::lang::Lang;
use crate::base::moment::Moment;
use crate::cli::report::{Patient, counted};
use crate::cli::{Common, Failure, FormatArgument, Outcome, ask, content, new};
use crate::coverage::{Duty, State, cover_until};
use crate::data::sheet::Sheet;
use crate::export::ics::{self, Days};
use crate::model::Portal;
use crate::model::org::OrgId;
use crate::site::Site;

/// Lists the duties that are missing or due within so many days.
pub(super) fn run(common: &Common, org: Option<&str>, within: i64) -> Result<Outcome, Failure> {
    let root = common.root()?;
    let opened = content(&root)?;
    let portal = &opened.content;
    let site = opened.site(common.today(&portal.config)).into_site();
    let org = match org {
        Some(path) => portal.orgs.find(path.trim_matches('/')).ok_or_else(|| unknown_unit(portal, path))?,
        None => OrgId::ROOT,
    };
    let orgs: Vec<OrgId> = std::iter::once(org).chain(site.portal().orgs.below(org)).collect();
    let last = site.today.plus(within);
    let coverage = cover_until(&site.public, site.today, last);
    let is_open = |duty: &&Duty| match duty.state {
        State::Missing => true,
        State::Due => duty.deadline <= last,
        State::Met | State::Late => false,
    };
    let mut duties: Vec<&Duty> = orgs.iter().flat_map(|org| coverage.of(*org)).filter(is_open).collect();
    duties.sort_by_key(|duty| (duty.deadline, duty.org, duty.item));
    let mut out = Patient(io::stdout().lock());
    match common.format {
        FormatArgument::Human => human(&mut out, &site, &duties, common.lang())?,
        FormatArgument::Json => duties.iter().try_for_each(|duty| writeln!(out, "{}", object(&site, duty)))?,
        FormatArgument::Csv => table(&mut out, &site, &duties)?,
        FormatArgument::Ics => calendar(&mut out, &site, &duties)?,
    }
    Ok(Outcome::Good)
}

fn unknown_unit(portal: &Portal, path: &str) -> Failure {
    let units: Vec<_> = portal.orgs.iter().map(|(_, org)| (format!("/{}", org.path), org.name.to_string())).collect();
    ask::unknown(new::UNIT, path, &units)
}

/// Unit, item, period and state of a duty, as text.
fn texts<'a>(site: &'a Site, duty: &Duty) -> (&'a str, &'a str, String) {
    let (org, item) = (site.portal().orgs.get(duty.org), &site.portal().catalogue[duty.item]);
    (&org.name, &item.name, duty.period.to_string())
}

fn human(out: &mut dyn Write, site: &Site, duties: &[&Duty], lang: Lang) -> io::Result<()> {
    for duty in duties {
        let (org, item, period) = texts(site, duty);
        let days = site.today.days_until(duty.deadline);
        let when = match (lang, days) {
            (Lang::Zh, 0..) => format!("还有 {days} 天"),
            (Lang::Zh, _) => format!("逾期 {} 天", -days),
            (Lang::En, 0..) => format!("{} left", counted(days, "day")),
            (Lang::En, _) => format!("{} overdue", counted(-days, "day")),
        };
        writeln!(out, "{}  {org}  {item}  {period}  {when}", duty.deadline)?;
    }
    if duties.is_empty() {
        writeln!(
            out,
            "{}",
            if lang == Lang::Zh {
                "没有过期的，近期也没有到期的"
            } else {
                "nothing is overdue or due soon"
            }
        )?;
    }
    Ok(())
}

fn object(site: &Site, duty: &Duty) -> serde_json::Value {
    let (org, item, period) = texts(site, duty);
    json!({
        "org": site.portal().orgs.get(duty.org).path,
        "name": org,
        "item": site.portal().catalogue[duty.item].id,
        "title": item,
        "period": period,
        "deadline": duty.deadline,
        "state": duty.state,
        "days": site.today.days_until(duty.deadline),
    })
}

fn table(out: &mut dyn Write, site: &Site, duties: &[&Duty]) -> Result<(), Failure> {
    let mut sheet = Sheet::to(out);
    sheet.row(["deadline", "org", "name", "item", "title", "period", "state"])?;
    for duty in duties {
        let (org, item, period) = texts(site, duty);
        let state = if duty.state == State::Missing { "missing" } else { "due" };
        let path = &site.portal().orgs.get(duty.org).path;
        let id = &site.portal().catalogue[duty.item].id;
        sheet.row([&*duty.deadline.to_string(), path, org, id, item, &*period, state])?;
    }
    Ok(sheet.flush()?)
}

/// An iCalendar file (RFC 5545) with a whole-day event for each deadline.
fn calendar(out: &mut dyn Write, site: &Site, duties: &[&Duty]) -> io::Result<()> {
    let calendar = ics::calendar("due", duties.iter().map(|duty| days(site, duty).event()));
    write!(out, "{}", ics::text(&calendar))
}

fn days(site: &Site, duty: &Duty) -> Days {
    let (org, item, period) = texts(site, duty);
    let path = &site.portal().orgs.get(duty.org).path;
    let id = &site.portal().catalogue[duty.item].id;
    Days {
        id: format!("{id}-{period}-{}@gongkai", path.replace('/', ".")),
        title: format!("{org} {item} {period}"),
        first: duty.deadline,
        last: duty.deadline,
        known: Moment::of(site.today, "Etc/UTC", 0).utc(),
    }
}
