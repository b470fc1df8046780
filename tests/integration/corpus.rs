//! Real articles, where the corpus lies beside the project: every one is loaded whole.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use pullquote::article::{Article, BlockKind};
use pullquote::loader;
use pullquote::text::Clean;

/// The long part of the corpus, loaded once for all tests.
static POLNEAR: LazyLock<Option<Loaded>> = LazyLock::new(|| {
    let folder = corpus("polnear/text")?;
    let articles = articles(&folder);
    Some(Loaded { folder, articles })
});

/// A folder and its articles by the names of their files.
struct Loaded {
    folder: PathBuf,
    articles: Vec<(String, Article)>,
}

/// Returns a folder of the corpus; `None` if there is no corpus beside the project, and its tests are skipped.
pub(super) fn corpus(folder: &str) -> Option<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["../shared/corpus", "../../shared/corpus"];
    places
        .iter()
        .map(|place| project.join(place).join(folder))
        .find(|place| place.is_dir())
}

/// Loads every file of a folder, each of which must give one article and no problem.
fn articles(folder: &Path) -> Vec<(String, Article)> {
    let files = loader::scan_folders(vec![folder.to_path_buf()]).map(Result::unwrap);
    let loaded = files.map(|file| {
        let loaded = loader::load(&file.path);
        assert_eq!(loaded.problems, [], "{}", file.path.display());
        assert_eq!(loaded.articles.len(), 1, "{}", file.path.display());
        let name = file.path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, loaded.articles.into_iter().next().unwrap())
    });
    loaded.collect()
}

fn kinds(article: &Article) -> Vec<BlockKind> {
    article.blocks.iter().map(|block| block.kind).collect()
}

/// Returns the characters of a text that loading must keep: all but blanks, and the dash after a dateline.
fn kept(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '—' | '–' | '-'))
        .collect()
}

#[test]
fn the_scraped_story_comes_out_wholly_right() {
    let Some(folder) = corpus("seed") else { return };
    let (_, article) = articles(&folder).remove(0);
    let metadata = &article.metadata;
    assert!(metadata.title.starts_with("Huawei: 'We're not"));
    assert!(
        metadata
            .standfirst
            .as_ref()
            .unwrap()
            .starts_with("The Chinese telecommunications company")
    );
    assert_eq!(metadata.authors, [Clean::new("Zack Whittaker")]);
    assert_eq!(metadata.source, Some(Clean::new("ZDNet")));
    assert_eq!((metadata.minutes, metadata.published), (3, None));
    assert!(
        metadata
            .provenance
            .as_ref()
            .unwrap()
            .contains("Huawei in cybersecurity pledge")
    );

    let (byline, boilerplate, paragraph) = (
        BlockKind::Byline,
        BlockKind::Boilerplate,
        BlockKind::Paragraph,
    );
    let head = [
        BlockKind::Headline,
        BlockKind::Standfirst,
        byline,
        byline,
        boilerplate,
        byline,
    ];
    let story = [paragraph; 8];
    let gallery = [boilerplate; 2];
    let report = [paragraph, paragraph, paragraph];
    let quotes = [
        BlockKind::BlockQuote,
        paragraph,
        BlockKind::BlockQuote,
        BlockKind::BlockQuote,
    ];
    let end = [paragraph, paragraph, BlockKind::Provenance];
    let expected = [&head[..], &story, &gallery, &report, &quotes, &end].concat();
    assert_eq!(kinds(&article), expected);

    let quotes = article
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::BlockQuote);
    let beginnings: Vec<&str> = quotes
        .filter_map(|block| article.words_in(block.range).split(' ').next())
        .collect();
    assert_eq!(beginnings, ["We", "[F]or", "In"]);
}

#[test]
fn every_article_is_loaded_with_headline_source_and_date() {
    let Some(Loaded { articles, .. }) = &*POLNEAR else {
        return;
    };
    assert_eq!(articles.len(), 840);
    for (name, article) in articles {
        let kinds = kinds(article);
        let is_above =
            |kind: &&BlockKind| matches!(kind, BlockKind::Byline | BlockKind::Boilerplate);
        assert!(
            kinds.iter().find(|kind| !is_above(kind)) == Some(&BlockKind::Headline),
            "{name}"
        );
        assert!(kinds.contains(&BlockKind::Paragraph), "{name}");
        let date = article.metadata.published.map(|day| day.to_string());
        assert_eq!(date.as_deref(), name.split('_').nth(1), "{name}");
        assert!(article.metadata.source.is_some(), "{name}");
    }
}

#[test]
fn no_word_of_an_article_is_lost() {
    let Some(Loaded { folder, articles }) = &*POLNEAR else {
        return;
    };
    for (name, article) in articles {
        let file = std::fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(kept(&Clean::new(&file)), kept(&article.text), "{name}");
    }
}
