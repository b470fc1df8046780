//! What speaks for and against a mention as the speaker of a region, as features of a linear model.

use super::around::{Around, Subjects};
use super::cues::{Cue, Link};
use super::mentions::Mention;
use super::scene::Scene;
use super::symbol::Symbol;
use super::tokens::Kind;
use super::view::{self, View};
use super::weights::{Feature, Template};

const AT: Template = Template::new("at");
const DISTANCE: Template = Template::new("dist");
const TOKENS: Template = Template::new("tok");
const PATH: Template = Template::new("path");
const BESIDE: Template = Template::new("beside");
const NEXT: Template = Template::new("next");
const LINK: Template = Template::new("link");
const NO_LINK: Template = Template::new("nolink");
const BETWEEN: Template = Template::new("cues");
const LEMMA: Template = Template::new("lemma");
const REACH: Template = Template::new("reach");
const WORD: Template = Template::new("word");
const WORD_BEFORE: Template = Template::new("wbef");
const WORD_AFTER: Template = Template::new("waft");
const STATE: Template = Template::new("state");
const CROSSED: Template = Template::new("cross");
const CLAUSE: Template = Template::new("clause");
const GOVERNED: Template = Template::new("gov");
const OPENING: Template = Template::new("open");
const CLOSING: Template = Template::new("close");
const FIRST: Template = Template::new("first");
const PARTED: Template = Template::new("parted");

const NOBODY: Template = Template::new("nobody");
const NOBODY_OPENING: Template = Template::new("n.open");
const NOBODY_CLOSING: Template = Template::new("n.close");
const NOBODY_LENGTH: Template = Template::new("n.length");

/// A region and a mention that may be its speaker.
pub(super) struct Pair<'a> {
    /// The article.
    pub(super) scene: &'a Scene<'a>,
    /// The region.
    pub(super) view: &'a View,
    /// The index of the mention.
    pub(super) index: usize,
    /// The mention.
    pub(super) mention: &'a Mention,
    /// What stands around the mention.
    pub(super) around: &'a Around,
    /// The cues around the region.
    pub(super) subjects: &'a Subjects<'a>,
}

impl<'a> Pair<'a> {
    /// Makes a pair; `None` when there is no such mention.
    pub(super) fn new(
        scene: &'a Scene<'a>,
        view: &'a View,
        subjects: &'a Subjects<'a>,
        index: usize,
    ) -> Option<Self> {
        Some(Self {
            scene,
            view,
            index,
            mention: scene.mentions.get(index)?,
            around: scene.around.get(index)?,
            subjects,
        })
    }
}

/// Where a mention stands as seen from a region.
pub(super) fn side(pair: &Pair<'_>) -> u8 {
    let (scene, view) = (pair.scene, pair.view);
    let at = pair.mention.tokens.0;
    let Some(token) = scene.token(at) else {
        return b'?';
    };
    if token.paragraph < view.paragraph {
        return match view.paragraph - token.paragraph {
            1 => b'1',
            2 => b'2',
            _ => b'3',
        };
    }
    if token.paragraph > view.paragraph {
        return b'n';
    }
    let sentence = |index: usize| scene.token(index).map(|token| token.sentence);
    if at >= view.end {
        let same = sentence(view.end.saturating_sub(1)) == Some(token.sentence);
        return if same { b's' } else { b'p' };
    }
    if sentence(view.first) == Some(token.sentence) {
        b'S'
    } else {
        b'P'
    }
}

/// Gives the features to `add` that speak for naming nobody.
pub(super) fn nobody(scene: &Scene<'_>, view: &View, add: &mut impl FnMut(Feature)) {
    let placed = Symbol::default()
        .with(view.place.letter())
        .with(view.ending)
        .with(if view.is_capital { b'C' } else { b'l' });
    add(Feature::one(NOBODY, view.near));
    add(Feature::two(NOBODY, placed, view.near));
    add(Feature::one(NOBODY_OPENING, view.opening));
    add(Feature::one(NOBODY_CLOSING, view.closing));
    let words = view.end.saturating_sub(view.first);
    add(Feature::one(NOBODY_LENGTH, view::bucket(words)));
    let kind = Symbol::default().with(scene.kind_letter(view.paragraph));
    add(Feature::two(NOBODY_LENGTH, view::bucket(words), kind));
}

/// Gives the features of a pair to `add` that do not depend on who spoke before.
pub(super) fn fixed(pair: &Pair<'_>, add: &mut impl FnMut(Feature)) {
    let side = side(pair);
    let sided = Symbol::default().with(side);
    let formed = sided.with(pair.around.form).with(pair.around.sort);
    add(Feature::one(AT, formed));
    place(pair, side, formed, add);
    neighbours(pair, sided, formed, add);
    reporting(pair, sided, formed, add);
    surroundings(pair, sided, add);
}

/// Where it stands: distances, what is crossed, the path of words between.
fn place(pair: &Pair<'_>, side: u8, formed: Symbol, add: &mut impl FnMut(Feature)) {
    let (scene, view, mention) = (pair.scene, pair.view, pair.mention);
    let sided = Symbol::default().with(side);
    let (from, to) = if mention.tokens.0 >= view.end {
        (view.end, mention.lead.max(view.end))
    } else {
        (mention.tokens.1 + 1, view.first)
    };
    let gap = to.saturating_sub(from);
    add(Feature::two(TOKENS, view::bucket(gap), sided));
    let between = between(pair);
    add(Feature::two(DISTANCE, view::bucket(between), formed));
    let crossed = crossed(scene, view, mention);
    add(Feature::two(CROSSED, view::bucket(crossed), sided));
    if matches!(side, b's' | b'S' | b'p' | b'P')
        && let Some(path) = view::path(scene, from, to)
    {
        add(Feature::two(PATH, path, formed));
    }
}

/// Counts the regions between a region and a mention.
fn crossed(scene: &Scene<'_>, view: &View, mention: &Mention) -> usize {
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
fn between(pair: &Pair<'_>) -> usize {
    let (scene, view) = (pair.scene, pair.view);
    let rank_at = |index: usize| {
        scene
            .around
            .get(index)
            .map_or(usize::MAX, |around| around.rank)
    };
    let own = pair.around.rank;
    if pair.mention.tokens.0 >= view.end {
        own.saturating_sub(rank_at(view.next_mention))
    } else {
        rank_at(view.next_mention.saturating_sub(1)).saturating_sub(own)
    }
}

/// The words around the mention.
fn neighbours(pair: &Pair<'_>, sided: Symbol, formed: Symbol, add: &mut impl FnMut(Feature)) {
    let around = pair.around;
    add(Feature::two(BESIDE, around.before, formed));
    add(Feature::two(NEXT, around.after, formed));
    let words = [
        (WORD, around.word),
        (WORD_BEFORE, around.word_before),
        (WORD_AFTER, around.word_after),
    ];
    for (template, word) in words {
        if let Some(word) = word {
            add(Feature::two(template, word, sided));
        }
    }
}

/// The reporting word whose subject it is.
fn reporting(pair: &Pair<'_>, sided: Symbol, formed: Symbol, add: &mut impl FnMut(Feature)) {
    let (scene, view) = (pair.scene, pair.view);
    let own = pair.subjects.cue_of(pair.index);
    let any = view.near;
    let Some(cue) = own else {
        add(Feature::two(NO_LINK, formed, any));
        return;
    };
    let position = view.position(scene, cue);
    let linked = Symbol::default().with(cue.link.letter()).with(position);
    let between = cues_between(scene, view, cue.token);
    let distance = view::bucket(view.distance(cue.token));
    add(Feature::two(LINK, linked, formed));
    add(Feature::two(LEMMA, cue.lemma, linked));
    add(Feature::two(REACH, distance, linked));
    add(Feature::two(BETWEEN, between, linked));
    add(Feature::two(
        STATE,
        linked.with(view.place.letter()).with(view.ending),
        any,
    ));
    add(Feature::two(CLAUSE, linked, clause(scene, cue.token)));
    if position == b'b' {
        let parted = Symbol::letter(parted(pair, cue));
        add(Feature::two(PARTED, parted, linked));
    }
    if pair.around.is_governed {
        add(Feature::two(GOVERNED, linked, sided));
    }
}

/// The most cues between a cue and a region that are looked at.
const MOST_BETWEEN: usize = 6;

/// Says what parts a cue from the region behind it: `Y` a clause of somebody else ("…, and Bell said"), `y` one that may
/// be part of the cue's own, `o` nothing where the cue's subject began such a clause itself, `n` nothing.
fn parted(pair: &Pair<'_>, cue: &Cue) -> u8 {
    let (scene, view) = (pair.scene, pair.view);
    let from = scene.cues.partition_point(|other| other.token <= cue.token);
    let to = scene.cues.partition_point(|other| other.token < view.first);
    let between = scene.cues.get(from..to).unwrap_or_default();
    let mut others = between.iter().rev().take(MOST_BETWEEN);
    let is_own = |link: Link| matches!(link, Link::Direct | Link::Apposed);
    let is_other = |other: &&Cue| other.subject != cue.subject && is_own(other.link);
    match others
        .find(is_other)
        .and_then(|other| joined(scene, other.subject))
    {
        Some(true) => b'Y',
        Some(false) => b'y',
        None if joined(scene, cue.subject).is_some() => b'o',
        None => b'n',
    }
}

/// Words that join a clause with a subject of its own to the one before.
const JOINS: &[&str] = &["and", "but", "though", "although", "yet"];

/// Words that part such a clause from it, also without a comma.
const PARTS: &[&str] = &[
    "while", "whereas", "after", "before", "as", "when", "because",
];

/// Says whether such a word, or a semicolon, begins a clause with a subject, and whether the clause is surely no part of
/// the one before.
pub(super) fn joined(scene: &Scene<'_>, subject: usize) -> Option<bool> {
    let lead = scene.mentions.get(subject)?.lead;
    let before = scene.tokens.before(lead, 1)?;
    if before.kind == Kind::Semicolon {
        return Some(true);
    }
    let comma = scene.tokens.before(lead, 2)?;
    let is_parted = before.is_any(PARTS);
    let is_apart = is_parted || comma.kind == Kind::Comma || !comma.is_told();
    (is_parted || before.is_any(JOINS)).then_some(is_apart)
}

/// Says where a cue stands in its sentence: how many cues come before it, and whether it is the last word.
fn clause(scene: &Scene<'_>, token: usize) -> Symbol {
    let sentence = |at: usize| scene.token(at).map(|token| token.sentence);
    let here = sentence(token);
    let first = scene.cues.partition_point(|cue| sentence(cue.token) < here);
    let own = scene.cues.partition_point(|cue| cue.token < token);
    let ends = scene
        .token(token + 1)
        .is_none_or(|next| next.kind == Kind::Stop || Some(next.sentence) != here);
    Symbol::number(own.saturating_sub(first).min(3)).with(if ends { b'e' } else { b'-' })
}

/// Counts the cues between a region and the cue at `token`.
fn cues_between(scene: &Scene<'_>, view: &View, token: usize) -> Symbol {
    let position = |token: usize| scene.cues.partition_point(|cue| cue.token < token);
    view::bucket(if token >= view.end {
        position(token) - position(view.end)
    } else {
        position(view.first).saturating_sub(position(token + 1))
    })
}

/// How the region stands in its paragraph.
fn surroundings(pair: &Pair<'_>, sided: Symbol, add: &mut impl FnMut(Feature)) {
    let view = pair.view;
    let any = view.near;
    let placed = Symbol::default()
        .with(view.place.letter())
        .with(view.ending)
        .with(if view.is_capital { b'C' } else { b'l' });
    let formed = sided.with(pair.around.form);
    add(Feature::two(STATE, placed, formed));
    add(Feature::two(OPENING, view.opening, formed));
    add(Feature::two(CLOSING, view.closing, formed));
    if pair.around.is_first {
        add(Feature::two(FIRST, formed, any));
    }
}
