//! How large things may be. The bounds are generous and a portal may move them; that there are any keeps one file from
//! taking all memory or all time.

use crate::base::diag::{Diagnostic, rules};
use crate::base::lang::Text;
use crate::base::source::Span;

rules! {
    /// A file is larger than the portal allows.
    SIZE: Error "file/too-large" {
        zh: "{what}有 {found} MiB，最多 {limit} MiB" => "换成小一些的文件，或拆成几个；确实要这么大，就在 portal.yaml 的 `limits:` 下面写 `{write}`",
        en: "{what} has {found} MiB, {limit} MiB {limit|is|are} allowed" => "make it smaller or split it; if it must be so large, write `{write}` under `limits:` in portal.yaml",
        wrong: "# 一张 40 MiB 的表格", right: "limits:\n  text-size: 40          # 文本和表格，MiB，不写是 32\n  attachment-size: 1024  # 附件，MiB，不写是 1024\n  workbook-size: 64      # .xlsx 解压后，MiB，不写是 64",
    }
    /// There is more of something than the portal allows.
    COUNT: Error "limit/too-many" {
        zh: "{what}是 {found}，最多 {limit}" => "拆成几个，或删去多余的；确实要这么多，就在 portal.yaml 的 `limits:` 下面写 `{write}`",
        en: "{what}: {found}, {limit} {limit|is|are} allowed" => "split it or delete what is not needed; if there must be so many, write `{write}` under `limits:` in portal.yaml",
        wrong: "# 一张 300000 行的表格", right: "limits:\n  rows: 300000           # 表格的行，不写是 250000\n  columns: 1000          # 表格的列，不写是 1000\n  values: 2000000        # 一个文件里的值，不写是 2000000\n  keys: 10000            # 同一层的键，不写是 10000\n  files: 200000          # content/ 里的文件，不写是 200000\n  catalogue-items: 5000  # 目录事项，不写是 5000\n  languages: 50          # 语言，不写是 50\n  versions: 500          # 一条记录的版本，不写是 500\n  duties: 3000000        # 单位 × 事项 × 期数，不写是 3000000",
    }
}

/// What is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of a text or a table.
    TextSize,
    /// Bytes of an attachment.
    AttachmentSize,
    /// Bytes of a workbook once it is unpacked.
    WorkbookSize,
    /// Rows of a table.
    Rows,
    /// Columns of a table.
    Columns,
    /// Values in one file.
    Values,
    /// Keys beside each other.
    Keys,
    /// Files and folders under `content/`.
    Files,
    /// Items of the catalogue.
    CatalogueItems,
    /// Languages of the pages.
    Languages,
    /// Versions of one record.
    Versions,
    /// Duties: units by items by periods.
    Duties,
}

/// How much each is called, allowed, and what it is.
const ALL: [(Limit, &str, u32, Text); 12] = [
    (Limit::TextSize, "text-size", 32, Text { zh: "这个文件", en: "this file" }),
    (Limit::AttachmentSize, "attachment-size", 1024, Text { zh: "这个附件", en: "this attachment" }),
    (Limit::WorkbookSize, "workbook-size", 64, Text { zh: "这个工作簿解压后", en: "this workbook, unpacked," }),
    (Limit::Rows, "rows", 250_000, Text { zh: "这张表的行数", en: "rows of this table" }),
    (Limit::Columns, "columns", 1_000, Text { zh: "这张表的列数", en: "columns of this table" }),
    (Limit::Values, "values", 2_000_000, Text { zh: "这个文件里值的个数", en: "values in this file" }),
    (Limit::Keys, "keys", 10_000, Text { zh: "这一层键的个数", en: "keys beside each other" }),
    (Limit::Files, "files", 200_000, Text { zh: "content/ 里文件和文件夹的个数", en: "files and folders in content/" }),
    (Limit::CatalogueItems, "catalogue-items", 5_000, Text { zh: "目录事项的个数", en: "items of the catalogue" }),
    (Limit::Languages, "languages", 50, Text { zh: "语言的个数", en: "languages" }),
    (Limit::Versions, "versions", 500, Text { zh: "这条记录的版本数", en: "versions of this record" }),
    (
        Limit::Duties,
        "duties",
        3_000_000,
        Text { zh: "应公开的次数（单位 × 事项 × 期数）", en: "duties (units × items × periods)" },
    ),
];

const MEBIBYTE: u64 = 1 << 20;

/// How much of everything a portal allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits([u32; ALL.len()]);

impl Default for Limits {
    fn default() -> Self {
        Self(ALL.map(|(_, _, usual, _)| usual))
    }
}

impl Limits {
    /// Those of which `written` knows the number by the name in the settings; the others are as usual.
    pub fn of_settings(mut written: impl FnMut(&'static str) -> Option<u32>) -> Self {
        Self(ALL.map(|(_, name, usual, _)| written(name).unwrap_or(usual)))
    }

    /// How much is allowed: bytes of a size, else a number.
    pub fn of(&self, limit: Limit) -> u64 {
        let number = u64::from(self.0[limit as usize]);
        if limit.is_size() { number * MEBIBYTE } else { number }
    }

    /// The error at `span` if `found` is more than is allowed.
    pub fn check(&self, limit: Limit, found: u64, span: &Span) -> Option<Diagnostic> {
        (found > self.of(limit)).then(|| self.exceeded(limit, found, span))
    }

    /// The error that a count stopped at `found` because it was more than is allowed.
    pub fn at_least(&self, limit: Limit, found: u64, span: &Span) -> Diagnostic {
        let (_, setting, ..) = ALL[limit as usize];
        let more = self.exceeded(limit, found, span);
        let found = limit.in_its_unit(found);
        let more = more.with_own("found", format!("{found}+"));
        more.with_own("write", format!("{setting}: {}", found.saturating_mul(2)))
    }

    fn exceeded(&self, limit: Limit, found: u64, span: &Span) -> Diagnostic {
        let (_, setting, _, what) = ALL[limit as usize];
        let rule = if limit.is_size() { &SIZE } else { &COUNT };
        let found = limit.in_its_unit(found);
        let diagnostic = Diagnostic::new(rule, span.clone()).with_word("what", what).with_own("found", found);
        let write = format!("{setting}: {found}");
        diagnostic.with_own("limit", self.0[limit as usize]).with_own("write", write)
    }
}

impl Limit {
    /// What messages and settings say: of bytes the mebibytes that hold them.
    fn in_its_unit(self, found: u64) -> u64 {
        if self.is_size() { found.div_ceil(MEBIBYTE) } else { found }
    }

    fn is_size(self) -> bool {
        matches!(self, Self::TextSize | Self::AttachmentSize | Self::WorkbookSize)
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, COUNT, Limit, Limits, SIZE};

    #[test]
    fn explained_bounds_are_the_usual_ones() {
        for (at, (limit, name, usual, _)) in ALL.iter().enumerate() {
            assert_eq!(*limit as usize, at);
            let rule = if limit.is_size() { &SIZE } else { &COUNT };
            let line = rule.right.lines().find(|line| line.trim().starts_with(&format!("{name}: "))).unwrap();
            assert!(line.ends_with(&format!("不写是 {usual}")), "{line}");
        }
        assert_eq!(Limits::default().of(Limit::TextSize), 32 << 20);
    }
}
