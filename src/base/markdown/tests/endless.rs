//! Texts without end: time stays linear, and the stack small.

use std::thread;

use super::super::to_html;
use super::OPTIONS;

/// At this size anything quadratic would not come back, on a stack that recursion would leave.
const COUNT: usize = 30_000;

#[test]
fn endless_nesting_neither_overflows_nor_hangs() {
    let thread = thread::Builder::new().stack_size(1 << 20).spawn(|| {
        for text in texts() {
            to_html(&text, &OPTIONS);
        }
    });
    thread.expect("a thread starts").join().expect("no text brings it down");
}

fn texts() -> Vec<String> {
    let mut texts: Vec<String> = REPEATED.iter().map(|part| format!("{}甲", part.repeat(COUNT))).collect();
    texts.push("[".repeat(COUNT) + &"](a)".repeat(COUNT));
    texts.push("![".repeat(COUNT) + &"](a)".repeat(COUNT));
    texts.push("*a ".repeat(COUNT) + &"a*".repeat(COUNT));
    texts.push("|a|\n|-|\n|b|\n".repeat(COUNT));
    texts.push("|a|\n|-|\n\n".repeat(COUNT));
    texts.push("|a|\n|-|\n".to_owned() + &"|a".repeat(COUNT));
    texts.push("<form>".repeat(COUNT) + "</form>");
    texts.push("<table>".repeat(COUNT) + &"<td>甲".repeat(COUNT) + &"</table>".repeat(COUNT));
    texts.push("<sup>".repeat(COUNT) + &"</sup>".repeat(COUNT));
    texts.push("<a href=x>".repeat(COUNT) + &"</a>".repeat(COUNT));
    texts.push("<div>".repeat(COUNT) + &"甲</div>".repeat(COUNT));
    texts.push("|a|\n|-|\n".to_owned() + &"|a|b|\n".repeat(COUNT));
    texts.push("甲[^1]<b>\n".repeat(COUNT) + &"*a ".repeat(COUNT) + &"a*".repeat(COUNT) + "\n\n[^1]: 注");
    texts
}

const REPEATED: &[&str] = &[
    "> ",
    ">",
    "- ",
    "* ",
    "1. ",
    "> - ",
    "[",
    "![",
    "[a](",
    "![a](",
    "*a **b ",
    "_a __b ",
    "**（甲）",
    "*甲**、",
    "~~（旧）~~新",
    "`a``b",
    "<",
    "<b>",
    "a<b>\n",
    "<!-- a ",
    "<!-- a -->",
    "[^1]: ",
    "[^1]",
    "# 甲\n",
    "|a",
    "甲\n",
    "*甲\n",
    "\\",
    "&",
    "<a:",
    "**\u{12470}甲（",
    "王**、",
    "*a、*b",
    "张*三",
    "____",
    "*",
    "<table><tr><td>",
    "<td colspan=2>",
    "<table>",
    "<tr>甲\n\n",
    "<sup>",
    "<sup>a</sup>",
    "<sup>*a*",
    "<b>a",
    "<b>a</b>",
    "</b>",
    "<div>\n",
    "<a href=a>",
    "<a href=a>甲</a>",
    "<a a=b c='d' e",
    "<p>甲",
    "<br>",
    "<form>",
    "<form><form></form>",
    "<svg>甲",
    "<script>",
    "<script></script>",
    "<!-- a -->\n",
    "甲<!-- a\n\n",
    "    甲\n",
    "    甲\n\n",
    "- 甲\n一、乙\n",
    "一、甲\n",
    "第一条\n",
    "[甲]: 乙\n",
    "[甲]: 乙\n\n",
    "[^1]: 甲\n",
    "[^a",
    "|a",
    "|\n",
];
