//! Numbers in Chinese words, as articles of laws are counted.

const SIGNS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A number in words: `35` is 三十五, `203` is 二百零三. Numbers of four digits and more stay digits.
pub fn numeral(number: u16) -> String {
    let sign = |digit: u16| SIGNS.get(usize::from(digit)).copied().unwrap_or_default();
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    if hundreds > 9 || number == 0 {
        return number.to_string();
    }
    let mut text = String::new();
    if hundreds > 0 {
        text.extend([sign(hundreds), '百']);
    }
    match (hundreds, tens, ones) {
        (_, 0, 0) | (0, 0, _) => {}
        (_, 0, _) => text.push(SIGNS[0]),
        (0, 1, _) => text.push('十'),
        _ => text.extend([sign(tens), '十']),
    }
    if ones > 0 {
        text.push(sign(ones));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numbers_are_said_as_in_laws() {
        let said = [
            (5, "五"),
            (10, "十"),
            (15, "十五"),
            (20, "二十"),
            (35, "三十五"),
            (100, "一百"),
            (110, "一百一十"),
            (201, "二百零一"),
            (1260, "1260"),
        ];
        for (number, words) in said {
            assert_eq!(numeral(number), words);
        }
    }
}
