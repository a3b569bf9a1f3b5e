//! Texts as words in tables are compared.

use crate::base::date::to_half_width;
use crate::base::unseen::is_unseen;

/// The text in half-width signs and small letters, without blanks and signs that nobody sees.
pub fn squeezed(text: &str) -> String {
    let seen = |sign: &char| !sign.is_whitespace() && !is_unseen(*sign);
    to_half_width(text).chars().filter(seen).map(|sign| sign.to_ascii_lowercase()).collect()
}
