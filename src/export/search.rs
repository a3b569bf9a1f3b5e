//! What the page that finds records loads: the index of `crate::search`, names and marks, and titles with texts.

mod core;
mod document;

use serde::Serialize;

use crate::base::path::{encode, last};
use crate::export::search::core::core;
use crate::export::search::document::searched;
use crate::plan::{Output, Page};
use crate::publish::index::Seen;
use crate::search::{Document, Files, Shard, call, fold, value};
use crate::view::Context;

/// A record as a result shows it: title, address in its tree, day, text, and where in this its further pages begin.
#[derive(Serialize)]
struct Shown<'a>(&'a str, String, String, String, Vec<usize>);

/// A file of search.
///
/// # Errors
/// Never for these types; the serialiser's signature asks for it.
pub(crate) fn file(context: &Context<'_>, shard: Shard) -> serde_json::Result<Vec<u8>> {
    let site = context.site;
    let text = |record: &Seen| searched((site, context.tongue.written()), record);
    let document = |record: &Seen| Document { title: record.title.to_string(), text: text(record).text() };
    let index = || site.search(&document);
    let content = match shard {
        Shard::Core => value(&core(site, index()))?,
        Shard::Signs => value(&fold::signs())?,
        Shard::Grams(number) => index().grams(number)?,
        Shard::Places(number) => index().places(number)?,
        Shard::Texts(number) => texts(context, number)?,
    };
    let name = last(site.plan.at(&Page::Output(Output::SearchShard(shard))));
    Ok(call(name.trim_end_matches(".js"), &content))
}

/// A file of texts: whether the browser needs the table of traditional signs to mark what it finds, and the records.
fn texts(context: &Context<'_>, number: usize) -> serde_json::Result<String> {
    let site = context.site;
    let in_text = Files::of(site.searched().len()).in_text;
    let own = site.searched().skip(number * in_text).take(in_text);
    let shown: Vec<Shown<'_>> = own
        .map(|record| {
            let address = encode(site.plan.at(&Page::record(record.place)));
            let (text, pages) = searched((site, context.tongue.written()), record).in_one_line();
            Shown(&record.title, address.to_string(), record.published.to_string(), text, pages)
        })
        .collect();
    let is_traditional = shown.iter().any(|one| fold::is_traditional(one.0) || fold::is_traditional(&one.3));
    let records = shown.iter().map(value).collect::<serde_json::Result<Vec<String>>>()?;
    Ok(format!("[{is_traditional},{}]", records.join(",")))
}
