//! Files and folders that the system does not let us read.

use std::io;

use crate::base::diag::{Diagnostic, Rule, rules};
use crate::base::lang::Text;
use crate::base::source::Span;
use crate::load::sort;

rules! {
    /// Neither a file nor a folder.
    SPECIAL: Error "file/not-a-file" {
        zh: "这既不是文件也不是文件夹，而是管道、套接字或设备，不读" => "从 content/ 里删去",
        en: "this is neither a file nor a folder but a pipe, a socket or a device; it is not read" => "delete it from content/",
    }
    /// A file or folder that the system does not let us read.
    UNREADABLE: Error "file/unreadable" {
        zh: "读不了：{why}" => "{how}",
        en: "it cannot be read: {why}" => "{how}",
    }
    /// A folder that the system does not let us read.
    UNSEEN: Error "folder/unreadable" {
        zh: "文件夹打不开，里面的内容都读不到：{why}" => "{how}",
        en: "the folder cannot be opened, so nothing in it can be read: {why}" => "{how}",
    }
}

/// What the system says, as a word, with what to do about it.
const REASONS: [(io::ErrorKind, Text, Text); 4] = [
    (
        io::ErrorKind::PermissionDenied,
        Text { zh: "没有权限", en: "permission denied" },
        Text { zh: "在文件的属性里打开读取权限", en: "let the user who runs gongkai read it" },
    ),
    (
        io::ErrorKind::NotFound,
        Text { zh: "刚才还在，读的时候已经不在了", en: "it was there a moment ago and is gone now" },
        Text { zh: "等文件放好了再运行一次", en: "run this again when nobody is moving files" },
    ),
    (
        io::ErrorKind::InvalidFilename,
        Text { zh: "从 content/ 算起的路径太长", en: "its path is too long" },
        Text {
            zh: "缩短文件夹的名字，或移到上面几层", en: "shorten the names of its folders or move it up"
        },
    ),
    (
        io::ErrorKind::NotADirectory,
        Text { zh: "刚才还是文件夹，现在不是了", en: "it was a folder a moment ago and is none now" },
        Text { zh: "等文件放好了再运行一次", en: "run this again when nobody is moving files" },
    ),
];

/// The diagnostic for a file or folder that the system refuses; what concerns the machine and not this file comes back.
pub(super) fn unreadable(path: &str, error: io::Error) -> Result<Diagnostic, io::Error> {
    match REASONS.iter().find(|(kind, ..)| *kind == error.kind()) {
        Some((_, why, how)) => Ok(at(&UNREADABLE, path).with_word("why", *why).with_word("how", *how)),
        None => Err(error),
    }
}

/// The same for a folder.
pub(super) fn unseen(path: &str, error: io::Error) -> Result<Diagnostic, io::Error> {
    match REASONS.iter().find(|(kind, ..)| *kind == error.kind()) {
        Some((_, why, how)) => Ok(at(&UNSEEN, path).with_word("why", *why).with_word("how", *how)),
        None => Err(error),
    }
}

/// A breach of `rule` by what lies at `path`.
pub(super) fn at(rule: &'static Rule, path: &str) -> Diagnostic {
    Diagnostic::new(rule, Span::whole(&sort::named(path)))
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::unreadable;
    use crate::base::lang::Lang;

    #[test]
    fn a_file_that_the_system_refuses_is_told() {
        let told = unreadable("a.yaml", Error::from(ErrorKind::PermissionDenied)).unwrap();
        assert_eq!(told.message(Lang::Zh), "读不了：没有权限");
        assert_eq!(told.help(Lang::Zh), "在文件的属性里打开读取权限");
        assert_eq!(told.message(Lang::En), "it cannot be read: permission denied");
        assert_eq!(told.help(Lang::En), "let the user who runs gongkai read it");
        assert!(unreadable("a.yaml", Error::from(ErrorKind::StorageFull)).is_err(), "that is the machine's");
    }
}
