//! What one unit publishes: accounts first, then records of every kind in turn, some of them not for everyone.

use std::collections::BTreeSet;
use std::io;

use super::draft::{Draft, Scene};
use super::random::Random;
use super::units::{Level, Unit};
use super::{Folder, Time, account, notice, register, report};

/// Makes one record.
type Recipe = fn(&mut Scene<'_>) -> Draft;

/// Recipes by kind. Every unit goes through them in turn, so that each kind has its share.
const RECIPES: [&[Recipe]; 8] = [
    &[notice::name_list, notice::subsidies, notice::tender, notice::commendation],
    &[register::matters, register::suggestions, register::mediations],
    &[report::rule],
    &[register::promises, register::targets],
    &[report::statistics, report::services],
    &[notice::announcement],
    &[register::grids, register::posts, register::counter_items],
    &[register::assets, register::leases, register::works],
];

/// Writes all records of a unit.
pub(super) fn write(folder: &mut Folder, unit: &Unit, time: Time, random: &mut Random) -> io::Result<()> {
    let mut shelf = Shelf::default();
    let accounts = account::chain(unit, time, unit.records * 2 / 5, random);
    let others = unit.records - accounts.len();
    for draft in accounts {
        shelf.put(folder, unit, (draft, ""))?;
    }
    let mut days: Vec<_> = (0..others).map(|_| time.any(random)).collect();
    days.sort_unstable();
    let turn = random.between(0, RECIPES.len() - 1);
    for (at, date) in days.into_iter().enumerate() {
        let is_long = at == 1 && unit.level == Level::Village && unit.number == 1;
        let recipe = if is_long { notice::long_register } else { random.pick(RECIPES[(turn + at) % RECIPES.len()]) };
        let mut scene = Scene { unit, date, time, links: &shelf.links, random };
        let draft = recipe(&mut scene);
        let state = if is_long { "" } else { state(&draft, random) };
        shelf.put(folder, unit, (draft, state))?;
    }
    Ok(())
}

/// Keys of a record that is not, or no longer, for everyone; mostly none.
fn state(draft: &Draft, random: &mut Random) -> &'static str {
    match random.between(1, 120) {
        1 | 2 => "status: draft\n",
        3 | 4 if draft.yaml.starts_with("kind: notice") => "status: withdrawn\nreason: 名单有误，重新评议后另行公示\n",
        5 => "audience: restricted\ndisclose: existence\nreason: 涉及个人事项\n",
        6 => "audience: members\ndisclose: counts\n",
        _ => "",
    }
}

/// What a unit has published so far.
#[derive(Default)]
struct Shelf {
    names: BTreeSet<String>,
    /// What everyone may read: path, title.
    links: Vec<(String, String)>,
}

impl Shelf {
    /// Writes a record with the files beside it. What everyone may read can be linked to from then on.
    fn put(&mut self, folder: &mut Folder, unit: &Unit, (draft, state): (Draft, &str)) -> io::Result<()> {
        let mut stem = format!("{}/{}-{}", draft.date.year(), draft.date, draft.stem);
        while !self.names.insert(stem.clone()) {
            stem.push_str("-b");
        }
        let path = unit.file(&stem);
        let (source, text) = match &draft.body {
            Some(body) => (format!("{path}.md"), format!("---\n{}{state}---\n\n{body}", draft.yaml)),
            None => (format!("{path}.yaml"), format!("{}{state}", draft.yaml)),
        };
        folder.write(&source, &text)?;
        if let Some(rows) = &draft.rows {
            folder.write(&format!("{path}.csv"), rows)?;
        }
        for (name, text) in &draft.files {
            folder.write(&format!("{path}/{name}"), text)?;
        }
        if state.is_empty() || state.starts_with("status: withdrawn") {
            self.links.push((format!("/{source}"), draft.title));
        }
        Ok(())
    }
}
