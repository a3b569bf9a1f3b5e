//! Numbers in Chinese words, as articles of laws are counted.

/// The greatest number that is read in words.
const LAST: u16 = 999;

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

/// A number in words or in digits, as articles of laws are counted: 三十五 and `35` are 35.
pub fn number(text: &str) -> Option<u16> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let is_short = text.chars().count() <= 5;
    (1..=LAST).filter(|_| is_short).find(|number| numeral(*number) == text)
}

#[cfg(test)]
mod tests {
    use super::{number, numeral};

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
        for (own, words) in said {
            assert_eq!(numeral(own), words);
        }
    }

    #[test]
    fn numbers_are_read_as_they_are_said() {
        for (text, read) in [("五", Some(5)), ("三十五", Some(35)), ("二百零一", Some(201)), ("35", Some(35))] {
            assert_eq!(number(text), read, "{text}");
        }
        for text in ["", "几", "三五", "一千二百六十", "35a"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
