//! What a form sends, within bounds.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use multer::{Constraints, Multipart, SizeLimit};

use crate::edit::change::Filled;

/// Bytes that one form may send, with its files.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Fields and files that one form may send.
const MOST_PARTS: usize = 5_000;

/// How long sending may take.
const LONGEST: Duration = Duration::from_secs(120);

/// What stands before the ids of fields, so that nothing else is taken for one.
pub(super) const FIELD: &str = "f:";

/// What was sent.
#[derive(Debug, Default)]
pub(super) struct Sent {
    texts: BTreeMap<String, String>,
    /// Files, each with the name of its field and its own.
    pub(super) files: Vec<Upload>,
}

/// A file that was sent.
#[derive(Debug)]
pub(super) struct Upload {
    /// The field.
    pub(super) field: String,
    /// What it was called.
    pub(super) name: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

impl Sent {
    /// Reads what was sent.
    pub(super) async fn read(headers: &HeaderMap, body: Body) -> Result<Self, StatusCode> {
        tokio::time::timeout(LONGEST, Self::parts(headers, body)).await.unwrap_or(Err(StatusCode::REQUEST_TIMEOUT))
    }

    async fn parts(headers: &HeaderMap, body: Body) -> Result<Self, StatusCode> {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let boundary = multer::parse_boundary(kind).map_err(|_| StatusCode::UNSUPPORTED_MEDIA_TYPE)?;
        let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(MOST_BYTES));
        let mut parts = Multipart::with_constraints(body.into_data_stream(), boundary, limits);
        let mut sent = Self::default();
        let mut count = 0;
        while let Some(part) = parts.next_field().await.map_err(|error| status(&error))? {
            count += 1;
            if count > MOST_PARTS {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
            let field = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|error| status(&error))?;
            match file {
                Some(name) if name.is_empty() && bytes.is_empty() => {}
                Some(name) => sent.files.push(Upload { field, name, bytes: bytes.to_vec() }),
                None => {
                    let text = String::from_utf8(bytes.to_vec()).map_err(|_| StatusCode::BAD_REQUEST)?;
                    sent.texts.insert(field, text);
                }
            }
        }
        Ok(sent)
    }

    /// A text by the name of its field.
    pub(super) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", |text| text.as_str())
    }

    /// What was filled into the fields of a record.
    pub(super) fn filled(&self) -> Filled {
        let own =
            self.texts.iter().filter_map(|(name, text)| Some((name.strip_prefix(FIELD)?.to_owned(), text.clone())));
        own.collect()
    }
}

fn status(error: &multer::Error) -> StatusCode {
    match error {
        multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. } => {
            StatusCode::PAYLOAD_TOO_LARGE
        }
        _ => StatusCode::BAD_REQUEST,
    }
}
