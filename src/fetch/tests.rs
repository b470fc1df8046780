//! Tests fetching with a real server on this machine, and what that server must not be able to do.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use rstest::rstest;
use tempfile::TempDir;
use tiny_http::{Header, Request, Response, Server};

use super::client::FetchAnswer;
use super::*;
use crate::library::fetched::{Fetches, Validators};
use crate::library::inbox::{Inbox, SavedArticle};

const PAGE: &str = "<html><head><title>The night ferry stops</title></head><body><article>\
    <p>The night ferry has stopped for good, said the harbor master on Monday, and nobody knows who will row.</p>\
    <p>“We will mend it until nobody can,” she said, and went back to the pier to look at the engine again.</p>\
    </article></body></html>";

/// A server that answers until it is dropped, and records the requests.
struct Host {
    server: Arc<Server>,
    asked: Arc<Mutex<Vec<String>>>,
    /// Keeps an endless response going.
    _endless: Sender<()>,
}

impl Host {
    fn start() -> Self {
        let server = Arc::new(Server::http("127.0.0.1:0").unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (endless, never) = mpsc::channel();
        let (listening, log) = (Arc::clone(&server), Arc::clone(&asked));
        let mut never = Some(never);
        let base = format!("http://{}", server.server_addr().to_ip().unwrap());
        thread::spawn(move || {
            for request in listening.incoming_requests() {
                log.lock().unwrap().push(request.url().to_owned());
                answer(request, &base, &mut never);
            }
        });
        Self {
            server,
            asked,
            _endless: endless,
        }
    }

    fn address(&self, path: &str) -> Address {
        let place = self.server.server_addr().to_ip().unwrap();
        Address::parse_address(&format!("http://{place}{path}")).unwrap()
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

/// A body that starts and never ends.
struct Endless(Receiver<()>, bool);

impl Read for Endless {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.1 {
            let _until_dropped = self.0.recv();
            return Ok(0);
        }
        self.1 = true;
        room[0] = b'<';
        Ok(1)
    }
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).unwrap()
}

fn answer(request: Request, base: &str, never: &mut Option<Receiver<()>>) {
    let redirect = |to: &str| {
        Response::empty(302)
            .with_header(header("Location", to))
            .boxed()
    };
    let response = match request.url() {
        "/page" | "/page?utm_source=x" => Response::from_string(PAGE)
            .with_header(header("Content-Type", "text/html"))
            .boxed(),
        "/latin" => {
            let text = PAGE.replace("pier", "pi\u{e8}r");
            let body = text
                .chars()
                .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'"'));
            let kind = header("Content-Type", "text/html; charset=ISO-8859-1");
            Response::from_data(body.collect::<Vec<u8>>())
                .with_header(kind)
                .boxed()
        }
        "/front" => Response::from_string(
            "<link rel=alternate type='application/rss+xml' href='/feed'><p>News.</p>",
        )
        .boxed(),
        "/huge" => {
            let rest = format!("{}</body>", "<b>x</b>".repeat(101_000));
            Response::from_string(PAGE.replace("</body>", &rest)).boxed()
        }
        "/moved" => redirect("/page"),
        "/loop" => redirect("/loop"),
        "/to-file" => redirect("file:///etc/passwd"),
        "/nowhere" => Response::empty(302).boxed(),
        "/unmodified" => Response::empty(304).boxed(),
        "/busy" => Response::empty(429)
            .with_header(header("Retry-After", "3600"))
            .boxed(),
        "/endless" => Response::new(
            tiny_http::StatusCode(200),
            Vec::new(),
            Endless(never.take().unwrap(), false),
            None,
            None,
        )
        .boxed(),
        "/bomb" => {
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            gzip.write_all(&vec![b' '; 8 << 20]).unwrap();
            Response::from_data(gzip.finish().unwrap())
                .with_header(header("Content-Encoding", "gzip"))
                .boxed()
        }
        "/feed"
            if request
                .headers()
                .iter()
                .any(|header| header.field.equiv("If-None-Match")) =>
        {
            Response::empty(304).boxed()
        }
        "/feed" => Response::from_string(feed(base))
            .with_header(header("ETag", "\"1\""))
            .boxed(),
        _ => Response::empty(404).boxed(),
    };
    let _gone = request.respond(response);
}

fn feed(base: &str) -> String {
    format!(
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Harbor Ledger</title>\
         <item><title>Pier closed</title><link>{base}/pier</link><content:encoded>&lt;p&gt;The pier is closed until \
         further notice.&lt;/p&gt;</content:encoded></item>\
         <item><title>Ferry stops</title><link>{base}/page</link><description>It stopped.</description></item>\
         </channel></rss>"
    )
}

fn client(reach: Reach) -> Client {
    let limits = FetchLimits {
        bytes: 1024 * 1024,
        time: Duration::from_secs(2),
        redirects: 10,
        pause: Duration::ZERO,
    };
    Client::new(limits, reach)
}

fn refusal(path: &str) -> String {
    let host = Host::start();
    let answer =
        client(Reach::Everywhere).fetch_address(&host.address(path), &Validators::default());
    answer.unwrap_err().to_string()
}

#[test]
fn the_readers_own_net_is_asked_only_when_permitted() {
    let host = Host::start();
    let address = host.address("/page");
    let named =
        Address::parse_address(&address.as_str().replace("127.0.0.1", "localhost")).unwrap();
    for address in [address, named] {
        let error = client(Reach::Public)
            .fetch_address(&address, &Validators::default())
            .unwrap_err();
        assert!(matches!(error, FetchError::Private { .. }), "{error}");
    }
    assert_eq!(host.asked(), [""; 0]);
}

#[test]
fn a_redirect_is_followed() {
    let host = Host::start();
    let answer = client(Reach::Everywhere)
        .fetch_address(&host.address("/moved"), &Validators::default())
        .unwrap();
    let FetchAnswer::Fresh(fetched) = answer else {
        panic!("nothing is known of it")
    };
    assert_eq!(fetched.address, host.address("/page"));
    assert_eq!(fetched.kind, "text/html");
}

#[test]
fn a_redirect_loop_is_given_up() {
    assert!(refusal("/loop").ends_with("redirects more than 10 times; giving up"));
}

#[test]
fn a_redirect_to_nowhere_is_given_up_at_once() {
    let host = Host::start();
    let answer =
        client(Reach::Everywhere).fetch_address(&host.address("/nowhere"), &Validators::default());
    let said = answer.unwrap_err().to_string();
    assert!(
        said.ends_with("redirects without saying where to; giving up"),
        "{said}"
    );
    assert_eq!(host.asked().len(), 1);
}

#[test]
fn what_was_never_fetched_is_not_unmodified() {
    assert!(refusal("/unmodified").contains("although nothing was fetched before"));
    let (host, folder) = (Host::start(), TempDir::new().unwrap());
    let error = collect(folder.path(), |collector| {
        let feed = host.address("/unmodified");
        collector.collect_feed(&feed, &mut |_| {}).unwrap_err()
    });
    assert!(
        error.to_string().contains("nothing was fetched before"),
        "{error}"
    );
}

#[test]
fn a_host_that_asks_for_a_pause_is_left_alone_also_in_the_next_run() {
    let (host, folder) = (Host::start(), TempDir::new().unwrap());
    for _ in 0..2 {
        collect(folder.path(), |collector| {
            for path in ["/busy", "/page"] {
                collector.collect_page(&host.address(path)).unwrap_err();
            }
        });
    }
    assert_eq!(host.asked(), ["/busy"]);
}

#[rstest]
#[case::seconds("120", Some("2026-01-01T00:02:00Z"))]
#[case::a_time("Thu, 01 Jan 2026 01:00:00 GMT", Some("2026-01-01T01:00:00Z"))]
#[case::at_most_a_day("99999999", Some("2026-01-02T00:00:00Z"))]
#[case::anything_else("soon", None)]
fn when_a_host_may_be_asked_again_is_read(#[case] written: &str, #[case] until: Option<&str>) {
    let now = "2026-01-01T00:00:00Z".parse().unwrap();
    let until = until.map(|until| until.parse().unwrap());
    assert_eq!(client::parse_retry_after(written, now), until);
}

#[test]
fn a_redirect_to_a_file_is_refused() {
    assert_eq!(
        refusal("/to-file"),
        "'file:///etc/passwd' was not fetched: only http and https URLs with a host are"
    );
}

#[test]
fn an_answer_that_does_not_end_is_given_up() {
    assert!(refusal("/endless").ends_with("did not finish responding within 2 seconds; giving up"));
}

#[test]
fn an_answer_that_expands_without_end_is_given_up() {
    assert!(refusal("/bomb").ends_with("sent more than 1 MB; giving up"));
}

#[test]
fn what_a_host_answers_is_told() {
    assert!(refusal("/nothing").contains("responded 404: page not found"));
}

#[test]
fn text_in_an_older_charset_is_read() {
    let host = Host::start();
    let answer = client(Reach::Everywhere)
        .fetch_address(&host.address("/latin"), &Validators::default())
        .unwrap();
    let FetchAnswer::Fresh(fetched) = answer else {
        panic!("nothing is known of it")
    };
    assert!(String::from_utf8(fetched.bytes).unwrap().contains("pièr"));
}

/// Runs `work` with a collector for a folder.
fn collect<T>(folder: &Path, work: impl FnOnce(&mut Collector<'_>) -> T) -> T {
    let mut fetches = Fetches::open(folder);
    let inbox = Inbox::open(&folder.join("inbox")).unwrap();
    let mut collector = Collector::new(
        client(Reach::Everywhere),
        inbox,
        &mut fetches,
        Timestamp::now(),
    );
    let done = work(&mut collector);
    fetches.save_to_cache().unwrap();
    done
}

#[test]
fn a_page_is_saved_once() {
    let (host, folder) = (Host::start(), TempDir::new().unwrap());
    let saved = collect(folder.path(), |collector| {
        collector
            .collect_page(&host.address("/page?utm_source=x"))
            .unwrap()
    });
    let SavedArticle::New(path) = saved else {
        panic!("it is new")
    };
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.starts_with(
            "---\ntitle: \"The night ferry stops\"\nsource: \"127.0.0.1\"\nurl: \"http://127.0.0.1:"
        ),
        "{text}"
    );
    assert!(text.ends_with("to look at the engine again.\n"), "{text}");
    let again = collect(folder.path(), |collector| {
        collector.collect_page(&host.address("/page")).unwrap()
    });
    assert_eq!(again, SavedArticle::Known(path));
    assert_eq!(host.asked().len(), 1);
}

#[test]
fn what_is_wrong_with_a_page_that_is_saved_is_told() {
    let (host, folder) = (Host::start(), TempDir::new().unwrap());
    let problems = collect(folder.path(), |collector| {
        let saved = collector.collect_page(&host.address("/huge")).unwrap();
        assert!(matches!(saved, SavedArticle::New(_)), "{saved:?}");
        collector.take_problems()
    });
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].ends_with("only the beginning was loaded"),
        "{told:?}"
    );
}

#[test]
fn a_page_that_is_a_feed_and_a_feed_that_is_a_page_are_told_apart() {
    let (host, folder) = (Host::start(), TempDir::new().unwrap());
    let error = collect(folder.path(), |collector| {
        collector.collect_page(&host.address("/feed")).unwrap_err()
    });
    assert!(
        error.to_string().contains("is a feed, not a page"),
        "{error}"
    );
    let error = collect(folder.path(), |collector| {
        let front = host.address("/front");
        collector.collect_feed(&front, &mut |_| {}).unwrap_err()
    });
    let feed = host.address("/feed");
    let end = format!("/front' is a page, not a feed: its feed is '{feed}'");
    assert!(error.to_string().ends_with(&end), "{error}");
}

#[test]
fn of_a_feed_the_new_entries_are_saved_with_their_pages() {
    let (host, folder) = (Host::start(), TempDir::new().unwrap());
    let address = host.address("/feed");
    let mut shown = Vec::new();
    let first = collect(folder.path(), |collector| {
        collector
            .collect_feed(&address, &mut |address| shown.push(address.to_string()))
            .unwrap()
    });
    assert_eq!(
        (first.title.as_str(), first.new, first.known),
        ("Harbor Ledger", 2, 0)
    );
    assert_eq!(
        shown,
        [address.to_string(), host.address("/page").to_string()]
    );
    let second = collect(folder.path(), |collector| {
        collector.collect_feed(&address, &mut |_| {}).unwrap()
    });
    assert_eq!((second.new, second.known), (0, 0));
    assert_eq!(host.asked(), ["/feed", "/page", "/feed"]);
    assert_eq!(
        fs::read_dir(folder.path().join("inbox")).unwrap().count(),
        2
    );
}

#[test]
fn an_entry_whose_file_was_thrown_away_does_not_come_back() {
    let (host, folder) = (Host::start(), TempDir::new().unwrap());
    let address = host.address("/feed");
    collect(folder.path(), |collector| {
        collector.collect_feed(&address, &mut |_| {}).unwrap()
    });
    fs::remove_dir_all(folder.path().join("inbox")).unwrap();
    let mut fetches = Fetches::open(folder.path());
    fetches.set_validators(address.as_str(), Validators::default());
    fetches.save_to_cache().unwrap();
    let again = collect(folder.path(), |collector| {
        collector.collect_feed(&address, &mut |_| {}).unwrap()
    });
    assert_eq!((again.new, again.known), (0, 2));
}

#[test]
fn what_is_no_feed_is_told() {
    let (host, folder) = (Host::start(), TempDir::new().unwrap());
    let outcome = collect(folder.path(), |collector| {
        collector.collect_feed(&host.address("/page"), &mut |_| {})
    });
    let error = outcome.unwrap_err().to_string();
    assert!(error.contains("/page' is not a valid feed"), "{error}");
}
