//! Where a site is hosted, and which program brings it there: `publish.yaml` beside `content/`. It holds no secrets; who may
//! write there is a matter of that program, its keys and its settings.

use std::sync::Arc;

use crate::base::closed::Closed;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, choose};
use crate::base::source::Veil;
use crate::base::yaml::Node;

rules! {
    /// A place to which the program cannot send.
    ADDRESS: Error "hosting/not-an-address" {
        zh: "`{value}` 不是 {tool} 能送到的地方" => "写成 `to: {like}` 这样",
        en: "`{value}` is no place to which {tool} can send" => "write it like `to: {like}`",
        wrong: "tool: rsync\nto: gongkai.example.org", right: "tool: rsync\nto: \"www@gongkai.example.org:/srv/www/gongkai\"",
    }
    /// A password in the settings.
    SECRET: Error "hosting/secret" {
        zh: "地址里写了密码" => "删去密码，再换一个新的：这个文件会被许多人看到。ssh 用密钥，对象存储的密钥写在 rclone 自己的设置里（`rclone config`）",
        en: "the address has a password in it" => "delete it here and change it: many people see this file. Use a key for ssh; keys of object stores belong into the settings of rclone (`rclone config`)",
        wrong: "tool: sftp\nto: \"www:geheim@gongkai.example.org:/srv/www\"", right: "tool: sftp\nto: \"www@gongkai.example.org:/srv/www\"",
    }
}

/// What brings the site to its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// The program itself, into a folder: a network drive, a stick.
    Folder,
    /// `rsync` over ssh.
    Rsync,
    /// `sftp`.
    Sftp,
    /// `rclone`, for object stores.
    Rclone,
}

/// Where a site is hosted.
#[derive(Clone, Debug)]
pub struct Hosting {
    /// What brings it there.
    pub tool: Tool,
    /// The place, as the tool calls it.
    pub to: Arc<str>,
    /// The port of the host, where it is not the usual one.
    pub port: Option<u32>,
}

impl Tool {
    /// Its name; a program's is that of its file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Rsync => "rsync",
            Self::Sftp => "sftp",
            Self::Rclone => "rclone",
        }
    }

    fn like(self) -> &'static str {
        match self {
            Self::Folder => "/media/usb/gongkai",
            Self::Rsync | Self::Sftp => "\"www@gongkai.example.org:/srv/www/gongkai\"",
            Self::Rclone => "\"oss:bucket/gongkai\"",
        }
    }

    /// Whether the tool can send there. What begins with a hyphen would be an option.
    fn reaches(self, to: &str) -> bool {
        let is_plain = !to.is_empty() && !to.starts_with('-') && !to.chars().any(char::is_control);
        let is_remote = || to.split_once(':').is_some_and(|(host, _)| !host.is_empty() && !host.contains('/'));
        let has_path = || to.split_once(':').is_some_and(|(_, path)| !path.is_empty() && !path.starts_with(':'));
        is_plain
            && match self {
                Self::Folder => true,
                Self::Rsync | Self::Sftp => is_remote() && has_path() && !to.contains("://"),
                Self::Rclone => is_remote() && !to.contains("://"),
            }
    }
}

impl FromNode for Tool {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        const ALL: Closed<Tool> = Closed::new(
            "tool",
            &[("folder", Tool::Folder), ("rsync", Tool::Rsync), ("sftp", Tool::Sftp), ("rclone", Tool::Rclone)],
        );
        choose(node, &ALL, diags)
    }
}

impl Hosting {
    /// Reads `publish.yaml`; `None` if it has an error.
    pub fn read(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let tool: Option<Tool> = fields.need("tool", diags);
        let to: Option<Spanned<Arc<str>>> = fields.need("to", diags);
        let port = fields.get("port", diags);
        fields.finish(diags);
        let (tool, to) = (tool?, to?);
        let user = to.value.split_once('@').map_or("", |(user, _)| user);
        if user.contains(':') && tool != Tool::Folder {
            diags.push(Diagnostic::new(&SECRET, to.span.clone().veiled(Veil::Closed)));
            return None;
        }
        if !tool.reaches(&to.value) {
            let wrong = Diagnostic::new(&ADDRESS, to.span.clone()).with("value", &to.value);
            diags.push(wrong.with_own("tool", tool.name()).with_own("like", tool.like()));
            return None;
        }
        Some(Self { tool, to: to.value, port })
    }
}
