//! Cuts the paragraphs of an article into words and punctuation, with their sentences and quoted regions.

use crate::article::TextRange;
use crate::quotes::model::paragraph::Paragraph;
use crate::quotes::model::region::Region;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::token::{TextToken, TokenKind, TokenList, TokenPlace, WordEnding};
use crate::quotes::words::{lexicon, pieces};
use crate::text::SOFT_HYPHEN;

/// The average bytes of a token with the space before it, rounded down.
const BYTES_PER_TOKEN: usize = 4;

/// Cuts `paragraphs` into tokens; `regions` are their quoted regions, sorted.
pub(crate) fn cut_tokens(text: &str, paragraphs: &[Paragraph], regions: &[Region]) -> TokenList {
    let mut cutter = Tokenizer {
        text,
        tokens: TokenList::default(),
        regions,
        next_region: 0,
        sentence: 0,
    };
    // Reserved once: growing would copy the list.
    let bytes: usize = paragraphs.iter().map(|own| own.range.len()).sum();
    cutter.tokens.all.reserve(bytes / BYTES_PER_TOKEN);
    for (index, paragraph) in paragraphs.iter().enumerate() {
        cutter.tokens.starts.push(cutter.tokens.all.len());
        cutter.cut_paragraph(index, paragraph.range);
        cutter.sentence += 1;
    }
    cutter.tokens.starts.push(cutter.tokens.all.len());
    cutter.tokens
}

struct Tokenizer<'a> {
    text: &'a str,
    tokens: TokenList,
    regions: &'a [Region],
    next_region: usize,
    sentence: usize,
}

impl Tokenizer<'_> {
    fn cut_paragraph(&mut self, index: usize, paragraph: TextRange) {
        let mut at = paragraph.start;
        let mut ended = false;
        while let Some(c) = TextRange::new(at, paragraph.end)
            .of(self.text)
            .chars()
            .next()
        {
            if c.is_whitespace() || c == SOFT_HYPHEN {
                at += c.len_utf8();
                continue;
            }
            let (kind, len) =
                pieces::measure_piece(TextRange::new(at, paragraph.end).of(self.text), c);
            let mut token = self.make_token(kind, TextRange::new(at, at + len), index);
            at += len;
            if ended && self.begins_sentence(&token) {
                self.sentence += 1;
            }
            token.set_sentence(self.sentence);
            if pieces::is_mark(token.range().of(self.text)) {
                self.note_possessive(token.range());
            } else {
                ended = kind == TokenKind::Stop;
                self.tokens.all.push(token);
            }
        }
    }

    /// An apostrophe right after a plural makes it possessive: "the voters' rights".
    fn note_possessive(&mut self, mark: TextRange) {
        let is_unquoted = self.region_at(mark.start).is_none();
        let Some(last) = self.tokens.all.last_mut() else {
            return;
        };
        let is_plural = last.range().end == mark.start && last.range().of(self.text).ends_with('s');
        if is_plural && matches!(mark.of(self.text), "'" | "’") && is_unquoted {
            last.is_possessive = true;
        }
    }

    /// A full stop ends a sentence; other ends do so too, unless a reporting clause follows a quote.
    fn begins_sentence(&self, token: &TextToken) -> bool {
        let Some(stop) = self.tokens.all.last() else {
            return false;
        };
        let is_full_stop = matches!(stop.range().of(self.text), "." | "…");
        // “Will it hold?” Ortiz asked: the mark inside the quote does not end the sentence of the reporting clause.
        let leaves_quote = stop.region().is_some() && stop.region() != token.region();
        let is_start =
            token.is_capital() || token.kind == TokenKind::Number || token.region().is_some();
        is_start && (is_full_stop || !leaves_quote)
    }

    fn make_token(&mut self, kind: TokenKind, range: TextRange, paragraph: usize) -> TextToken {
        let written = range.of(self.text);
        let (stem, is_possessive) = if kind == TokenKind::Word {
            pieces::without_possessive(written)
        } else {
            (written, false)
        };
        let range = TextRange::new(range.start, range.start + stem.len());
        // "Sen." and "Sen" are the same word to the lexicon.
        let word = WordKey::new(stem.trim_end_matches('.'));
        let place = TokenPlace {
            range,
            region: self.region_at(range.start),
            paragraph,
            sentence: self.sentence,
        };
        let mut token = TextToken::new(kind, word, place);
        if kind == TokenKind::Word && !pieces::is_initial(stem) {
            token.set_entry(lexicon::look_up(word));
        }
        token.case = pieces::judge_case(stem);
        token.is_possessive = is_possessive;
        token.ending = WordEnding::of_word(stem, token.entry);
        token
    }

    fn region_at(&mut self, at: usize) -> Option<usize> {
        while self
            .regions
            .get(self.next_region)
            .is_some_and(|region| region.range.end <= at)
        {
            self.next_region += 1;
        }
        let region = self.regions.get(self.next_region)?;
        region.range.contains(at).then_some(self.next_region)
    }
}
