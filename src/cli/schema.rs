//! `gongkai schema`: JSON Schema for editors of text, one file a kind and form, in `schema/` beside `content/`.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use serde_json::Value;

use crate::base::lang::Lang;
use crate::cli::report::Patient;
use crate::cli::{Common, Failure, Outcome, content};
use crate::create::{self, SCHEMAS, schema_name};
use crate::edit::schema::schema;
use crate::model::Portal;

/// What says that a file was written here, so that it may be written anew or removed.
const MADE: &str = "made by `gongkai schema`; written anew by it";

/// Writes the schemas; those of kinds and forms that are no more go.
///
/// # Errors
/// A file of one of the names is not of this program, or the disk refuses.
pub(super) fn run(common: &Common) -> Result<Outcome, Failure> {
    let root = common.root()?;
    let portal = content(&root)?.content;
    let folder = root.join(SCHEMAS);
    let schemas = schemas(&portal, common.lang());
    for (name, _) in &schemas {
        let file = folder.join(name);
        if file.exists() && !is_made(&file) {
            return Err(create::Error::Exists(file).into());
        }
    }
    let failed = |source| Failure::Copy { path: folder.clone(), source };
    fs::create_dir_all(&folder).map_err(failed)?;
    let names: BTreeSet<&str> = schemas.iter().map(|(name, _)| &**name).collect();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let is_kept = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| names.contains(name));
        if !is_kept && is_made(&path) {
            fs::remove_file(&path).map_err(failed)?;
        }
    }
    for (name, schema) in &schemas {
        fs::write(folder.join(name), format!("{schema:#}\n")).map_err(failed)?;
    }
    writeln!(Patient(io::stdout().lock()), "{}", told(common.lang(), &folder, schemas.len()))?;
    Ok(Outcome::Good)
}

fn schemas(portal: &Portal, lang: Lang) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for kind in portal.kinds.values() {
        let forms = portal.forms.values().filter(|form| form.kind == kind.name).map(Some);
        let none = kind.default_form.is_none().then_some(None);
        all.extend(forms.chain(none).map(|form| {
            let mut schema = schema(portal, (kind, form), lang);
            schema["$comment"] = Value::from(MADE);
            (schema_name(kind, form), schema)
        }));
    }
    all
}

/// Whether a file was written here.
fn is_made(path: &Path) -> bool {
    let read = fs::read(path).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    read.is_some_and(|schema| schema["$comment"] == MADE)
}

fn told(lang: Lang, folder: &Path, count: usize) -> String {
    let folder = folder.display();
    match lang {
        Lang::Zh => {
            format!("写入 {count} 个文件：{folder}。以后新建的记录第一行写明用哪一个，装有 YAML 插件的编辑器会照它提示")
        }
        Lang::En => format!(
            "wrote {count} files: {folder}. New records name theirs in their first line, by which editors with a YAML plug-in help"
        ),
    }
}
