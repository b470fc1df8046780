//! The features of a candidate speaker of a region, for a linear model.

use std::cmp::Ordering;

use crate::quotes::attribution::clauses::{self, ClauseJoint};
use crate::quotes::attribution::weights::{Feature, FeatureTemplate};
use crate::quotes::model::cue::{Cue, CueLink, CuePosition};
use crate::quotes::model::cue_subjects::CueSubjects;
use crate::quotes::model::letters;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::mention_context::MentionContext;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::view::RegionView;

const AT: FeatureTemplate = FeatureTemplate::new("at");
const DISTANCE: FeatureTemplate = FeatureTemplate::new("dist");
const TOKENS: FeatureTemplate = FeatureTemplate::new("tok");
const PATH: FeatureTemplate = FeatureTemplate::new("path");
const BESIDE: FeatureTemplate = FeatureTemplate::new("beside");
const NEXT: FeatureTemplate = FeatureTemplate::new("next");
const LINK: FeatureTemplate = FeatureTemplate::new("link");
const NO_LINK: FeatureTemplate = FeatureTemplate::new("nolink");
const BETWEEN: FeatureTemplate = FeatureTemplate::new("cues");
const LEMMA: FeatureTemplate = FeatureTemplate::new("lemma");
const REACH: FeatureTemplate = FeatureTemplate::new("reach");
const WORD: FeatureTemplate = FeatureTemplate::new("word");
const WORD_BEFORE: FeatureTemplate = FeatureTemplate::new("wbef");
const WORD_AFTER: FeatureTemplate = FeatureTemplate::new("waft");
const STATE: FeatureTemplate = FeatureTemplate::new("state");
const CROSSED: FeatureTemplate = FeatureTemplate::new("cross");
const CLAUSE: FeatureTemplate = FeatureTemplate::new("clause");
const GOVERNED: FeatureTemplate = FeatureTemplate::new("gov");
const OPENING: FeatureTemplate = FeatureTemplate::new("open");
const CLOSING: FeatureTemplate = FeatureTemplate::new("close");
const FIRST: FeatureTemplate = FeatureTemplate::new("first");
const PARTED: FeatureTemplate = FeatureTemplate::new("parted");
const NOBODY: FeatureTemplate = FeatureTemplate::new("nobody");
const NOBODY_OPENING: FeatureTemplate = FeatureTemplate::new("n.open");
const NOBODY_CLOSING: FeatureTemplate = FeatureTemplate::new("n.close");
const NOBODY_LENGTH: FeatureTemplate = FeatureTemplate::new("n.length");

/// A region and a mention that may be its speaker.
pub(crate) struct CandidatePair<'a> {
    /// The article.
    pub(crate) scene: &'a Scene<'a>,
    /// The region.
    pub(crate) view: &'a RegionView,
    /// The index of the mention.
    pub(crate) index: usize,
    /// The mention.
    pub(crate) mention: &'a Mention,
    /// What surrounds the mention.
    pub(crate) context: &'a MentionContext,
    /// The cues around the region.
    pub(crate) subjects: &'a CueSubjects<'a>,
}

impl<'a> CandidatePair<'a> {
    /// Makes a pair; `None` if there is no such mention, or it names an event or a thing that no cue makes a speaker.
    pub(crate) fn new(
        scene: &'a Scene<'a>,
        view: &'a RegionView,
        subjects: &'a CueSubjects<'a>,
        index: usize,
    ) -> Option<Self> {
        let pair = Self {
            scene,
            view,
            index,
            mention: scene.mentions.get(index)?,
            context: scene.contexts.get(index)?,
            subjects,
        };
        (!pair.names_thing() || subjects.cue_of(index).is_some()).then_some(pair)
    }

    /// Returns `true` for the name of an event or a thing: "the Grand Slam".
    fn names_thing(&self) -> bool {
        self.mention.form == MentionForm::Name && self.mention.sort == MentionSort::Document
    }
}

/// Where a mention is, as seen from a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CandidateSide {
    /// Before the region, in its sentence.
    SentenceBefore,
    /// After the region, in its sentence.
    SentenceAfter,
    /// Before the region, in another sentence of its paragraph.
    ParagraphBefore,
    /// After the region, in another sentence of its paragraph.
    ParagraphAfter,
    /// In the paragraph right before.
    OneEarlier,
    /// Two paragraphs before.
    TwoEarlier,
    /// Further before.
    FarEarlier,
    /// In a paragraph after.
    Later,
}

impl CandidateSide {
    /// Returns where a candidate is; `None` if there is no such token.
    pub(crate) fn of_pair(pair: &CandidatePair<'_>) -> Option<Self> {
        let (scene, view) = (pair.scene, pair.view);
        let at = pair.mention.tokens.0;
        let token = scene.token(at)?;
        let sentence = |index: usize| scene.token(index).map(TextToken::sentence);
        let is_in_sentence = |edge: usize| sentence(edge) == Some(token.sentence());
        Some(match token.paragraph().cmp(&view.paragraph) {
            Ordering::Less => match view.paragraph - token.paragraph() {
                1 => Self::OneEarlier,
                2 => Self::TwoEarlier,
                _ => Self::FarEarlier,
            },
            Ordering::Greater => Self::Later,
            Ordering::Equal if at >= view.end && is_in_sentence(view.end.saturating_sub(1)) => {
                Self::SentenceAfter
            }
            Ordering::Equal if at >= view.end => Self::ParagraphAfter,
            Ordering::Equal if is_in_sentence(view.first) => Self::SentenceBefore,
            Ordering::Equal => Self::ParagraphBefore,
        })
    }

    /// Returns the symbol a feature writes for it.
    pub(crate) const fn symbol(self) -> Symbol {
        Symbol::letter(match self {
            Self::SentenceBefore => b'S',
            Self::SentenceAfter => b's',
            Self::ParagraphBefore => b'P',
            Self::ParagraphAfter => b'p',
            Self::OneEarlier => b'1',
            Self::TwoEarlier => b'2',
            Self::FarEarlier => b'3',
            Self::Later => b'n',
        })
    }

    /// Returns `true` if the candidate is in the region's own paragraph.
    const fn is_in_paragraph(self) -> bool {
        matches!(
            self,
            Self::SentenceBefore
                | Self::SentenceAfter
                | Self::ParagraphBefore
                | Self::ParagraphAfter
        )
    }
}

/// Adds the features that speak for naming nobody.
pub(crate) fn add_nobody_features(
    scene: &Scene<'_>,
    view: &RegionView,
    add: &mut impl FnMut(Feature),
) {
    let placed = Symbol::default()
        .with(view.place.letter())
        .with(view.ending.letter())
        .with(if view.is_capital { b'C' } else { b'l' });
    add(Feature::one(NOBODY, view.near));
    add(Feature::two(NOBODY, placed, view.near));
    add(Feature::one(NOBODY_OPENING, view.opening));
    add(Feature::one(NOBODY_CLOSING, view.closing));
    let words = view.end.saturating_sub(view.first);
    add(Feature::one(NOBODY_LENGTH, letters::count_bucket(words)));
    let kind = Symbol::default().with(scene.block_class(view.paragraph).letter());
    add(Feature::two(
        NOBODY_LENGTH,
        letters::count_bucket(words),
        kind,
    ));
}

/// Adds the features of a pair that do not depend on who spoke before.
pub(crate) fn add_candidate_features(pair: &CandidatePair<'_>, add: &mut impl FnMut(Feature)) {
    let Some(side) = CandidateSide::of_pair(pair) else {
        return;
    };
    let sided = side.symbol();
    let formed = sided
        .with(pair.mention.form_letter())
        .with(pair.mention.sort_letter());
    add(Feature::one(AT, formed));
    add_place_features(pair, side, formed, add);
    add_word_features(pair, sided, formed, add);
    add_cue_features(pair, sided, formed, add);
    add_region_features(pair, sided, add);
}

/// Adds how far away the mention is, what is between, and the path of words.
fn add_place_features(
    pair: &CandidatePair<'_>,
    side: CandidateSide,
    formed: Symbol,
    add: &mut impl FnMut(Feature),
) {
    let (scene, view, mention) = (pair.scene, pair.view, pair.mention);
    let sided = side.symbol();
    // Only the words between region and mention count, titles before a name left out.
    let (from, to) = if mention.tokens.0 >= view.end {
        (view.end, mention.lead.max(view.end))
    } else {
        (mention.tokens.1 + 1, view.first)
    };
    let gap = to.saturating_sub(from);
    add(Feature::two(TOKENS, letters::count_bucket(gap), sided));
    let between = count_mentions_between(pair);
    add(Feature::two(
        DISTANCE,
        letters::count_bucket(between),
        formed,
    ));
    let crossed = count_regions_between(scene, view, mention);
    add(Feature::two(CROSSED, letters::count_bucket(crossed), sided));
    if side.is_in_paragraph()
        && let Some(path) = letters::letter_path(scene, from, to)
    {
        add(Feature::two(PATH, path, formed));
    }
}

/// Counts the regions between a region and a mention.
fn count_regions_between(scene: &Scene<'_>, view: &RegionView, mention: &Mention) -> usize {
    let at = mention.range.start;
    let position = scene
        .regions
        .partition_point(|region| region.range.end <= at);
    if position > view.region {
        position - view.region - 1
    } else {
        view.region - position
    }
}

/// Counts the mentions that can speak between a region and a mention.
fn count_mentions_between(pair: &CandidatePair<'_>) -> usize {
    let (scene, view) = (pair.scene, pair.view);
    let rank_at = |index: usize| {
        scene
            .contexts
            .get(index)
            .map_or(usize::MAX, |context| context.rank)
    };
    let own = pair.context.rank;
    if pair.mention.tokens.0 >= view.end {
        own.saturating_sub(rank_at(view.next_mention))
    } else {
        rank_at(view.next_mention.saturating_sub(1)).saturating_sub(own)
    }
}

/// Adds the words around the mention.
fn add_word_features(
    pair: &CandidatePair<'_>,
    sided: Symbol,
    formed: Symbol,
    add: &mut impl FnMut(Feature),
) {
    let context = pair.context;
    add(Feature::two(BESIDE, context.before, formed));
    add(Feature::two(NEXT, context.after, formed));
    let words = [
        (WORD, context.word),
        (WORD_BEFORE, context.word_before),
        (WORD_AFTER, context.word_after),
    ];
    for (template, word) in words {
        if let Some(word) = word {
            add(Feature::two(template, word, sided));
        }
    }
}

/// Adds the features of the cue whose subject the mention is.
fn add_cue_features(
    pair: &CandidatePair<'_>,
    sided: Symbol,
    formed: Symbol,
    add: &mut impl FnMut(Feature),
) {
    let (scene, view) = (pair.scene, pair.view);
    let own = pair.subjects.cue_of(pair.index);
    let any = view.near;
    let Some(cue) = own else {
        add(Feature::two(NO_LINK, formed, any));
        return;
    };
    let Some(position) = view.cue_position(scene, cue) else {
        return;
    };
    let linked = Symbol::letter(cue.link.letter()).with(position.letter());
    let between = count_cues_between(scene, view, cue.token);
    let distance = letters::count_bucket(view.token_distance(cue.token));
    add(Feature::two(LINK, linked, formed));
    add(Feature::two(LEMMA, cue.lemma, linked));
    add(Feature::two(REACH, distance, linked));
    add(Feature::two(BETWEEN, between, linked));
    add(Feature::two(
        STATE,
        linked.with(view.place.letter()).with(view.ending.letter()),
        any,
    ));
    add(Feature::two(
        CLAUSE,
        linked,
        clause_position(scene, cue.token),
    ));
    if position == CuePosition::Before {
        let parted = clause_break(pair, cue).symbol();
        add(Feature::two(PARTED, parted, linked));
    }
    if pair.context.is_governed {
        add(Feature::two(GOVERNED, linked, sided));
    }
}

/// The most cues between a cue and a region that are looked at.
const MOST_BETWEEN: usize = 6;

/// What separates a cue from the region behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ClauseBreak {
    /// A clause of somebody else: "…, and Bell said".
    Certain,
    /// A clause of somebody else that may be part of the cue's own.
    Possible,
    /// Nothing, but the cue's subject began such a clause itself.
    Own,
    /// Nothing.
    None,
}

impl ClauseBreak {
    /// Returns the symbol a feature writes for it.
    const fn symbol(self) -> Symbol {
        Symbol::letter(match self {
            Self::Certain => b'Y',
            Self::Possible => b'y',
            Self::Own => b'o',
            Self::None => b'n',
        })
    }
}

/// Returns what separates a cue from the region behind it.
fn clause_break(pair: &CandidatePair<'_>, cue: &Cue) -> ClauseBreak {
    let (scene, view) = (pair.scene, pair.view);
    let from = scene.cues.partition_point(|other| other.token <= cue.token);
    let to = scene.cues.partition_point(|other| other.token < view.first);
    let between = scene.cues.get(from..to).unwrap_or_default();
    let mut others = between.iter().rev().take(MOST_BETWEEN);
    let is_own = |link: CueLink| matches!(link, CueLink::Direct | CueLink::Apposed);
    // Only a cue with a subject of its own begins a clause; a participle belongs to the clause it is in.
    let is_other = |other: &&Cue| other.subject != cue.subject && is_own(other.link);
    let joint = |cue: &Cue| clauses::clause_joint(scene, cue.subject);
    match others.find(is_other).and_then(joint) {
        Some(ClauseJoint::Certain) => ClauseBreak::Certain,
        Some(ClauseJoint::Possible) => ClauseBreak::Possible,
        None if joint(cue).is_some() => ClauseBreak::Own,
        None => ClauseBreak::None,
    }
}

/// Returns where a cue is in its sentence: how many cues come before it, and whether it is the last word.
fn clause_position(scene: &Scene<'_>, token: usize) -> Symbol {
    let sentence = |at: usize| scene.token(at).map(TextToken::sentence);
    let here = sentence(token);
    let first = scene.cues.partition_point(|cue| sentence(cue.token) < here);
    let own = scene.cues.partition_point(|cue| cue.token < token);
    let ends = scene
        .token(token + 1)
        .is_none_or(|next| next.kind == TokenKind::Stop || Some(next.sentence()) != here);
    Symbol::number(own.saturating_sub(first).min(3)).with(if ends { b'e' } else { b'-' })
}

/// Counts the cues between a region and the cue at `token`.
fn count_cues_between(scene: &Scene<'_>, view: &RegionView, token: usize) -> Symbol {
    let position = |token: usize| scene.cues.partition_point(|cue| cue.token < token);
    letters::count_bucket(if token >= view.end {
        position(token) - position(view.end)
    } else {
        position(view.first).saturating_sub(position(token + 1))
    })
}

/// Adds where the region is in its paragraph.
fn add_region_features(pair: &CandidatePair<'_>, sided: Symbol, add: &mut impl FnMut(Feature)) {
    let view = pair.view;
    let any = view.near;
    let placed = Symbol::default()
        .with(view.place.letter())
        .with(view.ending.letter())
        .with(if view.is_capital { b'C' } else { b'l' });
    let formed = sided.with(pair.mention.form_letter());
    add(Feature::two(STATE, placed, formed));
    add(Feature::two(OPENING, view.opening, formed));
    add(Feature::two(CLOSING, view.closing, formed));
    if pair.context.is_first {
        add(Feature::two(FIRST, formed, any));
    }
}
