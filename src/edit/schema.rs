//! JSON Schema 2020-12 of the records of a kind and form, for editors of text: names of keys, what may be chosen, words of
//! help. It is as lenient as the reader of the format, which tells the rest: a key of the record that nobody reads, a value
//! that is none of the choices and a title that is missing are all that an editor marks.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::base::lang::{Label, Lang};
use crate::blocks::inputs::{Fill, Input, Rows};
use crate::edit::form::Form;
use crate::edit::part::{Names, Section, Table, of_key};
use crate::model::Portal;
use crate::model::envelope::ENVELOPE;
use crate::model::form::Form as Format;
use crate::model::kind::Kind;

/// The schema of records of a kind and form, with its words in the language of who writes them.
pub fn schema(portal: &Portal, (kind, format): (&Kind, Option<&Format>), lang: Lang) -> Value {
    let form = Form::of(portal, (kind, format), lang);
    let mut record = Object::default();
    record.put(&of_key("kind"), named(&kind.name, &kind.label, kind.about.in_message(lang)));
    if let Some(format) = format {
        record.put(&of_key("form"), named(&format.name, &format.label, format.about.in_message(lang)));
    }
    form.sections.iter().for_each(|section| record.put_section(section));
    for key in ENVELOPE {
        record.put(&of_key(key), Value::Bool(true));
    }
    record.needs = vec![of_key("kind"), of_key("title")];
    let mut whole = record.whole();
    whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("title".to_owned(), json!(format.map_or(&kind.label, |format| &format.label).get(lang.tag())));
    // Names of slots may be written as the portal calls them in any of its languages: those are all there.
    whole.insert("additionalProperties".to_owned(), Value::Bool(false));
    Value::Object(whole)
}

/// A name of the portal's, which may be written as it is called too.
fn named(name: &str, label: &Label, about: &str) -> Value {
    let all: Vec<&str> = std::iter::once(name).chain(label.all().map(|label| &**label)).collect();
    json!({ "enum": all, "description": about })
}

/// What a map may hold.
#[derive(Default)]
struct Object {
    values: Vec<(Names, Value)>,
    inner: Vec<(Names, Object)>,
    items: Option<Value>,
    needs: Vec<Names>,
}

impl Object {
    /// Keeps what stands there already.
    fn put(&mut self, names: &Names, value: Value) {
        let has = |own: &Names| own.first() == names.first();
        if !self.values.iter().any(|(own, _)| has(own)) && !self.inner.iter().any(|(own, _)| has(own)) {
            self.values.push((names.clone(), value));
        }
    }

    /// The map under these keys.
    fn at(&mut self, path: &[Names]) -> &mut Self {
        let Some((names, rest)) = path.split_first() else { return self };
        let known = self.inner.iter().position(|(own, _)| own.first() == names.first());
        let at = known.unwrap_or_else(|| {
            self.inner.push((names.clone(), Self::default()));
            self.inner.len() - 1
        });
        self.inner[at].1.at(rest)
    }

    fn put_section(&mut self, section: &Section) {
        for field in &section.fields {
            self.at(&field.above).put(&field.input.names, value(&field.input));
        }
        if let Some(table) = &section.table {
            self.put_table(table);
        }
    }

    fn put_table(&mut self, table: &Table) {
        let place = self.at(&table.path);
        let (columns, names) = match &table.rows {
            Rows::Listed(_) => (&table.columns[..], None),
            Rows::Keyed { names, .. } => (table.columns.get(1..).unwrap_or_default(), Some(names)),
        };
        let mut row = Self::default();
        columns.iter().for_each(|column| row.put(&column.names, value(column)));
        let row = Value::Object(row.whole());
        match names {
            Some(names) => names.iter().for_each(|name| place.put(&vec![name.clone()], row.clone())),
            None if table.is_slot => {
                place.put(&of_key("rows"), json!({ "items": row }));
                place.items = Some(row);
            }
            None => place.items = Some(row),
        }
    }

    /// Nothing says that it must be a map: what may be written in short may be.
    fn whole(self) -> Map<String, Value> {
        let mut properties = Map::new();
        let inner = self.inner.into_iter().map(|(names, object)| (names, Value::Object(object.whole())));
        for (names, value) in self.values.into_iter().chain(inner) {
            for name in names {
                properties.entry(name.to_string()).or_insert_with(|| value.clone());
            }
        }
        let mut whole = Map::new();
        if !properties.is_empty() {
            whole.insert("properties".to_owned(), Value::Object(properties));
        }
        if let Some(items) = self.items {
            whole.insert("items".to_owned(), items);
        }
        if !self.needs.is_empty() {
            whole.insert("allOf".to_owned(), self.needs.iter().map(needed).collect());
        }
        whole
    }
}

fn needed(names: &Names) -> Value {
    let each: Vec<Value> = names.iter().map(|name| json!({ "required": [name] })).collect();
    json!({ "anyOf": each })
}

fn value(input: &Input) -> Value {
    let mut schema = Map::new();
    let unit = if input.unit.is_empty() { String::new() } else { format!(" ({})", input.unit) };
    schema.insert("title".to_owned(), json!(format!("{}{unit}", input.label)));
    if !input.help.is_empty() {
        schema.insert("description".to_owned(), json!(input.help));
    }
    let choices = input.choices.iter().flat_map(|(value, label)| [value.clone(), Arc::from(&**label)]);
    let mut choices: Vec<Value> = choices.map(|choice| json!(choice)).collect();
    choices.dedup();
    let types = match input.fill {
        // An empty value means “not yet”.
        Fill::Choice if !choices.is_empty() => {
            choices.push(Value::Null);
            schema.insert("enum".to_owned(), Value::Array(choices));
            return Value::Object(schema);
        }
        Fill::Day | Fill::Long | Fill::Person => json!(["string", "null"]),
        Fill::Number | Fill::Money => json!(["string", "number", "null"]),
        Fill::Flag => json!(["boolean", "string", "null"]),
        Fill::Text | Fill::Choice | Fill::Unit | Fill::List | Fill::Counts | Fill::Rate => Value::Null,
    };
    if !types.is_null() {
        schema.insert("type".to_owned(), types);
    }
    if !choices.is_empty() {
        schema.insert("examples".to_owned(), Value::Array(choices));
    }
    Value::Object(schema)
}
