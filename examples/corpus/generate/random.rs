//! Random numbers that are the same on every run and machine: splitmix64.

/// A sequence of numbers.
pub(super) struct Random(u64);

impl Random {
    /// The sequence of the unit with this number.
    pub(super) fn new(seed: u64, unit: usize) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (unit as u64) << 20);
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: usize, high: usize) -> usize {
        let span = high.saturating_sub(low) as u64 + 1;
        low + usize::try_from(self.next() % span).unwrap_or(0)
    }

    /// The same for days and amounts.
    pub(super) fn amount(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low).unwrap_or(0) + 1;
        low + i64::try_from(self.next() % span).unwrap_or(0)
    }

    /// True once in `times`.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.between(1, times) == 1
    }

    /// One of `all`, which is not empty.
    pub(super) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.between(1, all.len()) - 1]
    }

    /// A name of a person that nobody bears on purpose.
    pub(super) fn person(&mut self) -> String {
        const FAMILY: [&str; 12] = ["安", "柏", "池", "杜", "方", "古", "花", "江", "蓝", "牧", "乔", "容"];
        const FIRST: [&str; 12] = ["大", "小", "文", "春", "秋", "明", "玉", "青", "朝", "永", "子", "思"];
        const SECOND: [&str; 12] = ["禾", "山", "川", "田", "林", "月", "星", "河", "石", "竹", "泉", "麦"];
        format!("{}{}{}", self.pick(&FAMILY), self.pick(&FIRST), self.pick(&SECOND))
    }

    /// The name of a village group.
    pub(super) fn group(&mut self) -> &'static str {
        self.pick(&["一组", "二组", "三组", "四组", "五组", "六组", "七组", "八组", "九组"])
    }
}
