//! Why a text is not YAML, in the words of someone who writes it: what is wrong, and what to write.

use granit_parser::ErrorKind;

use super::SYNTAX;
use crate::base::diag::Diagnostic;
use crate::base::lang::Text;
use crate::base::source::Span;

/// What is wrong and what to write instead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reason {
    pub(super) what: Text,
    pub(super) how: Text,
    /// What to point at.
    pub(super) mark: Mark,
}

/// What to point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// The sign where the parser stopped.
    Sign,
    /// The line where the parser stopped.
    Line,
    /// The sign where the parser stopped, and the bracket that is still open.
    Bracket,
}

impl Reason {
    /// Whether it is the indent that does not fit.
    pub(super) fn is_indent(self) -> bool {
        self.what.en == INDENT.what.en
    }
}

/// Writes a reason: what to point at, then for each language what is wrong and, behind the arrow, what to write.
macro_rules! reasons {
    ($($id:ident: $mark:ident { zh: $zh:literal => $zh_how:literal, en: $en:literal => $en_how:literal })*) => {
        $(pub(super) const $id: Reason = Reason {
            what: Text { zh: $zh, en: $en },
            how: Text { zh: $zh_how, en: $en_how },
            mark: Mark::$mark,
        };)*
    };
}

reasons! {
    QUOTE: Sign {
        zh: "引号没有收尾" => "在这段文字的末尾补上同样的引号",
        en: "the quote is never closed" => "put the same quote at the end of this text"
    }
    AFTER_QUOTE: Sign {
        zh: "引号收尾之后还有文字" => "整段文字都放进引号里，或去掉引号；文字里要引用时，用中文引号“”",
        en: "there is text behind the closing quote" => "put the whole text in quotes, or drop them; inside a text, use curly quotes"
    }
    ESCAPE: Sign {
        zh: "双引号里的 `\\` 有特别的意思，后面不能跟这个字" => "把双引号换成单引号，或写成 `\\\\`",
        en: "`\\` has a meaning inside double quotes and cannot stand before this sign" => "use single quotes instead, or write `\\\\`"
    }
    TAB: Sign {
        zh: "用了制表符（Tab）" => "缩进和空格都用空格键输入",
        en: "there is a tab" => "indent and separate with spaces"
    }
    TWO_COLONS: Sign {
        zh: "同一行里有两个“: ”" => "文字里的冒号用全角“：”，或把整段文字用引号括起来",
        en: "there are two `: ` in one line" => "put the whole text in quotes"
    }
    INDENT: Line {
        zh: "这一行的缩进和上面的行对不上" => "同一级的键左对齐；下一级的键比上一级多空两格，上一级的冒号后面不写值",
        en: "the indent of this line does not fit the lines above" => "align keys of one level; indent those below a key by two spaces and write nothing behind its colon"
    }
    NO_COLON: Line {
        zh: "这一行没有“键: 值”的冒号" => "写成“键: 值”；是上一行没有写完的文字，就接在上一行后面",
        en: "this line has no colon between key and value" => "write it like `key: value`; if it goes on from the line above, put it there"
    }
    NO_SPACE: Line {
        zh: "冒号后面少了空格" => "冒号后面空一格再写值，例如 `title: 公示`",
        en: "there is no space behind the colon" => "write a space behind the colon, like `title: NAME`"
    }
    WIDE_COLON: Line {
        zh: "键后面用了全角冒号“：”，而且这个键不认识" => "改成半角冒号加空格，例如 `标题: 公示`，并查对键的名字",
        en: "there is a full-width colon behind a key that is unknown" => "write a plain colon and a space, like `title: NAME`, and look up the name of the key"
    }
    BLANK: Line {
        zh: "这一行开头或冒号后面的空格不是普通空格，而是全角空格或网页里的空格" => "删去这些空格，用空格键重新输入",
        en: "the blanks at the beginning of this line or behind its colon are no plain ones, but wide ones or those of web pages" => "delete them and type plain spaces"
    }
    HYPHEN: Line {
        zh: "“-”后面少了空格" => "“-”后面空一格再写内容",
        en: "there is no space behind the hyphen" => "write a space behind the hyphen"
    }
    BRACKET: Bracket {
        zh: "括号没有收尾，或者括号里的各项没有用逗号隔开" => "各项之间写“, ”；最后一项后面补上 `]` 或 `}`",
        en: "a bracket is never closed, or what stands in it is not separated by commas" => "put `, ` between the items, and `]` or `}` behind the last one"
    }
    WIDE: Sign {
        zh: "括号里用了全角的“：”或“，”" => "括号里用半角：写成 `{date: 2025-04-03, item: 租金}`，冒号和逗号后面各空一格；文字里要用的，整段用引号括起来",
        en: "a full-width `：` or `，` stands inside brackets" => "write `{date: 2025-04-03, item: RENT}` with a space behind each `:` and `,`; put text with such signs in quotes"
    }
    PAIR: Bracket {
        zh: "括号不成对" => "`[` 用 `]` 收尾，`{` 用 `}` 收尾",
        en: "brackets do not match" => "close `[` by `]` and `{` by `}`"
    }
    SIGN: Sign {
        zh: "文字不能以这个符号开头" => "把整段文字用引号括起来",
        en: "a text cannot begin with this sign" => "put the whole text in quotes"
    }
    COMMENT: Sign {
        zh: "`#` 把一段文字从中间截断了" => "把整段文字用引号括起来",
        en: "`#` cuts a text in two" => "put the whole text in quotes"
    }
    KEY: Sign {
        zh: "键要写成文字，不能空着，也不能是列表" => "写成“键: 值”",
        en: "a key must be a text, neither empty nor a list" => "write it like `key: value`"
    }
    MARKER: Sign {
        zh: "文件中间又出现了 `---`" => "一个文件只写一条记录：删去 `---`，或把下面的内容另存为一个文件",
        en: "a second `---` stands inside the file" => "one file holds one record: delete the `---`, or put what is below into a file of its own"
    }
    OTHER: Line {
        zh: "这不是“键: 值”的写法" => "检查这一行和上一行：冒号后要有空格，引号、括号要成对，同级的键要左对齐，不用制表符缩进",
        en: "this is not written like `key: value`" => "check this line and the one above: a space behind the colon, quotes and brackets in pairs, keys of one level aligned, no tabs"
    }
}

/// The reason behind an error of the parser, which stopped at the byte `at` of `line`.
pub(super) fn of(kind: &ErrorKind, line: &str, at: usize) -> Reason {
    let own = of_kind(kind, line, at);
    if own.mark == Mark::Line && has_odd_blank(line) { BLANK } else { own }
}

/// Whether a blank that looks like a plain one stands where only a plain one counts.
fn has_odd_blank(line: &str) -> bool {
    let is_odd = |sign: char| sign.is_whitespace() && !sign.is_ascii();
    let begins_odd = line.chars().take_while(|sign| sign.is_whitespace() || *sign == '-').any(is_odd);
    begins_odd || line.split_once(':').is_some_and(|(_, value)| value.starts_with(is_odd))
}

fn of_kind(kind: &ErrorKind, line: &str, at: usize) -> Reason {
    use ErrorKind as E;
    match kind {
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => QUOTE,
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => AFTER_QUOTE,
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape => ESCAPE,
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar
        | E::InvalidBlockEntryWhitespace
        | E::InvalidMappingValueWhitespace => TAB,
        E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::UnclosedFlowCollection { .. }
        | E::InvalidColonPlacement
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::FlowMappingValueAdjacentCollection => BRACKET,
        E::MismatchedFlowCollectionEnd { .. } | E::MisplacedFlowCollectionEnd => PAIR,
        E::UnexpectedCharacter { .. } | E::PlainScalarStartsWithDashFlowIndicator => SIGN,
        E::CommentInterceptedScalar | E::CommentNotSeparated => COMMENT,
        E::MappingValueNotAllowed if line.get(..at).is_some_and(|before| before.contains(": ")) => TWO_COLONS,
        E::SimpleKeyExpected | E::InvalidSimpleKey => of_key(line),
        E::MappingValueNotAllowed
        | E::MappingKeyNotAllowed
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::BlockSequenceEntryNotAllowed
        | E::InvalidIndentation
        | E::InvalidBlockScalarIndent
        | E::InvalidQuotedScalarIndent
        | E::InvalidFlowScalarIndent => INDENT,
        _ => OTHER,
    }
}

/// Why a line was not read as a key and its value.
fn of_key(line: &str) -> Reason {
    let line = line.trim();
    if line.starts_with('-') && !line.starts_with("- ") {
        return HYPHEN;
    }
    match line.find([':', '：']) {
        Some(at) if line[at..].starts_with('：') => WIDE_COLON,
        Some(_) => NO_SPACE,
        None => NO_COLON,
    }
}

/// Whether the parser stopped at an anchor, an alias or a tag.
pub(super) fn is_alias(kind: &ErrorKind) -> bool {
    use ErrorKind as E;
    matches!(
        kind,
        E::UnknownAnchor
            | E::UndeclaredTagHandle
            | E::ExpectedTagBang
            | E::InvalidGlobalTagCharacter
            | E::InvalidTagTerminator
            | E::MissingTagUri
            | E::UnclosedVerbatimTag
            | E::InvalidTagEscape
            | E::InvalidTagUtf8
            | E::InvalidTagUtf8LeadingByte
            | E::InvalidTagUtf8TrailingByte
            | E::MissingAnchorOrAliasName
    )
}

/// The text cannot be read at `span`, for this reason.
pub(super) fn because(span: Span, reason: Reason) -> Diagnostic {
    Diagnostic::new(&SYNTAX, span).with_word("reason", reason.what).with_word("how", reason.how)
}
