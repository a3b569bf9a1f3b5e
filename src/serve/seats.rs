//! The connections that are open at once. They are bounded, and one that only waits makes room for one that asks.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// All connections.
pub(super) struct Seats {
    most: usize,
    table: Mutex<Table>,
    freed: Notify,
}

#[derive(Default)]
struct Table {
    /// Counts what happens, in place of a clock.
    turn: u64,
    taken: BTreeMap<u64, Taken>,
}

struct Taken {
    /// Since which turn nothing is being answered; `None` while an answer is made.
    idle_since: Option<u64>,
    end: Arc<Notify>,
}

/// The place of one connection, which it leaves when it is dropped.
pub(super) struct Seat {
    seats: Arc<Seats>,
    number: u64,
    end: Arc<Notify>,
}

/// As long as it lives, the connection is not asked to end.
pub(super) struct Busy(Arc<Seat>);

impl Seats {
    /// For at most so many connections.
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most, table: Mutex::default(), freed: Notify::new() })
    }

    /// A seat for a new connection. If all are taken, the connection that has waited longest ends; if all are being
    /// answered, this waits. One task alone may wait here.
    pub(super) async fn take(self: &Arc<Self>) -> Seat {
        loop {
            if let Some(seat) = self.try_take() {
                return seat;
            }
            self.freed.notified().await;
        }
    }

    /// Ends a quarter of the connections that wait, longest first, so that the machine has room for others.
    pub(super) fn make_room(&self) {
        let mut table = self.lock();
        for _ in 0..table.taken.len().div_ceil(4) {
            table.end_one();
        }
    }

    fn try_take(self: &Arc<Self>) -> Option<Seat> {
        let mut table = self.lock();
        if table.taken.len() >= self.most && !table.end_one() {
            return None;
        }
        let (number, end) = (table.next_turn(), Arc::new(Notify::new()));
        table.taken.insert(number, Taken { idle_since: Some(number), end: end.clone() });
        Some(Seat { seats: self.clone(), number, end })
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn next_turn(&mut self) -> u64 {
        self.turn += 1;
        self.turn
    }

    /// Ends the connection that has waited longest; whether there was one.
    fn end_one(&mut self) -> bool {
        let waiting = self.taken.iter().filter_map(|(number, taken)| Some((taken.idle_since?, *number)));
        let Some((_, number)) = waiting.min() else { return false };
        if let Some(taken) = self.taken.remove(&number) {
            taken.end.notify_one();
        }
        true
    }
}

impl Seat {
    /// Waits until the connection has to end for others.
    pub(super) async fn ended(&self) {
        self.end.notified().await;
    }

    /// Says that an answer is being made.
    pub(super) fn busy(self: &Arc<Self>) -> Busy {
        if let Some(taken) = self.seats.lock().taken.get_mut(&self.number) {
            taken.idle_since = None;
        }
        Busy(self.clone())
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let Seat { seats, number, .. } = &*self.0;
        let mut table = seats.lock();
        let turn = table.next_turn();
        if let Some(taken) = table.taken.get_mut(number) {
            taken.idle_since = Some(turn);
        }
        drop(table);
        seats.freed.notify_one();
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.lock().taken.remove(&self.number);
        self.seats.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Seat, Seats};

    fn take(seats: &Arc<Seats>) -> Option<Arc<Seat>> {
        seats.try_take().map(Arc::new)
    }

    /// Numbers of the connections that are open.
    fn open(seats: &Seats) -> Vec<u64> {
        seats.lock().taken.keys().copied().collect()
    }

    #[test]
    fn the_one_that_waits_longest_makes_room() {
        let seats = Seats::new(2);
        let [first, second] = [take(&seats), take(&seats)].map(Option::unwrap);
        drop(first.busy());
        let third = take(&seats).unwrap();
        assert_eq!(open(&seats), [first.number, third.number]);
        drop(second);
        drop(first);
        assert_eq!(open(&seats), [third.number]);
    }

    #[test]
    fn nobody_is_ended_in_the_middle_of_an_answer() {
        let seats = Seats::new(2);
        let [first, second] = [take(&seats), take(&seats)].map(Option::unwrap);
        let (one, two) = (first.busy(), second.busy());
        assert!(take(&seats).is_none());
        seats.make_room();
        assert_eq!(open(&seats), [first.number, second.number]);
        drop(two);
        assert!(take(&seats).is_some());
        drop(one);
    }

    #[test]
    fn a_quarter_makes_room_for_the_machine() {
        let seats = Seats::new(9);
        let taken: Vec<Arc<Seat>> = (0..8).filter_map(|_| take(&seats)).collect();
        seats.make_room();
        assert_eq!(open(&seats).len(), 6);
        assert_eq!(open(&seats)[0], taken[2].number);
    }
}
