//! Tests that an article is saved once and loads as the same article.

use jiff::civil::{date, time};
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::article::{BlockKind, TextCut};
use crate::loader;
use std::fs::File;

const STORY: &str = "\
# The night ferry stops

NORTHHAVEN (CP) — The night ferry has stopped for good, said [Lorne Pryce](<https://ledger.example/pryce>), who runs it.

## A boat *older* than its master

> We will mend it until nobody can.

1. One boat
2. One more

| Day | Boats | Pier |
| --- | --- | --- |
| Monday |  | [8](<https://ledger.example/pier\\|8>) |
| [Sunday](<https://ledger.example/sunday>), or later | 2 \\| 3 |  |

![The ferry at the pier.]()

She added: 1\\. “AT&amp;amp;T” is no boat\\_name, #not a heading.\\
It rained \\<b> twice.
";

fn article(url: Option<&str>) -> Article {
    let mut article = loader::load_bytes(Path::new("2016-09-08-x.md"), STORY.as_bytes())
        .articles
        .remove(0);
    article.metadata.url = url.map(Clean::line);
    article.metadata.time = Some(time(9, 50, 0, 0));
    article.metadata.authors = vec![Clean::line("Ines Halloran: \"editor\"")];
    article.metadata.cut = Some(TextCut::Paywall);
    article
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn save(folder: &Path, article: &Article) -> SavedArticle {
    Inbox::open(folder)
        .unwrap()
        .save_article(article, Timestamp::UNIX_EPOCH)
        .unwrap()
}

/// Returns the blocks with their words, except those that are not saved.
fn blocks(article: &Article) -> Vec<(BlockKind, &str)> {
    let blocks = article.blocks.iter();
    let kept =
        blocks.filter(|block| !matches!(block.kind, BlockKind::Headline | BlockKind::Byline));
    kept.map(|block| (block.kind, article.words_in(block.range)))
        .collect()
}

#[test]
fn a_saved_article_is_read_as_the_same_article() {
    let folder = TempDir::new().unwrap();
    let article = article(Some("https://ledger.example/ferry"));
    let SavedArticle::New(path) = save(folder.path(), &article) else {
        panic!("it is new")
    };
    let loaded = loader::load(&path);
    assert_eq!(loaded.problems, []);
    let again = &loaded.articles[0];
    assert_eq!(blocks(again), blocks(&article));
    let links = |article: &Article| {
        let links = article.links.iter();
        let links = links.map(|link| {
            (
                article.words_in(link.range).to_owned(),
                link.url.to_string(),
            )
        });
        links.collect::<Vec<_>>()
    };
    assert_eq!(links(again), links(&article));
    assert_eq!(again.links.len(), 3);
    assert_eq!(again.metadata.title, "The night ferry stops");
    assert_eq!(again.metadata.authors, article.metadata.authors);
    assert_eq!(again.metadata.published, Some(date(2016, 9, 8)));
    assert_eq!(again.metadata.time, article.metadata.time);
    assert_eq!(again.metadata.url, article.metadata.url);
    assert_eq!(again.metadata.cut, article.metadata.cut);
    assert_eq!(
        names(folder.path()),
        ["2016-09-08-the-night-ferry-stops.md"]
    );
}

#[test]
fn an_address_is_saved_once_in_whatever_form() {
    let folder = TempDir::new().unwrap();
    let first = save(
        folder.path(),
        &article(Some("https://www.ledger.example/ferry/?utm_source=x")),
    );
    let SavedArticle::New(path) = first else {
        panic!("it is new")
    };
    let mut other = article(Some("http://ledger.example/ferry"));
    other.metadata.title = Clean::line("Another headline");
    assert_eq!(
        save(folder.path(), &other),
        SavedArticle::Known(path.clone())
    );
    let inbox = Inbox::open(folder.path()).unwrap();
    assert_eq!(
        inbox.file_of("https://ledger.example/ferry#top"),
        Some(path.as_path())
    );
    assert_eq!(names(folder.path()).len(), 1);
}

#[test]
fn an_article_without_address_is_saved_once() {
    let folder = TempDir::new().unwrap();
    save(folder.path(), &article(None));
    assert!(matches!(
        save(folder.path(), &article(None)),
        SavedArticle::Known(_)
    ));
}

#[test]
fn two_articles_of_one_title_and_day_are_two_files() {
    let folder = TempDir::new().unwrap();
    save(folder.path(), &article(Some("https://ledger.example/one")));
    save(folder.path(), &article(Some("https://ledger.example/two")));
    let stem = "2016-09-08-the-night-ferry-stops";
    assert_eq!(
        names(folder.path()),
        [format!("{stem}-2.md"), format!("{stem}.md")]
    );
}

#[test]
fn a_file_that_is_there_is_never_changed() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("2016-09-08-the-night-ferry-stops.md");
    fs::write(&path, "My own notes.").unwrap();
    assert!(matches!(
        save(folder.path(), &article(None)),
        SavedArticle::New(_)
    ));
    assert_eq!(fs::read_to_string(&path).unwrap(), "My own notes.");
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = Inbox::open(&file.join("inbox")).unwrap_err().to_string();
    assert!(error.contains("file/inbox' cannot be created"), "{error}");
}

proptest! {
    #[test]
    fn any_words_come_back(words in "[a-zA-Z0-9 #>*_+.()\\[\\]<&;`~|=:!\\\\-]{1,60}") {
        let text = format!("So it said {words} and no more.");
        let story = Article {
            text: Clean::new(&text),
            blocks: vec![crate::article::Block::new(BlockKind::Paragraph, crate::article::TextRange::new(0, text.len()))],
            ..Article::default()
        };
        let written = markdown::markdown_of(&story);
        let loaded = loader::load_bytes(Path::new("x.md"), written.as_bytes());
        let again = loaded.articles[0].text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(again, text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

#[test]
fn stories_of_one_title_or_address_are_all_saved() {
    let folder = TempDir::new().unwrap();
    let stories: Vec<Article> = (0..60)
        .map(|number| {
            let mut story = article(Some(&format!("https://ledger.example/{}", number / 2)));
            // Two stories share each address, as the entries of some feeds do.
            let words =
                format!("# The night ferry stops\n\nStory {number} is about boat {number}.");
            let loaded = loader::load_bytes(Path::new("x.md"), words.as_bytes());
            let other = loaded.articles.into_iter().next().unwrap();
            if number % 2 == 1 {
                story = Article {
                    metadata: story.metadata,
                    ..other
                };
                story.metadata.title = Clean::line("Boats");
            }
            story
        })
        .collect();
    let mut inbox = Inbox::open(folder.path()).unwrap();
    for story in &stories {
        let saved = inbox.save_article(story, Timestamp::UNIX_EPOCH).unwrap();
        assert!(matches!(saved, SavedArticle::New(_)), "{saved:?}");
    }
    assert_eq!(names(folder.path()).len(), stories.len());
    let mut again = Inbox::open(folder.path()).unwrap();
    for story in &stories {
        let saved = again.save_article(story, Timestamp::UNIX_EPOCH).unwrap();
        assert!(matches!(saved, SavedArticle::Known(_)), "{saved:?}");
    }
}

#[test]
fn what_a_killed_writer_left_is_removed_and_what_is_being_written_is_kept() {
    let folder = TempDir::new().unwrap();
    let (old, new) = (".pullquote-old.part", ".pullquote-new.part");
    for name in [old, new] {
        fs::write(folder.path().join(name), "Half a st").unwrap();
    }
    let file = File::options()
        .write(true)
        .open(folder.path().join(old))
        .unwrap();
    file.set_modified(SystemTime::now() - PART_LIFE * 2)
        .unwrap();
    Inbox::open(folder.path()).unwrap();
    assert_eq!(names(folder.path()), [new]);
}

#[test]
fn the_next_name_is_known_however_many_are_taken() {
    let mut saved = SavedStories::default();
    for number in 2..=5_000 {
        saved.add_file(PathBuf::from(format!("/none/boats-{number}.md")));
    }
    assert_eq!(saved.next_name("boats"), "boats-5001.md");
    assert_eq!(saved.next_name("boats"), "boats-5002.md");
    assert_eq!(saved.next_name("boats-7"), "boats-7-2.md");
    assert_eq!(saved.next_name("ramps"), "ramps.md");
}
