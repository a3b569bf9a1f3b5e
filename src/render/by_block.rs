//! Templates that choose another one by the name of a block. An `include` takes no expression, so the choice is written
//! out when a theme is loaded, and a new block needs no more than its own template.

use crate::blocks::BlockName;

/// Shows a block of a record: `block/NAME.html` for `slot`.
const BLOCK: &str = "part/block.html";
/// Shows a total: `summary/NAME.html` for `one`.
const SUMMARY: &str = "part/summary.html";

/// Adds to the templates of a theme, by path, those that it does not have itself. Every total is a table of lines unless
/// the theme says otherwise.
pub(super) fn add(templates: &mut Vec<(String, String)>) {
    let totals = BlockName::ALL.iter().map(|(name, _)| {
        let own = format!("summary/{name}.html");
        (own, "{% include \"summary/lines.html\" %}".to_owned())
    });
    let choices = [(BLOCK.to_owned(), choice("slot", "block")), (SUMMARY.to_owned(), choice("one", "summary"))];
    for (path, text) in choices.into_iter().chain(totals) {
        if !templates.iter().any(|(own, _)| *own == path) {
            templates.push((path, text));
        }
    }
}

/// Includes the template of `folder` that is called like the block of `value`.
fn choice(value: &str, folder: &str) -> String {
    let arms = BlockName::ALL
        .iter()
        .map(|(name, _)| format!("if {value}.block == \"{name}\" %}}{{% include \"{folder}/{name}.html\" %}}"));
    format!("{{% {}{{% endif %}}", arms.collect::<Vec<_>>().join("{% el"))
}

#[cfg(test)]
mod tests {
    use super::add;

    #[test]
    fn what_a_theme_has_itself_stays() {
        let mut templates = vec![("summary/account.html".to_owned(), "own".to_owned())];
        add(&mut templates);
        let text =
            |path: &str| templates.iter().filter(|(own, _)| own == path).map(|(_, text)| &**text).collect::<Vec<_>>();
        assert_eq!(text("summary/account.html"), ["own"]);
        assert_eq!(text("summary/tally.html"), ["{% include \"summary/lines.html\" %}"]);
        let [choice] = text("part/block.html")[..] else { panic!("one choice of blocks") };
        let begin = "{% if slot.block == \"account\" %}{% include \"block/account.html\" %}{% elif slot.block == \"register\" %}";
        assert!(
            choice.starts_with(begin) && choice.ends_with("{% include \"block/facts.html\" %}{% endif %}"),
            "{choice}"
        );
    }
}
