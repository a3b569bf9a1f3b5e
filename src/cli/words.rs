//! The help of commands and arguments, and what is wrong with arguments, in Chinese: one table, in the place of the English
//! that stands where they are declared.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

/// By command, and behind a point the argument.
const HELP: [(&str, &str); 58] = [
    (
        "",
        "公开网的静态网站生成器：村务公开、财务、承诺、评议。不写命令：在公开网的文件夹里打开预览，在空文件夹里新建一个",
    ),
    (".root", "放 `content/` 和 `themes/` 的文件夹 [不写：从这里往上找最近的]"),
    (".today", "按哪一天生成 [不写：portal.yaml 的 `as-of`，没有就是今天]"),
    (".lang", "提示用的语言 [不写：看系统的设置]"),
    (".format", "问题怎么写出来：human 给人看，json 给程序，csv、ics 只用于 due"),
    (".all", "每个问题都单独列出，一个文件里同样的也不合并"),
    (".deny", "没有确认的警告也算错误"),
    ("check", "读内容，报告每一个问题"),
    ("check.out", "上次的网站所在的文件夹，用来比较哪些会改动、会消失 [不写：public/]"),
    ("check.privacy", "只报告个人信息：找到了什么，凭什么放行了什么"),
    ("build", "生成网站"),
    ("build.out", "网站放在哪个文件夹 [不写：public/]"),
    ("build.keep_going", "先公开没有错误的；有错误的记录保留原来的页面"),
    ("build.force", "全部重新生成、逐字节比较，看上去没有变化也比"),
    ("build.removed", "撤下的网址写进哪个文件 [不写：网站文件夹旁边的 .gone.txt]"),
    ("publish", "生成网站，列出要公开、改动、撤下的，问过再送到 publish.yaml 写的地方"),
    ("publish.dry_run", "只说会送什么，什么也不写、不送"),
    ("publish.yes", "不问就送；公开过的内容有改动、没有更正的，也送"),
    ("publish.take_over", "那里放着别的文件也送：同名的换掉，别的不动"),
    ("publish.out", "网站在哪个文件夹里生成 [不写：public/]"),
    ("serve", "在浏览器里预览，每次存盘自己刷新"),
    ("serve.port", "端口"),
    ("serve.lan", "让同一网络里的手机、电脑也能看"),
    ("serve.password", "其他设备凭这个密码能看草稿、不公开的记录和问题 [不写：环境变量 GONGKAI_PASSWORD]"),
    ("serve.poll", "每秒看一遍文件有没有变：用于网络盘、容器"),
    ("serve.edit", "同时打开填表的页面：在本机的浏览器里新建、修改、公开、更正、撤回记录"),
    ("serve.copies", "每次改动之前的副本放在哪里，要在公开网的文件夹外面 [不写：系统放程序数据的地方]"),
    ("fix", "把一定能改的改好；先列出每一处改动，问过再改"),
    ("fix.privacy", "改为遮住找到的个人信息"),
    ("fix.yes", "不问就改"),
    ("fix.copies", "原件的副本放在哪里，要在公开网的文件夹外面 [不写：系统放程序数据的地方]"),
    ("due", "列出近期要公开的和过期没有公开的"),
    ("due.org", "哪个单位（连同下级），写路径或名字"),
    ("due.within", "往后看多少天，如 30d"),
    ("new", "新建公开网、单位或记录"),
    ("new portal", "新建公开网：示例县、一个村，或者只有设置"),
    ("new catalogue", "必须公开的事项目录，照着改"),
    ("new org", "新建单位"),
    ("new record", "新建记录，是草稿"),
    ("new record.sheet", "同时做一个 .xlsx 表格：表头、下拉选项、说明和一行例子都在里面"),
    ("import", "把现成的表格、文档、旧网站的文件夹做成草稿"),
    ("import.files", "表格、文档或文件夹"),
    ("import.period", "期间，如 2026Q3 [不写：看表格的大标题和日期]"),
    ("import.yes", "不问就写，看不出来的空着"),
    ("explain", "解释一条规则，不写就列出全部"),
    ("explain.rule", "规则的名字，如 account/unbalanced"),
    ("kinds", "种类、格式、栏目的说明"),
    ("kinds.name", "种类或格式的名字或中文名"),
    ("schema", "把每种格式能写什么写进 schema/，编辑器照它提示"),
    ("completions", "打印命令行的自动补全"),
    ("completions.shell", "哪一种命令行"),
    ("man", "打印命令手册"),
    ("man.out", "写进哪个文件夹，每个命令一页"),
    (".help", "显示这份说明"),
    (".version", "显示版本"),
    ("new portal.folder", "公开网的文件夹"),
    ("new org.path", "路径，如 fengming/shiqiao"),
    ("new record.markdown", "写成 Markdown，不写成 YAML"),
];

/// Words of arguments that several commands have.
const SHARED: [(&str, &str); 9] = [
    ("title", "标题"),
    ("template", "从什么开始：bare 只有设置，county 示例县，village 一个村"),
    ("profile", "按哪一套规定公开 [不写：village-cn]"),
    ("set", "哪一套，如 village、party、township [不写：全部]"),
    ("name", "名称"),
    ("level", "层级，如 village"),
    ("kind", "种类，写名字或中文名"),
    ("form", "格式，写名字或中文名"),
    ("org", "单位，写路径或名字"),
];

/// The same command with its help in Chinese.
pub(super) fn in_chinese(command: Command) -> Command {
    translated(command, "").subcommand_help_heading("命令").subcommand_value_name("命令")
}

fn translated(command: Command, path: &str) -> Command {
    const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}";
    let help = |name: &'static str, short| Arg::new(name).long(name).short(short).help(find("", name));
    let help = help("help", 'h').action(ArgAction::Help).help_heading("选项");
    let command = command.disable_help_flag(true).disable_help_subcommand(true).help_template(TEMPLATE).arg(help);
    let command = match HELP.iter().find(|(name, _)| *name == path) {
        Some((_, about)) => command.about(*about),
        None => command,
    };
    let command = command.mut_args(|argument| {
        let (name, is_free) = (argument.get_id().to_string(), argument.is_positional());
        let argument = argument.help_heading(if is_free { "参数" } else { "选项" });
        if known(path, &name).is_some() { argument.help(find(path, &name)) } else { argument }
    });
    command.mut_subcommands(|sub| {
        let below = if path.is_empty() { sub.get_name().to_owned() } else { format!("{path} {}", sub.get_name()) };
        translated(sub, &below).subcommand_help_heading("命令").subcommand_value_name("命令")
    })
}

fn known(path: &str, name: &str) -> Option<&'static str> {
    let own = [format!("{path}.{name}"), format!(".{name}")];
    let found = own.iter().find_map(|own| HELP.iter().find(|(key, _)| key == own));
    found.or_else(|| SHARED.iter().find(|(key, _)| *key == name)).map(|(_, help)| *help)
}

fn find(path: &str, name: &str) -> StyledStr {
    known(path, name).unwrap_or_default().into()
}

/// What is wrong with the arguments; `None` where the English says it as well as anything.
pub(super) fn wrong(error: &clap::Error) -> Option<String> {
    let text = |kind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join("、")),
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    let near = |kind| text(kind).map_or_else(String::new, |near| format!("；是不是 {near}？"));
    Some(match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识 `{argument}`{}", near(ContextKind::SuggestedArg)),
        ErrorKind::InvalidSubcommand => {
            let command = text(ContextKind::InvalidSubcommand)?;
            format!("没有 `{command}` 这个命令{}", near(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` 后面要写内容"),
        ErrorKind::InvalidValue => {
            let valid = text(ContextKind::ValidValue).unwrap_or_default();
            format!("`{argument}` 不能写 `{value}`；可以写：{valid}")
        }
        ErrorKind::ValueValidation => format!("`{argument}` 不能写 `{value}`"),
        ErrorKind::MissingRequiredArgument => format!("还要写 {argument}"),
        ErrorKind::ArgumentConflict => format!("`{argument}` 只能写一次，或不能和别的一起写"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory};

    use super::{HELP, in_chinese, known};
    use crate::cli::Arguments;

    /// Whatever has no Chinese help.
    fn untold(command: &Command, path: &str) -> Vec<String> {
        let mut untold = Vec::new();
        if !HELP.iter().any(|(name, _)| *name == path) {
            untold.push(path.to_owned());
        }
        let names = command.get_arguments().map(|argument| argument.get_id().to_string());
        untold.extend(names.filter(|name| known(path, name).is_none()).map(|name| format!("{path}.{name}")));
        for sub in command.get_subcommands() {
            let below = if path.is_empty() { sub.get_name().to_owned() } else { format!("{path} {}", sub.get_name()) };
            untold.extend(super::tests::untold(sub, &below));
        }
        untold
    }

    #[test]
    fn every_command_and_argument_has_help_in_chinese() {
        assert_eq!(untold(&Arguments::command(), ""), Vec::<String>::new());
        let help = in_chinese(Arguments::command()).render_long_help().to_string();
        for part in ["用法：", "命令:", "选项:", "生成网站"] {
            assert!(help.contains(part), "{part}: {help}");
        }
        assert!(!help.contains("Usage") && !help.contains("Print help"), "{help}");
        in_chinese(Arguments::command()).debug_assert();
    }
}
