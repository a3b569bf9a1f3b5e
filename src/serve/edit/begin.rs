//! The questions of an empty folder: one page on this machine, which ends once its answers have made a portal.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::Response;
use tokio::sync::mpsc;

use crate::base::lang::{Lang, Text};
use crate::serve::edit::body::Sent;
use crate::serve::edit::gate::{self, Keys};
use crate::serve::edit::html::{STYLE, escape, note};
use crate::serve::edit::turn::{page, query, to};
use crate::serve::policy::{self, PLAIN};
use crate::serve::reply::reply;
use crate::serve::visitor::Gate;
use crate::serve::{Error, port};

/// Where the answers go.
const AT: &str = "/";
/// Where the style stands.
const STYLE_AT: &str = "/begin.css";
/// How long the last page has to arrive.
const LAST: Duration = Duration::from_millis(500);

const NEEDED: Text = Text { zh: "必填", en: "required" };
const MISSING: Text = Text { zh: "这一项要填", en: "fill this in" };
const MAKE: Text = Text { zh: "建好公开网", en: "Make the portal" };
const WORDS_ONLY: Text = Text {
    zh: "403 请打开终端里显示的那个地址（带 token 的）",
    en: "403 open the address that the terminal shows, with its token",
};

/// A question.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// What is asked.
    pub what: Text,
    /// What happens if nothing is written, or an example.
    pub help: Text,
    /// Whether nothing goes on without an answer.
    pub is_needed: bool,
}

/// Makes a portal of the answers, in the order of the questions; else says why it could not.
pub type Make = dyn Fn(&[String]) -> Result<(), String> + Send + Sync;

/// What is asked, and what its answers do.
pub struct Beginning {
    /// Language of the page.
    pub lang: Lang,
    /// What stands above the questions.
    pub welcome: Text,
    /// The questions.
    pub questions: &'static [Asked],
    /// What stands on the last page.
    pub done: Text,
    /// What the answers make.
    pub make: Box<Make>,
}

/// What every answer needs.
struct Desk {
    own: Beginning,
    gate: Gate,
    keys: Keys,
    done: mpsc::Sender<()>,
}

/// Asks until the answers have made a portal. `tell` is given the address, which holds a token: who opens it may answer.
///
/// Whether they have; it ends without when somebody interrupts it.
///
/// # Errors
/// No port is free at `port` or behind it, or the machine has no room.
pub fn begin(own: Beginning, port: u16, tell: impl FnOnce(&str)) -> Result<bool, Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let ended = runtime.block_on(async {
        let listener = port::bind(port, false).await?;
        let port = listener.local_addr()?.port();
        let (done, mut ended) = mpsc::channel(1);
        let keys = Keys::new(port);
        tell(&format!("http://127.0.0.1:{port}{AT}?token={}", keys.first()));
        let desk = Arc::new(Desk { own, gate: Gate::new(None, port), keys, done });
        let app = Router::new().fallback(answer).with_state(desk).into_make_service_with_connect_info::<SocketAddr>();
        let answered = async {
            ended.recv().await;
            tokio::time::sleep(LAST).await;
        };
        tokio::select! {
            served = async { axum::serve(listener, app).await } => served.map(|()| false).map_err(Error::from),
            () = answered => Ok(true),
            interrupted = tokio::signal::ctrl_c() => interrupted.map(|()| false).map_err(Error::from),
        }
    });
    runtime.shutdown_background();
    ended
}

async fn answer(
    State(desk): State<Arc<Desk>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request<Body>,
) -> Response {
    let (head, body) = request.into_parts();
    let is_post = head.method == Method::POST;
    if let Err(status) = gate::admit(&desk.gate, &head, peer.ip(), is_post) {
        return reply(status, PLAIN, status.as_str().to_owned());
    }
    if head.uri.path() == STYLE_AT {
        return reply(StatusCode::OK, policy::STYLE, STYLE);
    }
    if let Some(cookie) = query(&head.uri, "token").filter(|_| !is_post).and_then(|token| desk.keys.welcome(&token)) {
        let mut response = to(AT);
        response.headers_mut().insert(header::SET_COOKIE, cookie);
        return response;
    }
    if !desk.keys.knows(&head.headers) {
        return reply(StatusCode::FORBIDDEN, PLAIN, WORDS_ONLY.get(desk.own.lang));
    }
    if !is_post {
        return page(StatusCode::OK, desk.page(&desk.questions(None, "")));
    }
    match Sent::read(&head.headers, body).await {
        Ok(sent) if desk.keys.fits(AT, sent.text("token")) => desk.take(&sent),
        Ok(_) => reply(StatusCode::FORBIDDEN, PLAIN, "403"),
        Err(status) => reply(status, PLAIN, status.as_str().to_owned()),
    }
}

impl Desk {
    /// Makes the portal, or asks again.
    fn take(&self, sent: &Sent) -> Response {
        let answers: Vec<String> =
            (0..self.own.questions.len()).map(|at| sent.text(&name(at)).trim().to_owned()).collect();
        let is_whole = self.own.questions.iter().zip(&answers).all(|(asked, own)| !asked.is_needed || !own.is_empty());
        let made = if is_whole { (self.own.make)(&answers) } else { Err(String::new()) };
        match made {
            Ok(()) => {
                // Whoever sends the answers twice has nothing to end any more.
                let _ = self.done.try_send(());
                page(StatusCode::OK, self.page(&note("told", self.own.done.get(self.own.lang))))
            }
            Err(why) => page(StatusCode::UNPROCESSABLE_ENTITY, self.page(&self.questions(Some(&answers), &why))),
        }
    }

    /// The questions, with what was answered and what is wrong with it.
    fn questions(&self, answers: Option<&[String]>, why: &str) -> String {
        let lang = self.own.lang;
        let mut form = note("help", self.own.welcome.get(lang));
        if !why.is_empty() {
            form += &note("refused", why);
        }
        let token = self.keys.of_form(AT);
        form += &format!(
            "<form method=\"post\" enctype=\"multipart/form-data\" action=\"{AT}\">\n\
             <input type=\"hidden\" name=\"token\" value=\"{token}\">\n"
        );
        for (asked, at) in self.own.questions.iter().zip(0..) {
            let given = answers.and_then(|all| all.get(at)).map_or("", String::as_str);
            form += &field(asked, lang, Given { at, is_sent: answers.is_some(), text: given });
        }
        form + &format!(
            "<p class=\"acts\"><button type=\"submit\" class=\"main\">{}</button></p></form>\n",
            MAKE.get(lang)
        )
    }

    /// A whole page.
    fn page(&self, body: &str) -> String {
        let lang = if self.own.lang == Lang::Zh { "zh-Hans" } else { "en" };
        let title = MAKE.get(self.own.lang);
        format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{title}</title><link rel=\"stylesheet\" href=\"{STYLE_AT}\"></head>\n\
             <body>\n<main class=\"ask\">\n<h1>{title}</h1>\n{body}</main>\n</body></html>\n"
        )
    }
}

/// What the answer to the question at `at` is called in the form.
fn name(at: usize) -> String {
    format!("q{at}")
}

/// What stands in the field of a question.
struct Given<'a> {
    /// Which question it is.
    at: usize,
    /// Whether anything was sent.
    is_sent: bool,
    /// What was answered.
    text: &'a str,
}

/// A question with its field.
fn field(asked: &Asked, lang: Lang, given: Given<'_>) -> String {
    let (name, is_missing) = (name(given.at), given.is_sent && asked.is_needed && given.text.is_empty());
    let needed =
        if asked.is_needed { format!(" <span class=\"need\">{}</span>", NEEDED.get(lang)) } else { String::new() };
    let missing = if is_missing { format!("<span class=\"need\">{}</span>", MISSING.get(lang)) } else { String::new() };
    let (wanted, wrong) =
        (if asked.is_needed { " required" } else { "" }, if is_missing { " aria-invalid=\"true\"" } else { "" });
    format!(
        "<div class=\"field\"><label for=\"{name}\">{}{needed}</label>\n\
         <input type=\"text\" id=\"{name}\" name=\"{name}\" value=\"{}\" aria-describedby=\"{name}h\"{wanted}{wrong}>\n\
         <span class=\"hint\" id=\"{name}h\">{} {missing}</span></div>\n",
        escape(asked.what.get(lang)),
        escape(given.text),
        escape(asked.help.get(lang)),
    )
}
