//! Questions on a terminal: one that cannot be used is asked again, and what was answered before is kept.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::base::lang::{Lang, Text};
use crate::base::names;
use crate::cli::Failure;
use crate::cli::report::Patient;

/// What is asked, and the flag that answers it.
#[derive(Clone, Copy)]
pub(super) struct Question {
    what: Text,
    flag: &'static str,
}

impl Question {
    /// What is asked in both languages, and the flag.
    pub(super) const fn new(zh: &'static str, en: &'static str, flag: &'static str) -> Self {
        Self { what: Text { zh, en }, flag }
    }
}

/// Names to choose from, each with what it is called.
pub(super) type Choices = [(String, String)];

/// What is to choose from.
#[derive(Clone, Copy)]
pub(super) struct Choice<'a> {
    pub(super) choices: &'a Choices,
    /// What is taken if nothing is typed.
    pub(super) usual: Option<&'a str>,
}

impl<'a> Choice<'a> {
    /// Choices of which none is usual.
    pub(super) fn of(choices: &'a Choices) -> Self {
        Self { choices, usual: None }
    }
}

/// Who asks.
pub(super) struct Asker<'a> {
    lang: Lang,
    input: &'a mut dyn BufRead,
    out: &'a mut dyn Write,
    is_terminal: bool,
}

/// Asks on standard input and error.
pub(super) fn on_terminal<T>(lang: Lang, ask: impl FnOnce(&mut Asker<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
    let is_terminal = io::stdin().is_terminal();
    let (mut input, mut out) = (io::stdin().lock(), Patient(io::stderr()));
    ask(&mut Asker { lang, input: &mut input, out: &mut out, is_terminal })
}

impl Asker<'_> {
    /// The given text, or the one that is typed.
    pub(super) fn text(&mut self, given: Option<&str>, question: Question) -> Result<String, Failure> {
        match given.map(str::trim) {
            Some("") => Err(missing(question)),
            Some(given) => Ok(given.to_owned()),
            None => loop {
                let line = self.line(question, None)?;
                if !line.is_empty() {
                    return Ok(line);
                }
            },
        }
    }

    /// One of `choices`, by name, label, or the number that is typed; the usual one if nothing is typed.
    pub(super) fn choice(
        &mut self,
        given: Option<&str>,
        question: Question,
        from: Choice<'_>,
    ) -> Result<String, Failure> {
        let Choice { choices, usual } = from;
        if let Some(given) = given {
            match find(choices, given) {
                Some(found) => return Ok(found),
                None if !self.is_terminal => return Err(unknown(question, given, choices)),
                None => writeln!(self.out, "{}", again(given, near(choices, given), self.lang))?,
            }
        }
        if let Some(usual) = usual.filter(|_| !self.is_terminal) {
            return find(choices, usual).ok_or_else(|| unknown(question, usual, choices));
        }
        if self.is_terminal {
            for (number, (name, label)) in (1..).zip(choices) {
                writeln!(self.out, "{number:>3}  {name}（{label}）")?;
            }
        }
        loop {
            let line = self.line(question, usual)?;
            let typed = if line.is_empty() { usual.unwrap_or_default() } else { &*line };
            let number = typed.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
            if let Some(found) = find(choices, typed).or_else(|| number.map(|(name, _)| name.clone())) {
                return Ok(found);
            }
            let again = again(typed, near(choices, typed), self.lang);
            writeln!(self.out, "{again}")?;
        }
    }

    /// In which language it asks.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether somebody can answer.
    pub(super) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// One of `choices`, or nothing if nothing is typed or nobody can answer.
    pub(super) fn maybe(&mut self, question: &str, choices: &Choices) -> Result<Option<String>, Failure> {
        if !self.is_terminal {
            return Ok(None);
        }
        for (number, (name, label)) in (1..).zip(choices) {
            let label = if name == label { String::new() } else { format!("（{label}）") };
            writeln!(self.out, "{number:>3}  {name}{label}")?;
        }
        loop {
            write!(self.out, "{question}: ")?;
            self.out.flush()?;
            let mut line = String::new();
            if self.input.read_line(&mut line)? == 0 || line.trim().is_empty() {
                return Ok(None);
            }
            let typed = line.trim();
            let at = typed.parse::<usize>().ok().and_then(|at| choices.get(at.checked_sub(1)?));
            if let Some(found) = find(choices, typed).or_else(|| at.map(|(name, _)| name.clone())) {
                return Ok(Some(found));
            }
            writeln!(self.out, "{}", again(typed, near(choices, typed), self.lang))?;
        }
    }

    /// Whether somebody agrees; nothing typed is yes.
    pub(super) fn agrees(&mut self, question: &str) -> Result<bool, Failure> {
        write!(self.out, "{question} [Y/n] ")?;
        self.out.flush()?;
        let mut line = String::new();
        let is_answered = self.input.read_line(&mut line)? > 0;
        Ok(is_answered && matches!(line.trim(), "" | "y" | "Y" | "yes" | "是" | "好"))
    }

    /// The line that is typed, without blanks around it.
    pub(super) fn line(&mut self, question: Question, usual: Option<&str>) -> Result<String, Failure> {
        if !self.is_terminal {
            return Err(missing(question));
        }
        let what = question.what.get(self.lang);
        match usual {
            Some(usual) => write!(self.out, "{what} [{usual}]: ")?,
            None => write!(self.out, "{what}: ")?,
        }
        self.out.flush()?;
        let mut line = String::new();
        if self.input.read_line(&mut line)? == 0 {
            return Err(missing(question));
        }
        Ok(line.trim().to_owned())
    }
}

/// The name of the choice that is called so; of a path, with or without the slash in front.
fn find(choices: &Choices, text: &str) -> Option<String> {
    let is = |own: &str| own == text || own.strip_prefix('/').is_some_and(|path| path == text.trim_matches('/'));
    choices.iter().find(|(name, label)| is(name) || label == text).map(|(name, _)| name.clone())
}

fn near<'c>(choices: &'c Choices, text: &str) -> Option<&'c str> {
    let all = || choices.iter().flat_map(|(name, label)| [&**name, &**label]);
    // Part of a name is as near as a slip in it.
    let part = || all().find(|name| text.chars().count() > 1 && name.contains(text));
    names::nearest(text, all()).or_else(part)
}

fn missing(Question { what, flag }: Question) -> Failure {
    let (zh, en) = (what.zh, what.en);
    Failure::Answer(format!(
        "no {en} is given: write {flag}, or run the command on a terminal and answer\n没有写{zh}：用 {flag} 写明，或在终端里运行，按提示回答"
    ))
}

/// Names are not told where there are more than a screen takes.
pub(super) fn unknown(Question { what, .. }: Question, given: &str, choices: &Choices) -> Failure {
    const SCREEN: usize = 40;
    let (zh, en) = (what.zh, what.en);
    let [zh_rest, en_rest] = match near(choices, given) {
        Some(near) => [format!("是不是 `{near}`？"), format!("did you mean `{near}`?")],
        None if choices.len() <= SCREEN => {
            let list = |lang: Lang| {
                choices.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(lang.between())
            };
            [format!("可以写：{}", list(Lang::Zh)), format!("write one of: {}", list(Lang::En))]
        }
        None => ["`gongkai kinds` 列出全部".to_owned(), "`gongkai kinds` lists all".to_owned()],
    };
    Failure::Answer(format!("there is no {en} `{given}`; {en_rest}\n没有名为 `{given}` 的{zh}；{zh_rest}"))
}

fn again(typed: &str, near: Option<&str>, lang: Lang) -> String {
    match (lang, near) {
        (Lang::Zh, Some(near)) => format!("没有“{typed}”。是不是 {near}？再写一次"),
        (Lang::Zh, None) => format!("没有“{typed}”。写前面的编号、名字或中文名，再写一次"),
        (Lang::En, Some(near)) => format!("there is no “{typed}”; did you mean {near}? Once more"),
        (Lang::En, None) => format!("there is no “{typed}”; write a number or a name of the list. Once more"),
    }
}

/// What comes of questions to whoever types this, and what was written meanwhile.
#[cfg(test)]
pub(super) fn answered<T>(typed: &str, ask: impl FnOnce(&mut Asker<'_>) -> Result<T, Failure>) -> (Option<T>, String) {
    let (mut input, mut out) = (typed.as_bytes(), Vec::new());
    let answer = ask(&mut Asker { lang: Lang::Zh, input: &mut input, out: &mut out, is_terminal: true });
    (answer.ok(), String::from_utf8_lossy(&out).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{Choice, Choices, Question, answered as ask};

    const FORM: Question = Question::new("格式", "form", "--form");

    fn choices() -> Vec<(String, String)> {
        let own: [(&str, &str); 2] = [("name-list", "名单公示"), ("/fengming/shiqiao", "石桥村")];
        own.map(|(name, label)| (name.to_owned(), label.to_owned())).to_vec()
    }

    #[test]
    fn a_slip_is_asked_again_and_nothing_is_lost() {
        let own = choices();
        let choices: &Choices = &own;
        let (answer, said) = ask("99\nname-lst\n1\n", |asker| asker.choice(None, FORM, Choice::of(choices)));
        assert_eq!(answer.as_deref(), Some("name-list"));
        assert!(said.contains("没有“99”") && said.contains("是不是 name-list？"), "{said}");
        let (answer, _) = ask("\n", |asker| asker.choice(None, FORM, Choice { choices, usual: Some("name-list") }));
        assert_eq!(answer.as_deref(), Some("name-list"));
        let (answer, _) = ask("\n\n 停水公告 \n", |asker| asker.text(None, FORM));
        assert_eq!(answer.as_deref(), Some("停水公告"));
        let (answer, _) = ask("", |asker| asker.text(None, FORM));
        assert_eq!(answer, None);
    }

    #[test]
    fn units_are_found_by_path_and_by_name() {
        let own = choices();
        let choices: &Choices = &own;
        for given in ["/fengming/shiqiao", "fengming/shiqiao", "石桥村"] {
            let (answer, _) = ask("", |asker| asker.choice(Some(given), FORM, Choice::of(choices)));
            assert_eq!(answer.as_deref(), Some("/fengming/shiqiao"), "{given}");
        }
        let (answer, _) = ask("", |asker| asker.choice(Some("石桥"), FORM, Choice::of(choices)));
        assert_eq!(answer, None);
    }
}
