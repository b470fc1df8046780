//! Whether time grows with size: each hostile shape is read at a size and at four times that size.
//!
//! `cargo bench --bench growth` prints the ratio of the two, and fails where it is that of a quadratic step. The ratio
//! needs no quiet machine: it is processor time, the least of several runs, and both sizes are measured in turn.

#![allow(clippy::print_stdout, reason = "a bench says what it measured")]

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use pullquote::article::Article;
use pullquote::{loader, quotes};
use rustix::time::{ClockId, clock_gettime};

/// How much longer the long text is.
const LONGER: usize = 4;

/// The highest ratio that passes: a linear step gives 4, a quadratic one 16.
const HIGHEST_RATIO: f64 = 10.0;

/// What takes less than this for the long text is not judged: the clock and the caches say more than the work.
const TOO_SHORT: Duration = Duration::from_millis(5);

/// How often each size is measured; the least time counts.
const RUNS: usize = 5;

const SENTENCE: &str = "The night ferry has stopped for good, said the harbor master on Monday, and nobody knows who will row.";

/// A text that is built to be slow: what is before, between and after the part that grows.
struct Shape {
    name: &'static str,
    before: &'static str,
    unit: &'static str,
    after: &'static str,
    times: usize,
}

const fn shape(name: &'static str, unit: &'static str, times: usize) -> Shape {
    framed(name, "", unit, "", times)
}

const fn framed(
    name: &'static str,
    before: &'static str,
    unit: &'static str,
    after: &'static str,
    times: usize,
) -> Shape {
    Shape {
        name,
        before,
        unit,
        after,
        times,
    }
}

const TEXTS: &[Shape] = &[
    shape("paragraphs", "It rained on the island.\n\n", 6_000),
    shape("one long line", "It rained on the island. ", 25_000),
    shape("one long word", "rain", 125_000),
    shape("full stops", "A.", 125_000),
    shape(
        "wrapped",
        "It rained on the island until the ferry came, and nobody was\n",
        5_000,
    ),
    framed(
        "quotes",
        "She wrote:\n\n",
        "We row to the island.\n\n",
        "",
        5_000,
    ),
    shape("noise", "See all photos\n\n", 6_000),
    shape("entries", "- one\n", 10_000),
    shape("names", "Ines Halloran\n", 10_000),
    shape("marks", "\u{201c}", 125_000),
    framed("blank lines", "", "\n", "It rained.", 240_000),
    shape("open tags", "<a ", 50_000),
];

const PAGES: &[Shape] = &[
    framed("nested boxes", "", "<div>", SENTENCE, 25_000),
    framed("nested lists", SENTENCE, "<ul><li>x", "", 15_000),
    framed("nested tables", SENTENCE, "<table><tr><td>", "", 7_500),
    framed("nested marks", SENTENCE, "<b><i>x", "", 12_500),
    framed("ends alone", SENTENCE, "</div></p></table>", "", 12_500),
    framed("attributes", "<p ", "a=b ", ">It rained.", 50_000),
    framed("references", SENTENCE, "&amp;&zz;&", "", 25_000),
    framed("links", SENTENCE, "<a href=x>y</a> ", "", 7_500),
    framed("signs", SENTENCE, "<", "", 125_000),
    shape(
        "boxes",
        "<div>It rained, they say, on the island.</div>",
        7_500,
    ),
    framed(
        "lines of a box",
        "<div>",
        "It rained, they say.<br>",
        "",
        12_500,
    ),
    framed(
        "title of parts",
        "<title>It rained",
        " | so",
        "</title><p>It rained, they say, on the island.",
        60,
    ),
    framed(
        "long title",
        "<title>It rained",
        " and rained",
        "</title>",
        50_000,
    ),
    shape(
        "boxes of links",
        "<div><a href=x>It rained on the island.</a></div>",
        7_500,
    ),
];

const FEEDS: &[Shape] = &[
    framed("ends alone", "<rss><channel>", "<a></b>", "", 12_500),
    framed(
        "entries inside",
        "<rss><channel><item>",
        "<a></b><item></b>",
        "",
        6_000,
    ),
    framed(
        "title of signs",
        "<rss><channel><item><title><![CDATA[",
        "<b",
        "]]></title><description>It rained.</description></item></channel></rss>",
        50_000,
    ),
];

const MARKDOWN: &[Shape] = &[
    framed("nested quotes", "", ">", " deep\n", 2_500),
    shape("emphasis", "*a **a ", 5_000),
    shape("brackets", "[", 12_500),
    shape("images", "![", 12_500),
    shape("tags", "<a ", 12_500),
    framed("table", "|a|\n|-|\n", "|x", "", 5_000),
];

const QUOTES: &[Shape] = &[
    shape(
        "quotes with cues",
        "“The bridge will hold,” said Ana Ruiz, and Ed Bell told her that it would not. ",
        200,
    ),
    shape(
        "pronouns",
        "She said, he said, they said that it was so, ",
        200,
    ),
    shape("names", "Ana Ruiz Bell Ruiz Bell Ruiz ", 200),
    shape(
        "clauses",
        "Ana Ruiz blamed the board, and Ed Bell called it “a mess,” ",
        200,
    ),
    shape(
        "roles",
        "Mayor Ana Ruiz met Ed Bell, the engineer. “It will hold,” the engineer said. ",
        200,
    ),
    shape("titles", "“Cold Water,” “Warm Water” and ", 200),
    shape("possessives", "Ana’s Bell’s board’s ", 200),
    shape("open marks", "“we sail, then, ", 200),
    shape("apostrophes", "'em 'n' 'til the 'o' ", 200),
    shape("marks", "\" ' “ ", 200),
];

fn main() -> ExitCode {
    let mut is_good = true;
    for (kind, file, shapes) in [
        ("text", "a.txt", TEXTS),
        ("page", "a.html", PAGES),
        ("feed", "a.xml", FEEDS),
        ("markdown", "a.md", MARKDOWN),
    ] {
        for shape in shapes {
            is_good &= compare(kind, shape, |text| {
                black_box(loader::load_bytes(Path::new(file), text.as_bytes()));
            });
        }
    }
    for shape in QUOTES {
        let articles = [1, LONGER].map(|longer| article(&shape.text(longer)));
        let [short, long] = articles;
        is_good &= report("quotes", shape, || find(&short), || find(&long));
    }
    if is_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

impl Shape {
    /// Returns the text whose growing part is so many times longer.
    fn text(&self, longer: usize) -> String {
        let grown = self.unit.repeat(self.times * longer);
        format!("{}{grown}{}", self.before, self.after)
    }
}

/// Reads a shape at both sizes; returns `true` if time grows with size.
fn compare(kind: &str, shape: &Shape, read: impl Fn(&str)) -> bool {
    let (short, long) = (shape.text(1), shape.text(LONGER));
    report(kind, shape, || read(&short), || read(&long))
}

/// Measures both works and prints a row; returns `true` if the ratio is not that of a quadratic step.
fn report(kind: &str, shape: &Shape, short: impl Fn(), long: impl Fn()) -> bool {
    let (mut least_short, mut least_long) = (Duration::MAX, Duration::MAX);
    for _ in 0..RUNS {
        least_short = least_short.min(processor_time(&short));
        least_long = least_long.min(processor_time(&long));
    }
    let ratio = least_long.as_secs_f64() / least_short.as_secs_f64().max(1e-9);
    let is_good = least_long < TOO_SHORT || ratio < HIGHEST_RATIO;
    let verdict = if is_good { "" } else { "  grows too fast" };
    let name = shape.name;
    println!("{kind:9} {name:17} {least_short:>10.1?} {least_long:>10.1?}  x{ratio:.1}{verdict}");
    is_good
}

fn article(text: &str) -> Article {
    loader::load_bytes(Path::new("a.txt"), text.as_bytes())
        .articles
        .into_iter()
        .next()
        .unwrap_or_default()
}

fn find(article: &Article) {
    black_box(quotes::find(article));
}

/// Does work and returns the processor time that this thread took for it.
fn processor_time(work: impl Fn()) -> Duration {
    let begun = clock_gettime(ClockId::ThreadCPUTime);
    work();
    let taken = clock_gettime(ClockId::ThreadCPUTime) - begun;
    Duration::try_from(taken).unwrap_or_default()
}
