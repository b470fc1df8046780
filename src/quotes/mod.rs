//! Finds the quotes of an article and who said them.
//!
//! The folders are the steps, in the order in which they run. A step imports from those before it, never from a later
//! one; [`model`] holds the types that pass between them.
//!
//! 1. [`words`]: cuts the text into tokens and looks each word up in the lexicon
//! 2. [`marks`]: finds the quoted regions
//! 3. [`mentions`]: finds names, pronouns and descriptions, and the entities they name
//! 4. [`cues`]: finds the reporting words and their subjects
//! 5. [`attribution`]: picks a speaker for each region among the mentions around it
//! 6. [`filter`]: scores the regions, and keeps those that are somebody's words once the speakers are picked
//! 7. [`resolution`]: resolves pronouns, short names and descriptions to entities
//! 8. [`report`]: joins regions into quotes and gives each its speaker, kind and reasons
//!
//! The weights that attribution, filter and resolution use are learned by `train`, which is compiled only with the
//! feature of that name, for `examples/train.rs`.

mod attribution;
#[cfg(test)]
mod cases;
mod cues;
mod filter;
mod marks;
mod mentions;
mod model;
mod report;
mod resolution;
#[cfg(feature = "train")]
pub mod train;
mod words;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use attribution::rank;
use attribution::weights::Weights;
use cues::cue_finder;
use filter::quote_score;
use marks::regions;
use mentions::{
    context, entities, gender, mention_finder, name_mask, name_parts, nouns_before_names,
    paragraphs, topics, word_surnames,
};
use model::mention_index::MentionIndex;
use model::scene::Scene;
use model::turn_list::TurnList;
use report::{assemble, describe};
use resolution::referents::Referents;
use words::tokenizer;

pub(crate) use model::symbol::WordKey;
pub(crate) use model::word_class::{Clue, WordClass, WordEntry};
pub(crate) use words::lexicon::look_up;

use crate::article::{Article, Quote, QuoteId, Speaker, SpeakerSort};

/// The weights that ship, parsed once when first needed.
static MODELS: LazyLock<Models> =
    LazyLock::new(|| Models::parse(include_str!("attribution/weights.txt")));

/// What the engine learned.
#[derive(Debug)]
pub struct Models {
    weights: Weights,
}

impl Models {
    /// Parses a weights file.
    #[must_use]
    pub fn parse(file: &str) -> Self {
        Self {
            weights: Weights::parse(file),
        }
    }

    /// Returns the models that ship.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &MODELS
    }
}

/// How many bytes of a text are searched for quotes: ten times the longest article that was ever seen.
pub const MAXIMUM_TEXT: usize = 2 * 1024 * 1024;

/// Finds the quotes of an article, in the order of the text; those beyond [`MAXIMUM_TEXT`] are left out.
#[must_use]
pub fn find(article: &Article) -> Vec<Quote> {
    find_with(article, &MODELS)
}

/// Finds the quotes with weights other than those that ship, as when a model is measured.
#[must_use]
pub fn find_with(article: &Article, models: &Models) -> Vec<Quote> {
    let weights = &models.weights;
    let scene = read_scene(article);
    let scored = quote_score::score_regions(&scene, weights);
    let picks = rank::pick_speakers(&scene, &scored, weights);
    let kept = quote_score::keep_quotes(&scene, &scored, &picks);
    let referents = Referents::resolve_all(&scene, weights);
    let groups = assemble::group_regions(&scene, &kept, &picks);
    let mut quotes = describe::describe_quotes(&scene, &kept, &groups, &referents, weights);
    QuoteId::assign_all(article, &mut quotes);
    quotes
}

/// Whom an article names, for a reader who says who spoke.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NamedPeople {
    /// Its people, each once, those mentioned most first; the mention of each is the first in the text.
    pub people: Vec<Speaker>,
    /// What it describes that is shown to be neither a person nor a body, such as "her message".
    pub things: HashSet<String>,
}

/// Returns the people an article names, and what is no person though it speaks.
#[must_use]
pub fn find_people(article: &Article) -> NamedPeople {
    let scene = read_scene(article);
    NamedPeople {
        people: report::people::list_people(&scene),
        things: report::people::list_things(&scene),
    }
}

/// Returns what the people and bodies of an article are, by their names; those whose names do not show it are left out.
#[must_use]
pub fn list_sorts(article: &Article) -> HashMap<String, SpeakerSort> {
    report::people::list_sorts(&read_scene(article))
}

/// Runs the steps that read the article, before anything is decided.
fn read_scene(article: &Article) -> Scene<'_> {
    let text = article.text.as_str();
    let paragraphs = paragraphs::read_paragraphs(article);
    let regions = regions::find_regions(text, &paragraphs);
    let mut tokens = tokenizer::cut_tokens(text, &paragraphs, &regions);
    name_parts::mark_name_parts(text, &mut tokens);
    word_surnames::mark_word_surnames(text, &mut tokens);
    nouns_before_names::mark_nouns_before_names(text, &mut tokens);
    let titled = paragraphs::find_title_case(text, &tokens, &paragraphs);
    let mut mentions = mention_finder::find_mentions(text, &tokens, &titled);
    let mut entities = entities::gather_entities(&tokens, &mut mentions);
    gender::infer_genders(text, &tokens, &mentions, &mut entities);
    name_mask::mask_names(&mut tokens, &mentions);
    let index = MentionIndex::new(&mentions, tokens.all.len());
    let cues = cue_finder::find_cues(text, &tokens, &mentions, &index);
    Scene {
        author: match article.metadata.authors.as_slice() {
            [author] => Some(author.as_str()),
            _ => None,
        },
        text,
        has_single_marks: regions::has_single_marks(text, &paragraphs, &regions),
        contexts: context::describe_contexts(text, &tokens, &mentions),
        topic: topics::find_topic(&tokens, &mentions, &entities),
        paragraphs,
        turns: TurnList::of_regions(text, &regions),
        regions,
        tokens,
        mentions,
        cues,
        entities,
    }
}
