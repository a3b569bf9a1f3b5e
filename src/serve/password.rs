//! The password with which other devices see what this machine sees, and the limit against guessing it.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// Wrong passwords that one address may send within [`WINDOW`]; after them not even the right one is taken.
const TRIES: u32 = 10;
const WINDOW: Duration = Duration::from_secs(60);

/// Addresses that are remembered for a wrong password; with more of them at once, new ones have to wait.
const MOST_ADDRESSES: usize = 1024;

/// A password. It is kept as a digest, so that neither a message nor a dump of it shows the word.
#[derive(Clone)]
pub struct Password(blake3::Hash);

impl Password {
    /// Characters that it has at least.
    pub const SHORTEST: usize = 6;

    /// `None` if it is too short.
    pub fn new(word: &str) -> Option<Self> {
        (word.chars().count() >= Self::SHORTEST).then(|| Self(blake3::hash(word.as_bytes())))
    }

    /// Whether `word` is the password. Takes as long for a nearly right one as for any other: digests of this library
    /// are compared in constant time.
    pub(super) fn is(&self, word: &[u8]) -> bool {
        blake3::hash(word) == self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

/// What a browser that gave the password shows from then on; of this run alone.
pub(super) struct Token(blake3::Hash);

impl Token {
    /// One that nobody can know: the keys of a `RandomState` come from the system.
    pub(super) fn new() -> Self {
        let mut hasher = blake3::Hasher::new();
        for _ in 0..4 {
            hasher.update(&RandomState::new().build_hasher().finish().to_le_bytes());
        }
        Self(hasher.finalize())
    }

    /// As it is sent.
    pub(super) fn text(&self) -> String {
        self.0.to_hex().to_string()
    }

    /// Whether `text` is this one, compared in constant time.
    pub(super) fn is(&self, text: &str) -> bool {
        blake3::Hash::from_hex(text).is_ok_and(|given| given == self.0)
    }
}

/// Wrong passwords by address: when the first was sent, and how many.
#[derive(Default)]
pub(super) struct Guesses(BTreeMap<IpAddr, (Instant, u32)>);

impl Guesses {
    /// Whether a password from this address is looked at.
    pub(super) fn may_try(&mut self, peer: IpAddr, now: Instant) -> bool {
        self.0.retain(|_, (first, _)| now.saturating_duration_since(*first) < WINDOW);
        match self.0.get(&peer) {
            Some((_, wrong)) => *wrong < TRIES,
            None => self.0.len() < MOST_ADDRESSES,
        }
    }

    /// Takes note of a wrong one.
    pub(super) fn wrong(&mut self, peer: IpAddr, now: Instant) {
        self.0.entry(peer).or_insert((now, 0)).1 += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};
    use std::time::Instant;

    use super::{Guesses, MOST_ADDRESSES, Password, TRIES, Token, WINDOW};

    #[test]
    fn passwords_are_compared_and_never_shown() {
        let password = Password::new("雨过天晴云开").unwrap();
        assert!(password.is("雨过天晴云开".as_bytes()));
        assert!(!password.is(b""));
        assert_eq!(format!("{password:?}"), "Password");
        assert!(Password::new("short").is_none());
        let (one, other) = (Token::new(), Token::new());
        assert!(one.is(&one.text()));
        assert!(!one.is(&other.text()) && !one.is("") && !one.is(&one.text()[1..]));
    }

    #[test]
    fn an_address_is_stopped_for_a_while() {
        let (mut guesses, now) = (Guesses::default(), Instant::now());
        let [peer, other] = [1, 2].map(|last| IpAddr::from(Ipv4Addr::new(192, 0, 2, last)));
        for _ in 0..TRIES {
            assert!(guesses.may_try(peer, now));
            guesses.wrong(peer, now);
        }
        assert!(!guesses.may_try(peer, now));
        assert!(guesses.may_try(other, now));
        assert!(guesses.may_try(peer, now + WINDOW));
    }

    #[test]
    fn few_addresses_are_remembered() {
        let (mut guesses, now) = (Guesses::default(), Instant::now());
        for number in 0..2 * MOST_ADDRESSES {
            let peer = IpAddr::from(Ipv4Addr::from(number as u32));
            if guesses.may_try(peer, now) {
                guesses.wrong(peer, now);
            }
        }
        assert_eq!(guesses.0.len(), MOST_ADDRESSES);
    }
}
