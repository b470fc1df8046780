//! How long an open index takes to know the people of a commit that has one article more.

use std::path::Path;
use std::time::Duration;

use pullquote::article::{
    Article, ArticleId, Block, BlockKind, Confidence, Metadata, Quote, QuoteId, QuoteKind, Speaker,
    TextRange,
};
use pullquote::search::index::{ArticleDocuments, ArticleIndexer, Checkpoint, Index, IndexError};
use pullquote::text::Clean;

use super::processor_time;

/// The quotes of an article.
const QUOTES: usize = 3;

/// The commits that are measured: less than segments are merged after.
const COMMITS: usize = 5;

/// What an index of some articles takes.
pub(crate) struct CommitTimes {
    /// To find out who is who for the first time.
    pub(crate) first: Duration,
    /// After one article came; the median.
    pub(crate) article: Duration,
}

/// Measures an index of articles by some people.
///
/// # Errors
/// Fails if the index cannot be written or read.
pub(crate) fn measure_commits(names: &[String]) -> Result<CommitTimes, IndexError> {
    let folder = tempfile::tempdir().map_err(|error| IndexError::Failed(error.to_string()))?;
    let articles: Vec<&[String]> = names.chunks(QUOTES).collect();
    add_articles(folder.path(), &articles, 0)?;
    let index = Index::from_folder(folder.path());
    let first = time_people(&index)?;
    let mut times = Vec::new();
    for (number, article) in articles.iter().step_by(7).take(COMMITS).enumerate() {
        add_articles(folder.path(), &[*article], articles.len() + number)?;
        times.push(time_people(&index)?);
    }
    times.sort_unstable();
    Ok(CommitTimes {
        first,
        article: times.get(COMMITS / 2).copied().unwrap_or(Duration::MAX),
    })
}

/// Returns the processor time that it takes to find out who is who.
fn time_people(index: &Index) -> Result<Duration, IndexError> {
    // Opening the commit is not measured.
    index.count_documents()?;
    let mut asked = Ok(());
    let time = processor_time(|| asked = index.prepare_people());
    asked.map(|()| time)
}

fn add_articles(folder: &Path, articles: &[&[String]], first: usize) -> Result<(), IndexError> {
    let (mut writer, _) = ArticleIndexer::open(folder)?;
    for (number, names) in articles.iter().enumerate() {
        let id = ArticleId::from_number(1 + u128::try_from(first + number).unwrap_or_default());
        let (article, quotes) = write_article(id, names);
        writer.add_article(ArticleDocuments::from_article(&article, id, &quotes))?;
    }
    writer.commit(Checkpoint {
        catalogue: 1,
        batch: 1,
    })?;
    writer.wait_for_merges()
}

/// Returns an article in which each of some people says something.
fn write_article(id: ArticleId, names: &[String]) -> (Article, Vec<Quote>) {
    let mut text = String::from("The tide\n\n");
    let (headline, start) = (TextRange::new(0, 8), text.len());
    let mut quotes = Vec::new();
    for name in names {
        let range = TextRange::new(text.len(), text.len() + "“We mend it,”".len());
        text.push_str("“We mend it,” said ");
        let mention = TextRange::new(text.len(), text.len() + name.len());
        text.push_str(name);
        text.push_str(". ");
        let speaker = Speaker {
            mention,
            name: name.clone(),
            role: Some("the mayor".to_owned()),
        };
        quotes.push(Quote {
            id: QuoteId::from_words(id, name, 0),
            is_corrected: false,
            kind: QuoteKind::Direct,
            range,
            fragments: vec![range],
            speaker: Some(speaker.clone()),
            speakers: vec![speaker],
            cue: None,
            confidence: Confidence::default(),
            reasons: Vec::new(),
            runner_up: None,
        });
    }
    let blocks = vec![
        Block::new(BlockKind::Headline, headline),
        Block::new(BlockKind::Paragraph, TextRange::new(start, text.len())),
    ];
    let article = Article {
        identity: None,
        blocks,
        links: Vec::new(),
        left_out: Vec::new(),
        metadata: Metadata {
            title: Clean::new("The tide"),
            ..Metadata::default()
        },
        text: Clean::new(&text),
    };
    (article, quotes)
}
