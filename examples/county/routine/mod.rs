//! The routine records of the sample county: what villages write every month, quarter and year.
//!
//! [`files`] is a pure function of the tables under `data/`: the same tables give the same bytes. Records that were
//! written by hand are not made here; the accounts made here end exactly where those begin.

mod accounts;
mod appraisals;
mod by_hand;
mod disclosures;
mod draft;
mod holdings;
mod ledger;
mod matters;
mod meetings;
mod random;
mod time;
mod units;
mod visits;

pub(crate) use draft::Files;

/// Every file by its path under `content/`.
pub(crate) fn files() -> Files {
    let mut files = Files::new();
    let books = units::books();
    for (keeper, chain) in &books {
        accounts::write(keeper, chain, &mut files);
    }
    for (village, chain) in units::VILLAGES.iter().zip(&books) {
        meetings::write(village, &chain.1, &mut files);
    }
    visits::write(&mut files);
    disclosures::write(&mut files);
    appraisals::write(&mut files);
    files
}
